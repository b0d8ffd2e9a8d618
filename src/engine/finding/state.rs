//! The state of a finding: what was found, as text that a digest is made of.
//!
//! The encoding is a format of its own, with a version: baselines and files of waivers keep digests, and a
//! new version of fairnotice must not void them. So nothing here depends on a name in Rust. Every value is
//! under a key and in the words of the file format, terms by their full ids, days as ISO dates. A value
//! that is absent, or is what the file format assumes where nothing is written, adds nothing: a key that
//! the file format gets later leaves older digests as they are.

use std::borrow::Cow;
use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::Finding;
use super::state_lines::{Lines, one_line};
use super::types::FindingRow;
use crate::engine::facts::LabelRole;
use crate::estate::model::{
    Consent, Decision, DeviceStorage, Estate, FlowContent, FlowShape, Instrument, Lawfulness,
    Lifecycle, Marketing, PartyIx, Period, Protection, Risk, Route, STATE_VERSION, ShapeIx,
    TransferTerms,
};
use crate::input::SourceMap;

/// The state of a finding, as `v2:` and twelve hexadecimal digits: the rule, its severity and the regimes;
/// who sends to whom, where the recipient has the data, and the transfer mechanisms of that recipient with
/// their dates; what the flows declare, the words of the statements, the rows of law with their days, and
/// the values of the estate and of plans that the finding points at. Our own words do not count, so that a
/// new version of fairnotice leaves waivers as they are.
pub fn digest(estate: &Estate, sources: &SourceMap, finding: &Finding) -> String {
    let mut lines = Lines::new(estate, Some(Sha256::new()));
    lines.finding(sources, finding);
    format!("{STATE_VERSION}:{}", lines.digest())
}

/// The lines that the digest of a finding is made of, each with the separator of parts behind it.
#[cfg(test)]
pub(super) fn encoded(estate: &Estate, sources: &SourceMap, finding: &Finding) -> String {
    let mut lines = Lines::new(estate, None);
    lines.finding(sources, finding);
    lines.text
}

/// What flows declare is kept in writing where so many declare the same.
const SHARED: usize = 4;

/// Takes a value apart and writes each field under its key. A field that is not listed does not
/// compile, so that a new one is not forgotten.
macro_rules! encode {
    ($lines:ident, $value:expr => $type:ident { $($field:ident: $key:literal $how:ident,)* }) => {{
        encode!($lines, $value => ($type { $($field),* }) { $($field: $key $how,)* });
    }};
    ($lines:ident, $value:expr => ($pattern:pat) { $($field:ident: $key:literal $how:ident,)* }) => {{
        let $pattern = $value;
        $($lines.$how($key, $field);)*
    }};
}

