//! Two checks of two versions of an estate: what is new, cleared, moved and weighs otherwise, and what
//! becomes of the sentences of the notice.

mod json;
mod markdown;
mod moved;
mod terminal;

use std::collections::{BTreeMap, BTreeSet};

use crate::view::{FindingView, Report, StatementView};

pub use json::{diff_json, diff_schema};
pub use markdown::diff_markdown;
pub use terminal::diff_terminal;

/// Two checks on one day beside each other, by the ids of their findings.
#[derive(Debug)]
pub struct DiffReport<'a> {
    /// What the first is called, as the call names it.
    pub base_name: String,
    /// What the second is called.
    pub head_name: String,
    /// The first.
    pub base: Report<'a>,
    /// The second.
    pub head: Report<'a>,
    /// The ids of findings that only the second has.
    pub new: BTreeSet<String>,
    /// The ids of findings that only the first has.
    pub cleared: BTreeSet<String>,
    /// The ids of findings that both have, in another file or in another order within one.
    pub moved: BTreeSet<String>,
    /// The ids of findings that both have, with another severity.
    pub reweighed: BTreeSet<String>,
    /// What becomes of sentences.
    pub sentences: Vec<Sentence>,
}

/// What becomes of a sentence of the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SentenceFate {
    /// A flow does now what it denies or does not allow.
    BecomesFalse,
    /// No flow does any longer what it tells.
    LeftWithoutFlow,
    /// No flow goes against it any longer.
    TrueAgain,
    /// A flow does now what it tells.
    HasFlow,
}

impl SentenceFate {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BecomesFalse => "becomes-false",
            Self::LeftWithoutFlow => "left-without-flow",
            Self::TrueAgain => "true-again",
            Self::HasFlow => "has-flow",
        }
    }

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::BecomesFalse => "becomes false",
            Self::LeftWithoutFlow => "is left without a flow",
            Self::TrueAgain => "is true again",
            Self::HasFlow => "has a flow again",
        }
    }
}

/// A sentence of which something becomes.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// What becomes of it.
    pub fate: SentenceFate,
    /// The sentence.
    pub statement: StatementView,
    /// The ids of the findings that say so.
    pub findings: Vec<String>,
}

impl<'a> DiffReport<'a> {
    /// Compares two checks.
    pub fn new(names: (String, String), base: Report<'a>, head: Report<'a>) -> Self {
        let by_id = |report: &Report<'_>| -> BTreeMap<String, usize> {
            let ids = report.findings.iter().zip(0..);
            ids.map(|(finding, at)| (finding.id.clone(), at)).collect()
        };
        let (before, after) = (by_id(&base), by_id(&head));
        let only = |one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>| {
            let ids = one.keys().filter(|id| !other.contains_key(*id));
            ids.cloned().collect::<BTreeSet<String>>()
        };
        let both: Vec<(&FindingView, &FindingView)> = before
            .iter()
            .filter_map(|(id, at)| {
                Some((base.findings.get(*at)?, head.findings.get(*after.get(id)?)?))
            })
            .collect();
        let of = |differs: &dyn Fn(&FindingView, &FindingView) -> bool| -> BTreeSet<String> {
            let ids = both.iter().filter(|(one, other)| differs(one, other));
            ids.map(|(one, _)| one.id.clone()).collect()
        };
        let moved = moved::moved(&base, &head, &both);
        let reweighed = of(&|one, other| one.severity != other.severity);
        let sentences = sentences(&base, &head);
        Self {
            base_name: names.0,
            head_name: names.1,
            new: only(&after, &before),
            cleared: only(&before, &after),
            moved,
            reweighed,
            sentences,
            base,
            head,
        }
    }

    /// The findings that are new or weigh more than they did, of those that fail anything: they decide
    /// the exit code.
    pub fn brought(&self) -> impl Iterator<Item = &FindingView> {
        self.head.findings.iter().filter(|finding| {
            let heavier = || {
                let old = self.base.findings.iter().find(|it| it.id == finding.id);
                old.is_some_and(|old| finding.severity > old.severity)
            };
            !finding.is_suppressed() && (self.new.contains(&finding.id) || heavier())
        })
    }

    /// Some findings of the second check, in the order of every face.
    fn of_head(&self, ids: &BTreeSet<String>) -> Vec<&FindingView> {
        let mut findings = self.head.arranged();
        findings.retain(|finding| ids.contains(&finding.id));
        findings
    }

    /// Some findings of the first check, in the order of every face.
    fn of_base(&self, ids: &BTreeSet<String>) -> Vec<&FindingView> {
        let mut findings = self.base.arranged();
        findings.retain(|finding| ids.contains(&finding.id));
        findings
    }

    /// A finding of both, as it was.
    fn before(&self, id: &str) -> Option<&FindingView> {
        self.base.findings.iter().find(|finding| finding.id == id)
    }
}

/// Where a finding is shown: file within the estate, and line.
fn place(report: &Report<'_>, finding: &FindingView) -> Option<(String, u32)> {
    let (path, at) = report.sources.locate(finding.labels.first()?.span)?;
    Some((path.to_owned(), at.line))
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

fn sentences(base: &Report<'_>, head: &Report<'_>) -> Vec<Sentence> {
    type Said = BTreeMap<String, (StatementView, Vec<String>)>;
    let said = |report: &Report<'_>, of: &dyn Fn(&str) -> bool| -> Said {
        let mut found = Said::new();
        for finding in report.findings.iter().filter(|it| of(&it.rule)) {
            for statement in &finding.statements {
                let entry = found.entry(statement.id.clone());
                let (_, findings) = entry.or_insert_with(|| (statement.clone(), Vec::new()));
                findings.push(finding.id.clone());
            }
        }
        found
    };
    let unused = |rule: &str| rule == "notice/unused-statement";
    let mut all = Vec::new();
    for (of, comes, goes) in [
        (
            &denies as &dyn Fn(&str) -> bool,
            SentenceFate::BecomesFalse,
            SentenceFate::TrueAgain,
        ),
        (
            &unused,
            SentenceFate::LeftWithoutFlow,
            SentenceFate::HasFlow,
        ),
    ] {
        let (before, after) = (said(base, of), said(head, of));
        let mut add = |one: &Said, other: &Said, fate| {
            for (id, (statement, findings)) in one {
                if !other.contains_key(id) {
                    all.push(Sentence {
                        fate,
                        statement: statement.clone(),
                        findings: findings.clone(),
                    });
                }
            }
        };
        add(&after, &before, comes);
        add(&before, &after, goes);
    }
    all.sort_by(|a, b| (a.fate, &a.statement.id).cmp(&(b.fate, &b.statement.id)));
    all
}
