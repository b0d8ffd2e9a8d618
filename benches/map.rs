//! How drawing a map grows with the parties on it: medians, and their ratios, in one run.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::allow_attributes,
    missing_docs,
    reason = "a bench is no library"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use fairnotice::register::Band;
use fairnotice::report::map::{Graph, Shape, Spot, draw};

/// A controller that shares with most, and ways between the others, spread by a fixed rule.
fn graph(spots: usize) -> Graph {
    let bands = [Band::Uk, Band::Eea, Band::Outside, Band::Outside];
    let spot = |at: usize| Spot {
        band: bands.get(at % 4).copied().unwrap_or(Band::Unknown),
        place: format!("country {}", at * 7 % 60),
        lines: 1 + (at % 4) as u16,
    };
    let from_us = (1..spots).filter(|at| at % 3 > 0).map(|at| (0, at));
    let others = (0..spots * 2).map(|at| (at * 31 % spots, (at * 17 + 5) % spots));
    Graph {
        spots: (0..spots).map(spot).collect(),
        ties: from_us.chain(others).collect(),
        home: Band::Uk,
    }
}

/// The median of nine.
fn timed(graph: &Graph) -> Duration {
    let mut times: Vec<Duration> = (0..9)
        .map(|_| {
            let start = Instant::now();
            black_box(draw(black_box(graph), Shape::Wide));
            black_box(draw(black_box(graph), Shape::Narrow));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(4).copied().unwrap_or_default()
}

fn main() {
    let mut before: Option<Duration> = None;
    for spots in [250, 1000, 4000] {
        let graph = graph(spots);
        let time = timed(&graph);
        let ratio = before.map(|before| time.as_secs_f64() / before.as_secs_f64());
        let ratio = ratio.map_or_else(String::new, |ratio| format!(", {ratio:.1} times"));
        println!(
            "{spots} spots, {} ways, both shapes: {time:.2?}{ratio}",
            graph.ties.len()
        );
        before = Some(time);
    }
}
