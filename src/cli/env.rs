//! What the process stands in: streams, terminal, environment, clock. Read once, here.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use jiff::civil::Date;

#[cfg(feature = "network")]
use crate::citations::Settings;
use crate::report::TerminalOptions;

/// The widest that prose is set, however wide the terminal.
const WIDEST: usize = 120;
/// The width where there is no terminal.
const PLAIN: usize = 80;

/// The surroundings of a run; tests bring their own.
pub struct Env {
    /// Where results go.
    pub out: Box<dyn Write>,
    /// Where all else goes.
    pub err: Box<dyn Write>,
    /// Standard output is a terminal.
    pub terminal: bool,
    /// The width of standard output in columns.
    pub width: usize,
    /// Colour on standard output.
    pub color: bool,
    /// Standard error is a terminal.
    pub error_terminal: bool,
    /// Colour on standard error.
    pub error_color: bool,
    /// The day that counts where none is given.
    pub today: Date,
    /// The folder that paths are relative to.
    pub folder: PathBuf,
    /// The files that were read for this run: no output replaces one of them.
    pub inputs: Vec<PathBuf>,
    /// How links are looked up.
    #[cfg(feature = "network")]
    pub network: Settings,
}

impl std::fmt::Debug for Env {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Env")
            .field("width", &self.width)
            .field("color", &self.color)
            .field("today", &self.today)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Env {
    /// That of the process.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads clock and environment"
    )]
    pub fn of_process() -> Self {
        let plain = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty())
            || std::env::var("TERM").is_ok_and(|value| value == "dumb");
        let terminal = io::stdout().is_terminal();
        let width = match terminal_size::terminal_size() {
            Some((terminal_size::Width(width), _)) if terminal => usize::from(width).min(WIDEST),
            _ => PLAIN,
        };
        Self {
            out: Box::new(io::BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            terminal,
            width,
            color: terminal && !plain,
            error_terminal: io::stderr().is_terminal(),
            error_color: io::stderr().is_terminal() && !plain,
            today: jiff::ZonedDateTime::now().date(),
            folder: std::env::current_dir().unwrap_or_default(),
            inputs: Vec::new(),
            #[cfg(feature = "network")]
            network: Settings::default(),
        }
    }

    /// How standard output is written to.
    pub fn terminal_options(&self) -> TerminalOptions {
        TerminalOptions {
            width: self.width,
            color: self.color,
            hyperlinks: self.color,
        }
    }

    /// Says on the error stream what is no error.
    pub fn note(&mut self, words: &str) {
        let _ = writeln!(self.err, "note: {}", crate::report::sanitize(words));
    }

    /// Says an error on the error stream; a stream that cannot be written leaves nobody to tell.
    pub fn complain(&mut self, words: &str) {
        let _ = writeln!(self.err, "error: {}", crate::report::sanitize(words));
    }
}
