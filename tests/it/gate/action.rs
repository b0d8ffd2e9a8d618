//! The workflow of the README, pasted into a repository that is otherwise empty: its own steps are run as the
//! action states them.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::git::{commit, git};
use crate::support::root;
use crate::support::run::{folder, run, write};
use crate::support::yaml::parsed;

/// The inputs of the action, as the workflow of the README states them.
fn inputs() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, section) = readme.split_once("## In CI").unwrap();
    let (_, block) = section.split_once("```yaml\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let workflow = parsed(block);
    let steps = workflow["jobs"]["privacy"]["steps"].as_array().unwrap();
    let ours = steps.iter().find(|step| {
        let uses = step["uses"].as_str().unwrap();
        uses.starts_with("OWNER/fairnotice@")
    });
    let with = ours.unwrap()["with"].as_object().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    with.iter()
        .map(|(key, value)| (key.clone(), text(value)))
        .collect()
}

/// Runs the step of the action that checks, in a repository whose base is `base`.
fn checked(repository: &Path, base: &str) -> Output {
    let action = parsed(&std::fs::read_to_string(root().join("action.yml")).unwrap());
    let steps = action["runs"]["steps"].as_array().unwrap();
    let check = steps.iter().find(|step| step["id"] == "check").unwrap();
    let given = inputs();
    for (key, _) in &given {
        assert!(
            action["inputs"].get(key).is_some(),
            "the action has no input `{key}`"
        );
    }
    let temp = repository.join(".git/temp");
    std::fs::create_dir_all(temp.join("fairnotice/bin")).unwrap();
    let program = temp.join("fairnotice/bin/fairnotice");
    if !program.exists() {
        std::fs::hard_link(env!("CARGO_BIN_EXE_fairnotice"), &program)
            .or_else(|_| std::fs::copy(env!("CARGO_BIN_EXE_fairnotice"), &program).map(drop))
            .unwrap();
    }
    let mut bash = Command::new("bash");
    bash.args(["-e", "-o", "pipefail", "-c", check["run"].as_str().unwrap()])
        .current_dir(repository)
        .env("RUNNER_TEMP", &temp)
        .env("GITHUB_OUTPUT", temp.join("output"));
    for (variable, value) in check["env"].as_object().unwrap() {
        let value = value.as_str().unwrap();
        let input = value
            .trim_start_matches("${{ inputs.")
            .trim_end_matches(" }}");
        let stated = given.iter().find(|(key, _)| key == input);
        let default = action["inputs"][input]["default"]
            .as_str()
            .unwrap_or_default();
        let value = stated.map_or(default, |(_, value)| value);
        bash.env(
            variable,
            value.replace("origin/${{ github.base_ref }}", base),
        );
    }
    bash.output().unwrap()
}

#[test]
fn the_workflow_of_the_readme_works_as_it_is_pasted() {
    let folder = folder();
    let at = folder.path();
    git(at, &["init", "-q"]);
    run(at, &["init", "privacy"]).exits(0);
    commit(at, "the base");
    let sound = checked(at, "HEAD");
    assert_eq!(sound.status.code(), Some(0), "{sound:?}");
    let sarif = std::fs::read_to_string(at.join("fairnotice.sarif")).unwrap();
    assert!(sarif.contains("\"2.1.0\""), "{sarif}");
    // A branch that collects what the notice does not disclose.
    let path = at.join("privacy/fairnotice.yaml");
    let estate = std::fs::read_to_string(&path).unwrap();
    let more = estate.replace("# - birth-date", "- birth-date");
    assert_ne!(more, estate);
    write(at, "privacy/fairnotice.yaml", more);
    let broken = checked(at, "HEAD");
    assert_eq!(broken.status.code(), Some(1), "{broken:?}");
    let log = String::from_utf8(broken.stdout).unwrap();
    assert!(
        log.contains("::error file=privacy/fairnotice.yaml,"),
        "{log}"
    );
    let output = std::fs::read_to_string(at.join(".git/temp/output")).unwrap();
    assert_eq!(output, "exit-code=0\nexit-code=1\n");
}
