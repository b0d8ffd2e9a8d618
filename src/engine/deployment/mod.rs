//! What is deployed compared with what is declared: each resource of a plan or a state is matched to
//! its systems, and its places are compared with theirs.

mod files;
mod groups;
pub(in crate::engine) mod keeping;
mod matching;
mod operated;
mod overlay;
mod promises;
mod settings;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::facts::{Label, LabelRole};
use jiff::civil::Date;

use crate::estate::model::{Estate, Hosting, System, SystemIx};
use crate::import::{Deployment, Resource};
use crate::input::{FileId, SourceMap, Span};

pub use files::FileFound;
pub use groups::{GroupFound, ResourceAspect, ResourceGroup};
pub use operated::SystemCoverage;
pub use overlay::lay;
pub use settings::SettingsFound;

/// Deployments with the systems that their resources are.
#[derive(Debug, Clone)]
pub struct Deployed {
    /// The files.
    pub files: Arc<[Deployment]>,
    /// The paths of the files as they are shown, with the document where a file has several.
    pub names: Vec<String>,
    /// How many resources of systems the files must hold, at least.
    required: Option<usize>,
    /// Of each system, how many resources each of its matchers finds.
    found: Vec<Vec<usize>>,
    /// Of each file, of each of its resources, the systems.
    matches: Vec<Vec<Match>>,
    /// Which resource is where.
    by_place: BTreeMap<Span, String>,
}

/// The systems that a resource is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// The systems, in the order of their ids; none: nobody declared it.
    pub systems: Vec<SystemIx>,
    /// It has them from the resource that it is part of.
    pub through: Option<String>,
}

impl Deployed {
    /// Ties the resources of some files to the systems of an estate.
    pub fn new(estate: &Estate, sources: &SourceMap, files: impl Into<Arc<[Deployment]>>) -> Self {
        let files = files.into();
        let matches = files
            .iter()
            .map(|file| matching::matches(estate, file))
            .collect();
        let mut by_place = BTreeMap::new();
        for resource in files.iter().flat_map(|file| &file.resources) {
            by_place.insert(resource.span, resource.address.clone());
            if let Some(span) = resource.location.span() {
                by_place
                    .entry(span)
                    .or_insert_with(|| resource.address.clone());
            }
            for copy in &resource.copies {
                by_place
                    .entry(copy.span)
                    .or_insert_with(|| resource.address.clone());
            }
        }
        let names = files.iter().map(|file| named(file, sources)).collect();
        let found = estate.systems.iter();
        let found = found
            .map(|system| matching::found(system, &files))
            .collect();
        Self {
            files,
            names,
            required: None,
            found,
            matches,
            by_place,
        }
    }

    /// The same files with the systems of another load of the estate, of which `sources` has the files.
    #[must_use]
    pub fn again(&self, estate: &Estate, sources: &SourceMap) -> Self {
        let again = Self::new(estate, sources, Arc::clone(&self.files));
        again.requiring(self.required)
    }

    /// How many resources each matcher of a system finds, in their order.
    pub fn found(&self, system: SystemIx) -> &[usize] {
        self.found.get(system.index()).map_or(&[], Vec::as_slice)
    }

    /// Every resource with its file and its systems, in the order of files and addresses.
    pub fn resources(&self) -> impl Iterator<Item = (&Deployment, &Resource, &Match)> {
        self.files
            .iter()
            .zip(&self.matches)
            .flat_map(|(file, matches)| {
                let both = file.resources.iter().zip(matches);
                both.map(move |(resource, matched)| (file, resource, matched))
            })
    }

    /// The resources of a file with their systems, in the order of addresses.
    pub fn of_file(&self, at: usize) -> impl Iterator<Item = (&Resource, &Match)> {
        let file = self.files.get(at).into_iter();
        file.zip(self.matches.get(at))
            .flat_map(|(file, matches)| file.resources.iter().zip(matches))
    }

    /// Where a system is declared to be on a day, without what was laid over it.
    pub fn declared<'e>(&self, system: &'e System, day: Date) -> Vec<&'e Hosting> {
        let hosting = system.hosting.iter();
        hosting
            .filter(|place| place.period.contains(day))
            .filter(|place| place.span.is_none_or(|span| !self.holds(span.file)))
            .collect()
    }

    /// Whether a file is one of them.
    pub fn holds(&self, file: FileId) -> bool {
        self.files.iter().any(|deployment| deployment.file == file)
    }

    /// A label as a finding shows it: what is in one of these files is deployed, and is shown with
    /// its address.
    pub fn with_address(&self, label: Label) -> Label {
        if label.role != LabelRole::Estate || !self.holds(label.span.file) {
            return label;
        }
        let text = match self.by_place.get(&label.span) {
            Some(address) => format!("`{address}`: {}", label.text),
            None => label.text,
        };
        Label {
            role: LabelRole::Deployed,
            span: label.span,
            text,
        }
    }
}

/// The path of a file as it is shown.
fn named(file: &Deployment, sources: &SourceMap) -> String {
    let path = sources.file(file.file).map_or("", |file| file.path());
    match file.document {
        (_, 1) => path.to_owned(),
        (at, count) => format!("{path} (document {at} of {count})"),
    }
}
