//! HTML that cannot go wrong by what is written into it: every text and every value of an attribute
//! is escaped here, elements are closed in order, and nothing else writes a `<`.

use std::fmt::Write as _;

use crate::report::text::sanitize;

/// A piece of HTML that grows.
#[derive(Debug, Default)]
pub(in crate::report) struct Html {
    text: String,
    open: Vec<&'static str>,
}

/// Attributes: their names are ours, their values anybody's.
type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    /// The finished text; what is still open is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    /// Opens an element.
    pub fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.open.push(tag);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            // Writing into a text cannot fail.
            let _ = write!(self.text, "</{tag}>");
            if BLOCKS.contains(&tag) {
                self.text.push('\n');
            }
        }
    }

    /// An element without content, such as `meta`.
    pub fn void(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.text.push('\n');
    }

    /// An element that holds a text.
    pub fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close();
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        escape(&sanitize(text), &mut self.text);
    }

    /// A style or a script of the program's own, as it is.
    pub fn own(&mut self, tag: &'static str, content: &'static str) {
        self.open(tag, &[]);
        self.text.push_str(content);
        self.close();
    }

    /// A piece of HTML that was written by another of these.
    pub fn piece(&mut self, piece: Self) {
        let piece = piece.finish();
        self.text.push_str(&piece);
    }

    fn start(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        if tag == "html" {
            self.text.push_str("<!doctype html>\n");
        }
        self.text.push('<');
        self.text.push_str(tag);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            // An attribute without a value is one that is on.
            if !value.is_empty() {
                self.text.push_str("=\"");
                escape(&sanitize(value), &mut self.text);
                self.text.push('"');
            }
        }
        self.text.push('>');
    }
}

/// Elements after which the source has a line break, for those who read it.
const BLOCKS: [&str; 17] = [
    "head", "title", "style", "script", "header", "section", "div", "p", "h1", "h2", "dl", "dd",
    "tr", "thead", "tbody", "table", "main",
];

fn escape(text: &str, into: &mut String) {
    for ch in text.chars() {
        match ch {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            ch => into.push(ch),
        }
    }
}

/// The top of a page, before the tables: a map of the flows, say.
#[derive(Debug, Default)]
pub(in crate::report) struct Top {
    /// What it is made of.
    pub content: Option<Html>,
    /// A style and a script of its own, which the content policy then lets through.
    pub style: Option<&'static str>,
    /// The script runs after the page's own.
    pub script: Option<&'static str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_stay_what_they_are() {
        let mut html = Html::default();
        html.open("p", &[("title", "\"><script>x</script>'"), ("hidden", "")]);
        html.element("b", &[], "</b><!-- & \u{202e}\u{0}");
        assert_eq!(
            html.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;&#39;\" hidden>\
             <b>&lt;/b&gt;&lt;!-- &amp; \\u{202e}\\u{0}</b></p>\n"
        );
    }
}
