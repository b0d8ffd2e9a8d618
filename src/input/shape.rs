//! Checks a document against the JSON Schema of its type, reports all errors together, and writes
//! its short forms out in full.
//!
//! The schemas are our own, generated from the types of the file format, so only the keywords that
//! the generator writes are known here.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::diagnostic::{Diagnostics, InputError, InputErrorKind};
use super::limits;
use super::mismatch::{called, list_for_map, no_word, not_one_of, wrong_number, wrong_type};
use super::node::{Key, Name, Node, NodeKind};
use super::schema::{
    ShapeRules, absent, branches_of, description, expand, fits, list_of, stand_in, types_of,
    words_of,
};
use super::span::Span;
use super::suggest::nearest;

/// Checks a document against the rules, writes short forms out in full, and pushes one error for
/// each thing that is wrong.
///
/// What is wrong is removed, and what is missing is added, with stand-ins whose place is
/// [`Span::NOWHERE`]. The document can then be decoded, and errors in the rest of it be reported as
/// well.
pub fn check_shape(node: &mut Node, rules: &ShapeRules, errors: &mut Diagnostics) {
    Checker { rules, errors }.value(node, rules.schema(), "");
}

struct Checker<'a> {
    rules: &'a ShapeRules,
    errors: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn value(&mut self, node: &mut Node, schema: &Value, name: &str) {
        let schema = self.rules.resolve(schema);
        if let Some(branches) = branches_of(schema) {
            return self.one_of(node, schema, branches, name);
        }
        if let Some(error) = list_for_map(node, schema, self.rules, name) {
            self.errors.push(error);
            *node = stand_in(self.rules, schema);
            return;
        }
        expand(node, schema);
        if !self.is_sound(node, schema, name) {
            *node = stand_in(self.rules, schema);
        }
    }

    /// Checks a value and all within it; says whether the value itself is of use.
    fn is_sound(&mut self, node: &mut Node, schema: &Value, name: &str) -> bool {
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            return self.word(node, &words, name);
        }
        let types = types_of(schema);
        if types.is_empty() || types.contains(&"null") && node.kind == NodeKind::Null {
            return true;
        }
        if !types.iter().any(|wanted| fits(&node.kind, wanted)) {
            let words = schema.get("x-words").and_then(Value::as_object);
            self.errors.push(match (&node.kind, words) {
                (NodeKind::String(text), Some(words)) => no_word(node, text, words, name),
                _ => wrong_type(node, &types, name),
            });
            return false;
        }
        match &mut node.kind {
            NodeKind::Map(_) => self.map(node, schema, name),
            NodeKind::Seq(_) => return self.list(node, schema, name),
            NodeKind::String(text) if text.trim().is_empty() => {
                let message = format!("{} is an empty text", called(name));
                self.errors
                    .push(InputError::new(InputErrorKind::Empty, node.span, message));
                return false;
            }
            NodeKind::Number(text) => {
                let text = text.clone();
                let is_whole = types.contains(&"integer");
                let error = wrong_number(node, &text, schema, is_whole, name);
                let is_taken = error.is_none();
                self.errors.extend(error);
                return is_taken;
            }
            _ => {}
        }
        true
    }

    fn list(&mut self, node: &mut Node, schema: &Value, name: &str) -> bool {
        let NodeKind::Seq(items) = &mut node.kind else {
            return false;
        };
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0) as usize;
        let most = schema
            .get("maxItems")
            .and_then(Value::as_u64)
            .map(|most| most as usize);
        if items.is_empty() && least > 0 {
            self.errors.push(
                InputError::new(
                    InputErrorKind::Empty,
                    node.span,
                    format!("{} is an empty list", called(name)),
                )
                .help("write at least one item; where there is none, leave the key out"),
            );
            return false;
        }
        let Some(of) = schema.get("items") else {
            return true;
        };
        items.retain_mut(|item| {
            let before = self.errors.len();
            self.value(item, of, name);
            // Beyond the errors that are reported, no stand-ins are made: each is larger than what
            // it replaces.
            before < limits::MAX_ERRORS_KEPT || self.errors.len() == before
        });
        if let Some(most) = most
            && !(least..=most).contains(&items.len())
        {
            self.errors.push(InputError::new(
                InputErrorKind::BadValue,
                node.span,
                format!("{} takes {most} items, not {}", called(name), items.len()),
            ));
            items.resize_with(items.len().clamp(least, most), || stand_in(self.rules, of));
        }
        true
    }

    /// `anyOf`: an optional value, or words that each have a description of their own.
    fn one_of(&mut self, node: &mut Node, schema: &Value, branches: &[Value], name: &str) {
        let words: Vec<&str> = branches.iter().flat_map(words_of).collect();
        if !words.is_empty() && branches.iter().all(|branch| !words_of(branch).is_empty()) {
            if !self.word(node, &words, name) {
                *node = stand_in(self.rules, schema);
            }
            return;
        }
        if node.kind == NodeKind::Null
            && branches
                .iter()
                .any(|branch| types_of(branch).contains(&"null"))
        {
            return;
        }
        if !words.is_empty() {
            return self.tagged(node, schema, branches, name);
        }
        // Our other types have exactly one branch that is not "nothing".
        if let Some(branch) = branches.iter().find(|branch| types_of(branch) != ["null"]) {
            self.value(node, branch, name);
        }
    }

    /// Words of which some have a value: `word`, or `word: value`.
    fn tagged(&mut self, node: &mut Node, schema: &Value, branches: &[Value], name: &str) {
        let words: Vec<&str> = branches.iter().flat_map(words_of).collect();
        let with_value: Vec<(&str, &Value)> = branches
            .iter()
            .filter_map(|branch| branch.get("properties")?.as_object())
            .flatten()
            .map(|(word, value)| (word.as_str(), value))
            .collect();
        let all: Vec<&str> = with_value
            .iter()
            .map(|(word, _)| *word)
            .chain(words.iter().copied())
            .collect();
        if let NodeKind::Map(entries) = &mut node.kind
            && let [(key, value)] = entries.as_mut_slice()
        {
            if let Some((word, schema)) = with_value.iter().find(|(word, _)| *word == key.name) {
                return self.value(value, schema, word);
            }
            let error = InputError::new(
                InputErrorKind::UnknownKey,
                key.span,
                if words.contains(&key.name.as_str()) {
                    format!("`{}` takes no value", key.name)
                } else {
                    format!("`{}` is not a value that {} takes", key.name, called(name))
                },
            );
            self.errors
                .push(match nearest(&key.name, all.iter().copied()) {
                    Some(near) if near == key.name => error.help("write the word alone"),
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error.help(format!("it takes {}", list_of(&all))),
                });
        } else if let NodeKind::String(text) = &node.kind
            && let Some((word, _)) = with_value.iter().find(|(word, _)| word == text)
        {
            let error = InputError::new(
                InputErrorKind::WrongType,
                node.span,
                format!("`{word}` has no value"),
            );
            self.errors.push(error.help(format!("write `{word}: ...`")));
        } else if self.word(node, &all, name) {
            return;
        }
        *node = stand_in(self.rules, schema);
    }

    /// Says whether a value is one of some words.
    fn word(&mut self, node: &Node, words: &[&str], name: &str) -> bool {
        let is_one = matches!(&node.kind, NodeKind::String(text) if words.contains(&text.as_str()));
        if !is_one {
            self.errors.push(not_one_of(node, words, name));
        }
        is_one
    }

    fn map(&mut self, node: &mut Node, schema: &Value, name: &str) {
        let none = Map::new();
        let known = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&none);
        let others = schema.get("additionalProperties");
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let NodeKind::Map(entries) = &mut node.kind else {
            return;
        };
        let mut seen: BTreeMap<Name, Span> = BTreeMap::new();
        let first_key = entries.first().map(|(key, _)| key.span);
        let mut misspelt: Vec<String> = Vec::new();
        entries.retain_mut(|(key, value)| {
            if let Some(first) = seen.get(&key.name) {
                self.errors.push(
                    InputError::new(
                        InputErrorKind::DuplicateKey,
                        key.span,
                        format!("duplicate key `{}`", key.name),
                    )
                    .related(Some(*first), "first here"),
                );
                return false;
            }
            seen.insert(key.name.clone(), key.span);
            match (known.get(key.name.as_str()), others) {
                // An optional key without a value counts as absent.
                (Some(_), _)
                    if value.kind == NodeKind::Null && !required.contains(&key.name.as_str()) => {}
                (Some(schema), _) => self.value(value, schema, &key.name),
                (None, Some(schema @ Value::Object(_))) => self.value(value, schema, &key.name),
                _ => {
                    misspelt.extend(self.unknown_key(key, known, name));
                    return false;
                }
            }
            true
        });
        let span = first_key.unwrap_or(node.span);
        for wanted in required {
            if seen.contains_key(wanted) {
                continue;
            }
            let schema = known.get(wanted);
            entries.extend(schema.map(|schema| absent(self.rules, wanted, schema)));
            // One that is only misspelt has been reported.
            if !misspelt.iter().any(|near| near == wanted) {
                self.missing_key(wanted, schema, span, name);
            }
        }
    }

    /// Refuses a key; gives the known one that may have been meant.
    fn unknown_key(&mut self, key: &Key, known: &Map<String, Value>, name: &str) -> Option<String> {
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let error = InputError::new(
            InputErrorKind::UnknownKey,
            key.span,
            format!("{} has no key `{}`", called(name), key.name),
        );
        let near = nearest(&key.name, names.iter().copied());
        self.errors.push(match near {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("its keys are {}", list_of(&names))),
        });
        near.map(str::to_owned)
    }

    fn missing_key(&mut self, wanted: &str, schema: Option<&Value>, span: Span, name: &str) {
        let about = schema
            .map(|schema| description(schema, self.rules))
            .unwrap_or_default();
        let error = InputError::new(
            InputErrorKind::MissingKey,
            span,
            format!("missing required key `{wanted}` in {}", called(name)),
        );
        self.errors.push(if about.is_empty() {
            error
        } else {
            error.help(format!("`{wanted}`: {about}"))
        });
    }
}
