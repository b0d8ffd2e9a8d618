//! `notice read --with-reader`: statements that a program of the user's choice finds in a notice.
//!
//! Every answer is checked. Each quote must be in the text, and each statement one that an estate
//! can have, which the reader of estates decides; what fails is dropped, with a message. What is left is for a person to look at.

mod process;

use serde_json::{Map, Value, json};

use super::env::Env;
use super::errors::CliError;
use super::published::Published;
use crate::input::MemoryFiles;
use crate::notice::TextFormat;
use crate::notice::read::{Kind, OutsideText, Reading, Says, Statement};
use crate::project::Project;

/// How many statements a reader may give.
const MAX_STATEMENTS: usize = 10_000;
/// How many that were dropped are listed.
const MAX_SHOWN: usize = 20;
/// What the output of `notice read` has beyond that: it follows from the quote, so that a reader may leave it there.
const DERIVED: [&str; 9] = [
    "line",
    "section",
    "prefix",
    "suffix",
    "occurrence",
    "anchored",
    "certainty",
    "pattern",
    "vendors",
];
/// How much of a value a message shows.
const MAX_WORDS: usize = 80;

/// A program that reads a notice.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The program and its arguments.
    pub call: &'a str,
    /// How long it may take.
    pub seconds: u64,
}

/// Adds what a reader finds to what was read. A statement of a kind that was read of the same words is not added again.
///
/// # Errors
/// Where the program fails, or its answer is not in the format.
pub fn add(
    reader: Reader<'_>,
    (path, published): (&str, &Published),
    reading: &mut Reading,
    env: &mut Env,
) -> Result<(), CliError> {
    let text = OutsideText::new(&published.text, published.format);
    let request = serde_json::to_vec(&request(path, &text));
    let request = request.map_err(|error| CliError::Message(error.to_string()))?;
    let answer = process::answer(reader.call, &env.folder, request, reader.seconds)?;
    let wrong =
        |why: &str| CliError::Message(format!("the answer of the reader `{}` {why}", reader.call));
    let answer: Value =
        serde_json::from_slice(&answer).map_err(|error| wrong(&format!("is not JSON: {error}")))?;
    let found = answer.get("statements").and_then(Value::as_array);
    let found = found.ok_or_else(|| wrong("has no list `statements`"))?;
    if found.len() > MAX_STATEMENTS {
        return Err(wrong(&format!("has more than {MAX_STATEMENTS} statements")));
    }
    let mut dropped = Vec::new();
    let mut kept: Vec<(usize, Statement)> = Vec::new();
    for (at, value) in found.iter().enumerate() {
        match statement(value, &text) {
            Ok(statement) => kept.push((at, statement)),
            Err(why) => dropped.push((at, why)),
        }
    }
    let kept = acceptable(kept, published, &mut dropped);
    dropped.sort();
    for (at, why) in dropped.iter().take(MAX_SHOWN) {
        writeln!(env.err, "reader: statement {} is dropped: {why}", at + 1)?;
    }
    if let Some(more) = dropped.len().checked_sub(MAX_SHOWN).filter(|it| *it > 0) {
        writeln!(env.err, "reader: {more} more are dropped")?;
    }
    merge(reading, kept);
    Ok(())
}

/// What a reader is given.
fn request(path: &str, text: &OutsideText) -> Value {
    let blocks = text.blocks().into_iter().enumerate().map(|(at, block)| {
        let mut object = Map::new();
        object.insert("block".to_owned(), json!(at));
        object.insert("kind".to_owned(), json!(block.kind));
        if let Some(level) = block.level {
            object.insert("level".to_owned(), json!(level));
        }
        object.insert("line".to_owned(), json!(block.line));
        object.insert("section".to_owned(), json!(block.section));
        object.insert("text".to_owned(), json!(block.text));
        Value::Object(object)
    });
    let kinds = Kind::ALL.map(Kind::key);
    json!({"version": 1, "source": path, "kinds": kinds, "blocks": blocks.collect::<Vec<_>>()})
}

