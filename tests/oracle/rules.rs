//! The rules that the oracle judges, which of them cover others, and which follow from a verdict on
//! what the notice says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::notice::{Ambiguous, Incorrect, Omitted, Vague, Verdict};

/// The rules that the oracle judges.
pub const RULES: &[&str] = &[
    "basis/incompatible-purpose",
    "basis/no-legal-basis",
    "basis/public-authority-legitimate-interests",
    "basis/special-category-without-condition",
    "disclosure/ambiguous-basis",
    "disclosure/ambiguous-data",
    "disclosure/ambiguous-purpose",
    "disclosure/ambiguous-recipient",
    "disclosure/ambiguous-retention",
    "disclosure/ambiguous-source",
    "disclosure/ambiguous-transfer",
    "disclosure/contradicted-basis",
    "disclosure/contradicted-data",
    "disclosure/contradicted-purpose",
    "disclosure/contradicted-recipient",
    "disclosure/contradicted-retention",
    "disclosure/contradicted-safeguard",
    "disclosure/contradicted-source",
    "disclosure/contradicted-transfer",
    "disclosure/undisclosed-basis",
    "disclosure/undisclosed-data",
    "disclosure/undisclosed-indirect-recipient",
    "disclosure/undisclosed-purpose",
    "disclosure/undisclosed-recipient",
    "disclosure/undisclosed-retention",
    "disclosure/undisclosed-safeguard",
    "disclosure/undisclosed-source",
    "disclosure/undisclosed-transfer",
    "disclosure/vague-basis",
    "disclosure/vague-data",
    "disclosure/vague-purpose",
    "disclosure/vague-recipient",
    "disclosure/vague-retention",
    "disclosure/vague-safeguard",
    "disclosure/vague-source",
    "disclosure/vague-transfer",
    "minimisation/data-without-source",
    "minimisation/more-than-collected",
    "sharing/instruction-not-recorded",
    "sharing/outside-promised-group",
    "sharing/processor-without-contract",
    "sharing/recipient-changed-hands",
    "sharing/sub-processor-not-authorised",
    "transfer/adequacy-condition-unmet",
    "transfer/no-risk-assessment",
    "transfer/no-safeguard",
    "transfer/onward-without-safeguard",
    "transfer/safeguard-expired",
    "transfer/safeguard-of-other-regime",
    "transfer/safeguard-superseded",
    "transfer/unknown-location",
];

/// Which rules cover which, as the policies say.
pub static COVERS: LazyLock<BTreeMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let covers = |rule: &&'static str| {
        let path = format!("{}/policies/{rule}.cedar", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("@covers(\"")?.strip_suffix("\")"));
        (
            *rule,
            line.into_iter()
                .flat_map(|it| it.split(", "))
                .map(str::to_owned)
                .collect(),
        )
    };
    RULES.iter().map(covers).collect()
});

pub type Side = (&'static str, &'static [(Verdict, &'static str)]);

macro_rules! side {
    ($side:literal, $($verdict:ident $word:literal),*) => {
        ($side, &[$(($verdict, concat!("disclosure/", $word, "-", $side))),*])
    };
}

/// The rule for each verdict on each side. A safeguard is never ambiguous.
pub const SIDES: [Side; 8] = [
    side!("recipient", Omitted "undisclosed", Incorrect "contradicted", Vague "vague", Ambiguous "ambiguous"),
    side!("data", Omitted "undisclosed", Incorrect "contradicted", Vague "vague", Ambiguous "ambiguous"),
    side!("purpose", Omitted "undisclosed", Incorrect "contradicted", Vague "vague", Ambiguous "ambiguous"),
    side!("transfer", Omitted "undisclosed", Incorrect "contradicted", Vague "vague", Ambiguous "ambiguous"),
    side!("retention", Omitted "undisclosed", Incorrect "contradicted", Vague "vague", Ambiguous "ambiguous"),
    side!("source", Omitted "undisclosed", Incorrect "contradicted", Vague "vague", Ambiguous "ambiguous"),
    side!("safeguard", Omitted "undisclosed", Incorrect "contradicted", Vague "vague"),
    side!("basis", Omitted "undisclosed", Incorrect "contradicted", Vague "vague", Ambiguous "ambiguous"),
];
