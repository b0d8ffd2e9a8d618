//! Everything that has an id except flows and terms: gathered from all files, put in the order of
//! the ids, and built.

use super::super::problems::Problems;
use super::super::raw::RawRecord;
use super::super::read::Documents;
use super::ids;
use super::names::Names;
use super::things::Things;
use crate::estate::model::{
    Contract, Instrument, Notice, Party, PartyIx, Record, Service, System, Waiver,
};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{InputError, SourceMap};

impl Things {
    /// Puts things in order and gives them their names; reports invalid ids.
    pub(super) fn names(&mut self, problems: &mut Problems) -> Names {
        fn in_order<T>(things: &mut Vec<T>, id: impl Fn(&T) -> &super::Text) -> Vec<InputError> {
            let (kept, errors) = ids::in_order(std::mem::take(things), id);
            *things = kept;
            errors
        }
        problems.extend(in_order(&mut self.parties, |it| &it.id));
        problems.extend(in_order(&mut self.systems, |it| &it.id));
        problems.extend(in_order(&mut self.services, |it| &it.id));
        problems.extend(in_order(&mut self.contracts, |it| &it.id));
        problems.extend(in_order(&mut self.safeguards, |it| &it.id));
        let (names, errors) = Names::of(self);
        problems.extend(errors);
        names
    }
}

/// The things of an estate, built.
pub(super) struct Built {
    pub(super) controller: PartyIx,
    pub(super) record: Record,
    pub(super) parties: Vec<Party>,
    pub(super) systems: Vec<System>,
    pub(super) services: Vec<Service>,
    pub(super) contracts: Vec<Contract>,
    pub(super) instruments: Vec<Instrument>,
    /// By the day of publication.
    pub(super) notices: Vec<Notice>,
    pub(super) waivers: Vec<Waiver>,
}

/// As far as things could be built.
pub(super) struct Draft {
    /// Everything, if it could be built.
    pub(super) built: Option<Built>,
    /// The controller.
    pub(super) controller: Option<PartyIx>,
    /// The party that each service acts for.
    pub(super) for_whom: Vec<Option<PartyIx>>,
}

impl Resolver<'_> {
    pub(super) fn build(
        &mut self,
        things: &Things,
        documents: &Documents,
        sources: &SourceMap,
    ) -> Draft {
        // The schema requires one; where it is missing there is a stand-in.
        let controller = documents
            .head
            .controller
            .as_ref()
            .and_then(|id| self.party(id));
        let record = self.record(&documents.head.record);
        let parties = self.each(&things.parties, Self::build_party);
        let systems = self.each(&things.systems, Self::build_system);
        let services: Vec<Option<Service>> = things
            .services
            .iter()
            .map(|service| self.build_service(service))
            .collect();
        let for_whom = services
            .iter()
            .map(|service| service.as_ref().and_then(|service| service.on_behalf_of))
            .collect();
        let contracts = self.each(&things.contracts, Self::build_contract);
        let instruments = self.each(&things.safeguards, Self::build_instrument);
        let notices = self.notices(documents, &things.services, sources);
        let waivers = self.waivers(&documents.waivers);
        let built = || {
            Some(Built {
                controller: controller?,
                record: record?,
                parties: parties?,
                systems: systems?,
                services: services.into_iter().collect::<Option<_>>()?,
                contracts: contracts?,
                instruments: instruments?,
                notices: notices?,
                waivers: waivers?,
            })
        };
        Draft {
            built: built(),
            controller,
            for_whom,
        }
    }

    fn record(&mut self, raw: &RawRecord) -> Option<Record> {
        let reviewed = self.maybe(raw.reviewed.as_ref(), Self::date);
        let next_review = self.maybe(raw.next_review.as_ref(), Self::date);
        Some(Record {
            owner: raw.owner.as_ref().map(|owner| owner.value.clone()),
            reviewed: reviewed?,
            next_review: next_review?,
        })
    }
}
