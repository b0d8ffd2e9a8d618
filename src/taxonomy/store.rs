//! The taxonomy itself: terms by number, and queries on them.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use super::kind::TermKind;
use super::plural::plural;

/// A term, by its number in the taxonomy that gave it out.
///
/// The order is that of the ids: first the built-in terms, then an estate's, each by id. Numbers
/// of built-in terms stay the same when a taxonomy is extended; those of an estate's terms do not
/// depend on the order in which they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

impl TermId {
    /// The number of the term at a place. There are never so many terms that it would not fit.
    pub(super) fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The place in tables that have an entry for each term.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Labels of categories of data that are adjectives: a sentence has them with their noun.
const ADJECTIVES: [&str; 13] = [
    "Biometric",
    "Criminal",
    "Demographic",
    "External",
    "Financial",
    "Genetic",
    "Historical",
    "Identifying",
    "Internal",
    "Professional",
    "Sexual",
    "Social",
    "Transactional",
];

/// Who made a term. The order is the one in which lookup prefers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Vocabulary {
    Estate,
    Fairnotice,
    Dpv,
    EuGdpr,
    Sector,
}

impl Vocabulary {
    pub(super) fn of(id: &str) -> Self {
        match id.split_once(':') {
            None => Self::Estate,
            Some(("fairnotice", _)) => Self::Fairnotice,
            Some(("dpv" | "dpv-pd", _)) => Self::Dpv,
            Some(("eu-gdpr", _)) => Self::EuGdpr,
            Some(_) => Self::Sector,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) id: Box<str>,
    pub(super) label: Box<str>,
    /// The shortest spelling, from when it is first asked for: a run asks for few of them.
    pub(super) short: OnceLock<Box<str>>,
    pub(super) kind: TermKind,
    pub(super) vocabulary: Vocabulary,
    pub(super) parents: Vec<TermId>,
    pub(super) parts: Vec<TermId>,
    pub(super) special: bool,
    pub(super) criminal: bool,
    /// Of a class of recipients: it states in which sector they are.
    pub(super) sector: bool,
    pub(super) article: Option<Box<str>>,
    /// All terms above this one, without itself; as long as the highest of them needs.
    pub(super) above: FixedBitSet,
}

/// The terms and their hierarchies. Immutable once built; `Send` and `Sync`.
///
/// Every method takes numbers that this taxonomy, or one that it extends, gave out. A number from
/// elsewhere may name nothing: then texts are empty, lists are empty and questions are answered
/// with no.
///
/// ```
/// use fairnotice::taxonomy::{Taxonomy, TermKind};
///
/// let taxonomy = Taxonomy::builtin()?;
/// let email = taxonomy.lookup(TermKind::Data, "email-address")?;
/// let contact = taxonomy.lookup(TermKind::Data, "contact")?;
/// assert_eq!(taxonomy.id(email), "dpv-pd:EmailAddress");
/// assert!(taxonomy.subsumes(contact, email));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Taxonomy {
    pub(super) terms: Vec<Term>,
    pub(super) by_id: BTreeMap<Box<str>, TermId>,
    /// Terms by the kebab-case form of their local names.
    pub(super) by_name: BTreeMap<Box<str>, Vec<TermId>>,
    pub(super) aliases: BTreeMap<(TermKind, Box<str>), Vec<TermId>>,
    pub(super) by_article: BTreeMap<(TermKind, Box<str>), Vec<TermId>>,
    pub(super) tops: BTreeMap<TermKind, TermId>,
    /// The longest alias of each term that has one of its own.
    pub(super) longest_aliases: OnceLock<BTreeMap<TermId, Box<str>>>,
}

impl fmt::Debug for Taxonomy {
    /// How many terms there are: all of them would be a megabyte.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Taxonomy")
            .field("terms", &self.terms.len())
            .finish_non_exhaustive()
    }
}

/// ## A term
impl Taxonomy {
    pub(super) fn term(&self, term: TermId) -> Option<&Term> {
        self.terms.get(term.index())
    }

    /// The full id: `dpv-pd:EmailAddress`, or an estate's own, `upn`.
    pub fn id(&self, term: TermId) -> &str {
        self.term(term).map_or("", |t| &t.id)
    }

    /// The name for people.
    pub fn label(&self, term: TermId) -> &str {
        self.term(term).map_or("", |t| &t.label)
    }

