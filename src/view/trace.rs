//! What the formats of a trace render.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::engine::facts::TransferMechanism;
use crate::engine::movement::MovementKind;
use crate::engine::trace::{Spot, Step, Trace};
use crate::estate::model::{Basis, Estate};
use crate::view::finding::Named;

/// All ways of a datum.
#[derive(Debug, Clone)]
pub struct TraceView {
    /// What the estate is called.
    pub estate: String,
    /// The day.
    pub day: Date,
    /// The datum that was asked for.
    pub data: String,
    /// The steps.
    pub steps: Vec<StepView>,
    /// The ways: positions of steps, and whether it goes round where it ends.
    pub ways: Vec<(Vec<usize>, bool)>,
    /// There are more than are listed.
    pub more: bool,
}

/// One end of a step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndView {
    /// Its id: `data-subjects` for the people.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Who operates it, where it is a system.
    pub operator: Option<Named>,
}

/// A restricted transfer.
#[derive(Debug, Clone)]
pub struct TransferredView {
    /// The regime.
    pub regime: Named,
    /// The names of the countries.
    pub countries: Vec<String>,
    /// The ids of its mechanism; none: it has no mechanism.
    pub by: Vec<String>,
}

/// Who receives by a step.
#[derive(Debug, Clone)]
pub struct RecipientView {
    /// The party; none: data subjects.
    pub party: Option<Named>,
    /// What it is.
    pub role: &'static str,
}

/// One step.
#[derive(Debug, Clone)]
pub struct StepView {
    /// From where.
    pub from: EndView,
    /// To where.
    pub to: EndView,
    /// How: `sent`, `on-the-way` or `access`.
    pub how: &'static str,
    /// The ids of the flows.
    pub flows: Vec<String>,
    /// The categories that are declared, as people write them.
    pub data: Vec<String>,
    /// What the first recipient is.
    pub role: &'static str,
    /// Who receives by it, and as what: several where one takes the data in for another.
    pub recipients: Vec<RecipientView>,
    /// The names of the countries where the recipient gets them; none: not known.
    pub countries: Vec<String>,
    /// The legal basis, as people write it; none: none is declared.
    pub basis: Option<String>,
    /// The measures under which they go.
    pub measures: Vec<String>,
    /// The id of the system that they go through.
    pub via: Option<String>,
    /// The restricted transfers that it is.
    pub transfers: Vec<TransferredView>,
}

impl TraceView {
    /// The view of a trace.
    pub fn new(estate: &Estate, day: Date, data: &str, trace: &Trace) -> Self {
        Self {
            estate: estate.name.clone(),
            day,
            data: data.to_owned(),
            steps: trace
                .steps
                .iter()
                .map(|step| self::step(estate, day, step))
                .collect(),
            ways: trace
                .paths
                .iter()
                .map(|path| (path.steps.clone(), path.cycle))
                .collect(),
            more: trace.more,
        }
    }

    /// The steps of a way.
    pub fn steps_of(&self, way: &[usize]) -> Vec<&StepView> {
        way.iter().filter_map(|at| self.steps.get(*at)).collect()
    }

    /// The steps that any way has, each once.
    pub fn used(&self) -> Vec<&StepView> {
        let used: BTreeSet<usize> = self
            .ways
            .iter()
            .flat_map(|(way, _)| way.iter().copied())
            .collect();
        used.into_iter()
            .filter_map(|at| self.steps.get(at))
            .collect()
    }
}

fn end(estate: &Estate, day: Date, spot: Spot) -> EndView {
    match spot {
        Spot::Subjects => EndView {
            id: "data-subjects".to_owned(),
            name: "data subjects".to_owned(),
            operator: None,
        },
        Spot::Party(party) => {
            let party = estate.party(party);
            EndView {
                id: party.id.clone(),
                name: party.name.clone(),
                operator: None,
            }
        }
        Spot::System(index) => {
            let system = estate.system(index);
            let operator = estate.party(estate.operator(index, day));
            EndView {
                id: system.id.clone(),
                name: system.name.clone(),
                operator: Some(Named {
                    id: operator.id.clone(),
                    name: operator.name.clone(),
                }),
            }
        }
    }
}

fn step(estate: &Estate, day: Date, step: &Step) -> StepView {
    let shape = estate.shape(step.movement.shape);
    let short = |term| estate.taxonomy.short(term).to_owned();
    let all = || std::iter::once(&step.movement).chain(&step.others);
    let countries: BTreeSet<String> = all()
        .flat_map(|movement| &movement.places)
        .filter_map(|place| Some(place.at?.name().to_owned()))
        .collect();
    StepView {
        from: end(estate, day, step.from),
        to: end(estate, day, step.to),
        how: match step.movement.kind {
            MovementKind::Access(..) => "access",
            MovementKind::Through => "on-the-way",
            _ => "sent",
        },
        flows: step
            .flows
            .iter()
            .map(|flow| estate.flow(*flow).id.to_string())
            .collect(),
        data: step.data.iter().map(|term| short(*term)).collect(),
        role: step.movement.role.as_str(),
        recipients: all()
            .map(|movement| RecipientView {
                party: movement.importer.map(|party| {
                    let party = estate.party(party);
                    Named {
                        id: party.id.clone(),
                        name: party.name.clone(),
                    }
                }),
                role: movement.role.as_str(),
            })
            .collect(),
        countries: countries.into_iter().collect(),
        basis: match shape.lawfulness.basis {
            Basis::Absent => None,
            Basis::None => Some("none".to_owned()),
            Basis::Term(term) => Some(short(term)),
        },
        measures: shape
            .protection
            .measures
            .iter()
            .map(|term| short(*term))
            .collect(),
        via: shape
            .route
            .via
            .map(|system| estate.system(system).id.clone()),
        transfers: step
            .transfers
            .iter()
            .map(|(regime, transfer)| TransferredView {
                regime: Named {
                    id: regime.id().to_owned(),
                    name: regime.label().to_owned(),
                },
                countries: transfer.countries.clone(),
                by: transfer
                    .mechanisms
                    .iter()
                    .map(|mechanism| match mechanism {
                        TransferMechanism::Adequacy(id)
                        | TransferMechanism::Safeguard(id)
                        | TransferMechanism::Derogation(id) => id.clone(),
                    })
                    .collect(),
            })
            .collect(),
    }
}
