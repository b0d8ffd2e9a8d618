//! Coverage: how the notice treats a thing. For each side of a movement the statements that apply
//! to its service are collected and compared by subsumption; the answer is one of five verdicts
//! (Andow et al., PoliCheck, USENIX Security 2020), with the statements it relies on and the steps
//! that lead to it.

mod automated;
mod basis;
mod contradiction;
mod data;
mod described;
mod memo;
mod purpose;
mod recipient;
mod retention;
mod source;
mod transfer;
mod verdict;

pub use automated::{DecisionDetail, automated_decision, decision_detail};
pub use basis::{basis, condition};
pub use contradiction::{Contradiction, contradictions};
pub use data::{Datum, data};
pub use described::{Described, compares};
pub use memo::Judgements;
pub use purpose::purpose;
pub use recipient::{covers, discloses, names, recipient};
pub use retention::{Kept, retention, states_retention_by};
pub use source::source;
pub use transfer::{destination, safeguard};
pub use verdict::Verdict;

use jiff::civil::Date;

use crate::estate::model::{Estate, ServiceIx, Statement, StatementIx};
use crate::law::Regime;

/// How well the words of a statement fit a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// They are broader than the thing.
    Broader,
    /// They name it.
    Named,
    /// They deny everything of the kind, and name nothing: "we share data with nobody".
    All,
}

/// A statement that speaks of a thing.
#[derive(Debug, Clone)]
pub struct StatementMatch {
    /// The statement.
    pub statement: StatementIx,
    /// It says yes (else no).
    pub positive: bool,
    /// How well its words fit.
    pub fit: Fit,
    /// How well the people to whom it is limited fit; `None` where it is limited to nobody.
    pub people: Option<Fit>,
    /// Why they fit, in words, for `explain`.
    pub why: String,
}

/// What the notice says of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The statements that it relies on, in the order of their ids.
    pub statements: Vec<StatementIx>,
    /// Those of them that deny it.
    pub denials: Vec<StatementIx>,
    /// Statements that speak of the thing but give way.
    pub yielding: Vec<StatementIx>,
    /// The steps that lead to it, in words.
    pub steps: Vec<String>,
}

/// The statements of the notice of a day that apply to a service: those of its own sections and the general ones.
fn applying(
    estate: &Estate,
    service: Option<ServiceIx>,
    day: Date,
) -> impl Iterator<Item = (StatementIx, &Statement)> {
    estate
        .statements_on(day)
        .filter(move |(_, statement)| statement.scope.covers(service))
}

/// Of those, the statements that count under a regime.
fn applying_under(
    estate: &Estate,
    service: Option<ServiceIx>,
    regime: Regime,
    day: Date,
) -> impl Iterator<Item = (StatementIx, &Statement)> {
    applying(estate, service, day).filter(move |(_, statement)| statement.is_under(regime))
}

/// Decides between the statements that speak of a thing.
///
/// A statement whose own words give way does so to one that says the opposite, unless that one is more general
/// or gives way itself. What names the thing takes precedence over broader words that say the opposite: who says "we
/// never sell data" does not deny the service under which a vocabulary files selling. What is denied of some
/// people takes precedence over what is said of all, and never gives way to it. Then: yes and no
/// together are ambiguous, no alone is incorrect, yes is clear if some statement names the thing and vague
/// if all are broader, and silence is omitted.
pub fn decide(estate: &Estate, voices: Vec<StatementMatch>) -> Judgement {
    let gives_way = |voice: &StatementMatch, other: &StatementMatch| {
        let statement = estate.statement(voice.statement);
        let before = |other| statement.is_some_and(|statement| statement.gives_way_to(other));
        other.positive != voice.positive && estate.statement(other.statement).is_some_and(before)
    };
    let (gone, kept): (Vec<StatementMatch>, Vec<StatementMatch>) = voices
        .iter()
        .cloned()
        .partition(|voice| voices.iter().any(|other| gives_way(voice, other)));
    let (others, kept): (Vec<StatementMatch>, Vec<StatementMatch>) = kept
        .iter()
        .cloned()
        .partition(|voice| kept.iter().any(|denial| excepts(denial, voice)));
    let outweighed = outweighed(&kept);
    let (general, kept): (Vec<StatementMatch>, Vec<StatementMatch>) = kept
        .iter()
        .cloned()
        .partition(|voice| Some(voice.positive) == outweighed);
    let verdict = verdict(&kept);
    let id = |voice: &StatementMatch| {
        estate
            .statement(voice.statement)
            .map_or_else(String::new, |statement| statement.id.clone())
    };
    let mut steps: Vec<String> = kept
        .iter()
        .map(|voice| {
            let side = if voice.positive {
                "says so"
            } else {
                "says the opposite"
            };
            format!("`{}` {side}: {}", id(voice), voice.why)
        })
        .collect();
    steps.extend(gone.iter().map(|voice| {
        format!(
            "`{}` would speak of it ({}), but its own words give way to what the notice says elsewhere",
            id(voice),
            voice.why
        )
    }));
    steps.extend(general.iter().map(|voice| {
        format!(
            "`{}` says the opposite in broader words ({}), which give way to the words that name it",
            id(voice),
            voice.why
        )
    }));
    steps.extend(others.iter().map(|voice| {
        format!(
            "`{}` says so of more people ({}), which gives way to what is denied of these",
            id(voice),
            voice.why
        )
    }));
    steps.push(match verdict {
        Verdict::Clear => "it is named: clear".to_owned(),
        Verdict::Vague => "only broader words cover it: vague".to_owned(),
        Verdict::Ambiguous => {
            "the notice says both yes and no, and neither takes precedence: ambiguous".to_owned()
        }
        Verdict::Incorrect => "only a denial covers it: incorrect".to_owned(),
        Verdict::Omitted => "no statement for this service covers it: omitted".to_owned(),
    });
    Judgement {
        verdict,
        statements: ids(kept.iter()),
        denials: ids(kept.iter().filter(|voice| !voice.positive)),
        yielding: ids(gone.iter().chain(&general).chain(&others)),
        steps,
    }
}

