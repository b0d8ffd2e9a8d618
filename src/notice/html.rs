//! The text between the tags of HTML in a Markdown notice.

use super::heading::{BOLD, Heading, is_bold_title};
use super::visible::{Visible, collapse};

/// Elements that do not end their line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
];

/// Elements whose content is not visible.
const UNSEEN: &[&str] = &["script", "style", "template", "head"];

/// The entities that are common in notices; others stay as they are written.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("nbsp", "\u{A0}"),
    ("ndash", "–"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sect", "§"),
    ("shy", "\u{AD}"),
    ("trade", "™"),
];

/// Whether a text is a whole page of HTML.
pub(super) fn is_page(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let begins = |with: &str| {
        text.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    begins("<!doctype html") || begins("<html")
}

/// Elements with which a part of a page begins.
const BLOCKS: [&str; 17] = [
    "article", "body", "div", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main", "ol", "p",
    "section", "table", "ul", "dl",
];

/// Whether a text is a part of a page of HTML: it begins with an element of a page, and ends an element.
pub(super) fn is_fragment(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let Some(tag) = text.strip_prefix('<') else {
        return false;
    };
    let name: String = tag
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let ends = tag.chars().nth(name.chars().count());
    BLOCKS.contains(&name.as_str())
        && ends.is_some_and(|end| end == '>' || end.is_whitespace())
        && text.trim_end().ends_with('>')
}

/// What a reader sees of a page, and its headings (`h1` to `h6`).
pub(super) fn read(text: &str) -> (Visible, Vec<Heading>) {
    let (mut visible, mut html) = (Visible::default(), HtmlText::default());
    html.push(&mut visible, text, 0);
    visible.push_border();
    let tags = text.match_indices('<').map(|(start, _)| start);
    let mut headings: Vec<Heading> = tags
        .filter_map(|start| {
            let rest = text.get(start..)?;
            heading(rest, start).or_else(|| bold_heading(rest, start))
        })
        .collect();
    headings.sort_by_key(|heading| heading.start);
    (visible, headings)
}

/// The heading that begins here, if one does.
fn heading(rest: &str, start: usize) -> Option<Heading> {
    let level = rest
        .strip_prefix("<h")
        .or_else(|| rest.strip_prefix("<H"))?
        .get(..1)?
        .parse()
        .ok()
        .filter(|level| (1..=6).contains(level))?;
    let after = rest.get(3..)?;
    if !after.starts_with(|c: char| c == '>' || c.is_whitespace()) {
        return None;
    }
    let inside = after.get(after.find('>')? + 1..)?;
    let end = end_of(inside, &format!("h{level}"))?;
    let (mut visible, mut html) = (Visible::default(), HtmlText::default());
    html.push(&mut visible, inside.get(..end)?, 0);
    let text = collapse(visible.since(0));
    // Where a component or a script fills in its words, nobody can name it.
    (!text.is_empty()).then_some(Heading { text, level, start })
}

/// Elements that name what is below them, and paragraphs, which do so where all of them is bold.
const NAMING: [&str; 3] = ["summary", "dt", "p"];

/// A heading without the mark of one is no longer, with its tags.
const LONGEST_BOLD: usize = 1024;

/// The heading that begins here by its look alone: the summary of details, a term of a list, a paragraph that is all
/// bold.
fn bold_heading(rest: &str, start: usize) -> Option<Heading> {
    let name = NAMING.into_iter().find(|name| opens(rest, name))?;
    let after = rest.get(rest.find('>')? + 1..)?;
    let mut limit = after.len().min(LONGEST_BOLD);
    while !after.is_char_boundary(limit) {
        limit -= 1;
    }
    let inside = after.get(..limit)?;
    let inside = inside.get(..inside.to_ascii_lowercase().find(&format!("</{name}"))?)?;
    if name == "p" && !is_bold(inside.trim()) {
        return None;
    }
    let (mut visible, mut html) = (Visible::default(), HtmlText::default());
    html.push(&mut visible, inside, 0);
    let text = collapse(visible.since(0));
    is_bold_title(&text).then_some(Heading {
        text,
        level: BOLD,
        start,
    })
}

/// Whether a text begins with the tag that opens an element.
fn opens(rest: &str, name: &str) -> bool {
    let tag = rest.get(1..1 + name.len());
    let ends = rest.get(1 + name.len()..).unwrap_or("");
    rest.starts_with('<')
        && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
        && ends.starts_with(|c: char| c == '>' || c.is_whitespace())
}

/// Whether all of the content of a paragraph is within one element of bold text.
fn is_bold(inside: &str) -> bool {
    ["strong", "b"].into_iter().any(|name| {
        let ends = inside.to_ascii_lowercase();
        let close = format!("</{name}>");
        opens(inside, name) && ends.ends_with(&close) && ends.matches(&close).count() == 1
    })
}

/// Reads HTML line by line, as Markdown hands it over: a comment or an unseen element may begin in
/// one line and end in another.
#[derive(Debug, Default)]
pub(super) struct HtmlText {
    state: State,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Text,
    /// In a tag, whose name is read as far as it goes.
    Tag(String),
    Comment,
    /// In the content of this unseen element.
    Unseen(&'static str),
}

impl HtmlText {
    /// Adds what a reader sees of `html`, which begins at `start` in the original.
    pub(super) fn push(&mut self, visible: &mut Visible, html: &str, start: usize) {
        let mut at = 0;
        while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
            at += match &mut self.state {
                State::Text => self.text(visible, rest, start + at),
                State::Tag(name) => {
                    let end = rest.find('>');
                    name.push_str(rest.get(..end.unwrap_or(rest.len())).unwrap_or(""));
                    if end.is_some() {
                        self.state = after_tag(name, visible);
                    }
                    end.map_or(rest.len(), |end| end + 1)
                }
                State::Comment => match rest.find("-->") {
                    Some(end) => {
                        self.state = State::Text;
                        end + 3
                    }
                    None => rest.len(),
                },
                State::Unseen(name) => match end_of(rest, name) {
                    Some(end) => {
                        self.state = State::Text;
                        end
                    }
                    None => rest.len(),
                },
            };
        }
    }

    /// Adds the text up to the next tag or entity; says how many bytes were read, at least one.
    fn text(&mut self, visible: &mut Visible, rest: &str, start: usize) -> usize {
        if rest.starts_with("<!--") {
            self.state = State::Comment;
            return 4;
        }
        if rest.strip_prefix('<').is_some_and(|tag| {
            tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        }) {
            self.state = State::Tag(String::new());
            return 1;
        }
        if let Some((text, len)) = entity(rest) {
            visible.push_replaced(&text, start..start + len);
            return len;
        }
        let len = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| matches!(c, '<' | '&'))
            .map_or(rest.len(), |(at, _)| at);
        visible.push(rest.get(..len).unwrap_or(""), start);
        len
    }
}

