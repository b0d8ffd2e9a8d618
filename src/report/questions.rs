//! `questions`: what is open in an estate, for people.

use std::io::{self, Write};

use super::terminal::counted;
use super::text::{Pen, Run, STRONG, TerminalOptions};
use crate::view::QuestionList;

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
        let answer = match &it.guess {
            Some(guess) => format!("{place}: {}: {guess}", it.key),
            None => format!("{place}: add {}", it.key),
        };
        pen.prose("  ", "    ", &[Run::plain(&answer)])?;
    }
    let closing = match list.questions.len() {
        0 => "no question is open".to_owned(),
        count => format!(
            "{}; to answer one: fairnotice questions --answer ID=VALUE, or ID=ok for a guess that is right",
            counted(count, "question")
        ),
    };
    pen.prose("", "", &[Run::plain(&closing)])
}
