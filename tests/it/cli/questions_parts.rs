//! `questions`: parts that are answered by themselves, and answers that belong to a file or an entry of their own.

use super::questions::{answer, open, text};
use super::*;

const NOTICE: &str = "\
# Privacy notice

We collect your name when you join. We keep it for two years.

Write to us, and your data are gone.

- that anything inaccurate in your data is corrected

Data are encrypted in transfer.
";

const BEGINNING: &str = "\
controller: club
not-recorded: [statements, basis]
parties:
  - {id: club, name: Chess Club, country: GB}
";

const STATEMENTS: &str = "\
    # What it collects.
    - id: joining-collects
      quote: We collect your name when you join.
      collects: {data: name}
    - {id: joining-promises, quote: Data are encrypted in transfer., promises: {measures: encryption-in-transfer}}
";

const FLOW: &str = "\
flows:
  - id: joining
    from: data-subjects
    to: club
    subjects: customer
    data: name
    purpose: account-management
    basis: legitimate-interests
";

/// The estate, with its notice in a file of its own.
fn apart() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "notice.md", NOTICE);
    let statements = STATEMENTS.replace("\n  ", "\n");
    let notice = format!("source: notice.md\nstatements:\n{statements}");
    write(folder.path(), "notice.yaml", notice);
    let estate = format!("{BEGINNING}notice: notice.yaml\n{FLOW}");
    write(folder.path(), "fairnotice.yaml", estate);
    folder
}

/// The estate, with its notice in its first file.
fn within() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "notice.md", NOTICE);
    let notice = format!("notice:\n  source: notice.md\n  statements:\n{STATEMENTS}");
    write(
        folder.path(),
        "fairnotice.yaml",
        format!("{BEGINNING}{notice}{FLOW}"),
    );
    folder
}

/// The question, and the part of it, whose words have some words in them.
fn part(folder: &Path, words: &str) -> (String, String) {
    let call = ["questions", "--as-of", DAY, "--format", "json"];
    let list = run(folder, &call).exits(0).json();
    for question in list["questions"].as_array().unwrap() {
        for part in question["parts"].as_array().unwrap() {
            if part["question"].as_str().unwrap().contains(words) {
                let id = |it: &serde_json::Value| it["id"].as_str().unwrap().to_owned();
                return (id(question), id(part));
            }
        }
    }
    panic!("no part has {words}: {list:#}");
}

