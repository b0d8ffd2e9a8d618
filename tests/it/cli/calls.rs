//! The verbs and their arguments, and which estate a call is about.

use super::*;

#[test]
fn every_verb_has_its_help() {
    let folder = folder();
    let verbs = [
        "check",
        "timeline",
        "reconcile",
        "explain",
        "rules",
        "law",
        "notice",
        "schema",
        "init",
        "completions",
    ];
    snapshots(|| {
        let all = run(folder.path(), &["--help"]).exits(0);
        assert_eq!(all.err, "");
        for verb in verbs {
            assert!(all.out.contains(&format!("\n  {verb} ")), "{verb}");
            let help = run(folder.path(), &[verb, "--help"]).exits(0);
            assert_eq!(help.err, "");
            insta::assert_snapshot!(format!("help-{verb}"), help.out);
        }
        insta::assert_snapshot!("help", all.out);
    });
    let version = run(folder.path(), &["--version"]).exits(0);
    assert_eq!(
        version.out,
        format!("fairnotice {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_call_that_makes_no_sense_is_refused() {
    let folder = starter();
    for arguments in [
        &["chek"][..],
        &["check", "--as-of", "2024-02-30"],
        &["check", "--as-of", "yesterday"],
        &["check", "--format", "pdf"],
        &["check", "--sevice", "x"],
        &["check", "a", "b"],
        &["explain"],
        &["completions", "dos"],
        &["completions"],
    ] {
        let wrong = run(folder.path(), arguments).refused();
        assert!(
            wrong.err.starts_with("error: "),
            "{arguments:?}: {}",
            wrong.err
        );
    }
    // Without a verb the help is shown, and the call is wrong all the same.
    let none = run(folder.path(), &[]).exits(2);
    assert!(none.err.contains("Usage: fairnotice"), "{}", none.err);
}

#[test]
fn the_estate_is_found_upwards_and_named_as_folder_or_file() {
    let tried = tried();
    write(tried.path(), "deep/er/readme.txt", "");
    let here = check(tried.path(), &["--format", "json"]).exits(1);
    let below = check(&tried.path().join("deep/er"), &["--format", "json"]).exits(1);
    assert_eq!(here.out, below.out);
    let shown = check(&tried.path().join("deep/er"), &[]).exits(1);
    assert!(
        shown.out.contains(" ../../fairnotice.yaml:"),
        "{}",
        shown.out
    );
    for named in [".", "fairnotice.yaml", "./fairnotice.yaml"] {
        assert_eq!(
            check(tried.path(), &[named, "--format", "json"])
                .exits(1)
                .out,
            here.out,
            "{named}"
        );
    }
    // From elsewhere, the paths that are shown lead there.
    let above = tried.path().parent().unwrap();
    let name = tried.path().file_name().unwrap().to_str().unwrap();
    let shown = check(above, &[name]).exits(1);
    assert!(
        shown.out.contains(&format!("{name}/fairnotice.yaml:")),
        "{}",
        shown.out
    );
    // Under another name, as a file.
    std::fs::rename(
        tried.path().join("fairnotice.yaml"),
        tried.path().join("other.yaml"),
    )
    .unwrap();
    check(tried.path(), &["other.yaml"]).exits(1);
    let wrong = check(tried.path(), &["."]).refused();
    assert!(
        wrong.err.contains("has no `fairnotice.yaml`"),
        "{}",
        wrong.err
    );
    let wrong = check(tried.path(), &["nowhere"]).refused();
    assert!(wrong.err.contains("there is no `nowhere`"), "{}", wrong.err);
    let wrong = check(tried.path(), &[]).refused();
    assert!(wrong.err.contains("`fairnotice init`"), "{}", wrong.err);
}

#[test]
fn an_estate_of_json_is_an_estate() {
    let folder = folder();
    let text = r#"{"controller": "a", "parties": [{"id": "a", "country": "FR"}]}"#;
    write(folder.path(), "fairnotice.json", text);
    check(folder.path(), &[]).exits(0);
    check(folder.path(), &["fairnotice.json"]).exits(0);
}

#[test]
fn init_leaves_what_is_there_as_it_is() {
    let folder = starter();
    let before = std::fs::read(folder.path().join("fairnotice.yaml")).unwrap();
    let again = run(folder.path(), &["init"]).refused();
    assert!(again.err.contains("already"), "{}", again.err);
    assert_eq!(
        std::fs::read(folder.path().join("fairnotice.yaml")).unwrap(),
        before
    );
    assert_eq!(names(folder.path()).len(), 1);
    let made = run(folder.path(), &["init", "new/estate"]).exits(0);
    assert!(
        made.out.contains("new/estate/fairnotice.yaml"),
        "{}",
        made.out
    );
    check(&folder.path().join("new/estate"), &[]).exits(0);
    // The next step that it prints works as it is printed.
    std::fs::remove_file(folder.path().join("fairnotice.yaml")).unwrap();
    let next = made.out.split('`').nth(1).unwrap();
    let words: Vec<&str> = next.split(' ').skip(1).chain(["--as-of", DAY]).collect();
    assert!(
        run(folder.path(), &words).exits(0).out.contains("Orchard"),
        "{next}"
    );
    write(folder.path(), "file", "");
    run(folder.path(), &["init", "file"]).refused();
}

#[test]
fn schemas_are_listed_printed_and_written() {
    let folder = folder();
    let list = run(folder.path(), &["schema"]).exits(0);
    let listed: Vec<&str> = list
        .out
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(
        listed.contains(&"estate") && listed.contains(&"check"),
        "{}",
        list.out
    );
    run(folder.path(), &["schema", "--all", "out"]).exits(0);
    let help = run(folder.path(), &["schema", "--help"]).exits(0).out;
    for name in listed {
        assert!(help.contains(&format!("`{name}`")), "{name}: {help}");
        let printed = run(folder.path(), &["schema", name]).exits(0);
        assert!(jsonschema::meta::is_valid(&printed.json()), "{name}");
        let file = folder.path().join(format!("out/{name}.schema.json"));
        assert_eq!(std::fs::read_to_string(file).unwrap(), printed.out);
        let by_file = run(folder.path(), &["schema", &format!("{name}.schema.json")]).exits(0);
        assert_eq!(by_file.out, printed.out);
    }
    let wrong = run(folder.path(), &["schema", "estat"]).refused();
    assert!(
        wrong.err.contains("did you mean `estate`?"),
        "{}",
        wrong.err
    );
}

#[test]
fn shells_get_completions() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish"] {
        let script = run(folder.path(), &["completions", shell]).exits(0);
        assert_eq!(script.err, "");
        assert!(
            script.out.contains("fairnotice") && script.out.contains("as-of"),
            "{shell}"
        );
    }
}
