//! Text with places: files, spans, located values, input errors, and the YAML, JSON and NDJSON
//! readers with their limits. Imports nothing else of ours.

#[cfg(unix)]
mod beneath;
#[cfg(not(unix))]
#[path = "beneath_elsewhere.rs"]
mod beneath;
mod counted;
mod decode;
mod diagnostic;
mod disk;
pub mod edit;
mod edited;
#[cfg(all(test, unix))]
mod elsewhere_tests;
mod file_error;
mod files;
mod given;
mod json;
pub mod limits;
mod list;
mod located;
mod mismatch;
mod node;
mod pattern;
mod prepared;
mod scalar;
mod schema;
mod shape;
mod shaped;
mod source;
mod span;
mod suggest;
#[cfg(test)]
mod tests;
mod yaml;
mod yaml_documents;
mod yaml_help;

pub use counted::counted;
pub use decode::decode;
pub use diagnostic::{Diagnostics, InputError, InputErrorKind};
pub use disk::{DiskFiles, too_many_entries, too_many_links};
pub use edited::{EditedFiles, ReadFiles};
pub use file_error::FileError;
pub use files::{Files, MemoryFiles, relative, text_of};
pub use given::{Stream, read_given, stream};
pub(crate) use json::offset_of;
pub use json::{Trim, read_json, read_json_trimmed, read_json_within};
pub use list::OneOrMany;
pub use located::Located;
pub use node::{Key, Name, Node, NodeKind};
pub use pattern::Pattern;
pub use prepared::{PreparedBytes, read_prepared};
pub use scalar::{ScalarPiece, ScalarPlaces};
pub use schema::ShapeRules;
pub use shape::check_shape;
pub use shaped::read_shaped;
pub use source::{LineColumn, SourceFile, SourceMap};
pub use span::{FileId, Span};
pub use suggest::nearest;
pub use yaml::read_yaml;
pub use yaml_documents::read_yaml_documents;
