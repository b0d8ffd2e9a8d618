//! Contracts and instruments for transfers: concluded, amended, assessed, dated.

use std::collections::BTreeSet;

use crate::engine::finding::blank;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, EditKind, list, word};
use crate::engine::remedies::wording::Wording;
use crate::estate::model::{Instrument, PartyIx};
use crate::estate::vocabulary::{Authorisation, ContractKind, PartyKind};

/// A contract or an instrument between the two that the finding is about.
pub(super) fn conclude(about: About<'_>) -> Vec<Candidate> {
    let rule = about.finding.rule.as_str();
    let pairs: Vec<(PartyIx, PartyIx)> = about.pairs().into_keys().collect();
    let mut found = Vec::new();
    for (exporter, importer) in pairs {
        match rule {
            "sharing/processor-without-contract" => {
                let kind = engaging(about, exporter);
                let concluded = contract(about, kind, exporter, importer);
                // Who is engaged by a processor has to be authorised as well, where its contract is no general leave.
                if let (Some(concluded), "sub-processor") = (&concluded, kind) {
                    let both = authorised(about, exporter, importer).into_iter();
                    found.extend(both.map(|it| concluded.clone().and(it)));
                }
                found.extend(concluded);
            }
            "sharing/joint-controllers-without-arrangement" => {
                found.extend(contract(about, "joint-controllers", exporter, importer));
            }
            "sharing/sub-processor-not-authorised" => {
                found.extend(authorised(about, exporter, importer));
            }
            "sharing/contract-without-instructions" => {
                found.extend(instructed(about, exporter, importer));
            }
            _ if rule.starts_with("transfer/") || rule == "disclosure/contradicted-safeguard" => {
                found.extend(instruments(about, exporter, importer));
            }
            _ => {}
        }
    }
    found
}

/// The kind of contract by which a party engages another: who is engaged itself engages a sub-processor.
fn engaging(about: About<'_>, exporter: PartyIx) -> &'static str {
    let estate = about.estate();
    let flows = about.finding.flows.iter();
    let mut shapes = flows.map(|flow| estate.shape(estate.flow(*flow).shape));
    if shapes.any(|shape| shape.controller == exporter) {
        "processor"
    } else {
        "sub-processor"
    }
}

/// An id that no entry of the estate has yet.
fn fresh(about: About<'_>, parts: &[&str]) -> String {
    let estate = about.estate();
    let ids: BTreeSet<&str> = (estate.contracts.iter().map(|it| it.id.as_str()))
        .chain(estate.instruments.iter().map(|it| it.id.as_str()))
        .chain(estate.parties.iter().map(|it| it.id.as_str()))
        .chain(estate.systems.iter().map(|it| it.id.as_str()))
        .collect();
    let base = parts.join("-");
    let numbered = (2..).map(|at| format!("{base}-{at}"));
    let mut all = std::iter::once(base.clone()).chain(numbered);
    all.find(|id| !ids.contains(id.as_str())).unwrap_or(base)
}

/// The file that takes an entry of a list about two parties: the proposal that adds one of them, since the estate alone
/// does not know it; else the file with the most entries of the list, by default the estate's first one.
fn file_of<'c>(about: About<'c>, list: &str, between: [PartyIx; 2]) -> Option<&'c str> {
    let estate = about.estate();
    let laid = |path: &&str| about.checked.is_laid(path);
    let added = between.iter().map(|it| estate.party(*it).span);
    if let Some(path) = added.filter_map(|it| about.path(it)).find(laid) {
        return Some(path);
    }
    let spans: Vec<_> = match list {
        "contracts" => estate.contracts.iter().map(|it| it.span).collect(),
        _ => estate.instruments.iter().map(|it| it.span).collect(),
    };
    let own = spans.into_iter().filter_map(|it| about.path(it));
    let mut paths: Vec<&str> = own.filter(|it| !laid(it)).collect();
    paths.sort_unstable();
    let most = paths.chunk_by(|a, b| a == b).max_by_key(|it| it.len());
    let most = most.and_then(|it| it.first().copied());
    most.or_else(|| about.path(estate.root))
}

