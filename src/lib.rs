//! fairnotice checks data flows against a privacy notice and the law of the day.
//!
//! An *estate* is everything that is checked together: a controller's parties, systems and flows, its
//! notice, its own rules. [`Project`] opens one, [`Project::check`] judges it on a day, and an [`Outcome`]
//! lists what was found: each [`Finding`] with its rule, the line of the flow, the words of the notice and
//! the law in force on that day.
//!
//! ```
//! use fairnotice::Project;
//!
//! let project = Project::open("flows/eis")?;
//! let outcome = project.check("2026-11-24".parse()?).run()?;
//! for finding in &outcome.findings {
//!     println!("{} {}: {}", finding.severity.as_str(), finding.rule, finding.message);
//! }
//! # assert!(outcome.findings.iter().any(|it| it.rule == "disclosure/contradicted-recipient"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | use |
//! | --- | --- |
//! | check an estate held in memory | [`Project::load`] with [`MemoryFiles`] |
//! | judge what a plan deploys as well | [`Project::import`] |
//! | write a report in a format of the command line | [`Report`](view::Report) and [`Render`](report::Render) |
//! | list transfers, or the record of processing | [`Check::examine`] and [`Register`](register::Register) |
//! | see when each flow was lawful | [`timeline`] |
//! | compare two checks | [`compare`] |
//!
//! Facts are computed in Rust, decisions are taken by policies in [Cedar](https://www.cedarpolicy.com), and
//! law that changes with time is dated data. Nothing here reads the clock or the network, and the same
//! input gives the same output.
//!
//! # Features
//!
//! All are on by default; `default-features = false` is the library alone.
//!
//! - `cli`: the command line, and the program.
//! - `network`: looking up the links that an estate cites.
//! - `documents`: notices from documents of office programs.
//! - `xlsx`: registers as workbooks.
#![cfg_attr(
    test,
    allow(
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::disallowed_methods,
        clippy::allow_attributes,
        reason = "tests may fail loudly"
    )
)]

// The modules are in the order in which data pass through them; each imports only from those above
// it, and `tests/it/structure.rs` holds them to that. Those that are hidden are the inside of the engine:
// what a user of the library needs of them is re-exported below.

#[doc(hidden)]
pub mod input;

#[doc(hidden)]
pub mod notice;

#[doc(hidden)]
pub mod taxonomy;

#[doc(hidden)]
pub mod law;

#[doc(hidden)]
pub mod vendors;

#[doc(hidden)]
pub mod estate;

#[doc(hidden)]
pub mod import;

#[doc(hidden)]
pub mod observe;

#[cfg(feature = "network")]
#[doc(hidden)]
pub mod citations;

#[doc(hidden)]
pub mod engine;

#[doc(hidden)]
pub mod project;

pub mod view;

pub mod register;

pub mod report;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

pub use crate::engine::as_of::CheckError;
pub use crate::engine::check::{Check, JudgedMovement, Outcome};
pub use crate::engine::compare;
pub use crate::engine::finding::{Finding, LawRef, Remedy};
pub use crate::engine::policy::Rules;
pub use crate::engine::timeline;
pub use crate::estate::model::{Estate, Severity};
pub use crate::input::{DiskFiles, Files, InputError, MemoryFiles, SourceMap};
pub use crate::law::Regime;
pub use crate::project::{LoadErrors, Project};
