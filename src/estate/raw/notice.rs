//! The notice: its text, and the statements that are anchored in it.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Text};
use crate::estate::vocabulary::{DocumentKind, OwnRole, Precedence, PromiseTime, StatementRegime};

/// A privacy notice: the published text, and statements that say what its words mean. May be
/// written as the path of a file that holds one.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Notice", extend("x-shorthand" = "file"))]
pub struct RawNotice {
    /// A file that holds the rest of this.
    pub file: Option<Text>,
    /// The file with the published text (`.md`, or plain text).
    pub source: Option<Text>,
    /// The published text itself, in Markdown, in place of `source`.
    pub text: Option<Text>,
    /// What the notice is called.
    pub title: Option<Text>,
    /// The day on which it was published.
    pub published: Option<Text>,
    /// Where it is published.
    pub url: Option<Text>,
    /// The documents of which it consists, in place of `source` or `text`, where it is published in
    /// several: a policy, a list of sub-processors, a table of cookies. Each has its own day.
    pub documents: Vec<RawNoticeDocument>,
    /// Items of Arts 13 and 14 that it may leave out, and by which exemption.
    pub exemptions: Vec<RawExemption>,
    /// What it says.
    pub statements: Vec<RawStatement>,
}

/// One of several documents of a notice. A file of an earlier notice that has a document of the same id
/// holds an earlier version of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "NoticeDocument")]
pub struct RawNoticeDocument {
    /// Its id, by which statements name it.
    pub id: Text,
    /// The file with the published text.
    #[serde(default)]
    pub source: Option<Text>,
    /// The published text itself, in Markdown, in place of `source`.
    #[serde(default)]
    pub text: Option<Text>,
    /// What it is called.
    #[serde(default)]
    pub title: Option<Text>,
    /// The day on which it was published.
    #[serde(default)]
    pub published: Option<Text>,
    /// Where it is published.
    #[serde(default)]
    pub url: Option<Text>,
    /// What it is.
    #[serde(default)]
    pub kind: DocumentKind,
    /// The document that it translates: words are looked for in it only where no other document has
    /// them.
    #[serde(default)]
    pub translation_of: Option<Text>,
}

/// Items that a notice may leave out by an exemption.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Exemption")]
pub struct RawExemption {
    /// The items: keys such as `source` or `recipients`.
    pub items: OneOrMany<Text>,
    /// The exemption: a row of the law tables such as `uk-sch2-2` or `eu-14-5`.
    pub by: Text,
}

/// One thing that the notice says, anchored to its words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Statement")]
pub struct RawStatement {
    /// Its id.
    pub id: Text,
    /// The document it is in, where the notice has several and the quote alone is not unique.
    #[serde(default)]
    pub document: Option<Text>,
    /// The heading of the section it is in (`Parent > Child` where headings repeat).
    #[serde(default)]
    pub section: Option<Text>,
    /// The words, as they are published.
    pub quote: Text,
    /// The words directly before, where the quote alone is not unique.
    #[serde(default)]
    pub prefix: Option<Text>,
    /// The words directly after, where the quote alone is not unique.
    #[serde(default)]
    pub suffix: Option<Text>,
    /// Which of the places it is, from 1 in the order of the text, where the words around it are the same in several:
    /// a notice that holds a text twice. With a heading that repeats, it counts the places in all sections of that
    /// name.
    #[serde(default)]
    pub occurrence: Option<NonZeroU32>,
    /// The services it speaks of; absent: those of its section, or all.
    #[serde(default)]
    pub services: OneOrMany<Text>,
    /// Its precedence over statements that contradict it.
    #[serde(default)]
    pub precedence: Precedence,
    /// The law to which it refers: "for people in the United Kingdom", "under the EU GDPR". It counts under that
    /// law alone. Only with `transfers`, `relies-on`, `informs` and `cites`. Absent: under each.
    #[serde(default)]
    pub regime: Option<StatementRegime>,
    /// It says which data are collected.
    #[serde(default)]
    pub collects: Option<RawCollects>,
    /// It says what data are used for.
    #[serde(default)]
    pub uses: Option<RawUses>,
    /// It says with whom data are shared, or that they are not: `none`.
    #[serde(default)]
    pub shares: Option<RawShares>,
    /// It says to which countries data go, or that they do not: `none`.
    #[serde(default)]
    pub transfers: Option<RawTransfers>,
    /// It says how long data are kept: a period, a criterion, `indefinite`, or `not-stored`. With `shares`: by
    /// those that it names.
    #[serde(default)]
    pub retains: Option<RawRetains>,
    /// It says on which legal basis data are processed. With `shares` and without `collects`: on which they are
    /// given to those that it names.
    #[serde(default)]
    pub relies_on: Option<RawBasisStatement>,
    /// It says whether decisions are automated, or that they are not: `none`.
    #[serde(default)]
    pub decides: Option<RawAutomated>,
    /// It promises measures.
    #[serde(default)]
    pub promises: Option<RawPromise>,
    /// It says that the publisher of the notice is `controller` or `processor`.
    #[serde(default)]
    pub acts_as: Option<RawActsAs>,
    /// The items of Arts 13 and 14 that it states beyond those that follow from the above:
    /// `dpo-contact`, `right-of-access` ...
    #[serde(default)]
    pub informs: OneOrMany<Text>,
    /// Law that its words name as being in force: `eu-gdpr`.
    #[serde(default)]
    pub cites: OneOrMany<Text>,
}

