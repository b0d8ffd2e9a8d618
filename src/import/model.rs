//! What is deployed, as an importer finds it: resources with their places, and how each is known.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::guardrail::Guardrail;
use super::notes::Note;
use super::place::Place;
use super::setting::{KeptFor, Setting};
use crate::input::{FileId, Span};
use crate::taxonomy::{self, Country};

/// A file that states what is deployed, or will be once it is applied.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// The file, of whose text only what is needed was kept.
    pub file: FileId,
    /// Which of the documents of the file it is, and how many there are: `(1, 1)` as a rule.
    pub document: (usize, usize),
    /// What kind of file it is.
    pub kind: FileKind,
    /// The managed resources that it leaves in place, in the order of their addresses. What is
    /// deleted, data sources, unused providers and drift are none.
    pub resources: Vec<Resource>,
    /// What the file does not deploy and is worth saying, by kind.
    pub left_out: Vec<LeftOut>,
    /// What to know of the file as a whole.
    pub notes: Vec<Note>,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKind {
    /// The word for machines.
    pub id: &'static str,
    /// The word for people.
    pub name: &'static str,
}

/// What a file holds and does not deploy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// How many; never none.
    pub count: usize,
    /// Of what, in words that fit behind the count.
    pub what: &'static str,
}

/// One deployed thing.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its address, `module.crm.azurerm_storage_account.main["a"]`, without the e-mail addresses that keys
    /// hold.
    pub address: String,
    /// Its address as the file has it, and the one that it had before: only to be compared with.
    pub names: Vec<String>,
    /// The module it is in; `None` for the root.
    pub module: Option<String>,
    /// Its type as the file has it, `azurerm_storage_account` or `AWS::S3::Bucket`.
    pub type_name: String,
    /// The type of Terraform as which the tables list it, where the file's own is another.
    pub listed_as: Option<String>,
    /// Its provider's name, `azurerm`.
    pub provider: String,
    /// Who is behind the provider, where the tables know.
    pub operator: Option<String>,
    /// The provider is a firm's service and no cloud on which one runs one's own.
    pub is_service: bool,
    /// What it does with data.
    pub role: DataRole,
    /// What the file is about to do to it.
    pub action: Action,
    /// Where it is.
    pub location: Location,
    /// Where else it sends or keeps data.
    pub copies: Vec<CopyPlace>,
    /// How long it keeps data, where it says so.
    pub kept: Option<Box<KeptFor>>,
    /// What its attributes say of encryption, keys and access.
    pub settings: Vec<Setting>,
    /// The guardrail that it is.
    pub guardrail: Option<Box<Guardrail>>,
    /// The guardrails that guarantee its location, by address.
    pub guaranteed_by: Vec<String>,
    /// Its tags or labels, only to be compared with.
    pub tags: Tags,
    /// Firms that the names of its settings hint at.
    pub hints: Vec<String>,
    /// Of a type that no table lists: the names of attributes that a store or a processor has, such as
    /// `engine`.
    pub clues: Vec<&'static str>,
    /// What else is to be known of it, such as a provider that says another region.
    pub notes: Vec<String>,
    /// The address of what it is part of as the file has it: only to be compared with.
    pub part_of: Option<String>,
    /// Where its address (or, in a state file, its name) is written.
    pub span: Span,
}

/// Tags or labels. A file has many, so that they take no more memory than they must.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags(Box<[(Box<str>, Box<str>)]>);

impl Tags {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.0.binary_search_by(|(known, _)| (**known).cmp(name));
        let (_, value) = self.0.get(at.ok()?)?;
        Some(value)
    }
}

impl From<BTreeMap<String, String>> for Tags {
    fn from(tags: BTreeMap<String, String>) -> Self {
        let tags = tags.into_iter();
        Self(
            tags.map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

/// What a resource does with data.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DataRole {
    /// Keeps data.
    Store,
    /// Keeps copies of data.
    Backup,
    /// Passes data on, keeping them for a while.
    Queue,
    /// Keeps or works on logs, events and figures.
    Analytics,
    /// Runs what handles data.
    Compute,
    /// Keeps people's accounts.
    Identity,
    /// Sends mail or messages.
    Email,
    /// Moves data and keeps none.
    Network,
    /// Hands data to a firm of its own.
    ThirdParty,
    /// Nothing: permissions, networks, keys, settings.
    Other,
    /// Nobody can say: no table lists its type.
    Unknown,
}

impl DataRole {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Backup => "backup",
            Self::Queue => "queue",
            Self::Analytics => "analytics",
            Self::Compute => "compute",
            Self::Identity => "identity",
            Self::Email => "email",
            Self::Network => "network",
            Self::ThirdParty => "third-party",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it holds or moves data, so that a system should be behind it.
    pub fn holds_or_moves(self) -> bool {
        !matches!(self, Self::Other | Self::Network | Self::Unknown)
    }
}

/// What a file is about to do to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Make it.
    Create,
    /// Change it.
    Update,
    /// Delete it and make it again.
    Replace,
    /// Leave it as it is.
    Keep,
    /// A state says that it exists.
    Exists,
    /// A plan holds it and does not say what will be done.
    Planned,
    /// Manage it no longer, and leave it where it is.
    Forget,
}

impl Action {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Replace => "replace",
            Self::Keep => "no-op",
            Self::Exists => "exists",
            Self::Planned => "planned",
            Self::Forget => "forget",
        }
    }
}

