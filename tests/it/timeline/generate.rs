//! Small random estates with dates within some weeks.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::json;

use crate::support::estate::rng::Draw;
use crate::support::estate::{
    Access, Authorised, Certification, Collects, Contract, Day, Estate, Flow, Hosting, More, Party,
    Period, Safeguard, Shares, Statement, System, Transfers, Uses, object, words, write,
};

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

impl Draw for Tape<'_> {
    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % limit
    }

    /// A day within the span, or shortly before or after.
    fn day(&mut self) -> Day {
        let offset = i32::try_from(self.below(DAYS as usize + 4)).unwrap() - 2;
        self.first.checked_add(offset.days()).unwrap().to_string()
    }

    /// In two of three cases.
    fn sometimes_day(&mut self) -> Option<Day> {
        (self.below(3) > 0).then(|| self.day())
    }

    /// Either of its ends open at times.
    fn period(&mut self) -> Period {
        let (a, b) = (self.day(), self.day());
        let (from, until) = (a.clone().min(b.clone()), a.max(b));
        let (opens, ends) = match self.below(5) {
            0 => (false, false),
            1 => (true, false),
            2 => (false, true),
            _ => (true, true),
        };
        Period {
            from: opens.then_some(from),
            until: ends.then_some(until),
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
    let mut estate = estate(&mut tape);
    let text = write::text(&estate);
    notice(&mut tape, &mut estate, "2018-05-25");
    Sample {
        text,
        old_notice: write::escaped(&write::notice(&estate)),
        first,
        last: first.checked_add((DAYS - 1).days()).unwrap(),
    }
}

fn estate(tape: &mut Tape<'_>) -> Estate {
    let mut estate = Estate {
        controller: "mill".to_owned(),
        parties: parties(tape),
        systems: vec![store(tape)],
        contracts: contracts(tape),
        safeguards: safeguards(tape),
        more: object(json!({"name": "Mill", "earlier-notices": "old.yaml"})),
        ..Estate::default()
    };
    let published = tape.day();
    notice(tape, &mut estate, &published);
    estate.flows = flows(tape);
    estate
}

fn parties(tape: &mut Tape<'_>) -> Vec<Party> {
    let guild = |period| vec![("guild".to_owned(), period)];
    let mut mill = Party {
        id: "mill".to_owned(),
        country: tape.word(&["GB", "IE", "GB"]),
        kind: tape.word(&["company", "public-authority"]),
        groups: guild(tape.period()),
        ..Party::default()
    };
    if let Some(day) = tape.sometimes_day() {
        mill.more = object(json!({"policy-document": day}));
    }
    let groups = guild(tape.period());
    let certification = |scheme: &str, from: &str, covers: &[&str]| Certification {
        scheme: scheme.to_owned(),
        period: Period::since(from),
        covers: words(covers),
    };
    let lab = Party {
        id: "lab".to_owned(),
        country: "US".to_owned(),
        groups,
        certifications: vec![
            certification("privacy-shield", "2016-08-12", &[]),
            certification("eu-dpf", &tape.day(), &[]),
            certification("dpf-uk-extension", &tape.day(), &["hr"]),
        ],
        more: object(json!({"access-laws": "fisa-702"})),
        ..Party::default()
    };
    let country = tape.word(&["IN", "IE", "JP"]);
    let named = json!({"party": "bureau", "since": tape.day()});
    let desk = Party {
        id: "desk".to_owned(),
        country,
        period: tape.period(),
        more: object(json!({"goes-by-name-of": named})),
        ..Party::default()
    };
    let bureau = Party {
        id: "bureau".to_owned(),
        country: tape.word(&["GB", "IE", "GI"]),
        ..Party::default()
    };
    vec![mill, lab, desk, bureau]
}

/// A system that is sold on a day of the span.
fn store(tape: &mut Tape<'_>) -> System {
    let sold = tape.day();
    let next = sold.parse::<Date>().unwrap().tomorrow().unwrap();
    let (before, after) = (Period::until(&sold), Period::since(&next.to_string()));
    System {
        id: "store".to_owned(),
        operators: vec![
            (tape.word(&["bureau", "mill"]), before),
            (tape.word(&["lab", "desk"]), after),
        ],
        hosting: vec![Hosting {
            country: tape.word(&["GB", "US", "EU", "UK+EEA"]),
            certainty: "stated".to_owned(),
            period: tape.period(),
        }],
        access: vec![Access {
            by: "desk".to_owned(),
            from: tape.word(&["IN", "GB", "EEA"]),
            period: tape.period(),
        }],
        ..System::default()
    }
}

fn contracts(tape: &mut Tape<'_>) -> Vec<Contract> {
    let pairs = [
        ("with-lab", "mill", "lab"),
        ("with-bureau", "mill", "bureau"),
        ("with-desk", "lab", "desk"),
    ];
    let contracts = pairs.map(|(id, first, second)| {
        let kind = tape.word(&["processor", "processor", "data-sharing"]);
        let (period, on) = (tape.period(), tape.sometimes_day());
        let subs = kind == "processor";
        Contract {
            id: id.to_owned(),
            kind,
            first: first.to_owned(),
            second: second.to_owned(),
            period,
            authorisation: subs.then(|| tape.word(&["specific", "general"])),
            authorised: vec![Authorised {
                party: "desk".to_owned(),
                on,
                objected: None,
            }],
            ..Contract::default()
        }
    });
    contracts.into()
}

fn safeguards(tape: &mut Tape<'_>) -> Vec<Safeguard> {
    let kinds = [
        "eu-scc-2010",
        "eu-scc-2021",
        "uk-idta",
        "eu-scc-2021+uk-addendum",
        "derogation-49-1-b",
    ];
    let pairs = [
        ("paper-lab", "mill", "lab"),
        ("paper-desk", "lab", "desk"),
        ("paper-store", "bureau", "desk"),
    ];
    let safeguards = pairs.map(|(id, exporter, importer)| {
        let kind = tape.word(&kinds);
        let dates = match tape.below(2) {
            0 => Period {
                from: Some("2018-08-01".to_owned()),
                until: tape.sometimes_day(),
            },
            _ => tape.period(),
        };
        Safeguard {
            id: id.to_owned(),
            kind,
            exporter: exporter.to_owned(),
            importer: importer.to_owned(),
            concluded: dates.from,
            until: dates.until,
            processing_changed: tape.sometimes_day(),
            assessed: Some(tape.day()),
            ..Safeguard::default()
        }
    });
    safeguards.into()
}

fn flows(tape: &mut Tape<'_>) -> Vec<Flow> {
    let ends = [
        ("data-subjects", "mill"),
        ("data-subjects", "store"),
        ("mill", "lab"),
        ("mill", "store"),
        ("lab", "desk"),
    ];
    let mut found = Vec::new();
    for (at, (from, to)) in ends.into_iter().enumerate() {
        let (basis, mut more) = basis(tape);
        let data: &[&str] = match tape.below(3) {
            0 => &["name"],
            1 => &["name", "health-record"],
            _ => &["email-address"],
        };
        match tape.below(3) {
            0 => more.extend(object(
                json!({"age": 14, "online-service": true, "subjects-in": "GB"}),
            )),
            1 => {
                more.insert("risk-signs".to_owned(), json!(["large-scale"]));
                let day = tape.sometimes_day();
                more.extend(day.map(|day| ("impact-assessed".to_owned(), json!(day))));
            }
            _ => {}
        }
        found.push(Flow {
            id: format!("flow-{at}"),
            from: from.to_owned(),
            to: to.to_owned(),
            subjects: words(&["customer"]),
            data: words(data),
            purposes: vec![tape.word(&["service-provision", "marketing"])],
            basis: Some(basis.to_owned()),
            period: tape.period(),
            more,
            ..Flow::default()
        });
    }
    found
}

/// A basis, and what a flow says of it.
fn basis(tape: &mut Tape<'_>) -> (&'static str, More) {
    let (basis, more) = match tape.below(4) {
        0 => ("contract", json!({})),
        1 => {
            let more = tape
                .sometimes_day()
                .map(|day| json!({"interests-assessed": day}));
            ("legitimate-interests", more.unwrap_or_else(|| json!({})))
        }
        2 => {
            let consent = json!({"record": tape.day(), "explicit": true});
            ("consent", json!({"consent": consent}))
        }
        _ => ("public-task", json!({"basis-in-law": "an act"})),
    };
    (basis, object(more))
}

/// What a version of the notice says: some of these, or the last of them.
fn sentences() -> [Statement; 4] {
    let sentence = |id: &str, quote: &str| Statement {
        id: id.to_owned(),
        quote: Some(quote.to_owned()),
        ..Statement::default()
    };
    [
        Statement {
            shares: Some(Shares {
                with: words(&["lab"]),
                data: words(&["name"]),
                ..Shares::default()
            }),
            ..sentence("lab", "We share your name with the lab")
        },
        Statement {
            shares: Some(Shares {
                with: words(&["guild"]),
                ..Shares::default()
            }),
            ..sentence("guild", "with members of our guild")
        },
        Statement {
            transfers: Some(Transfers {
                to: words(&["US"]),
                safeguards: words(&["privacy-shield"]),
                ..Transfers::default()
            }),
            ..sentence("abroad", "to the United States under the Privacy Shield")
        },
        Statement {
            collects: Some(Collects {
                data: words(&["name"]),
                ..Collects::default()
            }),
            uses: Some(Uses {
                purposes: words(&["service-provision"]),
                ..Uses::default()
            }),
            ..sentence("names", "We hold your name")
        },
    ]
}

/// Gives the estate a version of the notice.
fn notice(tape: &mut Tape<'_>, estate: &mut Estate, published: &str) {
    let all = sentences();
    let last = all.last().cloned();
    let mut stated: Vec<Statement> = all.into_iter().filter(|_| tape.below(3) > 0).collect();
    if stated.is_empty() {
        stated.extend(last);
    }
    estate.statements = Some(stated);
    estate.notice = object(json!({
        "published": published,
        "text": "We hold your name. We share your name with the lab and with members of our guild, \
                 to the United States under the Privacy Shield.",
    }));
}
