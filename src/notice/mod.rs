//! The published text of a privacy notice: its sections, and the place of a quote in it.
//!
//! A statement about a notice can be checked only against the notice's own words. So a statement
//! names a section and quotes the words, and [`PublishedText::find`] returns where they are, or the
//! nearest text. The way a quote is given is that of the `TextQuoteSelector` in the W3C Web
//! Annotation Data Model: the exact words and, where those are not unique, the words before and
//! after.
//!
//! People copy a quote from a page, a PDF or an editor, and each of these changes spaces, quotation
//! marks and hyphens. Quote and text are therefore compared in a folded form (`normalise`), in
//! which such differences are gone; capital letters still count. In Markdown, what is compared is
//! the text that a reader of the page sees (`markdown`), so a quote may run through bold words,
//! links and list items. Whatever is compared, every place that comes out is a range of bytes of
//! the *original* text.

mod anchor;
mod dated;
pub mod document;
mod fragment;
mod heading;
mod html;
mod index;
mod lower;
mod markdown;
mod nearest;
mod normalise;
mod placeholder;
mod plain_headings;
pub mod read;
mod search;
mod sections;
mod sentences;
mod text;
mod visible;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;

pub use anchor::{Anchor, AnchorError};
pub(crate) use html::entity;
pub use nearest::Nearest;
pub use sections::{Section, SectionId};
pub use text::{PublishedText, TextFormat};
