//! What a fact can be: a truth value, a number, a word of a fixed list, a set of words, or a record.
//! Code that needs the facts one by one (the request to Cedar, the table of the documentation, a
//! test) walks over them by these traits, and names none.

/// The kind of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactKind {
    /// True or false.
    Flag,
    /// A whole number.
    Number,
    /// One word of a list: the type of the words in the schema, and the words.
    Word(&'static str, Vec<&'static str>),
    /// A set of words of a list.
    Words(&'static str, Vec<&'static str>),
    /// More facts. A record that has no name of its own adds its facts to the record around it.
    Record(Vec<Fact>),
}

/// A fact as the schema of the policies knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name in the schema; empty for a record that adds its facts to the record around it.
    pub name: &'static str,
    /// What it can be.
    pub kind: FactKind,
}

/// The value of a fact.
pub trait FactValue: Copy {
    /// What it can be.
    fn kind() -> FactKind;

    /// Hands it to a visitor under a name.
    fn visit<V: FactVisitor>(self, name: &'static str, visitor: &mut V);

    /// A value made of choices: `choose(n)` gives a number below `n`. Every value comes of some choices,
    /// so that a test can go through all of them, or through random ones.
    fn chosen(choose: &mut dyn FnMut(usize) -> usize) -> Self;
}

/// A record of facts.
pub trait FactRecord: FactValue {
    /// Its facts, in the order of the definition.
    fn facts() -> Vec<Fact>;

    /// Hands each of its facts to a visitor.
    fn each<V: FactVisitor>(self, visitor: &mut V);
}

/// What walks over facts.
pub trait FactVisitor {
    /// True or false.
    fn flag(&mut self, name: &'static str, value: bool);

    /// A whole number.
    fn number(&mut self, name: &'static str, value: i64);

    /// A word, and its type in the schema.
    fn word(&mut self, name: &'static str, entity: &'static str, word: &'static str);

    /// A set of words, and their type in the schema.
    fn words(&mut self, name: &'static str, entity: &'static str, words: Vec<&'static str>);

    /// A record. Under an empty name its facts belong to the record around it.
    fn record<R: FactRecord>(&mut self, name: &'static str, record: R);
}

/// A word of a fixed list.
pub trait FactWord: Copy + 'static {
    /// The type of the words in the schema.
    const ENTITY: &'static str;

    /// All of them.
    fn all() -> Vec<Self>;

    /// The word, as the schema writes it.
    fn word(self) -> &'static str;

    /// All words, as the schema writes them.
    fn words() -> Vec<&'static str> {
        Self::all().into_iter().map(Self::word).collect()
    }
}

impl<W: FactWord> FactValue for W {
    fn kind() -> FactKind {
        FactKind::Word(W::ENTITY, W::words())
    }

    fn visit<V: FactVisitor>(self, name: &'static str, visitor: &mut V) {
        visitor.word(name, W::ENTITY, self.word());
    }

    #[expect(clippy::indexing_slicing, reason = "the choice is below the length")]
    fn chosen(choose: &mut dyn FnMut(usize) -> usize) -> Self {
        let all = W::all();
        all[choose(all.len())]
    }
}

impl FactValue for bool {
    fn kind() -> FactKind {
        FactKind::Flag
    }

    fn visit<V: FactVisitor>(self, name: &'static str, visitor: &mut V) {
        visitor.flag(name, self);
    }

    fn chosen(choose: &mut dyn FnMut(usize) -> usize) -> Self {
        choose(2) == 1
    }
}

/// Numbers on either side of those that policies compare with.
const NUMBERS: [i64; 5] = [0, 1, 13, 14, i32::MAX as i64];

impl FactValue for i64 {
    fn kind() -> FactKind {
        FactKind::Number
    }

    fn visit<V: FactVisitor>(self, name: &'static str, visitor: &mut V) {
        visitor.number(name, self);
    }

    #[expect(clippy::indexing_slicing, reason = "the choice is below the length")]
    fn chosen(choose: &mut dyn FnMut(usize) -> usize) -> Self {
        NUMBERS[choose(NUMBERS.len())]
    }
}

/// Gives a set of words the traits of a fact. The set has `contains` for one word and collects from words.
macro_rules! word_set {
    ($set:ty, $word:ty) => {
        impl FactValue for $set {
            fn kind() -> FactKind {
                FactKind::Words(<$word>::ENTITY, <$word>::words())
            }

            fn visit<V: FactVisitor>(self, name: &'static str, visitor: &mut V) {
                let words = <$word as FactWord>::all().into_iter();
                let there = words.filter(|word| self.contains(*word));
                visitor.words(name, <$word>::ENTITY, there.map(FactWord::word).collect());
            }

            fn chosen(choose: &mut dyn FnMut(usize) -> usize) -> Self {
                let words = <$word as FactWord>::all().into_iter();
                words.filter(|_| choose(2) == 1).collect()
            }
        }
    };
}

/// Defines records of facts: the struct, its walk, and the keys under which evidence of its facts is
/// cited. A line is `field: type = "name in the schema"`, and for each key of evidence
/// `["key": "the elements of the evidence"; "its name, where it has one"]`.
macro_rules! facts {
    ($(
        $(#[$meta:meta])*
        record $record:ident {
            $( $field:ident: $type:ty = $name:literal $([$key:literal: $elements:literal $(; $named:literal)?])*, )*
        }
    )*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub struct $record {
                $(
                    #[doc = concat!("`", $name, "`, as the schema of the policies describes it.")]
                    pub $field: $type,
                )*
            }

            impl FactRecord for $record {
                fn facts() -> Vec<Fact> {
                    vec![$(Fact { name: $name, kind: <$type as FactValue>::kind() }),*]
                }

                fn each<V: FactVisitor>(self, visitor: &mut V) {
                    $(self.$field.visit($name, visitor);)*
                }
            }

            impl FactValue for $record {
                fn kind() -> FactKind {
                    FactKind::Record(Self::facts())
                }

                fn visit<V: FactVisitor>(self, name: &'static str, visitor: &mut V) {
                    visitor.record(name, self);
                }

                fn chosen(choose: &mut dyn FnMut(usize) -> usize) -> Self {
                    Self { $($field: FactValue::chosen(choose)),* }
                }
            }
        )*

        /// The keys of evidence, but for those of coverage, in the order of the facts.
        const KEYS: &[(&str, &str, &str)] = &[
            $($($(($key, $elements, concat!("" $(, $named)?)),)*)*)*
        ];
    };
}

pub(super) use {facts, word_set};
