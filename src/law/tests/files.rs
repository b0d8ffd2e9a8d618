//! An estate's files of law: what they add, and what is wrong with them.

use super::*;
use crate::input::{InputError, InputErrorKind as Kind};
use crate::law::law_file_schema;

const ROW: &str = "citation: A, source: made up";

fn with(text: &str) -> Result<(Law, SourceMap), (Vec<InputError>, SourceMap)> {
    let mut sources = SourceMap::new();
    let law = Law::builtin(&mut sources).expect("the built-in law");
    let file = sources.add("law/own.yaml", text);
    match law.with(file, text) {
        Ok(law) => Ok((law, sources)),
        Err(errors) => Err((errors, sources)),
    }
}

fn errors(text: &str) -> Vec<(Kind, String, u32, Option<String>)> {
    let (errors, sources) = with(text).expect_err("errors");
    errors
        .into_iter()
        .map(|error| {
            let span = error.span.expect("a place");
            let (path, at) = sources.locate(span).expect("a place");
            assert_eq!(path, "law/own.yaml");
            (error.kind, error.message, at.line, error.help)
        })
        .collect()
}

#[test]
fn an_estate_adds_a_row_and_overrides_one() {
    let text = format!(
        "adequacy:
  - {{ id: own-ke, regimes: [uk-gdpr], title: Kenya, countries: [KE], from: 2027-01-01, {ROW} }}
  - {{ id: eu-adq-us-dpf, regimes: [eu-gdpr], title: DPF, countries: [US], from: 2023-07-10, until: 2026-12-31, {ROW} }}
"
    );
    let (law, sources) = with(&text).expect("a law");
    assert_eq!(law.adequacy(UK, "KE", day("2027-01-01")).len(), 1);
    assert_eq!(law.adequacy(EU, "US", day("2026-12-31")).len(), 1);
    assert!(law.adequacy(EU, "US", day("2027-01-01")).is_empty());
    // The instrument that has its dates from the row follows it.
    let state = law.judge_instrument("eu-dpf", EU, Default::default(), day("2027-01-01"));
    assert!(
        matches!(state, crate::law::InstrumentState::Expired { .. }),
        "{state:?}"
    );
    let row = law.row("own-ke").expect("the row");
    assert_eq!(
        sources.locate(row.span).map(|(path, at)| (path, at.line)),
        Some(("law/own.yaml", 2))
    );
    assert_eq!(law.rows().count(), super::law().rows().count() + 1);
}

#[test]
fn a_row_may_hold_for_one_day_and_not_for_less() {
    let row = |days: &str| {
        with(&format!(
            "instruments:\n  - {{ id: a, kinds: [own-clauses], class: appropriate-safeguard, regimes: [uk-gdpr], title: A, {days}, {ROW} }}\n"
        ))
    };
    let (law, _) =
        row("from: 2026-02-01, until: 2026-02-01, existing-until: 2026-02-01").expect("a law");
    let row_of = |law: &Law, on: &str| law.row("a").expect("the row").in_force(day(on));
    assert!(row_of(&law, "2026-02-01"));
    assert!(!row_of(&law, "2026-02-02"));
    let wrong = "from: 2026-02-01, until: 2026-03-01, existing-until: 2026-02-28";
    let (errors, _) = row(wrong).expect_err("errors");
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(
        messages,
        ["`2026-02-28` is before `2026-03-01`, the last day for new ones"]
    );
}

