//! Asking Cedar: one answer for each set of facts that differ for the policies.

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cedar_policy::{Authorizer, Entities};
use foldhash::HashMap;
use rayon::prelude::*;

use super::catalogue::Rules;
use super::question::{Action, Decision, Question};
use super::request::{RequestError, Requests};
use super::rule::RuleIx;
use crate::estate::model::Estate;

/// Answers that hold for every estate with the same rules: those to questions of which neither end is named by a
/// policy. They are kept from one check to the next of an estate that is tried with changes.
#[derive(Debug, Default)]
pub struct Answers(Mutex<HashMap<Question, Decision>>);

impl Answers {
    fn locked(&self) -> MutexGuard<'_, HashMap<Question, Decision>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the answer to a question that represents others is the same whatever the estate: no policy names its
/// ends.
fn is_general(rules: &Rules, question: &Question) -> bool {
    let named = rules.sets.named_ends(question.action());
    !named.principal && !named.resource
}

/// Asks Cedar, once for each distinct question.
#[derive(Debug)]
pub struct Decider<'r> {
    rules: &'r Rules,
    requests: Requests,
    entities: Entities,
    memo: HashMap<Question, Decision>,
    answers: Option<&'r Answers>,
}

impl<'r> Decider<'r> {
    /// A decider for an estate. The entities are built once.
    ///
    /// # Errors
    /// When Cedar refuses the entities, which is a fault of ours.
    pub fn new(rules: &'r Rules, estate: &Estate) -> Result<Self, RequestError> {
        let requests = Requests::new(estate, &rules.sets.schema)?;
        let entities = requests.entities(estate, &rules.sets.schema)?;
        Ok(Self {
            rules,
            requests,
            entities,
            memo: HashMap::default(),
            answers: None,
        })
    }

    /// Answers what was asked before of another estate with the same rules as it was answered then.
    #[must_use]
    pub fn remembering(mut self, answers: Option<&'r Answers>) -> Self {
        self.answers = answers;
        self
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
            let question = question.representative(&self.rules.sets);
            if !self.memo.contains_key(&question) && seen.insert(question) {
                open.push(question);
            }
        }
        self.recall(&mut open);
        let answers: Vec<Decision> = open.par_iter().map(|question| self.ask(question)).collect();
        if let Some(known) = self.answers {
            let answered = open.iter().zip(&answers);
            let general = answered.filter(|(question, _)| is_general(self.rules, question));
            let general = general.map(|(question, answer)| (*question, answer.clone()));
            known.locked().extend(general);
        }
        self.memo.extend(open.into_iter().zip(answers));
    }

    /// Takes over the answers that are known from before, and leaves the questions that are open.
    fn recall(&mut self, open: &mut Vec<Question>) {
        let Some(known) = self.answers.map(Answers::locked) else {
            return;
        };
        let memo = &mut self.memo;
        open.retain(|question| {
            let answer = known.get(question);
            if let Some(answer) = answer {
                memo.insert(*question, answer.clone());
            }
            answer.is_none()
        });
    }

    /// The answer to a question that was prepared, or asked now.
    pub fn decide(&self, question: &Question) -> Cow<'_, Decision> {
        let question = question.representative(&self.rules.sets);
        match self.memo.get(&question) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(self.ask(&question)),
        }
    }

    /// How many distinct questions were answered, apart from what transfers rely on.
    pub fn distinct(&self) -> usize {
        let questions = self.memo.keys();
        questions.filter(|it| it.action() != Action::Rely).count()
    }

    fn ask(&self, question: &Question) -> Decision {
        let action = question.action();
        let sets = &self.rules.sets;
        // Permits alone decide what a transfer relies on.
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
        let mut verdicts: Vec<RuleIx> = if denied {
            response
                .diagnostics()
                .reason()
                .filter_map(|id| self.rules.index(AsRef::<str>::as_ref(id)))
                .collect()
        } else {
            Vec::new()
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
