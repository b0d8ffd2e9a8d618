//! A timeline for people: bars by year, then each interval with what began it.

use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use anstyle::Style;
use indexmap::IndexMap;

use super::bars::{OTHERWISE, bars, cells_of_month, months, sign};
use crate::estate::model::Severity;
use crate::input::counted;
use crate::report::text::{FRAME, Pen, Run, STRONG, TerminalOptions, severity_style};
use crate::view::{
    FlowStatus, FlowTimeline, IntervalView, NOBODY_SEEN, RuleRef, SeenOverTime, TimelineView,
    TrackView, unread_note,
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
    for found in view.seen.iter().flatten() {
        pen.blank()?;
        seen(pen, found)?;
    }
    pen.blank()?;
    if view.seen.as_ref().is_some_and(Vec::is_empty) {
        pen.prose("", "  ", &[Run::plain(NOBODY_SEEN)])?;
    }
    let closing = format!(
        "{} from {} to {}; judged on {}, those on which something can change",
        counted(view.flows.len(), "flow"),
        view.from,
        view.until,
        counted(view.days_judged, "day"),
    );
    pen.prose("", "", &[Run::plain(&closing)])?;
    match unread_note(view.unread_rows()) {
        Some(note) => pen.prose("", "  ", &[Run::plain(&note)]),
        None => Ok(()),
    }
}

fn style(status: FlowStatus) -> Style {
    match status {
        FlowStatus::NotGoverned | FlowStatus::NotRunning => Style::new(),
        FlowStatus::Clear | FlowStatus::LawfulNotCompared => severity_style(Severity::Note),
        FlowStatus::Undisclosed => severity_style(Severity::Warning),
        FlowStatus::Unlawful | FlowStatus::UnlawfulNotCompared | FlowStatus::Neither => {
            severity_style(Severity::Error)
        }
    }
}

fn legend(pen: &mut Pen<'_>, view: &TimelineView) -> io::Result<()> {
    let title = format!("{}, {} to {}", view.estate, view.from, view.until);
    pen.prose("", "", &[Run::new(STRONG, &title)])?;
    for status in view.legend().into_iter().rev() {
        let more = match status {
            FlowStatus::NotGoverned => ", or outside of the span",
            _ => "",
        };
        let words = format!("{}{more}", status.words());
        key(pen, style(status), sign(status), &words)?;
    }
    key(
        pen,
        Style::new(),
        OTHERWISE,
        "as before, but something else is found",
    )
}

/// A line of the legend. The sign is between the edges of a bar, where a space shows too.
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

/// Somebody who was seen.
fn seen(pen: &mut Pen<'_>, found: &SeenOverTime) -> io::Result<()> {
    let name = format!("{} ({})", found.name, found.hosts.join(", "));
    pen.heading(&name)?;
    let words = [
        found.seen_words(),
        found.declared_words(),
        found.disclosed_words(),
    ];
    for line in words.into_iter().chain(found.compared_lines()) {
        pen.prose(MARGIN, WITHIN, &[Run::plain(&line)])?;
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
    pen.heading(&names.join(", "))?;
    let Some(first) = flows.first() else {
        return Ok(());
    };
    if first.lanes.is_empty() {
        return pen.prose(MARGIN, MARGIN, &[Run::plain("runs on no day of the span")]);
    }
    for lane in first.lanes.iter() {
        under(pen, lane)?;
    }
    Ok(())
}

fn under(pen: &mut Pen<'_>, lane: &TrackView) -> io::Result<()> {
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
        for run in bar.cells.chunk_by(|a, b| a.status == b.status) {
            let status = run.first().and_then(|cell| cell.status);
            let signs: String = run.iter().map(|cell| cell.sign).collect();
            pen.styled(status.map_or(Style::new(), style), &signs)?;
        }
        pen.styled(FRAME, "|")?;
        pen.blank()?;
    }
    let mut before: Option<&IntervalView> = None;
    for interval in &lane.intervals {
        write_interval(pen, interval, before)?;
        before = Some(interval);
    }
    Ok(())
}

