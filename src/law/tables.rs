//! The files of the law as they are written: one format for the built-in ones and for an estate's.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::adequacy::AdequacyCondition;
use super::bases::{BasisCondition, DataClass};
use super::effect::{Finds, Works};
use super::instrument::{Duty, InstrumentCondition, SafeguardClass};
use super::notice_items::{NoticeRole, When};
use super::row::{Regime, Table};
use super::rules::{RecordHolder, RecordWhere};
use super::territory::TerritoryRole;
use crate::input::Located;

/// A text and where it stands.
pub(super) type Text = Located<String>;

/// How a day is written, for the JSON Schema: `2021-01-31`.
struct Day;

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
    pub(super) checked: bool,
    pub(super) source: String,
    pub(super) note: Option<String>,
}

fn take(text: &mut Text) -> Text {
    std::mem::replace(text, Located::nowhere(String::new()))
}

/// A row as written, of a known table.
pub(super) trait RawRow {
    /// The table that it stands in.
    const TABLE: Table;

    /// Takes the head out.
    fn take_head(&mut self) -> RawHead;
}

/// Rows share their head, but serde loses places inside `flatten`: so the head's keys are written
/// into every struct.
macro_rules! raw_rows {
    ($(
        $(#[$doc:meta])*
        $name:ident in $table:ident {
            $( $(#[$about:meta])* $field:ident: $type:ty, )*
        }
    )*) => { $(
        $(#[$doc])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub(super) struct $name {
            /// The row's name, unique among all rows. A row with the id of a built-in one of the
            /// same table takes its place.
            id: Text,
            /// The regimes that it is part of.
            regimes: Vec<Regime>,
            /// For a country's own law, that country (ISO 3166-1, two letters).
            #[serde(default)]
            national: Option<Text>,
            /// What it says, short.
            title: String,
            /// First day.
            #[serde(default)]
            #[schemars(with = "Option<Day>")]
            from: Option<Text>,
            /// Last day; absent while open.
            #[serde(default)]
            #[schemars(with = "Option<Day>")]
            until: Option<Text>,
            /// Last day on which an instrument that was concluded in time can be relied on.
            #[serde(default)]
            #[schemars(with = "Option<Day>")]
            existing_until: Option<Text>,
            /// Never usable; the row says why.
            #[serde(default)]
            never: bool,
            /// Article, number of the decision, or statutory instrument.
            citation: Text,
            /// Whether the main fact was read in the source named.
            checked: bool,
            /// Where it was read, or why it was not.
            source: String,
            /// What else one should know.
            #[serde(default)]
            note: Option<String>,
            $( $(#[$about])* pub(super) $field: $type, )*
        }

        impl RawRow for $name {
            const TABLE: Table = Table::$table;

            fn take_head(&mut self) -> RawHead {
                RawHead {
                    id: take(&mut self.id),
                    regimes: std::mem::take(&mut self.regimes),
                    national: self.national.take(),
                    title: std::mem::take(&mut self.title),
                    from: self.from.take(),
                    until: self.until.take(),
                    existing_until: self.existing_until.take(),
                    never: self.never,
                    citation: take(&mut self.citation),
                    checked: self.checked,
                    source: std::mem::take(&mut self.source),
                    note: self.note.take(),
                }
            }
        }
    )* };
}

raw_rows! {
    /// An adequacy decision or regulation.
    RawAdequacy in Adequacy {
        /// The countries it is about (ISO 3166-1, two letters).
        #[serde(default)]
        countries: Vec<Text>,
        /// The regime whose whole territory on the day it is about.
        #[serde(default)]
        territory_of: Option<Regime>,
        /// What must hold besides, all of it.
        #[serde(default)]
        conditions: Vec<AdequacyCondition>,
    }

    /// A transfer instrument or derogation.
    RawInstrument in Instruments {
        /// The names that a safeguard may have to be this one.
        kinds: Vec<String>,
        /// Its class.
        class: SafeguardClass,
        /// The earliest day of conclusion that counts.
        #[serde(default)]
        #[schemars(with = "Option<Day>")]
        concluded_from: Option<Text>,
        /// The adequacy row that it has its dates from.
        #[serde(default)]
        dates_of: Option<String>,
        /// What must hold besides, all of it.
        #[serde(default)]
        conditions: Vec<InstrumentCondition>,
    }

    /// A duty that comes with safeguards.
    RawDuty in Duties {
        /// What must be done.
        duty: Duty,
        /// The classes of safeguard that it comes with.
        with: Vec<SafeguardClass>,
    }

    /// A ruling about the law of importers' countries.
    RawRuling in Rulings {
        /// What it says.
        finds: Finds,
        /// The countries it is about (ISO 3166-1, two letters); empty: every one outside.
        #[schemars(with = "Vec<String>")]
        countries: Vec<Text>,
        /// The laws it is about, by the words of a party's `access-laws`; empty: of everybody there.
        laws: Vec<String>,
    }

    /// A kind of supplementary measure.
    RawMeasure in Measures {
        /// What an instrument's `supplementary` calls it.
        words: Vec<String>,
        /// How it works.
        works: Works,
    }

    /// A legal basis.
    RawBasis in Bases {
        /// The article, `6(1)(a)`.
        article: String,
        /// What it asks for.
        #[serde(default)]
        conditions: Vec<BasisCondition>,
    }

    /// A condition for special categories or criminal data.
    RawCondition in Conditions {
        /// The article, `9(2)(h)` or `10`; for DPA 2018 Sch 1 `sch1-2`.
        article: String,
        /// The data that it opens.
        data: Vec<DataClass>,
        /// For DPA 2018 Sch 1: the articles that it fills.
        #[serde(default)]
        under: Vec<String>,
        /// What it asks for.
        #[serde(default)]
        conditions: Vec<BasisCondition>,
    }

    /// Ages from which children consent themselves.
    RawConsentAge in ConsentAges {
        /// The age where a country under the regime has no entry.
        #[serde(default)]
        default_age: Option<u8>,
        /// The ages by country.
        ages: Vec<RawAge>,
    }

    /// Countries and a regime.
    RawTerritory in Territory {
        /// What the row says about its countries.
        role: TerritoryRole,
        /// The countries (ISO 3166-1, two letters).
        #[serde(default)]
        codes: Vec<Text>,
        /// For parts of a member state: the member state and the codes of its parts.
        #[serde(default)]
        parts: BTreeMap<String, Vec<Text>>,
    }

    /// Other codes for countries.
    RawAlias in Aliases {
        /// What is written, and the ISO code.
        codes: BTreeMap<String, String>,
    }

    /// Something about notices.
    RawNoticeItem in NoticeItems {
        /// What it is; absent means something to tell.
        #[serde(default)]
        role: Option<NoticeRole>,
        /// The articles, `13(1)(c)`.
        articles: Vec<String>,
        /// The keys that it asks for, each with its case.
        #[serde(default)]
        tells: IndexMap<String, When>,
    }

    /// An entry of the record of processing activities, or a template for it.
    RawRecord in Records {
        /// Whose record; absent for both.
        #[serde(default)]
        holder: Option<RecordHolder>,
        /// The articles.
        #[serde(default)]
        articles: Vec<String>,
        /// In which case it is needed; absent means always.
        #[serde(default, rename = "where")]
        needed: Option<RecordWhere>,
        /// For a template, its columns in their order.
        #[serde(default)]
        columns: Vec<String>,
    }

    /// A rule that policies cite.
    RawRule in Rules {
        /// The keys by which it is cited, `5(1)(b)`.
        keys: Vec<String>,
    }
}

/// The age in one country for a time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawAge {
    /// ISO 3166-1, two letters.
    pub(super) country: Text,
    /// In years.
    pub(super) age: u8,
    /// First day, if it was not always so.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub(super) from: Option<Text>,
    /// Last day, if it did not stay so.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub(super) until: Option<Text>,
    /// Whether it was read in a source.
    pub(super) checked: bool,
}

/// A scheme of certification, or a foreign law.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawNamed {
    /// Its name in files.
    pub(super) id: Text,
    /// What people call it.
    pub(super) title: String,
    /// The scheme that this one extends, and which is needed as well.
    #[serde(default)]
    pub(super) extends: Option<String>,
}

/// A key that statements use for something to tell.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawNoticeKey {
    /// The key, `right-of-access`.
    pub(super) key: Text,
    /// What it is, in words that follow "the notice does not tell".
    pub(super) title: String,
}

/// A word that a notice uses for what protects a transfer, or for the law it cites.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawMechanism {
    /// The word.
    pub(super) word: Text,
    /// What it means.
    pub(super) title: String,
    /// The kinds of instrument that it says exactly.
    #[serde(default)]
    pub(super) names: Vec<Text>,
    /// The kinds that it covers without saying which.
    #[serde(default)]
    pub(super) broader_than: Vec<Text>,
    /// The classes whose kinds it covers without saying which.
    #[serde(default)]
    pub(super) broader_than_class: Vec<SafeguardClass>,
    /// For a word that means a law: the rows that say when that law holds.
    #[serde(default)]
    pub(super) rests_on: Vec<Text>,
    /// The row with whose last day the word stops being right under a regime.
    #[serde(default)]
    pub(super) ends: Vec<RawEnd>,
}

/// When a word stops being right under a regime.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawEnd {
    /// The regime.
    pub(super) regime: Regime,
    /// The row with whose last day it does.
    pub(super) with: Text,
}

