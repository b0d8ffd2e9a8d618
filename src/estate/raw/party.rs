//! Parties: legal entities, public bodies, people, and classes of recipients.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, RawDefaults, Text};
use crate::estate::vocabulary::{ArticleScope, DataClass, PartyKind};
use crate::vendors::VendorRole;

/// A legal entity or public body, or a class of recipients that is known only as such. A branch is
/// no party of its own: it is the same entity in another place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(
    rename = "Party",
    extend("if" = {"not": {"required": ["vendor"]}}, "then" = {"required": ["country"]})
)]
pub struct RawParty {
    /// Its id.
    pub id: Text,
    /// Its name in reports.
    #[serde(default)]
    pub name: Option<Text>,
    /// The vendor that it is, by its id in the table of vendors: `name` and `country`, where they are absent, are
    /// those of the company that contracts with the controller.
    #[serde(default)]
    pub vendor: Option<Text>,
    /// The usual role of that vendor, which the table records.
    #[serde(skip)]
    pub usual_role: Option<VendorRole>,
    /// Where it is established: an ISO 3166-1 code, or `unknown`. Needed unless `vendor` is there.
    #[serde(default)]
    pub country: Option<Text>,
    /// What kind of entity.
    #[serde(default)]
    pub kind: PartyKind,
    /// Its hosts, each with all below it: what `check --observed` sees there is its own. Of the controller: the
    /// hosts of the organisation itself.
    #[serde(default)]
    pub hosts: OneOrMany<Text>,
    /// The classes of recipient that it belongs to: terms such as `law-enforcement-organisation`.
    #[serde(default)]
    pub is: OneOrMany<Text>,
    /// The corporate groups it belongs to, with dates where that changed.
    #[serde(default)]
    pub group: OneOrMany<RawMembership>,
    /// Its branches and own sites elsewhere: the same entity, so nothing sent to them leaves it.
    #[serde(default)]
    pub branches: OneOrMany<RawBranch>,
    /// The regime it is subject to by Art 3, where that does not follow from its country.
    #[serde(default)]
    pub scope: RawScope,
    /// What it is, where adequacy depends on that: `epo` for the European Patent Organisation,
    /// `eu-institution` for an institution of the EU or EEA, `danish-state-authority`. For what it gets the
    /// data, which some decisions exclude (`credit-information`), is the `purpose` of the flow.
    #[serde(default)]
    pub sector: Option<Text>,
    /// Laws it is subject to on which adequacy is conditional (`pipeda`, `lgpd`). Absent: the general law of its country,
    /// where that binds bodies of its `kind`.
    #[serde(default)]
    pub subject_to: OneOrMany<Text>,
    /// Laws under which authorities of its country may demand the data (`fisa-702`).
    #[serde(default)]
    pub access_laws: OneOrMany<Text>,
    /// Public lists it is on (the Data Privacy Framework, for one).
    #[serde(default)]
    pub certifications: OneOrMany<RawCertification>,
    /// Names that it had before, each with the last day on which it had it.
    #[serde(default)]
    pub formerly: OneOrMany<RawFormerName>,
    /// Another party by whose name it goes though it is not that party: one that took over a name, or
    /// an access that was given to the other.
    #[serde(default)]
    pub goes_by_name_of: Option<RawNameOf>,
    /// The day of its appropriate policy document, where one is kept (Data Protection Act 2018,
    /// Schedule 1 Part 4).
    pub policy_document: Option<Text>,
    /// Its data protection officer (Art 37); `none` where it has none. Absent: not recorded.
    #[serde(default)]
    pub dpo: Option<RawContact>,
    /// Its representatives under Art 27, one for each territory in which it has no establishment;
    /// `none` where it has none. Absent: not recorded.
    #[serde(default)]
    pub representative: OneOrMany<RawRepresentative>,
    /// Why Art 27(2)(a) exempts it from having a representative: its processing is occasional,
    /// includes no special categories or data about offences at large scale, and is unlikely to be a
    /// risk.
    #[serde(default)]
    pub representative_exempt: Option<Text>,
    /// How to reach it: e-mail address, telephone number or post.
    #[serde(default)]
    pub contact: Option<Text>,
    /// The supervisory authority that is competent for it, as a register names it.
    #[serde(default)]
    pub supervisory_authority: Option<Text>,
    /// From when to when it exists.
    #[serde(default)]
    pub since: Option<Text>,
    /// Its last day.
    #[serde(default)]
    pub until: Option<Text>,
    /// What flows to it, or to a system that it operates, declare unless they say otherwise.
    #[serde(default)]
    pub defaults: RawDefaults,
    /// Where all this is known from: links or words.
    #[serde(default)]
    pub evidence: OneOrMany<Text>,
}

/// A name that a party had.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "FormerName")]
pub struct RawFormerName {
    /// The name.
    pub name: Text,
    /// The last day on which it was the party's.
    pub until: Text,
}

/// A name that is another's.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "NameOf", extend("x-shorthand" = "party"))]
pub struct RawNameOf {
    /// The party whose name it is.
    pub party: Text,
    /// First day.
    #[serde(default)]
    pub since: Option<Text>,
}

/// Membership in a corporate group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Membership", extend("x-shorthand" = "group"))]
pub struct RawMembership {
    /// The group's id; groups need no entry of their own.
    pub group: Text,
    /// First day.
    #[serde(default)]
    pub from: Option<Text>,
    /// Last day.
    #[serde(default)]
    pub until: Option<Text>,
}

/// A branch or own site of a party.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Branch")]
pub struct RawBranch {
    /// An id by which flows may name it.
    pub id: Text,
    /// Where it is.
    pub country: Text,
}

/// Territorial scope of a party under each regime (Art 3); absent: as its country says.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Scope")]
pub struct RawScope {
    /// Under the EU GDPR.
    pub eu_gdpr: Option<ArticleScope>,
    /// Under the UK GDPR.
    pub uk_gdpr: Option<ArticleScope>,
}

/// An entry on a public list.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Certification")]
pub struct RawCertification {
    /// The list: `eu-dpf`, `dpf-uk-extension`, `privacy-shield` or `safe-harbour`; a file of law
    /// may add others under `schemes`.
    pub scheme: Text,
    /// First day on the list.
    pub from: Text,
    /// Last day on the list.
    #[serde(default)]
    pub until: Option<Text>,
    /// The classes of data it covers; absent: all.
    #[serde(default)]
    pub covers: OneOrMany<DataClass>,
    /// Where this is known from.
    #[serde(default)]
    pub evidence: OneOrMany<Text>,
}

/// How to reach someone.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Contact", extend("x-shorthand" = "name"))]
pub struct RawContact {
    /// Name or office.
    pub name: Text,
    /// E-mail address, telephone number or post.
    #[serde(default)]
    pub contact: Option<Text>,
}

/// A representative in the Union or in the United Kingdom (Art 27).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Representative", extend("x-shorthand" = "name"))]
pub struct RawRepresentative {
    /// Name.
    pub name: Text,
    /// E-mail address, telephone number or post.
    #[serde(default)]
    pub contact: Option<Text>,
    /// Where it is established, which decides under which regime it represents: an ISO 3166-1 code.
    /// Absent: not recorded, and it counts under each.
    #[serde(default)]
    pub country: Option<Text>,
}
