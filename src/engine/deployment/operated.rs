//! Systems that say what of the files is their own, and how much of it was found.

use std::collections::BTreeSet;

use super::{Deployed, matching};
use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole, OperatedFacts};
use crate::estate::model::{Estate, Matcher, SystemIx};
use crate::law::Regime;

/// A system of which something should be deployed.
#[derive(Debug, Clone)]
pub struct SystemCoverage {
    /// The system.
    pub system: SystemIx,
    /// The facts.
    pub facts: OperatedFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

impl Deployed {
    /// The systems with matchers, and whether any resource is of them.
    pub fn system_coverage(&self, estate: &Estate, regime: Regime) -> Vec<SystemCoverage> {
        let tied: BTreeSet<SystemIx> = self
            .resources()
            .flat_map(|(_, _, matched)| matched.systems.iter().copied())
            .collect();
        let systems = estate.systems.iter().enumerate();
        systems
            .filter(|(_, system)| !system.deployed.is_empty())
            .map(|(at, system)| {
                let index = SystemIx(at as u32);
                let counts = self.found(index);
                let matchers: Vec<(&Matcher, usize)> =
                    system.deployed.iter().zip(counts.iter().copied()).collect();
                let unmatched: Vec<(&Matcher, usize)> = matchers
                    .iter()
                    .filter(|(_, count)| *count == 0)
                    .copied()
                    .collect();
                let few: Vec<(&Matcher, usize)> = matchers
                    .iter()
                    .filter(|(matcher, count)| {
                        let least = matcher.at_least.unwrap_or(0);
                        *count < usize::try_from(least).unwrap_or(usize::MAX)
                    })
                    .copied()
                    .collect();
                let missing = Evidence {
                    steps: vec![format!(
                        "none of {} resources fits a matcher of `{}`",
                        self.resources().count(),
                        system.id
                    )],
                    ..of_matchers(&unmatched, |matcher, _| matching::words(matcher))
                };
                SystemCoverage {
                    system: index,
                    facts: OperatedFacts {
                        regime,
                        deployed: tied.contains(&index),
                        unmatched: !unmatched.is_empty(),
                        too_few: !few.is_empty(),
                    },
                    evidence: EvidenceMap::from([
                        ("deployed.missing", missing),
                        (
                            "deployed.unmatched",
                            of_matchers(&unmatched, |matcher, _| matching::words(matcher)),
                        ),
                        (
                            "deployed.tooFew",
                            of_matchers(&few, |matcher, count| {
                                let found = match count {
                                    0 => "finds nothing".to_owned(),
                                    1 => "finds 1 resource".to_owned(),
                                    count => format!("finds {count} resources"),
                                };
                                format!(
                                    "{} of {} {found}, and must find {}",
                                    matching::words(matcher),
                                    system.name,
                                    matcher.at_least.unwrap_or(0)
                                )
                            }),
                        ),
                    ]),
                }
            })
            .collect()
    }
}

/// The evidence on matchers that find nothing, or less than they must.
fn of_matchers(
    matchers: &[(&Matcher, usize)],
    words: impl Fn(&Matcher, usize) -> String,
) -> Evidence {
    let label = |(matcher, count): &(&Matcher, usize)| Label {
        role: LabelRole::Estate,
        span: matcher.span,
        text: match count {
            0 => "nothing of the files fits this".to_owned(),
            1 => "one resource of the files fits this".to_owned(),
            count => format!("{count} resources of the files fit this"),
        },
    };
    let elements = matchers.iter();
    let elements: Vec<String> = elements
        .map(|(matcher, count)| words(matcher, *count))
        .collect();
    Evidence {
        labels: matchers.iter().map(label).collect(),
        steps: elements.clone(),
        elements,
        ..Evidence::default()
    }
}
