//! Wording of notices that was read wrongly once. All wording is ours.

use super::tests::{kinds, plain};
use super::*;

fn markdown(text: &str) -> Vec<Statement> {
    read(text, TextFormat::Markdown).statements
}

/// The terms of a kind that a text states.
fn terms(text: &str, kind: Kind) -> Vec<String> {
    let found = markdown(text).into_iter().filter(|it| it.says.kind == kind);
    found.flat_map(|it| it.says.terms).collect()
}

#[test]
fn no_data_of_a_kind_is_a_denial_of_that_kind() {
    for text in [
        "No health data is collected or kept by us.",
        "We collect no health data.",
    ] {
        let found = plain(text);
        let shown: Vec<_> = found
            .iter()
            .map(|it| (it.says.kind, it.says.none, it.says.terms.join(" ")))
            .collect();
        assert_eq!(
            shown,
            [(Kind::Collects, true, "health".to_owned())],
            "{text}"
        );
    }
    assert_eq!(
        kinds("No location data is collected, kept, or shared."),
        ["!collects"]
    );
    // Nothing is denied of what was said before.
    let more = kinds("No other data is collected.");
    assert!(!more.iter().any(|it| it.starts_with('!')), "{more:?}");
    let no_longer = kinds(
        "What we no longer need to keep your data for, we collect from your name and address.",
    );
    assert!(no_longer.iter().any(|it| it == "collects"), "{no_longer:?}");
    // Of a transfer that depends on something.
    let found = kinds(
        "No transfer of your data to other countries takes place unless we may store it abroad.",
    );
    assert!(found.iter().any(|it| it == "transfers"), "{found:?}");
}

#[test]
fn a_denial_for_one_purpose_denies_no_sharing() {
    for text in [
        "We will not share your information for marketing purposes.",
        "We will not give your details to other companies for their own advertising.",
    ] {
        assert_eq!(kinds(text), Vec::<String>::new(), "{text}");
    }
    for text in [
        "We will not share your information for any purpose.",
        "Your details are never used for marketing purposes or shared with third parties.",
    ] {
        assert!(kinds(text).iter().any(|it| it == "!shares"), "{text}");
    }
}

#[test]
fn a_basis_or_a_right_that_is_denied_is_none() {
    for text in [
        "# N\n\n## Legal basis\n\nWe do not rely on your consent.\n",
        "# N\n\n## Rights\n\nThe right to data portability does not apply.\n",
        "# N\n\n## Rights\n\nYou do not have the right to data portability.\n",
    ] {
        assert!(markdown(text).is_empty(), "{text}: {:?}", markdown(text));
    }
    for (text, item) in [
        (
            "The right to data portability does not apply where we have to keep files.",
            "right-to-portability",
        ),
        (
            "You have the right to data portability.",
            "right-to-portability",
        ),
    ] {
        assert_eq!(terms(text, Kind::Informs), [item], "{text}");
    }
    let other = "If you refuse, we do not ask again: we rely on our legitimate interests.";
    assert_eq!(terms(other, Kind::ReliesOn), ["legitimate-interests"]);
}

#[test]
fn formulae_of_the_law_are_no_data_and_no_purposes() {
    let text = "## Legal basis\n\nWe process your personal data where:\n\n\
        - we need it to perform a task in the public interest\n- we need to protect your vital interests\n";
    assert_eq!(
        terms(text, Kind::ReliesOn),
        ["public-task", "vital-interests"]
    );
    assert!(terms(text, Kind::Collects).is_empty());
    assert!(terms(text, Kind::Uses).is_empty());
    let act =
        "Foss Council is the data controller for the purposes of the Data Protection Act 2018.";
    assert!(terms(act, Kind::Uses).is_empty());
    assert_eq!(terms(act, Kind::Informs), ["controller-identity"]);
    let right = "You have the right to object to the use of your data and to prevent it being used to send direct marketing.";
    assert!(terms(right, Kind::Uses).is_empty());
    let faults = "We use the data:\n\n- to detect, prevent and address technical issues\n- to prevent fraud\n";
    assert_eq!(
        terms(faults, Kind::Uses),
        [
            "technical-service-provision",
            "fraud-prevention-and-detection"
        ]
    );
}

