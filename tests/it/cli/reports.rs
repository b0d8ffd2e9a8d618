//! What `check` gives: exit codes, filters, and reports in files.

use super::*;

#[test]
fn exit_codes_are_the_same_in_every_format() {
    let (clean, tried, broken) = (starter(), tried(), folder());
    write(broken.path(), "fairnotice.yaml", "controler: a\n");
    for format in FORMATS {
        let none = check(clean.path(), &["--format", format]).exits(0);
        assert_eq!(none.err, "", "results go to standard output alone");
        let one = check(tried.path(), &["--format", format]).exits(1);
        assert_eq!(one.err, "");
        assert!(
            one.out.contains("disclosure/undisclosed-data"),
            "{}",
            one.out
        );
        let wrong = check(broken.path(), &["--format", format]).refused();
        assert!(
            wrong.err.contains("controler") && wrong.err.contains("did you mean `controller`?"),
            "{}",
            wrong.err
        );
    }
}

#[test]
fn the_starting_estate_shows_one_finding_when_its_line_is_uncommented() {
    assert_eq!(
        check(starter().path(), &["--format", "json"]).json()["findings"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let tried = tried();
    let found = check(tried.path(), &["--format", "json"]).json();
    let findings = found["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{found}");
    assert_eq!(findings[0]["rule"], "disclosure/undisclosed-data");
    snapshots(|| {
        insta::assert_snapshot!("init-clean", check(starter().path(), &[]).out);
        insta::assert_snapshot!("init-tried", check(tried.path(), &[]).out);
    });
}

#[test]
fn the_failing_severity_can_be_chosen() {
    let tried = tried();
    let severities = [("error", "error"), ("warning", "warning"), ("note", "note")];
    let path = tried.path().join("fairnotice.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    for (at, (severity, _)) in severities.iter().enumerate() {
        std::fs::write(
            &path,
            format!("{text}\nseverity: {{ disclosure/undisclosed-data: {severity} }}\n"),
        )
        .unwrap();
        for (least, (fail_on, _)) in severities.iter().enumerate() {
            let code = i32::from(at <= least);
            for format in FORMATS {
                check(tried.path(), &["--fail-on", fail_on, "--format", format]).exits(code);
            }
        }
        check(tried.path(), &["--fail-on", "never"]).exits(0);
    }
    let wrong = check(tried.path(), &["--fail-on", "errors"]).refused();
    assert!(
        wrong.err.contains("error, warning, note, never"),
        "{}",
        wrong.err
    );
}

#[test]
fn filters_keep_what_they_name_and_refuse_what_does_not_exist() {
    let eis = root().join("flows/eis");
    let all = check(&eis, &["--format", "json"]).json();
    let of = |more: &[&str]| {
        let found = check(&eis, &[&["--format", "json"], more].concat()).json();
        found["findings"].as_array().unwrap().clone()
    };
    let total = all["findings"].as_array().unwrap().len();
    for (option, value, key) in [
        ("--service", "klz", "service"),
        ("--rule", "notice/indefinite-retention", "rule"),
    ] {
        let some = of(&[option, value]);
        assert!(!some.is_empty() && some.len() < total, "{option}");
        assert!(some.iter().all(|finding| finding[key] == value), "{option}");
    }
    let flow = of(&["--flow", "klz-accounts-us"]);
    assert!(!flow.is_empty() && flow.len() < total);
    for finding in &flow {
        assert!(
            finding["flows"]
                .as_array()
                .unwrap()
                .iter()
                .any(|id| id == "klz-accounts-us"),
            "{finding}"
        );
    }
    let family = of(&["--rule", "transfer"]);
    assert!(
        family
            .iter()
            .all(|finding| finding["rule"].as_str().unwrap().starts_with("transfer/"))
    );
    assert_eq!(of(&["--rule", "transfer/"]), family);
    let two = of(&["--rule", "transfer", "--rule", "notice"]);
    assert_eq!(
        two.len(),
        family.len() + of(&["--rule", "notice"]).len(),
        "repeated filters add up"
    );
    for (option, typo, meant) in [
        ("--service", "kls", "klz"),
        ("--flow", "klz-acounts-us", "klz-accounts-us"),
        ("--rule", "transfer/no-safegard", "transfer/no-safeguard"),
        ("--rule", "transfers", "transfer"),
    ] {
        let wrong = check(&eis, &[option, typo]).refused();
        assert!(
            wrong
                .err
                .contains(&format!("`{typo}`; did you mean `{meant}`?")),
            "{}",
            wrong.err
        );
    }
}

#[test]
fn reports_go_to_files_as_well_in_the_format_of_their_names() {
    let tried = tried();
    let files = ["report.txt", "report.json", "report.sarif"];
    let arguments: Vec<&str> = files.iter().flat_map(|file| ["--output", file]).collect();
    let first = check(tried.path(), &arguments).exits(1);
    for (file, format) in files.iter().zip(FORMATS) {
        let written = std::fs::read_to_string(tried.path().join(file)).unwrap();
        assert_eq!(
            written,
            check(tried.path(), &["--format", format]).out,
            "{file}"
        );
    }
    assert_eq!(first.out, check(tried.path(), &[]).out);
    let expected: BTreeSet<String> = files
        .iter()
        .chain(&["fairnotice.yaml"])
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(
        names(tried.path()),
        expected,
        "nothing half-written is left"
    );
    // A file that is there is replaced as a whole.
    std::fs::write(tried.path().join("report.json"), "x".repeat(1 << 20)).unwrap();
    check(tried.path(), &arguments).exits(1);
    let again = std::fs::read_to_string(tried.path().join("report.json")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&again).is_ok());
    assert_eq!(names(tried.path()), expected);
}

#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let tried = tried();
    for name in ["report.pdf", "report", "json"] {
        let wrong = check(tried.path(), &["--output", name]).refused();
        assert!(
            wrong.err.contains(name) && wrong.err.contains("`.sarif`"),
            "{}",
            wrong.err
        );
    }
    for name in ["no/such/folder/report.json", "fairnotice.yaml/report.json"] {
        let wrong = check(tried.path(), &["--output", name]).refused();
        assert!(
            wrong.err.contains("cannot write") && wrong.err.contains("report.json"),
            "{}",
            wrong.err
        );
    }
    // A folder has the name of the file: nothing of it is lost, nothing else is left.
    write(tried.path(), "taken.json/keep", "");
    let before = names(tried.path());
    check(tried.path(), &["--output", "taken.json"]).refused();
    assert_eq!(names(tried.path()), before);
}

