//! Sentences for a notice: what the law requires it to state, in words that a data subject understands. Each is
//! a draft that somebody has to approve.

use std::collections::BTreeSet;

use crate::engine::movement::RecipientRole;
use crate::estate::model::{Basis, Estate, PartyIx, Retention, period_words};
use crate::law::SafeguardClass;
use crate::taxonomy::{Place, TermId};

/// The words of an estate.
pub(super) struct Wording<'e>(pub &'e Estate);

impl Wording<'_> {
    /// Terms as a list in a sentence.
    pub fn terms(&self, terms: &[TermId]) -> String {
        let words: Vec<String> = terms
            .iter()
            .map(|it| self.0.taxonomy.in_sentence(*it))
            .collect();
        joined(&words)
    }

    /// People as a list in a sentence, in the plural.
    pub fn people(&self, subjects: &[TermId]) -> String {
        let taxonomy = &self.0.taxonomy;
        let words = subjects.iter().map(|it| {
            let words = taxonomy.in_sentence_plural(*it);
            // Those who read a notice are its data subjects.
            match words.strip_suffix(" of data subjects") {
                Some(relatives) => relatives.to_owned(),
                None => words,
            }
        });
        joined(&words.collect::<Vec<_>>())
    }

    /// Data of people: `name and email address of customers`.
    fn data_of(&self, data: &[TermId], subjects: &[TermId]) -> String {
        format!("{} of {}", self.terms(data), self.people(subjects))
    }

    /// A recipient, what it receives and where (Art 13(1)(e) and (f)).
    pub fn recipient(
        &self,
        importer: PartyIx,
        roles: &[RecipientRole],
        data: &[TermId],
        subjects: &[TermId],
        places: &BTreeSet<Place>,
    ) -> String {
        let name = &self.0.party(importer).name;
        let processes = roles.iter().all(|role| role.acts_for_another());
        let at = if places.is_empty() {
            String::new()
        } else {
            format!(" in {}", places_words(places))
        };
        let what = self.data_of(data, subjects);
        match (processes && !roles.is_empty(), at.as_str()) {
            (true, "") => format!("{name} processes the following data on our behalf: {what}."),
            (true, at) => {
                format!("{name} processes the following data on our behalf{at}: {what}.")
            }
            (false, at) => format!("We share the following data with {name}{at}: {what}."),
        }
    }

    /// Categories of data (Art 14(1)(d)).
    pub fn collected(&self, data: &[TermId], subjects: &[TermId]) -> String {
        format!(
            "We collect the following data: {}.",
            self.data_of(data, subjects)
        )
    }

    /// A source (Art 14(2)(f)).
    pub fn source(&self, from: PartyIx, data: &[TermId], subjects: &[TermId]) -> String {
        let name = &self.0.party(from).name;
        format!(
            "We obtain the following data from {name}: {}.",
            self.data_of(data, subjects)
        )
    }

    /// Purposes (Art 13(1)(c)).
    pub fn purposes(&self, purposes: &[TermId], data: &[TermId], subjects: &[TermId]) -> String {
        format!(
            "We use the following data for {}: {}.",
            self.terms(purposes),
            self.data_of(data, subjects)
        )
    }

    /// A legal basis with the purposes for which it is stated (Art 13(1)(c)); `None` where there is none.
    pub fn basis(&self, basis: Basis, purposes: &[TermId], data: &[TermId]) -> Option<String> {
        let Basis::Term(term) = basis else {
            return None;
        };
        let taxonomy = &self.0.taxonomy;
        let mut label = match taxonomy.short(term) {
            "contract" => "our contract with you".to_owned(),
            _ => taxonomy.in_sentence(term),
        };
        if let Some(article) = taxonomy.article(term)
            && !label.contains(article)
        {
            label = format!("{label} (Art {article} GDPR)");
        }
        let of = if data.is_empty() {
            String::new()
        } else {
            format!(" of {}", self.terms(data))
        };
        Some(format!(
            "The legal basis of the processing{of} for {} is {label}.",
            self.terms(purposes)
        ))
    }

    /// For how long data are kept (Art 13(2)(a)); `None` where nothing is declared that a notice may state.
    pub fn retention(
        &self,
        kept: &Retention,
        data: &[TermId],
        subjects: &[TermId],
    ) -> Option<String> {
        let what = self.data_of(data, subjects);
        match kept {
            Retention::NotStored => Some(format!("We do not store the following data: {what}.")),
            Retention::Period(period, _) => Some(format!(
                "We keep the following data for {}: {what}.",
                period_words(period)
            )),
            Retention::Criterion(criterion)
                if ["until-", "while-", "as-long-as-"]
                    .iter()
                    .any(|it| criterion.starts_with(it)) =>
            {
                let until = criterion.replace('-', " ");
                Some(format!("We keep the following data {until}: {what}."))
            }
            Retention::Criterion(criterion) => Some(format!(
                "How long we keep the following data depends on this criterion: {} ({what}).",
                criterion.replace('-', " ")
            )),
            Retention::Indefinite => None,
        }
    }

    /// A transfer and its mechanism (Art 13(1)(f)).
    pub fn transfer(
        &self,
        importer: PartyIx,
        places: &BTreeSet<Place>,
        mechanisms: &[String],
    ) -> String {
        let name = &self.0.party(importer).name;
        let to = if places.is_empty() {
            String::new()
        } else {
            format!(" in {}", places_words(places))
        };
        let by = match mechanisms {
            [] => String::new(),
            all => {
                let titles = all.iter().map(|it| in_sentence(self.mechanism(it)));
                let titles: Vec<String> = titles.collect();
                // Of appropriate safeguards people can ask for a copy.
                let copy = if all.iter().any(|it| self.is_appropriate(it)) {
                    " You can obtain a copy from us."
                } else {
                    ""
                };
                format!(" The transfer relies on: {}.{copy}", joined(&titles))
            }
        };
        format!("Personal data are transferred to {name}{to}.{by}")
    }

    /// Whether a kind of instrument is an appropriate safeguard of Art 46.
    pub fn is_appropriate(&self, kind: &str) -> bool {
        let mut rows = self.0.law.instrument_rows(kind);
        rows.any(|row| row.class == SafeguardClass::AppropriateSafeguard)
    }

    /// What a kind of instrument is called in a notice.
    pub fn mechanism(&self, kind: &str) -> String {
        if let Some((_, name)) = MECHANISMS.iter().find(|(known, _)| *known == kind) {
            return (*name).to_owned();
        }
        let law = &self.0.law;
        let word = law.mechanism(kind).map(|it| it.title.clone());
        let row = || {
            let mut rows = law.instrument_rows(kind).filter(|it| !it.row.never);
            rows.next().map(|it| it.row.title.clone())
        };
        word.or_else(row).unwrap_or_else(|| kind.to_owned())
    }
}

