//! Whose page was visited, and what a file holds that names no host.

use super::{Directory, Observation, Owner, Phase, read};
use crate::input::SourceMap;
use crate::vendors::Vendors;

fn observed(text: &str) -> Observation {
    let mut sources = SourceMap::new();
    let seen = read("seen", text.as_bytes(), Phase::NotStated, &mut sources);
    seen.unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// A request: what it loads (`-`: the browser does not say), its address, the status, and the address that it is
/// redirected to or the kind of content.
fn visit(requests: &[(&str, &str, u16, &str)]) -> Observation {
    let entries = requests.iter().map(|(kind, url, status, answer)| {
        let kind = match *kind {
            "-" => String::new(),
            kind => format!("\"_resourceType\": \"{kind}\", "),
        };
        let answer = if (300..400).contains(status) {
            format!("\"redirectURL\": \"{answer}\"")
        } else {
            format!("\"content\": {{\"mimeType\": \"{answer}\"}}")
        };
        format!(
            "{{{kind}\"request\": {{\"method\": \"GET\", \"url\": \"{url}\"}}, \"response\": {{\"status\": {status}, {answer}}}}}"
        )
    });
    let entries: Vec<String> = entries.collect();
    observed(&format!(
        "{{\"log\": {{\"version\": \"1.2\", \"entries\": [{}]}}}}",
        entries.join(", ")
    ))
}

fn page(seen: &Observation) -> (Option<&str>, Vec<&str>) {
    let way = seen.way.iter().map(String::as_str);
    (seen.site.as_deref(), way.collect())
}

#[test]
fn only_what_loads_a_document_leads_to_the_page() {
    let image = visit(&[
        (
            "image",
            "https://px.example.net/a",
            302,
            "https://px.example.org/b",
        ),
        ("image", "https://px.example.org/b", 200, "image/gif"),
        ("document", "https://club.example/", 200, "text/html"),
        ("document", "https://frame.example.org/", 200, "text/html"),
    ]);
    assert_eq!(page(&image), (Some("club.example"), vec![]));
    // Where the browser says what it loads and none is a document, the page is not known.
    let without = visit(&[("xhr", "https://px.example.net/a", 200, "text/plain")]);
    assert_eq!(page(&without), (None, vec![]));
    // A redirect to something else than a page leads nowhere.
    let unsaid = visit(&[
        (
            "-",
            "https://px.example.net/a",
            302,
            "https://px.example.org/b",
        ),
        ("-", "https://px.example.org/b", 200, "image/gif"),
        ("-", "https://club.example/", 200, "text/html"),
    ]);
    assert_eq!(page(&unsaid), (Some("club.example"), vec![]));
}

#[test]
fn redirects_are_followed_as_browsers_write_them() {
    for (to, next) in [
        ("https://www.club.example", "https://www.club.example/"),
        ("//www.club.example/en", "https://www.club.example/en"),
        ("https://www.club.example/#top", "https://www.club.example/"),
    ] {
        let seen = visit(&[
            ("document", "https://club.example/", 301, to),
            ("document", next, 200, "text/html"),
        ]);
        let expected = (Some("www.club.example"), vec!["club.example"]);
        assert_eq!(page(&seen), expected, "{to}");
    }
    for (to, next) in [
        ("/en/", "https://club.example/en/"),
        ("en", "https://club.example/a/en"),
    ] {
        let seen = visit(&[
            ("document", "https://club.example/a/b?c", 302, to),
            ("document", next, 302, "https://www.club.example/"),
            ("document", "https://www.club.example/", 200, "text/html"),
        ]);
        let expected = (Some("www.club.example"), vec!["club.example"]);
        assert_eq!(page(&seen), expected, "{to}");
    }
}

#[test]
fn a_vendor_that_leads_to_the_page_is_no_host_of_its_own() {
    let seen = visit(&[
        (
            "document",
            "https://club.us1.list-manage.com/track",
            302,
            "https://www.club-site.org/",
        ),
        ("document", "https://www.club-site.org/", 200, "text/html"),
    ]);
    let vendors = Vendors::builtin().unwrap();
    let directory = Directory::of_vendors(&vendors);
    let owner = directory.owner("club.us1.list-manage.com", &seen);
    assert!(
        matches!(owner, Owner::Vendor(it) if it.id == "mailchimp"),
        "{owner:?}"
    );
    assert!(matches!(
        directory.owner("www.club-site.org", &seen),
        Owner::Own
    ));
}

#[test]
fn a_name_of_a_cookie_that_anybody_uses_is_of_no_vendor() {
    let vendors = Vendors::builtin().unwrap();
    for name in [
        "PLAY_SESSION",
        "auth_token",
        "user_session",
        "remember_me",
        "sessionid",
        "session",
        "token",
        "lang",
        "locale",
        "cart",
        "Cart",
        "csrftoken",
        "connect.sid",
        "PHPSESSID",
        "JSESSIONID",
        "uid",
        "login",
        "theme",
        "ABSELB",
    ] {
        let vendor = vendors.of_cookie(name).map(|it| it.id.as_str());
        assert_eq!(vendor, None, "{name}");
    }
}

#[test]
fn what_names_no_host_is_counted() {
    let visit = visit(&[
        ("document", "https://club.example/", 200, "text/html"),
        ("xhr", "https:\\\\\\\\px.example.net", 200, "text/plain"),
        ("xhr", "//px.example.net/a", 200, "text/plain"),
        ("image", "data:image/png;base64,AA", 200, "image/png"),
    ]);
    assert_eq!((visit.events, visit.nameless), (3, 2));
    let traces = observed(
        r#"{"resourceSpans": [{"scopeSpans": [{"spans": [
            {"kind": 3, "attributes": [{"key": "rpc.service", "value": {"stringValue": "S3"}}]},
            {"kind": 3, "attributes": [{"key": "network.peer.address", "value": {"stringValue": "192.0.2.7"}}]},
            {"kind": 1, "attributes": []}]}]}]}"#,
    );
    assert_eq!((traces.events, traces.nameless), (3, 1));
    let output = |namespace: &str| {
        let text = format!(
            "{{\"eventTime\": \"2026-05-01T08:00:00Z\", \"eventType\": \"COMPLETE\", \"run\": {{}}, \"outputs\": \
             [{{\"namespace\": \"{namespace}\", \"name\": \"t\"}}]}}"
        );
        let seen = observed(&text);
        let hosts: Vec<String> = seen.seen.iter().map(|it| it.host.clone()).collect();
        (hosts.join(" "), seen.nameless)
    };
    for (namespace, host) in [
        (
            "kafka://b1.example.net:9092,b2.example.net:9092",
            "b1.example.net",
        ),
        (
            "jdbc:oracle:thin:@//db.example.net:1521/x",
            "db.example.net",
        ),
        ("jdbc:oracle:thin:@db.example.net:1521:x", "db.example.net"),
        (
            "jdbc:sqlserver://db.example.net:1433;databaseName=x",
            "db.example.net",
        ),
    ] {
        assert_eq!(output(namespace), (host.to_owned(), 0), "{namespace}");
    }
    assert_eq!(output("orders"), (String::new(), 1));
}
