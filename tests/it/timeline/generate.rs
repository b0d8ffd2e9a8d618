//! Small random estates with dates within some weeks.

use std::fmt::Write;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

/// Days around which the law changes; each span begins ten days before one of them.
const TURNS: [Date; 14] = [
    date(2018, 9, 1),
    date(2020, 2, 1),
    date(2020, 7, 16),
    date(2021, 1, 1),
    date(2021, 6, 29),
    date(2021, 9, 27),
    date(2022, 9, 22),
    date(2022, 12, 28),
    date(2023, 7, 10),
    date(2023, 10, 12),
    date(2024, 3, 22),
    date(2025, 6, 19),
    date(2025, 12, 20),
    date(2026, 2, 5),
];
/// The days of a span.
const DAYS: i32 = 21;

/// A tape of random bytes, read as choices; at its end every choice is the first.
struct Tape<'a> {
    bytes: std::slice::Iter<'a, u8>,
    first: Date,
}

impl Tape<'_> {
    fn below(&mut self, count: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % count
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    fn offset(&mut self) -> Span {
        i32::try_from(self.below(DAYS as usize + 4)).unwrap().days()
    }

    /// A day within the span, or shortly before.
    fn day(&mut self) -> Date {
        let offset = self.offset();
        self.first
            .checked_add(offset)
            .unwrap()
            .checked_sub(2.days())
            .unwrap()
    }

    /// `, key: day` in two of three cases.
    fn maybe(&mut self, key: &str) -> String {
        match self.below(3) {
            0 => String::new(),
            _ => format!(", {key}: {}", self.day()),
        }
    }

    /// The ends of a period, either of them open at times.
    fn period(&mut self, from: &str, until: &str) -> String {
        let (a, b) = (self.day(), self.day());
        let (a, b) = (a.min(b), a.max(b));
        match self.below(5) {
            0 => String::new(),
            1 => format!(", {from}: {a}"),
            2 => format!(", {until}: {b}"),
            _ => format!(", {from}: {a}, {until}: {b}"),
        }
    }
}

/// An estate and a span of days.
pub struct Sample {
    pub text: String,
    /// The version of the notice before, `old.yaml`.
    pub old_notice: String,
    pub first: Date,
    pub last: Date,
}

/// The sample that bytes make.
pub fn sample(bytes: &[u8]) -> Sample {
    let mut tape = Tape {
        bytes: bytes.iter(),
        first: TURNS[0],
    };
    let turn = TURNS[tape.below(TURNS.len())];
    let first = turn.checked_sub(10.days()).unwrap();
    tape.first = first;
    Sample {
        text: text(&mut tape),
        old_notice: notice(&mut tape, date(2018, 5, 25)),
        first,
        last: first.checked_add((DAYS - 1).days()).unwrap(),
    }
}

