//! The tags of a page, one after the other, without a tree: an estimate of the cost of reading the page
//! as a browser does, and its words where that cost is too high.

/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements whose end may be left out, so that one of them ends another.
const OPTIONAL: [&str; 18] = [
    "body", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt",
    "tbody", "td", "tfoot", "th", "thead", "tr",
];
/// Elements that a browser begins again in each block that follows, as long as they have no end.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements whose content is no text that is read.
const UNREAD: [&str; 8] = [
    "script", "style", "template", "textarea", "title", "noscript", "iframe", "xmp",
];

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'p> {
    /// Text as it is written.
    Text(&'p str),
    /// The beginning of an element.
    Start(&'p str),
    /// The end of an element.
    End(&'p str),
}

/// What it would cost to read a page as a browser does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// How many elements there would be.
    pub elements: usize,
    /// How deep they would be nested.
    pub depth: usize,
}

/// Estimates what a page costs; rather too much than too little.
pub fn cost(page: &str) -> Cost {
    let mut cost = Cost::default();
    let mut open: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let (mut depth, mut formatting) = (0_usize, 0_usize);
    let is = |list: &[&str], name: &str| list.iter().any(|it| it.eq_ignore_ascii_case(name));
    for part in parts(page) {
        match part {
            Part::Text(_) => {}
            Part::Start(name) => {
                cost.elements = cost.elements.saturating_add(1 + formatting);
                if is(&VOID, name) || is(&OPTIONAL, name) {
                    continue;
                }
                *open.entry(name.to_ascii_lowercase()).or_default() += 1;
                depth += 1;
                formatting += usize::from(is(&FORMATTING, name));
                cost.depth = cost.depth.max(depth);
            }
            // An end closes what bears its name; what else it closes is not counted on.
            Part::End(name) => {
                if let Some(count) = open.get_mut(&name.to_ascii_lowercase())
                    && *count > 0
                {
                    *count -= 1;
                    depth -= 1;
                    formatting -= usize::from(is(&FORMATTING, name));
                }
            }
        }
    }
    cost
}

/// The words of a page as they are written, with single blanks between them.
pub fn words(page: &str) -> String {
    let mut words = String::new();
    for part in parts(page) {
        if let Part::Text(text) = part {
            for word in text.split_whitespace() {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
            }
        }
    }
    words
}

/// The parts of a page, without comments and invisible parts.
fn parts(page: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let Some(tag) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                let (text, behind) = rest.split_at_checked(end)?;
                rest = behind;
                return Some(Part::Text(text));
            };
            if let Some(comment) = tag.strip_prefix("!--") {
                rest = behind(comment, "-->");
                continue;
            }
            let (is_end, tag) = match tag.strip_prefix('/') {
                Some(tag) => (true, tag),
                None => (false, tag),
            };
            if !tag.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
                // A declaration, or a sign that begins no tag.
                if tag.starts_with(['!', '?']) || is_end {
                    rest = behind(tag, ">");
                    continue;
                }
                rest = tag;
                return Some(Part::Text("<"));
            }
            let end = tag.find(|ch: char| ch.is_ascii_whitespace() || matches!(ch, '/' | '>'));
            let (name, attributes) = tag.split_at_checked(end.unwrap_or(tag.len()))?;
            rest = behind_attributes(attributes);
            if is_end {
                return Some(Part::End(name));
            }
            if let Some(unread) = UNREAD.iter().find(|it| it.eq_ignore_ascii_case(name)) {
                rest = behind_element(rest, unread);
                continue;
            }
            return Some(Part::Start(name));
        }
    })
}

/// What follows some signs, which is nothing where they do not occur.
fn behind<'p>(text: &'p str, signs: &str) -> &'p str {
    text.split_once(signs).map_or("", |(_, rest)| rest)
}

/// What follows the end of a tag; a `>` in quotes is none.
fn behind_attributes(text: &str) -> &str {
    let mut quote = None;
    for (at, ch) in text.char_indices() {
        match (quote, ch) {
            (None, '>') => return text.get(at + 1..).unwrap_or(""),
            (None, '"' | '\'') => quote = Some(ch),
            (Some(open), ch) if ch == open => quote = None,
            _ => {}
        }
    }
    ""
}

/// What follows an element whose content is not read.
fn behind_element<'p>(text: &'p str, name: &str) -> &'p str {
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once("</") {
        let is_end = tag
            .get(..name.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(name));
        if is_end {
            return behind(tag, ">");
        }
        rest = tag;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_are_read() {
        let page = "<!doctype html><title>t</title><SCRIPT>if (a<b) '</p>'</script >\
                    <p class='a>b'>We  share\n<b>data</b> <!-- <p> no --> &amp; 1 < 2</p>";
        assert_eq!(words(page), "We share data &amp; 1 < 2");
        assert_eq!(words("<p>a<!-- no end"), "a");
        assert_eq!(words("a<"), "a <");
    }

    #[test]
    fn a_page_costs_what_a_browser_would_build() {
        assert_eq!(
            cost("<ul><li>a<li>b<li>c</ul><p>d<p>e<br>"),
            Cost {
                elements: 7,
                depth: 1
            }
        );
        assert_eq!(cost(&"<div>".repeat(50)).depth, 50);
        assert_eq!(cost(&"<div></b>".repeat(50)).depth, 50);
        assert_eq!(cost(&"<div>a</div>".repeat(50)).depth, 1);
        assert!(cost(&"<p><b><i><u>".repeat(1000)).elements > 1_000_000);
    }
}
