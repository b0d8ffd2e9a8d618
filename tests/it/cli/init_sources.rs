//! `init` from a notice, a page of sub-processors, a record and a plan: one estate that loads and is checked at once.

use fairnotice::Project;
use rust_xlsxwriter::Workbook;

use super::*;

const SOURCES: [&str; 6] = [
    "--notice",
    "sources/notice.md",
    "--subprocessors",
    "sources/subprocessors.md",
    "--deployed",
    "sources/plan.json",
];

fn sample() -> tempfile::TempDir {
    let folder = folder();
    copy(
        &root().join("flows/larkfield/sources"),
        &folder.path().join("sources"),
    );
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name))
        .unwrap()
        .replace("\r\n", "\n")
}

/// A file with the line by which editors find its schema.
fn with_schema(name: &str, text: String) -> String {
    let schema = match name {
        "fairnotice.yaml" => "estate",
        "notice.yaml" => "notice",
        name if name.ends_with(".yaml") => "part",
        _ => return text,
    };
    format!("# yaml-language-server: $schema=../../schemas/{schema}.schema.json\n{text}")
}

/// An invented organisation's documents become the estate in `flows/larkfield`, to the byte.
#[test]
fn the_sample_is_what_its_sources_make() {
    let folder = sample();
    let call = [&["init", "."], &SOURCES[..]].concat();
    let done = run(folder.path(), &call).exits(0);
    let committed = root().join("flows/larkfield");
    for line in done.out.lines().filter(|line| line.starts_with("wrote ")) {
        let name = line.trim_start_matches("wrote ").split(':').next().unwrap();
        let wanted = with_schema(name, read(folder.path(), name));
        if std::env::var("FAIRNOTICE_UPDATE").is_ok_and(|value| value == "1") {
            std::fs::write(committed.join(name), &wanted).unwrap();
        }
        assert_eq!(
            read(&committed, name),
            wanted,
            "{name}: FAIRNOTICE_UPDATE=1 writes it anew"
        );
    }
    let project = Project::open(folder.path()).unwrap();
    let estate = &project.estate;
    // One party once, whether the plan, the page or the notice names it.
    let mut names: Vec<&str> = estate.parties.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Amazon Web Services",
            "Larkfield Cycle Library",
            "Larkline Mail Ltd",
            "Stripe Payments UK Ltd"
        ]
    );
    assert!(estate.contracts.is_empty(), "nobody has seen a contract");
    // A party that the notice names is the one that the page lists.
    let notice = read(folder.path(), "notice.yaml");
    let shared: Vec<&str> = notice
        .lines()
        .filter(|line| line.contains("shares:"))
        .collect();
    for party in ["stripe-payments-uk", "larkline-mail"] {
        assert!(
            shared.iter().any(|line| line.contains(party)),
            "{party}: {notice}"
        );
    }
}

#[test]
fn what_a_user_sees_of_an_estate_from_documents() {
    let folder = sample();
    let call = [&["init", "larkfield"], &SOURCES[..]].concat();
    let done = run(folder.path(), &call).exits(0);
    let checked = check(
        folder.path(),
        &["larkfield", "--deployed", "sources/plan.json"],
    )
    .exits(0);
    support::snapshots("init", || {
        insta::assert_snapshot!("sources", format!("{}--- stderr\n{}", done.out, done.err));
        insta::assert_snapshot!("checked", checked.out);
    });
}

#[test]
fn each_source_alone_makes_an_estate_that_is_checked() {
    for at in [0, 2, 4] {
        let folder = sample();
        let call = [&["init", "here"], &SOURCES[at..at + 2]].concat();
        run(folder.path(), &call).exits(0);
        let checked = check(folder.path(), &["here"]);
        assert!(checked.code < 2, "{}", checked.err);
    }
    // A seat outside the Union and the United Kingdom brings the law along.
    let folder = sample();
    run(
        folder.path(),
        &[
            "init",
            "here",
            "--country",
            "US",
            "--notice",
            "sources/notice.md",
        ],
    )
    .exits(0);
    assert!(read(folder.path(), "here/fairnotice.yaml").contains("scope: {eu-gdpr: art3-2"));
    assert!(check(folder.path(), &["here"]).code < 2);
    // A name alone is an estate as well.
    run(
        folder.path(),
        &["init", "alone", "--name", "Acme Ltd", "--country", "IE"],
    )
    .exits(0);
    assert!(check(folder.path(), &["alone"]).code < 2);
}

#[test]
fn a_vendor_by_several_names_is_one_party() {
    let folder = folder();
    let notice = "# Privacy\n\nOur website uses Plausible Analytics. The reports of Plausible have no names in them. \
                  Cards are charged by Stripe.\n";
    write(folder.path(), "notice.md", notice);
    let page = "| Company | Service | Country |\n| --- | --- | --- |\n| Stripe Payments Europe Ltd | Card payments | Ireland |\n";
    write(folder.path(), "list.md", page);
    let call = [
        "init",
        "here",
        "--notice",
        "notice.md",
        "--subprocessors",
        "list.md",
    ];
    run(folder.path(), &call).exits(0);
    let parties = ["parties.yaml", "subprocessors.yaml"].map(|name| {
        let text = read(folder.path(), &format!("here/{name}"));
        let vendors = text
            .lines()
            .filter_map(|it| it.trim().strip_prefix("vendor: "));
        vendors.map(str::to_owned).collect::<Vec<_>>()
    });
    assert_eq!(parties, [vec!["plausible"], vec!["stripe"]]);
    assert!(check(folder.path(), &["here"]).code < 2);
}