/// Where a resource is, and how that is known. Nothing is taken for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// The resource itself says so.
    Stated(Vec<Place>),
    /// It follows from something else.
    Inferred(Vec<Place>, InferredFrom),
    /// Known only after applying.
    UnknownUntilApply(String),
    /// The word there is no place that the tables know. The text is `None` where it is too long
    /// or too strange to be the name of one, or is marked as sensitive.
    NotAPlace(Option<String>, Span),
    /// Nothing says where; why.
    NotStated(String),
}

impl Location {
    /// Everywhere, as a service that has no region.
    pub(super) fn everywhere() -> Self {
        let place = Place {
            region: "global".to_owned(),
            countries: Vec::new(),
            area: Some("global".to_owned()),
            whole: None,
            is_wide: true,
            binds: true,
            checked: true,
            span: None,
        };
        Self::Inferred(vec![place], InferredFrom::Global)
    }

    /// The places, where any are known.
    pub fn places(&self) -> &[Place] {
        match self {
            Self::Stated(places) | Self::Inferred(places, _) => places,
            _ => &[],
        }
    }

    /// The word for how it is known.
    pub fn how(&self) -> &'static str {
        match self {
            Self::Stated(_) => "stated",
            Self::Inferred(..) => "inferred",
            Self::UnknownUntilApply(_) => "unknown-until-apply",
            Self::NotAPlace(..) => "not-a-place",
            Self::NotStated(_) => "not-stated",
        }
    }

    /// Where it is written, if anywhere.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::NotAPlace(_, span) => Some(*span),
            other => other.places().iter().find_map(|place| place.span),
        }
    }
}

/// From what a place was inferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InferredFrom {
    /// The provider's block, by its key: `aws.london`.
    Provider(String),
    /// A zone of the resource.
    Zone,
    /// The resource's own ARN.
    Arn,
    /// What it is part of, or what its attribute refers to, by address.
    Resource(String),
    /// The zones and ARNs of others that have the same provider's settings.
    Others,
    /// A data source that the plan or the state has read with the same provider's settings, by address.
    DataSource(String),
    /// What the service does where nothing is said.
    ServiceDefault,
    /// The region that the call names.
    Call,
    /// What a parameter is where the call that deploys the file does not set it, by its name.
    Parameter(String),
    /// A service that has no region.
    Global,
}

impl InferredFrom {
    /// It in words, behind "inferred from".
    pub fn words(&self) -> String {
        match self {
            Self::Provider(key) => format!("the provider `{key}`"),
            Self::Zone => "its zone".to_owned(),
            Self::Arn => "its ARN".to_owned(),
            Self::Resource(address) => format!("`{address}`"),
            Self::Others => "the zones and ARNs of others of its provider".to_owned(),
            Self::DataSource(address) => format!("the data source `{address}`"),
            Self::ServiceDefault => "what the service does where nothing is said".to_owned(),
            Self::Call => "the region that the call names (`--region`)".to_owned(),
            Self::Parameter(name) => format!("the default of the parameter `{name}`"),
            Self::Global => "its type, a service without regions".to_owned(),
        }
    }

    /// The word for machines.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Provider(_) => "provider",
            Self::Zone => "zone",
            Self::Arn => "arn",
            Self::Resource(_) => "resource",
            Self::Others => "others",
            Self::DataSource(_) => "data-source",
            Self::ServiceDefault => "service-default",
            Self::Call => "call",
            Self::Parameter(_) => "parameter",
            Self::Global => "global-service",
        }
    }
}

/// Where a resource sends or keeps data in addition to its own place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyPlace {
    /// The attribute that says so, as the tables write it.
    pub attribute: String,
    /// Where to.
    pub to: CopyTarget,
    /// Where it is written.
    pub span: Span,
}

/// Where a copy goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyTarget {
    /// A place.
    Place(Place),
    /// Another resource of the file, whose place is known.
    Resource(String, Vec<Place>),
    /// A host somewhere, whose place nobody says.
    Host(String),
    /// A place of others through which it passes, and its country where its name states it.
    Site(String, Option<Country>),
    /// Elsewhere; why nothing more is known.
    Unknown(String),
}

impl CopyTarget {
    /// The countries, where any are known.
    pub fn countries(&self) -> Vec<Country> {
        match self {
            Self::Place(place) => place.countries.clone(),
            Self::Resource(_, places) => {
                let mut all: Vec<Country> = places
                    .iter()
                    .flat_map(|place| place.countries.iter().copied())
                    .collect();
                all.sort();
                all.dedup();
                all
            }
            Self::Site(_, country) => country.iter().copied().collect(),
            Self::Host(_) | Self::Unknown(_) => Vec::new(),
        }
    }

    /// The same as an estate would write it, areas as such.
    pub fn located(&self) -> Vec<taxonomy::Place> {
        match self {
            Self::Place(place) => place.located(),
            Self::Resource(_, places) => {
                let mut all: Vec<_> = places.iter().flat_map(Place::located).collect();
                all.sort();
                all.dedup();
                all
            }
            Self::Site(..) => self.countries().into_iter().map(Into::into).collect(),
            Self::Host(_) | Self::Unknown(_) => Vec::new(),
        }
    }

    /// The target in words.
    pub fn words(&self) -> String {
        match self {
            Self::Place(place) => place.words(),
            Self::Resource(address, places) => {
                let places: Vec<String> = places.iter().map(Place::words).collect();
                if places.is_empty() {
                    format!("`{address}`, whose place is not known")
                } else {
                    format!("`{address}` in {}", places.join(" and "))
                }
            }
            Self::Host(host) => format!("the host `{host}`, whose place is not stated"),
            Self::Site(site, country) => match country {
                Some(country) => format!("{site} ({country}), a site of others"),
                None => format!("{site}, a site of others, whose country is not known"),
            },
            Self::Unknown(why) => why.clone(),
        }
    }
}
