//! An estate from documents that are there: a notice, a page of sub-processors, a record of processing, and plans.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::controller::{Said, controller};
use super::draft::{Draft, FLOWS, NOTICE};
use crate::cli::deployed::{RegionArguments, deployments};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::import::ropa::lacking;
use crate::cli::import::systems::declarations;
use crate::cli::import::tables::{KnownTables, file, text};
use crate::cli::load::{display_path, report_errors};
use crate::cli::published::Published;
use crate::cli::write::write_file;
use crate::import::declaration::{
    Asked, Book, FlowDefaults, Mapping, NoticeFiles, collected, deployed, record, statements,
    subprocessors, systems,
};
use crate::input::{SourceFile, SourceMap, counted};
use crate::notice::TextFormat;
use crate::notice::read::{Reading, read_with};

/// Documents that an estate is made of.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArguments {
    /// The published notice: Markdown, a saved page, plain text, or a document (DOCX, PDF)
    #[arg(long, value_name = "FILE")]
    notice: Option<PathBuf>,
    /// A page of sub-processors: tables or lists in Markdown, HTML or CSV
    #[arg(long, value_name = "FILE")]
    subprocessors: Option<PathBuf>,
    /// A record of processing: a workbook (XLSX) or CSV
    #[arg(long, value_name = "FILE")]
    ropa: Option<PathBuf>,
    /// What the columns of the record mean, as `import ropa --mapping` writes it
    #[arg(long, value_name = "FILE", requires = "ropa")]
    mapping: Option<PathBuf>,
    /// What is deployed: a plan, a state, a template or an inventory (repeatable)
    #[arg(long, value_name = "FILE")]
    deployed: Vec<PathBuf>,
    /// A description of systems by Fides, CycloneDX, Backstage or OpenAPI (repeatable)
    #[arg(long, value_name = "FILE")]
    systems: Vec<PathBuf>,
    #[command(flatten)]
    regions: RegionArguments,
    /// The name of the organisation whose estate it is
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The country of its seat, as ISO 3166-1 has it (`GB`)
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// A table of vendors of your own; its vendors take the place of built-in ones with their ids
    #[arg(long, value_name = "FILE")]
    vendors: Vec<PathBuf>,
}

impl SourceArguments {
    /// Whether a call names none.
    pub fn is_empty(&self) -> bool {
        let files = [&self.notice, &self.subprocessors, &self.ropa];
        files.iter().all(|it| it.is_none())
            && self.deployed.is_empty()
            && self.systems.is_empty()
            && self.name.is_none()
            && self.country.is_none()
    }
}

/// A notice that was read.
struct Notice {
    /// The name that its text has in the estate's folder.
    source: String,
    text: String,
    path: String,
    reading: Reading,
}

/// Writes an estate made of documents.
pub fn run(
    arguments: &SourceArguments,
    (folder, named): (&Path, Option<&Path>),
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let notice = notice(arguments, env)?;
    let said = Said {
        name: arguments.name.as_deref(),
        country: arguments.country.as_deref(),
    };
    let folder_name = folder
        .file_name()
        .map_or("estate".to_owned(), |it| it.to_string_lossy().into_owned());
    let shown = notice
        .as_ref()
        .map(|it| (it.source.as_str(), it.text.as_str()));
    let draft = Draft::new(controller(said, shown, &folder_name));
    let mut draft = draft.under_the_law(env.today, env)?;
    add_deployed(arguments, &mut draft, env)?;
    add_notice_and_flows(arguments, notice.as_ref(), &mut draft, env)?;
    draft.without_contradicted(env.today, env)?;
    let files = draft.files();
    for (name, _) in &files {
        if folder.join(name).exists() {
            return Err(CliError::Message(format!(
                "there is a `{name}` already in `{}`; nothing is written",
                folder.display()
            )));
        }
    }
    std::fs::create_dir_all(folder).map_err(|error| {
        CliError::Message(format!("cannot make `{}`: {error}", folder.display()))
    })?;
    // The first file last: until it is there, there is no estate.
    for (name, text) in files.iter().rev() {
        write_file(&folder.join(name), |out| out.write_all(text.as_bytes()))?;
    }
    for (name, text) in &files {
        let path = folder.join(name);
        let looks = text
            .lines()
            .filter(|line| line.trim_start().starts_with("# look: "))
            .count();
        let path = display_path(&path, &env.folder);
        let looks = match looks {
            0 => String::new(),
            looks => format!(": {} to look at", counted(looks, "guess")),
        };
        writeln!(env.out, "wrote {path}{looks}")?;
    }
    let named = named.map_or_else(String::new, |folder| format!(" {}", folder.display()));
    writeln!(
        env.out,
        "next: `fairnotice check{named}`, then `fairnotice questions{named}`"
    )?;
    env.out.flush()?;
    Ok(ExitStatus::Success)
}

