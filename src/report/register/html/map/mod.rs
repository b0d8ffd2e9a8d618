//! The map at the top of a register's page, drawn as SVG that needs no script.

mod svg;
mod top;
mod ways;

pub(in crate::report) use top::top;
