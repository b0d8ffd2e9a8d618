//! The files of an estate: none is lost in silence, and none lies elsewhere.

use std::path::Path;

use super::ESTATE;
use crate::support::run::{DAY, Ran, folder, run, write};
use fairnotice::{DiskFiles, Files};

fn check(folder: &Path) -> Ran {
    run(folder, &["check", "--as-of", DAY])
}

/// The estate with its flow in a file of its own, which `include` names.
fn in_parts(folder: &Path, include: &str, part: &str) {
    let (head, flows) = ESTATE.split_once("flows:").unwrap();
    write(
        folder,
        "fairnotice.yaml",
        format!("{head}include: ['{include}']\n"),
    );
    write(folder, part, format!("flows:{flows}"));
}

#[test]
fn files_that_no_pattern_is_about_hide_nothing() {
    let folder = folder();
    let at = folder.path();
    in_parts(at, "services/*/flows.yaml", "services/crm/flows.yaml");
    let (found, modules) = (check(at).exits(1), at.join("services/crm/node_modules"));
    std::fs::create_dir(&modules).unwrap();
    for number in 0..10_001 {
        std::fs::File::create(modules.join(format!("{number}.js"))).unwrap();
    }
    assert_eq!(check(at), found);
    // A pattern that has to look at them does so.
    in_parts(at, "services/**/flows.yaml", "services/crm/flows.yaml");
    assert_eq!(check(at).exits(1).out, found.out);
    // As many parts are more than an estate may have.
    in_parts(at, "services/**/*.js", "services/crm/flows.yaml");
    let err = check(at).refused().err;
    assert!(err.contains("matches 10001 files"), "{err}");
}

#[test]
fn folders_that_are_too_deep_are_an_error() {
    let folder = folder();
    let deep = format!("services/{}flows.yaml", "a/".repeat(70));
    in_parts(folder.path(), "services/**/flows.yaml", &deep);
    let err = check(folder.path()).refused().err;
    assert!(err.contains("nested more than 64"), "{err}");
    in_parts(folder.path(), &deep, &deep);
    check(folder.path()).exits(1);
}

#[test]
fn a_part_that_is_empty_is_an_error() {
    let folder = folder();
    in_parts(folder.path(), "services/*.yaml", "services/crm.yaml");
    check(folder.path()).exits(1);
    for text in ["", "\n \n"] {
        write(folder.path(), "services/crm.yaml", text);
        let err = check(folder.path()).refused().err;
        assert!(err.contains("`services/crm.yaml` is empty"), "{err}");
    }
    write(
        folder.path(),
        "services/crm.yaml",
        "# none yet\nflows: []\n",
    );
    check(folder.path()).exits(0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_read() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let at = folder.path();
    in_parts(at, "services/*/flows.yaml", "elsewhere/crm/flows.yaml");
    std::fs::create_dir(at.join("services")).unwrap();
    let link = at.join("services/crm");
    // Within the estate, also by a way that leads out and in again.
    let whole = at.canonicalize().unwrap();
    let name = whole.file_name().unwrap().to_str().unwrap();
    let around = format!("../../{name}/elsewhere/crm");
    let absolute = whole.join("elsewhere/crm");
    for target in ["../elsewhere/crm", &around, absolute.to_str().unwrap()] {
        symlink(target, &link).unwrap();
        let found = check(at).exits(1);
        assert!(found.out.contains("services/crm/flows.yaml"), "{found:?}");
        std::fs::remove_file(&link).unwrap();
    }
    // Anywhere else it is an error, since what it hides is not known.
    let other = crate::support::run::folder();
    for (target, expected) in [
        (other.path().to_str().unwrap(), "leads out"),
        ("../gone", "does not exist"),
        ("..", "that contains it"),
    ] {
        symlink(target, &link).unwrap();
        let err = check(at).refused().err;
        assert!(
            err.contains("`services/crm`") && err.contains(expected),
            "{err}"
        );
        std::fs::remove_file(&link).unwrap();
    }
}

/// While somebody exchanges a file for a link that leads out, and back, nothing outside is ever read.
#[cfg(unix)]
#[test]
fn a_file_that_is_exchanged_for_a_link_leads_nowhere() {
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = folder();
    let outside = crate::support::run::folder();
    let at = folder.path();
    write(outside.path(), "part.yaml", "secret");
    write(at, "in/part.yaml", "own");
    symlink(outside.path(), at.join("out")).unwrap();
    symlink(outside.path().join("part.yaml"), at.join("out.yaml")).unwrap();
    let files = DiskFiles::new(at).unwrap();
    let done = AtomicBool::new(false);
    let exchange = |one: &str, other: &str| {
        let (one, other, aside) = (at.join(one), at.join(other), at.join("aside"));
        for (from, to) in [(&one, &aside), (&other, &one), (&aside, &other)] {
            std::fs::rename(from, to).unwrap();
        }
    };
    let mut read = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                exchange("in", "out");
                exchange("in", "out");
                exchange("in/part.yaml", "out.yaml");
                exchange("in/part.yaml", "out.yaml");
            }
        });
        // On a machine with much else to do it can take long before a read meets the file.
        let mut tries = 0;
        while tries < 3000 || (read == 0 && tries < 300_000) {
            let text = files.read("in/part.yaml", 100);
            assert_ne!(text.as_deref(), Ok("secret"));
            read += usize::from(text.is_ok());
            tries += 1;
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(read > 0, "never was the file there to be read");
}
