//! Importing from text, one case each.

use super::*;

pub(super) fn imported(text: &str) -> (Deployment, SourceMap) {
    let mut sources = SourceMap::new();
    let tables = Tables::builtin(&mut sources).unwrap();
    let deployment = deployment("plan.json", text.as_bytes(), &tables, &mut sources);
    (
        deployment.unwrap_or_else(|error| panic!("{error:?}")),
        sources,
    )
}

#[test]
fn text_that_is_kept_holds_places_only() {
    let (found, sources) = imported(
        r#"{"format_version": "1.2", "resource_changes": [{"address": "azurerm_storage_account.a",
        "mode": "managed", "type": "azurerm_storage_account", "name": "a",
        "provider_name": "registry.terraform.io/hashicorp/azurerm", "change": {"actions": ["create"],
        "after": {"location": "eastus", "primary_access_key": "hunter2", "account_replication_type": "GRS"}}}]}"#,
    );
    let file = sources.file(found.file).unwrap();
    assert!(!file.text().contains("hunter2") && !file.text().contains("primary_access_key"));
    assert!(
        file.text().contains("location\": \"eastus"),
        "{}",
        file.text()
    );
    let resource = &found.resources[0];
    assert_eq!(
        words_of(resource),
        "stated eastus (US); GRS-like copy to westus (US)"
    );
}

#[test]
fn one_of_several_places_that_is_not_known_is_told() {
    let (found, _) = imported(
        r#"{"format_version": "1.2", "resource_changes": [{"address": "mongodbatlas_advanced_cluster.a",
        "mode": "managed", "type": "mongodbatlas_advanced_cluster", "name": "a",
        "provider_name": "registry.terraform.io/mongodb/mongodbatlas", "change": {"actions": ["create"],
        "after": {"replication_specs": [{"region_configs":
            [{"region_name": "EU_WEST_1"}, {"region_name": "ELSEWHERE"}]}]}}}]}"#,
    );
    let resource = &found.resources[0];
    assert_eq!(words_of(resource), "stated eu-west-1 (IE)");
    assert_eq!(
        resource.notes,
        [
            "`ELSEWHERE` in `replication_specs[*].region_configs[*].region_name` is no place that the tables know"
        ]
    );
}

fn words_of(resource: &Resource) -> String {
    let places: Vec<String> = resource
        .location
        .places()
        .iter()
        .map(Place::words)
        .collect();
    let copies: Vec<String> = resource
        .copies
        .iter()
        .map(|copy| format!("; GRS-like copy to {}", copy.to.words()))
        .collect();
    format!(
        "{} {}{}",
        resource.location.how(),
        places.join(" "),
        copies.concat()
    )
}
