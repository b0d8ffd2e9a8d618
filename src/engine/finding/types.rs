//! What a finding is: plain data, without a type of any renderer or engine in it.

use std::sync::Arc;

use jiff::civil::Date;

use super::remedy::Remedy;
use crate::engine::facts::Label;
use crate::estate::model::{FlowIx, PartyIx, ServiceIx, Severity};
use crate::law::Regime;

/// A row of law as a finding cites it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LawRef {
    /// The row's id.
    pub id: String,
    /// What it says, in our words.
    pub title: String,
    /// Article, decision or statutory instrument.
    pub citation: String,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
    /// Where the official text is, as `https` addresses.
    pub references: Vec<String>,
    /// The day on which the row was compared with that text; `None` while nobody has.
    pub read: Option<Date>,
    /// The case in which a court is asked to overturn it, while that is pending.
    pub under_appeal: Option<String>,
}

impl Finding {
    /// Whether it fails nothing, because it is waived or was there before.
    pub fn is_suppressed(&self) -> bool {
        self.waived.is_some() || self.known
    }
}

/// Words that many rows have in common, each list once.
pub type Words = Arc<[Arc<str>]>;

/// A flow between two parties that has the cause of a finding. A large estate has hundreds of thousands of
/// them, so that equal lists are shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRow {
    /// The flows that declare it, in the order of ids.
    pub flows: Arc<[FlowIx]>,
    /// The regimes under which it was found.
    pub regimes: Arc<[Regime]>,
    /// The exporter; `None`: the data subjects themselves.
    pub exporter: Option<PartyIx>,
    /// The importer; `None`: the data subjects themselves.
    pub importer: Option<PartyIx>,
    /// Where the importer has the data: names of countries, `unknown` where that is not stated.
    pub places: Words,
    /// What is concerned: categories of data, purposes, countries, mechanisms.
    pub elements: Words,
}

/// One thing that is wrong, for people to act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about: a digest of the rule and the cause, as twelve hexadecimal digits. Stable under
    /// edits that do not concern it; it holds no regime, country, date or wording.
    pub id: String,
    /// What was found: a digest of everything that it relies on, as [`digest`](super::digest)
    /// writes it. Baselines and waivers hold for the state that they were written for.
    pub state: String,
    /// The rule.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// How severe it is in this estate.
    pub severity: Severity,
    /// The regimes under which it was found, in their order; never none.
    pub regimes: Vec<Regime>,
    /// The flows concerned, the one that the labels show first; none for the notice's own faults.
    pub flows: Vec<FlowIx>,
    /// The service concerned.
    pub service: Option<ServiceIx>,
    /// The id of the exporter, where all rows have the same.
    pub exporter: Option<String>,
    /// The id of the importer, where all rows have the same.
    pub importer: Option<String>,
    /// Each flow between two parties that has this cause; none for what is found about the notice or
    /// about what is deployed.
    pub rows: Vec<FindingRow>,
    /// The categories of data concerned, as people write them.
    pub data: Vec<String>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The places it points at, the first of them the main one.
    pub labels: Vec<Label>,
    /// The ids of the statements that it relies on.
    pub statements: Vec<String>,
    /// The law it relies on, as of the day of the check.
    pub law: Vec<LawRef>,
    /// Ways to clear it.
    pub remedies: Vec<Remedy>,
    /// Other rules that say the same of the same facts, less precisely.
    pub covers: Vec<String>,
    /// The key of the estate that answers it, where what it is about was not recorded: it is a question
    /// then, and no breach.
    pub asks: Option<String>,
    /// It is about what is deployed, not about flows or the notice.
    pub about_deployed: bool,
    /// Its waiver, as a position in the estate's list, if it has one.
    pub waived: Option<usize>,
    /// It was there before: the baseline has it, and it is not more severe than it was.
    pub known: bool,
    /// The baseline has it in another state, so that it counts again.
    pub changed: bool,
    /// The steps by which it was found, for `explain`.
    pub derivation: Vec<String>,
}
