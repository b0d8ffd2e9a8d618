//! What the publisher does, as against rights, conditions, sources, and what others do. All wording is ours.

use super::tests::kinds;
use super::*;

fn markdown(text: &str) -> Vec<Statement> {
    read(text, TextFormat::Markdown).statements
}

/// Each statement of a text: its kind, with `!` before a denial, and its terms.
fn shown(text: &str) -> Vec<String> {
    let found = markdown(text).into_iter();
    let shown = found.map(|it| {
        let mark = if it.says.none { "!" } else { "" };
        let terms = [it.says.terms, it.says.data].concat().join(" ");
        let text = format!("{mark}{} {terms}", it.says.kind.key());
        text.trim_end().to_owned()
    });
    shown.collect()
}

/// The items of Articles 13 and 14 that a text informs of.
fn items(text: &str) -> Vec<String> {
    let found = markdown(text).into_iter();
    let found = found.filter(|it| it.says.kind == Kind::Informs);
    found.flat_map(|it| it.says.terms).collect()
}

#[test]
fn a_lead_that_denies_a_sale_or_a_purpose_denies_no_sharing() {
    let list = |item: &str| format!("## Sharing\n\nWe will not:\n\n- {item}\n");
    for (item, expected) in [
        (
            "sell or rent your data to third parties",
            vec!["!uses sell-data-to-third-parties"],
        ),
        (
            "share your data with third parties for marketing purposes",
            vec!["!uses direct-marketing"],
        ),
        ("share your data with others unless you agree", vec![]),
        (
            "share your data with third parties",
            vec!["!shares third-party"],
        ),
        ("sell or share your data with anyone", vec!["!shares"]),
    ] {
        assert_eq!(shown(&list(item)), expected, "{item}");
    }
}

#[test]
fn an_opt_out_and_a_condition_deny_nothing() {
    for text in [
        "Opt out of the \"sale\" or \"sharing\" of your data on our Do Not Sell or Share page.",
        "To opt out of the sharing of your data, click on \"Do Not Share My Information\".",
        "If we see a signal of your browser, we will not share your data with advertisers.",
        "\"Do Not Sell\" is a setting of some browsers.",
        "You have the right to ask that we do not sell or share your data.",
        "We will not pass your data to third parties as a matter of course without letting you know.",
    ] {
        let denials = kinds(text).into_iter().filter(|it| it.starts_with('!'));
        assert_eq!(denials.count(), 0, "{text}");
    }
    assert_eq!(kinds("We do not sell your personal data."), ["!uses"]);
}

#[test]
fn a_denial_of_some_data_denies_no_others() {
    for text in [
        "We do not collect any information about criminal convictions.",
        "We do not collect information relating to criminal offences.",
    ] {
        assert_eq!(shown(text), ["!collects criminal"], "{text}");
    }
    // What has no term is not put out, as it would deny all.
    let hats = "We do not collect any personal information concerning hats.";
    assert_eq!(shown(hats), Vec::<String>::new());
    for text in [
        "We do not collect any personal information about you.",
        "We do not collect any personal information on this site.",
    ] {
        assert_eq!(shown(text), ["!collects"], "{text}");
    }
}

#[test]
fn no_longer_than_a_period_is_that_period() {
    for (text, period) in [
        (
            "We do not keep your messages for more than 25 months.",
            "P25M",
        ),
        ("Data are not stored beyond two years.", "P2Y"),
        ("We never keep data in excess of 90 days.", "P90D"),
        ("We do not store your personal data.", "not-stored"),
    ] {
        let found = markdown(text);
        let kept = found.iter().find(|it| it.says.kind == Kind::Retains);
        assert_eq!(kept.unwrap().says.terms, [period], "{text}");
    }
}

#[test]
fn an_account_has_a_name_of_its_own() {
    for text in [
        "We keep your data for as long as you have a Holm.Net account.",
        "We keep your data for as long as your shop account is active.",
        "We keep your data while your account exists, as long as necessary.",
    ] {
        assert_eq!(shown(text), ["retains account-lifetime"], "{text}");
    }
    let needed = "We keep your data as long as necessary.";
    assert_eq!(shown(needed), ["retains indefinite"]);
}

#[test]
fn sources_are_no_recipients() {
    let text = "## Where data come from\n\nWe may receive information about you from third-party sources, including:\n\n\
        - Social networks, if you link your account\n- Analytics providers\n- Publicly available sources\n";
    let found = shown(text);
    assert!(
        found.iter().all(|it| !it.starts_with("shares")),
        "{found:?}"
    );
    assert!(items(text).contains(&"source".to_owned()));
    let below = "## Sharing\n\nWe receive data from various third parties as set out below:\n\n- Advertising networks\n";
    assert!(!shown(below).iter().any(|it| it.starts_with("shares")));
    let shared = "## Sharing\n\nWe share your data with third parties, including:\n\n- Advertising networks\n";
    assert!(shown(shared).contains(&"shares advertising-network".to_owned()));
}

#[test]
fn what_people_may_ask_for_is_no_sharing() {
    for text in [
        "You can ask to have your data transferred to others.",
        "Anyone who wishes to have their data transferred to another organisation should write to us.",
        "Our policies explain when we may disclose data to third parties.",
        "California residents are entitled to ask for a list of the third parties to whom we disclose data.",
        "People who read your posts may disclose them to other people.",
    ] {
        assert!(!kinds(text).iter().any(|it| it == "shares"), "{text}");
    }
    let port = "You can ask to have your data transferred to another organisation.";
    assert_eq!(items(port), ["right-to-portability"]);
    let list = "## Sharing\n\nWe share your data:\n\n- where our legitimate interests (or those of a third party) require it\n";
    assert!(!shown(list).iter().any(|it| it.starts_with("shares third")));
}

