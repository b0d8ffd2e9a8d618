//! Where does each datum go? Parties, systems and the people are nodes; flows, and the access of
//! others to systems, are edges. What the people hand over spreads along the edges. From that come
//! the services for which a recipient's data were collected, recipients that the controller never
//! sent anything, the ways by which they got it, and data that were sent on without having been
//! received. The only importer of `petgraph`, whose types stay in here.
//!
//! A flow has the data that it declares, as far as its sender has them:
//! - a system may send on what it received itself and what its operator received; a party, what it
//!   or any of the systems that it operates received;
//! - a category is there if it was received itself, or a broader one, or a composite that has it as
//!   part; a composite also if all of its parts were. People are there if they are the same, or
//!   either the broader word for the other;
//! - what arrives is what is declared, with the services for which it was once collected, and in
//!   the most protective of the forms that it went through;
//! - what nobody sent to the sender is passed on as declared, for the flow's own service: one gap
//!   in an estate hides no recipient further on. The gap itself is listed by
//!   [`DataGraph::without_source`]. Where data only go round in a circle, all of the circle has no
//!   source.
//!
//! Data come in from the people, from where they are open to all, from a party into its own
//! system, and from parties other than the controller that receive nothing from others.

mod build;
mod datum;
mod derived;
mod from_estate;
mod handover;
mod inbound;
mod input;
mod layout;
mod links;
mod nearest;
mod nodes;
mod origin;
mod path;
mod purposes;
mod query;
mod relation;
mod sets;
mod spots;
mod spread;
mod supply;
mod table;
mod verify;

#[cfg(test)]
mod tests;

pub use datum::{Datum, Edge, Form, Hop, Path};
pub use handover::{Handovers, Item as SentItem, ItemIx};
pub use query::DataGraph;
