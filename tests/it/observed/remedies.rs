//! Remedies in a check with files of what was seen: each is judged with them.

use fairnotice::engine::remedies::{Checked, resolves, verified};
use fairnotice::observe::Phase;
use fairnotice::{MemoryFiles, Project};
use jiff::civil::date;

use crate::support;

#[test]
fn a_remedy_of_something_else_resolves_nothing_that_was_seen() {
    let folder = support::root().join("tests/rules/observed/undisclosed-recipient/fires");
    let estate = std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap();
    let estate = estate.replace("right-of-access, ", "");
    let seen = std::fs::read(folder.join("observed.json")).unwrap();
    let files = MemoryFiles::new().with("fairnotice.yaml", estate);
    let project = Project::load(&files, "fairnotice.yaml").unwrap();
    let project = project
        .observe_bytes("observed.json", &seen, Phase::NotStated)
        .unwrap();
    let day = date(2026, 6, 1);
    let outcome = project.check(day).run().unwrap();
    let checked = Checked::declared(project.check(day), &outcome);
    let of = |rule: &str| {
        outcome
            .findings
            .iter()
            .find(|it| it.rule == rule)
            .expect(rule)
    };
    of("observed/undisclosed-recipient");
    let missing = of("notice/missing-information");
    let remedies = verified(checked, missing);
    let change = remedies
        .first()
        .and_then(|it| it.change.as_deref())
        .unwrap();
    assert_eq!(resolves(checked, change), Some(vec![missing.id.clone()]));
}
