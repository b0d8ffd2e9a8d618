//! From tables as written to the law. A file adds rows, or puts its own in the place of rows that
//! have the same id.

use std::collections::BTreeMap;

use super::Law;
use super::adequacy::{AdequacyCondition, AdequacyRow, Named};
use super::bases::{AgeEntry, BasisRow, ConditionRow, ConsentAgeRow};
use super::check::{Reference, Source};
use super::effect::{MeasureRow, RulingRow};
use super::instrument::{DutyRow, InstrumentCondition, InstrumentRow};
use super::mechanism::Mechanism;
use super::notice_items::{NoticeItemRow, NoticeKey, NoticeRole};
use super::read::{read, read_builtin};
use super::row::{HasRow, Row};
use super::rules::{RecordRow, RecordWhere, RuleRow};
use super::tables::{LawFile, RawAge, RawMechanism, RawNamed, RawRow, RawTerritory, Text};
use super::territory::{AliasRow, TerritoryRow};
use crate::input::{Diagnostics, FileId, InputError, InputErrorKind as Kind, Span};

/// Reads files one after the other into a law.
pub(super) struct Loader {
    pub(super) law: Law,
    pub(super) errors: Diagnostics,
    references: Vec<(Reference, Span)>,
}

impl Loader {
    /// Starts from a law that the files add to.
    pub(super) fn new(law: Law) -> Self {
        Self {
            law,
            errors: Diagnostics::new(),
            references: Vec::new(),
        }
    }

    /// Reads one file.
    pub(super) fn file(&mut self, file: FileId, text: &str) {
        self.take(file, text, read(file, text));
    }

    /// Reads one of our own files.
    pub(super) fn builtin(&mut self, file: FileId, path: &str, text: &str) {
        self.take(file, text, read_builtin(file, path, text));
    }

    fn take(&mut self, file: FileId, text: &str, read: Result<LawFile, Vec<InputError>>) {
        match read {
            Ok(tables) => {
                let mut source = Source::new(file, text);
                self.tables(&mut source, tables);
            }
            Err(errors) => self.errors.extend(errors),
        }
    }

    /// The law with all files in it, or everything that is wrong with them.
    pub(super) fn finish(mut self) -> Result<Law, Vec<InputError>> {
        self.law.take_dates();
        self.law.index_keys();
        self.check_begins();
        for (reference, span) in std::mem::take(&mut self.references) {
            self.check(&reference, span);
        }
        if self.errors.is_empty() {
            Ok(self.law)
        } else {
            Err(self.errors.into_sorted())
        }
    }

