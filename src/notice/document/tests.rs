//! Documents of our own making: what a reader sees of them, and what is refused.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;
use crate::notice::TextFormat;
use crate::notice::read::read;

const STYLES: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Ours"><w:name w:val="House heading"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Outlined"><w:name w:val="Clause"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="Circle"><w:name w:val="A"/><w:basedOn w:val="Circle"/></w:style>
<w:style w:styleId="Dots"><w:name w:val="List Bullet 2"/></w:style>
<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
</w:styles>"#;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let body = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="urn:a"><w:body>{body}</w:body></w:document>"#
    );
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &body),
        ("word/styles.xml", STYLES),
    ])
}

fn text(body: &str) -> String {
    Document::read(&docx(body)).unwrap().unwrap().text
}

fn fault(bytes: &[u8]) -> String {
    Document::read(bytes).unwrap().unwrap_err().to_string()
}

fn p(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn styles_make_headings_and_items() {
    for (style, line) in [
        ("berschrift1", "# Words"),
        ("Ours", "# Words"),
        ("Outlined", "## Words"),
        ("Dots", "- Words"),
        ("Circle", "Words"),
        ("Unknown", "Words"),
    ] {
        let properties = format!(r#"<w:pStyle w:val="{style}"/>"#);
        let body = p(r#"<w:outlineLvl w:val="0"/>"#, "A") + &p(&properties, "Words");
        assert_eq!(text(&body), format!("# A\n\n{line}\n"), "{style}");
    }
    let body = p(r#"<w:pStyle w:val="Verzeichnis1"/>"#, "Contents 3") + &p("", "B");
    assert_eq!(text(&body), "B\n");
    // The paragraph's own properties come first.
    let body = p(r#"<w:pStyle w:val="Ours"/><w:outlineLvl w:val="9"/>"#, "C");
    assert_eq!(text(&body), "C\n");
    let body = p(
        r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>"#,
        "D",
    );
    assert_eq!(text(&body), "- D\n");
}

#[test]
fn without_styles_short_bold_paragraphs_are_headings() {
    let bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Sharing</w:t></w:r></w:p>";
    let off = r#"<w:p><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>Sharing</w:t></w:r></w:p>"#;
    assert_eq!(text(bold), "## Sharing\n");
    assert_eq!(text(off), "Sharing\n");
    let styled = p(r#"<w:pStyle w:val="Ours"/>"#, "A") + bold;
    assert_eq!(text(&styled), "# A\n\nSharing\n");
}

#[test]
fn what_a_reader_does_not_see_is_left_out() {
    for (run, seen) in [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>a.</w:t><w:br/><w:t>b</w:t></w:r>", "a.\n\nb"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a b"),
        (
            "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b &amp; c&#233;</w:t></w:r>",
            "a-b & cé",
        ),
        (
            "<w:del><w:r><w:t>no</w:t></w:r></w:del><w:ins><w:r><w:t>a</w:t></w:r></w:ins>",
            "a",
        ),
        (
            "<w:r><w:t>a</w:t></w:r><w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom>",
            "a",
        ),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t>a</w:t></w:r>",
            "a",
        ),
        (
            "<w:r><w:instrText>PAGE</w:instrText><w:t>a</w:t></w:r><a:t>no</a:t>",
            "a",
        ),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>no</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "a",
        ),
    ] {
        assert_eq!(
            text(&format!("<w:p>{run}</w:p>")),
            format!("{seen}\n"),
            "{run}"
        );
    }
}

#[test]
fn tables_stay_tables() {
    let row = |cells: &[&str]| {
        let cells = cells.iter().map(|it| format!("<w:tc>{it}</w:tc>"));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let (a, b, c) = (p("", "a|b"), p("", "b"), p("", "c"));
    let inner = format!("<w:tbl>{}</w:tbl>", row(&[&b, &c]));
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&[&a, &b]), row(&[&inner]));
    let body = format!("{}{table}{}", p("", "before"), p("", "after"));
    let document = Document::read(&docx(&body)).unwrap().unwrap();
    assert_eq!(
        document.text,
        "before\n\n| a\\|b | b |\n| --- | --- |\n| b c |  |\n\nafter\n"
    );
    let places: Vec<u32> = (1..=7).map(|line| document.place(line)).collect();
    assert_eq!(places, [1, 1, 2, 2, 4, 4, 6]);
    let single = format!("<w:tbl>{}{}</w:tbl>", row(&[&a]), row(&[&b]));
    assert_eq!(text(&single), "a|b\n\nb\n");
}

#[test]
fn words_are_found_again_as_they_are() {
    for words in [
        "We keep *all* of it_ for a_b, `c` and &lt;d&gt;.",
        "# We never share it.",
        "-- We never share it.",
        "We share [it](there) with [1]: you.",
        "We keep &amp;amp; for 6 years \\ so.",
    ] {
        let document = Document::read(&docx(&p("", words))).unwrap().unwrap();
        let published = crate::notice::PublishedText::new(
            crate::input::FileId(0),
            document.text.as_str(),
            TextFormat::Markdown,
            &[],
        );
        let whole = crate::input::Span::new(crate::input::FileId(0), 0, document.text.len() as u32);
        let seen = published.words(whole);
        let words = words
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        assert_eq!(seen, words, "{}", document.text);
    }
}

#[test]
fn places_are_paragraphs() {
    let body = p("", "One.") + &p("", "") + &p("", "We never sell your personal data.");
    let document = Document::read(&docx(&body)).unwrap().unwrap();
    let reading = read(&document.text, TextFormat::Markdown);
    assert_eq!(reading.statements[0].line, 3);
    let placed = document.placed(reading);
    assert_eq!(
        (placed.statements[0].line, document.unit),
        (3, PlaceUnit::Paragraph)
    );
    assert_eq!(placed.uncovered[0].line, 1);
}

#[test]
fn what_is_no_document_says_so() {
    assert!(Document::read(b"# A notice").is_none());
    assert!(fault(&[0xD0, 0xCF, 0x11, 0xE0, 0]).contains("save it as DOCX"));
    assert!(fault(b"PK\x03\x04 no archive").contains("no document that can be read"));
    assert!(fault(&package(&[("content.xml", "")])).contains("LibreOffice"));
    assert!(fault(&package(&[("a.txt", "")])).contains("without a document"));
    assert!(fault(&package(&[("[Content_Types].xml", "")])).contains("workbook"));
    assert!(fault(&docx("")).contains("no text"));
    assert!(fault(&docx("<w:p>")).contains("no document that can be read"));
    let other = [
        ("[Content_Types].xml", ""),
        (
            "_rels/.rels",
            r#"<R><r Type="x/officeDocument" Target="/word/document2.xml"/></R>"#,
        ),
        (
            "word/document2.xml",
            r#"<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><p><r><t>a</t></r></p></d>"#,
        ),
    ];
    let read = Document::read(&package(&other)).unwrap().unwrap();
    assert_eq!(read.text, "a\n");
}

#[test]
fn too_much_is_refused() {
    let deep = "<w:p>".repeat(MAX_NESTED + 1);
    assert!(fault(&docx(&deep)).contains("nested"));
    let long = p("", &"word ".repeat(MAX_TEXT_BYTES / 5 + 10));
    assert!(fault(&docx(&long)).contains("KiB of text"));
    let many = "<w:p/>".repeat(MAX_TEXT_BYTES + 10);
    assert!(fault(&docx(&many)).contains("KiB of text"));
    let blank = " ".repeat(MAX_UNPACKED as usize + 1);
    assert!(fault(&docx(&blank)).contains("MiB when unpacked"));
}

#[test]
fn entities_that_a_document_defines_are_not_expanded() {
    let body = r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
        <d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><p><r><t>x&b;y</t></r></p></d>"#;
    let parts = [("[Content_Types].xml", ""), ("word/document.xml", body)];
    let read = Document::read(&package(&parts)).unwrap().unwrap();
    assert_eq!(read.text, "xy\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_document_is_too_broken(at in 0_usize..2000, byte in any::<u8>(), cut in 0_usize..2000) {
        let mut bytes = docx(&(p("", "We never sell your data.") + &p("", "b")));
        let len = bytes.len();
        bytes[at % len] = byte;
        bytes.truncate(cut.max(4));
        drop(Document::read(&bytes));
    }

    #[test]
    fn no_markup_is_too_odd(body in "(<w:(p|r|t|tbl|tr|tc|pPr|rPr|del)>|</w:(p|r|t|tbl|tr|tc|pPr|rPr|del)>|[a-z#|*&;-]{1,4}){0,40}") {
        drop(Document::read(&docx(&body)));
    }
}
