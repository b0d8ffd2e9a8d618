//! The pipeline in one readable function: an estate, a day, and what is found.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::engine::beside::Beside;
use crate::engine::cite::Cited;
use crate::engine::deployment::Deployed;
use crate::engine::facts::{self, FactSource, FactsFound, Occasions};
use crate::engine::finding::{self, About, Assembler, Finding, Verdict, fold};
use crate::engine::movement::{Movement, MovementKind, movements_of, regimes_reaching};
use crate::engine::noticed::Noticed;
use crate::engine::policy::{Action, Decider, Decision, Question, RuleIx, Rules};
use crate::engine::waivers;
use crate::estate::model::{Estate, FlowIx, ShapeIx, StatementIx};
use crate::input::{InputError, InputErrorKind, SourceMap};
use crate::law::Regime;

/// What a check found.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The day on which the estate was judged.
    pub day: Date,
    /// The findings, in the order of reports: by service, most severe first, then by rule and flow.
    pub findings: Vec<Finding>,
    /// How many flows were judged: those that run on the day.
    pub flows_judged: usize,
    /// How many distinct movements they came apart into.
    pub movements: usize,
    /// How many distinct sets of facts were decided.
    pub decisions: usize,
}

/// A movement under a regime as it was judged: what registers are put together from.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The movement.
    pub movement: Movement,
    /// The flows that declare it, in the order of ids.
    pub flows: Vec<FlowIx>,
    /// The regime.
    pub regime: Regime,
    /// Its facts, and what they rest on.
    pub found: FactsFound,
    /// The rules with a verdict on it, without those that a more precise one covers.
    pub rules: BTreeSet<RuleIx>,
}

/// A movement under a regime with its facts and the answers to its questions.
pub(super) struct Judged<'m> {
    movement: &'m Movement,
    pub(super) regime: Regime,
    pub(super) found: FactsFound,
    pub(super) questions: Vec<Question>,
}

impl Judged<'_> {
    /// Takes in what the policies permit a transfer to rest on.
    pub(super) fn settle(&mut self, decider: &Decider<'_>) {
        if let Some(question) = self.questions.first() {
            self.found.settle(decider.decide(question).mechanisms);
        }
    }
}

/// Judges an estate on a day.
///
/// # Errors
/// When nothing can be judged: a day before either regime began, or a controller that stands under
/// neither on that day.
pub fn check(
    estate: &Estate,
    sources: &SourceMap,
    rules: &Rules,
    day: Date,
) -> Result<Outcome, InputError> {
    check_deployed(estate, sources, rules, day, None)
}

/// Judges an estate on a day together with what is deployed, whose places have been laid over it
/// (see [`lay`](crate::engine::deployment::lay)).
///
/// # Errors
/// Those of [`check`].
pub fn check_deployed(
    estate: &Estate,
    sources: &SourceMap,
    rules: &Rules,
    day: Date,
    deployed: Option<&Deployed>,
) -> Result<Outcome, InputError> {
    let (outcome, ()) = check_with(estate, sources, rules, day, deployed, |_, _| ())?;
    Ok(outcome)
}

/// The same, with every movement that was judged, lawful or not: in the order of what flows declare,
/// then of what each comes apart into, then of regimes.
///
/// # Errors
/// As [`check`].
pub fn examine(
    estate: &Estate,
    sources: &SourceMap,
    rules: &Rules,
    day: Date,
) -> Result<(Outcome, Vec<Examined>), InputError> {
    check_with(estate, sources, rules, day, None, |judged, fired| {
        let examined = |(judged, (flows, rules)): (Judged<'_>, (&[FlowIx], _))| Examined {
            movement: judged.movement.clone(),
            flows: flows.to_vec(),
            regime: judged.regime,
            found: judged.found,
            rules,
        };
        judged.into_iter().zip(fired).map(examined).collect()
    })
}

/// The flows that declare a movement, and the rules with a verdict on it.
type Fired<'f> = (&'f [FlowIx], BTreeSet<RuleIx>);

