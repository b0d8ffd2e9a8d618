//! A sentence for the notice: at its place, with what it says.

use std::collections::BTreeSet;

use super::places_of::place;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, Draft, list};
use crate::engine::remedies::wording::joined;
use crate::notice::read::Kind;
use crate::taxonomy::TermId;

/// A change that adds sentences.
pub(super) fn adding(drafts: Vec<Draft>) -> Candidate {
    let sections: BTreeSet<&str> = drafts
        .iter()
        .filter_map(|it| it.section.as_deref())
        .collect();
    let sections: Vec<String> = sections.iter().map(|it| format!("\"{it}\"")).collect();
    let place = if sections.is_empty() {
        String::new()
    } else {
        format!(", under {}", joined(&sections))
    };
    let what = match drafts.len() {
        1 => "a sentence".to_owned(),
        count => format!("{count} sentences"),
    };
    let text = format!("add {what} to the notice{place}");
    let mut candidate = Candidate::new(ChangeKind::Disclose, text);
    candidate.drafts = drafts;
    candidate
}

/// Terms as YAML.
pub(super) fn terms(about: About<'_>, terms: &[TermId]) -> String {
    let taxonomy = &about.estate().taxonomy;
    let short: Vec<&str> = terms.iter().map(|it| taxonomy.short(*it)).collect();
    list(&short)
}

/// A draft at the place for its side.
pub(super) fn draft(
    about: About<'_>,
    side: Kind,
    subject: &str,
    quote: String,
    says: Vec<(&'static str, String)>,
) -> Draft {
    let at = place(about, side);
    let services: Vec<&str> = at.services.iter().map(String::as_str).collect();
    let parts: Vec<&str> = ["draft", side.key(), subject]
        .into_iter()
        .chain(services.first().copied())
        .filter(|it| !it.is_empty())
        .collect();
    Draft {
        id: super::places_of::fresh_statement(about, &parts.join("-")),
        document: at.document,
        section: at.section,
        services: at.services,
        quote,
        says,
        behind: at.behind,
    }
}
