//! Of a visit or a log nothing leaves but hosts, methods, times, counts, sizes, and names and lifetimes of cookies. The
//! files hold secrets everywhere else, and every output in every format is searched for them.

use std::path::Path;

use crate::support::run::{DAY, folder, run, write};

/// Words that are planted in the files, each wherever such a thing is in a real file.
const PLANTED: [&str; 14] = [
    "hunter2",
    "ann.smith",
    "eyJhbGciOi",
    "sess-41c2e9",
    "Bearer",
    "GA1.2.9981",
    "qs-secret",
    "body-secret",
    "frag-secret",
    "203.0.113.77",
    "Mozilla",
    "/account/ann",
    "job-secret",
    "referrer-secret",
];

const ESTATE: &str = "\
name: Chess Club
controller: club
parties:
  - {id: club, name: Chess Club, country: GB, hosts: chessclub.org.uk}
  - {id: matomo, country: NZ, vendor: matomo}
notice:
  text: We count visits with the help of InnoCraft Limited. The cookie club_visit stays for 6 months.
  statements:
    - {id: counts, quote: with the help of InnoCraft Limited, shares: {with: matomo}}
    - {id: cookie, quote: The cookie club_visit stays for 6 months., retains: {for: P6M, data: identifier}}
flows:
  - {id: visits, from: data-subjects, to: matomo, subjects: customer, data: ip-address, purpose: web-analytics,
     basis: consent, consent: {record: per-person}}
";

fn visit() -> String {
    let headers = r#"[{"name": "Authorization", "value": "Bearer eyJhbGciOi.x"}, {"name": "Cookie", "value": "sid=sess-41c2e9"}, {"name": "User-Agent", "value": "Mozilla/5.0"}, {"name": "Referer", "value": "https://referrer-secret.example/x"}]"#;
    let entry = |url: &str, more: &str| {
        format!(
            r#"{{"startedDateTime": "2026-05-01T08:00:00Z", "serverIPAddress": "203.0.113.77", "request": {{"method": "POST", "url": "{url}", "headers": {headers},
 "cookies": [{{"name": "sid", "value": "sess-41c2e9"}}], "queryString": [{{"name": "q", "value": "qs-secret"}}],
 "postData": {{"text": "user=ann.smith@example.org&password=hunter2 body-secret"}}}},
 "response": {{"status": 200, "headers": [{{"name": "set-cookie", "value": "club_visit=GA1.2.9981; Max-Age=63072000"}}], "cookies": [],
 "content": {{"mimeType": "text/html", "text": "body-secret ann.smith@example.org"}}}}{more}}}"#
        )
    };
    format!(
        r#"{{"log": {{"version": "1.2", "creator": {{"name": "ann.smith"}}, "comment": "ann.smith wrote this", "entries": [{}, {}, {}, {}]}}}}"#,
        entry(
            "https://www.chessclub.org.uk/account/ann.smith@example.org?q=qs-secret#frag-secret",
            ""
        ),
        entry(
            "https://ann.smith:hunter2@club.matomo.cloud/matomo.php?uid=qs-secret",
            ""
        ),
        entry(
            "https://cdn.nobody-knows.net/account/ann?token=eyJhbGciOi",
            ""
        ),
        entry(
            "https://region1.google-analytics.com/g/collect?cid=GA1.2.9981",
            r#", "_initiator": {"url": "https://referrer-secret.example"}"#
        ),
    )
}

