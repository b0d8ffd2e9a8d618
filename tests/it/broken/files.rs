//! What files are: paths, bytes, limits, syntax.

use super::*;

#[test]
#[cfg(unix)]
fn paths() {
    use std::os::unix::fs::symlink;
    let mut group = Group::new("paths");
    group.add("a path that climbs", "include: ../parts.yaml\n", "9:10");
    group.add(
        "a pattern that climbs",
        "include: 'x/../../*.yaml'\n",
        "9:10",
    );
    group.add("an absolute path", "include: /etc/passwd\n", "9:10");
    group.add(
        "a notice outside",
        "notice: {source: ../notice.md, statements: []}\n",
        "9:",
    );
    group.add("a policy outside", "policies: ../policies\n", "9:11");
    group.add("rows of law outside", "law: /etc/hosts\n", "9:6");

    let outside = folder();
    write(outside.path(), "part.yaml", "parties: []\n");
    let linked = folder();
    symlink(
        outside.path().join("part.yaml"),
        linked.path().join("part.yaml"),
    )
    .unwrap();
    symlink(outside.path(), linked.path().join("parts")).unwrap();
    group.include("a symbolic link that leads out", linked.path(), "part.yaml");
    group.include(
        "a linked folder that leads out",
        linked.path(),
        "parts/part.yaml",
    );
    symlink(
        outside.path().join("part.yaml"),
        linked.path().join("found.yml"),
    )
    .unwrap();
    group.include("a link that a pattern finds", linked.path(), "'*.yml'");
    symlink("nowhere.yaml", linked.path().join("dangling.yaml")).unwrap();
    group.include("a link to nothing", linked.path(), "dangling.yaml");

    let special = folder();
    let pipe = special.path().join("pipe.yaml");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    group.include("a named pipe", special.path(), "pipe.yaml");
    std::fs::create_dir(special.path().join("folder.yaml")).unwrap();
    group.include("a folder as a file", special.path(), "folder.yaml");
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
    group.json("too deep in JSON", &json, "1:");
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
    group.flow(
        "a tag of one's own",
        "to: shop",
        "to: !system shop",
        "13:17",
    );
    group.text(
        "a mistake in a very long line",
        &estate(&format!("flows: [{{id: {}\n", "x".repeat(3000))),
        "9:9",
    );
    group.json(
        "broken JSON",
        "{\"controller\": \"a\",\n \"parties\": [}\n",
        "2:14",
    );
    group.json(
        "more after the end of JSON",
        "{\"controller\": \"a\"}\n{}\n",
        "2:1",
    );
    group.json(
        "a key twice in JSON",
        "{\"controller\": \"a\", \"controller\": \"b\"}\n",
        "1:",
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
