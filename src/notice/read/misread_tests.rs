//! Words that look like a statement and are another, or none: negations, comparisons, homonyms, lists of others. All wording
//! is ours.

use super::*;

/// Each statement of a text: its kind, with `!` before a denial, its terms, data and places.
pub(super) fn shown(text: &str) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let shown = found.map(|it| {
        let mark = if it.says.none { "!" } else { "" };
        let what = [it.says.terms, it.says.data, it.says.places].concat();
        let text = format!("{mark}{} {}", it.says.kind.key(), what.join(" "));
        text.trim_end().to_owned()
    });
    shown.collect()
}

fn certainty(text: &str) -> Vec<Certainty> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    found.map(|it| it.certainty).collect()
}

#[test]
fn nothing_that_is_transmitted_is_no_sharing() {
    for text in [
        "No email, IP address, or browser name is transmitted to our couriers.",
        "No data on hats is shared with our couriers.",
    ] {
        let found = shown(text);
        let said = found.iter().filter(|it| !it.starts_with('!'));
        assert_eq!(said.count(), 0, "{text}: {found:?}");
    }
}

#[test]
fn a_table_of_recipients_is_read_with_its_places() {
    let text = "## Recipients\n\n| Subprocessor | Country | Purpose |\n| --- | --- | --- |\n\
        | Reed Hosting Ltd | France | Hosting |\n| Fen GmbH | USA | Backups |\n";
    let found = read(text, TextFormat::Markdown).statements;
    let shares = found.iter().filter(|it| it.says.kind == Kind::Shares);
    let shares: Vec<(&str, &str)> = shares
        .map(|it| (it.says.names[0].as_str(), it.says.places[0].as_str()))
        .collect();
    assert_eq!(shares, [("Reed Hosting Ltd", "FR"), ("Fen GmbH", "US")]);
}

#[test]
fn a_column_of_data_that_are_used_is_one_of_data() {
    let text = "| Our purpose | Data we use | Legal basis |\n| --- | --- | --- |\n| Billing | Your name | Contract |\n";
    assert_eq!(
        shown(text),
        [
            "uses payment-management name",
            "collects name",
            "relies-on contract name"
        ]
    );
    let open = "| Name | Purpose |\n| --- | --- |\n| session | TBC |\n";
    assert_eq!(shown(open), Vec::<String>::new());
}

#[test]
fn a_period_of_a_row_is_not_of_all_data() {
    let row = |data: &str, period: &str| {
        let text = format!("| Data | Retention |\n| --- | --- |\n| {data} | {period} |\n");
        let found = read(&text, TextFormat::Markdown).statements.into_iter();
        let kept = found.filter(|it| it.says.kind == Kind::Retains);
        kept.map(|it| (it.says.terms.join(" "), it.certainty))
            .next()
    };
    let is = |period: &str, certainty| Some((period.to_owned(), certainty));
    assert_eq!(row("Hats", "30 days"), is("P30D", Certainty::Look));
    assert_eq!(row("Names", "30 days"), is("P30D", Certainty::Certain));
    assert_eq!(
        row("Names", "Small 7 days, large 14 days"),
        is("P14D", Certainty::Certain)
    );
    assert_eq!(
        row("Names", "Typically 90 days; max 12 months"),
        is("P12M", Certainty::Certain)
    );
    assert_eq!(
        row("Names", "30 days minimum, then deleted"),
        is("indefinite", Certainty::Look)
    );
}

#[test]
fn a_period_in_words_and_one_that_is_only_the_shortest() {
    let age = "We keep the record of a pupil until their twenty-fifth birthday.";
    assert_eq!(shown(age), ["retains until-age-25"]);
    for text in [
        "We keep accounts for at least 10 years.",
        "We keep what you write until you hand it in.",
    ] {
        assert_eq!(certainty(text), [Certainty::Look], "{text}");
    }
    let stored = "All data is stored securely and encrypted where necessary.";
    assert!(!shown(stored).iter().any(|it| it.starts_with("retains")));
}

