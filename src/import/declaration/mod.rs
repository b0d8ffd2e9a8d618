//! Declarations of others: what somebody published or keeps in a sheet, as a part of an estate to review. A
//! deployment says what runs and is judged as it is; a declaration says what somebody wrote, so what comes out
//! of it is a proposal, in which each guess is marked as one.
//!
//! `page` reads formats, `columns`, `places`, `names` and `terms` say what words mean, `rows` finds who is named,
//! `propose` makes entries of it, and `part` writes them: further importers use the last and as many of the others
//! as they need.

mod around;
mod collected;
mod column_words;
mod columns;
mod deployed;
mod grid;
mod items;
mod lines;
mod mechanisms;
mod mentions;
mod name_words;
mod names;
mod page;
mod part;
mod place_words;
mod places;
mod propose;
mod record;
mod row;
mod rows;
mod safeguards;
mod seat;
mod statements;
mod subprocessors;
mod systems;
mod table_rows;
mod terms;

use std::collections::BTreeSet;

pub use around::{Asked, FlowDefaults, Known};
pub use collected::{Collected, collected};
pub use deployed::deployed;
pub use names::is_same_company;
pub use page::PageFormat;
pub use part::{Certainty, Entry, Part, Value, quoted};
pub use places::country_in;
pub use record::{Book, BookFault, Mapping, Meaning, RecordProposal, read as record};
pub use seat::SeatOf;
pub use statements::{NoticeFiles, NoticeProposal, statements};
pub use subprocessors::{Proposal, read as subprocessors};
pub use systems::{SystemsProposal, systems};

/// An id for a name: `Acme Ltd` is `acme`.
pub fn id_of(name: &str) -> String {
    names::id(name, &mut BTreeSet::new())
}
