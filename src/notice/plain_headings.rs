//! The headings of a plain text, which has no marks for them: its lines are compared with names that are
//! known.

use std::collections::BTreeSet;

use super::heading::{Heading, without_number};
use super::normalise::fold;
use super::sections::STEP;
use super::visible::collapse;

/// The headings of a plain text: the lines that are one of the known names, with a list number
/// before it or without.
///
/// A name may be a path; then its steps are names, and a heading is part of the nearest one before
/// it that the path puts above it. A table of contents is no heading: of three or more names in
/// lines that follow each other, those that come again later are left out.
pub(super) fn plain_headings(text: &str, known: &[String]) -> Vec<Heading> {
    let names = Names::of(known);
    let mut lines: Vec<Line> = Vec::new();
    let mut run = 0;
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let at = start;
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match names.heading(line) {
            Some(key) => lines.push(Line {
                key,
                start: at,
                run,
            }),
            None => run += 1,
        }
    }
    without_contents(&mut lines);

    let mut open: Vec<String> = Vec::new();
    let mut headings = Vec::with_capacity(lines.len());
    for Line { key, start, .. } in lines {
        while open
            .last()
            .is_some_and(|above| !names.pairs.contains(&(above.clone(), key.clone())))
        {
            open.pop();
        }
        open.push(key);
        headings.push(Heading {
            text: shown_heading(text, start),
            level: u8::try_from(open.len()).unwrap_or(u8::MAX),
            start,
        });
    }
    headings
}

/// A line that is a heading.
struct Line {
    key: String,
    start: usize,
    /// How many other lines precede it: equal for headings that follow each other.
    run: usize,
}

/// Leaves out the lines of a table of contents.
fn without_contents(lines: &mut Vec<Line>) {
    let mut later = BTreeSet::new();
    let mut kept = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|a, b| a.run == b.run).rev() {
        for line in run.iter().rev() {
            let again = !later.insert(line.key.clone());
            kept.push(!(again && run.len() >= 3));
        }
    }
    lines.retain(|_| kept.pop().unwrap_or(true));
}

/// The names by which headings of a plain text are known.
struct Names {
    keys: BTreeSet<String>,
    /// A heading and one directly under it, from the paths.
    pairs: BTreeSet<(String, String)>,
    /// No heading's line has more bytes than this.
    longest: usize,
}

impl Names {
    fn of(known: &[String]) -> Self {
        let (mut keys, mut pairs) = (BTreeSet::new(), BTreeSet::new());
        for name in known {
            let name = fold(name);
            let steps: Vec<String> = name
                .split(STEP)
                .map(|step| step.trim().to_owned())
                .collect();
            pairs.extend(steps.iter().cloned().zip(steps.iter().skip(1).cloned()));
            keys.extend(steps);
            keys.insert(name);
        }
        keys.remove("");
        // With space for a number, and for characters that folding drops or joins.
        let longest = keys.iter().map(String::len).max().unwrap_or(0) * 3 + 64;
        Self {
            keys,
            pairs,
            longest,
        }
    }

    fn heading(&self, line: &str) -> Option<String> {
        let line = line.trim();
        if line.len() > self.longest {
            return None;
        }
        let folded = fold(line);
        let bare = without_number(&folded);
        [folded.as_str(), bare]
            .into_iter()
            .find(|key| self.keys.contains(*key))
            .map(str::to_owned)
    }
}

/// The heading that begins at `start` of a plain text, as it is shown.
fn shown_heading(text: &str, start: usize) -> String {
    let line = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    let words = collapse(line.trim_start_matches('\u{FEFF}'));
    without_number(&words).to_owned()
}
