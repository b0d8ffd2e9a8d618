//! Who was seen over time, as every format shows it.

use jiff::civil::Date;

use crate::engine::facts::Recorded;
use crate::engine::timeline::{SeenInterval, SeenRecipient};
use crate::input::counted;

/// What is said where files show no recipient.
pub const NOBODY_SEEN: &str = "The files show no recipient outside of the organisation.";

/// The days from one to another, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

/// Somebody who was seen, compared with when it was declared and disclosed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenOverTime {
    /// Who it is.
    pub name: String,
    /// The hosts, in their order.
    pub hosts: Vec<String>,
    /// The first and the last day on which it was seen, in UTC; `None` where no file states them.
    pub seen: Option<Days>,
    /// Those of them that are in the span, and so were compared.
    pub compared: Option<Days>,
    /// The days of the span on which a flow leads to it.
    pub declared: Vec<Days>,
    /// The days of the span on which the notice discloses it.
    pub disclosed: Vec<Days>,
    /// The days from the first to the last seen on which no flow leads to it.
    pub undeclared: Vec<Days>,
    /// Those on which the notice does not disclose it.
    pub undisclosed: Vec<Days>,
    /// Those of which the estate does not record whether the notice discloses it.
    pub not_recorded: Vec<Days>,
    /// The day of the first publication of a notice, where the span begins before it.
    first_notice: Option<Date>,
    /// The last day of the span.
    until: Date,
}

impl Days {
    /// How many days.
    pub fn count(self) -> i32 {
        self.until
            .since(self.from)
            .map_or(0, |span| span.get_days() + 1)
    }

    /// The days in words: `from 2026-01-10 to 2026-04-30`, `on 2026-01-10`.
    fn words(self) -> String {
        if self.from == self.until {
            format!("on {}", self.from)
        } else {
            format!("from {} to {}", self.from, self.until)
        }
    }

    /// Days that go on for as long as anybody knows have no end.
    fn open_words(self, until: Date) -> String {
        if self.until == until {
            format!("from {} on", self.from)
        } else {
            self.words()
        }
    }
}

/// The days of the intervals that are wanted; neighbours are joined.
fn days(intervals: &[SeenInterval], wanted: impl Fn(&SeenInterval) -> bool) -> Vec<Days> {
    let mut all: Vec<Days> = Vec::new();
    for it in intervals.iter().filter(|it| wanted(it)) {
        match all.last_mut() {
            Some(last) if last.until.tomorrow().is_ok_and(|next| next == it.from) => {
                last.until = it.until;
            }
            _ => all.push(Days {
                from: it.from,
                until: it.until,
            }),
        }
    }
    all
}

/// How many days there are in all.
fn sum(days: &[Days]) -> i32 {
    days.iter().map(|it| it.count()).sum()
}

impl SeenOverTime {
    /// The view of somebody in a span that ends on a day.
    pub fn of(found: &SeenRecipient, until: Date) -> Self {
        let all = &found.intervals;
        let seen = found.while_seen();
        let compared = seen.first().zip(seen.last()).map(|(first, last)| Days {
            from: first.from,
            until: last.until,
        });
        Self {
            name: found.name.clone(),
            hosts: found.hosts.clone(),
            seen: found
                .first
                .zip(found.last)
                .map(|(from, until)| Days { from, until }),
            compared,
            declared: days(all, |it| it.declared),
            disclosed: days(all, |it| it.disclosed == Recorded::Yes),
            undeclared: days(&seen, |it| !it.declared),
            undisclosed: days(&seen, |it| it.disclosed == Recorded::No),
            not_recorded: days(&seen, |it| it.disclosed == Recorded::NotRecorded),
            first_notice: found.first_notice,
            until,
        }
    }

    /// On how many days it ran undisclosed; `None` where no day of the span was compared.
    pub fn undisclosed_days(&self) -> Option<i32> {
        self.compared.map(|_| sum(&self.undisclosed))
    }

    /// From when to when it was seen.
    pub fn seen_words(&self) -> String {
        match self.seen {
            Some(days) => format!("seen {}", days.words()),
            None => "seen; no file states the days".to_owned(),
        }
    }

    /// When flows led to it.
    pub fn declared_words(&self) -> String {
        let declared: Vec<String> = self.open_words(&self.declared);
        match declared.as_slice() {
            [] => "declared on no day of the span".to_owned(),
            all => format!("declared {}", all.join(", ")),
        }
    }

