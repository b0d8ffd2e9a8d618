//! By which names people know the companies of vendors.

use std::collections::BTreeSet;

use super::directory::Directory;
use crate::vendors::Vendor;

impl Directory<'_> {
    /// The vendors of the group of one, itself among them.
    fn group_of<'v>(&'v self, vendor: &'v Vendor) -> Vec<&'v Vendor> {
        match &vendor.parent {
            Some(parent) => self.vendors_of_company(&parent.name).collect(),
            None => vec![vendor],
        }
    }

    /// The companies of a vendor: those that contract, and the parent; where none is known, those of its group.
    pub fn companies_of(&self, vendor: &Vendor) -> BTreeSet<String> {
        let of = |it: &Vendor| -> Vec<String> {
            let names = it.entities.iter().map(|entity| entity.name.clone());
            names.collect()
        };
        let own = of(vendor);
        let known = if own.is_empty() {
            self.group_of(vendor).into_iter().flat_map(of).collect()
        } else {
            own
        };
        let parent = vendor.parent.iter().map(|it| it.name.clone());
        known.into_iter().chain(parent).collect()
    }

    /// The words by which people call the group of a vendor: the first of the name of a company, where a service is
    /// called by it too.
    pub fn brands_of(&self, vendor: &Vendor) -> BTreeSet<String> {
        const SHORTEST: usize = 4;
        let group = self.group_of(vendor);
        let begins = |word: &str| {
            group.iter().any(|it| {
                let rest = it.label.strip_prefix(word);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
        };
        let companies = self.companies_of(vendor).into_iter();
        let words = companies.filter_map(|it| it.split([' ', ',']).next().map(str::to_owned));
        words
            .filter(|word| word.chars().count() >= SHORTEST && begins(word))
            .collect()
    }
}
