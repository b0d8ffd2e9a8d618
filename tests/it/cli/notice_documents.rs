//! Notices in documents of office programs: read, linted, made an estate.

use super::*;

/// Documents that other programs wrote, of our own words. `python-docx.docx` is by python-docx 1.2, without the parts
/// that have no text; `reportlab.pdf`, `scan.pdf` (a black square) and `mixed.pdf` by ReportLab
/// 5.1.
fn document(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/it/cli/documents").join(name)).unwrap()
}

const ESTATE: &str =
    "name: Tarn\ncontroller: tarn\nparties: [{id: tarn, name: Tarn, country: GB}]\n";

#[test]
fn a_document_becomes_the_notice_of_an_estate() {
    let folder = folder();
    write(folder.path(), "privacy.docx", document("python-docx.docx"));
    snapshots(|| {
        let ran = run(folder.path(), &["notice", "read", "privacy.docx"]).exits(0);
        assert_eq!(ran.err, "");
        insta::assert_snapshot!("notice-read-docx", ran.out);
    });
    let output = ["notice", "read", "privacy.docx", "--output", "notice.yaml"];
    run(folder.path(), &output).exits(0);
    write(
        folder.path(),
        "fairnotice.yaml",
        format!("{ESTATE}notice: notice.yaml\n"),
    );
    let ran = check(folder.path(), &["--format", "json"]);
    assert_ne!(ran.code, 2, "{}", ran.err);

    let json = run(
        folder.path(),
        &["notice", "read", "privacy.docx", "--format", "json"],
    )
    .exits(0)
    .json();
    assert_eq!(json["line_unit"], "paragraph");
    let text = json["text"].as_str().unwrap();
    for statement in json["statements"].as_array().unwrap() {
        let quote = statement["quote"].as_str().unwrap();
        assert!(text.contains(quote), "{quote}");
    }
    assert_eq!(json["placeholders"][0]["quote"], "[Company name]");
}

#[test]
fn a_pdf_becomes_the_notice_of_an_estate() {
    let folder = folder();
    write(folder.path(), "privacy.pdf", document("reportlab.pdf"));
    snapshots(|| {
        let ran = run(folder.path(), &["notice", "read", "privacy.pdf"]).exits(0);
        assert_eq!(ran.err, "");
        insta::assert_snapshot!("notice-read-pdf", ran.out);
    });
    run(folder.path(), &["init", "tarn", "--notice", "privacy.pdf"]).exits(0);
    assert_ne!(check(folder.path(), &["tarn"]).code, 2);
    let ran = run(folder.path(), &["notice", "lint", "privacy.pdf"]).exits(1);
    assert!(
        ran.out.contains("page 3: \"[Company name]\""),
        "{}",
        ran.out
    );

    // Pages that nobody has read are named.
    write(folder.path(), "mixed.pdf", document("mixed.pdf"));
    let ran = run(folder.path(), &["notice", "read", "mixed.pdf"]).exits(0);
    assert!(
        ran.err.contains("without text, blank or pictures: 2, 3"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("We never sell your personal data."));

    write(folder.path(), "scan.pdf", document("scan.pdf"));
    let ran = run(folder.path(), &["notice", "read", "scan.pdf"]).refused();
    assert!(ran.err.contains("as in a scan"), "{}", ran.err);
}

#[test]
fn lint_counts_the_paragraphs_of_a_document() {
    let folder = folder();
    write(folder.path(), "privacy.docx", document("python-docx.docx"));
    let ran = run(folder.path(), &["notice", "lint", "privacy.docx"]).exits(1);
    assert!(
        ran.out.contains("paragraph 18: \"[Company name]\""),
        "{}",
        ran.out
    );
}

#[test]
fn an_estate_begins_with_a_document() {
    let folder = folder();
    write(folder.path(), "privacy.docx", document("python-docx.docx"));
    run(folder.path(), &["init", "tarn", "--notice", "privacy.docx"]).exits(0);
    let estate = folder.path().join("tarn");
    assert!(names(&estate).contains("notice.md"));
    let first = std::fs::read_to_string(estate.join("fairnotice.yaml")).unwrap();
    assert!(first.contains("Tarn Outdoor"), "{first}");
    assert_ne!(check(folder.path(), &["tarn"]).code, 2);
}

#[test]
fn a_document_in_place_of_a_text_is_refused_with_the_way() {
    let folder = folder();
    write(folder.path(), "privacy.docx", document("python-docx.docx"));
    let estate = format!("{ESTATE}notice: {{source: privacy.docx}}\n");
    write(folder.path(), "fairnotice.yaml", estate);
    let ran = check(folder.path(), &[]).refused();
    assert!(ran.err.contains("notice read privacy.docx"), "{}", ran.err);

    write(folder.path(), "old.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1]);
    let ran = run(folder.path(), &["notice", "read", "old.doc"]).refused();
    assert!(
        ran.err.contains("`old.doc`: it is a document of an old"),
        "{}",
        ran.err
    );
}
