//! Assumptions that are errors: two that exclude each other, and those that change nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::change::{Change, What};
use crate::estate::model::Estate;
use crate::estate::problems::Problems;
use crate::input::{InputError, InputErrorKind};

/// What a change is about: its kind, one or two ids, and the day where there may be several.
type About<'a> = (u8, &'a str, &'a str, Option<Date>);

/// What a change is about, and what it says of that. Of one thing only one may be said: of what
/// ends the day, of what changes the new state on a day.
fn said(change: &Change) -> Option<(About<'_>, String)> {
    Some(match &change.what {
        What::Ends(kind, id) => {
            let said = format!("`{id}` ends on {}", change.day);
            ((*kind as u8, id, "", None), said)
        }
        What::Loses { party, scheme } => {
            let said = format!("`{party}` loses `{scheme}` on {}", change.day);
            ((10, party, &scheme.value, None), said)
        }
        What::Group { party, group } => {
            let said = format!("`{party}` comes to the group `{group}` on {}", change.day);
            ((11, party, "", Some(change.day)), said)
        }
        What::Operator { system, party } => {
            let said = format!("`{system}` goes to `{party}` on {}", change.day);
            ((12, system, "", Some(change.day)), said)
        }
        What::Hosting { system, .. } => {
            let places = codes(&change.what).join("`, `");
            let said = format!("`{system}` moves to `{places}` on {}", change.day);
            ((13, system, "", Some(change.day)), said)
        }
        What::Access { .. } => return None,
    })
}

/// The places of a move, in order, each once.
fn codes(what: &What) -> Vec<&str> {
    let What::Hosting { places, .. } = what else {
        return Vec::new();
    };
    let mut codes: Vec<&str> = places.iter().map(|it| &*it.value).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Reports changes that exclude each other, with both places.
pub(super) fn report(changes: &[Change], problems: &mut Problems) {
    let mut first: BTreeMap<_, (&Change, String)> = BTreeMap::new();
    for change in changes {
        let Some((about, said)) = said(change) else {
            continue;
        };
        match first.get(&about) {
            None => drop(first.insert(about, (change, said))),
            Some((_, before)) if *before == said => {}
            Some((other, before)) => problems.push(
                InputError::new(
                    InputErrorKind::BadValue,
                    change.span,
                    format!("{said}, but elsewhere {before}"),
                )
                .help("assume one of the two")
                .related(Some(other.span), "assumed here"),
            ),
        }
    }
}

/// Reports changes that change nothing, which are mostly a wrong id or a wrong day. What changes
/// more than once may return to its first value.
pub(super) fn report_idle(changes: &[Change], actual: &Estate, problems: &mut Problems) {
    let once = |change: &Change| {
        let about = |it: &Change| said(it).map(|((kind, id, _, _), _)| (kind, id.to_owned()));
        let same = changes.iter().filter(|it| about(it) == about(change));
        same.count() == 1
    };
    for change in changes.iter().filter(|change| once(change)) {
        let day = change.day;
        let so_anyway = match &change.what {
            What::Group { party, group } => actual
                .parties
                .iter()
                .filter(|it| it.id == *party)
                .any(|party| {
                    let mut groups = party
                        .memberships
                        .iter()
                        .filter(|member| member.period.contains(day))
                        .map(|member| actual.group(member.group));
                    groups.next().is_some_and(|it| *it == group.value) && groups.next().is_none()
                })
                .then(|| format!("`{party}` belongs to `{group}` on {day} anyway")),
            What::Operator { system, party } => {
                let mut found = actual.systems.iter().filter(|it| it.id == *system);
                let runs = found.any(|system| {
                    let mut tenures = system.operators.iter();
                    tenures.any(|tenure| {
                        tenure.period.contains(day) && actual.party(tenure.party).id == party.value
                    })
                });
                runs.then(|| format!("`{party}` operates `{system}` on {day} anyway"))
            }
            What::Hosting { system, .. } => {
                let new = codes(&change.what).into_iter();
                let new: Vec<String> = new.map(str::to_owned).collect();
                let mut found = actual.systems.iter().filter(|it| it.id == *system);
                let same = found.any(|system| {
                    let places = system.hosting.iter();
                    let mut held: Vec<String> = places
                        .filter(|place| place.period.contains(day))
                        .map(|place| {
                            place
                                .stated()
                                .map_or("?".to_owned(), |it| it.as_str().to_owned())
                        })
                        .collect();
                    held.sort_unstable();
                    held.dedup();
                    held == new
                });
                same.then(|| format!("`{system}` is hosted there on {day} anyway"))
            }
            _ => None,
        };
        problems.extend(so_anyway.map(|message| {
            InputError::new(InputErrorKind::BadValue, change.span, message)
                .help("assume what is not so, or leave it out")
        }));
    }
}
