//! The formats of `reconcile`.

mod json;
mod terminal;

use crate::import::{Location, Place};

pub use json::{reconcile_json, reconcile_schema};
pub use terminal::reconcile_terminal;

/// Where a resource is, in words.
fn where_words(location: &Location) -> String {
    let places: Vec<String> = location.places().iter().map(Place::words).collect();
    let places = places.join(" and ");
    match location {
        Location::Stated(_) => places,
        Location::Inferred(_, clue) => format!("{places}, inferred from {}", clue.words()),
        Location::UnknownUntilApply(why) => format!("unknown until apply: {why}"),
        Location::NotAPlace(Some(word), _) if word.is_empty() => {
            "no place: the text is empty".to_owned()
        }
        Location::NotAPlace(Some(word), _) => {
            format!("no place: `{word}` is none that the tables know")
        }
        Location::NotAPlace(None, _) => "no place: a text that is none, or is not shown".to_owned(),
        Location::NotStated(why) => format!("not stated: {why}"),
    }
}
