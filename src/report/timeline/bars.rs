//! Bars by year: twelve months, each of some cells, that can be read without colour.

use jiff::civil::{Date, date};

use crate::view::{FlowStatus, IntervalView};

/// What precedes the cells: the year, a space and an edge.
const HEAD: usize = 6;
/// What follows them.
const TAIL: usize = 1;
/// Cells of a month, at most.
const MOST: usize = 4;

/// The sign of a cell.
pub fn sign(status: FlowStatus) -> char {
    match status {
        FlowStatus::NotGoverned => ' ',
        FlowStatus::NotRunning => '.',
        FlowStatus::Clear => '=',
        FlowStatus::LawfulNotCompared => '~',
        FlowStatus::Undisclosed => '-',
        FlowStatus::Unlawful => 'x',
        FlowStatus::UnlawfulNotCompared => 'X',
        FlowStatus::Neither => '#',
    }
}

/// The sign of a cell in which other things are found than before, though it is as before.
pub const OTHERWISE: char = '+';

/// A cell of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The status of the flow; `None` outside of the lane.
    pub status: Option<FlowStatus>,
    /// Its sign.
    pub sign: char,
}

/// A year as cells.
pub struct Bar {
    /// The year.
    pub year: i16,
    /// The cells, those of each month one after another.
    pub cells: Vec<Cell>,
}

impl Bar {
    /// Whether it shows anything.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.sign == ' ')
    }
}

/// How many cells a month has at a width, without a margin.
pub fn cells_of_month(width: usize, margin: usize) -> usize {
    let room = width.saturating_sub(margin + HEAD + TAIL);
    (room / 12).clamp(1, MOST)
}

/// The letters of the months above the cells.
pub fn months(cells: usize) -> String {
    let mut line = " ".repeat(HEAD);
    for month in "JFMAMJJASOND".chars() {
        line.push(month);
        line.push_str(&" ".repeat(cells.saturating_sub(1)));
    }
    line.trim_end().to_owned()
}

/// The years of a lane, but those in which nothing governs the flow. A cell shows the worst of its days, so that a single bad day is seen.
pub fn bars(intervals: &[IntervalView], cells: usize) -> Vec<Bar> {
    let (Some(first), Some(last)) = (intervals.first(), intervals.last()) else {
        return Vec::new();
    };
    (first.from.year()..=last.until.year())
        .map(|year| Bar {
            year,
            cells: (1..=12)
                .flat_map(|month| (0..cells).map(move |at| days(year, month, at, cells)))
                .map(|(from, until)| cell(intervals, from, until))
                .collect(),
        })
        .filter(|bar| !bar.is_empty())
        .collect()
}

/// The first and the last day of a cell of a month.
fn days(year: i16, month: i8, at: usize, cells: usize) -> (Date, Date) {
    let first = date(year, month, 1);
    let length = usize::try_from(first.days_in_month()).unwrap_or(28);
    let day = |at: usize| i8::try_from(length * at / cells).unwrap_or(0);
    (
        date(year, month, day(at) + 1),
        date(year, month, day(at + 1)),
    )
}

fn cell(intervals: &[IntervalView], from: Date, until: Date) -> Cell {
    let status = intervals
        .iter()
        .filter(|interval| interval.from <= until && from <= interval.until)
        .map(|interval| interval.status)
        .max();
    let mut begin_here = intervals
        .iter()
        .zip(intervals.iter().skip(1))
        .filter(|(_, next)| from <= next.from && next.from <= until)
        .peekable();
    let otherwise = begin_here.peek().is_some()
        && begin_here.all(|(before, next)| before.status == next.status);
    Cell {
        status,
        sign: match status {
            Some(_) if otherwise => OTHERWISE,
            Some(status) => sign(status),
            None => ' ',
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(from: Date, until: Date, status: FlowStatus) -> IntervalView {
        IntervalView {
            from,
            until,
            status,
            rules: Vec::new(),
            mechanisms: Vec::new(),
            began_by: Vec::new(),
            ended_by: Vec::new(),
        }
    }

    #[test]
    fn the_cells_of_a_month_cover_each_of_its_days_once() {
        for (year, month) in [(2023, 2), (2024, 2), (2024, 4), (2024, 12)] {
            for cells in 1..=MOST {
                let mut next = date(year, month, 1);
                for at in 0..cells {
                    let (from, until) = days(year, month, at, cells);
                    assert_eq!(from, next);
                    assert!(from <= until);
                    next = until.tomorrow().unwrap();
                }
                assert_eq!(next.day(), 1);
            }
        }
    }

    #[test]
    fn a_single_bad_day_is_seen() {
        let lane = [
            interval(date(2023, 3, 1), date(2023, 6, 9), FlowStatus::Clear),
            interval(date(2023, 6, 10), date(2023, 6, 10), FlowStatus::Neither),
            interval(date(2023, 6, 11), date(2023, 9, 30), FlowStatus::Clear),
            interval(date(2023, 10, 1), date(2024, 1, 31), FlowStatus::Clear),
            interval(date(2024, 2, 1), date(2025, 2, 1), FlowStatus::NotGoverned),
        ];
        let shown: Vec<String> = bars(&lane, 1)
            .iter()
            .map(|bar| {
                let cells = bar.cells.iter().map(|cell| cell.sign);
                format!("{} |{}|", bar.year, cells.collect::<String>())
            })
            .collect();
        assert_eq!(shown, ["2023 |  ===#===+==|", "2024 |=           |"]);
        assert_eq!(months(1), "      JFMAMJJASOND");
    }

    #[test]
    fn bars_fit_the_width() {
        for width in 20..=120 {
            let cells = cells_of_month(width, 0);
            assert!(HEAD + 12 * cells + TAIL <= width);
        }
        assert_eq!(cells_of_month(80, 2), 4);
    }
}
