//! One term for each concept: what users read has none of the words that `docs/glossary.md` replaces, nor
//! have the comments and names of the program and its tests.

mod code;
mod pieces;

use std::path::{Path, PathBuf};

use clap::CommandFactory;
use fairnotice::cli::Arguments;

use crate::support::root;
use pieces::{Kind, pieces};

/// Words that are not used, whatever their capitals; `docs/glossary.md` says what is used instead.
const BANNED: [&str; 36] = [
    "told",
    "untold",
    "tell",
    "tells",
    "telling",
    "paper",
    "papers",
    "carry",
    "carries",
    "carried",
    "carrying",
    "spent",
    "face",
    "faces",
    "room",
    "rooms",
    "accept",
    "accepts",
    "accepted",
    "accepting",
    "acceptance",
    "acceptances",
    "agreed",
    "anew",
    "beside",
    "mend",
    "mends",
    "mended",
    "whoever",
    "weigh",
    "weighs",
    "weighed",
    "lapse",
    "lapsed",
    "lapses",
    "stood",
];

/// Words that are not used in sentences; some are part of names.
const BANNED_IN_PROSE: [&str; 2] = ["stand", "stands"];

/// Several words that are not used.
const PHRASES: [&[&str]; 8] = [
    &["rest", "on"],
    &["rests", "on"],
    &["rested", "on"],
    &["resting", "on"],
    &["in", "so", "many", "words"],
    &["broad", "words"],
    &["falls", "away"],
    &["fall", "away"],
];

/// Several words that mean something else.
const ALLOWED: [&[&str]; 6] = [
    &["carry", "out"],
    &["carries", "out"],
    &["carried", "out"],
    &["carrying", "out"],
    // Legal terms of Schedule 1 to the DPA 2018 and of Art 8.
    &["as", "agreed"],
    &["standard", "paper"],
];

/// Lines that have to say such a word, each with the file and the reason.
const EXCEPTIONS: [(&str, &str); 8] = [
    // Keys of the format of an estate and of law, and what they are read from.
    ("policies/law/", "authority-and-person-informed"),
    ("policies/law/effectiveness.yaml", "measure-on-paper"),
    ("policies/law/safeguards.yaml", "    rests-on: ["),
    ("policies/deploy/providers.yaml", "    stands-in:"),
    ("src/engine/finding/state.rs", "consent.withdrawal-told"),
    ("src/engine/finding/state.rs", "consent.duration-told"),
    // The words of a German notice; the value that SARIF gives a suppression.
    ("src/notice/dated.rs", "stand:"),
    ("src/report/sarif/mod.rs", "accepted"),
];

/// A text that users read, with its file.
struct Text {
    file: String,
    line: usize,
    text: String,
}

#[test]
fn what_users_read_has_none_of_the_old_words() {
    let mut texts = documents();
    texts.extend(policies());
    texts.extend(schemas());
    texts.extend(help());
    texts.extend(program(false));
    let found = faults(&texts, true);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(texts.len() > 5_000, "{} texts only", texts.len());
}

#[test]
fn what_users_of_the_library_read_has_none_of_the_old_words() {
    let texts = program(true);
    let found = faults(&texts, false);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(texts.len() > 500, "{} texts only", texts.len());
}

#[test]
fn every_exception_is_needed() {
    let mut texts = policies();
    texts.extend(program(false));
    for (file, words) in EXCEPTIONS {
        let is_there = |text: &&Text| text.file.starts_with(file) && text.text.contains(words);
        assert!(texts.iter().any(|text| is_there(&text)), "{file}: {words}");
    }
}

#[test]
fn a_banned_word_is_found() {
    let fault = |text: &str| {
        let text = Text {
            file: "README.md".to_owned(),
            line: 1,
            text: text.to_owned(),
        };
        !faults(&[text], true).is_empty()
    };
    for wrong in [
        "What the notice tells.",
        "it Rests on\nadequacy",
        "a paper",
        "nothing carries it",
    ] {
        assert!(fault(wrong), "{wrong}");
    }
    for right in [
        "they carry out a DPIA",
        "`--accept LINK` records it",
        "newspapers",
    ] {
        assert!(!fault(right), "{right}");
    }
}

#[test]
fn the_glossary_lists_what_is_banned() {
    let glossary = std::fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let (_, table) = glossary.split_once("## Words that are not used").unwrap();
    for word in [
        "tell", "paper", "carry", "spent", "face", "room", "accept", "agreed", "weigh",
    ] {
        assert!(table.contains(word), "{word}");
    }
}

/// The texts with a banned word, each as `file:line: words`.
fn faults(texts: &[Text], prose: bool) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        let excepted = EXCEPTIONS
            .iter()
            .any(|(file, words)| text.file.starts_with(file) && text.text.contains(words));
        if excepted {
            continue;
        }
        let plain = without_code(&text.text).to_lowercase();
        let words: Vec<&str> = plain
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|word| !word.is_empty())
            .collect();
        for at in 0..words.len() {
            let rest = &words[at..];
            let starts = |phrase: &&[&str]| rest.starts_with(phrase);
            let around = &words[at.saturating_sub(1)..];
            if ALLOWED
                .iter()
                .any(|it| starts(it) || around.starts_with(it))
            {
                continue;
            }
            let banned = BANNED.contains(&words[at])
                || prose && BANNED_IN_PROSE.contains(&words[at])
                || PHRASES.iter().any(starts);
            if banned {
                let from = at.saturating_sub(4);
                let to = (at + 5).min(words.len());
                found.push(format!(
                    "{}:{}: {}",
                    text.file,
                    text.line,
                    words[from..to].join(" ")
                ));
            }
        }
    }
    found
}

