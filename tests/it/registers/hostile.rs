//! An estate whose every text tries to be something else: markup, a formula, a command.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calamine::Reader;
use fairnotice::input::MemoryFiles;
use fairnotice::register::Register;
use rayon::prelude::*;

use crate::support::estate::{hostile, write};

use super::sheets::{book, sheet, sheet_name};
use super::{csv, html, json, markdown, registers_of, snapshots};

const PAYLOADS: [&str; 22] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "--!><![CDATA[ ]]> -->",
    "</td></tr></table><h1>x</h1>",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#60;i",
    "=HYPERLINK(\"https://example.org\";\"x\")",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    " =1+1",
    "\u{ff1d}1+1",
    "a | b \\| c",
    "[x](https://example.org/y) ![y](z) `code` **b** <https://example.org>",
    "# heading",
    "1. item",
    "x\u{1b}[31m\u{202e}\u{200b}\u{2028}\u{7f}y",
    "line one\r\nline two\ttab",
    "_x000D_ _x003D_",
    "{{7*7}} ${7*7} <%= 7 %>",
];

/// The registers of the estate for each of the payloads.
static HOSTILE: LazyLock<Vec<(&str, Vec<Register>)>> = LazyLock::new(|| {
    let registers = PAYLOADS.par_iter().map(|words| (*words, estate(words)));
    registers.collect()
});

/// The registers of an estate that says the same in every field that takes words.
fn estate(words: &str) -> Vec<Register> {
    let text = write::text(&hostile::estate(words));
    let files = MemoryFiles::new().with("fairnotice.yaml", text);
    registers_of(&files, "2026-06-01".parse().unwrap())
}

/// The register without the sentences that no statement covers: the words decide how many there are.
fn without_sentences(register: &Register) -> Register {
    let mut register = register.clone();
    for table in &mut register.tables {
        table.rows.retain(|row| !row.id.starts_with("text:"));
    }
    register
}

/// How often each element occurs in a page.
fn elements(page: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    // Style and script are the program's own, and identified by their digests.
    let body = &page[page.find("<body").unwrap()..page.rfind("<script>").unwrap()];
    for tag in body.split('<').skip(1) {
        let name = tag.split(|ch: char| !(ch.is_ascii_alphanumeric() || "/!-".contains(ch)));
        *found
            .entry(name.into_iter().next().unwrap().to_owned())
            .or_default() += 1;
    }
    found
}

/// The attributes of a page's elements, by the letter of HTML: all values are in double quotes.
fn attributes(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let body = &page[..page.rfind("<script>").unwrap()];
    let body = format!(
        "{}{}",
        &body[..body.find("<style>").unwrap()],
        &body[body.rfind("</style>").unwrap()..]
    );
    for tag in body
        .split('<')
        .skip(1)
        .filter(|tag| !tag.starts_with(['/', '!']))
    {
        let mut rest = &tag[tag.find([' ', '>']).unwrap()..];
        while let Some(after) = rest.strip_prefix(' ') {
            let end = after.find(['=', ' ', '>']).unwrap();
            let (name, tail) = after.split_at(end);
            match tail.strip_prefix("=\"") {
                Some(value) => {
                    let end = value.find('"').unwrap();
                    found.push((name.to_owned(), value[..end].to_owned()));
                    rest = &value[end + 1..];
                }
                None => {
                    found.push((name.to_owned(), String::new()));
                    rest = tail;
                }
            }
        }
        assert!(rest.starts_with('>'), "{tag}");
    }
    found
}

#[test]
fn a_page_has_the_same_elements_whatever_its_texts_are() {
    let tame: Vec<_> = estate("plain")
        .iter()
        .map(|it| elements(&html(&without_sentences(it))))
        .collect();
    for (payload, registers) in &*HOSTILE {
        for (register, tame) in registers.iter().zip(&tame) {
            let page = html(register);
            // On the map a long name has more lines than a short one, each a text of its own.
            let count = |mut elements: BTreeMap<String, usize>| {
                assert_eq!(elements.remove("text"), elements.remove("/text"));
                elements
            };
            let same = html(&without_sentences(register));
            assert_eq!(count(elements(&same)), count(tame.clone()), "{payload}");
            for (name, value) in attributes(&page) {
                assert!(
                    !name.starts_with("on") && name != "style",
                    "{name}: {payload}"
                );
                let leads_out = ["href", "src", "action"].contains(&name.as_str());
                assert!(
                    !leads_out || value.starts_with('#'),
                    "{name}={value}: {payload}"
                );
            }
        }
    }
}

