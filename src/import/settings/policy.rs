//! Policies of AWS: whether one allows everyone.

use crate::import::path::text;
use crate::input::{Diagnostics, FileId, Node, NodeKind, read_json};

/// Whether a policy, as text or as a map, allows everyone something without a condition.
pub(super) fn is_open(node: &Node) -> bool {
    match &node.kind {
        NodeKind::String(policy) => {
            let read = read_json(FileId(0), policy, 0, &mut Diagnostics::new());
            read.is_some_and(|node| allows_everyone(&node))
        }
        _ => allows_everyone(node),
    }
}

fn allows_everyone(policy: &Node) -> bool {
    let statements = each(of(policy, "statement"));
    statements.into_iter().any(|statement| {
        let allows = of(statement, "effect").and_then(text);
        let conditions = of(statement, "condition").map(|node| &node.kind);
        let free = match conditions {
            None | Some(NodeKind::Null) => true,
            Some(NodeKind::Map(entries)) => entries.is_empty(),
            Some(_) => false,
        };
        allows.is_some_and(|effect| effect.eq_ignore_ascii_case("allow"))
            && free
            && of(statement, "principal").is_some_and(is_everyone)
    })
}

/// `"*"`, or `{"AWS": "*"}`.
fn is_everyone(principal: &Node) -> bool {
    let star = |node: &Node| text(node) == Some("*");
    star(principal) || each(of(principal, "aws")).into_iter().any(star)
}

/// The value of a key in any case: the readers of templates write keys as Terraform does.
fn of<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Map(entries) = &node.kind else {
        return None;
    };
    let mut entries = entries.iter();
    let found = entries.find(|(name, _)| name.name.eq_ignore_ascii_case(key));
    found.map(|(_, value)| value)
}

/// A value, or the items of a list.
fn each(node: Option<&Node>) -> Vec<&Node> {
    match node.map(|node| &node.kind) {
        Some(NodeKind::Seq(items)) => items.iter().collect(),
        _ => node.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_open_where_it_allows_everyone_without_a_condition() {
        for (policy, open) in [
            (
                r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}]}"#,
                true,
            ),
            (
                r#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": ["*"]}}}"#,
                true,
            ),
            (
                r#"{"statement": {"effect": "Allow", "principal": {"aws": "*"}, "condition": {}}}"#,
                true,
            ),
            (
                r#"{"Statement": {"Effect": "Deny", "Principal": "*"}}"#,
                false,
            ),
            (
                r#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:root"}}}"#,
                false,
            ),
            (
                r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "v"}}}}"#,
                false,
            ),
            (
                r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "*"}}}"#,
                false,
            ),
        ] {
            let node = read_json(FileId(0), policy, 0, &mut Diagnostics::new()).unwrap();
            assert_eq!(is_open(&node), open, "{policy}");
        }
        let text = r#"{"Statement": {"Effect": "Allow", "Principal": "*"}}"#;
        let quoted = serde_json::to_string(text).unwrap();
        let node = read_json(FileId(0), &quoted, 0, &mut Diagnostics::new()).unwrap();
        assert!(is_open(&node));
    }
}
