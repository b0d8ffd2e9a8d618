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
        add("subjects", list(&self.subjects));
        if self.kind != Kind::Uses {
            add("purposes", list(&self.purposes));
        }
        add("to", list(&self.places));
        add("safeguards", list(&self.safeguards));
        Value::Object(object)
    }
}

/// ## Reading
impl Says {
    /// What a value says under the key of a kind: as [`Says::value`] has it, a list of terms, or one term. Whether the terms
    /// exist is for the caller to find out.
    ///
    /// # Errors
    /// Where the value is none of these, in words that follow "its `shares`".
    pub fn of(kind: Kind, value: &Value, names: Vec<String>) -> Result<Self, String> {
        let mut says = Self {
            kind,
            none: false,
            terms: Vec::new(),
            places: Vec::new(),
            safeguards: Vec::new(),
            names,
            vendors: Vec::new(),
            data: Vec::new(),
            subjects: Vec::new(),
            purposes: Vec::new(),
        };
        let Value::Object(object) = value else {
            says.terms = words(value)?;
            if says.terms == ["none"] {
                (says.none, says.terms) = (true, Vec::new());
            }
            return Ok(says);
        };
        for (key, value) in object {
            match (kind, key.as_str()) {
                (_, "none") => {
                    says.none = value.as_bool().ok_or("has `none`, which is no boolean")?;
                }
                (Kind::Collects, "data")
                | (Kind::Uses, "purposes")
                | (Kind::Shares, "with")
                | (Kind::ReliesOn, "basis")
                | (Kind::Promises, "measures")
                | (Kind::Retains, "for") => says.terms = words(value)?,
                (Kind::Transfers, "to") => says.places = words(value)?,
                (Kind::Transfers, "safeguards") => says.safeguards = words(value)?,
                (Kind::Informs | Kind::Cites, _) => return Err("is no list of terms".to_owned()),
                (_, "data") => says.data = words(value)?,
                (
                    Kind::Collects | Kind::Uses | Kind::Shares | Kind::Retains | Kind::ReliesOn,
                    "subjects",
                ) => says.subjects = words(value)?,
                (Kind::ReliesOn | Kind::Retains, "purposes") => says.purposes = words(value)?,
                (_, other) => return Err(format!("has a key `{other}` that it cannot have")),
            }
        }
        Ok(says)
    }
}

/// A term, or a list of terms.
fn words(value: &Value) -> Result<Vec<String>, String> {
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let words = match value {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(all) => all.iter().map(word).collect(),
        _ => None,
    };
    words.ok_or_else(|| "is neither a term nor a list of terms".to_owned())
}

fn list(words: &[String]) -> Value {
    Value::Array(words.iter().cloned().map(Value::String).collect())
}
