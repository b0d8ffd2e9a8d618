//! What proposals depend on beside the page: who asks, and what the estate has already.

use super::names::{self, VendorNames};
use super::page;
use super::part::Origin;
use super::row::Words;
use crate::estate::model::Estate;
use crate::import::tables::Tables;
use crate::input::SourceFile;
use crate::law::Law;
use crate::taxonomy::{Country, Glossary, Taxonomy};
use crate::vendors::Vendors;

/// What is known beside the page.
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

/// What a call says beside the page.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The id of the party that published the page: it engages those that are listed. Absent: the controller of
    /// the estate.
    pub party: Option<String>,
    /// The id of the service that the contracts and flows are for.
    pub service: Option<String>,
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
    estate: Option<&'k Estate>,
    source: &'k SourceFile,
}

impl<'k> Around<'k> {
    /// What is known for a page.
    pub fn new(
        source: &'k SourceFile,
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
            law: estate.map(|estate| &estate.law),
            customer: party.and_then(|party| party.country),
            kind: if is_controller {
                "processor"
            } else {
                "sub-processor"
            },
            first,
            service: asked.service.clone(),
            estate,
            source,
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
        is || (!fold.is_empty() && fold == names::folded(first))
    }

    /// Where words come from.
    pub fn origin(&self, words: &Words) -> Origin {
        Origin {
            path: self.source.path().to_owned(),
            line: self.source.line_of(words.at as u32),
            column: words.column.clone(),
            words: page::collapsed(&words.text),
        }
    }

    /// The line of words, as evidence: `list.md:12`.
    pub fn place(&self, words: &Words) -> String {
        format!(
            "{}:{}",
            self.source.path(),
            self.source.line_of(words.at as u32)
        )
    }

    /// The party of the estate that has a name or is a vendor.
    pub fn held(&self, name: &str, vendor: Option<&str>) -> Option<&str> {
        let fold = names::folded(name);
        let parties = || self.estate.iter().flat_map(|estate| &estate.parties);
        let by_name =
            parties().find(|party| !fold.is_empty() && names::folded(&party.name) == fold);
        let is_vendor = |held: Option<&str>| vendor.is_some() && held == vendor;
        let found = by_name.or_else(|| parties().find(|party| is_vendor(party.vendor.as_deref())));
        found.map(|party| party.id.as_str())
    }

    /// Whether a party of the estate operates a system.
    pub fn operates(&self, party: &str) -> bool {
        self.estate.is_some_and(|estate| {
            let mut tenures = estate.systems.iter().flat_map(|system| &system.operators);
            tenures.any(|tenure| estate.party(tenure.party).id == party)
        })
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
