//! Cases on the links that an estate cites.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Case, Subject};
use crate::engine::as_of::AsOf;
use crate::engine::facts::{CitationFacts, Evidence, EvidenceMap, Label, LabelRole};
use crate::engine::policy::{Action, Asked, Question};
use crate::estate::model::{Citation, Estate, Seen};
use crate::estate::vocabulary::SeenState;
use crate::law::Regime;

/// The cases of the links that were looked up, under each regime that applies to the controller. What was
/// seen after the day does not count.
pub(super) fn citation_cases<'d>(day: &AsOf<'d>) -> Vec<Case<'d>> {
    let estate = day.estate;
    let seen = |citation: &'d Citation| Some((citation, citation.seen.as_ref()?));
    let under = |regime: Regime| {
        let links = estate.citations.iter().filter_map(seen);
        links.map(move |(citation, seen)| Case {
            questions: vec![Question::new(
                Action::Cite,
                estate.controller,
                Asked::Notice,
                facts(seen, regime, day.day),
            )],
            regime,
            subject: Subject::Named(&citation.url),
            evidence: Cow::Owned(evidence(estate, day.day, citation, seen)),
        })
    };
    day.regimes.iter().flat_map(under).collect()
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

fn evidence(estate: &Estate, day: Date, citation: &Citation, seen: &Seen) -> EvidenceMap {
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
        let mut found = found(&text, changed.on, "");
        found
            .steps
            .extend(of_notice(estate, day, citation, changed.on));
        evidence.insert("citation.changed", found);
    }
    evidence
}

/// What it means for the notice that the text at its own address is another: the version of the estate
/// was published before.
fn of_notice(estate: &Estate, day: Date, citation: &Citation, on: Date) -> Option<String> {
    let notice = estate.notice_on(day)?;
    let mut documents = notice.documents.iter();
    let own = documents.find(|it| it.url.as_ref() == Some(&citation.url))?;
    let published = own.published.filter(|published| *published < on)?;
    Some({
        format!(
            "it is the address of the notice, whose version in the estate is that of {published}: add the \
             text of {on} as a version of its own, with that day in `published`"
        )
    })
}
