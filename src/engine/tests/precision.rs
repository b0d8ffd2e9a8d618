//! Complete estates with one fault each, or none: what is found is the fault, once, and nothing that the notice states.

use super::findings;

/// An estate in which all is in order but what is asked for.
struct Whole<'t> {
    country: &'t str,
    /// More parties, as entries of a list.
    parties: &'t str,
    /// More sections of the file.
    more: &'t str,
    /// More sentences of the notice.
    text: &'t str,
    /// More statements, as entries of a list.
    statements: &'t str,
    /// The flows, as entries of a list.
    flows: &'t str,
}

const BOOKED: &str = "{id: booked, service: stays, from: data-subjects, to: book, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}";

impl Default for Whole<'_> {
    fn default() -> Self {
        Self {
            country: "IE",
            parties: "",
            more: "",
            text: "",
            statements: "",
            flows: BOOKED,
        }
    }
}

const COLLECTS: &str = "{id: a, quote: We collect your name from you to run your booking under our contract, collects: {data: name, from: data-subjects}, uses: booking-management, relies-on: contract}";
const KEEPS: &str = "{id: b, quote: We keep it for a year, retains: P1Y}";

impl Whole<'_> {
    /// What is found, as the rule and the message.
    fn found(&self) -> Vec<(String, String)> {
        self.judged("", "", "")
    }

    /// What is found where one of the statements of the whole estate is not transcribed.
    fn found_without(&self, statement: &str) -> Vec<(String, String)> {
        self.judged(statement, "", "")
    }

    /// What is found where the notice has other words in place of those of a statement.
    fn found_in_place_of(&self, statement: &str, words: &str) -> Vec<(String, String)> {
        self.judged(statement, words, "")
    }

    /// What is found with one more system.
    fn with_system(&self, system: &str) -> Vec<(String, String)> {
        self.judged("", "", system)
    }

    fn rules_with_system(&self, system: &str) -> Vec<String> {
        let found = self.with_system(system).into_iter();
        found.map(|(rule, _)| rule).collect()
    }

    fn judged(&self, statement: &str, instead: &str, system: &str) -> Vec<(String, String)> {
        let list = |entries: &str| {
            let entries = entries.lines().map(str::trim).filter(|it| !it.is_empty());
            entries
                .map(|it| format!("    - {it}\n"))
                .collect::<String>()
        };
        let all = format!("{COLLECTS}\n{KEEPS}\n{RIGHTS}");
        let words = "We collect your name from you to run your booking under our contract. ";
        let collects = if instead.is_empty() { words } else { instead };
        let kept: Vec<&str> = all.lines().filter(|it| *it != statement).collect();
        let text = format!(
            "
name: Club
controller: club
parties:
    - {{id: club, name: Club Ltd, country: {}, kind: company, contact: a@b.example, dpo: none}}
{}{}
systems:
    - {{id: book, operator: club, hosting: {}}}
{}
services: [{{id: stays}}, {{id: news}}]
notice:
  published: 2026-01-01
  text: |
    Club Ltd, a@b.example, is the controller. Without them you cannot join. {}We keep it for a year. You have the right of access, the right to rectification, the right to erasure, the right to restriction of processing and the right to data portability. You can complain to the supervisory authority and to us. {}
  statements:
{}{}
flows:
{}
",
            self.country,
            list(self.parties),
            self.more,
            self.country,
            list(system),
            collects,
            self.text,
            list(&kept.join("\n")),
            list(self.statements),
            list(self.flows),
        );
        let found = findings("2026-11-25", &text).into_iter();
        found.map(|it| (it.rule, it.message)).collect()
    }

    fn rules(&self) -> Vec<String> {
        self.found().into_iter().map(|(rule, _)| rule).collect()
    }
}

