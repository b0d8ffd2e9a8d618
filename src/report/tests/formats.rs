//! The formats of every report.

use std::collections::BTreeSet;

use crate::register::Register;
use crate::report::formats::CheckReport;
use crate::report::reading::NoticeReading;
use crate::report::render::Render;
use crate::view::{
    DiffReport, EvidenceReport, Explanation, LawList, NoticeDiff, NoticeLint, ReconcileReport,
    RuleList, TermList, TimelineView, TraceView, VendorList,
};

/// The names and endings of a report's formats.
fn of<V: Render>() -> Vec<(&'static str, &'static [&'static str])> {
    let formats = V::formats().into_iter();
    formats.map(|it| (it.name, it.extensions)).collect()
}

#[test]
fn no_two_formats_of_a_report_share_a_name_or_an_ending() {
    for formats in [
        of::<CheckReport<'_>>(),
        of::<DiffReport<'_>>(),
        of::<ReconcileReport<'_>>(),
        of::<TimelineView>(),
        of::<Register>(),
        of::<TraceView>(),
        of::<NoticeDiff<'_>>(),
        of::<NoticeReading>(),
        of::<NoticeLint>(),
        of::<EvidenceReport<'_>>(),
        of::<LawList>(),
        of::<RuleList>(),
        of::<TermList>(),
        of::<VendorList>(),
        of::<Explanation<'_>>(),
    ] {
        let names: BTreeSet<&str> = formats.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), formats.len(), "{formats:?}");
        assert!(names.contains("json"), "{formats:?}");
        let endings: Vec<&str> = formats.iter().flat_map(|(_, all)| *all).copied().collect();
        let once: BTreeSet<&str> = endings.iter().copied().collect();
        assert_eq!(once.len(), endings.len(), "{formats:?}");
    }
}

#[test]
fn an_unknown_format_is_refused() {
    let rules = RuleList { rules: Vec::new() };
    let mut out = Vec::new();
    let error = rules.render("pdf", Default::default(), &mut out);
    assert_eq!(error.unwrap_err().kind(), std::io::ErrorKind::InvalidInput);
    assert!(out.is_empty());
}
