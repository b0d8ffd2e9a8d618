//! Who gets the data.

use jiff::civil::Date;

use super::{Datum, Fit, Judgement, StatementMatch, applying, data, decide, fit_words};
use crate::engine::movement::{Movement, RecipientRole};
use crate::estate::model::{Estate, Party, PartyIx, ServiceIx, Shares, Who};
use crate::estate::vocabulary::PartyKind;
use crate::taxonomy::TermId;

/// What the notice says about one datum reaching the importer of a movement.
pub fn recipient(
    estate: &Estate,
    movement: &Movement,
    service: Option<ServiceIx>,
    datum: Datum,
    day: Date,
) -> Judgement {
    let Some(importer) = movement.importer else {
        return decide(estate, Vec::new());
    };
    let mut voices = Vec::new();
    for (index, statement) in applying(estate, service, day) {
        let Some(shares) = &statement.shares else {
            continue;
        };
        let limits = (&*shares.data, &*shares.subjects, shares.none);
        let Some(people) = data::concerns(estate, limits, datum) else {
            continue;
        };
        if let Some((positive, fit, why)) = voice(estate, shares, movement, importer, day)
            && (!positive || comes_about(estate, shares, movement))
        {
            voices.push(StatementMatch {
                statement: index,
                positive,
                fit,
                people,
                why,
            });
        }
    }
    decide(estate, voices)
}

/// What the notice says about a party that receives something of which no flow says what it is: whether
/// it names the party in any section, and whether it denies every disclosure.
pub fn discloses(estate: &Estate, party: PartyIx, day: Date) -> Judgement {
    let voice = |shares: &Shares, is_general: bool| -> Option<(bool, Fit, String)> {
        if !shares.none {
            let (fit, why) = names(estate, &shares.with, party, day)?;
            return Some((true, fit, why));
        }
        if !is_general || !shares.data.is_empty() || !shares.outside.is_empty() {
            return None;
        }
        if shares.with.is_empty() {
            return Some((false, Fit::All, "it is shared with nobody".to_owned()));
        }
        names(estate, &shares.with, party, day).map(|(fit, why)| (false, fit, why))
    };
    let voices = estate.statements_on(day).filter_map(|(index, statement)| {
        let (positive, fit, why) =
            voice(statement.shares.as_ref()?, !statement.scope.is_specific())?;
        Some(StatementMatch {
            statement: index,
            positive,
            fit,
            people: None,
            why,
        })
    });
    decide(estate, voices.collect())
}

/// Whether a movement is the sharing that a statement discloses: one through certain systems is none
/// through others.
pub(super) fn comes_about(estate: &Estate, shares: &Shares, movement: &Movement) -> bool {
    let through = [movement.system, estate.shape(movement.shape).route.via];
    shares.through.is_empty()
        || through
            .into_iter()
            .flatten()
            .any(|system| shares.through.contains(&system))
}

fn voice(
    estate: &Estate,
    shares: &Shares,
    movement: &Movement,
    importer: PartyIx,
    day: Date,
) -> Option<(bool, Fit, String)> {
    if !shares.none {
        let (fit, why) = covers(estate, &shares.with, movement, importer, day)?;
        return Some((true, fit, why));
    }
    if !shares.outside.is_empty() {
        let party = estate.party(importer);
        let inside = shares
            .outside
            .iter()
            .any(|group| party.in_group(*group, day));
        if inside {
            return None;
        }
        let groups: Vec<&str> = shares
            .outside
            .iter()
            .map(|group| estate.group(*group).as_str())
            .collect();
        return Some((
            false,
            Fit::All,
            format!(
                "nothing leaves the group {}, and {} is outside it",
                groups.join(", "),
                party.name
            ),
        ));
    }
    if shares.with.is_empty() {
        return Some((false, Fit::All, "it is shared with nobody".to_owned()));
    }
    // A third party is who is neither a processor nor one of the joint controllers (Art 4(10)).
    let third = estate.taxonomy.find("dpv:ThirdParty");
    let third_parties = |who: &Who| {
        let class = |class| third.is_some_and(|third| estate.taxonomy.same(class, third));
        matches!(who, Who::Class(it) if class(*it))
    };
    if movement.role == RecipientRole::Controller && shares.with.iter().any(third_parties) {
        let why = format!("{} is a third party", estate.party(importer).name);
        return Some((false, Fit::Broader, why));
    }
    names(estate, &shares.with, importer, day).map(|(fit, why)| (false, fit, why))
}

