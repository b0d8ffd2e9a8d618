//! A timeline as one page: a bar chart, one row per flow, with the intervals of a flow behind its row.
//! It needs no script, fetches nothing, and a content policy lets nothing but its own style through.

mod bar;

use std::io::{self, Write};

use bar::{Axis, bar, sample};

use crate::register::digest::base64_sha256;
use crate::report::register::Html;
use crate::view::{
    FlowTimeline, IntervalView, NOBODY_SEEN, SeenOverTime, TimelineView, TrackView, unread_note,
};

const STYLE: &str = include_str!("page.css");

/// Writes a timeline as a page.
///
/// # Errors
/// When `out` cannot be written to.
pub fn timeline_html(view: &TimelineView, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(view).as_bytes())?;
    out.flush()
}

fn page(view: &TimelineView) -> String {
    let mut html = Html::default();
    html.open("html", &[("lang", "en")]);
    head(&mut html, view);
    html.open("body", &[]);
    html.element(
        "a",
        &[("class", "skip"), ("href", "#flows")],
        "Skip to the flows",
    );
    html.open("header", &[]);
    html.element("h1", &[], "Timeline");
    html.open("p", &[]);
    html.element("strong", &[], &view.estate);
    html.text(&format!(", {} to {}", view.from, view.until));
    html.close();
    html.close();
    html.open("main", &[]);
    legend(&mut html, view);
    flows(&mut html, view);
    seen(&mut html, view);
    html.close();
    html.open("footer", &[]);
    if let Some(note) = unread_note(view.unread_rows()) {
        html.element("p", &[], &format!("{note}."));
    }
    let version = env!("CARGO_PKG_VERSION");
    html.element(
        "p",
        &[],
        &format!("fairnotice {version}. This is not legal advice."),
    );
    html.close();
    html.finish()
}

fn head(html: &mut Html, view: &TimelineView) {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        base64_sha256(STYLE)
    );
    html.open("head", &[]);
    html.void("meta", &[("charset", "utf-8")]);
    let policy = [
        ("http-equiv", "Content-Security-Policy"),
        ("content", &policy),
    ];
    html.void("meta", &policy);
    html.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    let size = [
        ("name", "viewport"),
        ("content", "width=device-width, initial-scale=1"),
    ];
    html.void("meta", &size);
    html.void(
        "meta",
        &[("name", "color-scheme"), ("content", "light dark")],
    );
    let title = format!("Timeline: {}, {} to {}", view.estate, view.from, view.until);
    html.element("title", &[], &title);
    html.own("style", STYLE);
    html.close();
}

/// The words for each kind of bar; its height and its pattern show it without colour as well.
fn legend(html: &mut Html, view: &TimelineView) {
    html.open("section", &[("aria-labelledby", "legend")]);
    html.element("h2", &[("id", "legend")], "Legend");
    html.open("ul", &[("class", "legend")]);
    for status in view.legend() {
        html.open("li", &[]);
        sample(html, status);
        html.text(status.words());
        html.close();
    }
    html.close();
    html.element(
        "p",
        &[],
        "Warnings are listed and leave a flow lawful. Select a flow to see its intervals.",
    );
    html.close();
}

fn flows(html: &mut Html, view: &TimelineView) {
    let axis = Axis::new(view.from, view.until);
    html.open(
        "section",
        &[("id", "flows"), ("aria-label", "Flows"), ("tabindex", "-1")],
    );
    let mut services: Vec<Option<&str>> = Vec::new();
    for flow in &view.flows {
        let service = flow.service.as_deref();
        if !services.contains(&service) {
            services.push(service);
        }
    }
    services.sort_by_key(|service| (service.is_none(), *service));
    for service in services {
        html.element("h2", &[], service.unwrap_or("Flows without a service"));
        axis.years(html);
        let of_it = view.flows.iter();
        for flow in of_it.filter(|flow| flow.service.as_deref() == service) {
            self::flow(html, flow, &axis);
        }
    }
    html.close();
}

