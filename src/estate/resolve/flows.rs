//! Flows: what one of them declares.

use std::borrow::Cow;

use super::super::raw::{
    OneOrMany, RawConsent, RawDecision, RawDeviceStorage, RawFlow, RawMarketing, Text,
};
use crate::estate::model::{
    Basis, Consent, Decision, DeviceStorage, Endpoint, FlowContent, FlowShape, Lawfulness,
    Lifecycle, Marketing, Protection, Risk, Route, ServiceIx, TransferTerms,
};
use crate::estate::resolve::defaults::{Heir, Inherited};
use crate::estate::resolve::lookup::Resolver;
use crate::estate::vocabulary::{FlowMode, RiskSign};
use crate::input::{InputError, InputErrorKind, nearest};
use crate::law::{ConditionRow, DataClass, RecognisedInterest};
use crate::taxonomy::{TermId, TermKind};

impl Resolver<'_> {
    /// What a flow declares, and the flow with its defaults; `default_service` is that of its file.
    pub(super) fn flow<'r>(
        &mut self,
        raw: &'r RawFlow,
        default_service: Option<&Text>,
        inherited: Inherited<'_>,
    ) -> Option<(FlowShape, Cow<'r, RawFlow>)> {
        let service = self.flow_service(raw, default_service);
        let ends = self.ends(raw);
        let on_behalf_of = self.maybe(raw.on_behalf_of.as_ref(), Self::party);
        let controller =
            on_behalf_of.map(|it| it.unwrap_or_else(|| inherited.controller_of(service.flatten())));
        // Of a flow that leads nowhere, what it says itself is looked at all the same.
        let heir = Heir {
            to: ends.map_or(Endpoint::Subjects, |(_, to)| to),
            service: service.flatten(),
            is_own: controller == Some(inherited.controller),
        };
        let filled = inherited.defaults.fill(raw, heir);
        let raw = filled.as_ref();
        let via = self.maybe(raw.via.as_ref(), Self::system);
        let data = self.some_terms(TermKind::Data, &raw.data);
        let subjects = self.some_terms(TermKind::Subject, &raw.subjects);
        let purposes = self.some_terms(TermKind::Purpose, &raw.purpose);
        let lawfulness = self.lawfulness(raw);
        let initiated_by = self.maybe(raw.initiated_by.as_ref(), Self::party);
        let protection = self.protection(raw);
        let safeguards = self.list(&raw.safeguards, Self::instrument);
        let retention = self.maybe(raw.retention.as_ref(), Self::retention);
        let impact_assessed = self.maybe(raw.impact_assessed.as_ref(), Self::date);
        let decision = self.maybe(raw.decision.as_ref(), Self::decision);
        let consent = self.maybe(raw.consent.as_ref(), Self::consent);
        let marketing = self.maybe(raw.marketing.as_ref(), Self::marketing);
        let collected_for = self.terms(TermKind::Purpose, &raw.collected_for);
        let subjects_in = self.list(&raw.subjects_in, Self::country_or_area);
        let period = self.period(("since", raw.since.as_ref()), ("until", raw.until.as_ref()));
        let (from, to) = ends?;
        let service = service?;
        let shape = FlowShape {
            service,
            controller: controller?,
            route: Route {
                from,
                to,
                via: via?,
                mode: raw.mode,
                audience: raw.audience,
                role: raw.role,
                initiated_by: initiated_by?,
                instructed: raw.instructed,
            },
            content: FlowContent {
                data: data?,
                data_class: raw.data_class,
                flagged_sensitive: raw.flagged_sensitive,
                subjects: subjects?,
                age: raw.age,
                subjects_in: subjects_in?,
                online_service: raw.online_service,
                purposes: purposes?,
                collected_for: collected_for?,
            },
            lawfulness: lawfulness?,
            consent: consent?,
            marketing: marketing?,
            device_storage: raw.device_storage.as_ref().map(device_storage),
            decision: decision?,
            protection: protection?,
            transfer: TransferTerms {
                safeguards: safeguards?,
                frequency: raw.frequency,
                necessary: raw.necessary_for.is_some(),
            },
            retention: retention?,
            risk: Risk {
                signs: risk_signs(raw),
                core_activity: raw.core_activity,
                impact_assessed: impact_assessed?,
            },
            lifecycle: Lifecycle {
                status: raw.status,
                period: period?,
            },
        };
        Some((shape, filled))
    }

    fn lawfulness(&mut self, raw: &RawFlow) -> Option<Lawfulness> {
        let basis = self.flow_basis(raw.basis.as_ref());
        let interests_assessed = self.maybe(raw.interests_assessed.as_ref(), Self::date);
        let compatibility_assessed = self.maybe(raw.compatibility_assessed.as_ref(), Self::date);
        let stated = raw.condition.as_ref();
        let condition = self.maybe(stated.filter(|word| word.value != "none"), Self::condition);
        let schedule_1 = self.maybe(raw.schedule_1.as_ref(), Self::schedule_1);
        let authority = raw.criminal_authority.as_ref();
        let criminal_authority = self.maybe(
            authority.filter(|word| word.value != "none"),
            Self::criminal_authority,
        );
        let interest = raw.recognised_interest.as_ref();
        let recognised_interest = self.maybe(
            interest.filter(|word| word.value != "none"),
            Self::recognised_interest,
        );
        let notice_exemption = self.maybe(raw.notice_exemption.as_ref(), Self::notice_exemption);
        Some(Lawfulness {
            basis: basis?,
            without_law: is_without_law(raw),
            less_intrusive: raw.less_intrusive.is_some(),
            task: raw.task,
            interests_assessed: interests_assessed?,
            compatibility_assessed: compatibility_assessed?,
            condition: condition?,
            without_condition: stated.is_some_and(|word| word.value == "none"),
            schedule_1: schedule_1?,
            criminal_authority: criminal_authority?,
            without_authority: authority.is_some_and(|word| word.value == "none"),
            recognised_interest: recognised_interest?,
            without_recognised_interest: interest.is_some_and(|word| word.value == "none"),
            notice_exemption: notice_exemption?,
        })
    }

    fn protection(&mut self, raw: &RawFlow) -> Option<Protection> {
        let measures = self.measures(raw);
        let pseudonym_key_held_by = self.maybe(raw.pseudonym_key_held_by.as_ref(), Self::party);
        Some(Protection {
            measures: measures?,
            measures_recorded: !raw.measures.is_empty(),
            pseudonym_key_held_by: pseudonym_key_held_by?,
            importer_needs_clear: raw.importer_needs_clear,
        })
    }

    /// The service of a flow: its own, or that of its file.
    fn flow_service(
        &mut self,
        raw: &RawFlow,
        default_service: Option<&Text>,
    ) -> Option<Option<ServiceIx>> {
        match (&raw.service, default_service) {
            (Some(own), _) => self.service(own).map(Some),
            // A wrong service of the file was reported once, not at each of its flows.
            (None, Some(of_file)) => self.known.names.service(&of_file.value).map(Some),
            (None, None) => Some(None),
        }
    }

    fn ends(&mut self, raw: &RawFlow) -> Option<(Endpoint, Endpoint)> {
        let from = self.endpoint(&raw.from);
        let to = self.endpoint(&raw.to);
        let (from, to) = (from?, to?);
        if from == to {
            if from == Endpoint::Subjects {
                self.bad_value(
                    &raw.to,
                    || "the flow leads from data subjects to data subjects".to_owned(),
                    "one end of a flow is a system, a party or a branch",
                );
                return None;
            }
            if raw.mode != FlowMode::Internal {
                self.bad_value(
                    &raw.to,
                    || format!("the flow leads from `{}` to itself", raw.to),
                    "write `mode: internal` where data are used for something else in the same place",
                );
                return None;
            }
        }
        Some((from, to))
    }

    /// Terms, of which at least one is required. The schema ensures that in a document; a line that
    /// is read without it has to be checked here.
    fn some_terms(&mut self, kind: TermKind, words: &OneOrMany<Text>) -> Option<Vec<TermId>> {
        self.terms(kind, words).filter(|found| !found.is_empty())
    }

    pub(super) fn flow_basis(&mut self, basis: Option<&Text>) -> Option<Basis> {
        match basis {
            None => Some(Basis::Absent),
            Some(word) if word.value == "none" => Some(Basis::None),
            Some(word) => self.basis(word).map(Basis::Term),
        }
    }

    /// A basis of Art 6(1).
    pub(super) fn basis(&mut self, word: &Text) -> Option<TermId> {
        let term = self.term(TermKind::LegalBasis, word)?;
        if self.known.taxonomy.is_art6_basis(term) {
            return Some(term);
        }
        self.bad_value(
            word,
            || format!("`{word}` is no legal basis of Art 6"),
            "a basis is one such as `contract`, `legitimate-interests` or `6(1)(e)`; what opens special categories is the `condition`",
        );
        None
    }

    /// A condition of Art 9(2).
    pub(super) fn condition(&mut self, word: &Text) -> Option<TermId> {
        let term = self.term(TermKind::LegalBasis, word)?;
        if self.known.taxonomy.is_art9_condition(term) {
            return Some(term);
        }
        self.bad_value(
            word,
            || format!("`{word}` is no condition of Art 9"),
            "a condition is one such as `9(2)(h)`; what makes processing lawful at all is the `basis`",
        );
        None
    }

    fn criminal_authority(&mut self, id: &Text) -> Option<String> {
        // Whether it opens them is a question of law, not of the file.
        self.condition_row(id, "for data about offences", |row| {
            row.data.contains(&DataClass::Criminal) || !row.under.is_empty()
        })
    }

    fn recognised_interest(&mut self, word: &Text) -> Option<RecognisedInterest> {
        let found = RecognisedInterest::from_id(&word.value);
        if found.is_none() {
            let known = RecognisedInterest::ALL.iter().map(|it| it.id());
            let known: Vec<&str> = known.chain(["none"]).collect();
            self.fault(word, || {
                InputError::new(
                    InputErrorKind::BadValue,
                    word.span,
                    format!("`{word}` is no recognised legitimate interest"),
                )
                .help(format!("write one of {}", known.join(", ")))
                .did_you_mean(nearest(&word.value, known.iter().copied()))
            });
        }
        found
    }

    fn schedule_1(&mut self, id: &Text) -> Option<String> {
        self.condition_row(id, "on which a condition of Art 9 rests", |row| {
            row.under.iter().any(|article| article.starts_with('9'))
        })
    }

    /// A row of the conditions in the law tables, by its id.
    fn condition_row(
        &mut self,
        id: &Text,
        what: &str,
        fits: impl Fn(&ConditionRow) -> bool,
    ) -> Option<String> {
        let rows = self
            .known
            .law
            .condition_rows()
            .iter()
            .filter(|row| fits(row));
        let known: Vec<&str> = rows.map(|row| row.row.id.as_str()).collect();
        if known.contains(&id.value.as_str()) {
            return Some(id.value.clone());
        }
        if !self.known.broken.law {
            self.fault(id, || {
                InputError::new(
                    InputErrorKind::UnknownReference,
                    id.span,
                    format!("the law tables have no condition `{id}` {what}"),
                )
                .did_you_mean(nearest(&id.value, known.iter().copied()))
            });
        }
        None
    }

    /// The measures of a flow; `none` is an answer too.
    fn measures(&mut self, raw: &RawFlow) -> Option<Vec<TermId>> {
        match &*raw.measures {
            [only] if only.value == "none" => Some(Vec::new()),
            measures => self.terms(TermKind::Measure, measures),
        }
    }

    fn marketing(&mut self, raw: &RawMarketing) -> Option<Marketing> {
        let details_collected = self.maybe(raw.details_collected.as_ref(), Self::date);
        Some(Marketing {
            channel: raw.channel,
            soft_opt_in: raw.soft_opt_in,
            details_from: raw.details_from,
            details_collected: details_collected?,
            opt_out_at_collection: raw.opt_out_at_collection,
            subscriber: raw.subscriber,
        })
    }

    fn consent(&mut self, raw: &RawConsent) -> Option<Consent> {
        let recorded_on = match &raw.record {
            Some(record) if record.value != "per-person" => Some(self.date(record)?),
            _ => None,
        };
        let mut channels = raw.channels.0.clone();
        channels.sort();
        channels.dedup();
        Some(Consent {
            recorded: raw.record.is_some(),
            recorded_on,
            explicit: raw.explicit,
            given_by: raw.given_by,
            channels,
            bundled: !raw.bundled_with.is_empty(),
            by_default: raw.by_default,
            alternative: raw.alternative,
            parental: raw.parental,
            withdrawal_told: raw.withdrawal_told,
            duration_told: raw.duration_told,
        })
    }

    fn decision(&mut self, raw: &RawDecision) -> Option<Decision> {
        let by = self.maybe(raw.by.as_ref(), Self::party)?;
        Some(Decision {
            about: raw.about.value.clone(),
            solely_automated: raw.solely_automated,
            significant: raw.significant,
            by,
        })
    }
}

/// Whether a flow says that its basis is laid down in no law.
fn is_without_law(raw: &RawFlow) -> bool {
    let law = raw.basis_in_law.as_ref();
    law.is_some_and(|law| law.value == "none")
}

/// What makes the risk of a flow high, each sign once.
fn risk_signs(raw: &RawFlow) -> Vec<RiskSign> {
    let mut signs = raw.risk_signs.0.clone();
    signs.sort();
    signs.dedup();
    signs
}

fn device_storage(raw: &RawDeviceStorage) -> DeviceStorage {
    let mut used_for = raw.used_for.0.clone();
    used_for.sort();
    used_for.dedup();
    DeviceStorage {
        used_for,
        consent: raw.consent,
        opt_out: raw.opt_out,
    }
}
