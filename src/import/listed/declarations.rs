//! The resources of a file, and what they refer to: what the search for places asks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::item::Item;
use crate::import::location::{Declarations, Declared, Meaning, ProviderSays, Sensitive};
use crate::import::mail::Addresses;
use crate::import::path::{Hit, inner, is_marked, text, values};
use crate::import::resources::{About, Deployed};
use crate::import::tables::Tables;

/// Where the resources of a file are that do not say so themselves.
#[derive(Debug, Clone, Copy)]
pub(in crate::import) enum Region<'n> {
    /// All in one region: the call's, where it names one. The text says why nobody knows.
    One(Option<&'n str>, &'static str),
    /// Each on its own. The text says why nobody knows.
    Each(&'static str),
}

/// The resources of a file.
#[derive(Debug)]
pub(in crate::import) struct Listed<'n> {
    items: &'n [Item],
    declared: Vec<Declared<'n>>,
    region: Region<'n>,
    by_address: BTreeMap<&'n str, usize>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<&'n str, Vec<usize>>,
}

impl<'n> Listed<'n> {
    /// Some resources, in the order in which they are reported.
    pub fn new(items: &'n [Item], region: Region<'n>) -> Self {
        let mut listed = Self {
            items,
            declared: Vec::with_capacity(items.len()),
            region,
            by_address: BTreeMap::new(),
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (at, item) in items.iter().enumerate() {
            let head = &item.head;
            listed.by_address.entry(&head.address).or_insert(at);
            for id in &head.ids {
                listed.by_id.entry(id.to_lowercase()).or_insert(at);
            }
            for name in &head.names {
                listed.by_name.entry(name).or_default().push(at);
            }
            listed.declared.push(Declared {
                address: Cow::Borrowed(&head.address),
                shown: Cow::Borrowed(&head.shown),
                type_name: item.listed_as.as_deref().unwrap_or(&head.type_name),
                provider: &head.provider,
                settings: "",
                values: Some(&item.values),
                unknown: Some(&item.unknown),
                sensitive: Sensitive::Names(Vec::new()),
                assumed: Some(&item.assumed),
                span: head.span,
            });
        }
        listed
    }

    /// What they deploy.
    pub fn deployed(&self, tables: &Tables) -> Deployed {
        let mut mail = Addresses::default();
        let about = |at: usize| {
            let head = &self.items.get(at)?.head;
            Some(About {
                own_type: Some(head.type_name.clone()),
                module: head
                    .module
                    .as_deref()
                    .map(|module| mail.hide(module).into_owned()),
                names: std::iter::once(&head.address)
                    .chain(&head.names)
                    .chain(&head.ids)
                    .cloned()
                    .collect(),
                action: head.action,
                tags: head.tags.clone(),
                notes: head.notes.clone(),
            })
        };
        Deployed::new(self, about, tables)
    }

    /// The resources to which the expressions of an attribute lead; `None` for others.
    fn referred(&self, at: usize, path: &str) -> Vec<Option<usize>> {
        let refers = self.items.get(at).map(|item| &item.refers);
        let found = refers.and_then(|refers| refers.get(&path.replace("[*]", "")));
        let found = found.map_or(&[][..], Vec::as_slice).iter();
        found
            .map(|to| self.by_address.get(to.as_deref()?).copied())
            .collect()
    }

    fn words(&self, at: usize, path: &str) -> Vec<&'n str> {
        let hits = self
            .items
            .get(at)
            .map_or_else(Vec::new, |item| values(&item.values, path));
        let words = hits.iter().filter_map(Hit::text);
        words.filter(|word| !word.is_empty()).collect()
    }

    /// The resource with a name, of those that a test lets pass.
    fn named(&self, word: &str, test: impl Fn(&str) -> bool) -> Option<usize> {
        let named = self.by_name.get(word)?.iter().copied();
        let mut fitting = named.filter(|at| {
            let declared = self.declared.get(*at);
            declared.is_some_and(|declared| test(declared.type_name))
        });
        fitting.next()
    }

