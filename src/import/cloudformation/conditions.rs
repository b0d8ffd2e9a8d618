//! Conditions of a template: yes, no, or what is known only after deployment.

use super::functions::Scope;
use crate::import::listed::{CALL, Tree};
use crate::import::path::{entries, text};
use crate::input::{Node, NodeKind};

/// Conditions may lead through this many others.
const MOST_STEPS: usize = 32;

impl Scope<'_> {
    /// Whether a condition holds, by its name or as it is written; `None`: nobody can say.
    pub fn holds(&self, condition: &Node) -> Option<bool> {
        self.holds_within(condition, MOST_STEPS)
    }

    /// Whether the condition of a name holds.
    pub fn holds_by_name(&self, name: &str) -> Option<bool> {
        self.by_name(name, MOST_STEPS)
    }

    fn by_name(&self, name: &str, steps: usize) -> Option<bool> {
        if let Some(known) = self.decided.borrow().get(name) {
            return *known;
        }
        let condition = self.conditions?.get(name)?;
        let steps = steps.checked_sub(1)?;
        // Each is worked out once: conditions of conditions would double the work with every step. One that
        // leads back to itself is not known.
        self.decided.borrow_mut().insert(name.to_owned(), None);
        let holds = self.holds_within(condition, steps);
        self.decided.borrow_mut().insert(name.to_owned(), holds);
        holds
    }

    fn holds_within(&self, condition: &Node, steps: usize) -> Option<bool> {
        if let Some(name) = text(condition) {
            return self.by_name(name, steps);
        }
        let (function, argument) = entries(condition).next()?;
        let all = || argument.items().iter();
        let steps = steps.checked_sub(1)?;
        match function {
            "Condition" | "!Condition" => self.by_name(text(argument)?, steps),
            "Fn::Not" | "!Not" => {
                let inner = all().next().unwrap_or(argument);
                Some(!self.holds_within(inner, steps)?)
            }
            "Fn::And" | "!And" => {
                let each: Vec<Option<bool>> =
                    all().map(|it| self.holds_within(it, steps)).collect();
                if each.contains(&Some(false)) {
                    return Some(false);
                }
                each.iter().all(Option::is_some).then_some(true)
            }
            "Fn::Or" | "!Or" => {
                let each: Vec<Option<bool>> =
                    all().map(|it| self.holds_within(it, steps)).collect();
                if each.contains(&Some(true)) {
                    return Some(true);
                }
                each.iter().all(Option::is_some).then_some(false)
            }
            "Fn::Equals" | "!Equals" => match argument.items() {
                [left, right] => {
                    let (left, right) = (self.fixed(left)?, self.fixed(right)?);
                    Some(left == right)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A value that no call can change: the default of a parameter is none.
    fn fixed(&self, node: &Node) -> Option<String> {
        match self.value(node) {
            Tree::Known(kind, _, of) if of.as_deref().is_none_or(|of| of == CALL) => match kind {
                NodeKind::String(text) | NodeKind::Number(text) => Some(text),
                NodeKind::Bool(value) => Some(value.to_string()),
                _ => None,
            },
            _ => None,
        }
    }
}
