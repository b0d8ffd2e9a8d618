//! Flows: what people declare about data that go from one place to another.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Text};
use crate::estate::vocabulary::{
    Audience, Channel, ConsentAct, DataClass, DetailsFrom, DeviceConsent, DeviceUse, FlowMode,
    FlowRole, FlowStatus, Frequency, RiskSign, Subscriber, TaskKind,
};

/// A flow of personal data, as declared.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Flow")]
pub struct RawFlow {
    /// Its id.
    pub id: Text,
    /// What it is, in a few words, for reports.
    #[serde(default)]
    pub name: Option<Text>,
    /// The service it belongs to; absent: the file's `service`.
    #[serde(default)]
    pub service: Option<Text>,
    /// Where the data come from: a system, a party, a branch, or `data-subjects`.
    pub from: Text,
    /// Where they go: a system, a party, a branch, or `data-subjects`.
    pub to: Text,
    /// How they become available at the other end.
    #[serde(default)]
    pub mode: FlowMode,
    /// For which readers it is published, where `mode` is `published`; absent: nobody in particular.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// A system that they pass through. Its operator receives them, unless the system is
    /// `transit-only`.
    #[serde(default)]
    pub via: Option<Text>,
    /// The categories of personal data: terms such as `email-address`.
    pub data: OneOrMany<Text>,
    /// The people they are about: terms such as `student`.
    pub subjects: OneOrMany<Text>,
    /// The purposes: terms such as `account-management`.
    pub purpose: OneOrMany<Text>,
    /// The legal basis: `contract`, `legitimate-interests`, `6(1)(e)`, or `none` where there is none.
    #[serde(default)]
    pub basis: Option<Text>,
    /// The Art 9 condition, where special categories are processed: `9(2)(h)`, or `none` where none applies.
    #[serde(default)]
    pub condition: Option<Text>,
    /// The condition of Schedule 1 of the Data Protection Act 2018 on which the Art 9 condition rests
    /// in the United Kingdom, or of its Schedule A1: a row such as `uk-sch1-18` or `uk-schedule-a1`.
    #[serde(default)]
    pub schedule_1: Option<Text>,
    /// The authority under Art 10, where data about offences are processed: a row such as
    /// `uk-sch1-10`, or a row of the estate's own law for one of a member state; `none` where there is
    /// none. Absent: not recorded.
    #[serde(default)]
    pub criminal_authority: Option<Text>,
    /// The recognised legitimate interest of Annex 1 to the UK GDPR, where the basis is `6(1)(ea)`:
    /// `disclosure-for-public-task`, `security-and-defence`, `emergencies`, `crime`,
    /// `safeguarding-vulnerable-people`; `none` where it is none of them. Absent: not recorded.
    #[serde(default)]
    pub recognised_interest: Option<Text>,
    /// The exemption by which people need not be informed of this flow: a row such as `uk-sch2-2` or
    /// `eu-14-5`.
    #[serde(default)]
    pub notice_exemption: Option<Text>,
    /// The controller of this flow: the party that determines its purposes. Absent: that of the service,
    /// or else the estate's controller.
    #[serde(default)]
    pub on_behalf_of: Option<Text>,
    /// What the recipient is in this flow. Absent: what the contracts make it; else the operator of a
    /// system is a processor of the one whose data it takes in, and any other recipient a controller.
    #[serde(default)]
    pub role: Option<FlowRole>,
    /// The party that starts the flow, where it is not the sender.
    #[serde(default)]
    pub initiated_by: Option<Text>,
    /// The processor acts on the controller's instructions; `false` where it does not. Absent: not recorded,
    /// which is asked for where a processor uses data for another purpose.
    #[serde(default)]
    pub instructed: Option<bool>,
    /// Measures in place: terms such as `encryption-in-transfer`, `data-redaction`; `none` where there are
    /// none. Absent: not recorded.
    #[serde(default)]
    pub measures: OneOrMany<Text>,
    /// The party that holds the additional information, where data are pseudonymised.
    #[serde(default)]
    pub pseudonym_key_held_by: Option<Text>,
    /// The recipient needs the data in the clear.
    #[serde(default = "yes")]
    pub importer_needs_clear: bool,
    /// The safeguards the exporter relies on, by id; absent: whichever fits.
    #[serde(default)]
    pub safeguards: OneOrMany<Text>,
    /// How long the recipient, or the controller where it collects, keeps the data: a period such
    /// as `P6Y`, `not-stored`, `indefinite`, or a criterion such as `contract-term`.
    #[serde(default)]
    pub retention: Option<Text>,
    /// How often.
    #[serde(default)]
    pub frequency: Option<Frequency>,
    /// What the flow is strictly necessary for, where a derogation needs it.
    #[serde(default)]
    pub necessary_for: Option<Text>,
    /// Whether the controller acts in a task as public authority, or outside its tasks.
    #[serde(default)]
    pub task: Option<TaskKind>,
    /// The day of the legitimate-interests assessment.
    #[serde(default)]
    pub interests_assessed: Option<Text>,
    /// The day on which it was assessed that the purposes are compatible with those of collection (Art
    /// 6(4); Art 8A of the UK GDPR).
    #[serde(default)]
    pub compatibility_assessed: Option<Text>,
    /// The law that lays down the duty or the public task on which the flow rests; `none` where
    /// there is no such law.
    #[serde(default)]
    pub basis_in_law: Option<Text>,
    /// A way that would reach the purpose with less, where there is one: the processing is then not
    /// necessary for it.
    #[serde(default)]
    pub less_intrusive: Option<Text>,
    /// An online service offered directly to the people, so that children's consent has an age
    /// (Art 8).
    #[serde(default)]
    pub online_service: bool,
    /// What makes the risk to people high (Art 35; WP248 and the regulators' lists).
    #[serde(default)]
    pub risk_signs: OneOrMany<RiskSign>,
    /// It is a core activity of the controller or processor, and no ancillary one such as paying its
    /// staff (Art 37(1)(b) and (c)).
    #[serde(default)]
    pub core_activity: bool,
    /// The day of the data protection impact assessment.
    #[serde(default)]
    pub impact_assessed: Option<Text>,
    /// The consent, where the basis is consent.
    #[serde(default)]
    pub consent: Option<RawConsent>,
    /// Electronic marketing, where the flow is or serves that.
    #[serde(default)]
    pub marketing: Option<RawMarketing>,
    /// What is stored on the device of the people, or read from it, for this flow: cookies,
    /// identifiers, fingerprints (ePrivacy Directive Art 5(3), PECR regulation 6).
    #[serde(default)]
    pub device_storage: Option<RawDeviceStorage>,
    /// The automated decision that the flow feeds.
    #[serde(default)]
    pub decision: Option<RawDecision>,
    /// The class of data as lists of certified recipients know them.
    #[serde(default)]
    pub data_class: Option<DataClass>,
    /// Sensitive data are flagged as such to the recipient, or are not.
    #[serde(default)]
    pub flagged_sensitive: Option<bool>,
    /// The purposes for which the sender collected the data, where the estate does not show it.
    #[serde(default)]
    pub collected_for: OneOrMany<Text>,
    /// The age of the youngest people concerned, in years.
    #[serde(default)]
    pub age: Option<u8>,
    /// Where the people are, where that matters: an ISO 3166-1 code, or an area (`EU`, `EEA`, `UK+EEA`)
    /// for people in each of its states.
    #[serde(default)]
    pub subjects_in: OneOrMany<Text>,
    /// Proposed, live or retired.
    #[serde(default)]
    pub status: FlowStatus,
    /// First day.
    #[serde(default)]
    pub since: Option<Text>,
    /// Last day.
    #[serde(default)]
    pub until: Option<Text>,
    /// Where this is known from; an illustration says so here.
    #[serde(default)]
    pub evidence: OneOrMany<Text>,
}

