//! What the reader makes of single sentences, and what holds of any text. All wording is ours.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::input::FileId;

pub(super) fn plain(text: &str) -> Vec<Statement> {
    read(text, TextFormat::Plain).statements
}

/// The kinds of a sentence, with `!` before a denial.
pub(super) fn kinds(text: &str) -> Vec<String> {
    let shown = |it: Statement| {
        let mark = if it.says.none { "!" } else { "" };
        format!("{mark}{}", it.says.kind.key())
    };
    let kinds: BTreeSet<String> = plain(text).into_iter().map(shown).collect();
    kinds.into_iter().collect()
}

fn terms(text: &str, kind: Kind) -> Vec<String> {
    let of_kind = plain(text).into_iter().filter(|it| it.says.kind == kind);
    of_kind.flat_map(|it| it.says.terms).collect()
}

#[test]
fn the_data_files_are_sound() {
    assert_eq!(faults(), Vec::<String>::new());
    let mut ids = BTreeSet::new();
    for clause in &CLAUSES.list {
        assert!(
            ids.insert(&clause.id),
            "two clauses are called {}",
            clause.id
        );
        let denies_a_use = clause.says == Kind::Uses && clause.none && clause.needs.is_none();
        assert_eq!(
            clause.item.is_some(),
            clause.says == Kind::Informs || denies_a_use,
            "{}",
            clause.id
        );
    }
}

#[test]
fn everyday_words_become_terms() {
    assert_eq!(
        terms(
            "We collect your name, postal address and e-mail address.",
            Kind::Collects
        ),
        ["name", "physical-address", "email-address"]
    );
    assert_eq!(
        terms(
            "Our therapists record your telephone number.",
            Kind::Collects
        ),
        ["telephone-number"]
    );
    // Words that are part of longer ones do not count.
    assert_eq!(
        terms("We collect your IP address.", Kind::Collects),
        ["ip-address"]
    );
    assert_eq!(
        terms(
            "We use your email address to send you our newsletter.",
            Kind::Uses
        ),
        ["communication-management", "direct-marketing"]
    );
}

#[test]
fn items_take_the_verb_of_the_sentence_before_them() {
    let text = "# Notice\n\nWe collect the following:\n\n- Your name\n- Your telephone number\n\nWe use it:\n\n- to send you the parts you order\n- to answer your questions\n\nThe weather is fine.\n";
    let found = read(text, TextFormat::Markdown).statements;
    let shown: Vec<(u32, &str)> = found
        .iter()
        .filter(|it| it.line > 4)
        .map(|it| (it.line, it.says.kind.key()))
        .collect();
    assert_eq!(
        shown,
        [(5, "collects"), (6, "collects"), (10, "uses"), (11, "uses")]
    );
}

#[test]
fn questions_are_answered_by_what_follows() {
    let text = "Deliveries\n\nWe collect: your name and address.\n\nWhy: to bring you your parcels.\n\nWho do we share your data with: Nobody\n\nHow long do we keep your data: two years\n";
    let found = plain(text);
    let find = |kind| found.iter().find(|it| it.says.kind == kind).unwrap();
    assert!(find(Kind::Shares).says.none);
    assert_eq!(find(Kind::Retains).says.terms, ["P2Y"]);
    assert!(
        found
            .iter()
            .all(|it| it.section.as_deref() == Some("Deliveries"))
    );
    let faq = "## Do you share my data?\n\nNo.\n";
    let found = read(faq, TextFormat::Markdown).statements;
    assert!(
        found
            .iter()
            .any(|it| it.says.kind == Kind::Shares && it.says.none)
    );
}

