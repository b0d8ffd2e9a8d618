//! `import subprocessors`: what a person gets for a page in Markdown, HTML or CSV, and that it loads together
//! with an estate.

use std::io::Write;

use fairnotice::{MemoryFiles, Project};

use super::*;

/// A page with a table of tables' usual troubles: lines in cells, a row that groups others, one to be filled in.
const MARKDOWN: &str = "\
---
title: Sub-processors
---
# Our sub-processors

| Version | Date |
|---|---|
| 2 | May |

| Sub-processor | Processing activities | Entity country | Location of<br>processing | Data categories | Transfer mechanism |
|---|---|---|---|---|---|
| **Infrastructure** | | | | | |
| [Stripe Payments UK Ltd](https://stripe.com/dpa) | Payment processing | United Kingdom | UK, USA | Card number, billing address | SCCs |
| Nimbus Hosting GmbH* | Hosting<br>Backup | Germany | EU (Frankfurt) | All customer data | |
| Pigeon Mail, Inc. | Newsletters | | AWS eu-west-1 | E-mail address | EU-US DPF |
| Edge & Sons | Content delivery | | Worldwide | | |
| [CHAT PROVIDER] | Live chat | | TBD | | |
| Nimbus Hosting | Support | | Czechia | | |
";

const HTML: &str = "\
<!DOCTYPE html>
<html><head><title>Sub-processors</title></head><body>
<nav><ul><li><a href=\"https://acme.example\">Acme</a></ul></nav>
<h1>Whom we share data with</h1>
<table>
<thead>
<tr><th rowspan=2>Vendor<th rowspan=2>Service<th colspan=2>Where</tr>
<tr><th>Company location<th>Data location</tr>
</thead>
<tbody>
<tr><td>Zendesk<br>Helpdesk Widgets Ltd<td>Support tickets<td>Ireland<td><ul><li>Ireland<li>Germany</ul>
<tr><td><a href=\"https://sentry.io/legal\">Error &amp; crash reports</a><td>Error monitoring<td>U.S.<td>San Francisco, CA
</tbody></table>
<p>These companies, all based in the United States, are sub-processors too:</p>
<ul><li>Quill Surveys (surveys)<li>Ledger, LLC - invoicing, Canada<li>we never sell your data to anyone</ul>
<footer><ul><li>Imprint</ul></footer>
</body></html>
";

const CSV: &str = "\
\u{feff}Company;Purpose;Country;DPA
\"Lantern, SAS\";\"analytics
and \"\"heat maps\"\"\";France;https://lantern.example/dpa
Harbour Cloud;hosting;European Union;
;;;
N/A;none;;
";

const ESTATE: &str = "\
controller: club
parties:
  - {id: club, name: Chess Club, country: GB}
  - {id: stripe-uk, name: Stripe Payments UK Ltd, country: GB, vendor: stripe}
services: [{id: shop}]
";

/// The same with a part.
fn with_part() -> String {
    format!("{ESTATE}include: imported.yaml\n")
}

fn minimal() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    for (name, text) in [
        ("list.md", MARKDOWN),
        ("list.html", HTML),
        ("list.csv", CSV),
    ] {
        write(folder.path(), name, text);
    }
    folder
}

#[test]
fn what_a_user_sees_of_an_imported_page() {
    let folder = minimal();
    support::snapshots("import", || {
        for (name, call) in [
            ("markdown", &["list.md", "--service", "shop"][..]),
            ("html", &["list.html"]),
            ("csv", &["list.csv", "--for", "stripe-uk"]),
        ] {
            let call = [&["import", "subprocessors"], call].concat();
            let shown = run(folder.path(), &call).exits(0);
            insta::assert_snapshot!(name, format!("{}--- stderr\n{}", shown.out, shown.err));
        }
    });
}

#[test]
fn a_part_loads_together_with_its_estate() {
    for (page, more) in [
        ("list.md", &["--for", "stripe-uk"][..]),
        ("list.md", &[]),
        ("list.html", &["--service", "shop"]),
        ("list.csv", &[]),
    ] {
        let folder = minimal();
        let call = [
            &["import", "subprocessors", page, "--output", "imported.yaml"],
            more,
        ]
        .concat();
        let done = run(folder.path(), &call).exits(0);
        assert_eq!(done.out, "");
        write(folder.path(), "fairnotice.yaml", with_part());
        let project =
            Project::open(folder.path()).unwrap_or_else(|errors| panic!("{page}: {errors}"));
        assert!(project.estate.parties.len() > 3, "{page}");
        // Nobody has seen a contract: none is in force until a person says so.
        assert!(project.estate.contracts.is_empty(), "{page}");
        assert!(!project.estate.systems.is_empty(), "{page}");
        // The same page again: everything is in the estate, and nothing is proposed twice.
        let again = run(folder.path(), &["import", "subprocessors", page]).exits(0);
        assert!(!again.out.contains("\nparties:\n"), "{}", again.out);
        assert!(
            !again.out.contains("\nsystems:") || page == "list.md",
            "{}",
            again.out
        );
    }
}

