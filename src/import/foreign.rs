//! What a file is that no importer reads. A gate that takes such a file for an empty plan says that all is
//! well.

use super::known_files::{ARM, BLOCKS, BY_KEYS, BY_LINES, CLI, DEPLOYED, Foreign, REPORT, SHOW};
use super::path::{entries, text};
use crate::input::{Node, NodeKind};

/// A file that is known, by its name and what to do.
fn foreign(what: &'static str, instead: &'static str) -> Foreign {
    Foreign { what, instead }
}

/// What a JSON document is, where it is known and not read.
pub(super) fn of_json(node: &Node) -> Option<Foreign> {
    match &node.kind {
        NodeKind::Seq(items) => items.first().and_then(of_item),
        NodeKind::Map(_) => of_map(node),
        _ => None,
    }
}

fn of_map(node: &Node) -> Option<Foreign> {
    let has = |key: &&str| node.get(key).is_some();
    if let Some(known) = BY_KEYS.iter().find(|known| known.fits(has)) {
        return Some(known.file);
    }
    if node
        .get("data")
        .is_some_and(|data| data.get("attributes").is_some() && data.get("type").is_some())
    {
        return Some(foreign(
            "an answer of the API of HCP Terraform",
            "pass the JSON output of the plan itself (`/plans/ID/json-output`)",
        ));
    }
    let is_output = |value: &Node| value.get("sensitive").is_some() && value.get("value").is_some();
    if entries(node).next().is_some() && entries(node).all(|(_, value)| is_output(value)) {
        return Some(foreign("what `terraform output -json` prints", SHOW));
    }
    if node
        .get("properties")
        .is_some_and(|it| it.get("policyRule").is_some())
    {
        return Some(foreign("a definition of Azure Policy", DEPLOYED));
    }
    let is_block = |key: &str| {
        node.get(key)
            .is_some_and(|it| matches!(it.kind, NodeKind::Map(_) | NodeKind::Seq(_)))
    };
    if node.get("format_version").is_none()
        && node.get("version").is_none()
        && ["resource", "module", "provider", "variable", "terraform"]
            .into_iter()
            .any(is_block)
    {
        return Some(foreign("a configuration of Terraform (`.tf.json`)", SHOW));
    }
    of_item(node)
}

/// What a list is, by its first item, or a map that an inventory lists.
fn of_item(node: &Node) -> Option<Foreign> {
    if node.get("eventType").is_some() && node.get("run").is_some() {
        return Some(foreign("events of OpenLineage", REPORT));
    }
    if node.get("Config").is_some() && node.get("HostConfig").is_some() {
        return Some(foreign("what `docker inspect` prints", DEPLOYED));
    }
    let of_google = node
        .get("kind")
        .and_then(text)
        .and_then(|kind| kind.split_once('#'));
    if of_google.is_some() {
        return Some(foreign("a list of one service of Google Cloud", CLI));
    }
    if node.get("hosts").is_some() && (node.get("tasks").is_some() || node.get("roles").is_some()) {
        return Some(foreign("a playbook of Ansible", DEPLOYED));
    }
    None
}

/// What a text is that is no JSON, where it is known and not read.
pub(super) fn of_text(text: &str) -> Option<Foreign> {
    let plain = without_colours(text);
    let lines: Vec<&str> = plain.lines().map(str::trim_start).collect();
    let begins = |word: &&str| lines.iter().any(|line| line.starts_with(word));
    if let Some(known) = BY_LINES.iter().find(|known| known.fits(begins)) {
        return Some(known.file);
    }
    let is_address = |line: &&str| {
        line.strip_prefix("# ")
            .is_some_and(|rest| rest.ends_with(':') && rest.contains('.') && !rest.contains(' '))
    };
    if begins(&"resource \"") && lines.iter().any(is_address) {
        return Some(foreign(
            "a state in words, as `terraform show` prints it",
            SHOW,
        ));
    }
    if BLOCKS.iter().any(begins) {
        return Some(foreign("a configuration of Terraform", SHOW));
    }
    let is_settings = |line: &&str| {
        let line = line.trim_end();
        let name = line.split_once('=').map(|(name, _)| name.trim());
        let is_plain = |ch: char| ch.is_alphanumeric() || "_-.\"".contains(ch);
        line.is_empty()
            || line.starts_with(['#', ';', '['])
            || name.is_some_and(|name| !name.is_empty() && name.chars().all(is_plain))
    };
    let begins_with_name = plain
        .trim_start()
        .starts_with(|ch: char| ch.is_alphabetic() || "#;[".contains(ch));
    if begins_with_name && plain.contains('=') && lines.iter().all(is_settings) {
        return Some(foreign(
            "a file of variables or settings (`.tfvars`, `.env`, TOML, INI)",
            DEPLOYED,
        ));
    }
    let is_bicep = |line: &&str| {
        (line.starts_with("resource ") || line.starts_with("module ")) && line.contains(" '")
    };
    if lines.iter().any(is_bicep) {
        return Some(foreign("a file of Bicep", ARM));
    }
    None
}

/// A text without the colours of a terminal, which precede the words of a plan that was copied.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == ';');
        plain.push_str(rest.strip_prefix('m').unwrap_or(rest));
    }
    plain
}
