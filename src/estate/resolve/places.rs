//! Where the values of a flow are written.

use std::borrow::Cow;

use super::super::model::{Estate, FlowField, FlowIx, FlowRecord, InstrumentIx};
use crate::estate::formats;
use crate::estate::resolve::lookup::Resolver;
use crate::input::{Diagnostics, Node, NodeKind, SourceMap, Span, check_shape, read_json};
use crate::taxonomy::{TermId, TermKind};

/// The places in a flow that was checked against the rules, in the order of the fields. `term` and
/// `instrument` find what a word means.
fn places(
    node: &Node,
    mut term: impl FnMut(TermKind, &str) -> Option<TermId>,
    instrument: impl Fn(&str) -> Option<InstrumentIx>,
) -> Box<[(FlowField, Span)]> {
    let single = [
        ("from", FlowField::From),
        ("to", FlowField::To),
        ("via", FlowField::Via),
        ("basis", FlowField::Basis),
        ("basis-in-law", FlowField::BasisInLaw),
        ("less-intrusive", FlowField::LessIntrusive),
        ("risk-signs", FlowField::RiskSigns),
        ("condition", FlowField::Condition),
        ("role", FlowField::Role),
        ("retention", FlowField::Retention),
        ("marketing", FlowField::Marketing),
        ("consent", FlowField::Consent),
        ("device-storage", FlowField::DeviceStorage),
        ("decision", FlowField::Decision),
    ];
    let mut places: Vec<(FlowField, Span)> = single
        .into_iter()
        .filter_map(|(key, field)| Some((field, node.get(key)?.span)))
        .collect();
    type Of = fn(TermId) -> FlowField;
    let lists: [(&str, TermKind, Of); 4] = [
        ("data", TermKind::Data, FlowField::Data),
        ("subjects", TermKind::Subject, FlowField::Subject),
        ("purpose", TermKind::Purpose, FlowField::Purpose),
        ("measures", TermKind::Measure, FlowField::Measure),
    ];
    for (key, kind, field) in lists {
        for item in items(node, key) {
            if let Some(found) = text(item).and_then(|word| term(kind, word)) {
                places.push((field(found), item.span));
            }
        }
    }
    for item in items(node, "safeguards") {
        if let Some(found) = text(item).and_then(&instrument) {
            places.push((FlowField::Safeguard(found), item.span));
        }
    }
    // Of a term written twice the first place counts.
    places.sort();
    places.dedup_by_key(|(field, _)| *field);
    places.into_boxed_slice()
}

fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::String(text) => Some(text),
        _ => None,
    }
}

fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).map(Node::items).unwrap_or(&[])
}

impl Resolver<'_> {
    /// The places in the node of a flow.
    pub(super) fn places(&mut self, node: &Node) -> Box<[(FlowField, Span)]> {
        let names = self.known.names;
        places(
            node,
            |kind, word| self.find_term(kind, word),
            |id| names.instrument(id),
        )
    }
}

/// Where the values of one flow are written.
#[derive(Debug)]
pub struct FlowPlaces<'e> {
    places: Cow<'e, [(FlowField, Span)]>,
    whole: Span,
}

impl FlowPlaces<'_> {
    /// The place of a value; of one that is not written, that of the flow's id, or of its line.
    pub fn of(&self, field: FlowField) -> Span {
        self.places
            .binary_search_by_key(&field, |(field, _)| *field)
            .ok()
            .and_then(|at| self.places.get(at))
            .map_or(self.whole, |(_, span)| *span)
    }
}

/// The places of the values of a flow; for a bulk flow its line is read again.
pub(in crate::estate) fn flow_places<'e>(
    estate: &'e Estate,
    sources: &SourceMap,
    flow: FlowIx,
) -> FlowPlaces<'e> {
    let record = estate.flow(flow);
    let places = match &record.places {
        Some(places) => Cow::Borrowed(&**places),
        None => Cow::Owned(read_again(estate, sources, record).map_or_else(Vec::new, Vec::from)),
    };
    FlowPlaces {
        places,
        whole: record.span,
    }
}

fn read_again(
    estate: &Estate,
    sources: &SourceMap,
    record: &FlowRecord,
) -> Option<Box<[(FlowField, Span)]>> {
    let mut errors = Diagnostics::new();
    let line = sources.text(record.span);
    let mut node = read_json(record.span.file, line, record.span.start, &mut errors)?;
    check_shape(&mut node, &formats::FLOW, &mut errors);
    let instrument = |id: &str| {
        let at = estate
            .instruments
            .binary_search_by(|it| it.id.as_str().cmp(id))
            .ok()?;
        Some(InstrumentIx(at as u32))
    };
    Some(places(
        &node,
        |kind, word| estate.taxonomy.lookup(kind, word).ok(),
        instrument,
    ))
}
