//! A limit of memory holds: what does not fit goes to disk, and the edges are the same.

use crate::flows::write_flows;
use crate::support::Folder;

#[test]
fn nearly_unique_keys_are_counted_within_a_limit() {
    let folder = Folder::new();
    write_flows(&folder.join("a.parquet"), 0..120_000, u64::MAX).unwrap();
    let edges = folder.edges(&["a.parquet", "--memory", "4GiB"]);
    assert!(edges.lines().count() > 100_000);
    std::fs::create_dir(folder.join("spill")).unwrap();
    let limited = folder.edges(&[
        "a.parquet",
        "--memory",
        "128MiB",
        "--spill",
        "spill",
        "--threads",
        "2",
    ]);
    assert!(limited == edges, "the limit changed the edges");
    // Nothing is left behind.
    assert_eq!(std::fs::read_dir(folder.join("spill")).unwrap().count(), 0);
}
