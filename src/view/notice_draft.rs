//! What a notice lacks, as sentences: each verified to resolve what it is for, with the flows and the rows of law that
//! require it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::engine::finding::{Change, Finding, Remedy, Sentence};
use crate::estate::model::Estate;

/// The sentences for a notice.
#[derive(Debug)]
pub struct NoticeDrafts {
    /// What the estate is called.
    pub estate: String,
    /// The day of the flows and of the law.
    pub day: Date,
    /// The sentences, by document and section.
    pub sentences: Vec<DraftSentence>,
    /// Findings on what the notice states for which no sentence alone is enough.
    pub open: Vec<OpenFinding>,
}

/// A sentence for the notice.
#[derive(Debug, Clone)]
pub struct DraftSentence {
    /// The document it is for, where the notice has several.
    pub document: Option<String>,
    /// The heading of the section it is for.
    pub section: Option<String>,
    /// The statement behind which it goes, by id.
    pub behind: Option<String>,
    /// Its words, with blanks for what nobody recorded.
    pub text: String,
    /// What it takes for granted, each in a clause that follows "assumes that".
    pub assumes: Vec<String>,
    /// The statements that go for it, by id.
    pub withdraws: Vec<String>,
    /// The findings that it resolves, by id, each with its rule.
    pub findings: Vec<(String, String)>,
    /// The open questions that it is one of the answers to, and does not resolve alone, by id, each with its rule.
    pub asked_by: Vec<(String, String)>,
    /// It is for questions alone: the notice may state it already, in words that no statement quotes.
    pub asks: bool,
    /// The flows that require it, by id.
    pub flows: Vec<String>,
    /// The rows of law that require it: the id, and the article with what it says.
    pub law: Vec<(String, String)>,
}

/// A finding for which there is no sentence.
#[derive(Debug, Clone)]
pub struct OpenFinding {
    /// Its id.
    pub id: String,
    /// Its rule.
    pub rule: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The flows that it is about, by id.
    pub flows: Vec<String>,
    /// It is a question.
    pub asks: bool,
}

impl NoticeDrafts {
    /// The sentences among the verified remedies of findings, those of one wording once.
    pub fn new(estate: &Estate, day: Date, findings: &[Finding], remedies: &[Vec<Remedy>]) -> Self {
        let mut sentences: Vec<DraftSentence> = Vec::new();
        let mut open = Vec::new();
        for (finding, remedies) in findings.iter().zip(remedies) {
            if !concerns_notice(finding) {
                continue;
            }
            let Some(change) = remedies.iter().find_map(of_sentences) else {
                open.push(OpenFinding {
                    id: finding.id.clone(),
                    rule: finding.rule.clone(),
                    message: finding.message.clone(),
                    flows: flows_of(estate, finding),
                    asks: finding.asks.is_some(),
                });
                continue;
            };
            for sentence in &change.sentences {
                let same = |it: &&mut DraftSentence| {
                    it.text == sentence.text
                        && it.section == sentence.section
                        && it.document == sentence.document
                };
                match sentences.iter_mut().find(same) {
                    Some(known) => required_by(known, estate, finding),
                    None => {
                        let mut drafted = drafted(sentence, change);
                        required_by(&mut drafted, estate, finding);
                        sentences.push(drafted);
                    }
                }
            }
        }
        let mut drafts = Self {
            estate: estate.name.clone(),
            day,
            sentences,
            open,
        };
        drafts.sort();
        drafts
    }
}

impl NoticeDrafts {
    /// Adds the sentences that would be due if the statements of the notice were complete: they are for the open
    /// questions about the flows that they are for. A sentence for which nothing is asked is left out.
    pub fn ask(&mut self, complete: Self) {
        let mut answered = BTreeSet::new();
        for mut sentence in complete.sentences {
            let is_there = |it: &DraftSentence| {
                it.text == sentence.text
                    && it.section == sentence.section
                    && it.document == sentence.document
            };
            if self.sentences.iter().any(is_there) {
                continue;
            }
            let is_for = |it: &&OpenFinding| {
                it.asks && it.flows.iter().any(|flow| sentence.flows.contains(flow))
            };
            let asked = self.open.iter().filter(is_for);
            sentence.asked_by = asked.map(|it| (it.id.clone(), it.rule.clone())).collect();
            if sentence.asked_by.is_empty() {
                continue;
            }
            sentence.findings.clear();
            answered.extend(sentence.asked_by.iter().map(|(id, _)| id.clone()));
            sentence.asks = true;
            self.sentences.push(sentence);
        }
        self.open.retain(|it| !answered.contains(&it.id));
        self.sort();
    }

    fn sort(&mut self) {
        self.sentences
            .sort_by(|a, b| (&a.document, &a.section).cmp(&(&b.document, &b.section)));
    }
}

/// Whether a finding is about what the notice states, and counts.
pub fn concerns_notice(finding: &Finding) -> bool {
    let family = finding.rule.split('/').next();
    matches!(family, Some("disclosure" | "notice")) && !finding.is_suppressed()
}

/// The change of a remedy that is sentences alone, with blanks in place of what is assumed.
fn of_sentences(remedy: &Remedy) -> Option<&Change> {
    let change = remedy.template.as_deref().or(remedy.change.as_deref())?;
    (change.files.is_empty() && !change.sentences.is_empty()).then_some(change)
}

fn drafted(sentence: &Sentence, change: &Change) -> DraftSentence {
    DraftSentence {
        document: sentence.document.clone(),
        section: sentence.section.clone(),
        behind: sentence.behind.clone(),
        text: sentence.text.clone(),
        assumes: change.assumes.iter().map(|it| it.text.clone()).collect(),
        withdraws: change.withdraws.clone(),
        findings: Vec::new(),
        asked_by: Vec::new(),
        asks: true,
        flows: Vec::new(),
        law: Vec::new(),
    }
}

/// The flows that a finding is about, by id.
fn flows_of(estate: &Estate, finding: &Finding) -> Vec<String> {
    let flows = finding.flows.iter();
    flows.map(|it| estate.flow(*it).id.to_string()).collect()
}

/// Adds what a finding requires a sentence for.
fn required_by(sentence: &mut DraftSentence, estate: &Estate, finding: &Finding) {
    sentence
        .findings
        .push((finding.id.clone(), finding.rule.clone()));
    sentence.asks &= finding.asks.is_some();
    let mut flows: BTreeSet<String> = sentence.flows.drain(..).collect();
    flows.extend(flows_of(estate, finding));
    sentence.flows = flows.into_iter().collect();
    for row in &finding.law {
        if sentence.law.iter().all(|(id, _)| *id != row.id) {
            let words = format!("{}; {}", row.citation, row.title);
            sentence.law.push((row.id.clone(), words));
        }
    }
}