const RIGHTS: &str = "{id: r1, quote: the right of access, informs: right-of-access}
{id: r2, quote: the right to rectification, informs: right-to-rectification}
{id: r3, quote: the right to erasure, informs: right-to-erasure}
{id: r4, quote: the right to restriction, informs: right-to-restriction}
{id: r5, quote: the right to data portability, informs: right-to-portability}
{id: r6, quote: You can complain to the supervisory authority, informs: complaint-to-authority}
{id: r7, quote: \"Club Ltd, a@b.example, is the controller\", informs: controller-identity}
{id: r8, quote: Without them you cannot join, informs: requirement-to-provide}
{id: r9, quote: and to us, informs: complaint-to-controller}";

const ASKED: &str = "disclosure/words-not-transcribed";
const MISSING: &str = "notice/missing-information";

#[test]
fn nothing_is_found_where_all_is_in_order() {
    assert_eq!(Whole::default().found(), []);
    let uk = Whole {
        country: "GB",
        ..Whole::default()
    };
    assert_eq!(uk.found(), []);
}

#[test]
fn a_sentence_that_may_disclose_a_flow_is_asked_about_once() {
    let rules = |without: &str| -> Vec<String> {
        let found = Whole::default().found_without(without);
        found.into_iter().map(|(rule, _)| rule).collect()
    };
    assert_eq!(rules(KEEPS), [ASKED]);
    let abroad = Whole {
        country: "GB",
        parties: "{id: host, name: Host Ltd, country: IN}",
        more: "contracts:
    - {id: c, kind: processor, between: [club, host], since: 2023-11-01, sub-processors: none, instructions-only: true}
safeguards:
    - {id: idta, kind: uk-idta, between: [club, host], concluded: 2025-01-01, risk-assessment: {date: 2026-01-01, conclusion: adequate}}",
        text: "Host Ltd keeps it for us. Host Ltd reads it in India under the International Data Transfer Agreement. A copy is at our office.",
        statements: "{id: c, quote: Host Ltd keeps it for us, shares: {with: host}}
            {id: f, quote: A copy is at our office, informs: transfer-safeguards}",
        flows: "{id: booked, service: stays, from: data-subjects, to: book, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}
            {id: kept, service: stays, from: book, to: host, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}",
    };
    assert_eq!(abroad.rules(), [ASKED]);
}

#[test]
fn of_two_data_the_one_that_the_text_names_is_asked_about() {
    let estate = Whole {
        more: "terms: [{id: stay, label: dates of the stay, under: booking}]",
        text: "We collect from you your email address.",
        flows: "{id: booked, service: stays, from: data-subjects, to: book, data: [name, email-address, stay], subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}",
        ..Whole::default()
    };
    let found = estate.found();
    let of = |rule: &str| {
        let mut found = found.iter().filter(|(it, _)| it == rule);
        found
            .next()
            .map(|(_, message)| message.clone())
            .unwrap_or_default()
    };
    assert_eq!(found.len(), 2, "{found:#?}");
    let silent = of("disclosure/undisclosed-data");
    assert!(
        silent.contains("dates of the stay") && !silent.contains("email"),
        "{silent}"
    );
    let asked = of(ASKED);
    assert!(
        asked.contains("email address") && !asked.contains("dates"),
        "{asked}"
    );
}

#[test]
fn a_sentence_that_names_the_data_and_their_source_is_asked_about() {
    let got = |text: &'static str| {
        let flows = format!(
            "{BOOKED}\n{{id: got, service: stays, from: tax, to: book, data: birth-date, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}}"
        );
        let estate = Whole {
            parties: "{id: tax, name: the Tax Agency, country: IE, kind: public-authority}",
            text,
            flows: &flows,
            ..Whole::default()
        };
        estate.rules()
    };
    assert_eq!(
        got("We received your date of birth from the Tax Agency."),
        [ASKED]
    );
    let silent = ["disclosure/undisclosed-data"];
    assert!(got("The Tax Agency is at Main Street.").contains(&silent[0].to_owned()));
    assert!(
        got("We never get your date of birth from the Tax Agency.").contains(&silent[0].to_owned())
    );
}

