//! The findings of two checks side by side: new, changed, resolved, unchanged.

use std::collections::{BTreeMap, BTreeSet};

use super::moved::moved;
use super::side::{Place, Side};
use crate::engine::finding::FindingRow;
use crate::estate::model::Severity;

/// How a finding of two checks compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Only the second check has it.
    New,
    /// Both have it, and it differs: see [`Change`].
    Changed,
    /// Only the first check has it.
    Resolved,
    /// Both have it, and it is the same.
    Unchanged,
}

/// The findings of two checks, by id. Every finding of either is in one of the four.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Those that only the second check has.
    pub new: BTreeSet<String>,
    /// Those that both have and that differ, with what differs.
    pub changed: BTreeMap<String, Change>,
    /// Those that only the first check has.
    pub resolved: BTreeSet<String>,
    /// Those that both have and that are the same.
    pub unchanged: BTreeSet<String>,
}

/// What differs in a finding that two checks have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The severity before and after, where it differs.
    pub severity: Option<(Severity, Severity)>,
    /// The ids of the flows that it is about.
    pub flows: Difference,
    /// The categories of data that it is about, as people write them.
    pub data: Difference,
    /// The ids of the parties that receive.
    pub recipients: Difference,
    /// Where recipients have the data: the id of the party, a colon, and the place.
    pub places: Difference,
    /// What is concerned: purposes, countries, mechanisms.
    pub elements: Difference,
    /// The ids of the rows of law that it relies on.
    pub law: Difference,
    /// Its state differs: one of these, the severity, a mechanism or its dates, or another value that it
    /// relies on.
    pub state: bool,
    /// Where it was and is shown, where that is another file, or another order within one: lines
    /// that are put in above move nothing.
    pub place: Option<(Option<Place>, Option<Place>)>,
}

/// What a list has more and less than before, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// What was not there before.
    pub added: Vec<String>,
    /// What is not there any more.
    pub removed: Vec<String>,
}

/// A finding as comparisons see it. What is not known of one of two findings is not compared.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    pub severity: Severity,
    pub state: &'a str,
    pub extent: Option<Extent<'a>>,
}

/// What a finding is about, and where it is shown.
#[derive(Debug)]
pub(super) struct Extent<'a> {
    pub flows: BTreeSet<&'a str>,
    pub data: BTreeSet<&'a str>,
    pub recipients: BTreeSet<&'a str>,
    pub places: BTreeSet<String>,
    pub elements: BTreeSet<&'a str>,
    pub law: BTreeSet<&'a str>,
    pub place: Option<Place>,
}

impl Comparison {
    /// Compares two checks.
    pub fn new(before: Side<'_>, after: Side<'_>) -> Self {
        Self::of(&seen(before), &seen(after))
    }

    /// Compares findings by their ids.
    pub(super) fn of(before: &BTreeMap<&str, Seen<'_>>, after: &BTreeMap<&str, Seen<'_>>) -> Self {
        let only = |one: &BTreeMap<&str, Seen<'_>>, other: &BTreeMap<&str, Seen<'_>>| {
            let ids = one.keys().filter(|id| !other.contains_key(*id));
            ids.map(|id| (*id).to_owned()).collect()
        };
        let mut this = Self {
            new: only(after, before),
            resolved: only(before, after),
            ..Self::default()
        };
        let both: Vec<(&str, &Seen<'_>, &Seen<'_>)> = before
            .iter()
            .filter_map(|(id, old)| Some((*id, old, after.get(id)?)))
            .collect();
        let places = both.iter().filter_map(|(id, old, new)| {
            let (old, new) = (old.extent.as_ref()?, new.extent.as_ref()?);
            Some((*id, old.place.as_ref(), new.place.as_ref()))
        });
        let moved = moved(&places.collect::<Vec<_>>());
        for (id, old, new) in both {
            let change = Change::between(old, new, moved.contains(id));
            if change == Change::default() {
                this.unchanged.insert(id.to_owned());
            } else {
                this.changed.insert(id.to_owned(), change);
            }
        }
        this
    }

    /// How a finding compares; `None` where neither check has it.
    pub fn state(&self, id: &str) -> Option<State> {
        if self.new.contains(id) {
            Some(State::New)
        } else if self.changed.contains_key(id) {
            Some(State::Changed)
        } else if self.resolved.contains(id) {
            Some(State::Resolved)
        } else {
            self.unchanged.contains(id).then_some(State::Unchanged)
        }
    }

    /// Whether a finding is new, or its state is another one than before.
    pub fn is_new_or_other(&self, id: &str) -> bool {
        self.new.contains(id) || self.changed.get(id).is_some_and(|change| change.state)
    }

    /// Whether a finding is new, or worse than before: see [`Change::is_worse`].
    pub fn is_new_or_worse(&self, id: &str) -> bool {
        self.new.contains(id) || self.changed.get(id).is_some_and(Change::is_worse)
    }
}

