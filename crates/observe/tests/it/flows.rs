//! Flow logs as AWS writes them (version 2), made up from a counter: the same arguments give the same rows. Some records
//! are rejected, some are answers, some have no data, and an eighth of the recipients have an address of IPv6.

use std::error::Error;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::error::ArrowError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;

/// Rows that are made at once.
const BATCH: u64 = 1 << 16;
/// The first line of a text.
const HEADER: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end \
                      action log-status\n";
/// 2026-05-01 in UTC.
const BEGIN: i64 = 1_777_593_600;

/// A number that looks random (SplitMix64).
fn mixed(number: u64) -> u64 {
    let mut it = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}

struct Record {
    source: Option<String>,
    destination: Option<String>,
    ports: (i32, i32),
    bytes: Option<i64>,
    begin: i64,
    action: Option<&'static str>,
    status: &'static str,
}

fn record(row: u64, keys: u64) -> Record {
    let random = mixed(row);
    let key = mixed(random % keys);
    let begin = BEGIN + (row % 86_400) as i64;
    if random % 1_000 == 7 {
        return Record {
            source: None,
            destination: None,
            ports: (0, 0),
            bytes: None,
            begin,
            action: None,
            status: "NODATA",
        };
    }
    let [a, b, c, d, e, f, g, h] = key.to_be_bytes();
    let source = format!("10.{}.{}.{}", a % 4, b, c);
    let destination = match h % 8 {
        0 => format!("2001:db8:{a:x}{b:x}::{d:x}{e:x}:{f:x}{g:x}"),
        _ => format!("{}.{e}.{f}.{g}", 11 + d % 180),
    };
    let port = 32_768 + (random >> 32) as i32 % 28_000;
    let is_answer = (random >> 8) % 10 == 3;
    Record {
        source: Some(source),
        destination: Some(destination),
        ports: if is_answer { (443, port) } else { (port, 443) },
        bytes: Some(64 + (random >> 20) as i64 % 1_000_000),
        begin,
        action: Some(if (random >> 12) % 50 == 1 {
            "REJECT"
        } else {
            "ACCEPT"
        }),
        status: "OK",
    }
}

fn batch(rows: &[Record]) -> Result<RecordBatch, ArrowError> {
    let texts = |of: &dyn Fn(&Record) -> Option<String>| {
        Arc::new(StringArray::from_iter(rows.iter().map(of))) as ArrayRef
    };
    let numbers = |of: &dyn Fn(&Record) -> Option<i64>| {
        Arc::new(Int64Array::from_iter(rows.iter().map(of))) as ArrayRef
    };
    let small = |of: &dyn Fn(&Record) -> i32| {
        Arc::new(Int32Array::from_iter_values(rows.iter().map(of))) as ArrayRef
    };
    RecordBatch::try_from_iter_with_nullable([
        ("version", small(&|_| 2), true),
        (
            "account_id",
            texts(&|_| Some("123456789010".to_owned())),
            true,
        ),
        (
            "interface_id",
            texts(&|_| Some("eni-1235b8ca123456789".to_owned())),
            true,
        ),
        ("srcaddr", texts(&|it| it.source.clone()), true),
        ("dstaddr", texts(&|it| it.destination.clone()), true),
        ("srcport", small(&|it| it.ports.0), true),
        ("dstport", small(&|it| it.ports.1), true),
        ("protocol", small(&|_| 6), true),
        (
            "packets",
            numbers(&|it| it.bytes.map(|bytes| 1 + bytes / 1_400)),
            true,
        ),
        ("bytes", numbers(&|it| it.bytes), true),
        ("start", numbers(&|it| Some(it.begin)), true),
        ("end", numbers(&|it| Some(it.begin + 59)), true),
        ("action", texts(&|it| it.action.map(str::to_owned)), true),
        ("log_status", texts(&|it| Some(it.status.to_owned())), true),
    ])
}

fn text(rows: &[Record], file: &mut impl Write) -> io::Result<()> {
    for row in rows {
        let (source, destination) = (row.source.as_deref(), row.destination.as_deref());
        let bytes = row.bytes.map_or("-".to_owned(), |it| it.to_string());
        let action = row.action.unwrap_or("-");
        writeln!(
            file,
            "2 123456789010 eni-1235b8ca123456789 {} {} {} {} 6 1 {bytes} {} {} {action} {}",
            source.unwrap_or("-"),
            destination.unwrap_or("-"),
            row.ports.0,
            row.ports.1,
            row.begin,
            row.begin + 59,
            row.status,
        )?;
    }
    Ok(())
}

/// Writes so many records between at most so many pairs of addresses, from a row on: as Parquet, or as text where the
/// name ends in `.log`.
pub fn write_flows(path: &Path, rows: Range<u64>, keys: u64) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(
        OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(path)?,
    );
    let batches = rows.clone().step_by(BATCH as usize).map(|from| {
        let to = (from + BATCH).min(rows.end);
        (from..to).map(|row| record(row, keys)).collect::<Vec<_>>()
    });
    if path.extension().is_some_and(|it| it == "parquet") {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let mut writer = ArrowWriter::try_new(file, batch(&[])?.schema(), Some(properties))?;
        for rows in batches {
            writer.write(&batch(&rows)?)?;
        }
        writer.close()?;
    } else {
        file.write_all(HEADER.as_bytes())?;
        for rows in batches {
            text(&rows, &mut file)?;
        }
        file.flush()?;
    }
    Ok(())
}
