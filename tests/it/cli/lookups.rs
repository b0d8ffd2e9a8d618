//! `terms` and `vendors`: what a person finds who looks for a word.

use serde_json::Value;

use super::*;
use crate::support;

#[test]
fn what_a_user_sees_of_a_term_and_of_a_vendor() {
    let folder = folder();
    support::snapshots("lookups", || {
        for (name, call) in [
            ("term", &["terms", "billing", "address"][..]),
            ("terms", &["terms", "newsletter", "--kind", "purpose"]),
            (
                "some_words",
                &["terms", "card", "payments", "--kind", "purpose"],
            ),
            ("vendor", &["vendors", "js.stripe.com"]),
            ("vendors", &["vendors", "web analytics"]),
        ] {
            let shown = run(folder.path(), call).exits(0);
            insta::assert_snapshot!(name, shown.out);
        }
    });
}

#[test]
fn terms_and_vendors_as_json_hold_to_their_schemas() {
    let folder = folder();
    for (verb, word) in [("terms", "surname"), ("vendors", "__stripe_mid")] {
        let call = [verb, word, "--format", "json"];
        let found = run(folder.path(), &call).exits(0);
        let found: Value = serde_json::from_str(&found.out).unwrap();
        let schema = run(folder.path(), &["schema", verb]).exits(0);
        let schema: Value = serde_json::from_str(&schema.out).unwrap();
        jsonschema::validate(&schema, &found).unwrap();
        assert_eq!(found["word"], word);
        assert!(!found[verb].as_array().unwrap().is_empty(), "{found}");
    }
}

#[test]
fn what_is_not_there_is_an_error_that_says_what_to_do() {
    let folder = folder();
    let term = run(folder.path(), &["terms", "xylophone zither"]).refused();
    assert!(term.err.contains("id: xylophone-zither"), "{}", term.err);
    let kind = run(folder.path(), &["terms", "--kind", "purposes"]).refused();
    assert!(kind.err.contains("did you mean `purpose`?"), "{}", kind.err);
    let vendor = run(folder.path(), &["vendors", "no such vendor"]).refused();
    assert!(vendor.err.contains("--vendors FILE"), "{}", vendor.err);
    let file = run(folder.path(), &["vendors", "--vendors", "none.yaml"]).refused();
    assert!(file.err.contains("none.yaml"), "{}", file.err);
}

#[test]
fn a_table_of_ones_own_comes_before_the_built_in_one() {
    let folder = folder();
    let own = "- {id: stripe, label: Our Stripe, service: cards, date: 2026-01-01}\n\
               - {id: corner-shop, label: Corner Shop, service: groceries, hosts: corner.example, date: 2026-01-01}\n";
    write(folder.path(), "own.yaml", own);
    let found = |word: &str| {
        let call = ["vendors", word, "--vendors", "own.yaml"];
        run(folder.path(), &call).exits(0).out
    };
    assert!(found("stripe").contains("Our Stripe"));
    assert!(found("www.corner.example").contains("Corner Shop"));
    write(
        folder.path(),
        "own.yaml",
        "- {id: a, label: A, date: 2026-13-01, colour: red}\n",
    );
    let call = ["vendors", "a", "--vendors", "own.yaml"];
    let wrong = run(folder.path(), &call).refused();
    assert!(wrong.err.contains("own.yaml:1"), "{}", wrong.err);
    assert!(wrong.err.contains("`colour`"), "{}", wrong.err);
}

#[test]
fn an_estates_own_terms_are_found_with_the_others() {
    let folder = folder();
    let estate = "controller: a\nparties: [{id: a, name: A, country: IE}]\n\
                  terms: [{id: locker-key, label: Key of a locker, under: identifying}]\n";
    write(folder.path(), "fairnotice.yaml", estate);
    let call = ["terms", "locker key", "--estate", "."];
    let found = run(folder.path(), &call).exits(0);
    assert!(found.out.contains("Key of a locker"), "{}", found.out);
}
