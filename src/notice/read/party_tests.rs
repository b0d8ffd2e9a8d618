//! Words that are no names of parties. All wording is ours.

use super::*;

/// The names and the vendors of the recipients in a text.
fn parties(text: &str) -> Vec<String> {
    let mut known = Known::default();
    for (name, id) in [("Forge", "forge"), ("Heron", "heron"), ("Quay", "quay")] {
        known.add_vendor(name, id);
    }
    let found = read_with(text, TextFormat::Plain, &known).statements;
    found.into_iter().flat_map(|it| it.says.names).collect()
}

#[test]
fn words_in_capitals_firms_and_streets_are_no_vendors() {
    for text in [
        "WHAT CHANGES DO WE FORGE WITH THIRD PARTIES?",
        "We share your data with our advisers Heron & Heron.",
        "We share your data with the bank at 5 Merrow Quay.",
        "We share personal data, in line with GDPR, with partners.",
    ] {
        assert!(parties(text).is_empty(), "{text}: {:?}", parties(text));
    }
    for (text, name) in [
        ("We share your data with our partner Forge.", "Forge"),
        ("We share your data with providers, Heron & Quay.", "Heron"),
    ] {
        assert!(
            parties(text).iter().any(|it| it == name),
            "{text}: {:?}",
            parties(text)
        );
    }
}
