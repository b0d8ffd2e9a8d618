//! Estates on which the engine was wrong once, the smallest that show it.

use super::engine;
use super::random;
use crate::estate::{
    Collects, Estate, Flow, Party, Safeguard, Service, Shares, Statement, Uses, words,
};

/// A shop in France that collects an address and sends it to a host in the United States.
fn shop(statements: Vec<Statement>) -> Estate {
    let party = |id: &str, country: &str| Party {
        id: id.to_owned(),
        country: country.to_owned(),
        kind: "company".to_owned(),
        ..Party::default()
    };
    let flow = |id: &str, from: &str, to: &str| Flow {
        id: id.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        data: words(&["email-address"]),
        subjects: words(&["student"]),
        purposes: words(&["direct-marketing", "service-provision"]),
        basis: Some("contract".to_owned()),
        ..Flow::default()
    };
    Estate {
        day: "2024-06-01".to_owned(),
        controller: "us".to_owned(),
        terms: random::own_terms(),
        parties: vec![party("us", "FR"), party("host", "US")],
        services: vec![Service {
            id: "shop".to_owned(),
            ..Service::default()
        }],
        flows: vec![flow("in", "data-subjects", "us"), flow("out", "us", "host")],
        statements: Some(statements),
        ..Estate::default()
    }
}

fn sentence(at: usize) -> Statement {
    Statement {
        id: format!("sentence-{at}"),
        ..Statement::default()
    }
}

/// Whether the engine finds something by a rule in a flow.
fn finds(estate: &Estate, rule: &str, flow: &str) -> bool {
    let loaded = engine::load(estate);
    let found = loaded.judge(&estate.day).found();
    found.iter().any(|(by, of, ..)| by == rule && of == flow)
}

#[test]
fn who_denies_a_source_denies_no_data() {
    let collects = Collects {
        none: true,
        data: words(&["email-address"]),
        from: words(&["host"]),
        ..Collects::default()
    };
    let estate = shop(vec![Statement {
        collects: Some(collects),
        ..sentence(0)
    }]);
    assert!(!finds(&estate, "disclosure/contradicted-data", "in"));
    assert!(finds(&estate, "disclosure/undisclosed-data", "in"));
}

#[test]
fn a_use_of_some_data_is_none_of_others() {
    let uses = |none, data| Uses {
        none,
        purposes: words(&["direct-marketing"]),
        data: words(&[data]),
        ..Uses::default()
    };
    let of = |uses| {
        shop(vec![Statement {
            uses: Some(uses),
            ..sentence(0)
        }])
    };
    let health = of(uses(true, "health-record"));
    assert!(!finds(&health, "disclosure/contradicted-purpose", "in"));
    let disclosed = of(uses(false, "contact"));
    assert!(
        finds(&disclosed, "disclosure/undisclosed-purpose", "in"),
        "service provision"
    );
    assert!(finds(
        &of(uses(true, "contact")),
        "disclosure/contradicted-purpose",
        "in"
    ));
}

#[test]
fn a_basis_may_be_stated_for_each_purpose_in_its_own_sentence() {
    let relies = |purpose: &str| Some((words(&["contract"]), words(&[purpose]), Vec::new()));
    let both = vec![
        Statement {
            relies_on: relies("direct-marketing"),
            uses: Some(Uses {
                purposes: words(&["direct-marketing", "service-provision"]),
                ..Uses::default()
            }),
            ..sentence(0)
        },
        Statement {
            relies_on: relies("service-provision"),
            ..sentence(1)
        },
    ];
    let one = both[..1].to_vec();
    assert!(!finds(&shop(both), "disclosure/undisclosed-basis", "in"));
    assert!(finds(&shop(one), "disclosure/undisclosed-basis", "in"));
}

#[test]
fn a_sharing_through_one_system_states_no_place_for_others() {
    let through = |system: &str| {
        let shares = Shares {
            with: words(&["host"]),
            through: words(&[system]),
            to: words(&["US"]),
            ..Shares::default()
        };
        let mut estate = shop(vec![Statement {
            shares: Some(shares),
            ..sentence(0)
        }]);
        for id in ["cloud", "ledger"] {
            estate.systems.push(crate::estate::System {
                id: id.to_owned(),
                operators: vec![("host".to_owned(), crate::estate::Period::default())],
                ..crate::estate::System::default()
            });
        }
        estate.flows[1].to = "cloud".to_owned();
        estate
    };
    assert!(!finds(
        &through("cloud"),
        "disclosure/undisclosed-transfer",
        "out"
    ));
    assert!(finds(
        &through("ledger"),
        "disclosure/undisclosed-transfer",
        "out"
    ));
}

#[test]
fn a_composite_may_have_composites_as_parts() {
    let collects = |data: &[&str]| Collects {
        data: words(data),
        ..Collects::default()
    };
    let disclosed = |flow: &str, data: &[&str]| {
        let mut estate = shop(vec![Statement {
            collects: Some(collects(data)),
            ..sentence(0)
        }]);
        estate.flows[0].data = words(&[flow]);
        estate
    };
    let parts = disclosed(
        "staff-file",
        &["salary", "email-address", "telephone-number"],
    );
    assert!(!finds(&parts, "disclosure/undisclosed-data", "in"));
    let whole = disclosed("email-address", &["staff-file"]);
    assert!(finds(&whole, "disclosure/vague-data", "in"));
}

/// Of two valid instruments the engine once asked for the assessment of the one whose id comes
/// first, so that a name decided. A transfer may rely on either.
#[test]
fn of_two_valid_instruments_the_assessed_one_is_the_mechanism() {
    let instrument = |id: &str, assessed: Option<&str>| Safeguard {
        id: id.to_owned(),
        kind: "eu-scc-2021".to_owned(),
        exporter: "us".to_owned(),
        importer: "host".to_owned(),
        concluded: Some("2023-01-01".to_owned()),
        assessed: assessed.map(str::to_owned),
        ..Safeguard::default()
    };
    let mut estate = shop(Vec::new());
    estate.safeguards = vec![
        instrument("one", None),
        instrument("two", Some("2023-01-01")),
    ];
    assert!(!finds(&estate, "transfer/no-risk-assessment", "out"));
}
