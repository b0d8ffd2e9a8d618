//! The faces of what was found: terminal, JSON, SARIF, and the words for input that is wrong.
//! Every face takes the same plain [`Report`]; none of them decides anything.

mod assume;
mod baseline;
mod catalogue;
mod ci;
mod citations;
mod comparison;
mod diff;
mod errors;
mod explain;
mod json;
mod json_text;
pub mod map;
mod notice_diff;
mod reconcile;
mod register;
mod rerun;
mod rules_doc;
mod sarif;
mod terminal;
#[cfg(test)]
mod tests;
mod text;
mod timeline;
mod trace;

pub use assume::{assumed_json, assumed_sarif, assumed_schema, assumed_terminal};
pub use baseline::{baseline_schema, read_baseline, write_baseline};
pub use catalogue::{law_json, law_schema, law_table, rules_json, rules_schema, rules_table};
pub use ci::{github, gitlab, junit, markdown};
pub use citations::{EvidenceReport, evidence_json, evidence_schema, evidence_terminal};
pub use diff::{diff_json, diff_markdown, diff_schema, diff_terminal};
pub use errors::input_errors;
pub use explain::{explain_finding, explain_rule};
pub use json::{FORMAT_VERSION, check_schema, json};
pub use notice_diff::{
    ChangeView, NoticeDiff, notice_diff_json, notice_diff_schema, notice_diff_terminal,
};
pub use reconcile::{
    FileView, ReconcileReport, ResourceView, Side, reconcile_json, reconcile_schema,
    reconcile_terminal,
};
pub use register::{
    REGISTER_VERSION, register_csv, register_html, register_json, register_markdown,
    register_schema, register_xlsx,
};
pub use rules_doc::{family_markdown, rules_markdown};
pub use sarif::sarif;
pub use terminal::terminal;
pub use text::{TerminalOptions, sanitize};
pub use timeline::{timeline_csv, timeline_json, timeline_schema, timeline_terminal};
pub use trace::{trace_dot, trace_json, trace_mermaid, trace_schema, trace_terminal};
