//! A timeline as JSON: a contract with a version and a schema.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::json::{FORMAT_VERSION, schema_of};
use crate::report::json_text;
use crate::view::{
    Days, EventView, FlowTimeline, IntervalView, MechanismView, RuleRef, SeenOverTime,
    TimelineView, TrackView,
};

/// The status of flows over time. Keys may be added in later releases without a change of `version`:
/// readers ignore those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Timeline")]
struct TimelineJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called.
    estate: &'a str,
    /// The first day, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    from: String,
    /// The last day.
    #[schemars(extend("format" = "date"))]
    until: String,
    /// On how many days the estate was judged: those on which something can change.
    days_judged: usize,
    /// The flows, by id.
    flows: Vec<FlowJson<'a>>,
    /// Who was seen, compared with when it was declared and disclosed; null where the call names no files of what was
    /// seen.
    seen: Option<Vec<SeenJson<'a>>>,
}

/// Somebody who was seen to receive data.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SeenRecipient")]
struct SeenJson<'a> {
    /// Who it is: a party, a vendor, or a registered domain.
    name: &'a str,
    /// The hosts.
    hosts: &'a [String],
    /// The first and the last day on which it was seen, in UTC; null where no file states them.
    seen: Option<DaysJson>,
    /// Those of them that are in the span, and so were compared; null where there are none.
    compared: Option<DaysJson>,
    /// The days of the span on which a flow leads to it.
    declared: Vec<DaysJson>,
    /// The days of the span on which the notice discloses it.
    disclosed: Vec<DaysJson>,
    /// The compared days on which no flow leads to it.
    undeclared: Vec<DaysJson>,
    /// The compared days on which the notice does not disclose it.
    undisclosed: Vec<DaysJson>,
    /// The compared days of which the estate does not record whether the notice discloses it.
    not_recorded: Vec<DaysJson>,
    /// On how many of the compared days the notice does not disclose it; null where none was compared.
    undisclosed_days: Option<i32>,
}

/// Days, both inclusive.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Days")]
struct DaysJson {
    /// The first day.
    #[schemars(extend("format" = "date"))]
    from: String,
    /// The last day.
    #[schemars(extend("format" = "date"))]
    until: String,
}

/// A flow.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Flow")]
struct FlowJson<'a> {
    /// Its id.
    id: &'a str,
    /// Its name, where it has one.
    name: Option<&'a str>,
    /// The service it belongs to.
    service: Option<&'a str>,
    /// The regimes that govern it on some day of the span; none where it does not run on any.
    regimes: Vec<RegimeJson<'a>>,
}

/// A flow under a regime.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FlowUnderRegime")]
struct RegimeJson<'a> {
    /// The regime: `eu-gdpr` or `uk-gdpr`.
    regime: &'a str,
    /// The intervals, in order and without gaps, from the first day of the span or of the regime to
    /// the last day of the span.
    intervals: Vec<IntervalJson<'a>>,
}

/// Days, both inclusive, on which the same is found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Interval")]
struct IntervalJson<'a> {
    /// The first day.
    #[schemars(extend("format" = "date"))]
    from: String,
    /// The last day.
    #[schemars(extend("format" = "date"))]
    until: String,
    /// The status of the flow.
    #[schemars(extend("enum" = [
        "not-governed", "not-running", "clear", "lawful-not-compared", "undisclosed", "unlawful",
        "unlawful-not-compared", "unlawful-and-undisclosed"
    ]))]
    status: &'static str,
    /// Whether no finding of severity error of a family that concerns lawfulness is about it; null
    /// where it was not judged. Warnings and notes are among the rules, and leave it lawful.
    lawful: Option<bool>,
    /// Whether no finding of severity error of a family that concerns transparency is about it; null
    /// where it was not judged.
    disclosed: Option<bool>,
    /// The rules with a finding about it.
    rules: Vec<RuleJson<'a>>,
    /// What its restricted transfers rely on.
    mechanisms: Vec<MechanismJson<'a>>,
    /// What changed on the first day and touches the flow; empty where the span begins.
    began_by: Vec<EventJson<'a>>,
    /// What changed on the day after the last; empty where the span ends.
    ended_by: Vec<EventJson<'a>>,
}

/// A rule with a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RuleRef")]
struct RuleJson<'a> {
    /// Its id, `family/name`.
    id: &'a str,
    /// Its severity in this estate.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
}

