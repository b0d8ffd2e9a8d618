//! A timeline as plain values, flow by flow.

use super::law::UNREAD_MARK;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

use super::timeline_seen::SeenOverTime;
use crate::engine::facts::TransferMechanism;
use crate::engine::finding::FAULT_RULE;
use crate::engine::policy::Rules;
use crate::engine::timeline::{Event, Interval, Judgement, SeenRecipient, State, Timeline, Track};
use crate::estate::model::{Estate, FlowIx, FlowRecord, Severity, ShapeIx};

/// A timeline, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineView {
    /// What the estate is called.
    pub estate: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// On how many days the estate was judged.
    pub days_judged: usize,
    /// The flows, in the order of ids.
    pub flows: Vec<FlowTimeline>,
    /// Who was seen, compared with when it was declared and disclosed; `None` where the call names no files of what
    /// was seen.
    pub seen: Option<Vec<SeenOverTime>>,
}

/// A flow over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowTimeline {
    /// Its id.
    pub id: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// The service it belongs to.
    pub service: Option<String>,
    /// Flows that declare the same have the same number, and the same lanes.
    pub declaration: usize,
    /// The regimes that govern it on some day; none where it does not run on any.
    pub lanes: Rc<[TrackView]>,
}

/// A flow under a regime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackView {
    /// The regime's id.
    pub regime: &'static str,
    /// The regime's name.
    pub label: &'static str,
    /// The intervals, in order and without gaps.
    pub intervals: Vec<IntervalView>,
}

/// The status of a flow under a regime; from best to worst for one who reads a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlowStatus {
    /// The regime does not govern it.
    NotGoverned,
    /// It does not run.
    NotRunning,
    /// It is lawful and disclosed.
    Clear,
    /// It is lawful; whether it is disclosed was not judged.
    LawfulNotCompared,
    /// It is lawful, but the notice does not disclose it, or not all.
    Undisclosed,
    /// It is disclosed, but not lawful.
    Unlawful,
    /// It is not lawful; whether it is disclosed was not judged.
    UnlawfulNotCompared,
    /// It is neither.
    Neither,
}

impl FlowStatus {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::NotGoverned,
        Self::NotRunning,
        Self::Clear,
        Self::LawfulNotCompared,
        Self::Undisclosed,
        Self::Unlawful,
        Self::UnlawfulNotCompared,
        Self::Neither,
    ];

    /// The word for it in formats for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotGoverned => "not-governed",
            Self::NotRunning => "not-running",
            Self::Clear => "clear",
            Self::LawfulNotCompared => "lawful-not-compared",
            Self::Undisclosed => "undisclosed",
            Self::Unlawful => "unlawful",
            Self::UnlawfulNotCompared => "unlawful-not-compared",
            Self::Neither => "unlawful-and-undisclosed",
        }
    }

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotGoverned => "not governed",
            Self::NotRunning => "does not run",
            Self::Clear => "lawful and disclosed",
            Self::LawfulNotCompared => "lawful; disclosure not judged",
            Self::Undisclosed => "lawful, not disclosed",
            Self::Unlawful => "disclosed, not lawful",
            Self::UnlawfulNotCompared => "not lawful; disclosure not judged",
            Self::Neither => "neither lawful nor disclosed",
        }
    }

    /// Whether it is lawful, where it was judged.
    pub fn lawful(self) -> Option<bool> {
        match self {
            Self::NotGoverned | Self::NotRunning => None,
            Self::Clear | Self::LawfulNotCompared | Self::Undisclosed => Some(true),
            Self::Unlawful | Self::UnlawfulNotCompared | Self::Neither => Some(false),
        }
    }

    /// Whether it is disclosed, where it was judged.
    pub fn disclosed(self) -> Option<bool> {
        match self {
            Self::NotGoverned
            | Self::NotRunning
            | Self::LawfulNotCompared
            | Self::UnlawfulNotCompared => None,
            Self::Clear | Self::Unlawful => Some(true),
            Self::Undisclosed | Self::Neither => Some(false),
        }
    }
}

/// Days on which the same is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntervalView {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The status of the flow.
    pub status: FlowStatus,
    /// The rules with a finding about it.
    pub rules: Vec<RuleRef>,
    /// What its restricted transfers rely on.
    pub mechanisms: Vec<MechanismView>,
    /// What changed on the first day; empty where the span begins.
    pub began_by: Vec<EventView>,
    /// What changed on the day after the last; empty where the span ends.
    pub ended_by: Vec<EventView>,
}

