//! The statements of the notice, each with the flows that are a case of it, and between them the sentences
//! that no statement covers.

use std::collections::{BTreeMap, BTreeSet};

use super::sentences::without_statement;
use super::sides::heading;
use crate::engine::check::JudgedMovement;
use crate::engine::facts::Evidence;
use crate::estate::model::{AnchorState, Estate, Scope, Statement, StatementIx};
use crate::register::context::{RegisterContext, is_in_text};
use crate::register::table::{Cell, ColumnOf, Entry, Table, cells, headings};
use crate::view::StatementRef;

/// What a sentence speaks of that no statement covers.
const NO_STATEMENT: &str = "no statement covers it";

/// The table.
pub(super) fn table(draft: &mut RegisterContext<'_>) -> Table {
    let users = users(draft);
    let estate = draft.estate;
    let statements = estate.statements_on(draft.outcome.day).map(|(index, it)| {
        let of = users.get(&index).map_or(&[][..], Vec::as_slice);
        (position(draft, it), Row::new(draft, index, it, of))
    });
    let mut rows: Vec<_> = statements.collect();
    rows.extend(without_statement(draft).into_iter().map(|it| {
        let row = Row::of_sentence(draft, it.shown, it.guesses);
        (it.position, row)
    }));
    rows.sort_by(|(one, a), (other, b)| (one, &a.id).cmp(&(other, &b.id)));
    let cited: BTreeSet<usize> = rows.iter().flat_map(|(_, row)| row.at.clone()).collect();
    let rows = rows.iter().map(|(_, row)| row.entry()).collect();
    draft.cite_findings(&cited);
    Table {
        key: "statements",
        title: "Statements and the flows they cover",
        help: "A row is a statement of the notice, or a sentence that no statement covers, in the order of the text; statements that are not in it come last.",
        columns: headings(Row::COLUMNS),
        rows,
    }
}

/// Where the words of a statement are in the notice: its document and the byte.
fn position(draft: &RegisterContext<'_>, statement: &Statement) -> (usize, u32) {
    let AnchorState::Found { span, .. } = &statement.anchor else {
        return (usize::MAX, 0);
    };
    let notice = draft.estate.notice_on(draft.outcome.day);
    let documents = notice.map_or(&[][..], |notice| &notice.documents);
    let document = documents.iter().position(|it| it.text.file() == span.file);
    (document.unwrap_or(usize::MAX), span.start)
}

/// The movements that rely on each statement.
fn users<'a>(draft: &RegisterContext<'a>) -> BTreeMap<StatementIx, Vec<&'a JudgedMovement>> {
    let mut users: BTreeMap<StatementIx, Vec<&JudgedMovement>> = BTreeMap::new();
    for examined in draft.examined {
        for statement in &examined.found.used {
            users.entry(*statement).or_default().push(examined);
        }
    }
    users
}

/// A statement or a sentence, with what its cells are made of.
struct Row<'r> {
    draft: &'r RegisterContext<'r>,
    /// The id of the row.
    id: String,
    /// The statement; `None` for a sentence that no statement covers.
    statement: Option<(StatementIx, &'r Statement)>,
    /// The words as cells show them.
    shown: Option<StatementRef>,
    /// What a reader of the text takes a sentence without a statement to state.
    guesses: Vec<String>,
    /// The movements that rely on it.
    of: &'r [&'r JudgedMovement],
    /// The ids of their flows.
    flows: Vec<String>,
    /// The positions of the findings on it or that rely on it.
    at: BTreeSet<usize>,
}

