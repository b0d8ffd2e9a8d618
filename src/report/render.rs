//! What all reports have in common: a list of formats, each with its name, the endings of its files and
//! the function that writes it. Which formats a report has is in `formats.rs`, and nowhere else.

use std::io::{self, Write};

use super::text::TerminalOptions;

/// Writes a report of type `V` in one format.
pub type Writer<V> = fn(&V, TerminalOptions, &mut dyn Write) -> io::Result<()>;

/// A format that reports of type `V` can be written in.
#[derive(Debug)]
pub struct Format<V> {
    /// The word that asks for it.
    pub name: &'static str,
    /// The endings of file names that ask for it, without the dot, the usual one first. A format that
    /// shares its ending with another has none: it must be asked for by name.
    pub extensions: &'static [&'static str],
    /// What it is, in a few words, for the help of the command line.
    pub help: &'static str,
    /// Writes it. Only formats for people look at the options.
    pub write: Writer<V>,
}

impl<V> Format<V> {
    /// A format.
    pub fn new(
        name: &'static str,
        extensions: &'static [&'static str],
        help: &'static str,
        write: Writer<V>,
    ) -> Self {
        Self {
            name,
            extensions,
            help,
            write,
        }
    }
}

/// A report that can be written in several formats.
pub trait Render: Sized {
    /// Whether it is a document to keep: one that goes to a file is then not printed as well, unless a
    /// format to print is named.
    const IS_DOCUMENT: bool = false;

    /// Its formats, the default first.
    fn formats() -> Vec<Format<Self>>;

    /// Writes it in the format of a name.
    ///
    /// # Errors
    /// When `out` cannot be written to, and `InvalidInput` when there is no format of that name.
    fn render(
        &self,
        format: &str,
        options: TerminalOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let known = Self::formats().into_iter().find(|it| it.name == format);
        match known {
            Some(format) => (format.write)(self, options, out),
            None => Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("there is no format `{format}`"),
            )),
        }
    }
}
