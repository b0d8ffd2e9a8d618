//! What the law of a day makes of an estate, row by row where a row decides.

mod appointments;
mod exemptions;
mod international_law;
mod public_authorities;
mod rulings;
mod schedule_1;
mod under_appeal;

use crate::support::{Checked, checked_text};

/// Checks an estate of one file on a day.
fn on(day: &str, estate: &str) -> Checked {
    checked_text(estate, day.parse().unwrap())
}
