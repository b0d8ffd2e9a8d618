//! `import systems`: what a person gets for descriptions in the formats of Fides, CycloneDX, Backstage and OpenAPI, of
//! our own writing, and that it loads together with an estate.

use std::path::PathBuf;

use fairnotice::Project;

use super::*;
use crate::support::shared;

const ESTATE: &str = "\
controller: larkfield
parties: [{id: larkfield, name: Larkfield Cycle Library, country: GB}]
services: [{id: shop}]
";

const FILES: [&str; 4] = [
    "fides.yml",
    "cyclonedx.json",
    "catalog-info.yaml",
    "openapi.yaml",
];

fn samples() -> PathBuf {
    root().join("tests/it/cli/systems")
}

fn estate() -> tempfile::TempDir {
    let folder = folder();
    copy(&samples(), folder.path());
    write(folder.path(), "fairnotice.yaml", ESTATE);
    folder
}

#[test]
fn what_a_user_sees_of_descriptions_of_systems() {
    let folder = estate();
    support::snapshots("import", || {
        for file in FILES {
            let shown = run(folder.path(), &["import", "systems", file]).exits(0);
            let name = format!("systems-{}", file.split('.').next().unwrap());
            insta::assert_snapshot!(name, format!("{}--- stderr\n{}", shown.out, shown.err));
        }
    });
}

#[test]
fn a_part_of_several_descriptions_loads_together_with_its_estate() {
    let folder = estate();
    let call = [
        &["import", "systems", "--output", "imported.yaml"],
        &FILES[..],
    ];
    run(folder.path(), &call.concat()).exits(0);
    let text = format!("{ESTATE}include: imported.yaml\n");
    write(folder.path(), "fairnotice.yaml", text);
    let project = Project::open(folder.path()).unwrap_or_else(|errors| panic!("{errors}"));
    let estate = &project.estate;
    // Nobody has seen a contract, and what is not stated is no flow.
    assert!(estate.contracts.is_empty());
    let parties: Vec<&str> = estate.parties.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        parties,
        [
            "Larkfield Cycle Library",
            "Larkline Mail Ltd",
            "Quill Help BV",
            "Stripe, Inc."
        ]
    );
    assert!(!estate.flows.is_empty());
    // The same again: the systems are there, and none is proposed twice.
    let again = run(
        folder.path(),
        &[&["import", "systems"], &FILES[..]].concat(),
    )
    .exits(0);
    assert!(!again.out.contains("\nsystems:"), "{}", again.out);
    assert!(again.out.contains("in the estate already"), "{}", again.out);
}

#[test]
fn stubs_load_once_a_person_has_filled_them_in() {
    let folder = estate();
    for file in ["cyclonedx.json", "catalog-info.yaml", "openapi.yaml"] {
        let part = run(folder.path(), &["import", "systems", file])
            .exits(0)
            .out;
        let (head, stubs) = part.split_once("# flows:\n").unwrap();
        let (stubs, _) = stubs.split_once("\n\n").unwrap_or((stubs, ""));
        let stubs: String = stubs
            .lines()
            .map(|line| format!("{}\n", line.strip_prefix("# ").unwrap()))
            .collect();
        let filled = stubs
            .replace("SENDER", "data-subjects")
            .replace("RECIPIENT", "data-subjects")
            .replace(": DATA", ": email-address")
            .replace("SUBJECTS", "customer")
            .replace("PURPOSE", "hosting");
        write(
            folder.path(),
            "imported.yaml",
            format!("{head}flows:\n{filled}"),
        );
        let text = format!("{ESTATE}include: imported.yaml\n");
        write(folder.path(), "fairnotice.yaml", text);
        let project = Project::open(folder.path());
        let project = project.unwrap_or_else(|errors| panic!("{errors}\n{filled}"));
        assert!(project.estate.flows.len() >= 2, "{filled}");
        write(folder.path(), "fairnotice.yaml", ESTATE);
    }
}

/// Our sample is what the format asks for, by its own schema.
#[test]
fn the_bill_of_materials_is_valid() {
    let Some(shared) = shared() else { return };
    let read = |name: &str| -> serde_json::Value {
        let text = std::fs::read_to_string(shared.join("schemas").join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let mut registry = jsonschema::Registry::new();
    for name in ["spdx.schema.json", "jsf-0.82.schema.json"] {
        let uri = format!("http://cyclonedx.org/schema/{name}");
        registry = registry.add(uri, read(name)).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let schema = read("bom-1.6.schema.json");
    let validator = jsonschema::options().with_registry(&registry);
    let validator = validator.build(&schema).unwrap();
    let text = std::fs::read_to_string(samples().join("cyclonedx.json")).unwrap();
    let mut bill: serde_json::Value = serde_json::from_str(&text).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&bill)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    // The schema asks for something.
    bill["services"][0]["data"][0]["flow"] = "sideways".into();
    assert!(!validator.is_valid(&bill));
}

#[test]
fn what_cannot_be_read_is_refused_by_name_with_what_to_do() {
    let folder = estate();
    let plan = root().join("flows/eis/deploy/as-declared.json");
    std::fs::copy(plan, folder.path().join("plan.json")).unwrap();
    for (name, text, words) in [
        ("plan.json", None, "fairnotice check --deployed FILE"),
        (
            "a.xml",
            Some("<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>\n"),
            "cyclonedx convert",
        ),
        (
            "b.json",
            Some(r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}"#),
            "without services",
        ),
        (
            "c.yml",
            Some("dataset:\n  - fides_key: a\n    collections: []\n"),
            "without systems",
        ),
        (
            "d.yaml",
            Some("apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: a}\n"),
            "`kind: Component`",
        ),
        (
            "e.yaml",
            Some("asyncapi: 3.0.0\ninfo: {title: x}\n"),
            "AsyncAPI",
        ),
        ("f.json", Some(r#"{"spdxVersion": "SPDX-2.3"}"#), "SPDX"),
        ("g.json", Some(r#"{"a": 1}"#), "neither"),
        ("h.yaml", Some("openapi: 3.1.0\ninfo: [\n"), "h.yaml:"),
        ("i.yaml", Some(""), "empty"),
        ("none.yaml", None, "none.yaml"),
    ] {
        if let Some(text) = text {
            write(folder.path(), name, text);
        }
        let refused = run(folder.path(), &["import", "systems", name]).refused();
        let shown = refused.err.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = shown.replace("| ", "");
        assert!(shown.contains(words), "{name}: {words}: {}", refused.err);
    }
    for (call, words) in [
        (
            &["fides.yml", "--for", "larkfeld"][..],
            "did you mean `larkfield`?",
        ),
        (
            &["fides.yml", "--output", "fides.yml"],
            "no output replaces it",
        ),
    ] {
        let refused = run(folder.path(), &[&["import", "systems"], call].concat()).refused();
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
    // Without an estate somebody has to say whose systems they are.
    let alone = self::folder();
    copy(&samples(), alone.path());
    let refused = run(alone.path(), &["import", "systems", "fides.yml"]).refused();
    assert!(refused.err.contains("`--for`"), "{}", refused.err);
    run(
        alone.path(),
        &["import", "systems", "fides.yml", "--for", "us"],
    )
    .exits(0);
}

/// What is deployed is one thing, and what somebody described another: the gate takes no description for a plan.
#[test]
fn a_description_is_no_plan() {
    let folder = estate();
    for file in FILES {
        let refused = run(folder.path(), &["check", "--deployed", file]).refused();
        let words = "fairnotice import systems";
        assert!(refused.err.contains(words), "{file}: {}", refused.err);
    }
}
