//! Where data are: kept elsewhere, or a location that was not recorded.

use crate::engine::finding::blank;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, EditKind};

/// The systems at the receiving ends, hosted in the controller's country.
pub(super) fn relocate(about: About<'_>) -> Vec<Candidate> {
    let text = |system: &str, place: &str| format!("have `{system}` hosted in {place}");
    hosted_at_home(about, ChangeKind::ChangeLocation, text, |place| {
        format!("the data are kept in {place} and nowhere else")
    })
}

/// The same as what is the case already and was not recorded.
pub(super) fn stated(about: About<'_>) -> Vec<Candidate> {
    let text =
        |system: &str, place: &str| format!("record where `{system}` is hosted, here as {place}");
    hosted_at_home(about, ChangeKind::RecordFact, text, |place| {
        format!("the data are kept in {place} and nowhere else")
    })
}

fn hosted_at_home(
    about: About<'_>,
    kind: ChangeKind,
    text: impl Fn(&str, &str) -> String,
    assumed: impl Fn(&str) -> String,
) -> Vec<Candidate> {
    let estate = about.estate();
    let Some(home) = estate.party(estate.controller).country else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for importer in about.importers() {
        for system in about.hosts(importer) {
            let system = estate.system(system);
            let Some(path) = about.path(system.span) else {
                continue;
            };
            let name = home.in_prose();
            let value = home.as_str().to_owned();
            let what = EditKind::Set("systems", system.id.clone(), "hosting", blank("place"));
            let candidate = Candidate::new(kind, text(&system.id, &name));
            found.push(
                candidate
                    .edit(path, what)
                    .assuming("place", assumed(&name), &value),
            );
        }
    }
    found
}
