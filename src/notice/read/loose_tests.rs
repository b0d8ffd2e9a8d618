//! What was taken for a statement for one loose word in it: collections that are consent or a use, purposes, periods, rights,
//! recipients. All wording is ours.

use super::*;

/// Each statement of a text: its kind, with `!` before a denial and `~` before one to look at, its terms and data.
fn shown(text: &str) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let shown = found.map(|it| {
        let none = if it.says.none { "!" } else { "" };
        let look = match it.certainty {
            Certainty::Certain => "",
            Certainty::Look => "~",
        };
        let what = [it.says.terms, it.says.data].concat();
        let text = format!("{look}{none}{} {}", it.says.kind.key(), what.join(" "));
        text.trim_end().to_owned()
    });
    shown.collect()
}

fn of_kind(text: &str, kind: &str) -> Vec<String> {
    let all = shown(text).into_iter();
    all.filter(|it| it.trim_start_matches(['~', '!']).starts_with(kind))
        .collect()
}

#[test]
fn what_people_agree_to_and_other_sites_take_is_no_collection() {
    for text in [
        "## Data we collect\n\nWe ask for your consent for some things, including:\n\n- Photos for our calendar\n- Trips and activities in the woods\n",
        "## Data\n\nOur grounds for collecting data are:\n\n- Legitimate interest: to see how usage of our page grows\n",
        "Such websites may collect your name, your photo and your IP address.",
        "Our articles may include embedded content (e.g. videos or photos of hats).",
        "## Data we collect\n\nWe collect:\n\n- Only your order number will be passed to our courier\n",
        "## Cookies we collect data with\n\nThese record:\n\n- Maintain session information\n",
        "Send hat notices, such as account messages (e.g. password resets) or email.",
    ] {
        assert_eq!(of_kind(text, "collects"), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_named_as_not_taken_is_not_collected() {
    let list = |item: &str| format!("## Data\n\nWe collect:\n\n- {item}\n");
    let item = list("Your name, for the label (we do not store your email address)");
    assert_eq!(of_kind(&item, "collects"), ["collects name"]);
    let item = list("Your name; your email address is never stored");
    assert_eq!(of_kind(&item, "collects"), ["collects name"]);
    let item = list("We never store your email address");
    assert_eq!(of_kind(&item, "collects"), Vec::<String>::new());
    let more = list("Your details, including but not limited to your email address");
    assert_eq!(of_kind(&more, "collects"), ["collects email-address"]);
}

#[test]
fn one_loose_word_makes_no_data() {
    for (item, term) in [
        (
            "Photos for educational purposes and school events",
            "picture",
        ),
        (
            "Credit or debit card of yours (not through PayPal)",
            "payment-card",
        ),
        ("Page URL", "browsing-behaviour"),
        ("Email correspondence", "communication"),
    ] {
        let text = format!("## Data\n\nWe collect:\n\n- {item}\n");
        assert_eq!(
            of_kind(&text, "collects"),
            [format!("collects {term}")],
            "{item}"
        );
    }
    let grade = "## Data\n\nWe collect:\n\n- Grade\n";
    assert_eq!(of_kind(grade, "collects"), Vec::<String>::new());
}

#[test]
fn one_loose_word_makes_no_purpose() {
    for (item, term) in [
        ("Prevent a serious crime", "purpose"),
        ("Protect our rights", "purpose"),
        ("Protect somebody's life", "purpose"),
        ("Correct and enhance client records", "record-management"),
        ("Write to you about new services", "direct-marketing"),
        (
            "Run our secure membership database",
            "membership-administration",
        ),
        ("Give answers to enquiries by regulatory bodies", "purpose"),
        ("Prevent and detect fraud", "fraud-prevention-and-detection"),
        ("Protect our network", "enforce-security"),
    ] {
        let text = format!("## Use\n\nWe use your data to:\n\n- {item}\n");
        assert_eq!(of_kind(&text, "uses"), [format!("uses {term}")], "{item}");
    }
}

#[test]
fn definitions_rights_and_measures_are_no_uses() {
    for text in [
        "## Use\n\nWe use your data:\n\n- Personal data revealing views or trade union membership\n",
        "You have the right to request how your data are processed and to request a copy.",
        "We use IP masking to protect the guest.",
        "| Purpose |\n| --- |\n| Letters to:<br/>- people who bought a hat |\n",
    ] {
        let found = of_kind(text, "uses");
        let sure = found.iter().filter(|it| !it.starts_with('~'));
        let of_people = sure.filter(|it| !text.contains("Letters") || it.contains("people"));
        assert_eq!(of_people.count(), 0, "{text}: {found:?}");
    }
}

#[test]
fn a_condition_a_duty_of_others_and_a_bare_need_are_no_period() {
    for text in [
        "You have the right to ask us to delete your data where we no longer need to hold the data.",
        "You may ask us to restrict use where you do not want us to delete the data.",
        "The council does not specify a retention period for hats.",
        "The law requires doctors to retain records for 25 years.",
        "We only store the details necessary for us to send hats.",
        "Retention period: hats and caps are not the same.",
    ] {
        let found = of_kind(text, "retains");
        assert!(
            found.iter().all(|it| it.starts_with('~')),
            "{text}: {found:?}"
        );
    }
    assert_eq!(
        shown("We retain your data indefinitely."),
        ["retains indefinite"]
    );
    assert_eq!(
        of_kind("We keep your data for as long as necessary.", "retains"),
        ["retains indefinite"]
    );
}

#[test]
fn a_period_of_a_kind_without_a_term_is_to_be_looked_at() {
    for (text, shown) in [
        ("Hat logs are kept for one month.", "~retains P1M"),
        (
            "Hat-related data is retained for six years.",
            "~retains P6Y",
        ),
        (
            "If you leave, your hat file is deleted after a year.",
            "~retains P1Y",
        ),
        (
            "Your personal data is retained for six years.",
            "retains P6Y",
        ),
        (
            "If you leave, your data are deleted after a year.",
            "retains P1Y",
        ),
        (
            "All data that we hold is kept for two years.",
            "retains P2Y",
        ),
        ("Names are kept for two years.", "retains P2Y name"),
    ] {
        assert_eq!(of_kind(text, "retains"), [shown], "{text}");
    }
}

#[test]
fn what_is_not_stored_is_of_the_data_that_are_named() {
    assert_eq!(
        of_kind("We do not store payment details.", "retains"),
        ["~retains not-stored financial-account"]
    );
    assert_eq!(
        of_kind("We do not store your hats.", "retains"),
        Vec::<String>::new()
    );
    assert_eq!(
        of_kind("We do not store any personal data.", "retains"),
        ["~retains not-stored"]
    );
}

#[test]
fn what_others_do_not_collect_is_no_denial() {
    for text in [
        "Stripe does not collect personal data.",
        "Google Analytics does not collect any personal data.",
        "We count visits with a web analytics service, which does not collect personal data.",
        "## Analytics\n\nThis service does not collect any personal data.",
        "We do not collect any other information.",
        "PayPal do not share any card details with us.",
    ] {
        let found = shown(text);
        assert!(
            !found.iter().any(|it| it.contains('!')),
            "{text}: {found:?}"
        );
    }
    let own = "# Holm\n\nThis service does not collect any personal data.";
    assert_eq!(shown(own), ["~!collects"]);
}

#[test]
fn other_sentences_on_deletion_transfer_and_mail_are_no_rights() {
    for (text, right) in [
        (
            "Where data of ours are sent, a disclosure or transfer of data to other individuals is rare.",
            "right-to-portability",
        ),
        (
            "We may provide guests with information on the deletion of data.",
            "right-to-erasure",
        ),
        (
            "You may ask for a pause where you do not want us to delete it.",
            "right-to-erasure",
        ),
        (
            "You can view more information on how Fen uses this data.",
            "right-of-access",
        ),
        (
            "You can unsubscribe in each letter.",
            "right-to-withdraw-consent",
        ),
    ] {
        let sure = format!("informs {right}");
        assert!(!shown(text).contains(&sure), "{text}");
    }
    let portable = "You can ask us to transfer your data to another provider.";
    assert!(shown(portable).contains(&"informs right-to-portability".to_owned()));
}

#[test]
fn recipients_are_those_that_the_words_say() {
    for (text, terms) in [
        (
            "We share your data with your GP or other healthcare providers.",
            "healthcare-provider",
        ),
        (
            "We pass the data of contractual partners to third parties.",
            "third-party",
        ),
    ] {
        assert_eq!(
            of_kind(text, "shares"),
            [format!("shares {terms}")],
            "{text}"
        );
    }
    let source = "## Data\n\nWe also collect data:\n\n- from a third party with your consent, eg:\n  - your doctors\n";
    assert_eq!(of_kind(source, "shares"), Vec::<String>::new());
}

#[test]
fn the_address_of_others_is_not_certain() {
    let text = "You may contact the officers of Fen Council. Their contact details are as follows:\n\n- Ada Reed, ada@fen.example\n";
    assert_eq!(shown(text), ["~informs controller-identity"]);
    assert_eq!(
        shown("Write to us: ada@holm.example."),
        ["informs controller-identity"]
    );
}

#[test]
fn words_next_to_others_mean_something_else() {
    for (item, term) in [
        ("Conduct surveys on our hats", "feedback-collection"),
        ("Keep people warm at meetings, camps and events", "purpose"),
        ("Recruit and support staff", "purpose"),
        ("Send you news and events", "provide-event-recommendations"),
    ] {
        let text = format!("## Use\n\nWe use your data to:\n\n- {item}\n");
        let found = of_kind(&text, "uses");
        assert!(
            found.iter().all(|it| it.contains(term)),
            "{item}: {found:?}"
        );
    }
    let measured = "We use the data that you provide us to measure whether our services work.";
    assert_eq!(of_kind(measured, "uses"), ["uses service-usage-analytics"]);
    let title = "## Data\n\nWe collect:\n\n- Title and name\n";
    assert_eq!(
        of_kind(title, "collects"),
        ["collects honorific-title name"]
    );
    let by = "You may give us your name and your birth date by filling in forms, by post, phone, email or otherwise.";
    assert!(!of_kind(by, "collects").join(" ").contains("email"), "{by}");
}

#[test]
fn what_is_allowed_or_a_change_of_mind_is_no_use_and_no_right() {
    for (text, kind) in [
        (
            "You can change your mind if you do not want us to use your data.",
            "informs right-to-rectification",
        ),
        (
            "We only transfer your data to countries that have been deemed to provide a good level of care.",
            "uses purpose",
        ),
        (
            "We hold your data, but if you no longer wish to go on, let us know.",
            "retains indefinite",
        ),
        (
            "Adequacy: transfers to countries deemed adequate by the government.",
            "shares authority",
        ),
        (
            "We mask all teacher personal data if we share it with third parties.",
            "shares natural-person third-party",
        ),
    ] {
        assert!(!shown(text).contains(&kind.to_owned()), "{text}");
    }
    let article = "## Data we collect\n\nWe collect on these grounds:\n\n- Article 9(2)(h) - it is needed for health care\n";
    assert_eq!(of_kind(article, "collects").len(), 0, "{article}");
}

#[test]
fn denials_of_storage_and_access_are_of_what_they_name() {
    for (text, expected) in [
        (
            "None of your data is stored on our page.",
            "~retains not-stored",
        ),
        (
            "No health data will be stored on the desk, however we may email you.",
            "~retains not-stored health",
        ),
        (
            "## How long we keep data\n\nPassports: not retained",
            "~retains not-stored official-id",
        ),
        (
            "We do not have access to your payment card details.",
            "~!collects payment-card",
        ),
        (
            "## How long\n\nPayment records - kept for 7 years",
            "retains P7Y financial-account",
        ),
    ] {
        let found = shown(text);
        assert!(found.contains(&expected.to_owned()), "{text}: {found:?}");
    }
}
