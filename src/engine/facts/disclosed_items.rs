//! Which statements disclose what the law asks a notice to disclose.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::estate::model::{Estate, Statement, StatementIx};
use crate::law::Regime;

/// The statements that disclose each item: by their `informs`, and by what else they say. Of one regime,
/// those that count under it.
pub(super) fn disclosed_items(
    estate: &Estate,
    regime: Option<Regime>,
    day: Date,
) -> BTreeMap<&str, BTreeSet<StatementIx>> {
    let mut disclosed_items: BTreeMap<&str, BTreeSet<StatementIx>> = BTreeMap::new();
    let counts = |it: &Statement| regime.is_none_or(|regime| it.is_under(regime));
    for (index, statement) in estate.statements_on(day).filter(|(_, it)| counts(it)) {
        let abroad = statement.transfers.is_some()
            || statement
                .shares
                .as_ref()
                .is_some_and(|shares| !shares.to.is_empty());
        let sources = statement
            .collects
            .as_ref()
            .is_some_and(|collects| !collects.from.is_empty());
        let bases = statement
            .relies_on
            .as_ref()
            .is_some_and(|relies_on| !relies_on.bases.is_empty());
        let implied = [
            ("purposes", statement.uses.is_some()),
            ("legal-basis", bases),
            ("data-categories", statement.collects.is_some()),
            ("recipients", statement.shares.is_some()),
            ("transfers", abroad),
            ("retention", statement.retains.is_some()),
            ("automated-decisions", statement.decides.is_some()),
            ("source", sources),
        ];
        let said = implied
            .into_iter()
            .filter(|(_, said)| *said)
            .map(|(key, _)| key);
        for key in statement.informs.iter().map(String::as_str).chain(said) {
            disclosed_items.entry(key).or_default().insert(index);
        }
    }
    disclosed_items
}
