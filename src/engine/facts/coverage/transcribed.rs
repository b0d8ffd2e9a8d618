//! What no statement covers and a reader of the text finds in words that no statement covers: whether a notice is
//! silent, or only the estate. Words on a legal basis, a mechanism, a source or a period that are anywhere in a
//! notice are mostly about other flows: they count where they are in the service's own section, or name what the
//! flow is about.

use super::side::keys;
use crate::engine::coverage::Verdict;
use crate::engine::facts::source::FactSource;
use crate::engine::facts::{
    CoverageFacts, Evidence, EvidenceMap, Label, LabelRole, Side, SideSet, VerdictSet,
};
use crate::engine::movement::Movement;
use crate::estate::model::{Basis, FlowField, FlowShape, PartyIx, Retention};
use crate::input::Span;
use crate::notice::read::{Kind, Seen};
use crate::taxonomy::{Country, TermId, TermKind};

/// What is asked of the words of the text about one movement.
struct Words<'a, 'e> {
    source: &'a FactSource<'e>,
    shape: &'a FlowShape,
    movement: &'a Movement,
}

/// What the text may state although no statement covers it.
#[derive(Debug, Default)]
pub(super) struct InText {
    /// The sides of which all that is not covered is in the text as a reader takes it.
    pub all: SideSet,
    /// The sides of which some of it is. What is not remains the evidence that it is omitted.
    pub some: SideSet,
}

/// Looks in the text for what no statement covers.
pub(super) fn in_text(
    source: &FactSource<'_>,
    shape: &FlowShape,
    movement: &Movement,
    facts: &CoverageFacts,
    evidence: &mut EvidenceMap,
) -> InText {
    let [.., data] = keys!("data");
    let [.., purpose] = keys!("purpose");
    let [.., destination] = keys!("destination");
    let [.., retention] = keys!("retention");
    let [.., basis] = keys!("basis");
    let [.., safeguard] = keys!("safeguard");
    let [.., origin] = keys!("source");
    let [.., decision] = keys!("automatedDecision");
    let sides: [(Side, VerdictSet, &'static str); 8] = [
        (Side::Data, facts.data, data),
        (Side::Purpose, facts.purpose, purpose),
        (Side::Destination, facts.destination, destination),
        (Side::Retention, facts.retention, retention),
        (Side::Basis, facts.basis, basis),
        (Side::Safeguard, facts.safeguard, safeguard),
        (Side::Source, facts.source, origin),
        (Side::AutomatedDecision, facts.automated_decision, decision),
    ];
    let words = Words {
        source,
        shape,
        movement,
    };
    let mut all = Evidence::default();
    let mut found = InText::default();
    for (side, verdicts, key) in sides {
        let omitted = evidence
            .get_mut(key)
            .filter(|_| verdicts.contains(Verdict::Omitted));
        let Some(omitted) = omitted else { continue };
        let places = words.places(side, &omitted.elements);
        let Some(seen) = take(omitted, places, side, source) else {
            continue;
        };
        if omitted.elements.is_empty() {
            omitted.clone_from(&seen.evidence);
            found.all.insert(side);
        } else {
            found.some.insert(side);
        }
        for element in seen.evidence.elements {
            if !all.elements.contains(&element) {
                all.elements.push(element);
            }
        }
        all.fields.extend(seen.evidence.fields);
        for span in seen.places {
            if all.labels.iter().any(|label| label.span == span) {
                continue;
            }
            all.labels.push(Label {
                role: LabelRole::Notice,
                span,
                text: format!("may state the {}", name(side)),
            });
        }
    }
    if !all.labels.is_empty() {
        evidence.insert("coverage.inText", all);
    }
    found
}

/// What is omitted of a side and found in the text, and where.
struct Taken {
    evidence: Evidence,
    places: Vec<Span>,
}

/// Takes what was found out of what is omitted; `None` where nothing was found, or of a side that is judged as a
/// whole not all.
fn take(
    omitted: &mut Evidence,
    places: Vec<Option<Span>>,
    side: Side,
    source: &FactSource<'_>,
) -> Option<Taken> {
    let is_whole = matches!(
        side,
        Side::Destination | Side::Safeguard | Side::AutomatedDecision | Side::Retention
    );
    if places.iter().all(Option::is_none) || is_whole && places.iter().any(Option::is_none) {
        return None;
    }
    let mut found = omitted.clone();
    let each: Vec<(String, bool)> = std::mem::take(&mut omitted.elements)
        .into_iter()
        .zip(places.iter().map(Option::is_some))
        .collect();
    let of = |wanted: bool| each.iter().filter(move |(_, it)| *it == wanted);
    let names = |wanted: bool| of(wanted).map(|(element, _)| element.clone()).collect();
    (found.elements, omitted.elements) = (names(true), names(false));
    let taxonomy = &source.estate.taxonomy;
    let is_of = |elements: &[String], field: FlowField| match field {
        FlowField::Data(term) | FlowField::Purpose(term) => {
            let name = taxonomy.short(term);
            elements.iter().any(|it| it == name)
        }
        _ => true,
    };
    for it in [&mut found, omitted] {
        it.fields.retain(|(field, _)| is_of(&it.elements, *field));
    }
    let taken: Vec<String> = found.elements.iter().map(|it| format!("{it}: ")).collect();
    omitted
        .steps
        .retain(|step| !taken.iter().any(|it| step.starts_with(it.as_str())));
    Some(Taken {
        evidence: found,
        places: places.into_iter().flatten().collect(),
    })
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Data => "data",
        Side::Purpose => "purpose",
        Side::Destination => "country",
        Side::Retention => "period",
        Side::Basis => "legal basis",
        Side::Safeguard => "mechanism",
        Side::Source => "source",
        Side::AutomatedDecision => "decision",
    }
}

