//! The estates of the benches: what is measured must be judged, and be the same each time.

#[path = "../../benches/generator.rs"]
mod generator;

use crate::support::checked_files;
use crate::support::run::DAY;

#[test]
fn a_generated_estate_is_sound_and_has_findings() {
    let generated = generator::estate(300);
    assert_eq!(generated.lines.lines().count(), 300);
    assert_eq!(generated.lines, generator::estate(300).lines);
    let checked = checked_files(&generated.files, DAY.parse().unwrap());
    assert_eq!(checked.estate.flows.len(), 300);
    // Two of the data and two of the vendors are not in the notice.
    let rules = checked.rules();
    assert!(
        rules.contains("disclosure/undisclosed-recipient"),
        "{rules:?}"
    );
    assert!(checked.outcome.findings.len() > 20);
}

#[test]
fn flows_that_differ_all_declare_something_else() {
    let generated = generator::differing(200);
    assert_eq!(generated.lines, generator::differing(200).lines);
    let checked = checked_files(&generated.files, DAY.parse().unwrap());
    assert!(
        checked.estate.shapes.len() > 190,
        "{}",
        checked.estate.shapes.len()
    );
    // What is equal to the policies is asked once.
    assert!(
        checked.outcome.decisions < 100,
        "{}",
        checked.outcome.decisions
    );
}
