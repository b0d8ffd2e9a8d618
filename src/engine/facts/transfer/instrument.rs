//! What the instruments between an exporter and an importer are worth on a day.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::engine::facts::{Evidence, InstrumentState, Label, LabelRole};
use crate::engine::movement::Movement;
use crate::estate::model::{Estate, FlowField, FlowShape, Instrument, InstrumentIx};
use crate::law::{self, InstrumentDates, Regime, SafeguardClass};

/// An instrument and what it is worth.
pub(in crate::engine::facts) struct Judged {
    /// The instrument.
    pub index: InstrumentIx,
    /// Its class in the law tables.
    pub class: Option<SafeguardClass>,
    /// It can be relied on.
    pub valid: bool,
    lapsed: bool,
    other_regime: bool,
    pending: bool,
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
            () if self.lapsed => InstrumentState::Expired,
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
            InstrumentState::None => 4,
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

/// The instruments between exporter and importer that cover the service: those the flow relies on
/// where it names any that fit, else all.
pub(in crate::engine::facts) fn judge_instruments(
    estate: &Estate,
    movement: &Movement,
    shape: &FlowShape,
    regime: Regime,
    day: Date,
) -> Vec<Judged> {
    let between: Vec<InstrumentIx> = estate
        .instruments
        .iter()
        .enumerate()
        .filter(|(_, instrument)| {
            Some(instrument.exporter) == movement.exporter
                && Some(instrument.importer) == movement.importer
                && instrument.covers(shape.service)
        })
        .map(|(at, _)| InstrumentIx(at as u32))
        .collect();
    let named: Vec<InstrumentIx> = between
        .iter()
        .copied()
        .filter(|index| shape.safeguards.contains(index))
        .collect();
    let direct = movement.is_the_flow();
    let chosen = if direct && !named.is_empty() {
        named
    } else {
        between
    };
    chosen
        .into_iter()
        .map(|index| judge(estate, index, regime, day))
        .collect()
}

fn judge(estate: &Estate, index: InstrumentIx, regime: Regime, day: Date) -> Judged {
    use law::InstrumentState as S;
    let instrument: &Instrument = estate.instrument(index);
    let dates = InstrumentDates {
        concluded: instrument.concluded,
        processing_changed: instrument.processing_changed,
        terminated: instrument
            .until
            .and_then(|until| until.checked_add(1.day()).ok()),
    };
    let state = estate
        .law
        .judge_instrument(&instrument.kind, regime, dates, day);
    let label = regime.label();
    let mut judged = Judged {
        index,
        class: estate
            .law
            .instrument_rows(&instrument.kind)
            .next()
            .map(|row| row.class),
        valid: false,
        lapsed: false,
        other_regime: false,
        pending: false,
        rows: Vec::new(),
        last_day: None,
        step: String::new(),
    };
    let mut cite = |row: &law::InstrumentRow| judged.rows.push(row.row.id.clone());
    match state {
        S::Valid { row, last_day } => {
            cite(row);
            judged.valid = true;
            judged.last_day = last_day;
            judged.step = match last_day {
                Some(last) => format!("can be relied on until {last}"),
                None => "can be relied on".to_owned(),
            };
        }
        S::NotYetConcluded { on } => {
            judged.pending = true;
            judged.last_day = Some(on);
            judged.step = format!("is concluded only on {on}");
        }
        S::NotYetAvailable { row } => {
            cite(row);
            judged.pending = true;
            judged.step = "does not exist yet on the day".to_owned();
        }
        S::ConcludedTooEarly { row } => {
            cite(row);
            judged.pending = true;
            judged.step = "was concluded before its kind existed".to_owned();
        }
        S::ConcludedTooLate { row } => {
            cite(row);
            judged.lapsed = true;
            judged.last_day = row.row.until;
            judged.step =
                "was concluded when new ones of its kind were no longer possible".to_owned();
        }
        S::Expired { row, last_day } => {
            cite(row);
            judged.lapsed = true;
            judged.last_day = Some(last_day);
            judged.step = format!("could be relied on until {last_day} only");
        }
        S::Terminated { on } => {
            judged.lapsed = true;
            judged.last_day = on.checked_sub(1.day()).ok();
            judged.step = format!("ended; {on} was the first day without it");
        }
        S::ProcessingChanged { row, on } => {
            cite(row);
            judged.lapsed = true;
            judged.last_day = on.checked_sub(1.day()).ok();
            judged.step = format!("lost its transition when the processing changed on {on}");
        }
        S::OtherRegime { row, why } => {
            cite(why.unwrap_or(row));
            judged.other_regime = true;
            judged.step = format!("is no safeguard under the {label}");
        }
        S::Unknown => judged.step = "is of a kind that the law tables do not know".to_owned(),
    }
    // Adequacy that an exporter has recorded is adequacy: the tables judge whether it carries, and
    // the record can only show that it once did.
    if judged.class == Some(SafeguardClass::Adequacy) && !judged.other_regime {
        judged.valid = false;
        judged.pending = false;
    }
    judged
}