    /// When the notice disclosed it.
    pub fn disclosed_words(&self) -> String {
        let disclosed = self.open_words(&self.disclosed);
        match disclosed.as_slice() {
            [] => "disclosed on no day of the span".to_owned(),
            all => format!("disclosed {}", all.join(", ")),
        }
    }

    /// What the comparison came to, a sentence each.
    pub fn compared_lines(&self) -> Vec<String> {
        let (Some(seen), Some(compared)) = (self.seen, self.compared) else {
            let why = if self.seen.is_none() {
                "not compared: no file states the days"
            } else {
                "not compared: seen on no day of the span"
            };
            return vec![why.to_owned()];
        };
        let mut lines = Vec::new();
        let mut line = |what: &str, days: &[Days]| {
            if !days.is_empty() {
                let words: Vec<String> = days.iter().map(|it| it.words()).collect();
                let count = counted(u32::try_from(sum(days)).unwrap_or(0), "day");
                lines.push(format!("{what} for {count}: {}", words.join(", ")));
            }
        };
        line("it ran undisclosed", &self.undisclosed);
        line("it ran undeclared", &self.undeclared);
        line(
            "whether the notice discloses it is not recorded",
            &self.not_recorded,
        );
        if lines.is_empty() {
            lines.push("declared and disclosed on all days between its first and last".to_owned());
        }
        if let Some(first) = self.first_notice.filter(|first| compared.from < *first) {
            lines.push(format!(
                "the estate has no notice that was published before {first}"
            ));
        }
        if seen != compared {
            lines.push(format!(
                "compared {} alone: the span has no other day",
                compared.words()
            ));
        }
        lines
    }

    fn open_words(&self, days: &[Days]) -> Vec<String> {
        days.iter().map(|it| it.open_words(self.until)).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Declared in March and disclosed in May; seen from January to June.
    fn found() -> SeenRecipient {
        let interval = |from, until, declared, disclosed| SeenInterval {
            from,
            until,
            declared,
            disclosed,
        };
        SeenRecipient {
            name: "Pigeon Post Ltd".to_owned(),
            hosts: vec!["api.pigeon-post.example".to_owned()],
            first: Some(date(2026, 1, 10)),
            last: Some(date(2026, 6, 30)),
            first_notice: None,
            intervals: vec![
                interval(date(2018, 5, 25), date(2026, 2, 28), false, Recorded::No),
                interval(date(2026, 3, 1), date(2026, 4, 30), true, Recorded::No),
                interval(date(2026, 5, 1), date(2026, 11, 24), true, Recorded::Yes),
            ],
        }
    }

    #[test]
    fn the_days_are_those_between_the_first_and_the_last() {
        let view = SeenOverTime::of(&found(), date(2026, 11, 24));
        assert_eq!(view.seen_words(), "seen from 2026-01-10 to 2026-06-30");
        assert_eq!(view.declared_words(), "declared from 2026-03-01 on");
        assert_eq!(view.disclosed_words(), "disclosed from 2026-05-01 on");
        assert_eq!(view.undisclosed_days(), Some(111));
        assert_eq!(
            view.compared_lines(),
            [
                "it ran undisclosed for 111 days: from 2026-01-10 to 2026-04-30",
                "it ran undeclared for 50 days: from 2026-01-10 to 2026-02-28",
            ]
        );
    }

    #[test]
    fn what_is_outside_of_the_span_is_not_compared() {
        let mut found = found();
        found.last = Some(date(2027, 1, 31));
        let lines = SeenOverTime::of(&found, date(2026, 11, 24)).compared_lines();
        let last = lines.last().map(String::as_str);
        assert_eq!(
            last,
            Some("compared from 2026-01-10 to 2026-11-24 alone: the span has no other day")
        );
        found.first = Some(date(2027, 1, 1));
        let lines = SeenOverTime::of(&found, date(2026, 11, 24)).compared_lines();
        assert_eq!(lines, ["not compared: seen on no day of the span"]);
        found.first = None;
        let lines = SeenOverTime::of(&found, date(2026, 11, 24)).compared_lines();
        assert_eq!(lines, ["not compared: no file states the days"]);
    }
}
