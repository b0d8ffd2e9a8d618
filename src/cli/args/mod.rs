//! The arguments, as clap reads them and `--help` prints them.

mod citations;
mod ways;

use std::borrow::Cow;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use citations::{EvidenceArguments, EvidenceCheckArguments, EvidenceVerb};
pub use ways::{DiffFormat, EstateDiffArguments, TraceArguments, TraceFormat};

/// Checks data flows against a privacy notice and the law of the day.
#[derive(Debug, Parser)]
#[command(name = "fairnotice", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 nothing at or above the failing severity, 1 findings, 2 the input or the call is wrong.\nThis is no legal advice."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Judge an estate: what the notice does not tell, and what the law does not allow
    Check(CheckArguments),
    /// Follow a datum: every way that it takes, with country, role, basis and safeguard at each step
    Trace(TraceArguments),
    /// Compare two versions of an estate: findings, and what becomes of sentences of the notice
    Diff(EstateDiffArguments),
    /// Hold what is deployed (plans and states of Terraform and OpenTofu) against what is declared
    Reconcile(ReconcileArguments),
    /// Tell when each flow was lawful and disclosed, and what changed it
    Timeline(TimelineArguments),
    /// Write a register: transfers, the record of processing, recipients, or what the notice covers
    Report(ReportArguments),
    /// Explain a rule, or how a finding was found
    Explain(ExplainArguments),
    /// List the rules
    Rules(RulesArguments),
    /// List the rows of law, with their dates
    Law(LawArguments),
    /// Ask of the notice itself: what a new version tells more or less
    Notice(NoticeArguments),
    /// Look up what notice, contracts and lists cite: the only verb that uses the network
    Evidence(EvidenceArguments),
    /// Print the JSON Schemas of the file formats
    Schema(SchemaArguments),
    /// Write a small estate to start from
    Init(InitArguments),
    /// Print completions for a shell
    Completions(CompletionsArguments),
}

/// Which estate, and on which day.
#[derive(Debug, Clone, Default, Args)]
pub struct EstateArguments {
    /// The estate: a folder with a `fairnotice.yaml`, or that file; else the nearest one upwards
    pub estate: Option<PathBuf>,
    /// The day on which to judge, as YYYY-MM-DD; else today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

impl EstateArguments {
    /// The estate as the call named it.
    pub fn named(&self) -> Option<Cow<'_, str>> {
        self.estate.as_ref().map(|path| path.to_string_lossy())
    }
}

/// Arguments of `check`.
#[derive(Debug, Clone, Default, Args)]
pub struct CheckArguments {
    // A doc comment here would become part of the help.
    #[command(flatten)]
    #[allow(
        missing_docs,
        clippy::allow_attributes,
        reason = "clap takes a doc comment for help"
    )]
    pub estate: EstateArguments,
    /// Lay a proposal over the estate (repeatable): what it brings decides the exit code
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// Lay a scenario over the estate and the law (repeatable); without `--as-of` the day is then
    /// the latest that a scenario names, or today
    #[arg(long, value_name = "FILE")]
    pub assume: Vec<PathBuf>,
    /// Judge it together with what a plan or a state deploys (repeatable): what `terraform show -json`
    /// prints, or a state file
    #[arg(long, value_name = "FILE")]
    pub deployed: Vec<PathBuf>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Write the report to a file as well (repeatable), in the format of its extension (.txt, .json,
    /// .sarif, .xml for JUnit, .md), or in the one named before it: `gitlab=report.json`
    #[arg(long, value_name = "[FORMAT=]FILE")]
    pub output: Vec<PathBuf>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// What was found before: only what is new, or weighs more than then, makes the exit code 1
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found into a file for `--baseline`
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    /// Show in a terminal what was accepted and what was there before as well
    #[arg(long)]
    pub show_suppressed: bool,
    /// Only findings of this service
    #[arg(long, value_name = "ID")]
    pub service: Vec<String>,
    /// Only findings about this flow
    #[arg(long, value_name = "ID")]
    pub flow: Vec<String>,
    /// Only findings of this rule, or of this family of rules
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
}

/// Formats of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, in a terminal
    #[default]
    Terminal,
    /// The JSON contract
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit's XML: a test for each rule
    Junit,
    /// GitLab's Code Quality report
    Gitlab,
    /// GitHub's log commands, which annotate a change
    Github,
    /// Markdown for a comment on a change
    Markdown,
}

/// The least severity that fails a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    #[default]
    Error,
    /// Warnings and errors
    Warning,
    /// Anything
    Note,
    /// Nothing
    Never,
}

/// Arguments of `reconcile`.
#[derive(Debug, Clone, Default, Args)]
pub struct ReconcileArguments {
    /// Plans and states: what `terraform show -json` or `tofu show -json` prints, or a state file
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The estate to hold them against; else the nearest one upwards; without any, they are listed
    #[arg(long, value_name = "ESTATE")]
    pub estate: Option<PathBuf>,
    /// The day on which to judge, as YYYY-MM-DD; else today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
    /// Write the report to a file as well, in the format of its extension (.txt, .json)
    #[arg(long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub fail_on: FailOn,
}

/// Arguments of `timeline`.
#[derive(Debug, Clone, Default, Args)]
pub struct TimelineArguments {
    /// The estate: a folder with a `fairnotice.yaml`, or that file; else the nearest one upwards
    pub estate: Option<PathBuf>,
    /// Only this flow
    #[arg(long, value_name = "ID")]
    pub flow: Vec<String>,
    /// The first day, as YYYY-MM-DD; else, and at the earliest, the first of the GDPR
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// The last day, as YYYY-MM-DD; else today
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TimelineFormat,
    /// Write the timeline to a file as well, in the format of its extension (.txt, .json, .csv)
    #[arg(long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
}

