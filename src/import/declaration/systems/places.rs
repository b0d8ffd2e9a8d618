//! Where the words of descriptions are, in several files.

use std::collections::BTreeMap;

use crate::import::declaration::around::Origins;
use crate::import::declaration::row::Words;
use crate::import::systems::{Declaration, Said};
use crate::input::{FileId, SourceMap, Span};

/// The lines of several files, where places are their numbers in a list of all.
#[derive(Debug)]
pub(super) struct Places {
    /// The path of each file, and the number of its first line in that list.
    files: Vec<(FileId, String, usize, Vec<u32>)>,
}

impl Places {
    /// The places of the files of some declarations.
    pub fn of(declarations: &[Declaration], sources: &SourceMap) -> Self {
        let mut files: BTreeMap<FileId, (String, Vec<u32>)> = BTreeMap::new();
        for declaration in declarations {
            if let Some(file) = sources.file(declaration.file) {
                let starts = (1..=file.line_count()).map(|line| file.line_start(line));
                let lines = (file.path().to_owned(), starts.collect());
                files.insert(declaration.file, lines);
            }
        }
        let mut first = 0;
        let files = files.into_iter().map(|(id, (path, starts))| {
            let own = first;
            first += starts.len();
            (id, path, own, starts)
        });
        Self {
            files: files.collect(),
        }
    }

    /// The number of a place.
    fn number(&self, span: Span) -> usize {
        let file = self.files.iter().find(|(id, ..)| *id == span.file);
        file.map_or(0, |(_, _, first, starts)| {
            let line = starts.partition_point(|start| *start <= span.start);
            first + line.saturating_sub(1)
        })
    }

    /// Words as importers of declarations have them.
    pub fn words(&self, said: &Said) -> Words {
        Words {
            text: said.words.clone(),
            column: None,
            at: self.number(said.span),
            is_around: false,
        }
    }

    /// The place of words: `catalog-info.yaml:12`.
    pub fn shown(&self, said: &Said) -> String {
        self.place(self.number(said.span))
    }
}

impl Origins for Places {
    fn place(&self, at: usize) -> String {
        let file = self
            .files
            .iter()
            .rev()
            .find(|(_, _, first, _)| *first <= at);
        file.map_or_else(String::new, |(_, path, first, _)| {
            format!("{path}:{}", at - first + 1)
        })
    }
}
