//! From an answer and the key to what is right and what is wrong.

use serde_json::{Value, json};

use super::sheet::{Answer, Key};

/// How a case came out.
#[derive(Debug)]
pub struct Score {
    pub id: String,
    /// Flows that are a transfer and should be none, or the other way round.
    pub transfers: Vec<String>,
    /// How many flows are asked about.
    pub flows: usize,
    /// What should have been reported and was not; of several that would do, all of them.
    pub missing: Vec<String>,
    /// How many should have been reported.
    pub required: usize,
    /// What was reported and must not be.
    pub forbidden: Vec<String>,
    /// What of the facts an estate cannot say.
    pub inexpressible: String,
    /// Why the program refused the estate.
    pub refused: String,
    /// What else was reported: not scored.
    pub others: Vec<String>,
}

impl Score {
    pub fn of(answer: &Answer, key: &Key) -> Self {
        let refused = !answer.refused.is_empty();
        let reported = |rule: &String| {
            let at = key.at.get(rule);
            let there = |flows: &[String]| at.is_none_or(|flow| flows.contains(flow));
            let mut found = answer.findings.iter();
            found.any(|found| found.rules.contains(rule) && there(&found.flows))
        };
        let at = |rule: &String| match key.at.get(rule) {
            Some(flow) => format!("{rule} at {flow}"),
            None => rule.clone(),
        };
        let mut missing: Vec<String> = key
            .findings
            .iter()
            .filter(|rule| !reported(rule))
            .map(at)
            .collect();
        let any_of = key.any_of.iter().filter(|any| !any.iter().any(reported));
        missing.extend(any_of.map(|any| any.join(" | ")));
        let of_rule = |rule: &&String| answer.findings.iter().any(|it| it.rules.contains(*rule));
        let transfers = key.transfers.iter().filter_map(|(flow, expected)| {
            let is = answer.transfers.contains(flow);
            let wrong = refused || is != *expected;
            let word = |is| if is { "a transfer" } else { "no transfer" };
            wrong.then(|| format!("{flow} is {}, expected {}", word(is), word(*expected)))
        });
        let mut others: Vec<String> = answer
            .findings
            .iter()
            .filter(|found| !key.names(&found.rules))
            .map(|found| found.rule.clone())
            .collect();
        others.sort();
        others.dedup();
        Self {
            id: key.id.clone(),
            transfers: transfers.collect(),
            flows: key.transfers.len(),
            required: key.findings.len() + key.any_of.len(),
            missing,
            forbidden: key.not_findings.iter().filter(of_rule).cloned().collect(),
            inexpressible: key.inexpressible.clone(),
            refused: answer.refused.clone(),
            others,
        }
    }

    /// Nothing is wrong.
    pub fn is_right(&self) -> bool {
        self.wrong().is_empty()
    }

    /// What is wrong, one thing an entry.
    pub fn wrong(&self) -> Vec<String> {
        let said = |what: &str, words: &str| match words {
            "" => None,
            words => Some(format!("{what}: {words}")),
        };
        let mut wrong: Vec<String> = said("refused", &self.refused).into_iter().collect();
        wrong.extend(said("inexpressible", &self.inexpressible));
        wrong.extend(self.missing.iter().map(|rule| format!("missing {rule}")));
        wrong.extend(
            self.forbidden
                .iter()
                .map(|rule| format!("forbidden {rule}")),
        );
        wrong.extend(self.transfers.iter().cloned());
        wrong
    }

    pub fn json(&self) -> Value {
        json!({
            "id": self.id,
            "transfer_ok": self.transfers.is_empty(),
            "transfers": self.transfers,
            "missing": self.missing,
            "forbidden": self.forbidden,
            "inexpressible": self.inexpressible,
            "refused": self.refused,
            "others": self.others,
        })
    }
}

/// What all cases come to.
#[derive(Debug, PartialEq, Eq)]
pub struct Numbers {
    pub cases: usize,
    pub right: usize,
    pub flows: usize,
    pub flows_right: usize,
    pub required: usize,
    pub found: usize,
    pub forbidden: usize,
    pub inexpressible: usize,
    pub refused: usize,
}

impl Numbers {
    pub fn of(scores: &[&Score]) -> Self {
        let sum = |number: fn(&Score) -> usize| scores.iter().map(|score| number(score)).sum();
        let (flows, required) = (sum(|score| score.flows), sum(|score| score.required));
        Self {
            cases: scores.len(),
            right: sum(|score| usize::from(score.is_right())),
            flows,
            flows_right: flows - sum(|score| score.transfers.len()),
            required,
            found: required - sum(|score| score.missing.len()),
            forbidden: sum(|score| score.forbidden.len()),
            inexpressible: sum(|score| usize::from(!score.inexpressible.is_empty())),
            refused: sum(|score| usize::from(!score.refused.is_empty())),
        }
    }
}

/// The table, and the numbers under it.
pub fn table(scores: &[&Score]) -> String {
    let row = |score: &Score| {
        let wrong = match score.wrong() {
            wrong if wrong.is_empty() => "right".to_owned(),
            wrong => wrong.join("; "),
        };
        let others = match score.others.join(", ") {
            others if others.is_empty() => others,
            others => format!("  (also {others})"),
        };
        format!("{:<10} {wrong}{others}", score.id)
    };
    let mut lines: Vec<String> = scores.iter().copied().map(row).collect();
    let n = Numbers::of(scores);
    lines.push(String::new());
    lines.push(format!(
        "transfers right     {} of {}",
        n.flows_right, n.flows
    ));
    lines.push(format!("required found      {} of {}", n.found, n.required));
    lines.push(format!("forbidden reported  {}", n.forbidden));
    lines.push(format!("inexpressible       {}", n.inexpressible));
    lines.push(format!("refused             {}", n.refused));
    lines.push(format!("cases right         {} of {}", n.right, n.cases));
    lines.join("\n")
}
