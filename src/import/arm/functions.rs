//! The functions of ARM templates whose values follow from the template itself.

use crate::import::listed::Tree;
use crate::input::{NodeKind, Span};

/// A text may become this long.
const LONGEST: usize = 4_096;

/// What a function comes to; later, where it is not known or not listed here. With `is_lenient` a text of which a
/// part is not known has `*` in its place.
pub(super) fn call(name: &str, values: &[Tree], is_lenient: bool, span: Span) -> Tree {
    let later = || Tree::Later(referred(values), span);
    match (name, values) {
        ("concat", values) if values.iter().any(|it| matches!(it, Tree::Seq(..))) => {
            let items = values.iter().flat_map(|it| match it {
                Tree::Seq(items, _) => items.clone(),
                other => vec![other.clone()],
            });
            Tree::Seq(items.collect(), span)
        }
        ("concat", values) => joined(values, is_lenient, span),
        ("format", [pattern, rest @ ..]) => formatted(pattern, rest, is_lenient, span),
        ("createarray", values) => Tree::Seq(values.to_vec(), span),
        ("createobject", values) => {
            let pairs = values.chunks_exact(2).filter_map(|pair| match pair {
                [key, value] => {
                    let key = crate::input::Key {
                        name: key.as_text()?.into(),
                        span,
                    };
                    Some((key, value.clone()))
                }
                _ => None,
            });
            Tree::Map(pairs.collect(), span)
        }
        ("tolower", [one]) => changed(one, str::to_lowercase).unwrap_or_else(later),
        ("toupper", [one]) => changed(one, str::to_uppercase).unwrap_or_else(later),
        ("trim", [one]) => changed(one, |text| text.trim().to_owned()).unwrap_or_else(later),
        ("string", [one @ Tree::Known(NodeKind::String(_), ..)]) => one.clone(),
        ("replace", [whole, from, to]) => match (from.as_text(), to.as_text()) {
            (Some(from), Some(to)) if !from.is_empty() => {
                // It is counted before it is built: a few of these within each other make terabytes.
                let is_short = whole.as_text().is_some_and(|text| {
                    let found = text.matches(from).count();
                    let kept = text.len().saturating_sub(found.saturating_mul(from.len()));
                    kept.saturating_add(found.saturating_mul(to.len())) <= LONGEST.max(text.len())
                });
                let change = |text: &str| text.replace(from, to);
                let changed = is_short.then(|| changed(whole, change));
                changed.flatten().unwrap_or_else(later)
            }
            _ => later(),
        },
        ("split", [whole, at]) => match (whole.as_text(), at.as_text()) {
            (Some(whole), Some(at)) if !at.is_empty() => Tree::Seq(
                whole.split(at).map(|part| Tree::text(part, span)).collect(),
                span,
            ),
            _ => later(),
        },
        ("first", [Tree::Seq(items, _)]) => items.first().cloned().unwrap_or_else(later),
        ("last", [Tree::Seq(items, _)]) => items.last().cloned().unwrap_or_else(later),
        ("coalesce", values) => {
            let mut values = values.iter();
            let is_null = |it: &&Tree| matches!(it, Tree::Known(NodeKind::Null, ..));
            values
                .find(|it| !is_null(it))
                .cloned()
                .unwrap_or_else(later)
        }
        ("null", []) => Tree::null(span),
        ("resourceid" | "subscriptionresourceid" | "extensionresourceid", values) => {
            resource_id(values, span)
        }
        // What a resource has once it is there is the resource's.
        ("reference", [one, ..]) => match one {
            Tree::Known(NodeKind::String(name), ..) => Tree::Later(Some(name.clone()), span),
            Tree::Later(to, _) => Tree::Later(to.clone(), span),
            _ => later(),
        },
        _ => logical(name, values, span).unwrap_or_else(later),
    }
}

