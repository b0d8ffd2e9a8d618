//! The state of a finding: what was found, as text that a digest is made of.
//!
//! The encoding is a format of its own, with a version: baselines and files of waivers keep digests, and a
//! new version of fairnotice must not void them. So nothing here depends on a name in Rust. Every
//! value stands under a key and in the words of the file format, terms by their full ids, days as ISO
//! dates. A value that is absent, or is what the file format assumes where nothing is written, adds
//! nothing: a key that the file format gets later leaves older digests as they are.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Finding;
use super::fingerprint::{SEPARATOR, fingerprint_of};
use super::state_words::Word;
use super::types::FindingRow;
use crate::engine::facts::LabelRole;
use crate::estate::model::{
    Basis, Consent, Decision, DeviceStorage, Endpoint, Estate, FlowContent, FlowShape, Instrument,
    InstrumentIx, Lawfulness, Lifecycle, Marketing, PartyIx, Period, Protection, Retention, Risk,
    Route, STATE_VERSION, ServiceIx, SystemIx, TransferTerms,
};
use crate::input::SourceMap;
use crate::taxonomy::{Place, TermId};

/// The state of a finding, as `v2:` and twelve hexadecimal digits: the rule, its severity and the regimes;
/// who sends to whom, where the recipient has the data, and the transfer mechanisms of that recipient with
/// their dates; what the flows declare, the words of the statements, the rows of law with their days, and
/// the values of the estate and of plans that the finding points at. Our own words do not count, so that a
/// new version of fairnotice leaves waivers as they are.
pub fn digest(estate: &Estate, sources: &SourceMap, finding: &Finding) -> String {
    let text = encoded(estate, sources, finding);
    format!("{STATE_VERSION}:{}", fingerprint_of(&text))
}

/// The lines that the digest of a finding is made of, each with the separator of parts behind it.
pub(super) fn encoded(estate: &Estate, sources: &SourceMap, finding: &Finding) -> String {
    let mut lines = Lines::new(estate);
    lines.add("rule", &finding.rule);
    lines.add("severity", finding.severity.as_str());
    for regime in &finding.regimes {
        lines.add("regime", regime.id());
    }
    for row in &finding.rows {
        lines.row(row);
    }
    let importers: BTreeSet<&str> = finding
        .rows
        .iter()
        .filter_map(|row| row.importer.as_deref())
        .collect();
    for importer in importers {
        lines.mechanisms(importer);
    }
    for flow in &finding.flows {
        let flow = estate.flow(*flow);
        lines.add("flow", &flow.id);
        lines.shape(estate.shape(flow.shape));
    }
    for id in &finding.statements {
        let mut of_id = estate.notices.iter().flat_map(|notice| &notice.statements);
        let quote = of_id.find(|statement| statement.id == *id);
        lines.add("statement", id);
        lines.add(
            "quote",
            &one_line(quote.map_or("", |statement| statement.quote.as_str())),
        );
    }
    for row in &finding.law {
        lines.add("law", &row.id);
        lines.date("from", &row.from);
        lines.date("until", &row.until);
    }
    let mut values: Vec<String> = finding
        .labels
        .iter()
        .filter(|label| matches!(label.role, LabelRole::Estate | LabelRole::Deployed))
        .map(|label| one_line(sources.text(label.span)))
        .collect();
    values.sort();
    values.dedup();
    for value in &values {
        lines.add("value", value);
    }
    lines.text
}

/// A text without what its layout adds.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

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

/// Lines of the form `key=value`.
struct Lines<'e> {
    estate: &'e Estate,
    text: String,
}

impl<'e> Lines<'e> {
    fn new(estate: &'e Estate) -> Self {
        Self {
            estate,
            text: String::with_capacity(1024),
        }
    }

    /// Who sends to whom, where to, and what is concerned.
    fn row(&mut self, row: &FindingRow) {
        for flow in &row.flows {
            self.add("row", &self.estate.flow(*flow).id);
        }
        for regime in &row.regimes {
            self.add("row.regime", regime.id());
        }
        self.text("exporter", &row.exporter);
        self.text("importer", &row.importer);
        self.list("places", row.places.iter().cloned());
        self.list(
            "elements",
            row.elements.iter().map(|element| one_line(element)),
        );
    }

