//! Parts of a document as events of XML: names of the one vocabulary that counts, values of attributes, text.

use quick_xml::NsReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::{DocumentFault, MAX_NESTED};

/// WordprocessingML, as Word writes it by default, and by the strict variant of the standard (ISO/IEC 29500-1); and
/// the markup by which a document offers a newer and an older form of something (ISO/IEC 29500-3).
const WORD: [&str; 3] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
];

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Part<'x> {
    /// An element begins. Its name, empty where it is of another vocabulary.
    Start(&'x str, &'x BytesStart<'x>),
    /// An element ends.
    End(&'x str),
    /// Text.
    Text(&'x str),
}

/// Goes through a part of a document. Entities that it defines itself are left out.
pub(super) fn walk(
    text: &str,
    mut each: impl FnMut(Part<'_>) -> Result<(), DocumentFault>,
) -> Result<(), DocumentFault> {
    let mut reader = NsReader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let damaged = |error: quick_xml::Error| {
        DocumentFault::Damaged(match error {
            quick_xml::Error::Namespace(_) => {
                "it declares too many namespaces, or wrong ones".to_owned()
            }
            error => error.to_string(),
        })
    };
    let mut depth = 0_usize;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(damaged)?;
        let is_word = match namespace {
            ResolveResult::Bound(Namespace(it)) => WORD.contains(&it),
            _ => false,
        };
        let shown = |name| if is_word { name } else { "" };
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_NESTED {
                    return Err(DocumentFault::TooLarge(format!(
                        "{MAX_NESTED} nested elements"
                    )));
                }
                each(Part::Start(shown(start.local_name().into_inner()), &start))?;
            }
            Event::Empty(start) => {
                let name = shown(start.local_name().into_inner());
                each(Part::Start(name, &start))?;
                each(Part::End(name))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(Part::End(shown(end.local_name().into_inner())))?;
            }
            Event::Text(text) => each(Part::Text(&text))?,
            Event::CData(text) => each(Part::Text(&text))?,
            Event::GeneralRef(name) => {
                if let Ok(Some(c)) = name.resolve_char_ref() {
                    each(Part::Text(c.encode_utf8(&mut [0; 4])))?;
                } else if let Some(text) = resolve_predefined_entity(&name) {
                    each(Part::Text(text))?;
                }
            }
            Event::Eof if depth > 0 => {
                return Err(DocumentFault::Damaged(
                    "it ends within an element".to_owned(),
                ));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = start.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|it| it.key.local_name().into_inner() == name)?;
    let text = unescape(&found.value).map_or_else(|_| found.value.to_string(), |it| it.to_string());
    Some(text)
}

/// Whether an element that switches something on does: `w:val` is `true` where it is absent.
pub(super) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(value(start, "val").as_deref(), Some("0" | "false" | "off"))
}
