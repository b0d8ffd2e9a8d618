//! What fails below: each access to a file in turn, and each block of a disk that is full.

use std::cell::Cell;

use super::ESTATE;
use crate::support::run::{DAY, folder, run, write};
use fairnotice::input::FileError;
use fairnotice::{Files, MemoryFiles, Project};

/// Files of which one access fails.
struct Faulty {
    files: MemoryFiles,
    /// How many accesses are still right.
    left: Cell<usize>,
    fault: Fault,
    /// The path of the one that failed.
    failed: Cell<Option<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// The system says no.
    Error,
    /// The file is gone.
    Missing,
    /// Half of the file comes.
    Short,
}

impl Faulty {
    fn fails(&self, path: &str) -> bool {
        let left = self.left.get();
        self.left.set(left.wrapping_sub(1));
        if left == 0 {
            self.failed.set(Some(path.to_owned()));
        }
        left == 0
    }

    fn error(&self) -> FileError {
        match self.fault {
            Fault::Missing => FileError::Missing,
            _ => FileError::Io("an input/output error".to_owned()),
        }
    }
}

impl Files for Faulty {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        let text = self.files.read(path, limit)?;
        match (self.fails(path), self.fault) {
            (false, _) => Ok(text),
            (true, Fault::Short) => Ok(text.chars().take(text.chars().count() / 2).collect()),
            (true, _) => Err(self.error()),
        }
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let found = self.files.matching(pattern)?;
        match (self.fails(pattern), self.fault) {
            (true, Fault::Error | Fault::Missing) => Err(self.error()),
            _ => Ok(found),
        }
    }

    fn is_dir(&self, path: &str) -> bool {
        self.files.is_dir(path)
    }
}

/// An estate with a file of each kind.
fn files() -> MemoryFiles {
    let (head, flows) = ESTATE.split_once("flows:").unwrap();
    let named = "include: 'parts/*'\npolicies: policies/\nlaw: 'law/*.yaml'\n\
        notice: {title: N, published: 2024-01-01, source: notice.md, statements: []}\n";
    MemoryFiles::new()
        .with("fairnotice.yaml", format!("{head}{named}"))
        .with("parts/flows.yaml", format!("flows:{flows}"))
        .with(
            "parts/bulk.ndjson",
            "{\"id\": \"more\", \"from\": \"shop\", \"to\": \"host\", \"subjects\": \"customer\", \"data\": \"name\", \
             \"purpose\": \"delivery-of-goods\", \"basis\": \"contract\"}\n",
        )
        .with("notice.md", "# Notice\n\nWe keep your name.\n")
        .with(
            "policies/own.cedar",
            "// What it finds: x.\n//\n// Why we ask: y.\n//\n// What to do: z.\n@id(\"house/x\")\n@title(\"T\")\n\
             @severity(\"note\")\n@law(\"5(1)(a)\")\n@message(\"m\")\n@remedy(\"r\")\n\
             forbid (principal, action == Action::\"transfer\", resource);\n",
        )
        .with(
            "law/own.yaml",
            "rules:\n- {id: own, regimes: [uk-gdpr], title: T, keys: [x], from: 2020-01-01, citation: C, reference: 'https://example.org/'}\n",
        )
        .with("evidence.lock", "{\"version\": 1, \"evidence\": []}")
}

#[test]
fn a_failed_access_is_reported_with_its_file() {
    let whole =
        Project::load(&files(), "fairnotice.yaml").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(whole.estate.flows.len(), 2);
    for fault in [Fault::Error, Fault::Missing, Fault::Short] {
        let mut reported = 0;
        for access in 0.. {
            let faulty = Faulty {
                files: files(),
                left: Cell::new(access),
                fault,
                failed: Cell::default(),
            };
            let loaded = Project::load(&faulty, "fairnotice.yaml");
            let Some(path) = faulty.failed.take() else {
                break;
            };
            reported += 1;
            // A folder of policies is looked through by a pattern.
            let path = path.split('*').next().unwrap_or("").to_owned();
            match loaded {
                Err(errors) => {
                    let said: Vec<String> = errors
                        .errors
                        .iter()
                        .map(|error| error.message.clone())
                        .collect();
                    let sources = &errors.sources;
                    let placed = errors.errors.iter().any(|error| {
                        let place = error.span.and_then(|span| sources.locate(span));
                        place.is_some_and(|(file, _)| file == path)
                    });
                    let named = said.iter().any(|said| said.contains(&path));
                    assert!(named || placed, "{fault:?} of `{path}`: {said:?}");
                }
                // Half a file may be whole in itself. `evidence.lock` need not be there.
                Ok(project) => {
                    let is_short = fault == Fault::Short;
                    let is_lock = path == "evidence.lock" && fault == Fault::Missing;
                    assert!(is_short || is_lock, "{fault:?} of `{path}` is not reported");
                    let _ = project.check(DAY.parse().unwrap()).run();
                }
            }
        }
        assert!(reported > 6, "{fault:?}: {reported}");
    }
}

/// A disk that is full after so many blocks: the old file stays, nothing is left next to it, and the name of the
/// file is reported.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_at_any_point_leaves_the_old_file() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    run(at, &["check", "--as-of", DAY, "--output", "whole.json"]).exits(1);
    let whole = std::fs::read(at.join("whole.json")).unwrap();
    std::fs::remove_file(at.join("whole.json")).unwrap();
    let (mut full, mut done) = (0, 0);
    for blocks in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55] {
        write(at, "report.json", "old");
        let line = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec '{}' check --as-of {DAY} --output report.json --format json 2>&1 >/dev/null",
            env!("CARGO_BIN_EXE_fairnotice")
        );
        let mut shell = std::process::Command::new("bash");
        let output = shell.args(["-c", &line]).current_dir(at).output().unwrap();
        let now = std::fs::read(at.join("report.json")).unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        if output.status.code() == Some(2) {
            full += 1;
            assert_eq!(now, b"old", "{blocks}");
            assert!(
                said.contains("cannot write") && said.contains("report.json"),
                "{said}"
            );
        } else {
            done += 1;
            assert_eq!(output.status.code(), Some(1), "{blocks}: {said}");
            assert_eq!(now, whole, "{blocks}");
        }
        let names = std::fs::read_dir(at).unwrap().count();
        assert_eq!(names, 2, "{blocks}: something is left over");
    }
    assert!(full > 0 && done > 0, "{full} {done}");
}
