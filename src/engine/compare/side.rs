//! One of two checks that are compared.

use std::collections::BTreeSet;

use crate::engine::check::Outcome;
use crate::engine::finding::Finding;
use crate::engine::policy::Rules;
use crate::estate::model::Estate;
use crate::input::SourceMap;

/// An estate, its texts, and what a check of it found.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// The texts that places point into.
    pub sources: &'a SourceMap,
    /// Its rules.
    pub rules: &'a Rules,
    /// What was found.
    pub outcome: &'a Outcome,
}

/// The line at which a finding is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the estate's folder.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl<'a> Side<'a> {
    /// The ids of the flows that a finding is about.
    pub(super) fn flows(&self, finding: &Finding) -> BTreeSet<&'a str> {
        let flows = finding.flows.iter();
        flows.map(|flow| &*self.estate.flow(*flow).id).collect()
    }

    /// Where a finding is shown; `None` where no file shows it.
    pub(super) fn place(&self, finding: &Finding) -> Option<Place> {
        let (file, at) = self.sources.locate(finding.labels.first()?.span)?;
        Some(Place {
            file: file.to_owned(),
            line: at.line,
        })
    }
}
