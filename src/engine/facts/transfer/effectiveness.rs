//! Facts about whether an instrument of Art 46 is effective under the law of the importer's
//! country: what the assessment or a ruling finds, whether the importer can read the data, and
//! whether a supplementary measure makes up for it (EDPB Recommendations 01/2020, Annex 2).

use jiff::civil::Date;

use super::MovementCase;
use crate::engine::facts::{EffectFacts, Evidence, EvidenceMap, ImporterLaw, Label, LabelRole};
use crate::engine::movement::MovementKind;
use crate::estate::model::{Endpoint, FlowField, Instrument, PartyIx};
use crate::estate::vocabulary::{Conclusion, FlowMode};
use crate::law::Works;
use crate::taxonomy::{Country, TermKind};

impl MovementCase<'_> {
    /// The facts about an instrument that the transfer relies on.
    pub(super) fn effect(
        &self,
        instrument: &Instrument,
        evidence: &mut EvidenceMap,
    ) -> EffectFacts {
        let mut found = Evidence {
            elements: vec![instrument.kind.clone()],
            name: Some(instrument.id.clone()),
            ..Evidence::default()
        };
        let importer_law = self.importer_law(instrument, &mut found);
        let importer_has_clear_text = self.importer_has_clear_text(&mut found);
        let supplementary_measure_effective =
            self.supplementary_measure_effective(instrument, &mut found);
        if importer_law != ImporterLaw::Unproblematic {
            found.fields.push((
                FlowField::To,
                "can be made to give the data up, and can read them".to_owned(),
            ));
            evidence.insert("transfer.importerLaw", found);
        }
        EffectFacts {
            importer_law,
            importer_has_clear_text,
            supplementary_measure_effective,
            assessment_stale: self.assessment_stale(instrument, evidence),
        }
    }

    fn access_laws(&self) -> &[String] {
        self.movement
            .importer
            .map_or(&[], |party| &self.estate.party(party).access_laws)
    }

    /// The countries in which the data may be, those of areas one by one.
    fn states(&self) -> Vec<Country> {
        let places = self.destinations.iter().filter_map(|it| it.at);
        let states = places.flat_map(|at| self.estate.law.states(at, self.day));
        states.collect()
    }

    /// A ruling binds whatever the assessment says.
    fn importer_law(&self, instrument: &Instrument, found: &mut Evidence) -> ImporterLaw {
        let ruling = self.states().into_iter().find_map(|country| {
            let laws = self.access_laws();
            self.estate
                .law
                .ruled_problematic(self.regime, country.as_str(), laws, self.day)
        });
        if let Some(ruling) = ruling {
            found.law.push(ruling.row.id.clone());
            found.steps.push(format!(
                "`{}`: the law that the importer is subject to undercuts the instrument",
                ruling.row.id
            ));
            return ImporterLaw::Ruled;
        }
        let Some(made) = &instrument.risk_assessment else {
            return ImporterLaw::Unproblematic;
        };
        if made.date > self.day || made.conclusion == Conclusion::Adequate {
            return ImporterLaw::Unproblematic;
        }
        let with_measures = made.conclusion == Conclusion::AdequateWithMeasures;
        if with_measures && self.ruling_has_ended(made.date) {
            return ImporterLaw::Unproblematic;
        }
        let text = format!(
            "the assessment of {} finds {}",
            made.date,
            if with_measures {
                "that the law there undercuts the instrument unless measures prevent it"
            } else {
                "that the law there undercuts the instrument"
            }
        );
        found.labels.extend(made.span.map(|span| Label {
            role: LabelRole::Estate,
            span,
            text: text.clone(),
        }));
        found.steps.push(text);
        ImporterLaw::Assessed
    }

    /// Whether a ruling on the law of each country in which the data may be had ended when the risk was assessed: what
    /// it found is no longer the law, and measures are more than is needed.
    fn ruling_has_ended(&self, assessed: Date) -> bool {
        let law = &self.estate.law;
        let mut states = self.states().into_iter().peekable();
        states.peek().is_some()
            && states.all(|country| law.ruling_ended(self.regime, country.as_str(), assessed))
    }

    /// Whether the importer gets the data in a form that it can read, by what the flow itself says.
    fn importer_has_clear_text(&self, found: &mut Evidence) -> bool {
        let out_of_reach = match () {
            () if self.sees_ciphertext_only() => "it reaches them in a form that is not clear",
            () if self.has("dpv:EndToEndEncryption") && self.keys_apart() == Some(true) => {
                "they are encrypted, and the keys are kept from it"
            }
            () if self.has("dpv:Pseudonymisation") && self.pseudonyms_apart() == Some(true) => {
                "they are pseudonymised, and what undoes that is kept from it"
            }
            () if self.is_split() => "its part means nothing alone",
            () => {
                found
                    .steps
                    .push("the importer can read the data".to_owned());
                return true;
            }
        };
        found
            .steps
            .push(format!("the importer cannot read the data: {out_of_reach}"));
        false
    }

    /// Whether a listed measure works: of a kind that can, and nothing in the flow speaks against
    /// it.
    fn supplementary_measure_effective(
        &self,
        instrument: &Instrument,
        found: &mut Evidence,
    ) -> bool {
        let mut any = false;
        for word in &instrument.supplementary {
            let row = self.estate.law.measure(word, self.regime, self.day);
            let works = row.is_some_and(|row| match row.works {
                Works::Encryption => {
                    !self.shape.protection.importer_needs_clear && self.keys_apart() != Some(false)
                }
                Works::Pseudonymisation => self.pseudonyms_apart() != Some(false),
                Works::SplitProcessing | Works::ProtectedRecipient => true,
                Works::Never => false,
            });
            let what = match (works, row) {
                (true, _) => "is effective against that law",
                (false, Some(_)) => "is not effective against that law here",
                (false, None) => "is no measure that the law tables know",
            };
            found.steps.push(format!("`{word}` {what}"));
            any |= works;
        }
        any
    }

    /// A party that can reach a system, though not in the clear.
    fn sees_ciphertext_only(&self) -> bool {
        let shape = self.shape;
        let accesses = |system| &self.estate.system(system).access;
        if let (MovementKind::Access(_, at), Some(system)) =
            (self.movement.kind, self.movement.system)
        {
            return accesses(system)
                .get(at as usize)
                .is_some_and(|access| !access.clear);
        }
        match (shape.route.to, shape.route.via) {
            // What is read from elsewhere, the system says how.
            (Endpoint::Party(importer, _), Some(via))
                if shape.route.mode == FlowMode::RemoteAccess =>
            {
                let mut its = accesses(via)
                    .iter()
                    .filter(|access| access.by == importer && access.period.contains(self.day))
                    .peekable();
                its.peek().is_some() && its.all(|access| !access.clear)
            }
            _ => false,
        }
    }

    fn has(&self, measure: &str) -> bool {
        let taxonomy = &self.estate.taxonomy;
        taxonomy
            .lookup(TermKind::Measure, measure)
            .is_ok_and(|kind| {
                let mut own = self.shape.protection.measures.iter();
                own.any(|term| taxonomy.subsumes(kind, *term))
            })
    }

    fn is_split(&self) -> bool {
        self.has("dpv:SecretSharingSchemes") || self.has("dpv:SecureMultiPartyComputation")
    }

    /// Whether the keys of the system at the receiving end are kept from the importer, by somebody
    /// out of that law's reach; `None` where nothing is said of them.
    fn keys_apart(&self) -> Option<bool> {
        let system = self.movement.system.or(self.shape.route.via)?;
        let holders = &self.estate.system(system).keys_held_by;
        if holders.is_empty() {
            return None;
        }
        let apart = holders.iter().all(|holder| self.is_out_of_reach(*holder));
        Some(apart && !self.shape.protection.importer_needs_clear)
    }

    /// The same of what undoes pseudonyms.
    fn pseudonyms_apart(&self) -> Option<bool> {
        let holder = self.shape.protection.pseudonym_key_held_by?;
        Some(self.is_out_of_reach(holder))
    }

    /// Whether a party is not the importer, and is the exporter or one inside the territory or in an
    /// adequate country.
    fn is_out_of_reach(&self, party: PartyIx) -> bool {
        if Some(party) == self.movement.importer {
            return false;
        }
        let law = &self.estate.law;
        Some(party) == self.movement.exporter
            || self.estate.party(party).country.is_some_and(|country| {
                law.inside(self.regime, country.as_str(), self.day)
                    || law
                        .adequacy(self.regime, country.as_str(), self.day)
                        .iter()
                        .any(|row| row.conditions.is_empty())
            })
    }

    /// Whether something has changed since the assessment was made: a ruling, the processing, or the
    /// instrument itself, which is of a kind that did not exist then. Who may transfer by a law that got in the way
    /// may do so without it: the end of what a ruling found matters only where the assessment says no.
    fn assessment_stale(&self, instrument: &Instrument, evidence: &mut EvidenceMap) -> bool {
        let Some(made) = instrument
            .risk_assessment
            .as_ref()
            .filter(|it| it.date <= self.day)
        else {
            return false;
        };
        let law = &self.estate.law;
        let span = (made.date, self.day);
        let says_no = made.conclusion == Conclusion::ProblematicLaw;
        let ruling = self
            .states()
            .into_iter()
            .filter_map(|country| {
                let importer = (country.as_str(), self.access_laws());
                law.rulings_changed(self.regime, importer, span, says_no)
            })
            .max_by_key(|(_, on)| *on);
        let changed = instrument
            .processing_changed
            .filter(|on| *on > made.date && *on <= self.day);
        let kind = law
            .instrument_rows(&instrument.kind)
            .filter(|row| row.row.is_of(self.regime))
            .filter_map(|row| Some((row, row.concluded_from.or(row.row.from)?)))
            .min_by_key(|(_, begins)| *begins)
            .filter(|(_, begins)| *begins > made.date);
        let (what, on, row) = match (ruling, changed, kind) {
            (Some((ruling, on)), _, _) => {
                let ruling = &ruling.row;
                // What a ruling found may also come to an end.
                let what = if ruling.from == Some(on) {
                    format!("{} changed what there is to assess ({on})", ruling.citation)
                } else {
                    format!(
                        "what there is to assess changed with the end of what {} found ({on})",
                        ruling.citation
                    )
                };
                (what, on, Some(ruling))
            }
            (None, Some(on), _) => (format!("the processing changed on {on}"), on, None),
            (None, None, Some((row, begins))) => {
                let what = format!("`{}` could be concluded ({begins})", instrument.kind);
                (what, begins, Some(&row.row))
            }
            (None, None, None) => return false,
        };
        let what = format!("{}, before {what}", made.date);
        let text = format!("assessed on {what}");
        evidence.insert(
            "transfer.assessmentStale",
            Evidence {
                elements: vec![what],
                fields: vec![(FlowField::To, "the transfer that was assessed".to_owned())],
                labels: made
                    .span
                    .map(|span| Label {
                        role: LabelRole::Estate,
                        span,
                        text: text.clone(),
                    })
                    .into_iter()
                    .collect(),
                law: row.map(|row| row.id.clone()).into_iter().collect(),
                day: Some(on),
                name: Some(instrument.id.clone()),
                steps: vec![text],
                ..Evidence::default()
            },
        );
        true
    }
}
