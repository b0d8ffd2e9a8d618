//! The mechanism of a restricted transfer.

use serde_json::Value;

use super::law::{self, Worth};
use super::movements::Movement;
use super::queries::covers;
use super::terms::{PURPOSES, SPECIAL, above};
use crate::estate::{Estate, Party, Safeguard};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adequacy {
    None,
    InForce,
    Unmet,
}

#[derive(Debug)]
pub struct Transfer {
    pub destinations: Vec<String>,
    pub adequacy: Adequacy,
    /// A recipient on a list passes data on, and a contract binds the next one to it.
    pub under_contract: bool,
    /// How a notice may then name what the transfer relies on, if it names anything.
    pub onward_kinds: Vec<String>,
    /// Who keeps the data abroad for a processor at home is a question: neither that nor an instrument is
    /// recorded.
    pub keeper_is_open: bool,
    /// The best of the instruments.
    pub instrument: Worth,
    pub derogation: bool,
    pub relies_on_expired: bool,
    /// An assessment is due, and none was made.
    pub unassessed: bool,
    /// The kinds of its mechanisms: one of each list has to be disclosed.
    pub mechanisms: Vec<Vec<String>>,
}

/// The transfer that a movement is under a regime, if it is one.
pub fn transfer(estate: &Estate, movement: &Movement<'_>, regime: &str) -> Option<Transfer> {
    let day = &estate.day;
    let destinations = movement.destinations(estate, regime);
    if destinations.is_empty() {
        return None;
    }
    let importer = estate.party(movement.importer?);
    let (adequacy, adequate_by) = adequacy(estate, movement, importer, (regime, &destinations));
    let instruments = instruments(estate, movement);
    let worth = |instrument: &Safeguard| match (
        law::class(&instrument.kind),
        law::worth(instrument, regime, day),
    ) {
        ("appropriate-safeguard", worth) => worth,
        // A derogation of Art 49 counts on its own. Adequacy that someone has noted down is judged
        // as adequacy, and the note can only show that it once was.
        ("derogation", Worth::Valid) | ("adequacy", Worth::Valid | Worth::Pending) => {
            Worth::Nothing
        }
        (_, worth) => worth,
    };
    let worth = |instrument: &Safeguard| match worth(instrument) {
        Worth::Valid if !between_the_right(estate, instrument) => Worth::Nothing,
        other => other,
    };
    let instrument = instruments
        .iter()
        .map(|it| worth(it))
        .min()
        .unwrap_or(Worth::Nothing);
    let made = |it: &Safeguard| it.assessed.as_ref().is_some_and(|made| made <= day);
    let due = law::assessment_due(regime, day);
    // Of several that are good, one that was assessed where the law asks for it.
    let mut valid: Vec<&&Safeguard> = instruments
        .iter()
        .filter(|it| worth(it) == Worth::Valid)
        .collect();
    valid.sort_by_key(|it| (due && !made(it), it.id.as_str()));
    let derogations: Vec<&&Safeguard> = instruments
        .iter()
        .filter(|it| law::class(&it.kind) == "derogation")
        .filter(|it| law::worth(it, regime, day) == Worth::Valid)
        .collect();
    let onward_kinds = passes_on_under_contract(estate, movement, regime);
    let under_contract = !onward_kinds.is_empty();
    let adequate = adequacy == Adequacy::InForce || under_contract;
    let expired = instruments
        .iter()
        .any(|it| worth(it) == Worth::Expired && movement.flow.safeguards.contains(&it.id));
    let assessed = valid.iter().any(|it| made(it));
    // The day may be that of the last review: of the first one that is good an earlier one may not be recorded.
    let reviewed = valid.first().is_some_and(|it| {
        it.concluded.as_ref().is_some_and(|it| it <= day) && it.assessed.is_some()
    });
    let kinds = match adequacy {
        Adequacy::InForce => adequate_by,
        _ => Vec::new(),
    };
    let kind = |it: &&&Safeguard| it.kind.clone();
    let first = [valid.first().map(kind), derogations.first().map(kind)];
    let kinds = kinds
        .into_iter()
        .chain(first.into_iter().flatten())
        .collect();
    Some(Transfer {
        keeper_is_open: instruments.is_empty()
            && movement.keeper_is_open(estate, regime, &destinations),
        destinations: destinations.into_iter().map(str::to_owned).collect(),
        adequacy,
        under_contract,
        onward_kinds,
        instrument,
        derogation: !derogations.is_empty(),
        relies_on_expired: expired && (adequate || !valid.is_empty()),
        unassessed: !adequate && !valid.is_empty() && !assessed && !reviewed && due,
        mechanisms: vec![kinds],
    })
}

