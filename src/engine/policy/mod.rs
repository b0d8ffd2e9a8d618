//! Cedar decides. The only importer of `cedar_policy`: rules with their annotations, the schema of
//! facts, requests, and a memo that asks Cedar once for each distinct set of facts.

mod annotation;
mod bounds;
mod catalogue;
mod change;
mod decide;
mod family;
mod file;
mod mechanism;
mod question;
mod request;
mod rule;
mod schema;
#[cfg(test)]
mod schema_tests;
mod sets;
mod template;

pub use catalogue::Rules;
pub use change::ChangeKind;
pub use decide::{Answers, Decider};
pub use family::{Family, Group, builtin_families};
pub use question::{Action, Asked, Decision, Question};
pub use request::RequestError;
pub use rule::{Dimension, Effect, Rule, RuleIx};
pub use template::{Template, TemplateError, TemplateWord};

/// The built-in policies: the path that is shown, and the text.
pub const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// The schema of the facts, as people read it.
pub const SCHEMA: &str = include_str!("../../../policies/schema.cedarschema");
