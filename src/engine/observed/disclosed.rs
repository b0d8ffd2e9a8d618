//! Whether the notice discloses somebody who was seen: by a statement, or by a name in its text.

use jiff::civil::Date;

use super::named::{Mention, Name, mentions};
use super::stance::Stance;
use super::{Observations, declared::Declared};
use crate::engine::coverage::{Verdict, discloses};
use crate::engine::facts::{Label, LabelRole, Recorded};
use crate::estate::model::{AnchorState, Estate, PartyIx, StatementIx, Who};
use crate::input::Span;
use crate::observe::{Directory, Whom};

/// Whether the notice discloses somebody, and what it says.
#[derive(Debug, Clone)]
pub struct Disclosure {
    /// Whether it does.
    pub answer: Recorded,
    /// The statements that say so, or deny it.
    pub statements: Vec<StatementIx>,
    /// Those of them that deny it.
    pub denials: Vec<StatementIx>,
    /// Places of the text that have the name, or of what it states of recipients instead.
    pub labels: Vec<Label>,
    /// How that was found, in words.
    pub steps: Vec<String>,
    /// Words of the text may disclose them or not.
    is_unclear: bool,
}

/// What the notice of a day says of somebody.
pub fn disclosure(
    estate: &Estate,
    observed: &Observations,
    directory: &Directory<'_>,
    declared: &Declared,
    whom: &Whom,
    day: Date,
) -> Disclosure {
    let mut found = Disclosure {
        answer: Recorded::NotRecorded,
        statements: Vec::new(),
        denials: Vec::new(),
        labels: Vec::new(),
        steps: Vec::new(),
        is_unclear: false,
    };
    if estate.notice_on(day).is_none() {
        let why = "there is no notice in force on the day";
        found.steps.push(why.to_owned());
        return found;
    }
    let (parties, vendors): (&[PartyIx], Vec<_>) = match whom {
        Whom::Party(parties) => {
            let vendors = parties.iter().flat_map(|it| directory.vendors_of(*it));
            (parties, vendors.collect())
        }
        Whom::Vendor(id) => (&[], observed.vendors.get(id).into_iter().collect()),
        Whom::Company(name) => (&[], directory.vendors_of_company(name).collect()),
        Whom::Nobody(_) => return found,
    };
    found.by_statements(estate, parties, day);
    // What a statement denies, its words do not disclose. Others may.
    let denied: Vec<Span> = found
        .denials
        .iter()
        .filter_map(|it| place(estate, *it))
        .collect();
    let names = parties.iter().map(|it| estate.party(*it).name_on(day));
    let mut names: Vec<Name> = names.filter_map(Name::of).collect();
    // Of a vendor, people write the service or the company.
    let services = vendors
        .iter()
        .flat_map(|it| [&it.label].into_iter().chain(&it.names));
    names.extend(services.filter_map(|it| Name::of(it)));
    let companies = vendors.iter().flat_map(|it| directory.companies_of(it));
    names.extend(companies.filter_map(|it| Name::of_company(&it)));
    let brands = vendors.iter().flat_map(|it| directory.brands_of(it));
    names.extend(brands.map(|it| Name::brand(&it)));
    found.by_text(estate, &names, &denied, day);
    if found.answer == Recorded::NotRecorded && !found.is_unclear {
        found.unless_open(estate, (parties, declared), day);
    }
    found
}

impl Disclosure {
    /// Takes in what statements say of parties.
    fn by_statements(&mut self, estate: &Estate, parties: &[PartyIx], day: Date) {
        for party in parties {
            let judged = discloses(estate, *party, day);
            let states = [Verdict::Clear, Verdict::Vague, Verdict::Ambiguous];
            if states.contains(&judged.verdict) {
                self.answer = Recorded::Yes;
            }
            self.steps.extend(judged.steps);
            self.statements.extend(judged.statements);
            self.denials.extend(judged.denials);
        }
    }

