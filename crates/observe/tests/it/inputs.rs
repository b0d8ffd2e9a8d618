//! What cannot be counted is said, all of it at once; nothing is written by half.

use crate::flows::write_flows;
use crate::support::{Folder, HEADER, table};

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let folder = Folder::new();
    folder.write("a.log", "srcaddr dstaddr\n");
    folder.write("damaged.parquet", "PAR1");
    folder.write("other.csv", "a,b\n");
    folder.write("empty.json", "{");
    folder.write("unknown.bin", "x");
    let inputs = [
        "a.log",
        "damaged.parquet",
        "other.csv",
        "empty.json",
        "unknown.bin",
        "missing.csv",
    ];
    let arguments = [&["reduce", "--out", "edges.csv"], &inputs[..]].concat();
    let said = folder.run(&arguments).fails();
    for name in &inputs[1..] {
        assert!(said.contains(&format!("{name}`: ")), "{name}: {said}");
    }
    assert_eq!(said.matches("error: ").count(), 5, "{said}");
    assert!(!folder.join("edges.csv").exists());
}

#[test]
fn logs_of_two_kinds_are_not_mixed() {
    let folder = Folder::new();
    folder.write("a.log", "srcaddr dstaddr\n10.0.0.1 203.0.113.7\n");
    folder.write("b.csv", table(&["a,b,flow,1,,,"]));
    let said = folder
        .run(&["reduce", "a.log", "b.csv", "--out", "edges.csv"])
        .fails();
    assert!(
        said.contains("b.csv`: it has no column `srcaddr`"),
        "{said}"
    );
}

#[test]
fn a_folder_is_looked_into_and_what_is_left_out_is_said() {
    let folder = Folder::new();
    folder.write(
        "logs/2026/05/a.log",
        "srcaddr dstaddr\n10.0.0.1 203.0.113.7\n",
    );
    folder.write("logs/2026/05/_SUCCESS", "");
    folder.write("logs/2026/05/.a.log.crc", "x");
    folder.write("logs/notes.docx", "x");
    let ran = folder.run(&["reduce", "logs", "--out", "edges.csv"]);
    let said = ran.succeeds();
    assert!(said.contains("notes.docx` is of no known format"), "{said}");
    assert!(!said.contains("_SUCCESS"), "{said}");
    assert_eq!(
        folder.read("edges.csv"),
        table(&["10.0.0.1,203.0.113.7,flow,1,,,"])
    );
}

#[test]
fn names_of_files_mean_nothing_else() {
    let folder = Folder::new();
    for name in ["a*.log", "b [1]?.log", "c%20#ü.log"] {
        folder.write(name, "srcaddr dstaddr\n10.0.0.1 203.0.113.7\n");
        assert_eq!(
            folder.edges(&[name]),
            table(&["10.0.0.1,203.0.113.7,flow,1,,,"]),
            "{name}"
        );
    }
}

#[test]
fn a_file_that_breaks_off_leaves_the_old_edges() {
    let folder = Folder::new();
    folder.write("edges.csv", "old");
    folder.write(
        "a.log",
        "srcaddr dstaddr bytes\n10.0.0.1 203.0.113.7 1\n10.0.0.1\n",
    );
    folder
        .run(&["reduce", "a.log", "--out", "edges.csv"])
        .fails();
    assert_eq!(folder.read("edges.csv"), "old");
    folder.write("b.json", "{\"authority\": \"a.example\"}\n{\"authority\": ");
    folder
        .run(&["reduce", "b.json", "--out", "edges.csv"])
        .fails();
    write_flows(&folder.join("whole.parquet"), 0..5_000, 300).unwrap();
    let mut bytes = std::fs::read(folder.join("whole.parquet")).unwrap();
    for byte in &mut bytes[500..20_000] {
        *byte ^= 0x5a;
    }
    folder.write("c.parquet", bytes);
    folder
        .run(&["reduce", "c.parquet", "--out", "edges.csv"])
        .fails();
    assert_eq!(folder.read("edges.csv"), "old");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 5, "{left:?}");
}

