//! The validated estate: every id resolved to an index, every term to a term of the vocabulary,
//! every date to a day. No reference in it can dangle, and the engine never has to interpret a
//! text.

mod citation;
mod contract;
mod family;
mod flow;
mod notice;
mod party;
mod period;
mod period_words;
mod waiver;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

pub use citation::{Changed, Citation, Seen};
pub use contract::{Authorised, Contract, Instrument, Record, RiskAssessment, SubProcessors};
pub use family::OwnFamily;
pub use flow::{
    Basis, Consent, Decision, DeviceStorage, Endpoint, FlowContent, FlowField, FlowRecord,
    FlowShape, Lawfulness, Lifecycle, Marketing, Protection, Retention, Risk, Route, TransferTerms,
};
pub use notice::{
    ActsAs, AnchorState, Collects, Decides, Destination, Exemption, Notice, NoticeDocument,
    Promise, ReliesOn, Retains, Scope, Shares, Statement, Transfers, Uses, Who,
};
pub use party::{
    Access, Branch, Certification, Contact, FormerName, HostName, Hosting, Matcher, Membership,
    NameOf, Party, Recorded, Representative, Service, System, Tenure,
};
pub use period::Period;
pub use period_words::period_words;
pub use waiver::{STATE_VERSION, Waiver};

use crate::estate::vocabulary::Matter;
use crate::input::{FileId, Span};
use crate::law::Law;
use crate::taxonomy::Taxonomy;

