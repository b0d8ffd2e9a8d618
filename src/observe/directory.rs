//! Whom hosts belong to: first as the estate states it, then by the table of vendors. What neither knows belongs to
//! nobody, and nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::Date;

use super::host::{Reach, reach, registered, site_of};
use super::model::Observation;
use crate::estate::model::{Estate, HostName, Party, PartyIx, SystemIx};
use crate::import::declaration::is_same_company;
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
    vendors: &'e Vendors,
    controller: Option<PartyIx>,
    /// The hosts that the estate states, with their parties; for each, whether it includes all below it.
    stated: Vec<(&'e str, PartyIx)>,
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
        for (at, party) in estate.parties.iter().enumerate() {
            let index = PartyIx(at as u32);
            this.names.insert(&party.id, index);
            this.state(&party.hosts, index);
            for vendor in vendors.iter().filter(|vendor| is_vendor(party, vendor)) {
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
            .sort_by_key(|(host, _)| (std::cmp::Reverse(host.len()), *host));
        this
    }

    fn state(&mut self, hosts: &'e [HostName], party: PartyIx) {
        self.stated
            .extend(hosts.iter().map(|host| (host.name.as_str(), party)));
    }

    /// Whom a host of an observation belongs to.
    pub fn owner(&self, host: &str, observation: &Observation) -> Owner<'e> {
        let reach = reach(host);
        let named = (reach == Reach::Inside)
            .then(|| self.names.get(host))
            .flatten();
        let stated = self
            .stated
            .iter()
            .find(|(known, _)| lies_below(host, known));
        if let Some(party) = stated.map(|(_, party)| party).or(named) {
            return self.of_parties(vec![*party]);
        }
        // What leads to the page may be a link that a vendor counts.
        if let Some(vendor) = self.vendors.of_host(host) {
            return self.of_table(vendor);
        }
        // Where a host that the estate states as its own led to another page, that page is another's.
        let is_own = |it: &str| self.is_stated_own(it);
        let way = observation.way.iter().map(String::as_str);
        let is_led_away = way.chain(observation.site.as_deref()).any(is_own);
        if !is_led_away && observation.way.iter().any(|way| way == host) {
            return Owner::Own;
        }
        let site = observation.site.as_deref().filter(|_| !is_led_away);
        let site = site.map(site_of);
        match reach {
            Reach::Domain(domain) if Some(&domain) == site.as_ref() => Owner::Own,
            Reach::Domain(domain) => self.of_domain(host).unwrap_or(Owner::Nobody(domain)),
            Reach::Address if Some(host) == site.as_deref() => Owner::Own,
            Reach::Address => Owner::Nobody(host.to_owned()),
            Reach::Inside => Owner::Inside,
        }
    }

    /// Whether the estate states a host as the controller's.
    fn is_stated_own(&self, host: &str) -> bool {
        let mut stated = self.stated.iter();
        let known = stated.find(|(known, _)| lies_below(host, known));
        known.is_some_and(|(_, party)| Some(*party) == self.controller)
    }

    /// Whom a cookie belongs to: the vendor that alone sets cookies of its name, else as the host that stored it.
    pub fn owner_of_cookie(&self, name: &str, host: &str, observation: &Observation) -> Owner<'e> {
        let by_host = self.owner(host, observation);
        match (&by_host, self.vendors.of_cookie(name)) {
            // What another stores under its own host is its own, whatever it calls it.
            (Owner::Own | Owner::Inside, Some(vendor)) => self.of_table(vendor),
            _ => by_host,
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
            others.flatten().copied().collect()
        });
        if parties.is_empty() {
            Owner::Vendor(vendor)
        } else {
            self.of_parties(parties.into_iter().collect())
        }
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

/// Whether a party is a vendor: it states so, or has one of its names or the name of one of its companies.
fn is_vendor(party: &Party, vendor: &Vendor) -> bool {
    if party.vendor.as_ref() == Some(&vendor.id) {
        return true;
    }
    let own = [&vendor.label].into_iter().chain(&vendor.names);
    let companies = vendor.entities.iter().map(|it| &it.name);
    let companies = companies.chain(vendor.parent.iter().map(|it| &it.name));
    let names = || {
        [&party.name]
            .into_iter()
            .chain(party.former_names.iter().map(|it| &it.name))
    };
    own.into_iter()
        .any(|known| names().any(|name| name.eq_ignore_ascii_case(known)))
        || companies
            .into_iter()
            .any(|known| names().any(|name| name == known || is_same_company(name, known)))
}