#[test]
fn a_place_that_is_compared_with_or_part_of_a_name_is_no_destination() {
    for (text, places) in [
        (
            "We transfer your data to other countries that do not guarantee the same protection as Switzerland and the European Union.",
            "third-countries",
        ),
        (
            "We use equivalent UK SCCs for transfers of your data to the United States.",
            "US",
        ),
    ] {
        let found = shown(text);
        assert!(
            found
                .iter()
                .any(|it| it.starts_with("transfers") && it.ends_with(&format!(" {places}"))),
            "{found:?}"
        );
    }
    let church = "Your data is processed within the Church of England.";
    assert!(!shown(church).iter().any(|it| it.starts_with("transfers")));
}

#[test]
fn access_of_others_is_no_right() {
    for text in [
        "Only people who can access your data have a key.",
        "We may grant access to personal data to our contractors.",
        "Our providers may have access to your personal data.",
        "This means that we may delete it when it is old.",
        "The law obliges us to delete your record.",
    ] {
        let found = shown(text);
        assert!(
            !found.iter().any(|it| it.contains("right-")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn what_people_can_ask_for_is_no_use() {
    let text = "## Your rights\n\nYou can ask us to:\n\n- Transfer it to another organisation\n- Stop marketing\n";
    let found = shown(text);
    let is_practice = |it: &String| it.starts_with("uses") || it.starts_with("shares");
    assert!(!found.iter().any(is_practice), "{found:?}");
}

#[test]
fn definitions_state_nothing() {
    for text in [
        "\"Personal data\" is any information about a person (for example a name, a photo or an email address).",
        "A cookie consists of information sent by a web server to a web browser, and stored by the browser.",
        "A persistent cookie will be stored by a web browser until its set expiry date.",
    ] {
        assert_eq!(shown(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn lists_of_others_state_nothing() {
    for lead in [
        "This policy does not apply to:",
        "All subprocessors are required to:",
        "This notice applies to:",
        "Our charter explains:",
    ] {
        let text = format!(
            "## How we use data\n\n{lead}\n\n- Process personal data for marketing\n- Send you news\n"
        );
        assert_eq!(shown(&text), Vec::<String>::new(), "{lead}");
    }
}

#[test]
fn everyday_verbs_are_no_purposes_of_their_own() {
    for (item, terms) in [
        ("Keep you safe on our trips", "purpose"),
        ("Prepare job offers", "purpose"),
        ("Call the subscription endpoints", "purpose"),
        (
            "Deliver the core functionality of our website",
            "service-provision",
        ),
        ("Support marketing activities", "direct-marketing"),
        (
            "Measure whether you have sent an event",
            "service-usage-analytics",
        ),
        ("Process your data in order to help", "purpose"),
    ] {
        let text = format!("## Use\n\nWe use your data to:\n\n- {item}\n");
        assert_eq!(shown(&text), [format!("uses {terms}")], "{item}");
    }
}

#[test]
fn log_in_and_capital_are_no_sharing() {
    for text in [
        "Reed SARL, a company with a share capital of 2,000 EUR, is registered with the Trade Register of Foss.",
        "The add-on prevents our page from sharing information with our partners.",
        "You may share additional information with the company through your account of other companies.",
        "You can log in through the following third-party services:\n\n- Google\n- Facebook\n",
    ] {
        let found = shown(text);
        assert!(
            !found.iter().any(|it| it.starts_with("shares")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn denials_have_many_words() {
    for (text, denial) in [
        (
            "No data is ever provided to third parties.",
            "!shares third-party",
        ),
        (
            "Your data will not be released, sold, or rented to any third parties.",
            "!shares third-party",
        ),
        ("There is no sharing of personal data.", "!shares"),
        ("No outside company has access to it.", "!shares"),
        ("Nobody else sees your data.", "!shares"),
        (
            "No decision about you is ever made by an automated system.",
            "!decides",
        ),
        ("We don't track you.", "!uses service-usage-analytics"),
    ] {
        let found = shown(text);
        assert!(
            found.iter().any(|it| it.starts_with(denial)),
            "{text}: {found:?}"
        );
        assert!(
            found.iter().all(|it| it.starts_with('!')),
            "{text}: {found:?}"
        );
    }
    for text in [
        "We do not disclose sensitive personal information for the purpose of guessing your age.",
        "We do not sell your data for marketing purposes.",
    ] {
        let found = shown(text);
        assert!(
            !found.iter().any(|it| it.starts_with('!')),
            "{text}: {found:?}"
        );
    }
}
