//! The files that are counted: found, each of a known format and kind, and none of them twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use sha2::{Digest, Sha256};

use crate::error::{Error, InputError};
use crate::kinds::{Column, Kind, plain};
use crate::names::{self, Names};

/// How much of a file is looked at to find out what it is.
const HEAD: u64 = 1 << 20;

/// How the rows of a file are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// Text with a line of names, whose cells are separated by this character.
    Csv {
        /// The character.
        delimiter: u8,
        /// The names of its columns, in order.
        header: Vec<String>,
    },
    /// A value of JSON after the other, one a line or not.
    Ndjson,
}

/// A file to be counted.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where it is, without links.
    pub path: PathBuf,
    /// How it is written.
    pub format: Format,
    /// How it is compressed as a whole.
    pub compression: FileCompressionType,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written, where the system says so.
    pub modified: Option<SystemTime>,
}

/// All files of a run.
#[derive(Debug)]
pub struct Inputs {
    /// Their kind, which is one.
    pub kind: Kind,
    /// The columns that are read.
    pub columns: Vec<Column>,
    /// The files, by their paths.
    pub files: Vec<Input>,
    /// Files with the content of another, which are counted once: the one that is left out, and the other.
    pub doubles: Vec<(PathBuf, PathBuf)>,
    /// Files of folders that are of no known format.
    pub skipped: Vec<PathBuf>,
}

/// Finds the files below some paths. What is of no known format is an error where it was named, and skipped in a folder.
///
/// # Errors
/// For each path that is not there, cannot be read or is of another kind, all at once.
pub fn find(
    paths: &[PathBuf],
    kind: Option<Kind>,
    columns: Option<Vec<Column>>,
) -> Result<Inputs, Error> {
    let mut search = Search::default();
    for path in paths {
        search.named(path);
    }
    let mut wrong = search.wrong;
    let mut files = Vec::new();
    for path in &search.files {
        match looked_at(path) {
            Ok((file, names)) => files.push((file, names)),
            Err(error) => wrong.push(error),
        }
    }
    if files.is_empty() && wrong.is_empty() {
        return Err(Error::Usage {
            message: "there is nothing to count: no file is of a known format".to_owned(),
            help: "name files or folders with logs".to_owned(),
        });
    }
    let kind = kind.or_else(|| files.iter().find_map(|(_, names)| kind_of(names)));
    let columns = columns
        .or_else(|| kind.map(Kind::columns))
        .unwrap_or_default();
    for (file, names) in &files {
        wrong.extend(misfit(file, names, kind, &columns));
    }
    let Some(kind) = kind.filter(|_| wrong.is_empty()) else {
        return Err(Error::Inputs(wrong));
    };
    let mut files: Vec<Input> = files.into_iter().map(|(file, _)| file).collect();
    let doubles = without_doubles(&mut files)?;
    let skipped = search.skipped;
    Ok(Inputs {
        kind,
        columns,
        files,
        doubles,
        skipped,
    })
}

/// What is found below the paths that were named.
#[derive(Default)]
struct Search {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
    skipped: Vec<PathBuf>,
    wrong: Vec<InputError>,
}

impl Search {
    fn named(&mut self, path: &Path) {
        let there = match path.canonicalize() {
            Ok(there) => there,
            Err(error) => return self.wrong.push(unreadable(path, &error)),
        };
        if there.is_dir() {
            self.folder(&there);
        } else if extension(&there).is_none() {
            self.wrong.push(InputError {
                path: path.to_owned(),
                message: "its name has no ending by which its format is known".to_owned(),
                help: "end it in `.parquet`, `.csv`, `.log`, `.ndjson` or `.json`, with `.gz` where it is compressed"
                    .to_owned(),
            });
        } else {
            self.files.insert(there);
        }
    }

    fn folder(&mut self, folder: &Path) {
        // A folder that leads to itself is looked into once.
        if !self.folders.insert(folder.to_owned()) {
            return;
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.wrong.push(unreadable(folder, &error)),
        };
        for entry in entries.flatten() {
            // `_SUCCESS`, `.part-0.crc` and others are what programs note for themselves.
            if entry.file_name().to_string_lossy().starts_with(['.', '_']) {
                continue;
            }
            match entry.path().canonicalize() {
                Ok(path) if path.is_dir() => self.folder(&path),
                Ok(path) if extension(&path).is_some() => {
                    self.files.insert(path);
                }
                Ok(path) => self.skipped.push(path),
                Err(error) => self.wrong.push(unreadable(&entry.path(), &error)),
            }
        }
        self.skipped.sort();
    }
}

fn unreadable(path: &Path, error: &io::Error) -> InputError {
    InputError {
        path: path.to_owned(),
        message: format!("it cannot be read: {error}"),
        help: "name a file or a folder that is there and can be read".to_owned(),
    }
}

/// The format that a name promises, as its ending, and the compression.
fn extension(path: &Path) -> Option<(String, FileCompressionType)> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let (name, compression) = [
        (".gz", FileCompressionType::GZIP),
        (".bz2", FileCompressionType::BZIP2),
        (".xz", FileCompressionType::XZ),
        (".zst", FileCompressionType::ZSTD),
    ]
    .into_iter()
    .find_map(|(ending, of)| Some((name.strip_suffix(ending)?.to_owned(), of)))
    .unwrap_or((name, FileCompressionType::UNCOMPRESSED));
    let ending = name.rsplit('.').next().filter(|it| it.len() < name.len())?;
    let is_known = match ending {
        "parquet" => compression == FileCompressionType::UNCOMPRESSED,
        "csv" | "tsv" | "log" | "txt" | "ndjson" | "jsonl" | "json" => true,
        _ => false,
    };
    is_known.then(|| (ending.to_owned(), compression))
}

