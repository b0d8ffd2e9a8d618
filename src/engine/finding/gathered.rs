//! The result of the hits of one cause, taken in one by one: no evidence of a hit is kept once it has
//! been taken in, so that what a check needs grows with what it reports and not with what it looks at.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::fast::FixedState;
use indexmap::IndexSet;
use jiff::civil::Date;

use super::message_words::Declared;
use super::rows::{Rows, Shared};
use crate::engine::cases::{RuleHit, Subject};
use crate::engine::facts::{Evidence, EvidenceMap, Label};
use crate::engine::movement::RecipientRole;
use crate::engine::policy::{Rule, RuleIx};
use crate::estate::model::{
    Estate, FlowField, FlowIx, PartyIx, ServiceIx, ShapeIx, StatementIx, SystemIx,
};
use crate::law::Regime;

/// The hits of one cause, gathered.
pub(super) struct Gathered {
    /// What the first of them is about.
    pub about: About,
    /// The regimes.
    pub regimes: BTreeSet<Regime>,
    /// The flows, in no order and with repetitions: see [`Gathered::flows`].
    flows: Vec<FlowIx>,
    /// The services.
    pub services: BTreeSet<Option<ServiceIx>>,
    /// Each flow between two parties.
    pub rows: Rows,
    /// The evidence for all of them.
    pub found: Found,
    /// What is shown: that on which the hits of the first flow rest. What other flows cite is elsewhere.
    pub shown: Shown,
    /// What the flows declare.
    pub declared: Declared,
    /// Rules that apply as well and say the same less precisely.
    pub covers: BTreeSet<RuleIx>,
}

/// What a finding is about, as far as its words depend on it.
#[derive(Debug, Clone)]
pub(super) enum About {
    /// A movement of what a flow declares, and what its recipient is.
    Movement(ShapeIx, RecipientRole),
    /// A statement of the notice.
    Statement(StatementIx),
    /// An item that the notice must state.
    Item(String),
    /// Deployed resources: their system, and the countries concerned.
    Resources(Option<SystemIx>, Vec<String>),
    /// A system of which something should be deployed.
    System(SystemIx),
    /// A file that says what is deployed.
    File,
    /// Something else, or what was seen.
    Named,
    /// A policy that could not be evaluated, and why.
    Fault(String, String),
}

impl About {
    fn of(subject: &Subject<'_>) -> Self {
        match subject {
            Subject::Movement { movement, .. } => Self::Movement(movement.shape, movement.role),
            Subject::Statement(index) => Self::Statement(*index),
            Subject::Item(_, title) => Self::Item((*title).to_owned()),
            Subject::Resources(group) => Self::Resources(group.system, group.countries.clone()),
            Subject::System(system) => Self::System(*system),
            Subject::File(_) => Self::File,
            Subject::Named(_) | Subject::Seen(_) => Self::Named,
            Subject::Fault(policy, reason) => Self::Fault(policy.clone(), reason.clone()),
        }
    }
}

/// The evidence for hits, each thing once; lists are in the order in which things were met.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub elements: BTreeSet<String>,
    /// What no statement covers, by the side of the disclosure: `data`, `retention` ...
    pub omitted: BTreeMap<String, BTreeSet<String>>,
    pub statements: BTreeSet<StatementIx>,
    pub law: IndexSet<String, FixedState>,
    pub steps: IndexSet<String, FixedState>,
    pub name: Option<String>,
    pub day: Option<Date>,
}

impl Found {
    fn add(&mut self, evidence: &Evidence) {
        for element in &evidence.elements {
            if !self.elements.contains(element.as_str()) {
                self.elements.insert(element.clone());
            }
        }
        self.statements.extend(&evidence.statements);
        for (known, more) in [
            (&mut self.law, &evidence.law),
            (&mut self.steps, &evidence.steps),
        ] {
            for it in more {
                if !known.contains(it.as_str()) {
                    known.insert(it.clone());
                }
            }
        }
        if self.name.is_none() {
            self.name.clone_from(&evidence.name);
        }
        self.day = self.day.or(evidence.day);
    }
}

