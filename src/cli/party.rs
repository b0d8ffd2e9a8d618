//! `party add`: a party in the file that has the parties of the estate.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::edited::add_entry;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use crate::import::declaration::{Value, id_of};

/// Arguments of `party`.
#[derive(Debug, Clone, Args)]
pub struct PartyArguments {
    /// The command.
    #[command(subcommand)]
    verb: PartyVerb,
}

/// What can be done about parties.
#[derive(Debug, Clone, Subcommand)]
enum PartyVerb {
    /// Add a party to the estate, with the keys that it needs
    Add(AddArguments),
}

/// Arguments of `party add`.
#[derive(Debug, Clone, Default, Args)]
struct AddArguments {
    /// Its name
    name: String,
    /// Its id; by default made of the name
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Where it is established, as ISO 3166-1 has it; by default `unknown`, or as the vendor is
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// The vendor that it is, by its id in the table (`fairnotice vendors`)
    #[arg(long, value_name = "ID")]
    vendor: Option<String>,
    /// The class of recipients that it belongs to: a term such as `hosting-provider`
    #[arg(long, value_name = "TERM")]
    is: Option<String>,
    /// The estate: a folder with a `fairnotice.yaml`, or that file; by default the nearest one upwards
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
}

/// Does what is asked.
pub fn run(arguments: &PartyArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let PartyVerb::Add(add) = &arguments.verb;
    let text = |text: &str| Value::Text(text.to_owned()).written();
    let id = add.id.clone().unwrap_or_else(|| id_of(&add.name));
    let mut entry = vec![("id", text(&id)), ("name", text(&add.name))];
    if let Some(vendor) = &add.vendor {
        entry.push(("vendor", text(vendor)));
    }
    match (&add.country, &add.vendor) {
        (Some(country), _) => entry.push(("country", text(country))),
        (None, None) => entry.push(("country", "unknown".to_owned())),
        (None, Some(_)) => {}
    }
    if let Some(is) = &add.is {
        entry.push(("is", text(is)));
    }
    let path = add_entry(add.estate.as_deref(), "parties", &entry, env)?;
    env.note(&format!("added `{id}` to {path}"));
    Ok(ExitStatus::Success)
}
