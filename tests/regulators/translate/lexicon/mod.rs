//! The words for terms of the vocabulary, grouped by term, and the words that notices use.

mod data;
mod notice;
mod people;
mod purposes;

pub use data::DATA;
pub use notice::{
    ABROAD, BASES, COUNTRIES, INDEFINITE, INFORMS, MECHANISMS, NO_TRANSFER, NOBODY, TOPICS,
};
pub use people::{ASSUMED, RECIPIENTS, RISK_SIGNS, SUBJECTS};
pub use purposes::PURPOSES;
