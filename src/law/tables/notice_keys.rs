//! The keys of what a notice must state.

use schemars::JsonSchema;
use serde::Deserialize;

use super::LawList;
use crate::law::Law;
use crate::law::head::Text;
use crate::law::reading::Reading;

/// A key that statements use for information to state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeKey {
    /// The key, `right-of-access`.
    pub key: String,
    /// What it is, in words that follow "the notice does not state".
    pub title: String,
    /// Words by which a text may state it, each the beginning of words of that text.
    pub words: Vec<String>,
}

/// A key that statements use for information to state.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::law) struct RawNoticeKey {
    /// The key, `right-of-access`.
    key: Text,
    /// What it is, in words that follow "the notice does not state".
    title: String,
    /// Words by which a text may state it, each the beginning of words of that text: where they are and
    /// no statement covers them, a check asks for a statement.
    #[serde(default)]
    words: Vec<String>,
}

impl LawList for NoticeKey {
    type Raw = RawNoticeKey;

    fn name(&self) -> &String {
        &self.key
    }

    fn read(raw: RawNoticeKey, reading: &mut Reading<'_>) -> Option<Self> {
        reading.is_new("notice key", &raw.key).then_some(Self {
            key: raw.key.value,
            title: raw.title,
            words: raw.words,
        })
    }
}

/// Keys of notices.
impl Law {
    /// The keys of all items of any date, with what they mean.
    pub fn notice_item_keys(&self) -> &[NoticeKey] {
        &self.tables.notice_keys
    }
}
