//! Families of rules: what an error of an estate's own family says of a flow.

use super::*;
use serde_json::Value;

/// The rule above as an error.
fn error() -> String {
    OWN.replace("\"warning\"", "\"error\"")
}

/// The status of the delivery on the last day of a timeline.
fn delivery(estate: &str, policy: Option<&str>) -> Value {
    let folder = folder();
    let policies = policy.map_or("", |_| "policies: policies/\n");
    let estate = format!("{ESTATE}{policies}{estate}");
    write(folder.path(), "fairnotice.yaml", estate);
    if let Some(policy) = policy {
        write(folder.path(), "policies/house/own.cedar", policy);
    }
    let call = [
        "timeline", "--to", DAY, "--flow", "delivery", "--format", "json",
    ];
    let json = run(folder.path(), &call).exits(0).json();
    let regimes = json["flows"][0]["regimes"].as_array().unwrap();
    let intervals = regimes.last().unwrap()["intervals"].as_array().unwrap();
    intervals.last().unwrap().clone()
}

#[test]
fn an_error_of_an_own_family_is_about_what_the_family_states() {
    let status = |estate: &str, policy: Option<&str>| {
        let interval = delivery(estate, policy);
        let flag = |key: &str| interval[key].as_bool().unwrap();
        (flag("lawful"), flag("disclosed"))
    };
    let without = status("", None);
    assert!(without.0, "the delivery is lawful by the built-in rules");
    let error = error();
    let own = |families: &str| status(families, Some(&error));
    // What is not stated is law that the estate has set itself, as registers have always counted it.
    assert_eq!(own(""), (false, without.1));
    assert_eq!(own("families: [{id: house}]\n"), (false, without.1));
    assert_eq!(
        own("families: [{id: house, title: Ours, concerns: lawfulness}]\n"),
        (false, without.1)
    );
    assert_eq!(
        own("families: [{id: house, concerns: transparency}]\n"),
        (true, false)
    );
    assert_eq!(
        own("families: [{id: house, concerns: notice}]\n"),
        (true, without.1)
    );
    // A warning leaves the flow lawful.
    assert_eq!(status("", Some(OWN)), without);
}

#[test]
fn what_is_wrong_with_a_list_of_families_is_said() {
    for (families, words) in [
        ("[{id: transfer}]", "there is a family `transfer` already"),
        (
            "[{id: house}, {id: house}]",
            "there is a family `house` already",
        ),
        ("[{id: hose}]", "did you mean `house`?"),
        (
            "[{id: hose}]",
            "`families` names `hose`, of which there is no rule",
        ),
        ("[{id: house, concerns: law}]", "lawfulness"),
        ("[{title: House}]", "`id`"),
    ] {
        let refused = judged(&format!("families: {families}\n"), OWN, &[]).refused();
        assert!(refused.err.contains(words), "{words}\n{}", refused.err);
        assert!(refused.err.contains("fairnotice.yaml:"), "{}", refused.err);
    }
}
