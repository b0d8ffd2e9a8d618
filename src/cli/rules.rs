//! `rules`: the catalogue.

use std::io::Write;

use super::args::{RulesArguments, TableFormat};
use super::load::tell;
use super::{Edge, Exit, Failure};
use crate::engine::policy::Rules;
use crate::input::SourceMap;
use crate::report;
use crate::report::TerminalOptions;
use crate::view::RuleView;

/// Lists the built-in rules.
pub fn run(arguments: &RulesArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let rules = Rules::builtin().map_err(|errors| tell(&errors, &SourceMap::new(), "", edge))?;
    let views: Vec<RuleView> = rules.iter().map(RuleView::of).collect();
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: false,
    };
    match arguments.format {
        TableFormat::Terminal => report::rules_table(&views, options, &mut edge.out)?,
        TableFormat::Json => report::rules_json(&views, &mut edge.out)?,
    }
    edge.out.flush()?;
    Ok(Exit::Clean)
}
