//! What was seen of the links that an estate cites, and what policies find of them.

use super::finding::Report;
use crate::estate::model::Citation;
use crate::input::Span;

/// The links with what was found of them.
#[derive(Debug)]
pub struct EvidenceReport<'a> {
    /// The links, in their order.
    pub citations: &'a [Citation],
    /// The findings on links alone.
    pub findings: Report<'a>,
    /// The file with what was seen, within the estate's folder.
    pub lock: &'a str,
}

impl EvidenceReport<'_> {
    /// Where a link is written: paths with lines and columns.
    pub fn places(&self, citation: &Citation) -> Vec<String> {
        let place = |span: &Span| {
            let (path, at) = self.findings.sources.locate(*span)?;
            let path = self.findings.shown_path(path);
            Some(format!("{path}:{}:{}", at.line, at.column))
        };
        citation.spans.iter().filter_map(place).collect()
    }
}