impl<'r> Row<'r> {
    fn new(
        draft: &'r RegisterContext<'r>,
        index: StatementIx,
        statement: &'r Statement,
        of: &'r [&'r JudgedMovement],
    ) -> Self {
        let findings = draft.outcome.findings.iter().enumerate();
        Self {
            draft,
            id: statement.id.clone(),
            statement: Some((index, statement)),
            shown: draft.statement(index),
            guesses: Vec::new(),
            of,
            flows: draft.flow_ids(of.iter().flat_map(|examined| &examined.flows)),
            at: findings
                .filter(|(_, finding)| finding.statements.contains(&statement.id))
                .map(|(at, _)| at)
                .collect(),
        }
    }

    fn of_sentence(
        draft: &'r RegisterContext<'r>,
        shown: StatementRef,
        guesses: Vec<String>,
    ) -> Self {
        Self {
            draft,
            id: shown.id.clone(),
            statement: None,
            shown: Some(shown),
            guesses,
            of: &[],
            flows: Vec::new(),
            at: BTreeSet::new(),
        }
    }

    /// A cell that only a statement has.
    fn only(&self, cell: impl FnOnce(&'r Statement) -> Cell) -> Cell {
        self.statement
            .map_or(Cell::NotApplicable, |(_, it)| cell(it))
    }

    /// The columns of the table.
    const COLUMNS: &'r [ColumnOf<Self>] = &[
        ColumnOf::new(
            "id",
            "Id",
            24,
            "The statement's id; of a sentence without a statement, one made from its words.",
            |row| Cell::Text(row.id.clone()),
        ),
        ColumnOf::main(
            "section",
            "Section",
            24,
            "The section of the notice in which it is.",
            |row| Cell::text(row.shown.as_ref().and_then(|shown| shown.section.clone())),
        ),
        ColumnOf::main(
            "statement",
            "Statement",
            60,
            "Its words, with a link to the published page where there is one.",
            |row| Cell::Statements(row.shown.iter().cloned().collect()),
        ),
        ColumnOf::main(
            "speaks_of",
            "Speaks of",
            28,
            "What it discloses or denies; of a sentence without a statement, what it may state.",
            |row| match row.statement {
                Some((_, statement)) => Cell::list(speaks_of(row.draft.estate, statement)),
                None if row.guesses.is_empty() => Cell::Text(NO_STATEMENT.to_owned()),
                None => {
                    let guesses = row.guesses.iter().cloned();
                    Cell::list(std::iter::once(NO_STATEMENT.to_owned()).chain(guesses))
                }
            },
        ),
        ColumnOf::new(
            "scope",
            "Services",
            26,
            "The services it speaks of.",
            |row| row.scope(),
        ),
        ColumnOf::new(
            "in_text",
            "In the published text",
            14,
            "Whether the section contains its words.",
            |row| {
                let is_in_text = row.statement.is_none_or(|(_, it)| is_in_text(it));
                Cell::Text(if is_in_text { "yes" } else { "no" }.to_owned())
            },
        ),
        ColumnOf::main(
            "flows",
            "Flows",
            40,
            "The flows that are a case of it.",
            |row| row.only(|_| Cell::list(row.flows.iter().cloned())),
        ),
        ColumnOf::new(
            "flow_count",
            "Number of flows",
            10,
            "How many flows are a case of it.",
            |row| row.only(|_| Cell::Number(row.flows.len() as u64)),
        ),
        ColumnOf::new(
            "about",
            "What it covers",
            44,
            "The aspects of those flows that it covers.",
            |row| {
                let sides = row.sides().flat_map(|(heading, _, found)| {
                    let elements = found.elements.iter();
                    elements.map(move |it| format!("{heading}: {it}"))
                });
                row.only(|_| Cell::list(sides))
            },
        ),
        ColumnOf::new(
            "verdicts",
            "Verdicts",
            30,
            "How these sides are treated, all statements together.",
            |row| {
                let sides = row.sides();
                let verdicts = sides.map(|(heading, verdict, _)| format!("{heading}: {verdict}"));
                row.only(|_| Cell::list(verdicts))
            },
        ),
        ColumnOf::main(
            "status",
            "Status",
            12,
            "The most severe finding on the statement, or that cites it.",
            |row| row.only(|_| Cell::Status(row.draft.worst(&row.at, None))),
        ),
        ColumnOf::new(
            "findings",
            "Findings",
            60,
            "All findings on it, or that cite it.",
            |row| row.only(|_| Cell::Findings(row.draft.finding_refs(&row.at))),
        ),
    ];

    /// The services it speaks of.
    fn scope(&self) -> Cell {
        let name = |service| self.draft.estate.service(service).name.clone();
        self.only(|statement| {
            Cell::list(match &statement.scope {
                Scope::All => vec!["all services".to_owned()],
                Scope::Services(services) => services.iter().copied().map(name).collect(),
            })
        })
    }

    /// The sides of its flows that rely on it: heading, verdict, and how that was found.
    fn sides(&self) -> impl Iterator<Item = (&str, &str, &Evidence)> {
        let all = self.of.iter().flat_map(|examined| &examined.found.evidence);
        let index = self.statement.map(|(index, _)| index);
        all.filter(move |(_, found)| index.is_some_and(|it| found.statements.contains(&it)))
            .filter_map(|(key, found)| {
                let (side, verdict) = key.strip_prefix("coverage.")?.split_once('.')?;
                Some((heading(side), verdict, found))
            })
    }

    fn entry(&self) -> Entry {
        let cells = cells(Self::COLUMNS, self);
        let mut entry = self.draft.entry(self.id.clone(), self.of, &self.at, cells);
        let scope = self.statement.map(|(_, statement)| &statement.scope);
        if let Some(Scope::Services(services)) = scope {
            let ids = services
                .iter()
                .map(|service| self.draft.estate.service(*service).id.clone());
            let all: BTreeSet<String> = entry.services.into_iter().chain(ids).collect();
            entry.services = all.into_iter().collect();
        }
        entry
    }
}

/// What a statement discloses, in a word each; what it denies is marked.
fn speaks_of(estate: &Estate, statement: &Statement) -> Vec<String> {
    let parts = [
        (
            "data that are collected",
            statement.collects.as_ref().map(|it| it.none),
        ),
        ("purposes", statement.uses.as_ref().map(|it| it.none)),
        ("recipients", statement.shares.as_ref().map(|it| it.none)),
        ("countries", statement.transfers.as_ref().map(|it| it.none)),
        ("retention", statement.retains.as_ref().map(|_| false)),
        ("legal bases", statement.relies_on.as_ref().map(|_| false)),
        (
            "automated decisions",
            statement.decides.as_ref().map(|it| it.none),
        ),
        ("measures", statement.promises.as_ref().map(|_| false)),
        (
            "role of the publisher",
            statement.acts_as.as_ref().map(|_| false),
        ),
    ];
    let parts = parts.into_iter().filter_map(|(what, none)| {
        Some(if none? {
            format!("{what}: denied")
        } else {
            what.to_owned()
        })
    });
    let keys = estate.law.notice_item_keys();
    let titles: BTreeMap<&str, &str> = keys
        .iter()
        .map(|key| (key.key.as_str(), key.title.as_str()))
        .collect();
    let items = statement.informs.iter();
    let items = items.map(|item| {
        titles
            .get(item.as_str())
            .copied()
            .unwrap_or(item)
            .to_owned()
    });
    let cites = statement.cites.iter().map(|law| format!("law: {law}"));
    parts.chain(items).chain(cites).collect()
}
