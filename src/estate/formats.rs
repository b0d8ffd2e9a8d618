//! The rules of the file format, generated from its types once per run.

use std::sync::LazyLock;

use super::raw::{
    RawEstate, RawEvidenceLock, RawFlow, RawNotice, RawPart, RawProposal, RawScenario, RawWaivers,
};
use crate::input::ShapeRules;

/// `fairnotice.yaml`.
pub(super) static ESTATE: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawEstate>);
/// A file that it includes.
pub(super) static PART: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawPart>);
/// A file that holds a notice.
pub(super) static NOTICE: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawNotice>);
/// A line of NDJSON.
pub(super) static FLOW: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawFlow>);
/// A file of waivers.
pub(super) static WAIVERS: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawWaivers>);
/// What was seen of links.
pub(super) static EVIDENCE: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawEvidenceLock>);
/// A proposal.
pub(super) static PROPOSAL: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawProposal>);
/// A scenario.
pub(super) static SCENARIO: LazyLock<ShapeRules> = LazyLock::new(ShapeRules::of::<RawScenario>);
