//! Sound estates with something spoilt at random: loading and checking them ends in findings or in
//! errors that say what is wrong inside the files they point at, and never in a panic.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::support::{day_of, fixtures, root, try_checked};
use fairnotice::input::{DiskFiles, Files, InputError, MemoryFiles, SourceMap};
use jiff::civil::Date;
use proptest::prelude::*;

/// An estate as its files, with the day on which it is judged.
struct Sample {
    name: String,
    day: Date,
    files: Vec<(String, String)>,
}

fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for (rule, folder) in fixtures() {
        let text = std::fs::read_to_string(folder.join("fires/fairnotice.yaml")).unwrap();
        all.push(Sample {
            name: rule,
            day: day_of(&text),
            files: vec![("fairnotice.yaml".to_owned(), text)],
        });
    }
    let eis = DiskFiles::new(&root().join("flows/eis")).unwrap();
    let files: Vec<(String, String)> = ["*.yaml", "services/*.yaml", "notice.md"]
        .iter()
        .flat_map(|pattern| eis.matching(pattern).unwrap())
        .map(|name| (name.clone(), eis.read(&name, 1 << 20).unwrap()))
        .collect();
    assert!(files.len() > 15);
    for day in ["2019-06-01", "2024-06-01", "2026-11-24"] {
        all.push(Sample {
            name: format!("eis {day}"),
            day: day.parse().unwrap(),
            files: files.clone(),
        });
    }
    all
}

/// One thing to spoil; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Spoil {
    DropLine(usize),
    RepeatLine(usize),
    SwapLines(usize, usize),
    DropWord(usize),
    SwapWords(usize, usize),
    IndentLine(usize, bool),
    CutBytes(usize, usize),
    PutBytes(usize, Vec<u8>),
    Truncate(usize),
}

/// Pieces that mean something to one of our readers.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "\"",
    "'",
    "|",
    ">",
    "&a ",
    "*a",
    "!!binary ",
    "# ",
    "\t",
    "\r\n",
    "\0",
    "\u{FEFF}",
    "\u{202E}",
    "é",
    "👩‍🏫",
    "..",
    "99999999999999999999",
    "2024-02-30",
];

fn spoil() -> impl Strategy<Value = Spoil> {
    let at = || 0_usize..1 << 20;
    let piece = prop_oneof![
        prop::sample::select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop_oneof![
        at().prop_map(Spoil::DropLine),
        at().prop_map(Spoil::RepeatLine),
        (at(), at()).prop_map(|(a, b)| Spoil::SwapLines(a, b)),
        at().prop_map(Spoil::DropWord),
        (at(), at()).prop_map(|(a, b)| Spoil::SwapWords(a, b)),
        (at(), any::<bool>()).prop_map(|(at, more)| Spoil::IndentLine(at, more)),
        (at(), 1_usize..12).prop_map(|(at, length)| Spoil::CutBytes(at, length)),
        (at(), piece).prop_map(|(at, piece)| Spoil::PutBytes(at, piece)),
        at().prop_map(Spoil::Truncate),
    ]
}

/// The words of a text and what is between them, so that joined they are the text again.
fn words(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for ch in text.chars() {
        let within = |ch: char| ch.is_alphanumeric() || ch == '-';
        match parts.last_mut() {
            Some(last) if last.ends_with(within) && within(ch) => last.push(ch),
            _ => parts.push(ch.to_string()),
        }
    }
    parts
}

fn spoilt(bytes: Vec<u8>, spoil: &Spoil) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let mut words = words(&text);
    let (of_lines, of_words, of_bytes) = (lines.len(), words.len(), bytes.len());
    let mut bytes = bytes;
    match spoil {
        Spoil::DropLine(at) => drop(lines.remove(at % of_lines)),
        Spoil::RepeatLine(at) => lines.insert(at % of_lines, lines[at % of_lines].clone()),
        Spoil::SwapLines(a, b) => lines.swap(a % of_lines, b % of_lines),
        Spoil::IndentLine(at, true) => lines[at % of_lines].insert_str(0, "  "),
        Spoil::IndentLine(at, false) => {
            let line = &mut lines[at % of_lines];
            *line = line.strip_prefix("  ").unwrap_or(line).to_owned();
        }
        Spoil::DropWord(at) => {
            words.remove(at % of_words);
            return words.concat().into_bytes();
        }
        Spoil::SwapWords(a, b) => {
            words.swap(a % of_words, b % of_words);
            return words.concat().into_bytes();
        }
        Spoil::CutBytes(at, length) => {
            let at = at % of_bytes;
            bytes.drain(at..(at + length).min(of_bytes));
            return bytes;
        }
        Spoil::PutBytes(at, piece) => {
            let at = at % of_bytes;
            bytes.splice(at..at, piece.iter().copied());
            return bytes;
        }
        Spoil::Truncate(at) => {
            bytes.truncate(at % of_bytes);
            return bytes;
        }
    }
    lines.concat().into_bytes()
}

