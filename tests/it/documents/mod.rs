//! What the pages that people read first promise: examples, links and the worked examples.

mod blocks;
mod contributing;
mod readme;
mod recording;
mod worked;
