//! A page as rows, items and headings: what a person has published as Markdown, HTML or CSV, before anybody
//! asks what it is about.

mod block;
mod build;
mod csv;
mod html;
mod markdown;

pub(super) use block::{Block, Cell, Table, collapsed};

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFormat {
    /// CommonMark with tables; HTML in it is read as well.
    Markdown,
    /// HTML.
    Html,
    /// Rows of values between commas, semicolons or tabs.
    Csv,
}

impl PageFormat {
    /// The format of a page by its name, and by its text where the name does not say.
    pub fn of(path: &str, text: &str) -> Self {
        let ending = path.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
        match ending.as_deref() {
            Some("html" | "htm" | "xhtml") => return Self::Html,
            Some("csv" | "tsv") => return Self::Csv,
            _ => {}
        }
        let start = text.trim_start_matches('\u{FEFF}').trim_start();
        let start: String = start.chars().take(9).collect::<String>().to_lowercase();
        let is_page = ["<!doctype", "<html", "<body", "<table", "<ul", "<div"];
        if is_page.iter().any(|with| start.starts_with(with)) {
            return Self::Html;
        }
        let is_markdown = matches!(ending.as_deref(), Some("md" | "mdx" | "markdown" | "mdown"));
        if !is_markdown && csv::looks_like_it(text) {
            return Self::Csv;
        }
        Self::Markdown
    }
}

/// The blocks of a page, in their order.
pub(super) fn read(format: PageFormat, text: &str) -> Vec<Block> {
    match format {
        PageFormat::Markdown => markdown::read(text),
        PageFormat::Html => html::read(text),
        PageFormat::Csv => csv::read(text),
    }
}

#[cfg(test)]
mod tests;
