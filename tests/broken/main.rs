//! Input that is wrong in every way that we could think of: each is refused with exit code 2 by the
//! built binary, with its place, what is wrong and what to write instead. The snapshots are read as
//! a newcomer would read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod common;

use std::path::Path;

use common::run::{DAY, Ran, folder, run, write};

/// Broken estates of one kind, shown together.
struct Group {
    name: &'static str,
    shown: String,
}

impl Group {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            shown: String::new(),
        }
    }

    /// Judges the estate in a folder; it must be refused, at `place` unless that is empty.
    #[track_caller]
    fn refused(&mut self, what: &str, folder: &Path, day: &str, place: &str) {
        let ran = run(folder, &["check", "--as-of", day]);
        self.take(what, ran, place);
    }

    #[track_caller]
    fn take(&mut self, what: &str, ran: Ran, place: &str) {
        assert_eq!(ran.code, 2, "{what}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{what}");
        assert!(!ran.err.contains("panicked"), "{what}: {}", ran.err);
        assert!(ran.err.contains("error:"), "{what}: {}", ran.err);
        assert!(
            ran.err.contains(place),
            "{what}: not at {place}\n{}",
            ran.err
        );
        for line in ran.err.lines() {
            assert!(
                line.chars().count() <= 80 || line.contains(" | "),
                "{what}: too wide: {line}"
            );
        }
        self.shown += &format!("#### {what}\n{}\n", ran.err);
    }

    /// The same of an estate of one file.
    #[track_caller]
    fn text(&mut self, what: &str, text: &str, place: &str) {
        self.files(what, &[("fairnotice.yaml", text.as_bytes())], place);
    }

    /// The same of an estate of several files.
    #[track_caller]
    fn files(&mut self, what: &str, files: &[(&str, &[u8])], place: &str) {
        let folder = folder();
        for (name, bytes) in files {
            write(folder.path(), name, bytes);
        }
        let place = match place {
            "" => String::new(),
            place if place.contains(".") => place.to_owned(),
            place => format!("fairnotice.yaml:{place}"),
        };
        self.refused(what, folder.path(), DAY, &place);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/broken");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(self.name, self.shown));
    }
}

/// The head of an estate that nothing is wrong with.
const HEAD: &str = "controller: a
parties:
  - {id: a, name: A Ltd, country: GB}
  - {id: b, name: B Ltd, country: FR}
systems:
  - {id: shop, operator: a, hosting: GB}
services:
  - {id: sales, name: Sales}
";

/// A flow that nothing is wrong with; its keys stand from line 10 on.
const FLOW: &str = "flows:
  - id: orders
    service: sales
    from: data-subjects
    to: shop
    subjects: customer
    data: [name, email-address]
    purpose: service-provision
    basis: contract
";

fn estate(more: &str) -> String {
    format!("{HEAD}{more}")
}

fn flow(from: &str, to: &str) -> String {
    let flow = FLOW.replace(from, to);
    assert_ne!(flow, FLOW, "{from}");
    format!("{HEAD}{flow}")
}

#[test]
fn the_estate_that_they_are_made_from_is_sound() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate(FLOW));
    let ran = run(
        folder.path(),
        &["check", "--as-of", DAY, "--fail-on", "never"],
    );
    assert_eq!(ran.exits(0).err, "");
}

#[test]
fn keys() {
    let mut group = Group::new("keys");
    group.text("an unknown key", &flow("    basis:", "    bassis:"), "17:5");
    group.text(
        "a key of another kind of thing",
        &estate("flow: []\n"),
        "9:1",
    );
    group.text(
        "an unknown key in an inline map",
        "controller: a\nparties: [{id: a, contry: GB}]\n",
        "2:19",
    );
    group.text(
        "a key twice",
        &flow("    to: shop\n", "    to: shop\n    to: shop\n"),
        "14:5",
    );
    group.text(
        "a key that must stand is missing",
        &flow("    data: [name, email-address]\n", ""),
        "10:5",
    );
    group.text(
        "nothing behind a key that must stand",
        &flow("to: shop", "to:"),
        "13:",
    );
    group.text("no controller", "parties: []\n", "1:1");
    group.text(
        "a list where a word is wanted",
        &flow("to: shop", "to: [shop]"),
        "13:9",
    );
    group.text(
        "a word where a list is wanted",
        "controller: a\nparties: a\n",
        "2:10",
    );
    group.text("a number where a word is wanted", "controller: 5\n", "1:13");
    group.text("a list as the whole file", "- controller: a\n", "1:1");
    group.text("a text as the whole file", "hello\n", "1:1");
    group.text(
        "empty lists",
        &flow("data: [name, email-address]", "data: []"),
        "15:11",
    );
    group.text("an empty include", &estate("include: []\n"), "9:10");
    group.text("blank text", &flow("id: orders", "id: ' '"), "10:9");
    group.text(
        "a word that is none of a choice",
        &flow("    basis: contract", "    mode: telepathy"),
        "17:11",
    );
    let several =
        "controler: a\nparties:\n  - {id: b, country: GB, grup: g}\nflows:\n  - {id: f, from: b}\n";
    group.text("several at once", several, "1:1");
}

