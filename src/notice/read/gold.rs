//! How well the reader finds what people marked in published notices, where those are at hand: they stand
//! beside the repository and are no part of it. `docs/reading.md` says how the figures are counted.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that reads samples from outside the repository, and prints what it measured"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;

use super::super::samples::shared;
use super::*;

/// A passage of a notice, as people marked it.
#[derive(Deserialize)]
struct Passage {
    line: u32,
    spans: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    label: String,
}

/// The labels on which the people who marked the notices agree with themselves.
const LABELS: [&str; 10] = [
    "Processing Purpose",
    "Data Categories",
    "Data Recipients",
    "Legal Basis for Processing",
    "Data Retention Period",
    "Third-country Transfers",
    "Controller Contact",
    "Right to Erasure",
    "Right to Access",
    "Right to Rectification",
];

fn labels(says: &Says) -> Vec<&'static str> {
    let kind = match says.kind {
        Kind::Collects => LABELS[1],
        Kind::Uses => LABELS[0],
        Kind::Shares => LABELS[2],
        Kind::Transfers => LABELS[5],
        Kind::Retains => LABELS[4],
        Kind::ReliesOn => LABELS[3],
        _ => "",
    };
    let item = |item: &String| match item.as_str() {
        "controller-identity" => LABELS[6],
        "right-of-access" => LABELS[8],
        "right-to-rectification" => LABELS[9],
        "right-to-erasure" => LABELS[7],
        _ => "",
    };
    let items = says
        .terms
        .iter()
        .filter(|_| says.kind == Kind::Informs)
        .map(item);
    items.chain([kind]).filter(|it| !it.is_empty()).collect()
}

/// Found and marked, found and not marked, marked and not found.
#[derive(Default, Clone, Copy)]
struct Count([u32; 3]);

impl Count {
    fn add(&mut self, marked: bool, found: bool) {
        self.0[0] += u32::from(marked && found);
        self.0[1] += u32::from(!marked && found);
        self.0[2] += u32::from(marked && !found);
    }

    fn precision(self) -> f64 {
        f64::from(self.0[0]) / f64::from((self.0[0] + self.0[1]).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.0[0]) / f64::from((self.0[0] + self.0[2]).max(1))
    }

    fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(1e-9)
    }
}

#[test]
fn what_people_marked_is_found() {
    if shared("notice-gold/README.md").is_none() {
        return;
    }
    let given = std::env::var_os("FAIRNOTICE_SHARED").map(PathBuf::from);
    let folder =
        given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder.join("notice-gold/notices"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let mut all: BTreeMap<&str, Count> = BTreeMap::new();
    let mut certain = Count::default();
    for path in names {
        let text = std::fs::read_to_string(&path).unwrap();
        let words = super::super::visible::collapse(&text);
        let name = path.file_stem().unwrap().to_str().unwrap();
        let marked = shared(&format!("notice-gold/gold/{name}.json")).unwrap();
        let marked: Vec<Passage> = serde_json::from_str(&marked).unwrap();
        let mut found: BTreeMap<u32, BTreeSet<(&str, bool)>> = BTreeMap::new();
        for statement in read(&text, TextFormat::Markdown).statements {
            assert!(
                words.contains(&statement.quote),
                "{name}: {}",
                statement.quote
            );
            let sure = statement.certainty == Certainty::Certain;
            let at = found.entry(statement.line).or_default();
            at.extend(
                labels(&statement.says)
                    .into_iter()
                    .map(|label| (label, sure)),
            );
        }
        for passage in marked {
            let has = |label: &str, sure: bool| {
                found
                    .get(&passage.line)
                    .is_some_and(|it| it.contains(&(label, sure)))
            };
            for label in LABELS {
                let is_marked = passage.spans.iter().any(|span| span.label == label);
                let (sure, look) = (has(label, true), has(label, false));
                all.entry(label).or_default().add(is_marked, sure || look);
                certain.add(is_marked, sure);
            }
        }
    }
    let mut together = Count::default();
    for label in LABELS {
        let count = all[label];
        for (sum, one) in together.0.iter_mut().zip(count.0) {
            *sum += one;
        }
        eprintln!(
            "{label:28} P {:.2} R {:.2} F1 {:.2}",
            count.precision(),
            count.recall(),
            count.f1()
        );
    }
    eprintln!(
        "ten labels: P {:.3} R {:.3} F1 {:.3}; certain: P {:.3} R {:.3}",
        together.precision(),
        together.recall(),
        together.f1(),
        certain.precision(),
        certain.recall()
    );
    assert!(
        together.f1() >= 0.765,
        "fewer of the marked passages are found"
    );
    assert!(
        certain.precision() >= 0.92,
        "what is called certain is less so"
    );
    assert!(certain.recall() >= 0.475, "less is certain");
}
