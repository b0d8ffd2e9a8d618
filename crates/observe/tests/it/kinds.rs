//! Each kind of logs, as its documentation writes them: what becomes an edge, and what is left out and why.

use crate::support::{Folder, table};

const AWS: &str = "\
version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 123456789010 eni-1 10.0.0.5 203.0.113.7 49152 443 6 20 4249 1777593600 1777593660 ACCEPT OK
2 123456789010 eni-1 10.0.0.5 203.0.113.7 49153 443 6 20 1000 1777593000 1777593070 ACCEPT OK
2 123456789010 eni-1 203.0.113.7 10.0.0.5 443 49152 6 18 9000 1777593600 1777593660 ACCEPT OK
2 123456789010 eni-1 10.0.0.5 203.0.113.9 49154 25 6 1 40 1777593600 1777593660 REJECT OK
2 123456789010 eni-1 10.0.0.6 2001:db8::7 49155 443 6 1 40 1777593600 1777593660 ACCEPT OK
2 123456789010 eni-1 - - - - - - - 1777593600 1777593660 - NODATA
";

#[test]
fn flow_logs_of_aws() {
    let folder = Folder::new();
    folder.write("flows.log", AWS);
    let ran = folder.run(&["reduce", "flows.log", "--out", "edges.csv"]);
    let said = ran.succeeds();
    assert_eq!(
        folder.read("edges.csv"),
        table(&[
            ",,answer,1,9000,2026-05-01T00:00:00Z,2026-05-01T00:01:00Z",
            ",,no-destination,1,,2026-05-01T00:00:00Z,2026-05-01T00:01:00Z",
            ",,rejected,1,40,2026-05-01T00:00:00Z,2026-05-01T00:01:00Z",
            "10.0.0.5,203.0.113.7,flow,2,5249,2026-04-30T23:50:00Z,2026-05-01T00:01:00Z",
            "10.0.0.6,2001:db8::7,flow,1,40,2026-05-01T00:00:00Z,2026-05-01T00:01:00Z",
        ])
    );
    for line in [
        "1 file of the kind `aws-vpc`",
        "2 edges of 3 records",
        "left out: 1 record as `rejected` (it did not pass)",
        "left out: 1 record as `no-destination` (no recipient is recorded)",
    ] {
        assert!(said.contains(line), "{said}");
    }
}

#[test]
fn flow_logs_of_aws_with_the_addresses_of_packets_and_the_direction() {
    let folder = Folder::new();
    folder.write(
        "flows.log",
        "srcaddr dstaddr pkt-srcaddr pkt-dstaddr flow-direction bytes\n\
         10.0.0.5 10.0.0.220 10.0.1.5 203.0.113.7 egress 10\n\
         10.0.0.5 10.0.0.220 10.0.1.5 203.0.113.7 ingress 10\n\
         10.0.0.5 10.0.0.220 - - egress 10\n",
    );
    assert_eq!(
        folder.edges(&["flows.log"]),
        table(&[
            ",,received,1,10,,",
            "10.0.0.5,10.0.0.220,flow,1,10,,",
            "10.0.1.5,203.0.113.7,flow,1,10,,",
        ])
    );
}

#[test]
fn flow_logs_of_azure() {
    let folder = Folder::new();
    let tuples = |tuples: &str| {
        format!(
            r#"{{"time": "2026-05-01T00:00:00Z", "flowLogVersion": 4, "flowRecords": {{"flows": [
                {{"aclID": "a", "flowGroups": [{{"rule": "r", "flowTuples": [{tuples}]}}]}}]}}}}"#
        )
    };
    let first = tuples(
        r#""1777593600123,10.0.0.6,192.0.2.180,23956,443,6,O,B,NX,0,0,0,0",
           "1777593660123,10.0.0.6,192.0.2.180,23956,443,6,O,E,NX,3,767,2,1580""#,
    );
    let second = tuples(
        r#""1777593600000,198.51.100.1,10.0.0.6,23956,443,6,I,E,NX,3,767,2,1580",
           "1777593600000,10.0.0.6,192.0.2.181,23956,25,6,O,D,NX,0,0,0,0",
           "soon""#,
    );
    folder.write(
        "PT1H.json",
        format!(r#"{{"records": [{first}, {second}]}}"#),
    );
    assert_eq!(
        folder.edges(&["PT1H.json"]),
        table(&[
            ",,no-destination,1,,,",
            ",,received,1,767,2026-05-01T00:00:00Z,2026-05-01T00:00:00Z",
            ",,rejected,1,0,2026-05-01T00:00:00Z,2026-05-01T00:00:00Z",
            "10.0.0.6,192.0.2.180,flow,2,767,2026-05-01T00:00:00.123Z,2026-05-01T00:01:00.123Z",
        ])
    );
}

#[test]
fn flow_logs_of_google_cloud() {
    let folder = Folder::new();
    let entry = |reporter: &str, source: (&str, u16), destination: (&str, u16), bytes: &str| {
        let connection = format!(
            r#"{{"src_ip": "{}", "src_port": {}, "dest_ip": "{}", "dest_port": {}, "protocol": 6}}"#,
            source.0, source.1, destination.0, destination.1
        );
        format!(
            r#"{{"insertId": "x", "jsonPayload": {{"reporter": "{reporter}", "connection": {connection}, "bytes_sent": {bytes}, "start_time": "2026-05-01T02:00:00.123456789+02:00", "end_time": "2026-05-01T00:00:05Z"}}}}"#
        )
    };
    let (ours, theirs) = (("10.1.0.2", 40_000), ("203.0.113.7", 443));
    folder.write(
        "flows.json",
        [
            entry("SRC", ours, theirs, "\"1224\""),
            entry("SRC", ours, theirs, "6"),
            entry("DEST", ours, theirs, "1224"),
            entry("DEST", theirs, ours, "9"),
            entry("SRC", (ours.0, 443), (theirs.0, 40_000), "9"),
        ]
        .join("\n"),
    );
    let first = "2026-05-01T00:00:00.123456Z,2026-05-01T00:00:05Z";
    assert_eq!(
        folder.edges(&["flows.json"]),
        table(&[
            &format!(",,answer,1,9,{first}"),
            &format!(",,received,2,1233,{first}"),
            &format!("10.1.0.2,203.0.113.7,flow,2,1230,{first}"),
        ])
    );
}