#[test]
fn periods_places_and_names_are_read() {
    for (text, period) in [
        ("We keep invoices for six years.", "P6Y"),
        ("Logs are deleted after 30 days.", "P30D"),
        ("We keep it for a year.", "P1Y"),
        ("We delete your data after a month.", "P1M"),
        (
            "We keep your data and review them once a year.",
            "indefinite",
        ),
        (
            "We keep your data as long as you use the service.",
            "account-lifetime",
        ),
        ("We retain data for as long as is necessary.", "indefinite"),
        (
            "We keep it for at least one year and up to seven years.",
            "P7Y",
        ),
        (
            "We retain it for a minimum period of 2 years.",
            "indefinite",
        ),
    ] {
        assert_eq!(terms(text, Kind::Retains), [period], "{text}");
    }
    let places = |text: &str| {
        let found = plain(text);
        let abroad = found.into_iter().find(|it| it.says.kind == Kind::Transfers);
        abroad.map(|it| it.says.places).unwrap_or_default()
    };
    assert_eq!(
        places("We store your data in the United States and other countries."),
        ["US"]
    );
    assert_eq!(
        places("We transfer your data outside the EEA."),
        ["outside-eea"]
    );
    assert_eq!(
        places("Your data may be transferred to computers in other countries."),
        ["third-countries"]
    );
    let found = plain("We share your data with Swift Parcels Ltd, our courier.");
    assert_eq!(found[0].says.names, ["Swift Parcels Ltd"]);
}

#[test]
fn the_reader_abstains() {
    for text in [
        "This privacy notice explains how we collect and use personal data.",
        "We do not knowingly collect data from children under 13.",
        "We may update this notice from time to time.",
        "No method of transmission is completely secure.",
        "The weather is fine.",
    ] {
        assert_eq!(kinds(text), Vec::<String>::new(), "{text}");
    }
    let reading = read(
        "The weather is fine. [Company name] sells tea.",
        TextFormat::Plain,
    );
    assert_eq!(reading.uncovered.len(), 2);
    assert_eq!(reading.placeholders[0].quote, "[Company name]");
}

#[test]
fn a_quote_leads_back_to_its_place() {
    // The same words twice in one section, and two sections of one name.
    let text = "# A\n\n## Kept\n\nWe keep data for one year.\n\n# B\n\n## Kept\n\nOrders: We keep data for one year.\n\nWe keep data for one year.\n";
    let published = plain::published(text, TextFormat::Markdown);
    let found = read(text, TextFormat::Markdown).statements;
    assert_eq!(found.len(), 3);
    let mut places = BTreeSet::new();
    for it in found {
        assert!(it.anchored, "{it:?}");
        let anchor = published
            .find(
                it.section.as_deref(),
                &it.quote,
                it.prefix.as_deref(),
                it.suffix.as_deref(),
            )
            .unwrap();
        assert!(places.insert(anchor.span.start));
    }
}

#[test]
fn a_text_that_is_there_twice_is_anchored_by_position() {
    let once = format!(
        "## What we collect\n\n{}We collect your name and address.\n\n{}",
        "The weather is fine on all of these days. ".repeat(8),
        "The weather is fine on all of these days.\n\n".repeat(8)
    );
    let text = format!("{once}{once}");
    let found = read(&text, TextFormat::Markdown).statements;
    assert_eq!(found.len(), 2);
    let published = plain::published(&text, TextFormat::Markdown);
    let mut places = BTreeSet::new();
    for (nth, it) in (1..).zip(found) {
        assert!(it.anchored, "{it:?}");
        assert_eq!(it.occurrence, Some(nth));
        assert!(places.insert(place(&published, &it).unwrap()));
    }
}

/// Where a statement leads back to.
fn place(published: &PublishedText, it: &Statement) -> Option<u32> {
    let (prefix, suffix) = (it.prefix.as_deref(), it.suffix.as_deref());
    let section = it.section.as_deref();
    let anchor = published.find_nth(section, &it.quote, prefix, suffix, it.occurrence);
    Some(anchor.ok()?.span.start)
}

/// What a caller may know: our own firms, and a word that two of them have.
fn known() -> Known {
    let mut known = Known::default();
    for (name, id) in [
        ("Acme Pay", "acme-pay"),
        ("Acme Pay Europe Ltd", "acme-pay"),
        ("Acme", "acme"),
        ("Parcel", "parcel"),
        ("Twin", "one"),
        ("Twin", "other"),
        ("", "nameless"),
    ] {
        known.add_vendor(name, id);
    }
    known.add_term(Kind::Collects, "billing address", "billing-address");
    known.add_term(Kind::Shares, "parcel service", "courier");
    known.add_term(Kind::Uses, "loyalty programme", "loyalty-programme");
    known
}

