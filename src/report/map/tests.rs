//! What a drawing promises: nothing overlaps, order, the way of curves.

use proptest::prelude::*;

use super::*;

fn spot(band: Band, place: &str) -> Spot {
    Spot {
        band,
        place: place.to_owned(),
        lines: 2,
    }
}

/// A UK controller, two in Ireland, two in the US, and the people.
fn small() -> Graph {
    Graph {
        spots: vec![
            spot(Band::Uk, "United Kingdom"),
            spot(Band::People, ""),
            spot(Band::Eea, "Ireland"),
            spot(Band::Eea, "Ireland"),
            spot(Band::Outside, "United States"),
            spot(Band::Outside, "India"),
        ],
        ties: vec![(1, 0), (0, 2), (0, 3), (3, 4), (0, 5), (0, 0)],
        home: Band::Uk,
    }
}

#[test]
fn home_is_between_the_inside_and_the_outside() {
    let picture = draw(&small(), Shape::Wide);
    let x: Vec<i32> = picture.spots.iter().map(|area| area.x).collect();
    assert!(x[1] == x[2] && x[2] == x[3], "people above the EEA: {x:?}");
    assert!(x[2] < x[0] && x[0] < x[4] && x[4] == x[5], "{x:?}");
    let countries: Vec<&str> = picture
        .countries
        .iter()
        .map(|country| country.title.as_str())
        .collect();
    assert_eq!(
        countries,
        ["", "Ireland", "United Kingdom", "India", "United States"]
    );
}

#[test]
fn on_a_narrow_screen_all_are_below_each_other() {
    let picture = draw(&small(), Shape::Narrow);
    let first = picture.spots[0].x;
    assert!(picture.spots.iter().all(|area| area.x == first));
    let bands: Vec<Band> = picture.titles.iter().map(|title| title.band).collect();
    assert_eq!(bands, [Band::People, Band::Uk, Band::Eea, Band::Outside]);
    assert!(picture.width <= 340, "{}", picture.width);
}

#[test]
fn a_curve_runs_from_one_spot_to_the_other_and_says_from_where() {
    let picture = draw(&small(), Shape::Wide);
    let [start, _, _, stop] = picture.curves[4].points;
    let (from, to) = (picture.spots[0], picture.spots[5]);
    assert_eq!(start.0, from.x + from.w);
    assert_eq!(stop.0, to.x);
    assert!(picture.curves[4].rightward);
    assert!(start.1 > from.y && start.1 < from.y + from.h);
    let [start, _, _, stop] = picture.curves[5].points;
    assert_eq!(start.0, stop.0, "what stays with one goes round");
    assert_ne!(start.1, stop.1);
}

#[test]
fn the_order_of_spots_follows_those_they_are_tied_to() {
    // Four pairs across, given crosswise.
    let mut graph = Graph {
        spots: Vec::new(),
        ties: vec![(0, 7), (1, 6), (2, 5), (3, 4)],
        home: Band::Uk,
    };
    graph.spots.extend((0..4).map(|_| spot(Band::Uk, "GB")));
    graph
        .spots
        .extend((0..4).map(|_| spot(Band::Outside, "US")));
    let picture = draw(&graph, Shape::Wide);
    for (from, to) in &graph.ties {
        assert_eq!(picture.spots[*from].y, picture.spots[*to].y, "{picture:?}");
    }
}

#[test]
fn nothing_to_draw_is_drawn() {
    let empty = Graph {
        spots: Vec::new(),
        ties: vec![(0, 1)],
        home: Band::Uk,
    };
    for shape in [Shape::Wide, Shape::Narrow] {
        let picture = draw(&empty, shape);
        assert!(picture.spots.is_empty() && picture.curves.len() == 1);
    }
}

fn graphs() -> impl Strategy<Value = Graph> {
    let bands = [
        Band::People,
        Band::Uk,
        Band::Eea,
        Band::Outside,
        Band::Unknown,
    ];
    let spots = prop::collection::vec((0..5usize, 0..4u8, 1..4u16), 1..60);
    (
        spots,
        prop::collection::vec((0..60usize, 0..60usize), 0..120),
        0..5usize,
    )
        .prop_map(move |(spots, ties, home)| Graph {
            ties: ties
                .into_iter()
                .filter(|(from, to)| *from < spots.len() && *to < spots.len())
                .collect(),
            spots: spots
                .into_iter()
                .map(|(band, place, lines)| Spot {
                    band: bands[band],
                    place: format!("place {place}"),
                    lines,
                })
                .collect(),
            home: bands[home],
        })
}

fn apart(one: Area, other: Area) -> bool {
    one.x + one.w <= other.x
        || other.x + other.w <= one.x
        || one.y + one.h <= other.y
        || other.y + other.h <= one.y
}

fn within(inner: Area, outer: Area) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.w <= outer.x + outer.w
        && inner.y + inner.h <= outer.y + outer.h
}

proptest! {
    #[test]
    fn nothing_overlaps_and_all_is_in_the_picture(graph in graphs()) {
        for shape in [Shape::Wide, Shape::Narrow] {
            let picture = draw(&graph, shape);
            prop_assert_eq!(&picture, &draw(&graph, shape));
            let whole = Area { x: 0, y: 0, w: picture.width, h: picture.height };
            for (at, area) in picture.spots.iter().enumerate() {
                prop_assert!(picture.spots[..at].iter().all(|other| apart(*area, *other)));
                let own = &graph.spots[at];
                prop_assert!(
                    picture.countries.iter().any(|country| within(*area, country.area)
                        && country.title == own.place && country.band == own.band),
                    "spot {} stands in a box of its place", at
                );
            }
            for (at, country) in picture.countries.iter().enumerate() {
                prop_assert!(within(country.area, whole), "{:?} in {:?}", country, whole);
                let before = &picture.countries[..at];
                prop_assert!(before.iter().all(|other| apart(country.area, other.area)));
                prop_assert!(picture.titles.iter().all(|title| apart(country.area, title.area)));
            }
            let mut reading = picture.reading.clone();
            reading.sort_unstable();
            prop_assert_eq!(reading, (0..graph.spots.len()).collect::<Vec<_>>());
            for (curve, (from, to)) in picture.curves.iter().zip(&graph.ties) {
                for (point, spot) in [(curve.points[0], from), (curve.points[3], to)] {
                    let area = picture.spots[*spot];
                    prop_assert!(point.0 == area.x || point.0 == area.x + area.w);
                    prop_assert!(point.1 >= area.y && point.1 <= area.y + area.h);
                }
                prop_assert!(curve.sign.0 >= 0 && curve.sign.0 <= picture.width);
            }
        }
    }
}
