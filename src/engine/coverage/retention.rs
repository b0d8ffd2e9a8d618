//! How long.

use jiff::civil::Date;

use super::recipient::names;
use super::{Datum, Fit, Judgement, Verdict, applying, best_fit, data};
use crate::estate::model::period_words;
use crate::estate::model::{
    Estate, PartyIx, Retains, Retention, ServiceIx, Statement, StatementIx,
};
use crate::estate::vocabulary::DocumentKind;
use crate::taxonomy::TermId;

/// A statement on how long data are kept.
type Period<'e> = (StatementIx, &'e Statement, &'e Retention);

/// How near a statement is to what is kept: by its data, its people and its purposes. `None` where it is
/// limited to none of them.
type Nearness = [Option<Fit>; 3];

/// What is kept, of which a notice states for how long.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// The datum.
    pub datum: Datum,
    /// What it is kept for.
    pub purposes: &'a [TermId],
    /// Who keeps it; `None`: the people themselves.
    pub by: Option<PartyIx>,
    /// It is stored on devices of data subjects: a table of cookies is about it before other documents, and
    /// about other data only where no other document is.
    pub on_device: bool,
}

/// What the notice says about how long a datum of a service is kept. `declared` is what the flow says;
/// where it says nothing, the notice only has to state something that can be checked. Data for several
/// purposes are kept as long as one of them allows.
pub fn retention(
    estate: &Estate,
    service: Option<ServiceIx>,
    kept: Kept<'_>,
    declared: Option<&Retention>,
    day: Date,
) -> Judgement {
    let limited = applying(estate, service, day).any(|(_, statement)| {
        let retains = statement.retains.as_ref();
        retains.is_some_and(|it| !it.purposes.is_empty() || !statement.used_for().is_empty())
    });
    // Without a statement on purposes the answer is the same for each.
    let asked = kept.purposes.iter().filter(|_| limited);
    let judged =
        asked.map(|purpose| for_purpose(estate, service, (kept, Some(*purpose)), declared, day));
    let best = judged.min_by_key(|judgement| judgement.verdict);
    best.unwrap_or_else(|| for_purpose(estate, service, (kept, None), declared, day))
}

/// Whether the notice states how long a recipient keeps what it gets: in a sentence that names the recipient.
pub fn states_retention_by(
    estate: &Estate,
    service: Option<ServiceIx>,
    by: PartyIx,
    day: Date,
) -> bool {
    applying(estate, service, day).any(|(_, statement)| {
        let shares = statement.shares.as_ref().filter(|shares| !shares.none);
        statement.retains.is_some()
            && shares.is_some_and(|shares| names(estate, &shares.with, by, day).is_some())
    })
}

/// How near a statement is to a datum that is kept for a purpose; `None` where it speaks of others.
fn nearness(
    estate: &Estate,
    retains: &Retains,
    datum: Datum,
    purpose: Option<TermId>,
) -> Option<Nearness> {
    let of = |stated: &[TermId], declared: Option<TermId>| -> Option<Option<Fit>> {
        if stated.is_empty() {
            return Some(None);
        }
        let (fit, _) = best_fit(estate, stated, declared?)?;
        Some(Some(fit))
    };
    let data = data::fit(estate, &retains.data, datum.category);
    if data.is_none() && !retains.data.is_empty() {
        return None;
    }
    let subjects = of(&retains.subjects, Some(datum.subject))?;
    Some([data, subjects, of(&retains.purposes, purpose)?])
}

/// Whether one statement is nearer than another: in something, and in nothing less near. Of two that are
/// equally near the one in the document that is about the flow.
fn governs((one, own): &(Nearness, bool), (other, others): &(Nearness, bool)) -> bool {
    if one == other {
        return own > others;
    }
    one.iter().zip(other).all(|(one, other)| one >= other)
}

