//! The policies, held to the schema and split by the actions that they speak of.

use std::collections::BTreeMap;
use std::sync::Arc;

use cedar_policy::ffi::DetailedError;
use cedar_policy::{
    ActionConstraint, Effect, EntityUid, Policy, PolicySet, PrincipalConstraint,
    ResourceConstraint, Schema, ValidationMode, Validator,
};

use super::family::OWN_FAMILY;
use super::question::Action;
use super::schema::schema;
use crate::engine::facts::{FactWord, MechanismKind};
use crate::input::{InputError, InputErrorKind};

/// The policies, split by the actions that they speak of.
#[derive(Debug, Clone)]
pub struct PolicySets {
    pub(super) schema: Arc<Schema>,
    pub(super) by_action: BTreeMap<Action, PolicySet>,
    /// Those of them that permit.
    pub(super) permits: BTreeMap<Action, PolicySet>,
    /// The rules that the permits of an action make up: what none of them permits is a finding.
    pub(super) default_deny: BTreeMap<Action, String>,
    /// The mechanism of Chapter V that each permit of `rely` permits, by the id of the permit.
    pub(super) mechanisms: BTreeMap<String, MechanismKind>,
    /// The ends of a question that some policy of an action names.
    named: BTreeMap<Action, NamedEnds>,
}

/// Whether policies ask who the principal or the resource of a question is. Where they do not, the
/// answer is the same for all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NamedEnds {
    /// Some policy speaks of the principal.
    pub principal: bool,
    /// Some policy speaks of the resource.
    pub resource: bool,
}

impl NamedEnds {
    /// The ends that a policy names: in its head, or once more below it. The letters in a comment, a text
    /// or a longer word count too, which costs time and alters no answer.
    fn of(policy: &Policy) -> Self {
        let text = policy.to_string();
        let below = |end: &str| text.matches(end).count() > 1;
        Self {
            principal: policy.principal_constraint() != PrincipalConstraint::Any
                || below("principal"),
            resource: policy.resource_constraint() != ResourceConstraint::Any || below("resource"),
        }
    }
}

impl PolicySets {
    /// No policies yet, under the schema of the facts.
    pub(super) fn new() -> Result<Self, InputError> {
        let schema = Schema::from_json_value(schema()).map_err(|error| {
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
            named: BTreeMap::new(),
        })
    }

    /// The ends of a question about an action that some policy names.
    pub(super) fn named_ends(&self, action: Action) -> NamedEnds {
        self.named.get(&action).copied().unwrap_or_default()
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
        if let (true, Some(article)) = (permits, annotation(policy, "mechanism")) {
            let kind = mechanism_of(article).map_err(|fault| vec![fault])?;
            self.mechanisms.insert(policy.id().to_string(), kind);
        }
        let default_of = annotation(policy, "rule");
        let ends = NamedEnds::of(policy);
        for action in actions_of(policy) {
            let named = self.named.entry(action).or_default();
            named.principal |= ends.principal;
            named.resource |= ends.resource;
            if let (true, Some(rule)) = (permits, default_of) {
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
                            help: Some(OWN_FAMILY.to_owned()),
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

/// The mechanism that a permit of `rely` names.
fn mechanism_of(article: &str) -> Result<MechanismKind, PolicyFault> {
    let mut all = MechanismKind::all().into_iter();
    all.find(|kind| kind.word() == article)
        .ok_or_else(|| PolicyFault {
            message: format!("`{article}` is no mechanism of Chapter V"),
            help: Some(format!(
                "`@mechanism` takes `{}`",
                MechanismKind::words().join("`, `")
            )),
            place: None,
        })
}

/// An annotation of a policy. Cedar would parse the key each time that it is asked for one, which is dear where a
/// check of a small estate asks.
fn annotation<'p>(policy: &'p Policy, key: &str) -> Option<&'p str> {
    let mut all = policy.annotations();
    all.find(|(known, _)| *known == key).map(|(_, said)| said)
}