#[test]
fn a_sentence_with_the_words_of_a_decision_is_asked_about() {
    let decided = |text: &'static str| {
        let flows = format!(
            "{BOOKED}\n{{id: scored, service: stays, from: book, to: club, data: name, subjects: guest, purpose: booking-management, basis: contract, decision: {{about: refusing a booking, solely-automated: true, significant: true}}, impact-assessed: 2026-01-01}}"
        );
        let estate = Whole {
            text,
            flows: &flows,
            ..Whole::default()
        };
        estate.rules()
    };
    let silent = "disclosure/undisclosed-automated-decision".to_owned();
    let words = "Below a threshold the computer alone refuses a booking, and you cannot stay.";
    assert!(
        decided(words).contains(&ASKED.to_owned()),
        "{:?}",
        decided(words)
    );
    assert!(!decided(words).contains(&silent));
    assert!(!decided(words).contains(&MISSING.to_owned()));
    assert!(decided("We may refuse a booking of a guest who comes late.").contains(&silent));
    assert!(decided("The computer sends an invoice.").contains(&silent));
}

#[test]
fn what_is_relied_on_to_pass_data_on_is_compared_with_what_the_notice_names() {
    let found = |named: &str, more: &str| {
        let more = format!(
            "contracts:
    - {{id: c, kind: processor, between: [club, tarn], since: 2023-11-01, sub-processors: general, instructions-only: true}}
    - {{id: d, kind: sub-processor, between: [tarn, manila], since: 2023-11-01}}
{more}"
        );
        let statements = format!(
            "{{id: c, quote: Tarn Inc. keeps it for us, shares: {{with: tarn}}, transfers: {{to: US, with: tarn, safeguards: dpf-uk-extension}}}}
            {{id: d, quote: Manila Inc. reads it there, shares: {{with: manila}}, transfers: {{to: PH, with: manila{named}}}}}
            {{id: f, quote: A copy is at our office, informs: transfer-safeguards}}"
        );
        let estate = Whole {
            country: "GB",
            parties: "{id: tarn, name: Tarn Inc., country: US, certifications: [{scheme: eu-dpf, from: 2023-10-20}, {scheme: dpf-uk-extension, from: 2023-10-20}]}
                {id: manila, name: Manila Inc., country: PH}",
            more: &more,
            text: "Tarn Inc. keeps it for us. Manila Inc. reads it there. A copy is at our office.",
            statements: &statements,
            flows: "{id: booked, service: stays, from: data-subjects, to: book, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}
                {id: kept, service: stays, from: book, to: tarn, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}
                {id: read, service: stays, from: tarn, to: manila, on-behalf-of: club, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}",
        };
        estate.rules()
    };
    let another = "disclosure/contradicted-safeguard";
    assert_eq!(found(", safeguards: uk-idta", ""), [another]);
    for right in [
        "",
        ", safeguards: dpf-uk-extension",
        ", safeguards: uk-adequacy",
    ] {
        assert_eq!(found(right, ""), [""; 0], "{right}");
    }
    let idta = "safeguards:
    - {id: i, kind: uk-idta, between: [tarn, manila], concluded: 2025-01-01, risk-assessment: {date: 2026-01-01, conclusion: adequate}}";
    assert_eq!(found(", safeguards: uk-idta", idta), [""; 0]);
}

#[test]
fn what_arises_in_a_system_is_disclosed_in_the_service_that_takes_it_out() {
    let sent = |shown: &str| {
        let flows = format!(
            "{BOOKED}\n{shown}
            {{id: sent, service: news, from: {}, to: ins, data: score, subjects: guest, purpose: booking-management, basis: contract, role: controller}}",
            if shown.is_empty() { "box" } else { "book" }
        );
        let estate = Whole {
            parties: "{id: ins, name: Insurer Ltd, country: IE}",
            more: "terms: [{id: score, label: the driving score, under: profile}]",
            text: "We work out the driving score. Insurer Ltd receives it.",
            statements: "{id: c, quote: We work out the driving score, services: stays, collects: {data: score}}
                {id: d, quote: Insurer Ltd receives it, services: news, shares: {with: ins}}",
            flows: &flows,
            ..Whole::default()
        };
        estate.rules_with_system("{id: box, operator: club, hosting: IE, produces: score}")
    };
    let shown = "{id: shown, service: stays, from: box, to: book, data: score, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}";
    assert_eq!(sent(shown), [""; 0]);
    // Where no other service has it, the service that does has to disclose it.
    assert!(sent("").contains(&"disclosure/undisclosed-data".to_owned()));
}

