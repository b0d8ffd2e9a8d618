//! Flows: how data move, how often, for whom, and what makes them risky.

use schemars::JsonSchema;
use serde::Deserialize;

/// How data become available at the other end.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FlowMode {
    /// Sent, or put into the recipient's system.
    #[default]
    Sent,
    /// Left where they are and read from elsewhere.
    RemoteAccess,
    /// Published to everyone.
    Published,
    /// Fetched by people's browsers from the recipient, because a page of the sender embeds it.
    Embedded,
    /// Taken from public sources or from other people's pages, with nobody sending.
    Scraped,
    /// Used within the same entity for another purpose.
    Internal,
}

/// For which readers something is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Readers in the territory; that others can read it as well is not the aim.
    Territory,
    /// Readers abroad as well: for the ICO that is a restricted transfer.
    Worldwide,
}

/// What a recipient is in a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FlowRole {
    /// Decides on purposes and means itself.
    Controller,
    /// Decides on them together with the sender (Art 26).
    JointController,
    /// Acts for the controller (Art 28).
    Processor,
    /// Acts for a processor.
    SubProcessor,
    /// Mere transmission (no recipient in the sense of Art 4(9); transit is no disclosure).
    Carrier,
}

/// By what people give consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentAct {
    /// By a statement, in writing or spoken.
    Statement,
    /// By an act that is meant to give it, such as ticking a box or choosing a setting.
    Action,
    /// By using the service, going on, or handing over data: no consent (Art 4(11)), and no explicit one.
    Use,
}

/// How often data flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// A single time.
    Once,
    /// Now and then, not as a matter of course.
    Occasional,
    /// Regularly or continuously.
    Systematic,
}

/// Whether a public authority acts as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// In the performance of its tasks.
    PublicTask,
    /// Outside them: as an employer or a trader might.
    OtherTask,
}

/// Classes of data as the Data Privacy Framework's list knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DataClass {
    /// Data about the exporter's own staff in the employment relation.
    Hr,
    /// All other data.
    NonHr,
}

/// What makes the risk of processing high: the criteria of WP248 rev.01, and what Art 35(3) names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "RiskSign")]
pub enum RiskSign {
    /// People are scored, profiled or predicted.
    Evaluation,
    /// Decisions by machine with legal or similar effects.
    AutomatedDecision,
    /// People are watched systematically.
    SystematicMonitoring,
    /// A place open to the public is watched.
    PublicArea,
    /// Special categories, data about offences, or data that are otherwise very personal.
    SensitiveData,
    /// Of many people, over a long time or a large area.
    LargeScale,
    /// Data sets from different sources are combined.
    Matching,
    /// People who can hardly object: children, employees, patients.
    VulnerablePeople,
    /// New technology, or a new use of one.
    Innovation,
    /// People are kept from a right, a service or a contract.
    Barring,
}

/// Channels of marketing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// A call by a person.
    LiveCall,
    /// A call by a machine.
    AutomatedCall,
    /// A message inside a service or to a device.
    DirectMessage,
    /// Printed.
    Post,
}

/// What people did when a sender of marketing collected their details (PECR reg 22(3) and (3A)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DetailsFrom {
    /// They bought something, or negotiated to.
    Sale,
    /// They supported the purposes of a charity, or showed interest in them.
    Support,
}

/// Who receives marketing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subscriber {
    /// A person, sole trader or partnership.
    Individual,
    /// A company or public body.
    Corporate,
}

/// What storing on the device of a person, or reading from it, is for: the uses that need no consent
/// under Art 5(3) of the ePrivacy Directive or under Schedule A1 of PECR, and others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceUse {
    /// Solely to carry out the transmission of a communication.
    Transmission,
    /// Strictly necessary for a service that the person asked for.
    RequestedService,
    /// Solely to count how the service is used, so as to improve it.
    Statistics,
    /// Solely to let a website look or work as the person prefers or the device needs.
    Appearance,
    /// Solely to find a person who asked for emergency assistance.
    EmergencyAssistance,
    /// Anything else: advertising, profiles, tracking across services.
    Other,
}

/// When data subjects consent to storage on their device, relative to when it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceConsent {
    /// Before anything is stored or read.
    Before,
    /// Only after that.
    After,
    /// They are not asked.
    None,
}

/// The status of a flow.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FlowStatus {
    /// Planned; judged as if it were live.
    Proposed,
    /// Running.
    #[default]
    Live,
    /// Over; not judged.
    Retired,
}
