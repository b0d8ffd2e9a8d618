//! How well the reader finds what people marked in published notices, where those are at hand: they are
//! next to the repository and no part of it. `docs/reading.md` says how the figures are counted.

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
    /// Whether it is said to be done; else it is denied.
    performed: bool,
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

/// The labels of kinds of statements, which can be denied.
fn kind(says: &Says) -> &'static str {
    match says.kind {
        Kind::Collects => LABELS[1],
        Kind::Uses => LABELS[0],
        Kind::Shares => LABELS[2],
        Kind::Transfers => LABELS[5],
        Kind::Retains => LABELS[4],
        Kind::ReliesOn => LABELS[3],
        Kind::Decides => "Automated Decision-Making",
        _ => "",
    }
}

fn labels(says: &Says) -> Vec<&'static str> {
    let kind = kind(says);
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

/// What was measured.
#[derive(Default)]
struct Measured {
    all: BTreeMap<&'static str, Count>,
    certain: Count,
    denials: Count,
}

impl Measured {
    /// Counts the passages of one notice.
    fn add(&mut self, name: &str, text: &str, marked: &[Passage]) {
        let words = super::super::visible::collapse(text);
        let mut found: BTreeSet<(u32, &str, bool)> = BTreeSet::new();
        let mut denied: BTreeSet<(u32, &str)> = BTreeSet::new();
        for it in read(text, TextFormat::Markdown).statements {
            assert!(words.contains(&it.quote), "{name}: {}", it.quote);
            let sure = it.certainty == Certainty::Certain;
            if it.says.none {
                denied.insert((it.line, kind(&it.says)));
            }
            let labels = labels(&it.says).into_iter();
            found.extend(labels.map(|label| (it.line, label, sure)));
        }
        for passage in marked {
            for label in LABELS[..6].iter().chain(&["Automated Decision-Making"]) {
                let spans = passage.spans.iter();
                let mut denying = spans.filter(|span| span.label == *label && !span.performed);
                let is_denied = denied.contains(&(passage.line, label));
                self.denials.add(denying.next().is_some(), is_denied);
            }
            for label in LABELS {
                let is_marked = passage.spans.iter().any(|span| span.label == label);
                let has = |sure| found.contains(&(passage.line, label, sure));
                let count = self.all.entry(label).or_default();
                count.add(is_marked, has(true) || has(false));
                self.certain.add(is_marked, has(true));
            }
        }
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
    let mut measured = Measured::default();
    for path in names {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let marked = shared(&format!("notice-gold/gold/{name}.json")).unwrap();
        let marked: Vec<Passage> = serde_json::from_str(&marked).unwrap();
        measured.add(name, &text, &marked);
    }
    let Measured {
        all,
        certain,
        denials,
    } = measured;
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
        "ten labels: P {:.3} R {:.3} F1 {:.3}; certain: P {:.3} R {:.3}; denials: P {:.2} R {:.2}",
        together.precision(),
        together.recall(),
        together.f1(),
        certain.precision(),
        certain.recall(),
        denials.precision(),
        denials.recall()
    );
    assert!(
        together.f1() >= 0.77,
        "fewer of the marked passages are found"
    );
    assert!(
        certain.precision() >= 0.93,
        "what is called certain is less so"
    );
    assert!(certain.recall() >= 0.475, "less is certain");
    assert!(
        denials.precision() >= 0.63 && denials.recall() >= 0.63,
        "denials are worse"
    );
    for label in [LABELS[2], LABELS[5]] {
        let count = all[label];
        assert!(count.precision() >= 0.85, "{label} are less often right");
        assert!(count.recall() >= 0.70, "fewer {label} are found");
    }
}
