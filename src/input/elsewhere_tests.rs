//! `beneath_elsewhere.rs` is for systems on which nothing of ours is built here. It is compiled and tried on this
//! one, below the same `disk.rs`, so that it holds what it promises as far as one system can show that.

#[path = "beneath_elsewhere.rs"]
mod beneath;
#[path = "disk.rs"]
#[allow(
    clippy::duplicate_mod,
    reason = "the same file over the other `beneath` is what is tried"
)]
mod disk;

use std::os::unix::fs::symlink;

use super::files::Files as _;
use super::{file_error, files, limits, pattern};
use disk::DiskFiles;
use file_error::FileError;

/// A folder with parts of an estate, links within it, out of it and to nothing, and a pipe.
fn folder() -> (tempfile::TempDir, DiskFiles) {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    for path in ["estate/a/b", "estate/.hidden", "outside"] {
        std::fs::create_dir_all(at(path)).unwrap();
    }
    for path in [
        "estate/one.yaml",
        "estate/a/b/two.yaml",
        "outside/three.yaml",
    ] {
        std::fs::write(at(path), path).unwrap();
    }
    symlink("a/b", at("estate/linked")).unwrap();
    symlink("one.yaml", at("estate/same.yaml")).unwrap();
    symlink("../outside/three.yaml", at("estate/out.yaml")).unwrap();
    symlink("nothing.yaml", at("estate/lost.yaml")).unwrap();
    let files = DiskFiles::new(&at("estate")).unwrap();
    (folder, files)
}

#[test]
fn files_within_the_folder_are_read_and_others_are_not() {
    let (_folder, files) = folder();
    let read = |path: &str| files.read(path, 100);
    assert_eq!(read("one.yaml").unwrap(), "estate/one.yaml");
    assert_eq!(read("same.yaml").unwrap(), "estate/one.yaml");
    assert_eq!(read("linked/two.yaml").unwrap(), "estate/a/b/two.yaml");
    assert_eq!(read("none.yaml"), Err(FileError::Missing));
    assert_eq!(read("out.yaml"), Err(FileError::LeadsOut));
    assert_eq!(read("../outside/three.yaml"), Err(FileError::Climbs));
    assert_eq!(read("a"), Err(FileError::NotAFile("a folder")));
    let lost = FileError::LeadsNowhere {
        link: "it".to_owned(),
        target: "nothing.yaml".to_owned(),
    };
    assert_eq!(read("lost.yaml"), Err(lost));
    let limit = FileError::TooLarge { size: 15, limit: 3 };
    assert_eq!(files.read("one.yaml", 3), Err(limit));
    assert!(files.is_dir("linked") && !files.is_dir("one.yaml"));
    assert!(DiskFiles::around(std::path::Path::new("..")).is_err());
}

#[test]
fn patterns_find_what_is_in_the_folder() {
    let (folder, files) = folder();
    let at = |path: &str| folder.path().join("estate").join(path);
    // What a pattern would look behind must not be left out in silence.
    for lost in ["lost.yaml", "out.yaml"] {
        assert!(files.matching("**/two.yaml").is_err());
        std::fs::remove_file(at(lost)).unwrap();
    }
    assert_eq!(
        files.matching("**/two.yaml").unwrap(),
        ["a/b/two.yaml", "linked/two.yaml"]
    );
    assert_eq!(files.matching("one.yaml").unwrap(), ["one.yaml"]);
    symlink("..", at("a/up")).unwrap();
    let circle = files.matching("**/two.yaml").unwrap_err();
    assert!(circle.to_string().contains("a/up"), "{circle}");
}
