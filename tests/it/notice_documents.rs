//! A notice of several documents, as people see it: findings, registers, the timeline, `notice diff`.

use crate::support::run::{Ran, folder, run, write};

const ROOT: &str = "name: Gateway
controller: gw
parties:
  - {id: gw, name: Gateway, country: FR}
  - {id: mail, name: Mailer, country: DE}
contracts:
  - {id: dpa, kind: processor, between: [gw, mail], since: 2025-01-01, sub-processors: general}
flows:
  - {id: in, from: data-subjects, to: gw, subjects: customer, data: email-address, purpose: service-provision, basis: contract, retention: P1Y}
  - {id: out, from: gw, to: mail, subjects: customer, data: email-address, purpose: service-provision, basis: contract}
notice:
  documents:
    - {id: policy, source: privacy.md, published: 2026-01-01, url: 'https://gateway.example/privacy'}
    - {id: subs, source: sub-processors.md, kind: sub-processor-list, published: 2026-08-19, url: 'https://gateway.example/subs'}
  statements:
    - {id: d, quote: your e-mail address, collects: {data: email-address, subjects: customer}}
    - {id: u, quote: For the service, uses: service-provision}
    - {id: b, quote: under our contract with you, relies-on: contract}
    - {id: r, quote: for a year, retains: P1Y}
    - {id: s, quote: 'Mailer, Germany: sending of e-mails', shares: {with: mail}}
    - id: rights
      section: Your rights
      quote: access, correction, erasure, restriction or a copy
      informs: [right-of-access, right-to-rectification, right-to-erasure, right-to-restriction, right-to-object, right-to-portability, complaint-to-authority, complaint-to-controller, requirement-to-provide, controller-identity]
";

const POLICY: &str = "# Privacy

For the service we use your e-mail address, under our contract with you, for a year. Who works for us is on the page of sub-processors. We share nothing.

## Your rights

We are the controller. You have access, correction, erasure, restriction or a copy, may object, and may complain to us or to the regulator. Without the data we cannot serve you.
";

const LIST: &str = "# Sub-processors

- Mailer, Germany: sending of e-mails
";

fn estate(root: &str) -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", root);
    write(folder.path(), "privacy.md", POLICY);
    write(folder.path(), "sub-processors.md", LIST);
    folder
}

fn check(folder: &tempfile::TempDir, day: &str) -> Ran {
    run(
        folder.path(),
        &["check", "--as-of", day, "--format", "json"],
    )
}

fn rules(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let findings = json["findings"].as_array().unwrap().iter();
    let rules = findings.map(|it| it["rule"].as_str().unwrap().to_owned());
    rules
        .filter(|rule| !rule.starts_with("accountability/"))
        .collect()
}

#[test]
fn a_recipient_is_disclosed_where_any_document_names_it() {
    let folder = estate(ROOT);
    assert_eq!(rules(&check(&folder, "2026-08-19")), [""; 0]);
    // The day before, the list was not yet published.
    assert_eq!(
        rules(&check(&folder, "2026-08-18")),
        ["disclosure/undisclosed-recipient"]
    );
}

#[test]
fn documents_that_contradict_each_other_are_one_finding_with_both_places() {
    let folder = estate(&ROOT.replace(
        "    - id: rights",
        "    - {id: nothing, quote: We share nothing, shares: none}\n    - id: rights",
    ));
    let json = check(&folder, "2026-08-19").json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{json}");
    let files: Vec<&str> = findings[0]["labels"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|label| label["role"] == "notice")
        .map(|label| label["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["privacy.md", "sub-processors.md"], "{json}");
    assert_eq!(findings[0]["statements"].to_string(), r#"["nothing","s"]"#);
    // In a page each is a link to the document that has the words.
    let page = run(
        folder.path(),
        &[
            "report",
            "coverage",
            "--as-of",
            "2026-09-01",
            "--format",
            "html",
        ],
    )
    .exits(0);
    for link in ["privacy#:~:text=We%20share", "subs#:~:text=Mailer"] {
        let link = format!("https://gateway.example/{link}");
        assert!(page.out.contains(&link), "{link}");
    }
}

#[test]
fn a_contradiction_that_no_flow_meets_is_reported_across_documents() {
    let root = ROOT.replace(
        "    - id: rights",
        "    - {id: nothing, quote: We share nothing, shares: none}\n    - id: rights",
    );
    let out = root.find("  - {id: out").unwrap();
    let end = out + root[out..].find('\n').unwrap() + 1;
    let folder = estate(&format!("{}{}", &root[..out], &root[end..]));
    let found = rules(&check(&folder, "2026-08-19"));
    let contradictions = found.iter().filter(|rule| *rule == "notice/contradiction");
    assert_eq!(contradictions.count(), 1, "{found:?}");
}

#[test]
fn registers_timeline_and_diff_know_the_day_of_each_document() {
    let folder = estate(ROOT);
    let register = run(
        folder.path(),
        &[
            "report",
            "recipients",
            "--as-of",
            "2026-09-01",
            "--format",
            "markdown",
        ],
    )
    .exits(0);
    let version = "Privacy: 2026-01-01; Sub-processors: 2026-08-19";
    assert!(register.out.contains(version), "{}", register.out);

    let timeline = run(
        folder.path(),
        &[
            "timeline",
            "--from",
            "2026-01-01",
            "--to",
            "2026-12-31",
            "--format",
            "json",
        ],
    )
    .exits(0);
    let about = "the document `Sub-processors` of the notice";
    assert!(timeline.out.contains(about), "{}", timeline.out);

    let diff = run(
        folder.path(),
        &[
            "notice",
            "diff",
            "2026-01-01",
            "2026-08-19",
            "--as-of",
            "2026-09-01",
            "--format",
            "json",
        ],
    )
    .exits(0);
    let changes = diff.json()["changes"].to_string();
    assert!(
        changes.contains("Mailer") && changes.contains("omitted"),
        "{changes}"
    );
}
