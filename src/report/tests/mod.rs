//! Tests over all faces, with one small estate that they share.

mod fixture;
mod terminal;