#[test]
fn ids_and_references() {
    let mut group = Group::new("references");
    group.text("an id twice", &estate("").replace("id: b", "id: a"), "4:10");
    let two = format!("{}{}", estate(FLOW), FLOW.trim_start_matches("flows:\n"));
    group.text("a flow's id twice", &two, "18:9");
    group.text(
        "a controller that is nobody",
        &estate("").replace("controller: a", "controller: aa"),
        "1:13",
    );
    group.text("a flow to nowhere", &flow("to: shop", "to: shpo"), "13:9");
    group.text(
        "a flow of no service",
        &flow("service: sales", "service: sale"),
        "11:14",
    );
    group.text(
        "a system of nobody",
        &estate("").replace("operator: a", "operator: z"),
        "6:26",
    );
    group.text(
        "a safeguard that is not there",
        &flow(
            "    basis: contract",
            "    basis: contract\n    safeguards: scc",
        ),
        "18:17",
    );
    let contract = "contracts:\n  - {id: c, kind: processor, between: [a, q], since: 2024-01-01}\n";
    group.text("a contract with nobody", &estate(contract), "10:43");
    let statement = "notice:\n  text: We share.\n  statements:\n    - {id: s, quote: We share, shares: {with: bb}}\n";
    group.text("a statement about nobody", &estate(statement), "12:");
    let part: &[u8] = b"flows:\n  - {id: f, from: x, to: shop, subjects: customer, data: name, purpose: marketing}\n";
    let root = estate("include: part.yaml\n");
    group.files(
        "in an included file",
        &[("fairnotice.yaml", root.as_bytes()), ("part.yaml", part)],
        "part.yaml:2:",
    );
    group.text(
        "a severity of no rule",
        &estate("severity: {transfer/no-safegard: note}\n"),
        "9:",
    );
    group.text(
        "a file that is not there",
        &estate("include: [parts.yaml]\n"),
        "9:11",
    );
    group.text(
        "a pattern that matches nothing",
        &estate("include: ['parts/*.yaml']\n"),
        "9:11",
    );
    group.text(
        "a notice that is not there",
        &estate("notice: notice.yaml\n"),
        "9:9",
    );
}

#[test]
fn dates() {
    let mut group = Group::new("dates");
    let since = |date: &str| {
        flow(
            "    basis: contract",
            &format!("    basis: contract\n    {date}"),
        )
    };
    group.text(
        "a day that does not exist",
        &since("since: 2023-02-29"),
        "18:12",
    );
    group.text(
        "a day in another order",
        &since("since: 01/02/2023"),
        "18:12",
    );
    group.text("a month without a day", &since("since: 2023-02"), "18:12");
    group.text(
        "an end before the beginning",
        &since("since: 2023-02-01\n    until: 2023-01-31"),
        "19:12",
    );
    let contract = "contracts:\n  - {id: c, kind: processor, between: [a, b], since: 2024-01-01, until: 2023-01-01}\n";
    group.text(
        "a contract that ends before it begins",
        &estate(contract),
        "10:",
    );
    group.text(
        "a period that is none",
        &flow("    basis: contract", "    retention: 3 years"),
        "17:16",
    );
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate(FLOW));
    group.refused(
        "a day before the law",
        folder.path(),
        "2018-05-24",
        "2018-05-25",
    );
    write(
        folder.path(),
        "fairnotice.yaml",
        estate(FLOW).replace("country: GB}", "country: BR}"),
    );
    group.refused(
        "a controller outside both regimes",
        folder.path(),
        DAY,
        "fairnotice.yaml:3:",
    );
}

