//! What is asked of deployed things, and the verdicts on them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::engine::deployment::{Case, CaseKind, Deployed, Operated};
use crate::engine::finding::{About, Verdict, decided};
use crate::engine::policy::{Action, Decider, Question, Rules};
use crate::estate::model::Estate;
use crate::law::Regime;

/// What is asked of deployed things.
pub(super) struct Beside {
    cases: Vec<Case>,
    operated: Vec<Operated>,
}

impl Beside {
    pub(super) fn of(deployed: &Deployed, estate: &Estate, regime: Regime, day: Date) -> Self {
        Self {
            cases: deployed.cases(estate, regime, day),
            operated: deployed.operated(estate, regime),
        }
    }

    pub(super) fn questions(&self, estate: &Estate) -> Vec<Question> {
        let cases = self.cases.iter().map(|case| question(estate, case));
        cases
            .chain(self.operated.iter().map(|it| operated(estate, it)))
            .collect()
    }

    /// The verdicts on them; policies that fail are added to the faults.
    pub(super) fn verdicts<'a>(
        &'a self,
        estate: &Estate,
        rules: &Rules,
        decider: &Decider<'_>,
        faults: &mut BTreeSet<(String, String)>,
    ) -> Vec<Verdict<'a>> {
        let ask = (rules, decider);
        let mut verdicts = Vec::new();
        for case in &self.cases {
            let (question, about) = (question(estate, case), About::Deployed(case));
            let regime = case.facts.regime;
            verdicts.extend(decided(
                ask,
                &question,
                regime,
                &about,
                &case.evidence,
                faults,
            ));
        }
        for it in &self.operated {
            let (question, about) = (operated(estate, it), About::Operated(it.system));
            let regime = it.facts.regime;
            verdicts.extend(decided(
                ask,
                &question,
                regime,
                &about,
                &it.evidence,
                faults,
            ));
        }
        verdicts
    }
}

fn question(estate: &Estate, case: &Case) -> Question {
    let action = match case.kind {
        CaseKind::Place => Action::Deploy,
        CaseKind::Copy => Action::Replicate,
    };
    Question::Deployed(action, estate.controller, case.facts)
}

fn operated(estate: &Estate, it: &Operated) -> Question {
    Question::Operated(estate.controller, it.system, it.facts)
}