fn text(tape: &mut Tape<'_>) -> String {
    let mut out =
        String::from("name: Mill\ncontroller: mill\nearlier-notices: old.yaml\nparties:\n");
    let home = tape.one(&["GB", "IE", "GB"]);
    let _ = writeln!(
        out,
        "  - {{id: mill, country: {home}, kind: {}, group: [{{group: guild{}}}]{}}}",
        tape.one(&["company", "public-authority"]),
        tape.period("from", "until"),
        tape.maybe("policy-document"),
    );
    let _ = writeln!(
        out,
        "  - {{id: lab, country: US, access-laws: fisa-702, group: [{{group: guild{}}}], certifications: [{}{}{}]}}",
        tape.period("from", "until"),
        listed("privacy-shield", "2016-08-12"),
        format_args!("{{scheme: eu-dpf, from: {}}}, ", tape.day()),
        format_args!(
            "{{scheme: dpf-uk-extension, from: {}, covers: hr}}",
            tape.day()
        ),
    );
    let _ = writeln!(
        out,
        "  - {{id: desk, country: {}, goes-by-name-of: {{party: bureau, since: {}}}{}}}\n  - {{id: bureau, country: {}}}",
        tape.one(&["IN", "IE", "JP"]),
        tape.day(),
        tape.period("since", "until"),
        tape.one(&["GB", "IE", "GI"]),
    );
    let sold = tape.day();
    let _ = writeln!(
        out,
        "systems:\n  - id: store\n    operator: [{{party: {}, until: {sold}}}, {{party: {}, from: {}}}]\n    hosting: [{{country: {}{}}}]\n    access: [{{by: desk, from: {}{}}}]",
        tape.one(&["bureau", "mill"]),
        tape.one(&["lab", "desk"]),
        sold.tomorrow().unwrap(),
        tape.one(&["GB", "US"]),
        tape.period("from", "until"),
        tape.one(&["IN", "GB"]),
        tape.period("since", "until"),
    );
    out.push_str("contracts:\n");
    for (id, between) in [
        ("with-lab", "[mill, lab]"),
        ("with-bureau", "[mill, bureau]"),
        ("with-desk", "[lab, desk]"),
    ] {
        let kind = tape.one(&["processor", "processor", "data-sharing"]);
        let (period, on) = (tape.period("since", "until"), tape.maybe("on"));
        let authorised = match kind {
            "processor" => format!(
                ", sub-processors: {{authorisation: {}, authorised: [{{party: desk{on}}}]}}",
                tape.one(&["specific", "general"])
            ),
            _ => String::new(),
        };
        let _ = writeln!(
            out,
            "  - {{id: {id}, kind: {kind}, between: {between}{period}{authorised}}}"
        );
    }
    out.push_str("safeguards:\n");
    for (id, between) in [
        ("paper-lab", "[mill, lab]"),
        ("paper-desk", "[lab, desk]"),
        ("paper-store", "[bureau, desk]"),
    ] {
        let kind = tape.one(&[
            "eu-scc-2010",
            "eu-scc-2021",
            "uk-idta",
            "eu-scc-2021+uk-addendum",
            "derogation-49-1-b",
        ]);
        let dates = match tape.below(2) {
            0 => format!(", concluded: 2018-08-01{}", tape.maybe("until")),
            _ => tape.period("concluded", "until"),
        };
        let _ = writeln!(
            out,
            "  - {{id: {id}, kind: {kind}, between: {between}{dates}{}, risk-assessment: {{date: {}}}}}",
            tape.maybe("processing-changed"),
            tape.day(),
        );
    }
    let published = tape.day();
    let _ = writeln!(out, "notice: {}", notice(tape, published));
    out.push_str("flows:\n");
    let purposes = ["service-provision", "marketing"];
    for (at, (from, to)) in [
        ("data-subjects", "mill"),
        ("data-subjects", "store"),
        ("mill", "lab"),
        ("mill", "store"),
        ("lab", "desk"),
    ]
    .into_iter()
    .enumerate()
    {
        let basis = match tape.below(4) {
            0 => "contract".to_owned(),
            1 => format!("legitimate-interests{}", tape.maybe("interests-assessed")),
            2 => format!(
                "consent, consent: {{record: {}, explicit: true}}",
                tape.day()
            ),
            _ => "public-task, basis-in-law: an act".to_owned(),
        };
        let data = tape.one(&["name", "[name, health-record]", "email-address"]);
        let child = match tape.below(3) {
            0 => ", age: 14, online-service: true, subjects-in: GB".to_owned(),
            1 => format!(
                ", risk-signs: [large-scale]{}",
                tape.maybe("impact-assessed")
            ),
            _ => String::new(),
        };
        let _ = writeln!(
            out,
            "  - {{id: flow-{at}, from: {from}, to: {to}, subjects: customer, data: {data}, purpose: {}, basis: {basis}{child}{}}}",
            tape.one(&purposes),
            tape.period("since", "until"),
        );
    }
    out
}

fn listed(scheme: &str, from: &str) -> String {
    format!("{{scheme: {scheme}, from: {from}}}, ")
}

/// What a version of the notice says: some of these, or the last of them.
const TOLD: [&str; 4] = [
    "{id: lab, quote: We share your name with the lab, shares: {with: lab, data: name}}",
    "{id: guild, quote: with members of our guild, shares: {with: guild}}",
    "{id: abroad, quote: to the United States under the Privacy Shield, transfers: {to: US, safeguards: privacy-shield}}",
    "{id: names, quote: We hold your name, collects: {data: name}, uses: {purposes: service-provision}}",
];

/// A version of the notice, as a value of YAML.
fn notice(tape: &mut Tape<'_>, published: Date) -> String {
    let mut told: Vec<&str> = TOLD.into_iter().filter(|_| tape.below(3) > 0).collect();
    if told.is_empty() {
        told.push(TOLD[3]);
    }
    format!(
        "{{published: {published}, text: 'We hold your name. We share your name with the lab and with members of our guild, to the United States under the Privacy Shield.', statements: [{}]}}",
        told.join(", ")
    )
}
