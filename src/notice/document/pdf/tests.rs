//! What is made of texts with places, and that no file is too broken.

use proptest::prelude::*;

use super::content::Run;
use super::*;

/// A text of a size at a height, which begins at a place from the left.
fn run(text: &str, left: f32, base: f32, size: f32) -> Run {
    Run {
        left,
        right: left + size * 0.5 * text.chars().count() as f32,
        base,
        size,
        is_bold: false,
        text: text.to_owned(),
    }
}

fn bold(run: Run) -> Run {
    Run {
        is_bold: true,
        ..run
    }
}

fn text(pages: &[Vec<Run>]) -> String {
    layout::document(pages).unwrap().text
}

fn body(base: f32) -> Run {
    run(
        "We keep all of that for as long as we have to.",
        50.0,
        base,
        10.0,
    )
}

#[test]
fn sizes_and_bold_letters_make_headings() {
    let page = vec![
        run("Notice", 50.0, 700.0, 20.0),
        bold(run("Sharing", 50.0, 660.0, 10.0)),
        body(640.0),
        bold(run("Bold words end here.", 50.0, 600.0, 10.0)),
    ];
    assert_eq!(
        text(&[page]),
        "# Notice\n\n## Sharing\n\nWe keep all of that for as long as we have to.\n\nBold words end here.\n"
    );
}

#[test]
fn lines_near_each_other_are_a_paragraph() {
    let second = run("and longer", 50.0, 588.0, 10.0);
    let first = run("We keep it", 50.0, 600.0, 10.0);
    let third = run("We share it", 50.0, 550.0, 10.0);
    assert_eq!(
        text(&[vec![first.clone(), second.clone(), third]]),
        "We keep it and longer\n\nWe share it\n"
    );
    // Over the border of a page.
    assert_eq!(
        text(&[vec![first], vec![second]]),
        "We keep it and longer\n"
    );
}

#[test]
fn a_line_that_ends_early_ends_its_paragraph() {
    let page = vec![
        run("We share all of it with the two", 50.0, 600.0, 10.0),
        run("firms", 50.0, 588.0, 10.0),
        run("We never sell", 50.0, 576.0, 10.0),
    ];
    assert_eq!(
        text(&[page]),
        "We share all of it with the two firms\n\nWe never sell\n"
    );
}

#[test]
fn gaps_are_spaces_and_cells() {
    let near = vec![run("We", 50.0, 600.0, 10.0), run("keep", 63.0, 600.0, 10.0)];
    assert_eq!(text(&[near]), "We keep\n");
    let joined = vec![
        run("We k", 50.0, 600.0, 10.0),
        run("eep", 70.0, 600.0, 10.0),
    ];
    assert_eq!(text(&[joined]), "We keep\n");
    let cells = vec![
        bold(run("Data", 50.0, 600.0, 10.0)),
        bold(run("Kept", 200.0, 600.0, 10.0)),
        body(500.0),
    ];
    assert!(text(&[cells]).starts_with("Data\n\nKept\n\n"));
}

#[test]
fn marks_make_items_wherever_they_are_drawn() {
    let (mark, words) = (
        run("\u{2022}", 50.0, 600.0, 10.0),
        run("cookies", 90.0, 600.0, 10.0),
    );
    let number = run("2.", 50.0, 580.0, 10.0);
    let last = run("names", 62.0, 580.0, 10.0);
    let symbol = run("\u{F0B7} e-mail", 50.0, 560.0, 10.0);
    assert_eq!(
        text(&[vec![
            mark.clone(),
            words.clone(),
            last.clone(),
            number.clone(),
            symbol.clone()
        ]]),
        "- cookies\n\n2. names\n\n- e-mail\n"
    );
    assert_eq!(text(&[vec![words, mark]]), "- cookies\n");
}

#[test]
fn headers_and_footers_are_left_out() {
    let page = |number: usize| {
        vec![
            run("Tarn Outdoor", 50.0, 800.0, 8.0),
            body(700.0),
            run(&format!("Page {number} of 3"), 50.0, 20.0, 8.0),
        ]
    };
    let mut pages: Vec<Vec<Run>> = (1..=3).map(page).collect();
    pages[1][1].text = "We say more.".to_owned();
    pages[1][1].base = 650.0;
    pages[2][1].text = "We end.".to_owned();
    pages[2][1].base = 640.0;
    let document = layout::document(&pages).unwrap();
    assert!(
        !document.text.contains("Tarn") && !document.text.contains("Page"),
        "{}",
        document.text
    );
    assert_eq!(
        (document.place(1), document.place(3), document.place(5)),
        (1, 2, 3)
    );
}

#[test]
fn hyphens_go_where_the_word_is_written_without() {
    let part = |first: &str, second: &str, third: &str| {
        text(&[vec![
            run(first, 50.0, 600.0, 10.0),
            run(second, 50.0, 588.0, 10.0),
            run(third, 50.0, 500.0, 10.0),
        ]])
    };
    let found = part("All infor-", "mation of it", "Our information is this");
    assert!(found.starts_with("All information of it\n"), "{found}");
    let found = part("Our e-", "mail address", "Nothing else is here");
    assert!(found.starts_with("Our e-mail address\n"), "{found}");
}

fn sample(name: &str) -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(root.join("tests/it/cli/documents").join(name)).unwrap()
}

#[test]
fn what_cannot_be_read_says_so() {
    let fault = |bytes: &[u8]| {
        super::super::Document::read(bytes)
            .unwrap()
            .unwrap_err()
            .to_string()
    };
    assert!(fault(&sample("scan.pdf")).contains("as in a scan"));
    assert!(fault(b"%PDF-1.7 and nothing else").contains("no document that can be read"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_document_is_too_broken(at in 0_usize..4000, bytes in any::<[u8; 3]>(), cut in 500_usize..4000) {
        let mut file = sample("reportlab.pdf");
        let len = file.len() - 3;
        file[at % len..at % len + 3].copy_from_slice(&bytes);
        file.truncate(cut);
        drop(super::super::Document::read(&file));
    }

    #[test]
    fn no_places_are_too_odd(places in prop::collection::vec((any::<f32>(), any::<f32>(), any::<f32>(), "[a-z\u{2022}1.(-]{0,6}"), 0..20)) {
        let runs = places.into_iter().map(|(left, base, size, text)| run(&text, left, base, size));
        drop(layout::document(&[runs.collect()]));
    }
}