#[test]
fn vendors_that_the_caller_knows_are_named() {
    let vendors = |text: &str| -> Vec<(String, String)> {
        let found = read_with(text, TextFormat::Plain, &known()).statements;
        let vendors = found.into_iter().flat_map(|it| it.says.vendors);
        vendors.map(|it| (it.name, it.id)).collect()
    };
    let pair = |name: &str, id: &str| vec![(name.to_owned(), id.to_owned())];
    for (text, expected) in [
        // A name, without a word for recipients.
        (
            "Payments are processed by Acme Pay.",
            pair("Acme Pay", "acme-pay"),
        ),
        // The longest name.
        (
            "We share your address with Acme Pay Europe Ltd, our partner.",
            pair("Acme Pay Europe Ltd", "acme-pay"),
        ),
        (
            "We share your name with our partner Parcel.",
            pair("Parcel", "parcel"),
        ),
        // A word is no name, and the start of a sentence makes it none; nor is what two firms are called.
        ("We share your name with a parcel service.", vec![]),
        ("Parcel numbers are shared with our partners.", vec![]),
        ("We share your name with our partner Twin.", vec![]),
        // What people use is none of the publisher's recipients.
        (
            "When you use Acme Pay, your browser sends your IP address.",
            vec![],
        ),
    ] {
        assert_eq!(vendors(text), expected, "{text}");
    }
}

#[test]
fn words_that_the_caller_knows_are_more_precise() {
    let terms = |text: &str| {
        let mut found = read_with(text, TextFormat::Plain, &known()).statements;
        found.remove(0).says.terms
    };
    assert_eq!(
        terms("We collect your name and billing address."),
        ["name", "billing-address"]
    );
    assert_eq!(
        terms("We use your data to run the loyalty programme."),
        ["loyalty-programme"]
    );
}

#[test]
fn of_a_page_only_what_a_reader_sees_is_quoted() {
    let page = "<!doctype html><h2>Use</h2><p>We use your <b>email\n address</b> to send you &amp; yours our newsletter.</p><ul><li>x</ul>";
    let found = read(page, TextFormat::Html).statements;
    assert_eq!(
        found[0].quote,
        "We use your email address to send you & yours our newsletter."
    );
    assert_eq!(found[0].section.as_deref(), Some("Use"));
}

#[test]
fn menus_and_banners_of_a_page_are_not_read() {
    let page = "<!doctype html><body><nav><a>We sell your data to banks</a></nav>\
        <div id='onetrust-banner'>We share your data with partners. <button>OK</button></div>\
        <header><h1>Privacy</h1></header><div class=\"content menu-page\"><main><p>We collect your name and address.</p></main></div>\
        <div class='site-footer footer'>We share your data with advertisers.</div>\
        <!-- <nav> --><p>We use your email address to send you our newsletter.</p></body>";
    let found = read(page, TextFormat::Html).statements;
    let kinds: Vec<&str> = found.iter().map(|it| it.says.kind.key()).collect();
    assert_eq!(kinds, ["collects", "collects", "uses"]);
}

/// Each would take minutes if its parts were looked for in the whole text again and again.
#[test]
fn texts_made_to_be_slow_are_read() {
    let page = |body: &str| format!("<!doctype html>{body}");
    for (path, text) in [
        ("a.md", "We collect your name and address.\n\n".repeat(1000)),
        ("a.md", "We collect:\n\n- name\n\n".repeat(1000)),
        (
            "a.md",
            "We share your data with France and Germany ".repeat(5000),
        ),
        ("a.mdx", "{}".repeat(200_000)),
        ("a.tsx", "{<a>".repeat(50_000)),
        ("a.html", page(&"<a '".repeat(20_000))),
        ("a.html", page(&"<script>x</SCRIPT>".repeat(20_000))),
        (
            "a.html",
            page(&format!(
                "{}{}",
                "<nav>".repeat(20_000),
                "</b>".repeat(20_000)
            )),
        ),
    ] {
        let started = std::time::Instant::now();
        let (text, format) = prepared(path, &text);
        read(&text, format);
        let took = started.elapsed();
        assert!(took.as_secs() < 60, "{path} took {took:?}");
    }
}

