//! Flows that a notice speaks of: from data subjects to the controller, section by section. What a notice says is no
//! record of what happens, so all of it is to be looked at.

use std::collections::BTreeSet;

use super::around::{FlowDefaults, Known};
use super::names;
use super::part::{Certainty, Entry, Part, Value};
use super::propose::shortened;
use super::statements::slug;
use super::subprocessors::ids;
use super::table_rows;
use crate::notice::read::{Kind, Reading};
use crate::taxonomy::TermKind;

/// Data that may be of a special category.
const SENSITIVE: &str = "sensitive-personal-data";

/// A flow has as many terms of a kind, at most.
const MOST: usize = 24;

/// What a notice says of flows.
#[derive(Debug)]
pub struct Collected {
    /// The part, as YAML.
    pub yaml: String,
    /// How many flows it has.
    pub flows: usize,
    /// What flows to others are made of where nothing says more.
    pub defaults: FlowDefaults,
}

/// What a section says, of the people that it names there.
#[derive(Debug, Default)]
struct Section<'r> {
    heading: Option<&'r str>,
    /// Whose data it speaks of; empty where it does not say.
    subjects: &'r [String],
    /// The row of a table that it is, instead of all of a section.
    row: Option<usize>,
    /// What the row is called.
    name: Option<&'r str>,
    data: Vec<String>,
    purposes: Vec<String>,
    /// The bases, each with the purposes for which alone it is stated.
    bases: Vec<(String, &'r [String])>,
    kept: Vec<String>,
    /// The lines of what it collects, and of the rest.
    lines: Vec<u32>,
    more: Vec<u32>,
}

/// Turns what was read of a notice into flows to `to`: the controller, or a system that it runs.
pub fn collected(reading: &Reading, source: &str, to: &str, known: &Known<'_>) -> Collected {
    let mut taken = ids(known.estate);
    let sections = sections(reading);
    let mut entries = Vec::new();
    let with_data = || sections.iter().filter(|it| !it.data.is_empty());
    for section in with_data() {
        let whole = whole(&sections, section.subjects);
        entries.push(flow(section, &whole, (source, to), &mut taken));
    }
    // Where all is about the same people, what flows on is as well.
    let first = with_data().next().map_or(&[][..], |it| it.subjects);
    let people = if with_data().all(|it| it.subjects == first) {
        first
    } else {
        &[]
    };
    let whole = whole(&sections, people);
    let flows = entries.len();
    let head = vec![
        format!(
            "Flows that {source} speaks of. A notice is no record of what happens: compare each flow with what is done,"
        ),
        "and add those that the notice is silent about. `fairnotice questions` lists what is open."
            .to_owned(),
    ];
    let yaml = Part {
        head,
        lists: vec![("flows", entries)],
        ..Part::default()
    }
    .to_yaml();
    let or = |terms: Vec<String>, other: &str| {
        if terms.is_empty() {
            vec![other.to_owned()]
        } else {
            terms
        }
    };
    Collected {
        yaml,
        flows,
        defaults: FlowDefaults {
            data: or(ordinary(whole.data, known), "personal-data"),
            subjects: or(people.to_vec(), "data-subject"),
            purpose: vec!["service-provision".to_owned()],
            why: format!("no source states it: what {source} says is collected"),
        },
    }
}

/// Data of no special category: of those nobody has said that they go on.
fn ordinary(mut data: Vec<String>, known: &Known<'_>) -> Vec<String> {
    data.retain(|it| {
        let term = known.taxonomy.lookup_known(TermKind::Data, it);
        let is_special = |term| known.taxonomy.is_special(term) || known.taxonomy.is_criminal(term);
        it != SENSITIVE && !term.is_some_and(is_special)
    });
    data
}

fn sections(reading: &Reading) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let all = reading.statements.iter().zip(table_rows::rows(reading));
    for (statement, row) in all.filter(|(it, _)| !it.says.none && it.anchored) {
        let heading = statement.section.as_deref();
        let subjects = statement.says.subjects.as_slice();
        let is_it =
            |it: &Section<'_>| it.heading == heading && it.subjects == subjects && it.row == row;
        let at = match sections.iter().position(is_it) {
            Some(at) => at,
            None => {
                sections.push(Section {
                    heading,
                    subjects,
                    row,
                    ..Section::default()
                });
                sections.len() - 1
            }
        };
        let Some(section) = sections.get_mut(at) else {
            continue;
        };
        let (into, is_data) = match statement.says.kind {
            Kind::Collects => (&mut section.data, true),
            Kind::Uses => (&mut section.purposes, false),
            Kind::ReliesOn => {
                let bases = statement.says.terms.iter();
                for basis in bases.filter(|it| *it != "legal-basis") {
                    let stated = (basis.clone(), statement.says.purposes.as_slice());
                    if !section.bases.contains(&stated) && section.bases.len() < MOST {
                        section.bases.push(stated);
                    }
                }
                section.more.push(statement.line);
                continue;
            }
            Kind::Retains => (&mut section.kept, false),
            _ => continue,
        };
        for term in &statement.says.terms {
            let is_broadest = matches!(term.as_str(), "personal-data" | "purpose" | "data");
            if !is_broadest && !into.contains(term) && into.len() < MOST {
                into.push(term.clone());
            }
        }
        if row.is_some() && statement.says.kind == Kind::Uses {
            section.name = section.name.or(Some(&statement.quote));
        }
        if is_data {
            section.lines.push(statement.line);
        } else {
            section.more.push(statement.line);
        }
    }
    sections
}

