//! Documents that are made to be slow, or to fill the memory. The bounds are wide, for slow machines; each
//! of these took minutes, or gigabytes, before it had a limit.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use super::ESTATE;
use crate::support::run::{DAY, Ran, folder, run, write};
use fairnotice::input::limits;

/// Runs a call that must be done in time.
#[track_caller]
fn quick(folder: &Path, call: &[&str]) -> Ran {
    let started = Instant::now();
    let ran = run(folder, call);
    let took = started.elapsed();
    assert!(took < Duration::from_secs(90), "{call:?} took {took:?}");
    ran
}

#[test]
fn a_plan_on_one_line_costs_what_it_would_on_many() {
    let folder = folder();
    let at = folder.path();
    write(
        at,
        "fairnotice.yaml",
        ESTATE.replace(
            "flows:",
            "systems: [{id: store, operator: host, hosting: GB}]\nflows:",
        ),
    );
    let mut resources = Vec::new();
    for number in 0..2000 {
        resources.push(serde_json::json!({
            "address": format!("aws_s3_bucket.b{number}"), "mode": "managed", "type": "aws_s3_bucket",
            "name": format!("b{number}"), "provider_name": "registry.terraform.io/hashicorp/aws",
            "schema_version": 0,
            "values": {"bucket": format!("b{number}"), "region": "us-east-1", "tags": {"system": "store"}},
        }));
    }
    let plan = serde_json::json!({
        "format_version": "1.0", "terraform_version": "1.9.0",
        "values": {"root_module": {"resources": resources}},
    });
    write(at, "plan.json", plan.to_string());
    quick(at, &["check", "--as-of", DAY, "--deployed", "plan.json"]);
    quick(
        at,
        &[
            "check",
            "--as-of",
            DAY,
            "--deployed",
            "plan.json",
            "--format",
            "json",
        ],
    );
    quick(at, &["reconcile", "plan.json"]);
}

#[test]
fn wrong_keys_and_wrong_items_are_counted() {
    let folder = folder();
    let at = folder.path();
    let mut keys = String::new();
    for number in 0..20_000 {
        writeln!(keys, "k{number}: 1").unwrap();
    }
    write(at, "keys.yaml", keys);
    let err = quick(at, &["check", "keys.yaml"]).refused().err;
    assert!(err.contains("more errors in keys.yaml"), "{err}");
    let items = format!("{ESTATE}services:\n{}", "- 1\n".repeat(20_000));
    write(at, "items.yaml", items);
    let err = quick(at, &["check", "items.yaml"]).refused().err;
    assert!(err.contains("19900 more errors in items.yaml"), "{err}");
    assert!(err.contains("20000 errors in 1 file"), "{err}");
}

#[test]
fn a_name_without_blanks_is_broken_as_fast_as_any() {
    let folder = folder();
    let name = "x".repeat(limits::MAX_SCALAR_BYTES / 4);
    write(
        folder.path(),
        "fairnotice.yaml",
        ESTATE.replace("A shop", &name),
    );
    quick(folder.path(), &["check", "--as-of", DAY]).exits(1);
    write(folder.path(), "key.json", format!("{{\"{name}\": 1}}"));
    quick(folder.path(), &["check", "key.json"]).refused();
}

#[test]
fn a_log_of_beginnings_is_read_a_few_times_at_most() {
    let folder = folder();
    write(
        folder.path(),
        "log.txt",
        format!("x\n{}", "{\"a\":\n".repeat(40_000)),
    );
    quick(folder.path(), &["reconcile", "log.txt"]).refused();
}

#[test]
fn values_of_json_have_a_limit() {
    let folder = folder();
    let many = "1,".repeat(limits::MAX_NODES + 10);
    write(
        folder.path(),
        "many.json",
        format!("{{\"name\": [{many}1]}}"),
    );
    let err = quick(folder.path(), &["check", "many.json"]).refused().err;
    assert!(err.contains("more than 2000000 values"), "{err}");
    let err = quick(folder.path(), &["reconcile", "many.json"])
        .refused()
        .err;
    assert!(err.contains("more than 2000000 values"), "{err}");
}

#[test]
fn a_policy_has_a_limit_of_depth() {
    let folder = folder();
    let at = folder.path();
    write(
        at,
        "fairnotice.yaml",
        format!("{ESTATE}policies: own.cedar\n"),
    );
    for (inner, expected) in [
        (
            format!("{}true{}", "(".repeat(5000), ")".repeat(5000)),
            "more than 32 deep",
        ),
        (
            format!("{}true{}", "[".repeat(5000), "]".repeat(5000)),
            "more than 32 deep",
        ),
        (
            format!("{}1{}", "{a:".repeat(5000), "}".repeat(5000)),
            "more than 32 deep",
        ),
        (
            format!(
                "{}true{}",
                "if true then ".repeat(5000),
                " else true".repeat(5000)
            ),
            "more than 32 deep",
        ),
        (format!("context{}", ".a".repeat(5000)), "operators"),
        (format!("{}true", "!".repeat(5000)), "operators"),
    ] {
        let policy =
            format!("@id(\"house/x\")\nforbid (principal, action, resource) when {{ {inner} }};\n");
        write(at, "own.cedar", policy);
        let err = quick(at, &["check", "--as-of", DAY]).refused().err;
        assert!(
            err.contains(expected) && err.contains("own.cedar:2:"),
            "{err}"
        );
    }
    // One that is nearly as deep is read and asked.
    let inner = format!("{}true{}", "(".repeat(24), ")".repeat(24));
    let policy = format!(
        "// What it finds: x.\n//\n// What to do: z.\n@id(\"house/x\")\n@title(\"T\")\n@severity(\"note\")\n\
         @law(\"5(1)(a)\")\n@message(\"m\")\n@remedy(\"r\")\n\
         forbid (principal, action == Action::\"transfer\", resource) when {{ {inner} }};\n"
    );
    write(at, "own.cedar", policy);
    let found = quick(at, &["check", "--as-of", DAY]).exits(1).out;
    assert!(found.contains("note[house/x]"), "{found}");
}