/// A rule with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRef {
    /// Its id.
    pub id: String,
    /// Its severity in this estate.
    pub severity: Severity,
}

/// The mechanism of a restricted transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MechanismView {
    /// `adequacy`, `instrument` or `derogation`.
    pub kind: &'static str,
    /// The id of the row of law, or of the instrument.
    pub id: Option<String>,
    /// Of a row of law its citation, of an instrument its kind.
    pub words: Option<String>,
    /// Whether it is a row of law that nobody has compared with the official text.
    pub unread: bool,
}

/// What changed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventView {
    /// The first day on which it counts.
    pub day: Date,
    /// What kind of thing.
    pub kind: &'static str,
    /// Its id; none for the flow's own dates, and for a version of the notice.
    pub id: Option<String>,
    /// What it is.
    pub about: String,
    /// What happens to it, for machines.
    pub turn: &'static str,
    /// What happens to it, in words.
    pub turn_words: &'static str,
    /// Of a row of law, where it is.
    pub citation: Option<String>,
    /// Whether it is a row of law that nobody has compared with the official text.
    pub unread: bool,
}

/// An id with the mark of a row of law that nobody has compared with the official text.
fn marked(id: &str, unread: bool) -> String {
    let mark = if unread { UNREAD_MARK } else { "" };
    format!("{id}{mark}")
}

/// ` (a; b)` of what there is; nothing of nothing.
fn within(words: &[Option<&str>]) -> String {
    let words: Vec<&str> = words.iter().copied().flatten().collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(" ({})", words.join("; "))
    }
}

impl EventView {
    /// The event in a line: `law: Title (id; citation) has ended`.
    pub fn line(&self) -> String {
        let id = self.id.as_deref().map(|id| marked(id, self.unread));
        let within = within(&[id.as_deref(), self.citation.as_deref()]);
        format!("{}: {}{within} {}", self.kind, self.about, self.turn_words)
    }
}

impl MechanismView {
    /// The mechanism in a few words: `adequacy eu-privacy-shield (Decision 2016/1250)`.
    pub fn line(&self) -> String {
        let id = self.id.as_deref();
        let id = id.map(|id| format!(" {}", marked(id, self.unread)));
        let within = within(&[self.words.as_deref()]);
        format!("{}{}{within}", self.kind, id.unwrap_or_default())
    }
}

impl TimelineView {
    /// The ids of the rows of law in it that nobody has compared with the official text, with
    /// repetitions.
    pub fn unread_rows(&self) -> impl Iterator<Item = &str> {
        let lanes = self.flows.iter().flat_map(|flow| flow.lanes.iter());
        let intervals = lanes.flat_map(|lane| &lane.intervals);
        intervals.flat_map(|interval| {
            let mechanisms = interval.mechanisms.iter().map(|it| (&it.id, it.unread));
            let events = interval.began_by.iter().map(|it| (&it.id, it.unread));
            let unread = mechanisms.chain(events).filter(|(_, unread)| *unread);
            unread.filter_map(|(id, _)| id.as_deref())
        })
    }

    /// The statuses to explain: all that a bar can show, and where the notice was not compared with some flow,
    /// those that say so.
    pub fn legend(&self) -> Vec<FlowStatus> {
        let lanes = self.flows.iter().flat_map(|flow| flow.lanes.iter());
        let shown: BTreeSet<FlowStatus> = lanes
            .flat_map(|lane| lane.intervals.iter().map(|interval| interval.status))
            .collect();
        let judged =
            |status: &FlowStatus| status.lawful().is_none() || status.disclosed().is_some();
        let mut all = FlowStatus::ALL.to_vec();
        all.retain(|status| judged(status) || shown.contains(status));
        all
    }

    /// The view of a timeline: of these flows, or of all where none is named.
    pub fn new(
        estate: &Estate,
        rules: &Rules,
        timeline: &Timeline,
        only: &BTreeSet<FlowIx>,
    ) -> Self {
        let mut known: BTreeMap<ShapeIx, Rc<[TrackView]>> = BTreeMap::new();
        let flows = estate
            .flow_indices()
            .filter(|(index, _)| only.is_empty() || only.contains(index))
            .map(|(_, flow)| {
                let lanes = known.entry(flow.shape).or_insert_with(|| {
                    timeline
                        .lanes_of(flow.shape)
                        .map(|lane| lane_view(estate, rules, lane))
                        .collect()
                });
                flow_view(estate, flow, Rc::clone(lanes))
            })
            .collect();
        Self {
            estate: estate.name.clone(),
            from: timeline.from,
            until: timeline.until,
            days_judged: timeline.days_judged,
            flows,
            seen: None,
        }
    }

