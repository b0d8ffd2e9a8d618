//! How a check of a plan grows with its resources, against reading its JSON alone, in one run.
//!
//! `cargo bench --bench plan` prints, for plans of four forms, what 25,000 and 100,000 resources cost (or a
//! quarter of the number in `FAIRNOTICE_RESOURCES`, and that number), the exponent between them, and the peak
//! of memory so far where the system states it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::allow_attributes,
    missing_docs,
    reason = "a bench is no library"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use fairnotice::Project;
use jiff::civil::date;

const ESTATE: &str = "\
name: Chess Club
controller: club
parties: [{id: club, name: Chess Club, country: DE}]
systems:
  - {id: records, name: Records, operator: club, hosting: DE,
     deployed: [{type: aws_db_instance}, {type: aws_s3_bucket, tags: {team: t1}}]}
flows:
  - {id: sign-up, from: data-subjects, to: records, subjects: customer, data: [name],
     purpose: service-provision, basis: contract}
";

/// Forms of plans.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// Each resource has a block of its own.
    Flat,
    /// All are of one module with `for_each`.
    ForEach,
    /// Five in each of many modules.
    Modules,
    /// As `Flat`, and everything once more among the planned values, as `show -json` prints it.
    Whole,
}

/// The type of a resource and its values, by its number.
fn values(at: usize) -> (&'static str, String) {
    match at % 5 {
        0 => (
            "aws_s3_bucket",
            format!(
                r#"{{"bucket":"b{at}","force_destroy":false,"tags":{{"team":"t{}","env":"prod"}}}}"#,
                at % 40
            ),
        ),
        1 => (
            "aws_db_instance",
            format!(
                r#"{{"identifier":"d{at}","engine":"postgres","storage_encrypted":true,"backup_retention_period":7,"tags":null}}"#
            ),
        ),
        2 => (
            "aws_sqs_queue",
            format!(r#"{{"name":"q{at}","delay_seconds":0,"fifo_queue":false,"tags":null}}"#),
        ),
        3 => (
            "aws_lambda_function",
            format!(
                r#"{{"function_name":"f{at}","environment":[{{"variables":{{"TABLE":"t{at}","URL":"https://s{}.example.com"}}}}]}}"#,
                at % 50
            ),
        ),
        _ => (
            "aws_iam_role",
            format!(r#"{{"name":"r{at}","assume_role_policy":"{{}}"}}"#),
        ),
    }
}

/// The module of a resource, its name and its key, by its number.
fn place(form: Form, at: usize) -> (String, String, String) {
    match form {
        Form::Flat | Form::Whole => (String::new(), format!("x{at}"), String::new()),
        Form::ForEach => (
            format!("module.m[\\\"k{}\\\"].", at / 5),
            "x".to_owned(),
            String::new(),
        ),
        Form::Modules => (
            format!("module.m{}.", at / 5),
            "x".to_owned(),
            String::new(),
        ),
    }
}

fn block(type_name: &str, name: &str) -> String {
    format!(
        r#"{{"address":"{type_name}.{name}","mode":"managed","type":"{type_name}","name":"{name}","provider_config_key":"aws","expressions":{{}}}}"#
    )
}

fn plan(form: Form, count: usize) -> String {
    let provider = "registry.terraform.io/hashicorp/aws";
    let (mut changes, mut planned) = (String::new(), String::new());
    let mut blocks: Vec<String> = Vec::new();
    let mut calls: Vec<String> = Vec::new();
    for at in 0..count {
        let (type_name, after) = values(at);
        let (module, name, key) = place(form, at);
        let comma = if at == 0 { "" } else { "," };
        let address = format!("{module}{type_name}.{name}{key}");
        let head = format!(
            r#""address":"{address}","mode":"managed","type":"{type_name}","name":"{name}","provider_name":"{provider}""#
        );
        write!(
            changes,
            r#"{comma}{{{head},"change":{{"actions":["create"],"before":null,"after":{after},"after_unknown":{{"arn":true,"id":true}},"after_sensitive":{{}}}}}}"#
        )
        .unwrap();
        if matches!(form, Form::Whole) {
            write!(
                planned,
                r#"{comma}{{{head},"values":{after},"sensitive_values":{{}}}}"#
            )
            .unwrap();
        }
        match form {
            Form::ForEach if at >= 5 => {}
            _ => blocks.push(block(type_name, &name)),
        }
        if matches!(form, Form::Modules) && at % 5 == 4 {
            let inner = std::mem::take(&mut blocks).join(",");
            calls.push(format!(
                r#""m{}":{{"module":{{"resources":[{inner}]}}}}"#,
                at / 5
            ));
        }
    }
    if matches!(form, Form::ForEach) {
        let inner = std::mem::take(&mut blocks).join(",");
        calls.push(format!(r#""m":{{"module":{{"resources":[{inner}]}}}}"#));
    }
    format!(
        r#"{{"format_version":"1.2","planned_values":{{"root_module":{{"resources":[{planned}]}}}},"resource_changes":[{changes}],"configuration":{{"provider_config":{{"aws":{{"name":"aws","expressions":{{"region":{{"constant_value":"us-east-1"}}}}}}}},"root_module":{{"resources":[{}],"module_calls":{{{}}}}}}}}}"#,
        blocks.join(","),
        calls.join(",")
    )
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = black_box(work());
    (start.elapsed(), done)
}

/// What a check of the estate in a folder costs together with its plan.
fn whole_check(folder: &Path) -> (Duration, usize) {
    timed(|| {
        let project = Project::open(folder).expect("the estate is in order");
        let project = project
            .import(folder.join("plan.json"))
            .expect("the plan is one");
        let outcome = project
            .check(date(2026, 11, 24))
            .run()
            .expect("the law is in force");
        outcome.findings.len()
    })
}

/// The peak of resident memory, which Linux reports in `/proc/self/status`.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

fn main() {
    let asked = std::env::var("FAIRNOTICE_RESOURCES").ok();
    let most: usize = asked.and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("fairnotice.yaml"), ESTATE).expect("a file");
    for form in [Form::Flat, Form::ForEach, Form::Modules, Form::Whole] {
        let mut before: Option<(usize, Duration)> = None;
        for count in [most / 4, most] {
            let text = plan(form, count);
            let path = folder.path().join("plan.json");
            std::fs::write(&path, &text).expect("a file");
            let megabytes = text.len() / 1_000_000;
            let (parse, _) = timed(|| serde_json::from_str::<serde_json::Value>(&text).is_ok());
            drop(text);
            let (check, findings) = whole_check(folder.path());
            let exponent = before.map_or_else(String::new, |(less, time)| {
                let times = check.as_secs_f64() / time.as_secs_f64();
                let more = count as f64 / less as f64;
                format!(", exponent {:.2}", times.ln() / more.ln())
            });
            println!(
                "{form:?} {count} resources, {megabytes} MB: JSON alone {parse:.2?}, check {check:.2?}, ratio {:.1}{exponent}; {findings} findings; peak memory {}",
                check.as_secs_f64() / parse.as_secs_f64(),
                peak_memory()
            );
            before = Some((count, check));
        }
    }
}