fn yes() -> bool {
    true
}

/// A consent and its quality.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Consent")]
pub struct RawConsent {
    /// The day of the record, or `per-person` where each has one.
    pub record: Option<Text>,
    /// Given explicitly (Art 9(2)(a), 22(2)(c), 49(1)(a)); `false` where it is not, absent where nothing
    /// is known of it.
    pub explicit: Option<bool>,
    /// By what people give it. Absent: not recorded.
    pub given_by: Option<ConsentAct>,
    /// The channels it speaks of.
    pub channels: OneOrMany<Channel>,
    /// What else the same declaration was for, or what it was tied to.
    pub bundled_with: OneOrMany<Text>,
    /// Assumed from silence, a box ticked beforehand, or going on with something else.
    pub by_default: bool,
    /// There is a real choice: who says no gets the same, or something as good. `false` where there
    /// is none; absent where nothing is known of it.
    pub alternative: Option<bool>,
    /// Given by a holder of parental responsibility.
    pub parental: Option<bool>,
    /// The data subjects were informed how to withdraw it.
    pub withdrawal_told: Option<bool>,
    /// The data subjects were informed for how long it is used.
    pub duration_told: Option<bool>,
}

/// Electronic marketing (PECR regulation 22, ePrivacy Directive Art 13).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Marketing", extend("x-shorthand" = "channel"))]
pub struct RawMarketing {
    /// By which channel.
    pub channel: Channel,
    /// The soft opt-in applies: the details come from a sale or its negotiation and the products are
    /// similar and the sender's own, or a charity has them from its supporters; and there is a way out
    /// when the details are collected and in each message.
    #[serde(default)]
    pub soft_opt_in: bool,
    /// What people did when the details were collected. Absent: not recorded.
    pub details_from: Option<DetailsFrom>,
    /// The day on which the details were collected, the first of several. Absent: not recorded.
    pub details_collected: Option<Text>,
    /// People had a simple way to refuse, free of charge, when the details were collected. Absent: as
    /// `soft-opt-in` says.
    pub opt_out_at_collection: Option<bool>,
    /// Who receives it. Absent: individuals; of contacts of businesses and addresses of work it is asked.
    #[serde(default)]
    pub subscriber: Option<Subscriber>,
}

/// Storage on the device of a person, or access to what is stored there.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "DeviceStorage", extend("x-shorthand" = "used-for"))]
pub struct RawDeviceStorage {
    /// What it is for. Absent: not recorded.
    pub used_for: OneOrMany<DeviceUse>,
    /// When people consent to it. Absent: as the flow's basis says, which is consent or is not.
    pub consent: Option<DeviceConsent>,
    /// Data subjects are informed and can object, as the exceptions for statistics and for appearance
    /// ask. Absent: not recorded.
    pub opt_out: Option<bool>,
}

/// An automated decision.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Decision")]
pub struct RawDecision {
    /// What is decided.
    pub about: Text,
    /// No person takes a meaningful part.
    pub solely_automated: bool,
    /// It has legal effects or affects people in a similar way.
    pub significant: bool,
    /// The party that takes it. Absent: the controller of the flow. A score on which the one who receives it
    /// draws strongly is itself the decision of the one who gives it (CJEU C-634/21).
    pub by: Option<Text>,
}
