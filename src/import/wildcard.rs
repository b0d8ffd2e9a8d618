//! Patterns with `*` for any text, also none, and `?` for one character. Addresses hold brackets and
//! dots, which patterns for paths would take for something else.

/// Whether a whole text is what a pattern describes.
///
/// ```
/// use fairnotice::import::wildcard::matches;
///
/// assert!(matches("module.crm.*", "module.crm.azurerm_storage_account.main[\"a.b\"]"));
/// assert!(!matches("azurerm_storage_account", "azurerm_storage_account_queue"));
/// ```
pub fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut in_text) = (0, 0);
    // Where the last `*` is, and what of the text it has taken so far.
    let mut star: Option<(usize, usize)> = None;
    while in_text < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, in_text));
                at += 1;
            }
            Some(ch) if *ch == '?' || Some(ch) == text.get(in_text) => {
                at += 1;
                in_text += 1;
            }
            _ => match star {
                Some((begin, taken)) => {
                    star = Some((begin, taken + 1));
                    at = begin + 1;
                    in_text = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|ch| *ch == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_takes_what_it_must_and_no_more() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("", "a", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("*.aws_s3_bucket.?", "module.x[\"é\"].aws_s3_bucket.b", true),
            ("x[0]", "x[0]", true),
            ("x[0]", "x0", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