    /// What the transfers to a party may rely on: its certifications, and the instruments with it.
    fn mechanisms(&mut self, importer: &str) {
        let estate = self.estate;
        let parties = estate.parties.iter().zip(0..);
        let Some((party, at)) = parties.into_iter().find(|(party, _)| party.id == importer) else {
            return;
        };
        self.add("party", importer);
        for certification in &party.certifications {
            self.add("certification", &certification.scheme);
            self.period("", &certification.period);
        }
        let with_it = |it: &&Instrument| it.importer == PartyIx(at);
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
            self.list("supplementary", instrument.supplementary.iter().cloned());
        }
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
                condition, schedule_1, criminal_authority, without_authority, recognised_interest,
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
            flagged_sensitive: "flagged-sensitive" unless_false,
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
            subscriber: "marketing.subscriber" word,
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
        });
    }

    fn add(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push('=');
        self.text.push_str(value);
        self.text.push(SEPARATOR);
    }

    fn text(&mut self, key: &str, text: &Option<String>) {
        if let Some(text) = text {
            self.add(key, text);
        }
    }

    fn always_text(&mut self, key: &str, text: &str) {
        self.add(key, &one_line(text));
    }

    fn unless_false(&mut self, key: &str, value: &bool) {
        if *value {
            self.add(key, "true");
        }
    }

    fn unless_true(&mut self, key: &str, value: &bool) {
        if !*value {
            self.add(key, "false");
        }
    }

    fn answer(&mut self, key: &str, value: &Option<bool>) {
        if let Some(value) = value {
            self.add(key, if *value { "true" } else { "false" });
        }
    }

    fn number(&mut self, key: &str, value: &Option<u8>) {
        self.text(key, &value.map(|value| value.to_string()));
    }

    fn date(&mut self, key: &str, day: &Option<Date>) {
        self.text(key, &day.map(|day| day.to_string()));
    }

    fn period(&mut self, _: &str, period: &Period) {
        encode!(self, period => Period {
            from: "since" date,
            until: "until" date,
        });
    }

    fn always<W: Word>(&mut self, key: &str, value: &W) {
        self.add(key, value.word());
    }

    fn word<W: Word + Default + PartialEq>(&mut self, key: &str, value: &W) {
        if *value != W::default() {
            self.add(key, value.word());
        }
    }

    fn stated<W: Word>(&mut self, key: &str, value: &Option<W>) {
        if let Some(value) = value {
            self.add(key, value.word());
        }
    }

    fn words<W: Word>(&mut self, key: &str, values: &[W]) {
        self.list(key, values.iter().map(|value| value.word().to_owned()));
    }

    fn list(&mut self, key: &str, values: impl Iterator<Item = String>) {
        let mut values: Vec<String> = values.collect();
        values.sort();
        if !values.is_empty() {
            self.add(key, &values.join(" "));
        }
    }

    fn term(&mut self, key: &str, term: &Option<TermId>) {
        if let Some(term) = term {
            self.add(key, self.estate.taxonomy.id(*term));
        }
    }

    fn terms(&mut self, key: &str, terms: &[TermId]) {
        let taxonomy = &self.estate.taxonomy;
        let ids = terms.iter().map(|term| taxonomy.id(*term).to_owned());
        self.list(key, ids);
    }

    fn places(&mut self, key: &str, places: &[Place]) {
        self.list(key, places.iter().map(Place::to_string));
    }

    fn basis(&mut self, key: &str, basis: &Basis) {
        match basis {
            Basis::Absent => {}
            Basis::None => self.add(key, "none"),
            Basis::Term(term) => self.term(key, &Some(*term)),
        }
    }

    fn retention(&mut self, key: &str, retention: &Option<Retention>) {
        match retention {
            None => {}
            Some(Retention::NotStored) => self.add(key, "not-stored"),
            // The days follow from the period.
            Some(Retention::Period(written, _)) => self.add(key, written),
            Some(Retention::Criterion(word)) => self.add(key, word),
            Some(Retention::Indefinite) => self.add(key, "indefinite"),
        }
    }

    fn service(&mut self, key: &str, service: &Option<ServiceIx>) {
        if let Some(service) = service {
            self.add(key, &self.estate.service(*service).id);
        }
    }

    fn system(&mut self, key: &str, system: &Option<SystemIx>) {
        if let Some(system) = system {
            self.add(key, &self.estate.system(*system).id);
        }
    }

    fn party(&mut self, key: &str, party: &PartyIx) {
        self.add(key, &self.estate.party(*party).id);
    }

    fn stated_party(&mut self, key: &str, party: &Option<PartyIx>) {
        if let Some(party) = party {
            self.party(key, party);
        }
    }

    fn instruments(&mut self, key: &str, instruments: &[InstrumentIx]) {
        let estate = self.estate;
        let ids = instruments
            .iter()
            .map(|instrument| estate.instrument(*instrument).id.clone());
        self.list(key, ids);
    }

    fn end(&mut self, key: &str, end: &Endpoint) {
        match end {
            Endpoint::Subjects => self.add(key, "data-subjects"),
            Endpoint::Party(index, branch) => {
                let party = self.estate.party(*index);
                let branch = branch.and_then(|at| party.branches.get(at as usize));
                // Parties, branches and systems share their ids.
                self.add(key, branch.map_or(&party.id, |branch| &branch.id));
            }
            Endpoint::System(index) => self.system(key, &Some(*index)),
        }
    }
}
