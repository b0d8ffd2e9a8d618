//! A rule: what its policy file says of it.

use std::sync::Arc;

use super::family::Family;
use super::template::Template;
use crate::estate::model::Severity;
use crate::input::Span;

/// The position of a rule in the catalogue, which is in the order of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIx(pub(super) u32);

/// What the policies of a rule do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It forbids: each verdict is a finding.
    Forbid,
    /// It holds the permits: what none of them permits is a finding.
    Permit,
}

/// What the findings of a rule are gathered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By flow and importer.
    Flow,
    /// By exporter and importer, whatever the flows.
    Parties,
    /// By the controller whose flows they are, whatever the services and the recipients.
    Controller,
    /// By the words of the notice, wherever they stand.
    Quote,
    /// By the item that a notice must tell.
    Item,
}

/// A rule with what its policy file says of it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `family/name`.
    pub id: String,
    /// A title.
    pub title: String,
    /// How much a finding weighs, before the estate's own setting.
    pub severity: Severity,
    /// Keys of the law tables.
    pub law: Vec<String>,
    /// The message of a finding.
    pub message: Template,
    /// Names of the facts that a finding cites.
    pub evidence: Vec<String>,
    /// What can be done.
    pub remedy: Option<String>,
    /// Rules that say the same less precisely.
    pub covers: Vec<String>,
    /// What findings are gathered by.
    pub grouping: Grouping,
    /// What its policies do.
    pub effect: Effect,
    /// The comment at the head of the file, for people.
    pub explanation: String,
    /// The path of the file.
    pub path: String,
    /// The text of the file.
    pub source: String,
    /// Where it stands, for rules of the estate.
    pub span: Option<Span>,
    pub(super) family: Arc<Family>,
}

impl Rule {
    /// The family that its id names.
    pub fn family(&self) -> &Family {
        &self.family
    }
}