fn notice(arguments: &SourceArguments, env: &mut Env) -> Result<Option<Notice>, CliError> {
    let Some(path) = &arguments.notice else {
        return Ok(None);
    };
    let (shown, bytes) = file(path, env)?;
    let published = Published::of(path, bytes, env)?;
    let words = KnownTables::of(None, &arguments.vendors, env)?.words();
    Ok(Some(Notice {
        source: format!("notice.{}", ending(published.format)),
        reading: read_with(&published.text, published.format, &words),
        text: published.text,
        path: shown,
    }))
}

/// The ending of a file of a format.
fn ending(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Markdown => "md",
        TextFormat::Html => "html",
        TextFormat::Plain => "txt",
    }
}

/// Whether a notice refers its readers to those who process data for it.
fn speaks_of_subprocessors(text: &str) -> bool {
    let text = text.to_lowercase();
    ["subprocessor", "sub-processor"]
        .iter()
        .any(|it| text.contains(it))
}

fn add_deployed(
    arguments: &SourceArguments,
    draft: &mut Draft,
    env: &mut Env,
) -> Result<(), CliError> {
    if arguments.deployed.is_empty() {
        return Ok(());
    }
    let mut sources = SourceMap::new();
    let folder = env.folder.clone();
    let files = (arguments.deployed.as_slice(), &arguments.regions);
    let (_, found) = deployments(files, (&folder, ""), &mut sources, env)?;
    let tables = KnownTables::of(Some(draft.load(env)?), &arguments.vendors, env)?;
    let (yaml, count) = deployed(&found, &sources, draft.us(), &tables.known());
    let paths: Vec<String> = arguments
        .deployed
        .iter()
        .map(|it| it.display().to_string())
        .collect();
    if count == 0 {
        let resources: usize = found.iter().map(|it| it.resources.len()).sum();
        let resources = counted(resources, "resource");
        draft.origins.push(format!(
            "{}: nothing, for none of {resources} is known to keep data; `fairnotice reconcile` lists where they are",
            paths.join(", ")
        ));
    } else {
        let systems = counted(count, "system");
        draft.origins.push(format!(
            "{}: {systems} in `deployed.yaml`",
            paths.join(", ")
        ));
        draft.part("deployed.yaml", yaml);
    }
    Ok(())
}

/// Adds a page of sub-processors as a document of the notice, where that refers its readers to them; its name in the
/// estate's folder.
fn add_list(notice: Option<&Notice>, page: &SourceFile, draft: &mut Draft) -> Option<String> {
    let is_named = notice.is_some_and(|it| speaks_of_subprocessors(&it.text));
    if !is_named || page.path().ends_with(".csv") {
        return None;
    }
    let format = TextFormat::of(page.path(), page.text());
    let name = format!("subprocessors.{}", ending(format));
    draft.file(&name, page.text().to_owned());
    Some(name)
}

/// Adds what the other sources say, each matched with what is there.
fn add_notice_and_flows(
    arguments: &SourceArguments,
    notice: Option<&Notice>,
    draft: &mut Draft,
    env: &mut Env,
) -> Result<(), CliError> {
    let us = draft.us().to_owned();
    let mut flows = None;
    let mut defaults = FlowDefaults {
        data: vec!["personal-data".to_owned()],
        subjects: vec!["data-subject".to_owned()],
        purpose: vec!["service-provision".to_owned()],
        why: "no source states it".to_owned(),
    };
    // A record states flows; without one, those are proposed that the notice speaks of.
    if let (Some(notice), None) = (notice, &arguments.ropa) {
        let project = draft.load(env)?;
        let systems = project.estate.systems.as_slice();
        let to = match systems {
            [only] => only.id.clone(),
            _ => us.clone(),
        };
        let tables = KnownTables::of(Some(project), &arguments.vendors, env)?;
        let found = collected(&notice.reading, &notice.source, &to, &tables.known());
        defaults = found.defaults.clone();
        flows = Some(found);
    }
    let usual = arguments.ropa.is_none().then_some(defaults);
    let list = add_subprocessors(arguments, notice, usual.clone(), draft, env)?;
    add_systems(arguments, &us, usual, draft, env)?;
    add_record(arguments, &us, draft, env)?;
    let Some(notice) = notice else { return Ok(()) };
    let tables = KnownTables::of(Some(draft.load(env)?), &arguments.vendors, env)?;
    let files = NoticeFiles {
        source: &notice.source,
        path: &notice.path,
        list: list.as_deref(),
    };
    let own = draft.other_names();
    let proposal = statements(&notice.reading, files, (&us, &own), &tables.known());
    draft.origins.push(format!(
        "{}: {} in `{NOTICE}`",
        notice.path,
        proposal.summary()
    ));
    draft.file(&notice.source, notice.text.clone());
    draft.file(NOTICE, proposal.notice);
    if !proposal.parties.is_empty() {
        draft.part("parties.yaml", proposal.parties);
    }
    if let Some(flows) = flows.filter(|it| it.flows > 0) {
        let count = counted(flows.flows, "flow");
        draft
            .origins
            .push(format!("{}: {count} in `flows.yaml`", notice.path));
        draft.part(FLOWS, flows.yaml);
    }
    Ok(())
}

