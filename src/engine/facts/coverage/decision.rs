//! What the notice states of an automated decision beyond that there is one (Arts 13(2)(f) and 14(2)(g)):
//! the logic, the significance and the consequences.

use super::collected::Collected;
use crate::engine::coverage::{DecisionDetail, Verdict, decision_detail};
use crate::engine::facts::{Details, Evidence, Label, LabelRole, VerdictSet};
use crate::estate::model::FlowField;

/// Words by which notices state the logic of a decision.
const LOGIC: [&str; 12] = [
    "logic",
    "criteri",
    "algorithm",
    "score",
    "scoring",
    "factor",
    "calculat",
    "based on",
    "on the basis of",
    "depends on",
    "threshold",
    "takes into account",
];

/// Words by which notices state its consequences.
const CONSEQUENCES: [&str; 10] = [
    "consequence",
    "result",
    "refus",
    "declin",
    "reject",
    "effect",
    "impact",
    "significan",
    "not be able",
    "will not",
];

impl Collected<'_, '_> {
    /// Whether the notice states the details of the decision that it names. Where it does not name the
    /// decision that is what is missing, and nothing is asked of the details.
    pub fn decision_details(&mut self, named: VerdictSet) -> Details {
        let only_named = named.iter().eq([Verdict::Clear]);
        let Some(decision) = self.shape.decision.as_ref().filter(|_| only_named) else {
            return Details::NotRequired;
        };
        let (source, service) = (self.source, self.shape.service);
        let of = |detail| {
            let question = (decision.about.as_str(), detail);
            let (answer, on) = decision_detail(source.estate, service, question, source.day);
            (detail, answer, on)
        };
        let found = DecisionDetail::ALL.map(of);
        let answers = |answer| found.iter().any(|(_, it, _)| *it == answer);
        let (details, answer) = if answers(Some(false)) {
            (Details::Missing, Some(false))
        } else if answers(None) {
            (Details::NotRecorded, None)
        } else {
            return Details::Stated;
        };
        let mut entry = Evidence {
            name: Some(decision.about.clone()),
            fields: vec![(FlowField::Decision, "the automated decision".to_owned())],
            ..Evidence::default()
        };
        for (detail, _, on) in found.into_iter().filter(|(_, it, _)| *it == answer) {
            let words = detail.words();
            entry.elements.push(words.to_owned());
            let ids = on.iter().filter_map(|at| source.estate.statement(*at));
            let ids: Vec<String> = ids.map(|it| format!("`{}`", it.id)).collect();
            let ids = ids.join(", ");
            entry.steps.push(match answer {
                Some(_) => format!("the words of {ids} are recorded not to state {words}"),
                None => format!("it is not recorded whether the words of {ids} state {words}"),
            });
            let near = on.first().filter(|_| answer.is_none());
            let place = near.and_then(|at| source.text.near(*at, words_for(detail)));
            entry.labels.extend(place.map(|span| Label {
                role: LabelRole::Notice,
                span,
                text: format!("this may state {words}"),
            }));
            entry.statements.extend(on);
        }
        entry.statements.sort();
        entry.statements.dedup();
        self.evidence.insert("coverage.decisionDetails", entry);
        details
    }
}

fn words_for(detail: DecisionDetail) -> &'static [&'static str] {
    match detail {
        DecisionDetail::Logic => &LOGIC,
        DecisionDetail::Consequences => &CONSEQUENCES,
    }
}
