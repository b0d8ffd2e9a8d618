//! Files with a part whose shape is not known, or with nothing in them: an error or a count, and never silence.

use serde_json::{Value, json};

use super::ESTATE;
use crate::support::run::{DAY, folder, run, write};

fn change() -> Value {
    json!({
        "address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {"actions": ["create"], "before": null, "after": {"bucket": "x", "region": "us-east-1"}}
    })
}

/// The change with another value of a key, or without it.
fn with(key: &str, value: Option<Value>) -> Value {
    let mut change = change();
    let keys = change.as_object_mut().unwrap();
    keys.remove(key);
    keys.extend(value.map(|value| (key.to_owned(), value)));
    change
}

#[test]
fn a_plan_loses_no_change_in_silence() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    let looked_at = |document: Value| {
        write(at, "plan.json", document.to_string());
        let call = ["check", "--as-of", DAY, "--deployed", "plan.json"];
        run(at, &call)
    };
    let plan = |changes: Value| json!({"format_version": "1.2", "resource_changes": changes});
    let sound = looked_at(plan(json!([change()]))).exits(1).out;
    assert!(sound.contains("plan, 1 resource"), "{sound}");
    for (odd, words) in [
        (json!([[change()]]), "without a `type` and a `name`"),
        (json!(["x"]), "without a `type` and a `name`"),
        (json!({"b": change()}), "`resource_changes` is not a list"),
        (json!(null), "`resource_changes` is not a list"),
        (json!([with("change", None)]), "a change without `change`"),
        (
            json!([with("change", Some(json!([])))]),
            "a change without `change`",
        ),
        (
            json!([with("mode", Some(json!("new")))]),
            "this mode of a resource",
        ),
        (
            json!([with("type", Some(json!(7)))]),
            "without a `type` and a `name`",
        ),
    ] {
        let err = looked_at(plan(odd.clone())).refused().err;
        assert!(err.contains(words), "{odd}: {err}");
        assert!(!err.contains("us-east-1"), "{err}");
    }
    let ephemeral = plan(json!([with("mode", Some(json!("ephemeral")))]));
    let out = looked_at(ephemeral).exits(1).out;
    assert!(out.contains("1 ephemeral"), "{out}");
    // A change without a body has its values elsewhere.
    let mut planned = plan(json!([with("change", None)]));
    let resource = json!({"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b",
        "values": {"region": "us-east-1"}});
    planned["planned_values"] = json!({"root_module": {"resources": [resource]}});
    let out = looked_at(planned).exits(1).out;
    assert!(out.contains("plan, 1 resource"), "{out}");
}

#[test]
fn a_state_has_what_is_not_deleted_yet() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    let state = |instances: Value| {
        let resource = json!({"mode": "managed", "type": "aws_s3_bucket", "name": "b",
            "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": instances});
        let state = json!({"version": 4, "resources": [resource]});
        write(at, "state.json", state.to_string());
        run(at, &["check", "--as-of", DAY, "--deployed", "state.json"])
    };
    let object = json!({"attributes": {"bucket": "x", "region": "us-east-1"}});
    let mut old = object.clone();
    old["deposed"] = json!("00");
    let out = state(json!([object, old])).exits(1).out;
    assert!(out.contains("state file, 2 resources"), "{out}");
    for odd in [json!(null), json!({}), json!(["x"])] {
        state(odd).refused();
    }
}

#[test]
fn a_visit_counts_the_addresses_that_nobody_can_read() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    let urls = [
        json!("https://example.org/x"),
        json!(7),
        json!("//example.org/x"),
        json!("https:\\\\example.org"),
        json!("https://exam\tple.org/"),
        json!("data:text/plain,x"),
        json!("blob:https://example.org/1"),
    ];
    let entry = |url: &Value| json!({"request": {"method": "GET", "url": url}, "response": {"status": 200}});
    let entries: Vec<Value> = urls.iter().map(entry).collect();
    let visit = json!({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": entries}});
    write(at, "v.har", visit.to_string());
    let call = [
        "check",
        "--as-of",
        DAY,
        "--observed",
        "v.har",
        "--format",
        "json",
    ];
    let file = &run(at, &call).exits(1).json();
    let file = file.to_string();
    assert!(
        file.contains("\"entries\":5") && file.contains("\"nameless\":4"),
        "{file}"
    );
    let out = run(at, &["check", "--as-of", DAY, "--observed", "v.har"]).out;
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("4 without a host that could be read"), "{out}");
}

#[test]
fn a_file_without_text_is_no_notice() {
    let folder = folder();
    let at = folder.path();
    for (name, bytes) in [
        ("n.md", &b""[..]),
        ("n.txt", b" \n\t\n"),
        ("n.pdf", b"\0\0\0"),
        ("b.md", b"\xef\xbb\xbf"),
    ] {
        write(at, name, bytes);
        for verb in [
            &["notice", "read"][..],
            &["notice", "lint"],
            &["init", "new", "--notice"],
        ] {
            let err = run(at, &[verb, &[name]].concat()).refused().err;
            assert!(
                err.contains(&format!("`{name}`: it has no text")),
                "{verb:?} {err}"
            );
        }
        assert!(!at.join("new").exists(), "{name}");
    }
    write(at, "fairnotice.yaml", ESTATE);
    write(at, "answers.txt", "# none\n");
    let call = ["questions", "--as-of", DAY, "--answers", "answers.txt"];
    let err = run(at, &call).refused().err;
    assert!(err.contains("`answers.txt` has no answers"), "{err}");
    run(at, &["questions", "--first", "0"]).refused();
}

#[test]
fn what_is_no_text_is_called_what_it_is() {
    let folder = folder();
    let at = folder.path();
    let utf32: Vec<u8> = ESTATE
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    let marked = [&[0xFF, 0xFE, 0, 0][..], &utf32].concat();
    for bytes in [utf32, marked] {
        write(at, "fairnotice.yaml", bytes);
        let err = run(at, &["check"]).refused().err;
        assert!(err.contains("it is UTF-32"), "{err}");
    }
}