fn contract(
    about: About<'_>,
    kind: &str,
    exporter: PartyIx,
    importer: PartyIx,
) -> Option<Candidate> {
    let estate = about.estate();
    let (one, other) = (estate.party(exporter), estate.party(importer));
    let day = about.day().to_string();
    let id = fresh(about, &[&one.id, &other.id, kind]);
    let entry = vec![
        ("id", word(&id)),
        ("kind", kind.to_owned()),
        ("between", list(&[&one.id, &other.id])),
        ("since", blank("signed")),
    ];
    let (what, article) = match kind {
        "joint-controllers" => ("the arrangement", "Art 26"),
        _ => ("a contract", "Art 28(3)"),
    };
    let text = format!(
        "conclude {what} under {article} between {} and {}, and record it",
        one.name, other.name
    );
    let assumed = format!(
        "{what} between {} and {} with the content of {article} is signed on or before {day}",
        one.name, other.name
    );
    let candidate = Candidate::new(ChangeKind::ConcludeInstrument, text);
    Some(
        candidate
            .edit(
                file_of(about, "contracts", [exporter, importer])?,
                EditKind::Append("contracts", entry),
            )
            .assuming("signed", assumed, &day),
    )
}

/// The sub-processor authorised by name in the contract of the processor that engages it.
fn authorised(about: About<'_>, exporter: PartyIx, importer: PartyIx) -> Vec<Candidate> {
    let estate = about.estate();
    let of_processor = estate.contracts.iter().filter(|contract| {
        contract.kind == ContractKind::Processor
            && (contract.second == exporter || contract.first == exporter)
            && contract.second != importer
    });
    let engaged = &estate.party(importer).id;
    let candidate = |contract: &crate::estate::model::Contract| {
        let named = match &contract.sub_processors {
            None => &[][..],
            Some(known) if known.authorisation == Authorisation::General => return None,
            Some(known) => known.authorised.as_slice(),
        };
        // A day that is recorded is not lost.
        if named
            .iter()
            .any(|it| it.on.is_some() || it.objected.is_some())
        {
            return None;
        }
        let named = named.iter().map(|it| estate.party(it.party).id.as_str());
        let all: Vec<String> = named.chain([engaged.as_str()]).map(word).collect();
        let value = format!(
            "{{authorisation: specific, authorised: [{}]}}",
            all.join(", ")
        );
        let text = format!(
            "have {} authorised as a sub-processor in the contract `{}`",
            estate.party(importer).name,
            contract.id
        );
        let assumed = format!(
            "the controller authorises {} in writing",
            estate.party(importer).name
        );
        amended(about, contract, ("sub-processors", value), text, assumed)
    };
    of_processor.filter_map(candidate).collect()
}

/// The contract amended so that it binds the processor to instructions.
fn instructed(about: About<'_>, exporter: PartyIx, importer: PartyIx) -> Vec<Candidate> {
    let contracts = about.estate().contracts.iter();
    let between = contracts
        .filter(|it| it.second == importer && it.first == exporter && !it.instructions_only);
    let candidate = |contract: &crate::estate::model::Contract| {
        let text = format!(
            "amend the contract `{}` as Art 28(3)(a) requires",
            contract.id
        );
        let assumed = format!(
            "the contract `{}` binds the processor to documented instructions",
            contract.id
        );
        let set = ("instructions-only", "true".to_owned());
        amended(about, contract, set, text, assumed)
    };
    between.filter_map(candidate).collect()
}