/// Whether the rest of a statement speaks of the people, the purpose and the recipient that its period is
/// asked for: "we store the name of applicants, to select staff, for six months" is for applicants, even if
/// a period alone would mean others too, and "the printer keeps your address for a week" for the printer.
/// `None` where it says nothing of either, or the period has limits of its own.
fn implied(
    estate: &Estate,
    statement: &Statement,
    retains: &Retains,
    (kept, purpose): (Kept<'_>, Option<TermId>),
    day: Date,
) -> Option<bool> {
    let collects = statement
        .collects
        .as_ref()
        .filter(|collects| !collects.none);
    let subjects = collects.map_or(&[][..], |collects| collects.subjects.as_slice());
    let shared = statement
        .shares
        .as_ref()
        .filter(|shares| !shares.none && !shares.with.is_empty());
    let of = |own: &[TermId], said: &[TermId], asked: Option<TermId>| {
        let asked = asked.filter(|_| own.is_empty() && !said.is_empty())?;
        Some(best_fit(estate, said, asked).is_some())
    };
    let found = [
        of(&retains.subjects, subjects, Some(kept.datum.subject)),
        of(&retains.purposes, statement.used_for(), purpose),
        shared.map(|shares| {
            kept.by
                .is_some_and(|by| names(estate, &shares.with, by, day).is_some())
        }),
    ];
    found
        .into_iter()
        .flatten()
        .reduce(|one, other| one && other)
}

/// A statement on a period, how near it is, and whether it is in the document that is about the flow.
type Speaking<'e> = ((Nearness, bool), Period<'e>);

/// Keeps the statements that are preferred, where there are any.
fn prefer(speaking: &mut Vec<Speaking<'_>>, is_preferred: impl Fn(&Statement) -> bool) {
    if speaking.iter().any(|(_, (_, it, _))| is_preferred(it)) {
        speaking.retain(|(_, (_, it, _))| is_preferred(it));
    }
}

/// Whether a period is for data that mean a datum: one for location data is for an address only where no other is stated.
fn means(estate: &Estate, statement: &Statement, datum: Datum) -> bool {
    let retains = statement.retains.as_ref();
    !retains.is_some_and(|it| data::is_spared(estate, &it.data, datum.category))
}

/// Whether a statement speaks of a recipient by its name.
fn names_keeper(estate: &Estate, statement: &Statement, by: Option<PartyIx>, day: Date) -> bool {
    let shares = statement.shares.as_ref().filter(|shares| !shares.none);
    let named = shares.zip(by);
    let named = named.and_then(|(shares, by)| names(estate, &shares.with, by, day));
    named.is_some_and(|(fit, _)| fit == Fit::Named)
}

fn for_purpose(
    estate: &Estate,
    service: Option<ServiceIx>,
    (kept, purpose): (Kept<'_>, Option<TermId>),
    declared: Option<&Retention>,
    day: Date,
) -> Judgement {
    let Kept {
        datum, on_device, ..
    } = kept;
    let notice = estate.notice_on(day);
    let in_its_document = |statement: &Statement| {
        let kind = notice.map(|notice| notice.kind_of(statement));
        (kind == Some(DocumentKind::CookieTable)) == on_device
    };
    let mut speaking: Vec<Speaking<'_>> = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let retains = statement.retains.as_ref()?;
            let near = nearness(estate, retains, datum, purpose)?;
            let near = (near, in_its_document(statement));
            Some((near, (index, statement, &retains.retention)))
        })
        .collect();
    let is_not_of_others = |statement: &Statement| {
        let retains = statement.retains.as_ref();
        let implied = retains.and_then(|it| implied(estate, statement, it, (kept, purpose), day));
        implied != Some(false)
    };
    prefer(&mut speaking, is_not_of_others);
    prefer(&mut speaking, |it| means(estate, it, datum));
    // What is said of a recipient by its name governs what that one keeps.
    prefer(&mut speaking, |it| names_keeper(estate, it, kept.by, day));
    // A sentence on one datum or purpose governs it, whatever another says of broader ones or of all.
    let near: Vec<(Nearness, bool)> = speaking.iter().map(|(near, _)| *near).collect();
    let speaking: Vec<Period<'_>> = speaking
        .into_iter()
        .filter(|(own, _)| !near.iter().any(|other| governs(other, own)))
        .map(|(_, it)| it)
        .collect();
    let all: Vec<&Statement> = speaking.iter().map(|(_, it, _)| *it).collect();
    let (gone, kept): (Vec<_>, Vec<_>) = speaking
        .into_iter()
        .partition(|(_, statement, _)| all.iter().any(|other| statement.gives_way_to(other)));
    let verdicts: Vec<Verdict> = kept
        .iter()
        .map(|(_, _, stated)| compare(stated, declared))
        .collect();
    let wrong = verdicts.contains(&Verdict::Incorrect);
    let right = verdicts
        .iter()
        .min()
        .copied()
        .filter(|best| *best < Verdict::Incorrect);
    let verdict = match (right, wrong) {
        (Some(_), true) => Verdict::Ambiguous,
        (Some(best), false) => best,
        (None, true) => Verdict::Incorrect,
        (None, false) => Verdict::Omitted,
    };
    let mut steps: Vec<String> = kept
        .iter()
        .map(|(_, statement, stated)| {
            format!(
                "`{}` says {}: {}",
                statement.id,
                words(stated),
                compare(stated, declared).as_str()
            )
        })
        .collect();
    steps.extend(gone.iter().map(|(_, statement, _)| {
        format!(
            "`{}` speaks of it, but its own words give way to what the section says",
            statement.id
        )
    }));
    if let Some(declared) = declared {
        steps.push(format!("the flow says {}", words(declared)));
    }
    steps.push(format!("together: {}", verdict.as_str()));
    Judgement {
        verdict,
        statements: kept.iter().map(|(index, _, _)| *index).collect(),
        denials: Vec::new(),
        yielding: gone.iter().map(|(index, _, _)| *index).collect(),
        steps,
    }
}

