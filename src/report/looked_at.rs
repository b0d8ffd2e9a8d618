//! What was looked at of what is deployed, in the JSON of a check.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::view::LookedAt;

/// A file that says what is deployed. Each of its resources is counted once: `matched`, `unmatched`, `skipped`
/// or `unknown`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LookedAt")]
pub(super) struct LookedAtJson<'a> {
    /// Its path, relative to the estate's folder, with the document where it holds several.
    file: &'a str,
    /// What kind of file it is.
    #[schemars(extend("enum" = crate::import::kinds()))]
    kind: &'static str,
    /// How many resources it leaves in place.
    resources: usize,
    /// Those that a system says are its own.
    matched: usize,
    /// Those that keep or handle data, and that no system matches.
    unmatched: usize,
    /// Those that keep and handle no data, and that no system matches.
    skipped: usize,
    /// Those of types that no table lists, and that no system matches.
    unknown: usize,
    /// The types that no table lists, with counts; also of those that a system matches.
    unknown_types: BTreeMap<&'a str, usize>,
    /// Its policies that allow some regions only, by address.
    guardrails: BTreeMap<&'a str, GuardrailJson<'a>>,
    /// Other templates that it deploys and that were not read, in words.
    not_read: &'a [String],
    /// What it holds and does not deploy: counts by words.
    left_out: BTreeMap<&'static str, usize>,
}

impl<'a> From<&'a LookedAt> for LookedAtJson<'a> {
    fn from(file: &'a LookedAt) -> Self {
        let types = file.unknown_types.iter();
        Self {
            file: &file.path,
            kind: file.kind.1,
            resources: file.resources,
            matched: file.matched,
            unmatched: file.unmatched,
            skipped: file.skipped,
            unknown: file.unknown,
            unknown_types: types.map(|(name, count)| (name.as_str(), *count)).collect(),
            guardrails: file
                .guardrails
                .iter()
                .map(|(address, allows, guarantees)| {
                    let guarantees = *guarantees;
                    (address.as_str(), GuardrailJson { allows, guarantees })
                })
                .collect(),
            not_read: &file.not_read,
            left_out: file
                .left_out
                .iter()
                .map(|(count, what)| (*what, *count))
                .collect(),
        }
    }
}

/// A policy that allows some regions only.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Guardrail")]
pub(super) struct GuardrailJson<'a> {
    /// What it allows, and what is exempt, in words.
    allows: &'a str,
    /// Of how many resources it guarantees the location.
    guarantees: usize,
}
