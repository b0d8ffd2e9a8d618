//! What the table of vendors says of parties that name one: their usual role, and their name and their seat,
//! where the estate states neither.

use super::super::problems::Problems;
use super::super::raw::{RawParty, Text};
use super::parties::span_of;
use crate::input::{InputError, InputErrorKind, Located, nearest};
use crate::law::Law;
use crate::taxonomy::Country;
use crate::vendors::{Vendor, Vendors};

/// Fills in what parties leave to the table of vendors. The company is the one that contracts with customers in
/// the country of the controller.
pub(super) fn fill(
    parties: &mut [RawParty],
    controller: Option<&Text>,
    law: &Law,
    problems: &mut Problems,
) {
    let seat = |party: &RawParty| Country::parse(&party.country.as_ref()?.value).ok();
    let controller = controller.and_then(|id| parties.iter().find(|it| it.id.value == id.value));
    let customer = controller.and_then(seat);
    let mut table = None;
    for party in parties {
        let Some(id) = party.vendor.clone() else {
            continue;
        };
        let table = match &table {
            Some(table) => table,
            None => match Vendors::builtin() {
                Ok(read) => table.insert(read),
                Err(errors) => {
                    problems.extend(errors);
                    return;
                }
            },
        };
        match table.get(&id.value) {
            Some(vendor) => {
                party.usual_role = vendor.role;
                take(party, &id, vendor, (customer, law), problems);
            }
            None => {
                problems.push(unknown(&id, table));
                // Looked at no further, so that it is reported once.
                let stand_in = Located {
                    value: "unknown".to_owned(),
                    span: id.span,
                };
                party.country.get_or_insert(stand_in);
            }
        }
    }
}

/// Takes the name and the seat of a vendor's company over where the party has none of its own.
fn take(
    party: &mut RawParty,
    id: &Text,
    vendor: &Vendor,
    (customer, law): (Option<Country>, &Law),
    problems: &mut Problems,
) {
    let at = |value: &str| Located {
        value: value.to_owned(),
        span: id.span,
    };
    let own = party
        .country
        .as_ref()
        .and_then(|it| Country::parse(&it.value).ok());
    let entity = match own {
        // The estate knows where the company is: it is the vendor's company there.
        Some(own) => vendor.entities.iter().find(|it| it.country == own),
        None => customer.and_then(|country| vendor.entity_for(country, law)),
    };
    if party.name.is_none() {
        let name = entity.map_or(&vendor.label, |it| &it.name);
        party.name = Some(at(name));
    }
    if party.country.is_some() {
        return;
    }
    match entity {
        Some(entity) => party.country = Some(at(entity.country.as_str())),
        None => {
            let whose = customer.map_or_else(
                || "the controller".to_owned(),
                |country| format!("a controller in {}", country.in_prose()),
            );
            let message = format!(
                "the table of vendors records no company of `{id}` that contracts with {whose}"
            );
            let error = InputError::new(InputErrorKind::BadValue, id.span, message);
            problems.push(error.help("write the `name` and the `country` that the contract names"));
            // Looked at no further, so that it is reported once.
            party.country = Some(at("unknown"));
        }
    }
}

fn unknown(id: &Text, table: &Vendors) -> InputError {
    let known = table.iter().map(|it| it.id.as_str());
    let error = InputError::new(
        InputErrorKind::UnknownReference,
        id.span.or(Some(span_of(id))),
        format!("the table of vendors has no `{id}`"),
    );
    let error = error.help(format!(
        "look for it with `fairnotice vendors {id}`, or write `name` and `country` in its place"
    ));
    error.did_you_mean(nearest(&id.value, known))
}
