//! An estate that is not written yet: its files, which are loaded again each time one is added, so that what comes
//! next is matched with what is there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::cli::load::report_errors;
use crate::engine::as_of::CheckError;
use crate::engine::finding::Finding;
use crate::estate::model::Severity;
use crate::import::declaration::{Entry, Part, SeatOf, Value};
use crate::input::MemoryFiles;
use crate::project::{LoadErrors, Project};

use super::FILE;
use super::controller::Controller;

/// The file of the statements.
pub const NOTICE: &str = "notice.yaml";

/// The file of the flows that the notice speaks of.
pub const FLOWS: &str = "flows.yaml";

/// The keys of flows that are dropped where they contradict the notice.
const GUESSED: [&str; 2] = ["basis", "retention"];

/// As many guesses are tried, at most: each takes a check.
const MOST_DROPPED: usize = 12;

/// The key that states what nobody has recorded.
const OPEN: &str = "not-recorded";

/// The files of an estate.
#[derive(Debug)]
pub struct Draft {
    controller: Controller,
    /// What the estate is made of, as comments.
    pub origins: Vec<String>,
    include: Vec<String>,
    files: BTreeMap<String, String>,
}

impl Draft {
    /// An estate with its controller alone.
    pub fn new(controller: Controller) -> Self {
        Self {
            controller,
            origins: Vec::new(),
            include: Vec::new(),
            files: BTreeMap::new(),
        }
    }

    /// The same with a controller that the law of a day applies to.
    ///
    /// # Errors
    /// Where an estate with this controller alone does not load; that was reported.
    pub fn under_the_law(mut self, day: Date, env: &mut Env) -> Result<Self, CliError> {
        let project = self.load(env)?;
        if let Err(CheckError::NoRegime { .. }) = project.check(day).run() {
            self.controller = self.controller.with_scope();
        }
        Ok(self)
    }

    /// The id of the controller.
    pub fn us(&self) -> &str {
        &self.controller.id
    }

    /// Other names of the controller.
    pub fn other_names(&self) -> Vec<String> {
        self.controller.others.clone()
    }

    /// Adds a part, which the first file includes.
    pub fn part(&mut self, name: &str, yaml: String) {
        self.include.push(name.to_owned());
        self.files.insert(name.to_owned(), yaml);
    }

    /// Adds a file that another names.
    pub fn file(&mut self, name: &str, text: String) {
        self.files.insert(name.to_owned(), text);
    }

    /// The first file.
    fn first(&self) -> String {
        let mut head = vec!["An estate to review. It is made of:".to_owned()];
        head.extend(self.origins.iter().map(|origin| format!("- {origin}")));
        head.push("Above each value: `certain` where its source says so, `look` where it is a guess. Delete a comment once".to_owned());
        head.push("you have looked.".to_owned());
        let mut keys = vec![
            (
                "name",
                Value::Text(self.controller.name.clone()),
                Vec::new(),
            ),
            (
                "controller",
                Value::Text(self.controller.id.clone()),
                Vec::new(),
            ),
        ];
        if self.files.contains_key(NOTICE) {
            keys.push(("notice", Value::Text(NOTICE.to_owned()), Vec::new()));
        }
        let mut open = vec![
            "appointments",
            "basis",
            "contracts",
            "flows",
            "locations",
            "safeguards",
        ];
        if self.files.contains_key(NOTICE) {
            open.push("statements");
        }
        let open = open.into_iter().map(str::to_owned).collect();
        let why = [
            "Nobody has recorded these yet: what is absent is asked for, and is no finding."
                .to_owned(),
            "Remove a word once all of its kind are recorded.".to_owned(),
        ];
        keys.push((OPEN, Value::List(open), why.to_vec()));
        if !self.include.is_empty() {
            keys.push(("include", Value::List(self.include.clone()), Vec::new()));
        }
        Part {
            head,
            keys,
            lists: vec![("parties", vec![self.controller.entry.clone()])],
            ..Part::default()
        }
        .to_yaml()
    }