/// The statements of voices, each once, in order.
fn ids<'v>(voices: impl Iterator<Item = &'v StatementMatch>) -> Vec<StatementIx> {
    let mut all: Vec<StatementIx> = voices.map(|voice| voice.statement).collect();
    all.sort();
    all.dedup();
    all
}

/// Whether a denial is about nearer people than what is said, in words that are no broader: "we use names for
/// marketing, but never those of children".
fn excepts(denial: &StatementMatch, said: &StatementMatch) -> bool {
    let is_nearer = denial.people > said.people && denial.fit >= said.fit;
    !denial.positive && said.positive && is_nearer
}

/// The side that has nothing but broader words, where the other names the thing: `true` for yes. A denial
/// that is about nearer people does not give way.
fn outweighed(voices: &[StatementMatch]) -> Option<bool> {
    let of = |positive: bool, fit: Fit| {
        let mut all = voices.iter();
        all.any(|voice| voice.positive == positive && voice.fit == fit)
    };
    let names = |positive: bool| of(positive, Fit::Named);
    let people = |positive: bool| {
        let side = voices.iter().filter(|voice| voice.positive == positive);
        side.map(|voice| voice.people).max().flatten()
    };
    let found = [true, false].into_iter().find(|side| {
        names(!*side) && !names(*side) && of(*side, Fit::Broader) && !of(*side, Fit::All)
    });
    found.filter(|side| *side || people(false) <= people(true))
}

/// What statements come to together.
fn verdict(kept: &[StatementMatch]) -> Verdict {
    let yes = kept.iter().any(|voice| voice.positive);
    let no = kept.iter().any(|voice| !voice.positive);
    let named = kept
        .iter()
        .any(|voice| voice.positive && voice.fit == Fit::Named);
    match (yes, no) {
        (true, true) => Verdict::Ambiguous,
        (false, true) => Verdict::Incorrect,
        (true, false) if named => Verdict::Clear,
        (true, false) => Verdict::Vague,
        (false, false) => Verdict::Omitted,
    }
}

/// How a term of a statement fits a term of a flow: the same names it; a broader one is broader.
fn term_fit(
    estate: &Estate,
    stated: crate::taxonomy::TermId,
    declared: crate::taxonomy::TermId,
) -> Option<Fit> {
    if estate.taxonomy.same(stated, declared) {
        Some(Fit::Named)
    } else if estate.taxonomy.subsumes(stated, declared) {
        Some(Fit::Broader)
    } else {
        None
    }
}

/// The best fit among several stated terms, with the term that gives it.
fn best_fit(
    estate: &Estate,
    stated: &[crate::taxonomy::TermId],
    declared: crate::taxonomy::TermId,
) -> Option<(Fit, crate::taxonomy::TermId)> {
    stated
        .iter()
        .filter_map(|term| term_fit(estate, *term, declared).map(|fit| (fit, *term)))
        .max_by_key(|(fit, term)| (*fit, std::cmp::Reverse(*term)))
}

/// Why a stated term fits a declared one, in words.
fn fit_words(
    estate: &Estate,
    fit: Fit,
    stated: crate::taxonomy::TermId,
    declared: crate::taxonomy::TermId,
) -> String {
    let short = |term| estate.taxonomy.short(term);
    match fit {
        Fit::Named => format!("it names {}", short(declared)),
        Fit::Broader => {
            let path = estate.taxonomy.path(declared, stated).unwrap_or_default();
            let chain: Vec<&str> = path.iter().map(|term| short(*term)).collect();
            // What lies within what, from the narrow to the broad: "a, within b, within c".
            format!("{} is broader ({})", short(stated), chain.join(", within "))
        }
        Fit::All => "it denies everything of the kind".to_owned(),
    }
}