#[test]
fn terms() {
    let mut group = Group::new("terms");
    group.text(
        "data that no vocabulary has",
        &flow("email-address]", "emial-address]"),
        "15:18",
    );
    group.text(
        "people that no vocabulary has",
        &flow("customer", "custmer"),
        "14:15",
    );
    group.text(
        "a purpose that no vocabulary has",
        &flow("service-provision", "selling-stuff"),
        "16:14",
    );
    group.text(
        "a basis that no vocabulary has",
        &flow("basis: contract", "basis: legitimate-intrests"),
        "17:12",
    );
    group.text(
        "an article that is no basis",
        &flow("basis: contract", "basis: 6(1)(z)"),
        "17:12",
    );
    group.text(
        "a purpose as data",
        &flow("[name, email-address]", "[name, marketing]"),
        "15:18",
    );
    group.text(
        "a country that is none",
        &estate("").replace("country: FR", "country: XX"),
        "4:35",
    );
    group.text(
        "a country by its name",
        &estate("").replace("country: FR", "country: Frnace"),
        "4:35",
    );
    group.text(
        "a term under no term",
        &estate("terms:\n  - {id: badge, under: identification-numbre}\n"),
        "10:",
    );
    group.text(
        "a term twice",
        &estate("terms:\n  - {id: badge, under: name}\n  - {id: badge, under: name}\n"),
        "11:",
    );
}

#[test]
#[cfg(unix)]
fn paths() {
    use std::os::unix::fs::symlink;
    let mut group = Group::new("paths");
    group.text(
        "a path that climbs",
        &estate("include: ../parts.yaml\n"),
        "9:10",
    );
    group.text(
        "a pattern that climbs",
        &estate("include: 'x/../../*.yaml'\n"),
        "9:10",
    );
    group.text(
        "an absolute path",
        &estate("include: /etc/passwd\n"),
        "9:10",
    );
    group.text(
        "a notice outside",
        &estate("notice: {source: ../notice.md, statements: []}\n"),
        "9:",
    );
    group.text(
        "a policy outside",
        &estate("policies: ../policies\n"),
        "9:11",
    );
    group.text("rows of law outside", &estate("law: /etc/hosts\n"), "9:6");

    let outside = folder();
    write(outside.path(), "part.yaml", "parties: []\n");
    let linked = folder();
    symlink(
        outside.path().join("part.yaml"),
        linked.path().join("part.yaml"),
    )
    .unwrap();
    symlink(outside.path(), linked.path().join("parts")).unwrap();
    write(
        linked.path(),
        "fairnotice.yaml",
        estate("include: part.yaml\n"),
    );
    group.refused(
        "a symbolic link that leads out",
        linked.path(),
        DAY,
        "fairnotice.yaml:9:10",
    );
    write(
        linked.path(),
        "fairnotice.yaml",
        estate("include: parts/part.yaml\n"),
    );
    group.refused(
        "a linked folder that leads out",
        linked.path(),
        DAY,
        "fairnotice.yaml:9:10",
    );
    write(
        linked.path(),
        "fairnotice.yaml",
        estate("include: '*.yml'\n"),
    );
    symlink(
        outside.path().join("part.yaml"),
        linked.path().join("found.yml"),
    )
    .unwrap();
    group.refused(
        "a link that a pattern finds",
        linked.path(),
        DAY,
        "fairnotice.yaml:9:10",
    );
    symlink("nowhere.yaml", linked.path().join("dangling.yaml")).unwrap();
    write(
        linked.path(),
        "fairnotice.yaml",
        estate("include: dangling.yaml\n"),
    );
    group.refused(
        "a link to nothing",
        linked.path(),
        DAY,
        "fairnotice.yaml:9:10",
    );

    let special = folder();
    let pipe = special.path().join("pipe.yaml");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    write(
        special.path(),
        "fairnotice.yaml",
        estate("include: pipe.yaml\n"),
    );
    group.refused("a named pipe", special.path(), DAY, "fairnotice.yaml:9:10");
    std::fs::create_dir(special.path().join("folder.yaml")).unwrap();
    write(
        special.path(),
        "fairnotice.yaml",
        estate("include: folder.yaml\n"),
    );
    group.refused(
        "a folder as a file",
        special.path(),
        DAY,
        "fairnotice.yaml:9:10",
    );
    let device = run(Path::new("/dev"), &["check", "zero", "--as-of", DAY]);
    group.take("a device as the estate", device, "`zero`");
    let piped = run(special.path(), &["check", "pipe.yaml", "--as-of", DAY]);
    group.take("a named pipe as the estate", piped, "a named pipe");
}

