//! An estate's own policies and law, and the words that refer to the law.

use super::*;

const POLICY: &str = r#"// What it finds: nothing.
@id("own/rule")
@title("Own rule")
@severity("warning")
@message("{importer} receives {data}")
forbid (principal, action == Action::"disclose", resource)
when { context.recipient.separate };
"#;

/// Policies that Cedar refuses: what is wrong, what is written instead of what, and where.
const REFUSED_BY_CEDAR: &[(&str, &str, &str, &str)] = &[
    ("it does not parse", "when {", "when (", "7:6"),
    ("it ends too early", ";", "", "7:"),
    (
        "a fact that does not exist",
        "recipient.separate",
        "recipient.seperate",
        "7:",
    ),
    (
        "a fact of another type",
        "context.recipient.separate",
        "context.regime == 5",
        "7:",
    ),
    (
        "a word that a fact never is",
        "context.recipient.separate",
        "context.recipient.role == Role::\"procesor\"",
        "7:",
    ),
    ("an action that does not exist", "disclose", "disclos", "6:"),
    (
        "a rule that can never fire",
        "context.recipient.separate",
        "false",
        "",
    ),
];

/// Policies that are no rule, likewise.
const NO_RULE: &[(&str, &str, &str, &str)] = &[
    ("no id", "@id(\"own/rule\")\n", "", ""),
    ("an id without a family", "own/rule", "rule", "2:1"),
    ("no title", "@title(\"Own rule\")\n", "", "2:1"),
    ("no severity", "@severity(\"warning\")\n", "", "2:1"),
    ("a severity that is none", "warning", "fatal", "2:1"),
    (
        "no message",
        "@message(\"{importer} receives {data}\")\n",
        "",
        "2:1",
    ),
    (
        "a message that names no fact",
        "{importer}",
        "{imporer}",
        "2:1",
    ),
    ("an annotation that is not known", "@title", "@titel", "2:1"),
    ("no explanation", "// What it finds: nothing.\n", "", ""),
    ("a permit", "forbid", "permit", "2:1"),
    ("a taken id", "own/rule", "transfer/no-safeguard", "2:1"),
    (
        "the id of a built-in permit",
        "own/rule",
        "basis/art-6-1-a",
        "2:1",
    ),
    (
        "a template",
        "(principal,",
        "(principal == ?principal,",
        "2:1",
    ),
    (
        "law that no table has",
        "@severity",
        "@law(\"999\")\n@severity",
        "2:1",
    ),
    (
        "cover of a rule that is none",
        "@severity",
        "@covers(\"disclosure/vague-recipent\")\n@severity",
        "2:1",
    ),
];

#[test]
fn policies() {
    let mut group = Group::new("policies");
    let root = estate("policies: policies/\n");
    let mut own = |what: &str, from: &str, to: &str, place: &str| {
        let policy = POLICY.replace(from, to);
        assert_ne!(policy, POLICY, "{from}");
        let files = [
            ("fairnotice.yaml", root.as_bytes()),
            ("policies/own.cedar", policy.as_bytes()),
        ];
        group.files(what, &files, &format!("policies/own.cedar:{place}"));
    };
    for (what, from, to, place) in REFUSED_BY_CEDAR.iter().chain(NO_RULE) {
        own(what, from, to, place);
    }
    let rule = &POLICY["// What it finds: nothing.\n".len()..];
    own("no policy at all", rule, "", "1:1");
    group.files(
        "a folder without policies",
        &[("fairnotice.yaml", root.as_bytes())],
        "9:11",
    );
}

#[test]
fn law() {
    let mut group = Group::new("law");
    let root = estate("law: own.yaml\n");
    let mut own = |what: &str, text: &str, place: &str| {
        let files = [
            ("fairnotice.yaml", root.as_bytes()),
            ("own.yaml", text.as_bytes()),
        ];
        group.files(what, &files, &format!("own.yaml:{place}"));
    };
    own(
        "several things out of shape",
        "adequasy: []
adequacy:
  - {id: own, regimes: [uk-gdrp], title: Ours, contries: [KE], from: 2027-01-01,
     citation: A, source: s, conditions: [recipient-certifed: eu-dpf]}
",
        "1:1",
    );
    own(
        "the id of a row of ours",
        "rules:
  - {id: uk-idta, regimes: [uk-gdpr], title: Ours, keys: ['1'], from: 2027-01-01,
     citation: A, source: s}
",
        "2:10",
    );
}

#[test]
fn words_of_the_law() {
    let mut group = Group::new("law-words");
    let party = |more: &str| {
        estate("").replace("name: A Ltd, country: GB", &format!("country: GB, {more}"))
    };
    group.text(
        "a list that no table knows",
        &party("certifications: [{scheme: eu-dfp, from: 2024-01-01}]"),
        "3:52",
    );
    group.text(
        "a law that no table knows",
        &party("subject-to: gdpr"),
        "3:38",
    );
    group.text(
        "a sector that no table knows",
        &party("sector: jurnalism"),
        "3:34",
    );
}
