//! The texts that were read, and lines and columns in them.

use std::sync::{Arc, OnceLock};

use super::span::{FileId, Span};

/// A line and a column, both counted from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One file that was read.
#[derive(Debug)]
pub struct SourceFile {
    path: String,
    is_builtin: bool,
    text: String,
    lines: OnceLock<Vec<u32>>,
    /// How many characters precede each block of the text.
    blocks: OnceLock<Vec<u32>>,
}

/// The bytes of a block: so many are counted at most to find a column, however long a line is.
const BLOCK: usize = 4096;

impl SourceFile {
    fn new(path: String, text: String, is_builtin: bool) -> Self {
        Self {
            path,
            is_builtin,
            text,
            lines: OnceLock::new(),
            blocks: OnceLock::new(),
        }
    }

    /// The path as it is shown: relative to the estate's folder, with `/` between its parts.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it is part of the program and not of the estate, whose folder may hold another file
    /// with the same path.
    pub fn is_builtin(&self) -> bool {
        self.is_builtin
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let mut starts = vec![0];
            let ends = self.text.match_indices('\n');
            starts.extend(ends.map(|(at, _)| at as u32 + 1));
            starts
        })
    }

    /// The line and column of a byte; a byte past the end counts as the end, one inside a
    /// character as that character's first.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = floor_boundary(&self.text, offset as usize);
        let line = self.line_of(offset as u32);
        let start = self.line_start(line) as usize;
        let column = if offset.saturating_sub(start) <= BLOCK {
            characters(self.text.as_bytes().get(start..offset))
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        LineColumn {
            line,
            column: column + 1,
        }
    }

    /// The line of a byte, from 1; a byte past the end counts as the end.
    pub fn line_of(&self, offset: u32) -> u32 {
        let starts = self.line_starts();
        starts.partition_point(|start| *start <= offset).max(1) as u32
    }

    /// How many characters precede a byte.
    fn characters_before(&self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let blocks = self.blocks.get_or_init(|| {
            let mut before = 0;
            let counts = bytes.chunks(BLOCK).map(|block| {
                let count = before;
                before += characters(Some(block));
                count
            });
            counts.collect()
        });
        let block = offset / BLOCK;
        match blocks.get(block) {
            Some(before) => before + characters(bytes.get(block * BLOCK..offset)),
            None => characters(Some(bytes)),
        }
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> u32 {
        self.line_starts().len() as u32
    }

    /// The text of a line (from 1) without its end; empty for a line that does not exist.
    pub fn line(&self, line: u32) -> &str {
        let starts = self.line_starts();
        let Some(start) = line.checked_sub(1).and_then(|at| starts.get(at as usize)) else {
            return "";
        };
        let end = starts
            .get(line as usize)
            .copied()
            .unwrap_or(self.text.len() as u32);
        self.text
            .get(*start as usize..end as usize)
            .unwrap_or("")
            .trim_end_matches(['\n', '\r'])
    }

    /// The byte at which a line (from 1) starts; the text's end for a line past it.
    pub fn line_start(&self, line: u32) -> u32 {
        let starts = self.line_starts();
        starts
            .get(line.saturating_sub(1) as usize)
            .copied()
            .unwrap_or(self.text.len() as u32)
    }
}

/// How many characters begin in some bytes of a text.
fn characters(bytes: Option<&[u8]>) -> u32 {
    let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
    bytes.unwrap_or(&[]).iter().filter(begins).count() as u32
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// All files of one run. Files are only ever added, so a [`FileId`] stays good.
///
/// Files that a call gives with an estate (what is deployed, what was seen) are numbered apart, behind all others: what
/// was read of them stays good where the estate is loaded again with more files or fewer.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    given: Vec<Arc<SourceFile>>,
}

/// The number of the first file that is given with an estate.
const FIRST_GIVEN: u32 = 1 << 31;

impl SourceMap {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file under the path it is shown by.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.push(path.into(), text.into(), false)
    }

    /// Adds a file of the program, under its path in the program's repository. No path leads to it.
    pub fn add_builtin(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.push(path.into(), text.into(), true)
    }

    /// Adds a file that is given with the estate, under the path it is shown by.
    pub fn add_given(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = self.upcoming_given();
        let file = SourceFile::new(path.into(), text.into(), false);
        self.given.push(Arc::new(file));
        id
    }

    fn push(&mut self, path: String, text: String, is_builtin: bool) -> FileId {
        let id = self.upcoming();
        self.files.push(SourceFile::new(path, text, is_builtin));
        id
    }

    /// Has the files that are given with another load of the estate, under their ids.
    pub fn share_given(&mut self, other: &Self) {
        self.given.clone_from(&other.given);
    }

    /// The id that the next file that is given will have.
    pub fn upcoming_given(&self) -> FileId {
        FileId(FIRST_GIVEN + self.given.len() as u32)
    }

    /// The id that the next file to be added will have, for places in it that come first.
    pub fn upcoming(&self) -> FileId {
        FileId(self.files.len() as u32)
    }

    /// The file of an id that this map gave out; `None` for another map's.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        match id.0.checked_sub(FIRST_GIVEN) {
            Some(at) => self.given.get(at as usize).map(Arc::as_ref),
            None => self.files.get(id.0 as usize),
        }
    }

    /// The file of the estate with this path.
    pub fn by_path(&self, path: &str) -> Option<FileId> {
        let mut files = self.iter();
        let found = files.find(|(_, file)| !file.is_builtin && file.path == path);
        found.map(|(id, _)| id)
    }

    /// Every file with its id, in the order in which they were added; those that are given come last.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let files = (0..).map(FileId).zip(&self.files);
        let given = (FIRST_GIVEN..).map(FileId);
        files.chain(given.zip(self.given.iter().map(Arc::as_ref)))
    }

    /// The path, line and column at which a span starts.
    pub fn locate(&self, span: Span) -> Option<(&str, LineColumn)> {
        let file = self.file(span.file)?;
        Some((file.path(), file.line_column(span.start)))
    }

    /// The text of a span; empty when it lies outside its file.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file)
            .and_then(|file| file.text().get(span.range()))
            .unwrap_or("")
    }
}
