//! A term as `terms.json`, `everyday.json` and `additions.json` have it.

use std::borrow::Cow;

use serde::Deserialize;

use super::kind::TermKind;

/// Everyday terms, with their meaning and other words for them.
pub(super) const EVERYDAY: &str = include_str!("everyday.json");

/// A term as it is embedded. What else `everyday.json` holds of a term is read where it is asked for.
#[derive(Debug, Deserialize, Clone, PartialEq)]
pub(super) struct RawTerm {
    pub(super) id: Cow<'static, str>,
    pub(super) label: Cow<'static, str>,
    pub(super) kind: TermKind,
    pub(super) parents: Vec<Cow<'static, str>>,
    #[serde(default)]
    pub(super) special: bool,
    #[serde(default)]
    pub(super) criminal: bool,
    #[serde(default)]
    pub(super) sector: bool,
    pub(super) article: Option<Cow<'static, str>>,
}
