//! The one finding that no policy makes: that a policy could not be evaluated.

use crate::engine::finding::FAULT_RULE;
use crate::estate::model::Severity;
use crate::view::finding::RuleView;

/// What it means, whose fault it is, and what to do.
const HELP: &str = "\
What it finds: a policy that failed to evaluate, and so decided nothing.

Why it is an error: Cedar ignores a policy that fails, and an ignored policy forbids nothing. \
Without this finding a broken rule would look like a clean estate, so it cannot be switched off, and \
`--rule`, `--flow` and `--service` do not hide it.

Whose fault it is: the policy's, not the estate's and not the notice's. The finding names the policy \
and points at it. If it is one of yours, under `policies` of the estate, correct it; if it is \
built in, it is a defect of fairnotice; please report it.

What to do: read the reason in the message. Policies are checked against their schema when they \
are loaded, so the reason is one that shows only with values. As a rule it is arithmetic that grew \
past the range of a number: compare with a constant instead, or test the value first \
(`value < 1000 && value * 2 > limit`). Then check again: what the policy would have found is not \
known until it runs.
";

impl RuleView {
    /// The explanation of [`FAULT_RULE`], which has no policy file.
    pub fn fault() -> Self {
        Self {
            id: FAULT_RULE.to_owned(),
            title: "A policy could not be evaluated".to_owned(),
            severity: Severity::Error,
            help_markdown: HELP.to_owned(),
            law: Vec::new(),
            tags: vec!["policy".to_owned()],
            remedies: vec!["correct the policy that the finding names".to_owned()],
            changes: Vec::new(),
            path: String::new(),
            source: String::new(),
        }
    }
}
