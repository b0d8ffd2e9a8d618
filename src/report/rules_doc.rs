//! The page of rules for readers of the documentation, written from the rules themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::input::RuleView;

/// The catalogue of rules as Markdown: for each family a table of rule, severity, title and law.
pub fn rules_markdown(rules: &[RuleView]) -> String {
    let mut families: BTreeMap<&str, Vec<&RuleView>> = BTreeMap::new();
    for rule in rules {
        let family = rule.id.split('/').next().unwrap_or("");
        families.entry(family).or_default().push(rule);
    }
    let mut page = String::from(
        "<!-- Written from `policies/`; see CONTRIBUTING.md. -->\n\n# Rules\n\nEach rule is one file, \
         `policies/<family>/<rule>.cedar`, which explains it; `fairnotice explain <family>/<rule>` shows the same. \
         An estate can change a severity, or switch a rule `off`, under `severity` in its `fairnotice.yaml`.\n",
    );
    for (family, rules) in families {
        // Writing into a text cannot fail.
        let _ = write!(
            page,
            "\n## {family}\n\n| rule | severity | title | law |\n| --- | --- | --- | --- |\n"
        );
        for rule in rules {
            let law: Vec<String> = rule.law.iter().map(|key| cited(key)).collect();
            let _ = writeln!(
                page,
                "| [`{}`](../{}) | {} | {} | {} |",
                rule.id,
                rule.path,
                rule.severity.as_str(),
                cell(&rule.title),
                cell(&law.join(", ")),
            );
        }
    }
    page
}

/// A key of the law tables: an article as people write it, or the id of a row.
fn cited(key: &str) -> String {
    match key.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("Art {key}"),
        false => format!("`{key}`"),
    }
}

/// A text that stays within its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
