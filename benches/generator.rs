//! Estates of any size: few services, parties and systems as real ones have, many flows between
//! them, and a notice that discloses most of it. The same size always gives the same bytes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "a bench is no library"
)]

#[allow(dead_code, reason = "a bench needs less of this than the tests")]
#[path = "../tests/support/estate/mod.rs"]
mod described;

use described::rng::{Draw, Rng};
use described::{
    Collects, Contract, Estate, Flow, Hosting, Party, Period, Service, Shares, Statement, System,
    Uses, object, words, write,
};
use fairnotice::input::MemoryFiles;
use serde_json::json;

/// A generated estate.
pub struct Generated {
    /// Its files.
    pub files: MemoryFiles,
    /// The text of its NDJSON file alone.
    pub lines: String,
}

const DATA: [&str; 12] = [
    "name",
    "email-address",
    "telephone-number",
    "physical-address",
    "birth-date",
    "username",
    "ip-address",
    "language",
    "job",
    "bank-account",
    "age",
    "picture",
];
const SUBJECTS: [&str; 4] = ["customer", "employee", "student", "visitor"];
const PURPOSES: [&str; 4] = [
    "service-provision",
    "customer-care",
    "account-management",
    "service-monitoring",
];
const BASES: [&str; 5] = [
    "contract",
    "legitimate-interests",
    "legal-obligation",
    "public-task",
    "consent",
];
/// Further keys of flows, so that their facts differ as those of a real estate do.
const FURTHER: [&str; 8] = [
    "{}",
    r#"{"interests-assessed":"2024-01-01"}"#,
    r#"{"task":"other-task"}"#,
    r#"{"consent":{"record":"per-person"}}"#,
    r#"{"consent":{"record":"per-person","explicit":true}}"#,
    r#"{"consent":{"record":"per-person","alternative":true}}"#,
    r#"{"risk-signs":["evaluation","large-scale"],"impact-assessed":"2024-01-01"}"#,
    r#"{"marketing":{"channel":"email","soft-opt-in":true}}"#,
];
const COUNTRIES: [&str; 5] = ["GB", "IE", "DE", "US", "IN"];
const SERVICES: usize = 10;
const SYSTEMS: usize = 20;

/// An estate with so many flows. Their declarations repeat: there are some thousands of distinct
/// ones however many flows there are.
pub fn estate(flows: usize) -> Generated {
    let root = write::text(&surroundings());
    let mut lines = String::with_capacity(flows * 300);
    let mut rng = Rng::new(1);
    for at in 0..flows {
        let flow = flow(&mut rng, at);
        lines.push_str(&write::flow(&flow).to_string());
        lines.push('\n');
    }
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", root)
        .with("flows.ndjson", lines.clone());
    Generated { files, lines }
}

/// An estate with so many flows of which no two declare the same: four categories of twelve about two kinds
/// of people, into one of as many systems as there are tens of flows, with a notice that discloses little of
/// it.
pub fn differing(flows: usize) -> Generated {
    let systems = (flows / 10).max(10);
    let root = write::text(&wide(systems));
    let mut lines = String::with_capacity(flows * 200);
    let mut rng = Rng::new(7);
    for at in 0..flows {
        let from = rng.word(&["data-subjects", "controller"]);
        let flow = Flow {
            id: format!("flow-{at}"),
            from,
            to: format!("system-{}", rng.below(systems)),
            data: distinct(&mut rng, &DATA, 4),
            subjects: distinct(&mut rng, &SUBJECTS, 2),
            purposes: vec![rng.word(&PURPOSES)],
            basis: Some(rng.word(&BASES)),
            ..Flow::default()
        };
        lines.push_str(&write::flow(&flow).to_string());
        lines.push('\n');
    }
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", root)
        .with("flows.ndjson", lines.clone());
    Generated { files, lines }
}

/// So many of a list, without repetitions.
fn distinct(rng: &mut Rng, list: &[&str], count: usize) -> Vec<String> {
    let mut left: Vec<&str> = list.to_vec();
    let taken = (0..count).map(|_| left.remove(rng.below(left.len())).to_owned());
    let mut found: Vec<String> = taken.collect();
    found.sort();
    found
}

/// Fifty vendors, many systems, and a short notice.
fn wide(systems: usize) -> Estate {
    const VENDORS: usize = 50;
    let collects = Statement {
        id: "data".to_owned(),
        quote: Some("We collect your name, e-mail address and address".to_owned()),
        collects: Some(Collects {
            data: words(&["name", "email-address", "physical-address"]),
            ..Collects::default()
        }),
        ..Statement::default()
    };
    Estate {
        controller: "controller".to_owned(),
        parties: parties(VENDORS),
        systems: (0..systems).map(|at| system(at, at % VENDORS)).collect(),
        statements: Some(vec![collects]),
        notice: object(json!({"published": "2024-01-01"})),
        more: object(json!({"name": "Generated", "include": "flows.ndjson"})),
        ..Estate::default()
    }
}

