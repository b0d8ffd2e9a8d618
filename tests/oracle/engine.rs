//! The engine's side: an estate written out, loaded and checked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use fairnotice::engine::check::{Outcome, check};
use fairnotice::engine::policy::Rules;
use fairnotice::estate::model::Estate;
use fairnotice::input::{MemoryFiles, SourceMap};

use super::judge::{Found, RULES};
use super::world::World;
use super::write;

/// The rules, read once: no random estate has rules or severities of its own.
static RULEBOOK: LazyLock<Rules> = LazyLock::new(|| {
    let files = MemoryFiles::new().with(
        "fairnotice.json",
        r#"{"controller": "us", "parties": [{"id": "us", "country": "GB"}], "flows": []}"#,
    );
    let loaded = fairnotice::estate::load(&files, "fairnotice.json");
    Rules::load(&loaded.estate.unwrap(), &loaded.sources).unwrap()
});

/// An estate that the engine has judged.
pub struct Judged {
    pub estate: Estate,
    pub sources: SourceMap,
    pub outcome: Outcome,
}

/// Has the engine judge a world.
pub fn judge(world: &World) -> Judged {
    let text = serde_json::to_string_pretty(&write::value(world)).unwrap();
    let files = MemoryFiles::new().with("fairnotice.json", text.as_str());
    let loaded = fairnotice::estate::load(&files, "fairnotice.json");
    let sources = loaded.sources;
    let estate = loaded.estate.unwrap_or_else(|errors| {
        let errors: Vec<_> = errors.iter().map(|error| &error.message).collect();
        panic!("{text}\n{errors:#?}")
    });
    let day = world.day.parse().unwrap();
    let outcome = check(&estate, &sources, &RULEBOOK, day)
        .unwrap_or_else(|error| panic!("{}\n{text}", error.message));
    Judged { estate, sources, outcome }
}

impl Judged {
    /// What it found by the rules that the oracle judges.
    pub fn found(&self) -> BTreeSet<Found> {
        let mut found = BTreeSet::new();
        for finding in &self.outcome.findings {
            assert_ne!(finding.rule, "policy/evaluation-error");
            if !RULES.contains(&finding.rule.as_str()) {
                continue;
            }
            let party = |party: &Option<String>| {
                party.clone().filter(|_| !finding.rule.starts_with("basis/"))
            };
            found.extend(finding.flows.iter().map(|flow| {
                (
                    finding.rule.clone(),
                    self.estate.flow(*flow).id.to_string(),
                    finding.regime.id().to_owned(),
                    party(&finding.exporter),
                    party(&finding.importer),
                )
            }));
        }
        found
    }

    /// Whether a finding about the notice's own words stands for those of a rule on flows.
    pub fn told_of_the_notice(&self, rule: &str) -> bool {
        self.outcome
            .findings
            .iter()
            .any(|it| it.flows.is_empty() && it.covers.iter().any(|covered| covered == rule))
    }
}
