//! The tables, lists and headings of HTML. Menus, footers and forms are left out.

use super::block::Block;
use super::build::Builder;
use crate::notice::entity;

/// Elements whose content is no part of what a page says.
const UNREAD: [&str; 14] = [
    "script", "style", "template", "head", "nav", "footer", "aside", "noscript", "svg", "button",
    "form", "select", "iframe", "textarea",
];
/// Elements that do not end their line.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u",
];

/// The blocks of a page of HTML.
pub(super) fn read(text: &str) -> Vec<Block> {
    let mut html = Html::default();
    let mut builder = Builder::default();
    html.push(&mut builder, text, 0);
    builder.finish()
}

/// A reader of HTML that is given whole elements or parts of a page.
#[derive(Default)]
pub(super) struct Html {
    /// The element that is not read, and how often it is open.
    unread: Option<(&'static str, usize)>,
}

impl Html {
    /// Reads a part that begins at `start` in the text.
    pub fn push(&mut self, builder: &mut Builder, part: &str, start: usize) {
        let mut at = 0;
        while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty()) {
            let place = start + at;
            at += if let Some(comment) = rest.strip_prefix("<!--") {
                comment.find("-->").map_or(rest.len(), |end| end + 7)
            } else if is_tag(rest) {
                let end = end_of_tag(rest);
                let inside = rest.get(1..end).unwrap_or("");
                self.tag(builder, inside.trim_end_matches('>'), place);
                end
            } else if let Some((text, length)) = entity(rest) {
                if self.unread.is_none() {
                    builder.text(&text, place);
                }
                length
            } else {
                let ends = rest.char_indices().skip(1);
                let mut ends = ends.filter(|(_, c)| matches!(c, '<' | '&'));
                let end = ends.next().map_or(rest.len(), |(end, _)| end);
                if self.unread.is_none() {
                    builder.text(rest.get(..end).unwrap_or(""), place);
                }
                end
            };
        }
    }

    /// Reads a tag, of which `inside` is between its brackets.
    fn tag(&mut self, builder: &mut Builder, inside: &str, at: usize) {
        let closes = inside.starts_with('/');
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if let Some((unread, depth)) = &mut self.unread {
            if *unread == name {
                *depth = if closes {
                    depth.saturating_sub(1)
                } else {
                    *depth + 1
                };
            }
            if *depth == 0 {
                self.unread = None;
            }
            return;
        }
        if let Some(unread) = UNREAD.iter().find(|unread| **unread == name) {
            if !closes && !inside.ends_with('/') {
                self.unread = Some((unread, 1));
            }
            builder.border();
            return;
        }
        if closes {
            end(builder, &name);
        } else {
            begin(builder, &name, inside, at);
        }
    }
}

fn begin(builder: &mut Builder, name: &str, inside: &str, at: usize) {
    let number = |key| attribute(inside, key).and_then(|it| it.parse().ok());
    match name {
        "table" => builder.table(at),
        "thead" => builder.head(true),
        "tbody" | "tfoot" => builder.head(false),
        "tr" => builder.row(),
        "td" | "th" => {
            let (columns, rows) = (number("colspan"), number("rowspan"));
            builder.cell_of_row(at, name == "th", columns.unwrap_or(1), rows.unwrap_or(1));
        }
        "ul" | "ol" | "dl" => builder.list(),
        "li" | "dt" => builder.item(at),
        "br" | "dd" => builder.line(),
        "a" => {
            builder.begin_lead();
            if let Some(to) = attribute(inside, "href") {
                // A cell without words yet has no place for a link.
                builder.text("", at);
                builder.link(&to);
            }
        }
        "b" | "strong" => builder.begin_lead(),
        _ => match level(name) {
            Some(level) => builder.heading(level, at),
            None if INLINE.contains(&name) => {}
            None => builder.border(),
        },
    }
}

fn end(builder: &mut Builder, name: &str) {
    match name {
        "table" => builder.end_table(),
        "thead" | "tbody" | "tfoot" => builder.head(false),
        "tr" => builder.end_row(),
        "td" | "th" => builder.end_cell(),
        "ul" | "ol" | "dl" => builder.end_list(),
        "li" => builder.end_item(),
        "dt" | "dd" => builder.line(),
        "a" | "b" | "strong" => builder.end_lead(),
        _ => match level(name) {
            Some(_) => builder.end_heading(),
            None if INLINE.contains(&name) => {}
            None => builder.border(),
        },
    }
}

/// The level of a heading.
fn level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn is_tag(rest: &str) -> bool {
    rest.strip_prefix('<').is_some_and(|tag| {
        tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    })
}

/// Where a tag ends; brackets within quotes do not end it.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    // A quote that never closes was none.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

/// The value of an attribute of a tag.
fn attribute(inside: &str, key: &str) -> Option<String> {
    let mut rest = inside;
    while let Some((before, after)) = rest.split_once('=') {
        let named = before.split_whitespace().next_back().unwrap_or("");
        let after = after.trim_start();
        let (value, left) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.get(1..).unwrap_or("");
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                after.split_at_checked(end).unwrap_or((after, ""))
            }
        };
        if named.eq_ignore_ascii_case(key) {
            return Some(value.trim().replace("&amp;", "&"));
        }
        rest = left;
    }
    None
}
