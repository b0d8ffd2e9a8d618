//! The map at the top of a register's page, drawn as SVG that needs no script.

mod face;
mod svg;
mod ways;

pub(in crate::report) use face::top;
