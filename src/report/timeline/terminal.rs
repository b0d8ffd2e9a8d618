//! A timeline for people: bars by year, then each interval with what began it.

use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use anstyle::Style;
use indexmap::IndexMap;

use super::bars::{OTHERWISE, bars, cells_of_month, months, sign};
use super::view::{FlowTimeline, IntervalView, LaneView, RuleRef, Standing, TimelineView};
use crate::estate::model::Severity;
use crate::report::terminal::counted;
use crate::report::text::{
    FRAME, Pen, Run, STRONG, TerminalOptions, columns, harmless, severity_style,
};

/// Before what belongs to a regime.
const MARGIN: &str = "  ";
/// Before what belongs to an interval.
const WITHIN: &str = "      ";

/// Writes a timeline for a terminal. Flows that declare the same are shown once, under all of their
/// ids.
///
/// # Errors
/// When `out` cannot be written to.
pub fn timeline_terminal(
    view: &TimelineView,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    legend(pen, view)?;
    let mut groups: IndexMap<usize, Vec<&FlowTimeline>> = IndexMap::new();
    for flow in &view.flows {
        groups.entry(flow.declaration).or_default().push(flow);
    }
    for flows in groups.values() {
        pen.blank()?;
        group(pen, flows)?;
    }
    pen.blank()?;
    let closing = format!(
        "{} from {} to {}; judged on {}, those on which something can change",
        counted(view.flows.len(), "flow"),
        view.from,
        view.until,
        counted(view.days_judged, "day"),
    );
    pen.prose("", "", &[Run::plain(&closing)])
}

fn style(standing: Standing) -> Style {
    match standing {
        Standing::NotGoverned | Standing::NotRunning => Style::new(),
        Standing::Clear => severity_style(Severity::Note),
        Standing::Undisclosed => severity_style(Severity::Warning),
        Standing::Unlawful | Standing::Neither => severity_style(Severity::Error),
    }
}

fn legend(pen: &mut Pen<'_>, view: &TimelineView) -> io::Result<()> {
    let title = format!("{}, {} to {}", view.estate, view.from, view.until);
    pen.prose("", "", &[Run::new(STRONG, &title)])?;
    for standing in Standing::ALL.into_iter().rev() {
        let more = match standing {
            Standing::NotGoverned => ", or outside of the span",
            _ => "",
        };
        let words = format!("{}{more}", standing.words());
        key(pen, style(standing), sign(standing), &words)?;
    }
    key(
        pen,
        Style::new(),
        OTHERWISE,
        "as before, but something else is found",
    )
}

/// A line of the legend. The sign stands between the edges of a bar, where a space shows too.
fn key(pen: &mut Pen<'_>, style: Style, sign: char, words: &str) -> io::Result<()> {
    pen.raw(MARGIN)?;
    pen.styled(FRAME, "|")?;
    pen.styled(style, &sign.to_string())?;
    pen.styled(FRAME, "|")?;
    let room = pen.options().width.saturating_sub(6);
    for (at, line) in pen.wrapped(words, room).iter().enumerate() {
        pen.raw(if at == 0 { " " } else { WITHIN })?;
        pen.raw(line)?;
        pen.blank()?;
    }
    Ok(())
}

fn group(pen: &mut Pen<'_>, flows: &[&FlowTimeline]) -> io::Result<()> {
    let names: Vec<String> = flows
        .iter()
        .map(|flow| match &flow.name {
            Some(name) if *name != flow.id => format!("{} ({name})", flow.id),
            _ => flow.id.clone(),
        })
        .collect();
    let names = names.join(", ");
    pen.prose("", "", &[Run::new(STRONG, &names)])?;
    let width = columns(&harmless(&names)).clamp(3, pen.options().width);
    pen.styled(FRAME, &"-".repeat(width))?;
    pen.blank()?;
    let Some(first) = flows.first() else {
        return Ok(());
    };
    if first.lanes.is_empty() {
        return pen.prose(MARGIN, MARGIN, &[Run::plain("runs on no day of the span")]);
    }
    for lane in &first.lanes {
        under(pen, lane)?;
    }
    Ok(())
}

fn under(pen: &mut Pen<'_>, lane: &LaneView) -> io::Result<()> {
    let cells = cells_of_month(pen.options().width, MARGIN.len());
    pen.prose(MARGIN, MARGIN, &[Run::new(STRONG, lane.label)])?;
    // At the least width the margin gives way to the cells.
    let margin = match pen.options().width {
        width if width < MARGIN.len() + 19 => "",
        _ => MARGIN,
    };
    pen.raw(margin)?;
    pen.raw(&months(cells))?;
    pen.blank()?;
    for bar in bars(&lane.intervals, cells) {
        pen.raw(margin)?;
        pen.raw(&format!("{:04} ", bar.year))?;
        pen.styled(FRAME, "|")?;
        for run in bar.cells.chunk_by(|a, b| a.standing == b.standing) {
            let standing = run.first().and_then(|cell| cell.standing);
            let signs: String = run.iter().map(|cell| cell.sign).collect();
            pen.styled(standing.map_or(Style::new(), style), &signs)?;
        }
        pen.styled(FRAME, "|")?;
        pen.blank()?;
    }
    let mut before: Option<&IntervalView> = None;
    for interval in &lane.intervals {
        told(pen, interval, before)?;
        before = Some(interval);
    }
    Ok(())
}

fn told(
    pen: &mut Pen<'_>,
    interval: &IntervalView,
    before: Option<&IntervalView>,
) -> io::Result<()> {
    let days = match interval.from == interval.until {
        true => format!("{}:", interval.from),
        false => format!("{} to {}:", interval.from, interval.until),
    };
    pen.prose(
        MARGIN,
        WITHIN,
        &[
            Run::plain(&days),
            Run::new(style(interval.standing), interval.standing.words()),
        ],
    )?;
    for event in &interval.began_by {
        pen.prose("    * ", WITHIN, &[Run::plain(&event.line())])?;
    }
    if interval.standing.lawful().is_none() {
        return Ok(());
    }
    let ids = |rules: &[RuleRef]| -> BTreeSet<String> {
        rules.iter().map(|rule| rule.id.clone()).collect()
    };
    let had = ids(before.map_or(&[], |before| &before.rules));
    let has = ids(&interval.rules);
    let list = |of: &BTreeSet<String>, without: &BTreeSet<String>| {
        let list: Vec<&str> = of.difference(without).map(String::as_str).collect();
        list.join(", ")
    };
    let rests_on: Vec<String> = interval.rests_on.iter().map(|it| it.line()).collect();
    // What follows the first interval tells what is other than before.
    let found = if before.is_some_and(|before| !before.rules.is_empty()) {
        "found besides:"
    } else {
        "found:"
    };
    for (head, words) in [
        ("transfer rests on:", rests_on.join(", ")),
        (found, list(&has, &had)),
        ("no longer found:", list(&had, &has)),
    ] {
        if !words.is_empty() {
            pen.prose(
                WITHIN,
                "        ",
                &[Run::new(STRONG, head), Run::plain(&words)],
            )?;
        }
    }
    Ok(())
}
