//! The cause of a finding: what one person can change in one act.

use std::collections::BTreeSet;

use crate::engine::cases::{RuleHit, Subject};
use crate::engine::movement::Movement;
use crate::engine::policy::{Dimension, Rule, Rules};
use crate::estate::model::{Basis, Estate, FlowIx, PartyIx, ServiceIx, StatementIx};
use crate::taxonomy::TermId;

/// What hits of one finding share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Cause {
    Movement(Vec<CausePart>),
    /// The words, and the first statement that has them.
    Quote(String, StatementIx),
    Item(String),
    Deployed(
        crate::engine::deployment::ResourceAspect,
        Option<u32>,
        String,
    ),
    Operated(u32),
    Named(String),
    Fault(String, String),
}

/// What movements of one cause share, in one dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum CausePart {
    Flows(Vec<FlowIx>),
    Party(Option<PartyIx>),
    Service(Option<ServiceIx>),
    Purposes(Vec<TermId>),
    Basis(Basis),
    Statements(Vec<StatementIx>),
    Name(String),
}

/// The cause of a hit; `None` where its rule is not known.
pub(super) fn cause(estate: &Estate, rules: &Rules, hit: &RuleHit<'_>) -> Option<Cause> {
    Some(match &hit.case.subject {
        Subject::Movement {
            movement, flows, ..
        } => {
            let rule = rules.rule(hit.rule?)?;
            let part = |dimension: &Dimension| part(estate, rule, hit, movement, flows, *dimension);
            Cause::Movement(rule.cause.iter().map(part).collect())
        }
        Subject::Statement(index) => {
            let quote = plain(&estate.statement(*index)?.quote);
            let mut all = estate.all_statements();
            let first = all.find(|(_, other)| plain(&other.quote) == quote);
            Cause::Quote(quote, first.map_or(*index, |(first, _)| first))
        }
        Subject::Item(key, _) => Cause::Item((*key).to_owned()),
        Subject::Resources(group) => Cause::Deployed(
            group.aspect,
            group.system.map(|system| system.0),
            group.subject.clone(),
        ),
        Subject::System(system) => Cause::Operated(system.0),
        Subject::File(name) | Subject::Seen(name) => Cause::Named(name.clone()),
        Subject::Named(name) => {
            let rule = hit.rule.and_then(|rule| rules.rule(rule));
            let each = rule.is_some_and(|rule| rule.cause.contains(&Dimension::Regime));
            let regime = if each { hit.case.regime.id() } else { "" };
            Cause::Named(format!("{name} {regime}").trim_end().to_owned())
        }
        Subject::Fault(policy, reason) => Cause::Fault(policy.clone(), reason.clone()),
    })
}

fn part(
    estate: &Estate,
    rule: &Rule,
    hit: &RuleHit<'_>,
    movement: &Movement,
    flows: &[FlowIx],
    dimension: Dimension,
) -> CausePart {
    let shape = estate.shape(movement.shape);
    let evidence = rule
        .evidence
        .iter()
        .filter_map(|key| hit.case.evidence.get(key.as_str()));
    match dimension {
        Dimension::Flow => CausePart::Flows(flows.to_vec()),
        Dimension::Exporter => CausePart::Party(movement.exporter),
        Dimension::Importer => CausePart::Party(movement.importer),
        Dimension::Controller => CausePart::Party(Some(shape.controller)),
        Dimension::Service => CausePart::Service(shape.service),
        Dimension::Purpose => CausePart::Purposes(shape.content.purposes.clone()),
        Dimension::Basis => CausePart::Basis(shape.lawfulness.basis),
        Dimension::Statements => {
            // Where some state and others deny, one sentence that denies is wrong of all that it denies.
            let statements = evidence.flat_map(|found| match found.denials.as_slice() {
                [] => found.statements.as_slice(),
                denials => denials,
            });
            let statements: BTreeSet<StatementIx> = statements.copied().collect();
            if statements.is_empty() {
                CausePart::Service(shape.service)
            } else {
                CausePart::Statements(statements.into_iter().collect())
            }
        }
        Dimension::Regime => CausePart::Name(hit.case.regime.id().to_owned()),
        Dimension::Name => {
            let mut names = evidence.filter_map(|found| found.name.clone());
            CausePart::Name(names.next().unwrap_or_default())
        }
    }
}

/// A quote without regard to white space and case: the same sentence in twelve sections is one.
pub(super) fn plain(quote: &str) -> String {
    quote
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
