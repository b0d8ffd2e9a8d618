//! What files of Azure Resource Manager have in common.

use super::listed::Tree;

/// Attributes with those that stand under `properties` beside them.
pub(super) fn hoisted(tree: Tree) -> Tree {
    let Tree::Map(entries, span) = tree else {
        return tree;
    };
    let (mut own, mut inner) = (Vec::new(), Vec::new());
    for (key, value) in entries {
        match value {
            Tree::Map(below, _) if key.name == "properties" => inner = below,
            value => own.push((key, value)),
        }
    }
    own.extend(inner);
    Tree::Map(own, span)
}

/// The id of what a resource is part of, by its own: that of the server of a database.
pub(super) fn parent_id(id: &str) -> Option<String> {
    let at = id.to_lowercase().rfind("/providers/")?;
    let own = id.get(at + "/providers/".len()..)?;
    // The namespace, and a type and a name for each level.
    if own.split('/').count() < 5 {
        return None;
    }
    let (rest, _) = id.rsplit_once('/')?;
    let (parent, _) = rest.rsplit_once('/')?;
    Some(parent.to_owned())
}
