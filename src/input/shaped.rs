//! A document in YAML that is held to the JSON Schema of its type before anything else reads it.

use super::diagnostic::{Diagnostics, InputError};
use super::node::Node;
use super::schema::ShapeRules;
use super::shape::check_shape;
use super::span::FileId;
use super::yaml::read_yaml;

/// The tree of a document, YAML or the JSON that YAML holds.
///
/// # Errors
/// Everything that does not parse, or is out of shape.
pub fn read_shaped(file: FileId, text: &str, rules: &ShapeRules) -> Result<Node, Vec<InputError>> {
    let mut errors = Diagnostics::new();
    let Some(mut node) = read_yaml(file, text, &mut errors) else {
        return Err(errors.into_sorted());
    };
    check_shape(&mut node, rules, &mut errors);
    if errors.is_empty() {
        Ok(node)
    } else {
        Err(errors.into_sorted())
    }
}
