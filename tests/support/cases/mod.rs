//! Cases that regulators and courts decided, each a folder with an estate and what is expected of it:
//! reading them, asking the engine, and comparing. `docs/testing.md` describes the two files.

pub mod ask;
pub mod score;
pub mod sheet;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::prelude::*;

use self::score::Score;
use self::sheet::{Answer, Key, Sheet};
use super::root;

/// The cases of this repository, judged.
pub static OURS: LazyLock<Vec<Judged>> = LazyLock::new(|| judged(&folder()));

/// The folder of the cases of this repository.
pub fn folder() -> PathBuf {
    root().join("tests/cases")
}

/// A case with what the engine answered and what was expected.
pub struct Judged {
    pub answer: Answer,
    pub key: Key,
    pub score: Score,
}

/// Puts every case of a folder to the engine, in the order of ids.
pub fn judged(folder: &Path) -> Vec<Judged> {
    Sheet::all(folder).into_par_iter().map(judge).collect()
}

/// Puts one case to the engine, and only then opens the key to it.
pub fn judge(sheet: Sheet) -> Judged {
    let answer = ask::answer(&sheet.question);
    let key = sheet.open(&answer);
    let score = Score::of(&answer, &key);
    Judged { answer, key, score }
}
