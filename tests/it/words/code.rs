//! The comments and names of the program, its tests, benchmarks and examples: no private dialect in them
//! either.

use std::path::Path;

use super::pieces::{Kind, pieces};
use super::{Text, below, faults};
use crate::support::root;

/// Files and folders that are not held to the words yet.
const NOT_YET: [&str; 0] = [];

/// Words that are not used in names, whatever their capitals.
const BANNED: [&str; 23] = [
    "told", "untold", "tell", "tells", "telling", "paper", "papers", "carry", "carries", "carried",
    "carrying", "anew", "beside", "mend", "mends", "mended", "whoever", "weigh", "weighs",
    "weighed", "lapsed", "stood", "stands",
];

/// Names that have such a word: fields that are keys of a format, and a name of a library's.
const EXCEPTIONS: [&str; 5] = [
    "withdrawal_told",
    "duration_told",
    "Stands",
    "stands_in",
    "set_paper_size",
];

/// The comments and the names of some code.
#[derive(Default)]
struct Words {
    /// Paragraphs: lines of comments that follow each other are one text.
    comments: Vec<Text>,
    names: Vec<Text>,
}

#[test]
fn comments_have_none_of_the_old_words() {
    let comments = held().comments;
    let found = faults(&comments, true);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(comments.len() > 2_000, "{} comments only", comments.len());
}

#[test]
fn names_have_none_of_the_old_words() {
    let names = held().names;
    let found: Vec<String> = names
        .iter()
        .filter(|name| is_banned(&name.text))
        .map(|name| format!("{}:{}: {}", name.file, name.line, name.text))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(names.len() > 100_000, "{} names only", names.len());
}

#[test]
fn files_have_none_of_the_old_words_in_their_names() {
    let found: Vec<String> = files()
        .filter(|file| !is_not_yet(file))
        .filter(|file| file.split('/').any(is_banned))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_exception_and_every_folder_is_there() {
    for part in NOT_YET {
        assert!(root().join(part).exists(), "{part}");
    }
    let mut words = Words::default();
    for file in files() {
        words.add(&file, &std::fs::read_to_string(root().join(&file)).unwrap());
    }
    for exception in EXCEPTIONS {
        let is_used = words.names.iter().any(|name| name.text == exception);
        assert!(is_used, "{exception}");
    }
}

#[test]
fn a_banned_word_is_found_in_a_comment_and_in_a_name() {
    let wrong = |code: &str| {
        let mut words = Words::default();
        words.add("src/a.rs", code);
        let names = words.names.iter().filter(|name| is_banned(&name.text));
        faults(&words.comments, true).len() + names.count()
    };
    for code in [
        "/// The notice tells of it.",
        "//! What is Told.",
        "// It rests\n    // on adequacy.",
        "let a = 1; // Whoever reads it.",
        "/// Where it stands.",
        "let told = 1;",
        "fn told_basis() {}",
        "struct PaperState;",
        "const BESIDE: u8 = 1;",
        "macro_rules! a { ($carried:ident) => {} }",
    ] {
        assert_eq!(wrong(code), 1, "{code}");
    }
    for code in [
        "let a = \"what is told\";",
        "let a = r#\"what is told\"#;",
        "/// A stand-in for `told`, which carries out a transmission.",
        "let newspaper = 'a';",
        "let withdrawal_told = None;",
        "/// It rests.\n\n/// On adequacy.",
    ] {
        assert_eq!(wrong(code), 0, "{code}");
    }
}

/// The comments and names that are held to the words.
fn held() -> Words {
    let mut words = Words::default();
    for file in files().filter(|file| !is_not_yet(file)) {
        words.add(&file, &std::fs::read_to_string(root().join(&file)).unwrap());
    }
    words
}

fn is_not_yet(file: &str) -> bool {
    NOT_YET.iter().any(|part| file.starts_with(part))
}

/// The Rust files of the repository, as paths within it.
fn files() -> impl Iterator<Item = String> {
    let folders = ["src", "tests", "benches", "examples", "crates"];
    let found = folders.map(|folder| below(Path::new(folder), "rs", true));
    let found = found.into_iter().flatten();
    let shown = found.map(|path| path.to_string_lossy().replace('\\', "/"));
    shown.chain(["build.rs".to_owned()])
}

impl Words {
    /// Adds those of a file.
    fn add(&mut self, file: &str, content: &str) {
        let mut last = 0;
        for piece in pieces(content) {
            let text = || Text {
                file: file.to_owned(),
                line: piece.line,
                text: piece.text.clone(),
            };
            match piece.kind {
                Kind::Literal => {}
                Kind::Name => self.names.push(text()),
                Kind::Documentation | Kind::Comment => {
                    // A stand-in is a thing, and no way of speaking.
                    let line = piece.text.replace("stand-in", "");
                    match self.comments.last_mut() {
                        Some(before) if before.file == file && last + 1 == piece.line => {
                            before.text.push('\n');
                            before.text.push_str(&line);
                        }
                        _ => self.comments.push(Text {
                            text: line,
                            ..text()
                        }),
                    }
                    last = piece.line;
                }
            }
        }
    }
}

/// Whether a name has a word that is not used.
fn is_banned(name: &str) -> bool {
    !EXCEPTIONS.contains(&name)
        && parts(name)
            .iter()
            .any(|part| BANNED.contains(&part.as_str()))
}

/// The words of a name in lower case: `told_basis` and `ToldBasis` have two.
fn parts(name: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut is_lower = false;
    for c in name.chars() {
        if !c.is_alphabetic() {
            parts.push(String::new());
        } else {
            if c.is_uppercase() && is_lower || parts.is_empty() {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.extend(c.to_lowercase());
            }
        }
        is_lower = c.is_lowercase();
    }
    parts
}
