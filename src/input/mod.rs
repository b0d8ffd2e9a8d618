//! Text with places: files, spans, located values, input errors, and the YAML, JSON and NDJSON
//! readers with their limits. Imports nothing else of ours.

mod diagnostic;
pub mod limits;
mod located;
mod source;
mod span;
mod suggest;

pub use diagnostic::{Diagnostics, InputError, InputErrorKind};
pub use located::Located;
pub use source::{LineColumn, SourceFile, SourceMap};
pub use span::{FileId, Span};
pub use suggest::nearest;
