//! What is asked of the links that an estate cites, and the verdicts on them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::facts::{CitationFacts, Evidence, EvidenceMap, Label, LabelRole};
use super::finding::{About, Verdict, decided};
use super::policy::{Decider, Question, Rules};
use crate::estate::model::{Citation, Estate, Seen};
use crate::estate::vocabulary::SeenState;
use crate::law::Regime;

/// The links of an estate that were looked up by a day.
pub(super) struct Cited<'e> {
    links: Vec<Link<'e>>,
}

struct Link<'e> {
    citation: &'e Citation,
    facts: CitationFacts,
    evidence: EvidenceMap,
}

impl<'e> Cited<'e> {
    /// What is known of them on a day: what was seen later says nothing of it.
    pub fn of(estate: &'e Estate, regime: Regime, day: Date) -> Self {
        let links = estate.citations.iter().filter_map(|citation| {
            let seen = citation.seen.as_ref()?;
            let facts = facts(seen, regime, day);
            Some(Link {
                citation,
                facts,
                evidence: evidence(citation, seen),
            })
        });
        Self {
            links: links.collect(),
        }
    }

    pub fn questions(&self, estate: &Estate) -> Vec<Question> {
        self.links
            .iter()
            .map(|link| question(estate, link))
            .collect()
    }

    /// The verdicts on them; policies that fail are added to the faults.
    pub fn verdicts<'a>(
        &'a self,
        estate: &Estate,
        rules: &Rules,
        decider: &Decider<'_>,
        faults: &mut BTreeSet<(String, String)>,
    ) -> Vec<Verdict<'a>> {
        let ask = (rules, decider);
        let mut verdicts = Vec::new();
        for link in &self.links {
            let (question, about) = (question(estate, link), About::Citation(&link.citation.url));
            let regime = link.facts.regime;
            verdicts.extend(decided(
                ask,
                &question,
                regime,
                &about,
                &link.evidence,
                faults,
            ));
        }
        verdicts
    }
}

fn question(estate: &Estate, link: &Link<'_>) -> Question {
    Question::Citation(estate.controller, link.facts)
}

fn facts(seen: &Seen, regime: Regime, day: Date) -> CitationFacts {
    let by_now = seen.since <= day;
    let unreachable = by_now && seen.state == SeenState::Unreachable;
    // It was looked up on the first and on the last of these days; what came after is not known.
    let days = (day.min(seen.looked) - seen.since).get_days();
    CitationFacts {
        regime,
        gone: by_now && seen.state == SeenState::Gone,
        unreachable_days: if unreachable { i64::from(days) } else { 0 },
        changed: seen.changed.as_ref().is_some_and(|it| it.on <= day),
    }
}

fn evidence(citation: &Citation, seen: &Seen) -> EvidenceMap {
    let found = |text: &str, day: Date, name: &str| Evidence {
        elements: vec![citation.url.clone()],
        labels: citation
            .spans
            .iter()
            .map(|span| Label {
                role: LabelRole::Estate,
                span: *span,
                text: text.to_owned(),
            })
            .collect(),
        day: Some(day),
        name: Some(name.to_owned()),
        steps: vec![format!(
            "{} was looked up last on {}: {text}",
            citation.url, seen.looked
        )],
        ..Evidence::default()
    };
    let mut evidence = EvidenceMap::new();
    if let Some(why) = &seen.why {
        let text = format!("{why}, since {}", seen.since);
        evidence.insert("citation.dead", found(&text, seen.since, why));
    }
    if let Some(changed) = &seen.changed {
        let text = format!("another text since {}", changed.on);
        evidence.insert("citation.changed", found(&text, changed.on, ""));
    }
    evidence
}
