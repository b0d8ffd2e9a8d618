//! A policy that cannot be evaluated is reported, and never ignored.

use super::*;

/// A policy that holds to the schema and cannot be evaluated: the sum is larger than any number.
fn overflowing() -> String {
    OWN.replace("context.recipient.separate", "9223372036854775807 + 1 > 0")
}

#[test]
fn a_policy_that_cannot_be_evaluated_is_an_error_and_never_silence() {
    let policy = overflowing();
    let json = judged("", &policy, &["--format", "json"]).exits(1).json();
    let faults: Vec<_> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == "policy/evaluation-error")
        .collect();
    assert_eq!(faults.len(), 1, "one cause, one finding: {json}");
    assert_eq!(faults[0]["severity"], "error");
    let message = faults[0]["message"].as_str().unwrap();
    assert!(
        message.contains("house/nothing-leaves") && message.contains("overflow"),
        "{message}"
    );
    let label = &faults[0]["labels"][0];
    assert_eq!(
        label["file"], "policies/house/own.cedar",
        "it points at the policy: {}",
        faults[0]
    );

    for format in ["terminal", "sarif"] {
        let ran = judged("", &policy, &["--format", format]).exits(1);
        assert!(
            ran.out.contains("policy/evaluation-error") && ran.out.contains("house/nothing-leaves"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn that_a_policy_cannot_be_evaluated_is_explained_like_a_rule() {
    let folder = folder();
    let explained = run(folder.path(), &["explain", "policy/evaluation-error"]).exits(0);
    assert_eq!(explained.err, "");
    for words in ["Whose fault it is", "What to do"] {
        assert!(explained.out.contains(words), "{}", explained.out);
    }
    let wrong = run(folder.path(), &["explain", "policy/evaluation-eror"]).refused();
    assert!(
        wrong
            .err
            .contains("did you mean `policy/evaluation-error`?"),
        "{}",
        wrong.err
    );
}

#[test]
fn filters_do_not_hide_that_a_policy_cannot_be_evaluated() {
    // A gate that asks for one rule must not be green because that rule could not be asked.
    let policy = overflowing();
    for filter in [
        ["--rule", "house"],
        ["--rule", "transfer"],
        ["--flow", "sale"],
    ] {
        let json = judged("", &policy, &[&["--format", "json"], &filter[..]].concat())
            .exits(1)
            .json();
        assert!(
            json.to_string().contains("policy/evaluation-error"),
            "{filter:?}: {json}"
        );
    }
}

#[test]
fn a_policy_that_cannot_be_evaluated_hides_no_other() {
    let without = checked_text(ESTATE, DAY.parse().unwrap());
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", format!("{ESTATE}policies: own.cedar\n"))
        .with("own.cedar", overflowing());
    let with = checked_files(&files, DAY.parse().unwrap());
    let mut rules = with.rules();
    assert!(rules.remove("policy/evaluation-error"));
    assert_eq!(rules, without.rules());
}