/// What all sections say together of some people, or of everybody: what is said of others is not true of these.
fn whole<'r>(sections: &[Section<'r>], people: &[String]) -> Section<'r> {
    let mut whole = Section::default();
    let is_of_them = |it: &&Section<'_>| it.subjects.is_empty() || it.subjects == people;
    for section in sections.iter().filter(is_of_them) {
        for (into, from) in [
            (&mut whole.data, &section.data),
            (&mut whole.purposes, &section.purposes),
            (&mut whole.kept, &section.kept),
        ] {
            for term in from {
                if !into.contains(term) && into.len() < MOST {
                    into.push(term.clone());
                }
            }
        }
    }
    // A basis in a section that names data is about those, and consent is always about something.
    let general = sections.iter().filter(|it| it.data.is_empty());
    for basis in general.filter(is_of_them).flat_map(|it| &it.bases) {
        if basis.0 != "consent" && !whole.bases.contains(basis) {
            whole.bases.push(basis.clone());
        }
    }
    whole
}

/// The bases that a section states for all of some purposes, each once.
fn bases(section: &Section<'_>, purposes: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (basis, stated) in &section.bases {
        let is_for_all = stated.is_empty() || purposes.iter().all(|it| stated.contains(it));
        if is_for_all && !found.contains(basis) {
            found.push(basis.clone());
        }
    }
    found
}

fn flow(
    section: &Section<'_>,
    whole: &Section<'_>,
    (source, to): (&str, &str),
    taken: &mut BTreeSet<String>,
) -> Entry {
    let heading = section.heading.unwrap_or("notice");
    let id = names::unused(&format!("{}-collection", slug(heading)), taken);
    let at = |lines: &[u32]| {
        let mut lines = lines.to_vec();
        lines.dedup();
        let lines: Vec<String> = lines
            .iter()
            .take(8)
            .map(|line| format!("{source}:{line}"))
            .collect();
        lines.join(", ")
    };
    let look = Certainty::Look;
    let (purposes, why) = match (section.purposes.as_slice(), whole.purposes.as_slice()) {
        ([], []) => (
            vec!["purpose".to_owned()],
            "the notice states none that was read".to_owned(),
        ),
        ([], all) => (
            all.to_vec(),
            "what the notice states in other sections".to_owned(),
        ),
        (own, _) => (own.to_vec(), at(&section.more)),
    };
    let (subjects, whose) = match section.subjects {
        [] => (
            Value::Text("data-subject".to_owned()),
            "whom it is about, the notice does not state in a way that was read".to_owned(),
        ),
        named => (Value::List(named.to_vec()), at(&section.lines)),
    };
    let heading = heading.rsplit(" > ").next().unwrap_or(heading);
    let name = section.name.map_or(heading.to_owned(), |row| {
        shortened(&format!("{heading}: {row}"))
    });
    let mut entry = Entry::new(&id)
        .with("name", Value::Text(name))
        .with("from", Value::Text("data-subjects".to_owned()))
        .with("to", Value::Text(to.to_owned()))
        .guess("subjects", subjects, look, whose)
        .guess(
            "data",
            Value::List(section.data.clone()),
            look,
            at(&section.lines),
        )
        .guess("purpose", Value::List(purposes.clone()), look, why);
    let basis = match (
        bases(section, &purposes).as_slice(),
        bases(whole, &purposes).as_slice(),
    ) {
        ([only], _) => Some((only.clone(), at(&section.more))),
        ([], [only]) => Some((
            only.clone(),
            "the only one that the notice states".to_owned(),
        )),
        _ => None,
    };
    // Of purposes that other sections state, no basis of this one is known.
    let basis = basis.filter(|_| !section.purposes.is_empty());
    if let Some((basis, why)) = basis {
        entry = entry.guess("basis", Value::Text(basis), look, why);
    }
    if let [only] = section.kept.as_slice() {
        entry = entry.guess(
            "retention",
            Value::Text(only.clone()),
            look,
            at(&section.more),
        );
    }
    entry.with("evidence", Value::Text(at(&section.lines)))
}
