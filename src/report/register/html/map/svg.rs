//! The map as a drawing that needs no script: a link on each way leads to what is said of it in words.

use std::borrow::Cow;

use crate::register::Band;
use crate::register::FlowMap;
use crate::register::MapSpot;
use crate::register::MapWay;
use crate::register::severity_word;
use crate::report::map::{Area, Curve, Graph, Picture, Shape, Spot, draw};
use crate::report::register::html::cells::sign;
use crate::report::register::html::writer::Html;
use crate::report::text::{columns, sanitize};

/// As many columns of text as a spot is wide, and as many lines as its name may take.
const LABEL_COLUMNS: usize = 24;
const LABEL_LINES: usize = 3;

/// Larger than this, and a drawing is not shrunk to the page but scrolls.
const LARGE: (i32, i32) = (1500, 2400);

/// Draws the map in a shape.
pub(super) fn svg(html: &mut Html, map: &FlowMap, shape: Shape) {
    let labels: Vec<Vec<String>> = map.spots.iter().map(label).collect();
    let graph = Graph {
        spots: map
            .spots
            .iter()
            .zip(&labels)
            .map(|(spot, label)| Spot {
                band: spot.band,
                place: spot.country.clone(),
                lines: label.len() as u16,
            })
            .collect(),
        ties: map.ways.iter().map(|way| (way.from, way.to)).collect(),
        home: map.home,
    };
    let picture = draw(&graph, shape);
    let large = picture.width > LARGE.0 || picture.height > LARGE.1;
    let class = match (shape, large) {
        (Shape::Wide, false) => "flows wide",
        (Shape::Wide, true) => "flows wide large",
        (Shape::Narrow, _) => "flows narrow",
    };
    html.open(
        "svg",
        &[
            ("class", class),
            (
                "viewBox",
                &format!("0 0 {} {}", picture.width, picture.height),
            ),
            ("width", &picture.width.to_string()),
            ("height", &picture.height.to_string()),
            ("role", "group"),
            ("aria-label", "Map of the flows; each way is a link"),
        ],
    );
    boxes(html, &picture);
    for (at, (way, curve)) in map.ways.iter().zip(&picture.curves).enumerate() {
        line(html, map, way, at, curve);
    }
    for at in &picture.reading {
        let found = map.spots.get(*at).zip(labels.get(*at));
        if let (Some((spot, label)), Some(area)) = (found, picture.spots.get(*at)) {
            put(html, *at, spot, label, *area);
        }
    }
    html.close();
}

fn boxes(html: &mut Html, picture: &Picture) {
    for title in &picture.titles {
        let area = title.area;
        words(html, "band", area.x, area.y + 20, band_title(title.band));
    }
    for country in &picture.countries {
        let area = country.area;
        let class = match country.band {
            Band::Outside => "country outside",
            Band::Unknown => "country unknown",
            _ => "country inside",
        };
        html.open("g", &[("class", class)]);
        rectangle(html, area, 8);
        if !country.title.is_empty() {
            words(html, "place", area.x + 10, area.y + 18, &country.title);
        }
        html.close();
    }
}

fn band_title(band: Band) -> &'static str {
    match band {
        Band::People => "In no country",
        Band::Uk => "In the United Kingdom",
        Band::Eea => "In the EEA",
        Band::Outside => "Outside UK and EEA",
        Band::Unknown => "Not known where",
    }
}

fn rectangle(html: &mut Html, area: Area, round: i32) {
    html.open(
        "rect",
        &[
            ("x", &area.x.to_string()),
            ("y", &area.y.to_string()),
            ("width", &area.w.to_string()),
            ("height", &area.h.to_string()),
            ("rx", &round.to_string()),
        ],
    );
    html.close();
}

fn words(html: &mut Html, class: &str, x: i32, y: i32, text: &str) {
    html.element(
        "text",
        &[
            ("class", class),
            ("x", &x.to_string()),
            ("y", &y.to_string()),
        ],
        text,
    );
}