    /// Writes the seat of a party where nobody knew it, or where it was guessed from less than a page that states it.
    pub fn seat(&mut self, seat: &SeatOf) {
        let with = self.files.iter().find_map(|(name, text)| {
            let with = with_seat(text, seat)?;
            Some((name.clone(), with))
        });
        self.files.extend(with);
    }

    /// Drops guesses about flows of which a check finds that they contradict the notice: what is wrong with a draft, nobody
    /// has done.
    ///
    /// # Errors
    /// Where the estate does not load; that was reported.
    pub fn without_contradicted(&mut self, day: Date, env: &mut Env) -> Result<(), CliError> {
        let mut tried = BTreeSet::new();
        let (mut count, mut flows) = self.errors(day, env)?;
        while tried.len() < MOST_DROPPED {
            let Some(text) = self.files.get(FLOWS).cloned() else {
                break;
            };
            let all = flows
                .iter()
                .flat_map(|flow| GUESSED.map(|key| (flow.clone(), key)));
            let mut open = all.filter(|it| !tried.contains(it));
            let found = open.find_map(|it| {
                let with = without_guess(&text, &it.0, it.1)?;
                Some((it, with))
            });
            drop(open);
            let Some((guess, with)) = found else {
                break;
            };
            tried.insert(guess);
            self.files.insert(FLOWS.to_owned(), with);
            let (left, of) = self.errors(day, env)?;
            if left < count {
                (count, flows) = (left, of);
            } else {
                self.files.insert(FLOWS.to_owned(), text);
            }
        }
        Ok(())
    }

    /// How many errors a check finds, and the flows that they are about.
    fn errors(&mut self, day: Date, env: &mut Env) -> Result<(usize, BTreeSet<String>), CliError> {
        let project = self.load(env)?;
        let Ok(outcome) = project.check(day).run() else {
            return Ok((0, BTreeSet::new()));
        };
        let findings = outcome.findings.iter();
        let errors = findings.filter(|it| it.severity == Severity::Error && it.asks.is_none());
        let errors: Vec<&Finding> = errors.collect();
        let flows = errors.iter().flat_map(|it| &it.flows);
        let flows = flows.map(|ix| project.estate.flow(*ix).id.to_string());
        Ok((errors.len(), flows.collect()))
    }

    /// All files, the first one first.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut all = vec![(FILE.to_owned(), self.first())];
        all.extend(
            self.files
                .iter()
                .map(|(name, text)| (name.clone(), text.clone())),
        );
        all
    }

    /// The estate as it is now. Statements that the estate cannot have become comments; what else is wrong is an error,
    /// and was reported.
    pub fn load(&mut self, env: &mut Env) -> Result<Project, CliError> {
        loop {
            let files = self.files().into_iter();
            let files = files.fold(MemoryFiles::new(), |all, (name, text)| all.with(name, text));
            let wrong = match Project::load(&files, FILE) {
                Ok(project) => return Ok(project),
                Err(wrong) => wrong,
            };
            if !self.without(&wrong) {
                return Err(report_errors(&wrong.errors, &wrong.sources, "", env));
            }
        }
    }

    /// Makes comments of the statements that are wrong; whether there was one.
    fn without(&mut self, wrong: &LoadErrors) -> bool {
        let spans = wrong.errors.iter().filter_map(|error| error.span);
        let places = spans.filter_map(|span| wrong.sources.locate(span));
        let lines: BTreeSet<usize> = places
            .filter(|(path, _)| *path == NOTICE)
            .map(|(_, place)| place.line as usize)
            .collect();
        let Some(text) = self.files.get_mut(NOTICE) else {
            return false;
        };
        let (commented, found) = commented(text, &lines);
        *text = commented;
        found
    }
}

