//! Sources of published pages that are programs as well: what is code is blanked, so that places stay.

use std::borrow::Cow;

use super::super::text::TextFormat;

/// The text to read of a file, as long as the file itself, and its format. Code of templates (ERB), and of
/// components (MDX, TSX, JSX) is blank.
pub fn prepared<'t>(path: &str, text: &'t str) -> (Cow<'t, str>, TextFormat) {
    let low = path.to_ascii_lowercase();
    if let Some(inner) = low.strip_suffix(".erb") {
        let text = blanked(text, &[("<%", "%>")]);
        let format = match TextFormat::of(inner, &text) {
            TextFormat::Plain => TextFormat::Html,
            format => format,
        };
        return (Cow::Owned(text), format);
    }
    if low.ends_with(".mdx") {
        let text = blanked(
            text,
            &[
                ("{/*", "*/}"),
                ("\nimport ", "\n"),
                ("\nexport ", "\n"),
                ("{", "}"),
            ],
        );
        return (Cow::Owned(text), TextFormat::Markdown);
    }
    if low.ends_with(".tsx") || low.ends_with(".jsx") {
        return (Cow::Owned(component(text)), TextFormat::Html);
    }
    (Cow::Borrowed(text), TextFormat::of(path, text))
}

/// The markup that a component returns; all else is blank.
fn component(text: &str) -> String {
    let start = ["return (", "return(", "=> (", "return <"]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| at + mark.len() - 1))
        .min()
        .unwrap_or(0);
    let end = text.rfind('>').map_or(text.len(), |at| at + 1).max(start);
    let mut out = blank(text.get(..start).unwrap_or(""));
    out.push_str(&blanked(
        text.get(start..end).unwrap_or(""),
        &[("{/*", "*/}"), ("{", "}")],
    ));
    out.push_str(&blank(text.get(end..).unwrap_or("")));
    out
}

/// The text with what is between some marks blank, the marks too. A line feed that ends a mark stays.
fn blanked(text: &str, marks: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let find = |from: usize, what: &str| Some(from + text.get(from..)?.find(what)?);
    // Where each mark is next; one that is found no more is not looked for again.
    let mut next: Vec<Option<usize>> = marks.iter().map(|(open, _)| find(0, open)).collect();
    loop {
        for (place, (open, _)) in next.iter_mut().zip(marks) {
            if place.is_some_and(|place| place < at) {
                *place = find(at, open);
            }
        }
        let places = next.iter().zip(marks);
        let first = places.filter_map(|(place, mark)| Some(((*place)?, *mark)));
        let Some((start, (open, close))) = first.min_by_key(|(place, _)| *place) else {
            break;
        };
        let inside = start + open.len();
        let end = find(inside, close).map_or(text.len(), |it| it + close.trim_end().len());
        out.push_str(text.get(at..start).unwrap_or(""));
        out.push_str(&blank(text.get(start..end).unwrap_or("")));
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
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
                "<p>We <%= x %>use é</p>",
                "<p>We         use é</p>",
            ),
            (
                "a.mdx",
                "# A\nimport B from 'b'\n\nWe <B/> {x}use",
                "# A\n                 \n\nWe <B/>    use",
            ),
            (
                "a.tsx",
                "const A = () => {\n return (<p>We{' '}use</p>);\n}",
                "                 \n        (<p>We     use</p>  \n ",
            ),
        ] {
            let (found, _) = prepared(path, text);
            assert_eq!(found, seen, "{path}");
            assert_eq!(found.len(), text.len());
        }
        assert_eq!(prepared("a.html.erb", "<p>").1, TextFormat::Html);
        assert_eq!(prepared("a.mdx", "").1, TextFormat::Markdown);
        assert_eq!(prepared("a.md", "{x}").0, "{x}");
    }
}
