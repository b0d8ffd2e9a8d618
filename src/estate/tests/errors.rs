//! One test for each kind of mistake: where it is, what is wrong, what to write instead.

use super::{one, shown};

/// Seven lines that every estate here starts with.
const BASE: &str = "controller: a
parties:
- {id: a, country: GB}
- {id: b, country: US, group: g, branches: [{id: b-uk, country: GB}]}
systems:
- {id: s, operator: b}
services: [{id: v}]
";

/// The errors of the base with more lines, without the name of the file.
pub(super) fn errors(more: &str) -> Vec<String> {
    shown(&one(&format!("{BASE}{more}")))
        .into_iter()
        .map(|error| error.replace("fairnotice.yaml:", ""))
        .collect()
}

/// The errors of a flow with more keys.
fn of_flow(more: &str) -> Vec<String> {
    errors(&format!(
        "flows:\n- {{id: f, from: a, to: s, data: name, subjects: student, purpose: marketing,\n   {more}}}\n"
    ))
}

/// The errors of a statement, on lines 11 and 12.
pub(super) fn of_statement(more: &str) -> Vec<String> {
    errors(&format!(
        "notice:\n  text: We use your name.\n  statements:\n  - {{id: n, quote: We use your name,\n     {more}}}\n"
    ))
}

#[test]
fn the_base_is_sound() {
    assert_eq!(errors(""), Vec::<String>::new());
    assert_eq!(of_flow(""), Vec::<String>::new());
    assert_eq!(of_statement("collects: {data: name}"), Vec::<String>::new());
}

#[test]
fn the_controller() {
    let of = |text: &str| shown(&one(text));
    assert_eq!(
        of("parties: [{id: a, country: GB}]\nname: N\n"),
        [
            "fairnotice.yaml:1:1: missing required key `controller` in the document (`controller`: The id of the party that is the controller and publishes the notice)"
        ]
    );
    assert_eq!(
        of("controller: scool\nparties: [{id: school, country: GB}]\n"),
        ["fairnotice.yaml:1:13: there is no party `scool` (did you mean `school`?)"]
    );
    assert_eq!(
        of("controller: s\nparties: [{id: a, country: GB}]\nsystems: [{id: s, operator: a}]"),
        ["fairnotice.yaml:1:13: there is no party `s` (`s` is a system)"]
    );
}

#[test]
fn ids() {
    let twice = |at: &str, id: &str, first: u32| {
        format!(
            "{at}: the id `{id}` is given twice (give one of them another id) [first here: {first}]"
        )
    };
    assert_eq!(
        errors(
            "contracts: [{id: c, kind: processor, between: [a, b]},\n  {id: c, kind: data-sharing, between: [a, b]}]"
        ),
        [twice("9:8", "c", 8)]
    );
    let clash = one(
        "controller: a\nparties:\n- {id: a, country: GB, branches: [{id: x, country: GB}]}\n- {id: a, country: GB}\nsystems:\n- {id: x, operator: a}\n",
    );
    let clash: Vec<String> = shown(&clash)
        .into_iter()
        .map(|error| error.replace("fairnotice.yaml:", ""))
        .collect();
    assert_eq!(clash, [twice("4:8", "a", 3), twice("6:8", "x", 3)]);
    assert_eq!(
        errors(
            "safeguards:\n- {id: all, kind: uk-idta, between: [a, b]}\n- {id: 'x y', kind: uk-idta, between: [a, b]}"
        ),
        [
            "9:8: `all` is a word of the format, not an id (choose another id)",
            "10:8: `x y` cannot be an id: it has the character ` ` (an id has letters, digits, `-`, `_`, `.` and `:`)",
        ]
    );
}

