//! The order of reports.

use std::cmp::Reverse;

use super::Finding;
use crate::estate::model::Estate;

/// Sorts findings: the notice's own after those of services, services by name, then the most severe
/// first, then by rule, flow, importer and id.
pub fn sort(estate: &Estate, findings: &mut [Finding]) {
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
            service.is_none(),
            service,
            Reverse(finding.severity),
            finding.rule.clone(),
            flow,
            finding.importer.clone(),
            finding.regime,
            finding.id.clone(),
        )
    });
}
