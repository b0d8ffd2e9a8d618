//! The pages of rules for readers of the documentation, written from the rules themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::law::{Law, Row};
use crate::view::{RuleView, UNREAD_MARK, unread_note};

const NOTE: &str = "<!-- Written from `policies/`; see CONTRIBUTING.md. -->\n\n";

/// The list of rules as Markdown: for each family a table of rule, severity, title and law. It
/// links to the pages of [`family_markdown`], which are next to it.
pub fn rules_markdown(rules: &[RuleView]) -> String {
    let mut page = format!(
        "{NOTE}# Rules\n\nEach rule is one file, `policies/<family>/<rule>.cedar`, which explains it; \
         `fairnotice explain <family>/<rule>` shows the same. An estate can change a severity, or switch a \
         rule `off`, under `severity` in its `fairnotice.yaml`.\n",
    );
    for (family, rules) in families(rules) {
        // Writing into a text cannot fail.
        let _ = write!(
            page,
            "\n## [{family}]({family}.md)\n\n| rule | severity | title | law |\n| --- | --- | --- | --- |\n"
        );
        for rule in rules {
            let law: Vec<String> = rule.law.iter().map(|key| cited(key)).collect();
            let _ = writeln!(
                page,
                "| [`{}`]({family}.md#{}) | {} | {} | {} |",
                rule.id,
                anchor(&rule.id),
                rule.severity.as_str(),
                cell(&rule.title),
                cell(&law.join(", ")),
            );
        }
    }
    page
}

/// The page of one family: for each rule what it finds, why the law asks, what to do, the rows of
/// law with their days, and a finding as people see it. `examples` are such findings, by the id of
/// their rule.
pub fn family_markdown(
    family: &str,
    rules: &[RuleView],
    law: &Law,
    examples: &BTreeMap<String, String>,
) -> String {
    let mut page = format!("{NOTE}# {family}\n\n[All rules](README.md)\n");
    let own = families(rules).remove(family).unwrap_or_default();
    let mut unread = Vec::new();
    for rule in own {
        let _ = write!(
            page,
            "\n## {}\n\n**{}** · {} · [policy](../../{})\n\n{}\n",
            rule.id,
            rule.title,
            rule.severity.as_str(),
            rule.path,
            rule.help_markdown.trim()
        );
        let changes = rule.changes.join("`, `");
        let _ = match changes.as_str() {
            "" => writeln!(page, "\nNo change to the estate resolves it."),
            changes => writeln!(page, "\nChanges that can resolve it: `{changes}`."),
        };
        let rows: Vec<&Row> = rule.law.iter().flat_map(|key| law.cited(key)).collect();
        if !rows.is_empty() {
            page.push_str("\n| law | in force | what it says |\n| --- | --- | --- |\n");
        }
        for row in &rows {
            let mark = if row.read.is_none() { "\\*" } else { "" };
            let citation = match row.references.first() {
                Some(address) => format!("[{}]({address})", cell(&row.citation)),
                None => cell(&row.citation),
            };
            let _ = writeln!(
                page,
                "| {citation}{mark} | {} | {} |",
                days(row),
                cell(&format!("{}{}", row.title, row.appeal_words())),
            );
        }
        unread.extend(
            rows.iter()
                .filter(|row| row.read.is_none())
                .map(|row| row.id.as_str()),
        );
        if let Some(example) = examples.get(&rule.id) {
            let _ = write!(page, "\n```text\n{}\n```\n", example.trim_end());
        }
    }
    if let Some(note) = unread_note(unread) {
        let _ = write!(page, "\n{}.\n", note.replace(UNREAD_MARK, "\\*"));
    }
    page
}

fn families(rules: &[RuleView]) -> BTreeMap<&str, Vec<&RuleView>> {
    let mut families: BTreeMap<&str, Vec<&RuleView>> = BTreeMap::new();
    for rule in rules {
        let family = rule.id.split('/').next().unwrap_or("");
        families.entry(family).or_default().push(rule);
    }
    families
}

fn days(row: &Row) -> String {
    match (row.from, row.until) {
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    }
}

/// The anchor that pages make of a heading: small letters, digits and hyphens.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || *c == '-');
    kept.flat_map(char::to_lowercase).collect()
}

/// A key of the law tables: an article as people write it, or the id of a row.
fn cited(key: &str) -> String {
    let article = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_article = article.len() < key.len()
        && !article.starts_with('-')
        && article
            .chars()
            .all(|c| c.is_alphanumeric() || "() ".contains(c));
    if is_article {
        format!("Art {key}")
    } else {
        format!("`{key}`")
    }
}

/// A text that stays within its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
