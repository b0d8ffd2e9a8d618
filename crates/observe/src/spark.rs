//! The same on a cluster: a job for Spark that has the statement.

use serde_json::json;

use crate::inputs::{Format, Input};
use crate::kinds::{AZURE_LISTS, Column, Kind};
use crate::sql::statement;
use crate::tree::spark_schema;

/// The job, with names where its parts go.
const JOB: &str = include_str!("spark/job.py");

/// The text of a job in PySpark for a kind of logs. How files are written is a default that its arguments can change;
/// it is that of the first file.
pub fn job(kind: Kind, columns: &[Column], files: &[Input]) -> String {
    let (format, delimiter) = match files.first().map(|it| &it.format) {
        Some(Format::Csv { delimiter, .. }) => ("csv", char::from(*delimiter)),
        Some(Format::Ndjson) => ("ndjson", ','),
        Some(Format::Parquet) | None => ("parquet", ','),
    };
    let lists = if kind == Kind::AzureVnet {
        &AZURE_LISTS[..]
    } else {
        &[]
    };
    let lines = columns.iter();
    let lines = lines.map(|column| format!("    {},\n", json!([column.name, column.places])));
    // JSON of texts and lists is Python.
    let parts = [
        ("KIND", kind.to_string()),
        ("KIND_TEXT", json!(kind.as_str()).to_string()),
        ("STATEMENT", statement(kind)),
        ("COLUMNS", format!("[\n{}]", lines.collect::<String>())),
        ("SCHEMA", json!(spark_schema(kind, columns)).to_string()),
        ("LISTS", json!(lists).to_string()),
        ("FORMAT", json!(format).to_string()),
        ("DELIMITER", json!(delimiter).to_string()),
    ];
    let mut job = JOB.to_owned();
    for (name, text) in parts {
        job = job.replace(&format!("@{name}@"), &text);
    }
    job
}
