//! An estate that says the same in every field that takes words, for tests with words that try to be
//! something else.

use serde_json::{Value, json};

use super::{
    Access, Contract, Estate, Flow, Hosting, Party, Period, Safeguard, Service, Shares, Statement,
    System, object, words,
};

/// The estate that says this.
pub fn estate(text: &str) -> Estate {
    Estate {
        controller: "us".to_owned(),
        parties: parties(text),
        systems: systems(text),
        services: services(text),
        contracts: contracts(text),
        safeguards: vec![safeguard(text)],
        statements: Some(statements(text)),
        notice: object(json!({
            "title": text,
            "url": text,
            "published": "2024-01-01",
            "text": format!("# About {text}\n\nWe share your name with {text}.\n"),
        })),
        flows: flows(text),
        more: object(json!({
            "name": text,
            "record": {"owner": text, "reviewed": "2026-01-01"},
        })),
        ..Estate::default()
    }
}

fn parties(text: &str) -> Vec<Party> {
    let party = |id: &str, country: &str, more: Value| Party {
        id: id.to_owned(),
        country: country.to_owned(),
        more: object(more),
        ..Party::default()
    };
    let contact = json!({"name": text, "contact": text});
    vec![
        party(
            "us",
            "GB",
            json!({
                "name": text, "contact": text, "supervisory-authority": text,
                "dpo": contact, "representative": contact,
            }),
        ),
        party("vendor", "US", contact.clone()),
        party("sub", "IN", json!({"name": text})),
        party(
            "school",
            "GB",
            json!({"name": text, "contact": text, "dpo": text}),
        ),
    ]
}

fn systems(text: &str) -> Vec<System> {
    let system = |id: &str, operator: &str, country: &str| System {
        id: id.to_owned(),
        operators: vec![(operator.to_owned(), Period::default())],
        hosting: vec![Hosting::stated(country)],
        more: object(json!({"name": text})),
        ..System::default()
    };
    let reader = Access {
        by: "sub".to_owned(),
        from: "IN".to_owned(),
        ..Access::default()
    };
    vec![
        System {
            access: vec![reader],
            ..system("store", "vendor", "US")
        },
        system("own", "us", "GB"),
    ]
}

fn services(text: &str) -> Vec<Service> {
    let service = |id: &str, on_behalf_of: Option<&str>| Service {
        id: id.to_owned(),
        on_behalf_of: on_behalf_of.map(str::to_owned),
        more: object(json!({"name": text})),
    };
    vec![service("desk", None), service("hosting", Some("school"))]
}

fn contracts(text: &str) -> Vec<Contract> {
    let contract = |id: &str, first: &str, second: &str| Contract {
        id: id.to_owned(),
        kind: "processor".to_owned(),
        first: first.to_owned(),
        second: second.to_owned(),
        period: Period::since("2024-01-01"),
        more: object(json!({"document": text})),
        ..Contract::default()
    };
    vec![
        contract("paper", "us", "vendor"),
        contract("school-paper", "school", "us"),
    ]
}

fn safeguard(text: &str) -> Safeguard {
    Safeguard {
        id: "idta".to_owned(),
        kind: "uk-idta".to_owned(),
        exporter: "us".to_owned(),
        importer: "vendor".to_owned(),
        concluded: Some("2024-01-01".to_owned()),
        more: object(json!({
            "document": text,
            "supplementary": text,
            "risk-assessment": {"date": "2024-01-01", "document": text},
        })),
        ..Safeguard::default()
    }
}

fn statements(text: &str) -> Vec<Statement> {
    let shares = |to: &[&str]| Shares {
        with: words(&["vendor"]),
        to: words(to),
        ..Shares::default()
    };
    vec![
        Statement {
            id: "shared".to_owned(),
            quote: Some(text.to_owned()),
            shares: Some(shares(&[])),
            more: object(json!({"prefix": "We share your name with "})),
            ..Statement::default()
        },
        Statement {
            id: "named".to_owned(),
            quote: Some("We share your name with".to_owned()),
            shares: Some(shares(&["US"])),
            ..Statement::default()
        },
    ]
}

fn flows(text: &str) -> Vec<Flow> {
    let flow = |id: &str, service: &str, from: &str, to: &str| Flow {
        id: id.to_owned(),
        service: Some(service.to_owned()),
        from: from.to_owned(),
        to: to.to_owned(),
        data: words(&["name", "email-address"]),
        subjects: words(&["customer"]),
        purposes: words(&["customer-care"]),
        basis: Some("legitimate-interests".to_owned()),
        ..Flow::default()
    };
    let decision = json!({"about": text, "solely-automated": true, "significant": true});
    vec![
        Flow {
            more: object(json!({"name": text, "decision": decision})),
            ..flow("-collected", "desk", "data-subjects", "own")
        },
        Flow {
            more: object(json!({"name": text})),
            ..flow("sent", "desk", "own", "store")
        },
        Flow {
            data: words(&["name"]),
            basis: Some("contract".to_owned()),
            ..flow("kept", "hosting", "school", "own")
        },
    ]
}