fn flow(html: &mut Html, flow: &FlowTimeline, axis: &Axis) {
    html.open("details", &[("class", "flow")]);
    html.open("summary", &[]);
    html.open("span", &[("class", "name")]);
    html.element("code", &[], &flow.id);
    if let Some(name) = &flow.name {
        html.text(&format!(" {name}"));
    }
    html.close();
    if flow.lanes.is_empty() {
        html.element("span", &[("class", "none")], "does not run on any day");
    }
    for lane in flow.lanes.iter() {
        html.open("span", &[("class", "lane")]);
        html.element("span", &[("class", "regime")], lane.label);
        bar(html, lane, axis);
        html.close();
    }
    html.close();
    for lane in flow.lanes.iter() {
        intervals(html, flow, lane);
    }
    html.close();
}

/// Who was seen, compared with when it was declared and disclosed.
fn seen(html: &mut Html, view: &TimelineView) {
    let Some(found) = &view.seen else {
        return;
    };
    html.open("section", &[("aria-labelledby", "seen")]);
    html.element("h2", &[("id", "seen")], "What was seen");
    if found.is_empty() {
        html.element("p", &[], NOBODY_SEEN);
    } else {
        let headings = ["Recipient", "Seen", "Declared", "Disclosed", "Compared"];
        table(html, "Recipients that were seen", &headings, |html| {
            for it in found {
                recipient(html, it);
            }
        });
    }
    html.close();
}

fn recipient(html: &mut Html, found: &SeenOverTime) {
    html.open("tr", &[]);
    html.open("th", &[("scope", "row")]);
    html.text(&found.name);
    for host in &found.hosts {
        html.open("div", &[]);
        html.element("code", &[], host);
        html.close();
    }
    html.close();
    for words in [
        found.seen_words(),
        found.declared_words(),
        found.disclosed_words(),
    ] {
        html.element("td", &[], &words);
    }
    cell(html, found.compared_lines().into_iter());
    html.close();
}

/// A table that scrolls sideways on a narrow screen, where keys reach it.
fn table(html: &mut Html, caption: &str, headings: &[&str], rows: impl FnOnce(&mut Html)) {
    let region = [
        ("class", "intervals"),
        ("role", "region"),
        ("aria-label", caption),
        ("tabindex", "0"),
    ];
    html.open("div", &region);
    html.open("table", &[]);
    html.element("caption", &[], caption);
    html.open("thead", &[]);
    html.open("tr", &[]);
    for heading in headings {
        html.element("th", &[("scope", "col")], heading);
    }
    html.close();
    html.close();
    html.open("tbody", &[]);
    rows(html);
    html.close();
    html.close();
    html.close();
}

fn intervals(html: &mut Html, flow: &FlowTimeline, lane: &TrackView) {
    let caption = format!("{} under the {}", flow.id, lane.label);
    let headings = [
        "Days",
        "Status",
        "Findings",
        "Transfer mechanism",
        "What changed",
    ];
    table(html, &caption, &headings, |html| {
        for interval in &lane.intervals {
            row(html, interval);
        }
    });
}

fn row(html: &mut Html, interval: &IntervalView) {
    html.open("tr", &[]);
    let days = format!("{} to {}", interval.from, interval.until);
    html.element("th", &[("scope", "row")], &days);
    html.open("td", &[]);
    sample(html, interval.status);
    html.text(interval.status.words());
    html.close();
    let rules = interval.rules.iter();
    cell(
        html,
        rules.map(|rule| format!("{}: {}", rule.severity.as_str(), rule.id)),
    );
    cell(html, interval.mechanisms.iter().map(|it| it.line()));
    cell(html, interval.began_by.iter().map(|it| it.line()));
    html.close();
}

fn cell(html: &mut Html, lines: impl Iterator<Item = String>) {
    html.open("td", &[]);
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        html.open("ul", &[]);
        for line in lines {
            html.element("li", &[], &line);
        }
        html.close();
    }
    html.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn words_of_an_estate_stay_words() {
        let hostile = "<script>alert(1)</script>\"'&";
        let view = TimelineView {
            estate: hostile.to_owned(),
            from: jiff::civil::date(2018, 5, 25),
            until: jiff::civil::date(2020, 1, 1),
            days_judged: 1,
            flows: vec![FlowTimeline {
                id: hostile.to_owned(),
                name: Some(hostile.to_owned()),
                service: Some(hostile.to_owned()),
                declaration: 1,
                lanes: Rc::from(Vec::new()),
            }],
            seen: None,
        };
        let page = page(&view);
        assert!(!page.contains("<script"), "{page}");
        assert_eq!(page.matches("&lt;script&gt;").count(), 5, "{page}");
    }
}
