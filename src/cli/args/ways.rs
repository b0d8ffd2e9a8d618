//! The arguments of `trace` and of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{EstateArguments, FailOn};

/// Arguments of `trace`.
#[derive(Debug, Clone, Default, Args)]
pub struct TraceArguments {
    // A doc comment here would become part of the help.
    #[command(flatten)]
    #[allow(
        missing_docs,
        clippy::allow_attributes,
        reason = "clap takes a doc comment for help"
    )]
    pub estate: EstateArguments,
    /// The datum: a category of data; narrower and broader ones count as well
    #[arg(long, value_name = "CATEGORY")]
    pub data: String,
    /// Only data of these people
    #[arg(long, value_name = "CATEGORY")]
    pub subjects: Option<String>,
    /// Only flows of this service
    #[arg(long, value_name = "ID")]
    pub service: Option<String>,
    /// Only ways from this party or system, or `data-subjects`
    #[arg(long, value_name = "ID")]
    pub from: Option<String>,
    /// Only ways to this party or system
    #[arg(long, value_name = "ID")]
    pub to: Option<String>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TraceFormat,
}

/// Formats of a trace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TraceFormat {
    /// For people, in a terminal
    #[default]
    Terminal,
    /// The JSON contract
    Json,
    /// A Mermaid flowchart
    Mermaid,
    /// The DOT language of Graphviz
    Dot,
}

/// Arguments of `diff`.
#[derive(Debug, Clone, Default, Args)]
pub struct EstateDiffArguments {
    /// The first version: a folder, or a revision of git (`git:` before it where a folder has the name)
    pub base: String,
    /// The second version; else the estate at hand
    pub head: Option<String>,
    /// The estate whose revisions are meant; else the nearest one upwards
    #[arg(long, value_name = "ESTATE")]
    pub estate: Option<PathBuf>,
    /// The day on which to judge both, as YYYY-MM-DD; else today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: DiffFormat,
    /// The least severity of what is new that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub fail_on: FailOn,
}

/// Formats of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people, in a terminal
    #[default]
    Terminal,
    /// The JSON contract
    Json,
    /// Markdown, to paste into a review
    Markdown,
}
