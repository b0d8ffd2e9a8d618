//! What can be asked of policies: the actions of their schema, and the record of facts of each.

/// Defines the questions. A line of the outer list is `Variant(Record) = "type of the record in the
/// schema"`, and those within it are the actions that have this record as their context.
macro_rules! questions {
    ($(
        $variant:ident($record:ty) = $schema:literal {
            $( $(#[$meta:meta])* $action:ident = $name:literal, )*
        }
    )*) => {
        /// What is asked about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($($(#[$meta])* $action,)*)*
        }

        impl Action {
            /// All of them.
            pub const ALL: [Self; [$($($name,)*)*].len()] = [$($(Self::$action,)*)*];

            /// The name of the action in the schema.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($(Self::$action => $name,)*)*
                }
            }

            /// The type of its record, in the schema.
            pub fn record(self) -> &'static str {
                match self {
                    $($(Self::$action => $schema,)*)*
                }
            }
        }

        /// The facts of a question.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum QuestionFacts {
            $(
                #[doc = concat!("The record `", $schema, "`.")]
                $variant($record),
            )*
        }

        impl QuestionFacts {
            /// Hands each fact to a visitor.
            pub fn each<V: FactVisitor>(self, visitor: &mut V) {
                match self {
                    $(Self::$variant(facts) => facts.each(visitor),)*
                }
            }
        }

        $(
            impl From<$record> for QuestionFacts {
                fn from(facts: $record) -> Self {
                    Self::$variant(facts)
                }
            }
        )*

        /// The records of questions, by their names in the schema of the policies.
        pub fn fact_records() -> Vec<(&'static str, Vec<Fact>)> {
            vec![$(($schema, <$record>::facts())),*]
        }
    };
}

pub(super) use questions;
