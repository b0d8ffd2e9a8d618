//! From two checks to what the faces render.

use super::{AssumedReport, AssumptionView, SupportView, TransferView};
use crate::engine::as_of::CheckError;
use crate::engine::compare::{Side, TransferChange, findings, transfers};
use crate::engine::facts::TransferMechanism;
use crate::estate::Assumption;
use crate::estate::model::Estate;
use crate::view::{Named, Report};

impl<'a> AssumedReport<'a> {
    /// The report of two checks of one day, of which `before` and `after` are the reports. `is_shown`
    /// says for a flow's id whether its transfers are wanted.
    ///
    /// # Errors
    /// [`CheckError::Internal`], as of a check.
    pub fn new(
        (before, actual): (Report<'a>, Side<'_>),
        (after, assumed): (Report<'a>, Side<'_>),
        assumptions: &[Assumption],
        is_shown: impl Fn(&str) -> bool,
    ) -> Result<Self, CheckError> {
        let (standings, gone) = findings(actual, assumed);
        let found = assumed.outcome.findings.iter();
        let standings = found
            .map(|finding| finding.id.clone())
            .zip(standings)
            .collect();
        let transfers = transfers(actual, assumed, after.day)?
            .into_iter()
            .filter_map(|mut change| {
                change.flows.retain(|flow| is_shown(flow));
                (!change.flows.is_empty()).then(|| view(change, assumed.estate))
            })
            .collect();
        Ok(Self {
            before,
            after,
            assumptions: assumptions
                .iter()
                .map(|it| AssumptionView {
                    scenario: it.scenario.clone(),
                    from: it.from,
                    words: it.words.clone(),
                    span: it.span,
                })
                .collect(),
            standings,
            gone,
            transfers,
        })
    }
}

fn view(change: TransferChange, estate: &Estate) -> TransferView {
    let named = |id: String| {
        let party = estate.parties.iter().find(|party| party.id == id);
        let name = party.map_or_else(|| id.clone(), |party| party.name.clone());
        Named { id, name }
    };
    TransferView {
        fate: change.fate,
        regime: Named {
            id: change.regime.id().to_owned(),
            name: change.regime.label().to_owned(),
        },
        exporter: named(change.exporter),
        importer: named(change.importer),
        countries: change.countries,
        before: change.before.into_iter().map(SupportView::from).collect(),
        after: change.after.into_iter().map(SupportView::from).collect(),
        flows: change.flows,
    }
}

impl From<TransferMechanism> for SupportView {
    fn from(mechanism: TransferMechanism) -> Self {
        let (kind, id) = match mechanism {
            TransferMechanism::Adequacy(row) => ("adequacy", row),
            TransferMechanism::Safeguard(id) => ("safeguard", id),
            TransferMechanism::Derogation(id) => ("derogation", id),
        };
        Self { kind, id }
    }
}
