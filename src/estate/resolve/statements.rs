//! What the statements of a notice say.

use super::super::raw::{
    RawActsAs, RawAutomated, RawBasisStatement, RawCollects, RawPromise, RawRetains, RawShares,
    RawStatement, RawTransfers, RawUses, Text,
};
use super::parties::words;
use crate::estate::model::{
    ActsAs, Collects, Decides, Destination, Promise, ReliesOn, Retains, Shares, Transfers, Uses,
    Who,
};
use crate::estate::resolve::lookup::Resolver;
use crate::estate::vocabulary::StatementRegime;
use crate::input::{InputError, InputErrorKind, nearest};
use crate::law::Regime;
use crate::taxonomy::{LookupError, TermId, TermKind};

impl Resolver<'_> {
    /// Someone the notice speaks of: a party, else a group, else a class of recipients.
    fn who(&mut self, word: &Text) -> Option<Who> {
        let known = self.known;
        if let Some(party) = known.names.party(&word.value) {
            return Some(Who::Party(party));
        }
        if let Some(group) = known.names.group(&word.value) {
            return Some(Who::Group(group));
        }
        if let Some(class) = self.find_term(TermKind::Recipient, &word.value) {
            return Some(Who::Class(class));
        }
        if known.broken.may_define(&word.value) {
            return None;
        }
        let lookup = known
            .taxonomy
            .lookup(TermKind::Recipient, &word.value)
            .err();
        self.fault(word, || {
            let what = "party, group or class of recipients";
            let error = |message: String| {
                InputError::new(InputErrorKind::UnknownReference, word.span, message)
            };
            match (&lookup, known.names.what_is(&word.value)) {
                (Some(LookupError::WrongKind { is, .. }), None) => {
                    error(format!("`{word}` is a {}, not a {what}", is.noun()))
                }
                (Some(ambiguous @ LookupError::Ambiguous { .. }), None) => {
                    let fault = error(ambiguous.to_string());
                    match ambiguous.help() {
                        Some(help) => fault.help(help),
                        None => fault,
                    }
                }
                (_, Some(other)) => error(format!("there is no {what} `{word}`"))
                    .help(format!("`{word}` is {other}")),
                (lookup, None) => {
                    let class = match lookup {
                        Some(LookupError::Unknown { nearest, .. }) => nearest.as_deref(),
                        _ => None,
                    };
                    let ids = known
                        .names
                        .parties
                        .ids()
                        .chain(known.names.groups.ids())
                        .chain(class);
                    let error = error(format!("there is no {what} `{word}`"));
                    let near = nearest(&word.value, ids);
                    match lookup.as_ref().and_then(LookupError::help) {
                        Some(declare) if near.is_none() => {
                            error.help(format!("record it under `parties`; or where it is a class of recipients, {declare}"))
                        }
                        _ => error.did_you_mean(near),
                    }
                }
            }
        });
        None
    }

    /// As [`who`](Self::who), where data come from: the people themselves, too.
    fn source(&mut self, word: &Text) -> Option<Who> {
        match word.value.as_str() {
            "data-subjects" => Some(Who::Subjects),
            _ => self.who(word),
        }
    }

    fn destination(&mut self, word: &Text) -> Option<Destination> {
        match word.value.as_str() {
            "third-countries" => Some(Destination::Outside(None)),
            "outside-eea" => Some(Destination::Outside(Some(Regime::EuGdpr))),
            "outside-uk+eea" => Some(Destination::OutsideBoth),
            "outside-uk" => Some(Destination::Outside(Some(Regime::UkGdpr))),
            _ => self.country_or_area(word).map(Destination::Place),
        }
    }

    /// A word of the law tables for what protects a transfer, or for a law.
    pub(super) fn mechanism(&mut self, word: &Text) -> Option<String> {
        let law = self.known.law;
        if law.known_mechanism(&word.value) {
            return Some(word.value.clone());
        }
        if !self.known.broken.law {
            self.fault(word, || {
                InputError::new(
                    InputErrorKind::UnknownTerm,
                    word.span,
                    format!("the law tables do not know `{word}`"),
                )
                .did_you_mean(nearest(&word.value, law.mechanism_words()))
            });
        }
        None
    }

    /// An item that a notice must state.
    pub(super) fn notice_key(&mut self, word: &Text) -> Option<String> {
        let keys = self.known.law.notice_item_keys();
        if keys.iter().any(|key| key.key == word.value) {
            return Some(word.value.clone());
        }
        if !self.known.broken.law {
            self.fault(word, || {
                InputError::new(
                    InputErrorKind::UnknownTerm,
                    word.span,
                    format!("`{word}` is no item that a notice must state"),
                )
                .did_you_mean(nearest(
                    &word.value,
                    keys.iter().map(|key| key.key.as_str()),
                ))
            });
        }
        None
    }

    /// Whether what a statement says has all that it needs to mean something.
    pub(super) fn is_complete(&mut self, raw: &RawStatement) -> Option<()> {
        let collects = raw.collects.as_ref().is_none_or(|it| {
            it.none || !it.data.is_empty() || !it.subjects.is_empty() || !it.from.is_empty()
        });
        let uses = raw.uses.as_ref().is_none_or(|it| !it.purposes.is_empty());
        let shares = raw
            .shares
            .as_ref()
            .is_none_or(|it| it.none || !it.with.is_empty());
        let outside = raw
            .shares
            .as_ref()
            .is_none_or(|it| it.none || it.outside.is_empty());
        let transfers = raw
            .transfers
            .as_ref()
            .is_none_or(|it| it.none || !it.to.is_empty());
        let relies_on = raw.relies_on.as_ref();
        let relies_on = relies_on.is_none_or(|it| !it.basis.is_empty() || !it.condition.is_empty());
        let decides = raw.decides.as_ref().is_none_or(|it| {
            !it.about.is_empty() && !it.none || it.logic.is_none() && it.consequences.is_none()
        });
        let under_each = raw.regime.is_none() || is_of_one_law(raw);
        let checks = [
            (
                collects,
                "`collects` names no data",
                "write `data`, or `none`",
            ),
            (uses, "`uses` names no purposes", "write `purposes`"),
            (
                shares,
                "`shares` names no recipient",
                "write `with`, or `none`",
            ),
            (
                outside,
                "`outside` says that nothing leaves a group, without `none`",
                "add `none: true`",
            ),
            (
                transfers,
                "`transfers` names no places",
                "write `to`, with `third-countries` where the notice names none, or `none`",
            ),
            (
                relies_on,
                "`relies-on` names no legal basis",
                "write `basis`, or `condition` for a condition of Art 9",
            ),
            (
                under_each,
                "`regime` limits `transfers`, `relies-on`, `informs` and `cites` only",
                "write what else the words say in a statement of its own, without `regime`",
            ),
            (
                decides,
                "`decides` states the logic or the consequences of no decision",
                "write what is decided as `about`",
            ),
        ];
        let mut is_complete = Some(());
        for (is_met, message, help) in checks {
            if !is_met {
                self.fail(|| {
                    InputError::new(InputErrorKind::MissingKey, raw.id.span, message).help(help)
                });
                is_complete = None;
            }
        }
        is_complete
    }

    pub(super) fn collects(&mut self, raw: &RawCollects) -> Option<Collects> {
        let data = self.terms(TermKind::Data, &raw.data);
        let subjects = self.terms(TermKind::Subject, &raw.subjects);
        let from = self.list(&raw.from, Self::source);
        Some(Collects {
            none: raw.none,
            data: data?,
            subjects: subjects?,
            from: from?,
        })
    }

    pub(super) fn uses(&mut self, raw: &RawUses) -> Option<Uses> {
        let purposes = self.terms(TermKind::Purpose, &raw.purposes);
        let data = self.terms(TermKind::Data, &raw.data);
        let subjects = self.terms(TermKind::Subject, &raw.subjects);
        Some(Uses {
            none: raw.none,
            purposes: purposes?,
            data: data?,
            subjects: subjects?,
        })
    }

    pub(super) fn shares(&mut self, raw: &RawShares) -> Option<Shares> {
        let with = self.list(&raw.with, Self::who);
        let outside = self.list(&raw.outside, Self::group);
        let through = self.list(&raw.through, Self::system);
        let data = self.terms(TermKind::Data, &raw.data);
        let subjects = self.terms(TermKind::Subject, &raw.subjects);
        let to = self.list(&raw.to, Self::destination);
        let safeguards = self.list(&raw.safeguards, Self::mechanism);
        Some(Shares {
            none: raw.none,
            with: with?,
            outside: outside?,
            through: through?,
            data: data?,
            subjects: subjects?,
            to: to?,
            safeguards: safeguards?,
        })
    }

    pub(super) fn transfers(&mut self, raw: &RawTransfers) -> Option<Transfers> {
        let to = self.list(&raw.to, Self::destination);
        let with = self.list(&raw.with, Self::who);
        let safeguards = self.list(&raw.safeguards, Self::mechanism);
        Some(Transfers {
            none: raw.none,
            to: to?,
            with: with?,
            safeguards: safeguards?,
            consent_by_use: raw.consent_by_use,
        })
    }

    pub(super) fn retains(&mut self, raw: &RawRetains) -> Option<Retains> {
        let retention = self.retention(&raw.period);
        let data = self.terms(TermKind::Data, &raw.data);
        let subjects = self.terms(TermKind::Subject, &raw.subjects);
        let purposes = self.terms(TermKind::Purpose, &raw.purposes);
        Some(Retains {
            retention: retention?,
            data: data?,
            subjects: subjects?,
            purposes: purposes?,
        })
    }

    pub(super) fn relies_on(&mut self, raw: &RawBasisStatement) -> Option<ReliesOn> {
        let bases = self.list(&raw.basis, Self::stated_basis);
        let purposes = self.terms(TermKind::Purpose, &raw.purposes);
        let conditions = self.list(&raw.condition, Self::condition);
        let data = self.terms(TermKind::Data, &raw.data);
        let subjects = self.terms(TermKind::Subject, &raw.subjects);
        Some(ReliesOn {
            subjects: subjects?,
            bases: bases?,
            purposes: purposes?,
            conditions: conditions?,
            data: data?,
        })
    }

    /// A basis as a notice states it: one of Art 6, or `legal-basis` where it only says that there
    /// is one.
    fn stated_basis(&mut self, word: &Text) -> Option<TermId> {
        let any = self.known.taxonomy.top(TermKind::LegalBasis);
        match any.filter(|_| word.value == "legal-basis") {
            Some(any) => Some(any),
            None => self.basis(word),
        }
    }

    pub(super) fn decides(&mut self, raw: &RawAutomated) -> Option<Decides> {
        Some(Decides {
            none: raw.none,
            about: words(&raw.about),
            logic: raw.logic,
            consequences: raw.consequences,
        })
    }

    pub(super) fn promises(&mut self, raw: &RawPromise) -> Option<Promise> {
        let measures = self.terms(TermKind::Measure, &raw.measures);
        let with = self.list(&raw.with, Self::who);
        let data = self.terms(TermKind::Data, &raw.data);
        Some(Promise {
            measures: measures?,
            when: raw.when,
            with: with?,
            data: data?,
        })
    }

    pub(super) fn acts_as(&mut self, raw: &RawActsAs) -> Option<ActsAs> {
        let data = self.terms(TermKind::Data, &raw.data);
        let subjects = self.terms(TermKind::Subject, &raw.subjects);
        Some(ActsAs {
            role: raw.role,
            data: data?,
            subjects: subjects?,
        })
    }
}

/// The regime that a statement names.
pub(super) fn regime(named: StatementRegime) -> Regime {
    match named {
        StatementRegime::EuGdpr => Regime::EuGdpr,
        StatementRegime::UkGdpr => Regime::UkGdpr,
    }
}

/// Whether a statement says nothing but what may hold under one law alone.
fn is_of_one_law(raw: &RawStatement) -> bool {
    let says_more = [
        raw.collects.is_some(),
        raw.uses.is_some(),
        raw.shares.is_some(),
        raw.retains.is_some(),
        raw.decides.is_some(),
        raw.promises.is_some(),
        raw.acts_as.is_some(),
    ];
    !says_more.contains(&true)
}