fn list(folder: &Path) -> String {
    let shown = run(folder, &["questions", "--as-of", DAY]).exits(0);
    shown.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_part_about_information_is_answered_by_a_line_of_the_notice() {
    for (folder, file, indent) in [
        (apart(), "notice.yaml", "  "),
        (within(), "fairnotice.yaml", "    "),
    ] {
        let folder = folder.path();
        let (whole, erasure) = part(folder, "the right to erasure");
        let refused = answer(folder, &erasure, "ok").refused();
        for words in [whole.as_str(), "all statements", "the line of the notice"] {
            assert!(refused.err.contains(words), "{words}: {}", refused.err);
        }
        let before = std::fs::read_to_string(folder.join(file)).unwrap();
        let done = answer(folder, &erasure, "5").exits(0);
        assert!(done.err.contains(&format!("{file}:")), "{}", done.err);
        let after = std::fs::read_to_string(folder.join(file)).unwrap();
        let entry = format!(
            "{indent}- id: right-to-erasure\n{indent}  section: \"Privacy notice\"\n\
             {indent}  quote: \"Write to us, and your data are gone.\"\n{indent}  informs: right-to-erasure\n"
        );
        assert!(after.contains(&entry), "{after}");
        assert_eq!(after.replace(&entry, ""), before, "nothing else changes");
        assert!(text(folder).contains("not-recorded: [statements, basis]"));
        let (_, access) = part(folder, "the right of access");
        assert_ne!(access, erasure);
        // The other parts are open still, and `ok` of the whole question settles them.
        let (whole, _) = part(folder, "the right of access");
        answer(folder, &whole, "ok").exits(0);
        assert!(text(folder).contains("not-recorded: [basis]"));
    }
}

#[test]
fn a_line_with_several_sentences_is_answered_by_words() {
    let folder = apart();
    let folder = folder.path();
    let (whole, kept) = part(folder, "how long the data are kept");
    let before = std::fs::read_to_string(folder.join("notice.yaml")).unwrap();
    for (id, value, words) in [
        (&kept, "3", "2 sentences"),
        (&kept, "4", "no sentence"),
        (&kept, "99", "no sentence"),
        (&kept, "terms.md:3", "no document `terms.md`"),
        (&kept, "\"for three years\"", "not in the notice"),
        (&kept, "somewhere", "no line of the notice"),
        (&whole, "3", "by its own id"),
    ] {
        let refused = answer(folder, id, value).refused();
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
    assert_eq!(
        std::fs::read_to_string(folder.join("notice.yaml")).unwrap(),
        before
    );
    answer(folder, &kept, "\"We keep it for two years.\"").exits(0);
    let after = std::fs::read_to_string(folder.join("notice.yaml")).unwrap();
    assert!(
        after.contains("quote: \"We keep it for two years.\"\n    informs: retention\n"),
        "{after}"
    );
}

#[test]
fn a_part_about_a_flow_says_what_is_missing_and_where_to_add_it() {
    let folder = apart();
    let (whole, flow) = part(folder.path(), "does the notice disclose joining");
    let shown = list(folder.path());
    assert!(
        shown.contains("No statement covers how long name will be kept"),
        "{shown}"
    );
    assert!(!shown.contains("covers name"), "{shown}");
    for value in ["ok", "5"] {
        let refused = answer(folder.path(), &flow, value).refused();
        for words in ["`notice.yaml`", whole.as_str(), "how long name"] {
            assert!(refused.err.contains(words), "{words}: {}", refused.err);
        }
    }
}

#[test]
fn words_that_may_state_something_become_a_statement() {
    let folder = apart();
    let ids = open(folder.path(), "statements: informs");
    assert_eq!(ids.len(), 1);
    let refused = answer(folder.path(), &ids[0], "no").refused();
    assert!(refused.err.contains("`notice.yaml`"), "{}", refused.err);
    assert!(!refused.err.contains("notice.md"), "{}", refused.err);
    let done = answer(folder.path(), &ids[0], "ok").exits(0);
    assert!(done.err.contains("notice.yaml:"), "{}", done.err);
    let after = std::fs::read_to_string(folder.path().join("notice.yaml")).unwrap();
    assert!(after.contains("informs: right-to-rectification"), "{after}");
    assert!(open(folder.path(), "statements: informs").is_empty());
}

#[test]
fn measures_are_there_or_not() {
    for (value, written) in [
        ("yes", "measures: encryption-in-transfer"),
        ("no", "measures: none"),
    ] {
        let folder = apart();
        let ids = open(folder.path(), "measures");
        let refused = answer(folder.path(), &ids[0], "ok").refused();
        assert!(refused.err.contains("`yes`"), "{}", refused.err);
        answer(folder.path(), &ids[0], value).exits(0);
        assert!(text(folder.path()).contains(written), "{value}");
        assert!(open(folder.path(), "measures").is_empty());
    }
}

#[test]
fn a_day_is_asked_for_as_one() {
    let folder = apart();
    assert!(list(folder.path()).contains("add interests-assessed: a day, such as 2026-01-31"));
    let ids = open(folder.path(), "interests-assessed");
    for value in ["no", "none", "ok"] {
        let refused = answer(folder.path(), &ids[0], value).refused();
        assert!(
            refused.err.contains("Leave the question open"),
            "{}",
            refused.err
        );
    }
    let consent = text(folder.path()).replace("legitimate-interests", "consent");
    write(folder.path(), "fairnotice.yaml", consent);
    let ids = open(folder.path(), "consent: {record: ...}");
    let refused = answer(folder.path(), &ids[0], "none").refused();
    assert!(
        refused
            .err
            .contains("remove `basis` from `not-recorded` in `fairnotice.yaml`"),
        "{}",
        refused.err
    );
    answer(folder.path(), &ids[0], "per-person").exits(0);
    assert!(text(folder.path()).contains("consent: {record: per-person}"));
}

const ENTRIES: &str = "\
controller: club
parties:
  - {id: club, name: Chess Club, country: GB}
  - {id: mail, name: Pigeon, country: GB}
contracts:
  - {id: mail-contract, kind: processor, between: [club, mail], since: 2024-01-01}
systems:
  - {id: board, name: Board, operator: club, hosting: GB, produces: [name]} # the old one
flows:
  - {id: scores, from: FROM, to: mail, subjects: customer, data: [name, log-file], purpose: account-management,
     basis: contract}
";

#[test]
fn data_of_a_system_are_written_to_the_system() {
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        ENTRIES.replace("FROM", "board"),
    );
    let ids = open(folder.path(), "produces");
    assert!(list(folder.path()).contains("add produces to `board`"));
    let wanted = text(folder.path()).replace("produces: [name]}", "produces: [name, log-file]}");
    answer(folder.path(), &ids[0], "log-file").exits(0);
    assert_eq!(text(folder.path()), wanted);
    write(
        folder.path(),
        "fairnotice.yaml",
        ENTRIES.replace("FROM", "board"),
    );
    answer(folder.path(), &ids[0], "ok").exits(0);
    assert!(open(folder.path(), "produces").is_empty());
    assert!(
        text(folder.path()).contains("log-file, name]}")
            || text(folder.path()).contains("name, log-file]}")
    );
}

#[test]
fn data_of_a_party_come_from_a_flow() {
    let folder = folder();
    let estate = ENTRIES.replace("FROM", "club");
    write(folder.path(), "fairnotice.yaml", &estate);
    let ids = open(folder.path(), "produces");
    for value in ["ok", "log-file"] {
        let refused = answer(folder.path(), &ids[0], value).refused();
        assert!(
            refused.err.contains("`produces` is a key of systems")
                && refused.err.contains("`fairnotice.yaml`"),
            "{}",
            refused.err
        );
        assert_eq!(text(folder.path()), estate);
    }
}

const INSTRUMENT: &str = "\
controller: club
parties:
  - {id: club, name: Chess Club, country: IE}
  - {id: mail, name: Pigeon, country: US}
contracts:
  - {id: mail-contract, kind: processor, between: [club, mail], since: 2021-01-01}
safeguards:
  # The old clauses.
  - {id: clauses, kind: eu-scc-2010, between: [club, mail], risk-assessment: {date: 2021-02-01}}
flows:
  - {id: joining, from: data-subjects, to: club, subjects: customer, data: name, purpose: account-management,
     basis: contract}
  - {id: letters, from: club, to: mail, subjects: customer, data: name, purpose: account-management, basis: contract}
";

#[test]
fn the_day_of_an_instrument_is_written_to_the_instrument() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", INSTRUMENT);
    let run_on = |more: &[&str]| {
        let call = [&["questions", "--as-of", "2022-06-01"], more].concat();
        run(folder.path(), &call)
    };
    let list = run_on(&["--format", "json"]).exits(0).json();
    let questions = list["questions"].as_array().unwrap();
    let asked = questions.iter().find(|it| it["key"] == "concluded");
    let asked = asked.unwrap_or_else(|| panic!("{list:#}"));
    assert_eq!(
        asked["hint"],
        "add concluded to `clauses`: a day, such as 2026-01-31"
    );
    let id = asked["id"].as_str().unwrap();
    run_on(&["--answer", &format!("{id}=none")]).refused();
    run_on(&["--answer", &format!("{id}=2021-02-01")]).exits(0);
    let wanted = INSTRUMENT.replace(
        "{date: 2021-02-01}}",
        "{date: 2021-02-01}, concluded: 2021-02-01}",
    );
    assert_eq!(text(folder.path()), wanted);
}