    /// The label as it is written within a sentence: `email address`, `IP address`. The label of an
    /// estate's own term is as the estate writes it.
    pub fn in_sentence(&self, term: TermId) -> String {
        let label = self.label(term);
        if !self.id(term).contains(':') {
            return label.to_owned();
        }
        // What is in brackets cites an article.
        let (words, cited) = match label.find(" (") {
            Some(at) => label.split_at(at),
            None => (label, ""),
        };
        let words = words.split(' ').map(|word| {
            let mut rest = word.chars();
            let first = rest.next();
            let is_plain = first.is_some_and(char::is_uppercase)
                && rest.clone().next().is_some()
                && rest.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | ',' | '(' | ')'));
            if is_plain {
                word.to_lowercase()
            } else {
                word.to_owned()
            }
        });
        let words: Vec<String> = words.collect();
        let is_adjective = self.kind(term) == TermKind::Data && ADJECTIVES.contains(&label);
        let what = if is_adjective { " data" } else { "" };
        format!("{}{what}{cited}", words.join(" "))
    }

    /// The label in the plural, as a sentence has it that speaks of all of them: `users`, `parents of data
    /// subjects`.
    pub fn in_sentence_plural(&self, term: TermId) -> String {
        plural(&self.in_sentence(term))
    }

    /// The shortest spelling that people would write and that [`lookup`](Self::lookup) takes back
    /// to this very term within its kind: `email-address`, `legitimate-interests`. Where a term of
    /// another vocabulary has the name, it is the full id: `eu-gdpr:ThirdParty`.
    pub fn short(&self, term: TermId) -> &str {
        let spell = || self.spell(term);
        self.term(term).map_or("", |it| it.short.get_or_init(spell))
    }

    /// The kind; [`TermKind::Context`] for a number that names nothing.
    pub fn kind(&self, term: TermId) -> TermKind {
        self.term(term).map_or(TermKind::Context, |t| t.kind)
    }

    /// The terms directly above, all of the same kind, in order. None above the top of a kind.
    pub fn parents(&self, term: TermId) -> &[TermId] {
        self.term(term).map_or(&[], |t| &t.parents)
    }

    /// What a composite consists of, as the estate lists it, without repetitions. Parts may be
    /// composites themselves. Being a part is not being narrower: `subsumes` ignores parts.
    pub fn parts(&self, term: TermId) -> &[TermId] {
        self.term(term).map_or(&[], |t| &t.parts)
    }

    /// Whether the term is a special category (Art 9 GDPR): so marked, under a term that
    /// is, or a composite with such a part.
    pub fn is_special(&self, term: TermId) -> bool {
        self.term(term).is_some_and(|t| t.special)
    }

    /// Whether the term is about criminal convictions and offences (Art 10 GDPR), by the same rule.
    pub fn is_criminal(&self, term: TermId) -> bool {
        self.term(term).is_some_and(|t| t.criminal)
    }

    /// Whether a class of recipients states in which sector or trade they are, as a category of recipients
    /// has to (Art 13(1)(e); WP260 rev.01, annex): so marked, or an estate's own.
    pub fn states_sector(&self, class: TermId) -> bool {
        self.term(class).is_some_and(|t| t.sector)
    }

    /// Whether an estate added the term.
    pub fn is_estate(&self, term: TermId) -> bool {
        self.term(term)
            .is_some_and(|t| t.vocabulary == Vocabulary::Estate)
    }
}

/// ## Terms
impl Taxonomy {
    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are none; never so for a taxonomy that was built.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// All terms, in order.
    pub fn terms(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..self.terms.len()).map(TermId::from_index)
    }

    /// The terms of a kind, in order.
    pub fn terms_of(&self, kind: TermKind) -> impl Iterator<Item = TermId> + use<'_> {
        self.terms().filter(move |term| self.kind(*term) == kind)
    }

    /// The term with exactly this full id, of whatever kind. `pd:` means `dpv-pd:`, as DPV itself
    /// writes it.
    pub fn find(&self, id: &str) -> Option<TermId> {
        match id.strip_prefix("pd:") {
            Some(local) => self.by_id.get(format!("dpv-pd:{local}").as_str()).copied(),
            None => self.by_id.get(id).copied(),
        }
    }

    /// The top of a kind's hierarchy: `dpv:HumanSubject` for data subjects. Few terms are not
    /// under it: the roots that DPV itself keeps apart.
    pub fn top(&self, kind: TermKind) -> Option<TermId> {
        self.tops.get(&kind).copied()
    }
}

/// ## The hierarchy
impl Taxonomy {
    /// Whether `broader` covers `narrower`: it is the same term, one that means the same, or above it. Never
    /// across kinds.
    pub fn subsumes(&self, broader: TermId, narrower: TermId) -> bool {
        self.term(narrower)
            .is_some_and(|t| broader == narrower || t.above.contains(broader.index()))
    }

    /// Whether two terms mean the same: they are one, or each covers the other, as `eu-gdpr:Processor` and
    /// `dpv:DataProcessor` do.
    pub fn same(&self, one: TermId, other: TermId) -> bool {
        one == other || self.subsumes(one, other) && self.subsumes(other, one)
    }

    /// Whether what is called `whole` has `part` in it: it covers the term, or is a composite of which
    /// some part does, or has it in it.
    pub fn includes(&self, whole: TermId, part: TermId) -> bool {
        let mut parts = self.parts(whole).iter();
        self.subsumes(whole, part) || parts.any(|within| self.includes(*within, part))
    }

    /// All terms above, without the term itself, in order.
    pub fn ancestors(&self, term: TermId) -> impl Iterator<Item = TermId> + use<'_> {
        self.term(term)
            .into_iter()
            .flat_map(|t| t.above.ones().map(TermId::from_index))
    }

    /// A shortest way up, from `narrower` to `broader`, both included; of several always the same.
    /// `None` when `broader` does not cover `narrower`.
    pub fn path(&self, narrower: TermId, broader: TermId) -> Option<Vec<TermId>> {
        if !self.subsumes(broader, narrower) {
            return None;
        }
        let mut below: BTreeMap<TermId, TermId> = BTreeMap::new();
        let mut queue = VecDeque::from([narrower]);
        while let Some(term) = queue.pop_front() {
            if term == broader {
                break;
            }
            let twins = self.ancestors(term).filter(|it| self.same(*it, term));
            for parent in self.parents(term).iter().copied().chain(twins) {
                if self.subsumes(broader, parent) && !below.contains_key(&parent) {
                    below.insert(parent, term);
                    queue.push_back(parent);
                }
            }
        }
        let mut way = vec![broader];
        let mut at = broader;
        while at != narrower {
            at = *below.get(&at)?;
            way.push(at);
        }
        way.reverse();
        Some(way)
    }
}