/// Whether all places outside are adequate, and by which kind of decision each is.
fn adequacy(
    estate: &Estate,
    movement: &Movement<'_>,
    importer: &Party,
    (regime, destinations): (&str, &[&str]),
) -> (Adequacy, Vec<String>) {
    let day = &estate.day;
    let mut adequacy = Adequacy::InForce;
    let mut adequate_by: Vec<String> = Vec::new();
    let states = destinations
        .iter()
        .flat_map(|place| law::states(place, day));
    for country in states.filter(|state| !law::stays_inside(regime, state, day)) {
        let rows = law::adequacy(regime, country, day);
        let met = rows.iter().find(|(conditions, _)| {
            conditions
                .iter()
                .all(|one| is_met(estate, movement, importer, one))
        });
        match met {
            Some((_, kind)) => adequate_by.push((*kind).to_owned()),
            // A list that nobody says the importer is on is no condition that it fails.
            None if !rows
                .iter()
                .any(|(_, kind)| is_claimed(estate, movement, importer, kind)) =>
            {
                adequacy = Adequacy::None;
            }
            None if adequacy == Adequacy::InForce => adequacy = Adequacy::Unmet,
            None => {}
        }
    }
    (adequacy, adequate_by)
}

/// Whether one that is adequate because it is on a list passes data on to a party that it has a contract with:
/// the decisions that work by lists ask for no more. The words for such a decision; none where it is not so.
fn passes_on_under_contract(estate: &Estate, movement: &Movement<'_>, regime: &str) -> Vec<String> {
    let (Some(exporter), Some(importer)) = (movement.exporter, movement.importer) else {
        return Vec::new();
    };
    let (day, sender) = (&estate.day, estate.party(exporter));
    let onward = movement.indirect(estate) && !movement.owns.contains(&regime);
    let mut rows = law::adequacy(regime, &sender.country, day).into_iter();
    let listed = rows.find(|(conditions, kind)| {
        let mut conditions = conditions.iter();
        law::is_scheme(kind) && conditions.all(|one| is_met(estate, movement, sender, one))
    });
    let engaging = engager(estate, movement, exporter, importer);
    let contract = estate.contracts.iter().any(|it| {
        let (first, second) = (it.first.as_str(), it.second.as_str());
        let engages = ["processor", "sub-processor"].contains(&it.kind.as_str());
        let forward = [exporter, engaging].contains(&first) && second == importer;
        let back = !engages && first == importer && second == exporter;
        (forward || back)
            && it.period.has(day)
            && covers(&it.services, movement.flow.service.as_deref())
    });
    let any = if regime == "uk-gdpr" {
        "uk-adequacy"
    } else {
        "eu-adequacy"
    };
    let listed = listed.filter(|_| onward && contract);
    let kinds = listed.map_or_else(Vec::new, |(_, kind)| vec![kind, any]);
    kinds.into_iter().map(str::to_owned).collect()
}

/// The processor that has engaged a sub-processor, which the sender may have engaged at some remove.
fn engager<'w>(
    estate: &'w Estate,
    movement: &Movement<'_>,
    exporter: &'w str,
    importer: &'w str,
) -> &'w str {
    if movement.role != "sub-processor" {
        return exporter;
    }
    let service = movement.flow.service.as_deref();
    let by = |party: &str| -> Vec<&'w str> {
        let all = estate.contracts.iter().filter(|it| {
            it.kind == "sub-processor"
                && it.second == party
                && covers(&it.services, service)
                && it.period.has(&estate.day)
        });
        all.map(|it| it.first.as_str()).collect()
    };
    if by(importer).contains(&exporter) {
        return exporter;
    }
    // The last contract first, and below it the one that engaged it.
    let mut open: Vec<(&str, &str)> = by(importer).into_iter().map(|it| (it, it)).collect();
    let mut seen = vec![importer];
    while let Some((direct, above)) = open.pop() {
        if seen.contains(&above) {
            continue;
        }
        seen.push(above);
        if by(above).contains(&exporter) {
            return direct;
        }
        open.extend(by(above).into_iter().map(|it| (direct, it)));
    }
    exporter
}

/// The instruments between the two that cover the service, concluded by the exporter or by the processor
/// that sends for it: those that the flow relies on where it names
/// any of them, else all.
fn instruments<'w>(estate: &'w Estate, movement: &Movement<'_>) -> Vec<&'w Safeguard> {
    let flow = movement.flow;
    let mut between: Vec<&Safeguard> = estate
        .safeguards
        .iter()
        .filter(|it| [movement.exporter, movement.by].contains(&Some(&it.exporter)))
        .filter(|it| Some(it.importer.as_str()) == movement.importer)
        .filter(|it| covers(&it.services, flow.service.as_deref()))
        .collect();
    let named = |it: &&Safeguard| flow.safeguards.contains(&it.id);
    if movement.is_the_flow() && between.iter().any(named) {
        between.retain(named);
    }
    between.sort_by(|one, other| one.id.cmp(&other.id));
    between
}

