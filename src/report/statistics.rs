//! How many findings each rule has, the most frequent first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::text::{Pen, Run, TerminalOptions};
use crate::estate::model::Severity;
use crate::view::Report;

/// Writes a line for each rule with findings that are shown: their number, their severity, the rule and
/// its title. The most frequent rule comes first, then by id.
///
/// # Errors
/// When `out` cannot be written to.
pub fn statistics(
    report: &Report<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    super::terminal::summary(pen, report)?;
    let mut counts: BTreeMap<(&str, Severity, bool), (usize, &str)> = BTreeMap::new();
    for finding in report.shown() {
        let key = (
            finding.rule.as_str(),
            finding.severity,
            finding.asks.is_some(),
        );
        counts.entry(key).or_insert((0, &finding.title)).0 += 1;
    }
    let mut lines: Vec<_> = counts.into_iter().collect();
    lines.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    if !lines.is_empty() {
        pen.blank()?;
    }
    let digits = lines.iter().map(|(_, (count, _))| count.to_string().len());
    let digits = digits.max().unwrap_or(1);
    let widest = lines.iter().map(|((rule, ..), _)| rule.len()).max();
    let widest = widest.unwrap_or(0);
    for ((rule, severity, asks), (count, title)) in lines {
        let severity = if asks { "question" } else { severity.as_str() };
        let lead = format!("{count:>digits$}  {severity:<8}  {rule:<widest$}  ");
        pen.prose(&lead, &" ".repeat(lead.len()), &[Run::plain(title)])?;
    }
    Ok(())
}
