//! Transfer instruments and derogations, and the state of one over time.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::LawRow;
use crate::law::Law;
use crate::law::head::{Day, Text, raw_row};
use crate::law::reading::{Reading, Reference};
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// The class of a safeguard.
    SafeguardClass {
        /// Art 46: clauses, binding rules, codes, certifications.
        AppropriateSafeguard = "appropriate-safeguard",
        /// Art 49: for single cases.
        Derogation = "derogation",
        /// Art 45: the destination is adequate.
        Adequacy = "adequacy",
    }
}

/// What must hold for an instrument to make a transfer lawful.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InstrumentCondition {
    /// Once new ones are no longer concluded, the processing must stay as it was.
    ProcessingUnchanged,
    /// The module is that of the roles of the two parties.
    ModuleMatchesRoles,
    /// The importer is not under the regime itself for this processing.
    ImporterOutsideRegime,
    /// The annexes say who, what, and with which measures.
    AnnexesFilled,
    /// The instrument works only together with this kind.
    UsedWith(String),
    /// The authority has approved it.
    ApprovedByAuthority,
    /// The authority has authorised it for this transfer.
    AuthorisedByAuthority,
    /// The importer has bound itself to keep it.
    BindingCommitments,
    /// Exporter and importer belong to the group that it binds.
    IntraGroup,
    /// The instrument is between public bodies, so that the importer is one.
    PublicBodiesOnly,
    /// One side is a public body, and the other a person who may conclude one with it.
    OnePublicBody,
    /// The data subject gave explicit consent.
    ExplicitConsent,
    /// The data subject was informed of the risks beforehand.
    InformedOfRisks,
    /// The transfer is needed for a contract with the person, or steps before one.
    ContractWithPerson,
    /// The transfer is needed for a contract in the person's interest.
    ContractInPersonsInterest,
    /// The transfer is needed for a public interest that the law recognises.
    PublicInterestInLaw,
    /// The transfer is needed for legal claims.
    LegalClaims,
    /// The transfer is needed for the vital interests of someone who cannot consent.
    VitalInterests,
    /// The data come from a public register.
    PublicRegister,
    /// The transfer is occasional.
    Occasional,
    /// The transfer is not repeated.
    NotRepetitive,
    /// The data of few people are concerned.
    LimitedNumberOfPeople,
    /// Compelling legitimate interests outweigh those of the person.
    CompellingLegitimateInterests,
    /// The authority and the data subject are informed.
    AuthorityAndPersonInformed,
    /// Not for public authorities in the exercise of their powers.
    NotForPublicAuthorities,
    /// Something that only a person can judge.
    Says(String),
}

/// One instrument under one regime (or both).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstrumentRow {
    /// The head; `until` is the last day of conclusion.
    pub row: Row,
    /// The names that a safeguard may have to be this one.
    pub kinds: Vec<String>,
    /// Its class.
    pub class: SafeguardClass,
    /// The earliest day of conclusion that counts; `None` where it does not matter.
    pub concluded_from: Option<Date>,
    /// The adequacy row that it has its dates from.
    pub dates_of: Option<String>,
    /// What must hold besides.
    pub conditions: Vec<InstrumentCondition>,
}

has_row!(InstrumentRow);

raw_row! {
    /// A transfer instrument or derogation.
    RawInstrument in Instruments {
        /// The names that a safeguard may have to be this one.
        kinds: Vec<String>,
        /// Its class.
        class: SafeguardClass,
        /// The earliest day of conclusion that counts.
        #[serde(default)]
        #[schemars(with = "Option<Day>")]
        concluded_from: Option<Text>,
        /// The adequacy row that it has its dates from.
        #[serde(default)]
        dates_of: Option<String>,
        /// What must hold besides, all of it.
        #[serde(default)]
        conditions: Vec<InstrumentCondition>,
    }
}

impl LawRow for InstrumentRow {
    type Raw = RawInstrument;

    fn read(raw: RawInstrument, row: Row, reading: &mut Reading<'_>) -> Self {
        reading.not_empty(&row, "kinds", raw.kinds.is_empty());
        for condition in &raw.conditions {
            if let InstrumentCondition::UsedWith(kind) = condition {
                reading.refer(Reference::Instrument(kind.clone()), row.span);
            }
        }
        if let Some(id) = &raw.dates_of {
            reading.refer(Reference::AdequacyRow(id.clone()), row.span);
        }
        Self {
            row,
            kinds: raw.kinds,
            class: raw.class,
            concluded_from: reading.day(raw.concluded_from.as_ref()),
            dates_of: raw.dates_of,
            conditions: raw.conditions,
        }
    }
}

/// The days in the life of one instrument that two parties concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InstrumentDates {
    /// The day of conclusion; `None` where it is not known, which counts as in time.
    pub concluded: Option<Date>,
    /// The first day on which the processing was no longer that of the instrument.
    pub processing_changed: Option<Date>,
    /// The first day on which it no longer bound them.
    pub terminated: Option<Date>,
}

