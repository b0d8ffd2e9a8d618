//! What the text of the notice may say although no statement covers those words: a simple search, which
//! turns an accusation into a question.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::civil::Date;

use crate::estate::model::{
    AnchorState, Estate, Notice, NoticeDocument, PartyIx, ServiceIx, StatementIx,
};
use crate::estate::vocabulary::DocumentKind;
use crate::input::Span;
use crate::notice::PublishedText;
use crate::notice::read::{Kind, Seen, seen};
use crate::taxonomy::{Glossary, Taxonomy, TermId};

/// The forms of companies, which follow their names and which people leave out.
const LEGAL_FORMS: [&str; 26] = [
    "ab",
    "ag",
    "as",
    "bv",
    "co",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "oy",
    "plc",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "se",
    "spa",
    "srl",
];

/// The fewest letters of a name that is searched for in whatever letters.
pub(in crate::engine) const SHORTEST_NAME: usize = 4;

/// Words with which a sentence may deny what it speaks of.
const DENIALS: [&str; 8] = [
    "not", "never", "no", "nobody", "none", "nothing", "neither", "nor",
];

/// Where the text names a party, by party and service; `None` where it does not.
type Known = BTreeMap<(PartyIx, Option<ServiceIx>), Option<Span>>;

/// So many texts are kept: those of a notice, and not those of each trial that has another.
const MOST_TEXTS: usize = 64;

/// What was read of texts and of the vocabulary, kept from one check to the next of an estate that is tried with
/// changes: both are as they were in nearly all of them.
#[derive(Debug, Default)]
pub struct ReadBefore {
    texts: Mutex<Vec<ReadText>>,
    glossary: Mutex<Option<(Arc<Taxonomy>, Words)>>,
}

/// A text, and what a reader sees in it.
type ReadText = (Arc<PublishedText>, Arc<Vec<Seen>>);

/// The everyday words for terms; `None` where they cannot be read.
type Words = Arc<Option<Glossary>>;

impl ReadBefore {
    fn seen(&self, text: &Arc<PublishedText>) -> Arc<Vec<Seen>> {
        let known = locked(&self.texts);
        let found = known.iter().find(|(it, _)| Arc::ptr_eq(it, text));
        if let Some((_, seen)) = found {
            return Arc::clone(seen);
        }
        drop(known);
        let found = Arc::new(seen(text));
        let mut known = locked(&self.texts);
        if known.len() < MOST_TEXTS {
            known.push((Arc::clone(text), Arc::clone(&found)));
        }
        found
    }

    fn glossary(&self, taxonomy: &Arc<Taxonomy>) -> Words {
        let mut known = locked(&self.glossary);
        if let Some((_, glossary)) = known.as_ref().filter(|(it, _)| Arc::ptr_eq(it, taxonomy)) {
            return Arc::clone(glossary);
        }
        let glossary = Arc::new(Glossary::of(taxonomy).ok());
        *known = Some((Arc::clone(taxonomy), Arc::clone(&glossary)));
        glossary
    }
}

fn locked<T>(known: &Mutex<T>) -> MutexGuard<'_, T> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The text of the notice of a day, without what statements quote.
#[derive(Debug)]
pub(super) struct TextSearch<'e> {
    estate: &'e Estate,
    notice: Option<&'e Notice>,
    covered: Vec<Span>,
    /// What was found of parties, by service: a name is searched for once.
    parties: Mutex<Known>,
    /// What a reader sees in the words that no statement covers, read once something is omitted.
    seen: OnceLock<Vec<Seen>>,
    /// The sentences that no statement covers, found once they are searched.
    bare: OnceLock<Vec<Span>>,
    /// The everyday words for terms, read once a category is searched for.
    glossary: OnceLock<Words>,
    /// What earlier checks read.
    before: Option<&'e ReadBefore>,
}

