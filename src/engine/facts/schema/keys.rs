//! The keys by which policies cite the evidence for a fact.

use super::value::{FactKind, FactRecord, FactWord};
use super::{CoverageFacts, KEYS};
use crate::engine::coverage::Verdict;
use crate::input::nearest;

/// A key of evidence, as `@evidence` of a policy writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactKey {
    /// The key, such as `transfer.instrument`.
    pub key: String,
    /// What the elements of the evidence are.
    pub elements: &'static str,
    /// What its name is; empty where it has none.
    pub name: &'static str,
}

/// The sides of coverage, by name: the facts that hold verdicts.
fn sides() -> impl Iterator<Item = &'static str> {
    let all = CoverageFacts::facts().into_iter();
    let verdicts = Verdict::words();
    let of_verdicts = all
        .filter(move |fact| matches!(&fact.kind, FactKind::Words(_, words) if *words == verdicts));
    of_verdicts.map(|fact| fact.name)
}

/// Every key, in the order of the facts, those of coverage last.
pub fn fact_keys() -> Vec<FactKey> {
    let plain = KEYS.iter().map(|(key, elements, name)| FactKey {
        key: (*key).to_owned(),
        elements,
        name,
    });
    let of_coverage = sides().flat_map(|side| {
        Verdict::words().into_iter().map(move |verdict| FactKey {
            key: format!("coverage.{side}.{verdict}"),
            elements: "what has that verdict",
            name: if side == "source" { "the sender" } else { "" },
        })
    });
    plain.chain(of_coverage).collect()
}

/// Whether a key is one of [`fact_keys`].
pub fn is_fact_key(key: &str) -> bool {
    let coverage = key
        .strip_prefix("coverage.")
        .and_then(|key| key.split_once('.'));
    match coverage {
        Some((side, verdict)) => {
            sides().any(|known| known == side) && Verdict::words().contains(&verdict)
        }
        None => KEYS.iter().any(|(known, ..)| *known == key),
    }
}

/// The key that was most likely meant.
pub fn nearest_fact_key(key: &str) -> Option<String> {
    let known = fact_keys();
    nearest(key, known.iter().map(|known| known.key.as_str())).map(str::to_owned)
}
