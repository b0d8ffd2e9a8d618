//! Asking Cedar: policies split by action once, one answer for each distinct set of facts.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use cedar_policy::ffi::DetailedError;
use cedar_policy::{
    ActionConstraint, Authorizer, Effect, Entities, EntityUid, Policy, PolicySet, Schema,
    ValidationMode, Validator,
};
use foldhash::HashMap;
use rayon::prelude::*;

use super::mechanism::mechanism_of;
use super::request::{RequestError, Requests};
use super::rules::{RuleIx, Rules};
use crate::engine::facts::{
    CitationFacts, DeployedFacts, MechanismKind, MechanismSet, MovementFacts, NoticeItemFacts,
    OperatedFacts, RelianceFacts, StatementFacts, WaiverFacts,
};
use crate::estate::model::{Estate, PartyIx, StatementIx, SystemIx};
use crate::input::{InputError, InputErrorKind};

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

/// The policies, split by the actions that they speak of.
#[derive(Debug, Clone)]
pub struct PolicySets {
    pub(super) schema: Arc<Schema>,
    by_action: BTreeMap<Action, PolicySet>,
    /// Those of them that permit.
    permits: BTreeMap<Action, PolicySet>,
    /// The rules that the permits of an action make up: what none of them permits is a finding.
    pub(super) default_deny: BTreeMap<Action, String>,
    /// The mechanism of Chapter V that each permit of `rely` stands for, by the id of the permit.
    pub(super) mechanisms: BTreeMap<String, MechanismKind>,
}

impl PolicySets {
    /// No policies yet, under a schema.
    pub(super) fn new(schema: &str) -> Result<Self, InputError> {
        let (schema, _) = Schema::from_cedarschema_str(schema).map_err(|error| {
            InputError::new(
                InputErrorKind::Policy,
                None,
                format!("the schema of the facts: {error}"),
            )
        })?;
        Ok(Self {
            schema: Arc::new(schema),
            by_action: BTreeMap::new(),
            permits: BTreeMap::new(),
            default_deny: BTreeMap::new(),
            mechanisms: BTreeMap::new(),
        })
    }

    /// Holds a policy strictly to the schema. The places of what is wrong are those in the text that
    /// it was parsed from.
    pub(super) fn validate(&self, policy: &Policy) -> Result<(), Vec<PolicyFault>> {
        let mut alone = PolicySet::new();
        alone
            .add(policy.clone())
            .map_err(|error| vec![PolicyFault::of(&error)])?;
        let result =
            Validator::new(Schema::clone(&self.schema)).validate(&alone, ValidationMode::Strict);
        let mut faults: Vec<PolicyFault> = result
            .validation_errors()
            .map(PolicyFault::of)
            .chain(result.validation_warnings().map(PolicyFault::of))
            .collect();
        // That the whole policy is impossible follows from what is wrong inside it.
        let inside = |fault: &PolicyFault| fault.help.is_some();
        if faults.iter().any(inside) {
            faults.retain(inside);
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// Adds a policy.
    pub(super) fn add(&mut self, policy: &Policy) -> Result<(), Vec<PolicyFault>> {
        let permits = policy.effect() == Effect::Permit;
        if let (true, Some(article)) = (permits, policy.annotation("mechanism")) {
            let kind = mechanism_of(article).map_err(|fault| vec![fault])?;
            self.mechanisms.insert(policy.id().to_string(), kind);
        }
        for action in actions_of(policy) {
            if let (true, Some(rule)) = (permits, policy.annotation("rule")) {
                self.default_deny.insert(action, rule.to_owned());
            }
            let sets = [
                Some(&mut self.by_action),
                permits.then_some(&mut self.permits),
            ];
            for set in sets.into_iter().flatten() {
                set.entry(action)
                    .or_default()
                    .add(policy.clone())
                    .map_err(|_| {
                        vec![PolicyFault {
                            message: "there is a policy of this id already".to_owned(),
                            help: Some(super::annotation::OWN_FAMILY.to_owned()),
                            place: None,
                        }]
                    })?;
            }
        }
        Ok(())
    }
}

/// What Cedar finds wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PolicyFault {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The first and one past the last byte in the text that was parsed.
    pub place: Option<(usize, usize)>,
}

impl PolicyFault {
    /// Takes an error of Cedar's apart.
    pub fn of<'a, E: ?Sized>(error: &'a E) -> Self
    where
        DetailedError: From<&'a E>,
    {
        let detailed = DetailedError::from(error);
        let label = detailed.source_locations.first();
        let expected = label.and_then(|label| label.label.clone());
        Self {
            message: detailed.message,
            help: detailed.help.or(expected),
            place: label.map(|label| (label.loc.start, label.loc.end)),
        }
    }
}

