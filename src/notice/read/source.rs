//! Sources of published pages that are programs as well: what is code is blanked, so that places stay.

use std::borrow::Cow;

use super::super::text::TextFormat;
use super::component;

/// The text to read of a file, as long as the file itself, and its format. Code of templates (ERB), and of
/// components (MDX, TSX, JSX) is blank.
pub fn prepared<'t>(path: &str, text: &'t str) -> (Cow<'t, str>, TextFormat) {
    let low = path.to_ascii_lowercase();
    let of_template = |inner: &str, text: &str| match TextFormat::of(inner, text) {
        TextFormat::Plain => TextFormat::Html,
        format => format,
    };
    if let Some(inner) = [".erb", ".ejs"].iter().find_map(|it| low.strip_suffix(it)) {
        let text = without_code(text);
        let format = of_template(inner, &text);
        return (Cow::Owned(text), format);
    }
    if let Some(inner) = TEMPLATES.iter().find_map(|it| low.strip_suffix(it)) {
        return (Cow::Borrowed(text), of_template(inner, text));
    }
    if (low.ends_with(".md") || low.ends_with(".mdx"))
        && let Some(text) = in_front_matter(text)
    {
        return (Cow::Owned(text), TextFormat::Plain);
    }
    if low.ends_with(".mdx") {
        let text = component::page(text);
        return (Cow::Owned(text), TextFormat::Markdown);
    }
    if low.ends_with(".tsx") || low.ends_with(".jsx") {
        return (Cow::Owned(component::component(text)), TextFormat::Html);
    }
    (Cow::Borrowed(text), TextFormat::of(path, text))
}

/// The least that a value of front matter has where it is a page: so many bytes.
const PAGE: usize = 400;

/// Of a file that has all of its text in values of its front matter (`body: >`) these values, all else blank. They are
/// indented, so they are read as plain text.
fn in_front_matter(text: &str) -> Option<String> {
    let inner = text.strip_prefix("---\n")?;
    let (inner, rest) = inner.split_once("\n---")?;
    if rest.contains(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let (mut out, mut seen) = (blank("---\n"), 0);
    // Where the key begins whose value goes on.
    let mut of: Option<usize> = None;
    for line in inner.split_inclusive('\n') {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        of = of.filter(|key| bare.is_empty() || indent > *key);
        if of.is_some() && !bare.is_empty() {
            seen += bare.len();
            out.push_str(line);
            continue;
        }
        out.push_str(&blank(line));
        let opens = [": >", ": |", ": >-", ": |-", ": >+", ": |+"];
        if of.is_none() && opens.iter().any(|it| bare.ends_with(it)) {
            let key = bare.trim_start_matches(['-', ' ']);
            of = Some(indent + bare.len() - key.len());
        }
    }
    let end = text.get(out.len()..)?;
    out.push_str(&blank(end));
    (seen >= PAGE).then_some(out)
}

/// The endings of templates whose tags are in braces: they are left where they are.
const TEMPLATES: [&str; 9] = [
    ".njk",
    ".j2",
    ".jinja",
    ".jinja2",
    ".twig",
    ".liquid",
    ".hbs",
    ".handlebars",
    ".mustache",
];

/// A template (ERB, EJS) without its code. A value that is put into a sentence stays, since a quote has it; one within a tag
/// does not.
fn without_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut at, mut in_tag) = (0, false);
    while let Some(rest) = text.get(at..) {
        let open = rest.find("<%").unwrap_or(rest.len());
        let before = rest.get(..open).unwrap_or("");
        let last = before.rfind(['<', '>']);
        in_tag = last.map_or(in_tag, |last| {
            before.get(last..).is_some_and(|it| it.starts_with('<'))
        });
        out.push_str(before);
        let code = rest.get(open..).unwrap_or("");
        if code.is_empty() {
            break;
        }
        let end = code.find("%>").map_or(code.len(), |end| end + 2);
        let code = code.get(..end).unwrap_or(code);
        let inner = code.get(2..).unwrap_or("").trim_end_matches("%>");
        let is_value = inner.starts_with(['=', '-']) && !inner.contains(['\n', '<', '>']);
        if is_value && !in_tag {
            out.push_str(code);
        } else {
            out.push_str(&blank(code));
        }
        at += open + end;
    }
    out
}

/// As many bytes, all spaces but for line feeds.
fn blank(text: &str) -> String {
    text.bytes()
        .map(|c| if c == b'\n' { '\n' } else { ' ' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_blank_and_places_stay() {
        for (path, text, seen) in [
            (
                "a.html.erb",
                "<p>We <%= x %> use <% if y %>é</p>",
                "<p>We <%= x %> use           é</p>",
            ),
            (
                "a.ejs",
                "<p a=\"<%= x %>\">We</p>",
                "<p a=\"        \">We</p>",
            ),
            (
                "a.mdx",
                "# A\nimport B from 'b'\n\nWe <B/> {x}use",
                "# A\n                 \n\nWe <B/> {x}use",
            ),
            (
                "a.tsx",
                "const A = () => {\n return (<p>We{' '}use</p>);\n}",
                "                 \n         <p>We     use</p>  \n ",
            ),
        ] {
            let (found, _) = prepared(path, text);
            assert_eq!(found, seen, "{path}");
            assert_eq!(found.len(), text.len());
        }
        let body = "      We never sell your data.\n\n".repeat(20);
        let page = format!("---\ntitle: Privacy\nblocks:\n  - body: >\n{body}    more: no\n---\n");
        let (found, format) = prepared("a.mdx", &page);
        assert_eq!((found.len(), format), (page.len(), TextFormat::Plain));
        assert_eq!(found.trim(), body.trim());
        let other = format!("---\ntitle: |\n{body}---\n# Privacy\n");
        assert_eq!(prepared("a.md", &other).1, TextFormat::Markdown);
        assert_eq!(prepared("a.html.erb", "<p>").1, TextFormat::Html);
        assert_eq!(prepared("a.mdx", "").1, TextFormat::Markdown);
        assert_eq!(prepared("a.njk", "<p>").1, TextFormat::Html);
        assert_eq!(prepared("a.md.j2", "# A").1, TextFormat::Markdown);
        assert_eq!(prepared("a.md", "{x}").0, "{x}");
    }
}