#[test]
fn everything_wrong_comes_at_once() {
    let text = format!(
        "adequacy:
  - {{ id: a, regimes: [eu-gdpr], title: A, countries: [Ke], from: 2026-01-01, {ROW} }}
  - {{ id: b, regimes: [uk-gdpr], title: B, countries: [KE], from: 2026-02-30, {ROW} }}
  - {{ id: c, regimes: [uk-gdpr], title: C, countries: [Kenya], from: 2026-02-01, until: 2026-01-31, {ROW} }}
  - {{ id: d, regimes: [uk-gdpr], title: D, countries: [KE], from: 2026-02-01, {ROW} }}
  - {{ id: d, regimes: [uk-gdpr], title: D, countries: [KE], from: 2026-02-01, {ROW} }}
  - {{ id: e, regimes: [], title: E, from: 2026-02-01T10:00, {ROW} }}
  - {{ id: f, regimes: [uk-gdpr], title: F, from: 2026-02-01, {ROW} }}
  - {{ id: uk-idta, regimes: [uk-gdpr], title: G, countries: [KE], from: 2026-02-01, {ROW} }}
  - {{ id: h, regimes: [uk-gdpr], title: H, countries: [KE], {ROW} }}
"
    );
    let found = errors(&text);
    let expected = [
        (Kind::BadValue, 2, "`Ke` is no country code"),
        (Kind::Date, 3, "invalid date `2026-02-30`"),
        (
            Kind::Date,
            4,
            "`2026-01-31` is before `2026-02-01`, where the row begins",
        ),
        (Kind::DuplicateId, 6, "duplicate row `d`"),
        (Kind::Empty, 7, "`e` has no regime"),
        (Kind::Date, 7, "invalid date `2026-02-01T10:00`"),
        (Kind::MissingKey, 8, "`f` names no place"),
        (
            Kind::DuplicateId,
            9,
            "`uk-idta` is a row of the table `instruments` already",
        ),
        (Kind::MissingKey, 10, "`h` has no first day"),
    ];
    for (kind, line, message) in expected {
        assert!(
            found
                .iter()
                .any(|(k, m, l, _)| (*k, m.as_str(), *l) == (kind, message, line)),
            "missing: {message}\n{found:#?}"
        );
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}

#[test]
fn everything_out_of_shape_comes_at_once() {
    let text = format!(
        "adequasy: []
adequacy:
  - {{ id: a, regimes: [eu-gpdr], title: A, contries: [KE], from: 2026-01-01, {ROW} }}
  - {{ id: b, regimes: [uk-gdpr], title: 5, conditions: [recipient-certfied: eu-dpf, says, commercial-activity: 1, not-for: [journalsm], flag-sensitive], {ROW} }}
  - {{ regimes: uk-gdpr, title: C, from: 2026-02-01, from: 2026-02-01, {ROW} }}
instruments: none
"
    );
    let found = errors(&text);
    let reported: Vec<String> = found
        .iter()
        .map(|(_, message, line, help)| {
            format!("{line}: {message} ({})", help.as_deref().unwrap_or(""))
        })
        .collect();
    for expected in [
        "1: the document has no key `adequasy` (did you mean `adequacy`?)",
        "3: `eu-gpdr` is not a value that `regimes` takes (did you mean `eu-gdpr`? It takes `eu-gdpr`, `uk-gdpr`)",
        "3: `adequacy` has no key `contries` (did you mean `countries`?)",
        "4: `title` takes a text, not a number (write it in quotes: `\"5\"`)",
        "4: `recipient-certfied` is not a value that `conditions` takes (did you mean `recipient-certified`?)",
        "4: `says` has no value (write `says: ...`)",
        "4: `commercial-activity` takes no value (write the word alone)",
        "5: `regimes` takes a list, not a text ()",
        "5: duplicate key `from` ()",
        "6: `instruments` takes a list, not a text ()",
    ] {
        assert!(
            reported.iter().any(|reported| reported == expected),
            "{expected}\n{}",
            reported.join("\n")
        );
    }
    let of = |start: &str| {
        reported
            .iter()
            .filter(|reported| reported.starts_with(start))
            .count()
    };
    assert_eq!(
        of("4: `journalsm` is not a value that `not-for` takes (did you mean `journalism`?"),
        1
    );
    assert_eq!(
        of(
            "4: `flag-sensitive` is not a value that `conditions` takes (did you mean `flag-sensitive-data`?"
        ),
        1
    );
    assert_eq!(of("5: missing required key `id` in `adequacy`"), 1);
    assert_eq!(reported.len(), 13, "{}", reported.join("\n"));
}

#[test]
fn references_must_lead_somewhere() {
    let text = format!(
        "adequacy:
  - {{ id: a, regimes: [eu-gdpr], title: A, countries: [US], from: 2026-01-01, {ROW}, conditions: [recipient-certified: eu-dfp] }}
instruments:
  - {{ id: b, regimes: [eu-gdpr], title: B, kinds: [b], class: adequacy, {ROW}, dates-of: eu-adq-us-dfp }}
notice-items:
  - {{ id: c, regimes: [eu-gdpr], title: C, articles: ['13'], from: 2026-01-01, {ROW}, states: {{right-of-acces: always}} }}
mechanisms:
  - {{ word: w, title: W, names: [uk-idat], ends: [{{regime: uk-gdpr, with: gb-transit}}] }}
"
    );
    let found = errors(&text);
    let helps: Vec<&str> = found
        .iter()
        .filter_map(|(.., help)| help.as_deref())
        .collect();
    assert!(
        found
            .iter()
            .filter(|(kind, ..)| *kind == Kind::UnknownReference)
            .count()
            == 5,
        "{found:#?}"
    );
    for name in [
        "eu-dpf",
        "eu-adq-us-dpf",
        "right-of-access",
        "uk-idta",
        "gb-transition",
    ] {
        assert!(
            helps.iter().any(|help| help.contains(name)),
            "{name} {helps:?}"
        );
    }
}

#[test]
fn a_file_out_of_shape_is_reported_in_our_words() {
    let cases = [
        (
            "adequasy: []\n",
            Kind::UnknownKey,
            "did you mean `adequacy`?",
        ),
        (
            "rules:\n  - { id: a, regimes: [eu-gdpr], title: A, keys: [x], form: 2026-01-01, citation: A, source: s }\n",
            Kind::UnknownKey,
            "did you mean `from`?",
        ),
        (
            "duties:\n  - { id: a, regimes: [eu-gdpr], title: A, duty: risk-asessment, with: [], from: 2026-01-01, citation: A, source: s }\n",
            Kind::BadValue,
            "did you mean `risk-assessment`? It takes `risk-assessment`",
        ),
    ];
    for (text, kind, help) in cases {
        let found = errors(text);
        assert_eq!(
            (found[0].0, found[0].3.as_deref()),
            (kind, Some(help)),
            "{found:?}"
        );
    }
    assert_eq!(errors("rules:\n  - { id: a }\n")[0].0, Kind::MissingKey);
    assert_eq!(errors("rules: 3\n")[0].0, Kind::WrongType);
    assert_eq!(errors("rules: [\n")[0].0, Kind::Syntax);
    assert_eq!(errors("rules: []\nrules: []\n")[0].0, Kind::DuplicateKey);
    assert!(with("# nothing yet\n").is_ok());
}

#[test]
fn the_schema_takes_the_shape_and_no_more() {
    let schema = serde_json::to_value(law_file_schema()).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let row = |extra: &str| {
        serde_json::from_str::<serde_json::Value>(&format!(
            r#"{{"rules": [{{"id": "a", "regimes": ["eu-gdpr"], "title": "A", "keys": ["x"],
                "citation": "A" {extra}}}]}}"#
        ))
        .expect("json")
    };
    assert!(validator.is_valid(&row(r#", "from": "2026-01-01""#)));
    assert!(!validator.is_valid(&row(r#", "from": "1.1.2026""#)));
    assert!(!validator.is_valid(&row(r#", "form": "2026-01-01""#)));
    for reference in [
        r#""https://a.example""#,
        r#"["https://a.example", "https://b.example"]"#,
    ] {
        let referred = format!(r#", "reference": {reference}, "read": "2026-11-28""#);
        assert!(validator.is_valid(&row(&referred)), "{reference}");
    }
    assert!(!validator.is_valid(&row(r#", "reference": []"#)));
    assert!(!validator.is_valid(&row(r#", "reference": 3"#)));
}

#[test]
fn a_row_has_one_address_or_several_and_the_day_on_which_it_was_read() {
    let rule = |extra: &str| {
        format!(
            "rules:\n  - {{ id: own, regimes: [uk-gdpr], title: A, keys: [x], from: 2026-01-01, citation: A{extra} }}\n"
        )
    };
    let row = |extra: &str| {
        let (law, _) = with(&rule(extra)).expect("a law");
        law.row("own").expect("the row").clone()
    };
    assert_eq!((row("").references.len(), row("").read), (0, None));
    let one = row(", reference: https://www.legislation.gov.uk/ukpga/2018/12, read: 2018-01-01");
    assert_eq!(
        one.references,
        ["https://www.legislation.gov.uk/ukpga/2018/12"]
    );
    assert_eq!(one.read, Some(day("2018-01-01")));
    let two = row(", reference: [https://a.example, https://b.example], read: 2026-11-28");
    assert_eq!(two.references, ["https://a.example", "https://b.example"]);

    for (extra, kind, message) in [
        (
            ", read: 2026-11-28",
            Kind::MissingKey,
            "a row that was read needs the address of its text",
        ),
        (
            ", reference: https://a.example, read: 2017-12-31",
            Kind::Date,
            "the row cannot have been read on `2017-12-31`",
        ),
        (
            ", reference: https://a.example, read: 2026-11-31",
            Kind::Date,
            "invalid date `2026-11-31`",
        ),
        (
            ", reference: http://a.example",
            Kind::BadValue,
            "`http://a.example` is no `https` address",
        ),
        (
            ", reference: [https://a.example, 'https:// b.example']",
            Kind::BadValue,
            "`https:// b.example` is no `https` address",
        ),
        (
            ", reference: 'https://'",
            Kind::BadValue,
            "`https://` is no `https` address",
        ),
    ] {
        let found = errors(&rule(extra));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].1.as_str()), (kind, message));
    }
    // How rows were marked before.
    assert_eq!(errors(&rule(", checked: true"))[0].0, Kind::UnknownKey);
}

#[test]
fn an_age_that_was_read_has_an_address_of_its_own_or_that_of_its_row() {
    let ages = |row: &str, age: &str| {
        format!(
            "consent-ages:\n  - {{ id: own, regimes: [eu-gdpr], title: A, from: 2018-05-25, citation: A{row}, ages: [{{ country: FR, age: 15, read: 2026-11-28{age} }}] }}\n"
        )
    };
    assert!(with(&ages(", reference: https://a.example", "")).is_ok());
    assert!(with(&ages("", ", reference: https://a.example")).is_ok());
    assert_eq!(errors(&ages("", ""))[0].0, Kind::MissingKey);
}

#[test]
fn a_regulation_that_sets_the_age_of_consent_in_the_uk_is_an_entry_with_its_first_day() {
    let text = "consent-ages:
  - id: uk-child-consent-8
    regimes: [uk-gdpr]
    title: Children and online services
    from: 2021-01-01
    citation: UK GDPR Art 8(2A)
    ages:
      - {country: GB, age: 13, until: 2027-08-31}
      - {country: GB, age: 16, from: 2027-09-01}
";
    let (law, _) = with(text).expect("a law");
    let age = |on: &str| law.child_consent_age("GB", day(on)).map(|age| age.age);
    assert_eq!((age("2027-08-31"), age("2027-09-01")), (Some(13), Some(16)));
    assert!(law.change_days().contains(&day("2027-09-01")));
}
