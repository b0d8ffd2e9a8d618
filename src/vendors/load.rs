//! From the text of a table to its vendors.

use std::sync::LazyLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::table::{RawEntity, RawVendor, Text, day};
use super::{Checked, Company, Customers, Entity, Framework, Vendor, Vendors};
use crate::input::{
    Diagnostics, FileId, InputError, InputErrorKind, Node, ShapeRules, Span, decode, read_prepared,
    read_shaped,
};
use crate::taxonomy::{Country, Place};

/// The built-in files: the path, and the tree that was prepared of it.
const PREPARED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/vendors.rs"));

/// A file of vendors.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
struct File(Vec<RawVendor>);

static RULES: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<File>);

/// The built-in table. That its files are in shape is for a test to say, and is not asked in each run.
pub(super) fn builtin() -> Result<Vendors, Vec<InputError>> {
    let mut vendors = Vec::new();
    for (path, bytes) in PREPARED {
        let node = read_prepared(FileId(0), bytes).ok_or_else(|| broken(path))?;
        vendors.extend(resolved(&node)?);
    }
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Vendors {
        vendors,
        ..Vendors::default()
    })
}

/// The tree that was prepared of a built-in file.
#[cfg(test)]
pub(super) fn prepared(name: &str) -> Option<&'static [u8]> {
    let mut files = PREPARED.iter();
    let (_, bytes) = files.find(|(path, _)| path.ends_with(&format!("/{name}")))?;
    Some(bytes)
}

fn broken(path: &str) -> Vec<InputError> {
    let message = format!("the embedded table `{path}` was not prepared");
    vec![InputError::new(InputErrorKind::File, None, message)]
}

/// Reads the text of one file.
pub(super) fn read(file: FileId, text: &str) -> Result<Vec<Vendor>, Vec<InputError>> {
    let mut errors = Diagnostics::new();
    let mut vendors = resolved(&read_shaped(file, text, &RULES)?)?;
    vendors.sort_by(|a, b| a.id.cmp(&b.id));
    for pair in vendors.windows(2) {
        if let [one, other] = pair
            && one.id == other.id
        {
            let message = format!("the id `{}` is given twice", one.id);
            let place = Some(Span::new(file, 0, 0));
            errors.push(InputError::new(InputErrorKind::DuplicateId, place, message));
        }
    }
    if errors.is_empty() {
        Ok(vendors)
    } else {
        Err(errors.into_sorted())
    }
}

fn resolved(node: &Node) -> Result<Vec<Vendor>, Vec<InputError>> {
    let File(raws) = decode(node).map_err(|error| vec![error])?;
    let mut errors = Vec::new();
    let vendors = raws
        .into_iter()
        .filter_map(|raw| vendor(raw, &mut errors))
        .collect();
    if errors.is_empty() {
        Ok(vendors)
    } else {
        Err(errors)
    }
}

fn vendor(raw: RawVendor, errors: &mut Vec<InputError>) -> Option<Vendor> {
    let parent = match raw.parent {
        None => None,
        Some(company) => Some(Company {
            name: company.name,
            country: match &company.country {
                None => None,
                Some(code) => Some(country(code, errors)?),
            },
        }),
    };
    let entities = raw.entities.0.into_iter().map(|it| entity(it, errors));
    let entities: Option<Vec<Entity>> = entities.collect();
    let checked = raw.checked.0.into_iter().map(|it| {
        Some(Checked {
            on: date(&it.on, errors)?,
            read: it.read,
            fields: it.fields.0,
            as_of: it.as_of,
        })
    });
    let checked: Option<Vec<Checked>> = checked.collect();
    let frameworks = raw.frameworks.0.into_iter().map(|it| Framework {
        list: it.list,
        named: it.named,
        source: it.source,
    });
    Some(Vendor {
        date: date(&raw.date, errors)?,
        id: raw.id.value,
        label: raw.label,
        names: raw.names.0,
        service: raw.service,
        purposes: raw.purposes.0,
        role: raw.role,
        parent,
        entities: entities?,
        frameworks: frameworks.collect(),
        dpa: raw.dpa,
        subprocessors: raw.subprocessors,
        hosts: raw.hosts.0.iter().map(|it| it.to_lowercase()).collect(),
        cookies: raw.cookies.0,
        note: raw.note,
        checked: checked?,
    })
}

fn entity(raw: RawEntity, errors: &mut Vec<InputError>) -> Option<Entity> {
    let customers = raw.customers.iter().map(|word| match word.value.as_str() {
        "everywhere" => Some(Customers::Everywhere),
        "elsewhere" => Some(Customers::Elsewhere),
        // What people call the country whose code is GB.
        "UK" => Place::parse("GB").ok().map(Customers::In),
        place => match Place::parse(place) {
            Ok(place) => Some(Customers::In(place)),
            Err(error) => {
                let place = InputError::new(InputErrorKind::BadValue, word.span, error.to_string());
                errors.push(place.help(error.help()));
                None
            }
        },
    });
    let customers: Option<Vec<Customers>> = customers.collect();
    Some(Entity {
        country: country(&raw.country, errors)?,
        name: raw.name,
        customers: customers?,
        source: raw.source,
    })
}

fn country(code: &Text, errors: &mut Vec<InputError>) -> Option<Country> {
    match Country::parse(&code.value) {
        Ok(country) => Some(country),
        Err(error) => {
            let place = InputError::new(InputErrorKind::BadValue, code.span, error.to_string());
            errors.push(place.help(error.help()));
            None
        }
    }
}

fn date(text: &Text, errors: &mut Vec<InputError>) -> Option<Date> {
    let found = day(text);
    if found.is_none() {
        let message = format!("`{text}` is no day");
        let place = InputError::new(InputErrorKind::Date, text.span, message);
        errors.push(place.help("write it as YYYY-MM-DD"));
    }
    found
}
