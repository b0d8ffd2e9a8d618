//! Vendors: firms that receive personal data for others, with the companies that contract, their seats, hosts
//! and cookies, each fact with its day and source. The table helps to write an estate; what an estate records
//! itself takes precedence, and nothing of the table is evidence of lawfulness.
//!
//! The built-in table is `table/*.yaml`, prepared when the program is built; a user's own file has the same
//! format. Imports `input`, `taxonomy` and `law`.

mod load;
mod search;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::input::InputError;
use crate::law::Law;
use crate::taxonomy::{Country, Place};

pub use search::{FoundVendor, VendorMatch};
pub use table::VendorRole;

/// The table of vendors.
#[derive(Debug, Clone, Default)]
pub struct Vendors {
    /// The vendors, by id.
    vendors: Vec<Vendor>,
    /// The vendor of each host, as a position; made when the first host is asked for.
    by_host: OnceLock<HashMap<String, usize>>,
}

/// A vendor. What is absent is not recorded.
#[derive(Debug, Clone)]
pub struct Vendor {
    /// Its id.
    pub id: String,
    /// The usual name.
    pub label: String,
    /// Other names that people write.
    pub names: Vec<String>,
    /// What it does, in a few words.
    pub service: String,
    /// What customers mostly use it for: ids of terms.
    pub purposes: Vec<String>,
    /// Its usual role towards the data of customers.
    pub role: Option<VendorRole>,
    /// The company that controls it in the end.
    pub parent: Option<Company>,
    /// The companies that contract.
    pub entities: Vec<Entity>,
    /// Entries on lists that adequacy depends on; none was compared with the list.
    pub frameworks: Vec<Framework>,
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
    pub date: Date,
    /// What was compared with its source, and when.
    pub checked: Vec<Checked>,
}

/// A company and the country of its seat.
#[derive(Debug, Clone)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// The country of its seat (ISO 3166-1, two letters).
    pub country: Option<Country>,
}

/// A company that contracts with customers.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its name.
    pub name: String,
    /// The country of its seat (ISO 3166-1, two letters).
    pub country: Country,
    /// With whom it contracts.
    pub customers: Vec<Customers>,
    /// Where this can be read.
    pub source: Option<String>,
}

/// With whom a company contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Customers {
    /// Customers in a country or an area.
    In(Place),
    /// Everyone.
    Everywhere,
    /// Those that no other company of the vendor names.
    Elsewhere,
}

/// An entry on a list that adequacy depends on.
#[derive(Debug, Clone)]
pub struct Framework {
    /// The list: a scheme of the law tables.
    pub list: String,
    /// The participant.
    pub named: Option<String>,
    /// Where this can be read.
    pub source: Option<String>,
}

/// That facts were compared with their source.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The day.
    pub on: Date,
    /// The address that was read.
    pub read: String,
    /// The fields that were compared; empty: all.
    pub fields: Vec<String>,
    /// The date that the page itself bears: a day, or a month.
    pub as_of: Option<String>,
}

impl Vendors {
    /// The built-in table.
    ///
    /// # Errors
    /// When the embedded files are broken, which the tests of this crate rule out.
    pub fn builtin() -> Result<Self, Vec<InputError>> {
        load::builtin()
    }

    /// The vendors, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Vendor> {
        self.vendors.iter()
    }

    /// The vendor with an id.
    pub fn get(&self, id: &str) -> Option<&Vendor> {
        let at = self.vendors.binary_search_by(|it| it.id.as_str().cmp(id));
        at.ok().and_then(|at| self.vendors.get(at))
    }

    /// The vendor that a host belongs to: the one with the longest host that it is or lies below.
    pub fn of_host(&self, host: &str) -> Option<&Vendor> {
        let host = host.trim_end_matches('.').to_lowercase();
        let by_host = self.by_host.get_or_init(|| {
            let vendors = self.vendors.iter().enumerate();
            let hosts = vendors.flat_map(|(at, vendor)| {
                let hosts = vendor.hosts.iter();
                hosts.map(move |known| (known.clone(), at))
            });
            hosts.collect()
        });
        let below = host.match_indices('.').map(|(at, dot)| at + dot.len());
        let mut suffixes = std::iter::once(0).chain(below);
        let at = suffixes.find_map(|from| by_host.get(host.get(from..)?))?;
        self.vendors.get(*at)
    }

    /// The vendor that alone sets cookies of a name.
    pub fn of_cookie(&self, name: &str) -> Option<&Vendor> {
        match self.all_of_cookie(name).as_slice() {
            [vendor] => Some(vendor),
            _ => None,
        }
    }

    /// All vendors that set cookies of a name, by id.
    pub fn all_of_cookie(&self, name: &str) -> Vec<&Vendor> {
        let is = |known: &String| match known.strip_suffix('*') {
            Some(prefix) => name.starts_with(prefix),
            None => name == known,
        };
        let sets = |vendor: &&Vendor| vendor.cookies.iter().any(is);
        self.vendors.iter().filter(sets).collect()
    }

    /// Adds the vendors of a file; one of them takes the place of one with its id.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn add(&mut self, file: crate::input::FileId, text: &str) -> Result<(), Vec<InputError>> {
        let new = load::read(file, text)?;
        self.vendors
            .retain(|held| new.iter().all(|it| it.id != held.id));
        self.by_host = OnceLock::new();
        self.vendors.extend(new);
        self.vendors.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(())
    }
}

impl Vendor {
    /// The company that contracts with customers in a country: the one that names the country, else an area with
    /// it on the day of the facts, else one for everyone or for everyone else; or the only one there is. `None`
    /// where the table does not record it.
    pub fn entity_for(&self, country: Country, law: &Law) -> Option<&Entity> {
        let nearness = |entity: &Entity| {
            let customers = entity.customers.iter();
            customers
                .filter_map(|customers| match customers {
                    Customers::In(Place::Country(of)) => (*of == country).then_some(3),
                    Customers::In(area) => {
                        let states = law.states(*area, self.date);
                        states.contains(&country).then_some(2)
                    }
                    Customers::Elsewhere | Customers::Everywhere => Some(1),
                })
                .max()
        };
        let mut best: Option<(u8, &Entity)> = None;
        for entity in &self.entities {
            let near = nearness(entity);
            // Of two that are equally near the first counts.
            if let Some(near) = near.filter(|near| best.is_none_or(|(held, _)| *near > held)) {
                best = Some((near, entity));
            }
        }
        match self.entities.as_slice() {
            [only] if only.customers.is_empty() => Some(only),
            _ => best.map(|(_, entity)| entity),
        }
    }

    /// Whether a fact was compared with its source.
    pub fn is_checked(&self, field: &str) -> bool {
        self.checked
            .iter()
            .any(|it| it.fields.is_empty() || it.fields.iter().any(|of| of == field))
    }
}
