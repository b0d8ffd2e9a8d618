//! `observe` and `check --observed` as they are called.

use crate::support;
use crate::support::run::{DAY, folder, run, write};
use serde_json::Value;

const ESTATE: &str = "\
name: Chess Club
controller: club
parties:
  - {id: club, name: Chess Club, country: GB, hosts: chessclub.org.uk}
  - {id: matomo, country: NZ, vendor: matomo}
flows:
  - {id: visits, from: data-subjects, to: matomo, subjects: customer, data: ip-address, purpose: web-analytics,
     basis: consent, consent: {record: per-person, alternative: true}}
";

/// A visit to some addresses, the page first.
pub fn visit(urls: &[&str]) -> String {
    let entries: Vec<String> = urls
        .iter()
        .map(|url| {
            format!(
                r#"{{"startedDateTime": "2026-05-01T08:00:00Z", "request": {{"method": "GET", "url": "{url}"}}, "response": {{"status": 200}}}}"#
            )
        })
        .collect();
    format!(
        r#"{{"log": {{"version": "1.2", "entries": [{}]}}}}"#,
        entries.join(",\n")
    )
}

const URLS: [&str; 4] = [
    "https://www.chessclub.org.uk/",
    "https://club.matomo.cloud/m.js",
    "https://region1.google-analytics.com/c",
    "https://a.nobody-knows.net/",
];

fn valid(value: &Value, schema: &str) {
    let schema =
        std::fs::read_to_string(support::root().join(format!("schemas/{schema}.schema.json")));
    let schema: Value = serde_json::from_str(&schema.unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn without_an_estate_the_table_of_vendors_says_whose_hosts_are() {
    let folder = folder();
    write(folder.path(), "visit.har", visit(&URLS));
    let ran = run(folder.path(), &["observe", "visit.har", "--as-of", DAY]).exits(0);
    assert!(
        ran.out.contains("Google Analytics") && ran.out.contains("nobody-knows.net"),
        "{}",
        ran.out
    );
    let json = run(
        folder.path(),
        &["observe", "visit.har", "--as-of", DAY, "--format", "json"],
    )
    .json();
    valid(&json, "observe");
    let seen = json["seen"].as_array().unwrap();
    let names: Vec<&str> = seen.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["Google Analytics", "Matomo Cloud", "nobody-knows.net"]
    );
    assert_eq!(seen[0]["declared"], Value::Null);
    assert_eq!(json["estate"], Value::Null);
    assert_eq!(json["files"][0]["site"], "www.chessclub.org.uk");
}

#[test]
fn with_an_estate_each_is_compared_and_the_exit_code_follows() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    write(at, "visit.har", visit(&URLS));
    let day = ["--as-of", DAY];
    let json = run(
        at,
        &["observe", "visit.har", day[0], day[1], "--format", "json"],
    )
    .exits(0)
    .json();
    valid(&json, "observe");
    let of = |name: &str| {
        let seen = json["seen"].as_array().unwrap();
        seen.iter()
            .find(|it| it["name"].as_str().unwrap().contains(name))
            .unwrap()
            .clone()
    };
    assert_eq!(
        (&of("Matomo")["declared"], &of("Google")["declared"]),
        (&Value::Bool(true), &Value::Bool(false))
    );
    let rules: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["rule"].as_str().unwrap())
        .collect();
    assert_eq!(
        rules,
        [
            "observed/undeclared-recipient",
            "observed/unknown-recipient"
        ]
    );
    run(
        at,
        &[
            "observe",
            "visit.har",
            day[0],
            day[1],
            "--fail-on",
            "warning",
        ],
    )
    .exits(1);
    // The same file, stated to be of before consent.
    let ran = run(
        at,
        &["check", "--before-consent", "visit.har", day[0], day[1]],
    )
    .exits(1);
    assert!(ran.out.contains("observed/before-consent"), "{}", ran.out);
    run(at, &["check", "--observed", "visit.har", day[0], day[1]]).exits(0);
}

#[test]
fn what_was_looked_at_is_stated_in_every_format() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    write(at, "visit.har", visit(&URLS));
    let check = [
        "check",
        "--observed",
        "visit.har",
        "--as-of",
        DAY,
        "--format",
    ];
    for format in ["terminal", "sarif", "junit", "github", "gitlab", "markdown"] {
        let ran = run(at, &[&check[..], &[format]].concat()).exits(0);
        let words: String = format!("{}{}", ran.out, ran.err)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            words.contains("4 entries, 4 hosts: 1 of the organisation"),
            "{format}: {words}"
        );
    }
    let json = run(at, &[&check[..], &["json"]].concat()).exits(0).json();
    valid(&json, "check");
    let file = &json["observed"][0];
    let counts: Vec<u64> = ["hosts", "own", "parties", "vendors", "unknown"]
        .iter()
        .map(|key| file[key].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [4, 1, 1, 1, 1]);
}

#[test]
fn wrong_calls_are_refused() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    write(at, "visit.har", visit(&URLS));
    for (call, why) in [
        (vec!["observe"], "FILE"),
        (vec!["observe", "nowhere.har"], "nowhere.har"),
        (vec!["observe", "visit.har", "./visit.har"], "given twice"),
        (
            vec!["observe", "visit.har", "--before-consent", "visit.har"],
            "given twice",
        ),
        (vec!["check", "--observed", "fairnotice.yaml"], "estate"),
    ] {
        let ran = run(at, &call).refused();
        assert!(ran.err.contains(why), "{call:?}: {}", ran.err);
    }
}

#[test]
fn hosts_of_an_estate_are_hosts() {
    let folder = folder();
    let wrong = ESTATE.replace(
        "hosts: chessclub.org.uk",
        "hosts: 'https://chessclub.org.uk/x'",
    );
    write(folder.path(), "fairnotice.yaml", wrong);
    let ran = run(folder.path(), &["check", "--as-of", DAY]).refused();
    assert!(
        ran.err.contains("is no host") && ran.err.contains("write the host alone"),
        "{}",
        ran.err
    );
}

#[test]
fn the_register_of_recipients_shows_who_was_seen_and_when() {
    let folder = folder();
    let at = folder.path();
    let other = "  - {id: stripe, country: IE, vendor: stripe}\n  - {id: printer, name: Ann's Printing, country: GB}\nflows:\n  - {id: counts, from: club, to: matomo, subjects: customer, data: ip-address, purpose: web-analytics, basis: contract}\n  - {id: prints, from: club, to: printer, subjects: customer, data: name, purpose: service-provision, basis: contract}\n  - {id: pays, from: club, to: stripe, subjects: customer, data: name, purpose: service-provision, basis: contract}\n";
    write(at, "fairnotice.yaml", ESTATE.replace("flows:\n", other));
    write(
        at,
        "edges.csv",
        "destination,n,first,last\nclub.matomo.cloud,4,2026-02-01,2026-05-31\n",
    );
    let call = [
        "report",
        "recipients",
        "--as-of",
        DAY,
        "--observed",
        "edges.csv",
        "--format",
        "json",
    ];
    let json = run(at, &call).exits(0).json();
    let text = format!("{json}");
    assert!(
        text.contains("2026-02-01") && text.contains("2026-05-31"),
        "{text}"
    );
    assert!(text.contains("not seen"), "{text}");
    let ran = run(at, &["report", "ropa", "--observed", "edges.csv"]).refused();
    assert!(ran.err.contains("recipients"), "{}", ran.err);
}
