//! Checks the estate in a folder on a day and prints what was found, a line each.
//!
//! `cargo run --example check_estate -- flows/eis 2026-11-24`

use std::error::Error;

use fairnotice::{Project, Severity};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or("flows/eis".to_owned());
    let day = arguments.next().unwrap_or("2026-11-24".to_owned());

    let project = Project::open(&folder)?;
    let outcome = project.check(day.parse()?).run()?;
    for finding in &outcome.findings {
        // The first label is the main place: the line of the flow, or the sentence of the notice.
        let place = finding
            .labels
            .first()
            .and_then(|label| project.sources.locate(label.span));
        let (path, line) = place.map_or(("", 0), |(path, at)| (path, at.line));
        let severity = finding.severity.as_str();
        say(&format!("{severity:<8}{} {path}:{line}", finding.rule));
    }
    let errors = outcome.findings.iter();
    let errors = errors.filter(|it| it.severity == Severity::Error).count();
    say(&format!(
        "{errors} errors in {} flows on {}",
        outcome.flows_judged, outcome.day
    ));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example prints what it found")]
fn say(line: &str) {
    println!("{line}");
}