#[test]
fn stubs_load_once_a_person_has_filled_them_in() {
    let folder = minimal();
    let call = ["import", "subprocessors", "list.md", "--service", "shop"];
    let part = run(folder.path(), &call).exits(0).out;
    let (head, tail) = part.split_once("# contracts:").unwrap();
    let (stubs, _) = tail.split_once("\n\n# list.md:").unwrap_or((tail, ""));
    let stubs: String = format!("contracts:{stubs}")
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .filter(|line| !line.trim_start().starts_with("# "))
        .map(|line| format!("{line}\n"))
        .collect();
    let filled = stubs
        .replace("SENDER", "data-subjects")
        .replace(": DATA", ": email-address")
        .replace("SUBJECTS", "customer")
        .replace("PURPOSE", "hosting");
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", with_part())
        .with("imported.yaml", format!("{head}{filled}"));
    let project = Project::load(&files, "fairnotice.yaml");
    let project = project.unwrap_or_else(|errors| panic!("{errors}\n{filled}"));
    assert!(project.estate.flows.len() >= 4, "{filled}");
    assert!(!project.estate.instruments.is_empty(), "{filled}");
    assert!(project.estate.contracts.len() >= 4, "{filled}");
}

#[test]
fn a_page_may_come_from_standard_input_without_an_estate() {
    let folder = folder();
    let mut child = command(folder.path(), &["import", "subprocessors", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(CSV.as_bytes())
        .unwrap();
    let done = ran(child.wait_with_output().unwrap()).exits(0);
    assert!(done.out.contains("# certain: stdin:2"), "{}", done.out);
    assert!(done.out.contains("# contracts:"), "{}", done.out);
    assert!(
        done.err.contains("2 parties, 1 row not read"),
        "{}",
        done.err
    );
}

#[test]
fn what_cannot_be_imported_is_refused_with_what_to_do() {
    let folder = minimal();
    write(
        folder.path(),
        "prose.md",
        "# Notice\n\nWe share nothing.\n\n- one thing\n",
    );
    for (call, words) in [
        (&["prose.md"][..], "`Sub-processor`"),
        (&["none.md"], "none.md"),
        (
            &["list.md", "--for", "stripe-us"],
            "did you mean `stripe-uk`?",
        ),
        (&["list.md", "--service", "shops"], "did you mean `shop`?"),
        (&["list.md", "--output", "list.md"], "no output replaces it"),
        (&["list.md", "--estate", "elsewhere"], "elsewhere"),
        (&["list.md", "--vendors", "none.yaml"], "none.yaml"),
    ] {
        let call = [&["import", "subprocessors"], call].concat();
        let refused = run(folder.path(), &call).refused();
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
    }
}

/// The lines of the part that `import subprocessors` makes of a page.
fn part_of(page: &str) -> Vec<String> {
    let folder = folder();
    write(folder.path(), "list.md", page);
    let ran = run(folder.path(), &["import", "subprocessors", "list.md"]).exits(0);
    ran.out.lines().map(|it| it.trim().to_owned()).collect()
}

#[test]
fn a_page_with_a_table_of_parties_names_none_in_other_lists() {
    let page = "# Sub-processors\n\n| Sub-processor | Purpose |\n| --- | --- |\n| Pigeon Mail Ltd | Letters |\n\n## A note\n\n- **Strict Residency:** Your data stay in Germany.\n- **No Training:** Nobody trains models.\n";
    let ids: Vec<String> = part_of(page)
        .into_iter()
        .filter(|it| it.starts_with("- id:"))
        .collect();
    assert_eq!(ids, ["- id: pigeon-mail", "- id: pigeon-mail-service"]);
    let list = "# Data\n\nWe use these 3rd party services:\n\n* **Otter Post**\n  We send letters with it.\n";
    assert!(part_of(list).contains(&"- id: otter-post".to_owned()));
}

#[test]
fn what_is_in_brackets_behind_a_company_makes_it_no_other() {
    let page = "# Sub-processors\n\n| Sub-processor | Purpose |\n| --- | --- |\n| **Apple Inc.** (APNs) | Notifications |\n";
    assert!(
        part_of(page).contains(&"country: US".to_owned()),
        "{:?}",
        part_of(page)
    );
}

#[test]
fn a_record_on_a_page_is_no_sheet() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let page = "# Records\n\nKept by us, a draft.\n\n| Aspect | Detail |\n| --- | --- |\n| Purpose | Letters |\n";
    write(folder.path(), "record.md", page);
    let ran = run(folder.path(), &["import", "ropa", "record.md"]).exits(2);
    assert!(
        ran.err
            .contains("it is a page and no sheet; save the record as XLSX or CSV"),
        "{}",
        ran.err
    );
}
