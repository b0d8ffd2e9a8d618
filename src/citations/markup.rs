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
/// Elements with a grammar of their own, in which none of these is special: what they contain is built.
const FOREIGN: [&str; 2] = ["svg", "math"];
/// Elements of these whose content is HTML again.
const POINTS: [&str; 9] = [
    "annotation-xml",
    "desc",
    "foreignobject",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "title",
];

fn is(list: &[&str], name: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'p> {
    /// Text as it is written.
    Text(&'p str),
    /// The beginning of an element, with the number of its attributes.
    Start(&'p str, usize),
    /// The end of an element; it may have attributes, of which nothing comes but their cost.
    End(&'p str, usize),
}

/// What it would cost to read a page as a browser does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// How many elements there would be.
    pub elements: usize,
    /// How deep they would be nested.
    pub depth: usize,
    /// How many attributes a tag has at most.
    pub tag_attributes: usize,
    /// How many attributes all tags have.
    pub attributes: usize,
}

/// Estimates what a page costs; rather too much than too little.
pub fn cost(page: &str) -> Cost {
    let mut cost = Cost::default();
    let mut open: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let (mut depth, mut formatting) = (0_usize, 0_usize);
    for part in parts(page, true) {
        if let Part::Start(_, attributes) | Part::End(_, attributes) = part {
            cost.tag_attributes = cost.tag_attributes.max(attributes);
            cost.attributes += attributes;
        }
        match part {
            Part::Text(_) => {}
            Part::Start(name, _) => {
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
            Part::End(name, _) => {
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
    for part in parts(page, false) {
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

/// The parts of a page, without comments and invisible parts; with `is_built`, those are left out alone that a browser
/// takes for text.
fn parts(page: &str, is_built: bool) -> impl Iterator<Item = Part<'_>> {
    let mut rest = page;
    let mut foreign = Foreign::default();
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
                rest = behind_comment(comment);
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
            let (behind, count) = behind_attributes(attributes);
            rest = behind;
            if is_end {
                foreign.end(name);
                return Some(Part::End(name, count));
            }
            foreign.start(name);
            let unread = UNREAD.iter().find(|it| it.eq_ignore_ascii_case(name));
            if let Some(unread) = unread.filter(|it| !is_built || foreign.is_text(it)) {
                rest = behind_element(rest, unread);
                continue;
            }
            return Some(Part::Start(name, count));
        }
    })
}

/// What follows some signs, which is nothing where they do not occur.
fn behind<'p>(text: &'p str, signs: &str) -> &'p str {
    text.split_once(signs).map_or("", |(_, rest)| rest)
}

/// What follows a comment; `<!-->` is a whole one, and one may end in `--!>`.
fn behind_comment(text: &str) -> &str {
    for whole in [">", "->"] {
        if let Some(rest) = text.strip_prefix(whole) {
            return rest;
        }
    }
    for (at, _) in text.match_indices('>') {
        let comment = text.get(..at).unwrap_or("");
        if comment.ends_with("--") || comment.ends_with("--!") {
            return text.get(at + 1..).unwrap_or("");
        }
    }
    ""
}

/// Where a page may be within an element of another grammar, in which scripts and titles are elements as any other.
#[derive(Debug, Default)]
struct Foreign<'p> {
    open: Vec<&'p str>,
    /// There was one, or a list of choices, in which styles and titles are left out and what they contain is not.
    was: bool,
    /// Within a point where HTML begins again.
    is_point: bool,
    /// Nobody can say without a tree whether it has ended.
    is_unclear: bool,
}

impl<'p> Foreign<'p> {
    fn start(&mut self, name: &'p str) {
        if is(&FOREIGN, name) {
            self.is_unclear |= self.is_point;
            self.was = true;
            self.open.push(name);
        } else if !self.open.is_empty() {
            let begins = is(&POINTS, name);
            self.is_unclear |= self.is_point;
            self.is_point |= begins;
        }
        self.was |= is(&["select", "frameset"], name);
    }

    fn end(&mut self, name: &str) {
        if self.open.is_empty() {
            return;
        }
        if is(&POINTS, name) {
            self.is_point = false;
        } else if is(&FOREIGN, name) {
            let is_last = |last: &&str| last.eq_ignore_ascii_case(name);
            self.is_unclear |= self.is_point || !self.open.last().is_some_and(is_last);
            self.open.pop();
        }
    }

    /// Whether a browser takes the content of an element for text.
    fn is_text(&self, name: &str) -> bool {
        match name {
            "script" => self.open.is_empty() && !self.is_unclear,
            "template" => false,
            _ => !self.was,
        }
    }
}

/// Where in a tag the next sign is, as the standard of HTML has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TagState {
    /// Before an attribute.
    Before,
    /// Within the name of one.
    Name,
    /// Behind the name of one.
    AfterName,
    /// Behind `=`.
    BeforeValue,
    /// Within a value without quotes.
    Bare,
    /// Within a value in these quotes.
    Quoted(char),
}

/// What follows the end of a tag, and how many attributes it has. A `>` in the quotes of a value ends nothing.
fn behind_attributes(text: &str) -> (&str, usize) {
    let (mut state, mut count) = (TagState::Before, 0);
    for (at, ch) in text.char_indices() {
        let is_blank = ch.is_ascii_whitespace();
        state = match (state, ch) {
            (TagState::Quoted(quote), ch) if ch == quote => TagState::Before,
            (TagState::Quoted(_), _) => continue,
            (_, '>') => return (text.get(at + 1..).unwrap_or(""), count),
            (TagState::Before | TagState::Bare, _) if is_blank => TagState::Before,
            (TagState::Bare, _) => continue,
            (TagState::Name | TagState::AfterName, _) if is_blank => TagState::AfterName,
            (TagState::BeforeValue, _) if is_blank => continue,
            (TagState::BeforeValue, '"' | '\'') => TagState::Quoted(ch),
            (TagState::BeforeValue, _) => TagState::Bare,
            (_, '/') => TagState::Before,
            (TagState::Name | TagState::AfterName, '=') => TagState::BeforeValue,
            (TagState::Name, _) => continue,
            (TagState::Before | TagState::AfterName, _) => {
                count += 1;
                TagState::Name
            }
        };
    }
    ("", count)
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
                depth: 1,
                ..Cost::default()
            }
        );
        assert_eq!(cost(&"<div>".repeat(50)).depth, 50);
        assert_eq!(cost(&"<div></b>".repeat(50)).depth, 50);
        assert_eq!(cost(&"<div>a</div>".repeat(50)).depth, 1);
        assert!(cost(&"<p><b><i><u>".repeat(1000)).elements > 1_000_000);
    }
}
