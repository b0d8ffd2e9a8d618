//! Which regimes a party is under (Art 3 of each).

use jiff::civil::Date;

use crate::estate::model::{Endpoint, Estate, PartyIx};
use crate::estate::vocabulary::ArticleScope;
use crate::law::Regime;
use crate::taxonomy::{Country, Place};

/// The regimes a party is under on a day for all that it does: by what the estate states of its
/// scope, else by where it is established.
pub fn regimes_of(estate: &Estate, party: PartyIx, day: Date) -> Vec<Regime> {
    under(estate, party, &[estate.party(party).country], &[], day)
}

/// The regimes a party is under at one end of a flow: as above, but those that it is under because of
/// the people whom it addresses or observes (Art 3(2)) only where the flow concerns such people; and what
/// one of its branches does it does as an establishment in the branch's country (Art 3(1)).
pub fn regimes_at(
    estate: &Estate,
    party: PartyIx,
    end: Endpoint,
    people_in: &[Place],
    day: Date,
) -> Vec<Regime> {
    let mut places = vec![estate.party(party).country];
    if let Endpoint::Party(at, Some(branch)) = end
        && at == party
    {
        let branches = &estate.party(party).branches;
        places.extend(branches.get(branch as usize).map(|branch| branch.country));
    }
    under(estate, party, &places, people_in, day)
}

/// The regimes that reach a party at all: as above, for some of what it does through any branch.
pub fn regimes_reaching(estate: &Estate, party: PartyIx, day: Date) -> Vec<Regime> {
    let branches = estate.party(party).branches.iter();
    let mut places = vec![estate.party(party).country];
    places.extend(branches.map(|branch| branch.country));
    under(estate, party, &places, &[], day)
}

/// The regimes that reach a party in some countries, as to people in some places; no places: all people.
fn under(
    estate: &Estate,
    party: PartyIx,
    places: &[Option<Country>],
    people_in: &[Place],
    day: Date,
) -> Vec<Regime> {
    let party = estate.party(party);
    let concerns = |regime| {
        let mut people = people_in.iter();
        people_in.is_empty() || people.any(|place| estate.law.reaches(regime, *place, day))
    };
    let by_place = |regime| {
        places
            .iter()
            .flatten()
            .any(|country| estate.law.regime_of_territory(country.as_str(), day) == Some(regime))
    };
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
                Some(ArticleScope::Article3_1) => true,
                Some(ArticleScope::Article3_2) => concerns(*regime),
                None => by_place(*regime),
            }
    })
    .map(|(regime, _)| regime)
    .collect()
}
