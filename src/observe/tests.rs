//! Every format, read from a small file of its kind: what is kept, what is not, and what a wrong file is called.

use super::{Directory, Lifetime, Observation, Owner, Phase, SeenKind, read};
use crate::input::{InputError, SourceMap};
use crate::vendors::Vendors;

fn observed(text: &str) -> (Observation, SourceMap) {
    let mut sources = SourceMap::new();
    let seen = read("seen", text.as_bytes(), Phase::NotStated, &mut sources);
    (seen.unwrap_or_else(|errors| panic!("{errors:?}")), sources)
}

fn wrong(text: &str) -> (Vec<InputError>, SourceMap) {
    let mut sources = SourceMap::new();
    let seen = read("seen", text.as_bytes(), Phase::NotStated, &mut sources);
    (seen.unwrap_err(), sources)
}

/// `kind host count`, and the name and days of cookies.
fn rows(seen: &Observation) -> Vec<String> {
    let row = |it: &super::Seen| {
        let cookie = it.cookie.as_ref().map_or(String::new(), |cookie| {
            let days = cookie.lifetime.days();
            format!(
                " {} {}",
                cookie.name,
                days.map_or("?".to_owned(), |it| it.to_string())
            )
        });
        format!("{} {} {}{cookie}", it.kind.as_str(), it.host, it.count)
    };
    seen.seen.iter().map(row).collect()
}

/// Every place shows the host or the name of the cookie, or nothing.
fn places_are_right(seen: &Observation, sources: &SourceMap) {
    for it in &seen.seen {
        let shown = sources.text(it.span).to_lowercase();
        let cookie = it.cookie.as_ref().map(|cookie| cookie.name.to_lowercase());
        assert!(
            shown == it.host || Some(&shown) == cookie.as_ref() || it.host.contains(shown.as_str()),
            "{shown} at {}",
            it.host
        );
    }
}

const HAR: &str = r#"{"log": {"version": "1.2", "creator": {"name": "t"}, "pages": [{"id": "p", "title": "https://www.club.example"}],
"comment": "before consent",
"entries": [
 {"startedDateTime": "2026-05-01T08:00:00Z", "request": {"method": "GET", "url": "http://club.org/?token=SECRET1", "headers": [{"name": "Authorization", "value": "Bearer SECRET2"}], "headersSize": 10, "bodySize": 0},
  "response": {"status": 301, "redirectURL": "https://www.club-site.org/?a=SECRET3", "headers": [], "cookies": [], "headersSize": 5, "bodySize": 0}},
 {"startedDateTime": "2026-05-01T08:00:01Z", "request": {"method": "GET", "url": "https://www.club-site.org/?a=SECRET3"},
  "response": {"status": 200, "redirectURL": "", "headers": [{"name": "set-cookie", "value": "sid=SECRET4; Path=/\n_ga=GA1.SECRET5; Max-Age=63072000; Domain=.club-site.org"}], "cookies": [{"name": "sid", "value": "SECRET4"}], "content": {"mimeType": "text/html", "text": "mail ann@club.org SECRET6"}}},
 {"startedDateTime": "2026-05-01T08:00:02Z", "request": {"method": "POST", "url": "https://region1.google-analytics.com/g/collect?cid=SECRET7", "postData": {"text": "SECRET8"}},
  "response": {"status": 204, "cookies": [{"name": "IDE", "value": "SECRET9", "domain": ".doubleclick.net", "expires": "2027-05-01T08:00:02Z"}], "headers": []}},
 {"startedDateTime": "2026-05-02T08:00:02Z", "request": {"method": "POST", "url": "https:\/\/region1.google-analytics.com\/g\/collect"}, "response": {"status": 204}},
 {"startedDateTime": "2026-05-01T08:00:03Z", "request": {"method": "GET", "url": "https://ads.example.com/x"}, "response": {"status": 0, "_error": "net::ERR_BLOCKED_BY_CLIENT"}},
 {"startedDateTime": "2026-05-01T08:00:03Z", "request": {"method": "GET", "url": "data:image/png;base64,SECRETA"}, "response": {"status": 200}},
 {"startedDateTime": null, "request": {"method": "SECRETB", "url": "https://cdn.example.net/lib.js"}}
]}}"#;

