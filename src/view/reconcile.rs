//! What is deployed, where it lies, how that is known, and what does not agree with the estate.

use jiff::civil::Date;

use super::finding::Report;
use crate::engine::deployment::{Deployed, Match};
use crate::estate::model::Estate;
use crate::import::{
    CopyPlace, DataRole, Deployment, Guardrail, KeptFor, Location, Resource, Setting,
};
use crate::input::{SourceMap, Span};
use crate::taxonomy::Country;

/// What `reconcile` found, as every format takes it.
#[derive(Debug)]
pub struct ReconcileReport<'a> {
    /// The findings; `None` where there is no estate to hold the files against.
    pub report: Option<Report<'a>>,
    /// The day.
    pub day: Date,
    /// The first and the last day on which the sources of the tables of places were read.
    pub tables_as_of: (String, String),
    /// The files.
    pub files: Vec<FileView>,
    /// The resources, in the order of files and addresses.
    pub resources: Vec<ResourceView>,
    /// The folder that paths are relative to, as seen from where the command runs.
    pub root: String,
    /// The texts that places point into.
    pub sources: &'a SourceMap,
}

/// A file.
#[derive(Debug, Clone)]
pub struct FileView {
    /// Its path.
    pub path: String,
    /// What kind of file it is, for people and for machines.
    pub form: (&'static str, &'static str),
    /// How many resources it leaves in place.
    pub resources: usize,
    /// What it does not deploy: how many of which, in words.
    pub left_out: Vec<(usize, &'static str)>,
    /// What to know of it.
    pub notes: Vec<String>,
}

/// A resource.
#[derive(Debug, Clone)]
pub struct ResourceView {
    /// Its address.
    pub address: String,
    /// The path of its file.
    pub file: String,
    /// Where it is there.
    pub span: Span,
    /// Its type.
    pub type_name: String,
    /// Its provider.
    pub provider: String,
    /// Who is behind the provider.
    pub operator: Option<String>,
    /// The firm's service is used, not its cloud.
    pub is_service: bool,
    /// Its module.
    pub module: Option<String>,
    /// What it does with data.
    pub does: DataRole,
    /// What the file is about to do to it.
    pub action: &'static str,
    /// Where it is.
    pub location: Location,
    /// On which side of the border it is.
    pub side: Side,
    /// Where else it sends or keeps data, and on which side that is.
    pub copies: Vec<(CopyPlace, Side)>,
    /// How long it keeps data, where it says so.
    pub kept: Option<KeptFor>,
    /// What its attributes say of encryption, keys and access.
    pub settings: Vec<Setting>,
    /// The guardrail that it is, in words.
    pub guardrail: Option<String>,
    /// The guardrails that guarantee its location, by address.
    pub guaranteed_by: Vec<String>,
    /// The ids of the systems that it is.
    pub systems: Vec<String>,
    /// The resource from which it has them.
    pub through: Option<String>,
    /// Firms that its settings hint at.
    pub hints: Vec<String>,
    /// What else is to be known.
    pub notes: Vec<String>,
}

/// On which side of the border of the UK and the EEA a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// In part or in whole outside.
    Outside,
    /// Nobody can say.
    Unknown,
    /// Inside.
    Inside,
}

impl Side {
    /// The word for machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Unknown => "unknown",
            Self::Inside => "inside",
        }
    }

    fn of(countries: &[Country], inside: &dyn Fn(Country) -> bool) -> Self {
        if countries.is_empty() {
            Self::Unknown
        } else if countries.iter().all(|country| inside(*country)) {
            Self::Inside
        } else {
            Self::Outside
        }
    }
}

impl<'a> ReconcileReport<'a> {
    /// The report on some files, without findings. `inside` says whether a country is inside the UK or
    /// the EEA on the day.
    pub fn new(
        files: &[Deployment],
        matches: Option<(&Deployed, &Estate)>,
        inside: &dyn Fn(Country) -> bool,
        day: Date,
        sources: &'a SourceMap,
        root: &str,
    ) -> Self {
        let path = |file: &Deployment| {
            sources
                .file(file.file)
                .map_or_else(String::new, |file| file.path().to_owned())
        };
        let nobody = Match::default();
        let resources = match matches {
            Some((deployed, estate)) => deployed
                .resources()
                .map(|(file, resource, matched)| {
                    view(path(file), resource, matched, Some(estate), inside)
                })
                .collect(),
            None => files
                .iter()
                .flat_map(|file| file.resources.iter().map(move |resource| (file, resource)))
                .map(|(file, resource)| view(path(file), resource, &nobody, None, inside))
                .collect(),
        };
        Self {
            report: None,
            day,
            tables_as_of: (String::new(), String::new()),
            files: files
                .iter()
                .map(|file| file_view(file, path(file)))
                .collect(),
            resources,
            root: root.to_owned(),
            sources,
        }
    }

    /// With the days on which the sources of the tables were read.
    pub fn tables_as_of(mut self, (first, last): (&str, &str)) -> Self {
        self.tables_as_of = (first.to_owned(), last.to_owned());
        self
    }

    /// With the findings of an estate.
    pub fn with(mut self, report: Report<'a>) -> Self {
        self.report = Some(report);
        self
    }
}

fn file_view(file: &Deployment, path: String) -> FileView {
    let left_out = file.left_out.iter();
    FileView {
        path,
        form: (file.kind.name, file.kind.id),
        resources: file.resources.len(),
        left_out: left_out.map(|left| (left.count, left.what)).collect(),
        notes: file.notes.iter().map(|note| note.text.clone()).collect(),
    }
}

fn view(
    file: String,
    resource: &Resource,
    matched: &Match,
    estate: Option<&Estate>,
    inside: &dyn Fn(Country) -> bool,
) -> ResourceView {
    let places = resource.location.places();
    let open = places.iter().any(|place| place.countries.is_empty());
    let countries: Vec<Country> = if open {
        Vec::new()
    } else {
        places
            .iter()
            .flat_map(|place| place.countries.iter().copied())
            .collect()
    };
    ResourceView {
        address: resource.address.clone(),
        file,
        span: resource.span,
        type_name: resource.type_name.clone(),
        provider: resource.provider.clone(),
        operator: resource.operator.clone(),
        is_service: resource.is_service,
        module: resource.module.clone(),
        does: resource.role,
        action: resource.action.as_str(),
        location: resource.location.clone(),
        side: Side::of(&countries, inside),
        copies: resource
            .copies
            .iter()
            .map(|copy| (copy.clone(), Side::of(&copy.to.countries(), inside)))
            .collect(),
        kept: resource.kept.as_deref().cloned(),
        settings: resource.settings.clone(),
        guardrail: resource.guardrail.as_deref().map(Guardrail::words),
        guaranteed_by: resource.guaranteed_by.clone(),
        systems: estate.map_or_else(Vec::new, |estate| {
            let systems = matched.systems.iter();
            systems
                .map(|system| estate.system(*system).id.clone())
                .collect()
        }),
        through: matched.through.clone(),
        hints: resource.hints.clone(),
        notes: resource.notes.clone(),
    }
}
