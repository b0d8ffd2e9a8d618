//! Inventories: what runs in an account, however it was made. Each list is of one cloud; each of its entries
//! says its own place.

mod aws;
mod azure;
mod google;

use super::importer::{ImportError, Imported, Importer, Read, Reads};
use super::listed::{Item, ItemHead, Listed, Region, Tree};
use super::mail::Addresses;
use super::model::{Action, Deployment, FileKind, LeftOut};
use super::path::{inner, text_of};
use super::several::documents;
use super::source::ImportSource;
use super::tables::Tables;
use crate::input::{InputError, InputErrorKind, Node, NodeKind, Span};

const READS: Reads = Reads {
    documents: &["an inventory"],
    tools: "a cloud",
    remedy: "pass an inventory of a cloud as JSON",
    every_remedy: "pass what `az resource list`, `aws resourcegroupstaggingapi get-resources` or `gcloud asset` print as JSON, or a snapshot of AWS Config",
};

/// Inventories of clouds.
#[derive(Debug)]
pub(super) struct Inventory;

/// A kind of inventory.
#[derive(Debug, Clone, Copy)]
struct Kind {
    file: FileKind,
    /// The entry that a map is, if it is one.
    entry: fn(&Node, &mut Entries, &Tables),
    /// The keys of lists of entries.
    lists: &'static [&'static str],
    /// Why nobody knows where an entry is.
    why: &'static str,
}

/// What is gathered of a file.
#[derive(Debug, Default)]
struct Entries {
    items: Vec<Item>,
    mail: Addresses,
    /// The subscriptions of Azure, in the order in which they were met.
    subscriptions: Vec<String>,
    deleted: usize,
    /// The place of the first entry that is none, and what is wrong with it.
    wrong: Option<(Span, &'static str)>,
}

const AZURE: Kind = Kind {
    file: FileKind {
        id: "azure-inventory",
        name: "inventory of Azure",
    },
    entry: azure::entry,
    lists: &["value", "data"],
    why: "the inventory does not say where it is",
};
const TAGGED: Kind = Kind {
    file: FileKind {
        id: "aws-tagged",
        name: "list of tagged resources of AWS",
    },
    entry: aws::tagged,
    lists: &["ResourceTagMappingList"],
    why: "its ARN has no region, and the list says nothing else: a snapshot of AWS Config does",
};
const CONFIG: Kind = Kind {
    file: FileKind {
        id: "aws-config",
        name: "snapshot of AWS Config",
    },
    entry: aws::config,
    lists: &["configurationItems", "baseConfigurationItems"],
    why: "the snapshot does not say where it is",
};
const GOOGLE: Kind = Kind {
    file: FileKind {
        id: "google-assets",
        name: "inventory of Google Cloud",
    },
    entry: google::entry,
    lists: &["assets", "results", "readTimeAssets"],
    why: "the inventory does not say where it is",
};

impl Importer for Inventory {
    fn kinds(&self) -> &'static [FileKind] {
        &[AZURE.file, TAGGED.file, CONFIG.file, GOOGLE.file]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[
            "id",
            "ResourceARN",
            "resourceType",
            "assetType",
            "location",
            "awsRegion",
        ]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        kind(source).is_some()
    }

    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError> {
        let found = documents(source, READS)?;
        let kind = kind(source).unwrap_or(AZURE);
        let mut entries = Entries::default();
        for node in &found {
            gather(node, kind, &mut entries, tables);
        }
        if let Some((span, message)) = entries.wrong {
            let error = InputError::new(InputErrorKind::BadValue, span, message);
            return Err(error
                .help("pass the inventory as the tool prints it")
                .into());
        }
        let Entries {
            mut items, deleted, ..
        } = entries;
        items.sort_by(|a, b| a.head.address.cmp(&b.head.address));
        // Pages may overlap.
        items.dedup_by(|a, b| a.head.address == b.head.address);
        let deployed = Listed::new(&items, Region::Each(kind.why)).deployed(tables);
        let left_out = (deleted > 0).then_some(LeftOut {
            count: deleted,
            what: "deleted",
        });
        Ok(Read {
            shown: deployed.shown,
            imported: vec![Imported::Deployment(Deployment {
                file: source.file,
                document: (1, 1),
                kind: kind.file,
                resources: deployed.resources,
                left_out: left_out.into_iter().collect(),
                notes: Vec::new(),
            })],
        })
    }
}