/// What an instrument is worth under a regime on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstrumentState<'a> {
    /// It can be relied on, if the conditions of the row hold.
    Valid {
        /// The row it relies on.
        row: &'a InstrumentRow,
        /// The last day on which it can, if that is known already.
        last_day: Option<Date>,
    },
    /// It is concluded only after the day.
    NotYetConcluded {
        /// The day of conclusion.
        on: Date,
    },
    /// The kind does not exist yet.
    NotYetAvailable {
        /// The row that begins later.
        row: &'a InstrumentRow,
    },
    /// It was concluded before the kind existed.
    ConcludedTooEarly {
        /// The row that would otherwise apply.
        row: &'a InstrumentRow,
    },
    /// It was concluded when new ones were no longer possible.
    ConcludedTooLate {
        /// The row that would otherwise apply.
        row: &'a InstrumentRow,
    },
    /// It was good once; the time in which it could be relied on is over.
    Expired {
        /// The row it relied on.
        row: &'a InstrumentRow,
        /// The last day on which it could be relied on.
        last_day: Date,
    },
    /// The parties ended it.
    Terminated {
        /// The first day without it.
        on: Date,
    },
    /// New ones are no longer possible, and the processing changed after they had ceased.
    ProcessingChanged {
        /// The row that no longer applies.
        row: &'a InstrumentRow,
        /// The day of the change.
        on: Date,
    },
    /// The kind exists, but only under the other regime.
    OtherRegime {
        /// The other regime's row.
        row: &'a InstrumentRow,
        /// The row that says why it is none here, where there is one.
        why: Option<&'a InstrumentRow>,
    },
    /// No row knows the kind.
    Unknown,
}

impl InstrumentState<'_> {
    /// Whether it can be relied on.
    pub fn is_valid(&self) -> bool {
        matches!(self, Self::Valid { .. })
    }
}

/// Instruments.
impl Law {
    /// The row of a kind under a regime, of any date; where several follow each other, the last.
    /// A row that says that the kind never works is given only if there is no other.
    pub fn instrument(&self, kind: &str, regime: Regime) -> Option<&InstrumentRow> {
        let rows = || {
            self.instrument_rows(kind)
                .filter(|row| row.row.is_of(regime))
        };
        rows()
            .filter(|row| !row.row.never)
            .max_by_key(|row| row.row.from)
            .or_else(|| rows().next())
    }

    /// Every row of a kind, in the order of the file.
    pub fn instrument_rows(&self, kind: &str) -> impl Iterator<Item = &InstrumentRow> {
        self.tables
            .instruments
            .iter()
            .filter(move |row| row.kinds.iter().any(|name| name == kind))
    }

    /// Every kind of instrument, in the order of the files, once each.
    pub fn instrument_kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = Vec::new();
        for kind in self.tables.instruments.iter().flat_map(|row| &row.kinds) {
            if !kinds.contains(&kind.as_str()) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// What an instrument of a kind is worth under a regime on a day.
    pub fn judge_instrument(
        &self,
        kind: &str,
        regime: Regime,
        dates: InstrumentDates,
        day: Date,
    ) -> InstrumentState<'_> {
        use InstrumentState as S;
        let own: Vec<&InstrumentRow> = self
            .instrument_rows(kind)
            .filter(|row| row.row.is_of(regime) && !row.row.never)
            .collect();
        if own.is_empty() {
            return self.judge_elsewhere(kind, regime);
        }
        if let Some(on) = dates.terminated.filter(|on| *on <= day) {
            return S::Terminated { on };
        }
        if let Some(on) = dates.concluded.filter(|on| *on > day) {
            return S::NotYetConcluded { on };
        }
        let begun = own
            .iter()
            .filter(|row| row.row.has_begun(day))
            .max_by_key(|row| row.row.from);
        let Some(row) = begun else {
            return match own.iter().min_by_key(|row| row.row.from) {
                Some(row) => S::NotYetAvailable { row },
                None => S::Unknown,
            };
        };
        if let Some(concluded) = dates.concluded {
            if row.concluded_from.is_some_and(|first| concluded < first) {
                return S::ConcludedTooEarly { row };
            }
            if row.row.until.is_some_and(|last| last < concluded) {
                return S::ConcludedTooLate { row };
            }
        }
        if let Some(last_day) = row.row.last_day().filter(|last| *last < day) {
            return S::Expired { row, last_day };
        }
        let must_stay = row
            .conditions
            .contains(&InstrumentCondition::ProcessingUnchanged);
        if let (Some(on), Some(last)) = (dates.processing_changed, row.row.until)
            && must_stay
            && last < on
            && on <= day
        {
            return S::ProcessingChanged { row, on };
        }
        // Where another row takes over the day after, nothing ends.
        let goes_on = |last: &Date| {
            let next = last.tomorrow().ok();
            own.iter().any(|row| next.is_some() && row.row.from == next)
        };
        S::Valid {
            row,
            last_day: row.row.last_day().filter(|last| !goes_on(last)),
        }
    }

    /// A kind that is none under the regime: the other regime's, or one that ended under it before
    /// this regime began, which is expired rather than foreign.
    fn judge_elsewhere(&self, kind: &str, regime: Regime) -> InstrumentState<'_> {
        let why = self
            .instrument_rows(kind)
            .find(|row| row.row.is_of(regime) && row.row.never);
        let Some(row) = self
            .instrument(kind, regime.other())
            .filter(|row| !row.row.never)
        else {
            return InstrumentState::Unknown;
        };
        let ended_before = row.row.last_day().filter(|last| {
            self.regime_begins(regime)
                .is_some_and(|first| *last < first)
        });
        match ended_before {
            Some(last_day) => InstrumentState::Expired { row, last_day },
            None => InstrumentState::OtherRegime { row, why },
        }
    }
}
