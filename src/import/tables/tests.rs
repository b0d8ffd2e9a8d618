//! The tables as they are shipped: complete, consistent, and asked the way plans write.

use super::*;

fn tables() -> &'static Tables {
    Tables::builtin().unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn place(provider: &str, attribute: &str, text: &str) -> String {
    tables()
        .place(provider, attribute, text)
        .map_or_else(|| "none".to_owned(), |found| found.place.words())
}

#[test]
fn every_row_names_countries_attributes_and_regions_that_exist() {
    let tables = tables();
    assert!(tables.regions.len() >= 8 && tables.types.len() > 300);
    for (provider, regions) in &tables.regions {
        for (name, place) in regions {
            assert!(
                !place.countries.is_empty() || place.area.is_some(),
                "{provider} {name} is nowhere"
            );
        }
    }
    for (provider, pairs) in &tables.pairs {
        for (region, (to, _)) in pairs {
            assert!(tables.named(provider, region).is_some(), "{region}");
            assert!(tables.named(provider, to).is_some(), "{to}");
        }
    }
    for (name, row) in &tables.types {
        assert!(
            !row.at.is_empty() || !row.within.is_empty() || row.located.is_some(),
            "nothing says where {name} is"
        );
        let prefix = name.split('_').next().unwrap_or("");
        assert!(
            tables.providers.contains_key(prefix),
            "{name} is of no provider"
        );
    }
    for (name, row) in &tables.settings {
        assert!(tables.knows(name), "{name} is in no table of types");
        for states in &row.states {
            let is_open = states.path.is_none() || states.absent.is_some();
            assert!(
                !is_open || states.source.is_some(),
                "{name}: what no attribute says needs a source"
            );
            let answers = !states.yes_if.is_empty() || !states.no_if.is_empty();
            assert!(
                states.always || states.reads.is_some() || answers,
                "{name}: {states:?} answers nothing"
            );
        }
    }
    for (family, names) in &tables.names {
        for (name, row) in names {
            assert!(
                tables.knows(&row.is),
                "{family} {name}: {} is in no table",
                row.is
            );
        }
    }
    for (provider, _) in &tables.values {
        assert!(tables.providers.contains_key(provider), "{provider}");
    }
}

#[test]
fn words_are_found_as_plans_write_them() {
    for (provider, text, expected) in [
        ("azurerm", "UK South", "uksouth (GB)"),
        ("azurerm", "westeurope", "westeurope (NL)"),
        ("azurerm", "North Europe", "northeurope (IE)"),
        ("azurerm", "", "none"),
        ("azurerm", "somewhere", "none"),
        ("azurerm", "global", "global"),
        ("aws", "eu-west-2", "eu-west-2 (GB)"),
        ("aws", "eu-west-3b", "eu-west-3 (FR)"),
        ("aws", "us-east-1-bos-1a", "us-east-1 (US)"),
        ("aws", "eu-west-22", "none"),
        ("aws", "value", "none"),
        ("google", "EUROPE-WEST2", "europe-west2 (GB)"),
        ("google", "europe-west2-b", "europe-west2 (GB)"),
        (
            "google",
            "projects/p/zones/us-central1-a",
            "us-central1 (US)",
        ),
        ("google", "US", "us (US)"),
        ("google", "global", "global"),
        ("hcloud", "nbg1-dc3", "nbg1 (DE)"),
        ("ibm", "eu-de-2", "eu-de (DE)"),
        ("ibm", "eu-gb", "eu-gb (GB)"),
        ("exoscale", "ch-gva-2", "ch-gva-2 (CH)"),
        ("upcloud", "fi-hel1", "fi-hel1 (FI)"),
        ("opentelekomcloud", "eu-nl-01", "eu-nl (NL)"),
        ("openstack", "bgo", "bgo (NO)"),
        ("openstack", "GRA11", "GRA11 (FR)"),
        ("openstack", "RegionOne", "none"),
        ("ovh", "EU-WEST-PAR-A", "EU-WEST-PAR (FR)"),
        ("ionoscloud", "de/fra", "de/fra (DE)"),
        ("stackit", "eu01-1", "eu01 (DE)"),
        ("ec", "azure-uksouth", "uksouth (GB)"),
        ("snowflake", "AWS_EU_WEST_2", "eu-west-2 (GB)"),
        ("mongodbatlas", "EU_WEST_2", "eu-west-2 (GB)"),
        ("mongodbatlas", "somewhere", "none"),
    ] {
        assert_eq!(
            place(provider, "location", text),
            expected,
            "{provider} {text:?}"
        );
    }
    let eu = tables().place("google", "location", "EU").unwrap().place;
    let codes: Vec<&str> = eu.countries.iter().map(Country::as_str).collect();
    assert!(
        codes.contains(&"NL") && !codes.contains(&"GB") && !codes.contains(&"CH"),
        "{codes:?}"
    );
    assert!(eu.is_wide);
    for (provider, attribute, text, country) in [
        (
            "datadog",
            "provider.api_url",
            "https://api.datadoghq.eu/",
            "DE",
        ),
        ("auth0", "provider.domain", "acme.uk.auth0.com", "GB"),
        ("pagerduty", "provider.service_region", "", "US"),
        ("mailgun", "region", "us", "US"),
    ] {
        let found = tables().place(provider, attribute, text).unwrap().place;
        assert_eq!(
            found.countries,
            [Country::parse(country).unwrap()],
            "{text}"
        );
    }
    assert_eq!(
        tables().pair("azurerm", "uksouth").unwrap().region,
        "ukwest"
    );
    assert_eq!(
        tables().town("Equinix-Seattle-SE2"),
        Country::parse("US").ok()
    );
}
