//! The facts of a movement, of an item of the notice, and of a statement: the Rust side of
//! `policies/schema.cedarschema`, small, hashable, and without a text in it that is not of a fixed
//! list, so that decisions can be shared.

use crate::engine::coverage::Verdict;
use crate::engine::facts::transfer::MechanismSet;
use crate::engine::movement::RecipientRole;
use crate::estate::raw::{Certainty, TaskKind};
use crate::law::Regime;

/// Which verdicts occur among the elements of one side of a movement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct VerdictSet(u8);

impl VerdictSet {
    /// Adds a verdict.
    pub fn insert(&mut self, verdict: Verdict) {
        self.0 |= 1 << verdict as u8;
    }

    /// Whether a verdict occurs.
    pub fn contains(self, verdict: Verdict) -> bool {
        self.0 & (1 << verdict as u8) != 0
    }

    /// The verdicts that occur, best first.
    pub fn iter(self) -> impl Iterator<Item = Verdict> {
        Verdict::ALL
            .into_iter()
            .filter(move |verdict| self.contains(*verdict))
    }
}

impl FromIterator<Verdict> for VerdictSet {
    fn from_iter<I: IntoIterator<Item = Verdict>>(verdicts: I) -> Self {
        let mut set = Self::default();
        for verdict in verdicts {
            set.insert(verdict);
        }
        set
    }
}

/// Whether adequacy carries a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Adequacy {
    /// There is none for the country on that day.
    None,
    /// There is, and its conditions are met.
    InForce,
    /// There is, but a condition is not met.
    ConditionUnmet,
}

/// The best of the instruments between exporter and importer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstrumentState {
    /// There is none.
    None,
    /// It is in force.
    InForce,
    /// Its day is still to come.
    NotConcluded,
    /// Its time is over.
    Spent,
    /// It is one of the other regime's.
    OtherRegime,
}

/// Whether a paper that the law asks for is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperState {
    /// The law does not ask for it here.
    NotNeeded,
    /// It is there, and in force.
    InForce,
    /// It is not.
    Missing,
}

/// The facts of one movement under one regime on one day. See the schema of the policies for what
/// each of them means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct MovementFacts {
    pub regime: Regime,
    pub controller: ControllerFacts,
    pub recipient: RecipientFacts,
    pub basis: BasisFacts,
    pub consent: ConsentFacts,
    pub data: DataFacts,
    pub purpose_compatible: bool,
    pub purpose_research: bool,
    pub marketing: MarketingFacts,
    pub coverage: CoverageFacts,
    pub transfer: TransferFacts,
    pub papers: PaperFacts,
    pub changed_hands: bool,
    pub measure_missing: bool,
    pub outside_group: bool,
    pub without_source: bool,
    pub more_than_collected: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct ControllerFacts {
    pub acts_as_processor: bool,
    pub public_authority: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct RecipientFacts {
    pub role: RecipientRole,
    pub separate: bool,
    pub public_authority: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct BasisFacts {
    /// The article, such as `6(1)(f)`; `none` where there is none.
    pub article: &'static str,
    pub in_force: bool,
    pub task: Option<TaskKind>,
    pub interests_assessed: bool,
    pub without_law: bool,
    pub less_intrusive: bool,
}

/// Whether someone asked for consent can say no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Who says no gets the same, or something as good.
    Real,
    /// There is no such choice.
    None,
    /// Nothing is known of it.
    #[default]
    Unstated,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    clippy::struct_excessive_bools,
    reason = "the schema of the policies describes each fact"
)]
pub struct ConsentFacts {
    pub recorded: bool,
    pub explicit: bool,
    pub choice: Choice,
    pub imbalance: bool,
    pub bundled: bool,
    pub by_default: bool,
    pub uninformed: bool,
    pub child_too_young: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct DataFacts {
    pub special: bool,
    pub criminal: bool,
    /// The article, such as `9(2)(h)`; `none` where there is none.
    pub condition: &'static str,
    pub condition_in_force: bool,
    pub criminal_authority: bool,
    pub schedule_condition: PaperState,
    pub policy_document: PaperState,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct MarketingFacts {
    pub electronic: bool,
    pub corporate: bool,
    pub soft_opt_in: bool,
    pub consent_covers_channel: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct CoverageFacts {
    pub recipient: VerdictSet,
    pub indirect_recipient: VerdictSet,
    pub data: VerdictSet,
    pub purpose: VerdictSet,
    pub destination: VerdictSet,
    pub safeguard: VerdictSet,
    pub retention: VerdictSet,
    pub source: VerdictSet,
    pub basis: VerdictSet,
    pub automated_decision: VerdictSet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct TransferFacts {
    pub restricted: bool,
    pub place: Certainty,
    pub adequacy: Adequacy,
    pub instrument: InstrumentState,
    pub derogations: MechanismSet,
    pub systematic: bool,
    pub necessary: bool,
    pub agreed: bool,
    pub relies_on_lapsed: bool,
    pub risk_assessment: PaperState,
    pub effect: EffectFacts,
}

/// What is found of the law that the importer is subject to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ImporterLaw {
    /// Nothing that undercuts the instrument.
    #[default]
    Unproblematic,
    /// The exporter's own assessment finds that it does.
    Assessed,
    /// A ruling does.
    Ruled,
}

/// Whether an instrument holds against the law of the importer's country.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct EffectFacts {
    pub importer_law: ImporterLaw,
    pub importer_reads: bool,
    pub measure_works: bool,
    pub assessment_stale: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct PaperFacts {
    pub processor_contract: PaperState,
    pub sub_processor_authorisation: PaperState,
    pub joint_arrangement: PaperState,
    pub outside_instructions: bool,
    pub impact_assessment: PaperState,
}

/// The facts of one thing that the law asks a notice to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct NoticeItemFacts {
    pub regime: Regime,
    pub required: bool,
    pub told: bool,
}

/// The facts of one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct StatementFacts {
    pub regime: Regime,
    pub found: bool,
    pub used: bool,
    pub indefinite: bool,
    pub outdated: bool,
    pub contradicted: bool,
}

/// How the place of something deployed is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each word"
)]
pub enum Whereabouts {
    Stated,
    Inferred,
    UnknownUntilApply,
    NotAPlace,
    NotStated,
}

/// The facts of something that a plan or a state deploys, at its place or at that of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct DeployedFacts {
    pub regime: Regime,
    pub holds_data: bool,
    pub moves_data: bool,
    pub service: bool,
    pub declared: bool,
    pub place: Whereabouts,
    pub located: bool,
    pub place_declared: bool,
    pub outside: bool,
}

/// The facts of a finding that somebody has accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct WaiverFacts {
    pub regime: Regime,
    pub found: bool,
    pub expired: bool,
    pub changed: bool,
}

/// The facts of a link that the estate cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct CitationFacts {
    pub regime: Regime,
    pub gone: bool,
    pub unreachable_days: i64,
    pub changed: bool,
}

/// The facts of a system of which something should be deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the schema of the policies describes each fact"
)]
pub struct OperatedFacts {
    pub regime: Regime,
    pub deployed: bool,
}
