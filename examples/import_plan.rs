//! Judges what a Terraform plan would deploy, together with what the estate declares.
//!
//! `cargo run --example import_plan`

use std::error::Error;

use fairnotice::Project;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = "tests/rules/deployed/undeclared-location/fires";
    let project = Project::open(folder)?.import(format!("{folder}/plan.json"))?;
    let day = "2026-06-01".parse()?;

    // Everything, as `check --deployed` does, or the deployment alone, as `reconcile` does.
    let all = project.check(day).run()?;
    let deployment = project.check(day).reconcile()?;
    say(&format!(
        "{} findings, {} of them on what is deployed",
        all.findings.len(),
        deployment.findings.len()
    ));
    for finding in &deployment.findings {
        say(&finding.message);
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example prints what it found")]
fn say(line: &str) {
    println!("{line}");
}
