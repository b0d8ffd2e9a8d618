//! An estate on a day: what governs it, what runs, and what each flow comes apart into. Checks,
//! timelines and comparisons all start from it.

use jiff::civil::Date;
use rayon::prelude::*;

use super::facts::{FactSource, MovementAssessment, ReadBefore};
use super::movement::{Movement, Movements, regimes_reaching};
use crate::estate::model::{Estate, FlowIx, ShapeIx};
use crate::estate::vocabulary::ArticleScope;
use crate::input::Span;
use crate::law::Regime;

/// Why an estate cannot be checked on a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// No law of the tables is in force yet.
    #[error("{day} is before {first}, when the law that the tables hold began")]
    BeforeLaw {
        /// The day asked for.
        day: Date,
        /// The first day on which a regime is in force.
        first: Date,
    },
    /// No regime applies to the controller, and the estate does not state that none does.
    #[error("`{controller}` is not subject to the EU GDPR or the UK GDPR on {day}")]
    NoRegime {
        /// The controller's id.
        controller: String,
        /// Where the estate states its country, or else where it declares it.
        span: Span,
        /// The day asked for.
        day: Date,
    },
    /// A span of days that ends before it begins.
    #[error("{until} is before {from}, so that there is no day between them")]
    EmptySpan {
        /// The first day asked for.
        from: Date,
        /// The last day asked for.
        until: Date,
    },
    /// A fault of fairnotice: Cedar refused the entities of an estate that is valid.
    #[error("{0}")]
    Internal(String),
}

/// The regimes that apply to a controller: never none, in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regimes {
    first: Regime,
    others: Vec<Regime>,
}

impl Regimes {
    /// Those that apply to the controller of an estate on a day.
    ///
    /// # Errors
    /// [`CheckError::BeforeLaw`] and [`CheckError::NoRegime`].
    pub fn of(estate: &Estate, day: Date) -> Result<Self, CheckError> {
        if let Some(first) = estate.law.earliest_day().filter(|first| day < *first) {
            return Err(CheckError::BeforeLaw { day, first });
        }
        let mut regimes = regimes_reaching(estate, estate.controller, day).into_iter();
        let controller = estate.party(estate.controller);
        match regimes.next() {
            Some(first) => Ok(Self {
                first,
                others: regimes.collect(),
            }),
            None => Err(CheckError::NoRegime {
                controller: controller.id.clone(),
                span: controller.country_span.unwrap_or(controller.span),
                day,
            }),
        }
    }

    /// Whether none applies because the estate states so: by the `scope` of the controller.
    pub fn none_by_scope(estate: &Estate, day: Date) -> bool {
        let controller = estate.party(estate.controller);
        let scopes = [controller.scope_eu, controller.scope_uk];
        scopes.contains(&Some(ArticleScope::Outside))
            && matches!(Self::of(estate, day), Err(CheckError::NoRegime { .. }))
    }

    /// The first of them, for what concerns no regime in particular.
    pub fn first(&self) -> Regime {
        self.first
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Regime> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

/// Flows that declare the same and run on the day, with the movements that each comes apart into.
#[derive(Debug)]
pub struct RunningShape {
    /// What they declare.
    pub shape: ShapeIx,
    /// The flows, in the order of ids.
    pub flows: Vec<FlowIx>,
    /// The movements.
    pub movements: Vec<Movement>,
}

/// A movement under a regime, with its facts.
#[derive(Debug)]
pub struct Assessed<'d> {
    /// The movement.
    pub movement: &'d Movement,
    /// The flows that declare it, in the order of ids.
    pub flows: &'d [FlowIx],
    /// The regime.
    pub regime: Regime,
    /// Its facts, and the evidence for them.
    pub found: MovementAssessment,
}

/// An estate on a day.
#[derive(Debug)]
pub struct AsOf<'e> {
    /// The estate.
    pub estate: &'e Estate,
    /// The day.
    pub day: Date,
    /// The regimes that apply to the controller.
    pub regimes: Regimes,
    /// What runs, in the order of declarations.
    pub running: Vec<RunningShape>,
    facts: FactSource<'e>,
}

