//! `questions`: answers to guesses whatever is around them, and several answers in one call.

use super::questions::{ESTATE, answer, listed, open, text};
use super::*;

#[test]
fn a_place_of_several_rows_is_answered() {
    let folder = folder();
    let estate = ESTATE.replace(
        "contracts:\n",
        "systems:\n  - id: box\n    operator: mail\n    # look: list.md:5: \"Mars\"\n    # list.md:6: \"Venus\"\n    hosting: \
         unknown\ncontracts:\n",
    );
    write(folder.path(), "fairnotice.yaml", &estate);
    let hosting = open(folder.path(), "hosting");
    answer(folder.path(), &hosting[0], "FR").exits(0);
    let text = text(folder.path());
    assert!(
        text.contains("    operator: mail\n    hosting: FR\n"),
        "{text}"
    );
}

#[test]
fn a_country_that_takes_the_estate_out_of_the_law_is_written_with_a_scope() {
    let folder = folder();
    let estate = ESTATE.replace(
        "  - {id: club, name: Chess Club, country: GB}\n",
        "  - id: club\n    name: Chess Club\n    # look: it names an authority\n    country: GB\n",
    );
    write(folder.path(), "fairnotice.yaml", &estate);
    let list = listed(folder.path());
    let parts = list["questions"].as_array().unwrap().iter();
    let mut parts = parts.flat_map(|it| it["parts"].as_array().unwrap());
    let part = parts
        .find(|it| it["key"] == "country" && it["guess"] == "GB")
        .unwrap();
    let id = part["id"].as_str().unwrap();
    let done = answer(folder.path(), id, "US").exits(0);
    assert!(
        done.err.contains("`scope` was added, to look at"),
        "{}",
        done.err
    );
    let now = text(folder.path());
    assert!(
        now.contains("    country: US\n    # look: its seat")
            && now.contains("    scope: {eu-gdpr: art3-2, uk-gdpr: art3-2}\n"),
        "{now}"
    );
    // The scope is a question of its own, and a country of the law takes it away again.
    assert_eq!(open(folder.path(), "scope").len(), 1);
}

#[test]
fn ids_hold_until_all_answers_of_a_call_are_written() {
    let folder = folder();
    let estate = ESTATE.replace("  - id: mail\n", "  # look: x\n  - id: mail\n");
    write(folder.path(), "fairnotice.yaml", &estate);
    let list = listed(folder.path());
    let questions = list["questions"].as_array().unwrap();
    let several = questions
        .iter()
        .find(|it| it["is_guess"] == true && it["parts"].as_array().unwrap().len() > 1);
    let several = several.unwrap_or_else(|| panic!("{list:#}"));
    let part = several["parts"][0]["id"].as_str().unwrap();
    let whole = several["id"].as_str().unwrap();
    let first = text(folder.path());
    // Nothing is written where one of the ids is none.
    write(
        folder.path(),
        "answers.txt",
        format!("{part}=ok\n000000000000=ok\n"),
    );
    let call = ["questions", "--as-of", DAY, "--answers", "answers.txt"];
    let refused = run(folder.path(), &call).refused();
    assert!(
        refused.err.contains("no open question `000000000000`"),
        "{}",
        refused.err
    );
    assert_eq!(text(folder.path()), first);
    // The whole question is another one once a part is answered.
    write(
        folder.path(),
        "answers.txt",
        format!("{part}=ok\n{whole}=ok\n{part}=ok\n"),
    );
    let done = run(folder.path(), &call).exits(0);
    let repeated = format!("`{part}` is answered by an answer before it");
    assert!(done.err.contains(&repeated), "{}", done.err);
    for part in several["parts"].as_array().unwrap() {
        assert!(
            !done.out.contains(part["id"].as_str().unwrap()),
            "{}",
            done.out
        );
    }
}

#[test]
fn nobody_is_no_name() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let list = listed(folder.path());
    let parts = list["questions"].as_array().unwrap().iter();
    let mut parts = parts.flat_map(|it| it["parts"].as_array().unwrap());
    let part = parts.find(|it| it["key"] == "name").unwrap();
    let ran = answer(folder.path(), part["id"].as_str().unwrap(), "none").exits(2);
    assert!(
        ran.err.contains("`none` is no name") && ran.err.contains("Delete `mail`"),
        "{}",
        ran.err
    );
    assert_eq!(text(folder.path()), ESTATE);
}
