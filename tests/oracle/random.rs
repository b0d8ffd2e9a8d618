//! Random estates: small, with few words, so that their parts meet often.

use super::statements::statement;
use super::terms::{BASES, CLASSES, DATA, OWN, PURPOSES, SUBJECTS};
use crate::estate::rng::{Draw, Rng};
use crate::estate::{
    Access, Authorised, Certification, Contract, Estate, Flow, Hosting, Party, Period, Safeguard,
    Service, System, Term,
};

const COUNTRIES: &[&str] = &[
    "GB", "GB", "FR", "IE", "NO", "US", "US", "IN", "JP", "CA", "CH", "KR", "BR", "unknown",
];
/// Countries and areas, where either is allowed.
const PLACES: &[&str] = &[
    "GB", "GB", "FR", "IE", "NO", "US", "US", "IN", "JP", "CH", "BR", "EU", "EU", "EEA", "UK+EEA",
    "unknown",
];
const GROUPS: &[&str] = &["red-group", "blue-group"];
pub const SERVICES: &[&str] = &["shop", "forum"];
const KINDS: &[&str] = &[
    "eu-scc-2004",
    "eu-scc-2010",
    "eu-scc-2021",
    "eu-scc-2021+uk-addendum",
    "uk-idta",
    "uk-bcr",
    "derogation-49-1-a",
    "eu-adequacy",
    "privacy-shield",
    "dpf-uk-extension",
];
pub const RETENTIONS: &[&str] = &[
    "P1Y",
    "P6Y",
    "P18M",
    "P30D",
    "not-stored",
    "indefinite",
    "contract-term",
    "end-of-account",
];

