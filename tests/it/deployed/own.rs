//! Plans and states of our own, small and made by hand, a case or a kind of roughness each.

use fairnotice::input::MemoryFiles;
use fairnotice::law::Regime;

use super::*;
use crate::support;

fn plans() -> Vec<std::path::PathBuf> {
    let folder = support::root().join("tests/it/deployed/plans");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

#[test]
fn each_case_is_read_as_it_is_meant() {
    snapshots(|| {
        for path in plans() {
            let name = path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .replace('.', "_");
            let (found, sources) = read(&path);
            let shown = match &found {
                Ok(found) => lines(found, &sources),
                Err(error) => support::shown(std::slice::from_ref(error), &sources),
            };
            assert_eq!(
                found.is_err(),
                name.starts_with("broken-"),
                "{name}: {shown}"
            );
            assert!(!shown.contains("hunter2"), "{shown}");
            insta::assert_snapshot!(name, shown);
        }
    });
}

#[test]
fn the_same_plan_is_the_same_in_every_wrapping() {
    let folder = support::root().join("tests/it/deployed/plans");
    for name in [
        "utf16-le.json",
        "utf16-be.json",
        "utf16-no-mark.json",
        "utf8-mark.json",
        "log.txt",
        "trailing.json",
    ] {
        let (found, _) = read(&folder.join(name));
        let found = found.unwrap();
        let addresses: Vec<&str> = found
            .resources
            .iter()
            .map(|resource| resource.address.as_str())
            .collect();
        assert_eq!(addresses, ["azurerm_storage_account.a"], "{name}");
        assert_eq!(place(&found.resources[0]), "stated uksouth (GB)", "{name}");
    }
}

/// A controller to which both regimes apply: what is outside of one territory may be inside the other.
#[test]
fn what_is_deployed_is_judged_under_every_regime() {
    let estate = "\
name: Two-Shores Clinic
controller: clinic
parties:
  - {id: clinic, name: Two-Shores Clinic, country: IE, scope: {uk-gdpr: art3-2}}
systems:
  - {id: records, operator: clinic, hosting: IE, deployed: azurerm_storage_account.records}
flows:
  - {id: visits, from: data-subjects, to: records, subjects: patient, data: [name],
     purpose: requested-service-provision, basis: contract}
";
    let plan = r#"{"format_version": "1.2", "resource_changes": [{"address": "azurerm_storage_account.records",
  "mode": "managed", "type": "azurerm_storage_account", "name": "records", "provider_name": "azurerm",
  "change": {"actions": ["create"], "after": {"location": "eastus"}}}]}"#;
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", estate)
        .with("plan.json", plan);
    let checked = support::checked_files(&files, "2026-06-01".parse().unwrap());
    let found = checked.of("deployed/undeclared-location");
    let regimes: Vec<&[Regime]> = found.iter().map(|finding| &*finding.regimes).collect();
    assert_eq!(
        regimes
            .concat()
            .iter()
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        2
    );
    assert_eq!(found.len(), 1);
}
