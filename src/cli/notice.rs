//! `notice`: what can be asked of the notice itself.

use std::io::Write;

use jiff::civil::Date;

use super::args::{DiffArguments, NoticeArguments, NoticeVerb, TableFormat};
use super::load::{cannot_check, ready};
use super::{Edge, Exit, Failure};
use crate::engine::compare::notice::{Change, changes};
use crate::estate::model::Estate;
use crate::report::{self, NoticeDiff, TerminalOptions};

/// Does what is asked of the notice.
pub fn run(arguments: &NoticeArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    match &arguments.verb {
        NoticeVerb::Diff(arguments) => diff(arguments, edge),
    }
}

/// Compares two versions; the exit code is 1 where the new one tells less of some flow.
fn diff(arguments: &DiffArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let mut ready = ready(arguments.estate.estate.as_deref(), edge)?;
    let old = version(&ready.estate, arguments.old)?;
    let new = version(&ready.estate, arguments.new)?;
    let published = ready
        .estate
        .notices
        .get(new)
        .and_then(|notice| notice.published);
    let day = arguments.estate.as_of.unwrap_or(match published {
        Some(first) => first.max(edge.today),
        None => edge.today,
    });
    let changes = changes(&mut ready.estate, day, old, new)
        .map_err(|error| cannot_check(error, &ready, edge))?;
    let view = NoticeDiff::new(
        &ready.estate,
        &ready.sources,
        day,
        [old, new],
        &changes,
        &ready.root,
    );
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: false,
    };
    match arguments.format {
        TableFormat::Terminal => {
            report::notice_diff_terminal(&view, options, &mut edge.out)?;
        }
        TableFormat::Json => report::notice_diff_json(&view, &mut edge.out)?,
    }
    edge.out.flush()?;
    Ok(match changes.iter().all(Change::is_better) {
        true => Exit::Clean,
        false => Exit::Findings,
    })
}

/// The version that was published on a day.
fn version(estate: &Estate, day: Date) -> Result<usize, Failure> {
    let found = estate
        .notices
        .iter()
        .position(|notice| notice.published == Some(day));
    found.ok_or_else(|| {
        let days: Vec<String> = estate
            .notices
            .iter()
            .filter_map(|notice| Some(format!("`{}`", notice.published?)))
            .collect();
        Failure::Say(match days.len() {
            0 => "the estate has no notice with a day of publication".to_owned(),
            _ => format!(
                "no version of the notice was published on {day}; there is {}",
                days.join(", ")
            ),
        })
    })
}
