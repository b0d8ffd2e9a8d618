//! Estates in plain words, for all tests and benches that make some up: what one is, how it is written
//! out, and what random ones are drawn with. Nothing here knows the library.

pub mod hostile;
pub mod model;
pub mod rng;
pub mod write;

pub use model::*;

/// The keys of an object of `json!`, such as those of `more`.
pub fn object(value: serde_json::Value) -> More {
    match value {
        serde_json::Value::Object(map) => map,
        other => panic!("no object: {other}"),
    }
}

/// Words of a list, as the description of an estate holds them.
pub fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}
