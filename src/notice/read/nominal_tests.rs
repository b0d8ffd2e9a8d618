//! Denials by a noun or by another verb, and what is set against what a sentence says. All wording is ours.

use super::misread_tests::shown;
use super::*;

#[test]
fn a_noun_denies_as_a_verb_does() {
    for (text, expected) in [
        (
            "There is no transfer of personal data to third countries.",
            "!transfers third-countries",
        ),
        (
            "Transfers to third countries are not planned.",
            "!transfers third-countries",
        ),
        (
            "A transfer of data to the United States does not take place.",
            "!transfers US",
        ),
        (
            "None of your data is transferred outside the UK.",
            "!transfers outside-uk",
        ),
        (
            "No sharing of your data with third parties takes place.",
            "!shares third-party",
        ),
        (
            "Sharing your data with third parties does not take place.",
            "!shares third-party",
        ),
        (
            "None of your data is shared with advertisers.",
            "!shares advertiser",
        ),
        (
            "We refrain from sharing your data with third parties.",
            "!shares third-party",
        ),
    ] {
        assert_eq!(shown(text), [expected], "{text}");
    }
}

#[test]
fn the_part_before_a_denial_is_read_by_itself() {
    let text = "Both couriers are located in the EU, so we make no transfers of personal data outside the EU/EEA.";
    let found = shown(text);
    assert!(
        found.contains(&"!transfers outside-eea".to_owned()),
        "{found:?}"
    );
    assert!(
        found.iter().all(|it| !it.starts_with("transfers outside")),
        "{found:?}"
    );
}

#[test]
fn what_is_avoided_or_no_datum_states_nothing() {
    for text in [
        "We avoid collecting sensitive data such as your religion.",
        "There is no transfer of ownership to our couriers.",
    ] {
        assert_eq!(shown(text), [""; 0], "{text}");
    }
}

#[test]
fn a_noun_that_denies_under_a_condition_denies_nothing() {
    for text in [
        "There is no transfer of your data to third countries unless you ask for it.",
        "No sharing of your data with third parties takes place without your consent.",
    ] {
        let found = shown(text);
        assert!(found.iter().all(|it| !it.starts_with('!')), "{found:?}");
    }
}

#[test]
fn who_has_no_access_does_not_collect() {
    let text = "We have no access to personal data such as names, addresses, or dates of birth.";
    assert_eq!(shown(text), ["!collects"]);
}

#[test]
fn what_is_set_against_a_sentence_is_not_in_it() {
    assert_eq!(
        shown("We share your data with our bank, but not with advertisers."),
        ["shares bank"]
    );
    let found =
        shown("We use your email address to send you invoices, but never to send you newsletters.");
    assert!(
        found.iter().all(|it| !it.contains("marketing")),
        "{found:?}"
    );
}

#[test]
fn who_shares_with_us_is_a_source() {
    let found =
        shown("Your information may be shared with us by fundraising sites or a funding partner.");
    assert!(
        found.iter().all(|it| !it.starts_with("shares")),
        "{found:?}"
    );
}

#[test]
fn a_denial_with_an_exception_in_other_words_is_none() {
    for exception in [
        "outside of our crash reporting services",
        "besides our payment provider",
        "beyond what is needed to deliver your order",
        "aside from our courier",
    ] {
        let text = format!("We do not share your data with third parties {exception}.");
        assert_eq!(shown(&text), [""; 0], "{text}");
    }
    let text = "We do not sell or share your data with third parties for marketing purposes.";
    assert_eq!(shown(text), [""; 0]);
}

#[test]
fn an_item_that_a_heading_repeats_is_no_contents() {
    let text = "# Notice\n\n## Location\n\nA note.\n\n## What we collect\n\nWe collect:\n\n- Location\n- IP address\n";
    let found = shown(text);
    assert!(
        found.contains(&"collects current-location".to_owned()),
        "{found:?}"
    );
    let contents = "# Notice\n\n- Location\n- What we collect\n- Legal basis of it\n\n## Location\n\nA note.\n\n## What we collect\n\nWe collect your name.\n";
    assert_eq!(shown(contents), ["collects name"]);
}

#[test]
fn what_only_sounds_like_a_datum_or_a_right_is_none() {
    let text = "We collect:\n\n- Fingerprint of the device\n- One-time login links\n";
    let found = shown(text);
    assert_eq!(found, ["collects browser-fingerprint"]);
    let text =
        "## Security\n\nOur measures include:\n\n- Access controls limiting who can view data\n";
    assert_eq!(shown(text), [""; 0]);
    let text =
        "We use disclosure control to make sure that our members stay anonymous in mailing lists.";
    assert!(shown(text).iter().all(|it| !it.starts_with("shares")));
}

