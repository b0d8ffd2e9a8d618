//! What is asked of the policies, and what they answer.

use super::rule::RuleIx;
use super::sets::PolicySets;
use crate::engine::facts::{MechanismSet, QuestionFacts};
use crate::estate::model::{PartyIx, StatementIx, SystemIx};

pub use crate::engine::facts::Action;

/// What the facts are about, as the resource of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// A party that receives.
    Party(PartyIx),
    /// A system: one that receives, or one of which something should be deployed.
    System(SystemIx),
    /// The notice, and what is of the estate as a whole.
    Notice,
    /// A statement.
    Statement(StatementIx),
    /// Something deployed.
    Resource,
}

/// A question: who, does what, to what, with which facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    action: Action,
    pub(super) principal: PartyIx,
    pub(super) resource: Asked,
    pub(super) facts: QuestionFacts,
}

impl Question {
    /// A question. The schema says which record of facts and which resource an action has.
    pub fn new(
        action: Action,
        principal: PartyIx,
        resource: Asked,
        facts: impl Into<QuestionFacts>,
    ) -> Self {
        Self {
            action,
            principal,
            resource,
            facts: facts.into(),
        }
    }

    /// The question that represents all which are equal to this one for the policies: an end that
    /// none of them names is the first of its type.
    pub(super) fn representative(mut self, sets: &PolicySets) -> Self {
        let named = sets.named_ends(self.action);
        if !named.principal {
            self.principal = PartyIx(0);
        }
        if !named.resource {
            self.resource = match self.resource {
                Asked::Party(_) => Asked::Party(PartyIx(0)),
                Asked::System(_) => Asked::System(SystemIx(0)),
                Asked::Statement(_) => Asked::Statement(StatementIx(0)),
                other @ (Asked::Notice | Asked::Resource) => other,
            };
        }
        self
    }

    /// The action asked about.
    pub fn action(&self) -> Action {
        self.action
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
    /// The mechanisms of Chapter V that the policies permit a transfer to rely on. Empty where they
    /// permit none, and where something else is asked.
    pub mechanisms: MechanismSet,
}
