//! Random estates: small, with few words, so that their parts meet often.

use super::dice::Dice;
use super::said::statement;
use super::terms::{BASES, CLASSES, DATA, PURPOSES, SUBJECTS};
use super::world::{
    Access, Authorised, Certification, Contract, Flow, Hosting, Party, Period, Safeguard, Service,
    System, World,
};

const COUNTRIES: &[&str] = &[
    "GB", "GB", "FR", "IE", "NO", "US", "US", "IN", "JP", "CA", "CH", "KR", "BR", "unknown",
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
pub fn world(seed: u64) -> World {
    let dice = &mut Dice::new(seed);
    let parties = parties(dice);
    let ids: Vec<&str> = parties.iter().map(|party| party.id.as_str()).collect();
    let systems = systems(dice, &ids);
    let services = SERVICES.iter().map(|id| Service {
        id: (*id).to_owned(),
        on_behalf_of: dice.once_in(8).then(|| dice.word(&ids)),
    });
    let services = services.collect();
    let contracts = (0..dice.below(5))
        .map(|at| contract(dice, at, &ids))
        .collect();
    let safeguards: Vec<Safeguard> = (0..dice.below(6))
        .map(|at| safeguard(dice, at, &ids))
        .collect();
    let mut world = World {
        day: day(dice),
        controller: "us".to_owned(),
        parties,
        systems,
        services,
        contracts,
        safeguards,
        statements: None,
        flows: Vec::new(),
    };
    if !dice.once_in(12) {
        let count = dice.below(15);
        world.statements = Some((0..count).map(|at| statement(dice, at, &world)).collect());
    }
    let count = 2 + dice.below(7);
    world.flows = (0..count).map(|at| flow(dice, at, &world)).collect();
    world
}

/// How often one estate is judged.
pub const TURNS: u64 = 25;

/// The estate of a seed in all of its turns: as it is first, then on other days, with some of its
/// flows and sentences left out.
pub fn turns(seed: u64) -> Vec<World> {
    let dice = &mut Dice::new(!seed);
    let whole = world(seed);
    let mut found = vec![whole.clone()];
    while found.len() < TURNS as usize {
        let mut turn = whole.clone();
        turn.day = day(dice);
        turn.flows.retain(|_| !dice.once_in(6));
        if let Some(statements) = &mut turn.statements {
            statements.retain(|_| !dice.once_in(4));
        }
        found.push(turn);
    }
    found
}

/// A day on which estates are judged.
fn day(dice: &mut Dice) -> String {
    format!(
        "20{}-{:02}-{:02}",
        19 + dice.below(8),
        1 + dice.below(11),
        1 + dice.below(28)
    )
}

fn parties(dice: &mut Dice) -> Vec<Party> {
    let count = 3 + dice.below(3);
    let mut found = Vec::new();
    for id in &["us", "east", "west", "north", "south", "mill"][..count] {
        let first = *id == "us";
        let mut party = Party {
            id: (*id).to_owned(),
            country: if first {
                dice.word(&["GB", "GB", "FR"])
            } else {
                dice.word(COUNTRIES)
            },
            kind: "company".to_owned(),
            classes: dice.some(&words(CLASSES), 0, 1),
            ..Party::default()
        };
        if dice.once_in(4) {
            party.kind = dice.word(&["public-authority", "charity", "eu-institution"]);
        }
        if !first && dice.once_in(10) {
            party.kind = dice.word(&["carrier", "public"]);
        }
        if dice.once_in(2) {
            party.groups.push((dice.word(GROUPS), dice.period()));
        }
        if dice.once_in(5) {
            party
                .branches
                .push((format!("{id}-branch"), dice.word(COUNTRIES)));
        }
        if dice.once_in(8) {
            let words: &[&str] = if first {
                &["art3-1"]
            } else {
                &["art3-2", "none"]
            };
            party.scope_eu = dice.once_in(2).then(|| dice.word(words));
            party.scope_uk = dice.once_in(2).then(|| dice.word(words));
        }
        if dice.once_in(8) {
            party.sector = Some(dice.word(&["journalism", "credit-information"]));
        }
        if dice.once_in(6) {
            party.subject_to = dice.some(&["pipeda", "appi", "pipa", "lgpd"], 1, 2);
        }
        if !first && dice.once_in(2) {
            for scheme in ["privacy-shield", "eu-dpf", "dpf-uk-extension"] {
                let on = dice.once_in(2);
                party.certifications.extend(on.then(|| Certification {
                    scheme: scheme.to_owned(),
                    period: Period {
                        from: Some("2017-01-01".to_owned()),
                        until: dice.once_in(4).then(|| dice.day()),
                    },
                    covers: if dice.once_in(3) {
                        dice.some(&["hr", "non-hr"], 1, 1)
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

fn systems(dice: &mut Dice, parties: &[&str]) -> Vec<System> {
    let count = 1 + dice.below(3);
    let mut found = Vec::new();
    for id in &["ledger", "cloud", "portal"][..count] {
        let mut system = System {
            id: (*id).to_owned(),
            ..System::default()
        };
        if dice.once_in(4) {
            let end = dice.day();
            // Between two operators there may be a gap.
            let gone = if dice.once_in(2) {
                end.clone()
            } else {
                end.clone().max(dice.day())
            };
            let first = Period {
                from: None,
                until: Some(end),
            };
            let then = Period {
                from: Some(day_after(&gone)),
                until: None,
            };
            system.operators.push((dice.word(parties), first));
            system.operators.push((dice.word(parties), then));
        } else {
            system
                .operators
                .push((dice.word(parties), Period::default()));
        }
        for _ in 0..dice.below(3) {
            system.hosting.push(Hosting {
                country: dice.word(COUNTRIES),
                certainty: dice.word(&["stated", "stated", "stated", "hinted", "unknown"]),
                period: dice.period(),
            });
        }
        for _ in 0..dice.below(3) {
            system.access.push(Access {
                by: dice.word(parties),
                from: dice.word(COUNTRIES),
                period: dice.period(),
            });
        }
        system.transit_only = dice.once_in(12);
        found.push(system);
    }
    found
}

/// The day after, for the days that the dice give: none is above the 27th.
fn day_after(day: &str) -> String {
    let number: u32 = day[8..].parse().unwrap();
    format!("{}{:02}", &day[..8], number + 1)
}

fn contract(dice: &mut Dice, at: usize, parties: &[&str]) -> Contract {
    let kinds = [
        "processor",
        "processor",
        "sub-processor",
        "joint-controllers",
        "data-sharing",
    ];
    let kind = dice.word(&kinds);
    let first = if dice.once_in(2) {
        "us".to_owned()
    } else {
        dice.word(parties)
    };
    let others: Vec<&str> = parties
        .iter()
        .copied()
        .filter(|party| *party != first)
        .collect();
    let subs = kind == "processor" && dice.once_in(2);
    let authorised = (0..if subs { 1 + dice.below(3) } else { 0 }).map(|_| Authorised {
        party: dice.word(&others),
        on: dice.sometimes_day(),
        // Often, or an objection would hardly ever meet the one sub-processor that it is about.
        objected: dice.once_in(2).then(|| dice.day()),
    });
    let mut authorised: Vec<Authorised> = authorised.collect();
    authorised.sort_by(|one, other| one.party.cmp(&other.party));
    authorised.dedup_by(|one, other| one.party == other.party);
    Contract {
        id: format!("contract-{at}"),
        second: dice.word(&others),
        first,
        period: dice.period(),
        services: if dice.once_in(4) {
            dice.some(SERVICES, 1, 1)
        } else {
            Vec::new()
        },
        authorisation: subs.then(|| dice.word(&["general", "specific", "none"])),
        authorised,
        kind,
    }
}

fn safeguard(dice: &mut Dice, at: usize, parties: &[&str]) -> Safeguard {
    let exporter = if dice.once_in(3) {
        dice.word(parties)
    } else {
        "us".to_owned()
    };
    let others: Vec<&str> = parties
        .iter()
        .copied()
        .filter(|party| *party != exporter)
        .collect();
    let concluded = dice.sometimes_day();
    let until = dice
        .once_in(6)
        .then(|| dice.day())
        .filter(|it| concluded.as_ref() <= Some(it));
    Safeguard {
        id: format!("paper-{at}"),
        kind: dice.word(KINDS),
        importer: dice.word(&others),
        exporter,
        concluded,
        until,
        processing_changed: dice.once_in(8).then(|| dice.day()),
        services: if dice.once_in(6) {
            dice.some(SERVICES, 1, 1)
        } else {
            Vec::new()
        },
        assessed: dice.sometimes_day(),
    }
}

fn flow(dice: &mut Dice, at: usize, world: &World) -> Flow {
    let parties: Vec<&str> = world.parties.iter().map(|it| it.id.as_str()).collect();
    let systems: Vec<&str> = world.systems.iter().map(|it| it.id.as_str()).collect();
    let mut ends: Vec<&str> = parties.iter().chain(&systems).copied().collect();
    ends.extend(["us", "us", "data-subjects"]);
    ends.extend(
        world
            .parties
            .iter()
            .flat_map(|it| &it.branches)
            .map(|(id, _)| id.as_str()),
    );
    let from = if dice.once_in(3) {
        "data-subjects".to_owned()
    } else {
        dice.word(&ends)
    };
    let mut to = dice.word(&ends);
    while to == "data-subjects" && from == "data-subjects" {
        to = dice.word(&ends);
    }
    let mut it = Flow {
        id: format!("flow-{at}"),
        service: (!dice.once_in(4)).then(|| dice.word(SERVICES)),
        data: dice.some(&words(DATA), 1, 3),
        subjects: dice.some(&words(SUBJECTS), 1, 2),
        purposes: dice.some(&words(PURPOSES), 1, 2),
        ..Flow::default()
    };
    if from == to {
        it.mode = "internal".to_owned();
    } else if dice.once_in(5) {
        let modes = [
            "remote-access",
            "published",
            "embedded",
            "scraped",
            "internal",
        ];
        it.mode = dice.word(&modes);
    }
    (it.from, it.to) = (from, to);
    let bases: Vec<&str> = BASES
        .iter()
        .map(|(word, _)| *word)
        .chain(["none"])
        .collect();
    it.basis = (!dice.once_in(8)).then(|| dice.word(&bases));
    it.condition = dice
        .once_in(3)
        .then(|| dice.word(&["9(2)(a)", "9(2)(h)", "9(2)(g)"]));
    it.via = dice.once_in(6).then(|| dice.word(&systems));
    it.on_behalf_of = dice.once_in(10).then(|| dice.word(&parties));
    let roles = [
        "controller",
        "joint-controller",
        "processor",
        "sub-processor",
        "carrier",
    ];
    it.role = dice.once_in(6).then(|| dice.word(&roles));
    it.initiated_by = dice.once_in(8).then(|| dice.word(&parties));
    it.measures = match dice.below(12) {
        0 => vec!["anonymisation".to_owned()],
        1 => vec!["pseudonymisation".to_owned()],
        2 => vec!["end-to-end-encryption".to_owned()],
        _ => Vec::new(),
    };
    let papers: Vec<&str> = world.safeguards.iter().map(|it| it.id.as_str()).collect();
    if !papers.is_empty() && dice.once_in(3) {
        it.safeguards = dice.some(&papers, 1, 2);
    }
    it.retention = dice.once_in(2).then(|| dice.word(RETENTIONS));
    it.task = dice
        .once_in(4)
        .then(|| dice.word(&["public-task", "other-task"]));
    it.data_class = dice.once_in(6).then(|| dice.word(&["hr", "non-hr"]));
    it.flagged_sensitive = dice.once_in(4);
    if dice.once_in(8) {
        it.collected_for = dice.some(&words(PURPOSES), 1, 2);
    }
    it.retired = dice.once_in(20);
    it.period = dice.period();
    it
}

/// An estate with nothing in it.
pub fn empty() -> World {
    World {
        day: String::new(),
        controller: String::new(),
        parties: Vec::new(),
        systems: Vec::new(),
        services: Vec::new(),
        contracts: Vec::new(),
        safeguards: Vec::new(),
        statements: None,
        flows: Vec::new(),
    }
}
