//! The environment of the process: streams, terminal, variables, clock. Read once, here.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use jiff::civil::Date;

use super::pager::{Pager, PagerVariables};
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
    /// The program that shows what is longer than the screen; `None`: nothing does.
    pub pager: Option<Pager>,
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
        let (width, height) = match terminal_size::terminal_size() {
            Some((width, height)) if terminal => (usize::from(width.0), usize::from(height.0)),
            _ => (PLAIN, usize::MAX),
        };
        let set = |name| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let variables = PagerVariables {
            pager: std::env::var("PAGER").ok(),
            no_pager: set("NO_PAGER"),
            less: std::env::var_os("LESS").is_some(),
        };
        Self {
            out: Box::new(io::BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            terminal,
            pager: Pager::new(terminal, height, &variables),
            width: width.min(WIDEST),
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

    /// Writes a note to the error stream.
    pub fn note(&mut self, words: &str) {
        let _ = writeln!(self.err, "note: {}", crate::report::sanitize(words));
    }

    /// Writes an error to the error stream; if that fails, there is no other place to report it.
    pub fn complain(&mut self, words: &str) {
        let _ = writeln!(self.err, "error: {}", crate::report::sanitize(words));
    }
}