#[test]
fn no_cell_of_a_sheet_is_a_formula() {
    for (payload, registers) in &*HOSTILE {
        for register in registers {
            let mut workbook = book(register);
            for name in workbook.sheet_names() {
                let formulas = workbook.worksheet_formula(&name).unwrap();
                assert!(formulas.is_empty(), "{name}: {payload}");
            }
            for table in &register.tables {
                let as_csv = csv(register, table);
                assert_eq!(as_csv, sheet(register, &sheet_name(table.key)), "{payload}");
                for cell in as_csv.iter().flatten() {
                    let first = cell.trim_start().chars().next();
                    let runs = first.is_some_and(|ch| "=+-@\u{ff1d}".contains(ch));
                    assert!(!runs, "{cell:?}");
                    assert!(!cell.contains(['\n', '\r', '\t', '\u{1b}']), "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn markdown_keeps_its_tables_and_lists() {
    let shape = |text: &str| -> Vec<(char, usize)> {
        let lines = text.lines().map(|line| {
            let parts = line.replace("\\|", "").matches('|').count();
            (line.chars().next().unwrap_or(' '), parts)
        });
        lines.collect()
    };
    let tame: Vec<_> = estate("plain")
        .iter()
        .map(|it| shape(&markdown(&without_sentences(it))))
        .collect();
    for (payload, registers) in &*HOSTILE {
        for (register, tame) in registers.iter().zip(&tame) {
            let text = markdown(register);
            let same = markdown(&without_sentences(register));
            assert_eq!(shape(&same), *tame, "{payload}\n{same}");
            assert!(!text.contains('<'), "{payload}");
            // A bracket after a backslash is a bracket, and opens no link.
            let live = text.replace("\\]", "");
            assert!(!live.contains("](http"), "{payload}\n{text}");
        }
    }
}

#[test]
fn json_gives_back_what_was_written() {
    for (payload, registers) in &*HOSTILE {
        for register in registers {
            assert_eq!(json(register)["estate"], *payload);
        }
    }
}

#[test]
fn what_becomes_of_it_in_csv() {
    let words = "=1+1, \"<b>\" | \u{202e}x";
    snapshots(|| {
        let register = estate(words).swap_remove(0);
        let rows = csv(&register, &register.tables[0]);
        let shown: Vec<String> = rows[0]
            .iter()
            .zip(&rows[1])
            .map(|(heading, cell)| format!("{heading}: {cell}"))
            .filter(|line| !line.contains("SHA-256"))
            .collect();
        insta::assert_snapshot!("hostile-transfer", shown.join("\n"));
    });
}

#[test]
fn links_lead_to_the_words_on_the_published_page() {
    let with = |url: &str| {
        let yaml = format!(
            "controller: us\nnotice:\n  url: {url}\n  text: We share your name with Vendor.\n  statements:\n    - {{id: a, quote: your name, shares: {{with: vendor}}}}\nparties:\n  - {{id: us, country: GB}}\n  - {{id: vendor, country: GB}}\nflows:\n  - {{id: f, from: us, to: vendor, data: name, subjects: customer, purpose: customer-care, basis: contract}}\n"
        );
        let files = MemoryFiles::new().with("fairnotice.yaml", yaml);
        html(&registers_of(&files, "2026-06-01".parse().unwrap()).swap_remove(3))
    };
    let page = with("'https://example.org/privacy?a=1&b=2#top'");
    assert!(
        page.contains("href=\"https://example.org/privacy?a=1&amp;b=2#:~:text="),
        "{page}"
    );
    for wrong in [
        "'javascript:alert(1)//https://'",
        "'data:text/html,x'",
        "' https://example.org'",
    ] {
        assert!(!with(wrong).contains("rel=\"noopener"), "{wrong}");
    }
}
