//! Colour, terminals, pipes whose reader goes away, full disks.

use super::*;

#[test]
fn no_colour_goes_into_pipes_and_files() {
    let tried = tried();
    for format in FORMATS {
        let piped = check(
            tried.path(),
            &["--format", format, "--output", "report.txt"],
        );
        assert!(
            !piped.out.contains('\u{1b}') && !piped.err.contains('\u{1b}'),
            "{format}"
        );
    }
    assert!(
        !std::fs::read_to_string(tried.path().join("report.txt"))
            .unwrap()
            .contains('\u{1b}')
    );
    write(tried.path(), "fairnotice.yaml", "controler: a\n");
    assert!(!check(tried.path(), &[]).err.contains('\u{1b}'));
}

/// What a terminal is sent: `script` gives the run one. `None` where there is no such tool.
#[cfg(target_os = "linux")]
fn in_terminal(folder: &Path, plain: bool) -> Option<String> {
    let line = format!("{} check --as-of {DAY}", env!("CARGO_BIN_EXE_fairnotice"));
    let mut script = std::process::Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm-256color")
        .env("NO_PAGER", "1")
        .stdin(Stdio::null());
    if plain {
        script.env("NO_COLOR", "1")
    } else {
        script.env_remove("NO_COLOR")
    };
    Some(String::from_utf8(script.output().ok()?.stdout).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_colour_unless_it_is_unwanted() {
    let tried = tried();
    let (Some(coloured), Some(plain)) = (
        in_terminal(tried.path(), false),
        in_terminal(tried.path(), true),
    ) else {
        eprintln!("skipped: no `script` to give a run a terminal");
        return;
    };
    assert!(coloured.contains("\u{1b}["), "{coloured:?}");
    assert!(
        !plain.contains('\u{1b}') && plain.contains("undisclosed-data"),
        "{plain:?}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let root = root();
    for arguments in [
        &["check", "flows/eis", "--as-of", DAY][..],
        &["check", "flows/eis", "--as-of", DAY, "--format", "json"],
        &["check", "flows/eis", "--as-of", DAY, "--format", "sarif"],
        &["law"],
        &["schema", "estate"],
        &["completions", "bash"],
    ] {
        let mut child = command(&root, arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!(ran.err, "", "{arguments:?}");
        assert!(
            ran.code == 0 || ran.code == 1,
            "{arguments:?}: {}",
            ran.code
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_and_no_panic() {
    let root = root();
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else {
        return;
    };
    let output = command(&root, &["check", "flows/eis", "--as-of", DAY])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with("error: cannot write"), "{err}");
}
