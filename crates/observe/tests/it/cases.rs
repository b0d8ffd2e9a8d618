//! Inputs of each kind with what engines are likely to read differently: times with and without zones, values that are
//! not there or none, addresses of IPv6, texts that are long, and a shard that was delivered twice.

use std::fs;

use crate::flows::write_flows;
use crate::support::{Folder, table};

const AWS: &str = "\
srcaddr dstaddr pkt-dstaddr srcport dstport bytes start end action flow-direction
10.0.0.5 203.0.113.7 - 40000 443 5 1777593600 1777593660 ACCEPT egress
10.0.0.5 203.0.113.7 2001:db8::7 40000 443 +5 1777593600 99999999999999 ACCEPT -
10.0.0.5 203.0.113.7 - - - - -1 - - -
10.0.0.5 203.0.113.7 - 443 40000 1.5 1777593600 1777593660 ACCEPT egress
10.0.0.5 203.0.113.7 - x 443 9999999999999999999999 1777593600 1777593660 REJECT egress
- - - - - - 1777593600 1777593660 - -
";

const AZURE: &str = r#"{"records": [{"flowRecords": {"flows": [{"flowGroups": [{"flowTuples": [
    "1777593600123,10.0.0.6,192.0.2.180,23956,443,6,O,E,NX,3,767,2,1580", "soon", "", null,
    "1777593600123,10.0.0.6,2001:db8::1,23956,443,6,O,D,NX,0,0,0,0"]}]}, {"flowGroups": []}]}},
    {"flowRecords": null}]}"#;

const TIMES: [&str; 10] = [
    "2026-05-01T02:00:00+02:00",
    "2026-05-01T00:00:00.123456789Z",
    "2026-05-01T00:00:00.5",
    "2026-05-01 00:00:00-05:30",
    "2026-05-01",
    "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z",
    "2026-02-30T00:00:00Z",
    "soon",
    "",
];

const HOSTS: [&str; 16] = [
    "API.Example.org:443",
    "[2001:DB8::1]:8443",
    "2001:db8::1",
    "2001:db8:1:2::3",
    "1:2:3:4:5:6:7:8",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    ":::",
    "a.example.",
    "a..example",
    "-",
    "a b",
    "<script>",
    "::",
    ":443",
    "münchen.example",
];

const SPANS: &str = r#"
{"service.name": "shop", "span.kind": "CLIENT", "server.address": "a.example", "start_time_unix_nano": 1777593600123456789, "end_time_unix_nano": "1777593600999999999"}
{"service.name": "shop", "kind": "SPAN_KIND_CLIENT", "server.address": "a.example", "start_time_unix_nano": 1, "end_time_unix_nano": 9223372036854775807}
{"server.address": "a.example", "span.kind": "server"}
"#;

/// Bytes of a text that is long.
const LONG: usize = 300_000;

/// Writes inputs of each kind to a folder, and gives their names.
pub fn cases(folder: &Folder) -> [&'static str; 7] {
    folder.write("aws.log", AWS);
    folder.write("azure.json", AZURE);
    folder.write("google.ndjson", google());
    folder.write("requests.ndjson", requests());
    folder.write("spans.ndjson", SPANS.trim_start());
    folder.write("counted.csv", edges());
    fs::create_dir(folder.join("shards")).unwrap();
    write_flows(&folder.join("shards/1.parquet"), 0..1_000, 50).unwrap();
    write_flows(&folder.join("shards/2.parquet"), 1_000..2_000, 50).unwrap();
    fs::copy(
        folder.join("shards/1.parquet"),
        folder.join("shards/3.parquet"),
    )
    .unwrap();
    [
        "aws.log",
        "azure.json",
        "google.ndjson",
        "requests.ndjson",
        "spans.ndjson",
        "counted.csv",
        "shards",
    ]
}

fn google() -> String {
    let lines = TIMES.iter().enumerate().map(|(at, time)| {
        format!(
            r#"{{"jsonPayload": {{"connection": {{"src_ip": "10.0.0.{at}", "dest_ip": "2001:db8::{at}"}}, "bytes_sent": "{at}", "start_time": "{time}", "end_time": "{time}", "reporter": "SRC"}}}}"#
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn requests() -> String {
    let long = "x".repeat(LONG);
    let hosts = HOSTS.into_iter().chain([long.as_str()]);
    let requests = hosts.enumerate().map(|(at, host)| {
        let bytes = at as i64 - 1;
        format!(
            r#"{{"authority": "{host}", "bytes_received": {bytes}, "start_time": "2026-05-01T00:00:00Z"}}"#
        )
    });
    let nothing = [r#"{"authority": null, "bytes_received": null}"#, "{}"];
    let all = requests.chain(nothing.map(str::to_owned));
    all.collect::<Vec<_>>().join("\n")
}

fn edges() -> String {
    let source = format!("\"a, \"\"{}\"\"\"", "x".repeat(LONG));
    table(&[
        &format!("{source},a.example,request,2,,2026-05-01T00:00:00.000001Z,"),
        &format!("{source},a.example,request,3,7,2026-05-01T00:00:00Z,"),
        ",,no-host,4,,,",
    ])
}
