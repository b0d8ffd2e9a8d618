//! A gate is never silent about what it did not judge.

use serde_json::json;

use super::made::{Estate, configured, done, made, plan, reported};
use crate::support::run::{DAY, folder, run, write};

const OURS: &str = "['*_bucket.*', exampledb_cluster.heap, azapi_resource.sa]";

#[test]
fn what_a_system_says_is_its_own_is_judged_whatever_its_type() {
    let estate = Estate::new("DE", OURS);
    let found = estate.findings(&configured(
        plan(vec![
            made("awscc_s3_bucket.b", json!({"bucket_name": "b"})),
            made(
                "azapi_resource.sa",
                json!({"type": "Microsoft.Storage/storageAccounts@2023-05-01", "location": "eastus"}),
            ),
            made("aws_s3tables_table_bucket.t", json!({"region": "us-east-1"})),
            made("exampledb_cluster.heap", json!({"region": "us-east-1"})),
            // In order where it is.
            made("aws_examples_bucket.x", json!({"region": "eu-central-1"})),
        ]),
        json!({"awscc": {"name": "awscc", "expressions": {"region": {"constant_value": "us-east-1"}}}}),
        json!([]),
    ));
    let all = found.join("\n");
    for address in [
        "awscc_s3_bucket.b",
        "azapi_resource.sa",
        "aws_s3tables_table_bucket.t",
        "exampledb_cluster.heap",
    ] {
        assert!(
            found
                .iter()
                .any(|it| it.starts_with("error undeclared-location") && it.contains(address)),
            "{address}: {all}"
        );
    }
    assert!(!all.contains("aws_examples_bucket.x"), "{all}");
}

#[test]
fn what_nobody_can_judge_is_a_question_and_an_error_when_it_is_strict() {
    let estate = Estate::new("DE", "aws_s3_bucket.b");
    let text = plan(vec![
        made("aws_s3_bucket.b", json!({"region": "eu-central-1"})),
        made("exampledb_cluster.heap", json!({"engine": "heap-7"})),
        made("exampledb_token.t", json!({"scopes": ["read"]})),
        made("aws_iam_role.r", json!({"name": "r"})),
    ])
    .to_string();
    let ran = estate.check(&text, &["--format", "json"]).exits(0);
    let found = reported(&ran);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("warning unknown-type: `exampledb_cluster.heap`")
            || found[0].starts_with("warning unknown-type: exampledb_cluster.heap"),
        "{found:?}"
    );
    let looked = &ran.json()["deployed"][0];
    assert_eq!(
        [
            &looked["resources"],
            &looked["matched"],
            &looked["unmatched"],
            &looked["skipped"],
            &looked["unknown"]
        ],
        [4, 1, 0, 1, 2]
    );
    assert_eq!(
        looked["unknown_types"],
        json!({"exampledb_cluster": 1, "exampledb_token": 1})
    );
    estate.check(&text, &["--strict"]).exits(1);
}

/// Every format of `check`, and what it says with some more arguments.
fn formats(estate: &Estate, plan: &str, more: &[&str], code: i32) -> Vec<(&'static str, String)> {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate.text());
    write(folder.path(), "plan.json", plan);
    [
        "terminal", "markdown", "json", "sarif", "junit", "gitlab", "github", "concise", "agent",
    ]
    .into_iter()
    .map(|format| {
        let call = [
            "check",
            "--as-of",
            DAY,
            "--deployed",
            "plan.json",
            "--format",
            format,
        ];
        let call = [&call, more].concat();
        (format, run(folder.path(), &call).exits(code).out)
    })
    .collect()
}

#[test]
fn what_a_plan_says_of_itself_reaches_every_format_and_the_exit_code() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let whole = plan(vec![made(
        "aws_s3_bucket.a",
        json!({"region": "eu-central-1"}),
    )]);
    let with = |key: &str, value: serde_json::Value| {
        let mut plan = whole.clone();
        plan[key] = value;
        plan.to_string()
    };
    let deferred = json!([{"reason": "instance_count_unknown",
        "resource_change": done("aws_s3_bucket.z", &["create"], json!({"region": "eu-central-1"}))}]);
    let forgotten = {
        let mut gone = done("aws_s3_bucket.old", &["forget"], json!(null));
        gone["change"]["before"] = json!({"region": "eu-central-1"});
        let mut plan = whole.clone();
        plan["resource_changes"].as_array_mut().unwrap().push(gone);
        plan.to_string()
    };
    for (text, rule, words, code) in [
        (
            with("errored", json!(true)),
            "incomplete-plan",
            "ended with an error",
            1,
        ),
        (
            with("complete", json!(false)),
            "incomplete-plan",
            "not complete",
            1,
        ),
        (
            with("deferred_changes", deferred),
            "incomplete-plan",
            "put off",
            1,
        ),
        (forgotten, "forgotten", "managed no longer", 0),
        (
            format!("$ terraform show -json\n{whole}\ndone\n"),
            "text-around",
            "other text around",
            0,
        ),
    ] {
        for (format, out) in formats(&estate, &text, &[], code) {
            assert!(
                out.contains(rule) && out.replace("\n  ", " ").contains(words),
                "{format} does not say {words}: {out}"
            );
        }
    }
}