#[test]
fn doctors_are_no_place() {
    let text = |who: &str| format!("We collect:\n\n- data of {who}\n- your name\n");
    assert_eq!(terms(&text("GPs"), Kind::Collects), ["name"]);
    assert!(terms(&text("GPS"), Kind::Collects).contains(&"gps-coordinate".to_owned()));
}

#[test]
fn an_age_and_a_contract_are_criteria_and_a_review_is_no_period() {
    for (text, period) in [
        ("We keep your records until you are 25.", "until-age-25"),
        (
            "We keep it until the pupil reaches the age of 25.",
            "until-age-25",
        ),
        (
            "Files are kept until your child's 25th birthday.",
            "until-age-25",
        ),
        (
            "We keep it until you are 18 and for six years after that.",
            "P6Y",
        ),
        (
            "We keep it until the end of your contract.",
            "contract-term",
        ),
        (
            "We keep it until your consent is withdrawn.",
            "until-request",
        ),
    ] {
        assert_eq!(terms(text, Kind::Retains), [period], "{text}");
    }
    assert!(
        terms(
            "We review how long we keep data every two years.",
            Kind::Retains
        )
        .is_empty()
    );
}

#[test]
fn a_period_is_of_the_data_that_its_sentence_names() {
    let data = |text: &str| {
        let found = markdown(text)
            .into_iter()
            .find(|it| it.says.kind == Kind::Retains);
        found.unwrap().says.data
    };
    assert_eq!(
        data("Your name and address are kept for six years."),
        ["name", "physical-address"]
    );
    assert_eq!(
        data("We keep your email address for two years."),
        ["email-address"]
    );
    assert_eq!(
        data("Orders are sent to our shop; we keep your email address for two years."),
        ["email-address"]
    );
    // Of others it would be silent, and so it is of all.
    for text in [
        "Your name and invoices of yours are kept for six years.",
        "Your personal data is kept for six years.",
        "We keep your name and other personal data for six years.",
    ] {
        assert!(data(text).is_empty(), "{text}");
    }
}

