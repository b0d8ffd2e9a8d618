//! Opening the files that an estate names, within the estate's folder.

use std::collections::BTreeMap;

use super::EstateReader;
use crate::estate::raw::{OneOrMany, Text};
use crate::input::{FileError, FileId, InputError, InputErrorKind, Span, limits, nearest};

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default()
}

/// Whether a file is a document of an office program, by its name.
fn is_document(path: &str) -> bool {
    matches!(extension(path).as_str(), "docx" | "pdf")
}

/// Whether a file holds a flow a line.
pub(super) fn is_bulk(path: &str) -> bool {
    matches!(extension(path).as_str(), "ndjson" | "jsonl")
}

/// Whether a file holds one JSON document.
pub(super) fn is_json(path: &str) -> bool {
    extension(path) == "json"
}

/// The file that records what was seen of links: one JSON document.
pub const LOCK: &str = "evidence.lock";

fn is_yaml(path: &str) -> bool {
    matches!(extension(path).as_str(), "yaml" | "yml")
}

fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?', '[', '{'])
}

impl EstateReader<'_> {
    /// Opens `evidence.lock`; `None` where there is none, or after an error.
    pub(super) fn lock(&mut self) -> Option<FileId> {
        match self.files.read(LOCK, limits::MAX_FILE_BYTES) {
            Ok(text) => Some(self.sources.add(LOCK, text)),
            Err(FileError::Missing) => None,
            Err(error) => {
                self.refused(LOCK, None, &error);
                None
            }
        }
    }

    /// Opens a document or a bulk file; `None` after an error.
    pub(super) fn open(&mut self, path: &str, at: Option<Span>) -> Option<FileId> {
        if self.files.is_dir(path) {
            // The estate's own folder has no name there.
            let (name, pattern) = match path.trim_end_matches('/') {
                "" => (".", "*.yaml".to_owned()),
                name => (path, format!("{name}/*.yaml")),
            };
            let help = format!("name its files: `{pattern}`");
            let message = format!("`{name}` is a folder");
            self.error(InputErrorKind::File, at, message, &help);
            return None;
        }
        if !is_yaml(path) && !is_json(path) && !is_bulk(path) {
            self.error(
                InputErrorKind::File,
                at,
                format!("`{path}` is no file that holds a part of an estate"),
                "such files end in `.yaml`, `.yml` or `.json`, those with a flow a line in `.ndjson` or `.jsonl`",
            );
            return None;
        }
        self.read(path, at)
    }

    fn read(&mut self, path: &str, at: Option<Span>) -> Option<FileId> {
        if let Some(file) = self.sources.by_path(path) {
            return Some(file);
        }
        let limit = if is_bulk(path) {
            limits::MAX_BULK_BYTES
        } else {
            limits::MAX_FILE_BYTES
        };
        match self.files.read(path, limit) {
            // An editor that writes a file empties it first: a part that is missing for a moment is no
            // estate without that part.
            Ok(text) if is_blank(path, &text) => {
                self.error(
                    InputErrorKind::Empty,
                    at,
                    format!("`{path}` is empty"),
                    "write what belongs there (`flows: []` where there is none), or take the file away",
                );
                None
            }
            Ok(text) => Some(self.sources.add(path, text)),
            Err(error) => {
                self.refused(path, at, &error);
                None
            }
        }
    }

    /// Says why a file or a pattern was refused.
    fn refused(&mut self, path: &str, at: Option<Span>, error: &FileError) {
        let kind = match error {
            FileError::Encoding(_) => InputErrorKind::Encoding,
            FileError::TooLarge { .. } | FileError::Limit(_) => InputErrorKind::Limit,
            _ => InputErrorKind::File,
        };
        let fault = InputError::new(kind, at, format!("cannot read `{path}`: {error}"));
        let fault = match error {
            FileError::Missing => fault.did_you_mean(self.near(path).as_deref()),
            FileError::LeadsNowhere { .. } => fault.help("correct the path, or create the file"),
            FileError::NotAFile("a folder") => fault.help("name a file in it"),
            FileError::TooLarge { .. } if is_yaml(path) || is_json(path) => {
                fault.help("write flows in bulk as NDJSON, one a line, and include that file")
            }
            FileError::Encoding(_) if is_document(path) => fault.help(format!(
                "take its text out of it with `fairnotice notice read {path} --output notice.yaml`, and name that file"
            )),
            FileError::Climbs | FileError::Absolute | FileError::LeadsOut => {
                fault.help("everything that an estate names lies in its own folder")
            }
            _ => fault,
        };
        self.problems.push(fault);
    }

    /// The file of the estate's folder whose path is nearest.
    fn near(&self, path: &str) -> Option<String> {
        let all = self.files.matching("**/*").ok()?;
        // A link to nothing has exactly that name, and no entry names the file itself.
        let others = all
            .iter()
            .map(String::as_str)
            .filter(|other| *other != path && !other.starts_with("fairnotice."));
        nearest(path, others).map(str::to_owned)
    }

    /// The paths that a path or pattern matches, with an error if there are none.
    fn paths(&mut self, pattern: &Text) -> Vec<String> {
        if pattern.is_stand_in() {
            return Vec::new();
        }
        match self.files.matching(&pattern.value) {
            Ok(paths) if paths.is_empty() => {
                let near = self.near(&pattern.value);
                let error = InputError::new(
                    InputErrorKind::File,
                    pattern.span,
                    format!("no file matches `{pattern}`"),
                );
                self.problems.push(match near {
                    Some(near) => error.help(format!("the nearest file is `{near}`")),
                    None => {
                        error.help("paths start in the estate's folder; `**` matches folders below")
                    }
                });
                paths
            }
            Ok(paths) if paths.len() > limits::MAX_FILES => {
                self.error(
                    InputErrorKind::Limit,
                    pattern.span,
                    format!("`{pattern}` matches {} files", paths.len()),
                    &format!("an estate may have {}", limits::MAX_FILES),
                );
                Vec::new()
            }
            Ok(paths) => paths,
            Err(error) => {
                self.refused(&pattern.value, pattern.span, &error);
                Vec::new()
            }
        }
    }

    /// The files of an entry of `include`. A pattern leaves out files that were already read as
    /// something else.
    pub(super) fn included(&mut self, pattern: &Text) -> Vec<String> {
        let paths = self.paths(pattern);
        if paths.is_empty() {
            self.broken.unreadable = true;
        }
        let read = |path: &String| self.sources.by_path(path).is_some();
        if is_pattern(&pattern.value) {
            return paths.into_iter().filter(|path| !read(path)).collect();
        }
        if paths.iter().any(read) {
            self.error(
                InputErrorKind::File,
                pattern.span,
                format!("`{pattern}` is a part of the estate already"),
                "take it out of `include`",
            );
            return Vec::new();
        }
        paths
    }

    /// The one file that a text names: any kind of file, read whole.
    pub(super) fn file(&mut self, path: &Text) -> Option<FileId> {
        let paths = self.paths(path);
        match paths.as_slice() {
            [one] => self.read(one, path.span),
            [] => None,
            several => {
                let count = several.len();
                self.error(
                    InputErrorKind::File,
                    path.span,
                    format!("`{path}` matches {count} files"),
                    "name one file",
                );
                None
            }
        }
    }

    /// Files of law, by path and each once; they are only read here.
    pub(super) fn law(&mut self, patterns: &OneOrMany<Text>) -> Vec<FileId> {
        let mut found: BTreeMap<String, Option<Span>> = BTreeMap::new();
        for pattern in patterns {
            let paths = self.paths(pattern);
            self.broken.law |= paths.is_empty();
            found.extend(paths.into_iter().map(|path| (path, pattern.span)));
        }
        let count = found.len();
        let read = self.read_all(found);
        self.broken.law |= read.len() < count;
        read
    }

    /// The policies: a folder means all `.cedar` files below it.
    pub(super) fn policies(&mut self, patterns: &OneOrMany<Text>) -> Vec<FileId> {
        let mut found: BTreeMap<String, Option<Span>> = BTreeMap::new();
        for pattern in patterns {
            let paths = if !pattern.is_stand_in() && self.files.is_dir(&pattern.value) {
                let folder = pattern.value.trim_end_matches('/');
                let below = self.files.matching(&format!("{folder}/**/*.cedar"));
                let refused = below.is_err();
                let below = below.unwrap_or_else(|error| {
                    self.refused(&pattern.value, pattern.span, &error);
                    Vec::new()
                });
                if below.is_empty() && !refused {
                    self.error(
                        InputErrorKind::File,
                        pattern.span,
                        format!("the folder `{pattern}` holds no policies"),
                        "policies are files that end in `.cedar`",
                    );
                }
                below
            } else {
                self.paths(pattern)
            };
            found.extend(paths.into_iter().map(|path| (path, pattern.span)));
        }
        self.read_all(found)
    }

    fn read_all(&mut self, found: BTreeMap<String, Option<Span>>) -> Vec<FileId> {
        found
            .into_iter()
            .filter_map(|(path, span)| self.read(&path, span))
            .collect()
    }
}
/// Whether a file holds nothing; of YAML also where it holds comments alone.
fn is_blank(path: &str, text: &str) -> bool {
    let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    let is_nothing = |line: &str| {
        let line = line.trim();
        line.is_empty() || (is_yaml && (line.starts_with('#') || line == "---" || line == "..."))
    };
    text.lines().all(is_nothing)
}
