//! A pager for what is longer than the screen, as git has one: only for a terminal, never in a pipe.

use std::io::Write;
use std::process::{Command, Stdio};

/// The pager where the environment names none. Windows has none that keeps colours.
const DEFAULT: Option<&str> = if cfg!(windows) { None } else { Some("less") };

/// The variables of the environment that choose a pager.
#[derive(Debug, Clone, Default)]
pub struct PagerVariables {
    /// `PAGER`: a program with its arguments; empty or `cat`: none.
    pub pager: Option<String>,
    /// `NO_PAGER` is set and not empty.
    pub no_pager: bool,
    /// `LESS` is set: the user has chosen how `less` behaves.
    pub less: bool,
}

/// A program that shows a text page by page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// The program and its arguments; never empty.
    words: Vec<String>,
    /// `LESS` is to be set so that a short text ends at once and colours are kept.
    sets_less: bool,
    /// The height of the screen in lines; a text that fits is written as it is.
    height: usize,
}

impl Pager {
    /// The pager of an environment; `None` without a terminal, or where the user wants none.
    pub fn new(terminal: bool, height: usize, variables: &PagerVariables) -> Option<Self> {
        if !terminal || variables.no_pager {
            return None;
        }
        let words = variables.pager.as_deref().or(DEFAULT)?;
        // Not by a shell: what the variable holds is a program and its arguments, and nothing else.
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        if matches!(words.as_slice(), [] | [_]) && words.first().is_none_or(|word| word == "cat") {
            return None;
        }
        Some(Self {
            words,
            sets_less: !variables.less,
            height,
        })
    }

    /// Whether a text is longer than the screen.
    pub fn wants(&self, text: &[u8]) -> bool {
        let lines = text.iter().filter(|byte| **byte == b'\n').count();
        lines >= self.height
    }

    /// Shows a text and waits until the user has left the pager; `false` where the program cannot be
    /// started, and nothing was shown.
    pub fn show(&self, text: &[u8]) -> bool {
        let Some((program, arguments)) = self.words.split_first() else {
            return false;
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if self.sets_less {
            command.env("LESS", "FRX");
        }
        let Ok(mut child) = command.spawn() else {
            return false;
        };
        // A user who leaves before the end closes the pipe, which is no error.
        if let Some(mut into) = child.stdin.take() {
            let _ = into.write_all(text);
        }
        let _ = child.wait();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(pager: &str) -> PagerVariables {
        PagerVariables {
            pager: Some(pager.to_owned()),
            ..PagerVariables::default()
        }
    }

    #[test]
    fn there_is_none_without_a_terminal() {
        assert_eq!(Pager::new(false, 24, &named("less")), None);
        assert!(Pager::new(true, 24, &named("less -R")).is_some());
    }

    #[test]
    fn the_user_can_have_none() {
        for none in ["", " ", "cat"] {
            assert_eq!(Pager::new(true, 24, &named(none)), None, "{none:?}");
        }
        let unwanted = PagerVariables {
            no_pager: true,
            ..named("less")
        };
        assert_eq!(Pager::new(true, 24, &unwanted), None);
    }

    #[test]
    fn a_text_that_fits_the_screen_needs_none() {
        let pager = Pager::new(true, 3, &named("less")).unwrap();
        assert!(!pager.wants(b"one\ntwo\n"));
        assert!(pager.wants(b"one\ntwo\nthree\n"));
    }

    #[test]
    fn a_program_that_is_missing_shows_nothing() {
        let pager = Pager::new(true, 3, &named("no-such-pager-of-fairnotice")).unwrap();
        assert!(!pager.show(b"text"));
    }
}