/// The statement that a value is, if its words are in the text.
fn statement(value: &Value, text: &OutsideText) -> Result<Statement, String> {
    let object = value.as_object().ok_or("it is no map")?;
    let (mut quote, mut block, mut names, mut kinds) = (None, None, Vec::new(), Vec::new());
    for (key, value) in object {
        match key.as_str() {
            "quote" => quote = value.as_str(),
            "block" => {
                let number = value.as_u64().and_then(|it| usize::try_from(it).ok());
                block = Some(number.ok_or("its `block` is no number of a block")?);
            }
            "names" => {
                let all = value.as_array().ok_or("its `names` are no list")?;
                names = all
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect();
            }
            key if DERIVED.contains(&key) => {}
            key => match Kind::ALL.into_iter().find(|kind| kind.key() == key) {
                Some(kind) => kinds.push((kind, value)),
                None => return Err(format!("there is no kind `{}`", shown(key))),
            },
        }
    }
    let quote = quote.ok_or("it has no `quote`")?;
    let [(kind, value)] = kinds.as_slice() else {
        return Err(format!("it has {} kinds, and not one", kinds.len()));
    };
    let said = |why| format!("its `{}` {why}", kind.key());
    let says = Says::of(*kind, value, Vec::new()).map_err(said)?;
    let mut statement = text
        .statement(quote, block, says)
        .map_err(|fault| format!("{fault}: \"{}\"", shown(quote)))?;
    names.retain(|name: &String| !name.is_empty() && statement.quote.contains(name.as_str()));
    statement.says.names = names;
    Ok(statement)
}

/// A value as a message shows it.
fn shown(words: &str) -> String {
    let words: String = words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match words.char_indices().nth(MAX_WORDS) {
        Some((at, _)) => format!("{}...", words.get(..at).unwrap_or("")),
        None => words,
    }
}

/// The name of the file with the statements.
const NOTICE: &str = "notice.json";

/// The statements that an estate can have: its reader knows terms, items, bases, periods and places. One statement is a
/// line, so that an error leads to it.
fn acceptable(
    mut kept: Vec<(usize, Statement)>,
    published: &Published,
    dropped: &mut Vec<(usize, String)>,
) -> Vec<Statement> {
    let source = match published.format {
        TextFormat::Markdown => "notice.md",
        TextFormat::Html => "notice.html",
        TextFormat::Plain => "notice.txt",
    };
    let first =
        "name: A\ncontroller: a\nparties: [{id: a, name: A, country: GB}]\nnotice: notice.json\n";
    while !kept.is_empty() {
        let lines: Vec<String> = kept.iter().map(|(at, it)| line(*at, it)).collect();
        let notice = format!(
            "{{\"source\": \"{source}\", \"statements\": [\n{}\n]}}\n",
            lines.join(",\n")
        );
        let files = MemoryFiles::new()
            .with("fairnotice.yaml", first)
            .with(source, published.text.as_str())
            .with(NOTICE, notice);
        let Err(wrong) = Project::load(&files, "fairnotice.yaml") else {
            break;
        };
        let mut faults: Vec<(usize, String)> = Vec::new();
        for error in &wrong.errors {
            let place = error.span.and_then(|span| wrong.sources.locate(span));
            if let Some((NOTICE, place)) = place
                && let Some(at) = (place.line as usize).checked_sub(2)
                && faults.iter().all(|(known, _)| *known != at)
            {
                faults.push((at, error.message.clone()));
            }
        }
        let before = kept.len();
        let mut at = 0;
        kept.retain(|(number, _)| {
            let fault = faults.iter().find(|(wrong, _)| *wrong == at);
            at += 1;
            dropped.extend(fault.map(|(_, why)| (*number, why.clone())));
            fault.is_none()
        });
        if kept.len() == before {
            // What no statement is the cause of: none of them is known to be right.
            let all = kept.drain(..);
            dropped.extend(all.map(|(number, _)| (number, "it cannot be checked".to_owned())));
        }
    }
    kept.into_iter().map(|(_, statement)| statement).collect()
}

/// A statement as a line of the file of a notice.
fn line(at: usize, statement: &Statement) -> String {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(format!("s{at}")));
    let words = [
        ("section", &statement.section),
        ("quote", &Some(statement.quote.clone())),
        ("prefix", &statement.prefix),
        ("suffix", &statement.suffix),
    ];
    for (key, value) in words {
        if let Some(value) = value {
            object.insert(key.to_owned(), json!(value));
        }
    }
    if let Some(occurrence) = statement.occurrence {
        object.insert("occurrence".to_owned(), json!(occurrence));
    }
    let key = statement.says.kind.key();
    object.insert(key.to_owned(), statement.says.value());
    Value::Object(object).to_string()
}

/// Adds statements in the order of the text; their sentences are covered.
fn merge(reading: &mut Reading, found: Vec<Statement>) {
    for statement in found {
        let is_there = reading.statements.iter().any(|it| {
            it.says.kind == statement.says.kind
                && it.line == statement.line
                && (it.quote.contains(&statement.quote) || statement.quote.contains(&it.quote))
        });
        if is_there {
            continue;
        }
        reading.uncovered.retain(|it| {
            let words = it.quote.contains(&statement.quote) || statement.quote.contains(&it.quote);
            !(words && it.line == statement.line)
        });
        reading.statements.push(statement);
    }
    reading.statements.sort_by_key(|it| it.line);
}
