//! Estates of several files: what is read, what is refused, and that order means nothing.

use super::{Loaded, one, shown, sound};
use crate::estate::load;
use crate::input::{DiskFiles, MemoryFiles};

const PARTIES: &str = "parties: [{id: a, country: GB}, {id: b, country: US}]\n";

fn loaded(files: &[(&str, &str)]) -> Loaded {
    let all = files.iter().fold(MemoryFiles::new(), |all, (path, text)| {
        all.with(*path, *text)
    });
    load(&all, "fairnotice.yaml")
}

fn errors(include: &str, files: &[(&str, &str)]) -> Vec<String> {
    let root = format!("controller: a\n{include}\n");
    let mut all = vec![
        ("fairnotice.yaml", root.as_str()),
        ("parties.yaml", PARTIES),
    ];
    all.extend(files);
    shown(&loaded(&all))
}

fn flow(id: &str, from: &str, to: &str) -> String {
    format!(
        "{{id: {id}, from: {from}, to: {to}, data: name, subjects: student, purpose: marketing}}"
    )
}

#[test]
fn globs_json_and_ndjson_are_included_each_file_once() {
    let yaml = format!("flows: [{}]", flow("f1", "a", "b"));
    let bulk = "\n{\"id\":\"f3\",\"from\":\"a\",\"to\":\"b\",\"data\":[\"name\"],\"subjects\":\"student\",\"purpose\":\"marketing\"}\r\n\n";
    let json = "{\"flows\": [{\"id\": \"f2\", \"from\": \"a\", \"to\": \"b\", \"data\": \"name\", \"subjects\": \"student\", \"purpose\": \"marketing\"}]}";
    let (estate, sources) = sound(loaded(&[
        (
            "fairnotice.yaml",
            "controller: a\ninclude: ['*.yaml', ./parties.yaml, 'flows/**/*', flows/x/two.json]\nnotice: notice.yaml\n",
        ),
        ("notice.yaml", "source: text/notice.txt\n"),
        ("text/notice.txt", "Words."),
        ("parties.yaml", PARTIES),
        ("flows/one.yml", &yaml),
        ("flows/x/two.json", json),
        ("flows/x/three.ndjson", bulk),
    ]));
    let ids: Vec<&str> = estate.flows.iter().map(|flow| &*flow.id).collect();
    assert_eq!(ids, ["f1", "f2", "f3"]);
    assert_eq!(estate.shapes.len(), 1, "all three declare the same");
    let paths: Vec<&str> = sources
        .iter()
        .map(|(_, file)| file.path())
        .take(7)
        .collect();
    assert_eq!(
        paths,
        [
            "fairnotice.yaml",
            "notice.yaml",
            "text/notice.txt",
            "flows/one.yml",
            "flows/x/three.ndjson",
            "flows/x/two.json",
            "parties.yaml"
        ]
    );
}

#[test]
fn a_root_may_be_json() {
    let json = "{\"controller\": \"a\", \"parties\": [{\"id\": \"a\", \"country\": \"GB\", \"kind\": null}]}";
    let files = MemoryFiles::new().with("estate.json", json);
    let (estate, _) = sound(load(&files, "estate.json"));
    assert_eq!(estate.name, "a");
}

