//! Reduced edges: what is left of logs once they are counted by source, destination and kind. A table in CSV with
//! the columns `source,destination,kind,n,bytes,first,last`, or the same as a line of JSON for each. `country`,
//! `phase` and `method` may be there as well, in any order; other columns are not read.

use std::borrow::Cow;
use std::net::IpAddr;
use std::ops::Range;

use foldhash::HashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::gather::{self, Gather};
use super::host::{host_of, of_authority};
use super::model::{Phase, Seen, SeenKind};
use super::node;
use super::table::{Cell, cells};
use super::times;
use super::{ObservationFormat, Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::{Diagnostics, InputError, InputErrorKind, Span};
use crate::taxonomy::Country;

/// Errors that are gathered of one file.
const MOST_ERRORS: usize = 20;

/// Cells of which it is kept which host they name. Most rows of a file name one of few.
const MOST_HOSTS: usize = 1 << 16;

/// A host in a cell, and where in it.
type FoundHost = Option<(String, Range<usize>)>;

/// The columns that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Source,
    Destination,
    Kind,
    Count,
    Bytes,
    First,
    Last,
    Country,
    Phase,
    Method,
    Other,
}

impl Column {
    fn of(name: &str) -> Self {
        match name.trim().to_lowercase().as_str() {
            "source" => Self::Source,
            "destination" => Self::Destination,
            "kind" => Self::Kind,
            "n" | "count" => Self::Count,
            "bytes" => Self::Bytes,
            "first" => Self::First,
            "last" => Self::Last,
            "country" => Self::Country,
            "phase" => Self::Phase,
            "method" => Self::Method,
            _ => Self::Other,
        }
    }
}

/// Takes cells in, one row after the other.
struct Rows<'s, 't> {
    source: &'s ObservedSource<'t>,
    gather: Gather,
    errors: Diagnostics,
    hosts: HashMap<&'t str, FoundHost>,
}

impl<'s, 't> Rows<'s, 't> {
    fn of(source: &'s ObservedSource<'t>) -> Self {
        Self {
            source,
            gather: Gather::default(),
            errors: Diagnostics::new(),
            hosts: HashMap::default(),
        }
    }

    /// The host that a cell names.
    fn host(&mut self, cell: &Cell<'t>) -> FoundHost {
        let Cow::Borrowed(text) = cell.text else {
            return host(&cell.text);
        };
        if let Some(known) = self.hosts.get(text) {
            return known.clone();
        }
        let found = host(text);
        if self.hosts.len() < MOST_HOSTS {
            self.hosts.insert(text, found.clone());
        }
        found
    }

