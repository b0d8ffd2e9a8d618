//! What a remedy changes of a notice, as drafts next to what is published: the text with the sentences, and a
//! proposal with their statements. What is published is never edited.

use std::collections::BTreeSet;

use super::draft_html;
use crate::engine::finding::{Change, Sentence};
use crate::estate::model::{AnchorState, Estate, Notice, NoticeDocument};
use crate::input::{SourceMap, Span, edit};
use crate::notice::TextFormat;

/// A draft of a document of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeDraft {
    /// Where the text goes: next to the published one.
    pub path: String,
    /// The text with the sentences; `None` where the published one is a value in a file of the estate.
    pub text: Option<String>,
    /// Where the proposal goes.
    pub proposal_path: String,
    /// The proposal, for `check --with`.
    pub proposal: String,
}

/// The drafts that a change makes of a notice; `earlier` gives the text of a draft that is there already. `None`
/// where the change leaves the notice as it is, or an earlier draft has a form that is not edited.
pub fn drafted(
    estate: &Estate,
    sources: &SourceMap,
    day: jiff::civil::Date,
    change: &Change,
    earlier: impl Fn(&str) -> Option<String>,
) -> Option<NoticeDraft> {
    if change.proposal.is_empty() {
        return None;
    }
    let notice = estate.notice_on(day)?;
    let document = document_of(notice, change)?;
    let file = sources.file(document.text.file())?;
    let (stem, extension) = file.path().rsplit_once('.').unwrap_or((file.path(), "txt"));
    let path = format!("{stem}.draft.{extension}");
    let proposal_path = format!("{stem}.draft.yaml");
    let inline = path == proposal_path;
    let proposal = match earlier(&proposal_path) {
        Some(text) => proposal_with(&text, change)?,
        None => format!(
            "# Drafts for approval, not published: fairnotice check --with {}\n{}",
            proposal_path, change.proposal
        ),
    };
    let text = (!inline).then(|| {
        let published = document.text.text().to_owned();
        let text = earlier(&path).unwrap_or(published);
        with_sentences(notice, document, sources, change, text)
    });
    Some(NoticeDraft {
        path,
        text,
        proposal_path,
        proposal,
    })
}

/// The document that the sentences are for, or else the one with the statements that are withdrawn.
fn document_of<'e>(notice: &'e Notice, change: &Change) -> Option<&'e NoticeDocument> {
    let named = change.sentences.iter().find_map(|it| it.document.clone());
    let withdrawn = || {
        let statements = notice.statements.iter();
        let mut of_it = statements.filter(|it| change.withdraws.contains(&it.id));
        of_it.find_map(|it| it.document.clone())
    };
    let id = named.or_else(withdrawn);
    let mut documents = notice.documents.iter();
    let found = documents.find(|it| it.id == id);
    found.or(notice.documents.first()).map(|it| &**it)
}

/// An earlier proposal with what a change adds; `None` where it has a form that is not edited.
pub fn proposal_with(earlier: &str, change: &Change) -> Option<String> {
    let mut text = earlier.to_owned();
    for id in &change.withdraws {
        text = edit::item_appended(&text, "withdraws", id)?;
    }
    for sentence in &change.sentences {
        text = edit::entry_appended(&text, "statements", &sentence.entry)?;
    }
    Some(text)
}

/// A text with sentences, each behind what states the same kind of thing, and without words that are withdrawn.
fn with_sentences(
    notice: &Notice,
    document: &NoticeDocument,
    sources: &SourceMap,
    change: &Change,
    mut text: String,
) -> String {
    let format = document.text.format();
    // Words that the text has several times are those of the same turn in the draft.
    let turn_of = |span: Span| {
        let words = sources.text(span);
        let before = document.text.text().get(..span.start as usize)?;
        Some((words, before.matches(words).count()))
    };
    let sentences = document.text.sentences();
    let gone = |id: &str| change.withdraws.iter().any(|it| it == id);
    let withdrawn = |id: &str| withdrawn(notice, &sentences, sources, (id, &gone));
    let place_of = |id: &str| {
        let span = if gone(id) {
            withdrawn(id)?.0
        } else {
            anchor_of(notice, id)?
        };
        (span.file == document.text.file()).then_some(())?;
        turn_of(span)
    };
    let found = |text: &str, (words, turn): (&str, usize)| {
        let (at, _) = text.match_indices(words).nth(turn)?;
        Some(at..at + words.len())
    };
    for sentence in &change.sentences {
        let behind = sentence.behind.as_deref();
        let at = behind.and_then(place_of).and_then(|it| found(&text, it));
        let in_its_place = behind.is_some_and(|it| change.withdraws.iter().any(|id| id == it));
        let at = match at {
            Some(at) => Some(at.end),
            None => section_end(document, sentence, &turn_of, &|it| found(&text, it)),
        };
        text = inserted(&text, at, sentence, format, in_its_place);
    }
    let mut done: BTreeSet<Span> = BTreeSet::new();
    for id in &change.withdraws {
        let Some((span, is_alone)) = withdrawn(id).filter(|(span, _)| done.insert(*span)) else {
            continue;
        };
        let Some((place, at)) = place_of(id).and_then(|it| Some((it, found(&text, it)?))) else {
            continue;
        };
        // The words stay, so that those of a later turn are still found by them.
        let (start, gap, remark) = if is_alone {
            (
                at.start,
                "",
                format!("withdrawn in this draft: {}", place.0),
            )
        } else {
            let quote = sources.text(anchor_of(notice, id).unwrap_or(span));
            let words: Vec<&str> = quote.split_whitespace().collect();
            (at.end, " ", rewritten(&words.join(" ")))
        };
        if let (Some(before), Some(after)) = (text.get(..start), text.get(at.end..)) {
            text = format!("{before}{gap}{}{after}", mark(format, &remark));
        }
    }
    text
}

