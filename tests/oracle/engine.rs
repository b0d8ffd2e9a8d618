//! The engine's side: an estate written out, loaded and checked.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use fairnotice::engine::check::{Check, Outcome};
use fairnotice::engine::policy::Rules;
use fairnotice::estate::model::{Estate as Resolved, PartyIx, Statement};
use fairnotice::estate::vocabulary::FlowStatus;
use fairnotice::input::{MemoryFiles, SourceMap};

use super::judge::Found;
use super::rules::RULES;
use crate::estate::{Estate, write};

/// The rules, read once: no random estate has rules or severities of its own.
pub static RULEBOOK: LazyLock<Rules> = LazyLock::new(|| {
    let files = MemoryFiles::new().with(
        "fairnotice.json",
        r#"{"controller": "us", "parties": [{"id": "us", "country": "GB"}], "flows": []}"#,
    );
    let loaded = fairnotice::estate::load(&files, "fairnotice.json");
    Rules::load(&loaded.estate.unwrap(), &loaded.sources).unwrap()
});

/// An estate that the engine has loaded: by far the most of the time goes into reading the law, so
/// one estate is judged several times, with some of its flows and sentences left out.
pub struct Loaded {
    pub estate: Resolved,
    /// Whether each shape is over in the estate as it was loaded.
    over: Vec<FlowStatus>,
    left_out: Vec<Statement>,
    sources: SourceMap,
    text: String,
}

/// An estate that the engine has judged.
pub struct Judged<'l> {
    loaded: &'l Loaded,
    pub outcome: Outcome,
}

/// Has the engine load an estate.
pub fn load(estate: &Estate) -> Loaded {
    load_text(serde_json::to_string_pretty(&write::value(estate)).unwrap())
}

/// Has the engine load an estate as it is written.
pub fn load_text(text: String) -> Loaded {
    let files = MemoryFiles::new().with("fairnotice.json", text.as_str());
    let loaded = fairnotice::estate::load(&files, "fairnotice.json");
    let estate = loaded.estate.unwrap_or_else(|errors| {
        let errors: Vec<_> = errors.iter().map(|error| &error.message).collect();
        panic!("{text}\n{errors:#?}")
    });
    Loaded {
        over: estate
            .shapes
            .iter()
            .map(|shape| shape.lifecycle.status)
            .collect(),
        left_out: Vec::new(),
        estate,
        sources: loaded.sources,
        text,
    }
}

impl Loaded {
    /// Leaves out the flows and sentences that an estate does not have.
    pub fn only(&mut self, estate: &Estate) {
        let here: BTreeSet<&str> = estate.flows.iter().map(|flow| flow.id.as_str()).collect();
        for (at, over) in self.over.iter().enumerate() {
            let mut of = self
                .estate
                .flows
                .iter()
                .filter(|flow| flow.shape.index() == at);
            let any = of.any(|flow| here.contains(&*flow.id));
            let shape = std::sync::Arc::make_mut(&mut self.estate.shapes[at]);
            shape.lifecycle.status = if any { *over } else { FlowStatus::Retired };
        }
        let controller = self.estate.controller;
        let shapes = self.estate.shapes.iter();
        let own = shapes
            .filter(|it| it.controller == controller && it.lifecycle.status != FlowStatus::Retired);
        self.estate.own_services = own.map(|it| it.service).collect();
        let said: BTreeSet<&str> = estate
            .statements
            .iter()
            .flatten()
            .map(|it| it.id.as_str())
            .collect();
        if let [notice] = self.estate.notices.as_mut_slice() {
            let all = notice.statements.drain(..).chain(self.left_out.drain(..));
            let (mut kept, left_out): (Vec<_>, Vec<_>) =
                all.partition(|it| said.contains(it.id.as_str()));
            kept.sort_by(|one, other| one.id.cmp(&other.id));
            (notice.statements, self.left_out) = (kept, left_out);
        }
    }

    pub fn judge(&self, day: &str) -> Judged<'_> {
        let outcome = Check::new(&self.estate, &self.sources, &RULEBOOK, day.parse().unwrap())
            .run()
            .unwrap_or_else(|error| panic!("{}\n{}", self.text, error));
        Judged {
            loaded: self,
            outcome,
        }
    }
}

impl Judged<'_> {
    /// What it found by the rules that the oracle judges.
    pub fn found(&self) -> BTreeSet<Found> {
        let mut found = BTreeSet::new();
        for finding in &self.outcome.findings {
            assert_ne!(finding.rule, "policy/evaluation-error");
            if !RULES.contains(&finding.rule.as_str()) {
                continue;
            }
            let party = |party: Option<PartyIx>| {
                party
                    .filter(|_| !finding.rule.starts_with("basis/"))
                    .map(|party| self.loaded.estate.party(party).id.clone())
            };
            for row in &finding.rows {
                for (flow, regime) in row
                    .flows
                    .iter()
                    .flat_map(|flow| row.regimes.iter().map(move |regime| (flow, regime)))
                {
                    found.insert((
                        finding.rule.clone(),
                        self.loaded.estate.flow(*flow).id.to_string(),
                        regime.id().to_owned(),
                        party(row.exporter),
                        party(row.importer),
                    ));
                }
            }
        }
        found
    }

    /// Whether a finding about the notice's own words represents those of a rule on flows.
    pub fn is_reported_for_the_notice(&self, rule: &str) -> bool {
        self.outcome
            .findings
            .iter()
            .any(|it| it.flows.is_empty() && it.covers.iter().any(|covered| covered == rule))
    }
}
