//! Tests of the graph as a whole.

mod generate;
mod properties;
mod reference;
