//! Where a sentence goes in a page: as an item of the list, or as a paragraph behind the one that has the place.

/// What elements hold sentences, and as what a sentence goes behind or before them.
const BLOCKS: [(&str, &str); 28] = [
    ("li", "li"),
    ("ul", "li"),
    ("ol", "li"),
    ("dd", "dd"),
    ("dl", "dd"),
    ("p", "p"),
    ("h1", "p"),
    ("h2", "p"),
    ("h3", "p"),
    ("h4", "p"),
    ("h5", "p"),
    ("h6", "p"),
    ("blockquote", "p"),
    ("pre", "p"),
    ("table", "p"),
    ("div", "p"),
    ("section", "p"),
    ("article", "p"),
    ("main", "p"),
    ("body", "p"),
    ("html", "p"),
    ("header", "p"),
    ("footer", "p"),
    ("nav", "p"),
    ("aside", "p"),
    ("form", "p"),
    ("details", "p"),
    ("figure", "p"),
];

/// What closes around a place and holds it alone: the sentence goes behind it, and not before its end.
const SINGLE: [&str; 12] = [
    "li",
    "dd",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "table",
];

/// Words as a page has them.
pub(super) fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A page with words, which are escaped already, behind a place; without one at the end of what it shows.
pub(super) fn inserted(page: &str, at: Option<usize>, words: &str, feed: &str) -> String {
    let start = at.unwrap_or_else(|| page.rfind("</body").unwrap_or(page.len()));
    let (at, element) = place(page, start);
    let (before, after) = page.split_at_checked(at).unwrap_or((page, ""));
    let line = before.rsplit('\n').next().unwrap_or("");
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    let item = format!("<{element}>{words}</{element}>");
    if line.trim().is_empty() {
        // Before an element that begins or ends on a line of its own.
        return format!("{before}{item}{feed}{indent}{after}");
    }
    format!("{before}{feed}{indent}{item}{after}")
}

/// Where the block ends that has a place, and the element for a sentence there.
fn place(page: &str, start: usize) -> (usize, &'static str) {
    let mut from = start;
    while let Some(open) = page.get(from..).and_then(|it| it.find('<')) {
        let open = from + open;
        let rest = page.get(open + 1..).unwrap_or("");
        let end = rest.find('>').map_or(page.len(), |it| open + 2 + it);
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let length = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let name = name.get(..length).unwrap_or("").to_ascii_lowercase();
        from = end;
        let Some(&(known, element)) = BLOCKS.iter().find(|(it, _)| **it == name) else {
            continue;
        };
        if closes && SINGLE.contains(&known) {
            return (end, element);
        }
        // An element that begins here is not around the place.
        let element = if closes { element } else { "p" };
        let is_item = !closes && matches!(known, "li" | "dd");
        return (open, if is_item { known } else { element });
    }
    (page.len(), "p")
}