impl<'e> TextSearch<'e> {
    pub fn new(estate: &'e Estate, day: Date) -> Self {
        let notice = estate.notice_on(day);
        let statements = notice.into_iter().flat_map(|notice| &notice.statements);
        let covered = statements.filter_map(|statement| match statement.anchor {
            AnchorState::Found { span, .. } => Some(span),
            AnchorState::NotFound { .. } => None,
        });
        // Words that a proposal takes out of the text state nothing.
        let withdrawn = notice.into_iter().flat_map(|notice| &notice.withdrawn);
        Self {
            estate,
            notice,
            covered: covered.chain(withdrawn.copied()).collect(),
            parties: Mutex::default(),
            seen: OnceLock::new(),
            bare: OnceLock::new(),
            glossary: OnceLock::new(),
            before: None,
        }
    }

    /// Recalls what earlier checks read, and adds to it.
    pub fn recalling(&mut self, before: &'e ReadBefore) {
        self.before = Some(before);
    }

    /// Where the text may state an item of a notice, by the words of the law tables or as a reader takes it.
    pub fn place(&self, key: &str) -> Option<Span> {
        let keys = self.estate.law.notice_item_keys();
        let key = keys.iter().find(|it| it.key == key)?;
        let by_words = self.notice?.documents.iter().find_map(|document| {
            let words = key.words.iter();
            let places =
                words.filter_map(|words| document.text.search(words, false, &[], &self.covered));
            places.min_by_key(|place| place.start)
        });
        by_words.or_else(|| {
            let states =
                |it: &&Seen| it.says.kind == Kind::Informs && it.says.terms.contains(&key.key);
            self.all_seen().iter().find(states).map(|it| it.span)
        })
    }

    /// What a reader sees in words that no statement covers, and that no section of another service than a flow's
    /// has.
    pub fn seen(&self, service: Option<ServiceIx>) -> impl Iterator<Item = &Seen> {
        self.all_seen()
            .iter()
            .filter(move |it| self.concerns(it.span, service))
    }

    fn all_seen(&self) -> &[Seen] {
        self.seen.get_or_init(|| self.read())
    }

