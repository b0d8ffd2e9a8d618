//! Who must be appointed: a representative in a territory without an establishment (Art 27), and a data
//! protection officer (Art 37).

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::disclosed_items::disclosed_items;
use super::{Appointment, DutyFacts, Evidence, EvidenceMap, Label, LabelRole};
use crate::estate::model::{Estate, FlowIx, FlowShape, Party, Recorded, Representative};
use crate::estate::vocabulary::{ArticleScope, Matter, PartyKind, RiskSign};
use crate::law::Regime;

/// The facts of what the controller must appoint, with the evidence for them.
#[derive(Debug)]
pub struct DutyFound {
    /// The facts.
    pub facts: DutyFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// A declaration that runs on the day, with the flows that make it.
pub type Running<'e> = (&'e FlowShape, &'e [FlowIx]);

/// What the estate's controller must appoint under a regime on a day, and whether it has. `running` is
/// what runs on that day. `None` where it must appoint nobody.
pub fn duties(
    estate: &Estate,
    regime: Regime,
    day: Date,
    running: &[Running<'_>],
) -> Option<DutyFound> {
    let none = DutyFacts {
        regime,
        not_recorded: estate.leaves_open(Matter::Appointments),
        representative: Appointment::NotRequired,
        officer: Appointment::NotRequired,
    };
    let mut evidence = EvidenceMap::new();
    let facts = DutyFacts {
        representative: representative(estate, regime, day, running, &mut evidence),
        officer: officer(estate, day, running, &mut evidence),
        ..none
    };
    (facts != none).then_some(DutyFound { facts, evidence })
}

/// Whether a representative of the controller is recorded for the territory of a regime.
pub(super) fn has_representative(estate: &Estate, regime: Regime, day: Date) -> bool {
    let recorded = estate.party(estate.controller).representatives.held();
    recorded.is_some_and(|list| list.iter().any(|it| serves(estate, it, regime, day)))
}

/// A representative is established in the territory (Art 27(3)); where its place is not recorded,
/// nothing speaks against it.
fn serves(estate: &Estate, it: &Representative, regime: Regime, day: Date) -> bool {
    it.country
        .is_none_or(|country| estate.law.inside(regime, country.as_str(), day))
}

fn representative(
    estate: &Estate,
    regime: Regime,
    day: Date,
    running: &[Running<'_>],
    evidence: &mut EvidenceMap,
) -> Appointment {
    let party = estate.party(estate.controller);
    if !is_outside(estate, party, regime, day) {
        return Appointment::NotRequired;
    }
    let sensitive = running.iter().find(|(shape, _)| {
        shape.risk.signs.contains(&RiskSign::LargeScale) && is_sensitive(estate, shape)
    });
    // Art 27(2)(a) exempts nobody who says of a flow what rules the exemption out.
    if party.representative_exempt && sensitive.is_none() {
        return Appointment::NotRequired;
    }
    let is_open = estate.leaves_open(Matter::Appointments);
    let abroad: Vec<&str> = match &party.representatives {
        _ if has_representative(estate, regime, day) => return Appointment::Made,
        Recorded::Held(list, _) => {
            let countries = list.iter().filter_map(|it| it.country);
            countries.map(|country| country.name()).collect()
        }
        Recorded::None(_) => Vec::new(),
        Recorded::NotRecorded if is_open => Vec::new(),
        Recorded::NotRecorded if !notice_is_silent(estate, day) => return Appointment::NotRecorded,
        Recorded::NotRecorded => Vec::new(),
    };
    let name = match &party.representatives {
        Recorded::None(_) => "states that it has none".to_owned(),
        Recorded::NotRecorded if is_open => "has none on record".to_owned(),
        Recorded::NotRecorded => "has none on record, nor does its notice name one".to_owned(),
        Recorded::Held(..) => format!("names one in {} alone", abroad.join(" and ")),
    };
    let at = party.representatives.span().or(party.country_span);
    let territory = territory(regime);
    let mut steps = vec![
        format!(
            "{} is subject to the {} by Art 3(2), without an establishment in {territory}",
            party.name,
            regime.label()
        ),
        format!("{} {name}", party.name),
    ];
    let mut labels = vec![Label {
        role: LabelRole::Estate,
        span: at.unwrap_or(party.span),
        text: format!("without a representative in {territory}"),
    }];
    if party.representative_exempt
        && let Some((_, flows)) = sensitive
    {
        let text = "sensitive data at large scale, which Art 27(2)(a) does not exempt";
        steps.push(text.to_owned());
        labels.extend(flows.first().map(|flow| at_flow(estate, *flow, text)));
    }
    evidence.insert(
        "duties.representative",
        Evidence {
            elements: vec![territory.to_owned()],
            name: Some(name),
            labels,
            steps,
            ..Evidence::default()
        },
    );
    match &party.representatives {
        Recorded::NotRecorded if is_open => Appointment::NotRecorded,
        _ => Appointment::Missing,
    }
}

/// Whether a party is under a regime by Art 3(2) alone, and Art 27(2)(b) does not exempt it. That it
/// has no establishment is what `art3-2` says; a branch inside speaks against it.
fn is_outside(estate: &Estate, party: &Party, regime: Regime, day: Date) -> bool {
    let scope = match regime {
        Regime::EuGdpr => party.scope_eu,
        Regime::UkGdpr => party.scope_uk,
    };
    let exempt = matches!(
        party.kind,
        PartyKind::PublicAuthority
            | PartyKind::InternationalOrganisation
            | PartyKind::EuInstitution
    );
    let branches = party.branches.iter().map(|branch| branch.country);
    let mut places = branches.chain([party.country]).flatten();
    scope == Some(ArticleScope::Article3_2)
        && !exempt
        && !places.any(|country| estate.law.inside(regime, country.as_str(), day))
}

/// The territory as Art 27 speaks of it. The EEA is part of it by the EEA Agreement.
fn territory(regime: Regime) -> &'static str {
    match regime {
        Regime::EuGdpr => "the European Union",
        Regime::UkGdpr => "the United Kingdom",
    }
}

/// Whether there is a notice on the day that speaks of no representative: no statement says so, and the
/// words of its text do not either.
fn notice_is_silent(estate: &Estate, day: Date) -> bool {
    let Some(notice) = estate.notice_on(day) else {
        return false;
    };
    !disclosed_items(estate, None, day).contains_key("representative")
        && !notice
            .documents
            .iter()
            .any(|document| document.text.lines().any(speaks_of_representative))
}

/// Words for a representative in the languages in which notices are most often written. A line of English
/// may speak of representatives of other kinds, so it must speak of a territory or of the law as well.
fn speaks_of_representative(line: &str) -> bool {
    const OTHER_LANGUAGES: [&str; 6] = [
        "vertreter",
        "représentant",
        "representante",
        "rappresentante",
        "vertegenwoordiger",
        "przedstawiciel",
    ];
    const COMPANIONS: [&str; 10] = [
        "27", "eu", "eea", "uk", "gdpr", "union", "european", "europe", "kingdom", "britain",
    ];
    let line = line.to_lowercase();
    let words: BTreeSet<&str> = line.split(|c: char| !c.is_alphanumeric()).collect();
    OTHER_LANGUAGES.iter().any(|word| line.contains(word))
        || line.contains("representative") && COMPANIONS.iter().any(|word| words.contains(word))
}

fn officer(
    estate: &Estate,
    day: Date,
    running: &[Running<'_>],
    evidence: &mut EvidenceMap,
) -> Appointment {
    let party = estate.party(estate.controller);
    let activity = running
        .iter()
        .find_map(|(shape, flows)| Some((core_activity(estate, shape)?, flows.first().copied())));
    let (why, flow) = match activity {
        _ if is_authority(estate, party) => ("is a public authority".to_owned(), None),
        Some((why, flow)) => (why, flow),
        None => return Appointment::NotRequired,
    };
    let span = match &party.dpo {
        Recorded::Held(..) => return Appointment::Made,
        Recorded::NotRecorded if disclosed_items(estate, None, day).contains_key("dpo-contact") => {
            return Appointment::Made;
        }
        Recorded::NotRecorded => return Appointment::NotRecorded,
        Recorded::None(span) => span.unwrap_or(party.span),
    };
    let mut labels = vec![Label {
        role: LabelRole::Estate,
        span,
        text: format!("states that {} has none", party.name),
    }];
    labels.extend(flow.map(|flow| at_flow(estate, flow, "its core activity")));
    evidence.insert(
        "duties.officer",
        Evidence {
            elements: vec![party.name.clone()],
            name: Some(why.clone()),
            labels,
            steps: vec![
                format!("{} {why}", party.name),
                "the estate states that it has no data protection officer".to_owned(),
            ],
            ..Evidence::default()
        },
    );
    Appointment::Missing
}

/// A public authority or body, courts in their judicial capacity aside (Art 37(1)(a)).
fn is_authority(estate: &Estate, party: &Party) -> bool {
    let court = |id: &str| estate.taxonomy.find(id);
    let is_court = court("dpv:JudicialOrganisation").is_some_and(|court| {
        let mut classes = party.classes.iter();
        classes.any(|class| estate.taxonomy.subsumes(court, *class))
    });
    party.kind == PartyKind::PublicAuthority && !is_court
}

/// Why a flow makes an officer mandatory (Art 37(1)(b) and (c)): the estate states that it is a core
/// activity, at large scale, and what is done.
fn core_activity(estate: &Estate, shape: &FlowShape) -> Option<String> {
    let has = |sign| shape.risk.signs.contains(&sign);
    if !shape.risk.core_activity || !has(RiskSign::LargeScale) {
        return None;
    }
    let what = if has(RiskSign::SystematicMonitoring) {
        "watches people regularly and systematically"
    } else if is_sensitive(estate, shape) {
        "uses special categories or data about offences"
    } else {
        return None;
    };
    Some(format!("{what} at large scale as a core activity"))
}

fn is_sensitive(estate: &Estate, shape: &FlowShape) -> bool {
    let taxonomy = &estate.taxonomy;
    let mut data = shape.content.data.iter();
    data.any(|term| taxonomy.is_special(*term) || taxonomy.is_criminal(*term))
}

fn at_flow(estate: &Estate, flow: FlowIx, text: &str) -> Label {
    Label {
        role: LabelRole::Flow,
        span: estate.flow(flow).span,
        text: text.to_owned(),
    }
}