#[test]
fn logs_without_rows_have_no_edges() {
    let folder = Folder::new();
    folder.write("a.log", "srcaddr dstaddr\n");
    assert_eq!(folder.edges(&["a.log"]), HEADER);
}

#[test]
fn usage_is_checked() {
    let folder = Folder::new();
    folder.write("a.log", "srcaddr dstaddr\n");
    folder.write("other/notes.docx", "");
    folder.write("counted.csv", HEADER);
    for (arguments, wrong) in [
        (
            &["reduce", "other", "--out", "edges.csv"][..],
            "there is nothing to count",
        ),
        (
            &[
                "reduce",
                "a.log",
                "--out",
                "edges.csv",
                "--spill",
                "nowhere",
            ],
            "`nowhere` is no folder",
        ),
        (
            &["reduce", "a.log", "--out", "edges.txt"][..],
            "names no format of edges",
        ),
        (
            &["reduce", "counted.csv", "--out", "./counted.csv"],
            "`./counted.csv` is counted, and would be replaced",
        ),
        (
            &["reduce", "a.log", "--out", "nowhere/edges.csv"],
            "cannot write `nowhere/edges.csv`",
        ),
        (
            &[
                "reduce",
                "a.log",
                "--out",
                "edges.csv",
                "--columns",
                "source=a",
            ],
            "add `--kind requests`",
        ),
    ] {
        let said = folder.run(arguments).fails();
        assert!(said.contains(wrong), "{said}");
    }
    for wrong in [
        &["reduce"][..],
        &["reduce", "a.log"],
        &["reduce", "a.log", "--out", "e.csv", "--memory", "1"],
    ] {
        let ran = folder.run(wrong);
        assert!(ran.err().contains("error: "), "{}", ran.err());
    }
}

#[test]
fn what_a_file_holds_is_not_quoted() {
    let folder = Folder::new();
    folder.write(
        "a.ndjson",
        "{\"host\":\"a.example.com\",\"b\":\"12\"}\n{\"host\":\"a.example.com\",\"b\":\"SECRETTOKEN\"}\n",
    );
    folder.write(
        "b.ndjson",
        "{\"host\":\"a.example.com\",\"b\":1}\n{\"host\":\"a.example.com\",\"b\":{\"x\":\"SECRETTOKEN\"}}\n",
    );
    for name in ["a.ndjson", "b.ndjson"] {
        let columns = [
            "--kind",
            "requests",
            "--columns",
            "destination=host,bytes=b",
        ];
        let arguments = [&["reduce", name, "--out", "edges.csv"], &columns[..]].concat();
        let said = folder.run(&arguments).fails();
        assert!(!said.contains("SECRETTOKEN"), "{said}");
    }
}

#[test]
fn lists_and_flow_logs_of_security_groups_are_refused_by_name() {
    let folder = Folder::new();
    folder.write("list.json", "[{\"jsonPayload\": {\"connection\": {}}}]");
    folder.write(
        "PT1H.json",
        "{\"records\":[{\"category\":\"NetworkSecurityGroupFlowEvent\",\"properties\":{\"flows\":[]}}]}",
    );
    for (name, words) in [
        ("list.json", "one list of JSON"),
        ("PT1H.json", "flow logs of a network security group"),
    ] {
        let said = folder.run(&["reduce", name, "--out", "edges.csv"]).fails();
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn sums_that_nobody_counted_are_left_out() {
    let folder = Folder::new();
    folder.write(
        "edges.csv",
        table(&[
            "s,a.example.com,request,9223372036854775807,9223372036854775807,,",
            "s,a.example.com,request,2,5,,",
        ]),
    );
    folder
        .run(&["reduce", "edges.csv", "--out", "sum.csv"])
        .succeeds();
    assert_eq!(
        folder.read("sum.csv"),
        table(&["s,a.example.com,request,2,5,,"])
    );
}