impl Words<'_, '_> {
    /// Where the text has words for each of some elements of a side.
    fn places(&self, side: Side, elements: &[String]) -> Vec<Option<Span>> {
        let each = elements.iter().map(String::as_str);
        match side {
            Side::Data => each.map(|it| self.data(it)).collect(),
            Side::Purpose => each
                .map(|it| self.term(it, (Kind::Uses, TermKind::Purpose)))
                .collect(),
            Side::Destination => each
                .map(|country| self.first(Kind::Transfers, |it| is_place(it, country)))
                .collect(),
            Side::Retention => {
                let period = self.period();
                each.map(|_| period).collect()
            }
            Side::Basis => each.map(|purpose| self.basis_of(purpose)).collect(),
            Side::Safeguard => each.map(|kind| self.mechanism(kind)).collect(),
            Side::Source => {
                let origin = self.origin();
                each.map(|data| origin.or_else(|| self.received(data)))
                    .collect()
            }
            Side::AutomatedDecision => each.map(|about| self.decision(about)).collect(),
        }
    }

    /// The words for a category of data; of those from another party also a sentence that names both.
    fn data(&self, element: &str) -> Option<Span> {
        self.term(element, (Kind::Collects, TermKind::Data))
            .or_else(|| self.received(element))
    }

    /// A sentence that names the party that data come from, and the data.
    fn received(&self, element: &str) -> Option<Span> {
        let from = self.movement.exporter?;
        let taxonomy = &self.source.estate.taxonomy;
        let term = taxonomy.lookup_known(TermKind::Data, element)?;
        let text = &self.source.text;
        let mut bare = text.bare(self.shape.service);
        bare.find(|span| {
            text.names(*span, from) && text.names_term(*span, term) && text.is_of_receiving(*span)
        })
    }

    fn is_own(&self, it: &Seen) -> bool {
        self.source.text.is_own(it.span, self.shape.service)
    }

    /// A period in the service's own section, or the very period that the flow declares. A criterion commits to so
    /// little that it is found in any notice, and another period elsewhere may be of other data.
    fn period(&self) -> Option<Span> {
        let declared = match &self.shape.retention {
            Some(Retention::Period(period, _)) => Some(period),
            _ => None,
        };
        self.first(Kind::Retains, |it| {
            let mut terms = it.says.terms.iter();
            terms.any(|term| is_period(term) && (self.is_own(it) || Some(term) == declared))
        })
    }

    /// Words that name the declared basis: in a sentence on the purpose; or in the service's own section, in one
    /// that names no purpose.
    fn basis_of(&self, purpose: &str) -> Option<Span> {
        let taxonomy = &self.source.estate.taxonomy;
        let Basis::Term(declared) = self.shape.lawfulness.basis else {
            return None;
        };
        let is_same = |word: &String| {
            let term = taxonomy.lookup_known(TermKind::LegalBasis, word);
            let article = |term| taxonomy.article(term);
            term.is_some_and(|term| {
                term == declared || article(term).is_some() && article(term) == article(declared)
            })
        };
        let purpose = taxonomy.lookup_known(TermKind::Purpose, purpose)?;
        self.first(Kind::ReliesOn, |it| {
            it.says.terms.iter().any(is_same)
                && match self.uses(it.span) {
                    uses if uses.is_empty() => self.is_own(it),
                    uses => uses.iter().any(|term| taxonomy.subsumes(*term, purpose)),
                }
        })
    }

    /// The purposes that a sentence names, without the broadest.
    fn uses(&self, span: Span) -> Vec<TermId> {
        let taxonomy = &self.source.estate.taxonomy;
        let seen = self.source.text.seen(self.shape.service);
        let same = seen.filter(|it| it.says.kind == Kind::Uses && it.span == span);
        let terms = same.flat_map(|it| &it.says.terms);
        let known = terms.filter_map(|term| taxonomy.lookup_known(TermKind::Purpose, term));
        let top = taxonomy.top(TermKind::Purpose);
        known.filter(|term| Some(*term) != top).collect()
    }

