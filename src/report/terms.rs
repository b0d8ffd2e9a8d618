//! Terms of the vocabulary and vendors of the table, as people and programs read them.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::json::{FORMAT_VERSION, schema_of};
use super::json_text;
use super::text::{Pen, Run, STRONG, Table, TerminalOptions};
use crate::input::counted;
use crate::taxonomy::Country;
use crate::view::{CompanyView, TermList, TermView, VendorList, VendorView};

/// So many results are shown in full; more of them as a table.
const IN_FULL: usize = 4;

/// So many neighbours of a term are named.
const NEIGHBOURS: usize = 8;

/// Writes terms: few in full, many as a table.
///
/// # Errors
/// When `out` cannot be written to.
pub fn terms_terminal(
    list: &TermList,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let is_partly = |term: &TermView| term.found_by == Some("some-words");
    if let (Some(word), true) = (&list.word, list.terms.iter().any(is_partly)) {
        let lead = format!("no term has all words of `{word}`; these have most of them:");
        pen.prose("", "", &[Run::plain(&lead)])?;
        pen.blank()?;
    }
    if list.terms.len() <= IN_FULL {
        for (at, term) in list.terms.iter().enumerate() {
            if at > 0 {
                pen.blank()?;
            }
            term_in_full(term, pen)?;
        }
        return Ok(());
    }
    let mut table = Table::new(&["write", "kind"], &["label", "broader"]);
    for term in &list.terms {
        table.row(vec![
            term.write.clone(),
            term.kind.to_owned(),
            term.label.clone(),
            term.broader.first().cloned().unwrap_or_default(),
        ]);
    }
    table.write(pen)?;
    pen.blank()?;
    let closing = format!(
        "{}; the place of one in the hierarchy: fairnotice terms WORD",
        counted(list.terms.len(), "term")
    );
    pen.prose("", "", &[Run::plain(&closing)])
}

fn term_in_full(term: &TermView, pen: &mut Pen<'_>) -> io::Result<()> {
    let head = format!("({}) {}, {}", term.kind, term.label, term.id);
    pen.prose(
        "",
        "  ",
        &[Run::new(STRONG, &term.write), Run::plain(&head)],
    )?;
    let mut line = |name: &str, text: &str| -> io::Result<()> {
        let lead = format!("  {name:<13}");
        if text.is_empty() {
            return Ok(());
        }
        pen.prose(&lead, "               ", &[Run::plain(text)])
    };
    line("write", term.line.as_deref().unwrap_or_default())?;
    line("means", term.definition.as_deref().unwrap_or_default())?;
    line("also called", &term.also_called.join(", "))?;
    line("broader", &term.broader.join(" < "))?;
    line("narrower", &few(&term.narrower))?;
    line("siblings", &few(&term.siblings))?;
    let marks = [
        (term.special, "a special category (Art 9)"),
        (term.criminal, "about offences (Art 10)"),
    ];
    let marks: Vec<&str> = marks
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, text)| *text)
        .collect();
    line("counts as", &marks.join(", "))?;
    let found = [term.found_in.as_deref(), term.found_at.as_deref()];
    let found: Vec<&str> = found.into_iter().flatten().collect();
    line("in use", &found.join(", "))
}

/// The first of some words, and how many there are more.
fn few(words: &[String]) -> String {
    match words.split_at_checked(NEIGHBOURS) {
        Some((shown, rest)) if !rest.is_empty() => {
            format!("{} and {} more", shown.join(", "), rest.len())
        }
        _ => words.join(", "),
    }
}

/// Writes vendors: few in full, many as a table.
///
/// # Errors
/// When `out` cannot be written to.
pub fn vendors_terminal(
    list: &VendorList,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    if list.vendors.len() <= IN_FULL {
        for (at, vendor) in list.vendors.iter().enumerate() {
            if at > 0 {
                pen.blank()?;
            }
            vendor_in_full(vendor, pen)?;
        }
        return Ok(());
    }
    let mut table = Table::new(
        &["vendor", "role", "seats", "checked"],
        &["name", "service"],
    );
    for vendor in &list.vendors {
        let mut seats: Vec<&str> = Vec::new();
        for company in &vendor.companies {
            let seat = company.country.as_deref().unwrap_or_default();
            if !seats.contains(&seat) {
                seats.push(seat);
            }
        }
        table.row(vec![
            vendor.id.clone(),
            vendor.role.unwrap_or("-").to_owned(),
            if seats.is_empty() {
                "-".to_owned()
            } else {
                seats.join(" ")
            },
            if vendor.checked.is_empty() {
                "no"
            } else {
                "in part"
            }
            .to_owned(),
            vendor.label.clone(),
            vendor.service.clone(),
        ]);
    }
    table.write(pen)?;
    pen.blank()?;
    let closing = format!(
        "{}; all that is recorded of one: fairnotice vendors NAME",
        counted(list.vendors.len(), "vendor")
    );
    pen.prose("", "", &[Run::plain(&closing)])
}