/// What must hold of every error.
fn is_well_reported(error: &InputError, sources: &SourceMap) -> Result<(), String> {
    if error.message.trim().is_empty() {
        return Err("an error without words".to_owned());
    }
    for span in error
        .span
        .iter()
        .chain(error.related.iter().map(|(span, _)| span))
    {
        let file = sources
            .file(span.file)
            .ok_or("a place in a file that was not read")?;
        let length = file.text().len() as u32;
        // Where the rest of a file's errors is only counted, its very end is meant.
        let end = span.start == u32::MAX;
        if !end && (span.start > span.end || span.end > length) {
            return Err(format!(
                "{span:?} lies outside {} of {length} bytes: {}",
                file.path(),
                error.message
            ));
        }
        let at = file.line_column(span.start);
        if at.line < 1 || at.line > file.line_count() {
            return Err(format!("no line {} in {}", at.line, file.path()));
        }
    }
    Ok(())
}

#[test]
fn spoilt_estates_never_panic() {
    let samples = samples();
    let config = ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let spoils = prop::collection::vec(spoil(), 1..4);
    // What an estate costs decides how often it is tried: the real one in a tenth of the cases.
    let which = prop_oneof![9 => 0..samples.len() - 3, 1 => samples.len() - 3..samples.len()];
    let (refused, judged) = (Cell::new(0), Cell::new(0));
    proptest!(config, |(which in which, at in any::<prop::sample::Index>(), spoils in spoils)| {
        let sample = &samples[which];
        let at = at.index(sample.files.len());
        let mut files = MemoryFiles::new();
        for (index, (name, text)) in sample.files.iter().enumerate() {
            let mut bytes = text.clone().into_bytes();
            if index == at {
                bytes = spoils.iter().fold(bytes, spoilt);
            }
            files = files.with(name.clone(), bytes);
        }
        let done = catch_unwind(AssertUnwindSafe(|| try_checked(&files, sample.day)));
        match done {
            Err(_) => prop_assert!(false, "{}: a panic", sample.name),
            Ok(Ok(checked)) => {
                judged.set(judged.get() + 1);
                for finding in &checked.outcome.findings {
                    prop_assert!(!finding.message.trim().is_empty(), "{}: {}", sample.name, finding.rule);
                    prop_assert!(finding.rule != "policy/evaluation-error", "{}: {}", sample.name, finding.message);
                }
            }
            Ok(Err(wrong)) => {
                refused.set(refused.get() + 1);
                prop_assert!(!wrong.errors.is_empty(), "{}: refused without a reason", sample.name);
                for error in &wrong.errors {
                    if let Err(fault) = is_well_reported(error, &wrong.sources) {
                        prop_assert!(false, "{}: {fault}\n{wrong}", sample.name);
                    }
                }
            }
        }
    });
    // Spoiling that is always seen, or never, would test one half only.
    assert!(
        refused.get() > 50 && judged.get() > 50,
        "{refused:?} refused, {judged:?} judged"
    );
}
