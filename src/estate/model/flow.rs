//! Flows: what they declare, and which flow declares it where.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Estate, InstrumentIx, PartyIx, Period, ServiceIx, ShapeIx, SystemIx};
use crate::estate::vocabulary::{
    Audience, Channel, ConsentAct, DataClass, DetailsFrom, DeviceConsent, DeviceUse, FlowMode,
    FlowRole, FlowStatus, Frequency, RiskSign, Subscriber, TaskKind,
};
use crate::input::Span;
use crate::law::RecognisedInterest;
use crate::taxonomy::{Place, TermId};

/// One end of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Endpoint {
    /// The people the data are about.
    Subjects,
    /// A party, at its seat or at one of its branches (position in its list).
    Party(PartyIx, Option<u32>),
    /// A system.
    System(SystemIx),
}

/// The legal basis that a flow declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// None is declared.
    Absent,
    /// It is declared that there is none.
    None,
    /// A basis of Art 6(1).
    Term(TermId),
}

/// How long data are kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Retention {
    /// Not kept at all.
    NotStored,
    /// A period, as written in ISO 8601 and in days (a month counts 30.4375 days, a year 365.25).
    Period(String, u32),
    /// Up to something that happens: the end of the contract, say.
    Criterion(String),
    /// No period, and no criterion that anyone could check.
    Indefinite,
}

/// The fewest and the most days of so many months in a row, up to eleven.
const DAYS_OF_MONTHS: [(u32, u32); 12] = [
    (0, 0),
    (28, 31),
    (59, 62),
    (89, 92),
    (120, 123),
    (150, 153),
    (181, 184),
    (212, 215),
    (242, 245),
    (273, 276),
    (303, 306),
    (334, 337),
];

impl Retention {
    /// The whole months of a period, and the days on top of them; `None` for what is no period.
    fn parts(&self) -> Option<(u32, u32)> {
        let Self::Period(written, _) = self else {
            return None;
        };
        let span: jiff::Span = written.parse().ok()?;
        let whole = |number: i64| u32::try_from(number).ok();
        let months = whole(i64::from(span.get_years()))?
            .checked_mul(12)?
            .checked_add(whole(i64::from(span.get_months()))?)?;
        let days = whole(i64::from(span.get_weeks()))?
            .checked_mul(7)?
            .checked_add(whole(i64::from(span.get_days()))?)?;
        Some((months, days))
    }

    /// Whether a period is longer than another, whenever they begin: a month has 28 to 31 days, a year 365 or 366.
    pub fn is_longer_than(&self, other: &Self) -> bool {
        let (Some(own), Some(others)) = (self.parts(), other.parts()) else {
            return false;
        };
        let in_each = own.0 >= others.0 && own.1 >= others.1 && own != others;
        let surely = days(own).zip(days(others));
        in_each || surely.is_some_and(|((fewest, _), (_, most))| fewest > most)
    }
}

/// The fewest and the most days of so many months and days.
fn days((months, days): (u32, u32)) -> Option<(u32, u32)> {
    let (years, rest) = (months / 12, DAYS_OF_MONTHS.get((months % 12) as usize)?);
    let of_years = years.checked_mul(365)?.checked_add(days)?;
    let fewest = of_years.checked_add(years / 4 + rest.0)?;
    let most = of_years.checked_add(years.div_ceil(4) + rest.1)?;
    Some((fewest, most))
}

/// Everything that a flow declares except its id and name; flows that declare the same share it.
/// It is grouped by topic, as the facts that policies decide by are. Lists are sorted and without
/// repetitions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FlowShape {
    /// The service it belongs to; `None`: no service in particular.
    pub service: Option<ServiceIx>,
    /// Whose data they are: the controller of this flow.
    pub controller: PartyIx,
    /// Which way the data take.
    pub route: Route,
    /// What is moved, about whom, and what for.
    pub content: FlowContent,
    /// Why it may be done.
    pub lawfulness: Lawfulness,
    /// The consent.
    pub consent: Option<Consent>,
    /// Electronic marketing.
    pub marketing: Option<Marketing>,
    /// What is stored on the device of the people, or read from it.
    pub device_storage: Option<DeviceStorage>,
    /// The automated decision that it feeds.
    pub decision: Option<Decision>,
    /// How the data are protected.
    pub protection: Protection,
    /// What its transfers may rely on.
    pub transfer: TransferTerms,
    /// How long the data are kept.
    pub retention: Option<Retention>,
    /// What makes the risk high, and its assessment.
    pub risk: Risk,
    /// Whether and when it runs.
    pub lifecycle: Lifecycle,
}

