//! Looking for a vendor by what people know of it.

use super::{Vendor, Vendors};

/// By what a vendor was found, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VendorMatch {
    /// Its id or one of its names.
    Name,
    /// A host that is one of its own or lies below one.
    Host,
    /// The name of a cookie that it sets.
    Cookie,
    /// The name of one of its companies.
    Company,
    /// A part of a name, a host, or the words for what it does.
    Part,
}

/// A vendor that was found.
#[derive(Debug, Clone, Copy)]
pub struct FoundVendor<'v> {
    /// The vendor.
    pub vendor: &'v Vendor,
    /// By what.
    pub by: VendorMatch,
}

impl Vendors {
    /// The vendors that a word matches: a name, a host, a cookie, a company, or a part of one of these; the
    /// surest first. Where one is known by a name, a host or a cookie, parts are not compared.
    pub fn search(&self, word: &str) -> Vec<FoundVendor<'_>> {
        let wanted = word.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<FoundVendor<'_>> = self
            .vendors
            .iter()
            .filter_map(|vendor| {
                Some(FoundVendor {
                    vendor,
                    by: vendor.known_as(&wanted)?,
                })
            })
            .collect();
        let mut add = |vendor: Option<&Vendor>, by| {
            let vendor = vendor.and_then(|it| self.get(&it.id));
            let new = vendor.filter(|it| found.iter().all(|held| held.vendor.id != it.id));
            found.extend(new.map(|vendor| FoundVendor { vendor, by }));
        };
        if wanted.contains('.') && !wanted.contains(char::is_whitespace) {
            add(self.of_host(&wanted), VendorMatch::Host);
        }
        for vendor in self.all_of_cookie(word.trim()) {
            add(Some(vendor), VendorMatch::Cookie);
        }
        if found.iter().any(|it| it.by < VendorMatch::Part) {
            found.retain(|it| it.by < VendorMatch::Part);
        }
        found.sort_by(|a, b| (a.by, &a.vendor.id).cmp(&(b.by, &b.vendor.id)));
        found
    }
}

impl Vendor {
    /// How a word in lower-case letters names the vendor; `None` where it does not.
    fn known_as(&self, wanted: &str) -> Option<VendorMatch> {
        let lower = |text: &String| text.to_lowercase();
        let names = [&self.id, &self.label].into_iter().chain(&self.names);
        let names: Vec<String> = names.map(lower).collect();
        if names.iter().any(|name| name == wanted) {
            return Some(VendorMatch::Name);
        }
        let companies = self.entities.iter().map(|it| &it.name);
        let companies = companies.chain(self.parent.iter().map(|it| &it.name));
        let companies: Vec<String> = companies.map(lower).collect();
        if companies.iter().any(|name| name == wanted) {
            return Some(VendorMatch::Company);
        }
        let parts = names.iter().chain(&companies).chain(&self.hosts);
        let is_part = parts.into_iter().any(|text| text.contains(wanted))
            || self.service.to_lowercase().contains(wanted);
        is_part.then_some(VendorMatch::Part)
    }
}
