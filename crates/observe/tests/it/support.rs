//! Folders with files, and runs of the program in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder that is removed when it is dropped.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file, and the folders that it is in.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.join(name)).unwrap()
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_fairnotice-observe"))
            .args(arguments)
            .current_dir(self.path())
            .output();
        Ran(output.unwrap())
    }

    /// Counts files, which must work, and gives the edges as a table.
    pub fn edges(&self, inputs: &[&str]) -> String {
        let arguments = [&["reduce", "--out", "edges.csv"], inputs].concat();
        self.run(&arguments).succeeds();
        self.read("edges.csv")
    }
}

/// A run that has ended.
pub struct Ran(Output);

impl Ran {
    pub fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    /// What it said, where it succeeded.
    pub fn succeeds(&self) -> String {
        assert_eq!(self.0.status.code(), Some(0), "{}", self.err());
        self.err()
    }

    /// What it said, where it failed.
    pub fn fails(&self) -> String {
        assert_eq!(self.0.status.code(), Some(2), "{}", self.err());
        assert_eq!(self.out(), "");
        let err = self.err();
        assert!(err.contains("error: ") && err.contains("help: "), "{err}");
        err
    }
}

/// The first line of a table of edges.
pub const HEADER: &str = "source,destination,kind,n,bytes,first,last\n";

/// A table of edges.
pub fn table(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
    format!("{HEADER}{rows}")
}
