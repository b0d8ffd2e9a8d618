//! The document, part by part: entries are handed on one by one.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Visit;
use super::entry::{Entry, text};
use crate::observe::Phase;

/// The whole document: what is not `log` is passed over.
pub(super) struct Document<'v, 's, 't>(pub &'v mut Visit<'s, 't>);

impl<'t> DeserializeSeed<'t> for Document<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Document<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map with `log`")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'t, str>>()? {
            if key == "log" {
                map.next_value_seed(Log(&mut *self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The log: entries one by one, and what is said of the whole.
struct Log<'v, 's, 't>(&'v mut Visit<'s, 't>);

impl<'t> DeserializeSeed<'t> for Log<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Log<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map with `entries`")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'t, str>>()? {
            match &*key {
                "entries" => {
                    self.0.has_entries = true;
                    map.next_value_seed(Entries(&mut *self.0))?;
                }
                "comment" => {
                    let comment: &'t RawValue = map.next_value()?;
                    let phase = text(comment).and_then(|it| Phase::parse(&it));
                    self.0.phase = phase.unwrap_or(self.0.phase);
                }
                "pages" => {
                    let pages: &'t RawValue = map.next_value()?;
                    self.0.pages.list(pages);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Entries<'v, 's, 't>(&'v mut Visit<'s, 't>);

impl<'t> DeserializeSeed<'t> for Entries<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for Entries<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(entry) = list.next_element::<Entry<'t>>()? {
            self.0.entry(&entry);
        }
        Ok(())
    }
}