    fn originals(&self) -> impl Iterator<Item = &'e Arc<NoticeDocument>> {
        let documents = self.notice.into_iter().flat_map(|it| &it.documents);
        documents.filter(|it| it.translation_of.is_none())
    }

    /// The sentences that no statement covers and that deny nothing, in no section of another service than a flow's.
    pub fn bare(&self, service: Option<ServiceIx>) -> impl Iterator<Item = Span> {
        let bare = self.bare.get_or_init(|| self.read_bare());
        let bare = bare.iter().copied();
        bare.filter(move |span| self.concerns(*span, service))
    }

    fn read_bare(&self) -> Vec<Span> {
        let originals = self.originals();
        let sentences = originals.flat_map(|it| {
            let sentences = it.text.sentences().into_iter();
            sentences.filter(|span| {
                let words = it.text.words(*span);
                let is_short = words.contains("n't") || words.contains("n\u{2019}t");
                let denies = |word: &&str| it.text.search(word, true, &[*span], &[]).is_some();
                !is_short && !DENIALS.iter().any(denies)
            })
        });
        let is_covered = |span: &Span| self.covered.iter().any(|it| overlap(*it, *span));
        sentences.filter(|span| !is_covered(span)).collect()
    }

    /// Whether words at a place name a party.
    pub fn names(&self, span: Span, party: PartyIx) -> bool {
        let name = short_name(&self.estate.party(party).name);
        let text = self.notice.and_then(|it| it.document_at(span));
        name.chars().count() >= SHORTEST_NAME
            && text.is_some_and(|it| it.text.search(&name, true, &[span], &[]).is_some())
    }

    /// Whether words at a place say that something is received: *we get it from Fen*, and not *we pass it to Fen*.
    pub fn is_of_receiving(&self, span: Span) -> bool {
        const RECEIVING: [&str; 12] = [
            "from",
            "receive",
            "received",
            "obtain",
            "obtained",
            "get",
            "got",
            "given by",
            "gives us",
            "sends us",
            "provides us",
            "shared by",
        ];
        let text = self.notice.and_then(|it| it.document_at(span));
        text.is_some_and(|it| {
            let has = |word: &&str| it.text.search(word, true, &[span], &[]).is_some();
            RECEIVING.iter().any(has)
        })
    }

    /// Whether words at a place have one for a term.
    pub fn names_term(&self, span: Span, term: TermId) -> bool {
        let words = self.words_for(term);
        words.iter().any(|words| self.has_word(span, words))
    }

    fn read(&self) -> Vec<Seen> {
        let originals = self.originals();
        let words = |text: &Arc<PublishedText>| match self.before {
            Some(before) => before.seen(text).to_vec(),
            None => seen(text),
        };
        let mut seen: Vec<Seen> = originals.flat_map(|it| words(&it.text)).collect();
        // A sentence may state several items, of which a statement quotes the words for one.
        let is_covered = |it: &Seen| {
            let mut covered = self.covered.iter();
            covered.any(|span| match it.says.kind {
                Kind::Informs => overlap(*span, it.span) && has_all_of(*span, it.span),
                _ => overlap(*span, it.span),
            })
        };
        seen.retain(|it| !it.says.none && !is_covered(it));
        seen
    }

    /// Whether words are not in a section of another service.
    fn concerns(&self, span: Span, service: Option<ServiceIx>) -> bool {
        let others = || {
            let mut services = self.estate.services.iter();
            services.any(|it| self.is_in(span, &it.sections))
        };
        self.is_own(span, service) || !others()
    }

    /// Whether words are in a section of a service.
    pub fn is_own(&self, span: Span, service: Option<ServiceIx>) -> bool {
        service.is_some_and(|it| self.is_in(span, &self.estate.service(it).sections))
    }

    /// Whether words at a place have a word, whatever follows it.
    pub fn has_word(&self, span: Span, word: &str) -> bool {
        let document = self.notice.and_then(|it| it.document_at(span));
        document.is_some_and(|it| it.text.search(word, false, &[span], &[]).is_some())
    }

    fn is_in(&self, span: Span, sections: &[String]) -> bool {
        let document = self.notice.and_then(|it| it.document_at(span));
        let section = document.and_then(|it| it.text.section_at(span.start));
        section.is_some_and(|section| {
            let mut names = sections.iter();
            names.any(|it| section.heading.ends_with(it.as_str()))
        })
    }

    /// Where one of some words occurs in the section of a statement, the first of them.
    pub fn near(&self, statement: StatementIx, words: &[&str]) -> Option<Span> {
        let AnchorState::Found { span, .. } = self.estate.statement(statement)?.anchor else {
            return None;
        };
        let text = &self.notice?.document_at(span)?.text;
        let section = text.section_at(span.start)?.span;
        let places = words
            .iter()
            .filter_map(|words| text.search(words, false, &[section], &[]));
        places.min_by_key(|place| place.start)
    }

    /// Where a list of processors and sub-processors names a party, whether or not a statement covers that.
    pub fn listed(&self, party: PartyIx) -> Option<Span> {
        let name = short_name(&self.estate.party(party).name);
        let documents = self.notice?.documents.iter();
        let mut lists = documents.filter(|it| it.kind == DocumentKind::SubProcessorList);
        lists.find_map(|list| named(&list.text, &name, &[], &[]))
    }

    /// Where the text names a party, in the sections of a service where it has any.
    pub fn party(&self, party: PartyIx, service: Option<ServiceIx>) -> Option<Span> {
        let mut known = locked(&self.parties);
        let found = known.entry((party, service));
        *found.or_insert_with(|| self.search(party, service))
    }

    /// Where words on sharing that no statement covers name a category of recipients by its sector, of which the
    /// estate records that a party is one.
    pub fn category(&self, party: PartyIx, service: Option<ServiceIx>) -> Option<Span> {
        let taxonomy = &self.estate.taxonomy;
        let own = self.estate.party(party).classes.iter();
        let all = own.flat_map(|class| std::iter::once(*class).chain(taxonomy.ancestors(*class)));
        let mut words: Vec<String> = all
            .filter(|class| taxonomy.states_sector(*class))
            .flat_map(|class| self.words_for(class))
            .collect();
        words.sort();
        words.dedup();
        if words.is_empty() {
            return None;
        }
        let mut sharing = self.seen(service).filter(|it| it.says.kind == Kind::Shares);
        let found = sharing.find(|it| words.iter().any(|words| self.has_word(it.span, words)))?;
        Some(found.span)
    }

    /// The words for a category, each as the singular and the plural begin.
    fn words_for(&self, class: TermId) -> Vec<String> {
        let taxonomy = &self.estate.taxonomy;
        let glossary = self.glossary.get_or_init(|| match self.before {
            Some(before) => before.glossary(taxonomy),
            None => Arc::new(Glossary::of(taxonomy).ok()),
        });
        let others = glossary
            .as_ref()
            .as_ref()
            .map_or(&[][..], |it| it.words(class));
        let label = taxonomy.label(class);
        let all = others.iter().map(String::as_str).chain([label]);
        all.map(|words| words.trim_end_matches(['s', 'y']).to_owned())
            .filter(|words| words.chars().count() >= SHORTEST_NAME)
            .collect()
    }

    fn search(&self, party: PartyIx, service: Option<ServiceIx>) -> Option<Span> {
        let name = short_name(&self.estate.party(party).name);
        let of_service = service.map_or(&[][..], |service| &self.estate.service(service).sections);
        self.notice?.documents.iter().find_map(|document| {
            let text = &document.text;
            // A document without sections of the service, such as a list, is searched as a whole.
            let sections: Vec<Span> = of_service
                .iter()
                .filter_map(|name| text.section(text.section_named(name).ok()?))
                .map(|section| section.span)
                .collect();
            named(text, &name, &sections, &self.covered)
        })
    }
}