    fn found(&self, at: usize, path: &str, test: impl Fn(&str) -> bool) -> Option<usize> {
        let words = self.words(at, path);
        // What an expression leads to says nothing of a word next to it.
        let referred = self.referred(at, path).into_iter().flatten().next();
        referred
            .filter(|_| words.is_empty())
            .or_else(|| words.iter().find_map(|word| self.by_id(word)))
            .or_else(|| words.iter().find_map(|word| self.named(word, &test)))
            .filter(|other| *other != at)
    }
}

impl<'n> Declarations<'n> for Listed<'n> {
    fn count(&self) -> usize {
        self.declared.len()
    }

    fn get(&self, at: usize) -> Option<&Declared<'n>> {
        self.declared.get(at)
    }

    fn refers_to(&self, at: usize, path: &str) -> Option<usize> {
        self.found(at, path, |type_name| type_name.contains(stem(path)))
    }

    fn by_word(&self, at: usize, path: &str, word: &str) -> Option<usize> {
        let named = || self.named(word, |type_name| type_name.contains(stem(path)));
        let found = self.by_id(word).or_else(named);
        found.filter(|other| *other != at)
    }

    fn source_of(&self, at: usize, path: &str) -> Option<usize> {
        let own = self.declared.get(at)?.type_name;
        self.found(at, path, |type_name| type_name == own)
    }

    fn by_id(&self, word: &str) -> Option<usize> {
        let of_id = self.by_id.get(&word.to_lowercase()).copied();
        // A bucket's ARN is its name.
        of_id.or_else(|| {
            let (_, name) = word.split_once(":s3:::")?;
            self.named(name, |type_name| type_name == "aws_s3_bucket")
        })
    }

    fn meanings(&self, at: usize, path: &str) -> Vec<Meaning<'n>> {
        let referred = self.referred(at, path).into_iter();
        referred
            .map(|to| to.map_or(Meaning::Unknown, Meaning::Resource))
            .collect()
    }

    fn provider_says(&self, at: usize, attribute: &str) -> ProviderSays<'n> {
        let settings = self.items.get(at).and_then(|it| it.head.settings.as_ref());
        let said = settings.and_then(|settings| {
            let node = settings.values.get(attribute)?;
            Some((settings, text(node)?, inner(node)))
        });
        match (said, self.region) {
            (Some((settings, word, span)), _) => ProviderSays::Text {
                word,
                span,
                is_sensitive: false,
                key: settings.key.clone(),
                doubt: None,
            },
            (None, Region::One(Some(word), _)) if attribute == "region" => ProviderSays::Call(word),
            _ => ProviderSays::Nothing,
        }
    }

    fn settings(&self, at: usize) -> String {
        let settings = self.items.get(at).and_then(|it| it.head.settings.as_ref());
        match (settings, self.region) {
            (Some(settings), _) => settings.key.clone(),
            (None, Region::One(..)) => String::new(),
            (None, Region::Each(_)) => at.to_string(),
        }
    }

    fn shows_providers(&self) -> bool {
        false
    }

    fn silence(&self, at: usize) -> String {
        let declared = self.declared.get(at);
        let is_open =
            |name: &str| declared.is_some_and(|declared| is_marked(declared.unknown, name));
        match self.region {
            Region::One(..) if is_open("region") => "known only after deployment".to_owned(),
            Region::One(_, why) | Region::Each(why) => why.to_owned(),
        }
    }
}

/// What kind of thing an attribute refers to: `storage_account` of `storage_account_id`.
fn stem(path: &str) -> &str {
    let last = path.rsplit('.').next().unwrap_or(path);
    let last = last.trim_end_matches("[*]");
    let ends = ["_id", "_name", "_arn"];
    let mut stems = ends.iter().filter_map(|end| last.strip_suffix(end));
    stems.next().unwrap_or(last)
}
