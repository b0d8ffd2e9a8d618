//! What `explain` is asked about: a rule, or one finding of a check.

use super::{FindingView, Report, RuleView};

/// A rule, or a finding with the check that found it.
#[derive(Debug)]
pub enum Explanation<'a> {
    /// A rule.
    Rule(Box<RuleView>),
    /// A finding.
    Finding(Box<ExplainedFinding<'a>>),
}

/// A finding, and the check that found it.
#[derive(Debug)]
pub struct ExplainedFinding<'a> {
    report: Report<'a>,
    at: usize,
}

impl<'a> ExplainedFinding<'a> {
    /// The finding of a check that has an id; `None` where none has.
    pub fn of(report: Report<'a>, id: &str) -> Option<Self> {
        let at = report.findings.iter().position(|it| it.id == id)?;
        Some(Self { report, at })
    }

    /// The check.
    pub fn report(&self) -> &Report<'a> {
        &self.report
    }

    /// The finding.
    pub fn finding(&self) -> Option<&FindingView> {
        self.report.findings.get(self.at)
    }

    /// The rule that found it.
    pub fn rule(&self) -> Option<&RuleView> {
        let rule = &self.finding()?.rule;
        self.report.rules.iter().find(|it| it.id == *rule)
    }
}
