//! Input errors.

use super::fixture::{Files, with_snapshots};
use crate::input::{InputError, InputErrorKind, SourceMap, Span, limits};
use crate::report::{TerminalOptions, input_errors};

fn rendered(errors: &[InputError], sources: &SourceMap, width: usize) -> String {
    let mut out = Vec::new();
    let options = TerminalOptions {
        width,
        ..Default::default()
    };
    input_errors(
        errors,
        sources,
        "",
        "nothing was checked",
        options,
        &mut out,
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn an_error_shows_its_place_the_other_place_and_what_to_write() {
    let files = Files::new();
    let place = files.at(files.flows, "office-365", 0);
    let errors = [InputError::new(
        InputErrorKind::UnknownReference,
        place,
        "there is no system or party `office-365`",
    )
    .did_you_mean(Some("office-366"))
    .related(
        Some(files.at(files.parties, "microsoft", 0)),
        "the nearest stands here",
    )];
    with_snapshots(|| {
        insta::assert_snapshot!("errors_related", rendered(&errors, &files.sources, 80))
    });
}

#[test]
fn an_error_without_a_place_still_says_what_to_do() {
    let errors = [InputError::new(
        InputErrorKind::File,
        None,
        "`x/fairnotice.yaml` does not exist",
    )
    .help("run `fairnotice init` to make an estate")];
    assert_eq!(
        rendered(&errors, &SourceMap::new(), 80),
        "error: `x/fairnotice.yaml` does not exist\n  help: run `fairnotice init` to make an \
         estate\n\n1 error; nothing was checked\n"
    );
}

#[test]
fn the_rest_of_a_file_is_counted() {
    let mut sources = SourceMap::new();
    let many = sources.add("many.yaml", "x: 1\n".repeat(130));
    let few = sources.add("few.yaml", "y: 1\n");
    let error = |file, line: u32| {
        let start = line * 5;
        InputError::new(
            InputErrorKind::UnknownKey,
            Span::new(file, start, start + 1),
            "unknown key",
        )
    };
    let mut errors: Vec<_> = (0..130).map(|line| error(many, line)).collect();
    errors.push(error(few, 0));
    let text = rendered(&errors, &sources, 80);
    assert_eq!(
        text.matches("--> many.yaml:").count(),
        limits::MAX_ERRORS_SHOWN
    );
    assert!(text.contains("30 more errors in many.yaml\n"), "{text}");
    assert!(text.contains("--> few.yaml:1:1"), "{text}");
    assert!(
        text.ends_with("131 errors in 2 files; nothing was checked\n"),
        "{text}"
    );
}
