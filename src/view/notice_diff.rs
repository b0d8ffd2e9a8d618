//! What a version of the notice discloses more than another, and what less.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::finding::{Named, StatementView};
use super::paths::under;
use crate::engine::compare::notice::{DisclosureChange, sentences};
use crate::estate::model::{Estate, FlowIx, PartyIx, StatementIx};
use crate::input::{SourceMap, Span};
use crate::law::Regime;

/// What a new version of a notice changes for the flows of a day.
#[derive(Debug)]
pub struct NoticeDiff<'a> {
    /// What the estate is called.
    pub estate: String,
    /// The estate's folder as seen from where the command runs; empty where the two are the same.
    pub root: String,
    /// The day whose flows and law are looked at.
    pub day: Date,
    /// The days of the old and of the new version.
    pub versions: [Option<Date>; 2],
    /// What changes; those for the better first.
    pub changes: Vec<ChangeView>,
    /// The texts that places point into.
    pub sources: &'a SourceMap,
}

/// One change, of several flows and elements where they share everything else.
#[derive(Debug, Clone)]
pub struct ChangeView {
    /// Whether more is disclosed than before.
    pub better: bool,
    /// The side: `recipient`, `data`, `purpose` and so on.
    pub side: String,
    /// What of it.
    pub elements: Vec<String>,
    /// The ids of the flows.
    pub flows: Vec<String>,
    /// The regime.
    pub regime: Named,
    /// Who receives; none: the people themselves.
    pub importer: Option<Named>,
    /// The verdict by the old version.
    pub before: &'static str,
    /// The verdict by the new version.
    pub after: &'static str,
    /// The sentences that bring it about: of the new version, or, where that is silent, those of
    /// the old one that are gone.
    pub sentences: Vec<StatementView>,
}

/// What changes have in common that are shown as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    worse: bool,
    side: &'static str,
    regime: Regime,
    importer: Option<PartyIx>,
    before: &'static str,
    after: &'static str,
    statements: Vec<StatementIx>,
}

impl<'a> NoticeDiff<'a> {
    /// The view of what changes from one version to another (positions in the estate's list).
    pub fn new(
        estate: &Estate,
        sources: &'a SourceMap,
        day: Date,
        versions: [usize; 2],
        changes: &[DisclosureChange],
        root: &str,
    ) -> Self {
        let changes = grouped(changes).into_iter();
        Self {
            estate: estate.name.clone(),
            root: root.to_owned(),
            day,
            versions: versions.map(|at| estate.notices.get(at)?.published),
            changes: changes
                .map(|((shared, elements), flows)| change_view(estate, shared, elements, flows))
                .collect(),
            sources,
        }
    }

    /// Where words are: the path as seen from where the command runs, line and column.
    pub fn place(&self, span: Span) -> Option<(String, u32, u32)> {
        let (path, at) = self.sources.locate(span)?;
        Some((under(&self.root, path), at.line, at.column))
    }
}

/// The flows of changes that share all else. First the elements of the same flows are put together,
/// then the flows of the same elements.
fn grouped(changes: &[DisclosureChange]) -> BTreeMap<(Shared, Vec<String>), Vec<FlowIx>> {
    let mut by_flows: BTreeMap<(Shared, Vec<FlowIx>), Vec<String>> = BTreeMap::new();
    for change in changes {
        let matter = &change.matter;
        let shared = Shared {
            worse: !change.is_better(),
            side: matter.side,
            regime: matter.regime,
            importer: matter.importer,
            before: change.before.verdict.as_str(),
            after: change.after.verdict.as_str(),
            statements: sentences(change).into_iter().collect(),
        };
        let elements = by_flows.entry((shared, matter.flows.clone())).or_default();
        if !elements.contains(&matter.element) {
            elements.push(matter.element.clone());
        }
    }
    let mut by_elements: BTreeMap<(Shared, Vec<String>), Vec<FlowIx>> = BTreeMap::new();
    for ((shared, flows), elements) in by_flows {
        by_elements
            .entry((shared, elements))
            .or_default()
            .extend(flows);
    }
    by_elements
}

fn change_view(
    estate: &Estate,
    shared: Shared,
    elements: Vec<String>,
    mut flows: Vec<FlowIx>,
) -> ChangeView {
    flows.sort_unstable();
    flows.dedup();
    let flow = |index: FlowIx| estate.flow(index).id.to_string();
    let party = |index: PartyIx| {
        let party = estate.party(index);
        Named {
            id: party.id.clone(),
            name: party.name.clone(),
        }
    };
    let statements = shared.statements.into_iter();
    ChangeView {
        better: !shared.worse,
        side: shared.side.to_owned(),
        elements,
        flows: flows.into_iter().map(flow).collect(),
        regime: Named {
            id: shared.regime.id().to_owned(),
            name: shared.regime.label().to_owned(),
        },
        importer: shared.importer.map(party),
        before: shared.before,
        after: shared.after,
        sentences: statements
            .filter_map(|index| Some(StatementView::of(estate.statement(index)?)))
            .collect(),
    }
}
