//! Text from files in Markdown that others render.

use crate::report::text::sanitize;

/// Text of which Markdown makes nothing: no markup, no HTML, no link, no mention of a person, no
/// break of a table.
pub fn plain_markdown(text: &str) -> String {
    let shown = sanitize(text);
    let mut clean = String::with_capacity(shown.len());
    for (at, ch) in shown.char_indices() {
        // An address stays an address to read, and becomes no link.
        let links = ch == ':' && shown.get(at..).is_some_and(|rest| rest.starts_with("://"));
        match ch {
            '&' => clean.push_str("&amp;"),
            '<' => clean.push_str("&lt;"),
            '>' => clean.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' | '$' => {
                clean.push('\\');
                clean.push(ch);
            }
            ':' if links => clean.push_str("\\:"),
            // Where comments are rendered, `@name` calls somebody; with a word joiner it does not. The
            // one within an address calls nobody, and is left so that it can be copied.
            '@' if calls(&clean) => clean.push_str("@&#8288;"),
            ch => clean.push(ch),
        }
    }
    // At the start of an item these would begin a list, a heading or a rule, and `::` a command for a
    // build log to which the Markdown is printed.
    let start = clean.trim_start();
    let begins =
        start.starts_with(['-', '+', '=']) || start.starts_with("::") || begins_number(&clean);
    if begins {
        format!("\u{5c}{}", clean.trim_start())
    } else {
        clean
    }
}

/// Whether an `@` after some text would begin a mention.
fn calls(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
}

fn begins_number(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    (1..10).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

#[cfg(test)]
mod tests {
    use super::plain_markdown;

    #[test]
    fn no_line_begins_with_a_command_of_a_build_log() {
        for text in ["::error::x", "  ::stop-commands::x", "\t::error::x"] {
            let clean = plain_markdown(text);
            assert!(!clean.trim_start().starts_with("::"), "{clean}");
        }
        assert_eq!(plain_markdown("a::b"), "a::b");
    }
}