fn files() -> Vec<(&'static str, String)> {
    let span = r#"{"name": "GET /account/ann", "kind": 3, "startTimeUnixNano": "1777622400000000000", "attributes": [{"key": "url.full", "value": {"stringValue": "https://u:hunter2@api.stripe.com/v1?k=qs-secret"}}, {"key": "enduser.id", "value": {"stringValue": "ann.smith@example.org"}}, {"key": "client.address", "value": {"stringValue": "203.0.113.77"}}]}"#;
    vec![
        ("visit.har", visit()),
        ("policy.txt", "Content-Security-Policy: default-src 'self' https://cdn.nobody-knows.net/account/ann?x=qs-secret; script-src 'nonce-hunter2'\n".to_owned()),
        ("traces.json", format!(r#"{{"resourceSpans": [{{"resource": {{"attributes": [{{"key": "service.name", "value": {{"stringValue": "shop"}}}}]}}, "scopeSpans": [{{"spans": [{span}]}}]}}]}}"#)),
        ("lineage.json", r#"{"eventType": "COMPLETE", "eventTime": "2026-05-01T08:00:00Z", "run": {"runId": "1"}, "job": {"namespace": "x", "name": "job-secret"}, "inputs": [], "outputs": [{"namespace": "postgres://ann.smith:hunter2@db.nobody-knows.net:5432", "name": "body-secret", "facets": {"tags": {"tags": [{"key": "owner", "value": "ann.smith@example.org", "source": "x"}]}}}]}"#.to_owned()),
        ("edges.csv", "source,destination,kind,n,bytes,first,last,note\n203.0.113.77,https://cdn.nobody-knows.net/account/ann?qs-secret,request,3,10,2026-05-01,2026-05-02,ann.smith@example.org hunter2\n".to_owned()),
        ("edges.ndjson", "{\"source\": \"203.0.113.77\", \"destination\": \"cdn.nobody-knows.net\", \"n\": 3, \"note\": \"hunter2\"}\n".to_owned()),
        ("inspection.json", r#"{"uri_ins": "https://www.chessclub.org.uk/account/ann?q=qs-secret", "uri_dest": "https://www.chessclub.org.uk/", "uri_refs": [], "browser": {"user_agent": "Mozilla/5.0"}, "cookies": [{"name": "club_visit", "value": "sess-41c2e9", "domain": "www.chessclub.org.uk", "expiresDays": 730, "log": {"location": "https://x/qs-secret"}}], "localStorage": {"https://www.chessclub.org.uk": {"user": {"value": "ann.smith@example.org"}}}, "beacons": [{"url": "https://region1.google-analytics.com/c?uid=ann.smith", "occurrances": 2}], "hosts": {"requests": {"firstParty": ["www.chessclub.org.uk"], "thirdParty": ["region1.google-analytics.com"]}}}"#.to_owned()),
    ]
}

fn searched(text: &str, what: &str) {
    for planted in PLANTED {
        assert!(!text.contains(planted), "{planted} is in {what}:\n{text}");
    }
}

#[test]
fn no_output_holds_anything_else_of_what_was_seen() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    let files = files();
    let mut named = Vec::new();
    for (name, text) in &files {
        write(at, name, text);
        named.extend(["--observed", name]);
    }
    let check = [&["check", "--as-of", DAY, "--fail-on", "never"][..], &named].concat();
    for format in [
        "terminal", "json", "sarif", "junit", "github", "gitlab", "markdown", "concise", "agent",
    ] {
        let ran = run(at, &[&check[..], &["--format", format]].concat()).exits(0);
        searched(&format!("{}{}", ran.out, ran.err), format);
        // The search would find nothing in an empty report either.
        assert!(
            ran.out.contains("nobody-knows.net"),
            "{format}: {}",
            ran.out
        );
    }
    let baseline = [&check[..], &["--write-baseline", "baseline.json"]].concat();
    run(at, &baseline).exits(0);
    let listed: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let observe = [
        &["observe", "--as-of", DAY, "--fail-on", "never"][..],
        &listed,
    ]
    .concat();
    for format in ["terminal", "json"] {
        let ran = run(at, &[&observe[..], &["--format", format]].concat()).exits(0);
        searched(&format!("{}{}", ran.out, ran.err), format);
        assert!(
            ran.out.contains("nobody-knows.net"),
            "{format}: {}",
            ran.out
        );
    }
    explained(at, &check, &named);
    let outputs = [
        "--output",
        "seen.json",
        "--output",
        "seen.sarif",
        "--output",
        "seen.md",
    ];
    run(at, &[&check[..], &outputs].concat()).exits(0);
    for name in ["baseline.json", "seen.json", "seen.sarif", "seen.md"] {
        searched(&std::fs::read_to_string(at.join(name)).unwrap(), name);
    }
}

/// Explains every finding of a check.
fn explained(at: &Path, check: &[&str], named: &[&str]) {
    let ran = run(at, &[check, &["--format", "json"]].concat());
    let report = ran.json();
    let findings = report["findings"].as_array().unwrap();
    let own = findings
        .iter()
        .filter(|it| it["rule"].as_str().unwrap().starts_with("observed/"));
    let ids: Vec<&str> = own.map(|it| it["id"].as_str().unwrap()).collect();
    assert!(ids.len() >= 4, "{report}");
    for id in ids {
        let ran = run(at, &[&["explain", id, "--as-of", DAY][..], named].concat()).exits(0);
        searched(&format!("{}{}", ran.out, ran.err), id);
    }
}

#[test]
fn no_error_shows_a_line_of_a_file_that_is_wrong() {
    let folder = folder();
    let at = folder.path();
    let visit = visit();
    let half: String = visit.chars().take(visit.chars().count() / 2).collect();
    for (name, text) in [
        ("half.har", half),
        ("shape.har", r#"{"log": {"version": "1.2", "entries": [{"request": "hunter2 ann.smith"}]}}"#.to_owned()),
        ("edges.csv", "source,destination,n\nshop,hunter2 ann.smith/,1\nshop,a.example.org,hunter2\n".to_owned()),
        ("edges.ndjson", "{\"destination\": \"a.example.org\", \"n\": \"hunter2\"}\n{\"destination\": hunter2}\n".to_owned()),
        ("access.log", "203.0.113.77 - ann.smith [01/May/2026:08:00:00 +0000] \"GET /account/ann?qs-secret HTTP/1.1\" 200 1 \"-\" \"Mozilla\"\n".to_owned()),
        ("nothing.txt", "hunter2 ann.smith\n".to_owned()),
        ("lineage.json", "{\"eventTime\": \"2026-05-01\", \"run\": {}, \"outputs\": [hunter2]}".to_owned()),
        ("inspection.yml", "uri_ins: https://x.org\nuri_dest: [hunter2\nuri_refs: }\n".to_owned()),
    ] {
        write(at, name, text);
        let ran = run(at, &["observe", name]).refused();
        searched(&ran.err, name);
        assert!(ran.err.contains("help"), "{name}: {}", ran.err);
    }
}