/// A text without what it quotes in backticks: code, and the words of others.
fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join(" x ")
}

/// Paragraphs of the documents: what was generated from rules is there as well, the cases of regulators
/// and published notices speak in words of their own.
fn documents() -> Vec<Text> {
    let mut files = Vec::new();
    for folder in ["docs", "policies", "flows", "."] {
        let deep = folder != ".";
        files.extend(below(Path::new(folder), "md", deep));
    }
    let mut texts = Vec::new();
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        let name = name.trim_start_matches("./").to_owned();
        let skipped = ["docs/cases/", "docs/glossary.md"]
            .iter()
            .any(|it| name.starts_with(it));
        if skipped || name.ends_with("notice.md") {
            continue;
        }
        let content = std::fs::read_to_string(root().join(&file)).unwrap();
        let mut fenced = false;
        let mut line = 1;
        for paragraph in content.split("\n\n") {
            let mut kept = String::new();
            for one in paragraph.lines() {
                if one.trim_start().starts_with("```") {
                    fenced = !fenced;
                } else if !fenced {
                    kept.push_str(one);
                    kept.push('\n');
                }
            }
            let lines = paragraph.matches('\n').count() + 2;
            texts.push(Text {
                file: name.clone(),
                line,
                text: kept,
            });
            line += lines;
        }
    }
    texts
}

/// Comments and annotations of the rules, comments of their schema, and the rows of law.
fn policies() -> Vec<Text> {
    let mut texts = Vec::new();
    for extension in ["cedar", "cedarschema", "yaml"] {
        for file in below(Path::new("policies"), extension, true) {
            let name = file.to_string_lossy().replace('\\', "/");
            let content = std::fs::read_to_string(root().join(&file)).unwrap();
            for (at, line) in content.lines().enumerate() {
                let start = line.trim_start();
                let is_text =
                    extension == "yaml" || start.starts_with("//") || start.starts_with('@');
                // The parts of a name are words as well, but for the name of a rule.
                if is_text && !start.starts_with("@id") && !start.starts_with("@covers") {
                    texts.push(Text {
                        file: name.clone(),
                        line: at + 1,
                        text: line.to_owned(),
                    });
                }
            }
        }
    }
    texts
}

/// Titles and descriptions of the schemas.
fn schemas() -> Vec<Text> {
    let mut texts = Vec::new();
    for file in below(Path::new("schemas"), "json", true) {
        let content = std::fs::read_to_string(root().join(&file)).unwrap();
        for (at, line) in content.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("\"description\":") || line.starts_with("\"title\":") {
                texts.push(Text {
                    file: file.to_string_lossy().replace('\\', "/"),
                    line: at + 1,
                    text: line.replace("\\n", " "),
                });
            }
        }
    }
    texts
}

/// The help of every command.
fn help() -> Vec<Text> {
    fn add(command: &mut clap::Command, texts: &mut Vec<Text>) {
        texts.push(Text {
            file: format!("help of {}", command.get_name()),
            line: 1,
            text: command.render_long_help().to_string(),
        });
        for verb in command.get_subcommands_mut() {
            add(verb, texts);
        }
    }
    let mut texts = Vec::new();
    add(&mut Arguments::command(), &mut texts);
    // An option is no prose.
    for text in &mut texts {
        text.text = text.text.replace("--accept", "");
    }
    texts
}

/// What the program writes: its texts in quotes, outside of tests; or else the comments that document
/// what a user of the library sees.
fn program(comments: bool) -> Vec<Text> {
    const PUBLIC: [&str; 8] = [
        "src/lib.rs",
        "src/project.rs",
        "src/view/",
        "src/register/",
        "src/report/",
        "src/engine/check.rs",
        "src/engine/compare/",
        "src/engine/timeline/",
    ];
    let mut texts = Vec::new();
    let files = [("src", "rs"), ("src", "js"), ("crates", "rs")];
    let files = files.map(|(folder, extension)| below(Path::new(folder), extension, true));
    for file in files.concat() {
        let name = file.to_string_lossy().replace('\\', "/");
        let of_tests = name.contains("/tests/") || name.ends_with("tests.rs");
        if of_tests || comments && !PUBLIC.iter().any(|it| name.starts_with(it)) {
            continue;
        }
        let content = std::fs::read_to_string(root().join(&file)).unwrap();
        // Tests are at the end of a file.
        let end = content
            .find("#[cfg(test)]\nmod tests {")
            .unwrap_or(content.len());
        let wanted = if comments {
            Kind::Documentation
        } else {
            Kind::Literal
        };
        let found = pieces(&content[..end]).into_iter();
        texts.extend(
            found
                .filter(|piece| piece.kind == wanted)
                .map(|piece| Text {
                    file: name.clone(),
                    line: piece.line,
                    text: piece.text,
                }),
        );
    }
    texts
}

/// The files with an extension in a folder of the repository, or below it, as paths within it.
fn below(folder: &Path, extension: &str, deep: bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap())
        .collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = folder.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            if deep {
                found.extend(below(&path, extension, deep));
            }
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found
}
