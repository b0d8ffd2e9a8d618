//! `questions`: what is open, the most valuable first, and answers as edits that keep comments and order.

use super::*;

pub(super) const ESTATE: &str = "\
# Our estate.
controller: club
parties:
  - {id: club, name: Chess Club, country: GB}
  # look: list.md:3: \"Pigeon\"; that may be where data are
  - id: mail
    # look: list.md:3
    name: Pigeon
    # look: the page does not state where it has its seat
    country: unknown
contracts:
  - {id: mail-contract, kind: processor, between: [club, mail], since: 2024-01-01}
flows:
  - id: joining   # the form on paper
    from: data-subjects
    to: club
    subjects: customer
    data: [name, email-address]
    purpose: account-management
    basis: legitimate-interests
  - {id: letters, from: club, to: mail, subjects: customer, data: email-address, purpose: account-management,
     basis: legitimate-interests}
";

fn estate() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    folder
}

pub(super) fn text(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap()
}

/// The open questions of an estate.
pub(super) fn listed(folder: &Path) -> serde_json::Value {
    let call = ["questions", "--as-of", DAY, "--format", "json"];
    run(folder, &call).exits(0).json()
}

/// The ids of the open questions with a key, in their order; those of parts where no question has it.
pub(super) fn open(folder: &Path, key: &str) -> Vec<String> {
    let list = listed(folder);
    let schema = run(folder, &["schema", "questions"]).exits(0).json();
    jsonschema::validate(&schema, &list).unwrap();
    let questions = list["questions"].as_array().unwrap().iter();
    let all: Vec<&serde_json::Value> = questions.collect();
    let ids = |of: &[&serde_json::Value]| {
        let found = of.iter().filter(|it| it["key"] == key);
        let ids: Vec<String> = found
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect();
        ids
    };
    let whole = ids(&all);
    if !whole.is_empty() {
        return whole;
    }
    // A part of a question that is asked together with others.
    let parts = all.iter().flat_map(|it| it["parts"].as_array().unwrap());
    ids(&parts.collect::<Vec<_>>())
}

pub(super) fn answer(folder: &Path, id: &str, value: &str) -> Ran {
    let answer = format!("{id}={value}");
    run(folder, &["questions", "--as-of", DAY, "--answer", &answer])
}

#[test]
fn what_a_user_sees_of_open_questions() {
    let folder = estate();
    let shown = run(folder.path(), &["questions", "--as-of", DAY]).exits(0);
    support::snapshots("questions", || insta::assert_snapshot!("list", shown.out));
}

#[test]
fn what_a_check_asks_is_answered_in_each_flow() {
    let folder = estate();
    let ids = open(folder.path(), "interests-assessed");
    assert_eq!(ids.len(), 1, "one cause is one question");
    let done = answer(folder.path(), &ids[0], "2026-01-02").exits(0);
    assert!(done.err.contains("is answered"), "{}", done.err);
    let wanted = ESTATE
        .replace(
            "# the form on paper\n",
            "# the form on paper\n    interests-assessed: 2026-01-02\n",
        )
        .replace(
            "legitimate-interests}",
            "legitimate-interests, interests-assessed: 2026-01-02}",
        );
    assert_eq!(text(folder.path()), wanted);
    assert!(open(folder.path(), "interests-assessed").is_empty());
}

#[test]
fn a_guess_is_confirmed_or_replaced_and_its_mark_goes() {
    let folder = estate();
    let name = open(folder.path(), "name");
    answer(folder.path(), &name[0], "ok").exits(0);
    let wanted = ESTATE.replace("    # look: list.md:3\n", "");
    assert_eq!(text(folder.path()), wanted);
    let country = open(folder.path(), "country");
    write(
        folder.path(),
        "answers.txt",
        format!("# who knows\n{}=IE\n", country[0]),
    );
    let call = ["questions", "--as-of", DAY, "--answers", "answers.txt"];
    run(folder.path(), &call).exits(0);
    let wanted = wanted
        .replace(
            "    # look: the page does not state where it has its seat\n",
            "",
        )
        .replace("country: unknown", "country: IE");
    assert_eq!(text(folder.path()), wanted);
}

#[test]
fn an_answer_that_does_not_load_or_settle_it_is_not_written() {
    let folder = estate();
    let country = open(folder.path(), "country");
    let asked = open(folder.path(), "interests-assessed");
    for (id, value, words) in [
        (country[0].as_str(), "Atlantis", "would not load"),
        (asked[0].as_str(), "some day", "would not load"),
        ("000000000000", "ok", "no open question"),
    ] {
        let refused = answer(folder.path(), id, value).refused();
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
        assert_eq!(text(folder.path()), ESTATE);
    }
    let refused = run(folder.path(), &["questions", "--answer", "nothing"]).refused();
    assert!(refused.err.contains("ID=VALUE"), "{}", refused.err);
}

#[test]
fn the_sample_can_be_answered_until_nothing_is_guessed() {
    let folder = folder();
    copy(&root().join("flows/larkfield"), folder.path());
    let list = listed(folder.path());
    let questions = list["questions"].as_array().unwrap();
    assert!(questions.len() <= 20, "{} questions", questions.len());
    let guesses = questions.iter().filter(|it| it["is_guess"] == true);
    let lines: String = guesses
        .map(|it| format!("{}=ok\n", it["id"].as_str().unwrap()))
        .collect();
    assert!(lines.lines().count() > 5, "{lines}");
    write(folder.path(), "answers.txt", lines);
    let call = [
        "questions",
        "--as-of",
        DAY,
        "--answers",
        "answers.txt",
        "--format",
        "json",
    ];
    let left = run(folder.path(), &call).exits(0).json();
    let left = left["questions"].as_array().unwrap();
    assert!(left.iter().all(|it| it["is_guess"] == false), "{left:#?}");
    for name in ["flows.yaml", "notice.yaml", "subprocessors.yaml"] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let mut lines = text.lines().map(str::trim_start);
        let stub = |it: &str| it.starts_with("#   ") || it.starts_with("#     ");
        assert!(
            !lines.any(|it| it.starts_with("# look: ") && !stub(it)),
            "{name}"
        );
    }
}

