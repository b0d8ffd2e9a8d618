//! The recipients that activities of a record name, as rows about parties.

use super::activities::Activity;
use super::meaning::{Meaning, plain};
use super::values::{is_none, items, parts};
use crate::import::declaration::around::Around;
use crate::import::declaration::columns::Column;
use crate::import::declaration::names;
use crate::import::declaration::places;
use crate::import::declaration::row::{Row, Unread, Words, unread};

/// A recipient of an activity.
#[derive(Debug)]
pub(super) struct Recipient {
    /// What is said of it.
    pub row: Row,
    /// The record says that it is a processor.
    pub is_processor: bool,
}

/// The recipients of an activity, and words that name none.
pub(super) fn of(
    activity: &Activity,
    around: &Around<'_>,
    left: &mut Vec<Unread>,
) -> Vec<Recipient> {
    let mut found = Vec::new();
    for meaning in [Meaning::Recipients, Meaning::Processors] {
        for words in activity.about(meaning) {
            for item in items(&words.text) {
                // `Who: what for` names one, and so does a name with a legal form behind a comma.
                let names = if names::has_form(&item) {
                    vec![item]
                } else {
                    parts(&item)
                };
                for name in names {
                    let named = Words {
                        text: name,
                        ..words.clone()
                    };
                    let recipient = recipient(&named, &[], meaning == Meaning::Processors, around);
                    match recipient {
                        Ok(recipient) => found.extend(recipient),
                        Err(why) => left.push(unread(named.at, &named.text, why)),
                    }
                }
            }
        }
    }
    for (name, more) in &activity.recipients {
        match recipient(name, more, false, around) {
            Ok(recipient) => found.extend(recipient),
            Err(why) => left.push(unread(name.at, &name.text, why)),
        }
    }
    let mut found = merged(found);
    abroad(activity, around, &mut found, left);
    found
}

/// The recipients, those that are named twice as one.
fn merged(found: Vec<Recipient>) -> Vec<Recipient> {
    let mut merged: Vec<Recipient> = Vec::new();
    for recipient in found {
        let fold = names::folded(&recipient.row.name.text);
        let held = merged
            .iter_mut()
            .find(|it| !fold.is_empty() && names::folded(&it.row.name.text) == fold);
        match held {
            Some(held) => {
                held.row.says.extend(recipient.row.says);
                held.is_processor |= recipient.is_processor;
            }
            None => merged.push(recipient),
        }
    }
    merged
}

/// A recipient; none where the words say that there is none, or that it is the controller itself.
fn recipient(
    words: &Words,
    more: &[(Meaning, Words)],
    is_processor: bool,
    around: &Around<'_>,
) -> Result<Option<Recipient>, &'static str> {
    if is_none(&words.text) || around.is_first(words) {
        return Ok(None);
    }
    let kind = more.iter().find(|(of, _)| *of == Meaning::RecipientType);
    let kind = kind.map_or_else(String::new, |(_, words)| plain(&words.text));
    let begin = plain(&words.text);
    if begin.starts_with("intern") || kind.contains("intern") && !kind.contains("international") {
        return Err("it is internal, and no party of its own");
    }
    let (name, place) = without_place(&words.text, around);
    let name = names::cleaned(&name);
    if let Some(fault) = names::fault(&name) {
        return Err(fault);
    }
    let mut row = Row {
        name: Words {
            text: name,
            ..words.clone()
        },
        ..Row::default()
    };
    if let Some(place) = place {
        let place = Words {
            text: place,
            ..words.clone()
        };
        row.says.push((Column::Seat, place));
    }
    for (meaning, words) in more {
        let column = match meaning {
            Meaning::Countries => Column::Location,
            Meaning::Safeguards => Column::Safeguard,
            _ => continue,
        };
        row.says.push((column, words.clone()));
    }
    let is_processor = is_processor || kind.contains("sous traitant") || kind.contains("processor");
    Ok(Some(Recipient { row, is_processor }))
}

/// A name, and the place in brackets behind it.
fn without_place(name: &str, around: &Around<'_>) -> (String, Option<String>) {
    let split = name.rsplit_once('(');
    let Some((before, inner)) = split.filter(|(before, _)| !before.trim().is_empty()) else {
        return (name.to_owned(), None);
    };
    let inner = inner.trim_end().trim_end_matches(')');
    if places::read(inner, around.tables).is_all() {
        (before.trim().to_owned(), Some(inner.to_owned()))
    } else {
        (name.to_owned(), None)
    }
}

/// Adds what the activity says of transfers to the recipients that it can only be about.
fn abroad(
    activity: &Activity,
    around: &Around<'_>,
    found: &mut [Recipient],
    left: &mut Vec<Unread>,
) {
    let is_known = |it: &Recipient| {
        it.row.about(Column::Seat).next().is_some()
            || it.row.about(Column::Location).next().is_some()
            || around.vendors.find(&it.row.name.text, &[]).is_some()
            || around.held(&it.row.name.text, None).is_some()
    };
    for words in activity.about(Meaning::Countries) {
        if is_none(&words.text) {
            for recipient in found.iter_mut() {
                let why = format!("{}: no transfer is stated", around.origin(words).shown());
                recipient.row.assumed = around.customer.map(|country| (country, why));
            }
            continue;
        }
        if ["yes", "y", "true", "oui"].contains(&plain(&words.text).as_str()) {
            let why = "to which country data are transferred, it does not state";
            left.push(unread(words.at, &words.text, why));
            continue;
        }
        let mut open: Vec<&mut Recipient> = found.iter_mut().filter(|it| !is_known(it)).collect();
        if let [only] = open.as_mut_slice() {
            only.row.says.push((Column::Location, words.clone()));
        }
    }
    if let [only] = found {
        for words in activity.about(Meaning::Safeguards) {
            only.row.says.push((Column::Safeguard, words.clone()));
        }
    }
}
