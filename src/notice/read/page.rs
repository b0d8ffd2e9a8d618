//! The parts of a page that are no notice: menus, headers and footers of the site, banners that ask about
//! cookies.

use std::ops::Range;

/// Elements that hold no part of the text.
const ELEMENTS: [&str; 9] = [
    "nav", "footer", "aside", "dialog", "button", "select", "noscript", "svg", "form",
];

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "template", "textarea"];

/// Elements without an end.
const VOID: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
];

/// Roles of such parts.
const ROLES: [&str; 6] = [
    "navigation",
    "contentinfo",
    "banner",
    "dialog",
    "alertdialog",
    "search",
];

/// Words of classes and ids of such parts, whole or parted by `-` and `_`.
const NAMES: [&str; 20] = [
    "navbar",
    "navigation",
    "nav",
    "menu",
    "footer",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "skip-link",
    "cookie-banner",
    "cookie-consent",
    "cookie-notice",
    "cookie-bar",
    "cookiebar",
    "cookiebanner",
    "consent-banner",
    "gdpr-banner",
    "onetrust",
    "cookiebot",
    "site-header",
];

/// Elements that are nested deeper are taken for text, and so is a tag of more characters.
const DEEPEST: usize = 256;
const LONGEST_TAG: usize = 2048;

/// Where the parts of a page are that are no notice: ranges of bytes, in order, without those that hold the
/// text itself.
pub(super) fn furniture(html: &str) -> Vec<Range<usize>> {
    let (mut found, mut open): (Vec<Range<usize>>, Vec<Open>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(start) = find(html, at, "<") {
        let rest = html.get(start..).unwrap_or("");
        if rest.starts_with("<!--") {
            at = find(html, start + 4, "-->").map_or(html.len(), |end| end + 3);
            continue;
        }
        let Some(tag) = Tag::of(rest) else {
            at = start + 1;
            continue;
        };
        at = start + tag.len;
        if tag.closes {
            let Some(level) = open.iter().rposition(|it| it.name == tag.name) else {
                continue;
            };
            let ended = open.drain(level..).filter(|it| it.is_furniture);
            found.extend(ended.map(|it| it.start..at));
        } else if RAW.contains(&tag.name.as_str()) {
            at = end_of(html, at, &tag.name).unwrap_or(html.len());
        } else if !tag.is_empty && open.len() < DEEPEST && !VOID.contains(&tag.name.as_str()) {
            open.push(Open {
                is_furniture: is_furniture(&tag),
                name: tag.name,
                start,
            });
        }
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut reached = 0;
    found.retain(|range| {
        let is_furniture = range.start >= reached && !holds_the_text(html, range);
        if is_furniture {
            reached = range.end;
        }
        is_furniture
    });
    found
}

/// Whether a part of a page holds the text itself: its title, or most of it.
fn holds_the_text(html: &str, range: &Range<usize>) -> bool {
    let inside = html.get(range.clone()).unwrap_or("");
    let marks = ["<h1", "<H1", "<main", "<MAIN", "<article", "<ARTICLE"];
    2 * range.len() >= html.len() || marks.iter().any(|it| inside.contains(it))
}

struct Open {
    name: String,
    start: usize,
    is_furniture: bool,
}

struct Tag<'h> {
    name: String,
    closes: bool,
    is_empty: bool,
    attributes: &'h str,
    len: usize,
}

impl<'h> Tag<'h> {
    /// The tag at the start of `rest`, if one is there.
    fn of(rest: &'h str) -> Option<Self> {
        let inner = rest.strip_prefix('<')?;
        let closes = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
        let name = inner.get(..end).filter(|name| !name.is_empty())?;
        let mut quote = None;
        let stop = inner
            .char_indices()
            .take(LONGEST_TAG)
            .find_map(|(at, c)| match (quote, c) {
                (None, '>') => Some(at),
                (None, '"' | '\'') => {
                    quote = Some(c);
                    None
                }
                (Some(open), c) if c == open => {
                    quote = None;
                    None
                }
                _ => None,
            })?;
        let attributes = inner.get(end..stop)?;
        Some(Self {
            name: name.to_ascii_lowercase(),
            closes,
            is_empty: attributes.ends_with('/'),
            attributes,
            len: rest.len() - inner.len() + stop + 1,
        })
    }

    /// The value of an attribute, in small letters.
    fn attribute(&self, name: &str) -> Option<String> {
        let low = self.attributes.to_ascii_lowercase();
        let at = low.find(&format!(" {name}="))? + name.len() + 2;
        let value = low.get(at..)?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = match quote {
            Some(quote) => value.get(1..)?.split(quote).next(),
            None => value.split_whitespace().next(),
        };
        value.map(str::to_owned)
    }
}

fn is_furniture(tag: &Tag<'_>) -> bool {
    if ELEMENTS.contains(&tag.name.as_str()) {
        return true;
    }
    if tag
        .attribute("role")
        .is_some_and(|role| ROLES.contains(&role.as_str()))
    {
        return true;
    }
    if matches!(tag.name.as_str(), "html" | "body" | "main" | "article") {
        return false;
    }
    let names = [tag.attribute("id"), tag.attribute("class")];
    let mut names = names.iter().flatten().flat_map(|it| it.split_whitespace());
    names.any(|it| {
        let name = it.replace('_', "-");
        NAMES.iter().any(|known| {
            name == *known
                || known.contains('-') && name.contains(known)
                || matches!(*known, "onetrust" | "cookiebot") && name.starts_with(known)
                || name
                    .strip_prefix(known)
                    .is_some_and(|rest| rest.starts_with('-'))
        })
    })
}

/// Where the end tag of an element begins.
fn end_of(html: &str, from: usize, name: &str) -> Option<usize> {
    let rest = html.get(from..)?;
    let is_it = |at: &usize| {
        let tag = rest.get(at + 2..at + 2 + name.len());
        tag.is_some_and(|it| it.eq_ignore_ascii_case(name))
    };
    let found = rest.match_indices("</").map(|(at, _)| at).find(is_it)?;
    Some(from + found)
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from + at)
}