#[test]
fn a_record_takes_the_place_of_flows_from_the_notice() {
    let folder = sample();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        [
            "Business function",
            "Purpose of processing",
            "Categories of individuals",
            "Categories of personal data",
            "Categories of recipients",
        ],
        [
            "Lending",
            "Account management",
            "Members",
            "Name, email address",
            "Larkline Mail Ltd; Stripe Payments UK Ltd",
        ],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet
                .write_string(row as u32, column as u16, *cell)
                .unwrap();
        }
    }
    write(folder.path(), "record.xlsx", book.save_to_buffer().unwrap());
    let call = [&["init", "here", "--ropa", "record.xlsx"], &SOURCES[..]].concat();
    run(folder.path(), &call).exits(0);
    assert!(!folder.path().join("here/flows.yaml").exists());
    let estate = Project::open(folder.path().join("here")).unwrap().estate;
    assert_eq!(estate.flows.len(), 3, "one collection, two recipients");
    // The recipients are the parties of the page, and data go to their systems.
    assert_eq!(estate.parties.len(), 4);
    let record = read(folder.path(), "here/record.yaml");
    assert!(record.contains("to: larkline-mail-service"), "{record}");
    assert!(check(folder.path(), &["here"]).code < 2);
}

#[test]
fn descriptions_of_systems_join_the_other_sources() {
    let folder = sample();
    copy(
        &root().join("tests/it/cli/systems"),
        &folder.path().join("described"),
    );
    let described = [
        "--systems",
        "described/fides.yml",
        "--systems",
        "described/cyclonedx.json",
    ];
    let call = [&["init", "here"], &SOURCES[..], &described].concat();
    run(folder.path(), &call).exits(0);
    let estate = Project::open(folder.path().join("here")).unwrap().estate;
    // Who operates the mailer is a party of the page, and there once.
    let named = |name: &str| estate.parties.iter().filter(|it| it.name == name).count();
    assert_eq!(named("Larkline Mail Ltd"), 1);
    // What the bill leaves open is what the notice says, as a guess; a link without data stays a comment.
    let text = read(folder.path(), "here/systems.yaml");
    let (flows, stubs) = text.split_once("\n#   # ").unwrap();
    assert!(
        flows.contains("- id: booking-site-to-card-payments"),
        "{text}"
    );
    assert!(stubs.contains("RECIPIENT"), "{text}");
    assert!(check(folder.path(), &["here"]).code < 2);
    let alone = self::folder();
    copy(&root().join("tests/it/cli/systems"), alone.path());
    run(alone.path(), &["init", "here", "--systems", "openapi.yaml"]).exits(0);
    assert!(check(alone.path(), &["here"]).code < 2);
}

#[test]
fn nothing_is_written_over_and_nothing_by_half() {
    let folder = sample();
    write(folder.path(), "here/flows.yaml", "mine");
    let refused = run(
        folder.path(),
        &["init", "here", "--notice", "sources/notice.md"],
    )
    .refused();
    assert!(refused.err.contains("`flows.yaml`"), "{}", refused.err);
    assert_eq!(names(&folder.path().join("here")).len(), 1);
    write(folder.path(), "prose.md", "# Nothing\n\nNo list.\n");
    write(folder.path(), "prose.csv", "Nothing\nNo list.\n");
    for (call, words) in [
        (&["--subprocessors", "prose.md"][..], "no table or list"),
        (&["--notice", "none.md"], "none.md"),
        (&["--ropa", "prose.md"], "a page and no sheet"),
        (&["--ropa", "prose.csv"], "no known template"),
        (&["--country", "Atlantis"], "Atlantis"),
        (&["--deployed", "prose.md"], "prose.md"),
    ] {
        let call = [&["init", "there"], call].concat();
        let refused = run(folder.path(), &call).exits(2);
        assert!(refused.err.contains(words), "{words}: {}", refused.err);
        assert!(!folder.path().join("there").exists());
    }
}

/// What an estate begins with is what `notice read` shows: the same quotes, with the same terms.
#[test]
fn a_notice_is_read_as_by_notice_read() {
    let text = "# Privacy notice\n\n## What we collect\n\nWe collect your name, your National Insurance number and whether you have free school meals.\n\n\
        ## Why\n\nWe use it:\n\n- to support pupil learning\n- to send you our newsletter\n\n\
        We share it with our payroll provider.\n";
    let folder = folder();
    write(folder.path(), "privacy.md", text);
    run(folder.path(), &["init", "here", "--notice", "privacy.md"]).exits(0);
    let shown = run(folder.path(), &["notice", "read", "privacy.md"]).exits(0);
    let statements = |text: &str| -> Vec<(String, String)> {
        let all = support::yaml::parsed(text);
        let all = all["statements"].as_array().unwrap().iter();
        let mut says: Vec<(String, String)> = Vec::new();
        for it in all {
            for key in ["collects", "uses", "shares"] {
                if it.get(key).is_some() {
                    // A single term may be written without a list.
                    let terms = it[key].to_string().replace(['[', ']'], "");
                    says.push((it["quote"].to_string(), terms));
                }
            }
        }
        says
    };
    let (shown, begun) = (
        statements(&shown.out),
        statements(&read(folder.path(), "here/notice.yaml")),
    );
    assert!(shown.len() > 3, "{shown:?}");
    assert_eq!(begun, shown);
    assert!(
        begun
            .iter()
            .any(|it| it.1.contains("national-insurance-number")),
        "{begun:?}"
    );
}
