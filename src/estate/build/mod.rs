//! From raw documents to the validated estate: ids are gathered first, then everything that
//! refers to them is resolved, and all that is wrong is told at once.

mod bulk;
mod finish;
mod flows;
mod ids;
mod lines;
mod names;
mod notice;
mod papers;
mod parties;
mod places;
mod resolve;
mod statements;
mod terms;
mod values;

use std::collections::BTreeSet;

use self::finish::FlowList;
use self::flows::Controllers;
use self::names::{Named, Names};
use self::resolve::{Known, Resolver};
use super::model::{Estate, FlowRecord, PartyIx, Severity};
use super::problems::Problems;
use super::raw::{
    RawContract, RawFlow, RawParty, RawSafeguard, RawService, RawSystem, RawTerm, SeverityLevel, Text,
};
use super::read::{Documents, Head};
use crate::input::{FileId, InputError, InputErrorKind, Node, SourceMap, Span};
use crate::law::{DataClass, Law};

pub(super) use self::places::flow_place;

/// Everything of one kind from all files.
#[derive(Default)]
struct Gathered {
    terms: Vec<RawTerm>,
    parties: Vec<RawParty>,
    systems: Vec<RawSystem>,
    services: Vec<RawService>,
    contracts: Vec<RawContract>,
    safeguards: Vec<RawSafeguard>,
    /// The flows of each file, and the service that they belong to unless they name one.
    flows: Vec<(Option<Text>, Vec<(RawFlow, Node)>)>,
}

