//! An estate with a rule of its own, held in memory: names may not leave the country, whatever the
//! contracts say.
//!
//! `cargo run --example own_rule`

use std::error::Error;

use fairnotice::{MemoryFiles, Project};

const ESTATE: &str = "\
name: Elm Court Surgery
controller: elm-court
policies: policies/
parties:
  - {id: elm-court, name: Elm Court Surgery, country: GB}
  - {id: typewell, name: Typewell Transcription, country: IN}
flows:
  - id: letters
    from: elm-court
    to: typewell
    subjects: patient
    data: [name]
    purpose: requested-service-provision
    basis: public-task
";

const RULE: &str = r#"// What it finds: names leave the country.
//
// Why we ask: the partners decided so.
//
// What to do: leave the names out.
@id("house/names-abroad")
@title("Names abroad")
@severity("error")
@law("44")
@message("{exporter} sends {data} to {importer} in {country}")
@remedy("leave the names out")
forbid (principal, action == Action::"transfer", resource)
when { context.transfer.restricted };
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", ESTATE)
        .with("policies/names-abroad.cedar", RULE);
    let project = Project::load(&files, "fairnotice.yaml")?;
    let outcome = project.check("2026-11-24".parse()?).run()?;
    let own = outcome
        .findings
        .iter()
        .find(|finding| finding.rule == "house/names-abroad")
        .ok_or("the rule found nothing")?;
    say(&own.message);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example prints what it found")]
fn say(line: &str) {
    println!("{line}");
}