impl Change {
    fn between(old: &Seen<'_>, new: &Seen<'_>, moved: bool) -> Self {
        let severity = (old.severity != new.severity).then_some((old.severity, new.severity));
        let state = old.state != new.state;
        let (Some(was), Some(is)) = (&old.extent, &new.extent) else {
            return Self {
                severity,
                state,
                ..Self::default()
            };
        };
        Self {
            severity,
            flows: Difference::between(&was.flows, &is.flows),
            data: Difference::between(&was.data, &is.data),
            recipients: Difference::between(&was.recipients, &is.recipients),
            places: Difference::between(&borrowed(&was.places), &borrowed(&is.places)),
            elements: Difference::between(&was.elements, &is.elements),
            law: Difference::between(&was.law, &is.law),
            state,
            place: moved.then(|| (was.place.clone(), is.place.clone())),
        }
    }

    /// Whether it is more severe than before.
    pub fn is_heavier(&self) -> bool {
        self.severity.is_some_and(|(before, after)| after > before)
    }

    /// Whether it is more severe than before, or is about more flows, data, recipients, places or things. A state that
    /// differs in nothing of that is another one, and no worse: a mechanism that was replaced, say, by one that is
    /// not in force either.
    pub fn is_worse(&self) -> bool {
        let all = self.differences();
        self.is_heavier() || all.iter().any(|(_, it)| !it.added.is_empty())
    }

    /// Whether something that it relies on differs and none of what else is compared.
    pub fn is_otherwise(&self) -> bool {
        let same = |(_, it): &(_, &Difference)| it.is_empty();
        let shown = self.differences().iter().all(same) && self.law.is_empty();
        self.state && shown && self.severity.is_none()
    }

    /// What it is about, by the word for it, and how that differs.
    pub fn differences(&self) -> [(&'static str, &Difference); 5] {
        [
            ("flows", &self.flows),
            ("data", &self.data),
            ("recipients", &self.recipients),
            ("places", &self.places),
            ("elements", &self.elements),
        ]
    }
}

impl Difference {
    fn between(before: &BTreeSet<&str>, after: &BTreeSet<&str>) -> Self {
        let more = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| {
            one.difference(other).map(|it| (*it).to_owned()).collect()
        };
        Self {
            added: more(after, before),
            removed: more(before, after),
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

fn borrowed(texts: &BTreeSet<String>) -> BTreeSet<&str> {
    texts.iter().map(String::as_str).collect()
}

/// The id of the importer of a row.
fn importer_of<'s>(side: Side<'s>, row: &FindingRow) -> Option<&'s str> {
    Some(side.estate.party(row.importer?).id.as_str())
}

fn places_of<'r>(side: Side<'r>, row: &'r FindingRow) -> impl Iterator<Item = String> + use<'r> {
    let importer = importer_of(side, row).unwrap_or("data-subjects");
    let places = row.places.iter();
    places.map(move |place| format!("{importer}: {place}"))
}

fn seen(side: Side<'_>) -> BTreeMap<&str, Seen<'_>> {
    let findings = side.outcome.findings.iter();
    findings
        .map(|finding| {
            let rows = finding.rows.iter();
            let seen = Seen {
                severity: finding.severity,
                state: &finding.state,
                extent: Some(Extent {
                    flows: side.flows(finding),
                    data: finding.data.iter().map(String::as_str).collect(),
                    recipients: rows
                        .clone()
                        .filter_map(|row| importer_of(side, row))
                        .collect(),
                    places: rows.clone().flat_map(|row| places_of(side, row)).collect(),
                    elements: rows
                        .flat_map(|row| row.elements.iter().map(|element| &**element))
                        .collect(),
                    law: finding.law.iter().map(|row| row.id.as_str()).collect(),
                    place: side.place(finding),
                }),
            };
            (&*finding.id, seen)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_is_more_severe_or_about_more() {
        let of = |added: &[&str], removed: &[&str]| Difference {
            added: added.iter().map(|it| (*it).to_owned()).collect(),
            removed: removed.iter().map(|it| (*it).to_owned()).collect(),
        };
        let moved = Change {
            state: true,
            ..Change::default()
        };
        let severity = |before, after| Change {
            severity: Some((before, after)),
            ..moved.clone()
        };
        let (warning, error) = (Severity::Warning, Severity::Error);
        for (change, worse) in [
            (moved.clone(), false),
            (severity(warning, error), true),
            (severity(error, warning), false),
            (
                Change {
                    flows: of(&["b"], &["a"]),
                    ..moved.clone()
                },
                true,
            ),
            (
                Change {
                    places: of(&["host: India"], &[]),
                    ..severity(error, warning)
                },
                true,
            ),
            (
                Change {
                    data: of(&[], &["name"]),
                    ..moved.clone()
                },
                false,
            ),
            (
                Change {
                    law: of(&["eu-adq-us"], &[]),
                    ..moved.clone()
                },
                false,
            ),
        ] {
            assert_eq!(change.is_worse(), worse, "{change:?}");
        }
    }
}