#[test]
fn references() {
    assert_eq!(
        of_flow("service: w"),
        ["10:13: there is no service `w` (the estate has `v`)"]
    );
    assert_eq!(
        of_flow("initiated-by: data-subjects"),
        [
            "10:18: there is no party `data-subjects` (`data-subjects` is a word for the `from` and `to` of a flow and the `from` of `collects`)"
        ]
    );
    assert_eq!(
        of_flow("via: b"),
        ["10:9: there is no system `b` (`b` is a party)"]
    );
    assert_eq!(
        of_flow("initiated-by: b-uk"),
        ["10:18: there is no party `b-uk` (`b-uk` is a branch)"]
    );
    assert_eq!(
        of_flow("safeguards: x"),
        ["10:16: there is no safeguard `x` (the estate declares none yet)"]
    );
    assert_eq!(
        errors("service: w"),
        ["8:10: there is no service `w` (the estate has `v`)"]
    );
    assert_eq!(
        errors(
            "flows:\n- {id: f, from: aa, to: v, data: name, subjects: student, purpose: marketing}"
        ),
        [
            "9:17: there is no party or system `aa` (did you mean `a`?)",
            "9:25: there is no party or system `v` (`v` is a service)",
        ]
    );
}

#[test]
fn terms() {
    assert_eq!(
        errors(
            "flows:\n- {id: f, from: a, to: s, data: emial-address, subjects: studnt, purpose: email-address, measures: encrpytion}"
        ),
        [
            "9:33: unknown data category `emial-address` (did you mean `email-address`?)",
            "9:58: unknown data subject `studnt` (did you mean `student`?)",
            "9:75: `email-address` is a data category (`dpv-pd:EmailAddress`), not a purpose",
            "9:100: unknown measure `encrpytion` (did you mean `encryption`?)",
        ]
    );
    assert_eq!(
        errors(
            "terms:\n- {id: Foo Bar, under: name}\n- {id: foo, under: nam}\n- {id: foo, under: name, parts: x}"
        ),
        [
            "9:8: `Foo Bar` is no id for a term: only a to z, 0 to 9 and single hyphens within (write `foo-bar`)",
            "10:20: unknown term `nam` (did you mean `name`?)",
            "11:8: the id `foo` is given twice (give one of them another id) [first here: 10]",
            "11:33: unknown data category `x` (declare it in the estate under `terms`: `{id: x, under: BROADER-TERM}`)",
        ]
    );
}

#[test]
fn bases_and_conditions() {
    assert_eq!(
        of_flow("basis: 9(2)(h), condition: consent, criminal-authority: uk-sch1"),
        [
            "10:11: `9(2)(h)` is no legal basis of Art 6 (a basis is one such as `contract`, `legitimate-interests` or `6(1)(e)`; what opens special categories is the `condition`)",
            "10:31: `consent` is no condition of Art 9 (a condition is one such as `9(2)(h)`; what makes processing lawful at all is the `basis`)",
            "10:60: the law tables have no condition `uk-sch1` for data about offences (did you mean `uk-sch1-1`?)",
        ]
    );
    assert_eq!(of_flow("basis: none"), Vec::<String>::new());
}

#[test]
fn countries() {
    assert_eq!(
        of_flow("subjects-in: [gb, unknown]"),
        [
            "10:18: `gb` is neither a country code nor an area (did you mean `GB` (United Kingdom)?)",
            "10:22: `unknown` is neither a country code nor an area (write the two capital letters of ISO 3166-1 (`GB`, `US`), or `EU`, `EEA` or `UK+EEA`)",
        ]
    );
    let places = one(
        "controller: a\nparties: [{id: a, country: unknown}, {id: b, country: England}]\nsystems: [{id: s, operator: a, hosting: unknown, access: [{by: a, from: unknown}]}]",
    );
    assert_eq!(
        shown(&places),
        [
            "fairnotice.yaml:2:55: `England` is no country code (did you mean `GB` (United Kingdom)?)"
        ]
    );
    let areas = one(
        "controller: a\nparties: [{id: a, country: EU, branches: [{id: b, country: EEA}]}]\nsystems: [{id: s, operator: a, hosting: [EU, eu, Europe], access: [{by: a, from: EEA+UK}]}]",
    );
    assert_eq!(
        shown(&areas),
        [
            "fairnotice.yaml:2:28: `EU` is an area, and an establishment is in one country (write the code of that country, such as `IE`, or `unknown`)",
            "fairnotice.yaml:2:60: `EEA` is an area, and an establishment is in one country (write the code of that country, such as `IE`, or `unknown`)",
            "fairnotice.yaml:3:46: `eu` is neither a country code nor an area (did you mean `EU` (European Union)?)",
            "fairnotice.yaml:3:50: `Europe` is neither a country code nor an area (did you mean `EU` (European Union)?)",
            "fairnotice.yaml:3:82: `EEA+UK` is neither a country code nor an area (did you mean `UK+EEA` (United Kingdom and European Economic Area)?)",
        ]
    );
}

