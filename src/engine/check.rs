//! A check: an estate, a day, and what policies find.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::as_of::{AsOf, Assessed, CheckError, Regimes};
use super::cases::{self, Judged, Moved};
use super::deployment::Deployed;
use super::facts::{MovementAssessment, ReadBefore};
use super::finding::{self, Assembler, Finding, Gathering};
use super::movement::Movement;
use super::observed::Observations;
use super::policy::{Answers, Decider, RuleIx, Rules};
use super::waivers;
use crate::estate::model::{Estate, FlowIx};
use crate::input::SourceMap;
use crate::law::Regime;

/// How many declarations are judged at a time: many enough for all cores, few enough that the evidence of all
/// of them fits into memory. It is let go of once what was found has been taken in.
const AT_A_TIME: usize = 1024;

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
pub struct JudgedMovement {
    /// The movement.
    pub movement: Movement,
    /// The flows that declare it, in the order of ids.
    pub flows: Vec<FlowIx>,
    /// The regime.
    pub regime: Regime,
    /// Its facts, and what they rely on.
    pub found: MovementAssessment,
    /// The rules that apply to it, without those that a more precise one covers.
    pub rules: BTreeSet<RuleIx>,
}

/// A check of an estate on a day, ready to run.
#[derive(Debug, Clone, Copy)]
pub struct Check<'e> {
    /// The estate.
    pub estate: &'e Estate,
    /// The files, for places in bulk flows.
    pub sources: &'e SourceMap,
    /// The rules.
    pub rules: &'e Rules,
    /// The day.
    pub day: Date,
    /// What is deployed, where that is judged too. Its places have been laid over the estate
    /// ([`lay`](super::deployment::lay)).
    pub deployed: Option<&'e Deployed>,
    /// What was seen, where that is judged too.
    pub observed: Option<&'e Observations>,
    /// Whether what the estate does not record counts as an error, and not as a question.
    pub strict: bool,
    /// What the policies answered before, where the estate is judged again with changes.
    pub answers: Option<&'e Answers>,
    /// What was read of texts before, in the same case.
    pub read: Option<&'e ReadBefore>,
    /// Whether findings go without their message and, where nothing is waived, without their state: of a trial nobody
    /// reads either.
    pub brief: bool,
}

impl<'e> Check<'e> {
    /// A check of what is declared and disclosed.
    pub fn new(estate: &'e Estate, sources: &'e SourceMap, rules: &'e Rules, day: Date) -> Self {
        Self {
            estate,
            sources,
            rules,
            day,
            deployed: None,
            observed: None,
            strict: false,
            answers: None,
            read: None,
            brief: false,
        }
    }

    /// Counts what the estate does not record as an error.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Recalls what the same rules answered before, and adds to it.
    #[must_use]
    pub fn remembering(mut self, answers: &'e Answers) -> Self {
        self.answers = Some(answers);
        self
    }

    /// Recalls what was read of texts before, and adds to it.
    #[must_use]
    pub fn recalling(mut self, read: &'e ReadBefore) -> Self {
        self.read = Some(read);
        self
    }

    /// Judges what is deployed as well.
    #[must_use]
    pub fn deployed(mut self, deployed: Option<&'e Deployed>) -> Self {
        self.deployed = deployed;
        self
    }

    /// Judges what was seen as well.
    #[must_use]
    pub fn observed(mut self, observed: Option<&'e Observations>) -> Self {
        self.observed = observed;
        self
    }

    /// Judges the estate. Nothing is found where the estate states that its controller is subject to no
    /// regime.
    ///
    /// # Errors
    /// When the day cannot be judged: see [`CheckError`].
    pub fn run(self) -> Result<Outcome, CheckError> {
        if Regimes::none_by_scope(self.estate, self.day) {
            return Ok(self.nothing());
        }
        let cited = self.rules.iter().flat_map(|rule| &rule.evidence);
        let day = AsOf::new(self.estate, self.day)?.citing(cited.cloned());
        let day = day.recalling(self.read);
        let mut decider = decider(self.rules, self.estate)?.remembering(self.answers);
        let assembler = self.assembler();
        let mut gathering = Gathering::new(&assembler);
        let mut moved = Moved::default();
        for part in day.running.chunks(AT_A_TIME) {
            let assessed = day.assess_part(part);
            self.movements(assessed, &mut moved, &mut decider, &mut gathering);
        }
        Ok(self.conclude(&day, &moved, &mut decider, gathering))
    }