pub fn words(table: &[(&'static str, &[&str])]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

/// The estate of a seed.
pub fn estate(seed: u64) -> Estate {
    let rng = &mut Rng::new(seed);
    let parties = parties(rng);
    let ids: Vec<&str> = parties.iter().map(|party| party.id.as_str()).collect();
    let systems = systems(rng, &ids);
    let services = SERVICES.iter().map(|id| Service {
        id: (*id).to_owned(),
        on_behalf_of: rng.once_in(8).then(|| rng.word(&ids)),
        ..Service::default()
    });
    let services = services.collect();
    let contracts = (0..rng.below(5))
        .map(|at| contract(rng, at, &ids))
        .collect();
    let safeguards: Vec<Safeguard> = (0..rng.below(6))
        .map(|at| safeguard(rng, at, &ids))
        .collect();
    let mut estate = Estate {
        day: day(rng),
        controller: "us".to_owned(),
        terms: own_terms(),
        parties,
        systems,
        services,
        contracts,
        safeguards,
        ..Estate::default()
    };
    if !rng.once_in(12) {
        let count = rng.below(15);
        estate.statements = Some((0..count).map(|at| statement(rng, at, &estate)).collect());
    }
    let count = 2 + rng.below(7);
    estate.flows = (0..count).map(|at| flow(rng, at, &estate)).collect();
    estate
}

/// How often one estate is judged.
pub const TURNS: u64 = 25;

/// The estate of a seed in all of its turns: as it is first, then on other days, with some of its
/// flows and sentences left out.
pub fn turns(seed: u64) -> Vec<Estate> {
    let rng = &mut Rng::new(!seed);
    let whole = estate(seed);
    let mut found = vec![whole.clone()];
    while found.len() < TURNS as usize {
        let mut turn = whole.clone();
        turn.day = day(rng);
        turn.flows.retain(|_| !rng.once_in(6));
        if let Some(statements) = &mut turn.statements {
            statements.retain(|_| !rng.once_in(4));
        }
        found.push(turn);
    }
    found
}

/// A day on which estates are judged.
fn day(rng: &mut Rng) -> String {
    format!(
        "20{}-{:02}-{:02}",
        19 + rng.below(8),
        1 + rng.below(11),
        1 + rng.below(28)
    )
}

fn parties(rng: &mut Rng) -> Vec<Party> {
    let count = 3 + rng.below(3);
    let mut found = Vec::new();
    for id in &["us", "east", "west", "north", "south", "mill"][..count] {
        let first = *id == "us";
        let mut party = Party {
            id: (*id).to_owned(),
            country: if first {
                rng.word(&["GB", "GB", "FR"])
            } else {
                rng.word(COUNTRIES)
            },
            kind: "company".to_owned(),
            classes: rng.some(&words(CLASSES), 0, 1),
            ..Party::default()
        };
        if rng.once_in(4) {
            party.kind = rng.word(&["public-authority", "charity", "eu-institution"]);
        }
        if !first && rng.once_in(10) {
            party.kind = rng.word(&["carrier", "public"]);
        }
        if rng.once_in(2) {
            party.groups.push((rng.word(GROUPS), rng.period()));
        }
        if rng.once_in(5) {
            party
                .branches
                .push((format!("{id}-branch"), rng.word(COUNTRIES)));
        }
        if rng.once_in(8) {
            let words: &[&str] = if first {
                &["art3-1"]
            } else {
                &["art3-2", "none"]
            };
            party.scope_eu = rng.once_in(2).then(|| rng.word(words));
            party.scope_uk = rng.once_in(2).then(|| rng.word(words));
        }
        if rng.once_in(8) {
            party.sector = Some(rng.word(&["journalism", "credit-information"]));
        }
        if rng.once_in(6) {
            party.subject_to = rng.some(&["pipeda", "appi", "pipa", "lgpd"], 1, 2);
        }
        if !first && rng.once_in(2) {
            for scheme in ["privacy-shield", "eu-dpf", "dpf-uk-extension"] {
                let on = rng.once_in(2);
                party.certifications.extend(on.then(|| Certification {
                    scheme: scheme.to_owned(),
                    period: Period {
                        from: Some("2017-01-01".to_owned()),
                        until: rng.once_in(4).then(|| rng.day()),
                    },
                    covers: if rng.once_in(3) {
                        rng.some(&["hr", "non-hr"], 1, 1)
                    } else {
                        Vec::new()
                    },
                }));
            }
        }
        found.push(party);
    }
    found
}

fn systems(rng: &mut Rng, parties: &[&str]) -> Vec<System> {
    let count = 1 + rng.below(3);
    let mut found = Vec::new();
    for id in &["ledger", "cloud", "portal"][..count] {
        let mut system = System {
            id: (*id).to_owned(),
            ..System::default()
        };
        if rng.once_in(4) {
            let end = rng.day();
            // Between two operators there may be a gap.
            let gone = if rng.once_in(2) {
                end.clone()
            } else {
                end.clone().max(rng.day())
            };
            let first = Period {
                from: None,
                until: Some(end),
            };
            let then = Period {
                from: Some(day_after(&gone)),
                until: None,
            };
            system.operators.push((rng.word(parties), first));
            system.operators.push((rng.word(parties), then));
        } else {
            system
                .operators
                .push((rng.word(parties), Period::default()));
        }
        for _ in 0..rng.below(3) {
            system.hosting.push(Hosting {
                country: rng.word(PLACES),
                certainty: rng.word(&["stated", "stated", "stated", "hinted", "unknown"]),
                period: rng.period(),
            });
        }
        for _ in 0..rng.below(3) {
            system.access.push(Access {
                by: rng.word(parties),
                from: rng.word(PLACES),
                period: rng.period(),
            });
        }
        system.transit_only = rng.once_in(12);
        found.push(system);
    }
    found
}

/// The day after, for the days that are drawn: none is above the 27th.
fn day_after(day: &str) -> String {
    let number: u32 = day[8..].parse().unwrap();
    format!("{}{:02}", &day[..8], number + 1)
}

fn contract(rng: &mut Rng, at: usize, parties: &[&str]) -> Contract {
    let kinds = [
        "processor",
        "processor",
        "sub-processor",
        "joint-controllers",
        "data-sharing",
    ];
    let kind = rng.word(&kinds);
    let first = if rng.once_in(2) {
        "us".to_owned()
    } else {
        rng.word(parties)
    };
    let others: Vec<&str> = parties
        .iter()
        .copied()
        .filter(|party| *party != first)
        .collect();
    let subs = kind == "processor" && rng.once_in(2);
    let authorised = (0..if subs { 1 + rng.below(3) } else { 0 }).map(|_| Authorised {
        party: rng.word(&others),
        on: rng.sometimes_day(),
        // Often, or an objection would hardly ever meet the one sub-processor that it is about.
        objected: rng.once_in(2).then(|| rng.day()),
    });
    let mut authorised: Vec<Authorised> = authorised.collect();
    authorised.sort_by(|one, other| one.party.cmp(&other.party));
    authorised.dedup_by(|one, other| one.party == other.party);
    Contract {
        id: format!("contract-{at}"),
        second: rng.word(&others),
        first,
        period: rng.period(),
        services: if rng.once_in(4) {
            rng.some(SERVICES, 1, 1)
        } else {
            Vec::new()
        },
        authorisation: subs.then(|| rng.word(&["general", "specific", "none"])),
        authorised,
        kind,
        ..Contract::default()
    }
}

fn safeguard(rng: &mut Rng, at: usize, parties: &[&str]) -> Safeguard {
    let exporter = if rng.once_in(3) {
        rng.word(parties)
    } else {
        "us".to_owned()
    };
    let others: Vec<&str> = parties
        .iter()
        .copied()
        .filter(|party| *party != exporter)
        .collect();
    let concluded = rng.sometimes_day();
    let until = rng
        .once_in(6)
        .then(|| rng.day())
        .filter(|it| concluded.as_ref() <= Some(it));
    Safeguard {
        id: format!("paper-{at}"),
        kind: rng.word(KINDS),
        importer: rng.word(&others),
        exporter,
        concluded,
        until,
        processing_changed: rng.once_in(8).then(|| rng.day()),
        services: if rng.once_in(6) {
            rng.some(SERVICES, 1, 1)
        } else {
            Vec::new()
        },
        assessed: rng.sometimes_day(),
        ..Safeguard::default()
    }
}

/// From and to; not from the people to the people.
fn ends(rng: &mut Rng, estate: &Estate, parties: &[&str], systems: &[&str]) -> (String, String) {
    let mut ends: Vec<&str> = parties.iter().chain(systems).copied().collect();
    ends.extend(["us", "us", "data-subjects"]);
    ends.extend(
        estate
            .parties
            .iter()
            .flat_map(|it| &it.branches)
            .map(|(id, _)| id.as_str()),
    );
    let from = if rng.once_in(3) {
        "data-subjects".to_owned()
    } else {
        rng.word(&ends)
    };
    let mut to = rng.word(&ends);
    while to == "data-subjects" && from == "data-subjects" {
        to = rng.word(&ends);
    }
    (from, to)
}

fn flow(rng: &mut Rng, at: usize, estate: &Estate) -> Flow {
    let parties: Vec<&str> = estate.parties.iter().map(|it| it.id.as_str()).collect();
    let systems: Vec<&str> = estate.systems.iter().map(|it| it.id.as_str()).collect();
    let (from, to) = ends(rng, estate, &parties, &systems);
    let mut it = Flow {
        id: format!("flow-{at}"),
        service: (!rng.once_in(4)).then(|| rng.word(SERVICES)),
        data: rng.some(&words(DATA), 1, 3),
        subjects: rng.some(&words(SUBJECTS), 1, 2),
        purposes: rng.some(&words(PURPOSES), 1, 2),
        ..Flow::default()
    };
    if from == to {
        it.mode = "internal".to_owned();
    } else if rng.once_in(5) {
        let modes = [
            "remote-access",
            "published",
            "embedded",
            "scraped",
            "internal",
        ];
        it.mode = rng.word(&modes);
    }
    (it.from, it.to) = (from, to);
    let bases: Vec<&str> = BASES
        .iter()
        .map(|(word, _)| *word)
        .chain(["none"])
        .collect();
    it.basis = (!rng.once_in(8)).then(|| rng.word(&bases));
    it.condition = rng
        .once_in(3)
        .then(|| rng.word(&["9(2)(a)", "9(2)(h)", "9(2)(g)"]));
    it.via = rng.once_in(6).then(|| rng.word(&systems));
    it.on_behalf_of = rng.once_in(10).then(|| rng.word(&parties));
    let roles = [
        "controller",
        "joint-controller",
        "processor",
        "sub-processor",
        "carrier",
    ];
    it.role = rng.once_in(6).then(|| rng.word(&roles));
    it.initiated_by = rng.once_in(8).then(|| rng.word(&parties));
    it.measures = match rng.below(12) {
        0 => vec!["anonymisation".to_owned()],
        1 => vec!["pseudonymisation".to_owned()],
        2 => vec!["end-to-end-encryption".to_owned()],
        _ => Vec::new(),
    };
    let instruments: Vec<&str> = estate.safeguards.iter().map(|it| it.id.as_str()).collect();
    if !instruments.is_empty() && rng.once_in(3) {
        it.safeguards = rng.some(&instruments, 1, 2);
    }
    it.retention = rng.once_in(2).then(|| rng.word(RETENTIONS));
    it.task = rng
        .once_in(4)
        .then(|| rng.word(&["public-task", "other-task"]));
    it.data_class = rng.once_in(6).then(|| rng.word(&["hr", "non-hr"]));
    it.flagged_sensitive = rng.once_in(2).then(|| rng.once_in(2));
    if rng.once_in(8) {
        it.collected_for = rng.some(&words(PURPOSES), 1, 2);
    }
    it.retired = rng.once_in(20);
    it.period = rng.period();
    it
}

/// The terms that all of these estates declare.
pub fn own_terms() -> Vec<Term> {
    let terms = OWN.iter().map(|(id, under, parts)| Term {
        id: (*id).to_owned(),
        under: (*under).to_owned(),
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
    });
    terms.collect()
}
