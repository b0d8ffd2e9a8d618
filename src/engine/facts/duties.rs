//! Who must be appointed: a representative in a territory without an establishment (Art 27), and a data
//! protection officer (Art 37).

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::disclosed_items::disclosed_items;
use super::{Appointment, DutyFacts, Evidence, EvidenceMap, Label, LabelRole};
use crate::estate::model::{Estate, FlowIx, FlowShape, Party, Recorded, Representative};
use crate::estate::vocabulary::{ArticleScope, Matter, PartyKind, RiskSign};
use crate::input::Span;
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
    let (appointment, name, words) = match &party.representatives {
        _ if has_representative(estate, regime, day) => return Appointment::Made,
        Recorded::Held(list, _) => {
            let countries = list.iter().filter_map(|it| it.country);
            let abroad: Vec<&str> = countries.map(|country| country.name()).collect();
            let name = format!("names one in {} alone", abroad.join(" and "));
            (Appointment::Missing, name, None)
        }
        Recorded::None(_) => {
            let name = "states that it has none".to_owned();
            (Appointment::Missing, name, None)
        }
        Recorded::NotRecorded => match not_recorded(estate, day) {
            Some(asked) => asked,
            None => return Appointment::Made,
        },
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
    labels.extend(words.map(in_notice));
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
    appointment
}

/// What follows where no representative is recorded: a question where the estate leaves appointments open,
/// where there is no notice that could name one, or where the words of the notice may do so; a breach where
/// the notice names none. `None` where a statement discloses one.
fn not_recorded(estate: &Estate, day: Date) -> Option<(Appointment, String, Option<Span>)> {
    let open = "has none on record";
    let silent = "has none on record, nor does its notice name one";
    if disclosed_items(estate, None, day).contains_key("representative") {
        return None;
    }
    let words = words_of_notice(estate, day, speaks_of_representative);
    let is_asked = words.is_some()
        || estate.notice_on(day).is_none()
        || estate.leaves_open(Matter::Appointments);
    Some(if is_asked {
        (Appointment::NotRecorded, open.to_owned(), words)
    } else {
        (Appointment::Missing, silent.to_owned(), None)
    })
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

/// The first line of the notice of a day that speaks of somebody.
fn words_of_notice(estate: &Estate, day: Date, speaks: fn(&str) -> bool) -> Option<Span> {
    let mut documents = estate.notice_on(day)?.documents.iter();
    documents.find_map(|document| document.text.line_where(speaks))
}

fn in_notice(span: Span) -> Label {
    Label {
        role: LabelRole::Notice,
        span,
        text: "these words may name one".to_owned(),
    }
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
    let (appointment, at, words) = match &party.dpo {
        Recorded::Held(..) => return Appointment::Made,
        Recorded::NotRecorded if disclosed_items(estate, None, day).contains_key("dpo-contact") => {
            return Appointment::Made;
        }
        Recorded::NotRecorded => {
            let words = words_of_notice(estate, day, speaks_of_officer);
            (Appointment::NotRecorded, party.span, words)
        }
        Recorded::None(span) => (Appointment::Missing, span.unwrap_or(party.span), None),
    };
    let (text, step) = match appointment {
        Appointment::Missing => (
            format!("states that {} has none", party.name),
            "the estate states that it has no data protection officer",
        ),
        _ => (
            format!("no officer is recorded for {}", party.name),
            "neither the estate nor a statement of the notice says whether it has a data protection officer",
        ),
    };
    let mut labels = vec![Label {
        role: LabelRole::Estate,
        span: at,
        text,
    }];
    labels.extend(words.map(in_notice));
    labels.extend(flow.map(|flow| at_flow(estate, flow, "its core activity")));
    evidence.insert(
        "duties.officer",
        Evidence {
            elements: vec![party.name.clone()],
            name: Some(why.clone()),
            labels,
            steps: vec![format!("{} {why}", party.name), step.to_owned()],
            ..Evidence::default()
        },
    );
    appointment
}

/// Words for a data protection officer in the languages in which notices are most often written.
fn speaks_of_officer(line: &str) -> bool {
    const WORDS: [&str; 9] = [
        "data protection officer",
        "datenschutzbeauftragte",
        "délégué à la protection des données",
        "déléguée à la protection des données",
        "delegado de protección de datos",
        "responsabile della protezione dei dati",
        "encarregado da proteção de dados",
        "functionaris voor gegevensbescherming",
        "inspektor ochrony danych",
    ];
    let line = line.to_lowercase();
    WORDS.iter().any(|words| line.contains(words))
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
