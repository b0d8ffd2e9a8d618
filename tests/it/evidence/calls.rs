//! The verb as a user meets it, and what a check makes of the file that it writes.

use std::path::Path;

use fairnotice::citations::Settings;
use fairnotice::cli::{Arguments, Env, run as run_call};

use super::server::Server;
use super::settings;
use crate::support;
use crate::support::run::{Ran, folder, run, write};
use clap::Parser;

/// An estate that cites some links: the first as the address of its notice.
fn estate(folder: &Path, links: &[String]) {
    let yaml = format!(
        "name: Example\ncontroller: us\nnotice:\n  title: Notice\n  published: 2024-01-01\n  url: {}\n  \
         text: |\n    We keep your name. See {} for more.\n  statements: []\nparties:\n  - {{id: us, name: Us, country: GB}}\n  \
         - {{id: vendor, name: Vendor, country: GB, evidence: \"{}\"}}\nflows: []\n",
        links[0], links[1], links[2]
    );
    write(folder, "fairnotice.yaml", yaml);
}

/// Runs the verb on a day, in this process: only so may it ask a server of this machine.
fn check_on(day: &str, folder: &Path, network: Settings, more: &[&str]) -> Ran {
    let mut call = vec!["fairnotice", "evidence", "check"];
    call.extend(more);
    let arguments = Arguments::try_parse_from(call).unwrap();
    let streams = support::run::folder();
    let at = |name: &str| streams.path().join(name);
    let file = |name: &str| Box::new(std::fs::File::create(at(name)).unwrap());
    let mut env = Env {
        out: file("out"),
        err: file("err"),
        terminal: false,
        pager: None,
        width: 80,
        color: false,
        error_terminal: false,
        error_color: false,
        today: day.parse().unwrap(),
        folder: folder.to_owned(),
        inputs: Vec::new(),
        network,
    };
    let code = run_call(&arguments, &mut env) as i32;
    drop(env);
    Ran {
        code,
        out: std::fs::read_to_string(at("out")).unwrap(),
        err: std::fs::read_to_string(at("err")).unwrap(),
    }
}

fn lock(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("evidence.lock")).unwrap()
}

