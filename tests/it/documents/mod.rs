//! What the pages that people read first promise: examples, links and the worked example.

mod blocks;
mod contributing;
mod format;
mod readme;
mod titles;
