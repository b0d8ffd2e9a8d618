//! The tables of the law, one file each: how a row is written, what it is once read, and what the law
//! answers from it. [`for_every_table`] lists them.

mod adequacy;
mod aliases;
mod bases;
mod conditions;
mod consent_ages;
mod duties;
mod instruments;
mod measures;
mod mechanisms;
mod notice_items;
mod notice_keys;
mod records;
mod rules;
mod rulings;
mod schemes;
mod territory;

use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

pub use adequacy::{Activity, AdequacyCondition, AdequacyRow, Body, RecipientKind, sectors};
pub use aliases::AliasRow;
pub use bases::{BasisCondition, BasisRow, RecognisedInterest};
pub use conditions::{ConditionRow, DataClass, DocumentFree, SpecialCategory};
pub use consent_ages::{AgeEntry, ConsentAge, ConsentAgeRow};
pub use duties::{Duty, DutyRow};
pub use instruments::{
    InstrumentCondition, InstrumentDates, InstrumentRow, InstrumentState, SafeguardClass,
};
pub use measures::{MeasureRow, Works};
pub use mechanisms::{Mechanism, MechanismState, Precision};
pub use notice_items::{NoticeItem, NoticeItemRow, NoticeRole, When};
pub use notice_keys::NoticeKey;
pub use records::{RecordHolder, RecordRow, RecordWhere};
pub use rules::RuleRow;
pub use rulings::{Finds, RulingRow};
pub use schemes::{BoundBody, Named};
pub use territory::{TerritoryRole, TerritoryRow};

use super::Law;
use super::head::RawRow;
use super::list::for_every_table;
use super::reading::Reading;
use super::row::{HasRow, Row, Table};

/// A row of a table, which has a head.
pub(super) trait LawRow: HasRow + Sized {
    /// The row as written.
    type Raw: RawRow;

    /// Reads what is behind the head, which is in order already.
    fn read(raw: Self::Raw, row: Row, reading: &mut Reading<'_>) -> Self;

    /// The keys by which policies cite the row, besides its id.
    fn cited_by(&self) -> &[String] {
        &[]
    }
}

/// An entry of a list, which has a name and no head.
pub(super) trait LawList: Sized {
    /// The entry as written.
    type Raw;

    /// The name by which a later file replaces it.
    fn name(&self) -> &String;

    /// Reads the entry; `None` where its name was given before in the file.
    fn read(raw: Self::Raw, reading: &mut Reading<'_>) -> Option<Self>;
}

macro_rules! define_tables {
    ($(
        lists { $( $(#[$list_doc:meta])* $list:ident: $entry:ty, )* }
        rows { $( $(#[$doc:meta])* $field:ident: $row:ty = $table:ident $id:literal, )* }
    )*) => {
        /// A file of law: any of the tables, in any order.
        #[derive(Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
        #[schemars(title = "fairnotice: a file of law")]
        pub(super) struct LawFile {
            $(
                $( $(#[$list_doc])* $list: Vec<<$entry as LawList>::Raw>, )*
                $( $(#[$doc])* $field: Vec<<$row as LawRow>::Raw>, )*
            )*
        }

        impl LawFile {
            /// Brings everything that the file holds into a law.
            pub(super) fn read_into(self, law: &mut Law, reading: &mut Reading<'_>) {
                $(
                    $( law.read_list(reading, self.$list, |tables| &mut tables.$list); )*
                    $( law.read_rows(reading, self.$field, |tables| &mut tables.$field); )*
                )*
            }
        }

        /// The rows of every table.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub(super) struct Tables {
            $(
                $( pub(super) $list: Vec<$entry>, )*
                $( pub(super) $field: Vec<$row>, )*
            )*
        }

        impl Tables {
            /// The head of the row at a place of a table.
            pub(super) fn row(&self, table: Table, at: usize) -> Option<&Row> {
                match table {
                    $( $( Table::$table => self.$field.get(at).map(HasRow::row), )* )*
                }
            }

            /// The same, to change.
            pub(super) fn row_mut(&mut self, table: Table, at: usize) -> Option<&mut Row> {
                match table {
                    $( $( Table::$table => self.$field.get_mut(at).map(HasRow::row_mut), )* )*
                }
            }

            /// The head of every row, by table.
            pub(super) fn heads(&self) -> Vec<&Row> {
                let mut heads = Vec::new();
                $( $( heads.extend(self.$field.iter().map(HasRow::row)); )* )*
                heads
            }

            /// The keys by which rows are cited, by table, each with the place of its row.
            pub(super) fn keys(&self) -> Vec<(String, Table, usize)> {
                let mut keys = Vec::new();
                $( $(
                    for (at, row) in self.$field.iter().enumerate() {
                        let cited = row.cited_by().iter();
                        keys.extend(cited.map(|key| (key.clone(), Table::$table, at)));
                    }
                )* )*
                keys
            }
        }
    };
}

for_every_table!(define_tables);

/// The JSON Schema of a file of law.
pub fn law_file_schema() -> Schema {
    let mut schema = schemars::schema_for!(LawFile);
    RecursiveTransform(spell_out_lists).transform(&mut schema);
    schema
}

/// A list of which one item may be written alone, in the keywords that every tool knows.
fn spell_out_lists(schema: &mut Schema) {
    if schema.remove("x-one-or-many").is_none() {
        return;
    }
    let moved: Vec<_> = ["type", "items", "minItems"]
        .into_iter()
        .filter_map(|key| schema.remove(key).map(|value| (key.to_owned(), value)))
        .collect();
    let list: serde_json::Map<_, _> = moved.into_iter().collect();
    let one = list.get("items").cloned().unwrap_or_default();
    schema.insert(
        "anyOf".to_owned(),
        serde_json::Value::Array(vec![one, serde_json::Value::Object(list)]),
    );
}
