//! From the facts of a case to papers: contracts about processing, and what transfers rest on. What a
//! case does not speak of is in order, so its paper is there.

use std::collections::BTreeMap;

use fairnotice::law::{Regime, SafeguardClass};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::case::{Contract, Flow, Module, Safeguard, Said};
use super::tables::{CONTRACTS, KINDS, SUPPLEMENTARY};
use super::words::{hits, meaning, says};
use super::{Case, each, object};

/// The instruments that each flow relies on.
pub type ReliedOn = BTreeMap<String, Vec<String>>;

/// The papers of an estate.
pub struct Papers {
    pub contracts: Vec<Value>,
    pub safeguards: Vec<Value>,
    pub relied_on: ReliedOn,
}

pub fn papers(case: &Case<'_>) -> Result<Papers, String> {
    let mut safeguards = Vec::new();
    let mut relied_on = ReliedOn::new();
    for safeguard in &case.facts.safeguards {
        for (number, (pair, flows)) in pairs(case, safeguard)?.into_iter().enumerate() {
            let id = match number {
                0 => safeguard.id.clone(),
                more => format!("{}-{}", safeguard.id, more + 1),
            };
            safeguards.push(written_safeguard(case, safeguard, &id, &pair)?);
            for flow in flows.iter().filter(|flow| relies(flow, safeguard)) {
                relied_on
                    .entry(flow.id.clone())
                    .or_default()
                    .push(id.clone());
            }
        }
    }
    // One who is bound by contract to protect what is passed on to it is bound by clauses.
    for flow in &case.facts.flows {
        let Said::Is(concluded) = &flow.onward_contract else {
            continue;
        };
        let id = format!("{}-onward", flow.id);
        let kind = match case.regime {
            Regime::EuGdpr => "eu-scc-2021",
            Regime::UkGdpr => "uk-idta",
        };
        safeguards.push(json!({
            "id": id,
            "kind": kind,
            "between": [case.entity(&flow.from)?.id, case.entity(&flow.to)?.id],
            "concluded": concluded,
            "risk-assessment": {"date": case.day.to_string(), "conclusion": "adequate"},
        }));
        relied_on.entry(flow.id.clone()).or_default().push(id);
    }
    Ok(Papers {
        contracts: contracts(case)?,
        safeguards,
        relied_on,
    })
}

/// Whether a flow relies on a safeguard: as it says itself, else as the safeguard says.
fn relies(flow: &Flow, safeguard: &Safeguard) -> bool {
    match &flow.safeguards {
        Some(list) => list.contains(&safeguard.id),
        None => safeguard.flows.contains(&flow.id),
    }
}

type Pair = (String, String);

/// The exporter and importer of each flow that a safeguard is for. Where nobody sends there is
/// nobody to conclude anything with: no paper.
fn pairs<'a>(case: &Case<'a>, safeguard: &Safeguard) -> Result<Vec<(Pair, Vec<&'a Flow>)>, String> {
    let mut out: Vec<(Pair, Vec<&Flow>)> = Vec::new();
    for flow in &case.facts.flows {
        if !safeguard.flows.contains(&flow.id) && !relies(flow, safeguard) {
            continue;
        }
        let exporter = if case.is_person(&flow.from)? {
            case.on_behalf_of(flow)
                .unwrap_or_else(|| case.controller.id.clone())
        } else {
            case.entity(&flow.from)?.id.clone()
        };
        let importer = case.entity(&flow.to)?.id.clone();
        if exporter == importer || case.is_person(&flow.to)? {
            continue;
        }
        let pair = (exporter, importer);
        match out.iter_mut().find(|(known, _)| *known == pair) {
            Some((_, flows)) => flows.push(flow),
            None => out.push((pair, vec![flow])),
        }
    }
    Ok(out)
}

