//! Explanations of rules as Markdown that shows and links nothing but words and pages.

use super::model::Help;
use crate::report::text::sanitize;

/// Explanations keep their lines, and are harmless in each: an estate's own rules may not bring HTML or
/// pictures along.
pub(super) fn help(markdown: &str) -> Help {
    let lines: Vec<_> = markdown.lines().map(sanitize).collect();
    let text = lines.join("\n");
    Help {
        markdown: without_links(&text.replace('<', "&lt;").replace("![", "!\\[")),
        text,
    }
}

/// Explanations in which a link that leads to anything but a page is text: `javascript:` runs where it is followed.
fn without_links(markdown: &str) -> String {
    const PAGES: [&str; 3] = ["http", "https", "mailto"];
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some((before, behind)) = rest.split_once(']') {
        out.push_str(before);
        out.push(']');
        rest = behind;
        let target = behind.strip_prefix(['(', ':']);
        let target = target.map_or("", str::trim_start);
        // A path of the repository has no colon; a scheme may hide one as an entity or behind a backslash.
        let end = target.find(|ch: char| ch.is_whitespace() || "/?#)".contains(ch));
        let start = target.get(..end.unwrap_or(target.len())).unwrap_or("");
        let scheme = start.split(':').next().unwrap_or("");
        let is_page = PAGES.iter().any(|page| page.eq_ignore_ascii_case(scheme));
        if start.contains([':', '&', '\\']) && !is_page {
            out.push('\\');
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_alone() {
        for (written, expected) in [
            ("[a](https://example.org/x)", "[a](https://example.org/x)"),
            ("[a](docs/a.md) [b]: c", "[a](docs/a.md) [b]: c"),
            ("[a](javascript:alert(1))", "[a]\\(javascript:alert(1))"),
            ("[a]( JavaScript:x)", "[a]\\( JavaScript:x)"),
            ("[a](&#106;avascript:x)", "[a]\\(&#106;avascript:x)"),
            (
                "[a](java&#115;cript&colon;x)",
                "[a]\\(java&#115;cript&colon;x)",
            ),
            (
                "[a][b]\n\n[b]: data:text/html,x",
                "[a][b]\n\n[b]\\: data:text/html,x",
            ),
            ("![a](x.svg) <a>", "!\\[a](x.svg) &lt;a>"),
        ] {
            assert_eq!(help(written).markdown, expected);
        }
    }
}
