//! Whose data a statement is about. All wording is ours.

use super::*;

/// The kinds of a text's statements, each with its data subjects.
fn subjects(text: &str) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let shown = found.map(|it| format!("{} {}", it.says.kind.key(), it.says.subjects.join(" ")));
    shown.collect()
}

#[test]
fn a_sentence_says_whose_data_they_are() {
    for (text, expected) in [
        (
            "We collect the names and photographs of our pupils.",
            "collects student",
        ),
        (
            "We collect health data about our patients.",
            "collects patient",
        ),
        (
            "We collect the names of our pupils, their parents and our staff.",
            "collects student parent-of-data-subject employee",
        ),
        (
            "We store our customers' names and addresses.",
            "collects customer",
        ),
        (
            "If you are a job applicant, we collect your name and your CV.",
            "collects job-applicant",
        ),
        (
            "We keep the contact details of our suppliers' staff for seven years.",
            "retains supplier-contact",
        ),
    ] {
        assert_eq!(subjects(text), [expected], "{text}");
    }
}

#[test]
fn people_whose_data_are_shared_are_no_recipients() {
    let text = "We share the names of our employees with our insurers.";
    let found = read(text, TextFormat::Plain).statements;
    let says = &found[0].says;
    assert_eq!(
        (says.kind, says.subjects.as_slice()),
        (Kind::Shares, ["employee".to_owned()].as_slice())
    );
    assert_eq!(says.terms, ["insurer"]);
}

#[test]
fn a_lead_and_a_heading_say_whose_data_they_are() {
    let lead = "The personal data we collect from public sector employees that create an account includes:\n\n- your name\n";
    assert_eq!(subjects(lead), ["collects employee"]);
    for heading in [
        "Job applicants",
        "2. Job applicants",
        "If you are a job applicant",
        "Information about job applicants",
        "Data we collect about job applicants",
        "Privacy notice for job applicants",
    ] {
        let text = format!("## {heading}\n\nWe collect your name and your address.\n");
        assert_eq!(subjects(&text), ["collects job-applicant"], "{heading}");
    }
    // What is below a heading of its own is about others.
    let text = "# Privacy notice for pupils\n\n## Visitors to our website\n\nWe record your IP address.\n\n## Lessons\n\nWe record your name.\n";
    assert_eq!(
        subjects(text),
        ["collects website-visitor", "collects student"]
    );
}

#[test]
fn people_that_are_sources_or_recipients_are_no_data_subjects() {
    for text in [
        "We collect your name from your parents.",
        "We obtain your name from our suppliers.",
        "We share your name with our customers.",
        "We collect your name so that our members can find you.",
        "## Who we share it with\n\n### Suppliers\n\nWe share your name with them and with others.\n",
        "## How visitors can complain\n\nWe record your name.\n",
    ] {
        let found = subjects(text);
        assert!(
            found.iter().all(|it| it.ends_with(' ')),
            "{text}: {found:?}"
        );
    }
}