#[test]
fn access_logs() {
    let folder = Folder::new();
    let lines = [
        r#"{"authority": "API.example.org:443", "bytes_received": 12, "start_time": "2026-05-01T00:00:00.5Z", "path": "/a?b=c"}"#,
        r#"{"authority": "api.example.org", "bytes_received": 3, "start_time": "2026-05-01T00:00:01Z"}"#,
        r#"{"authority": "[2001:DB8::1]:8443", "start_time": "yesterday"}"#,
        r#"{"authority": "2001:db8::1", "bytes_received": -5}"#,
        r#"{"authority": "2001:db8:1:2:3::4"}"#,
        r#"{"authority": "[1:2:3:4:5:6:7:8]"}"#,
        r#"{"authority": "::1"}"#,
        r#"{"authority": "1::2::3"}"#,
        r#"{"authority": "1:2:3:4:5:6:7:8:9"}"#,
        r#"{"authority": "<script>", "bytes_received": 1}"#,
        r#"{"authority": null, "bytes_received": 1}"#,
    ];
    folder.write("access.ndjson", lines.join("\n"));
    assert_eq!(
        folder.edges(&["access.ndjson"]),
        table(&[
            ",,no-destination,1,1,,",
            ",,no-host,3,1,,",
            ",1:2:3:4:5:6:7:8,request,1,,,",
            ",2001:db8:1:2:3::4,request,1,,,",
            ",2001:db8::1,request,2,,,",
            ",::1,request,1,,,",
            ",api.example.org,request,2,15,2026-05-01T00:00:00.5Z,2026-05-01T00:00:01Z",
        ])
    );
}

#[test]
fn access_logs_with_columns_of_their_own() {
    let folder = Folder::new();
    folder.write(
        "proxy.csv",
        "when,client,app,target,sent\n2026-05-01 10:00:00+02:00,192.0.2.9,shop,www.example.org:443,10\n",
    );
    let columns = "--columns=destination=target,source=app,bytes=sent,first=when";
    assert_eq!(
        folder.edges(&["proxy.csv", "--kind", "requests", columns]),
        table(&["shop,www.example.org,request,1,10,2026-05-01T08:00:00Z,2026-05-01T08:00:00Z"])
    );
    let said = folder
        .run(&["reduce", "proxy.csv", "--out", "e.csv"])
        .fails();
    assert!(said.contains("`--kind requests --columns"), "{said}");
    for (columns, wrong) in [
        ("destination=nowhere", "no column `nowhere`"),
        ("recipient=target", "`recipient=target` names no column"),
        ("source=app", "no column ``"),
    ] {
        let arguments = [
            "reduce",
            "proxy.csv",
            "--out",
            "e.csv",
            "--kind",
            "requests",
            "--columns",
            columns,
        ];
        let said = folder.run(&arguments).fails();
        assert!(said.contains(wrong), "{said}");
    }
}

#[test]
fn spans() {
    let folder = Folder::new();
    let span = |kind: &str, address: &str, at: u64| {
        format!(
            r#"{{"service.name": "shop", "span.kind": "{kind}", "server.address": "{address}", "http.request.body.size": 10, "start_time_unix_nano": {at}, "end_time_unix_nano": "{at}", "http.route": "/a"}}"#
        )
    };
    folder.write(
        "spans.ndjson",
        [
            span("CLIENT", "api.example.org", 1_777_593_600_123_456_789),
            span(
                "SPAN_KIND_PRODUCER",
                "api.example.org",
                1_777_593_601_000_000_999,
            ),
            span("server", "shop.example", 1_777_593_600_000_000_000),
            span("client", "", 0),
        ]
        .join("\n"),
    );
    assert_eq!(
        folder.edges(&["spans.ndjson"]),
        table(&[
            ",,no-call,1,10,2026-05-01T00:00:00Z,2026-05-01T00:00:00Z",
            ",,no-destination,1,10,,",
            "shop,api.example.org,span,2,20,2026-05-01T00:00:00.123456Z,2026-05-01T00:00:01Z",
        ])
    );
}

#[test]
fn of_an_address_of_the_web_the_host_counts() {
    let folder = Folder::new();
    folder.write(
        "a.csv",
        "host\nhttps://api.example.com/x?y=1\nHTTPS://API.example.com:8443\nhttps://[2001:db8::1]:8443/\nhttps://\n",
    );
    let columns = ["--kind", "requests", "--columns", "destination=host"];
    let arguments = [&["reduce", "a.csv", "--out", "edges.csv"], &columns[..]].concat();
    folder.run(&arguments).succeeds();
    assert_eq!(
        folder.read("edges.csv"),
        table(&[
            ",,no-destination,1,,,",
            ",2001:db8::1,request,1,,,",
            ",api.example.com,request,2,,,",
        ])
    );
}