/// The names of recipients, and whether each statement is certain.
fn names(text: &str) -> Vec<(String, bool)> {
    let mut known = Known::default();
    known.add_vendor("Otterpost", "otterpost");
    known.add_vendor("Box", "box");
    let found = read_with(text, TextFormat::Markdown, &known)
        .statements
        .into_iter();
    let shares = found.filter(|it| it.says.kind == Kind::Shares);
    let shares = shares.map(|it| {
        (
            it.says.names.join(" + "),
            it.certainty == Certainty::Certain,
        )
    });
    shares.collect()
}

#[test]
fn a_name_behind_a_verb_of_giving_is_a_recipient() {
    let one = |name: &str, sure: bool| vec![(name.to_owned(), sure)];
    assert_eq!(
        names("We share your email address with Otterpost."),
        one("Otterpost", true)
    );
    assert_eq!(
        names("Your name is passed to Otterpost for invoicing."),
        one("Otterpost", true)
    );
    assert_eq!(
        names("We share your email address with Mill Logistics."),
        one("Mill Logistics", false)
    );
    assert_eq!(
        names("All member data is held on a system called Otterpost."),
        one("Otterpost", false)
    );
    // A pronoun, a country and a sentence on the reader name nobody.
    for text in [
        "We provide your details to You.",
        "We transfer your data to India.",
        "You can complain to Otterpost.",
    ] {
        assert!(
            names(text).iter().all(|(name, _)| name.is_empty()),
            "{text}: {:?}",
            names(text)
        );
    }
}

#[test]
fn an_item_of_a_list_of_recipients_may_be_a_name_alone() {
    let text = "## Sharing\n\nWe share your data with:\n\n- Otterpost (letters)\n- Box\n- **Otterpost** - delivery of login links\n";
    let found = names(text);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found
            .iter()
            .all(|(name, sure)| *sure && (name == "Otterpost" || name == "Box")),
        "{found:?}"
    );
    // The same word elsewhere is a word.
    assert_eq!(names("## Deliveries\n\nWe bring:\n\n- Box (small)\n"), []);
}

#[test]
fn a_negation_that_no_pattern_knows_leaves_nothing_certain() {
    for text in [
        "We transfer nothing at all to India.",
        "Transfers to India: never.",
        "Your data may be transferred to India by none of our couriers.",
    ] {
        let found = read(text, TextFormat::Markdown).statements;
        let is_wrong = |it: &Statement| !it.says.none && it.certainty == Certainty::Certain;
        assert!(!found.iter().any(is_wrong), "{text}: {found:?}");
    }
    let found = read(
        "We transfer your data to India, including but not limited to your name.",
        TextFormat::Markdown,
    );
    let certain = found
        .statements
        .iter()
        .filter(|it| it.certainty == Certainty::Certain);
    assert!(certain.count() > 0, "{found:?}");
}

#[test]
fn what_follows_a_denial_is_read_by_itself() {
    for (text, wanted) in [
        (
            "None of your data is sold to brokers, but we share your email address with our insurers.",
            "shares insurer",
        ),
        (
            "We refrain from selling your data, and we share your address with insurers.",
            "shares insurer",
        ),
        (
            "There is no disclosure to advertisers; your data is shared with insurers.",
            "shares insurer",
        ),
        (
            "We have no access to your password, but we collect your email address.",
            "collects email-address",
        ),
    ] {
        let found = shown(text);
        assert!(found.contains(&wanted.to_owned()), "{text}: {found:?}");
        let denied =
            |it: &&String| it.starts_with('!') && (it.contains("insurer") || it.contains("email"));
        assert!(!found.iter().any(|it| denied(&it)), "{text}: {found:?}");
    }
    // So is what follows something that is set against it.
    for (text, wanted) in [
        (
            "Your data is stored in Ireland, but it cannot be excluded that it is transferred to the United States.",
            "US",
        ),
        (
            "We share your data with our bank, but we do not sell it, and we share it with our insurers.",
            "insurer",
        ),
    ] {
        assert!(
            shown(text)
                .iter()
                .any(|it| !it.starts_with('!') && it.contains(wanted)),
            "{text}: {:?}",
            shown(text)
        );
    }
}
