//! The JSON document in a text, which may be wrapped in the log of the job that wrote it.

use serde_json::value::RawValue;

use super::importer::{ImportError, Reads};
use crate::input::{
    Diagnostics, FileId, InputError, InputErrorKind, Node, Span, Trim, limits, read_json,
    read_json_trimmed,
};

/// A log is read as often as this, at most, to find where its document begins.
const MOST_READ: usize = 16;
/// The bytes of a line of a plan, about.
const LINE: usize = 40;

/// The JSON documents of a file.
#[derive(Debug)]
pub(in crate::import) struct Extracted {
    /// The documents, in their order; never none.
    pub documents: Vec<Node>,
    /// There is other text around them, which was not read.
    pub is_wrapped: bool,
}

/// Why a text holds no document.
#[derive(Debug)]
pub(in crate::import) enum NoJson {
    /// It is empty.
    Empty,
    /// It is not JSON, and no line of it begins a document; where it begins.
    NoDocument(Span),
    /// It ends to be JSON, or the caller refused what was found.
    Wrong(InputError),
}

impl NoJson {
    /// The error for a file in which one of the expected documents was to be.
    pub fn with(self, file: FileId, expected: Vec<Reads>) -> ImportError {
        match self {
            Self::Empty => ImportError::Empty(file, expected),
            Self::NoDocument(span) => ImportError::NoDocument(span, expected),
            Self::Wrong(error) => ImportError::Wrong(error),
        }
    }
}

/// What a document that was cut off begins with, if it is one that matters.
const MARKS: [&str; 3] = [
    "\"format_version\"",
    "\"resource_changes\"",
    "\"planned_values\"",
];
/// How far into a text such a mark is looked for, in bytes.
const HEAD: usize = 400;

/// Finds the JSON in a text: the whole of it, or every document that a line of a log begins. `is_wanted`
/// says of a document with other text around it whether it is one, and may refuse it. A document that is
/// printed twice counts once.
///
/// # Errors
/// Why there is none, with the place at which it ends to be JSON.
pub(in crate::import) fn extract(
    file: FileId,
    text: &str,
    reading: &Reading<'_>,
    is_wanted: &dyn Fn(&Node) -> Result<bool, InputError>,
) -> Result<Extracted, NoJson> {
    let begin = text.len() - text.trim_start().len();
    if text.trim().is_empty() {
        return Err(NoJson::Empty);
    }
    let mut search = Search {
        file,
        text,
        reading,
        is_wanted,
        documents: Vec::new(),
        seen: Vec::new(),
        is_wrapped: false,
        cut_off: None,
        wasted: 0,
        lost: None,
    };
    // `[command]` at the head of a log is no list.
    let whole = first_value(text, begin)
        .ok()
        .filter(|_| text.trim_start().starts_with(['{', '[']));
    let (mut at, mut first) = (0, None);
    if whole.is_some() || text.trim_start().starts_with('{') {
        let end = whole.ok_or_else(|| NoJson::Wrong(broken(file, text, begin)))?;
        let node = search.read(begin, end).map_err(NoJson::Wrong)?;
        let is_alone = text.get(end..).unwrap_or("").trim().is_empty();
        if is_alone || is_wanted(&node).map_err(NoJson::Wrong)? {
            search.take(begin, end, node);
        } else {
            search.is_wrapped = true;
            first = Some(node);
        }
        at = end;
    }
    search.lines(at).map_err(NoJson::Wrong)?;
    if search.documents.is_empty() && search.cut_off.is_none() {
        search.documents.extend(first);
    }
    let begun = search.cut_off.filter(|start| search.is_one(*start));
    if let (None, Some(at)) = (begun, search.lost) {
        return Err(NoJson::Wrong(search.scattered(at)));
    }
    match (search.documents.is_empty(), search.cut_off) {
        (false, None) => Ok(search.found()),
        (_, Some(start)) if search.is_one(start) || search.documents.is_empty() => {
            Err(NoJson::Wrong(broken(file, text, start)))
        }
        (false, Some(_)) => Ok(search.found()),
        (true, _) => Err(NoJson::NoDocument(Span::new(
            file,
            begin as u32,
            begin as u32,
        ))),
    }
}

/// A search through a text with documents in it.
struct Search<'t> {
    file: FileId,
    text: &'t str,
    reading: &'t Reading<'t>,
    is_wanted: &'t dyn Fn(&Node) -> Result<bool, InputError>,
    documents: Vec<Node>,
    /// The texts of the documents.
    seen: Vec<&'t str>,
    is_wrapped: bool,
    /// Where the first document begins that does not end.
    cut_off: Option<usize>,
    /// How many bytes were read of what was no document, about.
    wasted: usize,
    /// The place of a part of a document that cannot be put together.
    lost: Option<usize>,
}

impl<'t> Search<'t> {
    fn read(&self, begin: usize, end: usize) -> Result<Node, InputError> {
        let part = self.text.get(begin..end).unwrap_or("");
        (self.reading)(self.file, part, begin as u32)
    }

