//! Code in Markdown: fences that nothing within them ends.

/// Backticks, more than any run of them in the lines and at least as many as named.
fn fence(lines: &[String], least: usize) -> String {
    let runs = lines.iter().flat_map(|line| line.split(|c| c != '`'));
    let longest = runs.map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(least))
}

/// The lines of a diff as a block of code, each with an indent before it.
pub fn diff_block(indent: &str, lines: &[String]) -> String {
    block(indent, "diff", lines)
}

/// Lines as a block of code in a language, each with an indent before it.
pub fn block(indent: &str, language: &str, lines: &[String]) -> String {
    let fence = fence(lines, 3);
    let mut block = format!("{indent}{fence}{language}\n");
    for line in lines {
        block.push_str(&format!("{indent}{line}\n"));
    }
    block.push_str(&format!("{indent}{fence}\n"));
    block
}

/// Words as code within a line.
pub fn code_span(words: &str) -> String {
    let fence = fence(&[words.to_owned()], 1);
    // A backtick at either end needs a space before or behind the fence, which is not shown.
    let gap = if words.starts_with('`') || words.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{gap}{words}{gap}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_run_of_backticks_ends_a_fence() {
        for (words, expected) in [("a", "`a`"), ("a`b", "``a`b``"), ("``", "``` `` ```")] {
            assert_eq!(code_span(words), expected);
        }
        let lines = ["+```".to_owned(), "+x".to_owned()];
        assert_eq!(
            diff_block("  ", &lines),
            "  ````diff\n  +```\n  +x\n  ````\n"
        );
    }
}