/// Whether the two are those between whom an instrument works: rules of a group bind its members.
fn between_the_right(estate: &Estate, instrument: &Safeguard) -> bool {
    if !instrument.kind.ends_with("-bcr") {
        return true;
    }
    let groups = |id: &str| &estate.party(id).groups;
    let (ours, theirs) = (groups(&instrument.exporter), groups(&instrument.importer));
    let together = ours.iter().any(|(group, when)| {
        let mut theirs = theirs.iter();
        let also = theirs.any(|(other, then)| group == other && then.has(&estate.day));
        also && when.has(&estate.day)
    });
    // An estate that records no group of either says nothing about it.
    together || ours.is_empty() && theirs.is_empty()
}

/// Whether adequacy of this kind is relied on: adequacy without a list of recipients always is,
/// else the importer is or was on the list or the one below it, or the flow names either, or any
/// adequacy.
fn is_claimed(estate: &Estate, movement: &Movement<'_>, importer: &Party, kind: &str) -> bool {
    if !law::is_scheme(kind) {
        return true;
    }
    let mut lists = vec![kind];
    lists.extend(law::extended(kind));
    let entered = importer
        .certifications
        .iter()
        .any(|it| lists.contains(&it.scheme.as_str()) || law::extends(&it.scheme, kind));
    let named = estate.safeguards.iter().any(|it| {
        let relied_on = movement.flow.safeguards.contains(&it.id);
        relied_on && (lists.contains(&it.kind.as_str()) || law::class(&it.kind) == "adequacy")
    });
    entered || named
}

/// Whether a condition of adequacy is met. What only a person can judge counts as met.
fn is_met(estate: &Estate, movement: &Movement<'_>, importer: &Party, condition: &Value) -> bool {
    let flow = movement.flow;
    let day = &estate.day;
    let sector = |words: &Value| {
        let words = words.as_array().unwrap();
        words
            .iter()
            .any(|word| importer.sector.as_deref() == word.as_str())
    };
    let company = importer.kind == "company";
    if let Some(word) = condition.as_str() {
        let sensitive = flow.data.iter().any(|it| SPECIAL.contains(&it.as_str()));
        let staff = |it: &String| above(PURPOSES, "human-resource-management", it);
        let general = if flow.purposes.iter().any(staff) {
            "hr"
        } else {
            "non-hr"
        };
        let class = flow.data_class.as_deref().unwrap_or(general);
        return match word {
            "commercial-activity" => company,
            "flag-sensitive-data" => !sensitive || flow.flagged_sensitive != Some(false),
            "certification-covers-data-class" => importer.certifications.iter().any(|it| {
                law::is_scheme(&it.scheme)
                    && it.period.has(day)
                    && (it.covers.is_empty() || it.covers.iter().any(|covered| covered == class))
            }),
            "automated-processing" => true,
            other => panic!("a condition the oracle does not know: {other}"),
        };
    }
    let (key, value) = condition.as_object().unwrap().iter().next().unwrap();
    match key.as_str() {
        "recipient-certified" => {
            let mut needed = value.as_str();
            let all = || importer.certifications.iter();
            while let Some(scheme) = needed {
                let listed = all().any(|it| it.scheme == scheme && it.period.has(day));
                let by_extension = !all().any(|it| it.scheme == scheme)
                    && all().any(|it| law::extends(&it.scheme, scheme) && it.period.has(day));
                if !listed && !by_extension {
                    return false;
                }
                needed = law::extended(scheme);
            }
            true
        }
        // Whom the general law of its country binds counts as subject to it unless it is said to which.
        "recipient-subject-to" => {
            importer.subject_to.iter().any(|law| law == value)
                || importer.subject_to.is_empty() && law::binds(value, &importer.kind)
        }
        "recipient-not" => {
            let kinds = value.as_array().unwrap();
            !kinds.iter().any(|kind| *kind == importer.kind.as_str()) && !sector(value)
        }
        "recipient-is" => {
            importer.sector.as_deref() == value.as_str()
                || importer.kind == "eu-institution" && value == "eu-institution"
        }
        // Of the uses that decisions leave out, these estates have one, which is left out for bodies of academic
        // study alone; none of their parties is one.
        "not-for" => true,
        "says" => true,
        other => panic!("a condition the oracle does not know: {other}"),
    }
}
