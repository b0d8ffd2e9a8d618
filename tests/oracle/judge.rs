//! What must be found: each rule of the list, on each movement under each regime.

use std::collections::BTreeSet;

use super::disclosure::Disclosure;
use super::law::{self, Worth};
use super::movements::{Happens, Movement};
use super::notice::{self, Ambiguous};
use super::queries::covers;
use super::rules::{COVERS, RULES, SIDES};
use super::spread::Spread;
use super::take_apart::movements;
use super::terms::{PURPOSES, SPECIAL, above, article};
use super::transfer::{self, Transfer};
use crate::estate::Estate;

/// What is found: rule, flow, regime, exporter, importer. A basis is the flow's, for every
/// recipient.
pub type Found = (String, String, String, Option<String>, Option<String>);

/// Everything that must be found; a rule that a more precise one covers on the same movement is left
/// out.
pub fn judge(estate: &Estate) -> BTreeSet<Found> {
    let judge = Judge {
        estate,
        spread: Spread::new(estate),
        collected: collected(estate),
    };
    let mut found = BTreeSet::new();
    for flow in estate.running() {
        for movement in movements(estate, flow) {
            let mut regimes: BTreeSet<&str> = movement.regimes.iter().copied().collect();
            regimes.extend(&movement.exports_under);
            for regime in regimes {
                let fired = judge.fired(&movement, regime);
                let covered: BTreeSet<&str> = fired
                    .iter()
                    .flat_map(|rule| COVERS.get(rule))
                    .flatten()
                    .map(|rule| &**rule)
                    .collect();
                for rule in fired.iter().filter(|rule| !covered.contains(**rule)) {
                    let parties = [movement.exporter, movement.importer]
                        .map(|party| party.filter(|_| !rule.starts_with("basis/")))
                        .map(|party| party.map(str::to_owned));
                    let [exporter, importer] = parties;
                    let rule = (*rule).to_owned();
                    found.insert((rule, flow.id.clone(), regime.to_owned(), exporter, importer));
                }
            }
        }
    }
    found
}

/// What is collected: by controller and service, data, purposes, and the bases of purposes.
#[derive(Default)]
pub struct Collected<'w> {
    pub data: BTreeSet<(Concern<'w>, &'w str, &'w str)>,
    pub purposes: BTreeSet<(Concern<'w>, &'w str)>,
    pub bases: BTreeSet<(Concern<'w>, &'w str, Option<&'w str>)>,
}

/// For whom a flow is: the controller, and the service.
pub type Concern<'w> = (&'w str, Option<&'w str>);

fn collected(estate: &Estate) -> Collected<'_> {
    let mut found = Collected::default();
    for flow in estate.running() {
        let ours = movements(estate, flow).iter().any(|it| {
            it.happens == Happens::Collect && it.importer == Some(estate.controller.as_str())
        });
        if ours {
            let concern = (estate.controller_of(flow), flow.service.as_deref());
            for subject in &flow.subjects {
                found
                    .data
                    .extend(flow.data.iter().map(|it| (concern, &**subject, &**it)));
            }
            for purpose in &flow.purposes {
                found.purposes.insert((concern, &**purpose));
                let basis = flow.basis.as_deref();
                found.bases.insert((concern, &**purpose, basis));
            }
        }
    }
    found
}

pub struct Judge<'w> {
    pub estate: &'w Estate,
    pub spread: Spread<'w>,
    pub collected: Collected<'w>,
}

