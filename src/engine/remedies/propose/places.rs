//! Where data are: kept elsewhere, or a location that was not recorded.

use crate::engine::finding::blank;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, EditKind};
use crate::estate::model::System;

/// The systems at the receiving ends, hosted in the controller's country. One of which no place is recorded may
/// be there already.
pub(super) fn relocate(about: About<'_>) -> Vec<Candidate> {
    let text = |system: &str, place: &str| format!("have `{system}` hosted in {place}");
    hosted_at_home(about, ChangeKind::ChangeLocation, text, |system| {
        !system.hosting.is_empty()
    })
}

/// The same as what is the case already and was not recorded.
pub(super) fn stated(about: About<'_>) -> Vec<Candidate> {
    let text =
        |system: &str, place: &str| format!("record where `{system}` is hosted, here as {place}");
    hosted_at_home(about, ChangeKind::RecordFact, text, |_| true)
}

fn hosted_at_home(
    about: About<'_>,
    kind: ChangeKind,
    text: impl Fn(&str, &str) -> String,
    wanted: impl Fn(&System) -> bool,
) -> Vec<Candidate> {
    let estate = about.estate();
    let Some(home) = estate.party(estate.controller).country else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for importer in about.importers() {
        for system in about.hosts(importer) {
            let system = estate.system(system);
            let Some(path) = about.path(system.span).filter(|_| wanted(system)) else {
                continue;
            };
            let name = home.in_prose();
            let value = home.as_str().to_owned();
            let what = EditKind::Set("systems", system.id.clone(), "hosting", blank("place"));
            let candidate = Candidate::new(kind, text(&system.id, &name));
            let assumed = format!("the data are kept in {name} and nowhere else");
            found.push(
                candidate
                    .edit(path, what)
                    .assuming("place", assumed, &value),
            );
        }
    }
    found
}
