//! `questions`: what is open, the most valuable first, and answers as edits that keep comments and order.

use super::*;

const ESTATE: &str = "\
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

fn text(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap()
}

/// The ids of the open questions with a key, in their order.
fn open(folder: &Path, key: &str) -> Vec<String> {
    let call = ["questions", "--as-of", DAY, "--format", "json"];
    let list = run(folder, &call).exits(0).json();
    let schema = run(folder, &["schema", "questions"]).exits(0).json();
    jsonschema::validate(&schema, &list).unwrap();
    let questions = list["questions"].as_array().unwrap().iter();
    let found = questions.filter(|it| it["key"] == key);
    found
        .map(|it| it["id"].as_str().unwrap().to_owned())
        .collect()
}

fn answer(folder: &Path, id: &str, value: &str) -> Ran {
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
    let call = ["questions", "--as-of", DAY, "--format", "json"];
    let list = run(folder.path(), &call).exits(0).json();
    let questions = list["questions"].as_array().unwrap();
    let guesses: Vec<&str> = questions
        .iter()
        .filter(|it| !it["guess"].is_null())
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert!(guesses.len() > 20, "{}", guesses.len());
    let lines: String = guesses.iter().map(|id| format!("{id}=ok\n")).collect();
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
    assert!(left.iter().all(|it| it["guess"].is_null()), "{left:#?}");
}
