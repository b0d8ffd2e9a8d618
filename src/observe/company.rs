//! Which services of the table parties are.

use crate::estate::model::Party;
use crate::import::declaration::is_same_company;
use crate::vendors::{Vendor, VendorRole, Vendors};

/// What services do for themselves or for others beyond what a site itself is for.
const MEASURES: [&str; 10] = [
    "dpv:TargetedAdvertising",
    "fairnotice:AbTesting",
    "fairnotice:AdMeasurement",
    "fairnotice:AffiliateMarketing",
    "fairnotice:AudienceMatching",
    "fairnotice:CustomerSegmentation",
    "fairnotice:ProductAnalytics",
    "fairnotice:Retargeting",
    "fairnotice:SessionReplay",
    "fairnotice:WebAnalytics",
];

/// Whether a vendor measures people or advertises to them.
pub fn measures(vendor: &Vendor) -> bool {
    let mut purposes = vendor.purposes.iter();
    purposes.any(|it| MEASURES.contains(&it.as_str()))
}

/// Whether a party is a vendor: it states so, or has one of its names or the name of one of its companies. A party
/// that states its service is no other of another kind.
pub(super) fn is_vendor(party: &Party, vendor: &Vendor, vendors: &Vendors) -> bool {
    if party.vendor.as_ref() == Some(&vendor.id) {
        return true;
    }
    let stated = party.vendor.as_ref().and_then(|id| vendors.get(id));
    if stated.is_some_and(|stated| is_other_service(stated, vendor)) {
        return false;
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

/// Whether a service is of another kind than the one that a party states: it measures people or advertises, which
/// that one does not, or does only for others, where this one decides for itself.
pub(super) fn is_other_service(stated: &Vendor, other: &Vendor) -> bool {
    if stated.id == other.id {
        return false;
    }
    let is_other_role =
        stated.role == Some(VendorRole::Processor) && other.role == Some(VendorRole::Controller);
    measures(other) && (!measures(stated) || is_other_role)
}
