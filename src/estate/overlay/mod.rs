//! Assumptions laid over an estate and the law: what would be if a row of law ended, a party were
//! sold, a system moved, flows came or went.
//!
//! They are laid over the documents before these are resolved. What is assumed is therefore
//! resolved and checked like the rest of the estate, and its places are those in the scenario.

mod apply;
mod change;
mod conflicts;
mod describe;
mod targets;

use jiff::civil::Date;

use super::kept::Kept;
use super::load::Loaded;
use super::model::Estate;
use super::problems::Problems;
use super::read::{self, ScenarioFile};
use crate::estate::resolve;
use crate::input::{Files, InputError, InputErrorKind, SourceMap, Span};

/// One assumption, for reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// The name of its scenario.
    pub scenario: String,
    /// Where it is written.
    pub span: Span,
    /// The first day on which it holds; `None` for what is added without a day.
    pub from: Option<Date>,
    /// What is assumed, in words that need no other: "Microsoft Corporation is no longer on ...".
    pub words: String,
}

/// An estate under assumptions.
#[derive(Debug)]
pub struct Assumed {
    /// The estate, or all that is wrong with the scenarios.
    pub loaded: Loaded,
    /// What is assumed, in the order of the scenarios and, within each, of their places.
    pub assumptions: Vec<Assumption>,
}

impl Assumed {
    /// The latest day that the scenarios name: on it everything that they assume holds.
    pub fn latest_day(&self) -> Option<Date> {
        self.assumptions.iter().filter_map(|it| it.from).max()
    }
}

/// Loads an estate once more, with scenarios laid over it. `actual` is the same estate without
/// them: it says what there is to end or to change.
///
/// The order of the scenarios changes only the order in which they are reported, as each assumption
/// has its day. Two that exclude each other are an error that names both places.
pub fn load_assuming(
    files: &dyn Files,
    root: &str,
    actual: &Estate,
    scenarios: &[ScenarioFile],
) -> Assumed {
    assumed(files, root, actual, scenarios, None)
}

/// The same for an estate of which nearly all was loaded before: what is as it was is not read again.
pub fn load_assuming_again(
    files: &dyn Files,
    root: &str,
    actual: &Estate,
    scenarios: &[ScenarioFile],
    kept: &Kept,
) -> Assumed {
    assumed(files, root, actual, scenarios, Some(kept))
}

fn assumed(
    files: &dyn Files,
    root: &str,
    actual: &Estate,
    scenarios: &[ScenarioFile],
    kept: Option<&Kept>,
) -> Assumed {
    let mut sources = SourceMap::new();
    let mut problems = Problems::default();
    let mut assumptions = Vec::new();
    let documents = read::documents(files, root, kept, &mut sources, &mut problems);
    let estate = documents.and_then(|documents| {
        let mut documents = documents;
        let read = read::scenarios(
            files,
            scenarios,
            &mut sources,
            &mut problems,
            &mut documents.broken,
        );
        let mut gathered = targets::gather(read, actual, &mut problems);
        assumptions = std::mem::take(&mut gathered.assumptions);
        conflicts::report(&gathered.changes, &mut problems);
        conflicts::report_idle(&gathered.changes, actual, &mut problems);
        let statements = std::mem::take(&mut gathered.statements);
        if let Some(notice) = &mut documents.notice {
            notice.proposed = statements;
            notice.withdrawn = std::mem::take(&mut gathered.withdrawn);
        } else if let Some(first) = statements.first() {
            let error = InputError::new(
                InputErrorKind::UnknownReference,
                first.id.span,
                "the estate has no notice to which a sentence could be added",
            );
            problems.push(error);
        }
        let afterwards = apply::lay(gathered, &mut documents);
        let mut estate = resolve::estate(documents, kept, &mut sources, &mut problems)?;
        afterwards.lay(&mut estate);
        Some(estate)
    });
    let estate = match estate {
        Some(estate) if problems.is_empty() => Ok(estate),
        _ => Err(problems.into_list()),
    };
    Assumed {
        loaded: Loaded { sources, estate },
        assumptions,
    }
}
