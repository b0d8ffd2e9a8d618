//! How severe a finding is, as an estate may set it.

use schemars::JsonSchema;
use serde::Deserialize;

/// The severity of the findings of a rule in this estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SeverityLevel {
    /// Breaks the law or the notice.
    Error,
    /// Likely wrong, or wrong in part.
    Warning,
    /// Worth knowing.
    Note,
    /// Not reported.
    Off,
}
