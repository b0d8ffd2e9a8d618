//! A hostile estate, page, list, record, plan and visit, given to every command in every format: whatever they say
//! of themselves, nothing of it is obeyed by a terminal, a build log, a browser or a viewer of Markdown.

use std::path::Path;

use serde_json::json;

use super::texts::is_obeyed;
use crate::support::run::{Ran, command, folder, ran, run, write};

/// Words each of which somebody obeys.
const WORDS: &str = "\u{1b}]0;OWNED\u{7}\u{202e}\u{9b}31m<script>OWNED()</script><img src=x onerror=OWNED()> =1+1 ]]> \
    `OWNED` [x](javascript:OWNED) \u{2028}::add-mask::x";

/// The calls, of which together no command is left out. `F` is the id of a finding.
const CALLS: [&[&str]; 36] = [
    &["check", ".", "--as-of", "2026-06-01"],
    &[
        "check",
        "--with",
        "p.json",
        "--suggest",
        "--as-of",
        "2026-06-01",
    ],
    &["check", "--deployed", "plan.json", "--as-of", "2026-06-01"],
    &["check", "--observed", "visit.har", "--as-of", "2026-06-01"],
    &["trace", "--data", "name", "--as-of", "2026-06-01"],
    &["diff", ".", "later", "--as-of", "2026-06-01"],
    &["fix", "--diff", "--as-of", "2026-06-01"],
    &["fix", "--plan", "--as-of", "2026-06-01"],
    &["reconcile", "plan.json"],
    &["observe", "visit.har", "--estate", "."],
    &["observe", "visit.har"],
    &["timeline", "--from", "2026-01-01", "--to", "2026-06-01"],
    &["report", "transfers", "--as-of", "2026-06-01"],
    &["report", "ropa", "--as-of", "2026-06-01"],
    &["report", "recipients", "--as-of", "2026-06-01"],
    &["report", "coverage", "--as-of", "2026-06-01"],
    &["explain", "F", "--as-of", "2026-06-01"],
    &["explain", WORDS],
    &["rules"],
    &["terms", WORDS],
    &["vendors", WORDS],
    &["law"],
    &["notice", "read", "notice.md"],
    &["notice", "read", "notice.html"],
    &["notice", "lint", "notice.md"],
    &["notice", "draft", "--as-of", "2026-06-01"],
    &["evidence", WORDS],
    &["import", "subprocessors", "list.md"],
    &["import", "ropa", "record.csv"],
    &["import", "systems", "api.json"],
    &[
        "report",
        "transfers",
        "--suggest",
        "--output",
        "page.html",
        "--as-of",
        "2026-06-01",
    ],
    &["schema", WORDS],
    &["questions", "--as-of", "2026-06-01"],
    &[
        "init",
        "new",
        "--notice",
        "notice.md",
        "--subprocessors",
        "list.md",
        "--deployed",
        "plan.json",
    ],
    &["party", "add", WORDS],
    &["flow", "add", WORDS],
];

fn named(what: &str) -> String {
    format!("{what} {WORDS}")
}

fn estate(country: &str) -> String {
    json!({
        "name": named("estate"), "controller": "c",
        "parties": [
            {"id": "c", "name": named("controller"), "country": "GB"},
            {"id": "v", "name": named("vendor"), "country": country, "hosts": ["v.example.org"]},
        ],
        "services": [{"id": "s", "name": named("service")}],
        "systems": [{"id": "y", "name": named("system"), "operator": "v", "hosting": "US",
            "deployed": [{"type": "aws_s3_bucket"}]}],
        "flows": [{"id": "f", "name": named("flow"), "service": "s", "from": "c", "to": "y", "data": ["name"],
            "subjects": "customer", "purpose": "customer-care", "basis": "contract"}],
        "notice": {"title": named("notice"), "published": "2024-01-01", "source": "notice.md",
            "statements": [{"id": "a", "quote": "your data", "collects": {"data": "name"}}]},
    })
    .to_string()
}

fn write_all(at: &Path) {
    let notice =
        format!("# Notice {WORDS}\n\nWe take your data and share your name with Vendor {WORDS}\n");
    for (folder, country) in [("", "IN"), ("later/", "CN")] {
        write(at, &format!("{folder}fairnotice.json"), estate(country));
        write(at, &format!("{folder}notice.md"), &notice);
    }
    write(
        at,
        "p.json",
        json!({"name": WORDS, "parties": [{"id": "w", "name": WORDS, "country": "CN"}]})
            .to_string(),
    );
    let shown = WORDS.replace('<', "&lt;");
    let page = format!(
        "<html><body><h1>N</h1><p>We take your name {shown}</p>{}{WORDS}</body></html>",
        "<div>".repeat(5000)
    );
    write(at, "notice.html", page);
    write(
        at,
        "list.md",
        format!(
            "| Name | Purpose | Country |\n|---|---|---|\n| V {WORDS} | Hosting {WORDS} | US |\n"
        ),
    );
    let cell = WORDS.replace('"', "");
    write(
        at,
        "record.csv",
        format!(
            "Name,Purpose,Data,Recipients\n\"a {cell}\",service,\"name {cell}\",\"V {cell}\"\n"
        ),
    );
    let change = |type_name: &str, after: serde_json::Value| {
        json!({"address": format!("{type_name}.x[\"{WORDS}\"]"), "mode": "managed", "type": type_name, "name": WORDS,
            "provider_name": format!("registry.terraform.io/hashicorp/aws{WORDS}"),
            "change": {"actions": ["create"], "before": null, "after": after, "after_unknown": {}}})
    };
    let changes = [
        change(
            "aws_s3_bucket",
            json!({"bucket": WORDS, "region": named("eu-west-1"), "tags": {"a": WORDS}}),
        ),
        change(&format!("odd_{WORDS}"), json!({"location": WORDS})),
    ];
    let plan = json!({"format_version": "1.2", "resource_changes": changes, "configuration": {"root_module": {}}});
    write(at, "plan.json", plan.to_string());
    let property = json!({"type": "string", "description": WORDS, "x-data-classification": WORDS});
    let schema = json!({"type": "object", "properties": {WORDS: property}});
    let content = json!({"application/json": {"schema": schema}});
    let api = json!({"openapi": "3.0.0", "info": {"title": named("api"), "version": WORDS},
        "paths": {format!("/{WORDS}"): {"post": {"requestBody": {"content": content}, "responses": {}}}}});
    write(at, "api.json", api.to_string());
    let seen = |url: String| {
        json!({"startedDateTime": "2026-05-01T10:00:00Z", "request": {"method": "GET", "url": url, "headers": []},
            "response": {"status": 200, "headers": [{"name": "Set-Cookie", "value": format!("{WORDS}=1; Max-Age=9999999")}],
                "content": {"size": 1}}})
    };
    let entries = [
        seen(format!("https://v.example.org/{WORDS}")),
        seen(format!("https://x{WORDS}.example.net/")),
    ];
    let visit = json!({"log": {"version": "1.2", "creator": {"name": WORDS, "version": "1"}, "entries": entries}});
    write(at, "visit.har", visit.to_string());
}

