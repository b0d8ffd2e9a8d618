//! From the text of a file of law to its tables. Like an estate's other files it is held to the JSON
//! Schema of its type, so that all that is out of shape is told at once, in the same words.

use std::sync::LazyLock;

use super::tables::LawFile;
use crate::input::{Diagnostics, FileId, InputError, ShapeRules, check_shape, decode, read_yaml};

static RULES: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<LawFile>);

/// Reads the text of one file, YAML or the JSON that YAML holds. What is in shape but wrong is for the
/// loader.
///
/// # Errors
/// Everything that is out of shape.
pub(super) fn read(file: FileId, text: &str) -> Result<LawFile, Vec<InputError>> {
    let mut errors = Diagnostics::new();
    let Some(mut node) = read_yaml(file, text, &mut errors) else {
        return Err(errors.into_sorted());
    };
    check_shape(&mut node, &RULES, &mut errors);
    if !errors.is_empty() {
        return Err(errors.into_sorted());
    }
    decode(&node).map_err(|error| vec![error])
}

/// Reads one of our own files, which a test holds to the schema; that is not done again in each run.
///
/// # Errors
/// The first thing that is out of shape.
pub(super) fn read_builtin(file: FileId, text: &str) -> Result<LawFile, Vec<InputError>> {
    let mut errors = Diagnostics::new();
    match read_yaml(file, text, &mut errors) {
        Some(node) => decode(&node).map_err(|error| vec![error]),
        None => Err(errors.into_sorted()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::BUILTIN;

    #[test]
    fn our_own_files_are_in_shape() {
        for (path, text) in BUILTIN {
            if let Err(errors) = read(FileId(0), text) {
                panic!("{path}: {errors:#?}");
            }
        }
    }
}