/// A file in which a party has a seat, where it has the party with a guess.
fn with_seat(text: &str, seat: &SeatOf) -> Option<String> {
    let value = Value::Text(seat.country.clone());
    let entry = Entry::default().guess("country", value, seat.certainty, &seat.why);
    let held = if seat.is_stated { "" } else { "unknown" };
    let (start, end) = guessed(text, &seat.party, "country", held)?;
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    Some(format!("{before}{}{after}", entry.last_lines()))
}

/// A file without what was guessed for a key of an entry.
fn without_guess(text: &str, id: &str, key: &str) -> Option<String> {
    let (start, end) = guessed(text, id, key, "")?;
    Some(format!("{}{}", text.get(..start)?, text.get(end..)?))
}

/// The bytes of a guess in an entry: the comments that mark it, and the line of the key with a value that begins in some
/// way.
fn guessed(text: &str, id: &str, key: &str, value: &str) -> Option<(usize, usize)> {
    let (first, line) = (format!("  - id: {id}"), format!("    {key}: {value}"));
    let (mut is_entry, mut at) = (false, 0);
    let mut start = None;
    for it in text.split_inclusive('\n') {
        if it.starts_with("  - ") {
            is_entry = it.trim_end() == first;
        }
        if it.trim_start().starts_with("# look: ") {
            start = start.or(Some(at));
        } else if is_entry && it.starts_with(&line) {
            return Some((start?, at + it.len()));
        } else if !it.trim_start().starts_with('#') {
            start = None;
        }
        at += it.len();
    }
    None
}

/// A file in which the entries that have some lines are comments, and whether there was one.
fn commented(text: &str, wrong: &BTreeSet<usize>) -> (String, bool) {
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| line.starts_with("  - ")))
        .collect();
    let mut out = String::new();
    let (mut found, mut entry) = (false, 0);
    for (at, line) in lines.iter().enumerate() {
        while starts.get(entry).is_some_and(|start| *start < at)
            && starts.get(entry + 1).is_some_and(|next| *next <= at)
        {
            entry += 1;
        }
        let start = starts.get(entry).copied().filter(|start| *start <= at);
        let end = starts.get(entry + 1).copied().unwrap_or(lines.len());
        let is_wrong = start.is_some_and(|start| wrong.range(start + 1..=end).next().is_some());
        if is_wrong && !line.trim_start().starts_with('#') && !line.trim().is_empty() {
            found = true;
            out.push_str("  # ");
            out.push_str(line.get(2..).unwrap_or(line));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    (out, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::declaration::Certainty;

    #[test]
    fn a_guess_is_found_with_its_comments() {
        let text = "parties:\n  - id: a\n    # look: x\n    country: unknown\n  - id: b\n    # certain: v\n    name: n\n    \
            # look: y\n    # z\n    country: unknown\n    evidence: e\n";
        let seat = SeatOf {
            party: "b".to_owned(),
            country: "US".to_owned(),
            certainty: Certainty::Look,
            why: "list.md:3".to_owned(),
            is_stated: false,
        };
        let wanted = text.replace(
            "    # look: y\n    # z\n    country: unknown\n",
            "    # look: list.md:3\n    country: US\n",
        );
        assert_eq!(with_seat(text, &seat), Some(wanted));
        assert_eq!(
            without_guess(text, "a", "country"),
            Some(text.replacen("    # look: x\n    country: unknown\n", "", 1))
        );
        assert_eq!(without_guess(text, "b", "name"), None);
        assert_eq!(without_guess(text, "c", "country"), None);
    }

    #[test]
    fn only_the_wrong_entry_becomes_a_comment() {
        let text =
            "statements:\n  - id: a\n    quote: x\n  - id: b\n    # why\n    quote: y\n  - id: c\n";
        let (commented, found) = commented(text, &BTreeSet::from([6]));
        assert!(found);
        assert_eq!(
            commented,
            "statements:\n  - id: a\n    quote: x\n  # - id: b\n    # why\n  #   quote: y\n  - id: c\n"
        );
        assert!(!super::commented(text, &BTreeSet::new()).1);
    }
}
