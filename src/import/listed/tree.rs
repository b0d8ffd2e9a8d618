//! Values of which some are not known: what expressions of a template come to.

use std::collections::BTreeMap;

use crate::input::{Key, Node, NodeKind, Span};

/// A value of a template.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) enum Tree {
    /// A value without others in it, and the parameter of which it is the default.
    Known(NodeKind, Span, Option<String>),
    /// Something that is known only after deployment, and the address of the resource that it comes from.
    Later(Option<String>, Span),
    /// Something that the file leaves out, whether it is there or not.
    Hidden(Span),
    /// A list.
    Seq(Vec<Tree>, Span),
    /// Keys and values.
    Map(Vec<(Key, Tree)>, Span),
}

impl Tree {
    /// A value in which nothing is open.
    pub fn of(node: &Node) -> Self {
        match &node.kind {
            NodeKind::Seq(items) => Self::Seq(items.iter().map(Self::of).collect(), node.span),
            NodeKind::Map(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(key, value)| (key.clone(), Self::of(value)));
                Self::Map(entries.collect(), node.span)
            }
            kind => Self::Known(kind.clone(), node.span, None),
        }
    }

    /// A text.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self::Known(NodeKind::String(text.into()), span, None)
    }

    /// Nothing.
    pub fn null(span: Span) -> Self {
        Self::Known(NodeKind::Null, span, None)
    }

    /// Where it is written.
    pub fn span(&self) -> Span {
        match self {
            Self::Known(_, span, _)
            | Self::Later(_, span)
            | Self::Hidden(span)
            | Self::Seq(_, span)
            | Self::Map(_, span) => *span,
        }
    }

    /// Its text, if it is known.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Known(NodeKind::String(text), ..) => Some(text),
            _ => None,
        }
    }

    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&Tree> {
        match self {
            Self::Map(entries, _) => {
                let mut entries = entries.iter();
                entries
                    .find(|(key, _)| key.name == name)
                    .map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The elements of a list; none for anything else.
    pub fn items(&self) -> &[Tree] {
        match self {
            Self::Seq(items, _) => items,
            _ => &[],
        }
    }

    /// Everything that a path of keys leads to, lists taken apart; `*` is every key.
    pub fn at<'t>(&'t self, path: &[String]) -> Vec<&'t Tree> {
        let Some((name, rest)) = path.split_first() else {
            return match self {
                Self::Seq(items, _) => items.iter().flat_map(|item| item.at(path)).collect(),
                other => vec![other],
            };
        };
        match self {
            Self::Seq(items, _) => items.iter().flat_map(|item| item.at(path)).collect(),
            Self::Map(entries, _) if name == "*" => {
                entries.iter().flat_map(|(_, it)| it.at(rest)).collect()
            }
            other => other.get(name).map_or_else(Vec::new, |it| it.at(rest)),
        }
    }

    /// Leaves out a key.
    pub fn drop_key(&mut self, name: &str) {
        if let Self::Map(entries, _) = self {
            entries.retain(|(key, _)| key.name != name);
        }
    }

    /// The same with keys as Terraform writes them.
    pub fn snaked(self) -> Self {
        match self {
            Self::Seq(items, span) => {
                Self::Seq(items.into_iter().map(Self::snaked).collect(), span)
            }
            Self::Map(entries, span) => {
                let renamed = entries.into_iter().map(|(key, value)| {
                    let key = Key {
                        name: snake(&key.name).into(),
                        ..key
                    };
                    (key, value.snaked())
                });
                Self::Map(renamed.collect(), span)
            }
            other => other,
        }
    }

    /// Adds what is written elsewhere, at a path of keys, before what is there.
    pub fn set(&mut self, path: &[String], values: Vec<Tree>, span: Span) {
        let Some((name, rest)) = path.split_first() else {
            *self = Self::Seq(values, span);
            return;
        };
        if !matches!(self, Self::Map(..)) {
            *self = Self::Map(Vec::new(), span);
        }
        let Self::Map(entries, _) = self else { return };
        let at = entries
            .iter()
            .position(|(key, value)| key.name == *name && matches!(value, Self::Map(..)));
        let at = at.filter(|_| !rest.is_empty()).unwrap_or_else(|| {
            let key = Key {
                name: name.as_str().into(),
                span,
            };
            entries.insert(0, (key, Self::Map(Vec::new(), span)));
            0
        });
        if let Some((_, below)) = entries.get_mut(at) {
            below.set(rest, values, span);
        }
    }

    /// The known values, marks on the others, and what each path refers to or has by default.
    pub fn split(&self) -> Split {
        let mut split = Split {
            values: null(self.span()),
            unknown: null(self.span()),
            refers: BTreeMap::new(),
            assumed: BTreeMap::new(),
        };
        (split.values, split.unknown) = self.part("", &mut split.refers, &mut split.assumed);
        split
    }

    fn part(
        &self,
        path: &str,
        refers: &mut BTreeMap<String, Vec<Option<String>>>,
        assumed: &mut BTreeMap<String, String>,
    ) -> (Node, Node) {
        let node = |kind, span| Node { span, kind };
        match self {
            Self::Known(kind, span, parameter) => {
                if let Some(parameter) = parameter {
                    assumed.insert(path.to_owned(), parameter.clone());
                }
                (node(kind.clone(), *span), null(*span))
            }
            Self::Later(to, span) => {
                refers.entry(path.to_owned()).or_default().push(to.clone());
                (null(*span), node(NodeKind::Bool(true), *span))
            }
            Self::Hidden(span) => (null(*span), node(NodeKind::Bool(true), *span)),
            Self::Seq(items, span) => {
                let parts = items.iter().map(|item| item.part(path, refers, assumed));
                let (values, unknown) = parts.unzip();
                (
                    node(NodeKind::Seq(values), *span),
                    node(NodeKind::Seq(unknown), *span),
                )
            }
            Self::Map(entries, span) => {
                let (mut values, mut unknown) = (Vec::new(), Vec::new());
                for (key, value) in entries {
                    let below = match path {
                        "" => key.name.to_string(),
                        path => format!("{path}.{}", key.name),
                    };
                    let (value, marks) = value.part(&below, refers, assumed);
                    values.push((key.clone(), value));
                    unknown.push((key.clone(), marks));
                }
                (
                    node(NodeKind::Map(values), *span),
                    node(NodeKind::Map(unknown), *span),
                )
            }
        }
    }
}