/// What is remarked of a sentence of which a part is withdrawn.
fn rewritten(words: &str) -> String {
    format!("to be rewritten, since this is withdrawn in this draft: {words}")
}

/// Where the words of a statement are.
fn anchor_of(notice: &Notice, id: &str) -> Option<Span> {
    let statement = notice.statements.iter().find(|it| it.id == id)?;
    match statement.anchor {
        AnchorState::Found { span, .. } => Some(span),
        AnchorState::NotFound { .. } => None,
    }
}

/// What goes with a statement that is withdrawn: the sentence that its words are part of, and whether no statement that stays
/// needs it. A sentence with marks of a format within it is left, and the words alone go.
fn withdrawn(
    notice: &Notice,
    sentences: &[Span],
    sources: &SourceMap,
    (id, gone): (&str, &impl Fn(&str) -> bool),
) -> Option<(Span, bool)> {
    let words = anchor_of(notice, id)?;
    let holds =
        |it: &&Span| it.file == words.file && it.start <= words.start && words.end <= it.end;
    let is_plain = |it: &&Span| {
        !sources
            .text(**it)
            .contains(['*', '_', '<', '>', '`', '[', '|'])
    };
    let Some(sentence) = sentences.iter().find(holds).filter(is_plain) else {
        return Some((words, true));
    };
    let is_needed = notice.statements.iter().any(|other| match other.anchor {
        AnchorState::Found { span, .. } => {
            !gone(&other.id)
                && span.file == sentence.file
                && span.start < sentence.end
                && sentence.start < span.end
        }
        AnchorState::NotFound { .. } => false,
    });
    Some((*sentence, !is_needed))
}

/// Where the section of a sentence ends in a draft: behind its last line.
fn section_end<'t>(
    document: &'t NoticeDocument,
    sentence: &Sentence,
    turn_of: &impl Fn(Span) -> Option<(&'t str, usize)>,
    found: &impl Fn((&'t str, usize)) -> Option<std::ops::Range<usize>>,
) -> Option<usize> {
    let name = sentence.section.as_deref()?;
    let section = document
        .text
        .section(document.text.section_named(name).ok()?)?;
    let text = document.text.text().get(section.span.range())?;
    // What is in sections below it is about those.
    let own = text
        .match_indices("\n#")
        .map(|(at, _)| at)
        .next()
        .unwrap_or(text.len());
    let own = text.get(..own)?.trim_end();
    let line = own.rfind('\n').map_or(0, |at| at + 1);
    let start = section.span.start as usize;
    let span = Span::new(
        section.span.file,
        (start + line) as u32,
        (start + own.len()) as u32,
    );
    Some(found(turn_of(span)?)?.end)
}

/// A remark that readers of the published page would not see, where the format has such.
fn mark(format: TextFormat, words: &str) -> String {
    match format {
        TextFormat::Markdown | TextFormat::Html => format!("<!-- {words} -->"),
        TextFormat::Plain => format!("[{words}]"),
    }
}

/// A text with a sentence behind a place, in the pattern of what is there: an item behind an item, else a line of
/// its own.
fn inserted(
    text: &str,
    at: Option<usize>,
    sentence: &Sentence,
    format: TextFormat,
    in_its_place: bool,
) -> String {
    let mark = mark(format, "draft for approval");
    let feed = edit::line_feed(text);
    let is_page = format == TextFormat::Html;
    let words = if is_page {
        format!("{} {mark}", draft_html::escaped(&sentence.text))
    } else {
        format!("{} {mark}", sentence.text)
    };
    if let (Some(at), true) = (at, in_its_place)
        && let Some((before, after)) = text.split_at_checked(at)
    {
        return format!("{before} {words}{after}");
    }
    if is_page {
        return draft_html::inserted(text, at, &words, feed);
    }
    let end = at.and_then(|at| {
        let rest = text.get(at..)?;
        Some(rest.find(feed).map_or(text.len(), |it| at + it))
    });
    let Some(end) = end else {
        let heading = sentence.section.as_deref().unwrap_or("");
        let gap = if text.ends_with('\n') {
            feed.to_owned()
        } else {
            feed.repeat(2)
        };
        let place = match heading {
            "" => String::new(),
            heading => format!("{heading}: "),
        };
        return format!("{text}{gap}{place}{words}{feed}");
    };
    let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let line = before.rsplit('\n').next().unwrap_or("");
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    let marker = match line.trim_start().chars().next() {
        Some(c @ ('-' | '*' | '+' | '\u{2022}')) if !line.trim_start().starts_with("**") => {
            format!("{c} ")
        }
        _ => String::new(),
    };
    if line.trim_start().starts_with('|') {
        // A row of a table is no place for a sentence.
        let table = after.find(&feed.repeat(2)).unwrap_or(after.len());
        let (rows, rest) = after.split_at_checked(table).unwrap_or((after, ""));
        return format!("{before}{rows}{feed}{feed}{words}{rest}");
    }
    format!("{before}{feed}{indent}{marker}{words}{after}")
}