    /// Reads every document that begins a line behind a byte, or begins at that byte.
    fn lines(&mut self, mut at: usize) -> Result<(), InputError> {
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let start = at + (rest.len() - rest.trim_start().len());
            let begins = self.text.get(start..).unwrap_or("").starts_with('{');
            let value = begins.then(|| first_value(self.text, start));
            if let Some(Ok(end)) = value {
                let node = self.read(start, end)?;
                if (self.is_wanted)(&node)? {
                    self.take(start, end, node);
                } else {
                    self.is_wrapped = true;
                }
                at = end;
                continue;
            }
            // Lines that begin a document and never end it are read to the end of the file each.
            self.wasted += value.and_then(Result::err).unwrap_or(0);
            if self.wasted > self.text.len().saturating_mul(MOST_READ) {
                let at = Span::new(self.file, start as u32, start as u32);
                let message = "too many documents begin in this file that do not end";
                return Err(InputError::new(InputErrorKind::Limit, at, message).help(
                    "give it what `terraform show -json` prints, without the log around it",
                ));
            }
            if begins && (self.cut_off.is_none() || self.is_one(start)) {
                self.cut_off = Some(start);
            }
            self.is_wrapped |= start < self.text.len();
            let line = self.text.get(start..).and_then(|rest| rest.find('\n'));
            let end = line.map_or(self.text.len(), |line| start + line);
            match self.behind(start, end).filter(|_| !begins) {
                Some(begun) => at = begun,
                None => at = end + 1,
            }
        }
        Ok(())
    }

    /// Where a document begins that follows other text of its line, such as the name of a job. What
    /// looks like a part of one that has such text before each of its lines is lost, and remembered.
    fn behind(&mut self, start: usize, end: usize) -> Option<usize> {
        let line = self.text.get(start..end).unwrap_or("");
        if !MARKS.iter().any(|mark| line.contains(mark)) {
            return None;
        }
        let begun = line.find('{').map(|at| start + at);
        let value = begun.map(|begun| first_value(self.text, begun));
        let found = begun.filter(|_| matches!(value, Some(Ok(_))));
        self.wasted += value.and_then(Result::err).unwrap_or(0);
        if found.is_none() {
            self.lost = self.lost.or(Some(start));
        }
        found
    }

    /// The error for a document of which every line has other text before it.
    fn scattered(&self, at: usize) -> InputError {
        let span = Span::new(self.file, at as u32, at as u32);
        InputError::new(
            InputErrorKind::Syntax,
            span,
            "this plan or state has other text before its lines, and cannot be read",
        )
        .help("write what `show -json` prints to a file of its own")
    }

    fn take(&mut self, start: usize, end: usize, node: Node) {
        let words = self.text.get(start..end).unwrap_or("");
        if !self.seen.contains(&words) {
            self.seen.push(words);
            self.documents.push(node);
        }
    }

    /// Whether what begins at a byte is a document that must not be lost.
    fn is_one(&self, start: usize) -> bool {
        let head = self.text.get(start..).unwrap_or("");
        let until = head
            .char_indices()
            .map(|(at, _)| at)
            .take_while(|at| *at < HEAD)
            .last()
            .unwrap_or(0);
        let head = head.get(..until).unwrap_or("");
        MARKS.iter().any(|mark| head.contains(mark))
    }

    fn found(self) -> Extracted {
        Extracted {
            documents: self.documents,
            is_wrapped: self.is_wrapped,
        }
    }
}

/// The end of the JSON value that begins at a byte; else about how many bytes were read to see that none
/// does.
fn first_value(text: &str, begin: usize) -> Result<usize, usize> {
    let rest = text.get(begin..).unwrap_or("");
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    match values.next() {
        Some(Ok(_)) => Ok(begin + values.byte_offset()),
        Some(Err(error)) if error.is_eof() => Err(rest.len()),
        // The column counts from the start of the line at which reading ended.
        Some(Err(error)) => Err(error.column() + error.line().saturating_sub(1) * LINE),
        None => Err(0),
    }
}

/// Reads a document of a text: a function of its own, for what is not needed of it may be let go meanwhile.
pub(in crate::import) type Reading<'r> = dyn Fn(FileId, &str, u32) -> Result<Node, InputError> + 'r;

/// Reads the whole of a document.
///
/// # Errors
/// Where it ends to be JSON, or is too large.
pub(in crate::import) fn whole(file: FileId, part: &str, base: u32) -> Result<Node, InputError> {
    trimmed(file, part, base, &mut |_, _| Ok(()))
}

/// Reads a document, of which `trim` lets go what is not needed.
///
/// # Errors
/// Where it ends to be JSON, or is too large, and what `trim` refuses.
pub(in crate::import) fn trimmed(
    file: FileId,
    part: &str,
    base: u32,
    trim: &mut Trim<'_>,
) -> Result<Node, InputError> {
    let mut errors = Diagnostics::new();
    let most = limits::MAX_NODES.max(part.len() / limits::LEAST_BYTES_PER_NODE);
    read_json_trimmed(file, part, (base, most), trim, &mut errors)
        .ok_or_else(|| first(file, errors))
}

fn broken(file: FileId, text: &str, begin: usize) -> InputError {
    let mut errors = Diagnostics::new();
    let rest = text.get(begin..).unwrap_or("");
    let _ = read_json(file, rest, begin as u32, &mut errors);
    first(file, errors)
}

fn first(file: FileId, errors: Diagnostics) -> InputError {
    errors.into_sorted().into_iter().next().unwrap_or_else(|| {
        InputError::new(
            InputErrorKind::Syntax,
            Span::new(file, 0, 0),
            "this is not JSON",
        )
    })
}
