//! Tests over all formats, with one small estate that they share.

mod any_text;
mod catalogue;
mod errors;
mod explain;
mod fixture;
mod formats;
mod json;
mod sarif;
mod terminal;
