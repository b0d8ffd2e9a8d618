//! The fenced blocks of a page of Markdown.

use std::path::Path;

/// A fenced block.
pub struct Block<'a> {
    /// The word behind the opening fence.
    pub language: &'a str,
    /// What is between the fences.
    pub text: &'a str,
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the repository.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Writes a file of the repository again.
pub fn write(path: &str, text: &str) {
    std::fs::write(root().join(path), text).unwrap();
}

/// Whether examples are to be updated.
pub fn update() -> bool {
    std::env::var("FAIRNOTICE_UPDATE").is_ok_and(|value| value == "1")
}

/// The fenced blocks, in order. Only fences that begin a line count.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        if let Some(language) = line.strip_prefix("```") {
            open = match open {
                None => Some((language.trim(), at + line.len())),
                Some((language, start)) => {
                    found.push(Block {
                        language,
                        text: &page[start..at],
                    });
                    None
                }
            };
        }
        at += line.len();
    }
    assert!(open.is_none(), "a fenced block is not closed");
    found
}

/// The page without its fenced blocks.
pub fn prose(page: &str) -> String {
    let mut inside = false;
    let mut found = String::new();
    for line in page.split_inclusive('\n') {
        match line.starts_with("```") {
            true => inside = !inside,
            false if !inside => found.push_str(line),
            false => {}
        }
    }
    found
}
