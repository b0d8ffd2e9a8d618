//! Parties, systems and services.

use super::super::raw::{
    OneOrMany, RawCertification, RawContact, RawMatcher, RawMembership, RawParty, RawPlace,
    RawRepresentative, RawService, RawSystem, RawTenure, Text,
};
use super::names::sorted_branches;
use crate::estate::model::{
    Access, Branch, Certification, Contact, FormerName, Hosting, Matcher, Membership, NameOf,
    Party, Recorded, Representative, Service, System, Tenure,
};
use crate::estate::resolve::lookup::Resolver;
use crate::estate::vocabulary::Certainty;
use crate::input::{FileId, InputError, InputErrorKind, Span, nearest};
use crate::law::sectors;
use crate::taxonomy::{Country, TermKind};

/// The name that states that an office is vacant.
const NOBODY: &str = "none";

/// The place of an id. What was read from a file always has one.
pub(super) fn span_of(id: &Text) -> Span {
    id.span.unwrap_or(Span::new(FileId(0), 0, 0))
}

/// What a thing is called.
pub(super) fn name_of(name: Option<&Text>, id: &Text) -> String {
    name.unwrap_or(id).value.clone()
}

/// Texts, sorted and without repetitions.
pub(super) fn words(list: &OneOrMany<Text>) -> Vec<String> {
    let mut words: Vec<String> = list.iter().map(|word| word.value.clone()).collect();
    words.sort();
    words.dedup();
    words
}