/// The mechanism of a restricted transfer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Carrier")]
struct MechanismJson<'a> {
    /// What it is.
    #[schemars(extend("enum" = ["adequacy", "instrument", "derogation"]))]
    kind: &'static str,
    /// The id of the row of law, or of the instrument.
    id: Option<&'a str>,
    /// Of a row of law its citation, of an instrument its kind.
    words: Option<&'a str>,
    /// Whether it is a row of law that nobody has compared with the official text.
    unread: bool,
}

/// What changed on a day.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Event")]
struct EventJson<'a> {
    /// The first day on which it counts: for what ended, the first day without it.
    #[schemars(extend("format" = "date"))]
    day: String,
    /// What kind of thing.
    #[schemars(extend("enum" = [
        "flow", "operator", "hosting", "access", "contract", "authorisation", "instrument",
        "assessment", "consent", "certificate", "party", "membership", "notice", "regime", "law"
    ]))]
    kind: &'static str,
    /// Its id; of a certificate or membership the party's; null for the flow's own dates and for a
    /// version of the notice.
    id: Option<&'a str>,
    /// What it is.
    about: &'a str,
    /// What happens to it. An instrument of the law `closes` when no new ones can be concluded.
    #[schemars(extend("enum" = ["ends", "closes", "changes", "begins"]))]
    turn: &'static str,
    /// Of a row of law, where it is.
    citation: Option<&'a str>,
    /// Whether it is a row of law that nobody has compared with the official text.
    unread: bool,
}

/// Writes a timeline as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn timeline_json(view: &TimelineView, out: &mut dyn Write) -> io::Result<()> {
    let document = TimelineJson {
        version: FORMAT_VERSION,
        estate: &view.estate,
        from: view.from.to_string(),
        until: view.until.to_string(),
        days_judged: view.days_judged,
        flows: view.flows.iter().map(flow).collect(),
        seen: (view.seen.as_ref()).map(|all| all.iter().map(seen).collect()),
    };
    json_text::write(&document, out)
}

/// The JSON Schema of what [`timeline_json`] writes.
pub fn timeline_schema() -> serde_json::Value {
    schema_of::<TimelineJson<'_>>()
}

fn seen(view: &SeenOverTime) -> SeenJson<'_> {
    let days = |days: &Days| DaysJson {
        from: days.from.to_string(),
        until: days.until.to_string(),
    };
    let all = |all: &[Days]| all.iter().map(days).collect();
    SeenJson {
        name: &view.name,
        hosts: &view.hosts,
        seen: view.seen.as_ref().map(days),
        compared: view.compared.as_ref().map(days),
        declared: all(&view.declared),
        disclosed: all(&view.disclosed),
        undeclared: all(&view.undeclared),
        undisclosed: all(&view.undisclosed),
        not_recorded: all(&view.not_recorded),
        undisclosed_days: view.undisclosed_days(),
    }
}

fn flow(view: &FlowTimeline) -> FlowJson<'_> {
    FlowJson {
        id: &view.id,
        name: view.name.as_deref(),
        service: view.service.as_deref(),
        regimes: view.lanes.iter().map(regime).collect(),
    }
}

fn regime(view: &TrackView) -> RegimeJson<'_> {
    RegimeJson {
        regime: view.regime,
        intervals: view.intervals.iter().map(interval).collect(),
    }
}

fn interval(view: &IntervalView) -> IntervalJson<'_> {
    IntervalJson {
        from: view.from.to_string(),
        until: view.until.to_string(),
        status: view.status.id(),
        lawful: view.status.lawful(),
        disclosed: view.status.disclosed(),
        rules: view.rules.iter().map(rule).collect(),
        mechanisms: view.mechanisms.iter().map(mechanism).collect(),
        began_by: view.began_by.iter().map(event).collect(),
        ended_by: view.ended_by.iter().map(event).collect(),
    }
}

fn rule(view: &RuleRef) -> RuleJson<'_> {
    RuleJson {
        id: &view.id,
        severity: view.severity.as_str(),
    }
}

fn mechanism(view: &MechanismView) -> MechanismJson<'_> {
    MechanismJson {
        kind: view.kind,
        id: view.id.as_deref(),
        words: view.words.as_deref(),
        unread: view.unread,
    }
}

fn event(view: &EventView) -> EventJson<'_> {
    EventJson {
        day: view.day.to_string(),
        kind: view.kind,
        id: view.id.as_deref(),
        about: &view.about,
        turn: view.turn,
        citation: view.citation.as_deref(),
        unread: view.unread,
    }
}
