//! What the reader takes for a denial, and of what. All wording is ours.

use super::tests::{kinds, plain};
use super::*;

#[test]
fn negation_has_scope() {
    for (text, expected) in [
        (
            "We do not sell or disclose your personal data to third parties.",
            vec!["!shares"],
        ),
        (
            "We will never share your data with advertisers.",
            vec!["!shares"],
        ),
        (
            "The app doesn't collect any personal data.",
            vec!["!collects"],
        ),
        (
            "No personal data is collected by this site.",
            vec!["!collects"],
        ),
        // What is not denied of everything is no denial.
        (
            "We do not share your data with third parties without your consent.",
            vec!["shares"],
        ),
        (
            "We do not pass your data on, but we may share it with our service providers.",
            vec!["!shares", "shares"],
        ),
    ] {
        let found = kinds(text);
        for kind in &expected {
            assert!(found.iter().any(|it| it == kind), "{text}: {found:?}");
        }
        let denies = |all: &[String]| all.iter().filter(|it| it.starts_with('!')).count();
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(denies(&found), denies(&expected), "{text}: {found:?}");
    }
}

#[test]
fn a_lead_that_denies_denies_its_items() {
    let text = "## Sharing\n\nWe will not:\n\n- share your data with advertisers\n- use your data to send you news\n";
    let found = read(text, TextFormat::Markdown).statements;
    assert!(
        !found.is_empty() && found.iter().all(|it| it.says.none),
        "{found:?}"
    );
    for lead in [
        "may include, but is not limited to:",
        "We do not share your data, except:",
    ] {
        let text = format!("# Data we collect\n\n{lead}\n\n- your name\n");
        let found = read(&text, TextFormat::Markdown).statements;
        assert!(
            found.iter().all(|it| it.line < 5 || !it.says.none),
            "{found:?}"
        );
    }
}

#[test]
fn what_is_not_sold_may_be_shared() {
    let found = plain("We never sell your personal data.");
    assert_eq!(found.len(), 1, "{found:?}");
    let says = &found[0].says;
    assert_eq!((says.kind, says.none), (Kind::Uses, true));
    assert_eq!(says.terms, ["sell-data-to-third-parties"]);
    // A denial of something without a term would deny all.
    assert_eq!(
        kinds("We do not collect information on your hat."),
        Vec::<String>::new()
    );
}

#[test]
fn only_the_publisher_can_deny() {
    for text in [
        "Guests will not be asked to disclose any information that harms them.",
        "These companies have no right of their own and may not share this information.",
        "Couriers must be firms that do not disclose your information.",
        "We check this so that we can ensure your address is not disclosed to a stranger.",
        "We are not able to share your personal data with you by telephone.",
        "You do not have to share your data.",
    ] {
        let found = kinds(text);
        assert!(!found.iter().any(|it| it.starts_with('!')), "{found:?}");
    }
    // A person is spoken of, who does not act.
    assert_eq!(
        kinds("The data of our guests will not be shared."),
        ["!shares"]
    );
}