impl Found {
    /// Takes in what evidence cites as not covered, side by side.
    fn omit(&mut self, keys: &[String], evidence: &EvidenceMap) {
        for key in keys {
            let side = key.strip_prefix("coverage.");
            let Some(side) = side.and_then(|it| it.strip_suffix(".omitted")) else {
                continue;
            };
            let Some(found) = evidence.get(key.as_str()) else {
                continue;
            };
            let elements = self.omitted.entry(side.to_owned()).or_default();
            elements.extend(found.elements.iter().cloned());
        }
    }
}

/// What is shown of the hits of one flow, each thing once, in the order in which things were met.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The flow; `None` where none is concerned.
    pub flow: Option<FlowIx>,
    pub fields: IndexSet<(FlowField, String), FixedState>,
    pub denials: BTreeSet<StatementIx>,
    pub labels: IndexSet<Label, FixedState>,
}

impl Shown {
    fn add(&mut self, evidence: &Evidence) {
        self.fields.extend(evidence.fields.iter().cloned());
        self.denials.extend(&evidence.denials);
        self.labels.extend(evidence.labels.iter().cloned());
    }
}

impl Gathered {
    /// Nothing yet, of a cause whose first hit this will be.
    pub fn new(hit: &RuleHit<'_>) -> Self {
        Self {
            about: About::of(&hit.case.subject),
            regimes: BTreeSet::new(),
            flows: Vec::new(),
            services: BTreeSet::new(),
            rows: Rows::default(),
            found: Found::default(),
            shown: Shown {
                flow: first_flow(hit),
                ..Shown::default()
            },
            declared: Declared::default(),
            covers: BTreeSet::new(),
        }
    }

    /// Takes a hit in.
    pub fn add(
        &mut self,
        estate: &Estate,
        rule: Option<&Rule>,
        hit: &RuleHit<'_>,
        shared: &mut Shared,
    ) {
        let case = hit.case;
        self.regimes.insert(case.regime);
        self.covers.extend(&hit.covers);
        let keys = rule.map_or(&[][..], |rule| &rule.evidence);
        let evidence = || {
            keys.iter()
                .filter_map(|key| case.evidence.get(key.as_str()))
        };
        self.found.omit(keys, &case.evidence);
        match &case.subject {
            Subject::Movement {
                movement,
                flows,
                countries,
            } => {
                self.flows.extend_from_slice(flows);
                let shape = estate.shape(movement.shape);
                self.services.insert(shape.service);
                self.rows
                    .add(movement, flows, case.regime, evidence(), shared);
                self.declared.add(estate, movement, countries);
            }
            Subject::Statement(index) => {
                self.found.statements.insert(*index);
                self.services.insert(None);
            }
            _ => {
                self.services.insert(None);
            }
        }
        let flow = first_flow(hit);
        if flow < self.shown.flow {
            self.shown = Shown {
                flow,
                ..Shown::default()
            };
        }
        for found in evidence() {
            self.found.add(found);
            if flow == self.shown.flow {
                self.shown.add(found);
            }
        }
    }

    /// The flows, in the order of ids.
    pub fn flows(&mut self) -> Vec<FlowIx> {
        let mut flows = std::mem::take(&mut self.flows);
        flows.sort_unstable();
        flows.dedup();
        flows.shrink_to_fit();
        flows
    }

    /// The service of all hits; `None` where they are of several.
    pub fn service(&self) -> Option<ServiceIx> {
        let mut services = self.services.iter();
        match (services.next(), services.next()) {
            (Some(service), None) => *service,
            _ => None,
        }
    }
}

/// The first of the flows of a hit, in the order of ids.
fn first_flow(hit: &RuleHit<'_>) -> Option<FlowIx> {
    match &hit.case.subject {
        Subject::Movement { flows, .. } => flows.first().copied(),
        _ => None,
    }
}

/// The parties of rows, where all have the same: the exporter and the importer.
pub(super) fn same_ends(rows: &Rows) -> [Option<PartyIx>; 2] {
    let mut rows = rows.iter();
    let Some(first) = rows.next() else {
        return [None; 2];
    };
    rows.fold([first.exporter, first.importer], |[from, to], row| {
        [
            from.filter(|from| row.exporter == Some(*from)),
            to.filter(|to| row.importer == Some(*to)),
        ]
    })
}
