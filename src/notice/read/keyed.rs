//! What a statement says, in the keys of `notice.yaml`.

use serde_json::{Map, Value};

use super::statement::{Kind, Says};

impl Says {
    /// The value of the statement's key in `notice.yaml`, as [`Kind::key`] names it.
    pub fn value(&self) -> Value {
        let terms = list(&self.terms);
        match self.kind {
            Kind::Informs | Kind::Cites => terms,
            Kind::Collects => self.object("data", terms),
            Kind::Uses => self.object("purposes", terms),
            Kind::Shares => self.object("with", terms),
            Kind::Transfers => self.object("with", Value::Array(Vec::new())),
            Kind::ReliesOn => self.object("basis", terms),
            Kind::Promises => self.object("measures", terms),
            Kind::Retains => {
                let period = self.terms.first().cloned().unwrap_or_default();
                self.object("for", Value::String(period))
            }
            Kind::Decides if self.none => self.object("about", Value::Array(Vec::new())),
            Kind::Decides => Value::Object(Map::new()),
        }
    }

    /// An object with the terms under their key, and what else there is.
    fn object(&self, key: &str, terms: Value) -> Value {
        let mut object = Map::new();
        if self.none {
            object.insert("none".to_owned(), Value::Bool(true));
        }
        let mut add = |key: &str, value: Value| {
            if value.as_array().is_none_or(|it| !it.is_empty()) {
                object.insert(key.to_owned(), value);
            }
        };
        add(key, terms);
        if self.kind != Kind::Collects {
            add("data", list(&self.data));
        }
        add("to", list(&self.places));
        add("safeguards", list(&self.safeguards));
        Value::Object(object)
    }
}

fn list(words: &[String]) -> Value {
    Value::Array(words.iter().cloned().map(Value::String).collect())
}
