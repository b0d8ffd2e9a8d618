//! Where the notice contradicts itself, whatever the flows do.

use jiff::civil::Date;

use super::data::is_spared;
use crate::engine::movement::regimes_of;
use crate::estate::model::{Destination, Estate, Retention, Scope, Statement, StatementIx, Who};
use crate::estate::vocabulary::{DocumentKind, OwnRole};
use crate::taxonomy::{Place, TermId};

/// A statement that says yes, and those that deny the same; or one that states a period, and those of other
/// documents that state another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What says yes.
    pub yes: StatementIx,
    /// What says no.
    pub no: Vec<StatementIx>,
    /// About what, in words.
    pub about: &'static str,
}

/// The contradictions of the notice, in the order of the statements that say yes. A statement whose own words
/// give way to another does not contradict it.
pub fn contradictions(estate: &Estate, day: Date) -> Vec<Contradiction> {
    // Most statements deny nothing: those that do are sought out once.
    let kinds: [(&'static str, Denies, Clash); 7] = [
        (
            "data that are collected",
            |it| it.collects.as_ref().is_some_and(|it| it.none),
            clash_collects,
        ),
        (
            "recipients",
            |it| it.shares.as_ref().is_some_and(|it| it.none),
            clash_shares,
        ),
        (
            "purposes",
            |it| it.uses.as_ref().is_some_and(|it| it.none),
            clash_uses,
        ),
        (
            "transfers",
            |it| it.transfers.as_ref().is_some_and(|it| it.none),
            clash_transfers,
        ),
        (
            "automated decisions",
            |it| it.decides.as_ref().is_some_and(|it| it.none),
            clash_decides,
        ),
        (
            "retention periods",
            |it| period_of(it).is_some(),
            clash_retains,
        ),
        (
            "the role of controller or processor",
            |it| role(it) == Some(OwnRole::Processor),
            clash_roles,
        ),
    ];
    let kinds = kinds.map(|(about, denies, clash)| {
        let all = estate.statements_on(day);
        let denials: Vec<_> = all.filter(|(_, statement)| denies(statement)).collect();
        (about, denials, clash)
    });
    let mut found: Vec<Contradiction> = Vec::new();
    for (yes, positive) in estate.statements_on(day) {
        for (about, denials, clash) in &kinds {
            let no: Vec<StatementIx> = denials
                .iter()
                .filter(|(no, negative)| {
                    *no != yes
                        && meet_under(positive, negative)
                        && overlap(&positive.scope, &negative.scope)
                        && !gives_way(positive, negative)
                        && clash(estate, positive, negative, day)
                })
                .map(|(no, _)| *no)
                .collect();
            if !no.is_empty() {
                found.push(Contradiction { yes, no, about });
            }
        }
    }
    found
}

type Denies = fn(&Statement) -> bool;
type Clash = fn(&Estate, &Statement, &Statement, Date) -> bool;

fn overlap(a: &Scope, b: &Scope) -> bool {
    match (a, b) {
        (Scope::All, _) | (_, Scope::All) => true,
        (Scope::Services(a), Scope::Services(b)) => a.iter().any(|service| b.contains(service)),
    }
}

/// Whether there is a regime under which both count.
fn meet_under(a: &Statement, b: &Statement) -> bool {
    a.regime.is_none() || b.regime.is_none() || a.regime == b.regime
}

fn gives_way(a: &Statement, b: &Statement) -> bool {
    a.gives_way_to(b) || b.gives_way_to(a)
}

fn meets(estate: &Estate, a: &[TermId], b: &[TermId]) -> bool {
    a.iter().any(|x| {
        b.iter()
            .any(|y| estate.taxonomy.subsumes(*x, *y) || estate.taxonomy.subsumes(*y, *x))
    })
}

/// Whether what is denied holds some of what is said, or is the same. A narrow denial under general terms
/// is an exception to them, and no contradiction.
fn denied(estate: &Estate, said: &[TermId], denied: &[TermId]) -> bool {
    said.iter()
        .any(|said| denied.iter().any(|no| estate.taxonomy.subsumes(*no, *said)))
}

/// Whether a denial that is limited to some data or people is limited to fewer than what is said: an exception
/// to it, and no contradiction.
fn excepts(estate: &Estate, said: &[TermId], no: &[TermId]) -> bool {
    !no.is_empty() && !denied(estate, said, no)
}

/// The stated data of which a denial speaks, or may: not those that it holds only by a term that does not mean them.
fn meant(estate: &Estate, said: &[TermId], no: &[TermId]) -> Vec<TermId> {
    let said = said.iter().copied();
    said.filter(|it| !is_spared(estate, no, *it)).collect()
}

fn clash_collects(estate: &Estate, yes: &Statement, no: &Statement, _: Date) -> bool {
    match (&yes.collects, &no.collects) {
        (Some(yes), Some(no)) if !yes.none && no.none => {
            if excepts(estate, &yes.subjects, &no.subjects) {
                return false;
            }
            if !no.from.is_empty() {
                return yes.from.iter().any(|who| no.from.contains(who));
            }
            let said = meant(estate, &yes.data, &no.data);
            !yes.data.is_empty() && (no.data.is_empty() || denied(estate, &said, &no.data))
        }
        _ => false,
    }
}

fn clash_uses(estate: &Estate, yes: &Statement, no: &Statement, _: Date) -> bool {
    match (&yes.uses, &no.uses) {
        (Some(yes), Some(no)) if !yes.none && no.none => {
            denied(estate, &yes.purposes, &no.purposes)
                && !excepts(estate, &yes.subjects, &no.subjects)
                && !excepts(estate, &meant(estate, &yes.data, &no.data), &no.data)
        }
        _ => false,
    }
}

fn clash_shares(estate: &Estate, yes: &Statement, no: &Statement, _: Date) -> bool {
    let (Some(yes), Some(no)) = (&yes.shares, &no.shares) else {
        return false;
    };
    if yes.none || !no.none || yes.with.is_empty() {
        return false;
    }
    let said = meant(estate, &yes.data, &no.data);
    let limited = !yes.data.is_empty() && !no.data.is_empty() && !meets(estate, &said, &no.data);
    if limited {
        return false;
    }
    yes.with.iter().any(|who| {
        if !no.outside.is_empty() {
            return match who {
                Who::Group(group) => !no.outside.contains(group),
                Who::Party(party) => !estate
                    .party(*party)
                    .memberships
                    .iter()
                    .any(|member| no.outside.contains(&member.group)),
                Who::Class(_) => true,
                Who::Subjects => false,
            };
        }
        no.with.is_empty() || no.with.contains(who)
    })
}

fn clash_transfers(estate: &Estate, yes: &Statement, no: &Statement, day: Date) -> bool {
    let Some(no) = no.transfers.as_ref().filter(|transfers| transfers.none) else {
        return false;
    };
    let stated = yes
        .transfers
        .iter()
        .filter(|transfers| !transfers.none)
        .flat_map(|transfers| &transfers.to)
        .chain(
            yes.shares
                .iter()
                .filter(|shares| !shares.none)
                .flat_map(|shares| &shares.to),
        )
        .filter(|to| !no.to.is_empty() || !is_at_home(estate, to, day));
    let denied: Vec<Place> = no.to.iter().filter_map(Destination::place).collect();
    stated.into_iter().any(|place| {
        no.to.is_empty()
            || no.to.contains(place)
            || place
                .place()
                .is_some_and(|place| estate.law.covers(&denied, place, day))
    })
}

/// Whether a place is inside the territory of each regime of the controller. Who names it as the place of a recipient, or
/// as the one where data are kept, says of no transfer to a third country that there is one.
fn is_at_home(estate: &Estate, to: &Destination, day: Date) -> bool {
    let regimes = regimes_of(estate, estate.controller, day);
    let inside = |place: Place| {
        let mut regimes = regimes.iter();
        regimes.all(|it| estate.law.stays_inside(*it, place, day))
    };
    !regimes.is_empty() && to.place().is_some_and(inside)
}

/// The days of the period that a statement states.
fn period_of(statement: &Statement) -> Option<u32> {
    match statement.retains.as_ref()?.retention {
        Retention::Period(_, days) => Some(days),
        _ => None,
    }
}

/// Two documents that state two periods for the same. Within one document a second period is as a rule for
/// something else, which its own words say; and a table of cookies is about what is stored on devices, whatever
/// others say of the controller's own records.
fn clash_retains(estate: &Estate, yes: &Statement, no: &Statement, day: Date) -> bool {
    let notice = estate.notice_on(day);
    let on_device = |it| notice.map(|notice| notice.kind_of(it)) == Some(DocumentKind::CookieTable);
    if on_device(yes) != on_device(no) {
        return false;
    }
    let (Some(one), Some(other)) = (&yes.retains, &no.retains) else {
        return false;
    };
    let is_first = yes.span < no.span;
    is_first
        && yes.document != no.document
        && period_of(yes) != period_of(no)
        && !one.data.is_empty()
        && one.data == other.data
        && one.subjects == other.subjects
        && one.purposes == other.purposes
}

fn clash_decides(_: &Estate, yes: &Statement, no: &Statement, _: Date) -> bool {
    match (&yes.decides, &no.decides) {
        (Some(yes), Some(no)) => {
            !yes.none
                && no.none
                && (yes.about.is_empty()
                    || no.about.is_empty()
                    || yes.about.iter().any(|about| no.about.contains(about)))
        }
        _ => false,
    }
}

fn role(statement: &Statement) -> Option<OwnRole> {
    statement.acts_as.as_ref().map(|it| it.role)
}

/// Whether one sentence says controller and the other processor of the same services, data and people. What
/// is limited to some of them is an exception to what is not.
fn clash_roles(_: &Estate, yes: &Statement, no: &Statement, _: Date) -> bool {
    let (Some(controller), Some(processor)) = (&yes.acts_as, &no.acts_as) else {
        return false;
    };
    let same = |a: &[TermId], b: &[TermId]| {
        a.is_empty() && b.is_empty() || a.iter().any(|term| b.contains(term))
    };
    controller.role == OwnRole::Controller
        && yes.scope.is_specific() == no.scope.is_specific()
        && same(&controller.data, &processor.data)
        && same(&controller.subjects, &processor.subjects)
}