#[test]
fn what_cannot_be_included_is_reported_at_its_name() {
    assert_eq!(
        errors(
            "include: [partis.yaml, 'flow/*.yaml', ../x.yaml, /x.yaml, fairnotice.yaml, a.txt]",
            &[("a.txt", "")]
        ),
        [
            "fairnotice.yaml:2:11: cannot read `partis.yaml`: there is no such file (did you mean `parties.yaml`?)",
            "fairnotice.yaml:2:24: no file matches `flow/*.yaml` (paths start in the estate's folder; `**` matches folders below)",
            "fairnotice.yaml:2:39: cannot read `../x.yaml`: the path leaves the estate's folder with `..` (everything that an estate names lies in its own folder)",
            "fairnotice.yaml:2:50: cannot read `/x.yaml`: the path is absolute; paths are relative to the estate's folder (everything that an estate names lies in its own folder)",
            "fairnotice.yaml:2:59: `fairnotice.yaml` is a part of the estate already (take it out of `include`)",
            "fairnotice.yaml:2:76: `a.txt` is no file that holds a part of an estate (such files end in `.yaml`, `.yml` or `.json`, those with a flow a line in `.ndjson` or `.jsonl`)",
        ]
    );
    assert_eq!(
        errors("include: ['partie*.yml', parties.yaml]", &[]),
        [
            "fairnotice.yaml:2:11: no file matches `partie*.yml` (the nearest file is `parties.yaml`)"
        ]
    );
    assert_eq!(
        errors(
            "include: parties.yaml\nlaw: gone.yaml\npolicies: policies/\nnotice: gone.yaml",
            &[]
        ),
        [
            "fairnotice.yaml:3:6: cannot read `gone.yaml`: there is no such file",
            "fairnotice.yaml:4:11: cannot read `policies/`: there is no such file",
            "fairnotice.yaml:5:9: cannot read `gone.yaml`: there is no such file",
        ]
    );
}

#[test]
fn a_notice_has_one_file() {
    assert_eq!(
        errors(
            "include: parties.yaml\nnotice: {file: notice.yaml, title: T}",
            &[("notice.yaml", "file: other.yaml\ntext: t")]
        ),
        [
            "fairnotice.yaml:3:16: a notice in the file `notice.yaml` has everything there (write the other keys of `notice` into that file)",
            "notice.yaml:1:7: a file of a notice cannot name another one (name the published text as `source`)",
        ]
    );
}

#[test]
fn encodings_and_sizes_are_reported() {
    let root = "controller: a\ninclude: [parties.yaml, utf16.yaml, long.yaml]\n";
    let utf16: Vec<u8> = "a: 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", root)
        .with("parties.yaml", PARTIES)
        .with("utf16.yaml", utf16)
        .with("long.yaml", vec![b' '; 32 * 1024 * 1024 + 1]);
    assert_eq!(
        shown(&load(&files, "fairnotice.yaml")),
        [
            "fairnotice.yaml:2:25: cannot read `utf16.yaml`: it is UTF-16 (little-endian, no mark); save it as UTF-8",
            "fairnotice.yaml:2:37: cannot read `long.yaml`: it has 33554433 bytes; a file of this kind may have 33554432 (write flows in bulk as NDJSON, one a line, and include that file)",
        ]
    );
    let none = load(&MemoryFiles::new(), "fairnotice.yaml");
    assert_eq!(
        shown(&none),
        ["cannot read `fairnotice.yaml`: there is no such file"]
    );
}

#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_methods, reason = "this test is about a disk")]
fn links_out_folders_and_pipes_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).unwrap();
    write(
        "fairnotice.yaml",
        "controller: a\nparties: [{id: a, country: GB}]\ninclude: ['o*.yaml', pipe.yaml, dir.yaml]\n",
    );
    std::os::unix::fs::symlink(outside.path(), folder.path().join("out.yaml")).unwrap();
    let pipe = folder.path().join("pipe.yaml");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    std::fs::create_dir(folder.path().join("dir.yaml")).unwrap();
    let files = DiskFiles::new(folder.path()).unwrap();
    assert_eq!(
        shown(&load(&files, "fairnotice.yaml")),
        [
            "fairnotice.yaml:3:11: cannot read `out.yaml`: a symbolic link leads out of the estate's folder (everything that an estate names lies in its own folder)",
            "fairnotice.yaml:3:22: cannot read `pipe.yaml`: it is a named pipe, not a file",
            "fairnotice.yaml:3:33: `dir.yaml` is a folder (name its files: `dir.yaml/*.yaml`)",
        ]
    );
}

