//! Parties, systems and services.

use jiff::civil::Date;

use super::{GroupIx, PartyIx, Period};
use crate::estate::vocabulary::{ArticleScope, Certainty, DataClass, PartyKind};
use crate::input::Span;
use crate::taxonomy::{Country, Place, TermId};
use crate::vendors::VendorRole;

/// A legal entity, a public body, or a class of recipients known only as such.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its name, or its id.
    pub name: String,
    /// Where it is established; `None` is unknown.
    pub country: Option<Country>,
    /// What kind of entity.
    pub kind: PartyKind,
    /// Its hosts, each with all below it.
    pub hosts: Vec<HostName>,
    /// Classes of recipient it belongs to.
    pub classes: Vec<TermId>,
    /// Groups it belongs to.
    pub memberships: Vec<Membership>,
    /// Branches and own sites.
    pub branches: Vec<Branch>,
    /// Scope under the EU GDPR, where stated.
    pub scope_eu: Option<ArticleScope>,
    /// Scope under the UK GDPR, where stated.
    pub scope_uk: Option<ArticleScope>,
    /// Its line of business.
    pub sector: Option<String>,
    /// Laws it is subject to on which adequacy is conditional.
    pub subject_to: Vec<String>,
    /// Laws under which authorities may demand the data from it.
    pub access_laws: Vec<String>,
    /// Public lists it is on.
    pub certifications: Vec<Certification>,
    /// Names that it had before, in the order of their last days.
    pub former_names: Vec<FormerName>,
    /// The party by whose name it goes though it is not that party.
    pub goes_by_name_of: Option<NameOf>,
    /// Its data protection officer.
    pub dpo: Recorded<Contact>,
    /// The day of its appropriate policy document.
    pub policy_document: Option<Date>,
    /// Its representatives under Art 27; never an empty list.
    pub representatives: Recorded<Vec<Representative>>,
    /// It is stated that Art 27(2)(a) exempts it from having one.
    pub representative_exempt: bool,
    /// How to reach it.
    pub contact: Option<String>,
    /// The supervisory authority that is competent for it.
    pub supervisory_authority: Option<String>,
    /// When it exists.
    pub period: Period,
    /// Where its id is written.
    pub span: Span,
    /// Where its country is written.
    pub country_span: Option<Span>,
    /// The vendor that it is, by its id in the table of vendors.
    pub vendor: Option<String>,
    /// The usual role of that vendor towards the data of customers, as the table has it.
    pub usual_role: Option<VendorRole>,
}

impl Party {
    /// Its name on a day.
    pub fn name_on(&self, day: Date) -> &str {
        let former = self.former_names.iter().find(|it| day <= it.until);
        former.map_or(&self.name, |it| &it.name)
    }

    /// The name that it had last before the one of a day.
    pub fn former_name_on(&self, day: Date) -> Option<&FormerName> {
        self.former_names.iter().rev().find(|it| it.until < day)
    }

    /// Its name on a day, with the one before: `Blue Ltd (formerly Red Ltd, until 2024-05-01)`.
    pub fn full_name_on(&self, day: Date) -> String {
        let name = self.name_on(day);
        match self.former_name_on(day) {
            Some(former) => format!("{name} (formerly {}, until {})", former.name, former.until),
            None => name.to_owned(),
        }
    }

    /// Whether it belongs to a group on a day.
    pub fn in_group(&self, group: GroupIx, day: jiff::civil::Date) -> bool {
        self.memberships
            .iter()
            .any(|member| member.group == group && member.period.contains(day))
    }
}

/// A host, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostName {
    /// In lower-case letters, without a port.
    pub name: String,
    /// Where it is written.
    pub span: Option<Span>,
}

/// Someone to turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Name or office.
    pub name: String,
    /// E-mail address, telephone number or post.
    pub contact: Option<String>,
}

/// Whether somebody holds an office, as far as the estate records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded<T> {
    /// The estate says neither yes nor no.
    NotRecorded,
    /// It states that nobody does.
    None(Option<Span>),
    /// It states who does.
    Held(T, Option<Span>),
}

impl<T> Recorded<T> {
    /// Who holds it, where somebody does.
    pub fn held(&self) -> Option<&T> {
        match self {
            Self::Held(held, _) => Some(held),
            Self::NotRecorded | Self::None(_) => None,
        }
    }

    /// Where it is written.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Held(_, span) | Self::None(span) => *span,
            Self::NotRecorded => None,
        }
    }
}