/// A text that nothing refers to, without its place.
pub(super) fn text(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

fn contact(raw: &RawContact) -> Contact {
    Contact {
        name: raw.name.value.clone(),
        contact: text(raw.contact.as_ref()),
    }
}

/// A data protection officer; the name `none` says that there is none.
fn officer(raw: Option<&RawContact>) -> Recorded<Contact> {
    match raw {
        None => Recorded::NotRecorded,
        Some(raw) if raw.name.value == NOBODY => Recorded::None(raw.name.span),
        Some(raw) => Recorded::Held(contact(raw), raw.name.span),
    }
}

impl Resolver<'_> {
    /// The representatives of a party; the name `none` alone says that there are none.
    fn representatives(
        &mut self,
        raw: &OneOrMany<RawRepresentative>,
    ) -> Option<Recorded<Vec<Representative>>> {
        let Some(first) = raw.first() else {
            return Some(Recorded::NotRecorded);
        };
        let nobody = raw.iter().find(|it| it.name.value == NOBODY);
        if let Some(nobody) = nobody {
            if raw.len() == 1 {
                return Some(Recorded::None(nobody.name.span));
            }
            self.bad_value(
                &nobody.name,
                || "`none` is combined with representatives".to_owned(),
                "write `none` alone, or the representatives alone",
            );
            return None;
        }
        let list = self.each(raw, |resolver, it| {
            Some(Representative {
                contact: Contact {
                    name: it.name.value.clone(),
                    contact: text(it.contact.as_ref()),
                },
                country: resolver.maybe(it.country.as_ref(), Self::country)?,
            })
        });
        let mut list = list?;
        list.sort_by(|a, b| {
            let key = |it: &Representative| (it.country, it.contact.name.clone());
            key(a).cmp(&key(b))
        });
        Some(Recorded::Held(list, first.name.span))
    }

    pub(super) fn build_party(&mut self, raw: &RawParty) -> Option<Party> {
        let country = self.party_seat(raw);
        let hosts = self.list(&raw.hosts, Self::host);
        let classes = self.terms(TermKind::Recipient, &raw.is);
        let memberships = self.each(&raw.group, Self::membership);
        let branches = self.each(&sorted_branches(raw), |resolver, branch| {
            Some(Branch {
                id: branch.id.value.clone(),
                country: resolver.seat(&branch.country)?,
            })
        });
        let certifications = self.each(&raw.certifications, Self::certification);
        let former_names = self.each(&raw.formerly, |resolver, former| {
            Some(FormerName {
                name: former.name.value.clone(),
                until: resolver.date(&former.until)?,
                span: former.name.span,
            })
        });
        let policy_document = self.maybe(raw.policy_document.as_ref(), Self::date);
        let goes_by_name_of = self.maybe(raw.goes_by_name_of.as_ref(), |resolver, other| {
            let party = resolver.party(&other.party);
            let since = resolver.maybe(other.since.as_ref(), Self::date);
            Some(NameOf {
                party: party?,
                since: since?,
                span: other.party.span,
            })
        });
        let representatives = self.representatives(&raw.representative);
        let sector = self.maybe(raw.sector.as_ref(), Self::sector);
        let subject_to = self.list(&raw.subject_to, Self::recipient_law);
        let period = self.period(("since", raw.since.as_ref()), ("until", raw.until.as_ref()));
        let mut party = Party {
            id: raw.id.value.clone(),
            name: name_of(raw.name.as_ref(), &raw.id),
            country: country?,
            kind: raw.kind,
            hosts: hosts?,
            classes: classes?,
            memberships: memberships?,
            branches: branches?,
            scope_eu: raw.scope.eu_gdpr,
            scope_uk: raw.scope.uk_gdpr,
            sector: sector?,
            subject_to: subject_to?,
            access_laws: words(&raw.access_laws),
            certifications: certifications?,
            former_names: former_names?,
            goes_by_name_of: goes_by_name_of?,
            dpo: officer(raw.dpo.as_ref()),
            policy_document: policy_document?,
            representatives: representatives?,
            representative_exempt: raw.representative_exempt.is_some(),
            contact: text(raw.contact.as_ref()),
            supervisory_authority: text(raw.supervisory_authority.as_ref()),
            period: period?,
            span: span_of(&raw.id),
            country_span: raw.country.as_ref().and_then(|it| it.span),
            vendor: text(raw.vendor.as_ref()),
            usual_role: raw.usual_role,
        };
        party
            .former_names
            .sort_by(|a, b| (a.until, &a.name).cmp(&(b.until, &b.name)));
        party
            .memberships
            .sort_by_key(|it| (it.group, it.period, it.span));
        party.certifications.sort_by(|a, b| {
            (&a.scheme, a.period, &a.covers, a.span).cmp(&(&b.scheme, b.period, &b.covers, b.span))
        });
        Some(party)
    }

    fn certification(&mut self, entry: &RawCertification) -> Option<Certification> {
        let mut covers = entry.covers.0.clone();
        covers.sort();
        covers.dedup();
        let scheme = self.scheme(&entry.scheme);
        let until = entry.until.as_ref();
        Some(Certification {
            scheme: scheme?,
            period: self.period(("from", Some(&entry.from)), ("until", until))?,
            covers,
            span: entry.scheme.span,
        })
    }

    /// The seat of a party, which it states itself or leaves to the table of vendors.
    fn party_seat(&mut self, raw: &RawParty) -> Option<Option<Country>> {
        if let Some(country) = &raw.country {
            return self.seat(country);
        }
        // Of a party with a key that is misspelt nothing is said of what it lacks.
        if self.known.broken.is_incomplete(&raw.id) {
            return None;
        }
        self.fault(&raw.id, || {
            InputError::new(
                InputErrorKind::MissingKey,
                raw.id.span,
                format!("missing required key `country` in the party `{}`", raw.id),
            )
            .help("write the code of the country, such as `IE`, or `unknown`; or name the `vendor` that it is")
        });
        None
    }

    /// A list on which adequacy may rest. Others would be read by nothing, so that a misspelt one
    /// would take the adequacy away in silence.
    fn scheme(&mut self, word: &Text) -> Option<String> {
        let law = self.known.law;
        let known = law.schemes().iter().map(|scheme| scheme.id.as_str());
        self.of_the_law("list that adequacy may depend on", "schemes", word, known)
    }

    fn recipient_law(&mut self, word: &Text) -> Option<String> {
        let law = self.known.law;
        let known = law.recipient_laws().iter().map(|law| law.id.as_str());
        self.of_the_law(
            "law that adequacy may depend on",
            "recipient-laws",
            word,
            known,
        )
    }

    fn sector(&mut self, word: &Text) -> Option<String> {
        if sectors().contains(&word.value.as_str()) {
            return Some(word.value.clone());
        }
        self.fault(word, || {
            let error = InputError::new(
                InputErrorKind::BadValue,
                word.span,
                format!("no condition of adequacy speaks of the sector `{word}`"),
            );
            match nearest(&word.value, sectors()) {
                Some(near) => error.did_you_mean(Some(near)),
                None => error.help(format!(
                    "leave it out, or take the one that it is of `{}`",
                    sectors().join("`, `")
                )),
            }
        });
        None
    }

    /// A word of a table of law, to which a file of the estate's may add.
    fn of_the_law<'k>(
        &mut self,
        what: &str,
        table: &str,
        word: &Text,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<String> {
        let known: Vec<&str> = known.collect();
        if known.contains(&word.value.as_str()) {
            return Some(word.value.clone());
        }
        if !self.known.broken.law {
            self.fault(word, || {
                let error = InputError::new(
                    InputErrorKind::UnknownReference,
                    word.span,
                    format!("the law tables have no {what} `{word}`"),
                );
                match nearest(&word.value, known.iter().copied()) {
                    Some(near) => error.did_you_mean(Some(near)),
                    None => error.help(format!(
                        "they have `{}`; a file of law may add to them under `{table}`",
                        known.join("`, `")
                    )),
                }
            });
        }
        None
    }

    fn membership(&mut self, raw: &RawMembership) -> Option<Membership> {
        // A group with a faulty id is no group; that error is reported where ids are checked.
        let group = self.known.names.group(&raw.group.value);
        let period = self.period(("from", raw.from.as_ref()), ("until", raw.until.as_ref()));
        Some(Membership {
            group: group?,
            period: period?,
            span: raw.group.span,
        })
    }

    pub(super) fn build_system(&mut self, raw: &RawSystem) -> Option<System> {
        let operators = self.each(&raw.operator, Self::tenure);
        let hosts = self.list(&raw.hosts, Self::host);
        let hosting = self.each(&raw.hosting, Self::hosting);
        let access = self.each(&raw.access, |resolver, entry| {
            let by = resolver.party(&entry.by);
            let from = resolver.place(&entry.from);
            let period = resolver.period(
                ("since", entry.since.as_ref()),
                ("until", entry.until.as_ref()),
            );
            Some(Access {
                by: by?,
                from: from?,
                clear: entry.clear,
                period: period?,
                span: entry.by.span,
            })
        });
        let keys_held_by = self.list(&raw.keys_held_by, Self::party);
        let produces = self.terms(TermKind::Data, &raw.produces);
        let deployed = self.each(&raw.deployed, |resolver, matcher| {
            resolver.matcher(matcher, &raw.id)
        });
        let mut operators = operators?;
        operators.sort_by_key(|it| (it.period, it.party, it.span));
        if !self.known.broken.is_incomplete(&raw.id) {
            self.one_at_a_time(&operators)?;
        }
        let mut system = System {
            id: raw.id.value.clone(),
            name: name_of(raw.name.as_ref(), &raw.id),
            operators,
            hosts: hosts?,
            hosting: hosting?,
            access: access?,
            keys_held_by: keys_held_by?,
            produces: produces?,
            transit_only: raw.transit_only,
            public: raw.public,
            deployed: deployed?,
            span: span_of(&raw.id),
        };
        system
            .hosting
            .sort_by_key(|it| (it.at, it.period, it.certainty, it.span));
        system
            .access
            .sort_by_key(|it| (it.by, it.from, it.period, it.clear, it.span));
        Some(system)
    }

    fn matcher(&mut self, raw: &RawMatcher, system: &Text) -> Option<Matcher> {
        let first = raw.address.first().or(raw.type_.first());
        let span = first.or(raw.tags.values().next()).and_then(|it| it.span);
        if span.is_none() {
            self.extend([InputError::new(
                InputErrorKind::Empty,
                span_of(system),
                format!("a matcher of `{system}` names nothing, and would take everything"),
            )
            .help("give an `address`, a `type` or `tags`")]);
        }
        Some(Matcher {
            addresses: words(&raw.address),
            types: words(&raw.type_),
            tags: raw
                .tags
                .iter()
                .map(|(name, value)| (name.clone(), value.value.clone()))
                .collect(),
            at_least: raw.at_least,
            span: span?,
        })
    }

    fn tenure(&mut self, raw: &RawTenure) -> Option<Tenure> {
        let party = self.party(&raw.party);
        let period = self.period(("from", raw.from.as_ref()), ("until", raw.until.as_ref()));
        Some(Tenure {
            party: party?,
            period: period?,
            span: raw.party.span,
        })
    }

    /// A system has one operator on a day; on the day of a change the new one counts.
    fn one_at_a_time(&mut self, operators: &[Tenure]) -> Option<()> {
        let mut is_sound = Some(());
        for pair in operators.windows(2) {
            let [before, after] = pair else { continue };
            let is_over = match (before.period.until, after.period.from) {
                (Some(until), Some(from)) => until <= from,
                _ => false,
            };
            if !is_over {
                self.fail(|| {
                    InputError::new(
                        InputErrorKind::BadValue,
                        after.span,
                        "the system has two operators at the same time",
                    )
                    .help("give each its days, with `from` and `until`; who runs it for the operator belongs in `access`")
                    .related(before.span, "this one still operates it")
                });
                is_sound = None;
            }
        }
        is_sound
    }

    fn hosting(&mut self, raw: &RawPlace) -> Option<Hosting> {
        let at = self.place(&raw.country);
        let period = self.period(("from", raw.from.as_ref()), ("until", raw.until.as_ref()));
        let at = at?;
        Some(Hosting {
            at,
            // Nobody can state a place that is not known.
            certainty: match at {
                Some(_) => raw.certainty,
                None => Certainty::Unknown,
            },
            period: period?,
            span: raw.country.span,
        })
    }

    pub(super) fn build_service(&mut self, raw: &RawService) -> Option<Service> {
        let on_behalf_of = self.maybe(raw.on_behalf_of.as_ref(), Self::party);
        Some(Service {
            id: raw.id.value.clone(),
            name: name_of(raw.name.as_ref(), &raw.id),
            description: raw.description.as_ref().map(|it| it.value.clone()),
            owner: raw.owner.as_ref().map(|it| it.value.clone()),
            on_behalf_of: on_behalf_of?,
            sections: words(&raw.sections),
            span: span_of(&raw.id),
        })
    }
}
