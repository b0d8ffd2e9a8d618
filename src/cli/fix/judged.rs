//! The estate that `fix` is about, as it now is: with the proposals of the call and earlier drafts of the notice, and
//! with what is deployed and what was seen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::cli::assume::overlay;
use crate::cli::deployed::{RegionArguments, load_deployment};
use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::cli::load::{cannot_check, display_path, files_in, find, from_loaded, ready_in};
use crate::cli::observed::{ObservedArguments, load_observed};
use crate::cli::repository::within_repository;
use crate::engine::check::Outcome;
use crate::engine::finding::Finding;
use crate::engine::remedies::Checked;
use crate::estate::model::Estate;
use crate::estate::{Overlay, ScenarioFile, load_assuming};
use crate::input::{DiskFiles, Files, limits};
use crate::project::Project;

/// The byte order mark of UTF-8.
pub(super) const MARK: &str = "\u{FEFF}";

/// What else than the estate's own files is judged.
#[derive(Debug, Clone, Default, Args)]
pub struct MoreArguments {
    /// Apply a proposal to the estate (repeatable): only what it brings is resolved, and its file is edited too
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
    /// Include what is deployed (repeatable), as `check --deployed` does; its files are never edited
    #[arg(long, value_name = "FILE")]
    deployed: Vec<PathBuf>,
    #[command(flatten)]
    regions: RegionArguments,
    #[command(flatten)]
    observed: ObservedArguments,
}

/// Where the estate is, and how it is judged.
pub(super) struct Judge<'a> {
    /// The estate as the call names it.
    named: Option<&'a Path>,
    more: &'a MoreArguments,
    pub day: Date,
    pub folder: PathBuf,
    pub files: DiskFiles,
    first: String,
    /// The folder, as it is shown.
    root: String,
    /// The folder as seen from the root of its repository; empty at the root, and outside of a repository.
    pub within: String,
    /// The proposals of the call, as paths from the folder.
    proposals: Vec<String>,
}

/// An estate, and what a check of it finds.
pub(super) struct Judged {
    pub actual: Estate,
    pub project: Project,
    pub laid: Vec<ScenarioFile>,
    pub outcome: Outcome,
    pub day: Date,
    /// What the estate has without the proposals of the call, by id and state.
    before: BTreeSet<(String, String)>,
}

impl Judged {
    pub fn checked(&self) -> Checked<'_> {
        Checked {
            actual: &self.actual,
            laid: &self.laid,
            ..Checked::declared(self.project.check(self.day), &self.outcome)
        }
    }

    /// A finding that is to be resolved.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.open().find(|it| it.id == id)
    }

    /// The findings that are to be resolved: where the call has proposals, what they bring.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.outcome.findings.iter().filter(|it| self.is_open(it))
    }

    /// Whether a finding is to be resolved.
    pub fn is_open(&self, finding: &Finding) -> bool {
        let known = (finding.id.clone(), finding.state.clone());
        !finding.is_suppressed() && !self.before.contains(&known)
    }
}

impl<'a> Judge<'a> {
    /// Finds the estate.
    pub fn new(
        named: Option<&'a Path>,
        more: &'a MoreArguments,
        day: Option<Date>,
        env: &Env,
    ) -> Result<Self, CliError> {
        let (folder, first) = find(named, env)?;
        let proposals = more.with.iter();
        let proposals = proposals.map(|it| display_path(&env.folder.join(it), &folder));
        Ok(Self {
            named,
            more,
            day: day.unwrap_or(env.today),
            files: files_in(&folder)?,
            root: display_path(&folder, &env.folder),
            proposals: proposals.collect(),
            within: within_repository(&folder).unwrap_or_default(),
            folder,
            first,
        })
    }

    /// The text of a file of the estate, or of a proposal of the call, which may lie anywhere.
    pub fn text(&self, path: &str) -> Option<String> {
        if self.proposals.iter().any(|it| it == path) {
            let (files, name) = DiskFiles::around(&self.folder.join(path)).ok()?;
            return files.read(&name, limits::MAX_FILE_BYTES).ok();
        }
        self.files.read(path, limits::MAX_FILE_BYTES).ok()
    }

