//! Edges as a file: CSV, NDJSON or Parquet, by the ending of its name. It is there as a whole or not at all.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{Array, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use jiff::Timestamp;
use tempfile::NamedTempFile;

use crate::error::Error;

/// The columns of an edge.
const TEXTS: [&str; 3] = ["source", "destination", "kind"];
const NUMBERS: [&str; 4] = ["n", "bytes", "first", "last"];

/// Rows that are written to Parquet together: more of them take more memory.
const ROW_GROUP: usize = 1 << 18;

/// How edges are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeFormat {
    /// A table that `fairnotice` reads. Times are texts of RFC 3339 in UTC.
    Csv,
    /// The same, an object a line; what is not recorded is left out.
    Ndjson,
    /// For further counting. Times are microseconds since 1970.
    Parquet,
}

impl EdgeFormat {
    /// The format that the name of a file asks for.
    ///
    /// # Errors
    /// Where it asks for none.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let ending = path
            .extension()
            .map(|it| it.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("ndjson" | "jsonl" | "json") => Ok(Self::Ndjson),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(Error::Usage {
                message: format!("`{}` names no format of edges", path.display()),
                help: "end it in `.csv` or `.ndjson` for `fairnotice`, or in `.parquet`".to_owned(),
            }),
        }
    }
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Pairs of a source and a destination, by kind.
    pub edges: u64,
    /// Records that are in an edge.
    pub counted: u64,
    /// Records that are in none, by the reason.
    pub left_out: BTreeMap<String, u64>,
}

/// A file of edges that is being written.
pub struct Output {
    path: PathBuf,
    sink: Sink,
    totals: Totals,
}

enum Sink {
    Csv(BufWriter<NamedTempFile>),
    Ndjson(BufWriter<NamedTempFile>),
    Parquet(Box<ArrowWriter<NamedTempFile>>),
}

impl Output {
    /// Begins a file. Until it is finished, it has another name in the same folder.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub fn create(path: &Path, format: EdgeFormat) -> Result<Self, Error> {
        let wrong = |error| Error::Output {
            path: path.to_owned(),
            error,
        };
        // A link stays, and what it leads to is replaced.
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut file = tempfile::Builder::new();
        file.prefix(".fairnotice-").suffix(".tmp");
        let old = std::fs::metadata(&place).map(|it| it.permissions());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // What any new file has, less what the system takes off.
            file.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = file.tempfile_in(folder).map_err(wrong)?;
        if let Ok(rights) = old {
            file.as_file().set_permissions(rights).map_err(wrong)?;
        }
        let mut sink = match format {
            EdgeFormat::Csv => Sink::Csv(BufWriter::new(file)),
            EdgeFormat::Ndjson => Sink::Ndjson(BufWriter::new(file)),
            EdgeFormat::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(ROW_GROUP))
                    .build();
                let writer = ArrowWriter::try_new(file, schema(), Some(properties));
                Sink::Parquet(Box::new(
                    writer.map_err(|error| wrong(io::Error::other(error)))?,
                ))
            }
        };
        if let Sink::Csv(file) = &mut sink {
            let header = [&TEXTS[..], &NUMBERS[..]].concat().join(",");
            writeln!(file, "{header}").map_err(wrong)?;
        }
        Ok(Self {
            path: place,
            sink,
            totals: Totals::default(),
        })
    }

    /// Adds edges, in the order in which they are to be written.
    ///
    /// # Errors
    /// Where they are no edges, or cannot be written.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let rows = Rows::of(batch)?;
        rows.count(&mut self.totals);
        let written = match &mut self.sink {
            Sink::Csv(file) => rows.write_csv(file),
            Sink::Ndjson(file) => rows.write_ndjson(file),
            Sink::Parquet(writer) => match rows.batch() {
                Ok(batch) => writer.write(&batch).map_err(io::Error::other),
                Err(error) => Err(io::Error::other(error)),
            },
        };
        written.map_err(|error| Error::Output {
            path: self.path.clone(),
            error,
        })
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// Where it cannot be written to its end.
    pub fn finish(self) -> Result<Totals, Error> {
        let Self { path, sink, totals } = self;
        let file = match sink {
            Sink::Csv(file) | Sink::Ndjson(file) => {
                file.into_inner().map_err(io::IntoInnerError::into_error)
            }
            Sink::Parquet(writer) => writer.into_inner().map_err(io::Error::other),
        };
        let named = file.and_then(|file| {
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)
        });
        match named {
            Ok(_) => Ok(totals),
            Err(error) => Err(Error::Output { path, error }),
        }
    }
}

