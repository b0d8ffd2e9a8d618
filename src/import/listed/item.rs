//! A resource of a file in the terms of Terraform.

use std::collections::BTreeMap;

use super::tree::{Split, Tree};
use crate::import::model::Action;
use crate::import::tables::{SettingsRow, Tables};
use crate::input::{Node, Span};

/// A resource of a file.
#[derive(Debug)]
pub(in crate::import) struct Item {
    pub head: ItemHead,
    /// Its type in the tables, where they know it.
    pub listed_as: Option<String>,
    pub values: Node,
    pub unknown: Node,
    pub refers: BTreeMap<String, Vec<Option<String>>>,
    pub assumed: BTreeMap<String, String>,
}

/// What a file says of a resource in addition to its attributes.
#[derive(Debug, Clone)]
pub(in crate::import) struct ItemHead {
    /// What others of the file call it.
    pub address: String,
    /// Its address as it is shown.
    pub shown: String,
    /// Its type as the file has it.
    pub type_name: String,
    pub provider: String,
    pub module: Option<String>,
    /// Its names other than its address, only to be compared with.
    pub names: Vec<String>,
    /// What it is called in the whole cloud: ARNs and the like.
    pub ids: Vec<String>,
    pub action: Action,
    pub tags: BTreeMap<String, String>,
    pub notes: Vec<String>,
    /// The address of what it is part of.
    pub parent: Option<String>,
    /// The file holds all of its attributes: what is not there is not set.
    pub is_whole: bool,
    /// The settings of its provider, where the file holds them.
    pub settings: Option<Settings>,
    pub span: Span,
}

/// The keys of a path as the tables write it.
fn keys(path: &str) -> Vec<String> {
    let steps = path.split('.');
    steps
        .map(|step| step.trim_end_matches("[*]").to_owned())
        .collect()
}

/// Marks what is not there as left out.
fn hide(tree: &mut Tree, path: &str, span: Span) {
    let path = keys(path);
    if tree.at(&path).is_empty() {
        tree.set(&path, vec![Tree::Hidden(span)], span);
    }
}

/// The settings of a provider.
#[derive(Debug, Clone)]
pub(in crate::import) struct Settings {
    /// What the file calls them.
    pub key: String,
    pub values: Node,
}

impl Item {
    /// A resource with its attributes as the file writes them. `family` is the tool's name in the tables, and
    /// `guesses` what Terraform may call its type, of which the first that the tables have counts.
    pub fn new(
        mut head: ItemHead,
        attributes: &Tree,
        family: &str,
        guesses: &[String],
        tables: &Tables,
    ) -> Self {
        let row = tables.named_elsewhere(family, &head.type_name);
        let listed_as = match row {
            Some(row) => Some(row.is.clone()),
            None => guesses.iter().find(|guess| tables.knows(guess)).cloned(),
        };
        let mut tree = attributes.clone().snaked();
        for (there, here) in row.map_or(&[][..], |row| &row.paths) {
            let found: Vec<Tree> = attributes.at(there).into_iter().cloned().collect();
            if !found.is_empty() {
                tree.set(here, found, attributes.span());
            }
        }
        let span = attributes.span();
        let type_row = listed_as.as_ref().and_then(|name| tables.type_row(name));
        if let Some(parent) = &head.parent {
            let of_provider = || tables.provider(&head.provider)?.within.first();
            let within = match type_row {
                Some(row) => row.within.first(),
                None => of_provider(),
            };
            if let Some(within) = within {
                let part = Tree::Later(Some(parent.clone()), span);
                tree.set(&keys(within), vec![part], span);
            }
        }
        if let Some(row) = type_row.filter(|_| !head.is_whole) {
            let absent = row.copies.iter().filter(|copies| copies.absent.is_some());
            let paths = absent.map(|copies| &copies.path);
            for path in paths {
                hide(&mut tree, path, span);
            }
        }
        let settings = listed_as
            .as_ref()
            .and_then(|name| tables.settings_row(name));
        // What is so where nothing is set depends on the version of the interface in ARM templates.
        let is_open = !head.is_whole || family == "arm";
        for path in settings
            .filter(|_| is_open)
            .into_iter()
            .flat_map(SettingsRow::defaults)
        {
            hide(&mut tree, path, span);
        }
        // What is called `arn` may be that of a target, which is another's.
        let of_target = type_row.is_some_and(|row| row.copies.iter().any(|it| it.path == "arn"));
        let arn = tree.get("arn").and_then(Tree::as_text);
        if let Some(arn) = arn.filter(|_| of_target) {
            head.ids.retain(|id| id != arn);
            head.names.retain(|name| name != arn);
        }
        let Split {
            values,
            unknown,
            refers,
            assumed,
        } = tree.split();
        Self {
            head,
            listed_as,
            values,
            unknown,
            refers,
            assumed,
        }
    }
}
