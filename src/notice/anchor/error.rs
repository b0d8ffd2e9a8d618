//! Why a quote has no place, and what to write instead.

use crate::input::Span;
use crate::notice::nearest::Nearest;

/// Why a quote has no place.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnchorError {
    /// The quote has no character that anyone sees.
    #[error("the quote is empty")]
    Empty,
    /// No heading has this name.
    #[error("the notice has no section `{section}`")]
    UnknownSection {
        /// The name that was asked for.
        section: String,
        /// The nearest heading or path, if one is near.
        nearest: Option<String>,
    },
    /// Several headings have this name.
    #[error("the notice has {} sections `{section}`", .spans.len())]
    AmbiguousSection {
        /// The name that was asked for.
        section: String,
        /// The path of each.
        paths: Vec<String>,
        /// The place of each.
        spans: Vec<Span>,
    },
    /// The words are not where they should be.
    #[error("{}", match .section {
        Some(section) => format!("the quote is not in the section `{section}`"),
        None => "the quote is not in the notice".to_owned(),
    })]
    NotFound {
        /// The section that was asked for.
        section: Option<String>,
        /// The nearest text, in the section first, if any is near.
        nearest: Option<Nearest>,
        /// The path of another section that does have the quote.
        found_in_section: Option<String>,
    },
    /// The words occur there, but never between the given prefix and suffix.
    #[error("the quote is not between this prefix and suffix")]
    OtherContext {
        /// The places of the words.
        spans: Vec<Span>,
    },
    /// The words do not occur there so often.
    #[error("the quote occurs {}, and `occurrence` is {asked}", times(.spans.len()))]
    NoOccurrence {
        /// Which of the places was asked for, counted from 1.
        asked: u32,
        /// All of them.
        spans: Vec<Span>,
    },
    /// The words occur in several places.
    #[error("the quote occurs {} times", .spans.len())]
    Ambiguous {
        /// All of them.
        spans: Vec<Span>,
    },
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        _ => format!("{count} times"),
    }
}

impl AnchorError {
    /// What to write instead, where that can be said.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Empty => Some("give the words of the notice that say it".to_owned()),
            Self::UnknownSection { nearest, .. } => nearest
                .as_ref()
                .map(|near| format!("did you mean `{near}`?")),
            Self::AmbiguousSection { paths, .. } => {
                let first = paths.first()?;
                Some(if paths.iter().all(|path| path == first) {
                    "give the number of the place as `occurrence`, counted from 1".to_owned()
                } else {
                    format!("give its path: `{}`", paths.join("` or `"))
                })
            }
            Self::NotFound {
                found_in_section: Some(section),
                ..
            } => Some(format!("it is in the section `{section}`")),
            Self::NotFound { nearest, .. } => nearest
                .as_ref()
                .map(|near| format!("the nearest text is `{}`", near.text)),
            Self::OtherContext { .. } => {
                Some("give the words directly before and after the quote".to_owned())
            }
            Self::NoOccurrence { .. } => Some("count the places in the text".to_owned()),
            Self::Ambiguous { .. } => Some(
                "give the words before it as `prefix`, those after it as `suffix`, or the number of the place as \
                 `occurrence`, counted from 1"
                    .to_owned(),
            ),
        }
    }
}
