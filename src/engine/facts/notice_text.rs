//! Facts about the text of the notice as a whole: what a template left in it, and its date.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Evidence, EvidenceMap, Label, LabelRole, TextFacts};
use crate::estate::model::{AnchorState, Estate, Notice, NoticeDocument, StatementIx};
use crate::estate::vocabulary::Matter;
use crate::law::Regime;

/// The facts of the text, with the evidence for them.
#[derive(Debug)]
pub struct TextFound {
    /// The facts.
    pub facts: TextFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// What is wrong with the text of the version that is in force on a day; `None` where nothing is.
/// `unused` are the statements that no flow is a case of.
pub fn notice_text(
    estate: &Estate,
    regime: Regime,
    day: Date,
    unused: &[StatementIx],
) -> Option<TextFound> {
    let notice = estate.notice_on(day)?;
    let mut evidence = EvidenceMap::new();
    let facts = TextFacts {
        regime,
        flows_not_recorded: flows_not_recorded(estate, unused, &mut evidence),
        placeholders: placeholders(notice, &mut evidence),
        date_kept: date_kept(estate, notice, &mut evidence),
    };
    let holds = facts.placeholders || facts.date_kept || facts.flows_not_recorded;
    holds.then_some(TextFound { facts, evidence })
}

/// Whether the estate states that its flows are not complete, and some statements have none.
fn flows_not_recorded(estate: &Estate, unused: &[StatementIx], evidence: &mut EvidenceMap) -> bool {
    if unused.is_empty() || !estate.leaves_open(Matter::Flows) {
        return false;
    }
    let mut found = Evidence {
        elements: vec![match unused.len() {
            1 => "1 statement".to_owned(),
            count => format!("{count} statements"),
        }],
        ..Evidence::default()
    };
    for statement in unused.iter().filter_map(|it| estate.statement(*it)) {
        found
            .steps
            .push(format!("no flow is a case of `{}`", statement.id));
        if let AnchorState::Found { span, .. } = statement.anchor {
            found.labels.push(Label {
                role: LabelRole::Notice,
                span,
                text: "no flow does so".to_owned(),
            });
        }
    }
    evidence.insert("text.flowsNotRecorded", found);
    true
}

/// Whether a template left something to be filled in. Each is shown once, at its first place.
fn placeholders(notice: &Notice, evidence: &mut EvidenceMap) -> bool {
    let mut found = Evidence::default();
    let mut all: Vec<(String, usize)> = Vec::new();
    let documents = notice.documents.iter();
    let left = documents.flat_map(|it| it.text.placeholders().iter().map(move |span| (it, span)));
    for (document, span) in left {
        let source = document.text.text().get(span.range()).unwrap_or("");
        let words = source.split_whitespace().collect::<Vec<_>>().join(" ");
        match all.iter_mut().find(|(known, _)| *known == words) {
            Some((_, times)) => *times += 1,
            None => {
                all.push((words, 1));
                found.labels.push(Label {
                    role: LabelRole::Notice,
                    span: *span,
                    text: "left over from a template".to_owned(),
                });
            }
        }
    }
    if all.is_empty() {
        return false;
    }
    for (words, times) in all {
        let often = match times {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        found.steps.push(format!("the text has `{words}` {often}"));
        found.elements.push(format!("`{words}`"));
    }
    evidence.insert("text.placeholders", found);
    true
}

/// Whether the words differ from those of the version before, and the date that the text gives for
/// itself does not.
fn date_kept(estate: &Estate, notice: &Notice, evidence: &mut EvidenceMap) -> bool {
    let mut documents = notice.documents.iter();
    documents.any(|document| document_date_kept(estate, notice, document, evidence))
}

/// The same of one document, held against its own version before.
fn document_date_kept(
    estate: &Estate,
    notice: &Notice,
    document: &Arc<NoticeDocument>,
    evidence: &mut EvidenceMap,
) -> bool {
    let versions = estate.notices.iter();
    let earlier = versions.take_while(|version| !std::ptr::eq(*version, notice));
    let before = earlier
        .flat_map(|version| &version.documents)
        .filter(|it| it.id == document.id && !Arc::ptr_eq(it, document))
        .last();
    let Some(before) = before.filter(|before| !document.text.has_the_words_of(&before.text)) else {
        return false;
    };
    let (Some((date, span)), Some((old_date, old_span))) =
        (document.text.stated_date(), before.text.stated_date())
    else {
        return false;
    };
    if date.to_lowercase() != old_date.to_lowercase() {
        return false;
    }
    let label = |span, text: &str| Label {
        role: LabelRole::Notice,
        span,
        text: text.to_owned(),
    };
    let day =
        |version: &NoticeDocument| version.published.map_or(String::new(), |it| it.to_string());
    evidence.insert(
        "text.dateKept",
        Evidence {
            elements: vec![date.clone()],
            labels: vec![
                label(span, "the date that the text gives"),
                label(old_span, "the same date in the version before"),
            ],
            day: document.published,
            steps: vec![format!(
                "the versions of {} and {} differ in their words, and both give {date}",
                day(before),
                day(document)
            )],
            ..Evidence::default()
        },
    );
    true
}
