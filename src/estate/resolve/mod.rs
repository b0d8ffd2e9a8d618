//! From raw documents to the validated estate: ids are gathered first, then everything that refers
//! to them is resolved, and all errors are reported together.

mod anchors;
mod bulk;
mod citations;
mod contracts;
mod defaults;
mod entities;
mod flows;
mod hosts;
mod ids;
mod intern;
mod lookup;
mod names;
mod ndjson;
mod notice;
mod parties;
mod places;
mod retirement;
mod statements;
mod terms;
mod things;
mod values;
mod vendors;
mod versions;
mod waivers;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::defaults::Inherited;
use self::entities::{Built, Draft};
use self::intern::FlowList;
use self::lookup::{Known, Resolver};
use self::names::Names;
use self::things::Things;
use super::kept::Kept;
use super::model::{Citation, Estate, FlowRecord, FlowShape, OwnFamily, PartyIx, Severity};
use super::problems::Problems;
use super::raw::{RawFamily, RawFlow, RawTerm, Text};
use super::read::{DocumentPart, Documents};
use super::vocabulary::{FlowStatus, SeverityLevel};
use crate::input::{FileId, InputError, InputErrorKind, Node, SourceMap, Span};
use crate::law::Law;
use crate::taxonomy::Taxonomy;

pub(crate) use self::ids::RESERVED as RESERVED_IDS;
pub use self::places::FlowPlaces;
pub(super) use self::places::flow_places;
pub(super) use self::retirement::retire;
pub(super) use self::values::parse_date;

/// The flows of a file with their nodes, and the service they belong to unless they name one.
type FileFlows = (Option<Text>, Vec<(RawFlow, Node)>);

