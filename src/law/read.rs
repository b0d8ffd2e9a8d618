//! From the text of a file of law to its tables. Like an estate's other files it is checked against
//! the JSON Schema of its type, so that all errors in its shape are reported together, in the same
//! words.

use std::sync::LazyLock;

use super::PREPARED;
use super::tables::LawFile;
use crate::input::{FileId, InputError, Node, ShapeRules, decode, read_prepared, read_shaped};

static RULES: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<LawFile>);

/// Reads the text of one file, YAML or the JSON that YAML holds. What is in shape but wrong is for the
/// loader.
///
/// # Errors
/// Everything that is out of shape.
pub(super) fn read(file: FileId, text: &str) -> Result<LawFile, Vec<InputError>> {
    decode(&read_shaped(file, text, &RULES)?).map_err(|error| vec![error])
}

/// Reads one of our own files from what was prepared of it. A test holds that to the text, and the text
/// to the schema; neither is done again in each run.
///
/// # Errors
/// The first thing that is out of shape.
pub(super) fn read_builtin(
    file: FileId,
    path: &str,
    text: &str,
) -> Result<LawFile, Vec<InputError>> {
    match prepared(file, path) {
        Some(node) => decode(&node).map_err(|error| vec![error]),
        None => read(file, text),
    }
}

fn prepared(file: FileId, path: &str) -> Option<Node> {
    let (_, bytes) = PREPARED.iter().find(|(prepared, _)| *prepared == path)?;
    read_prepared(file, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Diagnostics, read_yaml};
    use crate::law::BUILTIN;

    #[test]
    fn our_own_files_are_in_shape() {
        for (path, text) in BUILTIN {
            if let Err(errors) = read(FileId(0), text) {
                panic!("{path}: {errors:#?}");
            }
        }
    }

    #[test]
    fn what_is_prepared_is_what_the_text_says() {
        for (at, (path, text)) in BUILTIN.iter().enumerate() {
            let file = FileId(at as u32);
            let read = read_yaml(file, text, &mut Diagnostics::new());
            assert!(read.is_some() && read == prepared(file, path), "{path}");
        }
    }
}