#[test]
fn a_sentence_on_the_processor_that_keeps_the_data_is_used() {
    let flows = format!(
        "{}
        {{id: read, service: news, from: cloud, to: book, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}}",
        BOOKED.replace("to: book", "to: cloud")
    );
    let estate = Whole {
        parties: "{id: host, name: Host Ltd, country: IE}\n{id: post, name: Post Ltd, country: IE}",
        more: "contracts:
    - {id: c, kind: processor, between: [club, host], since: 2023-11-01, sub-processors: none, instructions-only: true}",
        text: "Host Ltd keeps them. Host Ltd keeps it for news. Post Ltd keeps it.",
        statements: "{id: c, quote: Host Ltd keeps them, services: stays, shares: {with: host}}
            {id: d, quote: Host Ltd keeps it for news, services: news, shares: {with: host}}
            {id: e, quote: Post Ltd keeps it, services: news, shares: {with: post}}",
        flows: &flows,
        ..Whole::default()
    };
    let found = estate.with_system("{id: cloud, operator: host, hosting: IE}");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].1.contains("Post Ltd keeps it"), "{found:#?}");
}

#[test]
fn a_sentence_on_where_a_recipient_was_is_part_of_the_transfer_that_is_not_disclosed() {
    let estate = Whole {
        country: "GB",
        parties: "{id: host, name: Host Ltd, country: IN}",
        more: "contracts:
    - {id: c, kind: processor, between: [club, host], since: 2023-11-01, sub-processors: none, instructions-only: true}
safeguards:
    - {id: idta, kind: uk-idta, between: [club, host], concluded: 2025-01-01, risk-assessment: {date: 2026-01-01, conclusion: adequate}}",
        text: "Host Ltd keeps it for us. It is in a country that is adequate by regulations. A copy is at our office.",
        statements: "{id: c, quote: Host Ltd keeps it for us, shares: {with: host}}
            {id: d, quote: It is in a country that is adequate by regulations, transfers: {to: IE, with: host, safeguards: uk-adequacy}}
            {id: f, quote: A copy is at our office, informs: transfer-safeguards}",
        flows: "{id: booked, service: stays, from: data-subjects, to: book, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}
            {id: kept, service: stays, from: book, to: host, data: name, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}",
    };
    assert_eq!(estate.rules(), ["disclosure/undisclosed-transfer"]);
}

#[test]
fn what_follows_from_a_purpose_that_is_not_disclosed_is_listed_there() {
    let purpose = "{id: a, quote: We collect your name from you, collects: {data: name, from: data-subjects}}";
    let estate = Whole {
        statements: purpose,
        text: "What we do is our affair.",
        ..Whole::default()
    };
    let silent = estate.found_in_place_of(COLLECTS, "We collect your name from you. ");
    let rules: Vec<&str> = silent.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["disclosure/undisclosed-purpose"]);
}

#[test]
fn data_that_are_kept_without_end_against_the_notice_are_one_finding() {
    let flows = BOOKED.replace("P1Y", "indefinite");
    let estate = Whole {
        flows: &flows,
        ..Whole::default()
    };
    assert_eq!(estate.rules(), ["disclosure/contradicted-retention"]);
}

#[test]
fn data_without_a_source_are_asked_of_the_system_that_sends_them() {
    let flows = format!(
        "{BOOKED}
        {{id: born, service: stays, from: data-subjects, to: files, data: birth-date, subjects: guest, purpose: booking-management, basis: contract, retention: P1Y}}
        {{id: given, service: stays, from: book, to: council, data: [name, birth-date], subjects: guest, purpose: booking-management, basis: contract, role: controller}}"
    );
    let estate = Whole {
        parties: "{id: council, name: Works council, country: IE}",
        text: "We take the birth date from you. The works council receives both.",
        statements: "{id: c, quote: The works council receives both, shares: {with: council}}
            {id: d, quote: We take the birth date from you, collects: {data: birth-date, from: data-subjects}}",
        flows: &flows,
        ..Whole::default()
    };
    let found = estate.with_system("{id: files, name: Files, operator: club, hosting: IE}");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].0, "minimisation/data-without-source");
    assert!(
        found[0].1.contains("how book obtains birth date"),
        "{found:#?}"
    );
}