#[test]
fn rights_are_read_from_lists() {
    let text = "You have the rights of access, rectification, erasure and restriction of processing. \
        Where we rely on consent, you may withdraw it at any time.";
    let found: BTreeSet<String> = terms(text, Kind::Informs).into_iter().collect();
    let expected = [
        "right-of-access",
        "right-to-erasure",
        "right-to-rectification",
        "right-to-restriction",
        "right-to-withdraw-consent",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
    let must =
        "You are not obliged to give us your data, but without it we cannot bring you your order.";
    assert_eq!(terms(must, Kind::Informs), ["requirement-to-provide"]);
}

#[test]
fn recipients_are_who_is_named() {
    let shares = |item: &str| {
        let text = format!("## Who we share with\n\nWe share your data with:\n\n- {item}\n");
        let found = markdown(&text)
            .into_iter()
            .find(|it| it.says.kind == Kind::Shares);
        let says = found.unwrap_or_else(|| panic!("{item}")).says;
        (
            says.terms.join(" "),
            says.names.join(" "),
            says.places.join(" "),
        )
    };
    let is = |terms: &str, names: &str, places: &str| {
        (terms.to_owned(), names.to_owned(), places.to_owned())
    };
    // Advisers are no advertisers, and a class within a name is none.
    assert_eq!(
        shares("our accountants and legal advisers"),
        is("accountant lawyer", "", "")
    );
    assert_eq!(shares("advertisers"), is("advertiser", "", ""));
    assert_eq!(
        shares("Tarn Web Services SARL (hosting, Ireland)"),
        is("recipient", "Tarn Web Services SARL", "IE")
    );
    assert_eq!(
        shares("Tarn Ireland Limited (newsletter, Germany)"),
        is("recipient", "Tarn Ireland Limited", "DE")
    );
    assert_eq!(
        shares("Foss UK Limited"),
        is("recipient", "Foss UK Limited", "")
    );
    assert_eq!(
        shares("Foss Inc. (USA), our supplier"),
        is("service-provider", "Foss Inc.", "US")
    );
    assert_eq!(shares("HM Revenue and Customs").0, "tax-authority");
    assert_eq!(
        shares("the Department for Education").0,
        "government-department"
    );
    assert_eq!(shares("Ofsted").0, "authority");
    assert_eq!(shares("the NHS").0, "healthcare-provider");
    assert_eq!(
        places::named("outside the European Economic Area (EEA)"),
        Vec::<String>::new()
    );
    assert_eq!(
        places::named("Regulation (EU) 2016/679"),
        Vec::<String>::new()
    );
}

#[test]
fn lettered_lines_are_items() {
    let text = "## Recipients\n\nYour data may be disclosed to:\n\n(a) Orchard SAS, our parent;\n(b) our bank;\n(c) the tax administration.\n";
    let found = markdown(text);
    let quotes: Vec<&str> = found.iter().map(|it| it.quote.as_str()).collect();
    assert_eq!(quotes.len(), 3, "{quotes:?}");
    assert_eq!(quotes[1], "(b) our bank;");
    let us = "The following firms process data for us: Orchard SAS and others.";
    assert!(terms(us, Kind::Shares).len() == 1);
}

#[test]
fn sources_are_no_data() {
    let text = "We receive information from local authorities and previous schools.";
    assert_eq!(terms(text, Kind::Informs), ["source"]);
    let items = "We receive information from:\n\n- hospitals and GPs\n- social media\n";
    assert_eq!(terms(items, Kind::Informs), ["source", "source"]);
    assert!(!terms(items, Kind::Collects).contains(&"social-media".to_owned()));
}

#[test]
fn a_cell_is_read_under_the_head_of_its_column() {
    let table = "| Data | Purpose | Legal basis | Retention |\n|---|---|---|---|\n\
        | Name, email | To send you our newsletter | Consent | 2 years |\n\
        | Billing address | To invoice you | Legal obligation (Art. 6(1)(c) GDPR) | 6 years |\n";
    let page = "<!doctype html><table><thead><tr><th>Data</th><th>Purpose</th><th>Legal basis</th><th>Retention</th></tr></thead>\
        <tr><th>Name, email</th><td>To send you our newsletter</td><td>Consent</td><td>2 years</td></tr>\
        <tr><td>Billing address</td><td>To invoice you</td><td>Legal obligation (Art. 6(1)(c) GDPR)</td><td>6 years</td></tr></table>";
    let text = format!("## What we do with data\n\n{table}");
    for found in [markdown(&text), read(page, TextFormat::Html).statements] {
        let shown: Vec<(&str, String, String)> = found
            .iter()
            .map(|it| {
                (
                    it.says.kind.key(),
                    it.says.terms.join(" "),
                    it.says.data.join(" "),
                )
            })
            .collect();
        let is =
            |kind: &'static str, terms: &str, data: &str| (kind, terms.to_owned(), data.to_owned());
        let both = "name email-address";
        assert_eq!(
            shown,
            [
                is("collects", both, ""),
                is("uses", "communication-management direct-marketing", both),
                is("relies-on", "consent", both),
                is("retains", "P2Y", both),
                is("collects", "physical-address", ""),
                is("uses", "payment-management", "physical-address"),
                is("relies-on", "legal-obligation", "physical-address"),
                is("retains", "P6Y", "physical-address"),
            ]
        );
    }
    // A cell that is empty moves none into its column, and a table without heads is read as before.
    let empty = "| Data | Purpose | Retention |\n|---|---|---|\n| Your name | | 2 years |\n\nWe collect your address.\n";
    assert_eq!(terms(empty, Kind::Retains), ["P2Y"]);
    assert!(terms(empty, Kind::Uses).is_empty());
    assert_eq!(terms(empty, Kind::Collects), ["name", "physical-address"]);
    let bare = "<!doctype html><p>We collect:</p><table><tr><td>Your name</td></tr></table>";
    assert_eq!(read(bare, TextFormat::Html).statements.len(), 1);
}

#[test]
fn narrow_lines_are_joined() {
    let text = "Privacy notice\n\nWe collect your name, postal address, e-\nmail address, and the\namount of each dona-\ntion. We keep it for\ntwo years.\n";
    let found = plain(text);
    assert_eq!(
        found[0].says.terms[..3],
        ["name", "physical-address", "email-address"]
    );
    assert!(found[0].quote.ends_with("tion."), "{:?}", found[0].quote);
    assert_eq!(found.last().unwrap().says.terms, ["P2Y"]);
    // Short lines of a list are none of a paragraph.
    let list = plain("We collect:\n\nname\naddress\ntelephone number\n");
    assert!(list.len() > 1, "{list:?}");
}