impl<'e> AsOf<'e> {
    /// Takes apart what runs on a day.
    ///
    /// # Errors
    /// Those of [`Regimes::of`].
    pub fn new(estate: &'e Estate, day: Date) -> Result<Self, CheckError> {
        Self::among(estate, day, flows_by_shape(estate, day))
    }

    /// The same where only some of what runs has a part in what is asked: those, in the order of declarations,
    /// each with its flows.
    ///
    /// # Errors
    /// Those of [`Regimes::of`].
    pub(super) fn among(
        estate: &'e Estate,
        day: Date,
        running: Vec<(ShapeIx, Vec<FlowIx>)>,
    ) -> Result<Self, CheckError> {
        let regimes = Regimes::of(estate, day)?;
        let shapes: Vec<ShapeIx> = running.iter().map(|(shape, _)| *shape).collect();
        let all = Movements::among(estate, day, &shapes);
        let running: Vec<RunningShape> = running
            .into_iter()
            .map(|(shape, flows)| RunningShape {
                shape,
                flows,
                movements: all.of(shape),
            })
            .collect();
        let movements = running.iter().map(|it| (it.shape, &*it.movements));
        let facts = FactSource::new(estate, day, movements);
        Ok(Self {
            estate,
            day,
            regimes,
            running,
            facts,
        })
    }

    /// Has evidence put together only under the keys that policies cite: findings show nothing else.
    #[must_use]
    pub fn citing(mut self, keys: impl Iterator<Item = String>) -> Self {
        self.facts.citing(keys);
        self
    }

    /// Recalls what earlier checks of the same estate read of texts, and adds to it.
    #[must_use]
    pub fn recalling(mut self, before: Option<&'e ReadBefore>) -> Self {
        if let Some(before) = before {
            self.facts.recalling(before);
        }
        self
    }

    /// The facts of every movement under each regime that applies to it, in the order of what runs.
    pub fn assess(&self) -> Vec<Assessed<'_>> {
        self.assess_only(|_| true)
    }

    /// The same for some declarations; what they receive from other flows counts none the less.
    pub fn assess_only(&self, wanted: impl Fn(ShapeIx) -> bool + Sync) -> Vec<Assessed<'_>> {
        self.assess_of(&self.running, wanted)
    }

    /// The same for a part of what runs.
    pub(super) fn assess_part<'s>(&'s self, part: &'s [RunningShape]) -> Vec<Assessed<'s>> {
        self.assess_of(part, |_| true)
    }

    fn assess_of<'s>(
        &'s self,
        running: &'s [RunningShape],
        wanted: impl Fn(ShapeIx) -> bool + Sync,
    ) -> Vec<Assessed<'s>> {
        running
            .par_iter()
            .filter(|running| wanted(running.shape))
            .flat_map_iter(|running| {
                let flows = &*running.flows;
                running.movements.iter().map(move |it| (it, flows))
            })
            .flat_map_iter(|(movement, flows)| {
                let regimes = movement.judged_under().into_iter();
                regimes.map(move |regime| Assessed {
                    movement,
                    flows,
                    regime,
                    found: self.facts.facts(movement, regime),
                })
            })
            .collect()
    }
}

/// The flows that run on a day, by what they declare; both in the order of ids.
fn flows_by_shape(estate: &Estate, day: Date) -> Vec<(ShapeIx, Vec<FlowIx>)> {
    let runs: Vec<bool> = estate.shapes.iter().map(|shape| shape.runs(day)).collect();
    let mut flows: Vec<Vec<FlowIx>> = vec![Vec::new(); estate.shapes.len()];
    for (index, flow) in estate.flow_indices() {
        if runs.get(flow.shape.index()).copied().unwrap_or(false)
            && let Some(list) = flows.get_mut(flow.shape.index())
        {
            list.push(index);
        }
    }
    flows
        .into_iter()
        .enumerate()
        .filter(|(_, flows)| !flows.is_empty())
        .map(|(at, flows)| (ShapeIx(at as u32), flows))
        .collect()
}