    /// The same, with every movement that was judged, lawful or not: in the order of what flows
    /// declare, then of what each comes apart into, then of regimes.
    ///
    /// # Errors
    /// As [`Check::run`].
    pub fn examine(self) -> Result<(Outcome, Vec<JudgedMovement>), CheckError> {
        if Regimes::none_by_scope(self.estate, self.day) {
            return Ok((self.nothing(), Vec::new()));
        }
        let day = AsOf::new(self.estate, self.day)?;
        let mut decider = decider(self.rules, self.estate)?.remembering(self.answers);
        let assembler = self.assembler();
        let mut gathering = Gathering::new(&assembler);
        let mut moved = Moved::default();
        let (assessed, rules) =
            self.movements(day.assess(), &mut moved, &mut decider, &mut gathering);
        let outcome = self.conclude(&day, &moved, &mut decider, gathering);
        let examined = assessed
            .into_iter()
            .zip(rules)
            .map(|(it, rules)| JudgedMovement {
                movement: it.movement.clone(),
                flows: it.flows.to_vec(),
                regime: it.regime,
                found: it.found,
                rules,
            });
        Ok((outcome, examined.collect()))
    }

    /// Compares what is deployed with what is declared, and judges nothing else.
    ///
    /// # Errors
    /// As [`Check::run`].
    pub fn reconcile(self) -> Result<Outcome, CheckError> {
        if Regimes::none_by_scope(self.estate, self.day) {
            return Ok(self.nothing());
        }
        let regimes = Regimes::of(self.estate, self.day)?;
        let cases = self.deployed.map_or_else(Vec::new, |deployed| {
            cases::deployment_cases(self.estate, &regimes, self.day, deployed)
        });
        self.alone(&cases, regimes.first())
    }

    /// Compares what was seen with what is declared and disclosed, and judges nothing else.
    ///
    /// # Errors
    /// As [`Check::run`].
    pub fn observe(self) -> Result<Outcome, CheckError> {
        if Regimes::none_by_scope(self.estate, self.day) {
            return Ok(self.nothing());
        }
        let day = AsOf::new(self.estate, self.day)?;
        let cases = self.observed.map_or_else(Vec::new, |observed| {
            cases::observed_cases(&day, observed, &BTreeSet::new())
        });
        self.alone(&cases, day.regimes.first())
    }

    /// The findings of some cases.
    fn alone(self, cases: &[cases::Case<'_>], first: Regime) -> Result<Outcome, CheckError> {
        let mut decider = decider(self.rules, self.estate)?.remembering(self.answers);
        let assembler = self.assembler();
        let mut gathering = Gathering::new(&assembler);
        gathering.add(cases::judge(&mut decider, cases));
        let mut findings = gathering.finish(first);
        finding::sort(self.estate, self.day, &mut findings);
        Ok(Outcome {
            day: self.day,
            findings,
            flows_judged: 0,
            movements: 0,
            decisions: decider.distinct(),
        })
    }

    /// That nothing was judged.
    fn nothing(&self) -> Outcome {
        Outcome {
            day: self.day,
            findings: Vec::new(),
            flows_judged: 0,
            movements: 0,
            decisions: 0,
        }
    }

    /// Judges movements and takes in what is found; the movements, and the rules that apply to each.
    fn movements<'d>(
        &self,
        mut assessed: Vec<Assessed<'d>>,
        moved: &mut Moved,
        decider: &mut Decider<'e>,
        gathering: &mut Gathering<'_, 'e>,
    ) -> (Vec<Assessed<'d>>, Vec<BTreeSet<RuleIx>>) {
        cases::settle_transfers(decider, self.estate, &mut assessed);
        moved.add(self.estate, &assessed);
        let cases = cases::movement_cases(self.estate, &assessed);
        let judged = cases::judge(decider, &cases);
        let applying = |it: &Judged<'_>| it.hits.iter().filter_map(|hit| hit.rule).collect();
        let rules = judged.iter().map(applying).collect();
        gathering.add(judged);
        (assessed, rules)
    }

    /// Judges everything else, and puts the findings together.
    fn conclude(
        &self,
        day: &AsOf<'e>,
        moved: &Moved,
        decider: &mut Decider<'e>,
        mut gathering: Gathering<'_, 'e>,
    ) -> Outcome {
        let cases = cases::beyond_movements(day, moved, self.deployed, self.observed);
        gathering.add(cases::judge(decider, &cases));
        let first = day.regimes.first();
        let mut findings = gathering.finish(first);
        waivers::apply(&self.assembler(), decider, first, &mut findings);
        finding::sort(self.estate, self.day, &mut findings);
        Outcome {
            day: self.day,
            findings,
            flows_judged: day.running.iter().map(|it| it.flows.len()).sum(),
            movements: day.running.iter().map(|it| it.movements.len()).sum(),
            decisions: decider.distinct(),
        }
    }

    fn assembler(&self) -> Assembler<'e> {
        Assembler {
            estate: self.estate,
            sources: self.sources,
            rules: self.rules,
            day: self.day,
            deployed: self.deployed,
            observed: self.observed.is_some(),
            strict: self.strict,
            brief: self.brief,
        }
    }
}

/// A decider for an estate.
///
/// # Errors
/// [`CheckError::Internal`]: an estate that was waived has no entity that Cedar refuses.
pub(super) fn decider<'e>(rules: &'e Rules, estate: &Estate) -> Result<Decider<'e>, CheckError> {
    Decider::new(rules, estate).map_err(|error| CheckError::Internal(error.to_string()))
}
