//! What is said of a value that is not what its schema wants: in the words of the file format, with what
//! to write instead.

use serde_json::{Map, Value};

use super::diagnostic::{InputError, InputErrorKind};
use super::node::{Node, NodeKind};
use super::schema::{ShapeRules, branches_of, list_of, types_of};
use super::suggest::nearest;

/// A key as it is written, or the document where there is none.
pub(super) fn called(name: &str) -> String {
    match name {
        "" => "the document".to_owned(),
        name => format!("`{name}`"),
    }
}

/// The error for a value that is none of some words.
pub(super) fn not_one_of(node: &Node, words: &[&str], name: &str) -> InputError {
    let NodeKind::String(text) = &node.kind else {
        return InputError::new(
            InputErrorKind::WrongType,
            node.span,
            format!(
                "{} takes a word, not {}",
                called(name),
                node.kind.describe()
            ),
        )
        .help(format!("it takes {}", list_of(words)));
    };
    let error = InputError::new(
        InputErrorKind::BadValue,
        node.span,
        format!("`{text}` is not a value that {} takes", called(name)),
    );
    match nearest(text, words.iter().copied()) {
        Some(word) => error.help(format!(
            "did you mean `{word}`? It takes {}",
            list_of(words)
        )),
        None => error.help(format!("it takes {}", list_of(words))),
    }
}

/// The error for a word where a map may be written as one of some other words.
pub(super) fn no_word(
    node: &Node,
    text: &str,
    words: &Map<String, Value>,
    name: &str,
) -> InputError {
    let names: Vec<&str> = words.keys().map(String::as_str).collect();
    let error = InputError::new(
        InputErrorKind::BadValue,
        node.span,
        format!("`{text}` is not a value that {} takes", called(name)),
    );
    let takes = format!("takes {}, or a map", list_of(&names));
    match nearest(text, names.iter().copied()) {
        Some(word) => error.help(format!("did you mean `{word}`? It {takes}")),
        None => error.help(format!("it {takes}")),
    }
}

/// The error for a value of another type than those that are wanted.
pub(super) fn wrong_type(node: &Node, types: &[&str], name: &str) -> InputError {
    let wanted: Vec<&str> = types
        .iter()
        .filter_map(|kind| match *kind {
            "string" => Some("a text"),
            "boolean" => Some("true or false"),
            "integer" | "number" => Some("a number"),
            "array" => Some("a list"),
            "object" => Some("a map"),
            _ => None,
        })
        .collect();
    let error = InputError::new(
        InputErrorKind::WrongType,
        node.span,
        format!(
            "{} takes {}, not {}",
            called(name),
            wanted.join(" or "),
            node.kind.describe()
        ),
    );
    match &node.kind {
        NodeKind::Number(text) if wanted == ["a text"] => error.help(match as_day(text) {
            Some(day) => format!("where a day is meant, write `{day}`; else put it in quotes"),
            None => format!("write it in quotes: `\"{text}\"`"),
        }),
        NodeKind::Map(entries) if wanted == ["a list"] => error.help(match entries.first() {
            Some((key, value)) if matches!(value.kind, NodeKind::Map(_)) => {
                format!("write each as an item: `- id: {}`", key.name)
            }
            _ => "begin each item with `- `".to_owned(),
        }),
        // A notice of several files has a list of documents.
        NodeKind::Seq(_) if wanted == ["a text"] && matches!(name, "source" | "text") => error.help(
            "write one value; where there are several, list them under `documents`: `- {id: policy, source: privacy.md}`",
        ),
        NodeKind::Seq(_) if wanted == ["a text"] => error.help("write one value, without brackets"),
        NodeKind::Bool(value) if wanted == ["a text"] => {
            error.help(format!("write it in quotes: `\"{value}\"`"))
        }
        NodeKind::Null => error.help("write a value"),
        _ => error,
    }
}

/// The error for a list in place of a map, with the key of the map that takes such a list; `None` for
/// anything else.
pub(super) fn list_for_map(
    node: &Node,
    schema: &Value,
    rules: &ShapeRules,
    name: &str,
) -> Option<InputError> {
    let NodeKind::Seq(items) = &node.kind else {
        return None;
    };
    let known = schema.get("properties")?.as_object()?;
    let takes_a_list = |schema: &Value| types_of(rules.resolve(schema)).contains(&"array");
    let short = schema.get("x-shorthand").and_then(Value::as_str);
    if types_of(schema) != ["object"]
        || short.is_some_and(|it| known.get(it).is_some_and(takes_a_list))
    {
        return None;
    }
    let keys: Vec<&str> = items
        .iter()
        .filter_map(|item| match &item.kind {
            NodeKind::Map(entries) => Some(entries),
            _ => None,
        })
        .flatten()
        .map(|(key, _)| key.name.as_str())
        .collect();
    let mut best: Option<(usize, &str)> = None;
    for (key, of) in known {
        let of = rules.resolve(of);
        let of = branches_of(of)
            .and_then(|branches| {
                branches
                    .iter()
                    .find(|it| types_of(rules.resolve(it)) == ["array"])
            })
            .map_or(of, |branch| rules.resolve(branch));
        let Some(of) = of.get("items").map(|item| rules.resolve(item)) else {
            continue;
        };
        let Some(fields) = of.get("properties").and_then(Value::as_object) else {
            continue;
        };
        let fitting = keys.iter().filter(|key| fields.contains_key(**key)).count();
        if fitting > best.map_or(0, |(most, _)| most) {
            best = Some((fitting, key));
        }
    }
    let error = InputError::new(
        InputErrorKind::WrongType,
        node.span,
        format!("{} takes a map, not a list", called(name)),
    );
    let names: Vec<&str> = known.keys().map(String::as_str).collect();
    Some(match best {
        Some((_, key)) => error.help(format!("write the list under the key `{key}`")),
        None => error.help(format!("its keys are {}", list_of(&names))),
    })
}

/// The error for a number that is out of bounds, or no whole one where one is wanted; `None` for one
/// that is taken.
pub(super) fn wrong_number(
    node: &Node,
    text: &str,
    schema: &Value,
    is_whole: bool,
    name: &str,
) -> Option<InputError> {
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let low = bound("minimum").unwrap_or(f64::MIN);
    let high = bound("maximum").unwrap_or(f64::MAX);
    let is_taken = text
        .parse::<f64>()
        .is_ok_and(|value| (low..=high).contains(&value) && (!is_whole || value.fract() == 0.0));
    (!is_taken).then(|| {
        let message = format!("`{text}` is not a value that {} takes", called(name));
        InputError::new(InputErrorKind::BadValue, node.span, message)
    })
}

/// A number that may have been meant for a day, as a day is written.
fn as_day(number: &str) -> Option<String> {
    let is_year = |year: &str| matches!(year.get(..2), Some("19" | "20"));
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    match (digits.then_some(number.len())?, number.get(..4)?) {
        (4, year) if is_year(year) => Some(format!("{year}-01-01")),
        (8, year) if is_year(year) => {
            Some(format!("{year}-{}-{}", number.get(4..6)?, number.get(6..)?))
        }
        _ => None,
    }
}
