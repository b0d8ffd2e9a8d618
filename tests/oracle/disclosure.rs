//! What the notice says of each side of a movement that is in question.

use std::collections::{BTreeMap, BTreeSet};

use super::basis;
use super::judge::{Judge, datums};
use super::kept;
use super::law;
use super::movements::{Happens, Movement};
use super::notice::{self, Clear, Incorrect, Omitted, Verdict};
use super::terms::{DATA, above};
use super::transfer::Transfer;
use crate::estate::{Estate, Statement};

/// What the notice says of each side.
#[derive(Default)]
pub struct Disclosure {
    sides: BTreeMap<&'static str, BTreeSet<Verdict>>,
    /// Of what is done for another: the sides that the notice describes. Of others nothing is omitted.
    described: Option<BTreeSet<&'static str>>,
}

impl Disclosure {
    pub fn add(&mut self, side: &'static str, verdict: Verdict) {
        let of = match side {
            "indirect" => "recipient",
            "safeguard" => "transfer",
            side => side,
        };
        let described = self.described.as_ref();
        if verdict == Omitted && described.is_some_and(|it| !it.contains(of)) {
            return;
        }
        self.sides.entry(side).or_default().insert(verdict);
    }

    pub fn has(&self, side: &str, verdict: Verdict) -> bool {
        self.sides
            .get(side)
            .is_some_and(|verdicts| verdicts.contains(&verdict))
    }

    pub fn undisclosed(&self, side: &str) -> bool {
        self.has(side, Omitted) || self.has(side, Incorrect)
    }
}

impl<'w> Judge<'w> {
    /// What the notice says of each side that is in question.
    pub fn disclosure(
        &self,
        movement: &Movement<'w>,
        regime: &str,
        transfer: &Option<Transfer>,
    ) -> Disclosure {
        let mut disclosure = Disclosure::default();
        let (estate, flow) = (self.estate, movement.flow);
        let (us, controller) = (estate.controller.as_str(), estate.controller_of(flow));
        let ours = controller == us;
        // What another controller does without us is for its own notice.
        let part = movement.importer == Some(us)
            || movement
                .exporter
                .is_some_and(|exporter| exporter != controller);
        // What is done for another is held to what our notice states of it, side by side.
        let described = describes(estate, flow.service.as_deref());
        if estate.statements.is_none() || !ours && (!part || described.is_empty()) {
            return disclosure;
        }
        if !ours {
            disclosure.described = Some(described);
        }
        self.recipients(movement, &mut disclosure);
        self.abroad(movement, regime, transfer, &mut disclosure);
        let collects = movement.happens == Happens::Collect && movement.importer == Some(us);
        let primary = movement.is_the_flow() && !movement.indirect(estate);
        if !primary && !collects {
            return disclosure;
        }
        let service = flow.service.as_deref();
        let concern = (estate.controller_of(flow), service);
        // Whose the data are says the name that comes with them from a source that the notice states.
        let clear = |from: &str, datum| notice::source(estate, service, from, datum) == Clear;
        let is_name = |category: &str| above(DATA, "name", category);
        let gives_others = movement.exporter.is_some_and(|from| {
            datums(movement).any(|datum| !is_name(datum.1) && clear(from, datum))
        });
        for (subject, category) in datums(movement) {
            let datum = (subject, category);
            if collects || !self.collected.data.contains(&(concern, subject, category)) {
                let verdict = notice::data(estate, service, datum);
                if collects || !self.is_disclosed_there(datum, verdict) {
                    disclosure.add("data", verdict);
                }
            }
            let kept = flow.retention.as_deref();
            // What an independent controller keeps is for its own notice.
            let independent = movement.role == "controller" && movement.importer != Some(us);
            if collects || kept.is_some() && !independent {
                disclosure.add(
                    "retention",
                    kept::retention(estate, service, category, kept),
                );
            }
            if let Some(from) = movement.exporter.filter(|_| collects) {
                let verdict = notice::source(estate, service, from, datum);
                if !(gives_others && is_name(category) && verdict == Omitted) {
                    disclosure.add("source", verdict);
                }
            }
        }
        self.purposes(movement, collects, &mut disclosure);
        disclosure
    }

    /// Where the data go, and under which mechanism.
    fn abroad(
        &self,
        movement: &Movement<'w>,
        regime: &str,
        transfer: &Option<Transfer>,
        disclosure: &mut Disclosure,
    ) {
        let estate = self.estate;
        let Some(transfer) = transfer else {
            return;
        };
        if movement.own_affair || !movement.regimes.contains(&regime) {
            return;
        }
        // What another controller transfers to the one of the notice is for its own notice.
        let controller = estate.controller_of(movement.flow);
        let comes_in = movement.importer == Some(controller)
            && movement.exporter.is_some_and(|it| it != controller)
            && !movement.given_back(estate);
        if comes_in {
            return;
        }
        for place in &transfer.destinations {
            // In whichever state of an area the data are: what is said least of counts.
            let day = &estate.day;
            let states = law::states(place, day).into_iter();
            let outside = states.filter(|it| !law::stays_inside(regime, it, day));
            let verdicts = outside.map(|it| notice::destination(estate, movement, it));
            disclosure.add("transfer", verdicts.max().unwrap());
        }
        for kinds in &transfer.mechanisms {
            let verdicts = kinds
                .iter()
                .map(|kind| notice::safeguard(estate, movement, (kind, regime)));
            if let Some(best) = verdicts.min() {
                disclosure.add("safeguard", best);
            }
        }
        // The terms of a decision need no words for each further recipient, but none for something else either.
        if transfer.mechanisms.iter().all(Vec::is_empty) {
            let kinds = transfer.onward_kinds.iter();
            let verdicts = kinds.map(|kind| notice::safeguard(estate, movement, (kind, regime)));
            let best = verdicts.min().filter(|best| *best == Incorrect);
            if let Some(best) = best {
                disclosure.add("safeguard", best);
            }
        }
    }

