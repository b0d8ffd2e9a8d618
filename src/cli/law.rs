//! `law`: the dated rows.

use clap::Args;
use jiff::civil::Date;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::report_errors;
use super::outputs::OutputArguments;
use crate::input::{SourceMap, nearest};
use crate::law::{Law, Regime};
use crate::view::{LawList, LawRowView};

/// Arguments of `law`.
#[derive(Debug, Clone, Default, Args)]
pub struct LawArguments {
    /// Only rows in force on this day, as YYYY-MM-DD; by default all rows
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Only rows of this regime (eu-gdpr, uk-gdpr)
    #[arg(long, value_name = "REGIME")]
    regime: Option<String>,
    /// Only rows whose id, title or citation contains this word
    #[arg(value_name = "WORD")]
    word: Option<String>,
    #[command(flatten)]
    outputs: OutputArguments<LawList>,
}

/// Lists the rows of the built-in tables.
pub fn run(arguments: &LawArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let mut sources = SourceMap::new();
    let law =
        Law::builtin(&mut sources).map_err(|errors| report_errors(&errors, &sources, "", env))?;
    let regime = arguments
        .regime
        .as_deref()
        .map(|word| Regime::from_id(word).ok_or_else(|| unknown_regime(word)))
        .transpose()?;
    let word = arguments.word.as_deref().map(str::to_lowercase);
    let has = |text: &str| {
        word.as_deref()
            .is_none_or(|word| text.to_lowercase().contains(word))
    };
    let rows: Vec<LawRowView> = law
        .rows()
        .filter(|row| arguments.as_of.is_none_or(|day| row.in_force(day)))
        .filter(|row| regime.is_none_or(|regime| row.is_of(regime)))
        .filter(|row| has(&row.id) || has(&row.title) || has(&row.citation))
        .map(LawRowView::of)
        .collect();
    if rows.is_empty() {
        return Err(CliError::Message(
            "no row of the law tables is like that".to_owned(),
        ));
    }
    let view = LawList {
        rows,
        day: arguments.as_of.unwrap_or(env.today),
    };
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}

/// That a regime is not known.
pub(super) fn unknown_regime(word: &str) -> CliError {
    let near = nearest(word, Regime::ALL.iter().map(|regime| regime.id()))
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    CliError::Message(format!(
        "there is no regime `{word}`{near} It takes `eu-gdpr` or `uk-gdpr`"
    ))
}
