//! Inventories of AWS: lists of tagged resources, which have their ARNs alone, and snapshots of AWS Config.

use super::{Entries, attributes, no_entry, tags_of, word};
use crate::import::cloudformation::guesses;
use crate::import::listed::{ARN, Item, Tree};
use crate::import::tables::Tables;
use crate::input::{Diagnostics, Node, NodeKind, Span, read_json};

/// An ARN: `arn:partition:service:region:account:resource`.
struct Arn<'t> {
    service: &'t str,
    region: &'t str,
    /// The kind of thing, where the resource begins with one.
    kind: &'t str,
    /// What is behind the account.
    resource: &'t str,
}

impl<'t> Arn<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let mut parts = text.trim().splitn(6, ':');
        let (Some("arn"), Some(_)) = (parts.next(), parts.next()) else {
            return None;
        };
        let (service, region) = (parts.next()?, parts.next()?);
        let (_, resource) = (parts.next()?, parts.next()?);
        let kind = match resource.find(['/', ':']) {
            // `/restapis/x` of API Gateway begins with none.
            Some(0) | None => "",
            Some(at) => resource.get(..at).unwrap_or(""),
        };
        Some(Self {
            service,
            region,
            kind,
            resource,
        })
    }

    /// It without the account.
    fn shown(&self) -> String {
        let Self {
            service,
            region,
            resource,
            ..
        } = self;
        match *region {
            "" => format!("{service}:{resource}"),
            region => format!("{service}:{region}:{resource}"),
        }
    }

    /// Its own name, without its kind.
    fn name(&self) -> &'t str {
        let rest = self
            .resource
            .strip_prefix(self.kind)
            .unwrap_or(self.resource);
        rest.trim_start_matches(['/', ':'])
    }
}

/// Where the part of an ARN behind the account is written: who has the account is nobody's business.
fn behind_the_account(span: Span, arn: &str, resource: &str) -> Span {
    let is_plain = (span.end - span.start) as usize == arn.len();
    match arn.len().checked_sub(resource.len()).filter(|_| is_plain) {
        Some(at) => Span::new(span.file, span.start + at as u32, span.end),
        None => Span::new(span.file, span.start, span.start),
    }
}

/// An entry of `aws resourcegroupstaggingapi get-resources`.
pub(super) fn tagged(node: &Node, entries: &mut Entries, tables: &Tables) {
    let Some((written, span)) = word(node, "ResourceARN") else {
        return no_entry(node, entries);
    };
    let Some(arn) = Arn::of(written) else {
        let start = Span::new(span.file, span.start, span.start);
        entries.wrong = entries.wrong.or(Some((start, "this is no ARN")));
        return;
    };
    let known = tables.by_arn(arn.service, arn.kind);
    let type_name = match known {
        Some(name) => name.to_owned(),
        None if arn.kind.is_empty() => arn.service.to_owned(),
        None => format!("{}:{}", arn.service, arn.kind),
    };
    let place = behind_the_account(span, written, arn.resource);
    let mut head = entries.head(written.trim(), &arn.shown(), &type_name, place);
    head.provider = "aws".to_owned();
    head.names = vec![arn.name().to_owned(), arn.resource.to_owned()];
    head.tags = tags_of(node.get("Tags"));
    let guesses = guesses(&type_name);
    let mut tree = Tree::Map(Vec::new(), node.span);
    let text = Tree::text(
        written.trim(),
        node.get("ResourceARN").map_or(span, |it| it.span),
    );
    // What is called `arn` may be that of a target.
    let listed = tables.named_elsewhere("cloudformation", &type_name);
    let of_target = listed
        .and_then(|row| tables.type_row(&row.is))
        .is_some_and(|row| row.copies.iter().any(|copy| copy.path == "arn"));
    if of_target {
        let point = Span::new(span.file, span.start, span.start);
        let region = NodeKind::String(arn.region.to_owned());
        let region = Tree::Known(region, point, Some(ARN.to_owned()));
        tree.set(&["region".to_owned()], vec![region], span);
    } else {
        tree.set(&["arn".to_owned()], vec![text], span);
    }
    let item = Item::new(head, &tree, "cloudformation", &guesses, tables);
    entries.items.push(item);
}

