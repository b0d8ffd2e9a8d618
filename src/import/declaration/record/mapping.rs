//! What the columns of a record mean where their headings do not say so: a file that is written as a proposal,
//! reviewed by a person, and read again.

use std::fmt::Write;
use std::sync::LazyLock;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::activities::Columns;
use super::meaning::{self, Meaning, plain};
use crate::input::{FileId, InputError, ShapeRules, decode, read_shaped};

/// The columns of a record.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RecordMapping")]
struct RawMapping {
    /// What the column with each heading means.
    columns: IndexMap<String, Meaning>,
}

static RULES: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawMapping>);

/// What columns mean, by their headings.
#[derive(Debug, Clone, Default)]
pub struct Mapping(pub(super) Columns);

impl Mapping {
    /// Whether a column means one of these.
    pub fn has_any(&self, meanings: &[Meaning]) -> bool {
        self.0.values().any(|it| meanings.contains(it))
    }

    /// Reads the text of a mapping.
    ///
    /// # Errors
    /// Everything that is out of shape.
    pub fn read(file: FileId, text: &str) -> Result<Self, Vec<InputError>> {
        let node = read_shaped(file, text, &RULES)?;
        let raw: RawMapping = decode(&node).map_err(|error| vec![error])?;
        let columns = raw.columns.into_iter();
        Ok(Self(
            columns.map(|(heading, of)| (plain(&heading), of)).collect(),
        ))
    }
}

/// A mapping to review: each heading with what its words seem to mean.
pub(super) fn proposal(path: &str, headings: &[String]) -> String {
    let words: Vec<&str> = Meaning::ALL.iter().map(|it| it.as_str()).collect();
    let mut out = format!(
        "# What the columns of {path} mean, as a proposal: correct it, and run the same command again. The words are\n\
         # {}.\ncolumns:\n",
        words.join(", ")
    );
    let mut seen = std::collections::BTreeSet::new();
    for heading in headings {
        if plain(heading).is_empty() || !seen.insert(plain(heading)) {
            continue;
        }
        let meaning = meaning::of(heading).unwrap_or(Meaning::Ignore);
        let quoted = serde_json::Value::from(heading.as_str()).to_string();
        let _ = writeln!(out, "  {quoted}: {}", meaning.as_str());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_is_read_as_it_was_written() {
        let headings = ["What: \"we\" do", "Personal data", "Comments", "comments"];
        let text = proposal("a.csv", &headings.map(str::to_owned));
        let mapping = Mapping::read(FileId(0), &text).unwrap();
        assert_eq!(mapping.0.len(), 3, "{text}");
        assert_eq!(mapping.0.get("personal data"), Some(&Meaning::Data));
        assert_eq!(mapping.0.get("comments"), Some(&Meaning::Ignore));
        let wrong = Mapping::read(FileId(0), "columns: {a: purpse}").unwrap_err();
        assert!(wrong[0].to_string().contains("purpse"), "{wrong:?}");
    }
}
