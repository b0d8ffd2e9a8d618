//! `rules`: the catalogue.

use clap::Args;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::report_errors;
use super::outputs::{Outputs, format_names};
use crate::engine::policy::Rules;
use crate::input::SourceMap;
use crate::view::{RuleList, RuleView};

/// Arguments of `rules`.
#[derive(Debug, Clone, Default, Args)]
pub struct RulesArguments {
    /// The format of what is printed
    #[arg(long, value_parser = format_names::<RuleList>(), default_value = "terminal")]
    format: String,
}

/// Lists the built-in rules.
pub fn run(arguments: &RulesArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let rules =
        Rules::builtin().map_err(|errors| report_errors(&errors, &SourceMap::new(), "", env))?;
    let view = RuleList {
        rules: rules.iter().map(RuleView::of).collect(),
    };
    Outputs::new::<RuleList>(Some(&arguments.format), &[])?.write(&view, env)?;
    Ok(ExitStatus::Success)
}
