//! How much is done to find remedies, counted: what is tried, and what is read for it, grows as the findings do and not as
//! their square.

use fairnotice::engine::finding::Finding;
use fairnotice::engine::remedies::{Checked, Effort, Suggestions};
use fairnotice::estate::model::Severity;
use fairnotice::{MemoryFiles, Project};
use jiff::civil::date;

const NOTICE: &str = "# Notice\n\n## Us\n\nWe collect your name and email address.\n";

/// An estate with so many transfers without a mechanism, each to a processor of its own.
fn estate(count: usize) -> String {
    let each = |line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let parties = each(&|at| format!("  - {{id: p{at}, name: Firm {at} Inc, country: IN}}\n"));
    let contracts = each(&|at| {
        format!("  - {{id: c{at}, kind: processor, between: [elm, p{at}], since: 2023-06-01}}\n")
    });
    let content = "subjects: customer, data: [name, email-address], purpose: service-provision, basis: contract";
    let flows = each(&|at| format!("  - {{id: f{at}, from: elm, to: p{at}, {content}}}\n"));
    format!(
        "name: Elm Court\ncontroller: elm\nparties:\n  - {{id: elm, name: Elm Court Ltd, country: GB}}\n{parties}contracts:\n{contracts}\
         notice:\n  source: notice.md\n  published: 2026-01-01\n  statements:\n    - {{id: a, section: Us, quote: \"We collect your name and email address.\", \
         services: all, collects: {{data: [name, email-address], subjects: customer}}}}\n\
         flows:\n  - {{id: c, from: data-subjects, to: elm, {content}}}\n{flows}"
    )
}

/// What was done for the remedies of an estate, for its plan in addition, and how many findings and steps these have.
fn effort(count: usize) -> (Effort, Effort, usize, usize) {
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", estate(count))
        .with("notice.md", NOTICE);
    let project = Project::load(&files, "fairnotice.yaml").unwrap();
    let day = date(2026, 11, 1);
    let outcome = project.check(day).run().unwrap();
    let is_error = |it: &Finding| it.severity == Severity::Error;
    let asked = outcome.findings.iter().filter(|it| is_error(it)).count();
    let checked = Checked::declared(project.check(day), &outcome);
    let found = Suggestions::of(checked, is_error);
    let alone = found.effort();
    let plan = found.plan(is_error);
    assert!(plan.steps.len() > count, "{:?} is left", plan.left);
    let all = found.effort();
    let more = Effort {
        trials: all.trials - alone.trials,
        movements: all.movements - alone.movements,
        texts: all.texts - alone.texts,
    };
    (alone, more, asked, plan.steps.len())
}

#[test]
fn what_is_tried_grows_as_the_findings_do() {
    for count in [4, 8, 16, 32] {
        let (alone, plan, findings, steps) = effort(count);
        println!("{count}: {findings} findings, {alone:?}; {steps} steps, {plan:?}");
        // Three remedies of each finding, each with the sentences that it makes due.
        assert!(alone.trials <= 9 * findings, "{alone:?} of {findings}");
        // A trial judges no movement twice, and reads a file once to edit it.
        assert!(alone.movements <= alone.trials * (count + 1), "{alone:?}");
        assert!(alone.texts <= alone.trials, "{alone:?}");
        // A plan is tried by halves, and not once for each of its steps.
        let digits = steps.ilog2() as usize + 1;
        assert!(plan.trials <= 3 * (2 * digits + 2), "{plan:?} of {steps}");
        // The edit of each step is shown behind those before it, for which a file is read once more.
        assert!(plan.texts <= 4 * plan.trials + steps, "{plan:?}");
    }
}