    fn tables(&mut self, source: &mut Source, tables: LawFile) {
        for raw in tables.schemes {
            self.named(source, raw, |law| &mut law.schemes);
        }
        for raw in tables.recipient_laws {
            self.named(source, raw, |law| &mut law.recipient_laws);
        }
        for raw in tables.notice_keys {
            if self.is_new(source, "notice key", &raw.key) {
                let key = NoticeKey {
                    key: raw.key.value,
                    title: raw.title,
                };
                replace_or_push(&mut self.law.notice_keys, key, |held| &held.key);
            }
        }
        self.rows(
            source,
            tables.adequacy,
            |law| &mut law.adequacy,
            |loader, source, row, raw| {
                let countries = loader.countries(source, &raw.countries);
                let says_where = !countries.is_empty()
                    || raw.territory_of.is_some()
                    || raw
                        .conditions
                        .iter()
                        .any(|it| matches!(it, AdequacyCondition::RecipientIs(_)));
                if !says_where {
                    loader.errors.push(
                        InputError::new(
                            Kind::MissingKey,
                            row.span,
                            format!("`{}` names no place", row.id),
                        )
                        .help("give `countries`, `territory-of` or a condition `recipient-is`"),
                    );
                }
                for condition in &raw.conditions {
                    let reference = match condition {
                        AdequacyCondition::RecipientCertified(id) => Reference::Scheme(id.clone()),
                        AdequacyCondition::RecipientSubjectTo(id) => {
                            Reference::RecipientLaw(id.clone())
                        }
                        _ => continue,
                    };
                    loader.references.push((reference, row.span));
                }
                AdequacyRow {
                    row,
                    countries,
                    territory_of: raw.territory_of,
                    conditions: raw.conditions,
                }
            },
        );
        self.rows(
            source,
            tables.instruments,
            |law| &mut law.instruments,
            |loader, source, row, raw| {
                loader.not_empty(&row, "kinds", raw.kinds.is_empty());
                for condition in &raw.conditions {
                    if let InstrumentCondition::UsedWith(kind) = condition {
                        loader
                            .references
                            .push((Reference::Instrument(kind.clone()), row.span));
                    }
                }
                if let Some(id) = &raw.dates_of {
                    loader
                        .references
                        .push((Reference::AdequacyRow(id.clone()), row.span));
                }
                let concluded_from = loader.day(source, raw.concluded_from.as_ref());
                InstrumentRow {
                    row,
                    kinds: raw.kinds,
                    class: raw.class,
                    concluded_from,
                    dates_of: raw.dates_of,
                    conditions: raw.conditions,
                }
            },
        );
        self.rows(
            source,
            tables.duties,
            |law| &mut law.duties,
            |_, _, row, raw| DutyRow {
                row,
                duty: raw.duty,
                with: raw.with,
            },
        );
        self.rows(
            source,
            tables.rulings,
            |law| &mut law.rulings,
            |loader, source, row, raw| RulingRow {
                row,
                finds: raw.finds,
                countries: loader.countries(source, &raw.countries),
                laws: raw.laws,
            },
        );
        self.rows(
            source,
            tables.measures,
            |law| &mut law.measures,
            |loader, _, row, raw| {
                loader.not_empty(&row, "words", raw.words.is_empty());
                MeasureRow {
                    row,
                    words: raw.words,
                    works: raw.works,
                }
            },
        );
        self.rows(
            source,
            tables.bases,
            |law| &mut law.bases,
            |_, _, row, raw| BasisRow {
                row,
                article: raw.article,
                conditions: raw.conditions,
            },
        );
        self.rows(
            source,
            tables.conditions,
            |law| &mut law.conditions,
            |loader, _, row, raw| {
                loader.not_empty(&row, "data", raw.data.is_empty());
                for article in &raw.under {
                    loader
                        .references
                        .push((Reference::Article(article.clone()), row.span));
                }
                ConditionRow {
                    row,
                    article: raw.article,
                    data: raw.data,
                    under: raw.under,
                    conditions: raw.conditions,
                }
            },
        );
        self.rows(
            source,
            tables.consent_ages,
            |law| &mut law.consent_ages,
            |loader, source, row, raw| {
                let ages = raw
                    .ages
                    .into_iter()
                    .filter_map(|age| loader.age(source, age))
                    .collect();
                ConsentAgeRow {
                    row,
                    default_age: raw.default_age,
                    ages,
                }
            },
        );
        self.rows(
            source,
            tables.territory,
            |law| &mut law.territory,
            Self::territory,
        );
        self.rows(
            source,
            tables.aliases,
            |law| &mut law.aliases,
            |_, _, row, raw| AliasRow {
                row,
                codes: raw.codes,
            },
        );
        self.rows(
            source,
            tables.notice_items,
            |law| &mut law.notice_items,
            |loader, _, row, raw| {
                for key in raw.tells.keys() {
                    loader
                        .references
                        .push((Reference::NoticeKey(key.clone()), row.span));
                }
                let role = raw.role.unwrap_or(NoticeRole::Item);
                if role == NoticeRole::Item {
                    loader.not_empty(&row, "tells", raw.tells.is_empty());
                }
                NoticeItemRow {
                    row,
                    role,
                    articles: raw.articles,
                    tells: raw.tells,
                }
            },
        );
        self.rows(
            source,
            tables.records,
            |law| &mut law.records,
            |_, _, row, raw| RecordRow {
                row,
                holder: raw.holder,
                articles: raw.articles,
                needed: raw.needed.unwrap_or(RecordWhere::Always),
                columns: raw.columns,
            },
        );
        self.rows(
            source,
            tables.rules,
            |law| &mut law.rules,
            |loader, _, row, raw| {
                loader.not_empty(&row, "keys", raw.keys.is_empty());
                RuleRow {
                    row,
                    keys: raw.keys,
                }
            },
        );
        for raw in tables.mechanisms {
            self.mechanism(source, raw);
        }
    }

