//! What is wrong, in a sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::Assembler;
use super::gathered::{About, Gathered};
use super::message_words::{cut, list};
use crate::engine::policy::{Rule, TemplateWord};
use crate::estate::model::FlowIx;
use crate::law::Regime;
use crate::taxonomy::in_prose;

impl Assembler<'_> {
    /// The message of a rule, with its words filled in.
    pub(super) fn message(
        &self,
        rule: &Rule,
        gathered: &Gathered,
        regimes: &[Regime],
        flows: &[FlowIx],
    ) -> String {
        use TemplateWord as W;
        let estate = self.estate;
        let mut words: BTreeMap<W, String> = BTreeMap::new();
        let found = &gathered.found;
        let elements = || found.elements.iter().map(String::as_str);
        words.insert(W::Elements, list(elements()));
        words.insert(W::Regime, list(regimes.iter().map(|regime| regime.label())));
        words.insert(W::Day, self.day.to_string());
        words.insert(W::Controller, estate.party(estate.controller).name.clone());
        if let Some(name) = &found.name {
            words.insert(W::Name, name.clone());
        }
        if let Some(day) = found.day {
            words.insert(W::Until, day.to_string());
        }
        match &gathered.about {
            About::Movement(shape, role) => {
                let name = |party| estate.party(party).name.clone();
                let all = gathered.declared.words(estate);
                let people = || all.list(all.subjects.iter().copied());
                words.insert(W::Elements, all.list(elements()));
                words.insert(W::Missing, all.missing(&found.omitted));
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
                words.insert(W::Controller, name(estate.shape(*shape).controller));
                words.insert(W::Role, role.as_str().replace('-', " "));
                let countries: Vec<_> = all.countries.iter().map(|it| in_prose(it)).collect();
                words.insert(W::Country, list(countries.iter().map(|it| &**it)));
                words.insert(W::Data, all.list(all.data.iter().copied()));
                words.insert(W::Subjects, people());
                words.insert(W::Purpose, all.list(all.purposes.iter().copied()));
                words.insert(W::Basis, all.list(all.bases.iter().copied()));
            }
            About::Statement(index) => {
                if let Some(statement) = estate.statement(*index) {
                    words.insert(W::Statement, cut(&statement.quote));
                    words.insert(W::Section, statement.section.clone().unwrap_or_default());
                }
            }
            About::Item(title) => {
                words.insert(W::Item, title.clone());
            }
            About::Resources(system, countries) => {
                let system = system.map(|system| estate.system(system).name.clone());
                words.insert(W::System, system.unwrap_or_else(|| "no system".to_owned()));
                let countries: Vec<_> = countries.iter().map(|it| in_prose(it)).collect();
                words.insert(W::Country, list(countries.iter().map(|it| &**it)));
            }
            About::System(system) => {
                words.insert(W::System, estate.system(*system).name.clone());
            }
            About::File | About::Named | About::Fault(..) => {}
        }
        rule.message.fill(&words, flows.len())
    }
}
