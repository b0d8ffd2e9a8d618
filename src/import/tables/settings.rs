//! Rows on what the attributes of a type say of how data are kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::import::setting::SettingKind;

/// The types of a provider.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawSettings {
    pub provider: String,
    pub as_of: String,
    pub source: String,
    pub types: Vec<SettingsRow>,
}

/// What the attributes of a type say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::import) struct SettingsRow {
    #[serde(rename = "type")]
    pub name: String,
    /// For how long data are kept.
    #[serde(default)]
    pub keeps: Vec<KeepsRow>,
    /// What else they say.
    #[serde(default)]
    pub states: Vec<StatesRow>,
}

impl SettingsRow {
    /// The attributes of which the absence says something.
    pub fn defaults(&self) -> impl Iterator<Item = &str> {
        let keeps = self.keeps.iter().filter(|it| it.zero_is_forever);
        let states = self.states.iter().filter(|it| it.absent.is_some());
        let keeps = keeps.map(|it| it.days.as_str());
        keeps.chain(states.filter_map(|it| it.path.as_deref()))
    }
}

/// An attribute that says for how long data are kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::import) struct KeepsRow {
    /// The blocks that it is in; absent: the resource.
    #[serde(default)]
    pub each: Option<String>,
    /// What a block must say to count, by path.
    #[serde(default, rename = "where")]
    pub conditions: BTreeMap<String, String>,
    /// Attributes that limit a block to some of the data; `path=value` does where it has that value.
    #[serde(default)]
    pub parts: Vec<String>,
    /// The attribute, within the block.
    pub days: String,
    #[serde(default)]
    pub unit: Unit,
    /// 0, and nothing at all, mean that they are kept without end.
    #[serde(default)]
    pub zero_is_forever: bool,
}

/// In what a period is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::import) enum Unit {
    #[default]
    Days,
    Hours,
    Seconds,
    Milliseconds,
    Weeks,
    /// Of 31 days.
    Months,
    /// Of 366 days.
    Years,
    /// A period of ISO 8601.
    Iso,
}

/// An attribute that says something else.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::import) struct StatesRow {
    pub what: SettingKind,
    /// The attribute; absent with `always`.
    #[serde(default)]
    pub path: Option<String>,
    /// Values that mean yes.
    #[serde(default)]
    pub yes_if: Vec<String>,
    /// Values that mean no.
    #[serde(default)]
    pub no_if: Vec<String>,
    /// What it means that the attribute is not there.
    #[serde(default)]
    pub absent: Option<YesNo>,
    /// Attributes with which the row says nothing.
    #[serde(default)]
    pub unless: Vec<String>,
    /// It is so, whatever is set.
    #[serde(default)]
    pub always: bool,
    /// The value is a policy.
    #[serde(default)]
    pub reads: Option<Reads>,
    /// The way by which data are open.
    #[serde(default)]
    pub by: Option<Arc<str>>,
    /// It holds for everything of the file.
    #[serde(default)]
    pub everywhere: bool,
    /// The page that says so, where the row is on what no attribute says.
    #[serde(default)]
    pub source: Option<Arc<str>>,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::import) enum YesNo {
    Yes,
    No,
}

/// How a value is read that is more than a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::import) enum Reads {
    /// A policy of AWS, as text or as a map.
    Policy,
}