/// A representative under Art 27.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representative {
    /// Who it is.
    pub contact: Contact,
    /// Where it is established; `None`: not recorded.
    pub country: Option<Country>,
}

/// A name that a party had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The last day on which it was the party's.
    pub until: Date,
    /// Where it is written.
    pub span: Option<Span>,
}

/// A name that is another's.
#[derive(Debug, Clone, Copy)]
pub struct NameOf {
    /// The party whose name it is.
    pub party: PartyIx,
    /// First day; `None`: always.
    pub since: Option<jiff::civil::Date>,
    /// Where it is written.
    pub span: Option<Span>,
}

/// Membership in a group.
#[derive(Debug, Clone, Copy)]
pub struct Membership {
    /// The group.
    pub group: GroupIx,
    /// When.
    pub period: Period,
    /// Where it is written.
    pub span: Option<Span>,
}

/// A branch or own site.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Its id.
    pub id: String,
    /// Where it is; `None` is unknown.
    pub country: Option<Country>,
}

/// An entry on a public list.
#[derive(Debug, Clone)]
pub struct Certification {
    /// The list.
    pub scheme: String,
    /// When.
    pub period: Period,
    /// The classes of data it covers; empty: all.
    pub covers: Vec<DataClass>,
    /// Where it is written.
    pub span: Option<Span>,
}

/// Something that holds or moves data.
#[derive(Debug, Clone)]
pub struct System {
    /// Its id.
    pub id: String,
    /// Its name, or its id.
    pub name: String,
    /// Who operates it, in order of time; never empty.
    pub operators: Vec<Tenure>,
    /// The hosts under which it is reached, each with all below it.
    pub hosts: Vec<HostName>,
    /// Where its data are kept; empty: unknown.
    pub hosting: Vec<Hosting>,
    /// Who else can reach the data in it.
    pub access: Vec<Access>,
    /// Who holds the keys; empty: the operator.
    pub keys_held_by: Vec<PartyIx>,
    /// Categories of data that arise in it.
    pub produces: Vec<TermId>,
    /// It only passes data on.
    pub transit_only: bool,
    /// Anyone can read it.
    pub public: bool,
    /// Which deployed resources it is.
    pub deployed: Vec<Matcher>,
    /// Where its id is written.
    pub span: Span,
}

/// Which deployed resources a system is: all that is given must fit. Patterns have `*` and `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matcher {
    /// Patterns of addresses, one of which must fit; none: any address.
    pub addresses: Vec<String>,
    /// Patterns of types, likewise.
    pub types: Vec<String>,
    /// Names of tags and the patterns of their values.
    pub tags: Vec<(String, String)>,
    /// How many resources it must find, at least.
    pub at_least: Option<u32>,
    /// Where it is written.
    pub span: Span,
}

/// Who operates a system, and when.
#[derive(Debug, Clone, Copy)]
pub struct Tenure {
    /// The party.
    pub party: PartyIx,
    /// When.
    pub period: Period,
    /// Where it is written.
    pub span: Option<Span>,
}

/// Where data are kept.
#[derive(Debug, Clone, Copy)]
pub struct Hosting {
    /// The country or area; `None` is unknown.
    pub at: Option<Place>,
    /// How sure that is.
    pub certainty: Certainty,
    /// When.
    pub period: Period,
    /// Where it is written.
    pub span: Option<Span>,
}

impl Hosting {
    /// The place, where it is stated: a hint never counts as being somewhere.
    pub fn stated(&self) -> Option<Place> {
        match self.certainty {
            Certainty::Stated => self.at,
            Certainty::Hinted | Certainty::Unknown => None,
        }
    }
}

/// Who can reach the data in a system.
#[derive(Debug, Clone, Copy)]
pub struct Access {
    /// The party.
    pub by: PartyIx,
    /// From which country or area; `None` is unknown.
    pub from: Option<Place>,
    /// In the clear.
    pub clear: bool,
    /// When.
    pub period: Period,
    /// Where it is written.
    pub span: Option<Span>,
}

/// A unit that the notice speaks of.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// Its name, or its id.
    pub name: String,
    /// What it does, in a sentence.
    pub description: Option<String>,
    /// Who is responsible for it in the organisation.
    pub owner: Option<String>,
    /// The party for which the estate's controller acts as processor.
    pub on_behalf_of: Option<PartyIx>,
    /// The headings of the sections about it.
    pub sections: Vec<String>,
    /// Where its id is written.
    pub span: Span,
}
