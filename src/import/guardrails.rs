//! Guardrails in a file, and the resources whose location they guarantee.

use std::collections::BTreeSet;

use super::guardrail::Guardrail;
use super::location::{Declarations, Declared};
use super::model::Resource;
use super::path::{Hit, text, values};
use super::place::Place;
use super::tables::Tables;
use crate::input::{Diagnostics, FileId, Node, NodeKind, read_json};

/// Azure's policy "Allowed locations", by its id.
const ALLOWED_LOCATIONS: &str = "e56962a6-4747-49cd-b67b-bf8b01975c4c";
/// What that policy states of itself that it does not hold for.
const AZURE_EXEMPT: [&str; 2] = ["resources in the region `global`", "b2cDirectories"];
/// What `gcp.resourceLocations` does not hold for.
const GOOGLE_EXEMPT: [&str; 2] = [
    "resources that were there before",
    "services that do not support it",
];

/// The guardrail that the resource at a position is. `attached` holds the positions of policies that something
/// in the file attaches.
pub(super) fn guardrail(
    declared: &Declared<'_>,
    is_attached: bool,
    tables: &Tables,
) -> Option<Guardrail> {
    let root = declared.values?;
    let name = declared.type_name;
    match name {
        "aws_organizations_policy" | "AWS::Organizations::Policy" => {
            of_aws(declared, root, is_attached, tables)
        }
        _ if name.starts_with("azurerm_") && name.ends_with("policy_assignment") => {
            of_azure(declared, root, tables)
        }
        "google_org_policy_policy"
        | "google_organization_policy"
        | "google_folder_organization_policy"
        | "google_project_organization_policy" => of_google(declared, root, tables),
        _ => None,
    }
}

/// The policies that something in the file attaches.
pub(super) fn attached<'n>(declarations: &dyn Declarations<'n>) -> BTreeSet<usize> {
    (0..declarations.count())
        .filter(|at| {
            let declared = declarations.get(*at);
            declared.is_some_and(|it| it.type_name == "aws_organizations_policy_attachment")
        })
        .filter_map(|at| declarations.refers_to(at, "policy_id"))
        .collect()
}

/// Notes which guardrails guarantee the location of each resource.
pub(super) fn guarantee(resources: &mut [Resource], tables: &Tables) {
    let rails: Vec<(String, Guardrail)> = resources
        .iter()
        .filter_map(|resource| {
            Some((
                resource.address.clone(),
                resource.guardrail.as_deref()?.clone(),
            ))
        })
        .collect();
    if rails.is_empty() {
        return;
    }
    for resource in resources {
        let provider = tables.provider(&resource.provider);
        let provider = provider.map_or(resource.provider.as_str(), |it| it.name.as_str());
        let type_name = resource.listed_as.as_ref().unwrap_or(&resource.type_name);
        let places = resource.location.places();
        let by = rails.iter().filter(|(address, rail)| {
            *address != resource.address && rail.guarantees(provider, type_name, places)
        });
        resource.guaranteed_by = by.map(|(address, _)| address.clone()).collect();
    }
}

/// A policy of AWS Organizations that denies what is asked of other regions.
fn of_aws(
    declared: &Declared<'_>,
    root: &Node,
    is_attached: bool,
    tables: &Tables,
) -> Option<Guardrail> {
    let kind = root.get("type").and_then(text);
    if kind.is_some_and(|kind| kind != "SERVICE_CONTROL_POLICY") {
        return None;
    }
    let policy = whole(root.get("content")?)?;
    each(of(&policy, "Statement"))
        .into_iter()
        .find_map(|statement| {
            let denies = of(statement, "Effect").and_then(text);
            denies.filter(|effect| effect.eq_ignore_ascii_case("deny"))?;
            let (regions, others) = requested(of(statement, "Condition")?);
            if regions.is_empty() {
                return None;
            }
            let targets = root
                .get("target_ids")
                .is_some_and(|it| !it.items().is_empty());
            let mut exempt = actions(of(statement, "NotAction"));
            if others {
                exempt.push("what another condition of the policy names".to_owned());
            }
            Some(Guardrail {
                provider: "aws".to_owned(),
                allows: places(&regions, "aws", tables),
                exempt,
                only: actions(of(statement, "Action"))
                    .into_iter()
                    .filter(|action| action != "*")
                    .collect(),
                idle: (!is_attached && !targets).then_some("nothing in the file attaches it"),
                span: declared.span,
            })
        })
}

/// The regions outside which a condition holds, and whether there are other conditions.
fn requested(condition: &Node) -> (Vec<String>, bool) {
    let (mut regions, mut others) = (Vec::new(), false);
    for (operator, keys) in entries(condition) {
        let is_not = ["stringnotequals", "stringnotlike"]
            .iter()
            .any(|word| plain(operator).contains(word));
        for (key, value) in entries(keys) {
            if is_not && plain(key) == "aws:requestedregion" {
                regions.extend(
                    each(Some(value))
                        .into_iter()
                        .filter_map(text)
                        .map(str::to_owned),
                );
            } else {
                others = true;
            }
        }
    }
    (regions, others)
}