    /// The byte order mark with which a file begins, if it does: reading drops it, and writing keeps it.
    pub fn mark(&self, path: &str) -> &'static str {
        let read = |files: &DiskFiles, name: &str| {
            let bytes = files.read_bytes(name, limits::MAX_FILE_BYTES).ok()?;
            bytes.starts_with(MARK.as_bytes()).then_some(MARK)
        };
        let found = if self.proposals.iter().any(|it| it == path) {
            let around = DiskFiles::around(&self.folder.join(path)).ok();
            around.and_then(|(files, name)| read(&files, &name))
        } else {
            read(&self.files, path)
        };
        found.unwrap_or("")
    }

    /// Loads the estate with the drafts that are there already, and judges it.
    pub fn now(&self, env: &mut Env) -> Result<Judged, CliError> {
        let actual = ready_in(&self.files, &self.first, self.root.clone(), env)?;
        let drafts = self.drafts(&actual);
        let actual = actual.estate;
        let mut laid = drafts.clone();
        for path in &self.more.with {
            let file = overlay(Overlay::Proposal, path, &self.folder, env)?;
            env.inputs.push(env.folder.join(path));
            // The draft may be named as well.
            if drafts.iter().all(|it| it.path != file.path) {
                laid.push(file);
            }
        }
        let before = if laid.len() == drafts.len() {
            BTreeSet::new()
        } else {
            let (_, outcome) = self.outcome(&actual, &drafts, env)?;
            let found = outcome.findings.into_iter();
            found.map(|it| (it.id, it.state)).collect()
        };
        let (project, outcome) = self.outcome(&actual, &laid, env)?;
        env.inputs.push(self.folder.join(&self.first));
        Ok(Judged {
            actual,
            project,
            laid,
            outcome,
            day: self.day,
            before,
        })
    }

    /// The drafts of the notice that earlier calls have written: one for each of its documents.
    fn drafts(&self, project: &Project) -> Vec<ScenarioFile> {
        let notice = project.estate.notice_on(self.day).into_iter();
        let paths = notice
            .flat_map(|it| &it.documents)
            .filter_map(|document| {
                let file = project.sources.file(document.text.file())?;
                let (stem, _) = file.path().rsplit_once('.').unwrap_or((file.path(), ""));
                Some(format!("{stem}.draft.yaml"))
            })
            // Several documents may be in one file.
            .collect::<BTreeSet<String>>();
        let read = |path: String| {
            let text = self.files.read(&path, limits::MAX_FILE_BYTES).ok()?;
            Some(ScenarioFile {
                kind: Overlay::Proposal,
                path,
                text,
            })
        };
        paths.into_iter().filter_map(read).collect()
    }

    /// Where the statements of a draft go that the estate does not load without a proposal of the call, since they name
    /// what only that adds: the proposal, with its text as `edited` has it. `None` where it loads.
    pub fn home_of(
        &self,
        now: &Judged,
        draft: &ScenarioFile,
        edited: impl Fn(&str) -> Option<String>,
    ) -> Option<ScenarioFile> {
        if self.proposals.is_empty() {
            return None;
        }
        let loads = |laid: &[ScenarioFile]| {
            let assumed = load_assuming(&self.files, &self.first, &now.actual, laid);
            assumed.loaded.estate.is_ok()
        };
        let others = || {
            let drafts = now
                .laid
                .iter()
                .filter(|it| !self.proposals.contains(&it.path));
            drafts.filter(|it| it.path != draft.path).cloned()
        };
        let alone: Vec<ScenarioFile> = others().chain([draft.clone()]).collect();
        if loads(&alone) {
            return None;
        }
        let proposals = now
            .laid
            .iter()
            .filter(|it| self.proposals.contains(&it.path));
        let proposals = proposals.filter(|it| it.path != draft.path);
        let proposals: Vec<ScenarioFile> = proposals
            .map(|it| ScenarioFile {
                text: edited(&it.path).unwrap_or_else(|| it.text.clone()),
                ..it.clone()
            })
            .collect();
        let holds = |it: &&ScenarioFile| {
            let with: Vec<ScenarioFile> = others().chain([(*it).clone(), draft.clone()]).collect();
            loads(&with)
        };
        // What several of them add together goes into the last.
        let home = proposals.iter().find(holds).or(proposals.last());
        home.cloned()
    }

    /// The estate with proposals, with what is deployed and what was seen, and what a check of it finds.
    fn outcome(
        &self,
        actual: &Estate,
        laid: &[ScenarioFile],
        env: &mut Env,
    ) -> Result<(Project, Outcome), CliError> {
        let root = self.root.clone();
        let mut project = if laid.is_empty() {
            ready_in(&self.files, &self.first, root, env)?
        } else {
            let assumed = load_assuming(&self.files, &self.first, actual, laid);
            from_loaded(assumed.loaded, root, env)?
        };
        let MoreArguments {
            deployed, regions, ..
        } = self.more;
        load_deployment((deployed, regions), self.named, &mut project, env)?;
        load_observed(&self.more.observed, self.named, &mut project, env)?;
        let outcome = project.check(self.day).run();
        let outcome = outcome.map_err(|error| cannot_check(error, &project, env))?;
        Ok((project, outcome))
    }
}