/// What a tag does to the text; `inside` is what is between its brackets.
fn after_tag(inside: &str, visible: &mut Visible) -> State {
    let closes = inside.starts_with('/');
    let name: String = inside
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if !INLINE.contains(&name.as_str()) {
        visible.push_border();
    }
    match UNSEEN.iter().find(|unseen| **unseen == name) {
        Some(unseen) if !closes && !inside.ends_with('/') => State::Unseen(unseen),
        _ => State::Text,
    }
}

/// Where the closing tag of an element ends.
fn end_of(rest: &str, name: &str) -> Option<usize> {
    rest.match_indices("</").find_map(|(at, _)| {
        let tag = rest.get(at + 2..)?;
        let is_it = tag.get(..name.len())?.eq_ignore_ascii_case(name);
        let end = tag.find('>')?;
        is_it.then_some(at + 2 + end + 1)
    })
}

/// The entity that `rest` begins with: its text and how many bytes it has.
pub(crate) fn entity(rest: &str) -> Option<(String, usize)> {
    let (name, _) = rest.strip_prefix('&')?.split_once(';')?;
    let text = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?)?.to_string()
    } else {
        let (_, text) = ENTITIES.iter().find(|(known, _)| *known == name)?;
        (*text).to_owned()
    };
    Some((text, name.len() + 2))
}

/// Whether an inline tag ends its line (`<br>`).
pub(super) fn breaks_line(tag: &str) -> bool {
    tag.strip_prefix('<')
        .and_then(|tag| tag.get(..2))
        .is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(lines: &[&str]) -> String {
        let (mut visible, mut html, mut at) = (Visible::default(), HtmlText::default(), 0);
        for line in lines {
            html.push(&mut visible, line, at);
            at += line.len();
        }
        visible.since(0).to_owned()
    }

    #[test]
    fn a_page_is_recognised_and_read_with_its_headings() {
        let page = "\u{FEFF}\n<!DOCTYPE HTML>\n<html><head><title>x</title></head><body>\
            <h1 class=a>Privacy <b>notice</b></h1><header>y</header><p>We use\n    your &amp; name.</p>\
            <h2>Cookies</h2></body></html>";
        assert!(is_page(page) && !is_page("<p>one</p>") && !is_page("# Notice\n"));
        let (visible, headings) = read(page);
        assert!(visible.since(0).contains("your & name."));
        let found: Vec<_> = headings
            .iter()
            .map(|it| (it.level, it.text.as_str()))
            .collect();
        assert_eq!(found, [(1, "Privacy notice"), (2, "Cookies")]);
    }

    #[test]
    fn tags_go_and_blocks_part() {
        assert_eq!(
            seen(&["<p>We <b>never</b> sell</p><p>it</p>"]),
            "We never sell\nit\n"
        );
        assert_eq!(seen(&["<td class='a", "b'>x</td>"]), "x\n");
        assert_eq!(seen(&["1 < 2 & 3"]), "1 < 2 & 3");
    }

    #[test]
    fn what_nobody_reads_is_not_text() {
        assert_eq!(seen(&["a<!-- We share", " it --> b"]), "a b");
        assert_eq!(seen(&["<style>p {", "}</STYLE>a<script>x</script>"]), "a\n");
    }

    #[test]
    fn entities_are_read() {
        assert_eq!(
            seen(&["A&amp;B&nbsp;&#8217;&#x2019;&unknown;&"]),
            "A&B\u{A0}’’&unknown;&"
        );
    }

    #[test]
    fn a_break_is_known() {
        assert!(breaks_line("<br>") && breaks_line("<BR />"));
        assert!(!breaks_line("<b>") && !breaks_line("</b>"));
    }
}