fn line(html: &mut Html, map: &FlowMap, way: &MapWay, at: usize, curve: &Curve) {
    let severity = way.severity();
    let [start, one, two, stop] = curve.points;
    let path = format!(
        "M{} {}C{} {} {} {} {} {}",
        start.0, start.1, one.0, one.1, two.0, two.1, stop.0, stop.1
    );
    let back = if curve.rightward { -9 } else { 9 };
    let tip = format!("M{} {}l{back} -5v10z", stop.0, stop.1);
    let summary = super::ways::in_short(map, way);
    html.open(
        "a",
        &[
            ("class", &format!("tie {}", severity_word(severity))),
            ("href", &format!("#{}", super::ways::anchor(at))),
            ("aria-label", &summary),
        ],
    );
    html.element("title", &[], &summary);
    for (class, path) in [("hit", &path), ("line", &path), ("tip", &tip)] {
        html.open("path", &[("class", class), ("d", path)]);
        html.close();
    }
    if severity.is_some() {
        let (x, y) = curve.sign;
        html.open("g", &[("class", "sign")]);
        html.open(
            "circle",
            &[("cx", &x.to_string()), ("cy", &y.to_string()), ("r", "8")],
        );
        html.close();
        words(html, "", x, y + 4, sign(severity));
        html.close();
    }
    html.close();
}

fn put(html: &mut Html, at: usize, spot: &MapSpot, label: &[String], area: Area) {
    let home = spot.why.contains(&"controller");
    html.open(
        "g",
        &[
            ("class", if home { "spot home" } else { "spot" }),
            ("data-spot", &at.to_string()),
        ],
    );
    html.element("title", &[], &full(spot));
    rectangle(html, area, 6);
    let whole = 17 * label.len() as i32;
    let mut y = area.y + (area.h - whole) / 2 + 13;
    let names = label.len() - usize::from(!spot.why.is_empty());
    for (at, text) in label.iter().enumerate() {
        let class = if at < names { "name" } else { "why" };
        words(html, class, area.x + 10, y, text);
        y += 17;
    }
    html.close();
}

fn full(spot: &MapSpot) -> String {
    if spot.why.is_empty() {
        spot.full()
    } else {
        format!("{}: {}", spot.full(), spot.why.join(", "))
    }
}

/// The lines of a spot: its name, then in which way it is there.
fn label(spot: &MapSpot) -> Vec<String> {
    let mut lines = wrapped(&sanitize(&spot.name));
    if !spot.why.is_empty() {
        lines.push(spot.why.join(" · "));
    }
    lines
}

/// A name in lines that fit; one that is too long ends in `…`.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    let mut cut = false;
    for word in name.split_whitespace().flat_map(pieces) {
        let full = lines.len() == LABEL_LINES;
        let Some(last) = lines.last_mut() else {
            break;
        };
        let gap = usize::from(!last.is_empty());
        if columns(last) + gap + columns(&word) <= LABEL_COLUMNS {
            if gap == 1 {
                last.push(' ');
            }
            last.push_str(&word);
        } else if full {
            cut = true;
            break;
        } else {
            lines.push(word.into_owned());
        }
    }
    if cut && let Some(last) = lines.last_mut() {
        while columns(last) >= LABEL_COLUMNS && last.pop().is_some() {}
        last.push('…');
    }
    lines
}

/// A word in pieces that fit into a line.
fn pieces(word: &str) -> Vec<Cow<'_, str>> {
    if columns(word) <= LABEL_COLUMNS {
        return vec![Cow::Borrowed(word)];
    }
    let mut pieces = vec![String::new()];
    for ch in word.chars() {
        let full = pieces
            .last()
            .is_some_and(|last| columns(last) + 2 > LABEL_COLUMNS);
        if full {
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push(ch);
        }
    }
    pieces.into_iter().map(Cow::Owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_in_lines_that_fit() {
        assert_eq!(wrapped("EIS"), ["EIS"]);
        assert_eq!(
            wrapped("Education Information Systems of the County Council"),
            ["Education Information", "Systems of the County", "Council"]
        );
        let long = wrapped(&"x".repeat(200));
        assert_eq!(long.len(), LABEL_LINES);
        assert!(long.iter().all(|line| columns(line) <= LABEL_COLUMNS));
        assert!(long[2].ends_with('…'), "{long:?}");
        assert_eq!(wrapped(""), [""]);
        assert!(
            wrapped(&"学校 ".repeat(60))
                .iter()
                .all(|line| columns(line) <= LABEL_COLUMNS)
        );
    }
}