/// An estate as `init` begins it where no source states the seat.
fn without_seat() -> tempfile::TempDir {
    let folder = folder();
    write(
        folder.path(),
        "privacy.md",
        "# Privacy notice\n\nWe collect your name.\n",
    );
    let call = ["init", ".", "--notice", "privacy.md", "--name", "Holm"];
    run(folder.path(), &call).exits(0);
    assert!(text(folder.path()).contains("scope: "));
    folder
}

#[test]
fn a_scope_for_want_of_a_seat_goes_with_the_seat() {
    for (country, scope) in [("GB", false), ("IE", false), ("US", true)] {
        let folder = without_seat();
        let ids = open(folder.path(), "country");
        answer(folder.path(), &ids[0], country).exits(0);
        let text = text(folder.path());
        assert!(text.contains(&format!("country: {country}\n")), "{text}");
        assert_eq!(text.contains("scope: "), scope, "{text}");
        assert_eq!(text.contains("its seat does not"), scope, "{text}");
    }
}

#[test]
fn a_scope_is_taken_away_where_the_seat_decides() {
    let folder = without_seat();
    let scope = open(folder.path(), "scope");
    // Without a seat no law would apply.
    let refused = answer(folder.path(), &scope[0], "none").refused();
    assert!(
        refused.err.contains("could not be checked"),
        "{}",
        refused.err
    );
    for value in ["none", "{}"] {
        let folder = without_seat();
        let estate = text(folder.path()).replace("country: unknown", "country: GB");
        write(folder.path(), "fairnotice.yaml", estate);
        let scope = open(folder.path(), "scope");
        answer(folder.path(), &scope[0], value).exits(0);
        assert!(!text(folder.path()).contains("scope"), "{value}");
    }
}
