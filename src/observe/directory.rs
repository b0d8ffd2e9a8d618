//! Whom hosts belong to: first as the estate states it, then by the table of vendors. What neither knows belongs to
//! nobody, and nothing is guessed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;

use super::company::{is_other_service, is_vendor};
use super::host::{Reach, kept, reach, registered, site_of, zone_above};
use super::model::Observation;
use super::page::{VisitedPage, page_of};
use crate::estate::model::{Estate, HostName, Party, PartyIx, SystemIx};
use crate::vendors::{Vendor, Vendors};

/// Whom a host belongs to.
#[derive(Debug, Clone)]
pub enum Owner<'d> {
    /// The organisation itself: one of its hosts, or the site of the page that was visited.
    Own,
    /// Parties of the estate: several where it has several companies of one vendor.
    Party(Vec<PartyIx>),
    /// A vendor of the table that is no party of the estate.
    Vendor(&'d Vendor),
    /// A company, by its name, of which no vendor of the table has the host, but every vendor is that has one below
    /// the same registered domain.
    Company(&'d str),
    /// Nobody that is known: the domain that somebody registered, or the address.
    Nobody(String),
    /// A host without a public name, which no one outside can be.
    Inside,
}

/// What an estate and the table of vendors know of hosts.
#[derive(Debug)]
pub struct Directory<'e> {
    pub(super) vendors: &'e Vendors,
    controller: Option<PartyIx>,
    parties: &'e [Party],
    /// The hosts that the estate states, each with all below it, and the parties that it states for each: several
    /// where it states one twice.
    stated: Vec<(Cow<'e, str>, PartyIx)>,
    /// Ids of systems and parties, by which traces name services.
    names: BTreeMap<&'e str, PartyIx>,
    /// The parties of each vendor, by its id.
    of_vendor: BTreeMap<&'e str, Vec<PartyIx>>,
    /// The vendors with a host below each registered domain; made when the first is asked for.
    by_domain: OnceLock<BTreeMap<String, Vec<&'e Vendor>>>,
}

impl<'e> Directory<'e> {
    /// What the table of vendors knows, without an estate.
    pub fn of_vendors(vendors: &'e Vendors) -> Self {
        Self {
            vendors,
            controller: None,
            parties: &[],
            stated: Vec::new(),
            names: BTreeMap::new(),
            of_vendor: BTreeMap::new(),
            by_domain: OnceLock::new(),
        }
    }

    /// What an estate knows on a day, then the table.
    pub fn of_estate(estate: &'e Estate, vendors: &'e Vendors, day: Date) -> Self {
        let mut this = Self::of_vendors(vendors);
        this.controller = Some(estate.controller);
        this.parties = &estate.parties;
        for (at, party) in estate.parties.iter().enumerate() {
            let index = PartyIx(at as u32);
            this.names.insert(&party.id, index);
            this.state(&party.hosts, index);
            for vendor in vendors.iter().filter(|it| is_vendor(party, it, vendors)) {
                this.of_vendor.entry(&vendor.id).or_default().push(index);
            }
        }
        for (at, system) in estate.systems.iter().enumerate() {
            let operator = estate.operator(SystemIx(at as u32), day);
            this.names.insert(&system.id, operator);
            this.state(&system.hosts, operator);
        }
        // The longest first: it is the most specific.
        this.stated
            .sort_by(|(a, _), (b, _)| (b.len(), a).cmp(&(a.len(), b)));
        this
    }

    fn state(&mut self, hosts: &'e [HostName], party: PartyIx) {
        // What is not shown of hosts that were seen is not compared.
        let names = hosts.iter().map(|host| match kept(&host.name) {
            (name, 0) if name == host.name => Cow::Borrowed(host.name.as_str()),
            (name, _) => Cow::Owned(name),
        });
        self.stated.extend(names.map(|name| (name, party)));
    }

    /// Whom a host of an observation belongs to.
    pub fn owner(&self, host: &str, observation: &Observation) -> Owner<'e> {
        let reach = reach(host);
        let named = (reach == Reach::Inside)
            .then(|| self.names.get(host))
            .flatten();
        let stated = self.stated_parties(host);
        if !stated.is_empty() {
            return self.of_parties(stated);
        }
        if let Some(party) = named {
            return self.of_parties(vec![*party]);
        }
        if host == super::csp::ANY_HOST {
            return Owner::Nobody(host.to_owned());
        }
        let page = self.page(observation);
        // A page on a host of somebody who gives hosts to others is the organisation's, and so is what is below it.
        let is_page = |site: &str| host == site || lies_below(host, site);
        if page.is_sure && page.site.is_some_and(is_page) {
            return Owner::Own;
        }
        // What leads to the page may be a link that a vendor counts.
        if let Some(vendor) = self.vendors.of_host(host) {
            return self.of_table(vendor);
        }
        if page.way.iter().any(|way| way == host) && self.is_own_way(host, &page) {
            return Owner::Own;
        }
        let site = page.site.map(site_of);
        match reach {
            Reach::Domain(domain) if Some(&domain) == site.as_ref() => Owner::Own,
            // All below `sch.uk` that is not registered further below is a school: `club.sch.uk` is `www.club.sch.uk`.
            Reach::Domain(_) if page.site.is_some_and(|site| is_zone_of(host, site)) => Owner::Own,
            Reach::Domain(domain) => self.of_domain(host).unwrap_or(Owner::Nobody(domain)),
            Reach::Address if Some(host) == site.as_deref() => Owner::Own,
            Reach::Address => Owner::Nobody(host.to_owned()),
            Reach::Inside => Owner::Inside,
        }
    }

    /// Whether a host that led to the page by redirects is the organisation's. Where the estate states the controller's
    /// hosts, one of another name is not: a link in a newsletter counts clicks on its way.
    fn is_own_way(&self, host: &str, page: &VisitedPage<'_>) -> bool {
        let site = site_of(host);
        let name = site.split('.').next().unwrap_or(host);
        !self.states_own_hosts()
            || page
                .site
                .is_some_and(|site| site.split('.').any(|label| label == name))
    }

    /// The parties for which the estate states the longest name that a host is or lies below.
    fn stated_parties(&self, host: &str) -> Vec<PartyIx> {
        let Some((longest, _)) = self
            .stated
            .iter()
            .find(|(known, _)| lies_below(host, known))
        else {
            return Vec::new();
        };
        let same = self.stated.iter().filter(|(known, _)| known == longest);
        let parties: BTreeSet<PartyIx> = same.map(|(_, party)| *party).collect();
        parties.into_iter().collect()
    }

    /// The page of a visit, as far as it is the organisation's.
    pub(super) fn page<'o>(&self, observation: &'o Observation) -> VisitedPage<'o> {
        let states_hosts = self.states_own_hosts();
        page_of(observation, states_hosts, |host| self.is_stated_own(host))
    }

    /// Whether the estate states hosts of the controller.
    fn states_own_hosts(&self) -> bool {
        let party = |it: PartyIx| self.parties.get(it.0 as usize);
        let controller = self.controller.and_then(party);
        controller.is_some_and(|it| !it.hosts.is_empty())
    }

    /// Whether the estate states a host as the controller's.
    fn is_stated_own(&self, host: &str) -> bool {
        let controller = self.controller;
        let stated = self.stated_parties(host);
        stated.iter().any(|party| Some(*party) == controller)
    }

    /// Whom a cookie belongs to: the vendor that alone sets cookies of its name, else as the host that stored it.
    pub fn owner_of_cookie(&self, name: &str, host: &str, observation: &Observation) -> Owner<'e> {
        let by_host = self.owner(host, observation);
        // What another stores under its own host is its own, whatever it calls it.
        if !matches!(by_host, Owner::Own | Owner::Inside) {
            return by_host;
        }
        match self.vendors.all_of_cookie(name).as_slice() {
            [] => by_host,
            [vendor] => self.of_table(vendor),
            // Of several that use the name the estate may have one.
            several => {
                let mut parties = several.iter().map(|it| self.of_vendor.get(it.id.as_str()));
                let mut known = parties.by_ref().flatten();
                match (known.next(), known.next()) {
                    (Some(parties), None) => self.of_parties(parties.clone()),
                    _ => by_host,
                }
            }
        }
    }

    /// Whether anything would be known as a party's if it was seen: the estate states hosts for it, or the table
    /// does for the vendor that it is.
    pub fn has_hosts(&self, party: PartyIx) -> bool {
        let is_vendor = |(id, parties): (&&str, &Vec<PartyIx>)| {
            let hosts = self.vendors.get(id).map_or(0, |it| it.hosts.len());
            parties.contains(&party) && hosts > 0
        };
        self.stated.iter().any(|(_, of)| *of == party) || self.of_vendor.iter().any(is_vendor)
    }

    /// The vendors that a party is.
    pub fn vendors_of(&self, party: PartyIx) -> impl Iterator<Item = &'e Vendor> {
        let of_party = self
            .of_vendor
            .iter()
            .filter(move |(_, parties)| parties.contains(&party));
        of_party.filter_map(|(id, _)| self.vendors.get(id))
    }

    /// The company whose vendors have all that the table knows below the domain of a host.
    fn of_domain(&self, host: &str) -> Option<Owner<'e>> {
        let domain = registered(host)?;
        let by_domain = self.by_domain.get_or_init(|| {
            let mut by_domain: BTreeMap<String, Vec<&Vendor>> = BTreeMap::new();
            for vendor in self.vendors.iter() {
                let domains: BTreeSet<String> = vendor
                    .hosts
                    .iter()
                    .filter_map(|it| registered(it))
                    .collect();
                for domain in domains {
                    by_domain.entry(domain).or_default().push(vendor);
                }
            }
            by_domain
        });
        let vendors = by_domain.get(&domain)?;
        let company = vendors.first()?.parent.as_ref()?.name.as_str();
        let is_one = |vendor: &&Vendor| vendor.parent.as_ref().is_some_and(|it| it.name == company);
        if !vendors.iter().all(is_one) {
            return None;
        }
        let parties = vendors
            .iter()
            .filter_map(|it| self.of_vendor.get(it.id.as_str()));
        // Of which service such a host is, nobody knows: it may be any that a party states.
        let parties: BTreeSet<PartyIx> = parties.flatten().copied().collect();
        Some(if parties.is_empty() {
            Owner::Company(company)
        } else {
            self.of_parties(parties.into_iter().collect())
        })
    }

    /// The vendors of a company.
    pub fn vendors_of_company(&self, name: &str) -> impl Iterator<Item = &'e Vendor> {
        let is_it = move |it: &&Vendor| it.parent.as_ref().is_some_and(|it| it.name == name);
        self.vendors.iter().filter(is_it)
    }

    fn of_table(&self, vendor: &'e Vendor) -> Owner<'e> {
        if let Some(parties) = self.of_vendor.get(vendor.id.as_str()) {
            return self.of_parties(parties.clone());
        }
        // Of which company a service is, the table may not record: then it may be any of the group's.
        let group = vendor
            .parent
            .as_ref()
            .filter(|_| vendor.entities.is_empty());
        let parties = group.map_or_else(BTreeSet::new, |parent| {
            let others = self.vendors_of_company(&parent.name);
            let others = others.filter_map(|it| self.of_vendor.get(it.id.as_str()));
            let others = others.flatten().copied();
            others.filter(|it| self.may_be(*it, vendor)).collect()
        });
        if parties.is_empty() {
            Owner::Vendor(vendor)
        } else {
            self.of_parties(parties.into_iter().collect())
        }
    }

    /// Whether a party may be a vendor of its group: it does not state another service.
    fn may_be(&self, party: PartyIx, vendor: &Vendor) -> bool {
        let party = self.parties.get(party.0 as usize);
        let stated = party.and_then(|it| self.vendors.get(it.vendor.as_ref()?));
        !stated.is_some_and(|stated| is_other_service(stated, vendor))
    }

    fn of_parties(&self, parties: Vec<PartyIx>) -> Owner<'e> {
        match self.controller {
            Some(controller) if parties.contains(&controller) => Owner::Own,
            _ => Owner::Party(parties),
        }
    }
}

/// Whether a host is another, or lies below it. What has no dot is a name of its own.
fn lies_below(host: &str, known: &str) -> bool {
    host == known
        || (known.contains('.')
            && host
                .strip_suffix(known)
                .is_some_and(|rest| rest.ends_with('.')))
}

/// Whether a host is the part of a name above another below which everybody has a name of their own.
fn is_zone_of(one: &str, other: &str) -> bool {
    zone_above(one) == Some(other) || zone_above(other) == Some(one)
}
