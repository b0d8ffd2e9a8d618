//! Who was seen, over a span of days: when flows led to them, and when the notice disclosed them.

use jiff::civil::Date;

use super::{Timeline, days_of_change, gather};
use crate::engine::as_of::AsOf;
use crate::engine::facts::Recorded;
use crate::engine::observed::{Declared, Observations, disclosure, name_of};
use crate::estate::model::Estate;
use crate::observe::{Group, Whom, grouped};

/// Somebody who was seen, and what is declared and disclosed of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenRecipient {
    /// Who it is, for messages.
    pub name: String,
    /// The hosts, in their order.
    pub hosts: Vec<String>,
    /// The first day on which it was seen, in UTC; `None` where no file states one.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// The day on which the first notice of the estate was published, where the span begins before it: until then
    /// the estate has none.
    pub first_notice: Option<Date>,
    /// What holds on the days of the span, in order and without gaps.
    pub intervals: Vec<SeenInterval>,
}

/// Days on which the same is declared and disclosed of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenInterval {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Whether a flow leads to them.
    pub declared: bool,
    /// Whether the notice discloses them.
    pub disclosed: Recorded,
}

impl SeenRecipient {
    /// The intervals between the first and the last day on which it was seen.
    pub fn while_seen(&self) -> Vec<SeenInterval> {
        let (Some(first), Some(last)) = (self.first, self.last) else {
            return Vec::new();
        };
        let within = self.intervals.iter().map(|it| SeenInterval {
            from: it.from.max(first),
            until: it.until.min(last),
            ..*it
        });
        within.filter(|it| it.from <= it.until).collect()
    }

    fn add(&mut self, day: Date, declared: bool, disclosed: Recorded, until: Date) {
        if let Some(last) = self.intervals.last_mut() {
            if (last.declared, last.disclosed) == (declared, disclosed) {
                return;
            }
            last.until = day.yesterday().unwrap_or(day);
        }
        self.intervals.push(SeenInterval {
            from: day,
            until,
            declared,
            disclosed,
        });
    }
}

/// Everyone who was seen, on the days of a timeline; parties first, then vendors, then who is not known. Whom a host
/// belongs to is known as of the last day.
pub fn seen(estate: &Estate, observed: &Observations, timeline: &Timeline) -> Vec<SeenRecipient> {
    let (from, until) = (timeline.from, timeline.until);
    let directory = observed.directory(estate, until);
    let mut groups = grouped(&directory, &observed.files).groups;
    groups.retain(|group| !group.is_only_allowed());
    let first_notice = estate.notices.first().and_then(|it| it.published);
    let first_notice = first_notice.filter(|first| from < *first);
    let recipient = |group: &Group<'_>| SeenRecipient {
        first_notice,
        ..recipient(estate, observed, group, until)
    };
    let mut found: Vec<SeenRecipient> = groups.iter().map(recipient).collect();
    for day in days_of_change(estate, &gather::events(estate), from, until) {
        // A day that no regime governs changes nothing in what is known.
        let Ok(as_of) = AsOf::new(estate, day) else {
            continue;
        };
        let declared = Declared::of(&as_of);
        let directory = observed.directory(estate, day);
        for (recipient, group) in found.iter_mut().zip(&groups) {
            let whom = &group.whom;
            let stated = disclosure(estate, observed, &directory, &declared, whom, day);
            let is_declared = match whom {
                Whom::Party(parties) => declared.is_declared(parties),
                Whom::Vendor(_) | Whom::Company(_) | Whom::Nobody(_) => false,
            };
            // What is judged of such days is the first notice. To people none was there to read.
            let is_before = first_notice.is_some_and(|first| day < first);
            let disclosed = if is_before {
                Recorded::No
            } else {
                stated.answer
            };
            recipient.add(day, is_declared, disclosed, until);
        }
    }
    found
}

fn recipient(
    estate: &Estate,
    observed: &Observations,
    group: &Group<'_>,
    day: Date,
) -> SeenRecipient {
    let (first, last) = group.days();
    let all = group.hosts();
    let hosts: Vec<&str> = all.keys().copied().collect();
    SeenRecipient {
        name: name_of(estate, observed, &group.whom, &hosts, day),
        first,
        last,
        hosts: hosts.into_iter().map(str::to_owned).collect(),
        first_notice: None,
        intervals: Vec::new(),
    }
}
