//! Objects of Kubernetes: what runs, what is kept, and which hosts outside are named.

use std::net::IpAddr;

use super::{Gathered, crossplane, foreign, named, wrong};
use crate::import::hosts::{host, of_setting};
use crate::import::importer::ImportError;
use crate::import::listed::Tree;
use crate::import::path::{Hit, entries, inner, text, text_of, values};
use crate::import::resources::take;
use crate::input::{Node, NodeKind, Span};

/// Labels that say where a node is.
const REGION: [&str; 2] = [
    "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/region",
];
const ZONE: [&str; 3] = [
    "topology.kubernetes.io/zone",
    "failure-domain.beta.kubernetes.io/zone",
    "topology.gke.io/zone",
];
/// Where the pods of a workload are described.
const PODS: [&str; 3] = [
    "spec",
    "spec.template.spec",
    "spec.jobTemplate.spec.template.spec",
];
/// Groups of the objects that Kubernetes itself has; the kinds of others have their group before them.
const OWN_GROUPS: [&str; 10] = [
    "apps",
    "batch",
    "autoscaling",
    "policy",
    "networking.k8s.io",
    "networking.istio.io",
    "rbac.authorization.k8s.io",
    "storage.k8s.io",
    "scheduling.k8s.io",
    "extensions",
];

/// Adds an object, or those of a list.
///
/// # Errors
/// When it has no kind or no name.
pub(super) fn object(node: &Node, gathered: &mut Gathered) -> Result<(), ImportError> {
    let Some(kind) = text_of(node, "kind") else {
        return Err(wrong(
            node.span,
            "a manifest is a map with a `kind`, which is a text",
        ));
    };
    if let Some(items) = node.get("items").filter(|_| kind.ends_with("List")) {
        for item in items.items() {
            object(item, gathered)?;
        }
        return Ok(());
    }
    if kind == "Kustomization"
        && text_of(node, "apiVersion").is_some_and(|it| it.starts_with("kustomize"))
    {
        let instead = "pass what `kubectl kustomize` prints";
        return Err(foreign(node, "a kustomization", instead));
    }
    let metadata = node.get("metadata");
    let name = metadata.and_then(|it| it.get("name").or_else(|| it.get("generateName")));
    let Some((name, span)) = name.and_then(|it| Some((text(it)?, inner(it)))) else {
        return Err(wrong(
            node.span,
            "a manifest has a name, which is a text (`metadata.name`)",
        ));
    };
    let group = text_of(node, "apiVersion").and_then(|it| it.split_once('/'));
    let is_own = group.is_none_or(|(group, _)| OWN_GROUPS.contains(&group));
    let external =
        text_of(node, "kind") == Some("Service") && !values(node, "spec.externalName").is_empty();
    let kind = match group {
        _ if external => "ExternalName".to_owned(),
        Some((group, _)) if !is_own => format!("{group}/{kind}"),
        _ => kind.to_owned(),
    };
    let namespace = metadata.and_then(|it| text_of(it, "namespace"));
    let name = match namespace {
        Some(namespace) => format!("{namespace}/{name}"),
        None => name.to_owned(),
    };
    let mut tags = std::collections::BTreeMap::new();
    take(metadata.and_then(|it| it.get("labels")), &mut tags);
    let tree = attributes(node, is_own);
    // Of what others define nothing is known but its own words for places.
    let others = || group.and_then(|(group, _)| crossplane::provider(group));
    let provider = if is_own {
        "kubernetes"
    } else {
        others().unwrap_or("")
    };
    gathered.add((&kind, &name), provider, tags, span, tree);
    Ok(())
}

/// What of an object says where it is, what it is part of, and where it sends data.
fn attributes(node: &Node, is_own: bool) -> Tree {
    let mut tree = match node.get("spec") {
        Some(spec) if !is_own => crossplane::attributes(Tree::of(spec)),
        _ => Tree::Map(Vec::new(), node.span),
    };
    if !matches!(tree, Tree::Map(..)) {
        tree = Tree::Map(Vec::new(), node.span);
    }
    let mut set = |key: &str, found: Vec<Tree>| {
        if !found.is_empty() {
            tree.set(&[key.to_owned()], found, node.span);
        }
    };
    set("region", labelled(node, &REGION));
    set("zone", labelled(node, &ZONE));
    set("hosts", hosts(node));
    let classes = [
        "spec.storageClassName",
        "spec.volumeClaimTemplates[*].spec.storageClassName",
    ];
    let classes = classes.iter().flat_map(|path| values(node, path));
    set(
        "storage_class_name",
        classes.map(|hit| Tree::of(hit.node)).collect(),
    );
    let names: Vec<Tree> = settings(node).into_iter().map(|(name, _)| name).collect();
    let names: Vec<Tree> = names.into_iter().map(named).collect();
    if !names.is_empty() {
        let path = ["container".to_owned(), "env".to_owned()];
        tree.set(&path, names, node.span);
    }
    tree
}