/// An assignment of Azure's policy "Allowed locations".
fn of_azure(declared: &Declared<'_>, root: &Node, tables: &Tables) -> Option<Guardrail> {
    let policy = root.get("policy_definition_id").and_then(text)?;
    if !policy.ends_with(ALLOWED_LOCATIONS) {
        return None;
    }
    let given = whole(root.get("parameters")?)?;
    let list = of(&given, "listOfAllowedLocations").and_then(|list| of(list, "value"));
    let regions: Vec<String> = each(list)
        .into_iter()
        .filter_map(text)
        .map(str::to_owned)
        .collect();
    let is_off = root.get("enforce").map(|it| &it.kind) == Some(&NodeKind::Bool(false))
        || root.get("enforcement_mode").and_then(text) == Some("DoNotEnforce");
    let is_part = ["resource_group", "azurerm_resource_policy"]
        .iter()
        .any(|word| declared.type_name.contains(word))
        && root.get("scope").is_none();
    let mut exempt: Vec<String> = AZURE_EXEMPT.iter().map(|word| (*word).to_owned()).collect();
    let left_out = values(root, "not_scopes").len();
    if left_out > 0 {
        exempt.push(format!("{left_out} scopes (`not_scopes`)"));
    }
    Some(Guardrail {
        provider: "azurerm".to_owned(),
        allows: places(&regions, "azurerm", tables),
        exempt,
        only: Vec::new(),
        idle: match (is_off, is_part, left_out) {
            (true, _, _) => Some("it is not enforced"),
            (_, true, _) => Some("it is for one resource or resource group"),
            (_, _, 1..) => Some("it leaves scopes out"),
            _ => None,
        },
        span: declared.span,
    })
}

/// A policy of an organisation of Google Cloud on locations.
fn of_google(declared: &Declared<'_>, root: &Node, tables: &Tables) -> Option<Guardrail> {
    let is_it = ["name", "constraint"].iter().any(|key| {
        let word = root.get(key).and_then(text);
        word.is_some_and(|word| word.ends_with("gcp.resourceLocations"))
    });
    if !is_it {
        return None;
    }
    let lists = [
        "spec[*].rules[*].values[*].allowed_values",
        "list_policy[*].allow[*].values",
    ];
    let hits = lists.iter().flat_map(|path| values(root, path));
    let regions: Vec<String> = hits
        .filter_map(|hit| Hit::text(&hit).map(str::to_owned))
        .map(|word| {
            let word = word.strip_prefix("in:").unwrap_or(&word);
            word.strip_suffix("-locations").unwrap_or(word).to_owned()
        })
        .collect();
    if regions.is_empty() {
        return None;
    }
    let conditions = values(root, "spec[*].rules[*].condition[*].expression");
    Some(Guardrail {
        provider: "google".to_owned(),
        allows: places(&regions, "google", tables),
        exempt: GOOGLE_EXEMPT
            .iter()
            .map(|word| (*word).to_owned())
            .collect(),
        only: Vec::new(),
        idle: (!conditions.is_empty()).then_some("it holds under a condition only"),
        span: declared.span,
    })
}

/// The places of some regions; none where the tables do not know all of them.
fn places(regions: &[String], provider: &str, tables: &Tables) -> Vec<Place> {
    let mut found = Vec::new();
    for region in regions {
        let all = tables.regions_like(provider, region);
        if all.is_empty() {
            return Vec::new();
        }
        found.extend(all);
    }
    found.sort_by(|a, b| a.region.cmp(&b.region));
    found.dedup();
    found
}

/// Actions of AWS as a policy names them, and nothing else.
fn actions(node: Option<&Node>) -> Vec<String> {
    let is_action = |word: &&str| {
        word.chars()
            .all(|ch| ch.is_ascii_alphanumeric() || ":*-_".contains(ch))
            && word.len() < 80
    };
    let words = each(node).into_iter().filter_map(text).filter(is_action);
    words.map(str::to_owned).collect()
}

/// A document that is a text of JSON, or is written as a map.
fn whole(node: &Node) -> Option<Node> {
    match &node.kind {
        NodeKind::String(json) => read_json(FileId(0), json, 0, &mut Diagnostics::new()),
        NodeKind::Map(_) => Some(node.clone()),
        _ => None,
    }
}

/// The value of a key, however the readers of templates write it.
fn of<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let found = entries(node).find(|(name, _)| plain(name) == plain(key));
    found.map(|(_, value)| value)
}

fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

fn entries(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    super::path::entries(node)
}

fn each(node: Option<&Node>) -> Vec<&Node> {
    match node.map(|node| &node.kind) {
        Some(NodeKind::Seq(items)) => items.iter().collect(),
        _ => node.into_iter().collect(),
    }
}