#[test]
fn what_a_check_looked_at_is_in_every_format_with_a_place_for_it() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let text = plan(vec![
        made("aws_s3_bucket.a", json!({"region": "eu-central-1"})),
        made("exampledb_token.t", json!({"scopes": ["read"]})),
        done("aws_s3_bucket.gone", &["delete"], json!(null)),
    ])
    .to_string();
    for (format, out) in formats(&estate, &text, &[], 0) {
        let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
        match format {
            "json" => assert!(flat.contains("\"unknown_types\": { \"exampledb_token\": 1 }"), "{flat}"),
            _ => assert!(
                flat.contains("2 resources: 1 of a system, 1 of an unknown type and of no system; not counted: 1 deleted; types that no table lists: exampledb")
                    || flat.contains("2 resources: 1 of a system, 1 of an unknown type and of no system; not counted: 1 deleted; types that no table lists: exampledb\\_token"),
                "{format}: {flat}"
            ),
        }
    }
}

/// Of a listed provider, without a place and without a hint of what it is: nobody can judge it, and strictness does
/// not change that. It is counted, and named.
#[test]
fn what_nothing_hints_at_is_counted_and_named_however_strict_the_call_is() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let with = |values: serde_json::Value| {
        plan(vec![
            made("aws_s3_bucket.a", json!({"region": "eu-central-1"})),
            made("aws_newthing_widget.w", values),
        ])
        .to_string()
    };
    let plain = with(json!({"name": "w", "size": 3}));
    for more in [&[][..], &["--strict"]] {
        for (format, out) in formats(&estate, &plain, more, 0) {
            let named = out.replace('\\', "");
            assert!(
                named.contains("aws_newthing_widget"),
                "{format} {more:?}: {out}"
            );
        }
    }
    let hinted = with(json!({"name": "w", "endpoint": "w.example.com"}));
    formats(&estate, &hinted, &["--strict"], 1);
}

#[test]
fn what_is_forgotten_is_still_judged() {
    let estate = Estate::new("DE", "aws_s3_bucket.archive");
    let mut gone = done("aws_s3_bucket.archive", &["forget"], json!(null));
    gone["change"]["before"] = json!({"region": "us-east-1"});
    let mut forgets = plan(vec![gone.clone()]);
    forgets["planned_values"] = json!({"root_module": {"resources": [{"address": "aws_s3_bucket.archive",
        "mode": "managed", "type": "aws_s3_bucket", "name": "archive", "values": {"region": null}}]}});
    let found = estate.findings(&forgets);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("error undeclared-location"),
        "{found:?}"
    );
    assert!(found[1].starts_with("warning forgotten"), "{found:?}");

    // Made again, while the old one is left where it was.
    let mut replaced = done(
        "aws_s3_bucket.archive",
        &["create", "forget"],
        json!({"region": "eu-central-1"}),
    );
    replaced["change"]["before"] = json!({"region": "us-east-1"});
    let found = estate.findings(&plan(vec![replaced]));
    assert!(
        found[0].starts_with("error undeclared-location") && found[0].contains("(left behind)"),
        "{found:?}"
    );
}

#[test]
fn every_document_of_a_file_is_read() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let one = |region: &str| plan(vec![made("aws_s3_bucket.a", json!({"region": region}))]);
    let (here, abroad) = (one("eu-central-1"), one("us-east-1"));
    let pretty = serde_json::to_string_pretty(&abroad).unwrap();
    for text in [
        format!("{here}\n{abroad}\n"),
        format!("{here}{abroad}"),
        format!("[a] {here}\n{pretty}\n"),
        format!("unit a\n{here}\nunit b\n{pretty}\nend"),
        format!("{here}\n{here}\n{{\"level\": \"info\"}}\n{abroad}"),
    ] {
        let ran = estate.check(&text, &["--format", "json"]).exits(1);
        let found = reported(&ran);
        assert!(
            found
                .iter()
                .any(|it| it.starts_with("error undeclared-location")),
            "{text}: {found:?}"
        );
    }
    let ran = estate.check(format!("{here}\n{abroad}\n"), &["--format", "json"]);
    let json = ran.json();
    let files: Vec<&str> = json["deployed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["file"].as_str().unwrap())
        .collect();
    assert_eq!(
        files,
        ["plan.json (document 1 of 2)", "plan.json (document 2 of 2)"]
    );
    // Behind the name of a unit it is read; with that before each line it cannot be, and is not lost.
    let before = format!("[a] {abroad}\n[b] {here}\n");
    let ran = estate.check(before, &["--format", "json"]).exits(1);
    assert_eq!(ran.json()["deployed"].as_array().unwrap().len(), 2);
    let scattered = pretty.lines().map(|line| format!("[a] {line}\n"));
    let scattered = format!("{here}\n{}", scattered.collect::<String>());
    let ran = estate.check(scattered, &[]).refused();
    assert!(
        ran.err.contains("other text before its lines"),
        "{}",
        ran.err
    );
    // What is cut off is no less a plan.
    let cut = &pretty[..pretty.len() / 2];
    estate.check(format!("{here}\n{cut}"), &[]).refused();
}

