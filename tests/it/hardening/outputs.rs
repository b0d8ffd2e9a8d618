//! `--output` writes the file that is named, keeps what it is, and nothing else.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use super::ESTATE;
use crate::support::run::{DAY, Ran, command, folder, ran, run, write};

fn check(folder: &Path, outputs: &[&str]) -> Ran {
    let mut call = vec!["check", "--as-of", DAY];
    call.extend(outputs.iter().flat_map(|output| ["--output", output]));
    run(folder, &call)
}

fn estate() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    folder
}

fn is_report(text: &str) -> bool {
    text.contains("\"findings\"")
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    let folder = estate();
    let at = folder.path();
    std::fs::create_dir(at.join("deep")).unwrap();
    write(at, "deep/real.json", "old");
    for (link, target) in [
        ("link", "deep/real.json"),
        ("new", "deep/made.json"),
        ("twice", "link"),
    ] {
        std::os::unix::fs::symlink(target, at.join(link)).unwrap();
        check(at, &[&format!("json={link}")]).exits(1);
        let kept = at.join(link).symlink_metadata().unwrap();
        assert!(kept.file_type().is_symlink(), "{link}");
        assert!(is_report(&std::fs::read_to_string(at.join(link)).unwrap()));
    }
    std::os::unix::fs::symlink("deep", at.join("folder")).unwrap();
    let err = check(at, &["json=folder"]).exits(2).err;
    assert!(err.contains("it is a folder"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_rights_and_a_new_one_has_those_of_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let folder = estate();
    let at = folder.path();
    let rights = |name: &str| at.join(name).metadata().unwrap().permissions().mode() & 0o777;
    write(at, "old.json", "old");
    std::fs::set_permissions(at.join("old.json"), PermissionsExt::from_mode(0o600)).unwrap();
    check(at, &["old.json"]).exits(1);
    assert_eq!(rights("old.json"), 0o600);
    for (umask, expected) in [("077", 0o600), ("022", 0o644), ("002", 0o664)] {
        let _ = std::fs::remove_file(at.join("new.json"));
        let line = format!(
            "umask {umask}; exec '{}' check --as-of {DAY} --output new.json",
            env!("CARGO_BIN_EXE_fairnotice")
        );
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &line]).current_dir(at);
        ran(shell.output().unwrap()).exits(1);
        assert_eq!(rights("new.json"), expected, "{umask}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to() {
    use std::os::unix::fs::FileTypeExt;
    let folder = estate();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let call = ["check", "--as-of", DAY, "--output", "json=pipe"];
    let mut child = command(folder.path(), &call)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut text = String::new();
    let mut file = std::fs::File::open(&pipe).unwrap();
    file.read_to_string(&mut text).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(is_report(&text), "{text}");
    assert!(pipe.symlink_metadata().unwrap().file_type().is_fifo());
}

/// `/dev/stdout` and `/dev/fd/3` lead to what is open already: a pipe, or a file with earlier lines.
#[cfg(target_os = "linux")]
#[test]
fn a_stream_that_is_open_is_written_to_and_not_replaced() {
    let folder = estate();
    let at = folder.path();
    let program = env!("CARGO_BIN_EXE_fairnotice");
    let check = format!("'{program}' check --as-of {DAY} --format concise --fail-on never");
    let shell = |script: &str| {
        let mut call = std::process::Command::new("sh");
        let ran = call.args(["-c", script]).current_dir(at).output().unwrap();
        assert!(ran.status.success(), "{script}: {ran:?}");
        String::from_utf8(ran.stdout).unwrap()
    };
    for name in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let out = shell(&format!("{check} --output json={name} | cat"));
        assert!(
            out.contains("\"version\"") && out.contains("fairnotice.yaml:"),
            "{out}"
        );
        for redirect in [">>", ">"] {
            let name = format!("json={name}");
            shell(&format!(
                "echo earlier > log; {check} --output {name} {redirect} log"
            ));
            let log = std::fs::read_to_string(at.join("log")).unwrap();
            assert_eq!(
                log.contains("earlier"),
                redirect == ">>",
                "{redirect} {log}"
            );
            assert!(
                log.contains("\"version\"") && log.contains("fairnotice.yaml:"),
                "{log}"
            );
        }
    }
    shell(&format!(
        "echo earlier > log; {check} --output json=/dev/fd/3 3>> log"
    ));
    let log = std::fs::read_to_string(at.join("log")).unwrap();
    assert!(log.starts_with("earlier\n{"), "{log}");
}

#[test]
fn standard_output_has_a_name() {
    let folder = estate();
    let at = folder.path();
    let json = run(at, &["check", "--as-of", DAY, "--format", "json"]).exits(1);
    assert_eq!(check(at, &["json=-"]).exits(1), json);
    let plain = run(at, &["check", "--as-of", DAY]).exits(1);
    assert_eq!(check(at, &["-"]).exits(1), plain);
    let err = check(at, &["json=-", "sarif=-"]).refused().err;
    assert!(err.contains("`json` and `sarif`"), "{err}");
    assert!(!at.join("-").exists());
}

#[test]
fn no_output_replaces_another_or_what_was_read() {
    let folder = estate();
    let at = folder.path();
    write(at, "plan.json", r#"{"version": 4, "resources": []}"#);
    let before = std::fs::read(at.join("fairnotice.yaml")).unwrap();
    for (outputs, expected) in [
        (&["json=a", "sarif=a"][..], "one output"),
        (&["json=a", "sarif=./b/../a"], "one output"),
        (&["json=fairnotice.yaml"], "was read"),
        (&["json=./fairnotice.yaml"], "was read"),
    ] {
        std::fs::create_dir_all(at.join("b")).unwrap();
        let err = check(at, outputs).exits(2).err;
        assert!(err.contains(expected), "{outputs:?}: {err}");
        assert!(!at.join("a").exists(), "{outputs:?}");
    }
    let call = ["check", "--as-of", DAY, "--write-baseline", "base.json"];
    let both = [&call[..], &["--output", "json=base.json"]].concat();
    let err = run(at, &both).exits(2).err;
    assert!(err.contains("one output"), "{err}");
    assert!(!at.join("base.json").exists());
    run(at, &call).exits(0);
    for input in [["--baseline", "base.json"], ["--deployed", "plan.json"]] {
        let named = format!("json={}", input[1]);
        let call = [&call[..3], &input[..], &["--output", &named]].concat();
        let err = run(at, &call).exits(2).err;
        assert!(err.contains("was read"), "{err}");
    }
    // A baseline is renewed by the run that reads it.
    let renew = [&call[..], &["--baseline", "base.json"]].concat();
    run(at, &renew).exits(0);
    assert_eq!(std::fs::read(at.join("fairnotice.yaml")).unwrap(), before);
    #[cfg(unix)]
    {
        std::fs::hard_link(at.join("fairnotice.yaml"), at.join("same.json")).unwrap();
        check(at, &["same.json"]).exits(2);
    }
}

/// The exit code is that of the findings, even if nothing reads the output.
#[test]
fn a_reader_that_goes_away_clears_nothing() {
    let folder = estate();
    for format in ["terminal", "json", "sarif", "junit", "markdown", "github"] {
        let call = ["check", "--as-of", DAY, "--format", format];
        let mut child = command(folder.path(), &call)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ran = ran(child.wait_with_output().unwrap()).exits(1);
        assert_eq!(ran.err, "", "{format}");
    }
}

/// What a killed run left is removed by the next, and nobody else's file is.
#[test]
fn what_is_left_over_is_removed() {
    let folder = estate();
    let at = folder.path();
    let hours_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3 * 60 * 60);
    for name in [".fairnotice-12-0.tmp", ".fairnotice-notes", "x.tmp"] {
        write(at, name, "x");
        let file = std::fs::File::options().write(true).open(at.join(name));
        file.unwrap().set_modified(hours_ago).unwrap();
    }
    write(at, ".fairnotice-13-0.tmp", "another run, at work");
    check(at, &["a.json"]).exits(1);
    let mut names: Vec<String> = std::fs::read_dir(at)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            ".fairnotice-13-0.tmp",
            ".fairnotice-notes",
            "a.json",
            "fairnotice.yaml",
            "x.tmp"
        ]
    );
}
