//! The map as it is at the top of a page: a drawing for wide screens and printing, one for narrow
//! screens, and all of it in words.

use std::collections::BTreeSet;

use crate::input::counted;
use crate::register::Band;
use crate::register::FlowMap;
use crate::report::map::Shape;
use crate::report::register::html::map::{svg, ways};
use crate::report::register::html::writer::{Html, Top};

const STYLE: &str = include_str!("map.css");
const SCRIPT: &str = include_str!("map.js");

/// The top of a page; nothing where no data go anywhere.
pub(in crate::report) fn top(map: &FlowMap) -> Option<Top> {
    if map.ways.is_empty() {
        return None;
    }
    let mut html = Html::default();
    html.element("h2", &[], "Map of the flows");
    html.element("p", &[], &summary(map));
    legend(&mut html);
    html.open("div", &[("class", "stage")]);
    html.open(
        "div",
        &[
            ("class", "sheet"),
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", "The map, drawn"),
        ],
    );
    svg::svg(&mut html, map, Shape::Wide);
    svg::svg(&mut html, map, Shape::Narrow);
    html.close();
    html.open("div", &[("id", "panel")]);
    html.element(
        "p",
        &[("id", "chosen"), ("role", "status"), ("hidden", "")],
        "",
    );
    html.open("div", &[("id", "choices"), ("hidden", "")]);
    html.close();
    html.open("details", &[("id", "ways")]);
    let all = format!("All {} in words", counted(map.ways.len(), "way"));
    html.element("summary", &[], &all);
    ways::write(&mut html, map);
    html.close();
    html.close();
    html.close();
    Some(Top {
        content: Some(html),
        style: Some(STYLE),
        script: Some(SCRIPT),
    })
}

fn summary(map: &FlowMap) -> String {
    let of = |wanted: &[Band]| {
        let countries: BTreeSet<&str> = map
            .spots
            .iter()
            .filter(|spot| wanted.contains(&spot.band))
            .map(|spot| spot.country.as_str())
            .collect();
        countries.len()
    };
    let found = map.ways.iter().filter(|way| way.severity().is_some());
    format!(
        "Who sends personal data to whom, in {} inside the UK and the EEA and {} outside: {}, {} of them with findings. A party is shown once in each country where it has them; an arrow points to the recipient.",
        counted_countries(of(&[Band::Uk, Band::Eea])),
        of(&[Band::Outside]),
        counted(map.ways.len(), "way"),
        found.count(),
    )
}

fn counted_countries(count: usize) -> String {
    match count {
        1 => "1 country".to_owned(),
        count => format!("{count} countries"),
    }
}

/// What the lines mean; their pattern and sign show it without colour as well.
fn legend(html: &mut Html) {
    html.open(
        "ul",
        &[("class", "legend"), ("aria-label", "Lines of the map")],
    );
    for (class, words) in [
        ("error", "✕ worst finding is an error"),
        ("warning", "! a warning"),
        ("note", "i a note"),
        ("clear", "no finding"),
    ] {
        html.open("li", &[]);
        html.open(
            "svg",
            &[
                ("class", &format!("tie {class}")),
                ("width", "44"),
                ("height", "12"),
                ("aria-hidden", "true"),
            ],
        );
        html.open("path", &[("class", "line"), ("d", "M0 6H36")]);
        html.close();
        html.open("path", &[("class", "tip"), ("d", "M44 6l-9 -5v10z")]);
        html.close();
        html.close();
        html.text(&format!(" {words}"));
        html.close();
    }
    html.close();
}
