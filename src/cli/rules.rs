//! `rules`: the catalogue.

use std::io::Write;

use super::args::{RulesArguments, TableFormat};
use super::load::report_errors;
use super::{CliError, Env, ExitStatus};
use crate::engine::policy::Rules;
use crate::input::SourceMap;
use crate::report;
use crate::report::TerminalOptions;
use crate::view::RuleView;

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