/// The controller, and so many vendors of five countries.
fn parties(vendors: usize) -> Vec<Party> {
    let party = |id: String, country: &str| Party {
        id,
        country: country.to_owned(),
        ..Party::default()
    };
    let vendor = |at: usize| party(format!("vendor-{at}"), COUNTRIES[at % COUNTRIES.len()]);
    let controller = party("controller".to_owned(), "GB");
    std::iter::once(controller)
        .chain((0..vendors).map(vendor))
        .collect()
}

/// A system that a vendor operates.
fn system(at: usize, vendor: usize) -> System {
    System {
        id: format!("system-{at}"),
        operators: vec![(format!("vendor-{vendor}"), Period::default())],
        hosting: vec![Hosting::stated(COUNTRIES[at % COUNTRIES.len()])],
        ..System::default()
    }
}

/// All but the flows.
fn surroundings() -> Estate {
    let services = (0..SERVICES).map(|at| Service {
        id: format!("service-{at}"),
        ..Service::default()
    });
    let contracts = (0..SYSTEMS).map(|at| Contract {
        id: format!("contract-{at}"),
        kind: "processor".to_owned(),
        first: "controller".to_owned(),
        second: format!("vendor-{at}"),
        period: Period::since("2020-01-01"),
        ..Contract::default()
    });
    Estate {
        controller: "controller".to_owned(),
        parties: parties(SYSTEMS),
        systems: (0..SYSTEMS).map(|at| system(at, at)).collect(),
        services: services.collect(),
        contracts: contracts.collect(),
        statements: Some(statements()),
        notice: object(json!({"published": "2024-01-01"})),
        more: object(json!({"name": "Generated", "include": "flows.ndjson"})),
        ..Estate::default()
    }
}

/// All but two of the data, and all but two of the vendors.
fn statements() -> Vec<Statement> {
    let statement = |id: &str, quote: &str| Statement {
        id: id.to_owned(),
        quote: Some(quote.to_owned()),
        ..Statement::default()
    };
    vec![
        Statement {
            collects: Some(Collects {
                data: words(&DATA[..DATA.len() - 2]),
                ..Collects::default()
            }),
            ..statement("data", "We collect what you give us")
        },
        Statement {
            uses: Some(Uses {
                purposes: words(&PURPOSES),
                ..Uses::default()
            }),
            relies_on: Some((words(&BASES), Vec::new(), Vec::new())),
            ..statement("purposes", "We use it to serve you")
        },
        Statement {
            shares: Some(Shares {
                with: (0..SYSTEMS - 2).map(|at| format!("vendor-{at}")).collect(),
                ..Shares::default()
            }),
            ..statement("vendors", "Our vendors help")
        },
        Statement {
            retains: Some(("P6Y".to_owned(), Vec::new())),
            ..statement("retention", "We keep it for six years")
        },
    ]
}

fn flow(rng: &mut Rng, at: usize) -> Flow {
    let service = rng.below(SERVICES);
    let subject = rng.word(&SUBJECTS);
    let disclosed = DATA.len() - 2;
    let first = rng.below(disclosed);
    let system = rng.below(SYSTEMS);
    let collected = at.is_multiple_of(5);
    let (from, to) = if collected {
        ("data-subjects", "controller".to_owned())
    } else {
        ("controller", format!("system-{system}"))
    };
    let further = FURTHER[(service * 3 + system / 5 + first) % FURTHER.len()];
    let mut more = object(serde_json::from_str(further).unwrap_or_default());
    let register = format!("interface register, entry {service}");
    more.insert("evidence".to_owned(), json!([register]));
    Flow {
        id: format!("flow-{at}"),
        service: Some(format!("service-{service}")),
        from: from.to_owned(),
        to,
        data: words(&[DATA[first], DATA[(first + 1) % disclosed]]),
        subjects: vec![subject],
        purposes: words(&[PURPOSES[service % PURPOSES.len()]]),
        basis: Some(BASES[(service + system) % BASES.len()].to_owned()),
        measures: words(&["encryption-in-transfer", "access-control-method"]),
        retention: collected.then(|| "P6Y".to_owned()),
        period: Period::since("2024-01-01"),
        more,
        ..Flow::default()
    }
}
