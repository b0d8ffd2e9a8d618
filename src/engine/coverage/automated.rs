//! Automated decisions (Arts 13(2)(f), 22): whether the notice names one, and whether it states the logic
//! and the consequences.

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying, decide};
use crate::estate::model::{Decides, Estate, ServiceIx, StatementIx};

/// What must be stated of an automated decision beyond that there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionDetail {
    /// The logic involved.
    Logic,
    /// The significance and the envisaged consequences.
    Consequences,
}

impl DecisionDetail {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Logic, Self::Consequences];

    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Logic => "the logic involved",
            Self::Consequences => "the significance and the consequences",
        }
    }

    fn stated(self, decides: &Decides) -> Option<bool> {
        match self {
            Self::Logic => decides.logic,
            Self::Consequences => decides.consequences,
        }
    }
}

/// Whether the statements that name a decision state a detail of it: yes where one of them does, no where
/// each is recorded not to, else not recorded. With the statements that the answer relies on.
pub fn decision_detail(
    estate: &Estate,
    service: Option<ServiceIx>,
    (about, detail): (&str, DecisionDetail),
    day: Date,
) -> (Option<bool>, Vec<StatementIx>) {
    let naming: Vec<(StatementIx, Option<bool>)> = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let decides = statement.decides.as_ref()?;
            let named = decides.about.iter().any(|stated| stated == about);
            (named && !decides.none).then(|| (index, detail.stated(decides)))
        })
        .collect();
    let all = [Some(true), None, Some(false)];
    let answers = |answer: &Option<bool>| naming.iter().any(|(_, stated)| stated == answer);
    let answer = all.into_iter().find(answers).flatten();
    let grounds = naming.into_iter().filter(|(_, stated)| *stated == answer);
    (answer, grounds.map(|(index, _)| index).collect())
}

/// What the notice says about an automated decision in a service.
pub fn automated_decision(
    estate: &Estate,
    service: Option<ServiceIx>,
    about: &str,
    day: Date,
) -> Judgement {
    let voices = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let decides = statement.decides.as_ref()?;
            let named = decides.about.iter().any(|stated| stated == about);
            let (fit, why) = match (decides.about.is_empty(), named) {
                (_, true) => (
                    Fit::Named,
                    format!("it speaks of decisions about `{about}`"),
                ),
                (true, false) if decides.none => {
                    (Fit::All, "no decisions are automated".to_owned())
                }
                (true, false) => (
                    Fit::Broader,
                    "it says that there may be automated decisions, not about what".to_owned(),
                ),
                (false, false) => return None,
            };
            Some(StatementMatch {
                statement: index,
                positive: !decides.none,
                fit,
                people: None,
                why,
            })
        })
        .collect();
    decide(estate, voices)
}
