//! Running the built binary as a user does.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The day on which the tests judge, well after the last date of any sample.
pub const DAY: &str = "2026-11-24";

/// What a run left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Asserts the exit code, showing everything if it is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }

    /// Asserts that it was refused: exit code 2, nothing on standard output, words on the other.
    #[track_caller]
    pub fn refused(self) -> Self {
        let ran = self.exits(2);
        assert_eq!(ran.out, "", "a refusal has no result");
        assert!(!ran.err.trim().is_empty(), "a refusal says why");
        ran
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// The binary in a folder, with a plain environment.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairnotice"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null());
    command
}

/// Runs the binary in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, arguments).output().unwrap())
}

/// What a run left behind.
pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// An empty folder that goes away with the value. It is named afresh each time, so nothing that is
/// compared may show it.
pub fn folder() -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix("estate-")
        .tempdir()
        .unwrap()
}

/// Writes a file, with the folders above it.
pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Copies a folder with everything below it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target)
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// A folder with the estate that `init` writes.
pub fn starter() -> tempfile::TempDir {
    let folder = folder();
    run(folder.path(), &["init"]).exits(0);
    folder
}

/// A folder with that estate, its line marked TRY uncommented: one finding.
pub fn tried() -> tempfile::TempDir {
    let folder = starter();
    let path = folder.path().join("fairnotice.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let tried = text.replace("# - birth-date   # TRY", "- birth-date   # TRY");
    assert_ne!(text, tried);
    std::fs::write(&path, tried).unwrap();
    folder
}
