//! What an importer hands to the search for places: the resources of a file as they are declared, and
//! what else the file says of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::import::path::is_marked;
use crate::import::tables::Tables;
use crate::input::{Node, Span};

/// A resource as its file declares it.
#[derive(Debug)]
pub(in crate::import) struct Declared<'n> {
    pub address: Cow<'n, str>,
    /// Its address as it is shown, without the e-mail addresses in it.
    pub shown: Cow<'n, str>,
    pub type_name: &'n str,
    /// The provider's name without registry, namespace and alias.
    pub provider: &'n str,
    /// Which settings of the provider it has, as the file writes it: those of an alias are others.
    pub settings: &'n str,
    pub values: Option<&'n Node>,
    /// A tree of marks on what is known only later.
    pub unknown: Option<&'n Node>,
    pub sensitive: Sensitive<'n>,
    /// Attributes that have what a parameter is by default, by path without `[*]`, and its name.
    pub assumed: Option<&'n BTreeMap<String, String>>,
    /// Where its address or name is written.
    pub span: Span,
}

/// What a file marks as sensitive.
#[derive(Debug)]
pub(in crate::import) enum Sensitive<'n> {
    /// A tree of marks.
    Tree(Option<&'n Node>),
    /// The names of attributes.
    Names(Vec<&'n str>),
}

impl Declared<'_> {
    /// Whether an attribute is marked as sensitive.
    pub fn is_sensitive(&self, path: &str) -> bool {
        match &self.sensitive {
            Sensitive::Tree(marks) => is_marked(*marks, path),
            Sensitive::Names(names) => {
                let first = path.split('.').next().unwrap_or(path);
                names.contains(&first.trim_end_matches("[*]"))
            }
        }
    }

    /// What the file marks as sensitive, as a tree; of names all that they name.
    pub fn marks(&self) -> Option<&Node> {
        match &self.sensitive {
            Sensitive::Tree(marks) => *marks,
            Sensitive::Names(_) => None,
        }
    }

    /// The parameter of which an attribute has the default.
    pub fn assumed(&self, path: &str) -> Option<&str> {
        let name = self.assumed?.get(&path.replace("[*]", ""))?;
        Some(name)
    }

    /// The provider's name in the tables.
    pub fn provider_name(&self, tables: &Tables) -> String {
        tables.provider(self.provider).map_or_else(
            || self.provider.to_owned(),
            |provider| provider.name.clone(),
        )
    }
}

/// The resources of a file, and what it says of them beyond their own attributes. Resources go by
/// their position.
pub(in crate::import) trait Declarations<'n>: std::fmt::Debug {
    /// How many there are.
    fn count(&self) -> usize;

    /// The resource at a position.
    fn get(&self, at: usize) -> Option<&Declared<'n>>;

    /// The resource that an attribute of another refers to.
    fn refers_to(&self, at: usize, path: &str) -> Option<usize>;

    /// The resource that one of the words of an attribute of another names.
    fn by_word(&self, at: usize, path: &str, word: &str) -> Option<usize> {
        let _ = word;
        self.refers_to(at, path)
    }

    /// The resource of which another is a copy, by an attribute that names it.
    fn source_of(&self, at: usize, path: &str) -> Option<usize>;

    /// The resource with an id or a name that is one for the whole cloud.
    fn by_id(&self, word: &str) -> Option<usize>;

    /// The regions of providers' settings that the file has read itself: the settings as [`Self::settings`] has
    /// them, the word for the region, and the address of what read it.
    fn regions_read(&self) -> Vec<(String, &'n str, String)> {
        Vec::new()
    }

    /// What the expressions of an attribute that is known only later come to; empty where the file
    /// does not set it.
    fn meanings(&self, at: usize, path: &str) -> Vec<Meaning<'n>>;

    /// What the settings of a resource's provider say of an attribute.
    fn provider_says(&self, at: usize, attribute: &str) -> ProviderSays<'n>;

    /// Which settings of its provider a resource has: a word that is the same for all that have the same.
    fn settings(&self, at: usize) -> String;

    /// Whether the file holds the settings of providers at all.
    fn shows_providers(&self) -> bool;

    /// Why nothing says where a resource is that takes its place from its provider.
    fn silence(&self, at: usize) -> String;
}

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) enum Meaning<'n> {
    /// A text that is known, and whether it is marked as sensitive.
    Text(&'n str, Span, bool),
    /// A resource of the file.
    Resource(usize),
    /// What the file does not say.
    Unknown,
}

/// What a provider's settings say of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) enum ProviderSays<'n> {
    /// A text.
    Text {
        word: &'n str,
        span: Span,
        is_sensitive: bool,
        /// The settings' key, `aws.london`.
        key: String,
        /// Why these may not be the settings that count.
        doubt: Option<String>,
    },
    /// The call says it, and no file.
    Call(&'n str),
    /// Something that the file does not say; why.
    Unknown(String),
    /// Nothing.
    Nothing,
}
