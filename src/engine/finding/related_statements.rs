//! What the notice says instead of what is not disclosed, so that a finding about silence shows
//! words as well.

use jiff::civil::Date;

use crate::estate::model::{Estate, ServiceIx, Statement, StatementIx};

/// Statements about a service that speak of the side that a fact is about (`coverage.data.omitted`:
/// what it says of data), the more specific first; at most two.
pub(super) fn instead(
    estate: &Estate,
    service: Option<ServiceIx>,
    fact: &str,
    day: Date,
) -> Vec<StatementIx> {
    let side = fact.split('.').nth(1).unwrap_or("");
    let speaks = |statement: &Statement| match side {
        "recipient" | "indirectRecipient" => statement.shares.is_some(),
        "data" | "source" => statement.collects.is_some(),
        "purpose" => statement.uses.is_some(),
        "destination" | "safeguard" => {
            statement.transfers.is_some()
                || statement
                    .shares
                    .as_ref()
                    .is_some_and(|shares| !shares.to.is_empty())
        }
        "retention" => statement.retains.is_some(),
        "basis" | "condition" => statement.relies_on.is_some(),
        "automatedDecision" => statement.decides.is_some(),
        _ => false,
    };
    let mut found: Vec<(bool, StatementIx)> = estate
        .statements_on(day)
        .filter(|(_, statement)| statement.scope.covers(service) && speaks(statement))
        .map(|(index, statement)| (!statement.scope.is_specific(), index))
        .collect();
    found.sort();
    found.into_iter().take(2).map(|(_, index)| index).collect()
}
