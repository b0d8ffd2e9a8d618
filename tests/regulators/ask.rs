//! Puts a question to the engine: the facts become an estate of one file, which is loaded and checked
//! as any other.

use fairnotice::engine::movement::{regimes_reaching, transfers};
use fairnotice::input::{MemoryFiles, SourceMap};
use fairnotice::law::Law;
use fairnotice::project::Project;
use fairnotice::taxonomy::Taxonomy;
use serde_json::Value;

use super::sheet::Answer;
use super::translate::case::Question;
use super::translate::estate;
use super::translate::plain::plain;

/// What every case is translated and judged by.
pub struct Engine {
    law: Law,
    taxonomy: Taxonomy,
}

impl Engine {
    pub fn new() -> Self {
        let mut sources = SourceMap::new();
        Self {
            law: Law::builtin(&mut sources).unwrap(),
            taxonomy: Taxonomy::builtin().unwrap(),
        }
    }

    pub fn answer(&self, question: &Value) -> Answer {
        self.try_answer(question).unwrap_or_else(|why| Answer {
            inexpressible: why,
            ..Answer::default()
        })
    }

    fn try_answer(&self, question: &Value) -> Result<Answer, String> {
        let mut question = question.clone();
        if let Some(facts) = question.get_mut("facts") {
            plain(facts);
        }
        let question: Question =
            serde_json::from_value(question).map_err(|error| error.to_string())?;
        let translated = estate(&question, &self.law, &self.taxonomy)?;
        let unread = translated.unread;
        let text = serde_json::to_string_pretty(&translated.estate).unwrap();
        if std::env::var_os("FAIRNOTICE_CASES_SHOW").is_some() {
            println!("{text}");
        }
        let files = MemoryFiles::new().with("fairnotice.yaml", text);
        let project =
            Project::load(&files, "fairnotice.yaml").map_err(|wrong| wrong.to_string())?;
        let estate = &project.estate;
        // The estate is of one who stands under the regime, if anyone does. Where nobody does there is
        // nothing to check, and nothing wrong.
        if !regimes_reaching(estate, estate.controller, question.as_of).contains(&question.regime) {
            return Ok(Answer {
                unread,
                ..Answer::default()
            });
        }
        let outcome = project
            .check(question.as_of)
            .run()
            .map_err(|error| error.to_string())?;
        let id = |flow| estate.flow(flow).id.to_string();
        let transfers: Vec<_> = transfers(estate, question.as_of)
            .into_iter()
            .filter(|transfer| transfer.regime == question.regime)
            .collect();
        let direct = transfers.iter().filter(|transfer| !transfer.by_access);
        let findings = outcome.findings.iter();
        let findings = findings.filter(|finding| finding.regime == question.regime);
        Ok(Answer {
            inexpressible: String::new(),
            unread,
            any_transfer: !transfers.is_empty(),
            transfers: direct.map(|transfer| id(transfer.flow)).collect(),
            findings: findings
                .map(|finding| {
                    let flows = finding.flows.iter().map(|flow| id(*flow)).collect();
                    (finding.rule.clone(), flows)
                })
                .collect(),
        })
    }
}
