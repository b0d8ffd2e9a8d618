//! `terms`: the vocabulary, searched by the words that people use.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::ready;
use super::outputs::OutputArguments;
use crate::input::nearest;
use crate::taxonomy::{Glossary, Taxonomy, TermKind};
use crate::view::TermList;

/// Arguments of `terms`.
#[derive(Debug, Clone, Default, Args)]
pub struct TermsArguments {
    /// What to look for: a name, an everyday word for it, or a part of one; by default everything is listed
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Only terms of this kind (data, subject, purpose, legal-basis, transfer-tool, measure, recipient, ...)
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// With the terms of an estate: a folder with a `fairnotice.yaml`, or that file
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
    #[command(flatten)]
    outputs: OutputArguments<TermList>,
}

/// Lists the terms that a word means.
pub fn run(arguments: &TermsArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let kind = arguments.kind.as_deref().map(kind_of).transpose()?;
    let builtin = || Taxonomy::builtin().map_err(|error| CliError::Message(error.to_string()));
    let taxonomy = match &arguments.estate {
        Some(path) => ready(Some(path), env)?.estate.taxonomy,
        None => Arc::new(builtin()?),
    };
    let glossary = Glossary::of(&taxonomy).map_err(|error| CliError::Message(error.to_string()))?;
    let word = arguments.words.join(" ");
    let word = Some(word.as_str()).filter(|word| !word.trim().is_empty());
    let list = TermList::of(&taxonomy, &glossary, kind, word);
    if let (true, Some(word)) = (list.terms.is_empty(), word) {
        let id = word.trim().to_lowercase().replace(char::is_whitespace, "-");
        return Err(CliError::Message(format!(
            "no term means `{word}`. Look for a broader word, or declare a term of your own in the estate: \
             `terms: [{{id: {id}, under: BROADER-TERM}}]`"
        )));
    }
    outputs.write(&list, env)?;
    Ok(ExitStatus::Success)
}

fn kind_of(word: &str) -> Result<TermKind, CliError> {
    let kinds = TermKind::ALL.into_iter();
    let found = kinds.clone().find(|kind| kind.as_str() == word);
    found.ok_or_else(|| {
        let near = nearest(word, kinds.clone().map(TermKind::as_str));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let all: Vec<&str> = kinds.map(TermKind::as_str).collect();
        CliError::Message(format!(
            "there is no kind of term `{word}`{near} It takes `{}`",
            all.join("`, `")
        ))
    })
}
