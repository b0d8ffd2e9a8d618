//! What `explain`, `rules` and `law` say.

use super::*;

#[test]
fn every_rule_is_explained_and_listed() {
    let folder = folder();
    let rules = Rules::builtin().unwrap();
    let listed = run(folder.path(), &["rules"]).exits(0);
    let json = run(folder.path(), &["rules", "--format", "json"])
        .exits(0)
        .json();
    let ids: Vec<&str> = json["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        rules
            .iter()
            .map(|rule| rule.id.as_str())
            .collect::<Vec<_>>()
    );
    for rule in rules.iter() {
        assert!(listed.out.contains(&rule.id), "{}", rule.id);
        let explained = run(folder.path(), &["explain", &rule.id]).exits(0);
        assert_eq!(explained.err, "");
        assert!(
            explained.out.contains(&rule.id) && explained.out.contains(&rule.title),
            "{}",
            explained.out
        );
        assert!(explained.out.contains("What to do"), "{}", explained.out);
    }
    let wrong = run(folder.path(), &["explain", "transfer/no-safegard"]).refused();
    assert!(
        wrong.err.contains("did you mean `transfer/no-safeguard`?"),
        "{}",
        wrong.err
    );
}

#[test]
fn every_finding_of_the_real_estate_is_explained() {
    let root = root();
    let found = check(&root, &["flows/eis", "--format", "json"])
        .exits(1)
        .json();
    let findings = found["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    let mut ids = BTreeSet::new();
    for finding in findings {
        let id = finding["id"].as_str().unwrap();
        assert!(ids.insert(id), "{id} is given twice");
        let explained = run(&root, &["explain", id, "flows/eis", "--as-of", DAY]).exits(0);
        assert_eq!(explained.err, "");
        assert!(
            explained.out.contains(finding["rule"].as_str().unwrap()),
            "{}",
            explained.out
        );
    }
    let wrong = run(
        &root,
        &["explain", "000000000000", "flows/eis", "--as-of", DAY],
    )
    .refused();
    assert!(wrong.err.contains("`--as-of`"), "{}", wrong.err);
    let wrong = run(&root, &["explain", "no/such-rule", "flows/eis"]).refused();
    assert!(
        wrong.err.contains("there is no rule `no/such-rule`"),
        "{}",
        wrong.err
    );
}

/// The command below each finding is run as it is printed, by a shell.
#[cfg(unix)]
#[test]
fn the_command_that_explains_a_finding_works_when_it_is_pasted() {
    let around = folder();
    copy(tried().path(), &around.path().join("it's ours"));
    let place = around.path().canonicalize().unwrap();
    let inside = place.join("it's ours");
    for (folder, arguments) in [
        (&place, &["it's ours", "--as-of", DAY][..]),
        (&place, &["it's ours/fairnotice.yaml", "--as-of", DAY][..]),
        (&place, &["./it's ours"][..]),
        (&inside, &["--as-of", DAY][..]),
        (&inside, &[][..]),
    ] {
        let shown = run(folder, &[&["check"], arguments].concat()).exits(1);
        let (_, pasted) = shown.out.split_once("= explain: ").unwrap();
        let pasted = pasted.split("\n\n").next().unwrap().trim_end();
        let binary = Path::new(env!("CARGO_BIN_EXE_fairnotice"))
            .parent()
            .unwrap();
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        let mut shell = std::process::Command::new("sh");
        shell
            .args(["-c", pasted])
            .current_dir(folder)
            .env("PATH", path);
        let explained = ran(shell.output().unwrap()).exits(0);
        assert!(
            explained.out.contains("disclosure/undisclosed-data"),
            "{pasted}: {}",
            explained.out
        );
        assert_eq!(pasted.contains(DAY), arguments.contains(&DAY), "{pasted}");
    }
}

#[test]
fn the_law_of_a_day_is_listed() {
    let folder = folder();
    let ids = |day: &str| -> BTreeSet<String> {
        let rows = run(folder.path(), &["law", "--as-of", day, "--format", "json"])
            .exits(0)
            .json();
        rows["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (before, after) = (ids("2020-06-01"), ids(DAY));
    let has = |set: &BTreeSet<String>, part: &str| set.iter().any(|id| id.contains(part));
    assert!(
        has(&before, "privacy-shield") && !has(&after, "privacy-shield"),
        "{before:?}"
    );
    assert!(!has(&before, "dpf") && has(&after, "dpf"), "{after:?}");
    for day in ["2020-06-01", DAY] {
        let table = run(folder.path(), &["law", "--as-of", day]).exits(0);
        assert!(
            table.out.contains(&format!("in force on {day}")),
            "{}",
            table.out
        );
        assert_eq!(table.err, "");
    }
    run(folder.path(), &["law"]).exits(0);
    run(folder.path(), &["law", "--regime", "uk-gdpr", "adequacy"]).exits(0);
    let wrong = run(folder.path(), &["law", "--regime", "uk-gdrp"]).refused();
    assert!(
        wrong.err.contains("did you mean `uk-gdpr`?"),
        "{}",
        wrong.err
    );
    run(folder.path(), &["law", "no-such-word"]).refused();
}

#[test]
fn a_rule_and_a_finding_as_json_hold_to_the_schema() {
    let root = root();
    let schema = run(&root, &["schema", "explain"]).exits(0).json();
    let explained = |call: &[&str]| {
        let call = [&["explain"], call, &["--as-of", DAY, "--format", "json"]].concat();
        let json = run(&root, &call).exits(0).json();
        jsonschema::validate(&schema, &json).unwrap();
        json
    };
    let rule = explained(&["transfer/no-safeguard"]);
    assert_eq!(rule["rule"]["id"], "transfer/no-safeguard");
    assert!(
        rule["policy"].as_str().unwrap().contains("forbid"),
        "{rule}"
    );
    assert!(rule["finding"].is_null());
    let found = check(&root, &["flows/eis", "--format", "json"])
        .exits(1)
        .json();
    let first = &found["findings"][0];
    let finding = explained(&[first["id"].as_str().unwrap(), "flows/eis"]);
    // An explanation has what was verified before the general advice, which a check alone shows.
    let mut shown = finding["finding"].clone();
    let remedies = shown["remedies"].as_array_mut().unwrap();
    remedies.retain(|remedy| remedy["verified"] == false);
    assert_eq!(shown, *first);
    assert_eq!(finding["rule"]["id"], first["rule"]);
    assert!(
        !finding["derivation"].as_array().unwrap().is_empty(),
        "{finding}"
    );
    // A file as well, in the format of its ending.
    let folder = folder();
    let file = folder.path().join("rule.json");
    let call = [
        "explain",
        "transfer/no-safeguard",
        "--output",
        file.to_str().unwrap(),
    ];
    assert!(run(&root, &call).exits(0).out.contains("What to do"));
    let written: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(written["rule"], rule["rule"]);
}
