//! The words of enumerated facts, each list once: the type of the words in the schema of the policies, and
//! every word. Where the Rust type is another module's, only the words are here.

use std::fmt;

use super::value::{FactKind, FactValue, FactVisitor, FactWord, word_set};
use crate::engine::coverage::Verdict;
use crate::engine::facts::transfer::{MechanismKind, MechanismSet};
use crate::engine::movement::RecipientRole;
use crate::estate::vocabulary::{Certainty, PartyKind, TaskKind};
use crate::law::Regime;

/// The words of a type that is defined elsewhere.
macro_rules! words {
    ($type:ty, $entity:literal { $($variant:ident = $word:literal,)* }) => {
        impl FactWord for $type {
            const ENTITY: &'static str = $entity;

            fn all() -> Vec<Self> {
                vec![$(Self::$variant),*]
            }

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}

/// A type of words that only facts have.
macro_rules! fact_words {
    ($(
        $(#[$meta:meta])*
        $type:ident, $entity:literal { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }
    )*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $type {
                $($(#[$doc])* $variant,)*
            }

            words!($type, $entity { $($variant = $word,)* });
        )*
    };
}

/// Articles of a fixed list, of which a flow declares one or none.
macro_rules! articles {
    ($($(#[$meta:meta])* $type:ident, $entity:literal [$($article:literal),* $(,)?])*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub struct $type(&'static str);

            impl $type {
                /// None is declared.
                pub const NONE: Self = Self("none");

                /// An article, where it is one of the list; else [`NONE`](Self::NONE).
                pub fn of(article: Option<&str>) -> Self {
                    let mut all = Self::all().into_iter();
                    all.find(|known| Some(known.0) == article).unwrap_or(Self::NONE)
                }

                /// The article as the law tables write it; `none` for none.
                pub fn as_str(self) -> &'static str {
                    self.0
                }
            }

            impl fmt::Display for $type {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(self.0)
                }
            }

            impl PartialEq<&str> for $type {
                fn eq(&self, article: &&str) -> bool {
                    self.0 == *article
                }
            }

            impl FactWord for $type {
                const ENTITY: &'static str = $entity;

                fn all() -> Vec<Self> {
                    vec![$(Self($article),)* Self::NONE]
                }

                fn word(self) -> &'static str {
                    self.0
                }
            }
        )*
    };
}

words!(Regime, "Regime" {
    EuGdpr = "eu-gdpr",
    UkGdpr = "uk-gdpr",
});

words!(Verdict, "Verdict" {
    Clear = "clear",
    Vague = "vague",
    Ambiguous = "ambiguous",
    Incorrect = "incorrect",
    Omitted = "omitted",
});

words!(RecipientRole, "Role" {
    Controller = "controller",
    JointController = "joint-controller",
    Processor = "processor",
    SubProcessor = "sub-processor",
    Carrier = "carrier",
    DataSubject = "data-subject",
    SameEntity = "same-entity",
    Public = "public",
});

words!(PartyKind, "PartyKind" {
    Company = "company",
    PublicAuthority = "public-authority",
    ParishCouncil = "parish-council",
    Charity = "charity",
    InternationalOrganisation = "international-organisation",
    EuInstitution = "eu-institution",
    Individual = "individual",
    Carrier = "carrier",
    Public = "public",
});

words!(MechanismKind, "Mechanism" {
    Adequacy = "45",
    Safeguard = "46",
    ExplicitConsent = "49(1)(a)",
    Contract = "49(1)(b)",
    ContractInInterest = "49(1)(c)",
    PublicInterest = "49(1)(d)",
    LegalClaims = "49(1)(e)",
    VitalInterests = "49(1)(f)",
    PublicRegister = "49(1)(g)",
    CompellingInterests = "49(1) second subparagraph",
});

words!(Certainty, "Certainty" {
    Stated = "stated",
    Hinted = "hinted",
    Unknown = "unknown",
});

impl FactWord for Option<TaskKind> {
    const ENTITY: &'static str = "Task";

    fn all() -> Vec<Self> {
        vec![Some(TaskKind::PublicTask), Some(TaskKind::OtherTask), None]
    }

    fn word(self) -> &'static str {
        match self {
            Some(TaskKind::PublicTask) => "public-task",
            Some(TaskKind::OtherTask) => "other-task",
            None => "unstated",
        }
    }
}

articles! {
    /// A legal basis of Art 6(1), such as `6(1)(f)`.
    Article6, "Article6" [
        "6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(ea)", "6(1)(f)",
    ]

    /// A condition of Art 9(2), such as `9(2)(h)`.
    Article9, "Article9" [
        "9(2)(a)", "9(2)(b)", "9(2)(c)", "9(2)(d)", "9(2)(e)", "9(2)(f)", "9(2)(g)", "9(2)(h)",
        "9(2)(i)", "9(2)(j)",
    ]
}

fact_words! {
    /// Whether adequacy is the mechanism of a transfer.
    Adequacy, "Adequacy" {
        /// There is none for the country on that day.
        None = "none",
        /// There is, and its conditions are met.
        InForce = "in-force",
        /// There is, but a condition is not met.
        ConditionUnmet = "condition-unmet",
    }

    /// The best of the instruments between exporter and importer.
    InstrumentState, "Instrument" {
        /// There is none.
        None = "none",
        /// It is in force.
        InForce = "in-force",
        /// Its day is still to come.
        NotConcluded = "not-concluded",
        /// Its time is over.
        Expired = "expired",
        /// It is one of the other regime's.
        OtherRegime = "other-regime",
        /// None is recorded, and the estate states that instruments were not.
        NotRecorded = "not-recorded",
    }

    /// Whether a document that the law requires is there.
    Requirement, "Requirement" {
        /// The law does not ask for it here.
        NotRequired = "not-required",
        /// It is there, and in force.
        Met = "met",
        /// It is not.
        Missing = "missing",
        /// Nothing is recorded of it, as the estate states.
        NotRecorded = "not-recorded",
    }

    /// Whether somebody whom the law asks for is appointed.
    Appointment, "Appointment" {
        /// The law does not ask for it here.
        NotRequired = "not-required",
        /// Somebody is.
        Made = "made",
        /// Nobody is.
        Missing = "missing",
        /// Nothing is recorded of it.
        NotRecorded = "not-recorded",
    }

    /// A side of a movement that a notice has to disclose, as far as a reader can find it in the text.
    Side, "Side" {
        /// The categories of data.
        Data = "data",
        /// The purposes.
        Purpose = "purpose",
        /// The countries.
        Destination = "destination",
        /// The period.
        Retention = "retention",
        /// The legal basis.
        Basis = "basis",
        /// The mechanism of a transfer.
        Safeguard = "safeguard",
        /// Where data come from.
        Source = "source",
        /// An automated decision.
        AutomatedDecision = "automatedDecision",
    }

    /// Whether the notice states the logic and the consequences of an automated decision.
    #[derive(Default)]
    Details, "Details" {
        /// There is no such decision, or the notice does not name it.
        #[default]
        NotRequired = "not-required",
        /// It states both.
        Stated = "stated",
        /// It is recorded that one of them is not stated.
        Missing = "missing",
        /// Of one of them nothing is recorded.
        NotRecorded = "not-recorded",
    }

    /// Which recognised legitimate interest a flow names.
    InterestNamed, "RecognisedInterest" {
        /// The basis asks for none.
        NotRequired = "not-required",
        /// One that the law lists.
        Named = "named",
        /// None of those that the law lists.
        None = "none",
        /// The flow says neither.
        NotRecorded = "not-recorded",
    }

    /// The law on a decision without a person's meaningful part.
    #[derive(Default)]
    DecisionLaw, "DecisionLaw" {
        /// There is no such decision.
        #[default]
        None = "none",
        /// Art 22: allowed by contract, law or explicit consent.
        Article22 = "22",
        /// Art 22B of the UK GDPR: restrictions.
        Article22B = "22B",
    }

    /// Whether someone asked for consent can say no.
    #[derive(Default)]
    Choice, "Choice" {
        /// Who says no gets the same, or something as good.
        Real = "real",
        /// There is no such choice.
        None = "none",
        /// Nothing is known of it.
        #[default]
        Unstated = "unstated",
    }

    /// When people consent to what is stored on their devices.
    #[derive(Default)]
    StorageConsent, "StorageConsent" {
        /// Before it is stored or read.
        Before = "before",
        /// Only after that.
        After = "after",
        /// They do not.
        None = "none",
        /// Nothing is recorded of it.
        #[default]
        Unstated = "unstated",
    }

    /// What is found of the law that the importer is subject to.
    #[derive(Default)]
    ImporterLaw, "ImporterLaw" {
        /// Nothing that undercuts the instrument.
        #[default]
        Unproblematic = "unproblematic",
        /// The exporter's own assessment finds that it does.
        Assessed = "assessed-problematic",
        /// A ruling does.
        Ruled = "ruled-problematic",
    }

    /// Whether something is recorded to be so.
    Recorded, "Recorded" {
        /// It is.
        Yes = "yes",
        /// It is recorded not to be so.
        No = "no",
        /// Nothing is recorded of it.
        NotRecorded = "not-recorded",
    }

    /// How the place of something deployed is known.
    LocationStatus, "LocationStatus" {
        /// The resource itself says so.
        Stated = "stated",
        /// From its provider, a zone, an ARN, or what it is part of.
        Inferred = "inferred",
        /// Known only after the plan is applied.
        UnknownUntilApply = "unknown-until-apply",
        /// The word there is no place that the tables know.
        NotAPlace = "not-a-place",
        /// Nothing says where.
        NotStated = "not-stated",
    }
}

/// Which verdicts occur among the elements of one side of a movement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct VerdictSet(u8);

impl VerdictSet {
    /// Adds a verdict.
    pub fn insert(&mut self, verdict: Verdict) {
        self.0 |= 1 << verdict as u8;
    }

    /// Whether a verdict occurs.
    pub fn contains(self, verdict: Verdict) -> bool {
        self.0 & (1 << verdict as u8) != 0
    }

    /// Whether none occurs: the side was not judged.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set without a verdict.
    pub fn without(self, verdict: Verdict) -> Self {
        Self(self.0 & !(1 << verdict as u8))
    }

    /// The verdicts that occur, best first.
    pub fn iter(self) -> impl Iterator<Item = Verdict> {
        Verdict::ALL
            .into_iter()
            .filter(move |verdict| self.contains(*verdict))
    }
}

impl FromIterator<Verdict> for VerdictSet {
    fn from_iter<I: IntoIterator<Item = Verdict>>(verdicts: I) -> Self {
        let mut set = Self::default();
        for verdict in verdicts {
            set.insert(verdict);
        }
        set
    }
}

/// Some sides of a movement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SideSet(u8);

impl SideSet {
    /// Adds a side.
    pub fn insert(&mut self, side: Side) {
        self.0 |= 1 << side as u8;
    }

    /// The sides of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a side is among them.
    pub fn contains(self, side: Side) -> bool {
        self.0 & (1 << side as u8) != 0
    }
}

impl FromIterator<Side> for SideSet {
    fn from_iter<I: IntoIterator<Item = Side>>(sides: I) -> Self {
        let mut set = Self::default();
        for side in sides {
            set.insert(side);
        }
        set
    }
}

word_set!(SideSet, Side);
word_set!(VerdictSet, Verdict);
word_set!(MechanismSet, MechanismKind);