/// Sentences of notices, with what upsets readers of text.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("We collect:\n".to_owned()),
        Just("- your name\n".to_owned()),
        Just("* to send you *news*\n".to_owned()),
        Just("We never share your data with [anyone](x). ".to_owned()),
        Just("We use Acme Pay, stored with Twin's. ".to_owned()),
        Just("No: we do not, never, share it outside the UK unless n't. ".to_owned()),
        Just("Our servers stand in Peru. ".to_owned()),
        Just("We keep it for 999 years, in the EEA. ".to_owned()),
        Just("Why? ".to_owned()),
        Just("\n\n## Who we share data with\n\n".to_owned()),
        Just("| a | b |\n|---|---|\n| name | GB |\n".to_owned()),
        Just("<li>Nobody</li>".to_owned()),
        Just("\u{202E}\u{301}\u{FEFF}ß İ \u{1F600}\r\n".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// On any text the reader ends, its quotes are the text's own words, and the same text gives the same
    /// statements.
    #[test]
    fn every_quote_is_in_the_text(text in pieces(), format in 0_usize..3) {
        let format = [TextFormat::Markdown, TextFormat::Html, TextFormat::Plain][format];
        let reading = read_with(&text, format, &known());
        let published = PublishedText::new(FileId(0), text.clone(), format, &[]);
        let seen = published.words(crate::input::Span::new(FileId(0), 0, text.len() as u32));
        let written = super::super::visible::collapse(&text);
        let lines = text.matches('\n').count() as u32 + 1;
        for statement in &reading.statements {
            prop_assert!(!statement.quote.is_empty());
            prop_assert!(
                written.contains(&statement.quote) || seen.contains(&statement.quote),
                "{:?} is not in the text", statement.quote
            );
            prop_assert!((1..=lines).contains(&statement.line));
            let leads = place(&published, statement).is_some() || format == TextFormat::Plain;
            prop_assert!(leads || !statement.anchored, "{statement:?} leads nowhere");
            for vendor in &statement.says.vendors {
                prop_assert!(statement.says.names.contains(&vendor.name), "{statement:?}");
            }
        }
        prop_assert_eq!(read_with(&text, format, &known()), reading);
    }
}

#[test]
fn an_item_may_end_with_its_basis() {
    let text = "# Why\n\n- To send our newsletter: your consent, which you can withdraw\n- To keep accounts (legal obligation)\n- To repair it - performance of our contract with you\n- To answer you: you may withdraw your consent\n";
    let found = read(text, TextFormat::Markdown).statements;
    let analytics = "service-usage-analytics".to_owned();
    assert!(!found.iter().any(|it| it.says.terms.contains(&analytics)));
    let bases = found.iter().filter(|it| it.says.kind == Kind::ReliesOn);
    let shown: Vec<(u32, Vec<&str>)> = bases
        .map(|it| (it.line, it.says.terms.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        shown,
        [
            (3, vec!["consent"]),
            (4, vec!["legal-obligation"]),
            (5, vec!["contract"])
        ]
    );
}

#[test]
fn the_name_of_a_mechanism_is_no_place() {
    let transfer = |text: &str| {
        let found = plain(text).into_iter();
        let mut found = found.filter(|it| it.says.kind == Kind::Transfers);
        found.next().map(|it| (it.says.places, it.says.safeguards))
    };
    let words = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        transfer(
            "Texts are sent by a firm in the United States; the transfer is covered by the UK Extension to the EU-US Data Privacy Framework."
        ),
        Some((words(&["US"]), words(&["data-privacy-framework"])))
    );
    assert_eq!(
        transfer(
            "We transfer your data to India under the International Data Transfer Addendum to the EU standard contractual clauses."
        ),
        Some((words(&["IN"]), words(&["uk-addendum"])))
    );
}
