//! The report of a check under assumptions: what falls, what holds, what newly rises.

mod from_compare;
mod json;
mod sarif;
mod terminal;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::engine::compare::{Fate, Standing};
use crate::input::Span;
use crate::view::{FindingView, Named, Report};

pub use json::{assumed_json, assumed_schema};
pub use sarif::assumed_sarif;
pub use terminal::assumed_terminal;

/// Two checks of one day beside each other, as every face takes them.
#[derive(Debug)]
pub struct AssumedReport<'a> {
    /// The check of the estate as it is.
    pub before: Report<'a>,
    /// The check of the estate as it is assumed to be. Places of assumptions point into its texts.
    pub after: Report<'a>,
    /// What is assumed, in the order of the scenarios.
    pub assumptions: Vec<AssumptionView>,
    /// How each finding of the second check stands beside the first, by its id.
    pub standings: BTreeMap<String, Standing>,
    /// The ids of the findings that only the first check has.
    pub gone: BTreeSet<String>,
    /// The transfers that are carried otherwise, those that fall first.
    pub transfers: Vec<TransferView>,
}

/// One assumption.
#[derive(Debug, Clone)]
pub struct AssumptionView {
    /// The name of its scenario.
    pub scenario: String,
    /// The first day on which it holds, where it has one.
    pub from: Option<Date>,
    /// What is assumed.
    pub words: String,
    /// Where it is written.
    pub span: Span,
}

/// Transfers between two parties that are carried otherwise.
#[derive(Debug, Clone)]
pub struct TransferView {
    /// What becomes of them.
    pub fate: Fate,
    /// The regime under which they are transfers.
    pub regime: Named,
    /// The one that sends.
    pub exporter: Named,
    /// The one that receives.
    pub importer: Named,
    /// The names of the countries.
    pub countries: Vec<String>,
    /// What carried them.
    pub before: Vec<SupportView>,
    /// What carries them.
    pub after: Vec<SupportView>,
    /// The ids of their flows.
    pub flows: Vec<String>,
}

/// Something that carries a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportView {
    /// `adequacy`, `safeguard` or `derogation`.
    pub kind: &'static str,
    /// The id of the row of law, or of the safeguard in the estate.
    pub id: String,
}

impl AssumedReport<'_> {
    /// The findings that stand in a way, in the order of every face.
    fn standing(&self, wanted: Standing) -> Vec<&FindingView> {
        let findings = self.after.arranged().into_iter();
        findings
            .filter(|finding| self.standings.get(&finding.id) == Some(&wanted))
            .collect()
    }

    /// The findings that fall away.
    fn falling_away(&self) -> Vec<&FindingView> {
        let findings = self.before.arranged().into_iter();
        findings
            .filter(|finding| self.gone.contains(&finding.id))
            .collect()
    }
}

/// The word of a fate in machines' formats.
fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Falls => "falls",
        Fate::NewUncarried => "new-uncarried",
        Fate::Holds => "holds",
        Fate::NewCarried => "new-carried",
        Fate::Gains => "gains",
        Fate::Ends => "ends",
    }
}
