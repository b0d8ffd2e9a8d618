//! Cedar decides. The only importer of `cedar_policy`: rules with their annotations, the schema of
//! facts, requests, and a memo that asks Cedar once for each distinct set of facts.

mod annotation;
mod decide;
mod family;
mod mechanism;
mod request;
mod rules;
#[cfg(test)]
mod schema_tests;
mod template;

pub use decide::{Action, Asked, Decider, Decision, Question};
pub use family::{Family, Group, builtin_families};
pub use rules::{Effect, Grouping, Rule, RuleIx, Rules};
pub use template::{Template, TemplateWord};

/// The built-in policies: the path that is shown, and the text.
pub const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// The schema of the facts.
pub const SCHEMA: &str = include_str!("../../../policies/schema.cedarschema");