#[test]
fn a_visit_is_hosts_counts_and_cookies_and_nothing_else() {
    let (seen, sources) = observed(HAR);
    assert_eq!(
        rows(&seen),
        [
            "request cdn.example.net 1",
            "cookie club-site.org 1 _ga 730",
            "request club.org 1",
            "cookie doubleclick.net 1 IDE 365",
            "request region1.google-analytics.com 2",
            "request www.club-site.org 1",
            "cookie www.club-site.org 1 sid 0",
        ]
    );
    assert_eq!((seen.events, seen.unsent), (6, 1));
    assert_eq!(seen.site.as_deref(), Some("www.club-site.org"));
    assert_eq!(seen.way, ["club.org"]);
    places_are_right(&seen, &sources);
    let collect = &seen.seen[4];
    assert_eq!(collect.method, Some("POST"));
    assert_eq!(collect.phase, Phase::BeforeConsent);
    let day = |at: Option<jiff::Timestamp>| at.map(|at| at.strftime("%F").to_string());
    assert_eq!(day(collect.first).as_deref(), Some("2026-05-01"));
    assert_eq!(day(collect.last).as_deref(), Some("2026-05-02"));
    assert_eq!(
        seen.seen[0].method, None,
        "a word that is no method is not kept"
    );
    let kept = format!("{seen:?} {}", sources.file(seen.file).unwrap().text());
    for planted in ["SECRET", "ann@", "Bearer", "/g/collect", "token"] {
        assert!(!kept.contains(planted), "{planted}");
    }
    assert_eq!(sources.file(seen.file).unwrap().text().len(), HAR.len());
}

const INSPECTION: &str = r#"{"title": "t", "uri_ins": "https://club.org/a?b=SECRET", "uri_refs": [], "uri_dest": "https://www.club.org/", "uri_redirects": [],
 "start_time": "2026-05-01T08:00:00Z", "end_time": "2026-05-01T08:01:00Z",
 "cookies": [{"name": "_pk_id.1", "value": "SECRET", "domain": "www.club.org", "expiresDays": 393.2, "session": false},
             {"name": "s", "value": "SECRET", "domain": "stats.example.net", "expires": -1, "session": true}],
 "localStorage": {"https://www.club.org": {"user": {"value": "SECRET"}, "b": {"value": 1}}},
 "beacons": [{"url": "https://stats.example.net/p?x=SECRET", "occurrances": 3}],
 "links": {"thirdParty": [{"href": "https://never.example.com/"}]},
 "hosts": {"requests": {"firstParty": ["www.club.org"], "thirdParty": ["stats.example.net", "cdn.example.com:8443"]}, "links": {"thirdParty": ["never.example.com"]}}}"#;

#[test]
fn an_inspection_is_the_hosts_of_requests_and_what_was_stored() {
    let (seen, sources) = observed(INSPECTION);
    let expected = [
        "request cdn.example.com 1",
        "request stats.example.net 3",
        "cookie stats.example.net 1 s 0",
        "request www.club.org 1",
        "cookie www.club.org 1 _pk_id.1 394",
        "storage www.club.org 2",
    ];
    assert_eq!(rows(&seen), expected);
    assert_eq!(seen.site.as_deref(), Some("www.club.org"));
    assert_eq!(seen.way, ["club.org"]);
    places_are_right(&seen, &sources);
    let text = sources.file(seen.file).unwrap().text();
    assert!(
        !text.contains("SECRET") && !text.contains("never"),
        "{text}"
    );
    // The same as YAML.
    let value: serde_json::Value = serde_json::from_str(INSPECTION).unwrap();
    let serde_json::Value::Object(map) = value else {
        panic!()
    };
    let lines: Vec<String> = map
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    let (yaml, sources) = observed(&lines.join("\n"));
    assert_eq!(rows(&yaml), expected);
    places_are_right(&yaml, &sources);
}

