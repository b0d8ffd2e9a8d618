//! Edges add up: shards and days in any order, once each.

use crate::flows::write_flows;
use crate::support::{Folder, table};

/// Days, of which the last comes late: edges of the others are there already.
#[test]
fn a_late_day_is_added_to_what_was_counted() {
    let folder = Folder::new();
    for (at, name) in ["mon.parquet", "tue.parquet", "wed.parquet"]
        .into_iter()
        .enumerate()
    {
        let from = at as u64 * 3_000;
        write_flows(&folder.join(name), from..from + 3_000, 200).unwrap();
    }
    let all = folder.edges(&["mon.parquet", "tue.parquet", "wed.parquet"]);
    assert!(all.lines().count() > 100, "{all}");
    for middle in ["some.parquet", "some.csv", "some.ndjson"] {
        let counted = ["reduce", "mon.parquet", "wed.parquet", "--out", middle];
        folder.run(&counted).succeeds();
        folder
            .run(&["reduce", "tue.parquet", "--out", "late.parquet"])
            .succeeds();
        assert_eq!(folder.edges(&["late.parquet", middle]), all, "{middle}");
    }
}

#[test]
fn counts_that_are_not_recorded_stay_so() {
    let folder = Folder::new();
    folder.write(
        "a.csv",
        table(&["a,b,flow,,,,", "a,c,flow,2,,,2026-05-01T00:00:00Z"]),
    );
    folder.write(
        "b.csv",
        table(&["a,b,flow,3,,2026-05-01T02:00:00+02:00,", "a,c,flow,2,5,,"]),
    );
    assert_eq!(
        folder.edges(&["a.csv", "b.csv"]),
        table(&[
            "a,b,flow,4,,2026-05-01T00:00:00Z,",
            "a,c,flow,4,5,,2026-05-01T00:00:00Z",
        ])
    );
}

#[test]
fn a_shard_that_was_delivered_twice_is_counted_once() {
    let folder = Folder::new();
    write_flows(&folder.join("a.log"), 0..500, 20).unwrap();
    let once = folder.edges(&["a.log"]);
    std::fs::copy(folder.join("a.log"), folder.join("b.log")).unwrap();
    let ran = folder.run(&[
        "reduce",
        ".",
        "a.log",
        "./a.log",
        "--out",
        "edges.csv",
        "--kind",
        "aws-vpc",
    ]);
    // The edges that were written before are of another kind.
    assert!(ran.fails().contains("edges.csv"));
    let ran = folder.run(&["reduce", "a.log", "b.log", "./a.log", "--out", "edges.csv"]);
    let said = ran.succeeds();
    assert!(said.contains("has the content of"), "{said}");
    assert_eq!(folder.read("edges.csv"), once);
}

#[test]
fn files_that_were_counted_are_skipped() {
    let folder = Folder::new();
    write_flows(&folder.join("logs-1.log"), 0..500, 20).unwrap();
    write_flows(&folder.join("logs-2.parquet"), 500..1_000, 20).unwrap();
    let all = folder.edges(&["logs-1.log", "logs-2.parquet"]);
    let run = |inputs: &[&str]| folder.edges(&[inputs, &["--resume", "kept"]].concat());
    let first = run(&["logs-1.log"]);
    let kept = |folder: &Folder| {
        let mut all: Vec<_> = std::fs::read_dir(folder.join("kept"))
            .unwrap()
            .map(|it| it.unwrap())
            .map(|it| (it.file_name(), it.metadata().unwrap().modified().unwrap()))
            .collect();
        all.sort();
        all
    };
    let before = kept(&folder);
    assert_eq!(before.len(), 1);
    assert_eq!(run(&["logs-1.log", "logs-2.parquet"]), all);
    let after = kept(&folder);
    assert!(after.len() == 2 && after.contains(&before[0]), "{after:?}");
    // What was counted is not read again: a part that was changed by hand shows.
    assert_ne!(first, all);
    let edges = ["reduce", "logs-2.parquet", "--out", "other.parquet"];
    folder.run(&edges).succeeds();
    std::fs::copy(
        folder.join("other.parquet"),
        folder.join("kept").join(&before[0].0),
    )
    .unwrap();
    assert_ne!(run(&["logs-1.log"]), first);
    // A file that was written again is counted again.
    write_flows(&folder.join("logs-1.log"), 0..600, 20).unwrap();
    assert_eq!(run(&["logs-1.log"]), folder.edges(&["logs-1.log"]));
    assert_eq!(kept(&folder).len(), 3);
}

#[test]
fn edges_with_more_than_counts_are_not_added_up() {
    let folder = Folder::new();
    folder.write(
        "edges-1.csv",
        "source,destination,kind,n,country\na,b,flow,1,GB\n",
    );
    let said = folder
        .run(&["reduce", "edges-1.csv", "--out", "edges.csv"])
        .fails();
    assert!(said.contains("`country` would be lost"), "{said}");
}
