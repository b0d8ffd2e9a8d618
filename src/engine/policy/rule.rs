//! A rule: what its policy file says of it.

use std::sync::Arc;

use super::change::ChangeKind;
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

/// What distinguishes the causes of a rule's findings: flows that agree in all dimensions of the rule
/// have one cause, which one act resolves. Findings about the notice or about what is deployed are
/// distinguished by the statement, item or resource itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// The flow.
    Flow,
    /// Who sends.
    Exporter,
    /// Who receives.
    Importer,
    /// The service, and so the section of the notice.
    Service,
    /// The purposes that the flow declares: one processing, however many flows bring its data.
    Purpose,
    /// The controller of the flow.
    Controller,
    /// The legal basis that the flow declares.
    Basis,
    /// The statements that the finding relies on; where there are none, the service.
    Statements,
    /// The name that the evidence gives: a contract, an instrument.
    Name,
    /// The regime, where each asks for an act of its own.
    Regime,
}

impl Dimension {
    /// All of them, with the word for each.
    pub const ALL: [(&'static str, Self); 10] = [
        ("flow", Self::Flow),
        ("exporter", Self::Exporter),
        ("importer", Self::Importer),
        ("service", Self::Service),
        ("purpose", Self::Purpose),
        ("controller", Self::Controller),
        ("basis", Self::Basis),
        ("statements", Self::Statements),
        ("name", Self::Name),
        ("regime", Self::Regime),
    ];
}

/// A rule with what its policy file says of it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `family/name`.
    pub id: String,
    /// A title.
    pub title: String,
    /// How severe a finding is, before the estate's own setting.
    pub severity: Severity,
    /// Keys of the law tables.
    pub law: Vec<String>,
    /// The message of a finding.
    pub message: Template,
    /// Names of the facts that a finding cites.
    pub evidence: Vec<String>,
    /// What can be done.
    pub remedy: Option<String>,
    /// The kinds of change that can resolve its findings, none where it states `none`; `None`: it does not state them.
    pub changes: Option<Vec<ChangeKind>>,
    /// Rules that say the same less precisely.
    pub covers: Vec<String>,
    /// Rules on items of the notice, each with the item that follows from what this rule finds:
    /// `rule:item` in `@covers`.
    pub covers_items: Vec<(String, String)>,
    /// What distinguishes its causes.
    pub cause: Vec<Dimension>,
    /// The key of the estate that answers what was not recorded; `None` where the rule finds a breach.
    pub asks: Option<String>,
    /// What its policies do.
    pub effect: Effect,
    /// The comment at the head of the file, for people.
    pub explanation: String,
    /// The path of the file.
    pub path: String,
    /// The text of the file.
    pub source: String,
    /// Its place, for rules of the estate.
    pub span: Option<Span>,
    pub(super) family: Arc<Family>,
}

impl Rule {
    /// The family that its id names.
    pub fn family(&self) -> &Family {
        &self.family
    }
}
