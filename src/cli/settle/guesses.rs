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

/// A text without the last comments that mark what follows as a guess. Comments behind the first of them say more of
/// the same value: each row of a page that a place was read from.
fn unmarked(before: &str) -> String {
    let lines: Vec<&str> = before.split_inclusive('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let last = lines.last().map_or(0, |it| indent(it));
    // A comment with another indentation is a key that became one.
    let is_comment = |line: &&&str| line.trim_start().starts_with('#') && indent(line) == last;
    let comments = lines.iter().rev().take_while(is_comment).count();
    let first = lines.len().saturating_sub(comments);
    let mut above = lines.iter().skip(first);
    let marked = above.position(|it| it.trim_start().starts_with("# look: "));
    let kept = marked.map_or(lines.len(), |at| first + at);
    lines.into_iter().take(kept).collect()
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

/// The text with a country in place of a guess, and below it the scope without which no law that is checked would apply to
/// the party, marked as a guess.
pub fn country_abroad(text: &str, span: Span, country: &str) -> Option<String> {
    let with = guess(text, span, Some(country))?;
    let line = text.get(span.start as usize..span.end as usize)?;
    let after = text.get(span.end as usize..)?;
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let before = with.strip_suffix(after)?;
    Some(format!(
        "{before}{indent}# look: {SCOPE_WITHOUT_SEAT}\n{indent}scope: {{eu-gdpr: art3-2, uk-gdpr: art3-2}}\n{after}"
    ))
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

    #[test]
    fn all_comments_of_a_guess_go_with_it() {
        let text = "  - id: a\n    # certain: v\n    name: b\n    # look: x\n    # y\n    hosting: unknown\n";
        let at = text.find("    hosting").unwrap() as u32;
        let span = Span::new(FileId(0), at, text.len() as u32);
        assert_eq!(
            guess(text, span, Some("FR")).unwrap(),
            "  - id: a\n    # certain: v\n    name: b\n    hosting: FR\n"
        );
        // What became a comment itself stays.
        let text = "    # look: x\n  #   uses: y\n  - id: c\n";
        let at = text.find("  - id").unwrap() as u32;
        let span = Span::new(FileId(0), at, text.len() as u32);
        assert_eq!(guess(text, span, None).unwrap(), text);
        // Comments that mark nothing stay.
        let text = "  - id: a\n    # ours\n    name: b\n";
        let at = text.find("    name").unwrap() as u32;
        let span = Span::new(FileId(0), at, text.len() as u32);
        assert_eq!(guess(text, span, None).unwrap(), text);
    }

    #[test]
    fn a_country_abroad_has_a_scope_to_look_at() {
        let text = "  - id: a\n    # look: x\n    country: GB\nb: c\n";
        let at = text.find("    country").unwrap() as u32;
        let span = Span::new(FileId(0), at, at + 16);
        let wanted = format!(
            "  - id: a\n    country: US\n    # look: {SCOPE_WITHOUT_SEAT}\n    scope: {{eu-gdpr: art3-2, uk-gdpr: art3-2}}\nb: c\n"
        );
        assert_eq!(country_abroad(text, span, "US"), Some(wanted));
    }
}
