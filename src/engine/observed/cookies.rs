//! Cookies that are stored for longer than the notice, or the flow for which they are stored, states.

use std::collections::BTreeMap;

use super::super::as_of::AsOf;
use super::declared::Declared;
use super::{Observations, name_of};
use crate::engine::deployment::keeping::{Stated, in_days, length, of_flow};
use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole, SeenCookieFacts};
use crate::estate::model::{Endpoint, PartyIx, Retention, Statement, StatementIx};
use crate::estate::vocabulary::DocumentKind;
use crate::law::Regime;
use crate::observe::{Grouped, Row, Whom};

/// A cookie with its facts.
#[derive(Debug, Clone)]
pub struct CookieFound {
    /// What identifies it in findings.
    pub key: String,
    /// The facts.
    pub facts: SeenCookieFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// The cookies that were stored and for which a period is stated, under a regime, in the order of names.
pub fn cookies(
    day: &AsOf<'_>,
    observed: &Observations,
    grouped: &Grouped<'_>,
    declared: &Declared,
    regime: Regime,
) -> Vec<CookieFound> {
    // Of one name and owner the one that is stored for longest counts.
    let mut longest: BTreeMap<(String, Option<Whom>), (i64, Row<'_>)> = BTreeMap::new();
    let own = grouped.own.iter().map(|row| (None, row));
    let others = grouped
        .groups
        .iter()
        .flat_map(|group| group.rows.iter().map(|row| (Some(group.whom.clone()), row)));
    for (whom, row) in own.chain(others) {
        let cookie = row.seen.cookie.as_ref();
        let Some((cookie, days)) = cookie.and_then(|it| Some((it, it.lifetime.days()?))) else {
            continue;
        };
        let held = longest
            .entry((cookie.name.clone(), whom))
            .or_insert((days, *row));
        if days > held.0 {
            *held = (days, *row);
        }
    }
    let found = longest
        .into_iter()
        .filter_map(|((name, whom), (days, row))| {
            let stated = stated(day, declared, &name, whom.as_ref())?;
            let of =
                whom.map(|whom| name_of(day.estate, observed, &whom, &[&row.seen.host], day.day));
            Some(cookie(&name, of, (days, row), stated, regime))
        });
    found.collect()
}

fn cookie(
    name: &str,
    of: Option<String>,
    (days, row): (i64, Row<'_>),
    stated: Stated,
    regime: Regime,
) -> CookieFound {
    // Periods are counted in mean months, and a day more is none.
    let outlives = days > i64::from(stated.days) + 1;
    let kept = in_days(u32::try_from(days).unwrap_or(u32::MAX));
    let words = format!("for {kept}, and {}", stated.words);
    let shown = match &of {
        Some(of) => format!("`{name}` of {of}"),
        None => format!("`{name}`"),
    };
    let mut labels = vec![Label {
        role: LabelRole::Observed,
        span: row.seen.span,
        text: format!("stored for {kept}"),
    }];
    labels.extend(stated.labels);
    let evidence = Evidence {
        name: Some(shown.clone()),
        elements: vec![words.clone()],
        labels,
        statements: stated.statements,
        steps: vec![format!("the cookie {shown} is stored {words}")],
        ..Evidence::default()
    };
    CookieFound {
        key: format!("cookie {name} {}", of.unwrap_or_default()),
        facts: SeenCookieFacts { regime, outlives },
        evidence: EvidenceMap::from([("seen.cookie", evidence)]),
    }
}

/// The longest period that is stated for a cookie: by the sentence that has its name, else by the flows of its owner
/// that store on devices, else by the table of cookies as a whole. `None` where nobody can say.
fn stated(day: &AsOf<'_>, declared: &Declared, name: &str, whom: Option<&Whom>) -> Option<Stated> {
    // A sentence that has the name itself comes before one that has it with something left open.
    let by_name = longest(day, |statement| names(&statement.quote, name));
    let by_name = by_name.or_else(|| longest(day, |it| names_pattern(&it.quote, name)));
    if let Some(by_name) = by_name {
        return by_name;
    }
    let estate = day.estate;
    let parties: Vec<PartyIx> = match whom {
        None => vec![estate.controller],
        Some(Whom::Party(parties)) => parties.clone(),
        Some(Whom::Vendor(_) | Whom::Company(_) | Whom::Nobody(_)) => Vec::new(),
    };
    let flows = declared.flows(&parties);
    let storing = flows.into_iter().filter(|(_, shape)| {
        let shape = estate.shape(*shape);
        // Of the organisation's own cookies, only what people store for it itself says how long.
        let is_own = whom.is_some() || shape.route.from == Endpoint::Subjects;
        shape.device_storage.is_some() && is_own
    });
    let mut periods = storing.map(|(flow, _)| of_flow(estate, estate.flow(flow), day.day));
    if let Some(first) = periods.next() {
        let longer = |one: Stated, other: Option<Stated>| {
            let other = other?;
            Some(if other.days > one.days { other } else { one })
        };
        return periods.try_fold(first?, longer);
    }
    let notice = estate.notice_on(day.day)?;
    let in_table = |it: &Statement| notice.kind_of(it) == DocumentKind::CookieTable;
    longest(day, in_table)?.map(|stated| Stated {
        words: format!(
            "the longest period that the table of cookies states is {}",
            in_days(stated.days)
        ),
        ..stated
    })
}

/// The longest period of the statements that some are; the inner `None` where one of them is no number of days,
/// the outer where there is none.
fn longest(day: &AsOf<'_>, wanted: impl Fn(&Statement) -> bool) -> Option<Option<Stated>> {
    let statements = day.estate.statements_on(day.day);
    let periods = statements.filter_map(|(index, statement): (StatementIx, _)| {
        let retains = statement.retains.as_ref().filter(|_| wanted(statement))?;
        Some((index, cookie_length(&retains.retention)))
    });
    let mut best: Option<Option<(u32, StatementIx)>> = None;
    for (index, days) in periods {
        best = Some(match (best, days) {
            (Some(None), _) | (_, None) => None,
            (Some(Some((held, at))), Some(days)) if held >= days => Some((held, at)),
            (_, Some(days)) => Some((days, index)),
        });
    }
    let stated = |(days, index)| Stated {
        days,
        words: match days {
            0 => "the notice states that it ends with the session".to_owned(),
            days => format!("the notice states {}", in_days(days)),
        },
        labels: Vec::new(),
        statements: vec![index],
    };
    best.map(|best| best.map(stated))
}

/// A period in days, as far as it says how long a cookie stays: the end of a session is none of another day.
fn cookie_length(retention: &Retention) -> Option<u32> {
    /// Words for the end of what a browser does.
    const SESSIONS: [&str; 8] = [
        "session",
        "end-of-session",
        "session-end",
        "browser-session",
        "end-of-browser-session",
        "browser-closed",
        "browser-close",
        "closing-of-browser",
    ];
    match retention {
        Retention::Criterion(word) if SESSIONS.contains(&word.as_str()) => Some(0),
        other => length(other),
    }
}

/// Whether a quote has the name of a cookie as a word of its own.
pub fn names(quote: &str, name: &str) -> bool {
    let is_part =
        |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '*' | '<' | '[' | '{');
    !name.is_empty()
        && quote.match_indices(name).any(|(at, _)| {
            let before = quote.get(..at).and_then(|it| it.chars().next_back());
            let after = quote
                .get(at + name.len()..)
                .and_then(|it| it.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
}

/// Whether a quote has the name of a cookie with an end that is left open: `_ga_*`, `_ga_<id>`, `_ga_XXXX`.
fn names_pattern(quote: &str, name: &str) -> bool {
    /// A beginning has so many characters at least: a shorter one is that of many names.
    const SHORTEST: usize = 3;
    let is_open = |word: &str| {
        let word = word.trim_start_matches(|ch: char| !ch.is_alphanumeric() && ch != '_');
        let word = word.trim_end_matches(['.', ',', ';', ':', ')', '"', '`', '\'']);
        let marked = word
            .find(['*', '<', '[', '{', '#'])
            .and_then(|at| word.get(..at));
        let crossed = word.trim_end_matches(['X', 'x']);
        let crossed = (word.len() >= crossed.len() + SHORTEST).then_some(crossed);
        let beginning = marked.or(crossed).unwrap_or("");
        beginning.len() >= SHORTEST && name.len() > beginning.len() && name.starts_with(beginning)
    };
    quote.split_whitespace().any(is_open)
}

#[cfg(test)]
mod tests {
    use super::{names, names_pattern};

    #[test]
    fn a_cookie_is_named_by_a_word_of_its_own() {
        assert!(names("_ga (Google): 2 years", "_ga"));
        assert!(names("The cookie \"_ga\" is kept for 2 years", "_ga"));
        assert!(!names("_gat lasts a minute", "_ga"));
        assert!(!names("x_ga", "_ga"));
    }

    #[test]
    fn a_name_may_leave_its_end_open() {
        for quote in [
            "The cookie _ga_* stays for 6 months.",
            "`_ga_<container-id>`: 6 months",
            "_ga_XXXXXXX, 6 months",
        ] {
            assert!(names_pattern(quote, "_ga_ABC123"), "{quote}");
            assert!(!names(quote, "_ga_"), "{quote}");
            assert!(!names_pattern(quote, "_gat"), "{quote}");
        }
        assert!(!names_pattern("* all of them stay for a year", "_ga"));
        assert!(!names_pattern("_ga stays for a year", "_ga_ABC123"));
    }
}
