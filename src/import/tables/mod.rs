//! What is known of providers, types and regions: dated tables, read like those of the law. The files
//! in `policies/deploy/` say of each group from when it is and where it comes from.

mod lookup;
mod raw;
mod settings;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::model::DataRole;
use super::place::Place;
use crate::input::{FileId, InputError, InputErrorKind, decode, read_prepared};
use crate::taxonomy::{Area, Country};
use raw::{RawName, RawProvider, RawRegion, RawType, RawTypes, RawValue, TableFile};

pub(super) use raw::{CopiesTo, Located, ProviderKind};
pub(super) use settings::{KeepsRow, Reads, SettingsRow, StatesRow, Unit, YesNo};

/// The files, by their names, in the order in which they are taken in: what a region is in comes before what lies in it.
const FILES: [&str; 12] = [
    "regions",
    "pairs",
    "types",
    "settings",
    "values",
    "providers",
    "harmless",
    "cloudformation",
    "arm",
    "kubernetes",
    "pulumi",
    "google",
];

/// The path of each file, and the tree that was prepared of it.
const PREPARED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/deploy.rs"));

/// The built-in tables.
static BUILTIN: LazyLock<Result<Tables, Vec<InputError>>> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for name in FILES {
        tables.take(prepared(name)?);
    }
    Ok(tables)
});

/// What was prepared of a file.
fn prepared(name: &str) -> Result<TableFile, Vec<InputError>> {
    let path = format!("policies/deploy/{name}.yaml");
    let found = PREPARED.iter().find(|(known, _)| *known == path);
    let node = found.and_then(|(_, bytes)| read_prepared(FileId(0), bytes));
    let node = node.ok_or_else(|| {
        let message = format!("the embedded table `{path}` was not prepared");
        vec![InputError::new(InputErrorKind::File, None, message)]
    })?;
    decode(&node).map_err(|error| vec![error])
}

/// The tables.
#[derive(Debug, Default)]
pub struct Tables {
    areas: BTreeMap<String, Vec<Country>>,
    /// By provider and by the region's word in the provider's plain spelling.
    regions: BTreeMap<String, BTreeMap<String, Place>>,
    pairs: BTreeMap<String, BTreeMap<String, (String, bool)>>,
    types: BTreeMap<String, TypeRow>,
    /// By type.
    settings: BTreeMap<String, SettingsRow>,
    values: Vec<(String, ValueRow)>,
    providers: BTreeMap<String, Provider>,
    pub(super) hints: Vec<(String, String)>,
    towns: Vec<(String, Country)>,
    /// Patterns of types that keep, move and work on no personal data.
    harmless: Vec<String>,
    /// The types of other tools, by their family and by their name in lower case.
    names: BTreeMap<String, BTreeMap<String, NameRow>>,
    /// The types of CloudFormation by the beginning of their ARNs.
    by_arn: BTreeMap<String, String>,
    as_of: Vec<String>,
}

/// A type of resource.
#[derive(Debug, Clone)]
pub(super) struct TypeRow {
    pub role: DataRole,
    pub at: Vec<String>,
    pub within: Vec<String>,
    pub located: Option<Located>,
    pub default: Option<String>,
    pub copies: Vec<CopiesRow>,
    /// Attributes that name what its data come from.
    pub sources: Vec<String>,
    /// The attribute that names the group of which it is a member, whose members copy to each other.
    pub joins: Option<String>,
    pub touches: Vec<String>,
}

/// An attribute that sends data elsewhere.
#[derive(Debug, Clone)]
pub(super) struct CopiesRow {
    pub path: String,
    pub when: Vec<String>,
    pub absent: Option<String>,
    pub to: Option<CopiesTo>,
}

/// What a type of another tool is in the terms of Terraform.
#[derive(Debug, Clone)]
pub(super) struct NameRow {
    pub is: String,
    /// Attributes that Terraform has elsewhere, as paths of keys: there and here.
    pub paths: Vec<(Vec<String>, Vec<String>)>,
}

/// A provider.
#[derive(Debug, Clone)]
pub(super) struct Provider {
    pub name: String,
    pub operator: Option<String>,
    pub kind: ProviderKind,
    pub at: Vec<String>,
    pub zones: Vec<String>,
    pub within: Vec<String>,
    /// References to the network that it is in, which it is no part of.
    pub stands_in: Vec<String>,
    pub nowhere: Vec<String>,
    pub located: Option<Located>,
    pub default: Option<String>,
}

/// What a word of a service means.
#[derive(Debug)]
struct ValueRow {
    attribute: String,
    value: String,
    place: Place,
}

