//! In which country a party has its seat, as far as a page or the table of vendors says.

use super::around::Around;
use super::columns::Column;
use super::names;
use super::part::Certainty;
use super::places;
use super::row::Named;
use crate::taxonomy::{Country, Place};
use crate::vendors::{Entity, Vendor};

/// The word for a country that nobody knows.
pub(super) const UNKNOWN: &str = "unknown";

/// A proposed country.
pub(super) struct Seat {
    /// Its code, or `unknown`.
    pub country: String,
    pub certainty: Certainty,
    pub why: String,
    /// The page itself says it: in a column, or by the name of the company.
    pub is_stated: bool,
}

/// Where a party of the estate has its seat, as far as a page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatOf {
    /// The id of the party.
    pub party: String,
    /// The code of the country.
    pub country: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What says so.
    pub why: String,
    /// The page itself says it, so that it takes the place of another guess.
    pub is_stated: bool,
}

/// The country of a party: a column says so, the table of vendors has its company, or the one place that the
/// page states may be it.
pub(super) fn of<'v>(
    named: &Named<'_>,
    name: &str,
    vendor: Option<&'v Vendor>,
    around: &Around<'v>,
) -> Seat {
    let look = |country: Country, why: String| Seat {
        country: country.as_str().to_owned(),
        certainty: Certainty::Look,
        why,
        is_stated: false,
    };
    if let Some(words) = named.about(Column::Seat).next() {
        let read = places::read(&words.text, around.tables);
        let origin = around.origin(words).shown();
        return match (read.named.as_slice(), read.has_others) {
            ([Place::Country(only)], false) => Seat {
                country: only.as_str().to_owned(),
                certainty: if read.is_certain {
                    Certainty::Certain
                } else {
                    Certainty::Look
                },
                why: origin,
                is_stated: true,
            },
            _ => unknown(format!("{origin}: that is not one country")),
        };
    }
    if let Some((company, country)) = company(name, vendor, around) {
        let why = format!("the table of vendors has {company} there");
        return Seat {
            is_stated: true,
            ..look(country, why)
        };
    }
    if let [Place::Country(only)] = places::read(name, around.tables).named.as_slice()
        && name.to_lowercase().contains(&only.name().to_lowercase())
    {
        return look(*only, "its name says so".to_owned());
    }
    let located = located(named, around);
    let entity = vendor.and_then(|vendor| contracting(vendor, around));
    // A company that is named and is not in the table may be any of a vendor's.
    let is_other = names::has_form(name) && vendor.is_some_and(|it| it.entities.len() > 1);
    match (entity, located) {
        (Some(entity), located) if !is_other || located.is_none() => {
            let why = format!(
                "the table of vendors has {}, which contracts with such customers",
                entity.name
            );
            look(
                entity.country,
                format!("{why}; compare it with the contract"),
            )
        }
        (_, Some((country, origin))) => look(
            country,
            format!("{origin}; that may be where data are, and not the seat"),
        ),
        (_, None) => match named.rows.iter().find_map(|row| row.assumed.clone()) {
            Some((country, why)) => look(country, why),
            None => unknown(format!(
                "{} does not state where it has its seat",
                around.what
            )),
        },
    }
}

fn unknown(why: String) -> Seat {
    Seat {
        country: UNKNOWN.to_owned(),
        certainty: Certainty::Look,
        why,
        is_stated: false,
    }
}

/// The company of a vendor that a name is, with its country: of the vendor that was found, else of any whose
/// companies agree.
fn company<'v>(
    name: &str,
    vendor: Option<&'v Vendor>,
    around: &Around<'v>,
) -> Option<(&'v str, Country)> {
    let name = &names::outer(name);
    let of = |vendor: &'v Vendor| {
        let mut entities = vendor.entities.iter();
        let entity = entities.find(|it| names::is_same_company(name, &it.name));
        let entity = entity.map(|it| (it.name.as_str(), it.country));
        entity.or_else(|| {
            let parent = vendor.parent.as_ref();
            let parent = parent.filter(|it| names::is_same_company(name, &it.name))?;
            Some((parent.name.as_str(), parent.country?))
        })
    };
    vendor.and_then(of).or_else(|| {
        let named = around.vendors.with_company(name);
        let mut all = named.iter().copied().filter_map(of);
        let first = all.next()?;
        all.all(|other| other.1 == first.1).then_some(first)
    })
}

/// The company of a vendor that contracts with the party that asks: by the country of that party, or the
/// only one.
fn contracting<'v>(vendor: &'v Vendor, around: &Around<'v>) -> Option<&'v Entity> {
    match around.customer.zip(around.law) {
        Some((country, law)) => vendor.entity_for(country, law),
        None => match vendor.entities.as_slice() {
            [only] => Some(only),
            _ => None,
        },
    }
}

/// The one country that the page states as the place of data.
fn located(named: &Named<'_>, around: &Around<'_>) -> Option<(Country, String)> {
    let mut found: Option<(Country, String)> = None;
    for words in around.places_of(named) {
        let read = places::read(&words.text, around.tables);
        let ([Place::Country(only)], false) = (read.named.as_slice(), read.has_others) else {
            return None;
        };
        // A town or a region of a cloud is where data are, and nothing more.
        if !read.is_direct {
            return None;
        }
        match &found {
            Some((held, _)) if held != only => return None,
            Some(_) => {}
            None => found = Some((*only, around.origin(words).shown())),
        }
    }
    found
}
