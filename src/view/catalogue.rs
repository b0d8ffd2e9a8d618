//! Lists that need no estate: the dated rows of law, and the rules.

use jiff::civil::Date;

use super::finding::{LawRowView, RuleView};

/// Rows of law, as `law` lists them.
#[derive(Debug, Clone)]
pub struct LawList {
    /// The rows, in the order of the tables.
    pub rows: Vec<LawRowView>,
    /// The day for which their state is given.
    pub day: Date,
}

/// Rules, as `rules` lists them.
#[derive(Debug, Clone)]
pub struct RuleList {
    /// The rules, by id.
    pub rules: Vec<RuleView>,
}

impl LawRowView {
    /// Its state on a day, in the words of every format.
    pub fn state(&self, day: Date) -> &'static str {
        match (self.from, self.until) {
            (None, _) => "never",
            (Some(from), _) if day < from => "to come",
            (_, Some(until)) if until < day => match self.existing_until {
                Some(until) if day <= until => "existing contracts only",
                _ => "ended",
            },
            _ => "in force",
        }
    }
}
