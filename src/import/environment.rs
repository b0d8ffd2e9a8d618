//! What a resource hands to the program that it runs: variables of its environment, settings of an app,
//! strings for connections. Every tool writes them in its own way, so they are looked for by name.

use serde_json::Value;

use super::path::{marks_of_item, marks_of_key, text};
use crate::input::{Node, NodeKind, Span};

/// Attributes that hold such settings, whatever the type.
const HOLDERS: [&str; 14] = [
    "app_settings",
    "config_vars",
    "connection_string",
    "connection_strings",
    "env",
    "env_variables",
    "env_vars",
    "environment",
    "environment_variable",
    "environment_variables",
    "runtime_environment_variables",
    "secret_environment_variables",
    "sensitive_environment_variables",
    "variables",
];
/// The attribute that holds containers with their settings as JSON in a text.
const CONTAINERS: &str = "container_definitions";
/// What each setting of a list is called, and what holds its value.
const NAMES: [&str; 4] = ["name", "Name", "key", "Key"];
const VALUES: [&str; 2] = ["value", "Value"];
/// Levels to look at, at most.
const MOST_LEVELS: usize = 12;

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Handed {
    /// The attribute that holds it.
    pub attribute: String,
    pub name: String,
    /// Its value, where that is a text which is known and not marked as sensitive.
    pub value: Option<String>,
    /// Where its value begins.
    pub span: Span,
}

/// The settings that the attributes of a resource hand on, in their order. `marks` is the tree of what is
/// sensitive.
pub(super) fn handed(values: Option<&Node>, marks: Option<&Node>) -> Vec<Handed> {
    let mut found = Vec::new();
    if let Some(values) = values {
        search(values, marks, MOST_LEVELS, &mut found);
    }
    found
}

fn search(node: &Node, marks: Option<&Node>, levels: usize, found: &mut Vec<Handed>) {
    let Some(levels) = levels.checked_sub(1) else {
        return;
    };
    match &node.kind {
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                let marks = marks.and_then(|marks| marks_of_key(marks, &key.name));
                if HOLDERS.contains(&key.name.as_str()) {
                    take(value, marks, (&key.name, levels), found);
                } else if key.name == CONTAINERS && matches!(value.kind, NodeKind::String(_)) {
                    of_text(value, marks, found);
                } else {
                    search(value, marks, levels, found);
                }
            }
        }
        NodeKind::Seq(items) => {
            for (at, item) in items.iter().enumerate() {
                search(
                    item,
                    marks.and_then(|marks| marks_of_item(marks, at)),
                    levels,
                    found,
                );
            }
        }
        _ => {}
    }
}

/// Takes the settings of an attribute that holds some.
fn take(node: &Node, marks: Option<&Node>, at: (&str, usize), found: &mut Vec<Handed>) {
    let (attribute, levels) = at;
    let Some(levels) = levels.checked_sub(1) else {
        return;
    };
    match &node.kind {
        NodeKind::Seq(items) => {
            for (at, item) in items.iter().enumerate() {
                let marks = marks.and_then(|marks| marks_of_item(marks, at));
                take(item, marks, (attribute, levels), found);
            }
        }
        NodeKind::Map(entries) => {
            if let Some(name) = NAMES.iter().find_map(|key| text(node.get(key)?)) {
                let value = VALUES.iter().find_map(|key| Some((key, node.get(key)?)));
                let marks = marks.map(|marks| match value {
                    Some((key, _)) => marks_of_key(marks, key).unwrap_or(marks),
                    None => marks,
                });
                found.push(setting(
                    attribute,
                    name,
                    value.map(|(_, it)| it),
                    marks,
                    node.span,
                ));
                return;
            }
            for (key, value) in entries {
                let marks = marks.and_then(|marks| marks_of_key(marks, &key.name));
                let inner = VALUES.iter().find_map(|name| value.get(name));
                if HOLDERS.contains(&key.name.as_str()) {
                    take(value, marks, (attribute, levels), found);
                } else if inner.is_some() || text(value).is_some() {
                    let value = inner.unwrap_or(value);
                    found.push(setting(attribute, &key.name, Some(value), marks, key.span));
                } else if value.kind == NodeKind::Null {
                    found.push(setting(attribute, &key.name, None, marks, key.span));
                } else {
                    search(value, marks, levels, found);
                }
            }
        }
        _ => {}
    }
}

