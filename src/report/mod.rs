//! The formats of what was found: terminal, JSON, SARIF and the others, and the words for input that is
//! wrong. Each takes plain views; none of them decides anything. `formats.rs` lists them all.

mod agent;
mod assume;
mod baseline;
mod catalogue;
mod ci;
mod citations;
mod comparison;
mod comparison_sarif;
mod concise;
mod diff;
mod errors;
mod explain;
mod explanation;
mod formats;
mod json;
mod json_remedy;
mod json_text;
mod looked_at;
pub mod map;
mod notice_diff;
mod notice_draft;
mod notice_lint;
mod observed;
mod questions;
mod reading;
mod reconcile;
mod register;
mod render;
mod rules_doc;
mod sarif;
mod statistics;
mod terminal;
mod terms;
#[cfg(test)]
mod tests;
mod text;
mod timeline;
mod trace;
mod transfer_change;

pub use assume::{assumed_json, assumed_markdown, assumed_schema, assumed_terminal};
pub use baseline::{baseline_schema, read_baseline, write_baseline};
pub use catalogue::{law_json, law_schema, law_table, rules_json, rules_schema, rules_table};
pub use ci::{github, gitlab, junit, markdown};
pub use citations::{evidence_json, evidence_schema, evidence_terminal};
pub use comparison_sarif::{assumed_sarif, diff_sarif};
pub use concise::{concise, concise_comparison};
pub use diff::{diff_json, diff_markdown, diff_schema, diff_terminal};
pub use errors::input_errors;
pub use explain::{explain_finding, explain_rule};
pub use explanation::{explanation_json, explanation_schema, explanation_terminal};
pub use formats::CheckReport;
pub use json::{FORMAT_VERSION, check_schema, json};
pub use notice_diff::{notice_diff_json, notice_diff_schema, notice_diff_terminal};
pub use notice_draft::{draft_json, draft_schema, draft_terminal};
pub use notice_lint::{lint_json, lint_schema, lint_terminal};
pub use observed::{observe_json, observe_schema, observe_terminal};
pub use questions::{questions_json, questions_schema, questions_terminal};
pub use reading::{NoticeReading, reading_json, reading_schema, reading_yaml};
pub use reconcile::{reconcile_json, reconcile_schema, reconcile_terminal};
#[cfg(feature = "xlsx")]
pub use register::register_xlsx;
pub use register::{
    REGISTER_VERSION, register_csv, register_html, register_json, register_markdown,
    register_schema,
};
pub use render::{Format, Render, Writer};
pub use rules_doc::{family_markdown, rules_markdown};
pub use sarif::sarif;
pub use statistics::statistics;
pub use terminal::terminal;
pub use terms::{
    terms_json, terms_schema, terms_terminal, vendors_json, vendors_schema, vendors_terminal,
};
pub use text::{TerminalOptions, sanitize};
pub use timeline::{
    timeline_csv, timeline_html, timeline_json, timeline_schema, timeline_terminal,
};
pub use trace::{trace_dot, trace_json, trace_mermaid, trace_schema, trace_terminal};
