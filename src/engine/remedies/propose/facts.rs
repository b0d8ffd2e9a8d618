//! Facts that are recorded: days, names and answers that the estate does not have.

use crate::engine::finding::blank;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, EditKind, list, text};
use crate::engine::remedies::wording::joined;
use crate::taxonomy::TermId;

/// A key of a flow that is a day: the rule, the key, and what took place on the day.
const DAYS: [(&str, &str, &str); 3] = [
    (
        "basis/legitimate-interests-without-assessment",
        "interests-assessed",
        "the legitimate interests are assessed in writing",
    ),
    (
        "accountability/no-dpia",
        "impact-assessed",
        "the impact is assessed",
    ),
    (
        "basis/incompatible-purpose",
        "compatibility-assessed",
        "the purposes are assessed and found compatible",
    ),
];

/// A key of a flow with an answer: the rule, the key, the answer, and what it means.
const ANSWERS: [(&str, &str, &str, &str); 11] = [
    (
        "basis/consent-choice-not-recorded",
        "consent.alternative",
        "true",
        "people who do not consent have a real alternative",
    ),
    (
        "basis/consent-without-record",
        "consent.record",
        "per-person",
        "a record of each consent is kept",
    ),
    (
        "basis/child-age-not-recorded",
        "consent.parental",
        "true",
        "holders of parental responsibility give the consent",
    ),
    (
        "basis/child-consent-age",
        "consent.parental",
        "true",
        "holders of parental responsibility give the consent",
    ),
    (
        "basis/device-objection-not-recorded",
        "device-storage.opt-out",
        "true",
        "data subjects are informed and can object",
    ),
    (
        "sharing/instruction-not-recorded",
        "instructed",
        "true",
        "the processor acts on the controller's instructions",
    ),
    (
        "transfer/data-class-not-recorded",
        "data-class",
        "non-hr",
        "the data are not about the sender's own staff in their employment",
    ),
    (
        "transfer/data-class-not-recorded",
        "data-class",
        "hr",
        "the data are about the sender's own staff in their employment",
    ),
    (
        "transfer/sensitive-flag-not-recorded",
        "flagged-sensitive",
        "true",
        "sensitive data are pointed out to the recipient",
    ),
    (
        "sharing/role-not-recorded",
        "role",
        "controller",
        "the recipient determines the purposes itself",
    ),
    (
        "basis/public-authority-legitimate-interests",
        "task",
        "other-task",
        "the processing is outside the tasks of the authority",
    ),
];

/// Facts that may resolve a finding.
pub(super) fn record(about: About<'_>) -> Vec<Candidate> {
    let rule = about.finding.rule.as_str();
    let mut found = Vec::new();
    for (of, key, done) in DAYS.iter().filter(|(of, ..)| *of == rule) {
        let day = about.day().to_string();
        let text = format!("record the day under `{key}` of {}", flows(about));
        let assumed = format!("{done} on or before {day}");
        if let Some(it) = on_flows(about, text, key, &blank("day")) {
            found.push(it.assuming("day", assumed, &day));
        }
        debug_assert!(!of.is_empty(), "each is of a rule");
    }
    let has_task = about.declared().any(|it| it.lawfulness.task.is_some());
    let answers = ANSWERS.iter().filter(|(of, ..)| *of == rule);
    // What is recorded is no blank to fill in.
    for (_, key, answer, meaning) in answers.filter(|(_, key, ..)| !(has_task && *key == "task")) {
        let text = format!("record `{key}: {answer}` for {}", flows(about));
        if let Some(it) = on_flows(about, text, key, answer) {
            found.push(it.assuming_fact(*meaning));
        }
    }
    match rule {
        "basis/public-authority-legitimate-interests" => {
            let text = format!("rely on the public task for {}", flows(about));
            let task = "the processing is necessary for a task that the law gives the authority";
            let it = on_flows(about, text, "basis", "public-task");
            found.extend(it.map(|it| it.assuming_fact(task)));
        }
        "accountability/no-dpo" => found.extend(officer(about)),
        "accountability/no-representative" => found.extend(representative(about)),
        "basis/no-policy-document" => found.extend(policy_document(about)),
        "minimisation/data-without-source" => found.extend(produced(about)),
        "transfer/no-risk-assessment" | "transfer/stale-risk-assessment" => {
            found.extend(super::instruments::assessed(about));
        }
        "transfer/conclusion-day-not-recorded" => {
            found.extend(super::instruments::dated(about));
        }
        "transfer/unknown-location" => found.extend(super::places::stated(about)),
        "disclosure/recipient-not-transcribed" => {
            found.extend(super::items::recipient_in_text(about));
        }
        "notice/information-not-transcribed" => found.extend(super::items::in_text(about)),
        "disclosure/contradicted-retention" => found.extend(shorter(about)),
        _ => {}
    }
    found
}

/// The measures that the notice promises, recorded for the flows that lack them.
pub(super) fn measures(about: About<'_>) -> Vec<Candidate> {
    let promised = about.statements().into_iter();
    let promised = promised.filter_map(|statement| statement.promises.as_ref());
    let promised: Vec<TermId> = promised
        .flat_map(|it| it.measures.iter().copied())
        .collect();
    let Some(entries) = about.flow_entries().filter(|_| !promised.is_empty()) else {
        return Vec::new();
    };
    let estate = about.estate();
    let short = |term: &TermId| estate.taxonomy.short(*term).to_owned();
    let names: Vec<String> = promised.iter().map(short).collect();
    let text = format!("put {} in place for {}", joined(&names), flows(about));
    let mut candidate = Candidate::new(ChangeKind::AddMeasure, text);
    for ((path, id), flow) in entries.iter().zip(&about.finding.flows) {
        let own = &estate.shape(estate.flow(*flow).shape).protection.measures;
        let mut all: Vec<String> = own.iter().map(short).collect();
        all.extend(names.iter().cloned());
        all.sort();
        all.dedup();
        let what = EditKind::Set("flows", id.clone(), "measures", list(&all));
        candidate = candidate.edit(path, what);
    }
    let words = format!("{} is in place", joined(&names));
    vec![candidate.assuming_fact(words)]
}

