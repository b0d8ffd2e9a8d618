//! Contracts and instruments of transfer.

use super::super::raw::{RawContract, RawSafeguard, RawSubProcessors, Text};
use super::parties::{span_of, text, words};
use crate::estate::model::{
    Authorised, Contract, Instrument, PartyIx, RiskAssessment, SubProcessors,
};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{InputError, InputErrorKind, nearest};

/// The modules of the clauses of 2021, and what the older ones were called.
const MODULES: [&str; 6] = ["1", "2", "3", "4", "c2c", "c2p"];

impl Resolver<'_> {
    pub(super) fn build_contract(&mut self, raw: &RawContract) -> Option<Contract> {
        let between = self.between(&raw.between);
        let period = self.period(("since", raw.since.as_ref()), ("until", raw.until.as_ref()));
        let services = self.list(&raw.services, Self::service);
        let sub_processors = self.maybe(raw.sub_processors.as_ref(), Self::sub_processors);
        let (first, second) = between?;
        Some(Contract {
            id: raw.id.value.clone(),
            kind: raw.kind,
            first,
            second,
            period: period?,
            services: services?,
            sub_processors: sub_processors?,
            instructions_only: raw.instructions_only,
            document: text(raw.document.as_ref()),
            span: span_of(&raw.id),
        })
    }

    /// The two parties of a contract or instrument, which are not the same.
    fn between(&mut self, between: &[Text]) -> Option<(PartyIx, PartyIx)> {
        let parties = self.each(between, Self::party)?;
        let ([first, second], Some(last)) = (parties.as_slice(), between.last()) else {
            return None;
        };
        if first == second {
            self.bad_value(
                last,
                || format!("`{last}` is on both sides"),
                "a contract or instrument is between two parties; a branch is no party of its own",
            );
            return None;
        }
        Some((*first, *second))
    }

    fn sub_processors(&mut self, raw: &RawSubProcessors) -> Option<SubProcessors> {
        let authorised = self.each(&raw.authorised, |resolver, entry| {
            let party = resolver.party(&entry.party);
            let on = resolver.maybe(entry.on.as_ref(), Self::date);
            let objected = resolver.maybe(entry.objected.as_ref(), Self::date);
            Some(Authorised {
                party: party?,
                on: on?,
                objected: objected?,
            })
        });
        let mut authorised = authorised?;
        authorised.sort_by_key(|it| (it.party, it.on, it.objected));
        Some(SubProcessors {
            authorisation: raw.authorisation.value,
            authorised,
            span: raw.authorisation.span,
        })
    }

    pub(super) fn build_instrument(&mut self, raw: &RawSafeguard) -> Option<Instrument> {
        let kind = self.instrument_kind(&raw.kind);
        let between = self.between(&raw.between);
        let period = self.period(
            ("concluded", raw.concluded.as_ref()),
            ("until", raw.until.as_ref()),
        );
        let module = self.maybe(raw.module.as_ref(), Self::module);
        let processing_changed = self.maybe(raw.processing_changed.as_ref(), Self::date);
        let services = self.list(&raw.services, Self::service);
        let risk_assessment = self.maybe(raw.risk_assessment.as_ref(), |resolver, assessment| {
            Some(RiskAssessment {
                date: resolver.date(&assessment.date)?,
                countries: resolver.list(&assessment.countries, Self::country_or_area)?,
                conclusion: assessment.conclusion,
                document: text(assessment.document.as_ref()),
                span: assessment.date.span,
            })
        });
        let (exporter, importer) = between?;
        let period = period?;
        Some(Instrument {
            id: raw.id.value.clone(),
            kind: kind?,
            exporter,
            importer,
            concluded: period.from,
            until: period.until,
            module: module?,
            processing_changed: processing_changed?,
            services: services?,
            risk_assessment: risk_assessment?,
            supplementary: words(&raw.supplementary),
            document: text(raw.document.as_ref()),
            span: span_of(&raw.id),
            kind_span: raw.kind.span,
        })
    }

    /// A kind of instrument that the law tables have a row for.
    fn instrument_kind(&mut self, kind: &Text) -> Option<String> {
        let known = self.known.law.instrument_kinds();
        if known.contains(&kind.value.as_str()) {
            return Some(kind.value.clone());
        }
        if !self.known.broken.law {
            self.fault(kind, || {
                InputError::new(
                    InputErrorKind::UnknownTerm,
                    kind.span,
                    format!("the law tables know no safeguard of the kind `{kind}`"),
                )
                .did_you_mean(nearest(&kind.value, known))
            });
        }
        None
    }

    fn module(&mut self, module: &Text) -> Option<String> {
        if MODULES.contains(&module.value.as_str()) {
            return Some(module.value.clone());
        }
        self.bad_value(
            module,
            || format!("`{module}` is no module of the clauses"),
            "it is one of `1`, `2`, `3`, `4` of the clauses of 2021, or `c2c`, `c2p` of the older ones",
        );
        None
    }
}