fn vendor_in_full(vendor: &VendorView, pen: &mut Pen<'_>) -> io::Result<()> {
    let head = format!("{}, {}", vendor.label, vendor.service);
    pen.prose("", "  ", &[Run::new(STRONG, &vendor.id), Run::plain(&head)])?;
    let mut line = |name: &str, text: &str| -> io::Result<()> {
        let lead = format!("  {name:<15}");
        if text.is_empty() {
            return Ok(());
        }
        pen.prose(&lead, "                 ", &[Run::plain(text)])
    };
    line("usual role", vendor.role.unwrap_or("not recorded"))?;
    line("also called", &vendor.names.join(", "))?;
    line("purposes", &vendor.purposes.join(", "))?;
    for company in &vendor.companies {
        line("contracts", &company_words(company))?;
    }
    if vendor.companies.is_empty() {
        line("contracts", "not recorded")?;
    }
    if let Some(parent) = &vendor.parent {
        line("parent", &company_words(parent))?;
    }
    for entry in &vendor.frameworks {
        let named = entry.named.as_deref().unwrap_or(&vendor.label);
        let source = entry.source.as_deref().unwrap_or("no source");
        line(
            "on a list",
            &format!("{}: {named}; look it up in {source}", entry.list),
        )?;
    }
    line("agreement", vendor.dpa.as_deref().unwrap_or("not recorded"))?;
    line(
        "sub-processors",
        vendor.subprocessors.as_deref().unwrap_or("not recorded"),
    )?;
    line("hosts", &few(&vendor.hosts))?;
    line("cookies", &few(&vendor.cookies))?;
    line("note", vendor.note.as_deref().unwrap_or_default())?;
    let mut facts = format!("written down on {}", vendor.date);
    if vendor.checked.is_empty() {
        facts.push_str(", not compared with their sources");
    }
    line("facts", &facts)?;
    for checked in &vendor.checked {
        let fields = if checked.fields.is_empty() {
            "all".to_owned()
        } else {
            checked.fields.join(", ")
        };
        let of = checked
            .as_of
            .as_ref()
            .map_or_else(String::new, |day| format!(" of {day}"));
        line(
            "checked",
            &format!("{fields}, on {}, in {}{of}", checked.on, checked.read),
        )?;
    }
    line(
        "write",
        &format!("{{id: {0}, vendor: {0}}} under `parties`", vendor.id),
    )
}

fn company_words(company: &CompanyView) -> String {
    let country = company
        .country
        .as_deref()
        .and_then(|code| Country::parse(code).ok());
    let seat = country.map_or("seat not recorded".into(), Country::in_prose);
    let mut words = format!("{} ({seat})", company.name);
    if !company.customers.is_empty() {
        words.push_str(&format!(", customers: {}", company.customers.join(", ")));
    }
    if let Some(source) = &company.source {
        words.push_str(&format!("; {source}"));
    }
    words
}

/// Terms that were looked for.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Terms")]
struct TermsJson<'a> {
    /// The version of this format.
    version: u32,
    /// What was looked for; `null`: everything.
    word: Option<&'a str>,
    /// The terms, the best match first.
    terms: &'a [TermView],
}

/// Vendors that were looked for.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Vendors")]
struct VendorsJson<'a> {
    /// The version of this format.
    version: u32,
    /// What was looked for; `null`: everything.
    word: Option<&'a str>,
    /// The vendors, the best match first.
    vendors: &'a [VendorView],
}

/// Writes terms as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn terms_json(list: &TermList, out: &mut dyn Write) -> io::Result<()> {
    let document = TermsJson {
        version: FORMAT_VERSION,
        word: list.word.as_deref(),
        terms: &list.terms,
    };
    json_text::write(&document, out)
}

/// Writes vendors as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn vendors_json(list: &VendorList, out: &mut dyn Write) -> io::Result<()> {
    let document = VendorsJson {
        version: FORMAT_VERSION,
        word: list.word.as_deref(),
        vendors: &list.vendors,
    };
    json_text::write(&document, out)
}

/// The JSON Schema of [`terms_json`].
pub fn terms_schema() -> Value {
    schema_of::<TermsJson<'_>>()
}

/// The JSON Schema of [`vendors_json`].
pub fn vendors_schema() -> Value {
    schema_of::<VendorsJson<'_>>()
}
