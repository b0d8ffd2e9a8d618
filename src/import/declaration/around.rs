//! What proposals depend on in addition to the page: who asks, and what the estate has already.

use super::columns::Column;
use super::names::{self, VendorNames};
use super::page;
use super::part::Origin;
use super::row::{Named, Words};
use crate::estate::model::{Estate, System};
use crate::import::tables::Tables;
use crate::input::SourceFile;
use crate::law::Law;
use crate::taxonomy::{Country, Glossary, Place, Taxonomy};
use crate::vendors::Vendors;

/// Where the words of a declaration are.
pub(super) trait Origins {
    /// The place of words that begin at a byte of a text, or in a cell of a workbook: `list.md:12`.
    fn place(&self, at: usize) -> String;
}

impl Origins for SourceFile {
    fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path(), self.line_of(at as u32))
    }
}

/// What is known in addition to the page.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// The table of vendors.
    pub vendors: &'k Vendors,
    /// The vocabulary: the estate's, where there is one.
    pub taxonomy: &'k Taxonomy,
    /// Everyday words for its terms.
    pub glossary: &'k Glossary,
    /// Regions and towns.
    pub tables: &'k Tables,
    /// The estate that the part is for.
    pub estate: Option<&'k Estate>,
}

/// What a call says in addition to the page.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The id of the party that published the page: it engages those that are listed. Absent: the controller of
    /// the estate.
    pub party: Option<String>,
    /// Other names of that party: a short one, or that of its product.
    pub names: Vec<String>,
    /// The id of the service that the contracts and flows are for.
    pub service: Option<String>,
    /// What flows are made of where the page does not say; without it they are stubs.
    pub flows: Option<FlowDefaults>,
}

/// What a flow to a recipient is made of where nothing says more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowDefaults {
    /// The categories of data.
    pub data: Vec<String>,
    /// The data subjects.
    pub subjects: Vec<String>,
    /// The purposes.
    pub purpose: Vec<String>,
    /// Where that comes from, in a sentence.
    pub why: String,
}

/// What proposals for a party depend on.
pub(super) struct Around<'k> {
    pub vendors: &'k VendorNames<'k>,
    pub tables: &'k Tables,
    pub law: Option<&'k Law>,
    /// The party that engages those of the page.
    pub first: Option<String>,
    /// Its country.
    pub customer: Option<Country>,
    /// The kind of the contracts.
    pub kind: &'static str,
    pub service: Option<String>,
    /// What is read, in sentences: `the page`.
    pub what: &'static str,
    /// What flows are made of where nothing says more.
    pub flows: Option<FlowDefaults>,
    estate: Option<&'k Estate>,
    origins: &'k dyn Origins,
    /// What its other names share with other spellings of them.
    also: Vec<String>,
    /// What its name in the estate does.
    own_fold: Option<String>,
    /// The vendor that it is.
    own_vendor: Option<&'k str>,
}

impl<'k> Around<'k> {
    /// What is known for a page.
    pub fn new(
        origins: &'k dyn Origins,
        asked: &Asked,
        known: &Known<'k>,
        vendors: &'k VendorNames<'k>,
    ) -> Self {
        let estate = known.estate;
        let controller = estate.map(|estate| estate.party(estate.controller));
        let first = asked.party.clone().or_else(|| Some(controller?.id.clone()));
        let party = estate.and_then(|it| {
            it.parties
                .iter()
                .find(|party| Some(&party.id) == first.as_ref())
        });
        let is_controller = first.is_some() && first.as_ref() == controller.map(|it| &it.id);
        Self {
            vendors,
            tables: known.tables,
            law: estate.map(|estate| &*estate.law),
            customer: party.and_then(|party| party.country),
            kind: if is_controller {
                "processor"
            } else {
                "sub-processor"
            },
            first,
            service: asked.service.clone(),
            what: "the page",
            flows: asked.flows.clone(),
            estate,
            origins,
            also: asked.names.iter().map(|it| names::folded(it)).collect(),
            own_fold: party.map(|it| names::folded(&it.name)),
            own_vendor: party.and_then(|it| own_vendor(&it.name, asked, vendors)),
        }
    }

    /// Whether words name the party that publishes the page.
    pub fn is_first(&self, words: &Words) -> bool {
        let Some(first) = &self.first else {
            return false;
        };
        let fold = names::folded(&words.text);
        let is = self
            .held(&words.text, None)
            .is_some_and(|held| held == first);
        is || (!fold.is_empty() && (fold == names::folded(first) || self.also.contains(&fold)))
            || self.is_own_vendor(&words.text)
    }

    /// Whether words are the name of the vendor that the party is.
    fn is_own_vendor(&self, words: &str) -> bool {
        let found = self.vendors.find(words, &[]);
        let found = found.filter(|(_, by)| *by == names::Known::Name);
        found.is_some_and(|(vendor, _)| Some(vendor.id.as_str()) == self.own_vendor)
    }

