//! What two estates declare: parties, systems, flows and statements that were added, removed or changed,
//! thing by thing. It says nothing about what follows from that.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::side::Side;
use crate::estate::model::{
    Basis, Endpoint, Estate, FlowShape, Party, PartyIx, Period, Retention, Statement, System,
    period_words,
};
use crate::taxonomy::TermId;

/// What is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclaredKind {
    /// A party.
    Party,
    /// A system.
    System,
    /// A flow.
    Flow,
    /// A statement of the notice.
    Statement,
}

impl DeclaredKind {
    /// The word for it: `party`, `system`, `flow` or `statement`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::System => "system",
            Self::Flow => "flow",
            Self::Statement => "statement",
        }
    }
}

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeclaredStatus {
    /// Only the second estate has it.
    Added,
    /// Only the first estate has it.
    Deleted,
    /// Both have it, and it differs.
    Changed,
}

impl DeclaredStatus {
    /// The word for it: `added`, `deleted` or `changed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Deleted => "deleted",
            Self::Changed => "changed",
        }
    }
}

/// Something that is declared otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeclaredChange {
    /// What it is.
    pub kind: DeclaredKind,
    /// Its id.
    pub id: String,
    /// What people call it: the name of a party or a system, the quote of a statement.
    pub name: String,
    /// What happened to it.
    pub status: DeclaredStatus,
    /// The values that differ; none unless it changed.
    pub values: Vec<ValueChange>,
}

/// A value that differs. An empty text: nothing is stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ValueChange {
    /// The key in the file, such as `country`.
    pub key: &'static str,
    /// The value before.
    pub before: String,
    /// The value after.
    pub after: String,
}