fn written_safeguard(
    case: &Case<'_>,
    safeguard: &Safeguard,
    id: &str,
    (exporter, importer): &Pair,
) -> Result<Value, String> {
    let kind = meaning(KINDS, "", &safeguard.kind).unwrap_or(&safeguard.kind);
    let class = case.law.instrument_rows(kind).next().map(|row| row.class);
    let mut unread = vec![&safeguard.unread];
    unread.extend(safeguard.risk_assessment.value().map(|it| &it.unread));
    let assessment = match &safeguard.risk_assessment {
        Said::Is(made) => json!({
            "date": made.date,
            "conclusion": if made.finds_problematic_law { "problematic-law" } else { "adequate" },
        }),
        Said::Unsaid if class == Some(SafeguardClass::AppropriateSafeguard) => {
            json!({"date": case.day.to_string(), "conclusion": "adequate"})
        }
        Said::Unsaid | Said::No => Value::Null,
    };
    let until = match (&safeguard.until, &safeguard.terminated) {
        (None, Some(first_day_without)) => {
            let day: Date = first_day_without.parse().map_err(|_| "a date".to_owned())?;
            day.checked_sub(1.day()).ok().map(|day| day.to_string())
        }
        (until, _) => until.clone(),
    };
    let module = safeguard.module.as_ref().map(|module| match module {
        Module::Number(number) => number.to_string(),
        Module::Word(word) => word.clone(),
    });
    Ok(object(&[
        ("id", json!(id)),
        ("kind", json!(kind)),
        ("between", json!([exporter, importer])),
        ("concluded", json!(safeguard.concluded)),
        ("until", json!(until)),
        ("module", json!(module)),
        ("processing-changed", json!(safeguard.processing_changed_on)),
        ("risk-assessment", assessment),
        ("supplementary", json!(supplementary(case, safeguard))),
        ("evidence", case.remarks(&unread)),
    ]))
}

/// The supplementary measures, by the words of the law tables. A part that means something alone is
/// not split from the others.
fn supplementary(case: &Case<'_>, safeguard: &Safeguard) -> Vec<String> {
    let flows = case.facts.flows.iter();
    let mut its =
        flows.filter(|flow| safeguard.flows.contains(&flow.id) || relies(flow, safeguard));
    let whole = its.any(|flow| flow.meaningful_alone == Some(true));
    let words = safeguard.supplementary.iter().map(|word| {
        let known = case.law.measure(word, case.regime, case.day).is_some();
        let meant = hits(SUPPLEMENTARY, word).first().copied();
        meant.filter(|_| !known).unwrap_or(word).to_owned()
    });
    words
        .filter(|word| !(whole && says("split|multi party|secret sharing", word)))
        .collect()
}

/// One who acts for another, and in which way.
struct Engaged {
    kind: &'static str,
    first: String,
    second: String,
}

fn contracts(case: &Case<'_>) -> Result<Vec<Value>, String> {
    let stated: &[Contract] = case.facts.contracts.as_deref().unwrap_or_default();
    let mut out = Vec::new();
    for (at, contract) in stated.iter().enumerate() {
        // Not concluded.
        if contract.date == Said::No {
            continue;
        }
        let Some(kind) = case.known(CONTRACTS, "contract", Some(&contract.kind)) else {
            continue;
        };
        let between = each(&contract.between, |id| Ok(case.entity(id)?.id.clone()))?;
        let sub_processors = match kind {
            "processor" => authorised(case, contract.sub_processor_terms.as_deref(), &between)?,
            _ => Value::Null,
        };
        out.push(object(&[
            ("id", json!(format!("contract-{}", at + 1))),
            ("kind", json!(kind)),
            ("between", json!(between)),
            ("since", json!(contract.date.value())),
            ("until", json!(contract.until)),
            ("sub-processors", sub_processors),
            ("instructions-only", json!(contract.instructions_only)),
            ("promises", json!(contract.promises)),
            ("evidence", case.remarks(&[&contract.unread])),
        ]));
    }
    // An empty list says that there are none.
    if case.facts.contracts.as_ref().is_some_and(Vec::is_empty) {
        return Ok(out);
    }
    let mut unstated: Vec<Pair> = Vec::new();
    for engaged in engaged(case)? {
        let pair = (engaged.first, engaged.second);
        let is_stated = stated.iter().any(|contract| {
            let [first, second] = &contract.between;
            (*first == pair.0 && *second == pair.1)
                || (*first == pair.1 && *second == pair.0 && engaged.kind == "joint-controllers")
        });
        if is_stated || unstated.contains(&pair) {
            continue;
        }
        let between = [pair.0.clone(), pair.1.clone()];
        let sub_processors = match engaged.kind {
            "processor" => authorised(case, None, &between)?,
            _ => Value::Null,
        };
        out.push(object(&[
            ("id", json!(format!("unstated-{}", unstated.len() + 1))),
            ("kind", json!(engaged.kind)),
            ("between", json!(between)),
            ("sub-processors", sub_processors),
        ]));
        unstated.push(pair);
    }
    Ok(out)
}

