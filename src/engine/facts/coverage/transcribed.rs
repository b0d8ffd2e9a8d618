//! What no statement covers and a reader of the text finds in words that no statement covers: whether a notice is
//! silent, or only the estate. Of legal bases, mechanisms and classes of recipients, words that a reader finds
//! anywhere in a notice show too little: they are mostly about other flows.

use super::side::keys;
use crate::engine::coverage::Verdict;
use crate::engine::facts::source::FactSource;
use crate::engine::facts::{
    CoverageFacts, Evidence, EvidenceMap, Label, LabelRole, Side, SideSet, VerdictSet,
};
use crate::estate::model::FlowShape;
use crate::input::Span;
use crate::notice::read::{Kind, Seen};
use crate::taxonomy::{Country, TermId, TermKind};

/// What is asked of the words of the text about one movement.
struct Words<'a, 'e> {
    source: &'a FactSource<'e>,
    shape: &'a FlowShape,
}

/// The sides of which nothing is covered, and all of it is in the text as a reader takes it.
pub(super) fn in_text(
    source: &FactSource<'_>,
    shape: &FlowShape,
    facts: &CoverageFacts,
    evidence: &mut EvidenceMap,
) -> SideSet {
    let [.., data] = keys!("data");
    let [.., purpose] = keys!("purpose");
    let [.., destination] = keys!("destination");
    let [.., retention] = keys!("retention");
    let sides: [(Side, VerdictSet, &'static str); 4] = [
        (Side::Data, facts.data, data),
        (Side::Purpose, facts.purpose, purpose),
        (Side::Destination, facts.destination, destination),
        (Side::Retention, facts.retention, retention),
    ];
    let words = Words { source, shape };
    let mut all = Evidence::default();
    let mut found = SideSet::default();
    for (side, verdicts, key) in sides {
        let omitted = evidence
            .get(key)
            .filter(|_| verdicts.contains(Verdict::Omitted));
        let Some(omitted) = omitted else { continue };
        let Some(places) = words.places(side, &omitted.elements) else {
            continue;
        };
        found.insert(side);
        for element in &omitted.elements {
            if !all.elements.contains(element) {
                all.elements.push(element.clone());
            }
        }
        all.fields.extend(omitted.fields.iter().cloned());
        for span in places {
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

fn name(side: Side) -> &'static str {
    match side {
        Side::Data => "data",
        Side::Purpose => "purpose",
        Side::Destination => "country",
        Side::Retention => "period",
    }
}

impl Words<'_, '_> {
    /// Where the text has words for each of some elements of a side; `None` where it has none for one of them.
    fn places(&self, side: Side, elements: &[String]) -> Option<Vec<Span>> {
        match side {
            Side::Data => self.terms(elements, (Kind::Collects, TermKind::Data)),
            Side::Purpose => self.terms(elements, (Kind::Uses, TermKind::Purpose)),
            Side::Destination => {
                let each = elements
                    .iter()
                    .map(|element| self.first(Kind::Transfers, |it| is_place(it, element)));
                each.collect()
            }
            // A criterion commits to so little that it is found in any notice, and a period elsewhere may be
            // of other data.
            Side::Retention => {
                let found = self.first(Kind::Retains, |it| {
                    let mut terms = it.says.terms.iter();
                    terms.any(|term| is_period(term))
                        && self.source.text.is_own(it.span, self.shape.service)
                });
                found.map(|span| vec![span])
            }
        }
    }

    fn first(&self, kind: Kind, test: impl Fn(&Seen) -> bool) -> Option<Span> {
        let mut seen = self.source.text.seen(self.shape.service);
        let found = seen.find(|it| it.says.kind == kind && test(it))?;
        Some(found.span)
    }

    /// The words for each element: terms that are the same or broader, but not the broadest.
    fn terms(&self, elements: &[String], (kind, terms): (Kind, TermKind)) -> Option<Vec<Span>> {
        let taxonomy = &self.source.estate.taxonomy;
        let top = taxonomy.top(terms);
        let states = |declared: TermId, it: &Seen| {
            let stated = it.says.terms.iter();
            let mut stated = stated.filter_map(|word| taxonomy.lookup_known(terms, word));
            stated.any(|term| Some(term) != top && taxonomy.subsumes(term, declared))
        };
        let found = elements.iter().map(|element| {
            let declared = taxonomy.lookup_known(terms, element)?;
            self.first(kind, |it| states(declared, it))
        });
        found.collect()
    }
}

/// Whether a term is a period, such as `P2Y`.
fn is_period(term: &str) -> bool {
    let rest = term.strip_prefix('P');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether words name a country as a place of transfers.
fn is_place(seen: &Seen, country: &str) -> bool {
    let codes = seen.says.places.iter();
    let mut names = codes.filter_map(|code| Country::parse(code).ok());
    names.any(|it| it.name() == country)
}