/// An item of a snapshot of AWS Config.
pub(super) fn config(node: &Node, entries: &mut Entries, tables: &Tables) {
    let (Some((type_name, _)), Some((id, span))) = (
        word(node, "resourceType"),
        word(node, "resourceId").or_else(|| word(node, "resourceName")),
    ) else {
        return no_entry(node, entries);
    };
    let status = word(node, "configurationItemStatus").map_or("", |(word, _)| word);
    if status.starts_with("ResourceDeleted") {
        entries.deleted += 1;
        return;
    }
    let name = word(node, "resourceName").map(|(name, _)| name);
    let region = word(node, "awsRegion");
    let lead = region.map_or("", |(region, _)| region);
    let arn = word(node, "arn")
        .or_else(|| word(node, "ARN"))
        .map(|(arn, _)| arn);
    let shown = format!("{type_name} {}", name.unwrap_or(id));
    let address = arn.map_or_else(|| format!("{type_name} {lead} {id}"), str::to_owned);
    let mut head = entries.head(&address, &shown, type_name, span);
    head.provider = "aws".to_owned();
    head.names = std::iter::once(id).chain(name).map(str::to_owned).collect();
    head.tags = tags_of(node.get("tags"));
    head.is_whole = node
        .get("configuration")
        .is_some_and(|it| it.kind != NodeKind::Null);
    let mut tree = match node.get("configuration") {
        Some(inner) => opened(inner, 1),
        None => Tree::Map(Vec::new(), node.span),
    };
    if !matches!(tree, Tree::Map(..)) {
        tree = Tree::Map(Vec::new(), node.span);
    }
    if let Some(more) = node.get("supplementaryConfiguration") {
        tree.set(
            &["supplementaryConfiguration".to_owned()],
            vec![opened(more, 2)],
            span,
        );
    }
    // The target of a rule is not the rule's own.
    tree.drop_key("arn");
    if let Some((region, at)) = region.filter(|(region, _)| *region != "global") {
        tree.set(&["region".to_owned()], vec![Tree::text(region, at)], at);
    }
    let family = match tables.named_elsewhere("aws-config", type_name) {
        Some(_) => "aws-config",
        None => "cloudformation",
    };
    let guesses = guesses(type_name);
    entries
        .items
        .push(Item::new(head, &tree, family, &guesses, tables));
}

/// A value in which texts that hold JSON are opened, this many levels down. What is in them may not be
/// shown: the place of each value is the point at which its text begins.
fn opened(node: &Node, levels: usize) -> Tree {
    let point = Span::new(node.span.file, node.span.start, node.span.start);
    match &node.kind {
        NodeKind::String(text) if text.trim_start().starts_with(['{', '[', '"']) => {
            match read_json(node.span.file, text, 0, &mut Diagnostics::new()) {
                Some(inner) => match &inner.kind {
                    NodeKind::String(_) if levels > 0 => {
                        let inner = Node {
                            span: point,
                            ..inner
                        };
                        opened(&inner, levels - 1)
                    }
                    NodeKind::String(_) => Tree::null(point),
                    _ => pinned(&inner, point),
                },
                None => Tree::null(point),
            }
        }
        NodeKind::Map(_) if levels > 0 => match attributes(node, &[]) {
            Tree::Map(entries, span) => {
                let entries = entries.into_iter().map(|(key, value)| {
                    let inner = node.get(&key.name);
                    let opened = inner.map_or(value, |inner| opened(inner, levels - 1));
                    (key, opened)
                });
                Tree::Map(entries.collect(), span)
            }
            other => other,
        },
        _ => Tree::of(node),
    }
}

/// A value of which everything has one place.
fn pinned(node: &Node, point: Span) -> Tree {
    match &node.kind {
        NodeKind::Seq(items) => Tree::Seq(
            items.iter().map(|item| pinned(item, point)).collect(),
            point,
        ),
        NodeKind::Map(entries) => Tree::Map(
            entries
                .iter()
                .map(|(key, value)| {
                    let key = crate::input::Key {
                        name: key.name.clone(),
                        span: point,
                    };
                    (key, pinned(value, point))
                })
                .collect(),
            point,
        ),
        kind => Tree::Known(kind.clone(), point, None),
    }
}
