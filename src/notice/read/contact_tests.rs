//! Whose address is stated: the controller's, or that of its data protection officer. All wording is ours.

use super::*;

/// The items of Articles 13 and 14 that a text informs of, each once and in order.
fn items(text: &str) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let mut items: Vec<String> = found.flat_map(|it| it.says.terms).collect();
    items.dedup();
    items
}

#[test]
fn the_address_of_the_officer_is_not_that_of_the_controller() {
    for text in [
        "## Data protection officer\n\njane@holm.example\n\nPhone: 020 7946 0000\n",
        "## Contact our DPO\n\n- Email: jane@holm.example\n- Phone: 020 7946 0000\n",
        "## Contact\n\nOur data protection officer is Jane Roe. Email: jane@holm.example.\n",
        "## Contact\n\nYou can reach our data protection officer:\n\n- Email: jane@holm.example\n- Phone: 020 7946 0000\n",
        "## Contact\n\nDPO: jane@holm.example\n",
    ] {
        let found = items(text);
        assert!(!found.is_empty(), "{text}");
        assert!(
            found.iter().all(|it| it == "dpo-contact"),
            "{text}: {found:?}"
        );
    }
    for text in [
        "## Contact\n\nHolm Ltd, hello@holm.example\n",
        "## Contact\n\nWe have no data protection officer. Write to us at hello@holm.example.\n",
        "## Controller and data protection officer\n\nHolm Ltd, hello@holm.example\n",
    ] {
        assert!(
            items(text).contains(&"controller-identity".to_owned()),
            "{text}"
        );
    }
}