impl Lines<'_> {
    /// Everything that a finding relies on.
    fn finding(&mut self, sources: &SourceMap, finding: &Finding) {
        self.add("rule", &finding.rule);
        self.add("severity", finding.severity.as_str());
        for regime in &finding.regimes {
            self.add("regime", regime.id());
        }
        for row in &finding.rows {
            self.row(row);
        }
        let importers: BTreeSet<PartyIx> =
            finding.rows.iter().filter_map(|it| it.importer).collect();
        // Parties are in the order of their ids.
        for importer in importers {
            self.mechanisms(importer);
        }
        for flow in &finding.flows {
            let flow = self.estate.flow(*flow);
            self.add("flow", &flow.id);
            self.declared(flow.shape);
        }
        for id in &finding.statements {
            let mut of_id = self
                .estate
                .notices
                .iter()
                .flat_map(|notice| &notice.statements);
            let quote = of_id.find(|statement| statement.id == *id);
            self.add("statement", id);
            self.add(
                "quote",
                &one_line(quote.map_or("", |statement| statement.quote.as_str())),
            );
        }
        for row in &finding.law {
            self.add("law", &row.id);
            self.date("from", &row.from);
            self.date("until", &row.until);
        }
        let mut values: Vec<Cow<'_, str>> = finding
            .labels
            .iter()
            .filter(|label| {
                matches!(
                    label.role,
                    LabelRole::Estate | LabelRole::Deployed | LabelRole::Observed
                )
            })
            .map(|label| one_line(sources.text(label.span)))
            .collect();
        values.sort();
        values.dedup();
        for value in &values {
            self.add("value", value);
        }
    }

    /// Who sends to whom, where to, and what is concerned.
    fn row(&mut self, row: &FindingRow) {
        for flow in row.flows.iter() {
            self.add("row", &self.estate.flow(*flow).id);
        }
        for regime in row.regimes.iter() {
            self.add("row.regime", regime.id());
        }
        self.stated_party("exporter", &row.exporter);
        self.stated_party("importer", &row.importer);
        self.list("places", row.places.iter().map(|place| &**place));
        self.list(
            "elements",
            row.elements.iter().map(|element| one_line(element)),
        );
    }

    /// What the transfers to a party may rely on: its certifications, and the instruments with it.
    fn mechanisms(&mut self, importer: PartyIx) {
        let estate = self.estate;
        let party = estate.party(importer);
        self.add("party", &party.id);
        for certification in &party.certifications {
            self.add("certification", &certification.scheme);
            self.period("", &certification.period);
        }
        let with_it = |it: &&Instrument| it.importer == importer;
        for instrument in estate.instruments.iter().filter(with_it) {
            self.add("instrument", &instrument.id);
            self.add("kind", &instrument.kind);
            self.party("between", &instrument.exporter);
            self.date("concluded", &instrument.concluded);
            self.date("until", &instrument.until);
            self.text("module", &instrument.module);
            self.date("processing-changed", &instrument.processing_changed);
            if let Some(assessment) = &instrument.risk_assessment {
                self.date("risk-assessment", &Some(assessment.date));
                self.always("risk-assessment.conclusion", &assessment.conclusion);
                self.places("risk-assessment.countries", &assessment.countries);
            }
            self.list("supplementary", instrument.supplementary.iter());
        }
    }

    /// What a flow declares, which is written once where many declare the same.
    fn declared(&mut self, index: ShapeIx) {
        let estate = self.estate;
        let shape = estate.shape(index);
        if estate.shapes.len() > estate.flows.len() / SHARED {
            return self.shape(shape);
        }
        let written = || {
            let mut lines = Lines::new(estate, None);
            lines.shape(shape);
            lines.text
        };
        let mut known = std::mem::take(&mut self.declared);
        self.extend(known.entry(index).or_insert_with(written));
        self.declared = known;
    }

    /// Everything that a flow declares.
    fn shape(&mut self, shape: &FlowShape) {
        // In the order of the first version of the digest, in which the topics were not yet apart.
        encode!(self, shape => (FlowShape {
            service, controller, consent, marketing, device_storage, decision, retention,
            route: Route { from, to, via, mode, audience, role, initiated_by, instructed },
            content: FlowContent {
                data, data_class, flagged_sensitive, subjects, age, subjects_in, online_service,
                purposes, collected_for,
            },
            lawfulness: Lawfulness {
                basis, without_law, less_intrusive, task, interests_assessed, compatibility_assessed,
                condition, without_condition, schedule_1, criminal_authority, without_authority, recognised_interest,
                without_recognised_interest, notice_exemption,
            },
            protection: Protection {
                measures, measures_recorded, pseudonym_key_held_by, importer_needs_clear,
            },
            transfer: TransferTerms { safeguards, frequency, necessary },
            risk: Risk { signs, core_activity, impact_assessed },
            lifecycle: Lifecycle { status, period },
        }) {
            service: "service" service,
            from: "from" end,
            to: "to" end,
            mode: "mode" word,
            audience: "audience" stated,
            via: "via" system,
            data: "data" terms,
            subjects: "subjects" terms,
            purposes: "purpose" terms,
            basis: "basis" basis,
            condition: "condition" term,
            without_condition: "condition.none" unless_false,
            schedule_1: "schedule-1" text,
            criminal_authority: "criminal-authority" text,
            without_authority: "criminal-authority.none" unless_false,
            recognised_interest: "recognised-interest" stated,
            without_recognised_interest: "recognised-interest.none" unless_false,
            notice_exemption: "notice-exemption" text,
            controller: "on-behalf-of" party,
            role: "role" stated,
            initiated_by: "initiated-by" stated_party,
            instructed: "instructed" answer,
            measures: "measures" terms,
            measures_recorded: "measures.recorded" unless_false,
            pseudonym_key_held_by: "pseudonym-key-held-by" stated_party,
            importer_needs_clear: "importer-needs-clear" unless_true,
            safeguards: "safeguards" instruments,
            retention: "retention" retention,
            frequency: "frequency" stated,
            necessary: "necessary-for" unless_false,
            task: "task" stated,
            interests_assessed: "interests-assessed" date,
            compatibility_assessed: "compatibility-assessed" date,
            without_law: "without-law" unless_false,
            less_intrusive: "less-intrusive" unless_false,
            online_service: "online-service" unless_false,
            signs: "risk-signs" words,
            core_activity: "core-activity" unless_false,
            impact_assessed: "impact-assessed" date,
            consent: "consent" consent,
            marketing: "marketing" marketing,
            device_storage: "device-storage" device_storage,
            decision: "decision" decision,
            data_class: "data-class" stated,
            flagged_sensitive: "flagged-sensitive" answer,
            collected_for: "collected-for" terms,
            age: "age" number,
            subjects_in: "subjects-in" places,
            status: "status" word,
            period: "" period,
        });
    }

    fn consent(&mut self, key: &str, consent: &Option<Consent>) {
        let Some(consent) = consent else { return };
        self.add(key, "stated");
        encode!(self, consent => Consent {
            recorded: "consent.record" unless_false,
            recorded_on: "consent.record-day" date,
            explicit: "consent.explicit" answer,
            given_by: "consent.given-by" stated,
            channels: "consent.channels" words,
            bundled: "consent.bundled-with" unless_false,
            by_default: "consent.by-default" unless_false,
            alternative: "consent.alternative" answer,
            parental: "consent.parental" answer,
            withdrawal_told: "consent.withdrawal-told" answer,
            duration_told: "consent.duration-told" answer,
        });
    }

    fn marketing(&mut self, key: &str, marketing: &Option<Marketing>) {
        let Some(marketing) = marketing else { return };
        self.add(key, "stated");
        encode!(self, marketing => Marketing {
            channel: "marketing.channel" always,
            soft_opt_in: "marketing.soft-opt-in" unless_false,
            details_from: "marketing.details-from" stated,
            details_collected: "marketing.details-collected" date,
            opt_out_at_collection: "marketing.opt-out-at-collection" answer,
            subscriber: "marketing.subscriber" stated,
        });
    }

    fn device_storage(&mut self, key: &str, storage: &Option<DeviceStorage>) {
        let Some(storage) = storage else { return };
        self.add(key, "stated");
        encode!(self, storage => DeviceStorage {
            used_for: "device-storage.used-for" words,
            consent: "device-storage.consent" stated,
            opt_out: "device-storage.opt-out" answer,
        });
    }

    fn decision(&mut self, key: &str, decision: &Option<Decision>) {
        let Some(decision) = decision else { return };
        self.add(key, "stated");
        encode!(self, decision => Decision {
            about: "decision.about" always_text,
            solely_automated: "decision.solely-automated" unless_false,
            significant: "decision.significant" unless_false,
            by: "decision.by" stated_party,
        });
    }

    fn period(&mut self, _: &str, period: &Period) {
        encode!(self, period => Period {
            from: "since" date,
            until: "until" date,
        });
    }
}