#[test]
fn rights_are_of_people_and_not_of_others() {
    for text in [
        "We cannot promise that hackers will not steal or modify your information.",
        "We may use cookies to access or store information.",
        "You can review our standard data agreement on our page.",
        "We keep it for two years, after which time we may delete it.",
        "You can update your data collection settings in the menu.",
        "So that we can audit our systems, we keep your IP address for a year before we delete it.",
    ] {
        let rights = items(text);
        assert!(
            !rights.iter().any(|it| it.starts_with("right-")),
            "{text}: {rights:?}"
        );
    }
}

#[test]
fn the_address_of_an_authority_is_not_that_of_the_controller() {
    let text = "## Complaints\n\nYou can complain to the Information Commissioner's Office.\n\n\
        Information Commissioner's Office\ncasework@ico.org.uk\n\n0303 123 1113\n\nWater Lane\n";
    assert_eq!(items(text), ["complaint-to-authority"]);
    let own = "## Contact\n\nWrite to us at privacy@holm.example.\n";
    assert_eq!(items(own), ["controller-identity"]);
}

#[test]
fn the_conditions_of_a_right_are_no_practice() {
    for text in [
        "## Your rights\n\nYou can ask us to restrict processing:\n\n- Where you need us to hold the data even if we no longer require it.\n",
        "## Your rights\n\nThis right is limited if the decision is necessary for the performance of a contract or is based on your consent.\n",
    ] {
        let found = shown(text);
        let is_practice = |it: &String| it.starts_with("retains") || it.starts_with("relies-on");
        assert!(!found.iter().any(is_practice), "{text}: {found:?}");
    }
}

#[test]
fn rights_are_asked_for_in_many_words() {
    let text = "## Your rights\n\nYou have the right to request:\n\n\
        - information about how your personal data is processed\n- a copy of that personal data\n\
        - that anything inaccurate in your personal data is corrected\n\nYou can also:\n\n\
        - raise an objection about how your personal data is processed\n\
        - ask that the processing of your personal data is restricted in some cases\n\n\
        You have the right to request that we restrict the processing of your data.\n\n\
        If you have given consent, you have the right to change your mind at any time.\n\n\
        You have the right to request that we transfer your data to another organisation.\n";
    assert_eq!(
        items(text),
        [
            "right-of-access",
            "right-of-access",
            "right-to-rectification",
            "right-to-object",
            "right-to-restriction",
            "right-to-restriction",
            "right-to-withdraw-consent",
            "right-to-portability",
        ]
    );
}

#[test]
fn a_list_of_periods_has_the_data_in_its_labels() {
    let text = "## Retention\n\nOur periods are as follows:\n\n- Payment and invoice records: 7 years\n\
        - Waiting list: 12 months\n- Log files: 14-18 months\n- **Usage data:** usually kept for up to 24 months\n";
    assert_eq!(
        shown(text),
        [
            "retains P7Y financial-account",
            "retains P12M",
            "retains P18M service-consumption-behaviour",
            "retains P24M service-consumption-behaviour",
        ]
    );
    // A period whose data are not known may be that of a part only.
    let certain = |it: &&Statement| it.certainty == Certainty::Certain;
    assert_eq!(markdown(text).iter().filter(certain).count(), 3);
}

#[test]
fn products_that_are_bought_are_recipients() {
    let text = "## Who we share data with\n\nWe share information with others who work for us, including:\n\n\
        - Email delivery services\n- Customer support tools\n- Web analytics services\n";
    let items: Vec<String> = shown(text).into_iter().skip(1).collect();
    assert_eq!(items, ["shares service-provider"; 3]);
}

#[test]
fn a_label_may_be_the_basis() {
    let text = "## Lawful bases\n\nWe process your data on these bases:\n\n\
        - Contractual Necessity: Processing is required to fulfil our duties.\n\
        - Legal Obligation: We must comply with the law.\n\
        - Consent: You have agreed to our terms.\n";
    let bases = shown(text).into_iter();
    let bases: Vec<String> = bases.filter(|it| it.starts_with("relies-on")).collect();
    let expected = ["contract", "legal-obligation", "consent"];
    assert_eq!(bases, expected.map(|it| format!("relies-on {it}")));
}

#[test]
fn a_framework_with_the_united_states_is_a_transfer_there() {
    for text in [
        "We comply with the EU-U.S. Data Privacy Framework.",
        "We process personal data received from the European Union in reliance on the EU-U.S. DPF.",
        "We have certified to the U.S. Department of Commerce that we follow the EU-U.S. Data Privacy Framework.",
    ] {
        let found = markdown(text);
        let transfer = found.iter().find(|it| it.says.kind == Kind::Transfers);
        let says = &transfer.unwrap().says;
        assert_eq!(
            (says.places.as_slice(), says.safeguards.as_slice()),
            (
                ["US".to_owned()].as_slice(),
                ["data-privacy-framework".to_owned()].as_slice()
            ),
            "{text}"
        );
        assert!(
            !found.iter().any(|it| it.says.kind == Kind::Promises),
            "{text}"
        );
    }
    let more = "To learn more about the Data Privacy Framework, visit its page.";
    assert_eq!(shown(more), Vec::<String>::new());
}
