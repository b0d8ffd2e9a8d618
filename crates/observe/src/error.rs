//! What can go wrong, in words for the one who runs it.

use std::path::PathBuf;

use datafusion::error::DataFusionError;
use thiserror::Error;

/// Why edges could not be counted.
#[derive(Debug, Error)]
pub enum Error {
    /// Inputs that cannot be read or are of no known kind: all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Inputs(Vec<InputError>),
    /// A value on the command line.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// The result cannot be written.
    #[error("cannot write `{}`: {error}", path.display())]
    Output {
        /// The file that was asked for.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The memory that may be used, or the space for what does not fit into it, is not enough.
    #[error("the memory limit is too low: {0}")]
    Memory(String),
    /// A file is not what its first lines promise, or cannot be read to its end.
    #[error("the logs cannot be counted: {0}")]
    Count(String),
}

/// A file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{}`: {message}", path.display())]
pub struct InputError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Error {
    /// What to do, as a command; one for each input that is wrong.
    pub fn help(&self) -> Vec<String> {
        match self {
            Self::Inputs(all) => {
                let mut all: Vec<String> = all.iter().map(|it| it.help.clone()).collect();
                all.dedup();
                all
            }
            Self::Usage { help, .. } => vec![help.clone()],
            Self::Output { .. } => {
                vec!["name a file in a folder that can be written to".to_owned()]
            }
            Self::Memory(_) => vec![
                "raise `--memory`, lower `--threads`, or name a disk with more space by `--spill`"
                    .to_owned(),
            ],
            Self::Count(_) => vec!["leave the file out, or export it again".to_owned()],
        }
    }
}

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(why) => Self::Memory(first_line(why)),
            root => Self::Count(without_values(&first_line(&root.strip_backtrace()))),
        }
    }
}

/// The words of a cause without what it quotes of the logs: between quotation marks, and behind what was found in the
/// place of something else. Logs may hold names, tokens and whatever people send.
fn without_values(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('"').enumerate() {
        out.push_str(if at % 2 == 0 { part } else { "\"…\"" });
    }
    match out.find(" got ") {
        Some(at) => out.get(..at).unwrap_or_default().to_owned(),
        None => out,
    }
}

/// Causes can be pages long; the first line says what it is.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_quote_nothing_of_the_logs() {
        let shown = |text: &str| without_values(text);
        assert_eq!(
            shown("failed to parse \"SECRET\" as Int64"),
            "failed to parse \"…\" as Int64"
        );
        assert_eq!(
            shown("expected primitive got {\"a\": \"SECRET\"}"),
            "expected primitive"
        );
        assert_eq!(shown("an unclosed \"SECRET"), "an unclosed \"…\"");
    }
}
