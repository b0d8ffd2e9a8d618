//! What is wrong, in a sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::Assembler;
use super::words::{Declared, cut, list};
use crate::engine::cases::{RuleHit, Subject};
use crate::engine::facts::Evidence;
use crate::engine::policy::{Rule, TemplateWord};
use crate::estate::model::FlowIx;
use crate::law::Regime;
use crate::taxonomy::in_prose;

impl Assembler<'_> {
    /// The message of a rule, with its words filled in.
    pub(super) fn message(
        &self,
        rule: &Rule,
        hits: &[RuleHit<'_>],
        regimes: &[Regime],
        evidence: &[&Evidence],
        flows: &[FlowIx],
    ) -> String {
        use TemplateWord as W;
        let estate = self.estate;
        let mut words: BTreeMap<W, String> = BTreeMap::new();
        let elements: BTreeSet<&str> = evidence
            .iter()
            .flat_map(|found| found.elements.iter().map(String::as_str))
            .collect();
        words.insert(W::Elements, list(elements.iter().copied()));
        words.insert(W::Regime, list(regimes.iter().map(|regime| regime.label())));
        words.insert(W::Day, self.day.to_string());
        words.insert(W::Controller, estate.party(estate.controller).name.clone());
        if let Some(name) = evidence.iter().find_map(|found| found.name.clone()) {
            words.insert(W::Name, name);
        }
        if let Some(day) = evidence.iter().find_map(|found| found.day) {
            words.insert(W::Until, day.to_string());
        }
        let Some(first) = hits.first() else {
            return String::new();
        };
        match &first.case.subject {
            Subject::Movement { movement, .. } => {
                let name = |party| estate.party(party).name.clone();
                let all = Declared::of(estate, hits);
                let people = || all.list(all.subjects.iter().copied());
                words.insert(W::Elements, all.list(elements.iter().copied()));
                let or_people = |parties: &BTreeSet<&str>| {
                    if parties.is_empty() {
                        people()
                    } else {
                        list(parties.iter().copied())
                    }
                };
                words.insert(
                    W::Flow,
                    list(flows.iter().map(|flow| &*estate.flow(*flow).id)),
                );
                words.insert(W::Service, list(all.services.iter().copied()));
                words.insert(W::Exporter, or_people(&all.exporters));
                words.insert(W::Importer, or_people(&all.importers));
                words.insert(W::Controller, name(estate.shape(movement.shape).controller));
                words.insert(W::Role, movement.role.as_str().replace('-', " "));
                let countries: Vec<_> = all.countries.iter().map(|it| in_prose(it)).collect();
                words.insert(W::Country, list(countries.iter().map(|it| &**it)));
                words.insert(W::Data, all.list(all.data.iter().copied()));
                words.insert(W::Subjects, people());
                words.insert(W::Purpose, all.list(all.purposes.iter().copied()));
                words.insert(W::Basis, all.list(all.bases.iter().copied()));
            }
            Subject::Statement(index) => {
                if let Some(statement) = estate.statement(*index) {
                    words.insert(W::Statement, cut(&statement.quote));
                    words.insert(W::Section, statement.section.clone().unwrap_or_default());
                }
            }
            Subject::Item(_, title) => {
                words.insert(W::Item, (*title).to_owned());
            }
            Subject::Resources(group) => {
                let system = group
                    .system
                    .map(|system| estate.system(system).name.clone());
                words.insert(W::System, system.unwrap_or_else(|| "no system".to_owned()));
                let countries = group.countries.iter().map(|it| in_prose(it));
                let countries: Vec<_> = countries.collect();
                words.insert(W::Country, list(countries.iter().map(|it| &**it)));
            }
            Subject::System(system) => {
                words.insert(W::System, estate.system(*system).name.clone());
            }
            Subject::File(_) | Subject::Named(_) | Subject::Fault(..) => {}
        }
        rule.message.fill(&words, flows.len())
    }
}
