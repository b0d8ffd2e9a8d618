//! Edges as `fairnotice-observe` writes them, which its own tests hold it to.

use crate::support::root;
use crate::support::run::{DAY, run};

#[test]
fn edges_of_logs_are_read_in_both_formats() {
    let folder = root().join("crates/observe/tests/edges");
    let seen = |file: &str| {
        let call = ["observe", file, "--as-of", DAY, "--format", "json"];
        let json = run(&folder, &call).exits(0).json();
        // What is left out has no host.
        assert_eq!(json["files"][0]["hosts"], 3, "{json}");
        let all = json["seen"].as_array().unwrap().iter();
        all.map(|it| {
            let host = &it["hosts"][0];
            let parts = ["host", "counts", "bytes", "first", "last"];
            parts.map(|part| host[part].to_string()).join(" ")
        })
        .collect::<Vec<_>>()
    };
    let table = seen("edges.csv");
    assert_eq!(table, seen("edges.ndjson"));
    let google = table.iter().find(|it| it.contains("google-analytics"));
    assert_eq!(
        google.map(String::as_str),
        Some(
            "\"region1.google-analytics.com\" {\"request\":2} 902 \"2026-05-01T08:00:00.123456Z\" \
             \"2026-05-02T08:00:00Z\""
        )
    );
}
