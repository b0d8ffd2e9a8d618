//! A line for each finding, the counts by rule, and the pager.

use super::*;

/// The parts of a line, `path:line:column: severity: rule: message`.
fn parts(line: &str) -> (String, usize, usize, String, String) {
    let mut parts = line.splitn(4, ": ");
    let place = parts.next().unwrap();
    let mut place = place.rsplitn(3, ':');
    let column = place.next().unwrap().parse().unwrap();
    let at = place.next().unwrap().parse().unwrap();
    let path = place.next().unwrap().to_owned();
    let severity = parts.next().unwrap().to_owned();
    let rule = parts.next().unwrap().to_owned();
    assert!(!parts.next().unwrap().is_empty(), "{line}");
    (path, at, column, severity, rule)
}

#[test]
fn each_finding_has_one_line_with_its_place() {
    let tried = tried();
    let concise = check(tried.path(), &["--format", "concise"]);
    let json = check(tried.path(), &["--format", "json"]).json();
    let findings = json["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    let lines: Vec<_> = concise.out.lines().map(parts).collect();
    assert_eq!(lines.len(), findings.len());
    for (line, finding) in lines.iter().zip(findings) {
        let label = &finding["labels"][0];
        assert_eq!(line.0, label["file"].as_str().unwrap());
        assert_eq!(line.1 as u64, label["line"].as_u64().unwrap());
        assert_eq!(line.2 as u64, label["column"].as_u64().unwrap());
        assert_eq!(line.4, finding["rule"].as_str().unwrap());
    }
}

#[test]
fn a_whole_estate_in_lines() {
    let eis = ["check", "flows/eis", "--as-of", DAY, "--format", "concise"];
    let found = run(&root(), &eis).exits(1);
    snapshots(|| insta::assert_snapshot!("concise", found.out));
}

#[test]
fn a_proposal_in_lines_states_what_changes() {
    let proposal = "flows/eis/proposals/message-carrier.yaml";
    let mut call = vec!["check", "flows/eis", "--as-of", "2027-04-01"];
    call.extend(["--with", proposal, "--format", "concise"]);
    let found = run(&root(), &call);
    assert!(!found.out.is_empty());
    for line in found.out.lines() {
        let ends = [" (new)", " (changed)", " (resolved)"];
        assert!(ends.iter().any(|end| line.ends_with(end)), "{line}");
    }
}

#[test]
fn statistics_count_findings_by_rule() {
    let eis = ["check", "flows/eis", "--as-of", DAY, "--statistics"];
    let found = run(&root(), &eis).exits(1);
    snapshots(|| insta::assert_snapshot!("statistics", found.out));
    let json = run(
        &root(),
        &["check", "flows/eis", "--as-of", DAY, "--format", "json"],
    )
    .json();
    let counted: usize = found
        .out
        .lines()
        .filter(|line| line.contains('/'))
        .filter_map(|line| line.split_whitespace().next()?.parse::<usize>().ok())
        .sum();
    assert_eq!(counted, json["findings"].as_array().unwrap().len());
}

#[test]
fn statistics_and_a_format_exclude_each_other() {
    let tried = tried();
    check(tried.path(), &["--statistics", "--format", "json"]).refused();
}

#[test]
fn no_pager_runs_in_a_pipe() {
    let tried = tried();
    let mut command = command(tried.path(), &["check", "--as-of", DAY]);
    // A pager that ran would change what is printed.
    command.env("PAGER", "wc -l").env_remove("NO_PAGER");
    let piped = ran(command.output().unwrap());
    assert!(piped.out.contains("undisclosed-data"), "{}", piped.out);
}

/// What a screen of five lines shows where `wc -l` is the pager; `None` where there is no `script`.
#[cfg(target_os = "linux")]
fn on_a_small_screen(folder: &Path, more: &str, surroundings: &[(&str, &str)]) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_fairnotice");
    let line = format!("stty rows 5 cols 80 && {program} check --as-of {DAY} {more}");
    let mut script = std::process::Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm-256color")
        .env("PAGER", "wc -l")
        .env_remove("NO_PAGER")
        .envs(surroundings.iter().copied())
        .stdin(Stdio::null());
    Some(String::from_utf8(script.output().ok()?.stdout).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_a_pager_unless_it_is_unwanted() {
    let tried = tried();
    let Some(paged) = on_a_small_screen(tried.path(), "", &[]) else {
        eprintln!("skipped: no `script` to give a run a terminal");
        return;
    };
    assert!(paged.trim().parse::<usize>().is_ok(), "{paged:?}");
    for (more, surroundings) in [
        ("--no-pager", &[][..]),
        ("", &[("NO_PAGER", "1")]),
        ("", &[("PAGER", "cat")]),
        ("", &[("PAGER", "no-such-pager-of-fairnotice")]),
    ] {
        let plain = on_a_small_screen(tried.path(), more, surroundings).unwrap();
        assert!(
            plain.contains("undisclosed-data"),
            "{surroundings:?}: {plain:?}"
        );
    }
}