/// Whether a list of recipients names a party, or a group or class that it belongs to, and how well;
/// the best fit wins (party before group before class).
pub fn names(estate: &Estate, list: &[Who], party: PartyIx, day: Date) -> Option<(Fit, String)> {
    let about = estate.party(party);
    list.iter()
        .filter_map(|who| match who {
            Who::Party(named) if *named == party => {
                Some((Fit::Named, format!("it names {}", about.name)))
            }
            Who::Group(group) if about.in_group(*group, day) => Some((
                Fit::Broader,
                format!("{} is in the group {}", about.name, estate.group(*group)),
            )),
            Who::Class(class) => about
                .classes
                .iter()
                .filter(|own| estate.taxonomy.subsumes(*class, **own))
                .max_by_key(|own| estate.taxonomy.same(*class, **own))
                .map(|own| {
                    let kind = format!("{} is a {}", about.name, estate.taxonomy.short(*own));
                    let is_same = estate.taxonomy.same(*class, *own);
                    let words = if is_same {
                        kind
                    } else {
                        let how = fit_words(estate, Fit::Broader, *class, *own);
                        format!("{kind}; {how}")
                    };
                    // A category that states the sector is what Art 13(1)(e) asks for.
                    let exact = is_same && estate.taxonomy.states_sector(*class);
                    (if exact { Fit::Named } else { Fit::Broader }, words)
                }),
            _ => None,
        })
        .max_by_key(|(fit, _)| *fit)
}

/// Whether a list of recipients covers the importer of a movement: it names it, its group or its class; or a
/// class that it is one of by its role in the movement or its kind.
pub fn covers(
    estate: &Estate,
    list: &[Who],
    movement: &Movement,
    importer: PartyIx,
    day: Date,
) -> Option<(Fit, String)> {
    names(estate, list, importer, day).or_else(|| by_what_it_is(estate, list, movement, importer))
}

/// Whether a class in a list of recipients covers a party by what the estate records of it without `is`: its
/// role in the movement, or its kind. Such a class never does more than describe it in general terms.
fn by_what_it_is(
    estate: &Estate,
    list: &[Who],
    movement: &Movement,
    party: PartyIx,
) -> Option<(Fit, String)> {
    let classes = || {
        list.iter().filter_map(|who| match who {
            Who::Class(class) => Some(*class),
            _ => None,
        })
    };
    classes().next()?;
    let about = estate.party(party);
    let is = by_role(movement.role).iter().chain(by_kind(about.kind));
    is.filter(|id| **id != AUTHORITY || may_be_authority(estate, about))
        .filter_map(|id| estate.taxonomy.find(id))
        .find(|own| classes().any(|class| estate.taxonomy.subsumes(class, *own)))
        .map(|own| {
            let word = estate.taxonomy.short(own);
            // The public has no narrower category.
            let is_said = classes().any(|class| estate.taxonomy.same(class, own));
            let fit = if about.kind == PartyKind::Public && is_said {
                Fit::Named
            } else {
                Fit::Broader
            };
            (fit, format!("{} is a {word} here", about.name))
        })
}

/// Who may require data under the law.
const AUTHORITY: &str = "dpv:Authority";

/// The classes of which authorities are, or which say nothing of the sort of a body.
const OF_AUTHORITIES: [&str; 5] = [
    "dpv:GovernmentalOrganisation",
    "dpv:JudicialOrganisation",
    "dpv:LawEnforcementOrganisation",
    "dpv:InternationalOrganisation",
    "dpv:PublicSectorBody",
];

/// Whether a public body may be one of the authorities of which a notice speaks: what `is` states is no other
/// sort. A hospital or a school that the state runs is none.
fn may_be_authority(estate: &Estate, about: &Party) -> bool {
    let taxonomy = &estate.taxonomy;
    let is_sort = |class: &TermId| {
        let mut sorts = OF_AUTHORITIES.iter().filter_map(|id| taxonomy.find(id));
        sorts.any(|sort| taxonomy.subsumes(sort, *class) || taxonomy.subsumes(*class, sort))
    };
    about.classes.iter().all(is_sort)
}

/// The classes of the vocabulary that a role makes a recipient one of.
fn by_role(role: RecipientRole) -> &'static [&'static str] {
    match role {
        RecipientRole::Processor => &["dpv:DataProcessor", "dpv:ServiceProvider"],
        RecipientRole::SubProcessor => &["dpv:DataSubProcessor", "dpv:ServiceProvider"],
        RecipientRole::JointController => &["dpv:JointDataControllers"],
        // A third party is who is neither a processor nor one of the joint controllers (Art 4(10)).
        RecipientRole::Controller => &["dpv:ThirdParty", "dpv:DataController"],
        _ => &[],
    }
}

/// The classes of the vocabulary that a kind makes a party one of.
fn by_kind(kind: PartyKind) -> &'static [&'static str] {
    match kind {
        PartyKind::Company => &["dpv:ForProfitOrganisation", "eu-gdpr:Recipient"],
        PartyKind::PublicAuthority | PartyKind::ParishCouncil | PartyKind::EuInstitution => {
            &["dpv:PublicSectorBody", AUTHORITY, "eu-gdpr:Recipient"]
        }
        PartyKind::Charity => &[
            "dpv:CharityOrganisation",
            "dpv:NonProfitOrganisation",
            "eu-gdpr:Recipient",
        ],
        PartyKind::InternationalOrganisation => {
            &["dpv:InternationalOrganisation", "eu-gdpr:Recipient"]
        }
        PartyKind::Individual => &["dpv:NaturalPerson", "eu-gdpr:Recipient"],
        PartyKind::Public => &["fairnotice:GeneralPublic", "eu-gdpr:Recipient"],
        PartyKind::Carrier => &[],
    }
}
