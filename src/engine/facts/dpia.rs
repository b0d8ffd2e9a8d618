//! Whether the impact on people has to be assessed beforehand (Art 35), and was.

use super::{Evidence, EvidenceMap, Requirement};
use crate::engine::facts::source::FactSource;
use crate::estate::model::{FlowField, FlowShape};
use crate::estate::vocabulary::RiskSign;

/// How many of the criteria of WP248 rev.01 (III.B) call for an assessment.
const CRITERIA: usize = 2;

/// Whether an assessment of the impact is called for by what a flow declares, and is on record.
pub(super) fn dpia(
    source: &FactSource<'_>,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> Requirement {
    let taxonomy = &source.estate.taxonomy;
    let mut data = shape.content.data.iter();
    let sensitive = data.any(|term| taxonomy.is_special(*term) || taxonomy.is_criminal(*term));
    let decides = shape.weighty_decision(source.estate).is_some();
    let mut signs = shape.risk.signs.clone();
    signs.extend(sensitive.then_some(RiskSign::SensitiveData));
    signs.extend(decides.then_some(RiskSign::AutomatedDecision));
    signs.sort();
    signs.dedup();
    let has = |sign| signs.contains(&sign);
    let always = [
        (
            decides,
            "35(3)(a)",
            "involves solely automated decisions with significant effects",
        ),
        (
            sensitive && has(RiskSign::LargeScale),
            "35(3)(b)",
            "uses special categories or data about offences at large scale",
        ),
        (
            has(RiskSign::PublicArea) && has(RiskSign::SystematicMonitoring),
            "35(3)(c)",
            "watches a public place systematically",
        ),
    ];
    let always = always.into_iter().find(|(holds, ..)| *holds);
    let why = match always {
        Some((_, article, text)) => format!("{text} (Art {article})"),
        None if signs.len() >= CRITERIA => {
            let words: Vec<&str> = signs.iter().map(|sign| words(*sign)).collect();
            format!("shows signs of a high risk: {}", words.join(", "))
        }
        None => return Requirement::NotRequired,
    };
    if shape
        .risk
        .impact_assessed
        .is_some_and(|day| day <= source.day)
    {
        return Requirement::Met;
    }
    let when = match shape.risk.impact_assessed {
        Some(day) => format!("the impact was assessed only on {day}"),
        None => "no assessment of the impact is on record".to_owned(),
    };
    let field = match shape.risk.signs.is_empty() {
        true if decides => FlowField::Decision,
        true => FlowField::To,
        false => FlowField::RiskSigns,
    };
    evidence.insert(
        "accountability.dpia",
        Evidence {
            fields: vec![(field, why.clone())],
            name: Some(why.clone()),
            steps: vec![why, when],
            ..Evidence::default()
        },
    );
    Requirement::Missing
}

fn words(sign: RiskSign) -> &'static str {
    match sign {
        RiskSign::Evaluation => "people are profiled",
        RiskSign::AutomatedDecision => "a machine decides",
        RiskSign::SystematicMonitoring => "people are watched",
        RiskSign::PublicArea => "in a public place",
        RiskSign::SensitiveData => "sensitive data",
        RiskSign::LargeScale => "large scale",
        RiskSign::Matching => "data sets are combined",
        RiskSign::VulnerablePeople => "vulnerable people",
        RiskSign::Innovation => "new technology",
        RiskSign::Barring => "people are kept from a right or service",
    }
}
