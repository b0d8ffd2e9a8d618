//! A map of who sends data to whom: spots in boxes, boxes in bands, curves between the spots. All places
//! are worked out here, in whole units and without chance, so that the same graph gives the same
//! picture. The drawing decides nothing more.
//!
//! Bands are placed side by side like the layers of a layered drawing, and the spots of a band are
//! ordered by the mean place of those they are tied to, which keeps crossings few (Sugiyama, Tagawa,
//! Toda: Methods for Visual Understanding of Hierarchical System Structures, 1981).

mod arrange;
mod place;
mod route;
#[cfg(test)]
mod tests;

use crate::register::Band;

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The spots.
    pub spots: Vec<Spot>,
    /// From which spot to which, by position; one may be tied to itself.
    pub ties: Vec<(usize, usize)>,
    /// The band that is in the middle: the controller's.
    pub home: Band,
}

/// One that has data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its band.
    pub band: Band,
    /// The title of its box: a country; an empty one takes no space.
    pub place: String,
    /// How many lines its label has.
    pub lines: u16,
}

/// How the bands are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Side by side, for wide screens and printing.
    Wide,
    /// One below the other, for narrow screens.
    Narrow,
}

/// A rectangle, in units: a pixel each at natural size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// The width.
    pub w: i32,
    /// The height.
    pub h: i32,
}

/// A box of spots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Its band.
    pub band: Band,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub area: Area,
}

/// The title of a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    /// The band.
    pub band: Band,
    /// Where it is.
    pub area: Area,
}

/// A point.
pub type Point = (i32, i32);

/// A cubic Bézier curve with a place for a sign on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve {
    /// Where it starts, its two control points, and where it ends.
    pub points: [Point; 4],
    /// Where a sign hides as little as may be.
    pub sign: Point,
    /// Whether it comes in from the left.
    pub rightward: bool,
}

/// The positions of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The width of the whole.
    pub width: i32,
    /// The height of the whole.
    pub height: i32,
    /// The titles of bands.
    pub titles: Vec<Title>,
    /// The boxes.
    pub countries: Vec<Country>,
    /// The spots, in the order of the graph's.
    pub spots: Vec<Area>,
    /// The spots in the order in which they are read: by band, box and place in it.
    pub reading: Vec<usize>,
    /// The curves, in the order of the graph's ties.
    pub curves: Vec<Curve>,
}

/// Draws a graph. A tie to or from a spot that there is not is left out of account and gets a curve of
/// no length.
pub fn draw(graph: &Graph, shape: Shape) -> Picture {
    let lanes = arrange::lanes(graph, shape);
    let ports = route::Ports::new(graph, &lanes);
    let placed = place::place(graph, shape, &lanes, |spot| ports.height(spot));
    let curves = route::curves(graph, &lanes, &ports, &placed);
    placed.picture(curves)
}
