//! `rules`: the catalogue.

use std::io::Write;

use clap::Args;

use super::arguments::TableFormat;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::report_errors;
use crate::engine::policy::Rules;
use crate::input::SourceMap;
use crate::report;
use crate::report::TerminalOptions;
use crate::view::RuleView;

/// Arguments of `rules`.
#[derive(Debug, Clone, Default, Args)]
pub struct RulesArguments {
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
}

/// Lists the built-in rules.
pub fn run(arguments: &RulesArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let rules =
        Rules::builtin().map_err(|errors| report_errors(&errors, &SourceMap::new(), "", env))?;
    let views: Vec<RuleView> = rules.iter().map(RuleView::of).collect();
    let options = TerminalOptions {
        width: env.width,
        color: env.color,
        hyperlinks: false,
    };
    match arguments.format {
        TableFormat::Terminal => report::rules_table(&views, options, &mut env.out)?,
        TableFormat::Json => report::rules_json(&views, &mut env.out)?,
    }
    env.out.flush()?;
    Ok(ExitStatus::Success)
}