#[test]
fn traces_are_the_hosts_that_services_call() {
    let span = |kind: &str, attributes: &str| {
        format!(
            r#"{{"name": "SECRET", "kind": {kind}, "startTimeUnixNano": "1777622400000000000", "endTimeUnixNano": "1777622401000000000", "attributes": [{attributes}]}}"#
        )
    };
    let text = |key: &str, value: &str| {
        format!(r#"{{"key": "{key}", "value": {{"stringValue": "{value}"}}}}"#)
    };
    let spans = [
        span(
            "3",
            &[
                text("server.address", "api.stripe.com"),
                text("http.request.method", "POST"),
                text("url.full", "https://api.stripe.com/v1?key=SECRET"),
            ]
            .join(","),
        ),
        span(
            "\"SPAN_KIND_CLIENT\"",
            &[text("http.url", "https://u:SECRET@api.stripe.com/v1/x")].join(","),
        ),
        span("2", &text("server.address", "www.club.org")),
        span("3", &text("peer.service", "payments")),
        span(
            "4",
            &[
                text("net.peer.name", "queue.example.net"),
                text("geo.country.iso_code", "US"),
            ]
            .join(","),
        ),
    ]
    .join(",");
    let document = format!(
        r#"{{"resourceSpans": [{{"resource": {{"attributes": [{}]}}, "scopeSpans": [{{"spans": [{spans}]}}]}}]}}"#,
        text("service.name", "shop")
    );
    let (seen, sources) = observed(&document);
    let expected = [
        "span api.stripe.com 1",
        "span api.stripe.com 1",
        "span payments 1",
        "span queue.example.net 1",
    ];
    assert_eq!(rows(&seen), expected);
    assert_eq!(seen.events, 5);
    assert_eq!(seen.seen[0].source.as_deref(), Some("shop"));
    assert_eq!(
        seen.seen[3]
            .country
            .map(|it| it.as_str().to_owned())
            .as_deref(),
        Some("US")
    );
    places_are_right(&seen, &sources);
    assert!(!sources.file(seen.file).unwrap().text().contains("SECRET"));
    // A line for each document, as the file exporter writes them.
    let (twice, _) = observed(&format!("{document}\n{document}\n"));
    assert_eq!(rows(&twice).len(), 4);
    assert_eq!(twice.seen[0].count, 2);
}

#[test]
fn lineage_is_where_datasets_are_written_with_the_marks_of_their_columns() {
    let event = |kind: &str| {
        format!(
            r#"{{"eventType": "{kind}", "eventTime": "2026-05-01T08:00:00Z", "run": {{"runId": "1"}}, "job": {{"namespace": "n", "name": "SECRET"}},
 "inputs": [{{"namespace": "postgres://u:SECRET@db.internal:5432", "name": "people", "facets": {{"tags": {{"tags": [{{"key": "pii", "value": "true", "source": "x", "field": "email"}}, {{"key": "other", "value": "1", "source": "x", "field": "size"}}]}}}}}}],
 "outputs": [{{"namespace": "snowflake://acme-one", "name": "mart.people", "facets": {{"columnLineage": {{"fields": {{"mail": {{"inputFields": [{{"namespace": "postgres://u:SECRET@db.internal:5432", "name": "people", "field": "email"}}]}}}}}}}}}},
             {{"namespace": "mysql://warehouse.example.com:3306", "name": "t"}}]}}"#
        )
        .replace('\n', "")
    };
    let lines = format!("{}\n{}\n", event("START"), event("COMPLETE"));
    let (seen, sources) = observed(&lines);
    assert_eq!(
        rows(&seen),
        [
            "dataset snowflakecomputing.com 1",
            "dataset warehouse.example.com 1"
        ]
    );
    assert_eq!(seen.seen[0].tags, ["pii"]);
    assert!(seen.seen[1].tags.is_empty());
    assert!(!sources.file(seen.file).unwrap().text().contains("SECRET"));
}

#[test]
fn edges_are_read_from_tables_and_lines() {
    let table = "source,destination,kind,n,bytes,first,last,country,phase,note\n\
                 shop,api.example.com,request,40,1000,2026-05-01,2026-05-31,US,after-consent,\"a, SECRET\"\n\
                 203.0.113.77,\"https://api.example.com/x?SECRET\",request,2,,1777622400,,US,after-consent,\n\
                 shop,198.51.100.4,,1,1,,,,,\n";
    let (seen, sources) = observed(table);
    assert_eq!(
        rows(&seen),
        [
            "edge 198.51.100.4 1",
            "request api.example.com 2",
            "request api.example.com 40"
        ]
    );
    assert_eq!(
        seen.seen[1].source, None,
        "addresses of people are not kept"
    );
    assert_eq!(
        (seen.seen[2].bytes, seen.seen[2].phase),
        (1000, Phase::AfterConsent)
    );
    places_are_right(&seen, &sources);
    let text = sources.file(seen.file).unwrap().text();
    assert!(
        !text.contains("SECRET") && !text.contains("203.0.113.77"),
        "{text}"
    );
    let lines = "{\"source\": \"shop\", \"destination\": \"api.example.com\", \"kind\": \"request\", \"n\": 40, \"bytes\": 1000, \"first\": \"2026-05-01\", \"last\": null, \"country\": \"US\"}\n\
                 {\"destination\": \"198.51.100.4\", \"n\": 1}\n";
    let (seen, sources) = observed(lines);
    assert_eq!(
        rows(&seen),
        ["edge 198.51.100.4 1", "request api.example.com 40"]
    );
    places_are_right(&seen, &sources);
}

