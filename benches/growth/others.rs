//! What else grows: files, patterns, policies, plans, logs, faults of form.

use super::folder::{Folder, lines};
use super::{CHECK, Growing, LOG, PLAN, RECONCILE};

/// A policy up to its condition.
const POLICY: &str = "// What it finds: x\n//\n// What to do: y\n@id(\"house/x\")\n@title(\"T\")\n@severity(\"warning\")\n@law(\"5(1)(a)\")\n@message(\"m\")\n@remedy(\"r\")\nforbid (principal, action == Action::\"disclose\", resource)\nwhen { ";

pub const KINDS: &[Growing] = &[
    Growing {
        name: "manykeys",
        largest: 320_000,
        call: CHECK,
        write: |to, n| {
            to.lines("fairnotice.yaml", "", n, |at| format!("k{at}: 1"));
        },
    },
    Growing {
        name: "longname",
        largest: 1_000_000,
        call: CHECK,
        write: |to, n| {
            to.estate(&format!("  - {{id: y, name: \"{}\", country: US}}\nflows:\n  - {{id: f, from: x, to: y, data: name, subjects: customer, purpose: service-provision}}\n", "y".repeat(n)));
        },
    },
    Growing {
        name: "longkey",
        largest: 2_000_000,
        call: CHECK,
        write: |to, n| {
            to.file("fairnotice.json", format!("{{\"{}\":1}}", "x".repeat(n)));
        },
    },
    Growing {
        name: "wrong_items",
        largest: 400_000,
        call: CHECK,
        write: |to, n| {
            to.file(
                "fairnotice.yaml",
                format!("parties:\n{}", "- 1\n".repeat(n)),
            );
        },
    },
    Growing {
        name: "plan",
        largest: 100_000,
        call: RECONCILE,
        write: |to, n| plan(to, n, ""),
    },
    Growing {
        name: "plan_check",
        largest: 100_000,
        call: PLAN,
        write: |to, n| plan(to, n, ""),
    },
    Growing {
        name: "plan_lines",
        largest: 100_000,
        call: PLAN,
        write: |to, n| plan(to, n, "\n"),
    },
    Growing {
        name: "plan_moddeep",
        largest: 60,
        call: RECONCILE,
        write: |to, n| {
            to.estate("");
            let (open, close) = (r#"{"child_modules":["#.repeat(n), "]}".repeat(n));
            to.file("plan.json", format!(r#"{{"format_version":"1.2","planned_values":{{"root_module":{open}{{}}{close}}}}}"#));
        },
    },
    Growing {
        name: "json_values",
        largest: 20_000_000,
        call: RECONCILE,
        write: |to, n| {
            to.estate("");
            to.file(
                "plan.json",
                format!(r#"{{"format_version":"1.2","x":[{}1]}}"#, "1,".repeat(n)),
            );
        },
    },
    Growing {
        name: "log",
        largest: 80_000,
        call: LOG,
        write: |to, n| {
            to.file("log.txt", format!("x\n{}", "{\"a\":\n".repeat(n)));
        },
    },
    Growing {
        name: "cedar_parens",
        largest: 100_000,
        call: CHECK,
        write: |to, n| {
            policy(
                to,
                &format!(
                    "{}context.recipient.separate{}",
                    "(".repeat(n),
                    ")".repeat(n)
                ),
            );
        },
    },
    Growing {
        name: "cedar_and",
        largest: 30_000,
        call: CHECK,
        write: |to, n| {
            policy(
                to,
                &format!("{}true", "context.recipient.separate && ".repeat(n)),
            );
        },
    },
    Growing {
        name: "cedar_ifs",
        largest: 30_000,
        call: CHECK,
        write: |to, n| {
            policy(
                to,
                &format!(
                    "{}true{}",
                    "if true then ".repeat(n),
                    " else false".repeat(n)
                ),
            );
        },
    },
    Growing {
        name: "cedar_many",
        largest: 2_000,
        call: CHECK,
        write: |to, n| {
            to.estate("policies: p.cedar\n");
            let one = |at: usize| {
                format!(
                    "{}context.recipient.separate }};",
                    POLICY.replace("house/x", &format!("house/x{at}"))
                )
            };
            to.lines("p.cedar", "", n, one);
        },
    },
    Growing {
        name: "globs",
        largest: 4_000,
        call: CHECK,
        write: |to, n| pattern(to, &"{a,b}".repeat(n)),
    },
    Growing {
        name: "globs_nest",
        largest: 10_000,
        call: CHECK,
        write: |to, n| {
            pattern(to, &format!("{}b{}", "{a,".repeat(n), "}".repeat(n)));
        },
    },
    Growing {
        name: "globs_star",
        largest: 4_000,
        call: CHECK,
        write: |to, n| pattern(to, &"**/".repeat(n)),
    },
    Growing {
        name: "files",
        largest: 9_999,
        call: CHECK,
        write: |to, n| {
            to.estate("include: [\"p/*.yaml\"]\n");
            files(to, n);
        },
    },
    Growing {
        name: "includes",
        largest: 160,
        call: CHECK,
        write: |to, n| {
            to.estate(&format!(
                "include: [{}]\n",
                vec!["\"*/*.yaml\""; n].join(",")
            ));
            files(to, 1_000);
        },
    },
];

fn pattern(to: &Folder, pattern: &str) {
    to.estate(&format!("include: [\"{pattern}*.yaml\"]\n"));
}

fn files(to: &Folder, count: usize) {
    to.folder("p");
    for at in 0..count {
        let party = format!("parties: [{{id: p{at}, country: GB}}]\n");
        to.file(&format!("p/{at}.yaml"), party);
    }
}

fn policy(to: &Folder, condition: &str) {
    to.estate("policies: p.cedar\n");
    to.file("p.cedar", format!("{POLICY}{condition} }};\n"));
}

fn plan(to: &Folder, count: usize, end: &str) {
    to.estate("");
    let tag = "b".repeat(300);
    let changes = lines(count, |at| {
        let comma = if at == 0 { "" } else { "," };
        format!(
            r#"{comma}{{"address":"aws_s3_bucket.b{at}","mode":"managed","type":"aws_s3_bucket","name":"b{at}","provider_name":"registry.terraform.io/hashicorp/aws","change":{{"actions":["create"],"before":null,"after":{{"bucket":"b{at}","region":"us-east-1","tags":{{"a":"{tag}"}}}},"after_unknown":{{"arn":true,"id":true}},"after_sensitive":{{}}}}}}"#
        )
    });
    to.file(
        "plan.json",
        format!(
            r#"{{"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[{}],"configuration":{{"provider_config":{{"aws":{{"name":"aws","expressions":{{"region":{{"constant_value":"us-east-1"}}}}}}}}}}}}"#,
            changes.replace('\n', end)
        ),
    );
}
