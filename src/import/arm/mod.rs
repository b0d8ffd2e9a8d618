//! Templates of Azure Resource Manager, as people write them in JSON and as `bicep build` prints them.

mod expression;
mod functions;
mod scope;
mod template;

use std::collections::{BTreeMap, BTreeSet};

use super::built::Built;
use super::importer::{ImportError, Importer, Read, Reads};
use super::listed::{Item, Listed, Region, Tree};
use super::model::{Deployment, FileKind, LeftOut, Location};
use super::several::documents_of;
use super::source::{ImportSource, NotText};
use super::tables::Tables;
use crate::input::{Node, Span};
use scope::{GROUP, Scope};
use template::Content;

const TEMPLATE: FileKind = FileKind {
    id: "arm-template",
    name: "ARM template",
};

const READS: Reads = Reads {
    documents: &["an ARM template"],
    tools: "Azure Resource Manager or Bicep",
    remedy: "pass an ARM template",
    every_remedy: "pass an ARM template in JSON, or what `bicep build` makes of a file of Bicep",
};

/// Templates of Azure Resource Manager.
#[derive(Debug)]
pub(super) struct Arm;

impl Importer for Arm {
    fn kinds(&self) -> &'static [FileKind] {
        &[TEMPLATE]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["resources", "type", "name", "location", "properties"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        let begin = source.begin();
        let is_template = || source.text_or_empty().contains("eploymentTemplate.json#");
        begin.has_all(&["contentVersion", "resources"])
            || (begin.has("$schema") && !begin.has("resources") && is_template())
    }

    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError> {
        let text = match &source.text {
            Ok(text) => without_comments(text),
            Err(what) => return Err(not_text(source, *what)),
        };
        let found = documents_of(source, &text, READS)?;
        let built = Built::default();
        Read::each(&found, |node, document| {
            deployment(source, node, (document, &built), tables)
        })
    }
}

fn not_text(source: &ImportSource<'_>, what: NotText) -> ImportError {
    ImportError::NotText(source.file, what)
}

fn deployment(
    source: &ImportSource<'_>,
    node: &Node,
    (document, built): ((usize, usize), &Built),
    tables: &Tables,
) -> Result<(Deployment, Vec<Span>), ImportError> {
    let mut regions = source.options.regions.iter().map(String::as_str);
    let region = regions.find(|word| tables.cloud_of(word) == Some("azurerm"));
    let scope = Scope::new(node, BTreeMap::new(), region, built);
    let mut content = Content::default();
    content.template(node, &scope)?;
    built.within_limit()?;
    let mut items: Vec<Item> = content
        .resources
        .into_iter()
        .map(|(head, attributes)| Item::new(head, &attributes, "arm", &[], tables))
        .collect();
    items.sort_by(|a, b| a.head.address.cmp(&b.head.address));
    let why = "the template does not say where it is";
    let listed = Listed::new(&items, Region::Each(why));
    let mut deployed = listed.deployed(tables);
    let in_group = "it lies where the group is into which the template is deployed: name that region with `--region`";
    let group = Some(GROUP.to_owned());
    let of_group: BTreeSet<Span> = items
        .iter()
        .filter(|item| {
            item.refers
                .get("location")
                .is_some_and(|to| to.contains(&group))
        })
        .map(|item| item.head.span)
        .collect();
    for resource in &mut deployed.resources {
        let is_open = matches!(resource.location, Location::UnknownUntilApply(_));
        if is_open && of_group.contains(&resource.span) {
            resource.location = Location::NotStated(in_group.to_owned());
        }
    }
    let left_out = [
        (content.not_made, "whose condition does not hold"),
        (content.existing, "that exist already"),
        (content.others, "other templates, which are not read here"),
    ];
    let left_out = left_out.into_iter().filter(|(count, _)| *count > 0);
    let deployment = Deployment {
        file: source.file,
        document,
        kind: TEMPLATE,
        resources: deployed.resources,
        left_out: left_out
            .map(|(count, what)| LeftOut { count, what })
            .collect(),
        notes: Vec::new(),
    };
    Ok((deployment, deployed.shown))
}

/// The address of a resource in a template, by its type and its name. Neither depends on case.
fn address(type_name: &str, name: &str) -> String {
    format!("{type_name} {name}").to_lowercase()
}

/// A text in which comments are blank, and lines do not end within a text, which templates may have and JSON may
/// not. Everything else stays where it is.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut is_quoted, mut is_escaped, mut comment) = (false, false, None);
    let mut before = ' ';
    for (at, ch) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        if comment.is_none() && !is_quoted {
            comment = ["//", "/*"].into_iter().find(|lead| rest.starts_with(lead));
        }
        match comment {
            Some(lead) => {
                let is_end = if lead == "//" {
                    ch == '\n'
                } else {
                    before == '*' && ch == '/'
                };
                comment = comment.filter(|_| !is_end);
                match ch {
                    '\n' => out.push('\n'),
                    _ => out.extend(std::iter::repeat_n(' ', ch.len_utf8())),
                }
            }
            None => {
                is_quoted ^= ch == '"' && !is_escaped;
                is_escaped = is_quoted && ch == '\\' && !is_escaped;
                let breaks = is_quoted && matches!(ch, '\n' | '\r' | '\t');
                out.push(if breaks { ' ' } else { ch });
            }
        }
        before = ch;
    }
    out
}

/// Attributes together with those under `properties`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_blank_and_everything_else_stays_where_it_is() {
        for (text, expected) in [
            ("{\"a\": 1}", "{\"a\": 1}"),
            (
                "{ // é\n\"a\": \"//x\" /* b\n*/ }",
                "{      \n\"a\": \"//x\"     \n   }",
            ),
            ("\"\\\"//\" // x", "\"\\\"//\"     "),
            ("1 /* open", "1        "),
            ("\"a\nb\"\n", "\"a b\"\n"),
        ] {
            let found = without_comments(text);
            assert_eq!(found, expected);
            assert_eq!(found.len(), text.len());
        }
    }

    #[test]
    fn the_parent_is_two_words_shorter() {
        let id = "/subscriptions/1/resourceGroups/g/providers/Microsoft.Sql/servers/s/databases/d";
        let above = "/subscriptions/1/resourceGroups/g/providers/Microsoft.Sql/servers/s";
        assert_eq!(parent_id(id).as_deref(), Some(above));
        assert_eq!(parent_id(above), None);
        assert_eq!(parent_id("x"), None);
    }
}
