//! Duties that come with safeguards.

use jiff::civil::Date;

use super::LawRow;
use super::instruments::SafeguardClass;
use crate::law::Law;
use crate::law::head::raw_row;
use crate::law::reading::Reading;
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// A duty that comes with a safeguard.
    Duty {
        /// To assess the risk of the transfer.
        RiskAssessment = "risk-assessment",
    }
}

/// A duty, by regime and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRow {
    /// The head.
    pub row: Row,
    /// What must be done.
    pub duty: Duty,
    /// The classes of safeguard that it comes with.
    pub with: Vec<SafeguardClass>,
}

has_row!(DutyRow);

raw_row! {
    /// A duty that comes with safeguards.
    RawDuty in Duties {
        /// What must be done.
        duty: Duty,
        /// The classes of safeguard that it comes with.
        with: Vec<SafeguardClass>,
    }
}

impl LawRow for DutyRow {
    type Raw = RawDuty;

    fn read(raw: RawDuty, row: Row, _: &mut Reading<'_>) -> Self {
        Self {
            row,
            duty: raw.duty,
            with: raw.with,
        }
    }
}

/// Duties.
impl Law {
    /// The duty to assess the risk of transfers that rely on an appropriate safeguard: of the rows
    /// in force, the one that began last. `None` where there is no such duty yet.
    pub fn risk_assessment_duty(&self, regime: Regime, day: Date) -> Option<&DutyRow> {
        self.tables
            .duties
            .iter()
            .filter(|row| row.duty == Duty::RiskAssessment && self.applies(&row.row, regime, day))
            .max_by_key(|row| row.row.from)
    }
}