/// Builds the estate; `None` when anything is wrong, which `problems` tell.
pub(super) fn estate(mut documents: Documents, sources: &mut SourceMap, problems: &mut Problems) -> Option<Estate> {
    let mut all = Gathered::default();
    for part in std::mem::take(&mut documents.parts) {
        all.terms.extend(part.raw.terms);
        all.parties.extend(part.raw.parties);
        all.systems.extend(part.raw.systems);
        all.services.extend(part.raw.services);
        all.contracts.extend(part.raw.contracts);
        all.safeguards.extend(part.raw.safeguards);
        let flows = part.raw.flows.into_iter().zip(part.flows).collect();
        all.flows.push((part.raw.service, flows));
    }
    let law = law(&documents.law, &mut documents.broken.law, sources, problems)?;
    let taxonomy = terms::taxonomy(all.terms, &mut documents.broken, problems)?;
    let authorities: BTreeSet<&str> = law
        .condition_rows()
        .iter()
        .filter(|row| row.data.contains(&DataClass::Criminal))
        .map(|row| row.row.id.as_str())
        .collect();

    // Parties and systems share their ids, so repetitions are told where the two are put together.
    let (parties, _) = ids::in_order(all.parties, |it| &it.id);
    let (systems, _) = ids::in_order(all.systems, |it| &it.id);
    let services = ids::sorted(all.services, |it| &it.id, problems);
    let contracts = ids::sorted(all.contracts, |it| &it.id, problems);
    let safeguards = ids::sorted(all.safeguards, |it| &it.id, problems);
    let (names, errors) = Names::of(&Named {
        parties: &parties,
        systems: &systems,
        services: &services,
        contracts: &contracts,
        safeguards: &safeguards,
    });
    problems.extend(errors);

    let mut resolver = Resolver::new(Known {
        names: &names,
        taxonomy: &taxonomy,
        law: &law,
        broken: &documents.broken,
        authorities: &authorities,
    });
    let controller = resolver.controller(&documents.head, documents.root);
    let built_parties = resolver.each(&parties, Resolver::build_party);
    let built_systems = resolver.each(&systems, Resolver::build_system);
    let (mut built_services, mut for_whom) = (Vec::new(), Vec::new());
    for raw in &services {
        let built = resolver.build_service(raw);
        for_whom.push(built.as_ref().and_then(|service| service.on_behalf_of));
        built_services.push(built);
    }
    let built_contracts = resolver.each(&contracts, Resolver::build_contract);
    let built_instruments = resolver.each(&safeguards, Resolver::build_instrument);
    let notice = resolver.maybe(documents.notice.as_ref(), |resolver, notice| {
        resolver.build_notice(notice, &services, sources)
    });

    let controllers = Controllers {
        // Where there is none nothing will be built, and everything else is still looked at.
        estate: controller.unwrap_or(PartyIx(0)),
        services: &for_whom,
    };
    let mut flows = FlowList::default();
    for (service, declared) in &all.flows {
        if let Some(service) = service {
            resolver.service(service);
        }
        for (raw, node) in declared {
            if let Some(fault) = ids::fault(&raw.id) {
                resolver.fail(|| fault);
            }
            let Some(shape) = resolver.flow(raw, service.as_ref(), controllers) else {
                flows.unbuilt(&raw.id);
                continue;
            };
            let record = FlowRecord {
                id: raw.id.value.as_str().into(),
                name: raw.name.as_ref().map(|name| name.value.as_str().into()),
                shape: flows.shape(shape),
                span: parties::span_of(&raw.id),
                places: Some(resolver.places(node)),
            };
            flows.push(record);
        }
    }
    let known = resolver.known;
    problems.extend(resolver.into_errors());
    for file in &documents.bulk {
        if let Some(source) = sources.file(*file) {
            bulk::read(*file, source.text(), known, controllers, &mut flows, problems);
        }
    }
    let (shapes, flows) = flows.finish(problems);

    if !problems.is_empty() {
        return None;
    }
    let severity = documents.head.severity;
    let built = (|| {
        let controller = controller?;
        let parties = built_parties?;
        let name = documents.head.name.map(|name| name.value);
        let name = name.or_else(|| Some(parties.get(controller.index())?.name.clone()))?;
        Some(Estate {
            name,
            controller,
            parties,
            groups: names.groups.ids().map(str::to_owned).collect(),
            systems: built_systems?,
            services: built_services.into_iter().collect::<Option<_>>()?,
            contracts: built_contracts?,
            instruments: built_instruments?,
            notice: notice?,
            shapes,
            flows,
            severity: severity
                .iter()
                .map(|(rule, level)| (rule.value.clone(), weight(*level)))
                .collect(),
            severity_spans: severity
                .iter()
                .filter_map(|(rule, _)| Some((rule.value.clone(), rule.span?)))
                .collect(),
            policies: documents.policies,
            root: Span::new(documents.root, 0, 0),
            // Last, as everything above borrows from them.
            taxonomy: taxonomy.clone(),
            law: law.clone(),
        })
    })();
    if built.is_none() {
        problems.push(InputError::new(
            InputErrorKind::BadValue,
            Span::new(documents.root, 0, 0),
            "this estate could not be put together, though nothing in it was found wrong",
        ));
    }
    built
}

fn weight(level: SeverityLevel) -> Option<Severity> {
    match level {
        SeverityLevel::Error => Some(Severity::Error),
        SeverityLevel::Warning => Some(Severity::Warning),
        SeverityLevel::Note => Some(Severity::Note),
        SeverityLevel::Off => None,
    }
}

/// The law with the estate's own rows; what is wrong with a file leaves the law without it.
fn law(files: &[FileId], is_broken: &mut bool, sources: &mut SourceMap, problems: &mut Problems) -> Option<Law> {
    let mut law = match Law::builtin(sources) {
        Ok(law) => law,
        Err(errors) => {
            problems.extend(errors);
            return None;
        }
    };
    for file in files {
        let Some(source) = sources.file(*file) else { continue };
        match law.clone().with(*file, source.text()) {
            Ok(more) => law = more,
            Err(errors) => {
                problems.extend(errors);
                *is_broken = true;
            }
        }
    }
    Some(law)
}

impl Resolver<'_> {
    fn controller(&mut self, head: &Head, root: FileId) -> Option<PartyIx> {
        match &head.controller {
            Some(id) => self.party(id),
            None => {
                if !head.is_faulty {
                    self.fail(|| {
                        InputError::new(
                            InputErrorKind::MissingKey,
                            Span::new(root, 0, 0),
                            "the estate has no controller",
                        )
                        .help("name the party that publishes the notice: `controller: ID`")
                    });
                }
                None
            }
        }
    }
}
