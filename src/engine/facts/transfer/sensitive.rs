//! Sensitive data under adequacy that applies to them only where they are pointed out to the recipient.

use super::MovementCase;
use crate::engine::facts::special::special_categories;
use crate::engine::facts::{Evidence, EvidenceMap};
use crate::estate::model::FlowField;
use crate::law::{AdequacyCondition, SpecialCategory};
use crate::taxonomy::TermId;

/// The special categories that the principles of the Data Privacy Framework do not name as sensitive, so that the
/// sender has to point them out: genetic and biometric data, and sexual orientation. Of health, origin, opinions,
/// beliefs, trade unions and sex life the principles say so themselves (supplementary principle 1 and II.2.c; the
/// United Kingdom's explainer of the UK-US data bridge, October 2023).
const POINTED_OUT: [SpecialCategory; 3] = [
    SpecialCategory::Genetic,
    SpecialCategory::Biometric,
    SpecialCategory::Orientation,
];

impl MovementCase<'_> {
    /// The data of the flow that are sensitive for the recipient only where they are pointed out: those of
    /// [`POINTED_OUT`] and data on offences.
    pub(super) fn sensitive(&self) -> impl Iterator<Item = TermId> {
        let taxonomy = &self.estate.taxonomy;
        let data = self.shape.content.data.iter().copied();
        data.filter(|it| {
            let categories = special_categories(taxonomy, *it);
            // Of a term of the estate's own nobody knows which category it is.
            let is_special = taxonomy.is_special(*it)
                && (categories.is_empty() || categories.iter().any(|it| POINTED_OUT.contains(it)));
            is_special || taxonomy.is_criminal(*it)
        })
    }

    /// Whether the adequacy on which the transfer relies asks that sensitive data are pointed out, and the flow
    /// states neither that they are nor that they are not.
    pub(super) fn is_flag_unstated(&self, evidence: &mut EvidenceMap) -> bool {
        let data: Vec<TermId> = self.sensitive().collect();
        let Some(importer) = self.movement.importer else {
            return false;
        };
        if data.is_empty() || self.shape.content.flagged_sensitive.is_some() {
            return false;
        }
        let (estate, law) = (self.estate, &self.estate.law);
        let importer = estate.party(importer);
        let places = self.destinations.iter().filter_map(|it| it.at);
        let mut states = places.flat_map(|at| law.states(at, self.day));
        let needed = states.any(|state| {
            let rows = law.adequacy(self.regime, state.as_str(), self.day);
            let met = |row: &&_| self.conditions_unmet(importer, row).is_empty();
            let relied_on = rows.into_iter().find(met);
            relied_on.is_some_and(|row| {
                row.conditions
                    .contains(&AdequacyCondition::FlagSensitiveData)
            })
        });
        if needed {
            let terms = data.iter().map(|it| estate.taxonomy.short(*it).to_owned());
            let text = "sensitive, and not recorded whether it is pointed out".to_owned();
            let field = |it: &TermId| (FlowField::Data(*it), text.clone());
            let step = format!(
                "adequacy applies to them only if they are pointed out to {}, and the flow does not state \
                 `flagged-sensitive`",
                importer.name
            );
            let found = Evidence {
                elements: terms.collect(),
                fields: data.iter().map(field).collect(),
                name: Some(importer.name.clone()),
                steps: vec![step],
                ..Evidence::default()
            };
            evidence.insert("transfer.sensitiveFlag", found);
        }
        needed
    }
}
