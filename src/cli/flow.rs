//! `flow add`: a flow in the file that has most flows of the estate.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::edited::add_entry;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use crate::import::declaration::Value;

/// Arguments of `flow`.
#[derive(Debug, Clone, Args)]
pub struct FlowArguments {
    /// The command.
    #[command(subcommand)]
    verb: FlowVerb,
}

/// What can be done about flows.
#[derive(Debug, Clone, Subcommand)]
enum FlowVerb {
    /// Add a flow to the estate, with the keys that it needs
    Add(AddArguments),
}

/// Arguments of `flow add`.
#[derive(Debug, Clone, Default, Args)]
struct AddArguments {
    /// Its id
    id: String,
    /// Where the data come from: a party, a system, or `data-subjects`
    #[arg(long, value_name = "ID")]
    from: String,
    /// Where they go
    #[arg(long, value_name = "ID")]
    to: String,
    /// The categories of data, as terms with commas between them (`fairnotice terms`)
    #[arg(long, value_name = "TERMS", value_delimiter = ',', required = true)]
    data: Vec<String>,
    /// The data subjects
    #[arg(long, value_name = "TERMS", value_delimiter = ',', required = true)]
    subjects: Vec<String>,
    /// The purposes
    #[arg(long, value_name = "TERMS", value_delimiter = ',', required = true)]
    purpose: Vec<String>,
    /// The legal basis: `contract`, `6(1)(e)`
    #[arg(long, value_name = "BASIS")]
    basis: Option<String>,
    /// How long the data are kept: `P6Y`, or a criterion
    #[arg(long, value_name = "PERIOD")]
    retention: Option<String>,
    /// The service that it belongs to
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The estate: a folder with a `fairnotice.yaml`, or that file; by default the nearest one upwards
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
}

/// Does what is asked.
pub fn run(arguments: &FlowArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let FlowVerb::Add(add) = &arguments.verb;
    let text = |text: &String| Value::Text(text.clone()).written();
    let list = |terms: &[String]| {
        let terms = terms.iter().map(|it| it.trim().to_owned());
        Value::List(terms.collect()).written()
    };
    let mut entry = vec![("id", text(&add.id))];
    entry.extend(add.service.iter().map(|it| ("service", text(it))));
    entry.extend([
        ("from", text(&add.from)),
        ("to", text(&add.to)),
        ("subjects", list(&add.subjects)),
        ("data", list(&add.data)),
        ("purpose", list(&add.purpose)),
    ]);
    entry.extend(add.basis.iter().map(|it| ("basis", text(it))));
    entry.extend(add.retention.iter().map(|it| ("retention", text(it))));
    let path = add_entry(add.estate.as_deref(), "flows", &entry, env)?;
    env.note(&format!("added `{}` to {path}", add.id));
    Ok(ExitStatus::Success)
}
