//! Replays the worked examples of `CONTRIBUTING.md` that change the program. All of them are applied, in
//! order, to a copy of what it is built of; the copy is compiled, and the tests in the examples are run.
//!
//! A block of the language `diff` edits the file that the paragraph before it names first: parts between
//! lines `@@`, each of whose lines to find or to remove must be in the file exactly once. A block of
//! the language `rust` is a file, which the paragraph calls new.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::blocks::{blocks, read, root};

const PAGE: &str = "CONTRIBUTING.md";

/// The examples by their headings, in order, and how many files each may touch.
const EXAMPLES: [(&str, usize); 5] = [
    ("Adding a fact", 3),
    ("Adding a subject of rules", 4),
    ("Adding an importer", 2),
    ("Adding an output format", 2),
    ("Adding a verb", 6),
];

/// What the program is built of.
const BUILT_OF: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "build.rs",
    "benches",
    "crates",
    "policies",
    "src",
];

/// Tests of the program that hold of every fact.
const OF_ALL_FACTS: [&str; 2] = [
    "the_schema_has_every_fact_and_no_other",
    "the_schema_has_every_word_and_no_other",
];

#[test]
fn the_worked_examples_compile_and_their_tests_pass() {
    let page = read(PAGE);
    let mut files = Files::new();
    for folder in BUILT_OF {
        files.add(&root().join(folder));
    }
    let mut tests = OF_ALL_FACTS.len();
    for (title, most) in EXAMPLES {
        let example = section(&page, title);
        let mut touched = BTreeSet::new();
        for step in steps(title, example) {
            files.apply(title, &step);
            touched.insert(step.path);
        }
        assert!(
            !touched.is_empty() && touched.len() <= most,
            "`{title}` touches {}, and {most} are promised: {touched:#?}",
            touched.len()
        );
        let own = example.matches("fn worked_").count();
        assert_eq!(own, 1, "`{title}` has one test, called `worked_…`");
        tests += own;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("worked");
    files.write(&folder);
    compile_and_test(&folder, tests);
}

#[test]
fn lines_that_are_found_twice_or_not_at_all_are_refused() {
    let file = "a\n  b\n\n  c\na\n";
    assert_eq!(
        edited(file, "   b\n+  d\n").unwrap(),
        "a\n  b\n  d\n\n  c\na\n"
    );
    assert_eq!(
        edited(file, "-  b\n+  B\n@@\n\n   c\n+d\n").unwrap(),
        "a\n  B\n\n  c\nd\na\n"
    );
    let wrong = |diff| edited(file, diff).unwrap_err();
    assert!(wrong(" a\n+d\n").contains("2 times"));
    assert!(
        wrong(" b\n+d\n").contains("0 times"),
        "a part of a line is no line"
    );
    assert!(wrong("+d\n").contains("nothing to find"));
}

/// The text under a heading of the second level.
fn section<'p>(page: &'p str, title: &str) -> &'p str {
    let mut sections = page.split("\n## ");
    let found = sections.find_map(|section| section.strip_prefix(title)?.strip_prefix('\n'));
    found.unwrap_or_else(|| panic!("{PAGE} has no section `{title}`"))
}

/// One block of an example.
struct Step<'p> {
    /// The file that it is about.
    path: &'p str,
    /// It is the file, and does not edit it.
    is_new: bool,
    text: &'p str,
}

fn steps<'p>(title: &str, example: &'p str) -> Vec<Step<'p>> {
    let mut steps = Vec::new();
    for block in blocks(example) {
        let fence = block.text.as_ptr() as usize - example.as_ptr() as usize;
        let before = example[..fence].rsplit_once("\n\n").map_or("", |it| it.0);
        let lead = before.rsplit("\n\n").next().unwrap_or("");
        let path = lead.split('`').nth(1).filter(|path| path.contains('.'));
        let path = path.unwrap_or_else(|| {
            panic!("{PAGE}, `{title}`: the paragraph before a block names no file:\n{lead}")
        });
        let is_new = lead.contains(&format!("the new file `{path}`"));
        let expected = if is_new { "rust" } else { "diff" };
        assert_eq!(
            block.language, expected,
            "{PAGE}, `{title}`: the block for {path} is `{expected}`"
        );
        steps.push(Step {
            path,
            is_new,
            text: block.text,
        });
    }
    steps
}

