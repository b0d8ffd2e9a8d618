//! Where curves leave and enter, and how they run.

use super::arrange::Lanes;
use super::place::Placed;
use super::{Area, Curve, Graph, Point};

/// The most space between two curves at a side, and the most that a side grows to for its curves.
const STEP: i32 = 12;
const TALLEST: i32 = 640;
const EDGE: i32 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// At which side of its spot each end of each tie is.
pub(super) struct Ports {
    sides: Vec<Option<(Side, Side)>>,
    /// For each spot, how many ends there are at the left and at the right.
    counts: Vec<(i32, i32)>,
}

impl Ports {
    /// Ends are opposite each other; those of one lane are both towards the space next to it.
    pub fn new(graph: &Graph, lanes: &Lanes) -> Self {
        let last = lanes.lanes.len().saturating_sub(1);
        let mut counts = vec![(0, 0); graph.spots.len()];
        let side = |from: usize, to: usize| match from.cmp(&to) {
            std::cmp::Ordering::Less => (Side::Right, Side::Left),
            std::cmp::Ordering::Greater => (Side::Left, Side::Right),
            std::cmp::Ordering::Equal if from == last && last > 0 => (Side::Left, Side::Left),
            std::cmp::Ordering::Equal => (Side::Right, Side::Right),
        };
        let mut sides = Vec::with_capacity(graph.ties.len());
        for (from, to) in &graph.ties {
            let lane = |spot: &usize| lanes.lane_of.get(*spot).copied();
            let (Some(one), Some(other)) = (lane(from), lane(to)) else {
                sides.push(None);
                continue;
            };
            let found = side(one, other);
            for (spot, side) in [(from, found.0), (to, found.1)] {
                if let Some(count) = counts.get_mut(*spot) {
                    match side {
                        Side::Left => count.0 += 1,
                        Side::Right => count.1 += 1,
                    }
                }
            }
            sides.push(Some(found));
        }
        Self { sides, counts }
    }

    /// How tall a spot must be for its ends.
    pub fn height(&self, spot: usize) -> i32 {
        let (left, right) = self.counts.get(spot).copied().unwrap_or_default();
        (2 * EDGE + STEP * (left.max(right) - 1).max(0)).min(TALLEST)
    }

    fn count(&self, spot: usize, side: Side) -> i32 {
        let (left, right) = self.counts.get(spot).copied().unwrap_or_default();
        match side {
            Side::Left => left,
            Side::Right => right,
        }
    }
}

/// One end of a tie.
#[derive(Debug, Clone, Copy)]
struct End {
    tie: usize,
    /// It is where the tie starts.
    start: bool,
    spot: usize,
    other: usize,
    side: Side,
}

/// The curves of all ties.
pub(super) fn curves(graph: &Graph, lanes: &Lanes, ports: &Ports, placed: &Placed) -> Vec<Curve> {
    let mut ends: Vec<Vec<End>> = vec![Vec::new(); graph.spots.len()];
    for (tie, ((from, to), sides)) in graph.ties.iter().zip(&ports.sides).enumerate() {
        let Some((leaves, enters)) = *sides else {
            continue;
        };
        for (start, spot, other, side) in [(true, *from, *to, leaves), (false, *to, *from, enters)]
        {
            if let Some(known) = ends.get_mut(spot) {
                known.push(End {
                    tie,
                    start,
                    spot,
                    other,
                    side,
                });
            }
        }
    }
    let mut starts: Vec<Point> = vec![(0, 0); graph.ties.len()];
    let mut stops = starts.clone();
    for of_spot in &mut ends {
        for side in [Side::Left, Side::Right] {
            let mut here: Vec<End> = of_spot
                .iter()
                .copied()
                .filter(|end| end.side == side)
                .collect();
            here.sort_by_key(|end| rank(end, lanes, placed));
            let count = here.len() as i32;
            for (at, end) in here.iter().enumerate() {
                let area = placed.spots.get(end.spot).copied().unwrap_or_default();
                let ends = if end.start { &mut starts } else { &mut stops };
                if let Some(point) = ends.get_mut(end.tie) {
                    *point = port(area, side, at as i32, count);
                }
            }
        }
    }
    let ties = graph.ties.iter().zip(&ports.sides);
    ties.zip(starts.into_iter().zip(stops))
        .map(|(((from, to), sides), (start, stop))| match *sides {
            Some((leaves, enters)) => {
                let crowded = ports.count(*from, leaves) > ports.count(*to, enters);
                curve(start, stop, (leaves, enters), crowded, placed.gap)
            }
            None => curve(start, stop, (Side::Right, Side::Left), false, 0),
        })
        .collect()
}

/// From top to bottom by where the other end is. Of ends that go round to the same lane those upwards
/// come first, the nearest last; then those downwards, the nearest first: so they nest.
fn rank(end: &End, lanes: &Lanes, placed: &Placed) -> (i32, i32, usize, bool) {
    let middle = |spot: usize| {
        let area = placed.spots.get(spot).copied().unwrap_or_default();
        area.y * 2 + area.h
    };
    let (own, other) = (middle(end.spot), middle(end.other));
    let same_lane = lanes.lane_of.get(end.spot) == lanes.lane_of.get(end.other);
    match same_lane {
        true if other < own => (own - 1, other, end.tie, end.start),
        true => (own, -other, end.tie, end.start),
        false => (other, 0, end.tie, end.start),
    }
}

fn port(area: Area, side: Side, at: i32, count: i32) -> Point {
    let x = match side {
        Side::Left => area.x,
        Side::Right => area.x + area.w,
    };
    let room = (area.h - 2 * EDGE).max(0);
    let step = match count {
        0 | 1 => 0,
        count => (room * 8 / (count - 1)).min(STEP * 8),
    };
    let y = area.y + area.h / 2 + (2 * at - (count - 1)) * step / 16;
    (x, y)
}

fn curve(start: Point, stop: Point, sides: (Side, Side), crowded: bool, gap: i32) -> Curve {
    let round = sides.0 == sides.1;
    let reach = if round {
        // The middle of such a curve is three quarters of this away, and has to stay in the gap.
        (26 + (stop.1 - start.1).abs() / 4).min(gap * 9 / 8)
    } else {
        ((stop.0 - start.0).abs() / 2).max(40)
    };
    let out = |point: Point, side: Side| match side {
        Side::Left => (point.0 - reach, point.1),
        Side::Right => (point.0 + reach, point.1),
    };
    let points = [start, out(start, sides.0), out(stop, sides.1), stop];
    // Where many curves meet at a side, the sign of each is at its other end.
    let sign = if crowded {
        along(points, 3)
    } else {
        along(points, 1)
    };
    Curve {
        points,
        sign,
        rightward: sides.1 == Side::Left,
    }
}

/// The point of a curve after so many quarters of its parameter.
fn along(points: [Point; 4], quarters: i32) -> Point {
    let (t, s) = (quarters, 4 - quarters);
    let weights = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    let mut sum = (0, 0);
    for (point, weight) in points.iter().zip(weights) {
        sum = (sum.0 + point.0 * weight, sum.1 + point.1 * weight);
    }
    (sum.0 / 64, sum.1 / 64)
}
