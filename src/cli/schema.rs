//! `schema`: the JSON Schemas of the file formats.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::write::write_file;
use crate::input::nearest;
use crate::{estate, law, report};

/// The ending of every schema's file name.
const ENDING: &str = ".schema.json";

/// Every schema with its file name, in the order of names.
pub fn schemas() -> Vec<(String, Value)> {
    let mut all: Vec<(String, Value)> = estate::file_schemas()
        .into_iter()
        .map(|(name, schema)| (name.to_string(), schema))
        .collect();
    all.push((format!("check{ENDING}"), report::check_schema()));
    all.push((format!("assume{ENDING}"), report::assumed_schema()));
    all.push((format!("notice-diff{ENDING}"), report::notice_diff_schema()));
    all.push((format!("notice-draft{ENDING}"), report::draft_schema()));
    all.push((format!("notice-lint{ENDING}"), report::lint_schema()));
    all.push((format!("notice-read{ENDING}"), report::reading_schema()));
    all.push((format!("law{ENDING}"), law::law_file_schema().to_value()));
    all.push((format!("reconcile{ENDING}"), report::reconcile_schema()));
    all.push((format!("observe{ENDING}"), report::observe_schema()));
    all.push((format!("baseline{ENDING}"), report::baseline_schema()));
    all.push((format!("evidence-check{ENDING}"), report::evidence_schema()));
    all.push((format!("diff{ENDING}"), report::diff_schema()));
    all.push((format!("trace{ENDING}"), report::trace_schema()));
    all.push((format!("timeline{ENDING}"), report::timeline_schema()));
    all.push((format!("register{ENDING}"), report::register_schema()));
    all.push((format!("terms{ENDING}"), report::terms_schema()));
    all.push((format!("vendors{ENDING}"), report::vendors_schema()));
    all.push((format!("explain{ENDING}"), report::explanation_schema()));
    all.push((format!("questions{ENDING}"), report::questions_schema()));
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// A schema as in its file.
pub fn text(schema: &Value) -> String {
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Arguments of `schema`.
#[derive(Debug, Clone, Default, Args)]
pub struct SchemaArguments {
    /// One schema (`estate`, `part`, `notice`, `flow`, `scenario`, `law`, `check`, `assume`,
    /// `notice-diff`, `notice-draft`, `notice-lint`, `notice-read`, `observe`, `reconcile`, `register`, `timeline`, `baseline`, `waivers`, `proposal`, `diff`,
    /// `trace`, `evidence`, `evidence-check`, `explain`, `questions`, `terms`, `vendors`); by default the list
    name: Option<String>,
    /// Write all schemas to this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "name")]
    all: Option<PathBuf>,
}

/// Prints one schema, writes all, or lists their names.
pub fn run(arguments: &SchemaArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let schemas = schemas();
    if let Some(folder) = &arguments.all {
        let folder = env.folder.join(folder);
        std::fs::create_dir_all(&folder).map_err(|error| {
            CliError::Message(format!("cannot make `{}`: {error}", folder.display()))
        })?;
        for (name, schema) in &schemas {
            write_file(&folder.join(name), |out| {
                out.write_all(text(schema).as_bytes())
            })?;
        }
        return Ok(ExitStatus::Success);
    }
    let Some(wanted) = &arguments.name else {
        for (name, schema) in &schemas {
            let title = schema.get("title").and_then(Value::as_str).unwrap_or("");
            writeln!(env.out, "{:<8} {title}", name.trim_end_matches(ENDING))?;
        }
        env.out.flush()?;
        return Ok(ExitStatus::Success);
    };
    let plain = wanted.trim_end_matches(ENDING);
    let names = || {
        schemas
            .iter()
            .map(|(name, _)| name.trim_end_matches(ENDING))
    };
    match schemas
        .iter()
        .find(|(name, _)| name.trim_end_matches(ENDING) == plain)
    {
        Some((_, schema)) => {
            env.out.write_all(text(schema).as_bytes())?;
            env.out.flush()?;
            Ok(ExitStatus::Success)
        }
        None => {
            let near = nearest(plain, names())
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            Err(CliError::Message(format!(
                "there is no schema `{wanted}`{near}"
            )))
        }
    }
}
