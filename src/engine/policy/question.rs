//! What is asked of the policies, and what they answer.

use super::rule::RuleIx;
use crate::engine::facts::{
    CitationFacts, DeployedFacts, MechanismSet, MovementFacts, NoticeItemFacts, OperatedFacts,
    RelianceFacts, StatementFacts, WaiverFacts,
};
use crate::estate::model::{PartyIx, StatementIx, SystemIx};

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Data come to the controller.
    Collect,
    /// Data stay with the same entity.
    Store,
    /// Data go to another entity or to the people.
    Disclose,
    /// A restricted transfer.
    Transfer,
    /// A restricted transfer by one who received the data by one.
    OnwardTransfer,
    /// A restricted transfer, of either kind, rests on a mechanism of Chapter V. Asked before the
    /// other two: what permits it is the transfer mechanism.
    Rely,
    /// Data feed an automated decision.
    Decide,
    /// The notice tells an item.
    Inform,
    /// The notice says something.
    State,
    /// Something is deployed at a place.
    Deploy,
    /// Something that is deployed sends data elsewhere.
    Replicate,
    /// A system of which something should be deployed.
    Operate,
    /// Somebody waives a finding.
    Waive,
    /// The estate cites a link.
    Cite,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Collect,
        Self::Store,
        Self::Disclose,
        Self::Transfer,
        Self::OnwardTransfer,
        Self::Rely,
        Self::Decide,
        Self::Inform,
        Self::State,
        Self::Deploy,
        Self::Replicate,
        Self::Operate,
        Self::Waive,
        Self::Cite,
    ];

    /// The name of the action in the schema.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::Store => "store",
            Self::Disclose => "disclose",
            Self::Transfer => "transfer",
            Self::OnwardTransfer => "onwardTransfer",
            Self::Rely => "rely",
            Self::Decide => "decide",
            Self::Inform => "inform",
            Self::State => "state",
            Self::Deploy => "deploy",
            Self::Replicate => "replicate",
            Self::Operate => "operate",
            Self::Waive => "waive",
            Self::Cite => "cite",
        }
    }
}

/// What the facts are about, as the resource of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// A party that receives.
    Party(PartyIx),
    /// A system that receives.
    System(SystemIx),
    /// The notice.
    Notice,
    /// A statement.
    Statement(StatementIx),
}

/// A question: who, does what, with which facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// About a movement.
    Movement(Action, PartyIx, Asked, MovementFacts),
    /// About what the transfer of a movement rests on.
    Rely(PartyIx, Asked, RelianceFacts),
    /// About an item of the notice.
    Item(PartyIx, NoticeItemFacts),
    /// About a statement.
    Statement(PartyIx, StatementIx, StatementFacts),
    /// About something deployed.
    Deployed(Action, PartyIx, DeployedFacts),
    /// About a system of which something should be deployed.
    Operated(PartyIx, SystemIx, OperatedFacts),
    /// About an accepted finding.
    Waiver(PartyIx, WaiverFacts),
    /// About a link.
    Citation(PartyIx, CitationFacts),
}

impl Question {
    /// The action asked about.
    pub fn action(&self) -> Action {
        match self {
            Self::Movement(action, ..) | Self::Deployed(action, ..) => *action,
            Self::Rely(..) => Action::Rely,
            Self::Item(..) => Action::Inform,
            Self::Statement(..) => Action::State,
            Self::Operated(..) => Action::Operate,
            Self::Waiver(..) => Action::Waive,
            Self::Citation(..) => Action::Cite,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// The rules that forbid, or the rule of the permits where none permits; in the order of ids.
    pub verdicts: Vec<RuleIx>,
    /// The policies that could not be evaluated, with the reason; in the order of ids. Cedar skips
    /// such a policy, so that it would pass in silence.
    pub errors: Vec<(String, String)>,
    /// The mechanisms of Chapter V that the policies permit a transfer to rest on. Empty where they
    /// permit none, and where something else is asked.
    pub mechanisms: MechanismSet,
}