/// The values of labels that bind an object to a place.
fn labelled(node: &Node, labels: &[&str]) -> Vec<Tree> {
    let mut found = Vec::new();
    let mut direct = |map: Option<&Node>| {
        let known = map.into_iter().flat_map(entries);
        let known = known.filter(|(key, _)| labels.contains(key));
        found.extend(known.map(|(_, value)| Tree::of(value)));
    };
    direct(node.get("metadata").and_then(|it| it.get("labels")));
    for pods in PODS {
        for hit in values(node, &format!("{pods}.nodeSelector")) {
            direct(Some(hit.node));
        }
    }
    let terms =
        "requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[*].matchExpressions[*]";
    let mut paths: Vec<String> = PODS
        .iter()
        .map(|pods| format!("{pods}.affinity.nodeAffinity.{terms}"))
        .collect();
    paths.push("spec.nodeAffinity.required.nodeSelectorTerms[*].matchExpressions[*]".to_owned());
    paths.push("allowedTopologies[*].matchLabelExpressions[*]".to_owned());
    for hit in paths.iter().flat_map(|path| values(node, path)) {
        let is_place = text_of(hit.node, "key").is_some_and(|key| labels.contains(&key));
        let is_in = text_of(hit.node, "operator").is_none_or(|operator| operator == "In");
        if is_place && is_in {
            let items = hit.node.get("values").map_or(&[][..], Node::items);
            found.extend(items.iter().map(Tree::of));
        }
    }
    // Classes of storage have words of their own.
    let own = if labels == REGION {
        ["region", "location"]
    } else {
        ["zone", "zones"]
    };
    let parameters = node.get("parameters").into_iter().flat_map(entries);
    for (_, value) in parameters.filter(|(key, _)| own.contains(key)) {
        let words = text(value).unwrap_or("").split(',').map(str::trim);
        let words = words.filter(|word| !word.is_empty());
        found.extend(words.map(|word| Tree::text(word, value.span)));
    }
    found
}

/// The settings of the containers and of a map of settings: names, with their values.
fn settings(node: &Node) -> Vec<(Tree, Option<&Node>)> {
    let mut found = Vec::new();
    for pods in PODS {
        for list in ["containers", "initContainers"] {
            for hit in values(node, &format!("{pods}.{list}[*].env[*]")) {
                if let Some(name) = hit.node.get("name") {
                    found.push((Tree::of(name), hit.node.get("value")));
                }
            }
        }
    }
    if text_of(node, "kind") == Some("ConfigMap") {
        let data = node.get("data");
        if let Some(NodeKind::Map(entries)) = data.map(|data| &data.kind) {
            let entries = entries.iter();
            found.extend(
                entries.map(|(key, value)| (Tree::text(key.name.as_str(), key.span), Some(value))),
            );
        }
    }
    found
}

/// The names outside to which a policy of networks lets data go. A block of addresses has no name, and says
/// nothing of who is behind it.
fn allowed(node: &Node) -> Vec<(String, Span)> {
    let kind = text_of(node, "kind").unwrap_or("");
    if !kind.contains("NetworkPolicy") {
        return Vec::new();
    }
    let paths = [
        "spec.egress[*].toFQDNs[*].matchName",
        "spec.egress[*].toFQDNs[*].matchPattern",
        "specs[*].egress[*].toFQDNs[*].matchName",
    ];
    let hits = paths.iter().flat_map(|path| values(node, path));
    let named = hits.filter_map(|hit| {
        let word = Hit::text(&hit)?.trim_start_matches("*.");
        Some((host(word)?, hit.node.span))
    });
    let blocks = values(node, "spec.egress[*].to[*].ipBlock[*].cidr");
    let blocks = blocks.iter().filter_map(|hit| {
        let block = hit.text().filter(|block| is_outside(block))?;
        Some((block.split('/').next()?.to_owned(), hit.node.span))
    });
    named.chain(blocks).collect()
}

/// Whether a block of addresses is one outside, and not the whole world.
fn is_outside(block: &str) -> bool {
    let (address, bits) = block.split_once('/').unwrap_or((block, "32"));
    let Ok(bits) = bits.parse::<u8>() else {
        return false;
    };
    match address.parse() {
        Ok(IpAddr::V4(it)) => {
            let [first, second, ..] = it.octets();
            let is_shared = first == 100 && (64..128).contains(&second);
            let is_inside = it.is_private() || it.is_loopback() || it.is_link_local() || is_shared;
            bits >= 8 && !is_inside
        }
        Ok(IpAddr::V6(it)) => bits >= 16 && !it.is_loopback() && !it.is_unique_local(),
        Err(_) => false,
    }
}

/// The hosts outside that an object names, as addresses.
fn hosts(node: &Node) -> Vec<Tree> {
    let mut found: Vec<(String, Span)> = Vec::new();
    for (name, value) in settings(node) {
        let Some(value) = value else { continue };
        let name = name.as_text().unwrap_or("");
        let words = text(value).map_or_else(Vec::new, |word| of_setting(name, word));
        found.extend(words.into_iter().map(|word| (word, value.span)));
    }
    let paths = [
        "spec.externalName",
        "spec.hosts[*]",
        "spec.endpoints[*].address",
    ];
    let is_entry = |path: &&str| {
        path.ends_with("externalName") || text_of(node, "kind") == Some("ServiceEntry")
    };
    let allowed = allowed(node);
    for hit in paths
        .iter()
        .filter(|path| is_entry(path))
        .flat_map(|path| values(node, path))
    {
        let word = Hit::text(&hit).map(|word| word.trim_start_matches("*."));
        found.extend(word.and_then(host).map(|word| (word, hit.node.span)));
    }
    found.extend(allowed);
    let at_its_place = |(word, span): (String, Span)| {
        Tree::text(
            format!("https://{word}"),
            Span::new(span.file, span.start, span.start),
        )
    };
    found.into_iter().map(at_its_place).collect()
}
