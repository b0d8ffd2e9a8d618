//! The text of a draft: sentences in the pattern of what is around them, and remarks in the place of what is withdrawn.

use std::collections::BTreeSet;
use std::ops::Range;

use super::about::says;
use super::draft_block::{Block, is_whole, label};
use super::draft_html;
use super::outdated::Outdated;
use crate::engine::finding::{Change, Sentence};
use crate::estate::model::{AnchorState, Notice, NoticeDocument};
use crate::input::{SourceMap, Span, edit};
use crate::notice::TextFormat;

/// A document of a notice, and where its words are.
type Of<'a> = (&'a Notice, &'a NoticeDocument, &'a SourceMap);

/// A text with sentences, each behind what states the same kind of thing, and without words that are withdrawn. What
/// sentences of an earlier draft say that are `gone`, others say now in their place.
pub(super) fn with_sentences(
    of: Of<'_>,
    change: &Change,
    gone: &[Outdated],
    mut text: String,
) -> String {
    let format = of.1.text.format();
    for (at, sentence) in change.sentences.iter().enumerate() {
        let mut earlier = gone.iter().filter(|it| it.by == at);
        match earlier.next() {
            Some(first) => {
                let (old, new) = (
                    words_of(&first.quote, format),
                    words_of(&sentence.text, format),
                );
                text = text.replacen(&old, &new, 1);
                for it in earlier {
                    text = without(&text, &words_of(&it.quote, format));
                }
            }
            None => text = with_sentence(of, change, sentence, &text),
        }
    }
    without_withdrawn(of, change, text)
}

/// A sentence as a draft has it: marked.
pub(super) fn words_of(sentence: &str, format: TextFormat) -> String {
    let mark = mark(format, "draft for approval");
    match format {
        TextFormat::Html => format!("{} {mark}", draft_html::escaped(sentence)),
        TextFormat::Markdown | TextFormat::Plain => format!("{sentence} {mark}"),
    }
}

/// A text without words, and without their line where it has nothing else.
fn without(text: &str, words: &str) -> String {
    const EMPTY: [&str; 8] = [
        "",
        "-",
        "*",
        "+",
        "\u{2022}",
        "<li></li>",
        "<p></p>",
        "<dd></dd>",
    ];
    let Some((before, after)) = text.split_once(words) else {
        return text.to_owned();
    };
    let begins = before.rfind('\n').map_or(0, |at| at + 1);
    let ends = after.find('\n').map_or(after.len(), |at| at + 1);
    let (Some((above, line)), Some((end, below))) = (
        before.split_at_checked(begins),
        after.split_at_checked(ends),
    ) else {
        return text.to_owned();
    };
    let line = format!("{line}{end}");
    if EMPTY.contains(&line.trim()) {
        format!("{above}{below}")
    } else {
        format!("{above}{line}{below}")
    }
}

/// Words with how often they are before, so that those of the same turn are found in a draft.
fn turn_of<'a>((_, document, sources): Of<'a>, span: Span) -> Option<(&'a str, usize)> {
    let words = sources.text(span);
    let before = document.text.text().get(..span.start as usize)?;
    Some((words, before.matches(words).count()))
}

fn found(text: &str, (words, turn): (&str, usize)) -> Option<Range<usize>> {
    let (at, _) = text.match_indices(words).nth(turn)?;
    Some(at..at + words.len())
}

/// Where the words of a statement are in a draft: of one that is withdrawn, the sentence that goes with them.
fn place_of<'a>(of: Of<'a>, change: &Change, id: &str) -> Option<(&'a str, usize)> {
    let (notice, document, _) = of;
    let span = if change.withdraws.iter().any(|it| it == id) {
        withdrawn(of, change, id)?.0
    } else {
        anchor_of(notice, id)?
    };
    (span.file == document.text.file()).then_some(())?;
    turn_of(of, span)
}

/// A text with one sentence more.
fn with_sentence(of: Of<'_>, change: &Change, sentence: &Sentence, text: &str) -> String {
    let format = of.1.text.format();
    let words = words_of(&sentence.text, format);
    let behind = sentence.behind.as_deref();
    let place = behind.and_then(|id| Some((id, found(text, place_of(of, change, id)?)?)));
    if let Some((id, at)) = &place
        && change.withdraws.iter().any(|it| it == id)
        && let Some(end) = is_whole(text, at)
        && let Some((before, after)) = text.split_at_checked(end)
    {
        return format!("{before} {words}{after}");
    }
    let at = place.map(|(_, at)| at.end);
    let feed = edit::line_feed(text);
    if format == TextFormat::Html {
        let at = at.or_else(|| section_end(of, sentence, text));
        return draft_html::inserted(text, at, &words, feed);
    }
    if let Some(at) = at {
        return Block::around(text, at).with(text, &words, feed);
    }
    match own_section(of, sentence, text) {
        Some(section) => in_section(of, sentence, (text, section), (&words, feed)),
        None => at_the_end(text, sentence, (&words, feed)),
    }
}

/// A text with a sentence in a section where no statement says where it goes. Where questions or labels are in front of
/// what the section says, it goes behind the one that it answers, and has that in front of it where the section lacks it.
fn in_section(
    of: Of<'_>,
    sentence: &Sentence,
    (text, section): (&str, Range<usize>),
    (words, feed): (&str, &str),
) -> String {
    let last = Block::around(text, section.end);
    if last.label(text).is_none() {
        return last.with(text, words, feed);
    }
    let own = label_for(of, sentence);
    let mut at = section.start;
    while at < section.end {
        let block = Block::around(text, at);
        if own.is_some() && block.label(text) == own {
            return block.with(text, words, feed);
        }
        at = block.end + 1;
    }
    let head = own.map_or_else(String::new, |it| format!("{it} "));
    let (before, after) = text.split_at_checked(last.end).unwrap_or((text, ""));
    format!("{before}{feed}{feed}{head}{words}{after}")
}