/// Formats of a timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TimelineFormat {
    /// Bars by year, for people, in a terminal
    #[default]
    Terminal,
    /// The JSON contract
    Json,
    /// CSV (RFC 4180), a line for each interval
    Csv,
}

/// Arguments of `report`.
#[derive(Debug, Clone, Args)]
pub struct ReportArguments {
    /// Which register
    #[arg(value_enum)]
    pub register: RegisterName,
    // A doc comment here would become part of the help.
    #[command(flatten)]
    #[allow(
        missing_docs,
        clippy::allow_attributes,
        reason = "clap takes a doc comment for help"
    )]
    pub estate: EstateArguments,
    /// As a proposal would have it (repeatable)
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// As a scenario would have it (repeatable); without `--as-of` the day is then the latest that one
    /// names, or today
    #[arg(long, value_name = "FILE")]
    pub assume: Vec<PathBuf>,
    /// The format of what is printed; without it nothing is, where `--output` names a file
    #[arg(long, value_enum)]
    pub format: Option<RegisterFormat>,
    /// Write the register to a file, in the format of its extension (.html, .xlsx, .csv, .md, .json;
    /// repeatable)
    #[arg(long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Only this table of the register; CSV, which holds one, has the first unless you name another
    #[arg(long, value_name = "KEY")]
    pub table: Option<String>,
}

/// The registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RegisterName {
    /// Transfers out of the territory of the UK GDPR or the EU GDPR, lawful or not
    Transfers,
    /// The record of processing activities (Art 30), as controller and as processor
    Ropa,
    /// Who gets what, told or not
    Recipients,
    /// Each statement of the notice against the flows it covers, and the reverse
    Coverage,
}

/// Formats of a register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum RegisterFormat {
    /// Markdown
    #[default]
    Markdown,
    /// One file for a browser, without anything from elsewhere
    Html,
    /// A workbook (Office Open XML); not to a terminal
    Xlsx,
    /// CSV (RFC 4180), one table
    Csv,
    /// The JSON contract
    Json,
}

/// Arguments of `explain`.
#[derive(Debug, Clone, Args)]
pub struct ExplainArguments {
    /// A rule (`transfer/no-safeguard`), or the id of a finding that `check` shows
    pub subject: String,
    // A doc comment here would become part of the help.
    #[command(flatten)]
    #[allow(
        missing_docs,
        clippy::allow_attributes,
        reason = "clap takes a doc comment for help"
    )]
    pub estate: EstateArguments,
    /// Explain a finding of a check under this scenario (repeatable)
    #[arg(long, value_name = "FILE")]
    pub assume: Vec<PathBuf>,
    /// Explain a finding of a check with this proposal (repeatable)
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// Explain a finding of a check with this plan or state (repeatable)
    #[arg(long, value_name = "FILE")]
    pub deployed: Vec<PathBuf>,
}

/// Arguments of `rules`.
#[derive(Debug, Clone, Default, Args)]
pub struct RulesArguments {
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
}

/// Formats of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people, in a terminal
    #[default]
    Terminal,
    /// JSON
    Json,
}

/// Arguments of `law`.
#[derive(Debug, Clone, Default, Args)]
pub struct LawArguments {
    /// Only rows in force on this day, as YYYY-MM-DD; else all rows
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Only rows of this regime (eu-gdpr, uk-gdpr)
    #[arg(long, value_name = "REGIME")]
    pub regime: Option<String>,
    /// Only rows whose id, title or citation has this word
    #[arg(value_name = "WORD")]
    pub word: Option<String>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
}

/// Arguments of `schema`.
#[derive(Debug, Clone, Default, Args)]
pub struct SchemaArguments {
    /// One schema (`estate`, `part`, `notice`, `flow`, `scenario`, `law`, `check`, `assume`,
    /// `notice-diff`, `reconcile`, `register`, `timeline`,
    /// `baseline`, `waivers`, `proposal`, `diff`, `trace`); else a list of them
    pub name: Option<String>,
    /// Write all of them into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "name")]
    pub all: Option<PathBuf>,
}

/// Arguments of `init`.
#[derive(Debug, Clone, Default, Args)]
pub struct InitArguments {
    /// The folder to write into; else the one you stand in
    pub folder: Option<PathBuf>,
}

/// Arguments of `notice`.
#[derive(Debug, Clone, Args)]
pub struct NoticeArguments {
    /// What to ask.
    #[command(subcommand)]
    pub verb: NoticeVerb,
}

/// What can be asked of the notice.
#[derive(Debug, Clone, Subcommand)]
pub enum NoticeVerb {
    /// Compare two versions: which flows the new one newly covers or uncovers, and by which sentence
    Diff(DiffArguments),
}

/// Arguments of `notice diff`.
#[derive(Debug, Clone, Args)]
pub struct DiffArguments {
    /// The day on which the old version was published, as YYYY-MM-DD
    pub old: Date,
    /// The day on which the new version was published
    pub new: Date,
    // A doc comment here would become part of the help.
    #[command(flatten)]
    #[allow(
        missing_docs,
        clippy::allow_attributes,
        reason = "clap takes a doc comment for help"
    )]
    pub estate: EstateArguments,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
}

/// Arguments of `completions`.
#[derive(Debug, Clone, Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: clap_complete::Shell,
}
