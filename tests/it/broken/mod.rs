//! Input that is wrong in every way that we could think of: each is refused with exit code 2 by the
//! built binary, with its place, what is wrong and what to write instead. The snapshots are read as
//! a newcomer would read them.

mod documents;
mod files;
mod rules;

use std::path::Path;

use crate::support::run::{DAY, Ran, folder, run, write};
use crate::support::snapshots;

/// Broken estates of one kind, shown together.
struct Group {
    name: &'static str,
    shown: String,
}

impl Group {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            shown: String::new(),
        }
    }

    /// Judges the estate in a folder; it must be refused, at `place` unless that is empty.
    #[track_caller]
    fn refused(&mut self, what: &str, folder: &Path, day: &str, place: &str) {
        let ran = run(folder, &["check", "--as-of", day]);
        self.take(what, ran, place);
    }

    #[track_caller]
    fn take(&mut self, what: &str, ran: Ran, place: &str) {
        assert_eq!(ran.code, 2, "{what}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{what}");
        assert!(!ran.err.contains("panicked"), "{what}: {}", ran.err);
        assert!(ran.err.contains("error:"), "{what}: {}", ran.err);
        assert!(
            ran.err.contains(place),
            "{what}: not at {place}\n{}",
            ran.err
        );
        for line in ran.err.lines() {
            assert!(
                line.chars().count() <= 80 || line.contains(" | "),
                "{what}: too wide: {line}"
            );
        }
        self.shown += &format!("#### {what}\n{}\n", ran.err);
    }

    /// The same of a sound estate with something else in place of a part of its flow.
    #[track_caller]
    fn flow(&mut self, what: &str, from: &str, to: &str, place: &str) {
        self.text(what, &flow(from, to), place);
    }

    /// The same of a sound estate with more at its end, from line 9 on.
    #[track_caller]
    fn add(&mut self, what: &str, more: &str, place: &str) {
        self.text(what, &estate(more), place);
    }

    /// The same of an estate in a folder that includes something which cannot be read.
    #[track_caller]
    fn include(&mut self, what: &str, folder: &Path, include: &str) {
        write(
            folder,
            "fairnotice.yaml",
            estate(&format!("include: {include}\n")),
        );
        self.refused(what, folder, DAY, "fairnotice.yaml:9:10");
    }

    /// The same of an estate that is one file of JSON.
    #[track_caller]
    fn json(&mut self, what: &str, text: &str, place: &str) {
        let place = format!("fairnotice.json:{place}");
        self.files(what, &[("fairnotice.json", text.as_bytes())], &place);
    }

    /// The same of an estate of one file.
    #[track_caller]
    fn text(&mut self, what: &str, text: &str, place: &str) {
        self.files(what, &[("fairnotice.yaml", text.as_bytes())], place);
    }

    /// The same of an estate of several files.
    #[track_caller]
    fn files(&mut self, what: &str, files: &[(&str, &[u8])], place: &str) {
        let folder = folder();
        for (name, bytes) in files {
            write(folder.path(), name, bytes);
        }
        let place = match place {
            "" => String::new(),
            place if place.contains(".") => place.to_owned(),
            place => format!("fairnotice.yaml:{place}"),
        };
        self.refused(what, folder.path(), DAY, &place);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        snapshots("broken", || insta::assert_snapshot!(self.name, self.shown));
    }
}

/// The head of an estate that nothing is wrong with.
const HEAD: &str = "controller: a
parties:
  - {id: a, name: A Ltd, country: GB}
  - {id: b, name: B Ltd, country: FR}
systems:
  - {id: shop, operator: a, hosting: GB}
services:
  - {id: sales, name: Sales}
";

/// A flow without errors; its keys begin at line 10.
const FLOW: &str = "flows:
  - id: orders
    service: sales
    from: data-subjects
    to: shop
    subjects: customer
    data: [name, email-address]
    purpose: service-provision
    basis: contract
";

fn estate(more: &str) -> String {
    format!("{HEAD}{more}")
}

fn flow(from: &str, to: &str) -> String {
    let flow = FLOW.replace(from, to);
    assert_ne!(flow, FLOW, "{from}");
    format!("{HEAD}{flow}")
}

#[test]
fn the_estate_that_they_are_made_from_is_sound() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate(FLOW));
    let ran = run(
        folder.path(),
        &["check", "--as-of", DAY, "--fail-on", "never"],
    );
    assert_eq!(ran.exits(0).err, "");
}