impl Tables {
    /// The built-in tables, read once.
    ///
    /// # Errors
    /// None for the files as they are shipped, which a test holds to; else the first thing that is wrong.
    pub fn builtin() -> Result<&'static Self, Vec<InputError>> {
        BUILTIN.as_ref().map_err(Clone::clone)
    }

    /// The days on which the sources of the tables were read, the first and the last.
    pub fn as_of(&self) -> (&str, &str) {
        let first = self.as_of.iter().min().map_or("", String::as_str);
        let last = self.as_of.iter().max().map_or("", String::as_str);
        (first, last)
    }

    fn take(&mut self, read: TableFile) {
        for (area, codes) in read.areas {
            self.areas.insert(area, countries(&codes));
        }
        for group in read.regions {
            self.as_of.push(group.as_of.clone());
            let rows = &group.regions;
            let places = rows
                .iter()
                .map(|row| {
                    let spelled = lookup::plain(&group.provider, &row.region);
                    (spelled, self.region(row, rows))
                })
                .collect();
            self.regions.insert(group.provider, places);
        }
        for group in read.pairs {
            let pairs = group.pairs.into_iter();
            let pairs = pairs.map(|pair| (pair.region, (pair.to, pair.checked)));
            self.pairs.insert(group.provider, pairs.collect());
        }
        for group in read.types {
            self.as_of.push(group.as_of.clone());
            for row in &group.types {
                self.types.insert(row.name.clone(), type_row(&group, row));
            }
        }
        for group in read.settings {
            self.as_of.push(group.as_of);
            let rows = group.types.into_iter();
            self.settings
                .extend(rows.map(|row| (row.name.clone(), row)));
        }
        for group in read.values {
            for row in group.values {
                let row = self.value_row(row);
                self.values.push((group.provider.clone(), row));
            }
        }
        for row in read.providers {
            for name in row.also.iter().chain([&row.provider]) {
                self.providers.insert(name.clone(), provider(&row));
            }
        }
        for hint in read.hints {
            self.hints.push((hint.word, hint.party));
        }
        for group in read.names {
            self.as_of.push(group.as_of);
            let names = self.names.entry(group.family).or_default();
            for row in group.types {
                for arn in &row.arn {
                    self.by_arn.insert(arn.clone(), row.name.clone());
                }
                names.insert(row.name.to_lowercase(), name_row(row));
            }
        }
        self.harmless
            .extend(read.harmless.into_iter().flat_map(|group| group.types));
        for (code, towns) in read.towns {
            if let Ok(country) = Country::parse(&code) {
                self.towns
                    .extend(towns.iter().map(|town| (squeezed(town), country)));
            }
        }
    }

    fn region(&self, row: &RawRegion, rows: &[RawRegion]) -> Place {
        let mut named = countries(&row.countries);
        named.extend(row.country.iter().flat_map(|code| Country::parse(code)));
        let is_wide = row.kind.as_deref().is_some_and(|kind| kind != "geography");
        // A multi-region of an area is in the countries of the area that the provider is in.
        if let (true, Some(area)) = (is_wide, row.area.as_ref())
            && let Some(members) = self.areas.get(area)
        {
            named = rows
                .iter()
                .filter(|other| other.kind.is_none() && !row.excludes.contains(&other.region))
                .filter_map(|other| Country::parse(other.country.as_deref()?).ok())
                .filter(|country| members.contains(country))
                .collect();
        }
        named.sort();
        named.dedup();
        Place {
            region: row.region.clone(),
            countries: named,
            area: row.area.clone(),
            whole: None,
            is_wide: row.kind.is_some(),
            binds: true,
            checked: row.checked,
            span: None,
        }
    }

    fn value_row(&self, row: RawValue) -> ValueRow {
        let country = row.country.iter().flat_map(|code| Country::parse(code));
        let mut named: Vec<Country> = country.collect();
        if let Some(members) = row.area.as_ref().and_then(|area| self.areas.get(area)) {
            named.clone_from(members);
        }
        let is_area = |area: &String| self.areas.contains_key(area);
        let whole = row.area.as_ref().filter(|area| is_area(area));
        let whole = whole.and_then(|area| Area::parse(area));
        let region = match (&row.place, &row.area) {
            (Some(place), _) => place.clone(),
            (None, Some(area)) => area.clone(),
            (None, None) => named
                .first()
                .map_or_else(|| "unknown".to_owned(), |country| country.name().to_owned()),
        };
        ValueRow {
            attribute: row.attribute,
            value: row.value,
            place: Place {
                region,
                countries: named,
                whole,
                is_wide: row.area.is_some(),
                area: row.area,
                binds: row.binding,
                checked: row.checked,
                span: None,
            },
        }
    }
}

fn countries(codes: &[String]) -> Vec<Country> {
    codes.iter().flat_map(|code| Country::parse(code)).collect()
}

fn type_row(group: &RawTypes, row: &RawType) -> TypeRow {
    TypeRow {
        role: row.role,
        at: match &row.at {
            Some(at) => at.clone(),
            None if row.located.is_some() => Vec::new(),
            None => group.at.clone(),
        },
        within: row.within.clone(),
        located: row.located,
        default: row.default.clone(),
        copies: row
            .copies
            .iter()
            .map(|copies| CopiesRow {
                path: copies.path.clone(),
                when: copies.when.clone(),
                absent: copies.absent.clone(),
                to: copies.to,
            })
            .collect(),
        sources: row.sources.clone(),
        joins: row.joins.clone(),
        touches: row.touches.clone(),
    }
}

fn name_row(row: RawName) -> NameRow {
    let keys = |path: &str| path.split('.').map(str::to_owned).collect();
    NameRow {
        is: row.is,
        paths: row
            .paths
            .iter()
            .map(|(there, here)| (keys(there), keys(here)))
            .collect(),
    }
}

fn provider(row: &RawProvider) -> Provider {
    Provider {
        name: row.provider.clone(),
        operator: row.operator.clone(),
        kind: row.kind,
        at: row.at.clone(),
        zones: row.zones.clone(),
        within: row.within.clone(),
        stands_in: row.stands_in.clone(),
        nowhere: row.nowhere.clone(),
        located: row.located,
        default: row.default.clone(),
    }
}

/// Lower case, without spaces.
fn squeezed(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect()
}

#[cfg(test)]
mod tests;