    /// Looks for names in the text outside of some places, where no statement discloses them. A place that names them
    /// counts before one that denies them.
    fn by_text(&mut self, estate: &Estate, names: &[Name], skip: &[Span], day: Date) {
        if self.answer == Recorded::Yes {
            return;
        }
        let found = in_text(estate, names, skip, day);
        let Some((mention, name)) = found.filter(|it| {
            // Where a statement denies them, words that may be a name answer nothing.
            self.denials.is_empty() || it.0.stance != Stance::Unclear
        }) else {
            if !self.denials.is_empty() {
                self.answer = Recorded::No;
            }
            return;
        };
        let text = match mention.stance {
            Stance::Names => format!("the notice has the name {name}"),
            Stance::Denies => format!("the notice denies it: {name}"),
            Stance::Unclear => {
                format!("the notice has {name}, and whether it discloses it is not recorded")
            }
        };
        match mention.stance {
            Stance::Names => self.answer = Recorded::Yes,
            Stance::Denies => self.answer = Recorded::No,
            Stance::Unclear => self.is_unclear = true,
        }
        self.steps.push(text.clone());
        self.labels.push(Label {
            role: LabelRole::Notice,
            span: mention.span,
            text,
        });
    }

    /// That the notice discloses them not, unless nobody can say: what nobody wrote down of it is not missing from it,
    /// and whether an unknown firm belongs to a category that it states, nobody knows.
    fn unless_open(
        &mut self,
        estate: &Estate,
        (parties, declared): (&[PartyIx], &Declared),
        day: Date,
    ) {
        let recipients = Stated::of(estate, day);
        let mut classes = parties.iter().map(|it| &estate.party(*it).classes);
        let has_class = classes.any(|classes| !classes.is_empty());
        if recipients.statements.is_empty() {
            let why = "no statement of the estate is about recipients";
            return self.steps.push(why.to_owned());
        }
        if recipients.by_class && !has_class && !declared.is_declared(parties) {
            let why = "the notice states categories of recipients, and whether it belongs to one is not recorded";
            return self.steps.push(why.to_owned());
        }
        self.answer = Recorded::No;
        let why = "neither a statement nor the text names it";
        self.steps.push(why.to_owned());
        if self.statements.is_empty() {
            let instead = recipients.statements.into_iter().take(2);
            let places = instead.filter_map(|it| place(estate, it));
            self.labels.extend(places.map(|span| Label {
                role: LabelRole::Notice,
                span,
                text: "what the notice states of recipients".to_owned(),
            }));
        }
    }
}

/// What the notice states of recipients.
struct Stated {
    statements: Vec<StatementIx>,
    /// It states categories or groups.
    by_class: bool,
}

impl Stated {
    fn of(estate: &Estate, day: Date) -> Self {
        let mut this = Self {
            statements: Vec::new(),
            by_class: false,
        };
        for (index, statement) in estate.statements_on(day) {
            if let Some(shares) = &statement.shares {
                this.statements.push(index);
                let is_class = |who: &Who| matches!(who, Who::Class(_) | Who::Group(_));
                this.by_class |= !shares.none && shares.with.iter().any(is_class);
            }
        }
        this
    }
}

/// Where the words of a statement are.
fn place(estate: &Estate, statement: StatementIx) -> Option<Span> {
    match &estate.statement(statement)?.anchor {
        AnchorState::Found { span, .. } => Some(*span),
        AnchorState::NotFound { .. } => None,
    }
}

/// The place of the notice's text that says most of one of some names: it names it, denies it, or may be about it.
fn in_text<'n>(
    estate: &Estate,
    names: &'n [Name],
    skip: &[Span],
    day: Date,
) -> Option<(Mention, &'n str)> {
    let notice = estate.notice_on(day)?;
    let mut best: Option<(Mention, &str)> = None;
    for name in names {
        let documents = notice.documents.iter();
        for mention in documents.flat_map(|it| mentions(&it.text, name, skip)) {
            if mention.stance == Stance::Names {
                return Some((mention, name.text()));
            }
            let is_better = best.is_none_or(|(held, _)| {
                held.stance == Stance::Unclear && mention.stance == Stance::Denies
            });
            if is_better {
                best = Some((mention, name.text()));
            }
        }
    }
    best
}