#[test]
fn bytes() {
    let mut group = Group::new("bytes");
    let whole = |bytes: &[u8]| vec![("fairnotice.yaml", bytes.to_vec())];
    let utf16: Vec<u8> = "controller: a\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked: Vec<u8> = [vec![0xFF, 0xFE], utf16.clone()].concat();
    for (what, files) in [
        ("an empty file", whole(b"")),
        ("a file of blanks and comments", whole(b"\n\n# nothing\n")),
        (
            "bytes that are not UTF-8",
            whole(b"controller: a\nname: Caf\xe9\n"),
        ),
        ("UTF-16 with a mark", whole(&marked)),
        ("UTF-16 without one", whole(&utf16)),
        ("a NUL byte", whole(b"controller: a\nname: \"x\0y\"\n")),
        ("a file of NUL bytes", whole(&[0; 64])),
        ("a picture", whole(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")),
    ] {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, bytes)| (*name, bytes.as_slice()))
            .collect();
        group.files(what, &files, "fairnotice.yaml");
    }
    let root = estate("include: part.yaml\n");
    let part: &[u8] = b"flows:\n  - id: \xff\n";
    group.files(
        "in an included file",
        &[("fairnotice.yaml", root.as_bytes()), ("part.yaml", part)],
        "part.yaml",
    );
}

#[test]
fn limits() {
    let mut group = Group::new("limits");
    let mut bomb = String::from("controller: a\nparties:\n  - &a0 {id: x, country: GB}\n");
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        bomb += &format!("  - &a{level} [{}]\n", vec![before; 10].join(", "));
    }
    group.text("a bomb of aliases", &bomb, "");
    group.text("an alias within itself", "controller: &a [*a]\n", "");
    let many = format!(
        "controller: &a x\nparties: [{}]\n",
        vec!["*a"; 10_001].join(",")
    );
    group.text("too many aliases", &many, "");
    group.text(
        "too deep",
        &format!(
            "controller: {}{}\n",
            "[".repeat(100_000),
            "]".repeat(100_000)
        ),
        "",
    );
    let nested: String = (0..80)
        .map(|depth| format!("{}- \n", " ".repeat(depth)))
        .collect();
    group.text("too deep in blocks", &format!("parties:\n{nested}"), "");
    let json = format!(
        "{{\"controller\": {}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let folder = folder();
    write(folder.path(), "fairnotice.json", json);
    group.refused("too deep in JSON", folder.path(), DAY, "fairnotice.json:1:");
    let huge = format!("controller: a\nname: {}\n", "x".repeat(1024 * 1024 + 1));
    group.text("a huge text", &huge, "");
    let large = format!("controller: a\n# {}\n", "x".repeat(32 * 1024 * 1024));
    group.text("a huge file", &large, "fairnotice.yaml");
    group.text(
        "several documents in one file",
        "controller: a\n---\ncontroller: b\n",
        "",
    );
}