    /// Words that name a mechanism of transfers: those to the country or the recipient, or in the service's own
    /// section, and to no other recipient.
    fn mechanism(&self, kind: &str) -> Option<Span> {
        let law = &self.source.estate.law;
        let places = self.movement.places.iter().filter_map(|it| it.at);
        let places: Vec<_> = places.map(|at| at.as_str().to_owned()).collect();
        self.first(Kind::Transfers, |it| {
            let mut words = it.says.safeguards.iter();
            let to_another = !it.says.names.is_empty() && !self.names_importer(it);
            words.any(|word| law.mechanism_covers(word, kind).is_some())
                && !to_another
                && (self.is_own(it)
                    || self.names_importer(it)
                    || it.says.places.iter().any(|at| places.contains(at)))
        })
    }

    fn names_importer(&self, it: &Seen) -> bool {
        let importer = self.movement.importer;
        importer.is_some_and(|party| self.speaks_of(it.span, party))
    }

    /// Whether the words at a place name a party.
    fn speaks_of(&self, span: Span, party: PartyIx) -> bool {
        let place = self.source.text.party(party, self.shape.service);
        place.is_some_and(|at| at.file == span.file && span.start <= at.start && at.end <= span.end)
    }

    /// Words by which data come from the exporter: a sentence on what is collected that names it.
    fn origin(&self) -> Option<Span> {
        let from = self.movement.exporter?;
        self.first(Kind::Collects, |it| self.speaks_of(it.span, from))
    }

    /// Words on automated decisions: in the service's own section, or with a word of what is decided. Also a sentence
    /// with all words of what is decided and one for a machine.
    fn decision(&self, about: &str) -> Option<Span> {
        let about = about.to_lowercase();
        let words: Vec<&str> = about
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= SHORTEST_WORD)
            .collect();
        let text = &self.source.text;
        let speaks_of_it = |it: &Seen| words.iter().any(|word| text.has_word(it.span, word));
        let seen = self.first(Kind::Decides, |it| self.is_own(it) || speaks_of_it(it));
        seen.or_else(|| {
            let stems: Vec<&str> = words.iter().map(|word| stem(word)).collect();
            let has = |span: Span, word: &&str| text.has_word(span, word);
            let mut bare = text.bare(self.shape.service).filter(|_| !stems.is_empty());
            bare.find(|span| {
                stems.iter().all(|word| has(*span, word))
                    && MACHINES.iter().any(|word| has(*span, word))
                    && DECIDES.iter().any(|word| has(*span, word))
            })
        })
    }

    fn first(&self, kind: Kind, test: impl Fn(&Seen) -> bool) -> Option<Span> {
        let mut seen = self.source.text.seen(self.shape.service);
        let found = seen.find(|it| it.says.kind == kind && test(it))?;
        Some(found.span)
    }

    /// Whether a term says no more than that there are data, or purposes: the broadest, and for data those right
    /// under it too, such as personal data.
    fn is_general(&self, term: TermId, kind: TermKind) -> bool {
        let taxonomy = &self.source.estate.taxonomy;
        let Some(top) = taxonomy.top(kind) else {
            return false;
        };
        let above = taxonomy.ancestors(term);
        let mut between = above.filter(|it| *it != top && !taxonomy.same(*it, term));
        term == top || kind == TermKind::Data && between.next().is_none()
    }

    /// The words for an element: terms that are the same or broader, but none that only says that there are such
    /// things. Of a special category people are informed by words for one.
    fn term(&self, element: &str, (kind, terms): (Kind, TermKind)) -> Option<Span> {
        let taxonomy = &self.source.estate.taxonomy;
        let declared = taxonomy.lookup_known(terms, element)?;
        self.first(kind, |it| {
            let stated = it.says.terms.iter();
            let mut stated = stated.filter_map(|word| taxonomy.lookup_known(terms, word));
            stated.any(|term| {
                taxonomy.subsumes(term, declared)
                    && !self.is_general(term, terms)
                    && (taxonomy.is_special(term) || !taxonomy.is_special(declared))
            })
        })
    }
}

/// Whether a term is a period, such as `P2Y`.
fn is_period(term: &str) -> bool {
    let rest = term.strip_prefix('P');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// How words for a machine that decides begin.
const MACHINES: [&str; 7] = [
    "automat",
    "algorithm",
    "computer",
    "software",
    "machine",
    "without a human",
    "without human",
];

/// How words for a decision begin.
const DECIDES: [&str; 8] = [
    "deci", "refus", "approv", "declin", "scor", "assess", "determin", "grant",
];

/// A word without the ending that a verb or a plural has.
fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "al", "s", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    cut.filter(|it| it.chars().count() >= SHORTEST_WORD)
        .unwrap_or(word)
}

/// The fewest letters of a word by which it is known what a decision is about.
const SHORTEST_WORD: usize = 4;

/// Whether words name a country as a place of transfers.
fn is_place(seen: &Seen, country: &str) -> bool {
    let codes = seen.says.places.iter();
    let mut names = codes.filter_map(|code| Country::parse(code).ok());
    names.any(|it| it.in_prose() == country)
}
