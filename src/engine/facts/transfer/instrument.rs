//! What the instruments between an exporter and an importer are worth on a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::MovementCase;
use crate::engine::facts::contracts::engager;
use crate::engine::facts::{Evidence, InstrumentState, Label, LabelRole};
use crate::engine::movement::RecipientRole;
use crate::estate::model::{Estate, FlowField, Instrument, InstrumentIx};
use crate::law::{self, InstrumentDates, Regime, SafeguardClass};

/// An instrument and what it is worth.
pub(in crate::engine::facts) struct Judged {
    /// The instrument.
    pub index: InstrumentIx,
    /// Its class in the law tables.
    pub class: Option<SafeguardClass>,
    /// It can be relied on.
    pub valid: bool,
    expired: bool,
    other_regime: bool,
    pending: bool,
    /// Only what was concluded by this day can be relied on, and it is not recorded when that was.
    pub undated_by: Option<Date>,
    /// The last day on which one of its kind could be concluded.
    concluded_by: Option<Date>,
    rows: Vec<String>,
    last_day: Option<Date>,
    step: String,
}

impl Judged {
    /// What it is worth to a transfer.
    pub fn state(&self) -> InstrumentState {
        let appropriate = self.class == Some(SafeguardClass::AppropriateSafeguard);
        match () {
            () if self.valid && appropriate => InstrumentState::InForce,
            () if self.expired => InstrumentState::Expired,
            () if self.pending => InstrumentState::NotConcluded,
            () if self.other_regime => InstrumentState::OtherRegime,
            () => InstrumentState::None,
        }
    }

    /// The lower, the better it serves.
    pub fn rank(&self) -> u8 {
        match self.state() {
            InstrumentState::InForce => 0,
            InstrumentState::Expired => 1,
            InstrumentState::NotConcluded => 2,
            InstrumentState::OtherRegime => 3,
            InstrumentState::None | InstrumentState::NotRecorded => 4,
        }
    }

    /// The rows of law that say so.
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// What a finding about it shows.
    pub fn evidence(&self, estate: &Estate) -> Evidence {
        let instrument = estate.instrument(self.index);
        Evidence {
            elements: vec![instrument.kind.clone()],
            fields: vec![(FlowField::Safeguard(self.index), self.step.clone())],
            labels: vec![Label {
                role: LabelRole::Estate,
                span: instrument.kind_span.unwrap_or(instrument.span),
                text: self.step.clone(),
            }],
            law: self.rows.clone(),
            day: self.last_day,
            name: Some(instrument.id.clone()),
            steps: vec![format!(
                "`{}` ({}): {}",
                instrument.id, instrument.kind, self.step
            )],
            ..Evidence::default()
        }
    }
}