/// Which way the data of a flow take.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Route {
    /// Where the data come from.
    pub from: Endpoint,
    /// Where they go.
    pub to: Endpoint,
    /// The system they pass through.
    pub via: Option<SystemIx>,
    /// How they become available.
    pub mode: FlowMode,
    /// For which readers it is published, where that is stated.
    pub audience: Option<Audience>,
    /// What the recipient is, where stated.
    pub role: Option<FlowRole>,
    /// Who starts the flow, where it is not the sender.
    pub initiated_by: Option<PartyIx>,
    /// On the controller's instructions, where that is recorded.
    pub instructed: Option<bool>,
}

/// What a flow moves, about whom, and what for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FlowContent {
    /// The categories of data; never empty.
    pub data: Vec<TermId>,
    /// The class of data.
    pub data_class: Option<DataClass>,
    /// Sensitive data are flagged.
    pub flagged_sensitive: Option<bool>,
    /// The people; never empty.
    pub subjects: Vec<TermId>,
    /// The age of the youngest.
    pub age: Option<u8>,
    /// Where the people are; of an area, in any of its states.
    pub subjects_in: Vec<Place>,
    /// An online service offered directly to the people.
    pub online_service: bool,
    /// The purposes; never empty.
    pub purposes: Vec<TermId>,
    /// Purposes of collection, where stated.
    pub collected_for: Vec<TermId>,
}

/// Why a flow may be, as the controller sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lawfulness {
    /// The legal basis.
    pub basis: Basis,
    /// It is said of the law behind a duty or task that there is none.
    pub without_law: bool,
    /// There is a way that would reach the purpose with less.
    pub less_intrusive: bool,
    /// Whether the controller acts in a task as public authority.
    pub task: Option<TaskKind>,
    /// The day of the legitimate-interests assessment.
    pub interests_assessed: Option<Date>,
    /// The day on which the purposes were assessed to be compatible with those of collection.
    pub compatibility_assessed: Option<Date>,
    /// The Art 9 condition.
    pub condition: Option<TermId>,
    /// It is said that no condition applies.
    pub without_condition: bool,
    /// The condition of DPA 2018 Sch 1: the id of a row of the law tables.
    pub schedule_1: Option<String>,
    /// The authority under Art 10: the id of a row of the law tables.
    pub criminal_authority: Option<String>,
    /// It is said that there is no such authority.
    pub without_authority: bool,
    /// The recognised legitimate interest (Annex 1 to the UK GDPR).
    pub recognised_interest: Option<RecognisedInterest>,
    /// It is said that there is no such interest.
    pub without_recognised_interest: bool,
    /// The exemption by which people need not be informed of it: the id of a row of the law tables.
    pub notice_exemption: Option<String>,
}

/// How the data of a flow are protected.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Protection {
    /// Measures in place.
    pub measures: Vec<TermId>,
    /// Whether measures were recorded at all: that there are none is a record too.
    pub measures_recorded: bool,
    /// Who holds the additional information of pseudonyms.
    pub pseudonym_key_held_by: Option<PartyIx>,
    /// The recipient needs the data in the clear.
    pub importer_needs_clear: bool,
}

/// What the transfers of a flow may rely on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TransferTerms {
    /// The instruments relied on; empty: whichever fits.
    pub safeguards: Vec<InstrumentIx>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// It is strictly necessary for something that a derogation knows.
    pub necessary: bool,
}

/// What makes the risk of a flow high, and its assessment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Risk {
    /// What makes the risk high.
    pub signs: Vec<RiskSign>,
    /// It is a core activity.
    pub core_activity: bool,
    /// The day of the impact assessment.
    pub impact_assessed: Option<Date>,
}

/// Whether and when a flow runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lifecycle {
    /// Proposed, live or retired.
    pub status: FlowStatus,
    /// When it runs.
    pub period: Period,
}

impl Route {
    /// Whether it is recorded that a processor acts beyond its controller's instructions.
    pub fn is_uninstructed(&self) -> bool {
        self.instructed == Some(false)
    }
}

impl FlowShape {
    /// Whether it is judged on a day: not retired, and within its dates; what is proposed counts
    /// as running.
    pub fn runs(&self, day: Date) -> bool {
        self.lifecycle.status != FlowStatus::Retired && self.lifecycle.period.contains(day)
    }