    /// Brings the rows of one table in: heads are checked here, the rest by `build`.
    fn rows<R: RawRow, T: HasRow>(
        &mut self,
        source: &mut Source,
        raws: Vec<R>,
        table: fn(&mut Law) -> &mut Vec<T>,
        build: impl Fn(&mut Self, &Source, Row, R) -> T,
    ) {
        for mut raw in raws {
            let head = raw.take_head();
            let Some(row) = self.head::<R>(source, head) else {
                continue;
            };
            let row = build(self, source, row, raw);
            self.law.put(R::TABLE, table, row);
        }
    }

    fn not_empty(&mut self, row: &Row, key: &str, empty: bool) {
        if empty {
            let message = format!("`{key}` of `{}` is empty", row.id);
            self.errors
                .push(InputError::new(Kind::Empty, row.span, message));
        }
    }

    fn age(&mut self, source: &Source, raw: RawAge) -> Option<AgeEntry> {
        let (from, until) = (
            self.day(source, raw.from.as_ref()),
            self.day(source, raw.until.as_ref()),
        );
        Some(AgeEntry {
            country: self.country(source, &raw.country),
            age: raw.age,
            from,
            until,
            checked: raw.checked,
        })
    }

    fn territory(&mut self, source: &Source, row: Row, raw: RawTerritory) -> TerritoryRow {
        let mut codes = self.countries(source, &raw.codes);
        let mut parts = BTreeMap::new();
        for (member, written) in raw.parts {
            let of_member = self.countries(source, &written);
            codes.extend(of_member.iter().cloned());
            parts.insert(member, of_member);
        }
        TerritoryRow {
            row,
            role: raw.role,
            codes,
            parts,
        }
    }

    fn mechanism(&mut self, source: &mut Source, raw: RawMechanism) {
        if !self.is_new(source, "word", &raw.word) {
            return;
        }
        let mut refer = |texts: &[Text], to: fn(String) -> Reference| {
            for text in texts {
                self.references
                    .push((to(text.value.clone()), source.of(text)));
            }
            texts
                .iter()
                .map(|text| text.value.clone())
                .collect::<Vec<_>>()
        };
        let names = refer(&raw.names, Reference::Instrument);
        let broader_than = refer(&raw.broader_than, Reference::Instrument);
        let rests_on = refer(&raw.rests_on, Reference::AnyRow);
        let mut ends = Vec::new();
        for end in raw.ends {
            refer(std::slice::from_ref(&end.with), Reference::AnyRow);
            ends.push((end.regime, end.with.value));
        }
        let span = source.of(&raw.word);
        let mechanism = Mechanism {
            word: raw.word.value,
            title: raw.title,
            names,
            broader_than,
            broader_than_class: raw.broader_than_class,
            rests_on,
            ends,
            span,
        };
        replace_or_push(&mut self.law.mechanisms, mechanism, |held| &held.word);
    }

    fn named(
        &mut self,
        source: &mut Source,
        raw: RawNamed,
        table: fn(&mut Law) -> &mut Vec<Named>,
    ) {
        if self.is_new(source, "name", &raw.id) {
            let named = Named {
                id: raw.id.value,
                title: raw.title,
                extends: raw.extends,
            };
            replace_or_push(table(&mut self.law), named, |held| &held.id);
        }
    }
}

/// A row of a later file takes the place of the one with its id; a new one comes last.
fn replace_or_push<T>(table: &mut Vec<T>, new: T, id: fn(&T) -> &String) {
    match table.iter_mut().find(|held| id(held) == id(&new)) {
        Some(held) => *held = new,
        None => table.push(new),
    }
}
