//! The head that every row shares, as it is written: its keys, and the macro that writes them into each
//! row's type.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::row::{Regime, Table};
use crate::input::{Located, OneOrMany};

/// A text and where it is.
pub(super) type Text = Located<String>;

/// How a day is written, for the JSON Schema: `2021-01-31`.
pub(super) struct Day;

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
    }
}

/// The head of a row as written.
pub(super) struct RawHead {
    pub(super) id: Text,
    pub(super) regimes: Vec<Regime>,
    pub(super) national: Option<Text>,
    pub(super) title: String,
    pub(super) from: Option<Text>,
    pub(super) until: Option<Text>,
    pub(super) existing_until: Option<Text>,
    pub(super) never: bool,
    pub(super) citation: Text,
    pub(super) reference: OneOrMany<Text>,
    pub(super) read: Option<Text>,
    pub(super) source: Option<String>,
    pub(super) under_appeal: Option<String>,
    pub(super) note: Option<String>,
}

/// Takes a text out of a row.
pub(super) fn take(text: &mut Text) -> Text {
    std::mem::replace(text, Located::nowhere(String::new()))
}

/// A row as written, of a known table.
pub(super) trait RawRow {
    /// The table that it is in.
    const TABLE: Table;

    /// Takes the head out.
    fn take_head(&mut self) -> RawHead;
}

/// Rows share their head, but serde loses places inside `flatten`: so the head's keys are written
/// into every struct.
macro_rules! raw_row {
    (
        $(#[$doc:meta])*
        $name:ident in $table:ident {
            $( $(#[$about:meta])* $field:ident: $type:ty, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub(in crate::law) struct $name {
            /// The row's name, unique among all rows. A row with the id of a built-in one of the
            /// same table takes its place.
            id: $crate::law::head::Text,
            /// The regimes that it is part of.
            regimes: Vec<$crate::law::row::Regime>,
            /// For a country's own law, that country (ISO 3166-1, two letters).
            #[serde(default)]
            national: Option<$crate::law::head::Text>,
            /// What it says, short.
            title: String,
            /// First day.
            #[serde(default)]
            #[schemars(with = "Option<crate::law::head::Day>")]
            from: Option<$crate::law::head::Text>,
            /// Last day; absent while open.
            #[serde(default)]
            #[schemars(with = "Option<crate::law::head::Day>")]
            until: Option<$crate::law::head::Text>,
            /// Last day on which an instrument that was concluded in time can be relied on.
            #[serde(default)]
            #[schemars(with = "Option<crate::law::head::Day>")]
            existing_until: Option<$crate::law::head::Text>,
            /// Never usable; the row says why.
            #[serde(default)]
            never: bool,
            /// Article, number of the decision, or statutory instrument.
            citation: $crate::law::head::Text,
            /// Where the official text is, as `https` addresses: the text that the row is to be
            /// compared with comes first.
            #[serde(default)]
            #[schemars(with = "crate::input::OneOrMany<String>")]
            reference: crate::input::OneOrMany<$crate::law::head::Text>,
            /// The day on which somebody compared the row with the text and found that they agree;
            /// absent while nobody has.
            #[serde(default)]
            #[schemars(with = "Option<crate::law::head::Day>")]
            read: Option<$crate::law::head::Text>,
            /// What was read where it was not the text at `reference` itself.
            #[serde(default)]
            source: Option<String>,
            /// The case in which a court is asked to annul or overturn it, while that is pending:
            /// `C-703/25 P`.
            #[serde(default)]
            under_appeal: Option<String>,
            /// What else one should know.
            #[serde(default)]
            note: Option<String>,
            $( $(#[$about])* $field: $type, )*
        }

        impl $crate::law::head::RawRow for $name {
            const TABLE: $crate::law::row::Table = $crate::law::row::Table::$table;

            fn take_head(&mut self) -> $crate::law::head::RawHead {
                $crate::law::head::RawHead {
                    id: $crate::law::head::take(&mut self.id),
                    regimes: std::mem::take(&mut self.regimes),
                    national: self.national.take(),
                    title: std::mem::take(&mut self.title),
                    from: self.from.take(),
                    until: self.until.take(),
                    existing_until: self.existing_until.take(),
                    never: self.never,
                    citation: $crate::law::head::take(&mut self.citation),
                    reference: std::mem::take(&mut self.reference),
                    read: self.read.take(),
                    source: self.source.take(),
                    under_appeal: self.under_appeal.take(),
                    note: self.note.take(),
                }
            }
        }
    };
}
pub(super) use raw_row;