impl MovementCase<'_> {
    /// The instruments between exporter and importer that cover the service: those the flow relies on
    /// where it names any that fit, else all. Where a processor sends for its controller, either may
    /// have concluded them.
    pub(super) fn instruments(&self) -> Vec<Judged> {
        // A sub-processor at some remove has its clauses with the one that engaged it.
        let engager = match (
            self.movement.role,
            self.movement.exporter,
            self.movement.importer,
        ) {
            (RecipientRole::SubProcessor, Some(exporter), Some(importer)) => Some(engager(
                self.estate,
                self.shape,
                exporter,
                importer,
                self.day,
            )),
            _ => None,
        };
        let fits = |instrument: &Instrument| {
            let exporters = [self.movement.exporter, self.movement.sent_by, engager];
            exporters.contains(&Some(instrument.exporter))
                && Some(instrument.importer) == self.movement.importer
                && instrument.covers(self.shape.service)
        };
        let all = self.estate.instruments.iter().enumerate();
        let mut chosen: Vec<InstrumentIx> = all
            .filter(|(_, instrument)| fits(instrument))
            .map(|(at, _)| InstrumentIx(at as u32))
            .collect();
        let is_named = |index: &InstrumentIx| self.shape.transfer.safeguards.contains(index);
        if self.movement.is_the_flow() && chosen.iter().any(is_named) {
            chosen.retain(is_named);
        }
        chosen.into_iter().map(|index| self.judge(index)).collect()
    }

    /// Why the instruments that the flow names serve none of its parties here: they are between others, or for
    /// another service. Nothing where it names none, and for what the flow does not declare itself.
    pub(super) fn named_but_unfit(&self) -> Option<Evidence> {
        if !self.movement.is_the_flow() || self.shape.transfer.safeguards.is_empty() {
            return None;
        }
        let name = |party| self.estate.party(party).name.as_str();
        let mut found = Evidence::default();
        for index in &self.shape.transfer.safeguards {
            let instrument = self.estate.instrument(*index);
            let id = &instrument.id;
            let step = if Some(instrument.importer) == self.movement.importer
                && Some(instrument.exporter) == self.movement.exporter
            {
                format!("`{id}` is for another service")
            } else {
                let (from, to) = (name(instrument.exporter), name(instrument.importer));
                format!("`{id}` is between {from} and {to}")
            };
            found
                .fields
                .push((FlowField::Safeguard(*index), step.clone()));
            found.labels.push(Label {
                role: LabelRole::Estate,
                span: instrument.kind_span.unwrap_or(instrument.span),
                text: step.clone(),
            });
            found.steps.push(step);
        }
        Some(found)
    }

    fn judge(&self, index: InstrumentIx) -> Judged {
        let instrument: &Instrument = self.estate.instrument(index);
        let law = &self.estate.law;
        let dates = InstrumentDates {
            concluded: instrument.concluded,
            processing_changed: instrument.processing_changed,
            terminated: instrument
                .until
                .and_then(|until| until.checked_add(1.day()).ok()),
        };
        let mut judged = Judged {
            index,
            class: law
                .instrument_rows(&instrument.kind)
                .next()
                .map(|row| row.class),
            valid: false,
            expired: false,
            other_regime: false,
            pending: false,
            undated_by: None,
            concluded_by: None,
            rows: Vec::new(),
            last_day: None,
            step: String::new(),
        };
        let state = law.judge_instrument(&instrument.kind, self.regime, dates, self.day);
        let conditions = match state {
            law::InstrumentState::Valid { row, .. } => row.conditions.as_slice(),
            _ => &[],
        };
        judged.is_in(state, self.regime);
        let by = judged.concluded_by.filter(|by| *by < self.day);
        judged.undated_by = by.filter(|_| instrument.concluded.is_none());
        // Adequacy that an exporter has recorded is adequacy: the tables decide whether it is in
        // force, and the record can only show that it once was.
        if judged.class == Some(SafeguardClass::Adequacy) && !judged.other_regime {
            judged.valid = false;
            judged.pending = false;
        }
        let mut unmet = conditions
            .iter()
            .filter_map(|it| self.unmet(instrument, it));
        if judged.valid
            && let Some(step) = unmet.next()
        {
            judged.valid = false;
            judged.step = step;
        }
        judged
    }

    /// Why a module of the clauses of 2021 is not for what the two are to each other here; `None` where it
    /// is, where none is recorded, and where it is not known for whom the exporter acts.
    pub(super) fn other_module(&self, instrument: &Instrument) -> Option<String> {
        let module = match instrument.module.as_deref()? {
            // As the older clauses call them.
            "c2c" => "1",
            "c2p" => "2",
            module => module,
        };
        // A party that signs in the exporter's place, its processor or one that this has engaged, is a
        // processor.
        let is_sender = Some(instrument.exporter) != self.movement.exporter;
        // The estate's controller is one too, where it acts for another.
        let for_another = self.movement.exporter == Some(self.estate.controller)
            && self.shape.controller != self.estate.controller;
        let by_processor = is_sender || for_another || self.movement.exporter_acts_for.is_some();
        if self.movement.indirect && !by_processor {
            return None;
        }
        let to_processor = match self.movement.role {
            RecipientRole::Processor | RecipientRole::SubProcessor => true,
            RecipientRole::Controller | RecipientRole::JointController => false,
            _ => return None,
        };
        let (from, to, fitting): (_, _, &[&str]) = match (by_processor, to_processor) {
            (false, false) => ("a controller", "a controller", &["1"]),
            (false, true) => ("a controller", "a processor", &["2"]),
            (true, true) => ("a processor", "a processor", &["3"]),
            // To its own controller, or to another one on its controller's behalf.
            (true, false) => ("a processor", "a controller", &["4", "1"]),
        };
        (!fitting.contains(&module)).then(|| {
            format!(
                "has module {module}, and {from} sends to {to} here, which is module {}",
                fitting.join(" or ")
            )
        })
    }
}

impl Judged {
    /// Takes in what the law tables say of it.
    fn is_in(&mut self, state: law::InstrumentState<'_>, regime: Regime) {
        use law::InstrumentState as S;
        let (row, last_day, step) = match state {
            S::Valid { row, last_day } => {
                self.valid = true;
                self.concluded_by = row.row.until;
                let step = match last_day {
                    Some(last) => format!("can be relied on until {last}"),
                    None => "can be relied on".to_owned(),
                };
                (Some(row), last_day, step)
            }
            S::NotYetConcluded { on } => {
                self.pending = true;
                (None, Some(on), format!("is concluded only on {on}"))
            }
            S::NotYetAvailable { row } => {
                self.pending = true;
                (Some(row), None, "does not exist yet on the day".to_owned())
            }
            S::ConcludedTooEarly { row } => {
                self.pending = true;
                let step = "was concluded before its kind existed".to_owned();
                (Some(row), None, step)
            }
            S::ConcludedTooLate { row } => {
                self.expired = true;
                let step = "was concluded when new ones of its kind were no longer possible";
                (Some(row), row.row.until, step.to_owned())
            }
            S::Expired { row, last_day } => {
                self.expired = true;
                let step = format!("could be relied on until {last_day} only");
                (Some(row), Some(last_day), step)
            }
            S::Terminated { on } => {
                self.expired = true;
                let step = format!("ended; {on} was the first day without it");
                (None, on.checked_sub(1.day()).ok(), step)
            }
            S::ProcessingChanged { row, on } => {
                self.expired = true;
                let step = format!("lost its transition when the processing changed on {on}");
                (Some(row), on.checked_sub(1.day()).ok(), step)
            }
            S::OtherRegime { row, why } => {
                self.other_regime = true;
                let step = format!("is no safeguard under the {}", regime.label());
                (Some(why.unwrap_or(row)), None, step)
            }
            S::Unknown => {
                let step = "is of a kind that the law tables do not know".to_owned();
                (None, None, step)
            }
        };
        self.rows.extend(row.map(|row| row.row.id.clone()));
        self.last_day = last_day;
        self.step = step;
    }
}