#[test]
fn syntax() {
    let mut group = Group::new("syntax");
    group.text(
        "a quote that does not end",
        "controller: \"a\nparties: []\n",
        "",
    );
    group.text("a tab", "controller: a\nparties:\n\t- id: a\n", "3:");
    group.text(
        "a bracket that does not close",
        "controller: a\nparties: [{id: a\n",
        "",
    );
    group.text(
        "an indent that does not fit",
        "controller: a\nparties:\n  - id: a\n   country: GB\n",
        "",
    );
    group.text("an alias to nothing", "controller: *a\n", "1:13");
    group.text("a tag", "controller: !!python/object:os.system x\n", "1:");
    group.text(
        "a tag of one's own",
        &flow("to: shop", "to: !system shop"),
        "13:17",
    );
    group.text(
        "a mistake in a very long line",
        &estate(&format!("flows: [{{id: {}\n", "x".repeat(3000))),
        "9:9",
    );
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.json",
        "{\"controller\": \"a\",\n \"parties\": [}\n",
    );
    group.refused("broken JSON", folder.path(), DAY, "fairnotice.json:2:14");
    write(
        folder.path(),
        "fairnotice.json",
        "{\"controller\": \"a\"}\n{}\n",
    );
    group.refused(
        "more after the end of JSON",
        folder.path(),
        DAY,
        "fairnotice.json:2:1",
    );
    write(
        folder.path(),
        "fairnotice.json",
        "{\"controller\": \"a\", \"controller\": \"b\"}\n",
    );
    group.refused(
        "a key twice in JSON",
        folder.path(),
        DAY,
        "fairnotice.json:1:",
    );
    let root = estate("include: flows.ndjson\n");
    let good = r#"{"id":"f1","service":"sales","from":"data-subjects","to":"shop","subjects":"customer","data":"name","purpose":"marketing"}"#;
    let lines = [
        good.to_owned(),
        good.replace("f1", "f2").replace("\"to\":", "\"to\" "),
        good.replace("f1", "f3").replace("\"shop\"", "\"shpo\""),
        good.replace("f1", "f4")
            .replace("\"subjects\"", "\"subject\""),
        "[1]".to_owned(),
        good.to_owned(),
    ]
    .join("\n");
    let files = [
        ("fairnotice.yaml", root.as_bytes()),
        ("flows.ndjson", lines.as_bytes()),
    ];
    group.files("lines of NDJSON", &files, "flows.ndjson:2:");
}

const POLICY: &str = r#"// What it finds: nothing.
@id("own/rule")
@title("Own rule")
@severity("warning")
@message("{importer} receives {data}")
forbid (principal, action == Action::"disclose", resource)
when { context.recipient.separate };
"#;

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
    own("it does not parse", "when {", "when (", "7:6");
    own("it ends too early", ";", "", "7:");
    own(
        "a fact that does not exist",
        "recipient.separate",
        "recipient.seperate",
        "7:",
    );
    own(
        "a fact of another type",
        "context.recipient.separate",
        "context.regime == 5",
        "7:",
    );
    own(
        "a word that a fact never is",
        "context.recipient.separate",
        "context.recipient.role == Role::\"procesor\"",
        "7:",
    );
    own("an action that does not exist", "disclose", "disclos", "6:");
    own(
        "a rule that can never fire",
        "context.recipient.separate",
        "false",
        "",
    );
    own("no id", "@id(\"own/rule\")\n", "", "");
    own("an id without a family", "own/rule", "rule", "2:1");
    own("no title", "@title(\"Own rule\")\n", "", "2:1");
    own("no severity", "@severity(\"warning\")\n", "", "2:1");
    own("a severity that is none", "warning", "fatal", "2:1");
    own(
        "no message",
        "@message(\"{importer} receives {data}\")\n",
        "",
        "2:1",
    );
    own(
        "a message that names no fact",
        "{importer}",
        "{imporer}",
        "2:1",
    );
    own("an annotation that is not known", "@title", "@titel", "2:1");
    own("no explanation", "// What it finds: nothing.\n", "", "");
    own("a permit", "forbid", "permit", "2:1");
    own("a taken id", "own/rule", "transfer/no-safeguard", "2:1");
    own(
        "the id of a built-in permit",
        "own/rule",
        "basis/art-6-1-a",
        "2:1",
    );
    own(
        "a template",
        "(principal,",
        "(principal == ?principal,",
        "2:1",
    );
    own(
        "law that no table has",
        "@severity",
        "@law(\"999\")\n@severity",
        "2:1",
    );
    own(
        "cover of a rule that is none",
        "@severity",
        "@covers(\"disclosure/vague-recipent\")\n@severity",
        "2:1",
    );
    own(
        "no policy at all",
        &POLICY["// What it finds: nothing.\n".len()..],
        "",
        "1:1",
    );
    group.files(
        "a folder without policies",
        &[("fairnotice.yaml", root.as_bytes())],
        "9:11",
    );
}