/// The values of a thing by their keys, in a fixed order.
type Values = Vec<(&'static str, String)>;
/// Things by id, each with its name and its values.
type Things = BTreeMap<String, (String, Values)>;

/// What two estates declare otherwise on a day, by kind and id. Statements are those of the version of the
/// notice that is in force.
pub fn declared(before: Side<'_>, after: Side<'_>, day: Date) -> Vec<DeclaredChange> {
    let (old, new) = (things(before.estate, day), things(after.estate, day));
    let mut found = Vec::new();
    for ((kind, old), (_, new)) in old.into_iter().zip(new) {
        let ids: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for id in ids {
            let (status, name, values) = match (old.get(id), new.get(id)) {
                (Some((name, _)), None) => (DeclaredStatus::Deleted, name, Vec::new()),
                (None, Some((name, _))) => (DeclaredStatus::Added, name, Vec::new()),
                (Some((_, was)), Some((name, is))) => {
                    let values = differences(was, is);
                    if values.is_empty() {
                        continue;
                    }
                    (DeclaredStatus::Changed, name, values)
                }
                (None, None) => continue,
            };
            found.push(DeclaredChange {
                kind,
                id: id.clone(),
                name: name.clone(),
                status,
                values,
            });
        }
    }
    found
}

fn differences(was: &Values, is: &Values) -> Vec<ValueChange> {
    let pairs = was.iter().zip(is);
    let pairs = pairs.filter(|(before, after)| before.1 != after.1);
    pairs
        .map(|(before, after)| ValueChange {
            key: before.0,
            before: before.1.clone(),
            after: after.1.clone(),
        })
        .collect()
}

fn things(estate: &Estate, day: Date) -> [(DeclaredKind, Things); 4] {
    let parties = estate.parties.iter();
    let parties = parties.map(|it| (it.id.clone(), (it.name.clone(), party(estate, it))));
    let systems = estate.systems.iter();
    let systems = systems.map(|it| (it.id.clone(), (it.name.clone(), system(estate, it))));
    let flows = estate.flows.iter().map(|it| {
        let id = it.id.to_string();
        (id.clone(), (id, flow(estate, estate.shape(it.shape))))
    });
    let statements = estate.statements_on(day);
    let statements =
        statements.map(|(_, it)| (it.id.clone(), (it.quote.clone(), statement(estate, it))));
    [
        (DeclaredKind::Party, parties.collect()),
        (DeclaredKind::System, systems.collect()),
        (DeclaredKind::Flow, flows.collect()),
        (DeclaredKind::Statement, statements.collect()),
    ]
}

fn party(estate: &Estate, party: &Party) -> Values {
    let country = party.country.map_or("", |country| country.name());
    let groups = party.memberships.iter();
    let groups = groups.map(|it| format!("{}{}", estate.group(it.group), days(it.period)));
    let lists = party.certifications.iter();
    let lists = lists.map(|it| format!("{}{}", it.scheme, days(it.period)));
    vec![
        ("name", party.name.clone()),
        ("country", country.to_owned()),
        ("kind", word(&party.kind)),
        ("group", joined(groups)),
        ("certifications", joined(lists)),
        ("subject-to", party.subject_to.join(", ")),
        ("access-laws", party.access_laws.join(", ")),
        ("period", days(party.period).trim().to_owned()),
    ]
}

fn system(estate: &Estate, system: &System) -> Values {
    let id = |party: PartyIx| estate.party(party).id.as_str();
    let operators = system.operators.iter();
    let operators = operators.map(|it| format!("{}{}", id(it.party), days(it.period)));
    let hosting = system.hosting.iter().map(|it| {
        let place = it.at.as_ref().map_or("unknown", |it| it.name());
        format!("{place}{}", days(it.period))
    });
    let access = system.access.iter().map(|it| {
        let from = it.from.as_ref().map_or("unknown", |it| it.name());
        format!("{} from {from}{}", id(it.by), days(it.period))
    });
    vec![
        ("name", system.name.clone()),
        ("operator", joined(operators)),
        ("hosting", joined(hosting)),
        ("access", joined(access)),
        (
            "keys-held-by",
            joined(system.keys_held_by.iter().map(|it| id(*it).to_owned())),
        ),
        ("produces", terms(estate, &system.produces)),
    ]
}

fn flow(estate: &Estate, flow: &FlowShape) -> Values {
    let basis = match flow.lawfulness.basis {
        Basis::Absent => String::new(),
        Basis::None => "none".to_owned(),
        Basis::Term(term) => estate.taxonomy.short(term).to_owned(),
    };
    let retention = match &flow.retention {
        None => String::new(),
        Some(Retention::NotStored) => "not stored".to_owned(),
        Some(Retention::Period(period, _)) => period_words(period),
        Some(Retention::Criterion(criterion)) => criterion.clone(),
        Some(Retention::Indefinite) => "indefinite".to_owned(),
    };
    let safeguards = flow.transfer.safeguards.iter();
    let safeguards = safeguards.map(|it| estate.instrument(*it).id.clone());
    vec![
        ("from", endpoint(estate, flow.route.from)),
        ("to", endpoint(estate, flow.route.to)),
        ("data", terms(estate, &flow.content.data)),
        ("subjects", terms(estate, &flow.content.subjects)),
        ("purpose", terms(estate, &flow.content.purposes)),
        ("basis", basis),
        (
            "condition",
            terms(estate, flow.lawfulness.condition.as_slice()),
        ),
        (
            "role",
            flow.route.role.as_ref().map(word).unwrap_or_default(),
        ),
        ("safeguards", joined(safeguards)),
        ("measures", terms(estate, &flow.protection.measures)),
        ("retention", retention),
        ("status", word(&flow.lifecycle.status)),
        ("period", days(flow.lifecycle.period).trim().to_owned()),
    ]
}

fn statement(estate: &Estate, statement: &Statement) -> Values {
    let taxonomy = &estate.taxonomy;
    let mut says = Vec::new();
    // What is said, by the kinds of things that are said; the parts of each in the words of the model.
    let mut note = |key: &str, none: bool, of: Vec<String>| {
        let denies = if none { "not " } else { "" };
        says.push(format!("{key}: {denies}{}", of.join(", ")));
    };
    let words = |terms: &[TermId]| -> Vec<String> {
        terms
            .iter()
            .map(|it| taxonomy.short(*it).to_owned())
            .collect()
    };
    if let Some(it) = &statement.collects {
        note("collects", it.none, words(&it.data));
    }
    if let Some(it) = &statement.uses {
        note("uses", it.none, words(&it.purposes));
    }
    if let Some(it) = &statement.shares {
        let with = it.with.iter().map(|who| who_words(estate, who));
        note("shares", it.none, with.chain(words(&it.data)).collect());
    }
    if let Some(it) = &statement.relies_on {
        let all = [
            &it.bases,
            &it.purposes,
            &it.conditions,
            &it.data,
            &it.subjects,
        ];
        note(
            "relies on",
            false,
            all.into_iter().flat_map(|it| words(it)).collect(),
        );
    }
    vec![
        ("quote", statement.quote.clone()),
        ("section", statement.section.clone().unwrap_or_default()),
        ("statement", says.join("; ")),
        ("informs", statement.informs.join(", ")),
    ]
}

fn who_words(estate: &Estate, who: &crate::estate::model::Who) -> String {
    use crate::estate::model::Who;
    match who {
        Who::Subjects => "data-subjects".to_owned(),
        Who::Party(party) => estate.party(*party).id.clone(),
        Who::Group(group) => estate.group(*group).clone(),
        Who::Class(term) => estate.taxonomy.short(*term).to_owned(),
    }
}

fn endpoint(estate: &Estate, endpoint: Endpoint) -> String {
    match endpoint {
        Endpoint::Subjects => "data-subjects".to_owned(),
        Endpoint::System(system) => estate.system(system).id.clone(),
        Endpoint::Party(party, branch) => {
            let party = estate.party(party);
            let branch = branch.and_then(|at| party.branches.get(at as usize));
            branch.map_or(&party.id, |branch| &branch.id).clone()
        }
    }
}

fn terms(estate: &Estate, terms: &[TermId]) -> String {
    joined(terms.iter().map(|it| estate.taxonomy.short(*it).to_owned()))
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// A period behind a word: ` since 2020-01-01`, or nothing where it has no end on either side.
fn days(period: Period) -> String {
    let since = period.from.map(|day| format!(" since {day}"));
    let until = period.until.map(|day| format!(" until {day}"));
    format!("{}{}", since.unwrap_or_default(), until.unwrap_or_default())
}

/// The name of a closed word, in small letters with hyphens: `PublicAuthority` is `public-authority`.
fn word(value: &impl std::fmt::Debug) -> String {
    let mut word = String::new();
    for c in format!("{value:?}").chars() {
        if c.is_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.extend(c.to_lowercase());
    }
    word
}
