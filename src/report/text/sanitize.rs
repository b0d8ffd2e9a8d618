//! Making text from files harmless: what a terminal or a build log would obey, or what would show
//! other text than there is, becomes a visible escape.

use std::borrow::Cow;

/// How many spaces replace a tab.
const TAB: &str = "    ";

/// Whether a character must never reach a terminal: controls (C0, C1, DEL), directional marks,
/// whatever takes no space but is no accent, and separators of lines and paragraphs.
pub fn is_harmful(ch: char) -> bool {
    matches!(ch,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Soft hyphen, grapheme joiner, Arabic letter mark, fillers.
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}'
        // Zero-width characters, directional marks, embeddings, overrides and isolates.
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        // Annotations, shorthand and musical controls, tags.
        | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}'
        // What is no character at all: XML has no form for some of them.
        | '\u{fdd0}'..='\u{fdef}')
        || (ch as u32) & 0xfffe == 0xfffe
}

/// One character of a text, made harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// It is harmless.
    Same(char),
    /// A tab.
    Tab,
    /// An end of line, where a text must be one line.
    Space,
    /// The carriage return before an end of line.
    Nothing,
    /// Anything else that must not be shown as it is.
    Escape(char),
}

impl Piece {
    /// Appends what is shown for it.
    pub fn push_to(self, text: &mut String) {
        match self {
            Self::Same(ch) => text.push(ch),
            Self::Tab => text.push_str(TAB),
            Self::Space => text.push(' '),
            Self::Nothing => {}
            Self::Escape(ch) => text.extend(ch.escape_unicode()),
        }
    }
}

/// Whether what follows `##` makes a command of it, which build logs obey wherever it is: `##[command]`,
/// `##vso[command]` and `##teamcity[command]`.
pub fn begins_command(rest: &str) -> bool {
    ["[", "vso[", "teamcity["].iter().any(|word| {
        let begin = rest.get(..word.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    })
}

/// The pieces of a text, each with the byte of its character.
pub fn pieces(text: &str) -> impl Iterator<Item = (usize, Piece)> {
    let mut before = '\0';
    text.char_indices().map(move |(at, ch)| {
        let rest = || text.get(at + ch.len_utf8()..).unwrap_or("");
        let piece = match ch {
            '\t' => Piece::Tab,
            '\n' => Piece::Space,
            '\r' if rest().starts_with('\n') => Piece::Nothing,
            '#' if before == '#' && begins_command(rest()) => Piece::Escape(ch),
            ch if is_harmful(ch) => Piece::Escape(ch),
            ch => Piece::Same(ch),
        };
        before = ch;
        (at, piece)
    })
}

/// Text as one harmless line: tabs and ends of lines become spaces, what is harmful becomes an
/// escape such as `\u{202e}`.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if !pieces(text).any(|(_, piece)| !matches!(piece, Piece::Same(_))) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for (_, piece) in pieces(text) {
        piece.push_to(&mut clean);
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_left_alone() {
        for text in ["", "a b", "Größe 学校 e\u{301} ❤\u{fe0f}", "a: b # c ## d"] {
            assert!(
                matches!(sanitize(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn what_a_terminal_obeys_becomes_visible() {
        assert_eq!(sanitize("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(sanitize("\u{202e}gnp.exe"), "\\u{202e}gnp.exe");
        assert_eq!(sanitize("a\u{9b}b\u{7f}"), "a\\u{9b}b\\u{7f}");
        assert_eq!(
            sanitize("a\u{200b}b\u{2028}c\u{feff}"),
            "a\\u{200b}b\\u{2028}c\\u{feff}"
        );
        assert_eq!(sanitize("over\rwritten"), "over\\u{d}written");
    }

    #[test]
    fn what_is_no_character_becomes_visible() {
        assert_eq!(
            sanitize("a\u{fffe}\u{ffff}\u{1ffff}\u{fdd0}\u{fffd}"),
            "a\\u{fffe}\\u{ffff}\\u{1ffff}\\u{fdd0}\u{fffd}"
        );
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(sanitize("a\n b\r\nc\td"), "a  b c    d");
    }

    #[test]
    fn commands_of_build_logs_are_broken() {
        assert_eq!(sanitize("x ##[error]y"), "x #\\u{23}[error]y");
        assert_eq!(sanitize("##vso[task.x]"), "#\\u{23}vso[task.x]");
        assert_eq!(
            sanitize("##teamcity[x] ##VSO[y]"),
            "#\\u{23}teamcity[x] #\\u{23}VSO[y]"
        );
        assert_eq!(sanitize("## [link](x)"), "## [link](x)");
    }
}
