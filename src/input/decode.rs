//! From a tree of nodes to typed values, by serde. The shape was checked before (see
//! [`check_shape`](super::check_shape)), so a failure here is a gap between a type and its schema.

use serde::de::value::{
    MapAccessDeserializer, MapDeserializer, SeqDeserializer, StrDeserializer, U32Deserializer,
};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer,
    SeqAccess, VariantAccess, Visitor,
};

use super::diagnostic::{InputError, InputErrorKind};
use super::located::LOCATED;
use super::node::{Key, Node, NodeKind};
use super::span::Span;

/// Builds a value from a node whose shape was checked.
///
/// # Errors
/// An [`InputError`] at the node that does not fit its type.
pub fn decode<T: DeserializeOwned>(node: &Node) -> Result<T, InputError> {
    T::deserialize(NodeDeserializer(node)).map_err(|error| {
        InputError::new(
            InputErrorKind::WrongType,
            error.span.unwrap_or(node.span),
            error.message,
        )
    })
}

#[derive(Debug)]
struct DecodeError {
    message: String,
    span: Option<Span>,
}

impl std::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl serde::de::Error for DecodeError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            span: None,
        }
    }
}

#[derive(Clone, Copy)]
struct NodeDeserializer<'a>(&'a Node);

impl<'de> IntoDeserializer<'de, DecodeError> for NodeDeserializer<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> IntoDeserializer<'de, DecodeError> for &'de Key {
    type Deserializer = StrDeserializer<'de, DecodeError>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.name.as_str().into_deserializer()
    }
}

impl<'de> NodeDeserializer<'de> {
    fn at(self, mut error: DecodeError) -> DecodeError {
        error.span = error.span.or(Some(self.0.span));
        error
    }

    fn number<V: Visitor<'de>>(self, text: &str, visitor: V) -> Result<V::Value, DecodeError> {
        if let Ok(value) = text.parse::<u64>() {
            visitor.visit_u64(value)
        } else if let Ok(value) = text.parse::<i64>() {
            visitor.visit_i64(value)
        } else if let Ok(value) = text.parse::<f64>() {
            // `5.0` and `5e0` are whole numbers as JSON Schema counts them.
            if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) {
                visitor.visit_u64(value as u64)
            } else {
                visitor.visit_f64(value)
            }
        } else {
            Err(DecodeError::custom(format!("`{text}` is not a number")))
        }
    }
}

impl<'de> Deserializer<'de> for NodeDeserializer<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match &self.0.kind {
            NodeKind::Null => visitor.visit_unit(),
            NodeKind::Bool(value) => visitor.visit_bool(*value),
            NodeKind::Number(text) => self.number(text, visitor),
            NodeKind::String(text) => visitor.visit_str(text),
            NodeKind::Seq(items) => {
                visitor.visit_seq(SeqDeserializer::new(items.iter().map(NodeDeserializer)))
            }
            NodeKind::Map(entries) => visitor.visit_map(MapDeserializer::new(
                entries
                    .iter()
                    .filter(|(_, value)| value.kind != NodeKind::Null)
                    .map(|(key, value)| (key, NodeDeserializer(value))),
            )),
        }
        .map_err(|error| self.at(error))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.0.kind {
            NodeKind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        if name == LOCATED {
            visitor.visit_seq(Place {
                node: self.0,
                part: 0,
            })
        } else {
            visitor.visit_newtype_struct(self)
        }
        .map_err(|error| self.at(error))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match &self.0.kind {
            NodeKind::String(text) => visitor.visit_enum(UnitVariant(text)),
            // A word with a value: a map of the one to the other.
            NodeKind::Map(entries) if entries.len() == 1 => {
                let entries = entries.iter();
                let entries = entries.map(|(key, value)| (key, NodeDeserializer(value)));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entries)))
            }
            other => Err(DecodeError::custom(format!(
                "a word is wanted here, not {}",
                other.describe()
            ))),
        }
        .map_err(|error| self.at(error))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// File, start and end of a node, then the node itself: what a located value asks for.
struct Place<'a> {
    node: &'a Node,
    part: u8,
}

impl<'de> SeqAccess<'de> for Place<'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        self.part += 1;
        let span = self.node.span;
        let number = |value: u32| -> U32Deserializer<DecodeError> { value.into_deserializer() };
        match self.part {
            1 => seed.deserialize(number(span.file.0)).map(Some),
            2 => seed.deserialize(number(span.start)).map(Some),
            3 => seed.deserialize(number(span.end)).map(Some),
            4 => seed.deserialize(NodeDeserializer(self.node)).map(Some),
            _ => Ok(None),
        }
    }
}

/// A word as a variant without data.
struct UnitVariant<'a>(&'a str);

impl<'de> EnumAccess<'de> for UnitVariant<'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), DecodeError> {
        let name: StrDeserializer<'_, DecodeError> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for UnitVariant<'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, DecodeError> {
        Err(DecodeError::custom("a plain word is wanted here"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, DecodeError> {
        Err(DecodeError::custom("a plain word is wanted here"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, DecodeError> {
        Err(DecodeError::custom("a plain word is wanted here"))
    }
}