/// What kind of inventory a file is, by its first keys.
fn kind(source: &ImportSource<'_>) -> Option<Kind> {
    let begin = source.begin();
    let has = |key: &str| begin.has(key);
    if has("ResourceTagMappingList") || has("ResourceARN") {
        return Some(TAGGED);
    }
    if has("configurationItems") || has("baseConfigurationItems") {
        return Some(CONFIG);
    }
    if has("resourceType") && has("configurationItemCaptureTime") {
        return Some(CONFIG);
    }
    if has("assetType") || has("asset_type") {
        return Some(GOOGLE);
    }
    let text = source.text_or_empty();
    let has_assets = || {
        ["\"assetType\"", "\"asset_type\""]
            .iter()
            .any(|it| text.contains(it))
    };
    if (has("assets") || has("results") || has("asset")) && has_assets() {
        return Some(GOOGLE);
    }
    let is_list = (has("value") || has("data")) && !has("resources") && !has("format_version");
    let is_azure = || text.contains("\"/subscriptions/") || text.contains("id: /subscriptions/");
    ((is_list || begin.has_all(&["id", "type", "name"])) && is_azure()).then_some(AZURE)
}

/// Goes through lists and maps of lists down to the entries.
fn gather(node: &Node, kind: Kind, entries: &mut Entries, tables: &Tables) {
    match &node.kind {
        NodeKind::Seq(items) => {
            for item in items {
                gather(item, kind, entries, tables);
            }
        }
        NodeKind::Map(_) => {
            let mut lists = kind.lists.iter().filter_map(|key| node.get(key));
            match lists.find(|list| matches!(list.kind, NodeKind::Seq(_))) {
                Some(list) => gather(list, kind, entries, tables),
                None => (kind.entry)(node, entries, tables),
            }
        }
        _ => no_entry(node, entries),
    }
}

impl Entries {
    /// The head of an entry by what it is called in the whole cloud.
    fn head(&mut self, id: &str, shown: &str, type_name: &str, span: Span) -> ItemHead {
        ItemHead {
            address: id.to_owned(),
            shown: self.mail.hide(shown).into_owned(),
            type_name: type_name.to_owned(),
            provider: String::new(),
            module: None,
            names: Vec::new(),
            ids: vec![id.to_owned()],
            action: Action::Exists,
            tags: tags_of(None),
            notes: Vec::new(),
            parent: None,
            settings: None,
            is_whole: false,
            span,
        }
    }
}

/// Tags or labels by name.
fn tags_of(node: Option<&Node>) -> std::collections::BTreeMap<String, String> {
    let mut tags = std::collections::BTreeMap::new();
    super::resources::take(node, &mut tags);
    tags
}

/// The attributes of some keys of a map.
fn attributes(node: &Node, without: &[&str]) -> Tree {
    match Tree::of(node) {
        Tree::Map(entries, span) => Tree::Map(
            entries
                .into_iter()
                .filter(|(key, _)| !without.contains(&key.name.as_str()))
                .collect(),
            span,
        ),
        _ => Tree::Map(Vec::new(), node.span),
    }
}

/// A text of a key, and where it is written.
fn word<'n>(node: &'n Node, key: &str) -> Option<(&'n str, Span)> {
    let word = text_of(node, key).filter(|word| !word.trim().is_empty())?;
    Some((word, node.get(key).map_or(node.span, inner)))
}

/// Has an entry without a name or a type refused.
fn no_entry(node: &Node, entries: &mut Entries) {
    let start = Span::new(node.span.file, node.span.start, node.span.start);
    let message = "this is no entry of the inventory: it has no name, or no type";
    entries.wrong = entries.wrong.or(Some((start, message)));
}
