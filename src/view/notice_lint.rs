//! What is wrong with the text of a notice by itself: items of Arts 13 and 14 that no sentence states, words
//! that commit to nothing, and placeholders of a template.

use jiff::civil::Date;

use crate::law::{Law, Regime, When};
use crate::notice::document::PlaceUnit;
use crate::notice::read::{Certainty, Kind, Passage, Reading, Statement};

/// The faults of the text of a notice.
#[derive(Debug)]
pub struct NoticeLint {
    /// The file; `-` for standard input.
    pub path: String,
    /// What the numbers of its places count.
    pub unit: PlaceUnit,
    /// The day of the law.
    pub day: Date,
    /// The items that a notice must state, in the order of the law tables.
    pub items: Vec<ItemAnswer>,
    /// Statements whose words commit to nothing.
    pub vague: Vec<Vague>,
    /// What a template left to be filled in.
    pub placeholders: Vec<Passage>,
    /// Sentences without a statement.
    pub uncovered: Vec<Passage>,
}

/// An item, and the words that answer it.
#[derive(Debug)]
pub struct ItemAnswer {
    /// The key, `right-of-access`.
    pub key: String,
    /// What it is.
    pub title: String,
    /// The articles that require it.
    pub articles: Vec<String>,
    /// The regimes under which it is required.
    pub regimes: Vec<&'static str>,
    /// The case in which it must be stated: `always`, `recipients` ...
    pub when: &'static str,
    /// What the text says of it.
    pub answer: Answer,
}

/// What a text says of an item.
#[derive(Debug)]
pub enum Answer {
    /// These words answer it.
    Found(Vec<Passage>),
    /// No words do, and it must be stated: always, or as other words of the text show.
    Missing,
    /// No words do; whether it must be stated the text does not show.
    Unknown,
}

/// Words that commit to nothing.
#[derive(Debug)]
pub struct Vague {
    /// The words.
    pub passage: Passage,
    /// What they leave open.
    pub open: &'static str,
}

impl NoticeLint {
    /// Compares what was read with the items that the law requires on a day.
    pub fn new(
        path: String,
        (unit, reading): (PlaceUnit, Reading),
        law: &Law,
        regimes: &[Regime],
        day: Date,
    ) -> Self {
        let mut items: Vec<ItemAnswer> = Vec::new();
        for regime in regimes {
            for item in law.notice_items(*regime, day) {
                if let Some(known) = items.iter_mut().find(|it| it.key == item.key) {
                    known.regimes.push(regime.id());
                    continue;
                }
                items.push(ItemAnswer {
                    key: item.key.to_owned(),
                    title: item.title.to_owned(),
                    articles: item.articles.iter().map(|it| (*it).to_owned()).collect(),
                    regimes: vec![regime.id()],
                    when: item.when.id(),
                    answer: answer(&reading, item.key, item.when),
                });
            }
        }
        Self {
            path,
            unit,
            day,
            items,
            vague: reading.statements.iter().filter_map(vague).collect(),
            placeholders: reading.placeholders,
            uncovered: reading.uncovered,
        }
    }

    /// How many items are missing.
    pub fn missing(&self) -> usize {
        let missing = self.items.iter();
        missing
            .filter(|it| matches!(it.answer, Answer::Missing))
            .count()
    }

    /// Whether something has to be changed before the notice is published.
    pub fn has_faults(&self) -> bool {
        self.missing() > 0 || !self.placeholders.is_empty()
    }
}

/// The words that answer an item: certain ones first, at most three.
fn answer(reading: &Reading, key: &str, when: When) -> Answer {
    let mut answers: Vec<&Statement> = reading
        .statements
        .iter()
        .filter(|it| answers_item(it, key))
        .collect();
    if answers.is_empty() {
        return if is_due(reading, when) {
            Answer::Missing
        } else {
            Answer::Unknown
        };
    }
    // Words on a right are surest where rights are spoken of.
    let on_rights = |it: &Statement| {
        let section = it.section.as_deref().unwrap_or_default();
        [section, it.quote.as_str()]
            .iter()
            .any(|text| text.to_lowercase().contains("right"))
    };
    let elsewhere = |it: &Statement| key.starts_with("right-") && !on_rights(it);
    answers.sort_by_key(|it| (elsewhere(it), it.certainty != Certainty::Certain, it.line));
    Answer::Found(answers.into_iter().take(3).map(passage).collect())
}

fn passage(statement: &Statement) -> Passage {
    Passage {
        line: statement.line,
        section: statement.section.clone(),
        quote: statement.quote.clone(),
    }
}

/// Whether a statement answers an item, as the engine counts them.
fn answers_item(statement: &Statement, key: &str) -> bool {
    let says = &statement.says;
    match key {
        "purposes" if says.kind == Kind::Uses => !says.none,
        "legal-basis" if says.kind == Kind::ReliesOn => true,
        "data-categories" if says.kind == Kind::Collects => true,
        "recipients" if says.kind == Kind::Shares => true,
        "transfers" if says.kind == Kind::Transfers => true,
        "transfer-safeguards" => !says.safeguards.is_empty(),
        "retention" if says.kind == Kind::Retains => true,
        "automated-decisions" if says.kind == Kind::Decides => true,
        _ => says.kind == Kind::Informs && says.terms.iter().any(|item| item == key),
    }
}

/// Whether the text itself shows that an item must be stated.
fn is_due(reading: &Reading, when: When) -> bool {
    let says = |kind: Kind| {
        let statements = reading.statements.iter();
        statements.filter(move |it| it.says.kind == kind && !it.says.none)
    };
    let rests_on =
        |basis: &str| says(Kind::ReliesOn).any(|it| it.says.terms.iter().any(|term| term == basis));
    match when {
        When::Always => true,
        When::DpoAppointed => {
            says(Kind::Informs).any(|it| it.says.terms.iter().any(|item| item == "dpo-contact"))
        }
        When::BasisLegitimateInterests => rests_on("legitimate-interests"),
        When::BasisConsent => rests_on("consent"),
        When::BasisConsentOrContract => rests_on("consent") || rests_on("contract"),
        When::BasisOpenToObjection => {
            let markets =
                |it: &Statement| it.says.terms.iter().any(|term| term == "direct-marketing");
            rests_on("legitimate-interests")
                || rests_on("public-task")
                || says(Kind::Uses).any(markets)
        }
        When::Recipients => says(Kind::Shares).next().is_some(),
        When::RestrictedTransfer | When::Article46Safeguard => {
            says(Kind::Transfers).next().is_some()
        }
        When::AutomatedDecision => says(Kind::Decides).next().is_some(),
        When::ObtainedFromPerson
        | When::ObtainedElsewhere
        | When::RepresentativeAppointed
        | When::NewPurpose => false,
    }
}

/// What the words of a statement leave open, if they commit to nothing.
fn vague(statement: &Statement) -> Option<Vague> {
    let says = &statement.says;
    let is_only = |term: &str| says.names.is_empty() && says.terms.iter().all(|it| it == term);
    let open = match says.kind {
        _ if says.none => return None,
        Kind::Retains if is_only("indefinite") => {
            "how long: no period, and no criterion that anyone could check"
        }
        Kind::Shares if is_only("third-party") || is_only("recipient") => "who receives the data",
        Kind::Transfers if says.places.iter().any(|it| it == "third-countries") => {
            "to which countries data go"
        }
        Kind::ReliesOn if is_only("legal-basis") => "which legal basis",
        _ => return None,
    };
    Some(Vague {
        passage: passage(statement),
        open,
    })
}