const OPEN: &str = "\
controller: club
# Nobody has recorded these yet.
not-recorded: [contracts, safeguards, basis]
parties:
  - {id: club, name: Chess Club, country: GB}
  - {id: mail, name: Pigeon, country: US}
  - {id: desk, name: Helpers, country: IN}
# Who reads the letters?
systems:
  - {id: mailer, name: Mailer, operator: mail, hosting: US}
  - {id: tickets, name: Tickets, operator: desk, hosting: IN}
flows:
  - {id: joining, from: data-subjects, to: club, subjects: customer, data: name, purpose: account-management}
  - {id: letters, from: club, to: mailer, subjects: customer, data: name, purpose: account-management}
  - {id: help, from: club, to: tickets, subjects: customer, data: name, purpose: customer-care}
";

/// The rules of the errors that a check finds, and of what it asks.
fn found(folder: &Path) -> (Vec<String>, Vec<String>) {
    let call = [
        "check",
        "--as-of",
        DAY,
        "--format",
        "json",
        "--fail-on",
        "never",
    ];
    let report = run(folder, &call).exits(0).json();
    let (mut errors, mut asked) = (Vec::new(), Vec::new());
    for finding in report["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap().to_owned();
        match (finding["asks"].is_null(), finding["severity"] == "error") {
            (true, true) => errors.push(rule),
            (true, false) => {}
            (false, _) => asked.push(rule),
        }
    }
    (errors, asked)
}

#[test]
fn what_nobody_recorded_is_asked_once_for_all_parties() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", OPEN);
    let (errors, asked) = found(folder.path());
    assert_eq!(errors, Vec::<String>::new());
    let wanted = [
        "basis/basis-not-recorded",
        "sharing/contract-not-recorded",
        "transfer/mechanism-not-recorded",
    ];
    for rule in wanted {
        assert_eq!(
            asked.iter().filter(|it| *it == rule).count(),
            1,
            "{rule}: {asked:?}"
        );
    }
    let contracts = open(folder.path(), "contracts");
    answer(folder.path(), &contracts[0], "yes").exits(0);
    let safeguards = open(folder.path(), "safeguards");
    answer(folder.path(), &safeguards[0], "uk-idta").exits(0);
    let risk = open(folder.path(), "risk-assessment: {date: ...}");
    answer(folder.path(), &risk[0], "2026-01-02").exits(0);
    let basis = open(folder.path(), "basis");
    answer(folder.path(), &basis[0], "contract").exits(0);
    assert_eq!(found(folder.path()), (Vec::new(), Vec::new()));
    let text = text(folder.path());
    assert!(
        text.starts_with("controller: club\n# Nobody has recorded these yet.\n"),
        "{text}"
    );
    for line in [
        "  - id: club-desk\n    kind: processor\n    between: [club, desk]\n",
        "    kind: uk-idta\n",
        "to: club, subjects: customer, data: name, purpose: account-management, basis: contract}",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn what_does_not_exist_is_a_finding() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", OPEN);
    for key in ["contracts", "safeguards"] {
        let ids = open(folder.path(), key);
        answer(folder.path(), &ids[0], "none").exits(0);
    }
    assert!(text(folder.path()).contains("not-recorded: [basis]\n"));
    let (errors, _) = found(folder.path());
    for rule in [
        "sharing/processor-without-contract",
        "transfer/no-safeguard",
    ] {
        assert!(errors.iter().any(|it| it == rule), "{rule}: {errors:?}");
    }
}

#[test]
fn guesses_of_one_kind_are_confirmed_together_or_one_by_one() {
    let folder = folder();
    let all = "controller: club\nparties:\n  - {id: club, name: Club, country: GB}\nflows:\n";
    let flow = |id: &str, data: &str| {
        format!(
            "  - id: {id}\n    from: data-subjects\n    to: club\n    # look: page.md:1\n    data: {data}\n    \
             subjects: customer\n    purpose: account-management\n    basis: contract\n"
        )
    };
    let text_of = |one: &str, other: &str| format!("{all}{}{}", flow("a", one), flow("b", other));
    write(folder.path(), "fairnotice.yaml", text_of("name", "name"));
    let ids = open(folder.path(), "data");
    assert_eq!(ids.len(), 1, "one question");
    let call = ["questions", "--as-of", DAY, "--format", "json"];
    let list = run(folder.path(), &call).exits(0).json();
    let parts = list["questions"][0]["parts"].as_array().unwrap();
    let part = parts[1]["id"].as_str().unwrap();
    answer(folder.path(), part, "email-address").exits(0);
    let mark = "    # look: page.md:1\n";
    let one = text_of("name", "email-address");
    let (before, after) = one.rsplit_once(mark).unwrap();
    assert_eq!(text(folder.path()), format!("{before}{after}"));
    write(folder.path(), "fairnotice.yaml", text_of("name", "name"));
    answer(folder.path(), &ids[0], "[name, email-address]").exits(0);
    let wanted = text_of("[name, email-address]", "[name, email-address]").replace(mark, "");
    assert_eq!(text(folder.path()), wanted);
}