/// Data that are collected. `none` says that none are.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Collects", extend("x-words" = {"none": {"none": true}}))]
pub struct RawCollects {
    /// No data are collected.
    pub none: bool,
    /// The categories of data; together with `none`: those that are not collected.
    pub data: OneOrMany<Text>,
    /// The data subjects; absent: those of the service.
    pub subjects: OneOrMany<Text>,
    /// The sources: `data-subjects`, parties, or classes of recipient; absent: the notice does not say.
    pub from: OneOrMany<Text>,
}

/// Purposes. `none` with purposes says that data are not used for them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Uses", extend("x-shorthand" = "purposes"))]
pub struct RawUses {
    /// Data are not used for these.
    pub none: bool,
    /// The purposes.
    pub purposes: OneOrMany<Text>,
    /// The data used for them, which it discloses as well; absent: all of the service.
    pub data: OneOrMany<Text>,
    /// The people; absent: all of the service.
    pub subjects: OneOrMany<Text>,
}

/// Recipients. `none` says that there are none ("Nobody").
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Shares", extend("x-words" = {"none": {"none": true}}))]
pub struct RawShares {
    /// Data are shared with nobody; together with `with`: not with these; together with
    /// `outside`: with nobody outside that group.
    pub none: bool,
    /// Parties, groups, or classes of recipient.
    pub with: OneOrMany<Text>,
    /// The group that nothing leaves.
    pub outside: OneOrMany<Text>,
    /// The systems through which the sharing comes about.
    pub through: OneOrMany<Text>,
    /// The data; absent: all of the service.
    pub data: OneOrMany<Text>,
    /// The people; absent: all of the service.
    pub subjects: OneOrMany<Text>,
    /// The countries or areas (`EU`, `EEA`, `UK+EEA`) to which the data go in this sharing.
    pub to: OneOrMany<Text>,
    /// The safeguards for that: `eu-scc`, `adequacy` ...
    pub safeguards: OneOrMany<Text>,
}

/// Countries and areas. `none` says that data do not leave the territory.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Transfers", extend("x-words" = {"none": {"none": true}}))]
pub struct RawTransfers {
    /// Data do not go there, or nowhere outside the territory where `to` is absent.
    pub none: bool,
    /// Countries or areas (`EU`, `EEA`, `UK+EEA`); where the notice names none, what they are outside of:
    /// `outside-eea`, `outside-uk`, `outside-uk+eea` for outside of both, or `third-countries` where it does not say.
    /// Who denies that data go outside of both says that they stay in them.
    pub to: OneOrMany<Text>,
    /// The recipients of which this is said; absent: all.
    pub with: OneOrMany<Text>,
    /// The safeguards: `eu-scc`, `adequacy`, `contract` ...
    pub safeguards: OneOrMany<Text>,
    /// It says that people consent to the transfer by using the service or by handing over their data.
    pub consent_by_use: bool,
}

/// Retention.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Retains", extend("x-shorthand" = "for"))]
pub struct RawRetains {
    /// A period such as `P6Y`; `not-stored`; `indefinite`, for words that set no period and no
    /// criterion that anyone could check; or a criterion such as `contract-term`.
    #[serde(rename = "for")]
    pub period: Text,
    /// The data or records; absent: all of the service. Of several periods the one for the narrowest data,
    /// people and purposes governs.
    #[serde(default)]
    pub data: OneOrMany<Text>,
    /// The people; absent: all of the service.
    #[serde(default)]
    pub subjects: OneOrMany<Text>,
    /// The purposes for which the data are kept that long; absent: all of the service.
    #[serde(default)]
    pub purposes: OneOrMany<Text>,
}

/// Legal bases.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "BasisStatement", extend("x-shorthand" = "basis"))]
pub struct RawBasisStatement {
    /// The bases; `legal-basis` where the notice only says that there is one.
    pub basis: OneOrMany<Text>,
    /// The purposes they are stated for; absent: those of `uses` in the same statement first, else all of the service.
    pub purposes: OneOrMany<Text>,
    /// The conditions of Art 9 for special categories: `9(2)(h)`.
    pub condition: OneOrMany<Text>,
    /// The data for which the bases and the conditions are stated; absent: all data of the service, and all
    /// special categories of it.
    pub data: OneOrMany<Text>,
    /// The data subjects for whom they are stated; absent: all.
    pub subjects: OneOrMany<Text>,
}

/// Automated decisions. `none` says that none are taken.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "AutomatedDecisions", extend("x-words" = {"none": {"none": true}, "yes": {}}))]
pub struct RawAutomated {
    /// No such decisions are taken.
    pub none: bool,
    /// What is decided; absent: the notice only says that there may be such decisions.
    pub about: OneOrMany<Text>,
    /// Whether its words state the logic involved: the criteria and how they lead to the decision. Absent:
    /// not recorded.
    pub logic: Option<bool>,
    /// Whether its words state the significance and the envisaged consequences of the decision for data
    /// subjects. Absent: not recorded.
    pub consequences: Option<bool>,
}

/// A promise of measures.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Promise", extend("x-shorthand" = "measures"))]
pub struct RawPromise {
    /// The measures: terms such as `data-redaction`.
    pub measures: OneOrMany<Text>,
    /// On which flows.
    #[serde(default)]
    pub when: PromiseTime,
    /// The recipients of which this is said; absent: all.
    #[serde(default)]
    pub with: OneOrMany<Text>,
    /// The data; absent: all of the service.
    #[serde(default)]
    pub data: OneOrMany<Text>,
}

/// Whether the publisher of the notice decides on the processing or acts for others.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "ActsAs", extend("x-shorthand" = "role"))]
pub struct RawActsAs {
    /// `controller` or `processor`.
    pub role: OwnRole,
    /// The data; absent: all of the service.
    #[serde(default)]
    pub data: OneOrMany<Text>,
    /// The people; absent: all of the service.
    #[serde(default)]
    pub subjects: OneOrMany<Text>,
}
