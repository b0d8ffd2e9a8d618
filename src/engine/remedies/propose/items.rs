//! Items that the law requires a notice to state, and words of the text that no statement covers yet.

use std::collections::BTreeMap;

use super::places_of::{fresh_statement, next_to, place};
use crate::engine::facts::{LabelRole, NOT_TRANSCRIBED};
use crate::engine::finding::{Finding, blank, fingerprint};
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, Draft, EditKind, list, text, word};
use crate::engine::remedies::wording::{item, joined};
use crate::estate::model::{Estate, Notice, NoticeDocument};
use crate::notice::read::Kind;

/// The key of the item that a finding is about.
pub(super) fn key<'e>(estate: &'e Estate, finding: &Finding) -> Option<&'e str> {
    let keys = estate.law.notice_item_keys().iter();
    let rule = finding.rule.as_str();
    let mut of_it = keys.filter(|it| fingerprint(&[rule, &it.key]) == finding.id);
    Some(of_it.next()?.key.as_str())
}

/// A sentence that states a missing item, and one that states others with it.
pub(super) fn stating(about: About<'_>) -> impl Iterator<Item = Candidate> {
    [missing(about), rights(about)].into_iter().flatten()
}

/// What sentences on rights begin with.
const RIGHT: &str = "You have the right to ";

/// One sentence that states all rights which the notice lacks, where the finding is about one of them and there are
/// several.
fn rights(about: About<'_>) -> Option<Candidate> {
    let right = |finding: &Finding| {
        let key = key(about.estate(), finding)?;
        let (sentence, blanks) = item(key)?;
        let words = sentence.strip_prefix(RIGHT)?.strip_suffix('.')?;
        blanks.is_empty().then_some((key, words))
    };
    right(about.finding)?;
    let all = about.checked.outcome.findings.iter();
    let lacking = all.filter(|it| it.rule == about.finding.rule && !it.is_suppressed());
    let lacking: BTreeMap<&str, &str> = lacking.filter_map(right).collect();
    if lacking.len() < 2 {
        return None;
    }
    let keys: Vec<&str> = lacking.keys().copied().collect();
    let words: Vec<&str> = lacking.values().copied().collect();
    let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    let mut candidate = Candidate::new(
        ChangeKind::Disclose,
        format!(
            "add one sentence to the notice that states {}",
            joined(&quoted)
        ),
    );
    let at = next_to(about, keys.first()?).unwrap_or_else(|| place(about, Kind::Informs));
    candidate.drafts = vec![Draft {
        id: fresh_statement(about, "draft-rights"),
        document: at.document,
        section: at.section,
        services: vec!["all".to_owned()],
        quote: format!("{}: {}.", RIGHT.trim_end(), words.join("; ")),
        says: vec![("informs", list(&keys))],
        behind: at.behind,
    }];
    Some(candidate)
}

/// A sentence that states a missing item.
pub(in crate::engine::remedies) fn missing(about: About<'_>) -> Option<Candidate> {
    let key = key(about.estate(), about.finding)?;
    let (sentence, blanks) = item(key)?;
    let estate = about.estate();
    let controller = estate.party(estate.controller);
    let mut quote = sentence.to_owned();
    let mut candidate = Candidate::new(
        ChangeKind::Disclose,
        format!("add a sentence to the notice that states `{key}`"),
    );
    for name in blanks {
        let held = match *name {
            "officer" => controller.dpo.held().map(|it| match &it.contact {
                Some(contact) => format!("{}, {contact}", it.name),
                None => it.name.clone(),
            }),
            "controller" => controller
                .contact
                .as_ref()
                .map(|it| format!("{}, {it}", controller.name)),
            "authority" => controller.supervisory_authority.clone(),
            "representative" => controller.representatives.held().map(|all| {
                let reach = all.iter().map(|it| match &it.contact.contact {
                    Some(contact) => format!("{}, {contact}", it.contact.name),
                    None => it.contact.name.clone(),
                });
                reach.collect::<Vec<_>>().join("; ")
            }),
            _ => None,
        };
        let value = held.clone().unwrap_or_else(|| blank(name));
        quote = quote.replace(&format!("{{{name}}}"), &value);
        if held.is_none() {
            let assumed = format!("the blank `{}` of the sentence is filled in", blank(name));
            candidate = candidate.assuming(name, assumed, &format!("[{name}]"));
        }
    }
    let at = next_to(about, key).unwrap_or_else(|| place(about, Kind::Informs));
    let informs = match key {
        // What statements of their own say is not stated by a key alone.
        "recipients" | "purposes" | "legal-basis" | "retention" => return None,
        key => key,
    };
    candidate.drafts = vec![Draft {
        id: fresh_statement(about, &format!("draft-{key}")),
        document: at.document,
        section: at.section,
        services: vec!["all".to_owned()],
        quote,
        says: vec![("informs", word(informs))],
        behind: at.behind,
    }];
    Some(candidate)
}

