//! What is deployed, as systems of an estate: the stores of a plan, by who operates them and where they are, each tied
//! to its resources.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Around, Asked, Known};
use super::lines::Lines;
use super::names::{self, VendorNames};
use super::part::{Certainty, Entry, Part, Value};
use super::propose::{self, shortened};
use super::row::{Row, Words};
use super::subprocessors::ids;
use crate::import::model::{DataRole, Deployment, Resource};
use crate::input::SourceMap;
use crate::input::counted;

/// A system is tied to as many resources by their addresses, at most.
const MOST_TIES: usize = 200;

/// The systems of some deployments of the party `us`, as a part; with them how many there are.
pub fn deployed(
    deployments: &[Deployment],
    sources: &SourceMap,
    us: &str,
    known: &Known<'_>,
) -> (String, usize) {
    let vendors = VendorNames::new(known.vendors);
    let asked = Asked {
        party: Some(us.to_owned()),
        ..Asked::default()
    };
    let path = deployments
        .iter()
        .filter_map(|it| sources.file(it.file))
        .map(|it| it.path());
    let path = path
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
        .join(", ");
    let lines = Lines(&path);
    let mut around = Around::new(&lines, &asked, known, &vendors);
    around.what = "the plan";
    let mut taken = ids(known.estate);
    let groups = groups(deployments);
    let (mut parties, mut systems) = (Vec::new(), Vec::new());
    let mut operators: BTreeMap<String, String> = BTreeMap::new();
    for ((operator, hosting), resources) in &groups {
        let first = resources.iter().map(|it| &it.span).next();
        let at = first
            .and_then(|span| sources.locate(*span))
            .map_or(1, |(_, place)| place.line);
        let party = if operator.is_empty() {
            us.to_owned()
        } else if let Some(held) = operators.get(operator) {
            held.clone()
        } else {
            let id = party(operator, at as usize, &around, &mut taken, &mut parties);
            operators.insert(operator.clone(), id.clone());
            id
        };
        let keep = if resources.len() == 1 {
            "keeps"
        } else {
            "keep"
        };
        let count = counted(resources.len(), "resource");
        let why = format!("{path}:{at}: {count} that {keep} data");
        let name = if operator.is_empty() { us } else { operator };
        let entry = system((name, &party), hosting, resources, why, &mut taken);
        systems.push(entry);
    }
    let count = systems.len();
    let head = vec![
        format!("From {path}: {} that keep data.", counted(count, "system")),
        "Each is who operates it and where it is, with the addresses of its resources. Split those that serve different"
            .to_owned(),
        "purposes, and point flows at them.".to_owned(),
    ];
    let part = Part {
        head,
        lists: vec![("parties", parties), ("systems", systems)],
        ..Part::default()
    };
    (part.to_yaml(), count)
}

/// The resources that keep data, by who is behind them and where they are.
fn groups(deployments: &[Deployment]) -> BTreeMap<(String, Vec<String>), Vec<&Resource>> {
    let mut groups: BTreeMap<(String, Vec<String>), Vec<&Resource>> = BTreeMap::new();
    let resources = deployments.iter().flat_map(|it| &it.resources);
    for resource in resources.filter(|it| keeps(it.role)) {
        let operator = resource.operator.clone().unwrap_or_default();
        let key = (operator, places(resource));
        groups.entry(key).or_default().push(resource);
    }
    groups
}

/// A system, with the addresses of its resources.
fn system(
    (name, operator): (&str, &str),
    hosting: &[String],
    resources: &[&Resource],
    why: String,
    taken: &mut BTreeSet<String>,
) -> Entry {
    let name = shortened(&format!("{name}, {}", hosting.join(" and ")));
    let id = names::id(&name.replace(',', ""), taken);
    let certainty = if hosting.iter().any(|it| it == "unknown") {
        Certainty::Look
    } else {
        Certainty::Certain
    };
    let ties = resources.iter().take(MOST_TIES);
    let ties = ties.map(|it| it.address.clone()).collect();
    let operator = Value::Text(operator.to_owned());
    Entry::new(&id)
        .with("name", Value::Text(name))
        .guess(
            "operator",
            operator,
            Certainty::Look,
            "who is behind the provider",
        )
        .guess("hosting", Value::List(hosting.to_vec()), certainty, why)
        .with("deployed", Value::List(ties))
}

/// Whether what has this role keeps data.
fn keeps(role: DataRole) -> bool {
    matches!(
        role,
        DataRole::Store
            | DataRole::Backup
            | DataRole::Queue
            | DataRole::Analytics
            | DataRole::Identity
    )
}

/// The countries and areas in which a resource is.
fn places(resource: &Resource) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for place in resource.location.places() {
        places.extend(place.countries.iter().map(|it| it.as_str().to_owned()));
    }
    places.sort();
    places.dedup();
    if places.is_empty() {
        places.push("unknown".to_owned());
    }
    places
}

fn party(
    operator: &str,
    line: usize,
    around: &Around<'_>,
    taken: &mut BTreeSet<String>,
    parties: &mut Vec<Entry>,
) -> String {
    let row = Row {
        name: Words {
            text: operator.to_owned(),
            column: None,
            at: line,
            is_around: false,
        },
        is_guess: true,
        ..Row::default()
    };
    propose::party_of(row, around, taken, parties)
}
