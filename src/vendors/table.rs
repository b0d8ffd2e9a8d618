//! The rows of the table of vendors, as they are written.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::input::{Located, OneOrMany};

/// A text with its place in the file.
pub(super) type Text = Located<String>;

/// A firm that receives personal data for others or together with them. A field that is absent is not
/// recorded.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Vendor")]
pub(super) struct RawVendor {
    /// Its id: lower-case letters, digits and single hyphens.
    pub id: Text,
    /// The usual name.
    pub label: String,
    /// Other names that people write: products, former names.
    #[serde(default)]
    pub names: OneOrMany<String>,
    /// What it does, in a few words.
    pub service: String,
    /// What customers mostly use it for: terms of the vocabulary.
    #[serde(default)]
    pub purposes: OneOrMany<String>,
    /// Its usual role towards the data of customers.
    #[serde(default)]
    pub role: Option<VendorRole>,
    /// The company that controls it in the end.
    #[serde(default)]
    pub parent: Option<RawCompany>,
    /// The companies that contract.
    #[serde(default)]
    pub entities: OneOrMany<RawEntity>,
    /// Entries on lists that adequacy depends on.
    #[serde(default)]
    pub frameworks: OneOrMany<RawFramework>,
    /// The address of its processing agreement.
    #[serde(default)]
    pub dpa: Option<String>,
    /// The address of its list of sub-processors.
    #[serde(default)]
    pub subprocessors: Option<String>,
    /// Hosts, each with all below it.
    #[serde(default)]
    pub hosts: OneOrMany<String>,
    /// Names of cookies that only it sets; `*` at the end: a prefix.
    #[serde(default)]
    pub cookies: OneOrMany<String>,
    /// What a reader has to know.
    #[serde(default)]
    pub note: Option<String>,
    /// The day when the facts were written down.
    pub date: Text,
    /// What was compared with its source. Absent: nothing.
    #[serde(default)]
    pub checked: OneOrMany<RawChecked>,
}

/// The role that a vendor usually has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VendorRole {
    /// It processes for its customers.
    Processor,
    /// It determines purposes itself.
    Controller,
    /// It depends on the data or the service.
    Both,
}

impl VendorRole {
    /// The word that files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Processor => "processor",
            Self::Controller => "controller",
            Self::Both => "both",
        }
    }
}

/// A company and the country of its seat.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Company")]
pub(super) struct RawCompany {
    /// Its name.
    pub name: String,
    /// Where it has its seat (ISO 3166-1). Absent: not recorded.
    #[serde(default)]
    pub country: Option<Text>,
}

/// A company that contracts with customers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "VendorEntity")]
pub(super) struct RawEntity {
    /// Its name.
    pub name: String,
    /// Where it has its seat (ISO 3166-1).
    pub country: Text,
    /// The customers with whom it contracts: areas and countries, `everywhere`, or `elsewhere` for those that
    /// no other entity of the vendor names. Absent: not recorded.
    #[serde(default)]
    pub customers: OneOrMany<Text>,
    /// Where this can be read.
    #[serde(default)]
    pub source: Option<String>,
}

/// An entry on a list that adequacy depends on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "VendorFramework")]
pub(super) struct RawFramework {
    /// The list: a scheme of the law tables.
    pub list: String,
    /// The participant.
    #[serde(rename = "as", default)]
    pub named: Option<String>,
    /// Where this can be read.
    #[serde(default)]
    pub source: Option<String>,
}

/// That somebody compared facts with their source.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "VendorChecked")]
pub(super) struct RawChecked {
    /// The day.
    pub on: Text,
    /// The address that was read.
    pub read: String,
    /// The fields that were compared. Absent: all.
    #[serde(rename = "for", default)]
    pub fields: OneOrMany<String>,
    /// The date that the page itself bears: a day, or a month.
    #[serde(default)]
    pub as_of: Option<String>,
}

/// A day as the table writes it.
pub(super) fn day(text: &Text) -> Option<Date> {
    text.value.parse().ok()
}