#[test]
fn dates_and_periods() {
    assert_eq!(
        of_flow("since: 2021-02-30, until: 1.2.2021"),
        [
            "10:11: `2021-02-30` does not exist: February 2021 has 28 days",
            "10:30: `1.2.2021` is not a date (write year, month and day: `2019-03-01`)",
        ]
    );
    assert_eq!(
        of_flow("since: 2020-01-01, until: 2019-12-31"),
        ["10:30: `until` (2019-12-31) is before `since` (2020-01-01) [it begins here: 10]"]
    );
    assert_eq!(
        errors(
            "safeguards: [{id: i, kind: uk-idta, between: [a, b], concluded: 2020-02-01, until: 2019-01-01}]"
        ),
        ["8:84: `until` (2019-01-01) is before `concluded` (2020-02-01) [it begins here: 8]"]
    );
    assert_eq!(
        of_flow("consent: {record: per-person}"),
        Vec::<String>::new()
    );
    assert_eq!(
        of_flow("consent: {record: yesterday}"),
        ["10:22: `yesterday` is not a date (write year, month and day: `2019-03-01`)"]
    );
}

#[test]
fn retention() {
    assert_eq!(
        of_flow("retention: 6 years"),
        [
            "10:15: `6 years` does not say how long data are kept (write a period such as `P6Y`, `P18M` or `P30D`, or `not-stored`, `indefinite`, or a criterion in small letters such as `contract-term`)"
        ]
    );
}

#[test]
fn the_ends_of_a_flow() {
    let ends = |from: &str, to: &str, mode: &str| {
        errors(&format!(
            "flows:\n- {{id: f, from: {from}, to: {to}, mode: {mode}, data: name, subjects: student, purpose: marketing}}"
        ))
    };
    assert_eq!(
        ends("a", "a", "sent"),
        [
            "9:24: the flow leads from `a` to itself (write `mode: internal` where data are used for something else in the same place)"
        ]
    );
    assert_eq!(ends("a", "a", "internal"), Vec::<String>::new());
    assert_eq!(ends("b", "b-uk", "sent"), Vec::<String>::new());
    assert_eq!(
        ends("data-subjects", "data-subjects", "internal"),
        [
            "9:36: the flow leads from data subjects to data subjects (one end of a flow is a system, a party or a branch)"
        ]
    );
}

#[test]
fn contracts_and_instruments() {
    assert_eq!(
        errors("safeguards: [{id: i, kind: eu-scc-2011, between: [a, a], module: five}]"),
        [
            "8:28: the law tables know no safeguard of the kind `eu-scc-2011` (did you mean `eu-scc-2001`?)",
            "8:54: `a` is on both sides (a contract or instrument is between two parties; a branch is no party of its own)",
            "8:66: `five` is no module of the clauses (it is one of `1`, `2`, `3`, `4` of the clauses of 2021, or `c2c`, `c2p` of the older ones)",
        ]
    );
    assert_eq!(
        errors(
            "contracts: [{id: c, kind: processor, between: [a, b], sub-processors: {authorisation: specific, authorised: [{party: z, on: 2020-13-01}]}}]"
        ),
        [
            "8:118: there is no party `z` (the estate has `a`, `b`)",
            "8:125: `2020-13-01` does not exist: there is no month 13",
        ]
    );
}

#[test]
fn operators() {
    let operators = |list: &str| {
        shown(&one(&format!(
            "controller: a\nparties: [{{id: a, country: GB}}, {{id: b, country: GB}}]\nsystems:\n- id: s\n  operator: {list}"
        )))
    };
    assert_eq!(
        operators("[a, b]"),
        [
            "fairnotice.yaml:5:17: the system has two operators at the same time (give each its days, with `from` and `until`; who runs it for the operator belongs in `access`) [this one still operates it: fairnotice.yaml:5]"
        ]
    );
    assert_eq!(
        operators("[{party: b, from: 2021-02-01}, {party: a, until: 2021-02-01}]"),
        Vec::<String>::new()
    );
}

