//! Formats agree: whatever logs are written in, their edges are the same.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::flows::write_flows;
use crate::support::{Folder, table};

#[test]
fn text_and_parquet_have_the_same_edges() {
    let folder = Folder::new();
    write_flows(&folder.join("a.parquet"), 0..5_000, 300).unwrap();
    write_flows(&folder.join("a.log"), 0..5_000, 300).unwrap();
    let edges = folder.edges(&["a.parquet"]);
    assert!(edges.lines().count() > 200, "{edges}");
    assert!(edges.contains("2001:db8:"), "{edges}");
    assert_eq!(folder.edges(&["a.log"]), edges);
    let packed = Command::new("gzip")
        .arg("a.log")
        .current_dir(folder.path())
        .status();
    if packed.is_ok_and(|it| it.success()) {
        assert_eq!(folder.edges(&["a.log.gz"]), edges);
    }
    // The number of threads and the memory change nothing.
    assert_eq!(
        folder.edges(&["a.parquet", "--threads", "1", "--memory", "128MiB"]),
        edges
    );
    assert_eq!(folder.edges(&["a.parquet", "--threads", "7"]), edges);
}

#[test]
fn edges_are_written_in_each_format_and_read_again() {
    let folder = Folder::new();
    folder.write(
        "edges-1.csv",
        table(&[
            "\"a, \"\"b\"\"\",x.example,request,2,,2026-05-01T00:00:00.000001Z,",
            "ü,x.example,request,2,7,,",
        ]),
    );
    let edges = folder.edges(&["edges-1.csv"]);
    assert_eq!(edges, folder.read("edges-1.csv"));
    for name in ["a.ndjson", "b.parquet", "c.csv"] {
        folder
            .run(&["reduce", "edges-1.csv", "--out", name])
            .succeeds();
        assert_eq!(folder.edges(&[name]), edges, "{name}");
    }
    assert_eq!(
        folder.read("a.ndjson"),
        "{\"source\":\"a, \\\"b\\\"\",\"destination\":\"x.example\",\"kind\":\"request\",\"n\":2,\
         \"first\":\"2026-05-01T00:00:00.000001Z\"}\n\
         {\"source\":\"ü\",\"destination\":\"x.example\",\"kind\":\"request\",\"n\":2,\"bytes\":7}\n"
    );
}

/// These files are what the tests of the program itself read.
#[test]
fn edges_are_what_the_program_reads() {
    let folder = Folder::new();
    folder.write("access.ndjson", include_str!("../edges/access.ndjson"));
    for (name, expected) in [
        ("edges.csv", include_str!("../edges/edges.csv")),
        ("edges.ndjson", include_str!("../edges/edges.ndjson")),
    ] {
        folder
            .run(&["reduce", "access.ndjson", "--out", name])
            .succeeds();
        assert_eq!(folder.read(name), expected);
    }
}

#[test]
fn columns_may_have_another_order_in_each_file() {
    let folder = Folder::new();
    folder.write("a.log", "srcaddr dstaddr bytes\n10.0.0.1 203.0.113.7 5\n");
    folder.write(
        "b.log",
        "\u{feff}bytes srcaddr extra dstaddr\n6 10.0.0.1 x 203.0.113.7\n",
    );
    folder.write(
        "c.csv",
        "dstaddr,srcaddr,dstaddr\n203.0.113.7,10.0.0.1,203.0.113.9\n",
    );
    assert_eq!(
        folder.edges(&["a.log", "b.log", "c.csv"]),
        table(&["10.0.0.1,203.0.113.7,flow,3,11,,"])
    );
}

#[test]
fn very_long_texts_are_kept() {
    let folder = Folder::new();
    let long = "x".repeat(1_000_000);
    folder.write(
        "edges-1.csv",
        table(&[&format!("{long},x.example,request,1,,,")]),
    );
    folder.write("edges-2.ndjson", format!("{{\"source\": \"{long}\", \"destination\": \"x.example\", \"kind\": \"request\", \"n\": 4}}\n"));
    assert_eq!(
        folder.edges(&["edges-1.csv", "edges-2.ndjson"]),
        table(&[&format!("{long},x.example,request,5,,,")])
    );
}

#[test]
fn the_statement_and_the_job_are_printed() {
    let folder = Folder::new();
    let statement = folder.run(&["reduce", "--kind", "aws-vpc", "--print-sql", "statement"]);
    statement.succeeds();
    let job = folder.run(&["reduce", "--kind", "aws-vpc", "--print-sql", "spark"]);
    job.succeeds();
    assert!(job.out().contains(&statement.out()));
    assert!(!job.out().contains('@'), "{}", job.out());
    folder.run(&["reduce", "--print-sql", "spark"]).fails();
    // It is Python, where there is one to ask.
    let python = Command::new("python3")
        .args(["-c", "import ast, sys; ast.parse(sys.stdin.read())"])
        .stdin(Stdio::piped())
        .spawn();
    if let Ok(mut python) = python {
        python
            .stdin
            .take()
            .unwrap()
            .write_all(job.out().as_bytes())
            .unwrap();
        assert!(python.wait().unwrap().success());
    }
}