/// Builds the estate; `None` when anything is wrong, which `problems` list. What was `kept` is not built again.
pub(super) fn estate(
    mut documents: Documents,
    kept: Option<&Kept>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Option<Estate> {
    let (mut things, terms, declared) = gather(std::mem::take(&mut documents.parts));
    let law = law(&documents.law, &mut documents.broken.law, sources, problems)?;
    let controller = documents.head.controller.as_ref();
    vendors::fill(&mut things.parties, controller, &law, problems);
    let term_spans = terms::places(&terms);
    let taxonomy = terms::taxonomy(terms, kept, &mut documents.broken, problems)?;
    let names = things.names(problems);
    let known = Known {
        names: &names,
        taxonomy: &taxonomy,
        law: &law,
        kept,
        broken: &documents.broken,
    };
    let mut resolver = Resolver::new(known);
    let Draft {
        built,
        controller,
        for_whom,
    } = resolver.build(&things, &documents, sources);
    let links = citations::links(&things, &documents, &declared, sources);
    let citations = resolver.citations(links, &documents.evidence);
    let defaults = resolver.defaults(&documents.head.defaults, &things);
    let inherited = Inherited {
        // Without one there is no estate, but everything else is still checked.
        controller: controller.unwrap_or(PartyIx(0)),
        services: &for_whom,
        defaults: &defaults,
    };
    let mut flows = FlowList::default();
    resolver.build_flows(&declared, inherited, &mut flows);
    problems.extend(resolver.into_errors());
    for file in &documents.bulk {
        if let Some(source) = sources.file(*file) {
            bulk::read(*file, source.text(), known, inherited, &mut flows, problems);
        }
    }
    let flows = flows.finish(problems);
    if !problems.is_empty() {
        return None;
    }
    let (Some(built), Some(citations)) = (built, citations) else {
        problems.push(InputError::new(
            InputErrorKind::BadValue,
            Span::new(documents.root, 0, 0),
            "this estate could not be put together, though nothing in it was found wrong",
        ));
        return None;
    };
    Some(assembled(
        (built, citations),
        flows,
        documents,
        &names,
        (taxonomy, term_spans),
        law,
    ))
}

/// Puts what all files hold together.
fn gather(parts: Vec<DocumentPart>) -> (Things, Vec<RawTerm>, Vec<FileFlows>) {
    let mut things = Things::default();
    let (mut terms, mut flows) = (Vec::new(), Vec::new());
    for DocumentPart { raw, flows: nodes } in parts {
        terms.extend(raw.terms);
        things.parties.extend(raw.parties);
        things.systems.extend(raw.systems);
        things.services.extend(raw.services);
        things.contracts.extend(raw.contracts);
        things.safeguards.extend(raw.safeguards);
        flows.push((raw.service, raw.flows.into_iter().zip(nodes).collect()));
    }
    (things, terms, flows)
}

/// The law with the estate's own rows; what is wrong with a file leaves the law without it.
fn law(
    files: &[FileId],
    is_broken: &mut bool,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Option<Arc<Law>> {
    let mut law = match Law::shared(sources) {
        Ok(law) => law,
        Err(errors) => {
            problems.extend(errors);
            return None;
        }
    };
    for file in files {
        let Some(source) = sources.file(*file) else {
            continue;
        };
        match Law::clone(&law).with(*file, source.text()) {
            Ok(more) => law = Arc::new(more),
            Err(errors) => {
                problems.extend(errors);
                *is_broken = true;
            }
        }
    }
    Some(law)
}

impl Resolver<'_> {
    fn build_flows(
        &mut self,
        declared: &[FileFlows],
        inherited: Inherited<'_>,
        flows: &mut FlowList,
    ) {
        for (service, declared) in declared {
            if let Some(service) = service {
                self.service(service);
            }
            for (raw, node) in declared {
                self.extend(ids::fault(&raw.id));
                let flow = self.flow(raw, service.as_ref(), inherited);
                let Some((shape, filled)) = flow else {
                    flows.unbuilt(&raw.id);
                    continue;
                };
                let places = self.places_of(raw, filled, node);
                let record = FlowRecord {
                    id: raw.id.value.as_str().into(),
                    name: raw.name.as_ref().map(|name| name.value.as_str().into()),
                    shape: flows.shape(Arc::new(shape)),
                    span: parties::span_of(&raw.id),
                    places: Some(places),
                };
                flows.push(record);
            }
        }
    }
}

fn assembled(
    (built, citations): (Built, Vec<Citation>),
    (shapes, flows): (Vec<Arc<FlowShape>>, Vec<FlowRecord>),
    documents: Documents,
    names: &Names,
    (taxonomy, term_spans): (Arc<Taxonomy>, BTreeMap<String, Span>),
    law: Arc<Law>,
) -> Estate {
    let controller = built.parties.get(built.controller.index());
    let name = match documents.head.name {
        Some(name) => name.value,
        None => controller
            .map(|party| party.name.clone())
            .unwrap_or_default(),
    };
    let severity = &documents.head.severity;
    let own = shapes.iter().filter(|it| {
        it.controller == built.controller && it.lifecycle.status != FlowStatus::Retired
    });
    let own_services = own.map(|shape| shape.service).collect();
    Estate {
        name,
        controller: built.controller,
        record: built.record,
        taxonomy,
        law,
        parties: built.parties,
        groups: names.groups.ids().map(str::to_owned).collect(),
        systems: built.systems,
        services: built.services,
        contracts: built.contracts,
        instruments: built.instruments,
        notices: built.notices,
        pinned: None,
        shapes,
        own_services,
        flows,
        waivers: built.waivers,
        citations,
        families: documents.head.families.iter().map(family).collect(),
        severity: severity
            .iter()
            .map(|(rule, level)| (rule.value.clone(), weight(*level)))
            .collect(),
        severity_spans: severity
            .iter()
            .filter_map(|(rule, _)| Some((rule.value.clone(), rule.span?)))
            .collect(),
        not_recorded: documents.head.not_recorded,
        not_recorded_span: documents.head.not_recorded_span,
        term_spans,
        policies: documents.policies,
        root: Span::new(documents.root, 0, 0),
    }
}

fn family(raw: &RawFamily) -> OwnFamily {
    OwnFamily {
        id: raw.id.value.trim().to_owned(),
        title: raw
            .title
            .as_ref()
            .map(|title| title.value.trim().to_owned()),
        concerns: raw.concerns,
        span: raw.id.span.unwrap_or(Span::NOWHERE),
    }
}

fn weight(level: SeverityLevel) -> Option<Severity> {
    match level {
        SeverityLevel::Error => Some(Severity::Error),
        SeverityLevel::Warning => Some(Severity::Warning),
        SeverityLevel::Note => Some(Severity::Note),
        SeverityLevel::Off => None,
    }
}
