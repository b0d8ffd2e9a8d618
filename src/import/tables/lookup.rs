//! Asking the tables.

use super::{NameRow, Provider, SettingsRow, Tables, TypeRow, squeezed};
use crate::import::place::Place;
use crate::import::wildcard;
use crate::taxonomy::{Area, Country};

/// A word for a region as the tables spell it: case never matters, nor do spaces with azurerm.
pub(super) fn plain(provider: &str, text: &str) -> String {
    match provider {
        "azurerm" => squeezed(text),
        _ => text.trim().to_lowercase(),
    }
}

/// A place that was looked up, and whether the word was a zone's.
#[derive(Debug, Clone)]
pub(in crate::import) struct Found {
    pub place: Place,
    pub is_zone: bool,
}

impl Tables {
    /// A provider, by any of its names.
    pub(in crate::import) fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.get(name)
    }

    /// A type of resource.
    pub(in crate::import) fn type_row(&self, name: &str) -> Option<&TypeRow> {
        self.types.get(name)
    }

    /// What the attributes of a type say of how data are kept.
    pub(in crate::import) fn settings_row(&self, name: &str) -> Option<&SettingsRow> {
        self.settings.get(name)
    }

    /// The regions of a provider that a word means, in which `*` means any text.
    pub(in crate::import) fn regions_like(&self, provider: &str, word: &str) -> Vec<Place> {
        if word.contains('*') {
            let all = self.regions.get(provider).into_iter().flatten();
            let fitting = all.filter(|(name, _)| wildcard::matches(word, name));
            return fitting.map(|(_, place)| place.clone()).collect();
        }
        let found = self.place(provider, "location", word);
        found.map(|found| found.place).into_iter().collect()
    }

    /// The cloud of which a word is a single region.
    pub fn cloud_of(&self, region: &str) -> Option<&str> {
        let mut all = self.regions.iter();
        all.find(|(cloud, regions)| {
            let place = regions.get(&plain(cloud, region));
            place.is_some_and(|place| !place.is_wide)
        })
        .map(|(cloud, _)| cloud.as_str())
    }

    /// What a type of another tool is in the terms of Terraform. `family` is the tool's.
    pub(in crate::import) fn named_elsewhere(&self, family: &str, name: &str) -> Option<&NameRow> {
        self.names.get(family)?.get(&name.to_lowercase())
    }

    /// The type of CloudFormation of which an ARN is, by its service and the kind in it.
    pub(in crate::import) fn by_arn(&self, service: &str, kind: &str) -> Option<&str> {
        let whole = self.by_arn.get(&format!("{service}:{kind}"));
        whole
            .or_else(|| self.by_arn.get(service))
            .map(String::as_str)
    }

    /// The type of Azure Resource Manager of a namespace, by its last word in the singular.
    pub(in crate::import) fn of_arm(&self, namespace: &str, name: &str) -> Option<&str> {
        let lead = format!("microsoft.{}/", namespace.to_lowercase());
        let name = name.to_lowercase();
        let mut all = self.names.get("arm")?.keys();
        all.find(|key| {
            let last = key.rsplit('/').next().unwrap_or(key);
            let singular = match last.strip_suffix("ies") {
                Some(stem) => format!("{stem}y"),
                None => last.strip_suffix('s').unwrap_or(last).to_owned(),
            };
            key.starts_with(&lead) && (singular == name || last == name)
        })
        .map(String::as_str)
    }

    /// Whether a type of Terraform is in any table.
    pub(in crate::import) fn knows(&self, name: &str) -> bool {
        self.types.contains_key(name) || self.is_harmless(name)
    }

    /// Whether a type is known to keep, move and work on no personal data. A row of its own counts before.
    pub(in crate::import) fn is_harmless(&self, name: &str) -> bool {
        let mut patterns = self.harmless.iter();
        patterns.any(|pattern| wildcard::matches(pattern, name))
    }

    /// The place that an attribute of a provider's resource or block means by a word. Empty text is no
    /// place unless the tables say what it means.
    pub(in crate::import) fn place(
        &self,
        provider: &str,
        attribute: &str,
        text: &str,
    ) -> Option<Found> {
        let own = self
            .value(provider, attribute, text)
            .map(|place| (place, false));
        let found = own.or_else(|| {
            if text.trim().is_empty() {
                return None;
            }
            if self.regions.contains_key(provider) {
                self.named(provider, text)
            } else {
                self.any_cloud(text)
            }
        });
        found.map(|(place, is_zone)| Found {
            place: place.clone(),
            is_zone,
        })
    }

    /// The region of any cloud that a word can only mean, for services that run on one of them.
    pub(in crate::import) fn anywhere(&self, text: &str) -> Option<Place> {
        self.any_cloud(text).map(|(place, _)| place.clone())
    }

    /// The area that a provider's regions of it are in, as a place: `EU`, or the country `US`.
    pub(in crate::import) fn zone_of_data(&self, area: &str) -> Place {
        let members = self.areas.get(area);
        let countries = match members {
            Some(members) => members.clone(),
            None => Country::parse(area).into_iter().collect(),
        };
        Place {
            region: area.to_owned(),
            countries,
            area: members.map(|_| area.to_owned()),
            whole: members.and_then(|_| Area::parse(area)),
            is_wide: true,
            binds: true,
            checked: true,
            span: None,
        }
    }

    /// Whether a country is in an area that is a list of countries.
    pub(in crate::import) fn is_within(&self, country: Country, area: &str) -> bool {
        let members = self.areas.get(area);
        members.is_some_and(|members| members.contains(&country))
    }

    /// The region to which Azure copies.
    pub(in crate::import) fn pair(&self, provider: &str, region: &str) -> Option<Place> {
        let (other, is_checked) = self.pairs.get(provider)?.get(region)?;
        let place = self.named(provider, other)?.0.clone();
        Some(Place {
            checked: place.checked && *is_checked,
            ..place
        })
    }

    /// The country of a site of others, by the town in its name.
    pub(in crate::import) fn town(&self, site: &str) -> Option<Country> {
        let site = squeezed(site);
        self.towns
            .iter()
            .filter(|(town, _)| site.contains(town.as_str()))
            .max_by_key(|(town, _)| town.len())
            .map(|(_, country)| *country)
    }

    /// The country of a town, by its whole name.
    pub(in crate::import) fn town_named(&self, name: &str) -> Option<Country> {
        let name = squeezed(name);
        let mut towns = self.towns.iter();
        towns
            .find(|(town, _)| *town == name)
            .map(|(_, country)| *country)
    }

    fn value(&self, provider: &str, attribute: &str, text: &str) -> Option<&Place> {
        let text = text.trim().trim_end_matches('/').to_lowercase();
        let rows = self.values.iter().filter(|(of, row)| {
            of == provider
                && row.attribute == attribute
                && wildcard::matches(
                    row.value.trim_end_matches('/').to_lowercase().as_str(),
                    &text,
                )
        });
        // The longer pattern is the more precise: `*.eu.auth0.com` before `*.auth0.com`.
        rows.max_by_key(|(_, row)| row.value.len())
            .map(|(_, row)| &row.place)
    }

    pub(super) fn named(&self, provider: &str, text: &str) -> Option<(&Place, bool)> {
        let regions = self.regions.get(provider)?;
        // IONOS writes `de/fra`.
        if let Some(place) = regions.get(&plain(provider, text)) {
            return Some((place, false));
        }
        let last = text.rsplit('/').next().unwrap_or(text);
        // The availability domains of Oracle have a word of the tenancy before them: `Uocm:EU-ZURICH-1-AD-1`.
        let last = match provider {
            "oci" => last.rsplit(':').next().unwrap_or(last),
            _ => last,
        };
        let word = plain(provider, last);
        let word = word.strip_prefix("regional-").unwrap_or(&word);
        if let Some(place) = regions.get(word) {
            return Some((place, false));
        }
        let single = regions.iter().filter(|(_, place)| !place.is_wide);
        single
            .filter(|(name, _)| {
                word.strip_prefix(name.as_str())
                    .is_some_and(|rest| is_zone(provider, rest))
            })
            .max_by_key(|(name, _)| name.len())
            .map(|(_, place)| (place, true))
    }

    fn any_cloud(&self, text: &str) -> Option<(&Place, bool)> {
        let word = text.trim().to_lowercase().replace('_', "-");
        let parts = word.split('.').filter(|part| part.len() > 3);
        let mut found: Vec<(&Place, bool)> = Vec::new();
        for part in parts.chain([word.as_str()]) {
            for (provider, prefixes) in [
                ("aws", ["aws-"].as_slice()),
                ("azurerm", &["azure-"]),
                ("google", &["gcp-", "google-"]),
            ] {
                let bare = prefixes.iter().find_map(|prefix| part.strip_prefix(prefix));
                let asked = bare.unwrap_or(part);
                let asked = match provider {
                    "azurerm" => asked.replace('-', ""),
                    _ => asked.to_owned(),
                };
                let hit = self.named(provider, &asked);
                found.extend(hit.filter(|(place, _)| !place.is_wide));
            }
        }
        let (first, rest) = found.split_first()?;
        let agree = rest
            .iter()
            .all(|(place, _)| place.countries == first.0.countries);
        agree.then_some(*first)
    }
}

/// Whether what follows a region's word makes it the word of one of its zones.
fn is_zone(provider: &str, rest: &str) -> bool {
    let letter = |text: &str| matches!(text.as_bytes(), [b'a'..=b'z']);
    match provider {
        // eu-west-2a; local zones and wavelength zones: us-east-1-bos-1a.
        "aws" => letter(rest) || (rest.starts_with('-') && rest.len() > 4),
        "google" => rest.strip_prefix('-').is_some_and(letter),
        "scaleway" => matches!(rest.as_bytes(), [b'-', b'0'..=b'9']),
        "ibm" | "opentelekomcloud" | "stackit" => {
            matches!(rest.as_bytes(), [b'-', digits @ ..] if !digits.is_empty()
                && digits.iter().all(u8::is_ascii_digit))
        }
        "ovh" => rest.strip_prefix('-').is_some_and(letter),
        "hcloud" => rest.starts_with("-dc"),
        "oci" => rest.starts_with("-ad-"),
        _ => false,
    }
}
