//! Inventories of Azure: `az resource list`, answers of Resource Manager, and of Resource Graph.

use super::{Entries, attributes, no_entry, tags_of, word};
use crate::import::arm;
use crate::import::listed::Item;
use crate::import::tables::Tables;
use crate::input::{Node, Span};

/// An entry of an inventory.
pub(super) fn entry(node: &Node, entries: &mut Entries, tables: &Tables) {
    let Some((id, id_span)) = word(node, "id") else {
        return no_entry(node, entries);
    };
    let written = word(node, "type").map(|(type_name, _)| type_name.to_owned());
    let Some(type_name) = written.or_else(|| type_of(id)) else {
        return no_entry(node, entries);
    };
    let name = word(node, "name");
    let address = entries.address(id);
    let point = Span::new(id_span.file, id_span.start, id_span.start);
    let span = name.map_or(point, |(_, span)| span);
    let mut head = entries.head(id, &address, &type_name, span);
    head.provider = "azurerm".to_owned();
    head.names = name.map(|(name, _)| name.to_owned()).into_iter().collect();
    head.tags = tags_of(node.get("tags"));
    head.parent = arm::parent_id(id).map(|parent| entries.address(&parent));
    head.address = address;
    let tree = arm::hoisted(attributes(node, &["id", "name", "type", "tags"]));
    entries
        .items
        .push(Item::new(head, &tree, "arm", &[], tables));
}

/// The type of a resource by its id: the namespace, and each second word behind it.
fn type_of(id: &str) -> Option<String> {
    let at = id.to_lowercase().rfind("/providers/")?;
    let mut words = id.get(at + "/providers/".len()..)?.split('/');
    let namespace = words.next()?;
    let types: Vec<&str> = words.step_by(2).collect();
    (!types.is_empty()).then(|| format!("{namespace}/{}", types.join("/")))
}

impl Entries {
    /// The id of a resource without its subscription, which has a number: whose it is is nobody's business.
    fn address(&mut self, id: &str) -> String {
        let mut parts = id.trim_start_matches('/').splitn(3, '/');
        let (Some(_), Some(subscription), Some(rest)) = (parts.next(), parts.next(), parts.next())
        else {
            return id.trim_start_matches('/').to_owned();
        };
        let mut known = self.subscriptions.iter();
        match known.position(|known| known == subscription) {
            Some(0) => rest.to_owned(),
            Some(at) => format!("{rest} (subscription {})", at + 1),
            None => {
                self.subscriptions.push(subscription.to_owned());
                self.address(id)
            }
        }
    }
}
