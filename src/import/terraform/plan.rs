//! Plans: what they change, put off and forget, and what they say of themselves.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::document::{Content, Instance};
use crate::import::location::{Declared, Sensitive};
use crate::import::model::Action;
use crate::import::notes::{Note, NoteKind};
use crate::import::path::{inner, text, text_of};
use crate::input::{Node, NodeKind, Span};

impl<'n> Content<'n> {
    /// Takes a plan apart.
    pub fn plan(&mut self, node: &'n Node) {
        let mut seen: BTreeSet<Cow<'n, str>> = BTreeSet::new();
        let changes = self.list(node, "resource_changes");
        self.instances.reserve_exact(changes.len());
        let mut bare = Vec::new();
        for change in changes {
            bare.extend(self.change(change, &mut seen));
        }
        // What a plan does not change is among its changes as a rule; what is not, is planned.
        if let Some(root) = self.root_module(node, "planned_values") {
            self.module(root, None, Action::Planned, &mut seen);
        }
        for (address, change) in bare {
            if !seen.contains(&address) {
                self.is_odd(
                    change,
                    "a change without `change`, whose resource no planned values have, is not known",
                );
            }
        }
        self.puts_off(node, &mut seen);
        self.says_of_itself(node);
    }

    /// The changes that a plan puts off to a later one: their resources are planned, too.
    fn puts_off(&mut self, node: &'n Node, seen: &mut BTreeSet<Cow<'n, str>>) {
        for deferred in self.list(node, "deferred_changes") {
            let Some(change) = deferred.get("resource_change") else {
                self.is_odd(
                    deferred,
                    "a deferred change without `resource_change` is not known",
                );
                continue;
            };
            let address = text_of(change, "address").unwrap_or("a resource");
            let shown = self.mail.hide(address);
            self.notes.push(Note {
                kind: NoteKind::Incomplete,
                text: format!("what becomes of `{shown}` is put off to a later plan"),
                span: change.get("address").map_or(change.span, inner),
            });
            if let Some((address, change)) = self.change(change, seen)
                && !seen.contains(&address)
            {
                self.is_odd(change, "a deferred change without `change` is not known");
            }
        }
    }

    /// What a plan says of itself.
    fn says_of_itself(&mut self, node: &'n Node) {
        let is = |key: &str, value: bool| {
            node.get(key)
                .filter(|node| node.kind == NodeKind::Bool(value))
                .map(|node| node.span)
        };
        let mut incomplete = |text: &str, span: Span| {
            self.notes.push(Note {
                kind: NoteKind::Incomplete,
                text: text.to_owned(),
                span,
            });
        };
        if let Some(span) = is("errored", true) {
            incomplete("planning ended with an error: the plan is incomplete", span);
        } else if let Some(span) = is("complete", false) {
            incomplete(
                "the plan is not complete: some changes are put off to a later one",
                span,
            );
        }
    }

    /// Takes in a change. One without a body, of which the planned values say more, is returned with its address.
    fn change(
        &mut self,
        change: &'n Node,
        seen: &mut BTreeSet<Cow<'n, str>>,
    ) -> Option<(Cow<'n, str>, &'n Node)> {
        let instance = self.instance(change, None)?;
        // A deposed object is the old one of a replacement that is still to be deleted.
        if change
            .get("deposed")
            .is_some_and(|node| node.kind != NodeKind::Null)
        {
            self.left_out.deleted += 1;
            return None;
        }
        let body = change.get("change");
        let Some(body) = body.filter(|body| matches!(body.kind, NodeKind::Map(_))) else {
            return Some((instance.declared.address, change));
        };
        seen.insert(instance.declared.address.clone());
        let actions: Vec<&str> = body
            .get("actions")
            .map_or(&[][..], Node::items)
            .iter()
            .filter_map(text)
            .collect();
        let has = |word: &str| actions.contains(&word);
        let action = match () {
            () if has("create") && (has("delete") || has("forget")) => Action::Replace,
            () if has("create") => Action::Create,
            () if has("update") => Action::Update,
            () if has("no-op") => Action::Keep,
            () if has("forget") => Action::Forget,
            () if has("delete") => {
                self.left_out.deleted += 1;
                return None;
            }
            // Whatever a later version may call it: it is not said to be gone.
            () => Action::Planned,
        };
        if has("forget") {
            let left = self.left_behind(change, body);
            self.instances.extend(left);
        }
        if action == Action::Forget {
            return None;
        }
        let after = body.get("after").filter(|node| node.kind != NodeKind::Null);
        self.instances.push(Instance {
            declared: Declared {
                values: after.or(body.get("before").filter(|_| action == Action::Planned)),
                unknown: body.get("after_unknown"),
                sensitive: Sensitive::Tree(body.get("after_sensitive")),
                ..instance.declared
            },
            action,
            ..instance
        });
        None
    }

    /// What a plan forgets: it stays where it is, and nobody manages it.
    fn left_behind(&mut self, change: &'n Node, body: &'n Node) -> Option<Instance<'n>> {
        let instance = self.instance(change, None)?;
        self.notes.push(Note {
            kind: NoteKind::Forgets,
            text: format!(
                "`{}` will be managed no longer, and stays where it is",
                instance.declared.shown
            ),
            span: instance.declared.span,
        });
        Some(Instance {
            declared: Declared {
                values: body.get("before"),
                unknown: None,
                sensitive: Sensitive::Tree(body.get("before_sensitive")),
                ..instance.declared
            },
            action: Action::Forget,
            ..instance
        })
    }
}
