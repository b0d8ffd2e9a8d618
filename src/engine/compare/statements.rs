//! The sentences of the notice in two checks side by side: which become false or unused, and
//! which no longer are.

use std::collections::BTreeMap;

use crate::engine::finding::Finding;

/// What becomes of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementChangeKind {
    /// A flow does now what it denies or does not allow.
    BecomesFalse,
    /// No flow does any longer what it states.
    LeftWithoutFlow,
    /// No flow goes against it any longer.
    TrueAgain,
    /// A flow does now what it states.
    HasFlow,
}

impl StatementChangeKind {
    /// Whether findings of the second check say so, and not those of the first.
    pub fn is_of_the_second(self) -> bool {
        matches!(self, Self::BecomesFalse | Self::LeftWithoutFlow)
    }
}

/// A sentence of the notice that compares otherwise with the flows than before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementChange {
    /// What becomes of it.
    pub kind: StatementChangeKind,
    /// The id of the sentence.
    pub statement: String,
    /// The ids of the findings that say so, in the order of their check.
    pub findings: Vec<String>,
}

/// What becomes of sentences from the findings of one check to those of another; what becomes false
/// first, then by id.
pub fn statements(before: &[Finding], after: &[Finding]) -> Vec<StatementChange> {
    let mut found = Vec::new();
    for (of, comes, goes) in [
        (
            denies as fn(&str) -> bool,
            StatementChangeKind::BecomesFalse,
            StatementChangeKind::TrueAgain,
        ),
        (
            is_unused,
            StatementChangeKind::LeftWithoutFlow,
            StatementChangeKind::HasFlow,
        ),
    ] {
        let (before, after) = (by_statement(before, of), by_statement(after, of));
        let mut add = |one: &ByStatement<'_>, other: &ByStatement<'_>, kind| {
            let only = one.iter().filter(|(id, _)| !other.contains_key(*id));
            found.extend(only.map(|(id, findings)| StatementChange {
                kind,
                statement: (*id).to_owned(),
                findings: findings.iter().map(|it| (*it).to_owned()).collect(),
            }));
        };
        add(&after, &before, comes);
        add(&before, &after, goes);
    }
    found.sort();
    found
}

/// The ids of findings by the ids of the sentences on which they rest.
type ByStatement<'a> = BTreeMap<&'a str, Vec<&'a str>>;

fn by_statement(findings: &[Finding], of: fn(&str) -> bool) -> ByStatement<'_> {
    let mut found = ByStatement::new();
    for finding in findings.iter().filter(|finding| of(&finding.rule)) {
        for statement in &finding.statements {
            found.entry(statement).or_default().push(&finding.id);
        }
    }
    found
}

/// A rule whose findings say that a sentence is false.
fn denies(rule: &str) -> bool {
    rule.starts_with("disclosure/contradicted-")
        || [
            "sharing/promised-measure-missing",
            "sharing/outside-promised-group",
        ]
        .contains(&rule)
}

/// The rule whose findings say that no flow does what a sentence states.
fn is_unused(rule: &str) -> bool {
    rule == "notice/unused-statement"
}
