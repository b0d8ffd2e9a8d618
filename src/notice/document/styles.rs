//! What the styles of a document make of its paragraphs: headings, items of lists, lines of contents.

use std::collections::BTreeMap;

use super::DocumentFault;
use super::xml::{self, Part};

/// What a style says of its paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// The level of the heading, from 1.
    pub(super) level: Option<u8>,
    /// Whether the paragraph is an item of a list.
    pub(super) is_item: bool,
    /// Whether it is a line of a table of contents.
    pub(super) is_contents: bool,
    based_on: Option<String>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

/// How many styles may be based on each other.
const MAX_BASED: usize = 16;

impl Styles {
    /// Reads the part that has them.
    pub(super) fn read(text: &str) -> Result<Self, DocumentFault> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        xml::walk(text, |part| {
            match part {
                Part::Start("style", start) => {
                    open = xml::value(start, "styleId").map(|id| (id, Style::default()));
                }
                Part::End("style") => styles.0.extend(open.take()),
                Part::Start(name, start) => {
                    if let Some((_, style)) = &mut open {
                        property(style, name, xml::value(start, "val").as_deref());
                    }
                }
                Part::End(_) | Part::Text(_) => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// What a style says, with what it takes over from those that it is based on.
    pub(super) fn get(&self, id: &str) -> Style {
        let mut found = Style::default();
        let mut next = self.0.get(id);
        for _ in 0..MAX_BASED {
            let Some(style) = next else { break };
            found.level = found.level.or(style.level);
            found.is_item |= style.is_item;
            found.is_contents |= style.is_contents;
            next = style.based_on.as_ref().and_then(|id| self.0.get(id));
        }
        found
    }
}

fn property(style: &mut Style, name: &str, value: Option<&str>) {
    let Some(value) = value else { return };
    match name {
        // The names of built-in styles are English in every edition of Word; their ids are not.
        "name" => {
            let name = value.to_ascii_lowercase();
            let number = name.strip_prefix("heading ").and_then(|it| it.parse().ok());
            let is_title = name == "title";
            style.level = number.or(is_title.then_some(1)).or(style.level);
            style.is_item |= name.starts_with("list bullet") || name.starts_with("list number");
            style.is_contents |= name.starts_with("toc ") && name != "toc heading";
        }
        "basedOn" => style.based_on = Some(value.to_owned()),
        "outlineLvl" => style.level = style.level.or(outline(value)),
        "numId" => style.is_item |= value != "0",
        _ => {}
    }
}

/// The level of a heading by its level in the outline, which begins with 0 and ends with 9 for body text.
pub(super) fn outline(value: &str) -> Option<u8> {
    let level: u8 = value.parse().ok()?;
    (level < 9).then_some(level + 1)
}
