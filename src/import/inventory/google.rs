//! Inventories of Google Cloud: `gcloud asset search-all-resources`, `list` and `export`.

use super::{Entries, attributes, no_entry, tags_of, word};
use crate::import::listed::{Item, Tree};
use crate::import::tables::Tables;
use crate::input::{Node, NodeKind};

/// An asset.
pub(super) fn entry(node: &Node, entries: &mut Entries, tables: &Tables) {
    // A history has a window around each asset.
    let asset = node.get("asset").unwrap_or(node);
    let is_deleted = |node: &Node| {
        let deleted = node.get("deleted");
        deleted.is_some_and(|it| it.kind == NodeKind::Bool(true))
    };
    if is_deleted(node) || is_deleted(asset) {
        entries.deleted += 1;
        return;
    }
    let node = asset;
    let kind = word(node, "assetType").or_else(|| word(node, "asset_type"));
    let (Some((name, span)), Some((type_name, _))) = (word(node, "name"), kind) else {
        return no_entry(node, entries);
    };
    let mut head = entries.head(name, name.trim_start_matches('/'), type_name, span);
    head.provider = "google".to_owned();
    let last = name.rsplit('/').next().unwrap_or(name);
    let display = word(node, "displayName").or_else(|| word(node, "display_name"));
    head.names = std::iter::once(last)
        .chain(display.map(|(name, _)| name))
        .map(str::to_owned)
        .collect();
    let resource = node.get("resource");
    let data = resource.and_then(|resource| resource.get("data"));
    head.is_whole = data.is_some();
    head.tags = tags_of(node.get("labels"));
    head.tags
        .extend(tags_of(data.and_then(|data| data.get("labels"))));
    let mut tree = match data {
        Some(data) => attributes(data, &["id", "labels", "selfLink"]),
        None => Tree::Map(Vec::new(), node.span),
    };
    let place =
        word(node, "location").or_else(|| resource.and_then(|resource| word(resource, "location")));
    let listed = tables.named_elsewhere("google", type_name);
    let row = listed.and_then(|row| tables.type_row(&row.is));
    let own = |path: &&String| !path.starts_with("provider.");
    let path = row.and_then(|row| row.at.iter().find(own));
    let path = path.map_or("location", String::as_str);
    if let Some((word, at)) = place {
        let path: Vec<String> = path
            .split('.')
            .map(|step| step.trim_end_matches("[*]").to_owned())
            .collect();
        tree.drop_key(path.first().map_or("", String::as_str));
        tree.set(&path, vec![Tree::text(word, at)], at);
    }
    entries
        .items
        .push(Item::new(head, &tree, "google", &[], tables));
}