/// How a stated retention treats a declared one.
fn compare(stated: &Retention, declared: Option<&Retention>) -> Verdict {
    use Retention::{Criterion, Indefinite, NotStored, Period};
    match (stated, declared) {
        (Indefinite, None | Some(Indefinite | Period(..) | Criterion(_))) => Verdict::Vague,
        (_, None | Some(NotStored)) => Verdict::Clear,
        (NotStored, Some(_)) => Verdict::Incorrect,
        // What may be as short as the other may be long is not longer: a month has 28 to 31 days.
        (Period(..), Some(Period(..))) => {
            if declared.is_some_and(|kept| kept.is_longer_than(stated)) {
                Verdict::Incorrect
            } else {
                Verdict::Clear
            }
        }
        (Criterion(promised), Some(Criterion(kept))) => {
            if promised == kept {
                Verdict::Clear
            } else {
                Verdict::Vague
            }
        }
        (Period(..) | Criterion(_), Some(Indefinite)) => Verdict::Incorrect,
        // A period against an event: which is longer, nobody can say from here.
        (Period(..), Some(Criterion(_))) | (Criterion(_), Some(Period(..))) => Verdict::Vague,
    }
}

/// A retention in words.
fn words(retention: &Retention) -> String {
    match retention {
        Retention::NotStored => "not stored".to_owned(),
        Retention::Period(text, _) => format!("for {}", period_words(text)),
        Retention::Criterion(text) => format!("until `{text}`"),
        Retention::Indefinite => "no period, and no criterion that anyone could check".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_longer_where_its_fewest_days_are_more_than_the_most_of_the_other() {
        let judged = |stated: &str, kept: &str| {
            let period = |written: &str| Retention::Period(written.to_owned(), 1);
            compare(&period(stated), Some(&period(kept)))
        };
        for (one, other) in [
            ("P1M", "P31D"),
            ("P1Y", "P366D"),
            ("P30D", "P1M"),
            ("P90D", "P3M"),
            ("P12M", "P1Y"),
            ("P2W", "P14D"),
        ] {
            assert_eq!(judged(one, other), Verdict::Clear, "{one} {other}");
        }
        for (one, other) in [
            ("P1M", "P32D"),
            ("P1Y", "P367D"),
            ("P5M", "P6M"),
            ("P27D", "P1M"),
            ("P4Y", "P1462D"),
            ("P1Y", "P1Y1D"),
            ("P1M", "P1M1D"),
        ] {
            assert_eq!(judged(one, other), Verdict::Incorrect, "{one} {other}");
        }
    }

    #[test]
    fn a_longer_period_than_stated_is_incorrect() {
        let promised = Retention::Period("P6Y".into(), 2192);
        let longer = Retention::Period("P7Y".into(), 2557);
        assert_eq!(compare(&promised, Some(&longer)), Verdict::Incorrect);
        assert_eq!(compare(&longer, Some(&promised)), Verdict::Clear);
        assert_eq!(
            compare(&Retention::NotStored, Some(&promised)),
            Verdict::Incorrect
        );
        assert_eq!(
            compare(&Retention::Indefinite, Some(&promised)),
            Verdict::Vague
        );
        assert_eq!(
            compare(&Retention::Indefinite, Some(&Retention::NotStored)),
            Verdict::Clear
        );
    }
}