/// A check, and what `keep` makes of the judged movements.
fn check_with<T>(
    estate: &Estate,
    sources: &SourceMap,
    rules: &Rules,
    day: Date,
    deployed: Option<&Deployed>,
    keep: impl FnOnce(Vec<Judged<'_>>, Vec<Fired<'_>>) -> T,
) -> Result<(Outcome, T), InputError> {
    let regimes = governing(estate, day)?;

    // What runs on the day, each distinct declaration once, taken apart into movements.
    let flows = flows_by_shape(estate, day);
    let running: Vec<(ShapeIx, Vec<Movement>)> = flows
        .iter()
        .map(|(shape, _)| (*shape, movements_of(estate, *shape, day)))
        .collect();

    // Facts, once for each movement and each regime that it stands under.
    let source = FactSource::new(estate, day, &running);
    let mut judged: Vec<Judged<'_>> = running
        .par_iter()
        .flat_map_iter(|(_, movements)| movements)
        .flat_map_iter(|movement| {
            regimes_for(movement)
                .into_iter()
                .map(|regime| judge(&source, movement, regime))
        })
        .collect();

    // The notice itself.
    let used: BTreeSet<StatementIx> = judged
        .iter()
        .flat_map(|judged| judged.found.used.iter().copied())
        .collect();
    let noticed = Noticed::of(estate, &regimes, day, occasions(estate, &judged), &used);

    // What is deployed, under the regime that comes first.
    let regime = regimes.first().copied().unwrap_or(Regime::EuGdpr);
    let beside = deployed.map(|deployed| Beside::of(deployed, estate, regime, day));

    let cited = Cited::of(estate, regime, day);

    // Decisions, one for each distinct set of facts.
    let mut decider = Decider::new(rules, estate)?;
    decider.prepare(
        judged
            .iter()
            .flat_map(|judged| judged.questions.iter().copied())
            .chain(noticed.questions(estate))
            .chain(beside.iter().flat_map(|beside| beside.questions(estate)))
            .chain(cited.questions(estate)),
    );

    // Verdicts, gathered to findings.
    let mut verdicts: Vec<Verdict<'_>> = Vec::new();
    let mut faults: BTreeSet<(String, String)> = BTreeSet::new();
    let mut with_verdicts: Vec<Fired<'_>> = Vec::with_capacity(judged.len());
    for judged in &mut judged {
        judged.settle(&decider);
    }
    for judged in &judged {
        let mut fired: BTreeSet<RuleIx> = BTreeSet::new();
        for question in &judged.questions {
            let Decision {
                verdicts, errors, ..
            } = decider.decide(question);
            fired.extend(verdicts);
            faults.extend(errors);
        }
        let flows = flows
            .binary_search_by_key(&judged.movement.shape, |(shape, _)| *shape)
            .ok()
            .and_then(|at| flows.get(at))
            .map_or(&[][..], |(_, flows)| flows);
        let about = About::Movement {
            movement: judged.movement,
            flows,
            countries: &judged.found.countries,
        };
        let evidence = &judged.found.evidence;
        let folded = fold(rules, fired, judged.regime, &about, evidence);
        with_verdicts.push((flows, folded.iter().filter_map(|it| it.rule).collect()));
        verdicts.extend(folded);
    }
    verdicts.extend(noticed.verdicts(estate, rules, &decider, &mut faults));
    if let Some(beside) = &beside {
        verdicts.extend(beside.verdicts(estate, rules, &decider, &mut faults));
    }
    verdicts.extend(cited.verdicts(estate, rules, &decider, &mut faults));
    let nothing = facts::EvidenceMap::new();
    verdicts.extend(
        faults
            .iter()
            .map(|fault| Verdict::fault(fault, regime, &nothing)),
    );
    let assembler = Assembler {
        estate,
        sources,
        rules,
        day,
        deployed,
    };
    let mut findings = finding::gather(&assembler, rules, verdicts);

    // What somebody has accepted, and what became of each acceptance.
    waivers::settle(&assembler, &mut decider, regime, &mut findings);
    finding::sort(estate, day, &mut findings);
    let outcome = Outcome {
        day,
        findings,
        flows_judged: flows.iter().map(|(_, flows)| flows.len()).sum(),
        movements: running.iter().map(|(_, movements)| movements.len()).sum(),
        decisions: decider.distinct(),
    };
    Ok((outcome, keep(judged, with_verdicts)))
}

