//! The law by its dates: frequent mistakes, what holds of every row, and files that are wrong.

mod areas;
mod collection;
mod consistency;
mod files;
mod instruments;
mod mechanisms;
mod notices;
mod places;

use jiff::civil::Date;

use super::{Law, Regime, Row};
use crate::input::SourceMap;

const EU: Regime = Regime::EuGdpr;
const UK: Regime = Regime::UkGdpr;

fn law() -> Law {
    Law::builtin(&mut SourceMap::new()).expect("the built-in law is in order")
}

fn day(written: &str) -> Date {
    written.parse().expect("a day")
}

fn before(written: &str) -> Date {
    day(written).yesterday().expect("a day before")
}

fn ids<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<&'a str> {
    rows.into_iter().map(|row| row.id.as_str()).collect()
}