#[test]
fn what_is_wrong_with_edges_is_said_row_by_row_without_their_values() {
    let (errors, sources) = wrong(
        "source,destination,n\na,https://x y/,1\nb,b.example.com,SECRET\nc,c.example.com,1,2\n",
    );
    let lines: Vec<u32> = errors
        .iter()
        .map(|it| sources.locate(it.span.unwrap()).unwrap().1.line)
        .collect();
    assert_eq!(lines, [2, 3, 4]);
    assert!(
        errors
            .iter()
            .all(|it| it.help.is_some() && !it.message.contains("SECRET"))
    );
    let (errors, _) =
        wrong("{\"destination\": \"a.example.com\", \"n\": 1}\n{\"destination\": SECRET}\n");
    assert!(!errors[0].message.contains("SECRET"), "{errors:?}");
}

#[test]
fn a_visit_that_breaks_off_is_none() {
    let cut: String = HAR.chars().take(HAR.len() / 2).collect();
    let (errors, sources) = wrong(&cut);
    assert_eq!(
        errors[0].message,
        "this is a visit (HAR) that breaks off here"
    );
    assert!(!sources.text(errors[0].span.unwrap()).contains("SECRET"));
    assert!(
        !sources
            .file(errors[0].span.unwrap().file)
            .unwrap()
            .text()
            .contains("SECRET")
    );
}

#[test]
fn a_file_of_another_kind_is_named_with_what_to_do() {
    for (text, what, instead) in [
        ("", "empty", "HAR"),
        ("{\"lighthouseVersion\": \"12\"}", "Lighthouse", "HAR"),
        (
            "{\"data\": [{\"traceID\": \"1\", \"processes\": {}}]}",
            "Jaeger",
            "OTLP",
        ),
        ("{\"resourceMetrics\": []}", "metrics", "traces"),
        (
            "{\"terraform_version\": \"1.9\", \"resource_changes\": []}",
            "plan",
            "--deployed",
        ),
        (
            "version account-id interface-id srcaddr dstaddr srcport\n2 1 e 1.2.3.4 5.6.7.8 443\n",
            "flow log",
            "count",
        ),
        (
            "1.2.3.4 - - [01/May/2026:08:00:00 +0000] \"GET /?SECRET HTTP/1.1\" 200 1\n",
            "access log",
            "count",
        ),
        ("<!doctype html><title>SECRET</title>", "a page", "HAR"),
        ("SECRET words\n", "no file of what was seen", "HAR"),
    ] {
        let (errors, sources) = wrong(text);
        let [error] = errors.as_slice() else {
            panic!("{errors:?}")
        };
        assert!(error.message.contains(what), "{}", error.message);
        assert!(error.help.as_ref().unwrap().contains(instead), "{error:?}");
        assert!(
            !sources
                .file(error.span.unwrap().file)
                .unwrap()
                .text()
                .contains("SECRET")
        );
    }
    let mut sources = SourceMap::new();
    let errors = read(
        "a.har",
        b"PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        Phase::NotStated,
        &mut sources,
    )
    .unwrap_err();
    assert!(
        errors[0].help.as_ref().unwrap().contains("unpack"),
        "{errors:?}"
    );
}

#[test]
fn hosts_belong_to_vendors_of_the_table_or_to_nobody() {
    let (seen, _) = observed(HAR);
    let vendors = Vendors::builtin().unwrap();
    let directory = Directory::of_vendors(&vendors);
    let owner = |host: &str| match directory.owner(host, &seen) {
        Owner::Own => "own".to_owned(),
        Owner::Vendor(vendor) => vendor.id.clone(),
        Owner::Company(name) => name.to_owned(),
        Owner::Nobody(domain) => format!("nobody {domain}"),
        Owner::Inside => "inside".to_owned(),
        Owner::Party(_) => "party".to_owned(),
    };
    for (host, expected) in [
        ("static.club-site.org", "own"),
        ("club.org", "own"),
        ("region1.google-analytics.com", "google-analytics"),
        // No vendor has these hosts; all that has one below the domain is of one company.
        ("www.google.com", "Alphabet Inc."),
        ("jnn-pa.googleapis.com", "Alphabet Inc."),
        ("a.b.example.co.uk", "nobody example.co.uk"),
        ("localhost", "inside"),
    ] {
        assert_eq!(owner(host), expected, "{host}");
    }
    let cookie = directory.owner_of_cookie("_gid", "www.club-site.org", &seen);
    assert!(matches!(cookie, Owner::Vendor(vendor) if vendor.id == "google-analytics"));
    assert!(matches!(
        directory.owner_of_cookie("sid", "www.club-site.org", &seen),
        Owner::Own
    ));
}

#[test]
fn lifetimes_are_whole_days() {
    assert_eq!(Lifetime::Session.days(), Some(0));
    assert_eq!(Lifetime::Seconds(1).days(), Some(1));
    assert_eq!(Lifetime::Seconds(86_400).words(), "for 1 day");
    assert_eq!(Lifetime::NotStated.days(), None);
    assert_eq!(SeenKind::Request.counted(2), "2 requests");
}
