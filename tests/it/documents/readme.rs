//! What README and its neighbours promise: examples show what the program prints, verbs exist, and
//! links lead somewhere. `FAIRNOTICE_UPDATE=1` updates the examples.

use std::path::Path;
use std::process::Command;

use super::blocks::{Block, blocks, prose, read, root, update, write};
use clap::CommandFactory;
use fairnotice::cli::Arguments;

/// The pages that people read first.
const PAGES: [&str; 6] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/README.md",
    "docs/testing.md",
    "policies/README.md",
];

#[test]
fn examples_show_what_the_program_prints() {
    let text = read("README.md");
    let examples: Vec<Block> = blocks(&text)
        .into_iter()
        .filter(|block| block.language == "console")
        .collect();
    assert!(
        examples.len() >= 2,
        "README has {} examples only",
        examples.len()
    );
    let mut new = text.clone();
    for example in &examples {
        let command = command(example.text);
        let arguments = command.replace("\\\n", " ");
        let shown = format!("$ fairnotice {command}\n{}", printed(&arguments));
        new = new.replace(example.text, &shown);
    }
    if update() {
        write("README.md", &new);
    } else {
        assert!(
            new == text,
            "README.md shows something else; `FAIRNOTICE_UPDATE=1 cargo test` writes:\n{new}"
        );
    }
}

#[test]
fn verbs_and_options_exist() {
    let known = Arguments::command();
    let mut seen = 0;
    for page in PAGES {
        let text = read(page);
        for call in text
            .split("fairnotice ")
            .skip(1)
            .filter_map(|rest| rest.split(['`', '\n']).next())
        {
            let mut words = call.split_whitespace();
            let Some(verb) = words
                .next()
                .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()))
            else {
                continue;
            };
            // In prose the name is followed by some other word.
            let quoted = text.contains(&format!("`fairnotice {call}`"))
                || text.contains(&format!("$ fairnotice {call}"));
            if !quoted || verb == "help" {
                continue;
            }
            let found = known
                .get_subcommands()
                .find(|known| known.get_name() == verb);
            let found = found.unwrap_or_else(|| panic!("{page}: there is no verb `{verb}`"));
            for option in words.filter_map(|word| word.strip_prefix("--")) {
                let exists = found
                    .get_arguments()
                    .any(|argument| argument.get_long() == Some(option));
                assert!(exists, "{page}: `{verb}` has no option `--{option}`");
            }
            seen += 1;
        }
    }
    assert!(seen >= 3, "saw {seen} calls only");
    // And none is left out.
    let readme = read("README.md");
    for verb in known.get_subcommands() {
        let name = verb.get_name();
        assert!(
            readme.contains(&format!("| `{name}")),
            "README does not mention `{name}`"
        );
    }
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for page in PAGES {
        let folder = root().join(page).parent().unwrap().to_owned();
        let text = prose(&read(page));
        let links: Vec<&str> = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .collect();
        for link in links {
            let path = link.split('#').next().unwrap_or("");
            if !link.contains("://") && !path.is_empty() && !folder.join(path).exists() {
                wrong.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "these lead nowhere:\n{}",
        wrong.join("\n")
    );
}

/// The arguments in the first line of an example, and in those that continue it.
fn command(example: &str) -> &str {
    let rest = example.strip_prefix("$ fairnotice ");
    let rest = rest.unwrap_or_else(|| panic!("no command in the first line of:\n{example}"));
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        end += line.len();
        if !line.ends_with("\\\n") {
            break;
        }
    }
    rest[..end].trim_end()
}

/// What the program prints on standard output, outside of a terminal. What it writes lands in a
/// folder that is thrown away.
fn printed(command: &str) -> String {
    let writes = command.starts_with("init ");
    let scratch = writes.then(|| tempfile::tempdir().unwrap());
    let folder = scratch.as_ref().map_or(root(), |folder| folder.path());
    let mut program = Command::new(Path::new(env!("CARGO_BIN_EXE_fairnotice")));
    let done = program
        .args(command.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        done.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap()
}
