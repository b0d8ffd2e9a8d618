//! For how long resources keep data, against what the flows into their systems and the notice state.

use jiff::civil::Date;

use crate::engine::coverage::{self, Datum, Kept};
use crate::engine::facts::{Label, LabelRole};
use crate::estate::model::{
    Endpoint, Estate, FlowRecord, FlowShape, Retention, StatementIx, SystemIx,
};
use crate::import::{DataRole, KeptFor, Resource};
use crate::input::Span;

/// The longest period that is stated for what a system keeps.
#[derive(Debug, Clone, Default)]
pub struct Stated {
    /// In days.
    pub days: u32,
    /// Who states it, in words: `P28D is declared`.
    pub words: String,
    /// Where the estate states it.
    pub labels: Vec<Label>,
    /// The statements of the notice that state it.
    pub statements: Vec<StatementIx>,
}

/// The longest period that is stated on a day for the data in a system; `None` where none is for the data of
/// one of the flows into it, so that nobody can say what is too long.
pub(super) fn stated(estate: &Estate, system: SystemIx, day: Date) -> Option<Stated> {
    let about = estate.system(system);
    if about.transit_only {
        return Some(Stated {
            days: 0,
            words: "the system declares that it keeps none (`transit-only`)".to_owned(),
            labels: vec![label(about.span, "declared to keep none".to_owned())],
            statements: Vec::new(),
        });
    }
    let mut longest: Option<Stated> = None;
    for flow in &estate.flows {
        let shape = estate.shape(flow.shape);
        if shape.route.to != Endpoint::System(system) || !shape.runs(day) {
            continue;
        }
        let stated = of_flow(estate, flow, day)?;
        if longest
            .as_ref()
            .is_none_or(|longest| stated.days > longest.days)
        {
            longest = Some(stated);
        }
    }
    longest
}

/// The period that a flow declares, or else the longest that the notice states for its data; `None` where neither
/// states one.
pub fn of_flow(estate: &Estate, flow: &FlowRecord, day: Date) -> Option<Stated> {
    let shape = estate.shape(flow.shape);
    let Some(retention) = &shape.retention else {
        return by_notice(estate, shape, day);
    };
    let days = length(retention)?;
    let are = if days == 1 { "is" } else { "are" };
    Some(Stated {
        days,
        words: format!("{} {are} declared", in_days(days)),
        labels: vec![label(flow.span, format!("declares {}", in_days(days)))],
        statements: Vec::new(),
    })
}

/// The longest period that the notice states for the data of a flow, where it states one for each.
fn by_notice(estate: &Estate, shape: &FlowShape, day: Date) -> Option<Stated> {
    let mut longest: Option<Stated> = None;
    let content = &shape.content;
    let each = content.subjects.iter().flat_map(|subject| {
        let data = content.data.iter();
        data.map(|category| Datum {
            subject: *subject,
            category: *category,
        })
    });
    for datum in each {
        let kept = Kept {
            datum,
            purposes: &shape.content.purposes,
            by: Some(estate.controller),
            on_device: shape.device_storage.is_some(),
        };
        let judged = coverage::retention(estate, shape.service, kept, None, day);
        let mut of_datum: Option<Stated> = None;
        for index in judged.statements {
            let retains = estate.statement(index)?.retains.as_ref()?;
            let days = length(&retains.retention)?;
            if of_datum.as_ref().is_none_or(|longest| days > longest.days) {
                of_datum = Some(Stated {
                    days,
                    words: format!("the notice states {}", in_days(days)),
                    labels: Vec::new(),
                    statements: vec![index],
                });
            }
        }
        let of_datum = of_datum?;
        if longest
            .as_ref()
            .is_none_or(|longest| of_datum.days > longest.days)
        {
            longest = Some(of_datum);
        }
    }
    longest
}

/// A period in days; `None` where it is no number of them.
pub fn length(retention: &Retention) -> Option<u32> {
    match retention {
        Retention::NotStored => Some(0),
        Retention::Period(_, days) => Some(*days),
        Retention::Criterion(_) | Retention::Indefinite => None,
    }
}

/// A number of days in words.
pub fn in_days(days: u32) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

fn label(span: Span, text: String) -> Label {
    Label {
        role: LabelRole::Estate,
        span,
        text,
    }
}

/// What is kept longer than stated, in words; `None` where it is in order. A day more is none: periods are
/// counted in mean months. What only passes data on may keep them on the way.
pub(super) fn too_long(resource: &Resource, kept: &KeptFor, stated: &Stated) -> Option<String> {
    if resource.role == DataRole::Queue && stated.days == 0 {
        return None;
    }
    match kept.days {
        None => Some(format!("without end, and {}", stated.words)),
        Some(days) if days > stated.days.saturating_add(1) => {
            Some(format!("for {}, and {}", in_days(days), stated.words))
        }
        Some(_) => None,
    }
}
