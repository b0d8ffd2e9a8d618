//! From an answer and the key to what is right and what is wrong.

use serde_json::{Value, json};

use super::sheet::{Answer, Key};

/// How a case came out.
#[derive(Debug)]
pub struct Score {
    pub id: String,
    pub transfer_ok: bool,
    /// What should have been reported and was not; of several that would do, all of them.
    pub missing: Vec<String>,
    /// How many should have been reported.
    pub required: usize,
    /// What was reported and must not be.
    pub forbidden: Vec<String>,
    pub inexpressible: String,
    /// Keys and words that were not read.
    pub unread: Vec<String>,
    /// What else was reported: not scored.
    pub others: Vec<String>,
}

impl Score {
    pub fn of(answer: &Answer, key: Key) -> Self {
        let expect = key.expect;
        let reported = |rule: &str| {
            let rule = plain(rule);
            answer.findings.iter().any(|(found, _)| found == rule)
        };
        let reported_at = |rule: &str| match expect.at.get(rule) {
            None => reported(rule),
            Some(flow) => answer
                .findings
                .iter()
                .any(|(found, flows)| found == plain(rule) && flows.contains(flow)),
        };
        let mut missing: Vec<String> = expect
            .findings
            .iter()
            .filter(|rule| !reported_at(rule))
            .map(|rule| plain(rule).to_owned())
            .collect();
        missing.extend(
            expect
                .findings_any_of
                .iter()
                .filter(|any| !any.iter().any(|rule| reported_at(rule)))
                .map(|any| {
                    any.iter()
                        .map(|id| plain(id))
                        .collect::<Vec<_>>()
                        .join(" | ")
                }),
        );
        let inexpressible = !answer.inexpressible.is_empty();
        let by_flow = expect
            .restricted_transfer_by_flow
            .iter()
            .all(|(flow, is)| answer.transfers.contains(flow) == *is);
        let mut others: Vec<String> = answer
            .findings
            .iter()
            .map(|(rule, _)| rule.clone())
            .filter(|rule| {
                let named = |list: &[String]| list.iter().any(|id| plain(id) == rule);
                !named(&expect.findings)
                    && !named(&expect.not_findings)
                    && !expect.findings_any_of.iter().any(|any| named(any))
            })
            .collect();
        others.sort();
        others.dedup();
        Self {
            id: key.id,
            transfer_ok: !inexpressible
                && answer.any_transfer == expect.restricted_transfer
                && by_flow,
            required: expect.findings.len() + expect.findings_any_of.len(),
            missing,
            forbidden: expect
                .not_findings
                .iter()
                .filter(|rule| reported(rule))
                .map(|rule| plain(rule).to_owned())
                .collect(),
            inexpressible: answer.inexpressible.clone(),
            unread: answer.unread.clone(),
            others,
        }
    }

    /// Nothing is wrong.
    pub fn is_right(&self) -> bool {
        self.transfer_ok
            && self.missing.is_empty()
            && self.forbidden.is_empty()
            && self.inexpressible.is_empty()
    }

    pub fn json(&self) -> Value {
        json!({
            "id": self.id,
            "transfer_ok": self.transfer_ok,
            "missing": self.missing,
            "forbidden": self.forbidden,
            "inexpressible": self.inexpressible,
            "unread": self.unread,
        })
    }
}

/// A rule's id; `new:` marks those that the catalogue lacked when the cases were written.
fn plain(id: &str) -> &str {
    id.strip_prefix("new:").unwrap_or(id)
}

/// The table, and the five numbers under it.
pub fn table(scores: &[Score]) -> String {
    let mut lines = vec![format!("{:<10} {:<9} what is wrong", "case", "transfer")];
    for score in scores {
        let mut wrong = Vec::new();
        if !score.inexpressible.is_empty() {
            wrong.push(format!("inexpressible: {}", score.inexpressible));
        } else {
            wrong.extend(score.missing.iter().map(|rule| format!("missing {rule}")));
            wrong.extend(
                score
                    .forbidden
                    .iter()
                    .map(|rule| format!("forbidden {rule}")),
            );
        }
        if wrong.is_empty() && score.transfer_ok {
            wrong.push("-".to_owned());
        }
        let transfer = if score.transfer_ok { "right" } else { "wrong" };
        let others = if score.others.is_empty() {
            String::new()
        } else {
            format!("  (also {})", score.others.join(", "))
        };
        let unread = if score.unread.is_empty() {
            String::new()
        } else {
            format!("  (not read: {})", score.unread.join(", "))
        };
        lines.push(format!(
            "{:<10} {transfer:<9} {}{others}{unread}",
            score.id,
            wrong.join("; ")
        ));
    }
    let count = |test: &dyn Fn(&Score) -> bool| scores.iter().filter(|score| test(score)).count();
    let sum = |number: &dyn Fn(&Score) -> usize| scores.iter().map(number).sum::<usize>();
    let required = sum(&|score| score.required);
    lines.push(String::new());
    lines.push(format!(
        "transfers classified right    {} of {}",
        count(&|score| score.transfer_ok),
        scores.len()
    ));
    lines.push(format!(
        "required findings reported    {} of {required}",
        required - sum(&|score| score.missing.len())
    ));
    lines.push(format!(
        "forbidden findings reported   {}",
        sum(&|score| score.forbidden.len())
    ));
    lines.push(format!(
        "inexpressible cases           {}",
        count(&|score| !score.inexpressible.is_empty())
    ));
    lines.push(format!(
        "keys or words not read        {}",
        sum(&|score| score.unread.len())
    ));
    lines.push(format!(
        "(right in everything          {} of {})",
        count(&Score::is_right),
        scores.len()
    ));
    lines.join("\n")
}