fn setting(
    attribute: &str,
    name: &str,
    value: Option<&Node>,
    marks: Option<&Node>,
    otherwise: Span,
) -> Handed {
    let is_hidden = marks.is_some_and(is_marked_somewhere);
    let span = value.map_or(otherwise, |value| value.span);
    Handed {
        attribute: attribute.to_owned(),
        name: name.to_owned(),
        value: value
            .and_then(text)
            .filter(|_| !is_hidden)
            .map(str::to_owned),
        span: Span::new(span.file, span.start, span.start),
    }
}

/// The settings in a text of JSON: a list of containers, each with a list of settings.
fn of_text(node: &Node, marks: Option<&Node>, found: &mut Vec<Handed>) {
    let written = text(node).filter(|_| !marks.is_some_and(is_marked_somewhere));
    let parsed = written.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let containers = parsed
        .as_ref()
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let lists = containers.filter_map(|it| it.get("environment")?.as_array());
    found.extend(lists.flatten().filter_map(|it| {
        Some(Handed {
            attribute: CONTAINERS.to_owned(),
            name: it.get("name")?.as_str()?.to_owned(),
            value: it.get("value").and_then(Value::as_str).map(str::to_owned),
            span: Span::new(node.span.file, node.span.start, node.span.start),
        })
    }));
}

fn is_marked_somewhere(marks: &Node) -> bool {
    match &marks.kind {
        NodeKind::Bool(value) => *value,
        NodeKind::Seq(items) => items.iter().any(is_marked_somewhere),
        NodeKind::Map(entries) => entries.iter().any(|(_, it)| is_marked_somewhere(it)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Diagnostics, FileId, read_json};

    fn node(text: &str) -> Node {
        read_json(FileId(0), text, 0, &mut Diagnostics::new()).unwrap()
    }

    #[test]
    fn settings_are_found_in_every_form() {
        for (text, expected) in [
            (r#"{"environment": [{"variables": {"A": "x"}}]}"#, "A=x"),
            (
                r#"{"environment": {"variables": {"A": "x", "B": null}}}"#,
                "A=x B",
            ),
            (r#"{"app_settings": {"A.B": "x"}}"#, "A.B=x"),
            (
                r#"{"site_config": {"app_settings": [{"name": "A", "value": "x"}]}}"#,
                "A=x",
            ),
            (
                r#"{"connection_strings": {"Db": {"value": "x", "type": "SQL"}}}"#,
                "Db=x",
            ),
            (
                r#"{"container_definitions": "[{\"environment\": [{\"name\": \"A\", \"value\": \"x\"}]}]"}"#,
                "A=x",
            ),
            (
                r#"{"container_definitions": [{"environment": [{"name": "A", "value": "x"}]}]}"#,
                "A=x",
            ),
            (
                r#"{"template": [{"containers": [{"env": [{"name": "A"}]}]}]}"#,
                "A",
            ),
            (
                r#"{"spec": [{"service": [{"env": [{"key": "A", "value": "x"}]}]}]}"#,
                "A=x",
            ),
            (r#"{"environment": "prod", "name": "A"}"#, ""),
        ] {
            let node = node(text);
            let found: Vec<String> = handed(Some(&node), None)
                .into_iter()
                .map(|it| match it.value {
                    Some(value) => format!("{}={value}", it.name),
                    None => it.name,
                })
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn what_is_sensitive_has_no_value() {
        let values =
            node(r#"{"app_settings": {"A": "x", "B": "y"}, "env": [{"name": "C", "value": "z"}]}"#);
        for (marks, expected) in [
            (r#"{"app_settings": true, "env": true}"#, ""),
            (r#"{"app_settings": {"B": true}}"#, "x z"),
            (r#"{"env": [{"value": true}]}"#, "x y"),
            ("true", ""),
        ] {
            let marks = node(marks);
            let found = handed(Some(&values), Some(&marks)).into_iter();
            let known: Vec<String> = found.filter_map(|it| it.value).collect();
            assert_eq!(known.join(" "), expected);
        }
    }
}