/// A title as words within a sentence: without the capital of an article.
fn in_sentence(title: String) -> String {
    for (capital, small) in [("An ", "an "), ("A ", "a "), ("The ", "the ")] {
        if let Some(rest) = title.strip_prefix(capital) {
            return format!("{small}{rest}");
        }
    }
    title
}

/// Names of mechanisms for people who read a notice, where the title in the law tables is none.
const MECHANISMS: [(&str, &str); 4] = [
    (
        "eu-scc-2021",
        "standard contractual clauses of the European Commission (2021)",
    ),
    (
        "eu-scc-2021+uk-addendum",
        "standard contractual clauses of the European Commission (2021) with the UK Addendum",
    ),
    (
        "uk-addendum",
        "UK Addendum to the standard contractual clauses of the European Commission",
    ),
    (
        "uk-idta",
        "International Data Transfer Agreement of the United Kingdom",
    ),
];

/// Places as a list in a sentence.
pub(super) fn places_words(places: &BTreeSet<Place>) -> String {
    let words: Vec<String> = places.iter().map(|it| it.in_prose().into_owned()).collect();
    joined(&words)
}

/// Words as a list in a sentence.
pub(super) fn joined<W: AsRef<str>>(words: &[W]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What a notice says where it has to state an item that follows from no flow, with the blanks of the sentence:
/// by their names. `None` for items that flows state.
pub(super) fn item(key: &str) -> Option<(&'static str, &'static [&'static str])> {
    Some(match key {
        "right-of-access" => (
            "You have the right to obtain access to your personal data and a copy of them.",
            &[],
        ),
        "right-to-rectification" => (
            "You have the right to have inaccurate personal data about you rectified.",
            &[],
        ),
        "right-to-erasure" => (
            "You have the right to have your personal data erased, where the law provides for it.",
            &[],
        ),
        "right-to-restriction" => (
            "You have the right to have the processing of your personal data restricted, where the law provides for it.",
            &[],
        ),
        "right-to-object" => (
            "You have the right to object to the processing of your personal data.",
            &[],
        ),
        "right-to-portability" => (
            "You have the right to receive the personal data that you provided to us in a commonly used, machine-readable format.",
            &[],
        ),
        "right-to-withdraw-consent" => (
            "Where we process your personal data with your consent, you can withdraw it at any time; processing before that remains lawful.",
            &[],
        ),
        "complaint-to-authority" => (
            "You have the right to lodge a complaint with a supervisory authority: {authority}.",
            &["authority"],
        ),
        "complaint-to-controller" => (
            "You can complain to us about how we process your personal data: {complaints}.",
            &["complaints"],
        ),
        "requirement-to-provide" => (
            "You have to provide the following data: {required-data}. If you do not: {consequence}.",
            &["required-data", "consequence"],
        ),
        "legitimate-interests" => (
            "The legitimate interests that we pursue are: {interests}.",
            &["interests"],
        ),
        "controller-identity" => ("The controller is {controller}.", &["controller"]),
        "dpo-contact" => (
            "You can reach our data protection officer at: {officer}.",
            &["officer"],
        ),
        "representative" => (
            "Our representative is {representative}.",
            &["representative"],
        ),
        "transfer-safeguards" => (
            "You can obtain a copy of the safeguards of transfers to third countries from us.",
            &[],
        ),
        _ => return None,
    })
}
