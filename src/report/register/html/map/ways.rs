//! What the map shows, in words: each way with what goes there, the sentences and the law.

use crate::input::counted;
use crate::register::Cell;
use crate::register::FlowMap;
use crate::register::MapMove;
use crate::register::MapWay;
use crate::register::severity_word;
use crate::report::register::html::cells::cell;
use crate::report::register::html::writer::Html;

/// The id of what is said of a way, by its position.
pub(super) fn anchor(at: usize) -> String {
    format!("way-{}", at + 1)
}

/// From whom to whom.
fn title(map: &FlowMap, way: &MapWay) -> String {
    let name = |at: usize| {
        map.spots
            .get(at)
            .map_or_else(String::new, |spot| spot.full())
    };
    format!("{} → {}", name(way.from), name(way.to))
}

/// From whom to whom, how much, and the worst of it.
pub(super) fn in_short(map: &FlowMap, way: &MapWay) -> String {
    let flows: std::collections::BTreeSet<&String> =
        way.moves.iter().flat_map(|moved| &moved.flows).collect();
    let worst = match way.severity() {
        Some(severity) => format!("worst finding: {severity}"),
        None => "no finding".to_owned(),
    };
    format!(
        "{}: {}, {worst}",
        title(map, way),
        counted(flows.len(), "flow")
    )
}

/// Writes all ways.
pub(super) fn write(html: &mut Html, map: &FlowMap) {
    for (at, way) in map.ways.iter().enumerate() {
        let anchor = anchor(at);
        html.open(
            "article",
            &[
                ("class", &format!("way {}", severity_word(way.severity()))),
                ("id", &anchor),
                ("data-from", &way.from.to_string()),
                ("data-to", &way.to.to_string()),
                ("tabindex", "-1"),
            ],
        );
        html.element("h3", &[], &title(map, way));
        for moved in &way.moves {
            self::moved(html, moved);
        }
        html.close();
    }
}

fn moved(html: &mut Html, moved: &MapMove) {
    html.open(
        "div",
        &[
            ("class", "move"),
            ("data-services", moved.service.as_deref().unwrap_or("")),
            ("data-data", &moved.data.join("|")),
            ("data-severity", severity_word(moved.severity())),
            ("data-flows", &moved.flows.join(" ")),
        ],
    );
    html.open("p", &[]);
    cell(html, &Cell::Status(moved.severity()));
    html.text(" ");
    html.element("strong", &[], &moved.service_name);
    html.text(&format!(": {}", moved.data.join(", ")));
    html.close();
    html.open("dl", &[("class", "facts")]);
    let flows = Cell::List(moved.flows.clone());
    let role = Cell::Text(format!("{}; {}", moved.role, moved.nature));
    let purposes = Cell::List(moved.purposes.clone());
    let disclosed = Cell::Statements(moved.statements.clone());
    let found = Cell::Findings(moved.findings.clone());
    for (label, value) in [
        ("Flows", flows),
        ("Recipient as", role),
        ("Purposes", purposes),
        ("Sentences", disclosed),
        ("Findings", found),
    ] {
        html.element("dt", &[], label);
        html.open("dd", &[]);
        cell(html, &value);
        html.close();
    }
    html.close();
    html.close();
}