/// A key of every flow of the finding set to a value.
pub(super) fn on_flows(
    about: About<'_>,
    text: String,
    key: &'static str,
    value: &str,
) -> Option<Candidate> {
    let mut candidate = Candidate::new(ChangeKind::RecordFact, text);
    for (path, id) in about.flow_entries()? {
        let what = EditKind::Set("flows", id, key, value.to_owned());
        candidate = candidate.edit(path, what);
    }
    Some(candidate)
}

pub(super) fn flows(about: About<'_>) -> String {
    const SHOWN: usize = 3;
    let ids = about.finding.flows.iter();
    let ids: Vec<&str> = ids.map(|flow| &*about.estate().flow(*flow).id).collect();
    match ids.get(SHOWN..) {
        Some(more) if !more.is_empty() => format!("{} flows", ids.len()),
        _ => joined(&ids),
    }
}

/// The entry of the controller, with a key set.
fn on_controller(
    about: About<'_>,
    text: &str,
    key: &'static str,
    value: String,
) -> Option<Candidate> {
    let controller = about.estate().party(about.estate().controller);
    let path = about.path(controller.span)?;
    let what = EditKind::Set("parties", controller.id.clone(), key, value);
    Some(Candidate::new(ChangeKind::RecordFact, text).edit(path, what))
}

fn officer(about: About<'_>) -> Option<Candidate> {
    let (name, reach) = ("NAME OF THE OFFICER", "ADDRESS OF THE OFFICER");
    let value = format!(
        "{{name: {}, contact: {}}}",
        text(&blank("officer-name")),
        text(&blank("officer-address"))
    );
    let words = "designate a data protection officer, and record the officer as `dpo`";
    let candidate = on_controller(about, words, "dpo", value)?;
    Some(
        candidate
            .assuming_name("officer-name", "the officer is designated", name)
            .assuming_name("officer-address", "the officer can be reached there", reach),
    )
}

fn representative(about: About<'_>) -> Option<Candidate> {
    let regime = about.finding.regimes.first()?;
    let country = match regime.id() {
        "uk-gdpr" => "GB",
        _ => "IE",
    };
    let (name, reach) = (
        "NAME OF THE REPRESENTATIVE",
        "ADDRESS OF THE REPRESENTATIVE",
    );
    let value = format!(
        "{{name: {}, contact: {}, country: {}}}",
        text(&blank("representative-name")),
        text(&blank("representative-address")),
        blank("representative-country")
    );
    let words = "appoint a representative in writing, and record it as `representative`";
    let candidate = on_controller(about, words, "representative", value)?;
    Some(
        candidate
            .assuming_name(
                "representative-name",
                "the representative is appointed",
                name,
            )
            .assuming_name(
                "representative-address",
                "the representative can be reached there",
                reach,
            )
            .assuming(
                "representative-country",
                "the representative is established there",
                country,
            ),
    )
}

fn policy_document(about: About<'_>) -> Option<Candidate> {
    let day = about.day().to_string();
    let text = "write the policy document, and record its day as `policy-document`";
    let candidate = on_controller(about, text, "policy-document", blank("day"))?;
    let assumed = format!("the document is written on or before {day}");
    Some(candidate.assuming("day", assumed, &day))
}

/// That the data arise in the system from which they come.
fn produced(about: About<'_>) -> Option<Candidate> {
    use crate::estate::model::Endpoint;
    let estate = about.estate();
    let mut from = about.declared().map(|shape| shape.route.from);
    let Endpoint::System(system) = from.next()? else {
        return None;
    };
    if !from.all(|other| other == Endpoint::System(system)) {
        return None;
    }
    let declared = about.declared();
    let data = about.concerned(declared.flat_map(|shape| shape.content.data.iter().copied()));
    let system = estate.system(system);
    let mut all = system.produces.clone();
    all.extend(&data);
    all.sort();
    all.dedup();
    let short: Vec<&str> = all.iter().map(|it| estate.taxonomy.short(*it)).collect();
    let text = format!(
        "record under `produces` of `{}` which data arise in it",
        system.id
    );
    let words = super::super::wording::Wording(estate).terms(&data);
    let assumed = format!("{words} arise in {}", system.name);
    let what = EditKind::Set("systems", system.id.clone(), "produces", list(&short));
    let candidate = Candidate::new(ChangeKind::RecordFact, text);
    Some(
        candidate
            .edit(about.path(system.span)?, what)
            .assuming_fact(assumed),
    )
}

/// The flow with the period that the notice states.
fn shorter(about: About<'_>) -> Option<Candidate> {
    let statements = about.statements();
    let mut stated = statements.iter().filter_map(|it| it.retains.as_ref());
    let crate::estate::model::Retention::Period(period, _) = &stated.next()?.retention else {
        return None;
    };
    let words = crate::estate::model::period_words(period);
    let text = format!(
        "keep the data of {} for {words}, as the notice states",
        flows(about)
    );
    let candidate = on_flows(about, text, "retention", period)?;
    Some(candidate.assuming_fact(format!("the data are deleted after {words}")))
}