/// A tree taken apart.
#[derive(Debug)]
pub(in crate::import) struct Split {
    pub values: Node,
    pub unknown: Node,
    /// By path without `[*]`: the addresses of resources, `None` for what is no resource of the file.
    pub refers: BTreeMap<String, Vec<Option<String>>>,
    /// By path without `[*]`: the parameter of which it has the default.
    pub assumed: BTreeMap<String, String>,
}

fn null(span: Span) -> Node {
    Node {
        span,
        kind: NodeKind::Null,
    }
}

/// A name as Terraform writes it: `db_instance_identifier` of `DBInstanceIdentifier`.
pub(in crate::import) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (at, ch) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let next = chars.get(at + 1);
        // `ARNs` is one word.
        let ends = next == Some(&'s') && !chars.get(at + 2).is_some_and(char::is_ascii_lowercase);
        let begins = ch.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_uppercase() && next.is_some_and(|it| it.is_lowercase()) && !ends)
            });
        if begins {
            out.push('_');
        }
        match ch {
            '-' => out.push('_'),
            ch => out.extend(ch.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::path::{Hit, is_marked, values};
    use crate::input::{Diagnostics, FileId, read_json};

    #[test]
    fn names_are_written_as_terraform_does() {
        for (name, expected) in [
            ("DBInstanceIdentifier", "db_instance_identifier"),
            ("S3BucketName", "s3_bucket_name"),
            ("VPCZoneIdentifier", "vpc_zone_identifier"),
            ("BucketARN", "bucket_arn"),
            ("TopicARNs", "topic_arns"),
            ("SubnetIds", "subnet_ids"),
            ("SLACK_TOKEN", "slack_token"),
            ("retentionInDays", "retention_in_days"),
            ("sku", "sku"),
        ] {
            assert_eq!(snake(name), expected);
        }
    }

    #[test]
    fn what_is_elsewhere_is_found_where_terraform_has_it() {
        let text = r#"{"Rules": [{"Days": 3}, {"Days": 5}], "Rule": "x"}"#;
        let node = read_json(FileId(0), text, 0, &mut Diagnostics::new()).unwrap();
        let whole = Tree::of(&node);
        let keys = |path: &str| -> Vec<String> { path.split('.').map(str::to_owned).collect() };
        let days: Vec<Tree> = whole.at(&keys("Rules.Days")).into_iter().cloned().collect();
        let span = node.span;
        let mut tree = whole.snaked();
        tree.set(&keys("rule.expiration.days"), days, span);
        tree.set(
            &keys("rule.target"),
            vec![Tree::Later(Some("b".to_owned()), span)],
            span,
        );
        let split = tree.split();
        assert_eq!(values(&split.values, "rule[*].expiration[*].days").len(), 2);
        assert!(
            values(&split.values, "rule[*].target")
                .iter()
                .all(|hit: &Hit<'_>| hit.text().is_none())
        );
        assert!(is_marked(Some(&split.unknown), "rule[*].target"));
        assert_eq!(split.refers["rule.target"], [Some("b".to_owned())]);
    }
}
