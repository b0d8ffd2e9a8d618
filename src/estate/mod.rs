//! From documents to a validated estate.

mod formats;
mod kept;
mod load;
pub mod model;
mod offered;
mod overlay;
mod problems;
pub mod raw;
mod read;
mod resolve;
mod schemas;
#[cfg(test)]
mod tests;
pub mod vocabulary;

pub use kept::Kept;
pub use load::{Loaded, load};
pub use overlay::{Assumed, Assumption, load_assuming, load_assuming_again};
pub use read::{LOCK, Overlay, ScenarioFile};
pub use resolve::FlowPlaces;
pub(crate) use resolve::RESERVED_IDS;
pub use schemas::file_schemas;
