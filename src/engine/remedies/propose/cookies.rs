//! For how long a cookie is stored, as it was seen: in the place of a sentence that states less.

use super::sentence::{draft, terms};
use crate::engine::facts::LabelRole;
use crate::engine::observed::names;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::Draft;
use crate::estate::model::{Retains, Statement, period_words};
use crate::notice::read::Kind;

/// The rule on cookies that are stored for longer than is stated.
pub(super) const OUTLIVES: &str = "observed/cookie-outlives-statement";

/// What it takes for granted to state the period that was seen.
pub(super) const NECESSARY: &str = "the cookie is necessary for as long as it is stored";

/// The sentence on the cookie that a finding is about, where the one that states less has its name; else none.
pub(super) fn lifetime(about: About<'_>) -> Vec<Draft> {
    sentence(about).into_iter().collect()
}

fn sentence(about: About<'_>) -> Option<Draft> {
    let mut labels = about.finding.labels.iter();
    let label = labels.find(|it| it.role == LabelRole::Observed)?;
    let files = about.checked.check.observed?.files.iter();
    let mut seen = files.flat_map(|it| &it.seen);
    let seen = seen.find(|it| it.span == label.span && it.cookie.is_some())?;
    let cookie = seen.cookie.as_ref()?;
    let period = period(cookie.lifetime.days()?);
    let stated = about.statements();
    let [statement] = stated.as_slice() else {
        return None;
    };
    let retains = stating(statement, &cookie.name)?;
    let mut says = vec![format!("for: {period}")];
    for (key, of) in [
        ("data", &retains.data),
        ("subjects", &retains.subjects),
        ("purposes", &retains.purposes),
    ] {
        if !of.is_empty() {
            says.push(format!("{key}: {}", terms(about, of)));
        }
    }
    let quote = format!(
        "The cookie {} is stored for {}.",
        cookie.name,
        period_words(&period)
    );
    let says = vec![("retains", format!("{{{}}}", says.join(", ")))];
    Some(draft(about, Kind::Retains, "cookie", quote, says))
}

/// What a statement says on the period of a cookie, where it has its name.
fn stating<'s>(statement: &'s Statement, name: &str) -> Option<&'s Retains> {
    let retains = statement.retains.as_ref()?;
    names(&statement.quote, name).then_some(retains)
}

/// A number of days as people state it: in years or months where it is some of them.
fn period(days: i64) -> String {
    let years = (days + 182) / 365;
    if years > 0 && (days - years * 365).abs() <= 1 {
        return format!("P{years}Y");
    }
    // A month is 30.44 days in the mean.
    let months = (days * 100 + 1522) / 3044;
    if months > 0 && (days * 100 - months * 3044).abs() <= 100 {
        return format!("P{months}M");
    }
    format!("P{days}D")
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn days_are_stated_as_years_or_months_where_they_are_some() {
        let cases = [
            (365, "P1Y"),
            (364, "P1Y"),
            (730, "P2Y"),
            (183, "P6M"),
            (91, "P3M"),
            (400, "P400D"),
            (1, "P1D"),
            (30, "P1M"),
        ];
        for (days, wanted) in cases {
            assert_eq!(period(days), wanted, "{days}");
        }
    }
}
