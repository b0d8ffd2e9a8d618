//! The purposes for which a basis is stated. All wording is ours.

use super::*;

/// The bases of a text, each with its purposes.
fn bases(text: &str) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let found = found.filter(|it| it.says.kind == Kind::ReliesOn);
    let shown = found.map(|it| {
        format!(
            "{}: {}",
            it.says.terms.join(" "),
            it.says.purposes.join(" ")
        )
    });
    shown.collect()
}

#[test]
fn a_row_of_a_table_states_a_basis_for_its_purposes() {
    let text = "| Purpose | Lawful basis |\n| --- | --- |\n| To send you our newsletter | Consent |\n\
        | Fraud prevention | Legitimate interests |\n";
    assert_eq!(
        bases(text),
        [
            "consent: communication-management direct-marketing",
            "legitimate-interests: fraud-prevention-and-detection"
        ]
    );
    let json = read(text, TextFormat::Markdown).statements[1].says.value();
    assert_eq!(
        json,
        serde_json::json!({
            "basis": ["consent"],
            "purposes": ["communication-management", "direct-marketing"]
        })
    );
}

#[test]
fn a_sentence_states_a_basis_for_its_purposes() {
    for text in [
        "We rely on your consent to send you promotions.",
        "To send you promotions, we rely on your consent.",
        "- Consent: for sending you promotions.",
        "Our lawful basis for promotions is consent.",
        "Sending promotions (legal basis: consent)",
        "We rely on your consent to:\n\n- send you promotions\n",
    ] {
        let found = bases(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(
            found[0].starts_with("consent: ") && found[0].ends_with("direct-marketing"),
            "{found:?}"
        );
    }
    assert_eq!(bases("We rely on your consent."), ["consent: "]);
}

#[test]
fn a_basis_for_purposes_without_a_term_is_to_be_looked_at() {
    let row = |purpose: &str| {
        format!("| Purpose | Lawful basis |\n| --- | --- |\n| {purpose} | Consent |\n")
    };
    for (purpose, certainty) in [
        ("Promotions", Certainty::Certain),
        ("Hats", Certainty::Look),
    ] {
        let found = read(&row(purpose), TextFormat::Markdown).statements;
        let basis = found.iter().find(|it| it.says.kind == Kind::ReliesOn);
        assert_eq!(basis.map(|it| it.certainty), Some(certainty), "{purpose}");
    }
    // Of two bases it is not known which is for which.
    let text = "We rely on a contract for receipts, and on your consent for promotions.";
    assert!(
        bases(text).iter().all(|it| it.ends_with(": ")),
        "{:?}",
        bases(text)
    );
}
