//! From documents to a validated estate.

mod assume;
mod build;
mod load;
pub mod model;
pub mod notice;
mod problems;
pub mod raw;
mod read;
mod rules;
mod schemas;
#[cfg(test)]
mod tests;

pub use assume::{Assumed, Assumption, Overlay, ScenarioFile, load_assuming};
pub use build::FlowPlaces;
pub use load::{Loaded, load};
pub use read::LOCK;
pub use schemas::file_schemas;