/// The columns of a file of edges in Parquet.
fn schema() -> SchemaRef {
    let texts = TEXTS
        .iter()
        .map(|name| Field::new(*name, DataType::Utf8, true));
    let numbers = NUMBERS
        .iter()
        .map(|name| Field::new(*name, DataType::Int64, true));
    Arc::new(Schema::new(texts.chain(numbers).collect::<Vec<_>>()))
}

/// Edges in the types that are written.
struct Rows {
    texts: [StringArray; 3],
    numbers: [Int64Array; 4],
}

impl Rows {
    fn of(batch: &RecordBatch) -> Result<Self, DataFusionError> {
        let column = |name: &str, of: DataType| {
            let column = batch.column_by_name(name).ok_or_else(|| {
                DataFusionError::Internal(format!("edges have no column `{name}`"))
            })?;
            Ok::<_, DataFusionError>(cast(column, &of)?.to_data())
        };
        let text =
            |name| Ok::<_, DataFusionError>(StringArray::from(column(name, DataType::Utf8)?));
        let number =
            |name| Ok::<_, DataFusionError>(Int64Array::from(column(name, DataType::Int64)?));
        let [source, destination, kind] = TEXTS;
        let [n, bytes, first, last] = NUMBERS;
        Ok(Self {
            texts: [text(source)?, text(destination)?, text(kind)?],
            numbers: [number(n)?, number(bytes)?, number(first)?, number(last)?],
        })
    }

    fn batch(&self) -> Result<RecordBatch, ArrowError> {
        let texts = self.texts.iter().map(|it| Arc::new(it.clone()) as _);
        let numbers = self.numbers.iter().map(|it| Arc::new(it.clone()) as _);
        RecordBatch::try_new(schema(), texts.chain(numbers).collect())
    }

    /// Adds the rows to what was counted. Those without a destination are records that are in no edge.
    fn count(&self, totals: &mut Totals) {
        let [_, destination, kind] = &self.texts;
        let [n, ..] = &self.numbers;
        for ((destination, kind), n) in destination.iter().zip(kind).zip(n) {
            let n = n.and_then(|it| u64::try_from(it).ok()).unwrap_or(0);
            if destination.is_some() {
                totals.edges += 1;
                totals.counted += n;
            } else {
                let reason = kind.unwrap_or_default().to_owned();
                *totals.left_out.entry(reason).or_default() += n;
            }
        }
    }

    fn write_csv(&self, file: &mut impl Write) -> io::Result<()> {
        let [n, bytes, first, last] = &self.numbers;
        for row in 0..n.len() {
            for text in &self.texts {
                if let Some(text) = at(text, row) {
                    csv_cell(file, text)?;
                }
                file.write_all(b",")?;
            }
            for (number, end) in [(n, ","), (bytes, ",")] {
                if number.is_valid(row) {
                    write!(file, "{}", number.value(row))?;
                }
                file.write_all(end.as_bytes())?;
            }
            for (time, end) in [(first, ","), (last, "\n")] {
                if let Some(time) = time_at(time, row) {
                    write!(file, "{time}")?;
                }
                file.write_all(end.as_bytes())?;
            }
        }
        Ok(())
    }

    fn write_ndjson(&self, file: &mut impl Write) -> io::Result<()> {
        let [n, bytes, first, last] = &self.numbers;
        for row in 0..n.len() {
            let mut separator = "{";
            // What an edge is, each line has: by it a reader knows the file.
            for (name, text) in TEXTS.iter().zip(&self.texts) {
                write!(file, "{separator}\"{name}\":")?;
                serde_json::to_writer(&mut *file, &at(text, row))?;
                separator = ",";
            }
            for (name, number) in NUMBERS.iter().zip([n, bytes]) {
                if number.is_valid(row) {
                    write!(file, ",\"{name}\":{}", number.value(row))?;
                }
            }
            for (name, time) in [("first", first), ("last", last)] {
                if let Some(time) = time_at(time, row) {
                    write!(file, ",\"{name}\":\"{time}\"")?;
                }
            }
            file.write_all(b"}\n")?;
        }
        Ok(())
    }
}

fn at(texts: &StringArray, row: usize) -> Option<&str> {
    texts.is_valid(row).then(|| texts.value(row))
}

fn time_at(times: &Int64Array, row: usize) -> Option<Timestamp> {
    let time = times.is_valid(row).then(|| times.value(row))?;
    Timestamp::from_microsecond(time).ok()
}

/// A cell, in quotes where it has to be (RFC 4180).
fn csv_cell(file: &mut impl Write, text: &str) -> io::Result<()> {
    if text.contains([',', '"', '\n', '\r']) {
        write!(file, "\"{}\"", text.replace('"', "\"\""))
    } else {
        file.write_all(text.as_bytes())
    }
}
