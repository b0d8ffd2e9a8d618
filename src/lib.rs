//! fairnotice checks data flows against a privacy notice and the law of the day.
pub mod input;
pub mod report;

// Stand-ins until the rooms between `input` and `report` compile; dropped when they are merged.
#[expect(missing_docs, reason = "stand-ins until the real rooms are merged")]
pub mod estate {
    pub mod model {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Severity {
            Note,
            Warning,
            Error,
        }
        impl Severity {
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::Note => "note",
                    Self::Warning => "warning",
                    Self::Error => "error",
                }
            }
        }
    }
}
#[expect(missing_docs, reason = "stand-ins until the real rooms are merged")]
pub mod engine {
    pub mod facts {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LabelRole {
            Flow,
            Notice,
            Estate,
            Law,
        }
        impl LabelRole {
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::Flow => "flow",
                    Self::Notice => "notice",
                    Self::Estate => "estate",
                    Self::Law => "law",
                }
            }
        }
    }
}