/// Who acts for whom by the flows and the access of a case.
fn engaged(case: &Case<'_>) -> Result<Vec<Engaged>, String> {
    let mut out = Vec::new();
    let mut add = |first: &str, second: &str| -> Result<(), String> {
        let first = if case.is_person(first)? {
            case.controller
        } else {
            case.entity(first)?
        };
        let second = case.entity(second)?;
        let role = if case.is_person(&second.id)? {
            ""
        } else {
            case.role(second)
        };
        let kind = match role {
            _ if first.id == second.id => return Ok(()),
            "processor" => "processor",
            "sub-processor" => "sub-processor",
            "joint-controller" => "joint-controllers",
            _ => return Ok(()),
        };
        out.push(Engaged {
            kind,
            first: first.id.clone(),
            second: second.id.clone(),
        });
        // A sub-processor is engaged by one that the controller has engaged.
        if kind == "sub-processor" && first.id != case.controller.id && case.principal().is_none() {
            out.push(Engaged {
                kind: "processor",
                first: case.controller.id.clone(),
                second: first.id.clone(),
            });
        }
        Ok(())
    };
    for flow in &case.facts.flows {
        add(&flow.from, &flow.to)?;
    }
    for system in &case.facts.systems {
        for access in &system.remote_access {
            add(&system.operator, &access.by)?;
        }
    }
    Ok(out)
}

/// What the contract with a processor settles about those whom it engages: the case's word, and
/// those authorised by name. One of whom the case does not speak is authorised.
fn authorised(case: &Case<'_>, terms: Option<&str>, between: &[String]) -> Result<Value, String> {
    let mut named: Vec<Value> = Vec::new();
    let stated = case.facts.contracts.as_deref().unwrap_or_default();
    let [controller, processor] = between else {
        return Ok(Value::Null);
    };
    for contract in stated.iter().filter(|it| it.kind == "sub-processor") {
        let [engaging, engaged] = &contract.between;
        let by = match &contract.authorised_by {
            Said::Is(by) => by,
            Said::Unsaid => controller,
            Said::No => continue,
        };
        if engaging != processor || by != controller || contract.authorised_on == Said::No {
            continue;
        }
        named.push(object(&[
            ("party", json!(case.entity(engaged)?.id)),
            ("on", json!(contract.authorised_on.value())),
            ("objected", json!(contract.objected_on)),
        ]));
    }
    for engaged in engaged_by(case, processor)? {
        let spoken_of = stated
            .iter()
            .any(|it| it.between[1] == engaged && it.kind == "sub-processor");
        let is_named = named.iter().any(|entry| entry["party"] == engaged);
        if !spoken_of && !is_named {
            named.push(json!({"party": engaged}));
        }
    }
    let authorisation = match (terms, named.is_empty()) {
        (Some(terms), _) => terms,
        (None, true) => return Ok(Value::Null),
        (None, false) => "specific",
    };
    Ok(object(&[
        ("authorisation", json!(authorisation)),
        ("authorised", json!(named)),
    ]))
}

/// The sub-processors to which a processor passes data or gives access.
fn engaged_by(case: &Case<'_>, processor: &str) -> Result<Vec<String>, String> {
    let all = engaged(case)?;
    let its = all
        .into_iter()
        .filter(|it| it.kind == "sub-processor" && it.first == processor);
    Ok(its.map(|it| it.second).collect())
}
