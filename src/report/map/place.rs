//! How large everything is, and where it is.

use super::arrange::Lanes;
use super::{Area, Country, Curve, Graph, Picture, Shape, Title};

/// The width of a spot.
pub(super) const SPOT_WIDTH: i32 = 200;
const LINE: i32 = 17;
const SPOT_PADDING: i32 = 8;
const BETWEEN_SPOTS: i32 = 10;
const BOX_PADDING: i32 = 10;
const BOX_TITLE: i32 = 26;
const BETWEEN_BOXES: i32 = 16;
const BAND_TITLE: i32 = 30;
const BETWEEN_BANDS: i32 = 14;
/// Space for curves between lanes, and next to them where there is one lane only.
const WIDE_GAP: i32 = 170;
const NARROW_GAP: i32 = 96;
const MARGIN: i32 = 8;

/// The picture without its curves.
pub(super) struct Placed {
    pub spots: Vec<Area>,
    pub gap: i32,
    titles: Vec<Title>,
    countries: Vec<Country>,
    reading: Vec<usize>,
    width: i32,
    height: i32,
}

/// Puts everything in its place; `least` is the height that the curves of a spot need.
pub(super) fn place(
    graph: &Graph,
    shape: Shape,
    lanes: &Lanes,
    least: impl Fn(usize) -> i32,
) -> Placed {
    let gap = match shape {
        Shape::Wide => WIDE_GAP,
        Shape::Narrow => NARROW_GAP,
    };
    let box_width = SPOT_WIDTH + 2 * BOX_PADDING;
    let mut placed = Placed {
        spots: vec![Area::default(); graph.spots.len()],
        gap,
        titles: Vec::new(),
        countries: Vec::new(),
        reading: Vec::new(),
        width: 0,
        height: 0,
    };
    let mut x = MARGIN;
    for lane in &lanes.lanes {
        let mut y = MARGIN;
        for part in lane {
            placed.titles.push(Title {
                band: part.band,
                area: Area {
                    x,
                    y,
                    w: box_width,
                    h: BAND_TITLE,
                },
            });
            y += BAND_TITLE;
            for (title, spots) in &part.boxes {
                let top = y;
                y += if title.is_empty() {
                    BOX_PADDING
                } else {
                    BOX_TITLE
                };
                for spot in spots {
                    let h = height(graph, *spot).max(least(*spot));
                    if let Some(area) = placed.spots.get_mut(*spot) {
                        *area = Area {
                            x: x + BOX_PADDING,
                            y,
                            w: SPOT_WIDTH,
                            h,
                        };
                    }
                    placed.reading.push(*spot);
                    y += h + BETWEEN_SPOTS;
                }
                y += BOX_PADDING - BETWEEN_SPOTS;
                placed.countries.push(Country {
                    band: part.band,
                    title: title.clone(),
                    area: Area {
                        x,
                        y: top,
                        w: box_width,
                        h: y - top,
                    },
                });
                y += BETWEEN_BOXES;
            }
            y += BETWEEN_BANDS;
        }
        placed.height = placed
            .height
            .max(y - BETWEEN_BANDS - BETWEEN_BOXES + MARGIN);
        x += box_width + gap;
    }
    // Curves of the only lane, or of the last of a band that has several, go next to it.
    placed.width = match lanes.lanes.len() {
        0 => 2 * MARGIN,
        1 => x,
        _ => x - gap + MARGIN,
    };
    placed
}

fn height(graph: &Graph, spot: usize) -> i32 {
    let lines = graph
        .spots
        .get(spot)
        .map_or(1, |spot| i32::from(spot.lines));
    lines * LINE + 2 * SPOT_PADDING
}

impl Placed {
    /// The whole picture.
    pub fn picture(self, curves: Vec<Curve>) -> Picture {
        Picture {
            width: self.width,
            height: self.height,
            titles: self.titles,
            countries: self.countries,
            spots: self.spots,
            reading: self.reading,
            curves,
        }
    }
}
