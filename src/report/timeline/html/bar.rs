//! The bars of a timeline as SVG: positions are attributes, colours and patterns are the style's.

use jiff::civil::{Date, date};

use crate::report::register::Html;
use crate::view::{FlowStatus, TrackView};

/// The width of a bar in units of its drawing.
const WIDTH: i64 = 1000;
/// The height of a lane in the same units.
const HEIGHT: i64 = 24;

/// The days of the chart.
pub(super) struct Axis {
    from: Date,
    days: i64,
}

impl Axis {
    /// The axis of a span, both days included.
    pub fn new(from: Date, until: Date) -> Self {
        Self {
            from,
            days: days_between(from, until).max(0) + 1,
        }
    }

    /// Where a day begins, in units of the drawing.
    fn at(&self, day: Date) -> i64 {
        days_between(self.from, day) * WIDTH / self.days
    }

    /// The years in the span that begin within it, each with its position.
    fn years_at(&self) -> Vec<(i16, i64)> {
        let first = self.from.year() + 1;
        let all = (first..).map_while(|year| {
            let at = self.at(date(year, 1, 1));
            (at < WIDTH).then_some((year, at))
        });
        all.collect()
    }

    /// Writes the years above the bars.
    pub fn years(&self, html: &mut Html) {
        let size = format!("0 0 {WIDTH} {HEIGHT}");
        html.open("div", &[("class", "years"), ("aria-hidden", "true")]);
        html.open("svg", &[("viewBox", &size)]);
        for (year, at) in self.years_at() {
            // Where there is little space only every fifth year has a label.
            let class = if year % 5 == 0 { "year" } else { "year minor" };
            let (x, text_at) = (at.to_string(), (at + 4).to_string());
            let line = [("x1", x.as_str()), ("x2", &x), ("y1", "0"), ("y2", "24")];
            html.open("line", &line);
            html.close();
            let place = [("class", class), ("x", &text_at), ("y", "18")];
            html.element("text", &place, &year.to_string());
        }
        html.close();
        html.close();
    }
}

/// Writes the bar of a lane: a piece for each run of days with one status, and for those who do not see
/// it the same in words.
pub(super) fn bar(html: &mut Html, lane: &TrackView, axis: &Axis) {
    let runs = runs(lane);
    let words: Vec<String> = runs
        .iter()
        .map(|(from, until, status)| format!("{from} to {until}: {}", status.words()))
        .collect();
    let label = format!("{}: {}", lane.label, words.join("; "));
    let size = format!("0 0 {WIDTH} {HEIGHT}");
    html.open(
        "svg",
        &[
            ("class", "bar"),
            ("role", "img"),
            ("aria-label", &label),
            ("viewBox", &size),
        ],
    );
    for ((from, until, status), words) in runs.iter().zip(&words) {
        let x = axis.at(*from);
        let end = until
            .tomorrow()
            .map_or(WIDTH, |day| axis.at(day))
            .min(WIDTH);
        // A day is never too narrow to be seen.
        piece(html, *status, x, (end - x).max(2), words);
    }
    for (_, at) in axis.years_at() {
        let x = at.to_string();
        html.open(
            "line",
            &[("x1", x.as_str()), ("x2", &x), ("y1", "0"), ("y2", "24")],
        );
        html.close();
    }
    html.close();
}

/// A small bar of one status, for the legend and for tables.
pub(super) fn sample(html: &mut Html, status: FlowStatus) {
    html.open(
        "svg",
        &[
            ("class", "sample"),
            ("aria-hidden", "true"),
            ("viewBox", "0 0 48 24"),
        ],
    );
    piece(html, status, 0, 48, "");
    html.close();
}

/// A bar is the higher and the more broken up, the more is wrong.
fn piece(html: &mut Html, status: FlowStatus, x: i64, width: i64, words: &str) {
    let (y, height) = match status {
        FlowStatus::NotGoverned => (12, 0),
        FlowStatus::NotRunning => (11, 2),
        FlowStatus::Clear | FlowStatus::LawfulNotCompared => (6, 12),
        FlowStatus::Undisclosed => (4, 16),
        FlowStatus::Unlawful | FlowStatus::UnlawfulNotCompared => (2, 20),
        FlowStatus::Neither => (0, 24),
    };
    let id = status.id();
    rect(html, id, [x, y, width, height], words);
    // A light line through the middle: not disclosed. Two: neither lawful nor disclosed.
    let gaps: &[i64] = match status {
        FlowStatus::Undisclosed => &[11],
        FlowStatus::Neither => &[7, 15],
        _ => &[],
    };
    for y in gaps {
        rect(html, "gap", [x, *y, width, 2], "");
    }
}

fn rect(html: &mut Html, class: &str, [x, y, width, height]: [i64; 4], words: &str) {
    let [x, y, width, height] = [x, y, width, height].map(|it| it.to_string());
    html.open(
        "rect",
        &[
            ("class", class),
            ("x", &x),
            ("y", &y),
            ("width", &width),
            ("height", &height),
        ],
    );
    if !words.is_empty() {
        html.element("title", &[], words);
    }
    html.close();
}

/// The intervals of a lane, with those of one status joined.
fn runs(lane: &TrackView) -> Vec<(Date, Date, FlowStatus)> {
    let mut runs: Vec<(Date, Date, FlowStatus)> = Vec::new();
    for interval in &lane.intervals {
        match runs.last_mut() {
            Some(last) if last.2 == interval.status => last.1 = interval.until,
            _ => runs.push((interval.from, interval.until, interval.status)),
        }
    }
    runs
}

/// The days from one day to another.
fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_spread_over_the_width() {
        let axis = Axis::new(date(2020, 1, 1), date(2020, 12, 31));
        assert_eq!(axis.at(date(2020, 1, 1)), 0);
        assert_eq!(axis.at(date(2021, 1, 1)), WIDTH);
        assert_eq!(axis.at(date(2020, 7, 1)), 182 * WIDTH / 366);
        assert!(axis.years_at().is_empty());
        let long = Axis::new(date(2018, 5, 25), date(2026, 11, 24));
        assert_eq!(long.years_at().len(), 8);
    }
}