    fn row(&mut self, cells: &[(Column, Cell<'t>)]) {
        self.gather.events += 1;
        let cell = |column: Column| {
            let mut all = cells
                .iter()
                .filter(|(of, cell)| *of == column && !cell.text.trim().is_empty());
            all.next().map(|(_, cell)| cell)
        };
        let Some(destination) = cell(Column::Destination) else {
            return;
        };
        let Some((host, range)) = self.host(destination) else {
            self.wrong(
                destination,
                "a destination that is no host",
                "write a host or an address, such as `api.example.org`",
            );
            return;
        };
        let written = destination.written;
        let part = match destination
            .text
            .get(range)
            .and_then(|it| written.find(it).map(|at| (at, it.len())))
        {
            Some((at, length)) => written.get(at..at + length).unwrap_or(""),
            None => "",
        };
        let mut seen = gather::seen(host, SeenKind::Edge, self.source.place(part));
        let mut known = true;
        for (column, cell) in cells
            .iter()
            .filter(|(_, cell)| !cell.text.trim().is_empty())
        {
            known &= self.value(*column, cell, &mut seen);
        }
        seen.last = seen.last.or(seen.first);
        if known {
            self.gather.add(seen);
        }
    }

    /// Takes a value over; `false` where it is wrong.
    fn value(&mut self, column: Column, cell: &Cell<'t>, seen: &mut Seen) -> bool {
        let text = cell.text.trim();
        let whole = |text: &str| {
            text.parse::<f64>()
                .ok()
                .filter(|it| *it >= 0.0 && it.is_finite())
        };
        let time =
            |text: &str| times::of_text(text).or_else(|| times::of_number(text.parse().ok()?));
        let wrong = match column {
            Column::Destination | Column::Other => None,
            Column::Source => {
                seen.source = service(self.host(cell));
                None
            }
            Column::Kind => {
                seen.kind = kind(text);
                None
            }
            Column::Method => {
                seen.method = gather::method(text);
                None
            }
            Column::Count | Column::Bytes => match whole(text) {
                Some(number) if column == Column::Count => {
                    seen.count = number as u64;
                    None
                }
                Some(number) => {
                    seen.bytes = number as u64;
                    None
                }
                None => Some(("a number that is none", "write a whole number")),
            },
            Column::First | Column::Last => match time(text) {
                Some(time) if column == Column::First => {
                    seen.first = Some(time);
                    None
                }
                Some(time) => {
                    seen.last = Some(time);
                    None
                }
                None => Some((
                    "a time that is none",
                    "write it as in RFC 3339: `2026-05-01T08:00:00Z`",
                )),
            },
            // What counters write of an address of which they do not know the country.
            Column::Country if matches!(text, "-" | "--" | "XX" | "ZZ") => None,
            Column::Country => match Country::parse(&text.to_uppercase()) {
                Ok(country) => {
                    seen.country = Some(country);
                    None
                }
                Err(_) => Some((
                    "a country that is none",
                    "write the two capital letters of ISO 3166-1, or nothing",
                )),
            },
            Column::Phase => match Phase::parse(text) {
                Some(phase) => {
                    seen.phase = phase;
                    None
                }
                None => Some((
                    "a phase that is none",
                    "write `before-consent`, `after-consent` or nothing",
                )),
            },
        };
        if let Some((what, help)) = wrong {
            self.wrong(cell, what, help);
        }
        wrong.is_none()
    }

    fn wrong(&mut self, cell: &Cell<'t>, what: &str, help: &str) {
        if self.errors.len() < MOST_ERRORS {
            let at = self.source.place(cell.written).start;
            let span = Span::new(self.source.file, at, at);
            let error = InputError::new(
                InputErrorKind::BadValue,
                span,
                format!("this row has {what}"),
            );
            self.errors.push(error.help(help));
        }
    }

    fn finish(self, kind: FileKind) -> Result<Observed, Vec<InputError>> {
        if self.errors.is_empty() {
            Ok(self.gather.finish(self.source, kind))
        } else {
            Err(self.errors.into_sorted())
        }
    }
}

/// The host of a cell: an address, or a host with or without a port.
fn host(cell: &str) -> FoundHost {
    let lead = cell.len() - cell.trim_start().len();
    let text = cell.trim();
    let (host, range) = host_of(text).or_else(|| of_authority(text))?;
    Some((host, lead + range.start..lead + range.end))
}

/// The name of a service that sends. The address of a machine may be that of a person, and is not kept.
fn service(host: FoundHost) -> Option<String> {
    let (host, _) = host?;
    host.parse::<IpAddr>().is_err().then_some(host)
}

fn kind(text: &str) -> SeenKind {
    let all = [
        SeenKind::Request,
        SeenKind::Span,
        SeenKind::Dataset,
        SeenKind::Storage,
    ];
    let known = all
        .into_iter()
        .find(|it| it.as_str() == text.to_lowercase());
    known.unwrap_or(SeenKind::Edge)
}

const CSV: FileKind = FileKind {
    id: "edges-csv",
    name: "reduced edges (CSV)",
};

/// Edges as a table.
#[derive(Debug)]
pub(super) struct CsvEdges;

impl ObservationFormat for CsvEdges {
    fn kind(&self) -> FileKind {
        CSV
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, source: &ObservedSource<'_>) -> bool {
        let head = source.text.lines().next().unwrap_or("");
        let columns: Vec<Column> = cells(head)
            .0
            .iter()
            .map(|it| Column::of(&it.text))
            .collect();
        columns.len() > 1
            && columns.contains(&Column::Destination)
            && (columns.contains(&Column::Count) || columns.contains(&Column::Source))
    }

    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>> {
        let mut rows = Rows::of(source);
        let (head, mut at) = cells(source.text);
        let columns: Vec<Column> = head.iter().map(|it| Column::of(&it.text)).collect();
        while let Some(rest) = source.text.get(at..).filter(|rest| !rest.is_empty()) {
            let (row, length) = cells(rest);
            at += length;
            if row.iter().all(|it| it.text.trim().is_empty()) {
                continue;
            }
            if let Some(extra) = row.get(columns.len()) {
                rows.wrong(
                    extra,
                    "more cells than the first line has columns",
                    "quote cells that have a comma",
                );
                continue;
            }
            let row: Vec<(Column, Cell<'_>)> = columns.iter().copied().zip(row).collect();
            rows.row(&row);
        }
        rows.finish(CSV)
    }
}

const NDJSON: FileKind = FileKind {
    id: "edges-ndjson",
    name: "reduced edges (NDJSON)",
};

/// Edges as lines of JSON.
#[derive(Debug)]
pub(super) struct JsonEdges;

#[derive(Deserialize)]
struct Line<'t> {
    #[serde(borrow, default)]
    source: Option<&'t RawValue>,
    #[serde(borrow, default)]
    destination: Option<&'t RawValue>,
    #[serde(borrow, default)]
    kind: Option<&'t RawValue>,
    #[serde(borrow, default, alias = "count")]
    n: Option<&'t RawValue>,
    #[serde(borrow, default)]
    bytes: Option<&'t RawValue>,
    #[serde(borrow, default)]
    first: Option<&'t RawValue>,
    #[serde(borrow, default)]
    last: Option<&'t RawValue>,
    #[serde(borrow, default)]
    country: Option<&'t RawValue>,
    #[serde(borrow, default)]
    phase: Option<&'t RawValue>,
    #[serde(borrow, default)]
    method: Option<&'t RawValue>,
}

impl ObservationFormat for JsonEdges {
    fn kind(&self) -> FileKind {
        NDJSON
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[
            "source",
            "destination",
            "kind",
            "n",
            "bytes",
            "first",
            "last",
            "country",
            "phase",
            "method",
        ]
    }

    fn recognises(&self, source: &ObservedSource<'_>) -> bool {
        let line = source.begin().lines().next().unwrap_or("");
        line.starts_with('{') && line.contains("\"destination\"")
    }

    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>> {
        let mut rows = Rows::of(source);
        let lines = serde_json::Deserializer::from_str(source.text).into_iter::<Line<'_>>();
        for line in lines {
            let line =
                line.map_err(|error| vec![node::syntax(source, &error, "a list of edges")])?;
            let all = [
                (Column::Source, line.source),
                (Column::Destination, line.destination),
                (Column::Kind, line.kind),
                (Column::Count, line.n),
                (Column::Bytes, line.bytes),
                (Column::First, line.first),
                (Column::Last, line.last),
                (Column::Country, line.country),
                (Column::Phase, line.phase),
                (Column::Method, line.method),
            ];
            let cells = all
                .into_iter()
                .filter_map(|(column, raw)| Some((column, value(raw?)?)));
            let cells: Vec<(Column, Cell<'_>)> = cells.collect();
            rows.row(&cells);
        }
        rows.finish(NDJSON)
    }
}

/// A text or a number of JSON; `None` for `null`.
fn value(raw: &RawValue) -> Option<Cell<'_>> {
    let written = raw.get();
    if written == "null" {
        return None;
    }
    let inner = written
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    let text = match inner {
        Some(inner) if inner.contains('\\') => {
            Cow::Owned(serde_json::from_str::<String>(written).unwrap_or_default())
        }
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(written),
    };
    Some(Cell {
        text,
        written: inner.unwrap_or(written),
    })
}
