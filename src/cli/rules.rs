//! `rules`: the catalogue.

use clap::Args;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::report_errors;
use super::outputs::OutputArguments;
use crate::engine::policy::Rules;
use crate::input::SourceMap;
use crate::view::{RuleList, RuleView};

/// Arguments of `rules`.
#[derive(Debug, Clone, Default, Args)]
pub struct RulesArguments {
    #[command(flatten)]
    outputs: OutputArguments<RuleList>,
}

/// Lists the built-in rules.
pub fn run(arguments: &RulesArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let rules =
        Rules::builtin().map_err(|errors| report_errors(&errors, &SourceMap::new(), "", env))?;
    let view = RuleList {
        rules: rules.iter().map(RuleView::of).collect(),
    };
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}
