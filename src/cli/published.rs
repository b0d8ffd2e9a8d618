//! The text of a notice that a call names: a text, a page, or a document.

use std::path::Path;

use super::env::Env;
use super::errors::CliError;
use super::load::cannot_read;
use crate::input::{stream, text_of};
use crate::notice::TextFormat;
use crate::notice::document::Document;
use crate::notice::read::prepared;

/// How many pages without text are named.
const MAX_SHOWN: usize = 20;

/// A notice that was published as a file.
#[derive(Debug)]
pub struct Published {
    /// Its text, as it is read.
    pub text: String,
    /// The format of that.
    pub format: TextFormat,
    /// Where the text comes out of a document, that document.
    pub document: Option<Document>,
}

impl Published {
    /// The notice in a file; `path` is as the call has it, `-` standard input.
    ///
    /// # Errors
    /// Where it is neither a text nor a document that can be read, or where no text is in it.
    pub fn of(path: &Path, bytes: Vec<u8>, env: &mut Env) -> Result<Self, CliError> {
        let published = Self::read(path, bytes, env)?;
        let is_blank = |c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}';
        if published.text.chars().all(is_blank) {
            return Err(CliError::Message(format!(
                "cannot read `{}`: it has no text",
                path.display()
            )));
        }
        Ok(published)
    }

    fn read(path: &Path, bytes: Vec<u8>, env: &mut Env) -> Result<Self, CliError> {
        if let Some(document) = Document::read(&bytes) {
            let document = document.map_err(|fault| {
                CliError::Message(format!("cannot read `{}`: {fault}", path.display()))
            })?;
            let pages: Vec<String> = (document.without_text.iter().take(MAX_SHOWN))
                .map(u32::to_string)
                .collect();
            if !pages.is_empty() {
                let more = document.without_text.len() - pages.len();
                let more = match more {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                env.note(&format!(
                    "pages of `{}` without text, blank or pictures: {}{more}",
                    path.display(),
                    pages.join(", ")
                ));
            }
            return Ok(Self {
                text: document.text.clone(),
                format: TextFormat::Markdown,
                document: Some(document),
            });
        }
        let text = text_of(bytes).map_err(|error| cannot_read(path, &error))?;
        let shown = path.display().to_string();
        // What is piped has no name that says what it is.
        let (text, format) = if shown == "-" || stream(path).is_some() {
            let format = piped(&text);
            (text, format)
        } else {
            let (text, format) = prepared(&shown, &text);
            (text.into_owned(), format)
        };
        Ok(Self {
            text,
            format,
            document: None,
        })
    }
}

/// The format of a text without a name: a page, Markdown where a line is one of its headings, or plain.
fn piped(text: &str) -> TextFormat {
    let is_heading = |line: &str| {
        let words = line.trim_start_matches('#');
        words.len() < line.len() && words.starts_with(' ')
    };
    match TextFormat::of("-", text) {
        TextFormat::Plain if text.lines().any(is_heading) => TextFormat::Markdown,
        format => format,
    }
}
