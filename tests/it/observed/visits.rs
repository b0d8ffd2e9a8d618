//! A visit that a real browser saved (Chromium, by Playwright), to a page with a redirect, a subdomain of its own, a
//! font, a counter with a cookie, a beacon and a video; and that a visit to an estate which declares what it does
//! raises nothing.

use crate::support::root;
use crate::support::run::{DAY, folder, run, write};

use super::verbs::visit;

const ESTATE: &str = "\
name: Chess Club
controller: club
parties:
  - {id: club, name: Chess Club, country: GB}
  - {id: matomo, country: NZ, vendor: matomo}
  - {id: google, name: Google Ireland Limited, country: IE}
  - {id: aws, name: Amazon Web Services EMEA SARL, country: LU}
systems:
  - {id: pages, name: Our pages, operator: club, hosting: GB, hosts: [chess-assets.net, d111.cloudfront.net]}
flows:
  - {id: visits, from: data-subjects, to: pages, subjects: customer, data: ip-address, purpose: service-provision,
     basis: contract}
";

fn browser() -> String {
    std::fs::read_to_string(root().join("tests/it/observed/browser.har")).unwrap()
}

fn flow(to: &str) -> String {
    format!(
        "  - {{id: to-{to}, from: data-subjects, to: {to}, subjects: customer, data: ip-address, purpose: web-analytics,\n     basis: consent, consent: {{record: per-person, alternative: true}}}}\n"
    )
}

/// The rules of the family that find something, with the first words of their messages.
fn found(estate: &str, visit: &str) -> Vec<String> {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate);
    write(folder.path(), "visit.har", visit);
    let call = [
        "observe",
        "visit.har",
        "--as-of",
        DAY,
        "--format",
        "json",
        "--fail-on",
        "never",
    ];
    let json = run(folder.path(), &call).exits(0).json();
    let findings = json["findings"].as_array().unwrap().iter();
    let words = findings.map(|it| {
        let message = it["message"]
            .as_str()
            .unwrap()
            .split(" received")
            .next()
            .unwrap();
        format!("{} {message}", it["rule"].as_str().unwrap())
    });
    words.collect()
}

#[test]
fn a_visit_of_a_real_browser_shows_who_is_called() {
    assert_eq!(
        found(ESTATE, &browser()),
        [
            "observed/undeclared-recipient InnoCraft Limited (Matomo Cloud)",
            "observed/undeclared-recipient Google Ireland Limited (Google Analytics, Google Fonts, YouTube)",
        ]
    );
}

#[test]
fn a_visit_to_pages_that_are_declared_raises_nothing() {
    let declared = format!("{ESTATE}{}{}", flow("matomo"), flow("google"));
    assert_eq!(found(&declared, &browser()), [""; 0]);
}

#[test]
fn subdomains_and_hosts_of_ones_own_systems_raise_nothing() {
    let own = visit(&[
        "https://www.chessclub.org.uk/",
        "https://img.static.chessclub.org.uk/a.png",
        "https://chess-assets.net/a.js",
        "https://eu.chess-assets.net/b.js",
        "https://d111.cloudfront.net/c.js",
        "http://localhost:9000/dev",
        "https://printer.local/x",
        "chrome-extension://abcdef/x.js",
        "data:text/plain,hello",
    ]);
    assert_eq!(found(ESTATE, &own), [""; 0]);
    // A host that looks like one's own is not.
    let like = visit(&[
        "https://www.chessclub.org.uk/",
        "https://notchessclub.org.uk/",
        "https://d222.cloudfront.net/x",
    ]);
    assert_eq!(
        found(ESTATE, &like),
        [
            "observed/undeclared-recipient Amazon Web Services EMEA SARL",
            "observed/unknown-recipient notchessclub.org.uk",
        ]
    );
}
