//! The order of reports.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::Finding;
use crate::estate::model::{AnchorState, Estate};

/// Sorts findings: the notice's own after those of services, services by name, then the most severe
/// first, then by rule, flow or place in the notice, importer and id.
pub fn sort(estate: &Estate, day: Date, findings: &mut [Finding]) {
    findings.sort_by_cached_key(|finding| {
        let service = finding
            .service
            .map(|service| estate.service(service).name.clone());
        let flow = finding
            .flows
            .first()
            .map(|flow| estate.flow(*flow).id.to_string());
        (
            finding.flows.is_empty(),
            finding.about_deployed,
            service.is_none(),
            service,
            Reverse(finding.severity),
            finding.rule.clone(),
            flow,
            in_notice(estate, day, finding),
            finding.importer.clone(),
            finding.regimes.clone(),
            finding.id.clone(),
        )
    });
}

/// The place in the text of the notice of the first of a finding's statements; those that are not
/// there come last.
fn in_notice(estate: &Estate, day: Date, finding: &Finding) -> Option<u32> {
    let first = finding.statements.iter().filter_map(|id| {
        let mut statements = estate.statements_on(day);
        let (_, statement) = statements.find(|(_, statement)| statement.id == *id)?;
        match statement.anchor {
            AnchorState::Found { span, .. } => Some(span.start),
            AnchorState::NotFound { .. } => None,
        }
    });
    Some(first.min().unwrap_or(u32::MAX)).filter(|_| finding.flows.is_empty())
}