#[test]
fn all_errors_come_at_once() {
    let text = "controller: schol
names: typo
severity: {x/y: loud}
notice:
  text: |
    # One
    Words and words.
  published: 2019-02-30
  statements:
  - {id: n, quote: Words and, shares: nobody}
  - {id: n, quote: words, suffix: '.', section: One}
  - {id: m, quote: or, informs: right-of-acess}
parties:
- {id: school, country: UKX}
- {id: school, country: GB, sience: 2020-01-01}
- {id: acme, country: US, since: 2020-01-01, until: 2019-01-01}
systems:
- {id: room, operator: acmee}
- {id: acme, operator: school}
services: [{id: v, sections: Two}]
contracts: [{id: c, kind: procesor, between: [school, acme]}]
safeguards: [{id: i, kind: eu-scc-2012, between: [school]}]
terms: [{id: upn, under: offical-id}]
flows:
- {id: f, from: school, to: school, data: [], subjects: studnt, purpose: marketing}
- {id: g, from: school, to: rom, data: [upn, naem], subjects: student, purpose: marketing, retention: ever, since: 01.02.2020}
- {id: all, from: school, to: acme, data: name, subjects: student, basis: 9(2)(a)}
include: [x.yaml, 'y/*.yaml', ../z.yaml]
";
    let reported = shown(&one(text));
    let lines: Vec<u32> = reported
        .iter()
        .map(|error| error.split(':').nth(1).unwrap().parse().unwrap())
        .collect();
    // An unreadable include hides what might be in it: unknown ids and terms, and nothing else.
    assert_eq!(
        lines,
        [
            2, 3, 8, 10, 11, 12, 12, 14, 15, 15, 16, 19, 20, 21, 22, 22, 25, 25, 26, 27, 27, 27,
            28, 28, 28
        ],
        "{}",
        reported.join("\n")
    );
    let without = text.replace("include: [x.yaml, 'y/*.yaml', ../z.yaml]\n", "");
    let reported = shown(&one(&without));
    let lines: Vec<u32> = reported
        .iter()
        .map(|error| error.split(':').nth(1).unwrap().parse().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            1, 2, 3, 8, 10, 11, 12, 12, 14, 15, 15, 16, 18, 19, 20, 21, 22, 22, 23, 25, 25, 25, 26,
            26, 26, 27, 27, 27
        ],
        "{}",
        reported.join("\n")
    );
}

#[test]
fn words_that_only_the_law_tables_know() {
    let of_party = |more: &str| {
        shown(&one(&format!(
            "controller: a\nparties: [{{id: a, country: US, {more}}}]\n"
        )))
    };
    for (more, expected) in [
        (
            "certifications: [{scheme: eu-dfp, from: 2024-01-01}]",
            "the law tables have no list that adequacy may depend on `eu-dfp` (did you mean `eu-dpf`?)",
        ),
        (
            "certifications: [{scheme: iso-27001, from: 2024-01-01}]",
            "the law tables have no list that adequacy may depend on `iso-27001` (they have `safe-harbour`, `privacy-shield`, `eu-dpf`, `dpf-uk-extension`; a file of law may add to them under `schemes`)",
        ),
        (
            "subject-to: [pipeda, pipdea]",
            "the law tables have no law that adequacy may depend on `pipdea` (did you mean `pipeda`?)",
        ),
        (
            "sector: jurnalism",
            "no condition of adequacy speaks of the sector `jurnalism` (did you mean `journalism`?)",
        ),
    ] {
        let reported = of_party(more);
        assert!(
            matches!(reported.as_slice(), [one] if one.ends_with(expected)),
            "{reported:#?}"
        );
    }
    for sound in ["sector: public-authority", "subject-to: lgpd"] {
        assert_eq!(of_party(sound), Vec::<String>::new());
    }
}
