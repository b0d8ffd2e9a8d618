//! Words with several meanings: what they do not mean where they are. All wording is ours.

use super::*;

/// The terms of a kind that a text states, in order.
fn terms(text: &str, kind: Kind) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let found = found.filter(|it| it.says.kind == kind && !it.says.none);
    found.flat_map(|it| it.says.terms).collect()
}

#[test]
fn everyday_words_are_no_special_categories() {
    for text in [
        "We may ask you to take steps to confirm who you are, and receive your name.",
        "We collect your name as our Health and Safety policy asks.",
    ] {
        assert_eq!(terms(text, Kind::Collects), ["name"], "{text}");
    }
    let count = "We collect your step count and your weight.";
    assert_eq!(terms(count, Kind::Collects), ["health"]);
}

#[test]
fn a_device_and_a_part_of_a_program_are_no_data_of_a_person() {
    let device = "We collect information on your computer, phone or tablet and your IP address.";
    assert_eq!(terms(device, Kind::Collects), ["ip-address"]);
    let phone = "We collect your name and phone number.";
    assert_eq!(terms(phone, Kind::Collects), ["name", "telephone-number"]);
    let program = "A report that we collect has function names and your IP address.";
    assert_eq!(terms(program, Kind::Collects), ["ip-address"]);
    let username = "We collect:\n\n- Username\n- User's name\n";
    assert_eq!(terms(username, Kind::Collects), ["username", "name"]);
    let laws = "We collect your email address where the laws in your country allow it.";
    assert_eq!(terms(laws, Kind::Collects), ["email-address"]);
    let interests = "We collect your name where your privacy interests do not override ours.";
    assert_eq!(terms(interests, Kind::Collects), ["name"]);
}

#[test]
fn everyday_words_are_no_purposes() {
    let list = |item: &str| format!("## How we use data\n\nWe use your data:\n\n- {item}\n");
    for item in [
        "To act in the event of an emergency",
        "To save or protect somebody's vital interests",
        "To monitor pupils' progress",
        "To detect the size of your screen",
    ] {
        assert_eq!(terms(&list(item), Kind::Uses), ["purpose"], "{item}");
    }
    for (item, term) in [
        ("To invite you to events", "provide-event-recommendations"),
        ("To monitor the use of our site", "service-usage-analytics"),
        ("To detect fraud", "fraud-prevention-and-detection"),
        ("To protect our network against attacks", "enforce-security"),
    ] {
        assert!(
            terms(&list(item), Kind::Uses).contains(&term.to_owned()),
            "{item}"
        );
    }
}

#[test]
fn a_lawful_basis_is_no_legal_obligation() {
    for text in [
        "We process your data only where we have a lawful basis.",
        "We use your name under these lawful bases:",
    ] {
        assert_eq!(terms(text, Kind::ReliesOn), ["legal-basis"], "{text}");
    }
    let named = "Our lawful basis is our legitimate interests.";
    assert_eq!(terms(named, Kind::ReliesOn), ["legitimate-interests"]);
    let duty = "Our lawful basis is that the law requires us to keep accounts.";
    assert_eq!(terms(duty, Kind::ReliesOn), ["legal-obligation"]);
}

#[test]
fn a_link_promises_no_encryption() {
    let link = "We are glad to answer: fill in the form at https://holm.example/data.";
    assert!(terms(link, Kind::Promises).is_empty());
    let promise = "Our site uses HTTPS.";
    assert_eq!(terms(promise, Kind::Promises), ["encryption-in-transfer"]);
}