impl<'w> Judge<'w> {
    fn fired(&self, movement: &Movement<'w>, regime: &'static str) -> BTreeSet<&'static str> {
        let estate = self.estate;
        let flow = movement.flow;
        let transfer = transfer::transfer(estate, movement, regime);
        let mut fired: Vec<&'static str> = Vec::new();
        let mut when = |holds: bool, rule: &'static str| {
            assert!(RULES.contains(&rule), "{rule}");
            if holds {
                fired.push(rule);
            }
        };
        // The exporter's own regime may reach the transfer alone.
        if movement.regimes.contains(&regime) {
            let disclosure = self.disclosure(movement, regime, &transfer);
            let ours = estate.controller_of(flow) == estate.controller;
            for (side, word) in SIDES {
                let asked = ours
                    || ["recipient", "data", "purpose", "transfer", "safeguard"].contains(&side);
                for (verdict, rule) in word {
                    when(asked && disclosure.has(side, *verdict), rule);
                }
            }
            when(
                disclosure.undisclosed("indirect"),
                "disclosure/undisclosed-indirect-recipient",
            );
            self.bases(movement, regime, ours, &mut when);
            if movement.happens == Happens::Disclose || !movement.is_the_flow() {
                self.disclosed(movement, &disclosure, &mut when);
            }
            // Art 28(3) binds the one who processes as well: what it takes in for another needs the contract too.
            if movement.happens != Happens::Store {
                when(
                    self.is_unengaged(movement),
                    "sharing/processor-without-contract",
                );
            }
        }
        if let Some(transfer) = &transfer {
            let own = movement.owns.contains(&regime);
            let onward = movement.indirect(estate) && !own;
            rules_on_transfer(transfer, onward, &mut when);
        }
        fired.into_iter().collect()
    }

    /// Legal bases, and where the data come from.
    fn bases(
        &self,
        movement: &Movement<'w>,
        regime: &str,
        ours: bool,
        when: &mut impl FnMut(bool, &'static str),
    ) {
        let (estate, flow, day) = (self.estate, movement.flow, &self.estate.day);
        let known = flow
            .basis
            .as_deref()
            .and_then(article)
            .filter(|article| law::knows("bases", article, regime, day));
        when(ours && known.is_none(), "basis/no-legal-basis");
        let authority = estate.party(estate.controller_of(flow)).kind == "public-authority";
        let interests = matches!(known, Some("6(1)(f)" | "6(1)(ea)"));
        let other_task = flow.task.as_deref() == Some("other-task");
        when(
            ours && authority && interests && !other_task,
            "basis/public-authority-legitimate-interests",
        );
        let special = flow.data.iter().any(|it| SPECIAL.contains(&it.as_str()));
        let condition = flow.condition.as_deref();
        let opened = condition.is_some_and(|it| law::knows("conditions", it, regime, day));
        // Health care and public interest are no marketing.
        let marketing = flow
            .purposes
            .iter()
            .any(|it| above(PURPOSES, "marketing", it));
        let fits = !marketing || !matches!(condition, Some("9(2)(g)" | "9(2)(h)"));
        when(
            ours && special && !(opened && fits),
            "basis/special-category-without-condition",
        );
        if !movement.is_the_flow() {
            return;
        }
        // Art 6(4): what is based on law needs no assessment, and a legal obligation is laid down by
        // one.
        let by_law = flow.basis.as_deref().and_then(article) == Some("6(1)(c)");
        let research = flow.purposes.iter().all(|it| it == "academic-research");
        let compatible = self.compatible(movement);
        when(
            ours && !by_law && !research && !compatible,
            "basis/incompatible-purpose",
        );
        // No flow here states whether a processor was instructed.
        when(!ours && !compatible, "sharing/instruction-not-recorded");
        // What browsers send by themselves they have from the people.
        let from_people = flow.from == "data-subjects" || flow.mode == "embedded";
        let lacks = !from_people
            && movement.happens != Happens::Collect
            && self.spread.without_source(flow, |(people, category)| {
                // The controller has what its processors collected for it.
                let mut data = self.collected.data.iter();
                ours && flow.from == estate.controller
                    && data.any(|it| (it.1, it.2) == (people, category))
            });
        when(lacks, "minimisation/data-without-source");
        let more = movement.happens == Happens::Disclose
            && !movement.indirect(estate)
            && self.spread.more_than_collected(flow);
        when(more, "minimisation/more-than-collected");
    }

    /// Whether the purposes of a flow go with those for which its sender got the data: narrower or
    /// broader than one of them, or stated by the notice.
    fn compatible(&self, movement: &Movement<'w>) -> bool {
        let flow = movement.flow;
        // A processor has no purpose of its own, unless it is asked to advertise.
        let engaged = ["processor", "sub-processor"].contains(&movement.role);
        let stated = !flow.collected_for.is_empty();
        let known: BTreeSet<&str> = if stated {
            flow.collected_for.iter().map(String::as_str).collect()
        } else if movement.happens == Happens::Collect
            || movement.indirect(self.estate)
            || movement.given_back(self.estate)
        {
            // What a processor gives back is the controller's, for whatever it is used there.
            return true;
        } else {
            self.spread.purposes_received(flow)
        };
        known.is_empty()
            || flow.purposes.iter().all(|purpose| {
                let related = known
                    .iter()
                    .any(|it| above(PURPOSES, it, purpose) || above(PURPOSES, purpose, it));
                let disclosed = || {
                    let service = flow.service.as_deref();
                    notice::purpose(self.estate, service, purpose, datums(movement)) <= Ambiguous
                };
                let served = engaged && !above(PURPOSES, "marketing", purpose);
                served || related || !stated && disclosed()
            })
    }

    /// Whether one processes for another without a contract in force between them. Of joint controllers one may
    /// engage it for both.
    fn is_unengaged(&self, movement: &Movement<'w>) -> bool {
        let (estate, flow) = (self.estate, movement.flow);
        let service = flow.service.as_deref();
        let (Some(exporter), Some(importer)) = (movement.exporter, movement.importer) else {
            return false;
        };
        let in_force = |it: &&crate::estate::Contract| {
            it.period.has(&estate.day) && covers(&it.services, service)
        };
        // What another controller does for itself is its own affair.
        let engaged =
            ["processor", "sub-processor"].contains(&movement.role) && !movement.own_affair;
        let controller = estate.controller_of(flow);
        let jointly = |party: &str| {
            estate.contracts.iter().filter(in_force).any(|it| {
                let pair = [it.first.as_str(), it.second.as_str()];
                it.kind == "joint-controllers"
                    && pair.contains(&controller)
                    && pair.contains(&party)
            })
        };
        let contract = estate.contracts.iter().filter(in_force).any(|it| {
            let first = it.first.as_str();
            ["processor", "sub-processor"].contains(&it.kind.as_str())
                && ([exporter, controller].contains(&first) || jointly(first))
                && it.second == importer
        });
        engaged && !contract
    }

    /// What one discloses to another.
    fn disclosed(
        &self,
        movement: &Movement<'w>,
        disclosure: &Disclosure,
        when: &mut impl FnMut(bool, &'static str),
    ) {
        let (estate, flow) = (self.estate, movement.flow);
        let service = flow.service.as_deref();
        let counts =
            movement.separate() && !["data-subject", "carrier", "public"].contains(&movement.role);
        when(
            counts && movement.certainty() != "stated",
            "transfer/unknown-location",
        );
        let (Some(exporter), Some(importer)) = (movement.exporter, movement.importer) else {
            return;
        };
        let in_force = |it: &&crate::estate::Contract| {
            it.period.has(&estate.day) && covers(&it.services, service)
        };
        let authorised = estate.contracts.iter().filter(in_force).any(|it| {
            let entry = it.authorised.iter().find(|one| one.party == importer);
            let since = |day: &Option<String>| day.as_ref().is_some_and(|day| *day <= estate.day);
            let objected = entry.is_some_and(|one| since(&one.objected));
            let by_name = entry.is_some_and(|one| one.on.is_none() || since(&one.on));
            let allows = match it.authorisation.as_deref() {
                Some("general") => true,
                Some("specific") => by_name,
                _ => false,
            };
            it.kind == "processor" && it.second == exporter && allows && !objected
        });
        when(
            movement.role == "sub-processor" && !authorised && !movement.own_affair,
            "sharing/sub-processor-not-authorised",
        );
        let applying = || {
            let all = estate.statements.iter().flatten();
            let here = all.filter(|statement| covers(&statement.services, service));
            here.filter_map(|statement| statement.shares.as_ref())
        };
        let member = |groups: &[String]| {
            let own = &estate.party(importer).groups;
            own.iter()
                .any(|(group, when)| groups.contains(group) && when.has(&estate.day))
        };
        let promised =
            applying().any(|it| it.none && !it.outside.is_empty() && !member(&it.outside));
        let other = movement.separate() && importer != estate.controller;
        when(other && promised, "sharing/outside-promised-group");
        let system = movement
            .system
            .or(flow.via.as_deref())
            .map(|id| estate.system(id));
        let sold = system
            .filter(|it| estate.operator(it) == importer)
            .is_some_and(|system| {
                system.operators.iter().any(|(party, period)| {
                    party != importer
                        && period
                            .until
                            .as_ref()
                            .is_some_and(|until| *until < estate.day)
                        && applying().any(|it| !it.none && it.with.contains(party))
                })
            });
        when(
            sold && (disclosure.undisclosed("recipient") || disclosure.undisclosed("indirect")),
            "sharing/recipient-changed-hands",
        );
    }
}

pub fn datums<'w>(
    movement: &Movement<'w>,
) -> impl Iterator<Item = (&'w str, &'w str)> + Clone + use<'w> {
    let flow = movement.flow;
    let subjects = flow.subjects.iter();
    subjects.flat_map(|subject| flow.data.iter().map(|datum| (&**subject, &**datum)))
}

fn rules_on_transfer(transfer: &Transfer, onward: bool, when: &mut impl FnMut(bool, &'static str)) {
    use transfer::Adequacy;
    let adequate = transfer.adequacy == Adequacy::InForce || transfer.under_contract;
    let instrument_or_derogation = transfer.instrument == Worth::Valid || transfer.derogation;
    let bare = !adequate && !instrument_or_derogation && !transfer.keeper_is_open;
    when(bare && !onward, "transfer/no-safeguard");
    when(bare && onward, "transfer/onward-without-safeguard");
    when(
        transfer.adequacy == Adequacy::Unmet && bare,
        "transfer/adequacy-condition-unmet",
    );
    let only = |worth| transfer.instrument == worth && !adequate && !transfer.derogation;
    when(only(Worth::Expired), "transfer/safeguard-expired");
    when(only(Worth::Foreign), "transfer/safeguard-of-other-regime");
    when(
        transfer.relies_on_expired && (adequate || instrument_or_derogation),
        "transfer/safeguard-superseded",
    );
    when(
        transfer.instrument == Worth::Valid && transfer.unassessed,
        "transfer/no-risk-assessment",
    );
}