/// The values of `--format` that the help of a call lists; none where it has no such option.
fn formats(at: &Path, call: &[&str]) -> Vec<String> {
    let verb: Vec<&str> = call
        .iter()
        .copied()
        .filter(|it| it.chars().all(|it| it.is_ascii_lowercase()))
        .take(2)
        .collect();
    let help = run(at, &[&verb, &["--help"][..]].concat());
    let behind = help.out.split("--format <").nth(1).unwrap_or_default();
    let is_next = |line: &&str| line.starts_with("      --") || line.starts_with("  -");
    let option: Vec<&str> = behind.lines().take_while(|it| !is_next(it)).collect();
    let option = option.join("\n");
    let listed = |line: &str| {
        Some(
            line.trim()
                .strip_prefix("- ")?
                .split(':')
                .next()?
                .to_owned(),
        )
    };
    let mut all: Vec<String> = option.lines().filter_map(listed).collect();
    if let Some((_, values)) = option.split_once("[possible values: ") {
        let values = values.split(']').next().unwrap_or_default();
        all.extend(values.split(',').map(|it| it.trim().to_owned()));
    }
    all
}

/// Asserts that nobody obeys a word of an output.
fn harmless(what: &str, text: &str) {
    let is_control = |sign: char| {
        (sign.is_control() && !"\n\t\r".contains(sign))
            || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(is_control), "{what}: {text:?}");
    let obeyed = text.lines().find(|line| is_obeyed(line));
    assert_eq!(obeyed, None, "{what}");
    let is_in = |format: &str| what.ends_with(&format!("--format {format}"));
    if is_in("html") || is_in("markdown") {
        let tag = ["<script>OWNED", "<img src=x"]
            .into_iter()
            .find(|it| text.contains(it));
        assert_eq!(tag, None, "{what}");
    }
    if is_in("markdown") {
        // No Markdown is read in a block of HTML, which `<summary>` is in.
        let mut markdown = text.lines().filter(|it| !it.starts_with("<summary>"));
        let linked = markdown.find(|it| it.contains("[x](javascript"));
        assert_eq!(linked, None, "{what}");
    }
}

#[test]
fn nothing_is_obeyed_whatever_is_asked() {
    let folder = folder();
    let at = folder.path();
    write_all(at);
    let found = run(at, &["check", "--format", "json", "--as-of", "2026-06-01"])
        .exits(1)
        .json();
    let id = found["findings"][0]["id"].as_str().unwrap();
    for call in CALLS {
        let call: Vec<&str> = call
            .iter()
            .map(|it| if *it == "F" { id } else { it })
            .collect();
        let mut all: Vec<Option<String>> = formats(at, &call).into_iter().map(Some).collect();
        if all.is_empty() {
            all.push(None);
        }
        for format in all {
            let mut arguments = call.clone();
            if let Some(format) = &format {
                arguments.extend(["--format", format]);
            }
            let what = arguments.join(" ");
            if format.as_deref() == Some("xlsx") {
                // A workbook is no text: tests/it/registers opens it.
                continue;
            }
            let Ran { code, out, err } = ran(command(at, &arguments).output().unwrap());
            assert!((0..=2).contains(&code), "{what}: {code} {err}");
            assert!(
                code != 2 || what.contains(WORDS),
                "{what} was refused: {err}"
            );
            harmless(&what, &out);
            harmless(&format!("{what}: standard error"), &err);
        }
    }
    let page = std::fs::read_to_string(at.join("page.html")).unwrap();
    harmless("remedies on a page --format html", &page);
}

/// A command that is added later is given the hostile files as well.
#[test]
fn no_command_is_left_out() {
    let folder = folder();
    let help = run(folder.path(), &["--help"]).exits(0).out;
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let (list, _) = rest.split_once("\n\n").unwrap();
    let starts = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let verbs: Vec<&str> = starts
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(verbs.len() > 15, "{verbs:?}");
    for verb in verbs {
        // These two take no file and no word.
        let is_fixed = ["completions", "help"].contains(&verb);
        assert!(
            is_fixed || CALLS.iter().any(|call| call[0] == verb),
            "{verb}"
        );
    }
}
