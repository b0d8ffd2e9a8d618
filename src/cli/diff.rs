//! `diff`: two versions of an estate, folders or revisions.

use std::io::Write;
use std::path::Path;

use super::args::{DiffFormat, EstateDiffArguments};
use super::check::failing;
use super::git::at_revision;
use super::load::{Ready, find, ready, ready_in, tell};
use super::{Edge, Exit, Failure};
use crate::engine::check::{Outcome, check};
use crate::engine::compare::Side;
use crate::report;
use crate::report::TerminalOptions;
use crate::view::{DiffReport, Report};

/// Compares two versions; what is new, or weighs more, decides the exit code.
pub fn run(arguments: &EstateDiffArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let at = arguments.estate.as_deref();
    let base = version(&arguments.base, at, edge)?;
    let head = match &arguments.head {
        Some(head) => version(head, at, edge)?,
        None => ready(at, edge)?,
    };
    let day = arguments.as_of.unwrap_or(edge.today);
    let judged = |side: &Ready, edge: &mut Edge| {
        check(&side.estate, &side.sources, &side.rules, day)
            .map_err(|error| tell(&[error], &side.sources, &side.root, edge))
    };
    let before = judged(&base, edge)?;
    let after = judged(&head, edge)?;
    // What can be explained again: a folder, which a revision is not.
    let folder = match &arguments.head {
        None => at.map(|path| path.to_string_lossy().into_owned()),
        Some(head) => Some(head.clone()),
    };
    let head_view = view(&head, &after).called_with(folder.as_deref(), arguments.as_of);
    let named = arguments.head.as_deref().unwrap_or("the estate at hand");
    let names = (arguments.base.clone(), named.to_owned());
    let diff = DiffReport::new(
        names,
        (view(&base, &before), side(&base, &before)),
        (head_view, side(&head, &after)),
    );
    let least = failing(arguments.fail_on);
    let fails = diff
        .brought()
        .any(|finding| least.is_some_and(|least| finding.severity >= least));
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: false,
    };
    match arguments.format {
        DiffFormat::Terminal => report::diff_terminal(&diff, options, &mut edge.out)?,
        DiffFormat::Json => report::diff_json(&diff, &mut edge.out)?,
        DiffFormat::Markdown => report::diff_markdown(&diff, &mut edge.out)?,
    }
    edge.out.flush()?;
    Ok(match fails {
        true => Exit::Findings,
        false => Exit::Clean,
    })
}

fn side<'a>(ready: &'a Ready, outcome: &'a Outcome) -> Side<'a> {
    Side {
        estate: &ready.estate,
        sources: &ready.sources,
        outcome,
    }
}

fn view<'a>(ready: &'a Ready, outcome: &Outcome) -> Report<'a> {
    Report::new(
        &ready.estate,
        &ready.sources,
        &ready.rules,
        outcome,
        &ready.root,
    )
}

/// The version that a word names: a folder (or the first file of an estate) where there is one of that
/// name, else a revision of the repository in which the estate lies. `git:` before it makes it a
/// revision in any case.
fn version(name: &str, estate: Option<&Path>, edge: &mut Edge) -> Result<Ready, Failure> {
    let revision = name.strip_prefix("git:");
    if revision.is_none() && edge.folder.join(name).exists() {
        return ready(Some(Path::new(name)), edge);
    }
    let revision = revision.unwrap_or(name);
    let (folder, file) = find(estate, edge)?;
    let found = at_revision(&folder, revision)?;
    let root = match found.folder.as_str() {
        "" => revision.to_owned(),
        folder => format!("{revision}:{folder}"),
    };
    if !found.paths.contains(&file) {
        return Err(Failure::Say(format!("`{root}` has no `{file}`")));
    }
    ready_in(&found.files, &file, root, edge)
}