    /// What is said of the places of a party, without columns on the publisher itself (*Holm regions*), where others say it.
    pub fn places_of<'n>(&self, named: &'n Named<'_>) -> Vec<&'n Words> {
        let all: Vec<&Words> = named.about(Column::Location).collect();
        let is_own = |words: &&&Words| {
            let heading = words.column.as_deref().unwrap_or("");
            let first = names::folded(heading.split_whitespace().next().unwrap_or(""));
            let mut own = self.also.iter().chain(&self.own_fold);
            first.chars().count() > 3 && own.any(|it| it.starts_with(&first))
        };
        let others: Vec<&Words> = all.iter().filter(|it| !is_own(it)).copied().collect();
        if others.is_empty() { all } else { others }
    }

    /// Where words come from.
    pub fn origin(&self, words: &Words) -> Origin {
        Origin {
            place: self.place(words),
            column: words.column.clone(),
            words: page::collapsed(&words.text),
        }
    }

    /// The line of words, as evidence: `list.md:12`.
    pub fn place(&self, words: &Words) -> String {
        self.origins.place(words.at)
    }

    /// The party of the estate that has a name or is a vendor. A name in brackets is one of its names too: *Mailer (Pigeon)*.
    pub fn held(&self, name: &str, vendor: Option<&str>) -> Option<&str> {
        let fold = names::folded(name);
        let parties = || self.estate.iter().flat_map(|estate| &estate.parties);
        let by_name =
            parties().find(|party| !fold.is_empty() && names::folded(&party.name) == fold);
        let is_vendor = |held: Option<&str>| vendor.is_some() && held == vendor;
        let found = by_name
            .or_else(|| parties().find(|party| is_vendor(party.vendor.as_deref())))
            .or_else(|| parties().find(|party| names::in_brackets(&party.name).contains(&fold)));
        found.map(|party| party.id.as_str())
    }

    /// Whether nobody knows where a party of the estate has its seat.
    pub fn has_no_seat(&self, party: &str) -> bool {
        let mut parties = self.estate.iter().flat_map(|estate| &estate.parties);
        parties.any(|it| it.id == party && it.country.is_none())
    }

    /// Whether some places are among those of the systems that a party operates: a country, or an area that has one.
    pub fn has_places(&self, party: &str, places: &[Place]) -> bool {
        let systems = self.estate.iter().flat_map(|estate| &estate.systems);
        let own: Vec<&str> = self.operated(party).collect();
        let hosting = systems
            .filter(|it| own.contains(&it.id.as_str()))
            .flat_map(|it| &it.hosting);
        let held: Vec<Place> = hosting.filter_map(|it| it.at).collect();
        let is_held = |place: &Place| match place {
            Place::Country(_) => held.contains(place),
            Place::Area(area) => held.iter().any(|it| match it {
                Place::Country(country) => self.tables.is_within(*country, area.as_str()),
                Place::Area(_) => it == place,
            }),
        };
        places.iter().all(is_held)
    }

    /// The systems of the estate that a party operates, by their ids.
    pub fn operated<'a>(&'a self, party: &'a str) -> impl Iterator<Item = &'k str> + 'a {
        self.estate.into_iter().flat_map(move |estate| {
            let is_its = move |system: &&System| {
                let mut tenures = system.operators.iter();
                tenures.any(|tenure| estate.party(tenure.party).id == party)
            };
            estate
                .systems
                .iter()
                .filter(is_its)
                .map(|it| it.id.as_str())
        })
    }

    /// The service of the estate that has a name.
    pub fn service_named(&self, name: &str) -> Option<&'k str> {
        let mut services = self.estate.iter().flat_map(|estate| &estate.services);
        let fold = names::folded(name);
        let found = services.find(|it| names::folded(&it.name) == fold);
        found.map(|service| service.id.as_str())
    }

    /// The system of the estate that has a name.
    pub fn system_named(&self, name: &str) -> Option<&'k str> {
        let mut systems = self.estate.iter().flat_map(|estate| &estate.systems);
        let fold = names::folded(name);
        let found = systems.find(|it| names::folded(&it.name) == fold);
        found.map(|system| system.id.as_str())
    }

    /// Whether the estate has a contract by which one party engages another.
    pub fn has_contract(&self, first: &str, second: &str) -> bool {
        self.estate.is_some_and(|estate| {
            let id = |party| estate.party(party).id.as_str();
            let mut contracts = estate.contracts.iter();
            contracts.any(|it| id(it.first) == first && id(it.second) == second)
        })
    }
}

/// The vendor that has one of the names of a party, as its own or that of one of its companies.
fn own_vendor<'v>(name: &str, asked: &Asked, vendors: &VendorNames<'v>) -> Option<&'v str> {
    let all = std::iter::once(name).chain(asked.names.iter().map(String::as_str));
    let mut found = all.filter_map(|name| vendors.find(name, &[]));
    let found = found.find(|(_, by)| matches!(by, names::Known::Name | names::Known::Company));
    found.map(|(vendor, _)| vendor.id.as_str())
}
