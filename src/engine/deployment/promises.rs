//! What is promised for the data in a system: by the notice, by its flows, and by what the system declares.

use jiff::civil::Date;

use crate::engine::coverage::names;
use crate::engine::facts::{Label, LabelRole};
use crate::estate::model::{
    Endpoint, Estate, FlowShape, Promise, Statement, StatementIx, SystemIx,
};
use crate::estate::vocabulary::PromiseTime;
use crate::import::SettingKind;
use crate::input::Span;
use crate::taxonomy::{TermId, TermKind};

/// The measures that attributes state, by the term.
const MEASURES: [(SettingKind, &str); 2] = [
    (SettingKind::EncryptionAtRest, "dpv:EncryptionAtRest"),
    (
        SettingKind::EncryptionInTransfer,
        "dpv:EncryptionInTransfer",
    ),
];

/// Encryption, wherever that may be.
const ENCRYPTION: &str = "dpv:Encryption";

/// A measure that is promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Promised {
    /// What the attributes have to say.
    pub kind: SettingKind,
    /// The measure in words.
    pub measure: String,
    /// What is promised is broader, and may be met elsewhere.
    pub is_broader: bool,
    /// Who promises it, in words behind "which".
    pub by: String,
    /// Where the estate states it.
    pub labels: Vec<Label>,
    /// The statements of the notice that promise it.
    pub statements: Vec<StatementIx>,
}

/// What is promised on a day for the data in a system. One that several promise is there once for each
/// kind of promise.
pub(super) fn promised(estate: &Estate, system: SystemIx, day: Date) -> Vec<Promised> {
    let into: Vec<(&FlowShape, Label)> = estate
        .flows
        .iter()
        .map(|flow| (flow, estate.shape(flow.shape)))
        .filter(|(_, shape)| shape.runs(day) && enters(shape, system))
        .map(|(flow, shape)| (shape, label(flow.span, "declares the measure")))
        .collect();
    let mut found: Vec<Promised> = Vec::new();
    for (index, statement) in estate.statements_on(day) {
        let Some(promise) = &statement.promises else {
            continue;
        };
        let mut shapes = into.iter().map(|(shape, _)| *shape);
        if shapes.any(|shape| applies(estate, statement, promise, (shape, system), day)) {
            for term in &promise.measures {
                let promise = of_term(estate, *term, "the notice promises");
                for promise in promise {
                    add(&mut found, promise, None, Some(index));
                }
            }
        }
    }
    for (shape, at) in &into {
        for term in &shape.protection.measures {
            for promise in of_term(estate, *term, "its flows declare") {
                // A flow that declares encryption says not where; its own breadth asks nothing.
                if !promise.is_broader {
                    add(&mut found, promise, Some(at.clone()), None);
                }
            }
        }
    }
    let about = estate.system(system);
    let holders = &about.keys_held_by;
    if !holders.is_empty() && holders.iter().all(|party| *party == estate.controller) {
        let keys = Promised {
            kind: SettingKind::OwnKeys,
            measure: "keys of the controller's own".to_owned(),
            is_broader: false,
            by: "the system declares (`keys-held-by`)".to_owned(),
            labels: Vec::new(),
            statements: Vec::new(),
        };
        let at = label(about.span, "declares that the controller holds the keys");
        add(&mut found, keys, Some(at), None);
    }
    found
}

/// The statements by which nobody receives the data in a system on a day.
pub(super) fn nobody(estate: &Estate, system: SystemIx, day: Date) -> Vec<StatementIx> {
    let shapes = estate.flows.iter().map(|flow| estate.shape(flow.shape));
    let near: Vec<&FlowShape> = shapes
        .filter(|shape| shape.runs(day))
        .filter(|shape| enters(shape, system) || shape.route.from == Endpoint::System(system))
        .collect();
    let denies = |statement: &Statement| {
        let shares = statement.shares.as_ref();
        shares.is_some_and(|it| {
            it.none && it.with.is_empty() && it.outside.is_empty() && it.through.is_empty()
        })
    };
    let statements = estate.statements_on(day);
    statements
        .filter(|(_, statement)| denies(statement))
        .filter(|(_, statement)| {
            near.iter()
                .any(|shape| statement.scope.covers(shape.service))
        })
        .map(|(index, _)| index)
        .collect()
}

fn enters(shape: &FlowShape, system: SystemIx) -> bool {
    shape.route.to == Endpoint::System(system) || shape.route.via == Some(system)
}

/// What attributes have to say for a term.
fn of_term(estate: &Estate, term: TermId, by: &str) -> Vec<Promised> {
    let taxonomy = &estate.taxonomy;
    let mut found = Vec::new();
    for (kind, name) in MEASURES {
        let Some(measure) = taxonomy.lookup_known(TermKind::Measure, name) else {
            continue;
        };
        let is_narrow = taxonomy.subsumes(measure, term);
        // "We encrypt your data" says not where; "technical measures" says nothing of encryption.
        if is_narrow || taxonomy.id(term) == ENCRYPTION {
            found.push(Promised {
                kind,
                measure: taxonomy.short(measure).replace('-', " "),
                is_broader: !is_narrow,
                by: by.to_owned(),
                labels: Vec::new(),
                statements: Vec::new(),
            });
        }
    }
    found
}

/// Whether a promise is made for what a flow brings into a system.
fn applies(
    estate: &Estate,
    statement: &Statement,
    promise: &Promise,
    (shape, system): (&FlowShape, SystemIx),
    day: Date,
) -> bool {
    let in_time = matches!(promise.when, PromiseTime::Always | PromiseTime::Collection);
    let operator = estate.operator(system, day);
    let to_them = promise.with.is_empty() || names(estate, &promise.with, operator, day).is_some();
    let taxonomy = &estate.taxonomy;
    let overlaps = |one: TermId| {
        let mut data = shape.content.data.iter();
        data.any(|other| taxonomy.subsumes(one, *other) || taxonomy.subsumes(*other, one))
    };
    let these_data = promise.data.is_empty() || promise.data.iter().any(|term| overlaps(*term));
    statement.scope.covers(shape.service) && in_time && to_them && these_data
}

fn add(found: &mut Vec<Promised>, new: Promised, at: Option<Label>, by: Option<StatementIx>) {
    let mut there = found.iter_mut();
    let same = there.find(|it| it.kind == new.kind && it.is_broader == new.is_broader);
    match same {
        Some(there) => {
            if !there.by.ends_with(&new.by) {
                there.by = format!("{} and {}", there.by, new.by);
            }
            let has_one = !there.labels.is_empty();
            there.labels.extend(at.filter(|_| !has_one));
            there.statements.extend(by);
        }
        None => found.push(Promised {
            labels: at.into_iter().collect(),
            statements: by.into_iter().collect(),
            ..new
        }),
    }
}

fn label(span: Span, text: &str) -> Label {
    Label {
        role: LabelRole::Estate,
        span,
        text: text.to_owned(),
    }
}