/// A statement that quotes words which name a recipient.
pub(super) fn recipient_in_text(about: About<'_>) -> Option<Candidate> {
    let importers: Vec<String> = about
        .importers()
        .into_iter()
        .map(|it| about.estate().party(it).id.clone())
        .collect();
    let says = format!("{{with: {}}}", list(&importers));
    transcribed(
        about,
        &format!("shares-{}", importers.join("-")),
        "shares",
        says,
    )
}

/// A statement that quotes words which seem to state an item.
pub(super) fn in_text(about: About<'_>) -> Option<Candidate> {
    let key = key(about.estate(), about.finding)?;
    transcribed(about, key, "informs", word(key))
}

/// A statement of the estate on words that the text has already. Nothing that is published changes.
fn transcribed(
    about: About<'_>,
    subject: &str,
    key: &'static str,
    says: String,
) -> Option<Candidate> {
    let estate = about.estate();
    let notice = estate.notice_on(about.day())?;
    let mut labels = about.finding.labels.iter();
    let label = labels.find(|it| it.role == LabelRole::Notice && it.text == NOT_TRANSCRIBED)?;
    let document = notice.document_at(label.span)?;
    let quote = sentence_around(document.text.text(), label.span.range())?;
    let path = list_of_statements(about, notice)?;
    let words = (quote.as_str(), label.span.start);
    let mut entry = beginning(about, (notice, document), subject, words);
    let services = about.services();
    let services: Vec<&str> = services
        .iter()
        .map(|it| estate.service(*it).id.as_str())
        .collect();
    if !services.is_empty() {
        entry.push(("services", list(&services)));
    }
    entry.push((key, says));
    let words = "add a statement that quotes the words which the notice has already";
    let candidate = Candidate::new(ChangeKind::RecordFact, words);
    let means = format!("the words \"{quote}\" mean this");
    Some(
        candidate
            .edit(path, EditKind::Append("statements", entry))
            .assuming_fact(means),
    )
}

/// The file that has the statements of a notice.
fn list_of_statements<'c>(about: About<'c>, notice: &Notice) -> Option<&'c str> {
    about.path(notice.statements_span())
}

/// The keys with which a statement begins on words of a document and where they begin.
fn beginning(
    about: About<'_>,
    (notice, document): (&Notice, &NoticeDocument),
    subject: &str,
    (quote, start): (&str, u32),
) -> Vec<(&'static str, String)> {
    let section = document.text.section_at(start);
    let section = section.map(|it| document.text.heading_path(it.id));
    let mut entry = vec![("id", word(&fresh_statement(about, subject)))];
    if let (Some(id), true) = (&document.id, notice.documents.len() > 1) {
        entry.push(("document", word(id)));
    }
    entry.extend(section.map(|it| ("section", text(&it))));
    entry.push(("quote", text(quote)));
    entry
}

/// The file that takes a statement on an item, and the statement: it quotes words of a document.
pub(super) fn quoting<'c>(
    about: About<'c>,
    (notice, document): (&Notice, &NoticeDocument),
    words: (&str, u32),
    item: &str,
) -> Option<(&'c str, Vec<(&'static str, String)>)> {
    let mut entry = beginning(about, (notice, document), item, words);
    entry.push(("informs", word(item)));
    Some((list_of_statements(about, notice)?, entry))
}

/// The sentence around some words, within its line; the words themselves where it has marks of a format.
fn sentence_around(text: &str, range: std::ops::Range<usize>) -> Option<String> {
    let words = text.get(range.clone())?;
    let before = text.get(..range.start)?;
    let after = text.get(range.end..)?;
    let begins = before
        .rfind(['\n', '.', '?', '!', ':', ';', '|'])
        .map_or(0, |at| at + 1);
    let ends = after
        .find(['\n', '.', '?', '!', ';', '|'])
        .unwrap_or(after.len());
    let whole = text.get(begins..range.end + ends)?.trim();
    let whole = whole.trim_start_matches(['-', '*', '+', ' ']);
    let is_marked = whole.contains(['*', '_', '[', ']', '<', '>', '`', '\\', '&']);
    Some(if is_marked { words.trim() } else { whole }.to_owned())
}