/// Without what differs from run to run: the port, and the ids of findings on its links.
fn plain(server: &Server, text: &str) -> String {
    let text = text.replace(&server.host, "127.0.0.1:PORT");
    let lines = text
        .lines()
        .map(|line| match line.split_once("fairnotice explain ") {
            Some((before, _)) => format!("{before}fairnotice explain ID"),
            None => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn with_snapshots(compare: impl FnOnce()) {
    support::snapshots("evidence", compare);
}

#[test]
fn a_text_changes_and_a_link_dies_and_a_check_reports_both() {
    let server = Server::start();
    let estate_folder = folder();
    let at = estate_folder.path();
    server.put("/notice", "<p>We share data.</p>");
    server.put("/list", "<p>Alpha, Beta</p>");
    estate(
        at,
        &[
            server.url("/notice"),
            server.url("/list"),
            server.url("/there"),
        ],
    );
    let network = || settings(&[&server]);

    let first = check_on("2026-03-01", at, network(), &[]).exits(0);
    with_snapshots(|| insta::assert_snapshot!("first", plain(&server, &first.out)));
    with_snapshots(|| insta::assert_snapshot!("lock", plain(&server, &lock(at))));
    let again = check_on("2026-03-01", at, network(), &[]).exits(0);
    assert_eq!(first.out, again.out);

    // A name more on the list, and the notice is taken down.
    server.put("/list", "<p>Alpha, Beta, Gamma</p>");
    let links = ["/taken-down", "/list", "/there"].map(|path| server.url(path));
    estate(at, &links);
    let second = check_on("2026-03-09", at, network(), &["--fail-on", "warning"]).exits(1);
    with_snapshots(|| insta::assert_snapshot!("second", plain(&server, &second.out)));

    // A check reads what was seen and asks nobody.
    let before = server.asked().len();
    let checked = |day: &str| {
        let ran = run(
            at,
            &[
                "check", "--as-of", day, "--format", "json", "--rule", "notice",
            ],
        );
        let findings = ran.json()["findings"].clone();
        let mut rules: Vec<String> = findings
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["rule"].as_str().unwrap().to_owned())
            .filter(|rule| rule.ends_with("dead-link") || rule.ends_with("changed-text"))
            .collect();
        rules.sort();
        rules
    };
    assert_eq!(
        checked("2026-03-10"),
        ["notice/changed-text", "notice/dead-link"]
    );
    assert_eq!(
        checked("2026-03-08"),
        Vec::<String>::new(),
        "of an earlier day nothing is known"
    );
    assert_eq!(server.asked().len(), before);

    let list = server.url("/list");
    let third = check_on("2026-03-10", at, network(), &["--accept", &list]).exits(0);
    assert!(!third.out.contains("changed-text"), "{}", third.out);
    assert!(third.out.contains("notice/dead-link"), "{}", third.out);
    assert!(
        lock(at).contains("\"since\": \"2026-03-09\""),
        "{}",
        lock(at)
    );
    let nothing = check_on("2026-03-11", at, network(), &["--accept", &list]).exits(0);
    assert!(
        nothing.err.contains("no new text to record"),
        "{}",
        nothing.err
    );
}

#[test]
fn a_host_that_is_down_for_a_day_is_no_dead_link_yet() {
    let server = Server::start();
    let estate_folder = folder();
    let at = estate_folder.path();
    estate(
        at,
        &[
            server.url("/broken"),
            server.url("/there"),
            server.url("/page"),
        ],
    );
    let on = |day| check_on(day, at, settings(&[&server]), &["--fail-on", "note"]);
    for day in ["2026-03-01", "2026-03-14"] {
        let ran = on(day).exits(0);
        assert!(ran.out.contains("unreachable"), "{}", ran.out);
    }
    let ran = on("2026-03-15").exits(1);
    assert!(ran.out.contains("notice/dead-link"), "{}", ran.out);
}

/// What was seen is kept while the rest is looked up: a run that is stopped, or reaches its deadline, loses
/// none of it.
#[test]
fn what_was_seen_before_the_deadline_is_kept() {
    let (quick, slow) = (Server::start(), Server::start());
    let links = [quick.url("/there"), slow.url("/silent"), quick.url("/page")];
    let folder = folder();
    estate(folder.path(), &links);
    let network = super::settings(&[&quick, &slow]);
    let late = ["--deadline", "2"];
    let ran = check_on("2026-03-01", folder.path(), network, &late).exits(2);
    assert!(
        ran.err
            .contains("the deadline of 2 s came before 1 of 3 links"),
        "{}",
        ran.err
    );
    let kept = lock(folder.path());
    assert!(kept.contains("/there") && kept.contains("/page"), "{kept}");
    assert!(!kept.contains("/silent"), "{kept}");
    assert!(ran.out.contains("/there"), "{}", ran.out);
    // What was known of a link that was not looked up stays known.
    let known = kept
        .replace("/page", "/silent")
        .replace(&quick.host, "HOST");
    let known = known
        .replacen("HOST", &slow.host, 1)
        .replace("HOST", &quick.host);
    write(folder.path(), "evidence.lock", &known);
    let network = super::settings(&[&quick, &slow]);
    check_on("2026-03-02", folder.path(), network, &late).exits(2);
    let kept = lock(folder.path());
    assert_eq!(kept.matches("2026-03-01").count(), 3, "{kept}");
    assert!(kept.contains("/silent") && kept.contains("/page"), "{kept}");
}

#[test]
fn without_a_network_nothing_is_written() {
    let estate_folder = folder();
    let at = estate_folder.path();
    // Ports of servers that are gone.
    let closed = || {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let hosts = [closed(), closed(), closed()];
    estate(at, &hosts.clone().map(|host| format!("http://{host}/")));
    let network = Settings {
        own: hosts.into_iter().collect(),
        ..settings(&[])
    };
    let ran = check_on("2026-03-01", at, network, &[]).refused();
    assert_eq!(
        ran.err,
        "error: none of 3 hosts can be reached: the network seems to be missing; nothing was written\n"
    );
    assert!(!at.join("evidence.lock").exists());
}

#[test]
fn the_program_itself_asks_no_server_of_this_machine() {
    let server = Server::start();
    let estate_folder = folder();
    let at = estate_folder.path();
    estate(at, &["/there", "/page", "/moved"].map(|it| server.url(it)));
    let ran = run(at, &["evidence", "check"]).exits(0);
    assert!(ran.out.contains("3 not looked at"), "{}", ran.out);
    assert_eq!(server.asked(), Vec::<String>::new());
    assert_eq!(ran.err, "", "no bar where there is no terminal");
}

#[test]
fn a_link_that_is_not_cited_cannot_be_accepted() {
    let server = Server::start();
    let estate_folder = folder();
    let at = estate_folder.path();
    estate(at, &["/there", "/page", "/moved"].map(|it| server.url(it)));
    let wrong = server.url("/ther");
    let ran = check_on(
        "2026-03-01",
        at,
        settings(&[&server]),
        &["--accept", &wrong],
    )
    .refused();
    let words = format!(
        "error: the estate does not cite `{wrong}`; did you mean `{}`?\n",
        server.url("/there")
    );
    assert_eq!(ran.err, words);
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn json_keeps_to_its_schema() {
    let server = Server::start();
    let estate_folder = folder();
    let at = estate_folder.path();
    estate(
        at,
        &[
            server.url("/nothing"),
            server.url("/moved"),
            server.url("/secret"),
        ],
    );
    let ran = check_on(
        "2026-03-01",
        at,
        settings(&[&server]),
        &["--format", "json"],
    )
    .exits(0);
    let schema = run(at, &["schema", "evidence-check"]).exits(0).json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let printed = ran.json();
    let faults: Vec<String> = validator
        .iter_errors(&printed)
        .map(|it| it.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(printed["links"].as_array().unwrap().len(), 3);
    assert_eq!(printed["findings"][0]["rule"], "notice/dead-link");

    let schema = run(at, &["schema", "evidence"]).exits(0).json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let lock: serde_json::Value = serde_json::from_str(&lock(at)).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&lock)
        .map(|it| it.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_lock_that_is_spoilt_is_refused_with_its_place() {
    let estate_folder = folder();
    let at = estate_folder.path();
    estate(
        at,
        &[
            "https://example.org/a",
            "https://example.org/b",
            "https://example.org/c",
        ]
        .map(str::to_owned),
    );
    write(
        at,
        "evidence.lock",
        "{\"version\": 1, \"evidence\": [\n  {\"url\": \"https://example.org/a\", \"state\": \"here\", \"looked\": \"2026-02-30\"}\n]}\n",
    );
    let ran = run(at, &["check", "--as-of", "2026-03-01"]).refused();
    with_snapshots(|| insta::assert_snapshot!("spoilt", ran.err));
}
