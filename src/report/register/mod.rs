//! The formats of registers: a page, a workbook, CSV, Markdown and JSON, each over the same tables of
//! typed cells.

mod csv;
mod html;
mod json;
mod markdown;
mod sheet;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use csv::register_csv;
pub(in crate::report) use html::Html;
pub use html::register_html;
pub use json::{REGISTER_VERSION, register_json, register_schema};
pub use markdown::register_markdown;
#[cfg(feature = "xlsx")]
pub use xlsx::register_xlsx;