/// Where a text names a party, in some sections where there are any, and outside of what is covered. A short name is
/// searched for in its own letters: *UPS*, and not *ups*.
fn named(text: &PublishedText, name: &str, sections: &[Span], covered: &[Span]) -> Option<Span> {
    /// Of fewer letters any word is one, and many a country.
    const FEWEST: usize = 3;
    let length = name.chars().count();
    if length >= SHORTEST_NAME {
        return text.search(name, true, sections, covered);
    }
    let is_name = name.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    if length < FEWEST || !is_name {
        return None;
    }
    let mut places = text.search_all(name, true, sections, covered).into_iter();
    places.find(|place| text.words(*place) == name)
}

fn overlap(one: Span, other: Span) -> bool {
    one.file == other.file && one.start < other.end && other.start < one.end
}

/// Whether a quote has all of a sentence, its full stop apart.
fn has_all_of(quote: Span, sentence: Span) -> bool {
    quote.start <= sentence.start && sentence.end <= quote.end.saturating_add(1)
}

/// A name without what is in brackets and without the form of the company at its end.
pub(in crate::engine) fn short_name(name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while let Some(last) = words.last() {
        let plain: String = last.chars().filter(|c| c.is_alphanumeric()).collect();
        let is_form = LEGAL_FORMS.contains(&plain.to_lowercase().as_str());
        if !is_form || words.len() == 1 {
            break;
        }
        words.pop();
    }
    words.join(" ").trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn names_are_searched_as_people_write_them() {
        assert_eq!(
            short_name("Functional Software, Inc. (Sentry)"),
            "Functional Software"
        );
        assert_eq!(short_name("Adyen N.V."), "Adyen");
        assert_eq!(short_name("Stripe Payments UK Ltd"), "Stripe Payments UK");
        assert_eq!(short_name("Inc"), "Inc");
    }
}
