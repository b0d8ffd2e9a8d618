//! What a resource's attributes say of how data are kept in it.

use std::sync::Arc;

use serde::Deserialize;

use crate::input::Span;

/// How long a resource keeps data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFor {
    /// In days; `None`: without end.
    pub days: Option<u32>,
    /// The attribute that says so, as the tables write it.
    pub attribute: String,
    /// Where it is written.
    pub span: Span,
}

/// What an attribute says of encryption, keys or access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it is about.
    pub kind: SettingKind,
    /// Whether it is so; `None`: nothing says so, or what is said is no answer.
    pub answer: Option<bool>,
    /// What is set, in words: `` `storage_encrypted` is `false` ``; empty where nothing answers.
    pub words: String,
    /// The way by which data are open, where there are several.
    pub by: Option<Arc<str>>,
    /// It holds for everything of the file.
    pub everywhere: bool,
    /// The page by which it is so where nothing is set.
    pub source: Option<Arc<str>>,
    /// Where it is written; else where the resource is.
    pub span: Span,
}

/// What an attribute can say.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SettingKind {
    /// Data are encrypted where they are kept.
    EncryptionAtRest,
    /// Data are received over encrypted connections only.
    EncryptionInTransfer,
    /// The keys are others than the provider's own.
    OwnKeys,
    /// Anyone can read data.
    AnyoneReads,
    /// It can be reached from any network.
    AnyNetwork,
}

impl SettingKind {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::EncryptionAtRest => "encryption-at-rest",
            Self::EncryptionInTransfer => "encryption-in-transfer",
            Self::OwnKeys => "own-keys",
            Self::AnyoneReads => "anyone-reads",
            Self::AnyNetwork => "any-network",
        }
    }

    /// Whether it opens data instead of protecting them, so that yes is the worse answer.
    pub fn is_exposure(self) -> bool {
        matches!(self, Self::AnyoneReads | Self::AnyNetwork)
    }
}
