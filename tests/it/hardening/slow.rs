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

#[test]
fn a_word_that_is_longer_than_any_name_is_not_compared_with_names() {
    let folder = folder();
    let at = folder.path();
    let (word, id) = ("a-".repeat(200_000), "p".repeat(200_000));
    let estate = ESTATE.replace("data: name", &format!("data: [{word}]"));
    let host = "  - {id: host,";
    let estate = estate
        .replace(
            host,
            &format!("  - {{id: {id}, name: X, country: GB}}\n{host}"),
        )
        .replace("to: host", &format!("to: {}", "q".repeat(200_000)));
    write(at, "fairnotice.yaml", estate);
    let err = quick(at, &["check", "--as-of", DAY]).refused().err;
    assert!(err.contains("unknown"), "{}", err.len());
}

#[test]
fn brackets_in_a_notice_are_read_as_fast_as_letters() {
    let folder = folder();
    let at = folder.path();
    let (open, close) = ("(".repeat(100_000), ")".repeat(100_000));
    let text = format!("# N\n\nWe share {open}your data{close} with others.\n");
    write(at, "n.md", text);
    quick(at, &["notice", "read", "n.md"]).exits(0);
}

/// What a page draws is let go of before the next is read: two million operations took a gigabyte.
#[cfg(target_os = "linux")]
#[test]
fn a_pdf_of_many_operations_takes_little_memory() {
    let folder = folder();
    let at = folder.path();
    let content = "q ".repeat(2_000_000);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", pdf.len()).unwrap();
        writeln!(pdf, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let start = pdf.len();
    let end = "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref";
    write(at, "n.pdf", format!("{pdf}{table}{end}\n{start}\n%%EOF"));
    let script = format!(
        "ulimit -v 800000; '{}' notice read n.pdf",
        env!("CARGO_BIN_EXE_fairnotice")
    );
    let mut call = std::process::Command::new("sh");
    let ran = call.args(["-c", &script]).current_dir(at).output().unwrap();
    let err = String::from_utf8(ran.stderr).unwrap();
    assert!(err.contains("no page of it has text"), "{err}");
}
