//! Vendors of the table, as `vendors` lists them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::taxonomy::Place;
use crate::vendors::{Customers, Entity, FoundVendor, Vendor, VendorMatch, Vendors};

/// Vendors that were looked for, the best match first.
#[derive(Debug, Clone)]
pub struct VendorList {
    /// What was looked for; `None`: everything.
    pub word: Option<String>,
    /// The vendors.
    pub vendors: Vec<VendorView>,
}

/// A vendor. What is absent is not recorded.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VendorView {
    /// Its id.
    pub id: String,
    /// The usual name.
    pub label: String,
    /// Other names that people write.
    pub names: Vec<String>,
    /// What it does.
    pub service: String,
    /// What customers mostly use it for: ids of terms.
    pub purposes: Vec<String>,
    /// Its usual role: `processor`, `controller` or `both`.
    pub role: Option<&'static str>,
    /// The company that controls it in the end.
    pub parent: Option<CompanyView>,
    /// The companies that contract.
    pub companies: Vec<CompanyView>,
    /// Entries on lists that adequacy depends on.
    pub frameworks: Vec<FrameworkView>,
    /// The address of its processing agreement.
    pub dpa: Option<String>,
    /// The address of its list of sub-processors.
    pub subprocessors: Option<String>,
    /// Hosts, each with all below it.
    pub hosts: Vec<String>,
    /// Names of cookies that only it sets; `*` at the end: a prefix.
    pub cookies: Vec<String>,
    /// What a reader has to know.
    pub note: Option<String>,
    /// The day when the facts were written down.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// What was compared with its source; empty: nothing.
    pub checked: Vec<CheckedView>,
    /// How it was found: `name`, `host`, `cookie`, `company`, `part`; `null` where nothing was looked for.
    pub found_by: Option<&'static str>,
}

/// A company and the country of its seat.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CompanyView {
    /// Its name.
    pub name: String,
    /// The country (ISO 3166-1, two letters).
    pub country: Option<String>,
    /// With whom it contracts: codes, areas, `everywhere`, `elsewhere`.
    pub customers: Vec<String>,
    /// Where this can be read.
    pub source: Option<String>,
}

/// An entry on a list. Nobody compared it with the list itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FrameworkView {
    /// The list: a scheme of the law tables.
    pub list: String,
    /// The participant.
    pub named: Option<String>,
    /// Where this can be read.
    pub source: Option<String>,
}

/// That facts were compared with their source.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckedView {
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// The address that was read.
    pub read: String,
    /// The fields that were compared; empty: all.
    pub fields: Vec<String>,
    /// The date that the page itself bears: a day, or a month.
    pub as_of: Option<String>,
}

impl VendorList {
    /// The vendors that a word matches; without a word all of them.
    pub fn of(table: &Vendors, word: Option<&str>) -> Self {
        let vendors = match word {
            Some(word) => {
                let found = table.search(word).into_iter();
                found
                    .map(|FoundVendor { vendor, by }| view(vendor, Some(by)))
                    .collect()
            }
            None => table.iter().map(|vendor| view(vendor, None)).collect(),
        };
        Self {
            word: word.map(str::to_owned),
            vendors,
        }
    }
}

fn view(vendor: &Vendor, by: Option<VendorMatch>) -> VendorView {
    let parent = vendor.parent.as_ref().map(|company| CompanyView {
        name: company.name.clone(),
        country: company.country.map(|it| it.as_str().to_owned()),
        customers: Vec::new(),
        source: None,
    });
    let frameworks = vendor.frameworks.iter().map(|it| FrameworkView {
        list: it.list.clone(),
        named: it.named.clone(),
        source: it.source.clone(),
    });
    let checked = vendor.checked.iter().map(|it| CheckedView {
        on: it.on.to_string(),
        read: it.read.clone(),
        fields: it.fields.clone(),
        as_of: it.as_of.clone(),
    });
    VendorView {
        id: vendor.id.clone(),
        label: vendor.label.clone(),
        names: vendor.names.clone(),
        service: vendor.service.clone(),
        purposes: vendor.purposes.clone(),
        role: vendor.role.map(|role| role.as_str()),
        parent,
        companies: vendor.entities.iter().map(company).collect(),
        frameworks: frameworks.collect(),
        dpa: vendor.dpa.clone(),
        subprocessors: vendor.subprocessors.clone(),
        hosts: vendor.hosts.clone(),
        cookies: vendor.cookies.clone(),
        note: vendor.note.clone(),
        date: vendor.date.to_string(),
        checked: checked.collect(),
        found_by: by.map(|by| match by {
            VendorMatch::Name => "name",
            VendorMatch::Host => "host",
            VendorMatch::Cookie => "cookie",
            VendorMatch::Company => "company",
            VendorMatch::Part => "part",
        }),
    }
}

fn company(entity: &Entity) -> CompanyView {
    let customers = entity.customers.iter().map(|it| match it {
        Customers::In(Place::Country(country)) => country.as_str().to_owned(),
        Customers::In(Place::Area(area)) => area.as_str().to_owned(),
        Customers::Everywhere => "everywhere".to_owned(),
        Customers::Elsewhere => "elsewhere".to_owned(),
    });
    CompanyView {
        name: entity.name.clone(),
        country: Some(entity.country.as_str().to_owned()),
        customers: customers.collect(),
        source: entity.source.clone(),
    }
}
