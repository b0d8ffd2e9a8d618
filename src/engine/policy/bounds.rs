//! Policies that are nested too deep to be read. The parser of Cedar, and all that goes through what it
//! has read, call themselves for each level, so that a text of a few kilobytes would end the program.

use crate::input::limits::{MAX_POLICY_DEPTH, MAX_POLICY_OPERATORS};

/// The first byte at which a text passes a limit, and which.
pub(super) fn beyond(text: &str) -> Option<(usize, String)> {
    let (mut depth, mut conditions, mut operators) = (0_usize, 0_usize, 0_usize);
    let mut signs = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        match sign {
            '"' => {
                while let Some((_, inner)) = signs.next() {
                    match inner {
                        '\\' => drop(signs.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '/' if next == Some('/') => {
                signs.by_ref().find(|(_, inner)| *inner == '\n');
            }
            '(' | '[' | '{' => {
                depth += 1;
                operators += 1;
            }
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            // The end of a policy.
            ';' => (depth, conditions, operators) = (0, 0, 0),
            '.' | '!' | '-' | '+' | '*' | '&' | '|' => operators += 1,
            'i' if is_if(text.get(at..), before) => conditions += 1,
            _ => {}
        }
        before = sign;
        if depth + conditions > MAX_POLICY_DEPTH {
            let message = format!(
                "brackets and conditions of this policy are nested more than {MAX_POLICY_DEPTH} deep here"
            );
            return Some((at, message));
        }
        if operators > MAX_POLICY_OPERATORS {
            let message = format!("this policy has more than {MAX_POLICY_OPERATORS} operators");
            return Some((at, message));
        }
    }
    None
}

/// Whether the word `if` begins here.
fn is_if(rest: Option<&str>, before: char) -> bool {
    let is_part = |ch: char| ch.is_alphanumeric() || ch == '_';
    let rest = rest.and_then(|rest| rest.strip_prefix("if"));
    rest.is_some_and(|rest| !is_part(before) && !rest.starts_with(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_too_deep_is_found_where_it_begins_to_be() {
        let deep = format!("forbid{}", "(".repeat(MAX_POLICY_DEPTH + 1));
        assert_eq!(beyond(&deep).unwrap().0, deep.len() - 1);
        for nested in ["if true then ", "!", "a.", "1 + ", "a && "] {
            assert!(beyond(&nested.repeat(MAX_POLICY_OPERATORS + 1)).is_some());
        }
    }

    #[test]
    fn texts_and_comments_are_not_nested() {
        let many = "(".repeat(MAX_POLICY_DEPTH + 1);
        assert_eq!(beyond(&format!("\"\\\"{many}\"")), None);
        assert_eq!(beyond(&format!("// {many}\n")), None);
        assert_eq!(beyond(&"when { (a) };".repeat(MAX_POLICY_OPERATORS)), None);
    }
}
