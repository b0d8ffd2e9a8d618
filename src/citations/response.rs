//! The result of looking a link up.

use crate::estate::vocabulary::SeenState;

/// The words for a host that cannot be connected to: its name has no address, or it does not answer.
pub(super) const NO_CONNECTION: &str = "no connection to it comes about";

/// A link that was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkResult {
    /// The link as it is cited.
    pub url: String,
    /// The result.
    pub answer: LinkAnswer,
}

/// The result of looking a link up. The words fit after the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkAnswer {
    /// A text is there.
    There {
        /// The status.
        status: u16,
        /// The SHA-256 of the text, as hexadecimal digits: of what people read where it is a web page, of
        /// its bytes where it is anything else.
        digest: String,
        /// Where it has moved to for good.
        moved: Option<String>,
    },
    /// Nothing is there, and the host says so.
    Gone(String),
    /// The host did not answer, or not in time, or not with anything that can be used.
    Unreachable(String),
    /// It was not asked, or it does not show itself to everybody: nothing is known of it.
    NotLooked(String),
}

impl LinkAnswer {
    /// The state that `evidence.lock` has for it.
    pub fn state(&self) -> SeenState {
        match self {
            Self::There { .. } => SeenState::There,
            Self::Gone(_) => SeenState::Gone,
            Self::Unreachable(_) => SeenState::Unreachable,
            Self::NotLooked(_) => SeenState::NotLooked,
        }
    }

    /// Whether no connection to the host came about.
    pub fn is_silence(&self) -> bool {
        matches!(self, Self::Unreachable(why) if why == NO_CONNECTION)
    }

    /// Why, where there is no text.
    pub fn why(&self) -> Option<&str> {
        match self {
            Self::There { .. } => None,
            Self::Gone(why) | Self::Unreachable(why) | Self::NotLooked(why) => Some(why),
        }
    }
}
