//! The modules of `src/` have an order, and each imports only from those before it; the same holds
//! for the steps of the engine. Some libraries are used by one module each. `ARCHITECTURE.md` says
//! why.

mod cycles;
mod source;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use source::Source;

/// The modules, in the order in which data pass through them.
const MODULES: [&str; 15] = [
    "input",
    "notice",
    "taxonomy",
    "law",
    "vendors",
    "estate",
    "import",
    "observe",
    "citations",
    "engine",
    "project",
    "view",
    "register",
    "report",
    "cli",
];

/// The steps of the engine, likewise.
const STEPS: [&str; 16] = [
    "graph",
    "movement",
    "coverage",
    "facts",
    "as_of",
    "deployment",
    "observed",
    "policy",
    "cases",
    "finding",
    "waivers",
    "check",
    "compare",
    "remedies",
    "timeline",
    "trace",
];

/// Libraries with one importer: the name in code, and the folder or file that may use it.
const USED_BY_ONE: [(&str, &str); 8] = [
    ("reqwest", "src/citations/"),
    ("tokio", "src/citations/"),
    ("html2text", "src/citations/text.rs"),
    ("serde_saphyr", "src/input/yaml.rs"),
    ("cedar_policy", "src/engine/policy/"),
    ("petgraph", "src/engine/graph/"),
    ("psl", "src/observe/host.rs"),
    ("rust_xlsxwriter", "src/report/register/xlsx.rs"),
];

/// More lines than this, and a file is hard to find one's way in.
const LONGEST: usize = 450;

#[test]
fn each_module_imports_only_from_modules_before_it() {
    let mut wrong = Vec::new();
    for source in &*SOURCES {
        wrong.extend(
            source
                .imports()
                .iter()
                .filter_map(|import| broken(source, import)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_are_used_by_their_modules_only() {
    let mut wrong = Vec::new();
    for source in &*SOURCES {
        for (library, user) in USED_BY_ONE {
            if source.names(library) && !source.path.starts_with(user) {
                wrong.push(format!(
                    "{} uses `{library}`, which only {user} may",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (library, user) in USED_BY_ONE {
        let used = SOURCES
            .iter()
            .any(|source| source.path.starts_with(user) && source.names(library));
        assert!(
            used,
            "nothing under {user} uses `{library}`: the test looks for the wrong name"
        );
    }
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut paths = Vec::new();
    for folder in ["tests", "benches", "crates"] {
        collect(&root().join(folder), &mut paths);
    }
    paths.sort();
    let others = paths.iter().map(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(root()).unwrap();
        (path.display().to_string(), text)
    });
    let sources = SOURCES.iter();
    let sources = sources.map(|source| (source.path.clone(), source.text.clone()));
    let mut wrong = Vec::new();
    for (path, text) in sources.chain(others) {
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{path} has {lines} lines; {LONGEST} are the limit"));
        }
        let first = text
            .lines()
            .find(|line| !line.starts_with("#![") && !line.is_empty());
        if !first.is_some_and(|line| line.starts_with("//!")) {
            wrong.push(format!(
                "{path} does not begin by saying what it is for (`//!`)"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_estate_reads_documents_as_they_are_written() {
    let written = ["estate".to_owned(), "raw".to_owned()];
    for source in &*SOURCES {
        let reads = source
            .imports()
            .iter()
            .any(|path| path.starts_with(&written));
        assert!(
            !reads || source.module.first() == written.first(),
            "{} uses `crate::estate::raw`: words are in `estate::vocabulary`, the rest in `estate::model`",
            source.path
        );
    }
}

#[test]
fn every_file_is_in_a_known_module() {
    for source in &*SOURCES {
        let module = source.module.first().map_or("", String::as_str);
        let edge = ["src/lib.rs", "src/main.rs"].contains(&source.path.as_str());
        assert!(
            edge || MODULES.contains(&module),
            "{} is in no known module",
            source.path
        );
    }
}

#[test]
fn the_test_sees_what_it_judges() {
    // A reader that found nothing would find nothing wrong.
    let source = Source::new(
        "src/engine/coverage/data.rs",
        "//! About `crate::cli`, in words only.\n\
         use crate::{law::Regime, engine::policy::{self, Rules}};\n\
         use super::super::check;\n\
         fn f() { let s = \"crate::report\"; let _ = (crate::cli::run(), '\"'); } // crate::import\n\
         fn g<'a>(_: &'a str) -> Option<super::Verdict> { cedar_policy::f(r#\"petgraph\"#) }\n\
         #[cfg(test)]\nmod tests {\n    use crate::cli;\n    fn h() { petgraph::f() }\n}\n",
    );
    let imports: Vec<String> = source
        .imports()
        .iter()
        .map(|path| path.join("::"))
        .collect();
    assert_eq!(
        imports,
        [
            "law::Regime",
            "engine::policy::self",
            "engine::policy::Rules",
            "engine::check",
            "cli::run",
            "engine::coverage::Verdict",
        ]
    );
    assert!(source.names("cedar_policy") && !source.names("petgraph"));
    let wrong: Vec<String> = source
        .imports()
        .iter()
        .filter_map(|import| broken(&source, import))
        .collect();
    assert_eq!(wrong.len(), 4, "{wrong:#?}");
    let early = Source::new("src/law/a.rs", "use crate::estate;");
    assert!(
        early
            .imports()
            .iter()
            .all(|import| broken(&early, import).is_some())
    );
}

/// What is wrong with an import, if anything.
fn broken(source: &Source, import: &[String]) -> Option<String> {
    let here = source.module.first()?;
    let there = import.first()?;
    let rank = |order: &[&str], name: &str| order.iter().position(|known| *known == name);
    let shown = import.join("::");
    let Some(rank_there) = rank(&MODULES, there) else {
        return Some(format!(
            "{} uses `crate::{shown}`, which is in no known module",
            source.path
        ));
    };
    if rank_there > rank(&MODULES, here)? {
        return Some(format!(
            "{} uses `crate::{shown}`: `{there}` comes after `{here}`",
            source.path
        ));
    }
    if here != "engine" || there != "engine" {
        return None;
    }
    // The head of the engine only lists its steps.
    let step_here = source.module.get(1)?;
    let step_there = import.get(1)?;
    let (Some(before), Some(after)) = (rank(&STEPS, step_there), rank(&STEPS, step_here)) else {
        return Some(format!(
            "{} uses `crate::{shown}`, and one of the two is no step of the engine",
            source.path
        ));
    };
    (before > after).then(|| {
        format!(
            "{} uses `crate::{shown}`: `{step_there}` comes after `{step_here}`",
            source.path
        )
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of code under `src/`, without those that are compiled for tests only.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(sources);

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    let all: Vec<Source> = paths
        .iter()
        .map(|path| {
            let shown = path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            Source::new(&shown, &std::fs::read_to_string(path).unwrap())
        })
        .collect();
    let for_tests: Vec<Vec<String>> = all.iter().flat_map(Source::test_modules).collect();
    let kept: Vec<Source> = all
        .into_iter()
        .map(|source| {
            if for_tests
                .iter()
                .any(|module| source.module.starts_with(module))
            {
                source.without_code()
            } else {
                source
            }
        })
        .collect();
    assert!(kept.len() > 50, "found {} files only", kept.len());
    kept
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