/// A file of law: any of the tables, in any order.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "fairnotice: a file of law")]
pub(super) struct LawFile {
    /// Schemes of certification that adequacy rows speak of.
    pub(super) schemes: Vec<RawNamed>,
    /// Foreign laws that adequacy rows speak of.
    pub(super) recipient_laws: Vec<RawNamed>,
    /// Adequacy decisions and regulations.
    pub(super) adequacy: Vec<RawAdequacy>,
    /// Transfer instruments and derogations.
    pub(super) instruments: Vec<RawInstrument>,
    /// Duties that come with an instrument.
    pub(super) duties: Vec<RawDuty>,
    /// Rulings about the law of importers' countries.
    pub(super) rulings: Vec<RawRuling>,
    /// Supplementary measures that can work against such law, and those that cannot.
    pub(super) measures: Vec<RawMeasure>,
    /// Words of notices for instruments and laws.
    pub(super) mechanisms: Vec<RawMechanism>,
    /// Legal bases.
    pub(super) bases: Vec<RawBasis>,
    /// Conditions for special categories and criminal data.
    pub(super) conditions: Vec<RawCondition>,
    /// Ages of consent of children.
    pub(super) consent_ages: Vec<RawConsentAge>,
    /// Which country is inside which regime.
    pub(super) territory: Vec<RawTerritory>,
    /// Other codes for countries.
    pub(super) aliases: Vec<RawAlias>,
    /// The keys of what a notice must tell.
    pub(super) notice_keys: Vec<RawNoticeKey>,
    /// What a notice must tell.
    pub(super) notice_items: Vec<RawNoticeItem>,
    /// The record of processing activities.
    pub(super) records: Vec<RawRecord>,
    /// Everything else that policies cite.
    pub(super) rules: Vec<RawRule>,
}

/// The JSON Schema of a file of law.
pub fn law_file_schema() -> Schema {
    schemars::schema_for!(LawFile)
}
