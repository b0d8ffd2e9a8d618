//! The names of columns and fields in a file, by which its kind is known.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;

use datafusion::arrow::datatypes::{DataType, Fields};
use datafusion::parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use serde_json::Value;

use crate::kinds::plain;

/// Paths of names, each from the outside: a column, a field in it, and so on.
pub type Names = BTreeSet<Vec<String>>;

/// Names are looked for so many levels deep.
const DEEPEST: usize = 4;

/// The names in a file of Parquet.
///
/// # Errors
/// Where it is none, or damaged.
pub fn of_parquet(file: &File) -> Result<Names, String> {
    let about = ArrowReaderMetadata::load(file, ArrowReaderOptions::new())
        .map_err(|error| format!("it is no sound file of Parquet: {error}"))?;
    let mut names = Names::new();
    add_fields(&mut names, &[], about.schema().fields());
    Ok(names)
}

fn add_fields(names: &mut Names, above: &[String], fields: &Fields) {
    for field in fields {
        let mut path = above.to_owned();
        path.push(plain(field.name()));
        if let (DataType::Struct(inner), true) = (field.data_type(), path.len() < DEEPEST) {
            add_fields(names, &path, inner);
        }
        names.insert(path);
    }
}

/// The names in the first value of a file of JSON.
///
/// # Errors
/// Where it does not begin with an object.
pub fn of_json(mut head: impl Read) -> Result<Names, String> {
    let mut text = Vec::new();
    head.read_to_end(&mut text)
        .map_err(|error| format!("it cannot be read: {error}"))?;
    let text = String::from_utf8_lossy(&text);
    let mut names = Names::new();
    // They have lists of the same names, in which other records are.
    if text.contains("\"NetworkSecurityGroupFlowEvent\"") {
        return Err(
            "it has flow logs of a network security group, which those of a virtual network have replaced; \
             only the latter are read"
                .to_owned(),
        );
    }
    match serde_json::Deserializer::from_str(&text)
        .into_iter::<Value>()
        .next()
    {
        Some(Ok(value)) => {
            add_keys(&mut names, &[], &value);
            Ok(names)
        }
        // An hour of flow logs of Azure is one value, longer than what is looked at.
        Some(Err(error)) if error.is_eof() && text.contains("\"flowRecords\"") => {
            names.insert(vec!["records".to_owned()]);
            Ok(names)
        }
        Some(Err(error)) => Err(format!("its first value is no JSON: {error}")),
        None => Err("it is empty".to_owned()),
    }
}

fn add_keys(names: &mut Names, above: &[String], value: &Value) {
    for (key, inner) in value.as_object().into_iter().flatten() {
        let mut path = above.to_owned();
        path.push(plain(key));
        if path.len() < DEEPEST {
            add_keys(names, &path, inner);
        }
        names.insert(path);
    }
}

/// The separator of a line of names, and the names.
pub fn of_header(line: &str) -> (u8, Vec<String>) {
    let line = line
        .trim_start_matches('\u{feff}')
        .trim_end_matches(['\r', '\n']);
    let delimiter = [b',', b'\t', b';', b'|', b' ']
        .into_iter()
        .find(|it| line.contains(char::from(*it)))
        .unwrap_or(b',');
    let unquoted = |name: &str| name.trim().trim_matches('"').to_owned();
    (
        delimiter,
        line.split(char::from(delimiter)).map(unquoted).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_split_by_what_separates_its_names() {
        for (line, delimiter, expected) in [
            (
                "version account-id srcaddr\n",
                b' ',
                ["version", "account-id", "srcaddr"],
            ),
            ("\u{feff}\"a\",b,c\r\n", b',', ["a", "b", "c"]),
            ("a b\tc d\te", b'\t', ["a b", "c d", "e"]),
        ] {
            let (by, names) = of_header(line);
            assert_eq!(
                (by, names),
                (delimiter, expected.map(str::to_owned).to_vec())
            );
        }
    }

    #[test]
    fn names_of_json_are_paths() {
        let names = of_json(r#"{"a": {"b-c": 1}, "d.e": 2}"#.as_bytes()).unwrap();
        let path = |parts: &[&str]| parts.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        assert!(names.contains(&path(&["a", "b_c"])) && names.contains(&path(&["d.e"])));
        assert!(of_json("[1]".as_bytes()).unwrap().is_empty());
        assert!(of_json("{\"a\":".as_bytes()).is_err());
    }
}
