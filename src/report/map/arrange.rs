//! Which spot is in which lane, and in which order.

use std::collections::BTreeMap;

use super::{Graph, Shape};
use crate::register::Band;

/// A part of a band that is in one lane: boxes with the spots in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub band: Band,
    /// Titles of boxes, and the positions of the spots in them.
    pub boxes: Vec<(String, Vec<usize>)>,
}

impl Part {
    fn spots(&self) -> usize {
        self.boxes.iter().map(|(_, spots)| spots.len()).sum()
    }
}

/// The lanes, from left to right; in each the parts from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lanes {
    pub lanes: Vec<Vec<Part>>,
    /// The lane of each spot.
    pub lane_of: Vec<usize>,
}

/// How often the order is bettered; after a few times it hardly changes.
const SWEEPS: usize = 8;

/// The number of spots in a lane before a second one is opened next to it, at least.
const SHORT: usize = 14;

/// Shares the spots out and orders them.
pub(super) fn lanes(graph: &Graph, shape: Shape) -> Lanes {
    let mut lanes = bands_in_lanes(graph, shape);
    order(graph, &mut lanes);
    if shape == Shape::Wide {
        lanes = split(lanes, tallest(graph.spots.len()));
    }
    let mut lane_of = vec![0; graph.spots.len()];
    for (at, lane) in lanes.iter().enumerate() {
        for spot in lane
            .iter()
            .flat_map(|part| &part.boxes)
            .flat_map(|it| &it.1)
        {
            if let Some(known) = lane_of.get_mut(*spot) {
                *known = at;
            }
        }
    }
    Lanes { lanes, lane_of }
}

/// So many spots may be in a lane that the whole does not grow much taller than it is wide.
fn tallest(spots: usize) -> usize {
    let mut side = SHORT;
    while side * side < spots * 4 {
        side += 1;
    }
    side
}

/// The people and the other inside to the left, home in the middle, the outside to the right.
fn bands_in_lanes(graph: &Graph, shape: Shape) -> Vec<Vec<Part>> {
    let other = match graph.home {
        Band::Eea => Band::Uk,
        _ => Band::Eea,
    };
    let home = match graph.home {
        Band::Eea => Band::Eea,
        _ => Band::Uk,
    };
    let lanes: Vec<Vec<Band>> = match shape {
        Shape::Wide => vec![
            vec![Band::People, other],
            vec![home],
            vec![Band::Outside, Band::Unknown],
        ],
        Shape::Narrow => vec![vec![
            Band::People,
            home,
            other,
            Band::Outside,
            Band::Unknown,
        ]],
    };
    let mut boxes: BTreeMap<(Band, &str), Vec<usize>> = BTreeMap::new();
    for (at, spot) in graph.spots.iter().enumerate() {
        let key = (spot.band, spot.place.as_str());
        boxes.entry(key).or_default().push(at);
    }
    let part = |band: Band| {
        let of_band = boxes.iter().filter(|((its, _), _)| *its == band);
        let boxes: Vec<_> = of_band
            .map(|((_, title), spots)| ((*title).to_owned(), spots.clone()))
            .collect();
        (!boxes.is_empty()).then_some(Part { band, boxes })
    };
    let lanes = lanes
        .into_iter()
        .map(|bands| bands.into_iter().filter_map(part).collect::<Vec<_>>());
    lanes.filter(|lane| !lane.is_empty()).collect()
}

/// Orders spots in boxes, and boxes in bands, by the mean height of those they are tied to. Ties of
/// height stay in the order that they had, which was that of the graph.
fn order(graph: &Graph, lanes: &mut [Vec<Part>]) {
    let mut tied: Vec<Vec<usize>> = vec![Vec::new(); graph.spots.len()];
    for (from, to) in &graph.ties {
        if from == to {
            continue;
        }
        for (one, other) in [(*from, *to), (*to, *from)] {
            if other < graph.spots.len()
                && let Some(known) = tied.get_mut(one)
            {
                known.push(other);
            }
        }
    }
    for _ in 0..SWEEPS {
        for at in 0..lanes.len() {
            let heights = heights(graph.spots.len(), lanes);
            let mean = |spot: &usize| -> i64 {
                let of = tied.get(*spot).map_or(&[][..], Vec::as_slice);
                let own = heights.get(*spot).copied().unwrap_or(0);
                let sum: i64 = of.iter().filter_map(|it| heights.get(*it)).sum();
                match of.len() {
                    0 => own,
                    // Its own place counts a little, so that two at one height do not change places for ever.
                    count => (4 * sum + own) / (4 * count as i64 + 1),
                }
            };
            let Some(lane) = lanes.get_mut(at) else {
                continue;
            };
            for part in lane {
                for (_, spots) in &mut part.boxes {
                    spots.sort_by_key(mean);
                }
                part.boxes.sort_by_key(|(_, spots)| {
                    let sum: i64 = spots.iter().map(mean).sum();
                    sum / (spots.len().max(1) as i64)
                });
            }
        }
    }
}

/// How far down its lane each spot is, in thousandths.
fn heights(count: usize, lanes: &[Vec<Part>]) -> Vec<i64> {
    let mut heights = vec![0; count];
    for lane in lanes {
        let all: usize = lane.iter().map(Part::spots).sum();
        let spots = lane
            .iter()
            .flat_map(|part| &part.boxes)
            .flat_map(|it| &it.1);
        for (at, spot) in spots.enumerate() {
            if let Some(height) = heights.get_mut(*spot) {
                *height = (2 * at as i64 + 1) * 1000 / (2 * all as i64);
            }
        }
    }
    heights
}

/// Cuts lanes that are too tall into several side by side, and boxes with them.
fn split(lanes: Vec<Vec<Part>>, tallest: usize) -> Vec<Vec<Part>> {
    let mut out = Vec::new();
    for lane in lanes {
        let spots: usize = lane.iter().map(Part::spots).sum();
        let per = spots.div_ceil(spots.div_ceil(tallest).max(1)).max(1);
        let mut now: Vec<Part> = Vec::new();
        let mut room = per;
        for part in lane {
            for (title, mut spots) in part.boxes {
                while !spots.is_empty() {
                    if room == 0 {
                        out.push(std::mem::take(&mut now));
                        room = per;
                    }
                    let rest = spots.split_off(spots.len().min(room));
                    room -= spots.len();
                    match now.last_mut().filter(|last| last.band == part.band) {
                        Some(last) => last.boxes.push((title.clone(), spots)),
                        None => now.push(Part {
                            band: part.band,
                            boxes: vec![(title.clone(), spots)],
                        }),
                    }
                    spots = rest;
                }
            }
        }
        if !now.is_empty() {
            out.push(now);
        }
    }
    out
}