/// Adds a page of sub-processors; the name of its document of the notice, where it is one.
fn add_subprocessors(
    arguments: &SourceArguments,
    notice: Option<&Notice>,
    usual: Option<FlowDefaults>,
    draft: &mut Draft,
    env: &mut Env,
) -> Result<Option<String>, CliError> {
    let Some(path) = &arguments.subprocessors else {
        return Ok(None);
    };
    let (path, text) = text(path, env)?;
    let mut sources = SourceMap::new();
    let id = sources.add(path.as_str(), text);
    let tables = KnownTables::of(Some(draft.load(env)?), &arguments.vendors, env)?;
    let asked = Asked {
        party: Some(draft.us().to_owned()),
        names: draft.other_names(),
        service: None,
        flows: usual,
    };
    let Some(source) = sources.file(id) else {
        return Ok(None);
    };
    let proposal = subprocessors(source, &asked, &tables.known());
    if proposal.found() == 0 {
        let words = format!(
            "`{path}` has no table or list of parties ({})",
            proposal.summary()
        );
        return Err(CliError::Message(words));
    }
    draft.origins.push(format!(
        "{path}: {} in `subprocessors.yaml`",
        proposal.summary()
    ));
    draft.part("subprocessors.yaml", proposal.yaml);
    for seat in &proposal.seats {
        draft.seat(seat);
    }
    Ok(add_list(notice, source, draft))
}

/// Adds what other tools describe.
fn add_systems(
    arguments: &SourceArguments,
    us: &str,
    usual: Option<FlowDefaults>,
    draft: &mut Draft,
    env: &mut Env,
) -> Result<(), CliError> {
    if arguments.systems.is_empty() {
        return Ok(());
    }
    let tables = KnownTables::of(Some(draft.load(env)?), &arguments.vendors, env)?;
    let mut sources = SourceMap::new();
    let found = declarations(&arguments.systems, &tables, &mut sources, env)?;
    let asked = Asked {
        party: Some(us.to_owned()),
        names: draft.other_names(),
        service: None,
        flows: usual,
    };
    let proposal = systems(&found, &sources, &asked, &tables.known());
    let paths: Vec<&str> = sources.iter().map(|(_, file)| file.path()).collect();
    draft.origins.push(format!(
        "{}: {} in `systems.yaml`",
        paths.join(", "),
        proposal.summary()
    ));
    draft.part("systems.yaml", proposal.yaml);
    Ok(())
}

fn add_record(
    arguments: &SourceArguments,
    us: &str,
    draft: &mut Draft,
    env: &mut Env,
) -> Result<(), CliError> {
    let Some(path) = &arguments.ropa else {
        return Ok(());
    };
    let (path, bytes) = file(path, env)?;
    let book = Book::read(&path, bytes);
    let book = book.map_err(|fault| CliError::Message(format!("cannot read `{path}`: {fault}")))?;
    let mapping = match &arguments.mapping {
        None => None,
        Some(mapping) => {
            let (shown, text) = text(mapping, env)?;
            let mut sources = SourceMap::new();
            let id = sources.add(shown.as_str(), text.as_str());
            let read = Mapping::read(id, &text);
            let read = read.map_err(|errors| report_errors(&errors, &sources, "", env))?;
            Some((shown, read))
        }
    };
    let tables = KnownTables::of(Some(draft.load(env)?), &arguments.vendors, env)?;
    let none = Mapping::default();
    let columns = mapping.as_ref().map_or(&none, |(_, mapping)| mapping);
    let proposal = record(&book, &path, us, (columns, &tables.known())).map_err(|_| {
        CliError::Message(match &mapping {
            Some((shown, mapping)) => lacking(&path, shown, mapping),
            None => format!(
                "the columns of `{path}` are of no known template: `fairnotice import ropa {path} --for {us} --mapping FILE` \
                 proposes what they mean; correct it, and add `--mapping FILE` here"
            ),
        })
    })?;
    draft
        .origins
        .push(format!("{path}: {} in `record.yaml`", proposal.summary()));
    draft.part("record.yaml", proposal.yaml);
    Ok(())
}