/// What a function comes to that says whether something is so.
fn logical(name: &str, values: &[Tree], span: Span) -> Option<Tree> {
    let each = || values.iter().map(holds);
    // One side may settle it, whatever the others come to.
    let unless = |settles: bool| {
        let is_settled = each().any(|it| it == Some(settles));
        let is_known = each().all(|it| it.is_some());
        is_settled
            .then_some(settles)
            .or(is_known.then_some(!settles))
    };
    let is_so = match (name, values) {
        ("true", []) => Some(true),
        ("false", []) => Some(false),
        ("bool", [one]) => holds(one),
        ("equals", [left, right]) => Some(fixed(left)?.eq_ignore_ascii_case(fixed(right)?)),
        ("not", [one]) => holds(one).map(|it| !it),
        ("and", _) => unless(false),
        ("or", _) => unless(true),
        _ => None,
    };
    is_so.map(|it| Tree::Known(NodeKind::Bool(it), span, None))
}

/// Whether a condition holds, where no call can change that.
pub(super) fn holds(tree: &Tree) -> Option<bool> {
    match tree {
        Tree::Known(NodeKind::Bool(value), _, None) => Some(*value),
        Tree::Known(NodeKind::String(text), _, None) => match text.to_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn fixed(tree: &Tree) -> Option<&str> {
    match tree {
        Tree::Known(NodeKind::String(text) | NodeKind::Number(text), _, None) => Some(text),
        Tree::Known(NodeKind::Bool(true), _, None) => Some("true"),
        Tree::Known(NodeKind::Bool(false), _, None) => Some("false"),
        _ => None,
    }
}

fn referred(values: &[Tree]) -> Option<String> {
    values.iter().find_map(|value| match value {
        Tree::Later(to, _) => to.clone(),
        _ => None,
    })
}

fn changed(tree: &Tree, change: impl Fn(&str) -> String) -> Option<Tree> {
    match tree {
        Tree::Known(NodeKind::String(text), span, of) => Some(Tree::Known(
            NodeKind::String(change(text)),
            *span,
            of.clone(),
        )),
        _ => None,
    }
}

/// A word of a value, and the parameter of which it is the default.
fn part(tree: &Tree) -> Option<(String, Option<&String>)> {
    match tree {
        Tree::Known(NodeKind::String(text) | NodeKind::Number(text), _, of) => {
            Some((text.clone(), of.as_ref()))
        }
        Tree::Known(NodeKind::Bool(value), _, of) => Some((value.to_string(), of.as_ref())),
        _ => None,
    }
}

fn joined(values: &[Tree], is_lenient: bool, span: Span) -> Tree {
    let (mut whole, mut parameter) = (String::new(), None);
    for value in values {
        match part(value) {
            Some((word, of)) => {
                whole.push_str(&word);
                parameter = parameter.or(of.cloned());
            }
            None if is_lenient => whole.push('*'),
            None => return Tree::Later(referred(values), span),
        }
        if whole.len() > LONGEST {
            return Tree::Later(None, span);
        }
    }
    Tree::Known(NodeKind::String(whole), span, parameter)
}

/// `format('{0}-{1}', a, b)`.
fn formatted(pattern: &Tree, values: &[Tree], is_lenient: bool, span: Span) -> Tree {
    let Some(pattern) = pattern.as_text() else {
        return Tree::Later(referred(values), span);
    };
    let (mut parts, mut length) = (Vec::new(), 0_usize);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(Tree::text(before, span));
        let Some((at, behind)) = after.split_once('}') else {
            return Tree::Later(None, span);
        };
        let digits = at.split(':').next().unwrap_or("");
        let value = digits.parse::<usize>().ok().and_then(|at| values.get(at));
        length += before.len() + value.and_then(Tree::as_text).map_or(1, str::len);
        if length > LONGEST {
            return Tree::Later(None, span);
        }
        parts.push(value.cloned().unwrap_or(Tree::Later(None, span)));
        rest = behind;
    }
    parts.push(Tree::text(rest, span));
    joined(&parts, is_lenient, span)
}

/// `resourceId('A.B/c', 'name')`: the address of the resource, whatever its group.
fn resource_id(values: &[Tree], span: Span) -> Tree {
    let words: Vec<String> = values
        .iter()
        .map(|it| part(it).map_or_else(|| "*".to_owned(), |(word, _)| word))
        .collect();
    let Some(at) = words.iter().position(|word| word.contains('/')) else {
        return Tree::Later(None, span);
    };
    let type_name = words.get(at).map_or("", String::as_str);
    let names = words.get(at + 1..).unwrap_or(&[]).join("/");
    Tree::Later(Some(super::address(type_name, &names)), span)
}