#[test]
fn law_and_policies_are_read() {
    let law = "rules:\n- {id: own, regimes: [uk-gdpr], title: T, keys: [x], from: 2020-01-01, citation: C, source: S}\n";
    let (estate, sources) = sound(loaded(&[
        (
            "fairnotice.yaml",
            "controller: a\nparties: [{id: a, country: GB}]\nlaw: law/*.yaml\npolicies: [policies/, more.cedar]\nseverity: {b/c: 'off', a/b: note}\n",
        ),
        ("law/own.yaml", law),
        ("policies/x/b.cedar", "permit(principal, action, resource);"),
        ("policies/a.cedar", "forbid(principal, action, resource);"),
        ("policies/readme.md", "no policy"),
        ("more.cedar", "permit(principal, action, resource);"),
    ]));
    assert!(estate.law.row("own").is_some());
    let paths: Vec<&str> = estate
        .policies
        .iter()
        .map(|id| sources.file(*id).unwrap().path())
        .collect();
    assert_eq!(
        paths,
        ["more.cedar", "policies/a.cedar", "policies/x/b.cedar"]
    );
    assert_eq!(estate.severity.get("b/c"), Some(&None));
    assert_eq!(sources.text(estate.severity_spans["a/b"]), "a/b");
    let empty = loaded(&[
        (
            "fairnotice.yaml",
            "controller: a\nparties: [{id: a, country: GB}]\npolicies: p\n",
        ),
        ("p/readme.md", ""),
    ]);
    assert_eq!(
        shown(&empty),
        [
            "fairnotice.yaml:3:11: the folder `p` holds no policies (policies are files that end in `.cedar`)"
        ]
    );
}

#[test]
fn what_is_in_a_file_that_cannot_be_read_is_not_called_unknown() {
    let flows = format!(
        "flows:\n- {}\n- {}",
        flow("f", "a", "zz"),
        flow("f", "a", "a")
    );
    assert_eq!(
        errors(
            "include: [parties.yaml, more.yaml, flows.yaml]",
            &[("more.yaml", "a: [1"), ("flows.yaml", &flows)]
        ),
        [
            "flows.yaml:3:8: the id `f` is given twice (give one of them another id) [first here: flows.yaml:2]",
            "flows.yaml:3:24: the flow leads from `a` to itself (write `mode: internal` where data are used for something else in the same place)",
            "more.yaml:1:4: this is not YAML: unclosed bracket '[' (close the bracket)",
        ]
    );
}

#[test]
fn a_faulty_item_is_known_and_its_other_values_are_judged() {
    let text = "controller: a
parties:
- {id: a, country: GB, knid: company, group: [g, 7], since: 2021-02-31}
- {id: b, country: [GB], branches: [{id: bb, country: DE}]}
flows:
- {id: f, from: a, to: b, data: name, subjects: student, purpose: marketing}
- {id: h, from: bb, to: c, data: name, subjects: student, purpose: marketing}
";
    let of_a = shown(&one(text));
    assert_eq!(
        of_a,
        [
            "fairnotice.yaml:3:24: `parties` has no key `knid` (did you mean `kind`?)",
            "fairnotice.yaml:3:50: `group` takes a text, not a number (write it in quotes: `\"7\"`)",
            "fairnotice.yaml:3:61: `2021-02-31` does not exist: February 2021 has 28 days",
            "fairnotice.yaml:4:20: `country` takes a text, not a list (write one value, without brackets)",
            "fairnotice.yaml:7:25: there is no party or system `c` (the estate has `a`, `b`, `bb`, `data-subjects`)",
        ]
    );
}

#[test]
fn many_errors_of_a_file_are_counted() {
    let flows: Vec<String> = (0..150)
        .map(|at| format!("- {}\n", flow(&format!("f{at}"), "a", "zz")))
        .collect();
    let reported = errors(
        "include: [parties.yaml, flows.yaml]",
        &[("flows.yaml", &format!("flows:\n{}", flows.concat()))],
    );
    assert_eq!(reported.len(), 101);
    assert_eq!(
        reported.last().unwrap(),
        "flows.yaml:102:27: 50 more errors in this file"
    );
}