/// A contract amended, by a key of its entry.
fn amended(
    about: About<'_>,
    contract: &crate::estate::model::Contract,
    (key, value): (&'static str, String),
    text: String,
    assumed: impl Into<String>,
) -> Option<Candidate> {
    let what = EditKind::Set("contracts", contract.id.clone(), key, value);
    let found = Candidate::new(ChangeKind::ConcludeInstrument, text);
    let found = found.edit(about.path(contract.span)?, what);
    Some(found.assuming_fact(assumed))
}

/// Clauses for a transfer, of each kind that serves under all regimes of the finding.
fn instruments(about: About<'_>, exporter: PartyIx, importer: PartyIx) -> Vec<Candidate> {
    let regimes: BTreeSet<&str> = about.finding.regimes.iter().map(|it| it.id()).collect();
    let uk = regimes.contains("uk-gdpr");
    let kinds: &[&str] = match (uk, regimes.len()) {
        (true, 1) => &["uk-idta", "eu-scc-2021+uk-addendum"],
        (true, _) => &["eu-scc-2021+uk-addendum"],
        (false, _) => &["eu-scc-2021"],
    };
    // Nobody concludes clauses with those.
    let concludes = !matches!(
        about.estate().party(importer).kind,
        PartyKind::PublicAuthority | PartyKind::Public | PartyKind::Individual
    );
    let found = kinds.iter().filter(|_| concludes);
    found
        .filter_map(|kind| instrument(about, kind, exporter, importer))
        .collect()
}

fn instrument(
    about: About<'_>,
    kind: &str,
    exporter: PartyIx,
    importer: PartyIx,
) -> Option<Candidate> {
    let estate = about.estate();
    let (one, other) = (estate.party(exporter), estate.party(importer));
    let day = about.day().to_string();
    let id = fresh(about, &[&one.id, &other.id, kind.split('+').next()?]);
    let entry = vec![
        ("id", word(&id)),
        ("kind", kind.to_owned()),
        ("between", list(&[&one.id, &other.id])),
        ("concluded", blank("signed")),
        (
            "risk-assessment",
            format!("{{date: {}}}", blank("assessed")),
        ),
    ];
    let title = Wording(estate).mechanism(kind);
    let text = if exporter == estate.controller {
        format!(
            "conclude with {} the {title} (`{kind}`), and assess the risk",
            other.name
        )
    } else {
        format!(
            "have {} conclude with {} the {title} (`{kind}`), and have the risk assessed",
            one.name, other.name
        )
    };
    let mut candidate = Candidate::new(ChangeKind::ConcludeInstrument, text).edit(
        file_of(about, "safeguards", [exporter, importer])?,
        EditKind::Append("safeguards", entry),
    );
    // A flow that names its instruments relies on no other.
    for flow in &about.finding.flows {
        let record = estate.flow(*flow);
        let named = &estate.shape(record.shape).transfer.safeguards;
        let theirs = |it: &&Instrument| it.importer == importer;
        if named
            .iter()
            .map(|it| estate.instrument(*it))
            .any(|it| theirs(&it))
        {
            let kept = named.iter().map(|it| estate.instrument(*it));
            let kept = kept.filter(|it| !theirs(it)).map(|it| it.id.as_str());
            let all: Vec<&str> = kept.chain([id.as_str()]).collect();
            let what = EditKind::Set("flows", record.id.to_string(), "safeguards", list(&all));
            candidate = candidate.edit(about.path(record.span)?, what);
        }
    }
    let with = if exporter == estate.controller {
        format!("with {}", other.name)
    } else {
        format!("between {} and {}", one.name, other.name)
    };
    let signed = format!("the clauses {with} are signed on or before {day}");
    let assessed = format!(
        "an assessment of the transfer to {} on or before {day} finds the protection adequate",
        other.name
    );
    Some(
        candidate
            .assuming("signed", signed, &day)
            .assuming("assessed", assessed, &day),
    )
}

/// The instruments between the two that the finding is about.
fn known<'c>(about: About<'c>) -> Vec<&'c Instrument> {
    let importers = about.importers();
    let exporters: BTreeSet<PartyIx> = about.pairs().into_keys().map(|(from, _)| from).collect();
    let instruments = about.estate().instruments.iter();
    let between = instruments.filter(|it| importers.contains(&it.importer));
    let (own, others): (Vec<&Instrument>, Vec<&Instrument>) =
        between.partition(|it| exporters.contains(&it.exporter));
    if own.is_empty() { others } else { own }
}

/// The assessment of a transfer's risk, recorded with its instrument.
pub(super) fn assessed(about: About<'_>) -> Vec<Candidate> {
    let day = about.day().to_string();
    let candidate = |instrument: &Instrument| {
        let value = format!("{{date: {}}}", blank("assessed"));
        let text = format!(
            "assess the risk of the transfer under `{}`, and record the day",
            instrument.id
        );
        let what = EditKind::Set(
            "safeguards",
            instrument.id.clone(),
            "risk-assessment",
            value,
        );
        let assumed = format!(
            "an assessment of the transfer under `{}` on or before {day} finds the protection adequate",
            instrument.id
        );
        let found = Candidate::new(ChangeKind::RecordFact, text);
        let path = about.path(instrument.span)?;
        Some(found.edit(path, what).assuming("assessed", assumed, &day))
    };
    known(about).into_iter().filter_map(candidate).collect()
}

/// The day on which an instrument was concluded, where that is not recorded: within the time in which it could be.
pub(super) fn dated(about: About<'_>) -> Vec<Candidate> {
    let law = &about.estate().law;
    let candidate = |instrument: &Instrument| {
        if instrument.concluded.is_some() {
            return None;
        }
        let regimes = about.finding.regimes.iter();
        let rows = regimes.filter_map(|regime| law.instrument(&instrument.kind, *regime));
        let last = rows.filter_map(|row| row.row.until).min()?;
        let value = last.to_string();
        let text = format!("record the day on which `{}` was concluded", instrument.id);
        let what = EditKind::Set(
            "safeguards",
            instrument.id.clone(),
            "concluded",
            blank("signed"),
        );
        let assumed = format!(
            "the clauses of `{}` were signed on or before {last}",
            instrument.id
        );
        let found = Candidate::new(ChangeKind::RecordFact, text);
        let path = about.path(instrument.span)?;
        Some(found.edit(path, what).assuming("signed", assumed, &value))
    };
    known(about).into_iter().filter_map(candidate).collect()
}
