//! The head that every row of the law has, and the two regimes.

use jiff::civil::Date;

use super::list::for_every_table;
use crate::input::{FileId, Span};

/// Defines an enum of words that files use, with the word of each.
macro_rules! words {
    ($( $(#[$doc:meta])* $name:ident { $( $(#[$about:meta])* $variant:ident = $id:literal, )* } )*) => { $(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize,
            schemars::JsonSchema,
        )]
        pub enum $name {
            $( $(#[$about])* #[serde(rename = $id)] $variant, )*
        }

        impl $name {
            /// Every one of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word that files use for it.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The one that a file's word means.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.id() == id)
            }

            /// The word as it reads in a sentence.
            pub fn words(self) -> String {
                self.id().replace('-', " ")
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.id())
            }
        }
    )* };
}
pub(super) use words;

words! {
    /// A body of data-protection law.
    Regime {
        /// Regulation (EU) 2016/679, in the EEA; until 2020-12-31 in the United Kingdom too.
        EuGdpr = "eu-gdpr",
        /// The same as retained and changed by the United Kingdom, since 2021-01-01.
        UkGdpr = "uk-gdpr",
    }
}

macro_rules! define_table {
    ($(
        lists { $( $(#[$list_doc:meta])* $list:ident: $entry:ty, )* }
        rows { $( $(#[$doc:meta])* $field:ident: $row:ty = $table:ident $id:literal, )* }
    )*) => {
        words! {
            /// The table that a row is in; the word is the key of that table in a file.
            Table { $( $( $(#[$doc])* $table = $id, )* )* }
        }
    };
}

for_every_table!(define_table);

impl Regime {
    /// The name that people know it by.
    pub fn label(self) -> &'static str {
        match self {
            Self::EuGdpr => "EU GDPR",
            Self::UkGdpr => "UK GDPR",
        }
    }

    /// The territory that data leave in a restricted transfer.
    pub fn territory(self) -> &'static str {
        match self {
            Self::EuGdpr => "the EEA",
            Self::UkGdpr => "the United Kingdom",
        }
    }

    /// The other of the two.
    pub fn other(self) -> Self {
        match self {
            Self::EuGdpr => Self::UkGdpr,
            Self::UkGdpr => Self::EuGdpr,
        }
    }
}

/// What every row has, whatever its table. All days are inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The row's name, unique among all rows.
    pub id: String,
    /// The table it is in.
    pub table: Table,
    /// The regimes that it is part of.
    pub regimes: Vec<Regime>,
    /// For a country's own law, that country (ISO 3166-1, two letters): the row holds for
    /// establishments there, whichever regime applies to them on the day.
    pub national: Option<String>,
    /// What it says, short.
    pub title: String,
    /// First day; `None` only for a row that is `never` in force.
    pub from: Option<Date>,
    /// Last day (of an instrument: the last on which it can be concluded); `None` while open.
    pub until: Option<Date>,
    /// Last day on which an instrument that was concluded in time can be relied on.
    pub existing_until: Option<Date>,
    /// Whether the row says that something is never usable.
    pub never: bool,
    /// Article, number of the decision, or statutory instrument.
    pub citation: String,
    /// Where the official text is, as `https` addresses, the text that the row is compared with
    /// first; none where the address is not known for certain.
    pub references: Vec<String>,
    /// The day on which somebody compared the row with the text and found that they agree; `None`
    /// while nobody has.
    pub read: Option<Date>,
    /// What was read where it was not the text at the first reference itself.
    pub source: Option<String>,
    /// The case in which a court is asked to annul or overturn it, while that is pending.
    pub under_appeal: Option<String>,
    /// What else one should know.
    pub note: Option<String>,
    /// Where its id is.
    pub span: Span,
    /// The line its id is on, from 1.
    pub line: u32,
}

impl Row {
    /// The file it is in.
    pub fn file(&self) -> FileId {
        self.span.file
    }

    /// The last day on which anything can rely on the row; `None` while open.
    pub fn last_day(&self) -> Option<Date> {
        self.existing_until.or(self.until)
    }

    /// `; under appeal: C-703/25 P`, for use after the name of a row; empty where none is pending.
    pub fn appeal_words(&self) -> String {
        let case = self.under_appeal.as_ref();
        case.map_or(String::new(), |case| format!("; under appeal: {case}"))
    }

    /// Whether the row has begun by the day.
    pub fn has_begun(&self, day: Date) -> bool {
        !self.never && self.from.is_some_and(|from| from <= day)
    }

    /// Whether nothing can rely on the row any longer.
    pub fn has_ended(&self, day: Date) -> bool {
        self.last_day().is_some_and(|last| last < day)
    }

    /// Whether the row holds on the day, whatever the regime; of an instrument, whether one that
    /// was concluded in time can still be relied on.
    pub fn in_force(&self, day: Date) -> bool {
        self.has_begun(day) && !self.has_ended(day)
    }

    /// Whether the row is part of a regime.
    pub fn is_of(&self, regime: Regime) -> bool {
        self.regimes.contains(&regime)
    }
}

/// A row of any table.
pub(super) trait HasRow {
    /// Its head.
    fn row(&self) -> &Row;

    /// The same, to change.
    fn row_mut(&mut self) -> &mut Row;
}

macro_rules! has_row {
    ($($name:ty),* $(,)?) => { $(
        impl $crate::law::row::HasRow for $name {
            fn row(&self) -> &$crate::law::row::Row {
                &self.row
            }

            fn row_mut(&mut self) -> &mut $crate::law::row::Row {
                &mut self.row
            }
        }
    )* };
}
pub(super) use has_row;
