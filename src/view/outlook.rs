//! Of a proposal with findings: from when on it is lawful and disclosed, and which changes leave it without errors.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::timeline::{EventView, event_view};
use crate::engine::remedies::Plan;
use crate::engine::timeline::Earliest;

/// From when on what is proposed is lawful and disclosed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarliestView {
    /// The first day; `None`: no day that was looked at.
    pub day: Option<Date>,
    /// The day from which it was looked at.
    pub from: Date,
    /// The last day that was looked at.
    pub until: Date,
    /// What changes on the first day, where it is not the day of the check.
    pub because: Vec<EventView>,
    /// The first and last day on which it runs undisclosed before that; without a last one it stays so.
    pub undisclosed: Option<(Date, Option<Date>)>,
}

impl EarliestView {
    /// The view of what was found from a day on.
    pub fn of(earliest: &Earliest, from: Date) -> Self {
        Self {
            day: earliest.day,
            from,
            until: earliest.until,
            because: earliest.because.iter().map(event_view).collect(),
            undisclosed: earliest.undisclosed,
        }
    }

    /// How many days it runs undisclosed, where that ends.
    pub fn undisclosed_days(&self) -> Option<i32> {
        let (first, last) = self.undisclosed?;
        Some(last?.since(first).ok()?.get_days() + 1)
    }

    /// What was found, in sentences.
    pub fn sentences(&self) -> Vec<String> {
        let because: Vec<String> = self.because.iter().map(happens).collect();
        let mut sentences = vec![match self.day {
            None => format!(
                "By what is recorded, there is no day up to {} on which all of it runs, is lawful and is disclosed.",
                self.until
            ),
            Some(day) if day <= self.from => format!("It is lawful and disclosed on {day}."),
            Some(day) if because.is_empty() => format!("It is lawful and disclosed from {day} on."),
            Some(day) => format!(
                "It is lawful and disclosed from {day} on, when {}.",
                because.join(" and ")
            ),
        }];
        match (self.undisclosed, self.undisclosed_days()) {
            (Some((first, Some(last))), Some(days)) => sentences.push(format!(
                "Disclosure window: it runs undisclosed for {days} {}, from {first} to {last}.",
                if days == 1 { "day" } else { "days" }
            )),
            (Some((first, _)), _) => sentences.push(format!(
                "Disclosure window: it runs undisclosed from {first} on, and no publication that is recorded ends that."
            )),
            (None, _) => {}
        }
        sentences
    }
}

/// What happens on a day: "the notice `Privacy notice` begins".
fn happens(event: &EventView) -> String {
    format!("{} {}", event.about, event.turn_words)
}

/// Changes that together resolve the errors that a proposal brings; verified together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Variant")]
pub struct VariantView {
    /// The changes.
    pub changes: Vec<VariantChange>,
    /// Sentences that the changes make due only together: drafts for approval.
    pub also_states: Vec<String>,
    /// How many of the errors they resolve.
    pub resolves: usize,
    /// The ids of the errors that they leave.
    pub leaves: Vec<String>,
}

/// A change of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "VariantChange")]
pub struct VariantChange {
    /// What to do.
    pub text: String,
    /// The sentences that it adds to the notice: drafts for approval.
    pub sentences: Vec<String>,
    /// What it takes for granted, each in a clause that follows "assumes that".
    pub assumes: Vec<String>,
    /// The ids of the errors that it resolves.
    pub resolves: Vec<String>,
}

impl VariantView {
    /// The view of a plan; `None` where nothing resolves anything.
    pub fn of(plan: &Plan) -> Option<Self> {
        let changes = plan.steps.iter().map(|it| VariantChange {
            text: it.text.clone(),
            sentences: it.sentences.clone(),
            assumes: it.assumes.clone(),
            resolves: it.resolves.clone(),
        });
        let changes: Vec<VariantChange> = changes.collect();
        (!changes.is_empty()).then(|| Self {
            resolves: changes.iter().map(|it| it.resolves.len()).sum(),
            changes,
            also_states: plan.also_states().into_iter().map(str::to_owned).collect(),
            leaves: plan.left.clone(),
        })
    }

    /// What the changes come to, in a sentence.
    pub fn sentence(&self) -> String {
        let these = match self.changes.len() {
            1 => "This change".to_owned(),
            changes => format!("These {changes} changes together"),
        };
        let verb = if self.changes.len() == 1 {
            "leaves"
        } else {
            "leave"
        };
        match self.leaves.len() {
            0 => format!("{these} {verb} no error that the proposal brings (verified):"),
            left => format!(
                "{these} {verb} {left} of {} errors that the proposal brings (verified):",
                left + self.resolves
            ),
        }
    }

    /// A line for each change.
    pub fn lines(&self) -> Vec<String> {
        let line = |it: &VariantChange| {
            let mut line = it.text.clone();
            for sentence in &it.sentences {
                line.push_str(&format!(": \u{201C}{sentence}\u{201D}"));
            }
            if !it.assumes.is_empty() {
                let assumed = it.assumes.join(", and that ");
                line.push_str(&format!(" (assumes that {assumed})"));
            }
            line
        };
        let also = self.also_states.iter();
        let also = also.map(|it| format!("and state with all of these: \u{201C}{it}\u{201D}"));
        self.changes.iter().map(line).chain(also).collect()
    }
}