#[test]
fn a_copy_of_the_estate_elsewhere_is_judged_the_same() {
    // Nothing in a report depends on the path of the estate, if the program is called in its
    // folder.
    let folder = folder();
    // Formats for build servers show paths from the root of the repository.
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    let elsewhere = folder.path().join("flows/eis");
    copy(&root().join("flows/eis"), &elsewhere);
    for format in FORMATS {
        let here = check(&root().join("flows/eis"), &["--format", format]);
        assert_eq!(here, check(&elsewhere, &["--format", format]), "{format}");
    }
}

#[test]
fn a_page_shows_changes_that_were_tried() {
    let school = root().join("tests/rules/sharing/processor-without-contract/fires");
    let call = ["report", "recipients", "--as-of", DAY, "--suggest"];
    let page = run(&school, &[&call[..], &["--format", "html"]].concat()).exits(0);
    for words in [
        "what to do (verified): conclude a contract under Art 28(3)",
        "with the content of Art 28(3) is signed on or before",
        "<code class=\"added\">+  - id: ravenscar-payday-processor</code>",
    ] {
        assert!(page.out.contains(words), "{words}: {}", page.out);
    }
    let plain = run(
        &school,
        &["report", "recipients", "--as-of", DAY, "--format", "html"],
    );
    assert!(!plain.out.contains("(verified)"));
    let refused = run(&school, &[&call[..], &["--format", "csv"]].concat()).refused();
    assert!(refused.err.contains("--format html"), "{}", refused.err);
}
