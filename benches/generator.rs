//! Estates of any size: few services, parties and systems as real ones have, many flows between
//! them, and a notice that tells most of it. The same size always gives the same bytes.

#![allow(
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "a bench is no library"
)]

use std::fmt::Write as _;

use fairnotice::input::MemoryFiles;

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
/// What flows say beside, so that their facts differ as those of a real estate do.
const BESIDE: [&str; 8] = [
    "",
    ",\"interests-assessed\":\"2024-01-01\"",
    ",\"task\":\"other-task\"",
    ",\"consent\":{\"record\":\"per-person\"}",
    ",\"consent\":{\"record\":\"per-person\",\"explicit\":true}",
    ",\"consent\":{\"record\":\"per-person\",\"alternative\":true}",
    ",\"risk-signs\":[\"evaluation\",\"large-scale\"],\"impact-assessed\":\"2024-01-01\"",
    ",\"marketing\":{\"channel\":\"email\",\"soft-opt-in\":true}",
];
const COUNTRIES: [&str; 5] = ["GB", "IE", "DE", "US", "IN"];
const SERVICES: usize = 10;
const SYSTEMS: usize = 20;

/// An estate with so many flows. Their declarations repeat: there are some thousands of distinct
/// ones however many flows there are.
pub fn estate(flows: usize) -> Generated {
    let mut root = String::from(
        "name: Generated\ncontroller: controller\ninclude: flows.ndjson\nparties:\n  - {id: controller, country: GB}\n",
    );
    for system in 0..SYSTEMS {
        let country = COUNTRIES[system % COUNTRIES.len()];
        let _ = writeln!(root, "  - {{id: vendor-{system}, country: {country}}}");
    }
    root.push_str("systems:\n");
    for system in 0..SYSTEMS {
        let country = COUNTRIES[system % COUNTRIES.len()];
        let _ = writeln!(
            root,
            "  - {{id: system-{system}, operator: vendor-{system}, hosting: {country}}}"
        );
    }
    root.push_str("services:\n");
    for service in 0..SERVICES {
        let _ = writeln!(root, "  - {{id: service-{service}}}");
    }
    root.push_str("contracts:\n");
    for system in 0..SYSTEMS {
        let _ = writeln!(
            root,
            "  - {{id: contract-{system}, kind: processor, between: [controller, vendor-{system}], since: 2020-01-01}}"
        );
    }
    root.push_str(
        "notice:\n  published: 2024-01-01\n  text: |\n    # Notice\n\n    We collect what you give us. We use it to serve you. Our vendors help. We keep it for six years.\n  statements:\n",
    );
    let _ = writeln!(
        root,
        "    - {{id: data, quote: We collect what you give us, collects: {{data: [{}]}}}}",
        DATA[..10].join(", ")
    );
    let _ = writeln!(
        root,
        "    - {{id: purposes, quote: We use it to serve you, uses: [{}], relies-on: [{}]}}",
        PURPOSES.join(", "),
        BASES.join(", ")
    );
    let vendors: Vec<String> = (0..SYSTEMS - 2)
        .map(|system| format!("vendor-{system}"))
        .collect();
    let _ = writeln!(
        root,
        "    - {{id: vendors, quote: Our vendors help, shares: {{with: [{}]}}}}",
        vendors.join(", ")
    );
    root.push_str("    - {id: retention, quote: We keep it for six years, retains: P6Y}\n");

    let mut lines = String::with_capacity(flows * 300);
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = |below: usize| {
        // A linear congruential step is random enough to mix declarations, and the same everywhere.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for flow in 0..flows {
        let service = next(SERVICES);
        let subject = SUBJECTS[next(SUBJECTS.len())];
        let purpose = PURPOSES[service % PURPOSES.len()];
        let first = next(DATA.len() - 2);
        let (one, two) = (DATA[first], DATA[(first + 1) % (DATA.len() - 2)]);
        let system = next(SYSTEMS);
        let ends = match flow % 5 {
            0 => {
                "\"from\":\"data-subjects\",\"to\":\"controller\",\"retention\":\"P6Y\"".to_owned()
            }
            _ => format!("\"from\":\"controller\",\"to\":\"system-{system}\""),
        };
        let basis = BASES[(service + system) % BASES.len()];
        let beside = BESIDE[(service * 3 + system / 5 + first) % BESIDE.len()];
        let _ = writeln!(
            lines,
            "{{\"id\":\"flow-{flow}\",\"service\":\"service-{service}\",{ends},\"data\":[\"{one}\",\"{two}\"],\"subjects\":[\"{subject}\"],\"purpose\":[\"{purpose}\"],\"basis\":\"{basis}\"{beside},\"measures\":[\"encryption-in-transfer\",\"access-control-method\"],\"since\":\"2024-01-01\",\"evidence\":[\"interface register, entry {service}\"]}}"
        );
    }
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", root)
        .with("flows.ndjson", lines.clone());
    Generated { files, lines }
}