#[test]
fn keys_that_are_e_mail_addresses_are_not_shown() {
    let estate = Estate::new("DE", "'aws_iam_user.*'");
    let address = "aws_iam_user.staff[\"jo.bloggs@example.org\"]";
    let moved = "aws_iam_user.staff[\"jo.old@example.org\"]";
    let mut user = made(address, json!({"name": "jo"}));
    user["previous_address"] = json!(moved);
    let mut gone = done(
        "aws_iam_user.staff[\"al@example.org\"]",
        &["forget"],
        json!(null),
    );
    gone["change"]["before"] = json!({"name": "al"});
    let text = plan(vec![
        user,
        gone,
        made(
            "aws_s3_bucket.a[\"mo@example.org\"]",
            json!({"region": "us-east-1"}),
        ),
    ]);
    for (format, out) in formats(&estate, &text.to_string(), &[], 0) {
        assert!(!out.contains("@example"), "{format}: {out}");
        assert!(out.contains("e-mail address"), "{format}: {out}");
    }
    let folder = folder();
    write(folder.path(), "plan.json", text.to_string());
    for format in ["terminal", "json"] {
        let out = run(
            folder.path(),
            &["reconcile", "plan.json", "--format", format],
        )
        .out;
        assert!(!out.contains("@example"), "{format}: {out}");
    }
    // It is still compared with as it is.
    let one = Estate::new("DE", "'aws_iam_user.staff[\"jo.bloggs@example.org\"]'");
    let looked = one.check(text.to_string(), &["--format", "json"]).json();
    assert_eq!(looked["deployed"][0]["matched"], 1, "{looked}");
}

#[test]
fn a_finding_of_a_required_number_is_explained_by_the_same_call() {
    let folder = crate::support::run::folder();
    let estate = Estate::new("GB", "aws_s3_bucket.b");
    crate::support::run::write(folder.path(), "fairnotice.yaml", estate.text());
    let text = plan(vec![made(
        "aws_s3_bucket.b",
        json!({"bucket": "b", "region": "eu-west-2"}),
    )]);
    crate::support::run::write(folder.path(), "plan.json", text.to_string());
    let day = crate::support::run::DAY;
    let call = [
        "check",
        "--as-of",
        day,
        "--deployed",
        "plan.json",
        "--require",
        "3",
    ];
    let out = crate::support::run::run(folder.path(), &call).exits(1).out;
    let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = flat.find("fairnotice explain ").unwrap() + "fairnotice explain ".len();
    let words: Vec<&str> = flat[at..].split(' ').filter(|it| *it != "\\").collect();
    let end = words.iter().position(|it| *it == "--require").unwrap() + 2;
    let words = words[..end].to_vec();
    let again: Vec<&str> = ["explain"].into_iter().chain(words).collect();
    let reported = crate::support::run::run(folder.path(), &again).exits(0).out;
    assert!(
        reported.contains("deployed/fewer-than-required"),
        "{reported}"
    );
}

#[test]
fn a_resource_of_azapi_is_what_its_type_says() {
    let estate = Estate::new("GB", "nothing.x");
    let of = |name: &str| {
        made(
            "azapi_resource.r",
            json!({"type": name, "location": "eastus", "name": "r"}),
        )
    };
    let found = estate.findings(&plan(vec![of(
        "Microsoft.Storage/storageAccounts@2023-05-01",
    )]));
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("warning undeclared-system")),
        "{found:?}"
    );
    let found = estate.findings(&plan(vec![of(
        "Microsoft.Network/virtualNetworks@2023-05-01",
    )]));
    assert!(found.iter().all(|it| it.starts_with("note")), "{found:?}");
    let found = estate.findings(&plan(vec![of("Microsoft.Unheard/of@2023-05-01")]));
    assert!(
        found.iter().any(|it| it.contains("unknown-type")),
        "{found:?}"
    );
}
