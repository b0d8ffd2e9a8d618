//! `questions`: what is open in an estate, in the terminal and as JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::json::{FORMAT_VERSION, schema_of};
use super::json_text;
use super::text::{Pen, Run, STRONG, TerminalOptions};
use crate::input::counted;
use crate::view::{Question, QuestionList};

/// Writes the questions, each with the key that answers it and its place.
///
/// # Errors
/// When `out` cannot be written to.
pub fn questions_terminal(
    list: &QuestionList,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    for it in &list.questions {
        let place = format!("{}:{}", it.file, it.line);
        pen.prose(
            "",
            "  ",
            &[
                Run::new(STRONG, &it.id),
                Run::plain(" "),
                Run::plain(&it.question),
            ],
        )?;
        let answer = match (&it.guess, it.is_guess) {
            (Some(guess), _) => format!("{place}: {}: {guess}", it.key),
            (None, true) => format!("{place}: {}", it.key),
            (None, false) => format!("{place}: {}", it.hint),
        };
        pen.prose("  ", "    ", &[Run::plain(&answer)])?;
        if it.parts.len() > 1 {
            for part in &it.parts {
                let words = match &part.guess {
                    Some(guess) => format!("{}:{} {}: {guess}", part.file, part.line, part.key),
                    None => part.question.clone(),
                };
                let part = [Run::plain(&part.id), Run::plain(" "), Run::plain(&words)];
                pen.prose("    ", "      ", &part)?;
            }
        }
    }
    let closing = match list.questions.len() {
        0 => "no question is open".to_owned(),
        count => format!(
            "{}; to answer one, or a part of it: fairnotice questions --answer ID=VALUE, or ID=ok for guesses that are right",
            counted(count, "question")
        ),
    };
    pen.prose("", "", &[Run::plain(&closing)])
}

/// The open questions of an estate.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Questions")]
struct QuestionsJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The questions, the most valuable first.
    questions: &'a [Question],
}

/// Writes questions as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn questions_json(list: &QuestionList, out: &mut dyn Write) -> io::Result<()> {
    let document = QuestionsJson {
        version: FORMAT_VERSION,
        questions: &list.questions,
    };
    json_text::write(&document, out)
}

/// The JSON Schema of what [`questions_json`] writes.
pub fn questions_schema() -> Value {
    schema_of::<QuestionsJson<'_>>()
}
