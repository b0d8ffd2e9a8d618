//! What the readers promise: places, limits, and all errors together.

use super::*;

fn yaml(text: &str) -> (Option<Node>, Vec<InputError>) {
    let mut errors = Diagnostics::new();
    let node = read_yaml(FileId(0), text, &mut errors);
    (node, errors.into_sorted())
}

#[test]
fn yaml_values_keep_their_places() {
    let text = "a: NO\nlist:\n  - é: 1.10\n  - two\n";
    let (node, errors) = yaml(text);
    assert_eq!(errors, []);
    let node = node.unwrap();
    assert_eq!(node.get("a").unwrap().kind, NodeKind::String("NO".into()));
    let list = node.get("list").unwrap();
    let number = list.items()[0].get("é").unwrap();
    assert_eq!(number.kind, NodeKind::Number("1.10".into()));
    assert_eq!(&text[number.span.range()], "1.10");
    assert_eq!(&text[list.items()[1].span.range()], "two");
    assert_eq!(&text[list.span.range()], "- é: 1.10\n  - two");
}

#[test]
fn json_values_keep_their_places() {
    let text = "{\"a\": [1, {\"b\\u0020c\": \"x\"}], \"d\": null}";
    let mut errors = Diagnostics::new();
    let node = read_json(FileId(0), text, 10, &mut errors).unwrap();
    let item = &node.get("a").unwrap().items()[1];
    let value = item.get("b c").unwrap();
    assert_eq!(value.span, Span::new(FileId(0), 10 + 23, 10 + 26));
    assert_eq!(&text[23..26], "\"x\"");
}

#[test]
fn a_bomb_is_refused_by_its_limit() {
    let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..9 {
        let below = format!("*a{}", level - 1);
        let list = vec![below; 10].join(",");
        text.push_str(&format!("a{level}: &a{level} [{list}]\n"));
    }
    let (node, errors) = yaml(&text);
    assert!(node.is_none());
    assert_eq!(errors[0].kind, InputErrorKind::Limit, "{errors:?}");
}

#[test]
fn depth_is_refused_by_its_limit() {
    let (node, errors) = yaml(&"[".repeat(5_000));
    assert!(node.is_none());
    assert_eq!(errors[0].kind, InputErrorKind::Limit, "{errors:?}");
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let mut errors = Diagnostics::new();
    assert!(read_json(FileId(0), &deep, 0, &mut errors).is_none());
    assert_eq!(errors.into_sorted()[0].kind, InputErrorKind::Limit);
}

#[test]
fn a_huge_scalar_is_refused_by_its_limit() {
    let (node, errors) = yaml(&format!("a: {}", "x".repeat(limits::MAX_SCALAR_BYTES + 1)));
    assert!(node.is_none());
    assert_eq!(errors[0].kind, InputErrorKind::Limit, "{errors:?}");
}

#[test]
fn syntax_errors_have_a_place() {
    let (node, errors) = yaml("a: 1\nb: [1, 2\nc: 3\n");
    assert!(node.is_none());
    assert_eq!(errors[0].kind, InputErrorKind::Syntax);
    assert!(errors[0].span.unwrap().start > 0, "{errors:?}");
}

#[test]
fn encodings_other_than_utf8_are_named() {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("a: 1".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let files = MemoryFiles::new()
        .with("a.yaml", utf16)
        .with("b.yaml", vec![b'a', b'\n', 0xC3, 0x28]);
    let error = files.read("a.yaml", 100).unwrap_err().to_string();
    assert!(error.contains("UTF-16"), "{error}");
    let error = files.read("b.yaml", 100).unwrap_err().to_string();
    assert!(
        error.contains("not UTF-8") && error.contains("line 2"),
        "{error}"
    );
}

#[test]
fn paths_stay_inside() {
    let files = MemoryFiles::new().with("a.yaml", "");
    assert_eq!(files.read("../a.yaml", 1), Err(FileError::Climbs));
    assert_eq!(files.read("/a.yaml", 1), Err(FileError::Absolute));
    assert_eq!(files.read("./a.yaml", 1), Ok(String::new()));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_devices_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("out.yaml")).unwrap();
    std::os::unix::fs::symlink("/dev/null", folder.path().join("null.yaml")).unwrap();
    let pipe = folder.path().join("pipe.yaml");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let files = DiskFiles::new(folder.path()).unwrap();
    assert_eq!(files.read("out.yaml", 10), Err(FileError::LeadsOut));
    assert_eq!(files.read("null.yaml", 10), Err(FileError::LeadsOut));
    assert_eq!(
        files.read("pipe.yaml", 10),
        Err(FileError::NotAFile("a named pipe"))
    );
    assert_eq!(files.read("gone.yaml", 10), Err(FileError::Missing));
}

#[test]
fn lines_and_columns_count_characters_from_one() {
    let mut map = SourceMap::new();
    let file = map.add("x", "ab\nçd\n");
    let at = |offset| map.file(file).unwrap().line_column(offset);
    assert_eq!(at(0), LineColumn { line: 1, column: 1 });
    assert_eq!(at(3), LineColumn { line: 2, column: 1 });
    assert_eq!(at(5), LineColumn { line: 2, column: 2 });
    assert_eq!(at(999), LineColumn { line: 3, column: 1 });
    assert_eq!(map.file(file).unwrap().line(2), "çd");
}

/// The program's own files bear paths that an estate's may bear too.
#[test]
fn a_path_never_leads_to_a_file_of_the_program() {
    let mut map = SourceMap::new();
    let ours = map.add_builtin("policies/law/rules.yaml", "ours");
    assert_eq!(map.by_path("policies/law/rules.yaml"), None);
    let theirs = map.add("policies/law/rules.yaml", "theirs");
    assert_eq!(map.by_path("policies/law/rules.yaml"), Some(theirs));
    assert!(map.file(ours).is_some_and(SourceFile::is_builtin));
}
