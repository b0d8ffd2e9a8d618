//! Rows of the tables of a notice that state data, purpose and legal basis: each is an activity of its own.

use crate::notice::read::{Kind, Reading, Statement};

/// As many rows are taken apart, at most: of a longer table the sections are.
const MOST_ROWS: usize = 20;

/// How the ids of the clauses of cells begin.
const CELL: &str = "cell-";

/// For each statement the number of the row that it is in, where that row states data, purpose and basis.
pub(super) fn rows(reading: &Reading) -> Vec<Option<usize>> {
    let mut numbers = Vec::with_capacity(reading.statements.len());
    let mut kinds: Vec<Vec<Kind>> = Vec::new();
    let mut last: Option<(Option<&str>, Vec<&str>)> = None;
    for statement in &reading.statements {
        let Some(data) = data_of(statement) else {
            numbers.push(None);
            continue;
        };
        let row = Some((statement.section.as_deref(), data));
        if row != last {
            kinds.push(Vec::new());
            last = row;
        }
        if let Some(of_row) = kinds.last_mut() {
            of_row.push(statement.says.kind);
        }
        numbers.push(Some(kinds.len() - 1));
    }
    let is_whole = |row: usize| {
        let of_row = kinds.get(row);
        let has = |kind| of_row.is_some_and(|all| all.contains(&kind));
        has(Kind::Collects) && has(Kind::Uses) && has(Kind::ReliesOn)
    };
    let count = (0..kinds.len()).filter(|row| is_whole(*row)).count();
    let numbers = numbers.into_iter();
    numbers
        .map(|row| row.filter(|row| count <= MOST_ROWS && is_whole(*row)))
        .collect()
}

/// The data of the row that a statement is in: all statements of a row are about them.
fn data_of(statement: &Statement) -> Option<Vec<&str>> {
    let is_cell = statement.pattern.starts_with(CELL) && statement.anchored && !statement.says.none;
    let data = match statement.says.kind {
        Kind::Collects => &statement.says.terms,
        _ => &statement.says.data,
    };
    let mut data: Vec<&str> = data.iter().map(String::as_str).collect();
    data.sort_unstable();
    (is_cell && !data.is_empty()).then_some(data)
}

#[cfg(test)]
mod tests {
    use crate::notice::TextFormat;
    use crate::notice::read::read;

    #[test]
    fn a_row_has_data_purpose_and_basis() {
        let rows = |text: &str| {
            let reading = read(text, TextFormat::Markdown);
            let all = super::rows(&reading);
            let mut all: Vec<usize> = all.into_iter().flatten().collect();
            all.dedup();
            all.len()
        };
        let head = "| Purpose | Data | Legal basis |\n| --- | --- | --- |\n";
        let some = "| Billing and payment | Name, billing address | Contract |\n\
            | Direct marketing | Email address | Consent |\n";
        assert_eq!(rows(&format!("{head}{some}")), 2);
        assert_eq!(rows(&format!("{head}{}", some.repeat(11))), 0);
        let head = "| Data | Retention period |\n| --- | --- |\n";
        assert_eq!(rows(&format!("{head}| Name | 2 years |\n")), 0);
    }
}