    /// The same with who was seen.
    #[must_use]
    pub fn with_seen(mut self, found: &[SeenRecipient]) -> Self {
        let views = found.iter().map(|it| SeenOverTime::of(it, self.until));
        self.seen = Some(views.collect());
        self
    }
}

fn flow_view(estate: &Estate, flow: &FlowRecord, lanes: Rc<[TrackView]>) -> FlowTimeline {
    let service = estate.shape(flow.shape).service;
    FlowTimeline {
        id: flow.id.to_string(),
        name: flow.name.as_deref().map(str::to_owned),
        service: service.map(|service| estate.service(service).id.clone()),
        declaration: flow.shape.index(),
        lanes,
    }
}

fn lane_view(estate: &Estate, rules: &Rules, lane: &Track) -> TrackView {
    let events = |interval: Option<&Interval>| -> Vec<EventView> {
        interval
            .into_iter()
            .flat_map(|interval| &interval.began_by)
            .map(event_view)
            .collect()
    };
    let next = lane.intervals.iter().skip(1).map(Some).chain([None]);
    let intervals = lane.intervals.iter().zip(next);
    TrackView {
        regime: lane.regime.id(),
        label: lane.regime.label(),
        intervals: intervals
            .map(|(interval, next)| IntervalView {
                from: interval.from,
                until: interval.until,
                status: status(rules, &interval.state),
                rules: rule_refs(rules, &interval.state),
                mechanisms: match &interval.state {
                    State::Judged(judgement) => judgement
                        .rests_on
                        .iter()
                        .map(|mechanism| mechanism_view(estate, mechanism))
                        .collect(),
                    _ => Vec::new(),
                },
                began_by: events(Some(interval)),
                ended_by: events(next),
            })
            .collect(),
    }
}

fn status(rules: &Rules, state: &State) -> FlowStatus {
    let judgement: &Judgement = match state {
        State::NotRunning => return FlowStatus::NotRunning,
        State::NotGoverned => return FlowStatus::NotGoverned,
        State::Judged(judgement) => judgement,
    };
    match (judgement.lawful(rules), judgement.disclosed(rules)) {
        (true, Some(true)) => FlowStatus::Clear,
        (true, None) => FlowStatus::LawfulNotCompared,
        (true, Some(false)) => FlowStatus::Undisclosed,
        (false, Some(true)) => FlowStatus::Unlawful,
        (false, None) => FlowStatus::UnlawfulNotCompared,
        (false, Some(false)) => FlowStatus::Neither,
    }
}

fn rule_refs(rules: &Rules, state: &State) -> Vec<RuleRef> {
    let State::Judged(judgement) = state else {
        return Vec::new();
    };
    let fault = judgement.faulty.then(|| RuleRef {
        id: FAULT_RULE.to_owned(),
        severity: Severity::Error,
    });
    judgement
        .rules
        .iter()
        .filter_map(|index| {
            Some(RuleRef {
                id: rules.rule(*index)?.id.clone(),
                severity: rules.severity(*index)?,
            })
        })
        .chain(fault)
        .collect()
}

fn mechanism_view(estate: &Estate, mechanism: &TransferMechanism) -> MechanismView {
    let kind_of = |id: &String| {
        let known = estate.instruments.iter().find(|it| it.id == *id);
        known.map(|it| it.kind.clone())
    };
    let (kind, id, words, unread) = match mechanism {
        TransferMechanism::Adequacy(id) => {
            let row = estate.law.row(id);
            let citation = row.map(|row| format!("{}{}", row.citation, row.appeal_words()));
            let unread = row.is_some_and(|row| row.read.is_none());
            ("adequacy", Some(id), citation, unread)
        }
        TransferMechanism::Safeguard(id) => ("instrument", Some(id), kind_of(id), false),
        TransferMechanism::Derogation(id) => ("derogation", Some(id), kind_of(id), false),
    };
    MechanismView {
        kind,
        id: id.cloned(),
        words,
        unread,
    }
}

pub(super) fn event_view(event: &Event) -> EventView {
    EventView {
        day: event.day,
        kind: event.kind.as_str(),
        id: event.id.clone(),
        about: event.about.clone(),
        turn: event.turn.as_str(),
        turn_words: event.turn.words(),
        citation: event.citation.clone(),
        unread: event.unread,
    }
}