#[test]
fn a_denial_with_a_condition_is_none() {
    for text in [
        "We never share your data, with the exception of our couriers.",
        "We will not disclose your data to anyone until you have agreed.",
        "If you refuse, we do not collect any personal data.",
        "We do not collect any personal data that is not necessary.",
        "We do not use your data for any other purpose.",
        "We generally do not transfer your data to other countries.",
        "We do not send you promotional e-mails if you opt out.",
    ] {
        let found = kinds(text);
        assert!(
            !found.iter().any(|it| it.starts_with('!')),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn a_condition_on_something_else_is_none_of_the_denial() {
    let found = kinds(
        "We never sell your data, and we do not send you promotional e-mails without your permission.",
    );
    assert_eq!(found, ["!uses"]);
    assert_eq!(
        kinds("Unless you ask us to, we will not share your data with others."),
        Vec::<String>::new()
    );
}

#[test]
fn denials_of_each_kind_are_read() {
    for (text, kind, terms) in [
        (
            "We do not collect or share any personal data.",
            Kind::Collects,
            vec![],
        ),
        (
            "The app never reads your contacts.",
            Kind::Collects,
            vec!["contact"],
        ),
        (
            "We do not give your details to other firms or third parties.",
            Kind::Shares,
            vec!["third-party"],
        ),
        (
            "Our site does not use any third-party analytics.",
            Kind::Shares,
            vec!["third-party"],
        ),
        (
            "We do not use your telephone number for marketing.",
            Kind::Uses,
            vec!["direct-marketing"],
        ),
        (
            "We do not make decisions about you by automated means.",
            Kind::Decides,
            vec![],
        ),
        ("We never send spam.", Kind::Uses, vec!["direct-marketing"]),
        (
            "We do not use your data in any way.",
            Kind::Uses,
            vec!["purpose"],
        ),
    ] {
        let found = plain(text);
        let denial = found.iter().find(|it| it.says.none && it.says.kind == kind);
        let denial = denial.unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert_eq!(denial.says.terms, terms, "{text}");
    }
    let found = plain("We never transfer your data outside the EEA.");
    let says = &found[0].says;
    assert!(says.none && says.kind == Kind::Transfers);
    assert_eq!(says.places, ["outside-eea"]);
    // Outside both: who denies that says that data stay in the two.
    for text in [
        "We do not transfer your data outside the UK or the EEA.",
        "We do not transfer your data outside of the European Economic Area (EEA) and the United Kingdom.",
    ] {
        let found = plain(text);
        let says = &found[0].says;
        assert!(says.none && says.kind == Kind::Transfers, "{text}");
        assert_eq!(says.places, ["outside-uk+eea"], "{text}");
    }
    // Nobody else is no denial of those who are named.
    for text in [
        "We don't share any other information with it.",
        "We do not share your data with anybody else.",
    ] {
        let found = plain(text);
        let denies = |it: &&Statement| it.says.kind == Kind::Shares && it.says.none;
        assert_eq!(found.iter().find(denies), None, "{text}");
    }
    // What is not stored may have been collected.
    let found = plain("We do not store your personal data.");
    let says = &found[0].says;
    assert_eq!((says.kind, says.none), (Kind::Retains, false));
    assert_eq!(says.terms, ["not-stored"]);
}

#[test]
fn a_denial_of_some_data_denies_no_others() {
    let data = |text: &str| {
        let denial = plain(text).into_iter().find(|it| it.says.none);
        denial.unwrap().says.data
    };
    assert_eq!(
        data("We do not disclose your photos to third parties."),
        ["picture"]
    );
    assert_eq!(
        data("Your photos will not be shared with third parties."),
        ["picture"]
    );
    // What the subject is called is no datum.
    assert!(data("The school does not pass your details to third parties.").is_empty());
    assert!(data("We do not disclose your personal data to third parties.").is_empty());
    for (text, term) in [
        (
            "We do not collect any special categories of personal data.",
            "special-category-personal-data",
        ),
        (
            "We do not collect any information about your health.",
            "health",
        ),
    ] {
        let found = plain(text);
        assert!(found[0].says.none, "{text}");
        assert_eq!(found[0].says.terms, [term], "{text}");
    }
}

#[test]
fn decisions_that_are_not_automated_are_denied() {
    for text in [
        "We don't use automated decision-making.",
        "No automated decision-making takes place.",
        "Automated decision-making is not used.",
        "We make no decisions about you by automated means.",
        "No decision on your claim is made automatically.",
    ] {
        let found = kinds(text);
        assert!(found.iter().any(|it| it == "!decides"), "{text}: {found:?}");
        assert!(!found.iter().any(|it| it == "decides"), "{text}: {found:?}");
    }
    for text in [
        "We use automated decision-making to assess your application.",
        "Your premium is set by automated means.",
    ] {
        assert!(kinds(text).iter().any(|it| it == "decides"), "{text}");
    }
    let right = kinds("You have the right not to be subject to automated decisions.");
    assert!(!right.iter().any(|it| it.ends_with("decides")), "{right:?}");
}