    /// The purposes and their bases. Of a purpose that is not disclosed, or denied, the purpose itself is wrong, not
    /// its basis.
    fn purposes(&self, movement: &Movement<'w>, collects: bool, disclosure: &mut Disclosure) {
        let (estate, flow) = (self.estate, movement.flow);
        let service = flow.service.as_deref();
        let concern = (estate.controller_of(flow), service);
        let basis = flow.basis.as_deref().filter(|basis| *basis != "none");
        for purpose in &flow.purposes {
            let verdict = notice::purpose(estate, service, purpose, datums(movement));
            let denied = matches!(verdict, Verdict::Ambiguous | Incorrect);
            if collects || denied || !self.collected.purposes.contains(&(concern, purpose)) {
                disclosure.add("purpose", verdict);
            }
            let known = |basis| {
                let known = &self.collected.bases;
                known.contains(&(concern, purpose.as_str(), Some(basis)))
            };
            if let Some(basis) = basis.filter(|basis| collects || !known(basis))
                && !matches!(verdict, Omitted | Incorrect)
            {
                let about = (purpose.as_str(), basis);
                disclosure.add("basis", basis::basis(estate, service, about, &flow.data));
            }
        }
    }

    /// What another service collected is disclosed there, but a denial counts here.
    fn is_disclosed_there(&self, datum: (&str, &str), verdict: Verdict) -> bool {
        let mut collected = self.collected.data.iter();
        !matches!(verdict, Verdict::Ambiguous | Incorrect)
            && collected.any(|it| (it.1, it.2) == datum)
    }

    fn recipients(&self, movement: &Movement<'w>, disclosure: &mut Disclosure) {
        let (estate, flow) = (self.estate, movement.flow);
        let known = [estate.controller.as_str(), estate.controller_of(flow)];
        let counts = movement.separate()
            && movement
                .importer
                .is_some_and(|importer| !known.contains(&importer))
            && movement.role != "carrier"
            && !movement.own_affair;
        if !counts {
            return;
        }
        let service = flow.service.as_deref();
        let declared = || datums(movement).map(|(subject, datum)| (service, subject, datum));
        // Of what we put into a system ourselves, or have a processor pass on, the flow says for which
        // service; what others pass on is disclosed in the services it was collected in.
        let sender = estate.party_at(&flow.from);
        let put_there = movement.acts_for.is_some()
            || !movement.is_the_flow() && sender.is_none_or(|sender| sender == estate.controller);
        let indirect = movement.indirect(estate);
        let mut reached: Vec<_> = declared().collect();
        if indirect && !put_there {
            let arriving = self.spread.arrives(flow);
            // Of what the flow's own service collected as well, that one informs people.
            let here: BTreeSet<_> = arriving
                .iter()
                .filter(|(from, ..)| *from == service)
                .map(|(_, subject, datum)| (*subject, *datum))
                .collect();
            let counts = |(from, subject, datum): &(Option<&str>, &str, &str)| {
                *from == service || !here.contains(&(*subject, *datum))
            };
            if !arriving.is_empty() {
                reached = arriving.into_iter().filter(counts).collect();
            }
        }
        for (service, subject, datum) in reached {
            let side = if indirect { "indirect" } else { "recipient" };
            disclosure.add(
                side,
                notice::recipient(estate, movement, service, (subject, datum)),
            );
        }
    }
}

/// Which sides the notice states something of, for a service: in sentences on it, where there are any, else in general
/// ones, unless the publisher does something for itself in that service.
pub fn describes(estate: &Estate, service: Option<&str>) -> BTreeSet<&'static str> {
    let (general, own): (Vec<&Statement>, Vec<&Statement>) =
        notice::applying(estate, service).partition(|it| it.services.is_empty());
    let mut flows = estate.flows.iter().filter(|flow| !flow.retired);
    let for_itself = flows.any(|flow| {
        flow.service.as_deref() == service && estate.controller_of(flow) == estate.controller
    });
    let counting = match (own.is_empty(), for_itself) {
        (false, _) => own,
        (true, false) => general,
        (true, true) => Vec::new(),
    };
    let mut sides = BTreeSet::new();
    for it in counting {
        let shares = it.shares.as_ref().filter(|it| !it.none);
        let abroad = it.transfers.as_ref().is_some_and(|it| !it.none);
        let states = [
            ("data", it.collects.as_ref().is_some_and(|it| !it.none)),
            ("purpose", it.uses.as_ref().is_some_and(|it| !it.none)),
            ("recipient", shares.is_some()),
            (
                "transfer",
                abroad || shares.is_some_and(|it| !it.to.is_empty()),
            ),
        ];
        sides.extend(
            states
                .iter()
                .filter(|(_, states)| *states)
                .map(|(side, _)| *side),
        );
    }
    // What states data or purposes describes the processing as a whole.
    if sides.contains("data") || sides.contains("purpose") {
        sides.extend(["data", "purpose", "recipient", "transfer"]);
    }
    sides
}