/// The regimes that the controller stands under.
pub(super) fn governing(estate: &Estate, day: Date) -> Result<Vec<Regime>, InputError> {
    let controller = estate.party(estate.controller);
    if let Some(first) = estate.law.earliest_day().filter(|first| day < *first) {
        return Err(InputError::new(
            InputErrorKind::Date,
            None,
            format!("{day} is before {first}, when the law that the tables hold began"),
        )
        .help("ask for a later day with `--as-of`"));
    }
    let regimes = regimes_reaching(estate, estate.controller, day);
    if regimes.is_empty() {
        return Err(InputError::new(
            InputErrorKind::BadValue,
            controller.country_span.or(Some(controller.span)),
            format!(
                "`{}` stands under neither the EU GDPR nor the UK GDPR on {day}",
                controller.id
            ),
        )
        .help("state its `scope` if Art 3(2) brings it under one, or check another day"));
    }
    Ok(regimes)
}

/// The flows that run on a day, by what they declare; both in the order of ids.
pub(super) fn flows_by_shape(estate: &Estate, day: Date) -> Vec<(ShapeIx, Vec<FlowIx>)> {
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

/// The regimes under which a movement is judged: those of its controller and those under which its
/// exporter transfers. None, for what a company from abroad does elsewhere than in a branch.
pub(super) fn regimes_for(movement: &Movement) -> Vec<Regime> {
    let mut regimes = movement.regimes.clone();
    regimes.extend(&movement.transfer_regimes);
    regimes.sort();
    regimes.dedup();
    regimes
}

pub(super) fn judge<'m>(
    source: &FactSource<'_>,
    movement: &'m Movement,
    regime: Regime,
) -> Judged<'m> {
    let found = source.facts(movement, regime);
    let estate = source.estate;
    let (principal, resource) = Question::ends(estate, movement);
    let mut actions = Vec::new();
    // An exporter's own regime may reach the transfer alone.
    if movement.regimes.contains(&regime) {
        actions.push(match movement.kind {
            MovementKind::Collect => Action::Collect,
            MovementKind::Store => Action::Store,
            MovementKind::Disclose | MovementKind::Through | MovementKind::Access(_) => {
                Action::Disclose
            }
        });
        if estate.shape(movement.shape).decision.is_some()
            && movement.kind != MovementKind::Disclose
        {
            actions.push(Action::Decide);
        }
    }
    if found.facts.transfer.restricted {
        let onward = movement.indirect && !movement.own_regimes.contains(&regime);
        actions.push(if onward {
            Action::OnwardTransfer
        } else {
            Action::Transfer
        });
    }
    let questions = actions
        .into_iter()
        .map(|action| Question::Movement(action, principal, resource, found.facts))
        .collect();
    Judged {
        movement,
        regime,
        found,
        questions,
    }
}

/// What the movements of the day make due in a notice. What the controller does for others is for
/// their notices to tell.
fn occasions(estate: &Estate, judged: &[Judged<'_>]) -> Occasions {
    let mut occasions = Occasions::default();
    for judged in judged {
        let facts = &judged.found.facts;
        if facts.controller.acts_as_processor {
            continue;
        }
        let movement = judged.movement;
        let shape = estate.shape(movement.shape);
        occasions.legitimate_interests |= facts.basis.article == "6(1)(f)";
        occasions.consent |= facts.basis.article == "6(1)(a)" || facts.data.condition == "9(2)(a)";
        occasions.recipients |= movement.kind == MovementKind::Disclose && movement.separate();
        let transfers = facts.transfer.restricted && !movement.indirect;
        occasions.restricted_transfer |= transfers;
        occasions.article_46 |= transfers && judged.found.article_46;
        occasions.automated_decision |= shape
            .decision
            .as_ref()
            .is_some_and(|decision| decision.solely_automated && decision.significant);
        if movement.kind == MovementKind::Collect && movement.importer == Some(estate.controller) {
            occasions.from_person |= movement.exporter.is_none();
            occasions.from_elsewhere |= movement.exporter.is_some();
        }
    }
    occasions
}
