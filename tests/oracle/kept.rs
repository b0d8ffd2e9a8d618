//! What the notice says of how long data are kept.

use super::notice::{
    Ambiguous, Clear, Incorrect, Omitted, Vague, Verdict, applying, category, gives_way, meant,
};
use crate::estate::{Estate, Statement};

/// How long a datum is kept, against what the flow says.
pub fn retention<'w>(
    estate: &'w Estate,
    service: Option<&'w str>,
    datum: &str,
    kept: Option<&str>,
) -> Verdict {
    let stated: Vec<(u8, &Statement, &str, bool)> = applying(estate, service)
        .filter_map(|statement| {
            let (period, data) = statement.retains.as_ref()?;
            let near = match category(data, datum) {
                Some(true) => 2,
                Some(false) => 1,
                None if data.is_empty() => 0,
                None => return None,
            };
            let spared = near > 0 && meant(data, datum).is_none();
            Some((near, statement, period.as_str(), spared))
        })
        .collect();
    // What nobody means by a term counts only where no other sentence speaks.
    let all_spared = stated.iter().all(|(.., spared)| *spared);
    let stated: Vec<(u8, &Statement, &str)> = stated
        .into_iter()
        .filter(|(.., spared)| all_spared || !spared)
        .map(|(near, statement, period, _)| (near, statement, period))
        .collect();
    // Statements on this datum count, not those on broader data or on all.
    let nearest = stated.iter().map(|(near, ..)| *near).max();
    let stated: Vec<(&Statement, &str)> = stated
        .into_iter()
        .filter(|(near, ..)| Some(*near) == nearest)
        .map(|(_, statement, period)| (statement, period))
        .collect();
    let verdicts: Vec<Verdict> = stated
        .iter()
        .filter(|(statement, _)| !stated.iter().any(|(other, _)| gives_way(statement, other)))
        .map(|(_, stated)| compare(stated, kept))
        .collect();
    let best = verdicts
        .iter()
        .copied()
        .filter(|verdict| *verdict != Incorrect)
        .min();
    match (best, verdicts.contains(&Incorrect)) {
        (Some(_), true) => Ambiguous,
        (Some(best), false) => best,
        (None, true) => Incorrect,
        (None, false) => Omitted,
    }
}

/// The fewest and the most days of a period, by the calendar of some years; `None` for a word.
fn days(retention: &str) -> Option<(i32, i32)> {
    let span: jiff::Span = retention
        .starts_with('P')
        .then(|| retention.parse().unwrap())?;
    let lengths = (0..60).map(|month| {
        let first = jiff::civil::date(2023, 1, 1) + jiff::Span::new().months(month);
        first.until(first + span).unwrap().get_days()
    });
    Some((lengths.clone().min().unwrap(), lengths.max().unwrap()))
}

fn compare(stated: &str, kept: Option<&str>) -> Verdict {
    let Some(kept) = kept else {
        return if stated == "indefinite" { Vague } else { Clear };
    };
    if kept == "not-stored" {
        return Clear;
    }
    match (stated, kept) {
        ("indefinite", _) => Vague,
        ("not-stored", _) | (_, "indefinite") => Incorrect,
        _ => match (days(stated), days(kept)) {
            (Some((_, stated)), Some((kept, _))) if kept <= stated => Clear,
            (Some(_), Some(_)) => Incorrect,
            (None, None) if stated == kept => Clear,
            _ => Vague,
        },
    }
}