#[expect(
    clippy::disallowed_methods,
    reason = "logs are no part of an estate, and may be anywhere"
)]
pub(crate) fn opened(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// A file with the names that are in it.
fn looked_at(path: &Path) -> Result<(Input, Names), InputError> {
    let of_file = |error: &io::Error| unreadable(path, error);
    let (ending, compression) =
        extension(path).unwrap_or_else(|| (String::new(), FileCompressionType::UNCOMPRESSED));
    let file = opened(path).map_err(|it| of_file(&it))?;
    let about = file.metadata().map_err(|it| of_file(&it))?;
    let broken = |message: String| InputError {
        path: path.to_owned(),
        message,
        help: "leave it out, or export it again".to_owned(),
    };
    let (format, names) = if ending == "parquet" {
        let names = names::of_parquet(&file).map_err(broken)?;
        (Format::Parquet, names)
    } else {
        let unpacked = compression
            .convert_read(file)
            .map_err(|error| broken(format!("it cannot be unpacked: {error}")))?;
        let mut head = BufReader::new(unpacked.take(HEAD));
        let text = head.fill_buf().map_err(|it| of_file(&it))?;
        let first = text.iter().find(|it| !it.is_ascii_whitespace());
        if first == Some(&b'[') {
            return Err(InputError {
                path: path.to_owned(),
                message: "it is one list of JSON, and no value a line".to_owned(),
                help: "write each item on a line of its own: `jq -c '.[]' FILE`".to_owned(),
            });
        }
        if first == Some(&b'{') {
            (Format::Ndjson, names::of_json(head).map_err(broken)?)
        } else {
            let mut line = String::new();
            head.read_line(&mut line).map_err(|it| of_file(&it))?;
            let (delimiter, header) = names::of_header(&line);
            let names = header.iter().map(|name| vec![plain(name)]).collect();
            (Format::Csv { delimiter, header }, names)
        }
    };
    let input = Input {
        path: path.to_owned(),
        format,
        compression,
        size: about.len(),
        modified: about.modified().ok(),
    };
    Ok((input, names))
}

/// The kind whose columns a file has.
fn kind_of(names: &Names) -> Option<Kind> {
    Kind::ALL
        .into_iter()
        .find(|kind| missing(names, &kind.columns()).is_empty())
}

/// The columns that a file should have and has not.
fn missing<'c>(names: &Names, columns: &'c [Column]) -> Vec<&'c Column> {
    let has =
        |place: &Vec<String>| names.contains(&place.iter().map(|it| plain(it)).collect::<Vec<_>>());
    columns
        .iter()
        .filter(|column| column.is_required && !column.places.iter().any(has))
        .collect()
}

/// Why a file cannot be counted with the others.
fn misfit(
    file: &Input,
    names: &Names,
    kind: Option<Kind>,
    columns: &[Column],
) -> Option<InputError> {
    let wrong = |message: String, help: &str| {
        Some(InputError {
            path: file.path.clone(),
            message,
            help: help.to_owned(),
        })
    };
    let Some(kind) = kind else {
        return wrong(
            "its columns are those of no known logs".to_owned(),
            "name its columns: `--kind requests --columns destination=host,first=time`",
        );
    };
    let missing = missing(names, columns);
    if let Some(column) = missing.first() {
        let place = column
            .places
            .first()
            .map_or(String::new(), |it| it.join("."));
        let message = format!("it has no column `{place}`, which logs of the kind `{kind}` have");
        return wrong(
            message,
            "count logs of each kind in a run of their own, then add the edges up",
        );
    }
    let kept = ["country", "phase", "method"]
        .into_iter()
        .find(|name| kind == Kind::Edges && names.contains(&vec![(*name).to_owned()]));
    if let Some(name) = kept {
        let message = format!("its column `{name}` would be lost where edges are added up");
        return wrong(message, "give the file to `fairnotice` as it is");
    }
    None
}

/// Takes out files that have the content of another. Only those of one size are compared.
fn without_doubles(files: &mut Vec<Input>) -> Result<Vec<(PathBuf, PathBuf)>, Error> {
    let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
    for file in files.iter() {
        *sizes.entry(file.size).or_default() += 1;
    }
    let mut contents: BTreeMap<Vec<u8>, PathBuf> = BTreeMap::new();
    let mut doubles = Vec::new();
    let mut wrong = Vec::new();
    files.retain(|file| {
        if sizes.get(&file.size).is_none_or(|count| *count < 2) {
            return true;
        }
        match digest(&file.path) {
            Ok(content) => match contents.get(&content) {
                Some(other) => {
                    doubles.push((file.path.clone(), other.clone()));
                    false
                }
                None => {
                    contents.insert(content, file.path.clone());
                    true
                }
            },
            Err(error) => {
                wrong.push(unreadable(&file.path, &error));
                false
            }
        }
    });
    if wrong.is_empty() {
        Ok(doubles)
    } else {
        Err(Error::Inputs(wrong))
    }
}

fn digest(path: &Path) -> io::Result<Vec<u8>> {
    let mut sum = Sha256::new();
    let mut file = opened(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..length).filter(|it| !it.is_empty()) else {
            return Ok(sum.finalize().to_vec());
        };
        sum.update(part);
    }
}