/// The label or question in front of what the document states of the same kind as a sentence; of transfers, where it states
/// none, that of recipients.
fn label_for<'a>((notice, document, _): Of<'a>, sentence: &Sentence) -> Option<&'a str> {
    let text = document.text.text();
    let of = |key: &str| {
        let statements = notice.statements.iter().filter(|it| says(it, key));
        let mut anchors = statements.filter_map(|it| anchor_of(notice, &it.id));
        anchors.find_map(|it| {
            (it.file == document.text.file()).then_some(())?;
            Block::around(text, it.start as usize).label(text)
        })
    };
    let mut keys = sentence.entry.iter().map(|(key, _)| *key);
    keys.find_map(|key| match key {
        "transfers" => of(key).or_else(|| of("shares")),
        key => of(key),
    })
}

/// A text with a sentence at its end, with the heading that it is for in front of it.
fn at_the_end(text: &str, sentence: &Sentence, (words, feed): (&str, &str)) -> String {
    let gap = if text.ends_with('\n') {
        feed.to_owned()
    } else {
        feed.repeat(2)
    };
    let place = match sentence.section.as_deref().unwrap_or("") {
        "" => String::new(),
        heading => format!("{heading}: "),
    };
    format!("{text}{gap}{place}{words}{feed}")
}

/// Where the section of a sentence is in a draft, without the sections below it.
fn own_section(of: Of<'_>, sentence: &Sentence, text: &str) -> Option<Range<usize>> {
    let (_, document, _) = of;
    let name = sentence.section.as_deref()?;
    let section = document
        .text
        .section(document.text.section_named(name).ok()?)?;
    let all = document.text.text().get(section.span.range())?;
    let first = all.lines().next()?;
    let start = section.span.start;
    let first = Span::new(section.span.file, start, start + first.len() as u32);
    let at = found(text, turn_of(of, first)?)?;
    let rest = text.get(at.end..)?;
    let own = rest.get(..rest.find("\n#").unwrap_or(rest.len()))?;
    Some(at.start..at.end + own.trim_end().len())
}

/// Where the section of a sentence ends in a page: behind its last line.
fn section_end(of: Of<'_>, sentence: &Sentence, text: &str) -> Option<usize> {
    let (_, document, _) = of;
    let name = sentence.section.as_deref()?;
    let section = document
        .text
        .section(document.text.section_named(name).ok()?)?;
    let own = document.text.text().get(section.span.range())?.trim_end();
    let line = own.rfind('\n').map_or(0, |at| at + 1);
    let start = section.span.start as usize;
    let span = Span::new(
        section.span.file,
        (start + line) as u32,
        (start + own.len()) as u32,
    );
    Some(found(text, turn_of(of, span)?)?.end)
}

/// A text with remarks in the place of what is withdrawn.
fn without_withdrawn(of: Of<'_>, change: &Change, mut text: String) -> String {
    let (notice, document, sources) = of;
    let format = document.text.format();
    let mut done: BTreeSet<Span> = BTreeSet::new();
    for id in &change.withdraws {
        let Some((span, is_alone)) =
            withdrawn(of, change, id).filter(|(span, _)| done.insert(*span))
        else {
            continue;
        };
        let Some(at) = place_of(of, change, id).and_then(|it| found(&text, it)) else {
            continue;
        };
        // The words stay, so that those of a later turn are still found by them.
        let (at, gap, remark) = if is_alone {
            let at = all_of(&text, at);
            let words = text.get(at.clone()).unwrap_or("");
            let remark = format!("withdrawn in this draft: {words}");
            (at, "", remark)
        } else {
            let quote = sources.text(anchor_of(notice, id).unwrap_or(span));
            let words: Vec<&str> = quote.split_whitespace().collect();
            (at.end..at.end, " ", rewritten(&words.join(" ")))
        };
        if let (Some(before), Some(after)) = (text.get(..at.start), text.get(at.end..)) {
            text = format!("{before}{gap}{}{after}", mark(format, &remark));
        }
    }
    text
}

/// What goes with words that are withdrawn: the full stop of a sentence that they are, and the question of which they were
/// the only answer.
fn all_of(text: &str, at: Range<usize>) -> Range<usize> {
    let Some(end) = is_whole(text, &at) else {
        return at;
    };
    let block = Block::around(text, at.start);
    let whole = text.get(block.start..block.end).unwrap_or("");
    let asked = label(whole).map_or(0, str::len);
    let is_only = text
        .get(block.start + asked..at.start)
        .is_some_and(|it| it.trim().is_empty())
        && text
            .get(end..block.end)
            .is_some_and(|it| it.trim().is_empty());
    if asked > 0 && is_only {
        block.start..end
    } else {
        at.start..end
    }
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
    (notice, document, sources): Of<'_>,
    change: &Change,
    id: &str,
) -> Option<(Span, bool)> {
    let words = anchor_of(notice, id)?;
    let gone = |id: &str| change.withdraws.iter().any(|it| it == id);
    let holds =
        |it: &&Span| it.file == words.file && it.start <= words.start && words.end <= it.end;
    let is_plain = |it: &&Span| {
        !sources
            .text(**it)
            .contains(['*', '_', '<', '>', '`', '[', '|'])
    };
    let sentences = document.text.sentences();
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

/// A remark that readers of the published page would not see, where the format has such.
fn mark(format: TextFormat, words: &str) -> String {
    match format {
        TextFormat::Markdown | TextFormat::Html => format!("<!-- {words} -->"),
        TextFormat::Plain => format!("[{words}]"),
    }
}
