//! Which data.

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying, best_fit, decide, fit_words};
use crate::estate::model::{Estate, ServiceIx};
use crate::taxonomy::{TermId, TermKind};

/// A category of data about a kind of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Datum {
    /// The people.
    pub subject: TermId,
    /// The category.
    pub category: TermId,
}

/// What the notice says about a datum being collected in a service.
pub fn data(estate: &Estate, service: Option<ServiceIx>, datum: Datum, day: Date) -> Judgement {
    let mut voices = Vec::new();
    // That personal data are used discloses no datum in particular.
    let top = estate.taxonomy.find("dpv:PersonalData");
    let says_which = |data: &[TermId]| !data.iter().any(|it| Some(*it) == top);
    for (index, statement) in applying(estate, service, day) {
        if let Some(collects) = &statement.collects
            && let Some(people) = people(estate, &collects.subjects, datum.subject)
        {
            // A denial of sources denies no data, whether it says which data or not.
            let denies_sources = collects.none && !collects.from.is_empty();
            if collects.none && collects.data.is_empty() && !denies_sources {
                voices.push(StatementMatch {
                    statement: index,
                    positive: false,
                    fit: Fit::All,
                    people,
                    why: "no data are collected".to_owned(),
                });
            } else if !denies_sources
                && let Some((fit, why)) = category_fit(estate, &collects.data, datum.category)
                && !(collects.none && is_spared(estate, &collects.data, datum.category))
            {
                voices.push(StatementMatch {
                    statement: index,
                    positive: !collects.none,
                    fit,
                    people,
                    why,
                });
            }
        }
        // A statement that states which data it shares, or what it uses them for, has disclosed those data.
        let shares = statement.shares.as_ref().filter(|it| !it.none);
        let uses = statement.uses.as_ref();
        let uses = uses.filter(|it| !it.none && says_which(&it.data));
        let shared = shares.map(|it| (&it.data, &it.subjects));
        for (stated, subjects) in shared
            .into_iter()
            .chain(uses.map(|it| (&it.data, &it.subjects)))
        {
            if let Some(people) = people(estate, subjects, datum.subject)
                && let Some((fit, why)) = category_fit(estate, stated, datum.category)
            {
                voices.push(StatementMatch {
                    statement: index,
                    positive: true,
                    fit,
                    people,
                    why,
                });
            }
        }
    }
    decide(estate, voices)
}

/// How stated categories fit a declared one. A composite is named as well by naming all its parts,
/// and is the broader word for each of them.
fn category_fit(estate: &Estate, stated: &[TermId], declared: TermId) -> Option<(Fit, String)> {
    if let Some((fit, term)) = best_fit(estate, stated, declared) {
        return Some((fit, fit_words(estate, fit, term, declared)));
    }
    let short = |term| estate.taxonomy.short(term);
    let parts = estate.taxonomy.parts(declared);
    if !parts.is_empty() {
        // A part may be a composite itself.
        let fits: Option<Vec<Fit>> = parts
            .iter()
            .map(|part| category_fit(estate, stated, *part).map(|(fit, _)| fit))
            .collect();
        if let Some(worst) = fits.and_then(|fits| fits.into_iter().min()) {
            return Some((
                worst,
                format!("it speaks of every part of {}", short(declared)),
            ));
        }
    }
    stated
        .iter()
        .find(|term| has_part(estate, **term, declared))
        .map(|term| {
            (
                Fit::Broader,
                format!("{} is a part of {}", short(declared), short(*term)),
            )
        })
}

/// How stated categories fit a declared one.
pub(super) fn fit(estate: &Estate, stated: &[TermId], declared: TermId) -> Option<Fit> {
    category_fit(estate, stated, declared).map(|(fit, _)| fit)
}

/// Whether a category is within a part of a composite, or of a part of it.
fn has_part(estate: &Estate, composite: TermId, category: TermId) -> bool {
    let mut parts = estate.taxonomy.parts(composite).iter();
    parts.any(|part| estate.taxonomy.includes(*part, category))
}

/// How well the people to whom a statement is limited fit these: `Some(None)` where it is limited to nobody,
/// or to the broadest term; `None` where it is about others.
pub(super) fn people(estate: &Estate, stated: &[TermId], subject: TermId) -> Option<Option<Fit>> {
    let top = estate.taxonomy.top(TermKind::Subject);
    let narrower = stated.iter().copied().filter(|it| Some(*it) != top);
    let narrower: Vec<TermId> = narrower.collect();
    match best_fit(estate, &narrower, subject) {
        Some((fit, _)) => Some(Some(fit)),
        None if stated.is_empty() => Some(None),
        None => best_fit(estate, stated, subject).map(|_| None),
    }
}

/// Data that lie under a term of the vocabulary, and that nobody means who denies it; nor who states how
/// long it is kept, where another sentence does. Location data are those on where a device is (Directive 2002/58/EC, Art 2(c)): a postal address and
/// a country are none. What somebody bought is no financial data, and an address or a log is no tracking.
const SPARED: [(&str, &[&str]); 3] = [
    (
        "dpv-pd:Location",
        &[
            "dpv-pd:PhysicalAddress",
            "dpv-pd:Country",
            "dpv-pd:BirthPlace",
            "dpv-pd:Domicile",
            "dpv-pd:Residency",
        ],
    ),
    (
        "dpv-pd:Financial",
        &[
            "dpv-pd:Purchase",
            "dpv-pd:Sale",
            "fairnotice:Booking",
            "fairnotice:LoyaltyPoints",
            "fairnotice:SubscriptionPlan",
            "fairnotice:Voucher",
        ],
    ),
    (
        "dpv-pd:Tracking",
        &[
            "dpv-pd:Contact",
            "dpv-pd:IPAddress",
            "dpv-pd:UserAgent",
            "dpv-pd:DeviceSoftware",
            "fairnotice:AccessTime",
            "fairnotice:AuditTrail",
            "fairnotice:CrashReport",
            "fairnotice:DeviceType",
            "fairnotice:DiagnosticData",
            "fairnotice:LogFile",
            "fairnotice:ScreenResolution",
        ],
    ),
];

/// Whether words cover a category only by a term that does not mean it there.
pub(super) fn is_spared(estate: &Estate, stated: &[TermId], category: TermId) -> bool {
    let taxonomy = &estate.taxonomy;
    let spares = |(term, spared): &(&str, &[&str])| {
        let mut spared = spared.iter().filter_map(|id| taxonomy.find(id));
        let spared = spared.any(|it| taxonomy.subsumes(it, category));
        taxonomy.find(term).filter(|_| spared)
    };
    let means = |term: &TermId| SPARED.iter().filter_map(spares).all(|it| it != *term);
    let meant: Vec<TermId> = stated.iter().copied().filter(means).collect();
    meant.len() < stated.len() && category_fit(estate, &meant, category).is_none()
}

/// Whether a statement that is limited to some data and people concerns a datum, and how near its people are:
/// no limit means all. A composite concerns its parts, and the parts their whole. `none`: it is a denial.
pub(super) fn concerns(
    estate: &Estate,
    (data, subjects, none): (&[TermId], &[TermId], bool),
    datum: Datum,
) -> Option<Option<Fit>> {
    let people = people(estate, subjects, datum.subject)?;
    let covers = || {
        category_fit(estate, data, datum.category).is_some()
            && !(none && is_spared(estate, data, datum.category))
    };
    (data.is_empty() || covers()).then_some(people)
}