/// The actions that the head of a policy names; all, if it names none.
pub(super) fn actions_of(policy: &Policy) -> Vec<Action> {
    let named = |uid: &EntityUid| {
        Action::ALL
            .into_iter()
            .find(|action| action.as_str() == AsRef::<str>::as_ref(uid.id().unescaped()))
    };
    match policy.action_constraint() {
        ActionConstraint::Any => Action::ALL.to_vec(),
        ActionConstraint::Eq(uid) => named(&uid).into_iter().collect(),
        ActionConstraint::In(uids) => uids.iter().filter_map(named).collect(),
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

/// Asks Cedar, once for each distinct question.
#[derive(Debug)]
pub struct Decider<'r> {
    rules: &'r Rules,
    requests: Requests,
    entities: Entities,
    memo: HashMap<Question, Decision>,
}

impl<'r> Decider<'r> {
    /// A decider for an estate. The entities are built once.
    ///
    /// # Errors
    /// When Cedar refuses the entities: a fault of ours, told as an input error without a place.
    pub fn new(rules: &'r Rules, estate: &Estate) -> Result<Self, InputError> {
        let fault =
            |error: RequestError| InputError::new(InputErrorKind::Policy, None, error.to_string());
        let requests = Requests::new(estate, &rules.sets.schema).map_err(fault)?;
        let entities = requests
            .entities(estate, &rules.sets.schema)
            .map_err(fault)?;
        Ok(Self {
            rules,
            requests,
            entities,
            memo: HashMap::default(),
        })
    }

    /// The rules that it answers by.
    pub fn rules(&self) -> &'r Rules {
        self.rules
    }

    /// Answers all questions that were not answered before, on all cores.
    pub fn prepare(&mut self, questions: impl IntoIterator<Item = Question>) {
        let mut open: Vec<Question> = Vec::new();
        let mut seen: foldhash::HashSet<Question> = foldhash::HashSet::default();
        for question in questions {
            if !self.memo.contains_key(&question) && seen.insert(question) {
                open.push(question);
            }
        }
        let answers: Vec<Decision> = open.par_iter().map(|question| self.ask(question)).collect();
        self.memo.extend(open.into_iter().zip(answers));
    }

    /// The answer to a question that was prepared, or asked now.
    pub fn decide(&self, question: &Question) -> Decision {
        self.memo
            .get(question)
            .cloned()
            .unwrap_or_else(|| self.ask(question))
    }

    /// How many distinct questions were answered, what transfers rest on left aside.
    pub fn distinct(&self) -> usize {
        let questions = self.memo.keys();
        questions.filter(|it| it.action() != Action::Rely).count()
    }

    fn ask(&self, question: &Question) -> Decision {
        let action = question.action();
        let sets = &self.rules.sets;
        // What a transfer rests on, permits alone decide.
        let policies = match action {
            Action::Rely => sets.permits.get(&action),
            _ => sets.by_action.get(&action),
        };
        let Some(policies) = policies else {
            return Decision::default();
        };
        let request = match self.requests.request(question, &sets.schema) {
            Ok(request) => request,
            Err(error) => {
                return Decision {
                    errors: vec![(action.as_str().to_owned(), error.to_string())],
                    ..Decision::default()
                };
            }
        };
        let response = Authorizer::new().is_authorized(&request, policies, &self.entities);
        let mut errors: Vec<(String, String)> = response
            .diagnostics()
            .errors()
            .map(|error| {
                let cedar_policy::AuthorizationError::PolicyEvaluationError(error) = error;
                (error.policy_id().to_string(), error.inner().to_string())
            })
            .collect();
        errors.sort();
        if action == Action::Rely {
            return sets.permitted_mechanisms(&response, errors);
        }
        let denied = response.decision() == cedar_policy::Decision::Deny;
        let mut verdicts: Vec<RuleIx> = match denied {
            true => response
                .diagnostics()
                .reason()
                .filter_map(|id| self.rules.index(AsRef::<str>::as_ref(id)))
                .collect(),
            false => Vec::new(),
        };
        // An action that has permits is lawful only if one of them permits it.
        if let Some(rule) = self.rules.default_deny(action)
            && !self.permitted(&request, action, denied, &verdicts)
        {
            verdicts.push(rule);
        }
        verdicts.sort();
        Decision {
            verdicts,
            errors,
            ..Decision::default()
        }
    }

    /// Whether some permit permits. A forbid hides the permits from the answer, so they are
    /// asked alone then.
    fn permitted(
        &self,
        request: &cedar_policy::Request,
        action: Action,
        denied: bool,
        verdicts: &[RuleIx],
    ) -> bool {
        if !denied {
            return true;
        }
        if verdicts.is_empty() {
            return false;
        }
        self.rules.sets.permits.get(&action).is_some_and(|permits| {
            let response = Authorizer::new().is_authorized(request, permits, &self.entities);
            response.decision() == cedar_policy::Decision::Allow
        })
    }
}