    /// The decision of Art 22 that the controller of the flow takes: without a person's meaningful part, and with
    /// legal or similar effects.
    pub fn weighty_decision(&self, estate: &Estate) -> Option<&Decision> {
        // Who takes it as a processor takes it for the controller.
        let is_engaged = |by: PartyIx| {
            let mut contracts = estate.contracts.iter();
            contracts.any(|it| it.kind.engages() && it.first == self.controller && it.second == by)
        };
        self.decision.as_ref().filter(|decision| {
            let by = decision.by;
            let own = by.is_none_or(|by| by == self.controller || is_engaged(by));
            own && decision.solely_automated && decision.significant
        })
    }
}

/// A consent and its quality.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Consent {
    /// There is a record, and since when where one day is named.
    pub recorded: bool,
    /// The day of the record.
    pub recorded_on: Option<Date>,
    /// Explicit consent.
    pub explicit: Option<bool>,
    /// By what people give it, where that is recorded.
    pub given_by: Option<ConsentAct>,
    /// The channels it speaks of.
    pub channels: Vec<Channel>,
    /// It was tied to something else.
    pub bundled: bool,
    /// It was assumed, not given.
    pub by_default: bool,
    /// There is a real choice.
    pub alternative: Option<bool>,
    /// By a holder of parental responsibility.
    pub parental: Option<bool>,
    /// The data subjects were informed how to withdraw it.
    pub withdrawal_told: Option<bool>,
    /// The data subjects were informed for how long it is used.
    pub duration_told: Option<bool>,
}

/// Electronic marketing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Marketing {
    /// By which channel.
    pub channel: Channel,
    /// The soft opt-in applies.
    pub soft_opt_in: bool,
    /// What people did when the details were collected, where that is recorded.
    pub details_from: Option<DetailsFrom>,
    /// The day on which the details were collected, where that is recorded.
    pub details_collected: Option<Date>,
    /// People could refuse when the details were collected, where that is recorded.
    pub opt_out_at_collection: Option<bool>,
    /// Who receives it.
    pub subscriber: Option<Subscriber>,
}

/// Storage on the device of a person, or access to what is stored there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeviceStorage {
    /// What it is for, each use once; empty: not recorded.
    pub used_for: Vec<DeviceUse>,
    /// When people consent to it, where that is stated.
    pub consent: Option<DeviceConsent>,
    /// Data subjects are informed of it and can object.
    pub opt_out: Option<bool>,
}

/// An automated decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decision {
    /// What is decided.
    pub about: String,
    /// Without a person's meaningful part.
    pub solely_automated: bool,
    /// With legal or similar effects.
    pub significant: bool,
    /// Who takes it; `None`: the controller of the flow.
    pub by: Option<PartyIx>,
}

/// A flow: its id, where it is, and what it declares.
#[derive(Debug, Clone)]
pub struct FlowRecord {
    /// Its id, which findings share.
    pub id: Arc<str>,
    /// Its name in reports, where it has one.
    pub name: Option<Box<str>>,
    /// What it declares.
    pub shape: ShapeIx,
    /// Where its id is written; for bulk flows the whole line.
    pub span: Span,
    /// Where its values are written; `None` for bulk flows, whose line is read again when a
    /// finding needs a place in it.
    pub places: Option<Box<[(FlowField, Span)]>>,
}

/// A value of a flow that a finding can point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FlowField {
    /// `from`.
    From,
    /// `to`.
    To,
    /// `via`.
    Via,
    /// An item of `data`.
    Data(TermId),
    /// An item of `subjects`.
    Subject(TermId),
    /// An item of `purpose`.
    Purpose(TermId),
    /// `basis`.
    Basis,
    /// `basis-in-law`.
    BasisInLaw,
    /// `less-intrusive`.
    LessIntrusive,
    /// `risk-signs`.
    RiskSigns,
    /// `condition`.
    Condition,
    /// `role`.
    Role,
    /// An item of `measures`.
    Measure(TermId),
    /// An item of `safeguards`.
    Safeguard(InstrumentIx),
    /// `retention`.
    Retention,
    /// `marketing`.
    Marketing,
    /// `consent`.
    Consent,
    /// `device-storage`.
    DeviceStorage,
    /// `decision`.
    Decision,
}