/// A text with the parts of a diff applied, or what is wrong with a part.
fn edited(text: &str, diff: &str) -> Result<String, String> {
    let mut text = text.to_owned();
    for part in diff.split("@@\n") {
        let (mut old, mut new) = (String::new(), String::new());
        for line in part.lines() {
            let (mark, rest) = line.split_at(line.len().min(1));
            match mark {
                "+" => new.extend([rest, "\n"]),
                "-" => old.extend([rest, "\n"]),
                " " | "" => {
                    old.extend([rest, "\n"]);
                    new.extend([rest, "\n"]);
                }
                _ => return Err(format!("neither found, added nor taken away: {line}")),
            }
        }
        if old.trim().is_empty() {
            return Err(format!("there is nothing to find in:\n{part}"));
        }
        let places: Vec<usize> = text
            .match_indices(&old)
            .map(|(at, _)| at)
            .filter(|at| *at == 0 || text[..*at].ends_with('\n'))
            .collect();
        let [at] = places.as_slice() else {
            return Err(format!("found {} times, not once:\n{old}", places.len()));
        };
        text.replace_range(*at..at + old.len(), &new);
    }
    Ok(text)
}

/// The files of the copy, by their paths.
struct Files(BTreeMap<PathBuf, Vec<u8>>);

impl Files {
    fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds a file, or all below a folder.
    fn add(&mut self, path: &Path) {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                self.add(&entry.unwrap().path());
            }
        } else {
            let below = path.strip_prefix(root()).unwrap();
            self.0
                .insert(below.to_owned(), std::fs::read(path).unwrap());
        }
    }

    fn apply(&mut self, title: &str, step: &Step<'_>) {
        let path = Path::new(step.path);
        let before = self.0.get(path);
        let after = match (before, step.is_new) {
            (None, true) => Ok(step.text.to_owned()),
            (Some(before), false) => edited(&String::from_utf8(before.clone()).unwrap(), step.text),
            (None, false) => Err("there is no such file".to_owned()),
            (Some(_), true) => Err("there is such a file already".to_owned()),
        };
        let after =
            after.unwrap_or_else(|wrong| panic!("{PAGE}, `{title}`, {}: {wrong}", step.path));
        self.0.insert(path.to_owned(), after.into_bytes());
    }

    /// Makes a folder hold these files and no others. Those that are right already keep their time, so
    /// that they are not compiled again.
    fn write(&self, folder: &Path) {
        let mut there = Vec::new();
        if folder.is_dir() {
            collect(folder, &mut there);
        }
        for path in there {
            if !self.0.contains_key(path.strip_prefix(folder).unwrap()) {
                std::fs::remove_file(&path).unwrap();
            }
        }
        for (path, bytes) in &self.0 {
            let path = folder.join(path);
            if std::fs::read(&path).is_ok_and(|there| there == *bytes) {
                continue;
            }
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, bytes).unwrap();
        }
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found)
        } else {
            found.push(path)
        }
    }
}

/// Compiles the copy and runs so many of its unit tests. The dependencies are those that were built for
/// this run: the target folder is the same, and nothing in it is replaced, since the copy is another
/// package by its path.
fn compile_and_test(folder: &Path, tests: usize) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(cargo);
    command
        .args(["test", "--offline", "--locked", "--lib", "--", "worked_"])
        .args(OF_ALL_FACTS)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        // It is compiled once and not looked into.
        .envs([
            ("CARGO_INCREMENTAL", "0"),
            ("CARGO_PROFILE_DEV_DEBUG", "none"),
        ]);
    // The variables that cargo sets for a test would make build scripts run again.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let of_package = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
            "OUT_DIR",
        ];
        if of_package.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success(),
        "{PAGE}: the examples do not work:\n{said}"
    );
    assert!(
        said.contains(&format!("test result: ok. {tests} passed")),
        "{PAGE}: {tests} tests should run:\n{said}"
    );
    assert!(
        !said.contains("warning:"),
        "{PAGE}: the compiler warns of the examples:\n{said}"
    );
}
