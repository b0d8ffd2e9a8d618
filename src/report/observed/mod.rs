//! What was seen, for people and as JSON.

mod file;
mod json;
mod terminal;

pub use json::{observe_json, observe_schema};
pub use terminal::observe_terminal;

pub(super) use file::ObservedFileJson;

use super::render::{Format, Render};
use crate::view::ObserveReport;

impl Render for ObserveReport<'_> {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new(
                "terminal",
                &["txt"],
                "In a terminal",
                |view, options, out| observe_terminal(view, options, out),
            ),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                observe_json(view, out)
            }),
        ]
    }
}