fn write_interval(
    pen: &mut Pen<'_>,
    interval: &IntervalView,
    before: Option<&IntervalView>,
) -> io::Result<()> {
    let days = if interval.from == interval.until {
        format!("{}:", interval.from)
    } else {
        format!("{} to {}:", interval.from, interval.until)
    };
    pen.prose(
        MARGIN,
        WITHIN,
        &[
            Run::plain(&days),
            Run::new(style(interval.status), interval.status.words()),
        ],
    )?;
    for event in &interval.began_by {
        pen.prose("    * ", WITHIN, &[Run::plain(&event.line())])?;
    }
    if interval.status.lawful().is_none() {
        return Ok(());
    }
    // What is no error leaves the flow as it is, and says so.
    let shown = |rule: &RuleRef| match rule.severity {
        Severity::Error => rule.id.clone(),
        severity => format!("{} ({severity})", rule.id),
    };
    let ids = |rules: &[RuleRef]| -> BTreeSet<String> { rules.iter().map(shown).collect() };
    let had = ids(before.map_or(&[], |before| &before.rules));
    let has = ids(&interval.rules);
    let list = |of: &BTreeSet<String>, without: &BTreeSet<String>| {
        let list: Vec<&str> = of.difference(without).map(String::as_str).collect();
        list.join(", ")
    };
    let mechanisms: Vec<String> = interval.mechanisms.iter().map(|it| it.line()).collect();
    // What follows the first interval shows what differs from before.
    let found = if before.is_some_and(|before| !before.rules.is_empty()) {
        "found besides:"
    } else {
        "found:"
    };
    for (head, words) in [
        ("transfer mechanism:", mechanisms.join(", ")),
        (found, list(&has, &had)),
        ("resolved:", list(&had, &has)),
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::report::text::columns;
    use crate::report::text::is_harmful;
    use crate::view::{EventView, MechanismView};

    fn view() -> TimelineView {
        let event = EventView {
            day: date(2020, 7, 16),
            kind: "law",
            id: Some("privacy-shield".to_owned()),
            about: "Privacy\u{202e} Shield \u{1b}[31m".to_owned(),
            turn: "ends",
            turn_words: "has ended",
            citation: Some("Commission Decision (EU) 2016/1250".to_owned()),
            unread: true,
        };
        let carrier = MechanismView {
            kind: "adequacy",
            id: Some("privacy-shield".to_owned()),
            words: None,
            unread: false,
        };
        let rule = |id: &str| RuleRef {
            id: id.to_owned(),
            severity: Severity::Error,
        };
        let intervals = vec![
            IntervalView {
                from: date(2019, 5, 25),
                until: date(2020, 7, 15),
                status: FlowStatus::Undisclosed,
                rules: vec![rule("disclosure/undisclosed-recipient")],
                mechanisms: vec![carrier],
                began_by: Vec::new(),
                ended_by: vec![event.clone()],
            },
            IntervalView {
                from: date(2020, 7, 16),
                until: date(2020, 7, 16),
                status: FlowStatus::Neither,
                rules: vec![
                    rule("disclosure/undisclosed-recipient"),
                    rule("transfer/no-safeguard"),
                ],
                mechanisms: Vec::new(),
                began_by: vec![event],
                ended_by: Vec::new(),
            },
        ];
        let lane = TrackView {
            regime: "eu-gdpr",
            label: "EU GDPR",
            intervals,
        };
        TimelineView {
            estate: "Mill".to_owned(),
            from: date(2019, 5, 25),
            until: date(2020, 7, 16),
            days_judged: 2,
            flows: vec![FlowTimeline {
                id: "flow-with-a-long-name-\u{9b}".to_owned(),
                name: None,
                service: None,
                declaration: 0,
                lanes: vec![lane].into(),
            }],
            seen: None,
        }
    }

    fn written(width: usize, color: bool) -> String {
        let options = TerminalOptions {
            width,
            color,
            hyperlinks: false,
        };
        let mut out = Vec::new();
        timeline_terminal(&view(), options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_line_fits_and_is_harmless() {
        for width in 20..=120 {
            let text = written(width, false);
            assert!(
                !text.chars().any(|ch| ch != '\n' && is_harmful(ch)),
                "{text}"
            );
            for line in text.lines() {
                assert!(columns(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let mut text = written(80, true);
        assert!(text.contains("\u{1b}["));
        while let Some(start) = text.find('\u{1b}') {
            let end = text[start..].find('m').unwrap() + start;
            text.replace_range(start..=end, "");
        }
        assert_eq!(text, written(80, false));
    }

    #[test]
    fn what_a_day_brings_is_with_its_interval() {
        let text = written(80, false);
        for line in [
            "  2020 |--------------------------#                     |",
            "  2019-05-25 to 2020-07-15: lawful, not disclosed",
            "      transfer mechanism: adequacy privacy-shield",
            "      found: disclosure/undisclosed-recipient",
            "  2020-07-16: neither lawful nor disclosed",
            "      found besides: transfer/no-safeguard",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\n{text}");
        }
        assert!(text.contains("(privacy-shield*;"), "{text}");
        assert_eq!(
            text.matches("not compared with the official text").count(),
            1,
            "{text}"
        );
    }
}
