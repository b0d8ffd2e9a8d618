//! Whether the notice discloses somebody who was seen: by a statement, or by a name in its text.

use jiff::civil::Date;

use super::{Observations, declared::Declared};
use crate::engine::coverage::{Verdict, discloses};
use crate::engine::facts::text_search::{SHORTEST_NAME, short_name};
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
    // Of a vendor, people write the service or the company.
    let labels = vendors.iter().flat_map(|it| {
        let companies = it.entities.iter().map(|entity| &entity.name);
        let own = [&it.label].into_iter().chain(&it.names);
        own.chain(companies).cloned()
    });
    let names = parties.iter().map(|it| estate.party(*it).name_on(day));
    let names: Vec<String> = names.map(str::to_owned).chain(labels).collect();
    found.by_text(estate, &names, day);
    if found.answer != Recorded::Yes {
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

    /// Looks for names in the text, where no statement discloses them.
    fn by_text(&mut self, estate: &Estate, names: &[String], day: Date) {
        if self.answer == Recorded::Yes {
            return;
        }
        let Some((span, name)) = in_text(estate, names, day) else {
            return;
        };
        let text = format!("the notice has the name {name}");
        self.answer = Recorded::Yes;
        self.steps.push(text.clone());
        self.labels.push(Label {
            role: LabelRole::Notice,
            span,
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
            let place = |index| match &estate.statement(index)?.anchor {
                AnchorState::Found { span, .. } => Some(*span),
                AnchorState::NotFound { .. } => None,
            };
            self.labels
                .extend(instead.filter_map(place).map(|span| Label {
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

/// Where the text of the notice has one of some names, and which.
fn in_text(estate: &Estate, names: &[String], day: Date) -> Option<(Span, String)> {
    let notice = estate.notice_on(day)?;
    let names = names.iter().map(|name| short_name(name));
    let mut long = names.filter(|name| name.chars().count() >= SHORTEST_NAME);
    long.find_map(|name| {
        let mut documents = notice.documents.iter();
        let span = documents.find_map(|it| it.text.search(&name, true, &[], &[]))?;
        Some((span, name))
    })
}
