//! A register as one page: nothing is fetched from anywhere, a content policy lets nothing run but
//! the program's own style and script, and without scripts all of it is there and can be read.

mod cells;
mod filters;
mod map;
mod rows;
mod writer;

use std::io::{self, Write};

pub(in crate::report) use writer::Html;

use crate::register::digest::base64_sha256;
use crate::register::{Gap, Register};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes a register as a page.
///
/// # Errors
/// When `out` cannot be written to.
pub fn register_html(register: &Register, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(register).as_bytes())?;
    out.flush()
}

fn page(register: &Register) -> String {
    let top = map::top(&register.map).unwrap_or_default();
    let styles: Vec<&'static str> = [Some(STYLE), top.style].into_iter().flatten().collect();
    let scripts: Vec<&'static str> = [Some(SCRIPT), top.script].into_iter().flatten().collect();
    let mut html = Html::default();
    html.open("html", &[("lang", "en")]);
    head(&mut html, register, &styles, &scripts);
    html.open("body", &[]);
    html.element(
        "a",
        &[("class", "skip"), ("href", "#tables")],
        "Skip to the tables",
    );
    banner(&mut html, register);
    html.open("main", &[]);
    filters::filters(&mut html, register);
    if let Some(content) = top.content {
        html.open(
            "section",
            &[("id", "map"), ("aria-label", "Map of the flows")],
        );
        html.piece(content);
        html.close();
    }
    about(&mut html, register);
    html.open(
        "section",
        &[
            ("id", "tables"),
            ("aria-label", "Tables"),
            ("tabindex", "-1"),
        ],
    );
    for table in &register.tables {
        rows::table(&mut html, table);
    }
    html.close();
    gaps(&mut html, register);
    sources(&mut html, register);
    html.close();
    html.open("footer", &[]);
    let about = &register.about;
    let words = format!(
        "fairnotice {}, as of {}. This is not legal advice.",
        about.version, about.day
    );
    html.element("p", &[], &words);
    html.close();
    for script in scripts {
        html.own("script", script);
    }
    html.finish()
}

fn head(html: &mut Html, register: &Register, styles: &[&'static str], scripts: &[&'static str]) {
    let hashes = |list: &[&'static str]| {
        let hashes = list
            .iter()
            .map(|it| format!("'sha256-{}'", base64_sha256(it)));
        hashes.collect::<Vec<_>>().join(" ")
    };
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hashes(styles),
        hashes(scripts)
    );
    html.open("head", &[]);
    html.void("meta", &[("charset", "utf-8")]);
    html.void(
        "meta",
        &[
            ("http-equiv", "Content-Security-Policy"),
            ("content", &policy),
        ],
    );
    html.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    html.void(
        "meta",
        &[
            ("name", "viewport"),
            ("content", "width=device-width, initial-scale=1"),
        ],
    );
    html.void(
        "meta",
        &[("name", "color-scheme"), ("content", "light dark")],
    );
    let about = &register.about;
    let title = format!("{}: {}, {}", register.kind.title(), about.estate, about.day);
    html.element("title", &[], &title);
    for style in styles {
        html.own("style", style);
    }
    html.close();
}

fn banner(html: &mut Html, register: &Register) {
    let about = &register.about;
    html.open("header", &[]);
    html.element("h1", &[], register.kind.title());
    html.open("p", &[]);
    html.element("strong", &[], &about.estate);
    html.text(", as of ");
    let day = about.day.to_string();
    html.element("time", &[("datetime", &day)], &day);
    html.close();
    html.close();
}

fn about(html: &mut Html, register: &Register) {
    if !register.head.is_empty() {
        html.open("section", &[("aria-labelledby", "whose")]);
        html.element("h2", &[("id", "whose")], "Whose record it is");
        html.open("dl", &[("class", "facts")]);
        for (column, cell) in &register.head {
            html.element("dt", &[], column.heading);
            html.open("dd", &[]);
            cells::cell(html, cell);
            html.close();
        }
        html.close();
        html.close();
    }
    html.open("section", &[("aria-labelledby", "about")]);
    html.element("h2", &[("id", "about")], "Sources");
    html.open("dl", &[("class", "facts")]);
    for (_, label, value) in register.about.lines() {
        html.element("dt", &[], label);
        html.element("dd", &[], &value);
    }
    html.close();
    let gaps: usize = register.gaps.iter().map(|gap| gap.rows).sum();
    let unread = register.about.unread().count();
    html.open("p", &[]);
    html.text(&format!(
        "Not stated in the estate: {gaps} facts. Rows of law not compared with the official text: {unread}. See "
    ));
    html.element("a", &[("href", "#unknown")], "what it does not know");
    html.text(".");
    html.close();
    html.close();
}

fn gaps(html: &mut Html, register: &Register) {
    html.open("section", &[("aria-labelledby", "unknown")]);
    html.element(
        "h2",
        &[("id", "unknown"), ("tabindex", "-1")],
        "What it does not know",
    );
    if register.gaps.is_empty() {
        html.element(
            "p",
            &[],
            "Nothing that it asks for is missing in the estate.",
        );
    } else {
        html.open("ul", &[]);
        for gap in &register.gaps {
            let place = gap_place(register, gap);
            let words = format!("{place}: {}", gap.words());
            html.element("li", &[], &words);
        }
        html.close();
    }
    let unread: Vec<_> = register.about.unread().collect();
    if !unread.is_empty() {
        html.element(
            "p",
            &[],
            "Rows of law marked * were not compared with the official text:",
        );
        html.open("ul", &[]);
        for row in unread {
            let words = format!("{}: {} ({})", row.citation, row.title, row.id);
            html.element("li", &[], &words);
        }
        html.close();
    }
    html.close();
}

fn sources(html: &mut Html, register: &Register) {
    html.open("section", &[("aria-labelledby", "files")]);
    html.element("h2", &[("id", "files")], "Files of the estate");
    html.open("details", &[]);
    html.element("summary", &[], "Each with the SHA-256 of its text");
    html.open("ul", &[("class", "files")]);
    for file in &register.about.files {
        html.open("li", &[]);
        html.element("code", &[], &file.sha256);
        html.text(" ");
        html.text(&file.path);
        html.close();
    }
    html.close();
    html.close();
    html.close();
}

/// Where a gap is: the table, where there are several, and the column.
pub(super) fn gap_place(register: &Register, gap: &Gap) -> String {
    let table = register.tables.iter().find(|table| table.key == gap.table);
    match table.filter(|_| register.tables.len() > 1) {
        Some(table) => format!("{}: {}", table.title, gap.heading),
        None => gap.heading.to_owned(),
    }
}
