//! Answers to guesses as edits of a YAML text: everything else stays, comments and order too.

use crate::input::Span;

/// Why `init` writes a `scope` of its own: the seat of the party is not known, or abroad.
pub const SCOPE_WITHOUT_SEAT: &str =
    "its seat does not make it subject to either law: delete what does not apply";

/// The text without the line of a guess, and without the comments above it that mark it as one.
pub fn without(text: &str, span: Span) -> Option<String> {
    let (start, end) = (span.start as usize, span.end as usize);
    let rest = text.get(end..)?;
    let kept = unmarked(text.get(..start)?);
    Some(format!("{kept}{rest}"))
}

/// A text without the last comments that mark what follows as a guess.
fn unmarked(before: &str) -> String {
    let mut kept: Vec<&str> = before.split_inclusive('\n').collect();
    while kept
        .last()
        .is_some_and(|it| it.trim_start().starts_with("# look: "))
    {
        kept.pop();
    }
    kept.concat()
}

/// The text with a guess confirmed, or replaced by a value: the line from `span`, without the comments above it that
/// mark it as a guess.
pub fn guess(text: &str, span: Span, value: Option<&str>) -> Option<String> {
    let (start, end) = (span.start as usize, span.end as usize);
    let (before, line, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    let kept = unmarked(before);
    let line = match value {
        None => line.to_owned(),
        Some(value) => {
            let (key, _) = line.split_once(':')?;
            format!("{key}: {value}\n")
        }
    };
    Some(format!("{kept}{line}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;

    #[test]
    fn a_guess_is_confirmed_or_replaced() {
        let text = "a:\n  # certain: x\n  # look: y\n  - id: b\n  # look: z\n    c: d\ne: f\n";
        let at = text.find("    c: d").unwrap() as u32;
        let span = Span::new(FileId(0), at, at + 9);
        assert_eq!(
            guess(text, span, None).unwrap(),
            "a:\n  # certain: x\n  # look: y\n  - id: b\n    c: d\ne: f\n"
        );
        assert_eq!(
            guess(text, span, Some("[g, h]")).unwrap(),
            "a:\n  # certain: x\n  # look: y\n  - id: b\n    c: [g, h]\ne: f\n"
        );
        assert_eq!(
            without(text, span).unwrap(),
            "a:\n  # certain: x\n  # look: y\n  - id: b\ne: f\n"
        );
    }
}
