//! Where the sender of data has them from: a flow brings them, they arise in a system, or a processor holds them.

use super::EvidenceMap;
use super::source::{FactSource, arises_in};
use crate::engine::coverage::Datum;
use crate::engine::movement::{Movement, MovementKind, party_at};
use crate::estate::model::{Endpoint, FlowShape, SystemIx};
use crate::estate::vocabulary::FlowMode;
use crate::taxonomy::TermId;

impl FactSource<'_> {
    /// Whether a flow sends data that its sender has from nowhere.
    pub(super) fn without_source(&self, movement: &Movement, evidence: &mut EvidenceMap) -> bool {
        let shape = self.estate.shape(movement.shape);
        // What browsers send by themselves they have from the people.
        let from_people =
            shape.route.from == Endpoint::Subjects || shape.route.mode == FlowMode::Embedded;
        if movement.kind == MovementKind::Collect || from_people {
            return false;
        }
        let missing: Vec<TermId> = self
            .graph
            .without_source(movement.shape)
            .into_iter()
            .filter(|(subject, category)| {
                let mut people = shape.content.subjects.iter();
                people.any(|it| {
                    subject.is_none_or(|missing| missing == *it)
                        && !self.has_all_the_same(shape, *it, *category)
                })
            })
            .map(|(_, category)| category)
            .collect();
        if missing.is_empty() {
            return false;
        }
        let mut found = self.cite_data(&missing, "the sender never received this");
        found
            .steps
            .push("no flow of the day brings these data to the sender".to_owned());
        found.name = Some(match shape.route.from {
            Endpoint::System(system) => self.estate.system(system).name.clone(),
            Endpoint::Party(party, _) => self.estate.party(party).name.clone(),
            Endpoint::Subjects => "data subjects".to_owned(),
        });
        evidence.insert("minimisation.withoutSource", found);
        true
    }

    /// Whether the sender has a category for a reason that no flow to it shows: it arises in a system of its own, or in
    /// the one that sent it here; or it is the controller, and has it in a system that a processor runs for it.
    fn has_all_the_same(&self, shape: &FlowShape, subject: TermId, category: TermId) -> bool {
        let (estate, from) = (self.estate, shape.route.from);
        let arises_in = |end: Endpoint| arises_in(estate, end, category);
        let collected = || {
            let data = &self.collected.data_of_any;
            shape.controller == estate.controller && data.contains(&Datum { subject, category })
        };
        let is_there = match from {
            Endpoint::Party(party, _) => {
                let all = (0..estate.systems.len()).map(|at| SystemIx(at as u32));
                let mut own = all
                    .filter(|it| party_at(estate, Endpoint::System(*it), self.day) == Some(party));
                own.any(|system| arises_in(Endpoint::System(system)))
                    || party == estate.controller && collected()
            }
            end => arises_in(end),
        };
        let sent_here = || {
            let mut others = estate.shapes.iter();
            others.any(|it| {
                it.route.to == from
                    && it.content.data.contains(&category)
                    && it.content.subjects.contains(&subject)
                    && arises_in(it.route.from)
            })
        };
        is_there || sent_here()
    }
}
