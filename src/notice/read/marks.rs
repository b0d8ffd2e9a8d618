//! Whole marks: a quote of Markdown that began or ended between marks would be read as something else than it is, so it
//! takes these with it: `**We never** sell`, and not `We never** sell`.

use std::ops::Range;

use super::super::markdown::visible_quote;
use super::super::visible::collapse;

/// Characters of marks that are before the words that they mark.
const OPEN: [char; 5] = ['*', '_', '~', '`', '['];

/// Those that are behind them.
const CLOSE: [char; 4] = ['*', '_', '~', '`'];

/// So many bytes at most are looked at for the address of a link, or for a tag.
const LONGEST: usize = 512;

/// A place in a Markdown text with the marks around it, where without them its words would not read as what a reader
/// has `seen` there; else the place as it is.
pub(super) fn whole(text: &str, place: Range<usize>, seen: &str) -> Range<usize> {
    let reads = |place: &Range<usize>| {
        let raw = text.get(place.clone()).unwrap_or("");
        is_paired(raw) && collapse(&visible_quote(raw)) == seen
    };
    // To read the words as Markdown takes longer than to compare them.
    let bare = text.get(place.clone()).map(collapse);
    if bare.as_deref() == Some(seen) || reads(&place) {
        return place;
    }
    let start = before(text, place.start);
    let end = behind(text, place.end);
    let wider = [start..place.end, place.start..end, start..end];
    let found = wider.into_iter().find(|it| reads(it));
    found.unwrap_or(place)
}

/// Whether each tag that is opened is closed, and the other way round.
fn is_paired(raw: &str) -> bool {
    let mut open = 0_i32;
    for (at, _) in raw.match_indices('<') {
        let tag = raw.get(at + 1..).unwrap_or("");
        let inside = tag.get(..tag.find('>').unwrap_or(tag.len())).unwrap_or("");
        if tag.starts_with('/') {
            open -= 1;
            if open < 0 {
                return false;
            }
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_void(inside) {
            open += 1;
        }
    }
    open == 0
}

/// Whether a tag has no partner.
fn is_void(inside: &str) -> bool {
    let name: String = inside
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let is_address = inside.contains(['@', ':']) && !inside.contains(' ');
    inside.ends_with('/') || is_address || matches!(name.as_str(), "br" | "img" | "hr" | "wbr")
}

/// Where the marks begin that end at a place.
fn before(text: &str, mut at: usize) -> usize {
    while let Some(left) = text.get(..at) {
        if left.ends_with(OPEN) {
            at -= 1;
        } else if let Some(tag) = left.strip_suffix('>').and_then(|it| it.rfind('<')) {
            if at - tag > LONGEST {
                break;
            }
            at = tag;
        } else {
            break;
        }
    }
    at
}

/// Where the marks end that begin at a place: with a link its address, with a tag all of it.
fn behind(text: &str, mut at: usize) -> usize {
    while let Some(rest) = text.get(at..) {
        let near = rest.char_indices().take(LONGEST);
        let closes = |close: char| near.clone().find(|(_, c)| *c == close);
        let end = if rest.starts_with(CLOSE) {
            Some(1)
        } else if rest.starts_with("](") {
            closes(')').map(|(end, _)| end + 1)
        } else if rest.starts_with("][") {
            near.clone()
                .skip(2)
                .find(|(_, c)| *c == ']')
                .map(|(end, _)| end + 1)
        } else if rest.starts_with(']') {
            Some(1)
        } else if rest.starts_with("</") {
            closes('>').map(|(end, _)| end + 1)
        } else {
            None
        };
        match end {
            Some(end) => at += end,
            None => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::*;

    fn quotes(text: &str) -> Vec<String> {
        let found = read(text, TextFormat::Markdown).statements.into_iter();
        let mut quotes: Vec<String> = found
            .inspect(|it| assert!(it.anchored, "{it:?}"))
            .map(|it| it.quote)
            .collect();
        quotes.dedup();
        quotes
    }

    #[test]
    fn a_quote_has_whole_marks() {
        for whole in [
            "**We never sell** your data.",
            "We never **sell your data.**",
            "**Letters:** kept for two years.",
            "[We](https://reed.example/a) never sell your data.",
            "We share your data with [our couriers.](https://reed.example/b)",
            "<strong>We never sell</strong> your data.",
            "*We* never sell `your data`.",
            "We never sell your data.",
        ] {
            let text = format!("# Privacy\n\nHello you. {whole} Bye.\n");
            assert_eq!(quotes(&text), [whole]);
            let item = format!("# Privacy\n\n- {whole}\n");
            assert_eq!(quotes(&item), [whole]);
        }
    }

    #[test]
    fn words_without_a_statement_have_whole_marks_too() {
        let text = "# Privacy\n\n- **Hats:** we like them.\n";
        let found = read(text, TextFormat::Markdown).uncovered;
        assert_eq!(found[0].quote, "**Hats:** we like them.");
        let page = "<h1>Privacy</h1><p><strong>Hats:</strong> we like them.</p>";
        let found = read(page, TextFormat::Html).uncovered;
        assert_eq!(found[0].quote, "Hats: we like them.");
    }
}