macro_rules! index {
    ($(#[$doc:meta] $name:ident)*) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Its position in the list of the estate.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

index! {
    /// A party of the estate.
    PartyIx
    /// A corporate group.
    GroupIx
    /// A system of the estate.
    SystemIx
    /// A service of the estate.
    ServiceIx
    /// A contract of the estate.
    ContractIx
    /// An instrument of transfer (a safeguard) of the estate.
    InstrumentIx
    /// A statement of the notice.
    StatementIx
    /// A distinct set of what flows declare, shared by all flows that declare the same.
    ShapeIx
    /// A flow of the estate.
    FlowIx
}

/// Its severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Likely wrong, or wrong in part.
    Warning,
    /// Breaks the law or the notice.
    Error,
}

impl Severity {
    /// The word for it: `note`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One controller's parties, systems, flows, notice and policies, checked and resolved.
///
/// Parties, systems, services, groups, contracts, instruments and statements are in the order of
/// their ids, flows likewise: the order of files and keys changes nothing.
#[derive(Debug)]
pub struct Estate {
    /// What it is called in reports.
    pub name: String,
    /// The controller, who publishes the notice.
    pub controller: PartyIx,
    /// Who keeps the record of processing, and when it was reviewed.
    pub record: Record,
    /// The vocabulary with the estate's own terms.
    pub taxonomy: Arc<Taxonomy>,
    /// The law tables with the estate's own rows.
    pub law: Arc<Law>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The ids of corporate groups.
    pub groups: Vec<String>,
    /// The systems.
    pub systems: Vec<System>,
    /// The services.
    pub services: Vec<Service>,
    /// The contracts.
    pub contracts: Vec<Contract>,
    /// The instruments of transfer.
    pub instruments: Vec<Instrument>,
    /// The versions of the notice, by the day of publication; none, if the estate has no notice.
    pub notices: Vec<Notice>,
    /// The version by which everything is judged, whatever the day.
    pub(in crate::estate) pinned: Option<usize>,
    /// What flows declare, each distinct set once.
    pub shapes: Vec<Arc<FlowShape>>,
    /// The services, or none, in which some flow is for the estate's own controller.
    pub own_services: BTreeSet<Option<ServiceIx>>,
    /// The flows.
    pub flows: Vec<FlowRecord>,
    /// The findings that are waived, in the order of their ids.
    pub waivers: Vec<Waiver>,
    /// The links that it cites, in their order.
    pub citations: Vec<Citation>,
    /// The families that it states for its own policies.
    pub families: Vec<OwnFamily>,
    /// Severities set for this estate; `None` switches a rule off.
    pub severity: BTreeMap<String, Option<Severity>>,
    /// Where each rule of `severity` is written, for rules that do not exist.
    pub severity_spans: BTreeMap<String, Span>,
    /// What nobody has recorded yet: an absent fact of these kinds is asked for.
    pub not_recorded: BTreeSet<Matter>,
    /// Where that is written.
    pub not_recorded_span: Option<Span>,
    /// Where each term of the estate's own is written, by its id.
    pub term_spans: BTreeMap<String, Span>,
    /// The estate's own policies: shown path and text, by file.
    pub policies: Vec<FileId>,
    /// Where `fairnotice.yaml` starts, for findings about the estate as a whole.
    pub root: Span,
}

macro_rules! get {
    ($($(#[$doc:meta])* $name:ident: $list:ident[$index:ident] -> $item:ty;)*) => {$(
        $(#[$doc])*
        ///
        /// # Panics
        /// When the index is another estate's: a mistake of the caller, never of the input.
        #[expect(clippy::indexing_slicing, reason = "an index comes from this estate alone")]
        pub fn $name(&self, index: $index) -> &$item {
            &self.$list[index.index()]
        }
    )*};
}

impl Estate {
    /// Whether the estate states that nobody has recorded facts of a kind yet.
    pub fn leaves_open(&self, matter: Matter) -> bool {
        self.not_recorded.contains(&matter)
    }

    get! {
        /// The party of an index.
        party: parties[PartyIx] -> Party;
        /// The id of a group.
        group: groups[GroupIx] -> String;
        /// The system of an index.
        system: systems[SystemIx] -> System;
        /// The service of an index.
        service: services[ServiceIx] -> Service;
        /// The contract of an index.
        contract: contracts[ContractIx] -> Contract;
        /// The instrument of an index.
        instrument: instruments[InstrumentIx] -> Instrument;
        /// The shape of an index.
        shape: shapes[ShapeIx] -> FlowShape;
        /// The flow of an index.
        flow: flows[FlowIx] -> FlowRecord;
    }

    /// The version of the notice that is in force on a day: the last one published by then. Before
    /// the first publication the first version counts: the estate does not record what data
    /// subjects were informed of until then.
    pub fn notice_on(&self, day: Date) -> Option<&Notice> {
        self.notices.get(self.version_on(day)?)
    }

    /// Has everything judged by one version of the notice (position in the list), whatever the day.
    pub fn pin_notice(&mut self, version: usize) {
        self.pinned = Some(version);
    }

    fn version_on(&self, day: Date) -> Option<usize> {
        let published = |notice: &Notice| notice.published.is_none_or(|first| first <= day);
        // Before the first day of publication the first version counts: nothing else is known of that time.
        let in_force = || self.notices.iter().rposition(published).unwrap_or(0);
        Some(self.pinned.unwrap_or_else(in_force)).filter(|at| *at < self.notices.len())
    }

    /// The statement of an index, of whatever version of the notice.
    pub fn statement(&self, index: StatementIx) -> Option<&Statement> {
        let mut at = index.index();
        for notice in &self.notices {
            match notice.statements.get(at) {
                Some(statement) => return Some(statement),
                None => at -= notice.statements.len(),
            }
        }
        None
    }

    /// The statements of all versions of the notice with their indices, version by version.
    pub fn all_statements(&self) -> impl Iterator<Item = (StatementIx, &Statement)> {
        let statements = self.notices.iter().flat_map(|notice| &notice.statements);
        let numbered = statements.enumerate();
        numbered.map(|(at, statement)| (StatementIx(at as u32), statement))
    }

    /// The statements of the version that is in force on a day.
    pub fn statements_on(&self, day: Date) -> impl Iterator<Item = (StatementIx, &Statement)> {
        let version = self.version_on(day);
        let before = self.notices.iter().take(version.unwrap_or(0));
        let first: usize = before.map(|notice| notice.statements.len()).sum();
        let statements = version.and_then(|version| self.notices.get(version));
        let statements = statements.into_iter().flat_map(|notice| &notice.statements);
        let numbered = statements.enumerate();
        numbered.map(move |(at, statement)| (StatementIx((first + at) as u32), statement))
    }

    /// All flows with their indices.
    pub fn flow_indices(&self) -> impl Iterator<Item = (FlowIx, &FlowRecord)> {
        self.flows
            .iter()
            .enumerate()
            .map(|(at, flow)| (FlowIx(at as u32), flow))
    }

    /// The declarations that run on a day, in their order.
    pub fn running_on(&self, day: Date) -> Vec<ShapeIx> {
        let all = (0..self.shapes.len()).map(|at| ShapeIx(at as u32));
        all.filter(|shape| self.shape(*shape).runs(day)).collect()
    }

    /// The parties that some contract engages as processor or sub-processor, on whatever day, each for each contract.
    pub fn engaged(&self) -> impl Iterator<Item = PartyIx> {
        let contracts = self.contracts.iter().filter(|it| it.kind.engages());
        contracts.map(|it| it.second)
    }

    /// Whether some contract engages a party as processor or sub-processor, on whatever day.
    pub fn acts_for_others(&self, party: PartyIx) -> bool {
        self.engaged().any(|it| it == party)
    }

    /// The party that operates a system on a day. On a day without an operator the one before
    /// counts, and before the first the first: data do not vanish between two operators.
    pub fn operator(&self, system: SystemIx, day: jiff::civil::Date) -> PartyIx {
        let tenures = &self.system(system).operators;
        let current = tenures
            .iter()
            .rev()
            .find(|tenure| tenure.period.contains(day));
        let before = || {
            tenures
                .iter()
                .filter(|tenure| tenure.period.until.is_some_and(|until| until < day))
                .max_by_key(|tenure| tenure.period.until)
        };
        current
            .or_else(before)
            .or(tenures.first())
            .map_or(self.controller, |tenure| tenure.party)
    }
}
