//! Which regimes a party stands under (Art 3 of each).

use jiff::civil::Date;

use crate::estate::model::{Estate, PartyIx};
use crate::estate::raw::ArticleScope;
use crate::law::Regime;

/// The regimes a party stands under on a day: by what the estate states of its scope, else by where
/// it is established.
pub fn regimes_of(estate: &Estate, party: PartyIx, day: Date) -> Vec<Regime> {
    let party = estate.party(party);
    let by_seat = party
        .country
        .and_then(|country| estate.law.regime_of_territory(country.as_str(), day));
    [
        (Regime::EuGdpr, party.scope_eu),
        (Regime::UkGdpr, party.scope_uk),
    ]
    .into_iter()
    .filter(|(regime, stated)| {
        let begun = estate
            .law
            .regime_begins(*regime)
            .is_some_and(|first| first <= day);
        begun
            && match stated {
                Some(ArticleScope::Outside) => false,
                Some(ArticleScope::Article3_1 | ArticleScope::Article3_2) => true,
                None => by_seat == Some(*regime),
            }
    })
    .map(|(regime, _)| regime)
    .collect()
}
