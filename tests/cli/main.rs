//! The command line as a user meets it: the built binary, its streams and its exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod common;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use common::root;
use common::run::{DAY, Ran, command, copy, folder, ran, run, starter, tried, write};
use fairnotice::engine::policy::Rules;

const FORMATS: [&str; 3] = ["terminal", "json", "sarif"];

fn check(folder: &Path, more: &[&str]) -> Ran {
    run(folder, &[&["check", "--as-of", DAY], more].concat())
}

/// Binds the settings of the snapshots of this file.
fn snapshots(test: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(test);
}

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

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
    // A folder stands where the file should: nothing of it is lost, nothing else is left.
    write(tried.path(), "taken.json/keep", "");
    let before = names(tried.path());
    check(tried.path(), &["--output", "taken.json"]).refused();
    assert_eq!(names(tried.path()), before);
}

#[test]
fn no_colour_goes_into_pipes_and_files() {
    let tried = tried();
    for format in FORMATS {
        let piped = check(
            tried.path(),
            &["--format", format, "--output", "report.txt"],
        );
        assert!(
            !piped.out.contains('\u{1b}') && !piped.err.contains('\u{1b}'),
            "{format}"
        );
    }
    assert!(
        !std::fs::read_to_string(tried.path().join("report.txt"))
            .unwrap()
            .contains('\u{1b}')
    );
    write(tried.path(), "fairnotice.yaml", "controler: a\n");
    assert!(!check(tried.path(), &[]).err.contains('\u{1b}'));
}

/// What a terminal is sent: `script` gives the run one. `None` where there is no such tool.
#[cfg(target_os = "linux")]
fn in_terminal(folder: &Path, plain: bool) -> Option<String> {
    let line = format!("{} check --as-of {DAY}", env!("CARGO_BIN_EXE_fairnotice"));
    let mut script = std::process::Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm-256color")
        .stdin(Stdio::null());
    match plain {
        true => script.env("NO_COLOR", "1"),
        false => script.env_remove("NO_COLOR"),
    };
    Some(String::from_utf8(script.output().ok()?.stdout).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_colour_unless_it_is_unwanted() {
    let tried = tried();
    let (Some(coloured), Some(plain)) = (
        in_terminal(tried.path(), false),
        in_terminal(tried.path(), true),
    ) else {
        eprintln!("skipped: no `script` to give a run a terminal");
        return;
    };
    assert!(coloured.contains("\u{1b}["), "{coloured:?}");
    assert!(
        !plain.contains('\u{1b}') && plain.contains("undisclosed-data"),
        "{plain:?}"
    );
}

#[test]
fn every_verb_has_its_help() {
    let folder = folder();
    let verbs = [
        "check",
        "explain",
        "rules",
        "law",
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

/// The command below each finding is run as it stands, by a shell.
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
        let (pasted, _) = pasted.split_once("\n\n").unwrap();
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
    for name in listed {
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

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let root = root();
    for arguments in [
        &["check", "flows/eis", "--as-of", DAY][..],
        &["check", "flows/eis", "--as-of", DAY, "--format", "json"],
        &["check", "flows/eis", "--as-of", DAY, "--format", "sarif"],
        &["law"],
        &["schema", "estate"],
        &["completions", "bash"],
    ] {
        let mut child = command(&root, arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!(ran.err, "", "{arguments:?}");
        assert!(
            ran.code == 0 || ran.code == 1,
            "{arguments:?}: {}",
            ran.code
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_and_no_panic() {
    let root = root();
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else {
        return;
    };
    let output = command(&root, &["check", "flows/eis", "--as-of", DAY])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with("error: cannot write"), "{err}");
}

#[test]
fn a_copy_of_the_estate_elsewhere_is_judged_the_same() {
    // Nothing of a report depends on where the estate lies, so long as one stands in it.
    let folder = folder();
    copy(&root().join("flows/eis"), folder.path());
    for format in FORMATS {
        let here = check(&root().join("flows/eis"), &["--format", format]);
        assert_eq!(
            here,
            check(folder.path(), &["--format", format]),
            "{format}"
        );
    }
}
