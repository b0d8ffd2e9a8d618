//! The same page laid out in several ways says the same. All wording is ours.

use super::*;

/// The statements of a page: its section, its quote, what it says.
fn page(html: &str) -> Vec<(String, String, Vec<String>)> {
    let found = read(html, TextFormat::Html).statements.into_iter();
    let shown = found.map(|it| (it.section.unwrap_or_default(), it.quote, it.says.terms));
    shown.collect()
}

/// A notice whose elements have each their own line.
const LAID_OUT: &str = "<!DOCTYPE html><html><body><main>
<h1>Privacy notice of Tarn</h1>
<h2>What we collect</h2>
<ul>
<li>Your name</li>
<li>Your email address</li>
</ul>
<h2>How long</h2>
<p>We keep orders for two years.</p>
</main>
<footer>
<h4>Follow us</h4>
<p>Newsletter</p>
</footer>
</body></html>";

#[test]
fn line_feeds_between_elements_change_nothing() {
    let expected = page(LAID_OUT);
    let found: Vec<_> = expected
        .iter()
        .map(|(section, quote, terms)| (section.as_str(), quote.as_str(), terms.join(" ")))
        .collect();
    assert_eq!(
        found,
        [
            ("What we collect", "Your name", "name".to_owned()),
            (
                "What we collect",
                "Your email address",
                "email-address".to_owned()
            ),
            (
                "How long",
                "We keep orders for two years.",
                "P2Y".to_owned()
            ),
        ]
    );
    let on_one_line = LAID_OUT.replace('\n', "");
    let with_words_alone = LAID_OUT.replace('>', ">\n").replace("</", "\n</");
    let tags_over_lines = LAID_OUT
        .replace("<h2>", "<h2\n  class=\"m\"\n>")
        .replace("<li>", "<li\n>");
    let two_on_a_line = LAID_OUT
        .replace("</h1>\n", "</h1>")
        .replace("</ul>\n", "</ul>");
    for other in [
        on_one_line,
        with_words_alone,
        tags_over_lines,
        two_on_a_line,
    ] {
        assert_eq!(page(&other), expected, "{other}");
    }
}

#[test]
fn a_closing_tag_at_the_start_of_a_line_ends_its_block() {
    let text = "<!DOCTYPE html><body>\n<p>\n  Last changed in May\n</p>\n<p>\n  We keep it for two years\n</p>\n";
    let quotes: Vec<String> = page(text).into_iter().map(|(_, quote, _)| quote).collect();
    assert_eq!(quotes, ["We keep it for two years"]);
    // A line feed within a paragraph ends nothing.
    let text = "<!DOCTYPE html><body>\n<p>We keep it for\n  two years</p>\n";
    let quotes: Vec<String> = page(text).into_iter().map(|(_, quote, _)| quote).collect();
    assert_eq!(quotes, ["We keep it for two years"]);
}

#[test]
fn a_template_has_the_headings_of_its_page() {
    let source = "<% title %>\n<h1>\n  Privacy\n</h1>\n<h2 class=\"l\">\n  How long\n</h2>\n<p>We keep it for two years.</p>\n";
    let (text, format) = prepared("notice.html.erb", source);
    let found = read(&text, format).statements;
    let shown: Vec<_> = found
        .iter()
        .map(|it| (it.section.as_deref(), it.quote.as_str()))
        .collect();
    assert_eq!(shown, [(Some("How long"), "We keep it for two years.")]);
}

#[test]
fn bold_lines_are_headings_where_they_read_as_titles() {
    let marked = "# Privacy\n\n## What we collect\n\n- Your name\n\n## Sharing\n\nWe share your name with our payment provider.\n";
    let bold = marked
        .replace("## What we collect", "**What we collect**")
        .replace("## Sharing", "**Sharing**");
    let said = |text: &str| -> Vec<_> {
        let found = read(text, TextFormat::Markdown).statements.into_iter();
        found
            .map(|it| (it.section, it.quote, it.says.terms))
            .collect()
    };
    assert_eq!(said(&bold), said(marked));
    // A date, a label and a sentence are none, and neither is bold text within a paragraph or an item.
    for line in [
        "**Last changed in May 2024**",
        "**We share your name with nobody.**",
        "**Please note:** we are open",
        "- **Sharing**",
        "> **Sharing**",
    ] {
        let text = format!("# Privacy\n\n{line}\n\nWe keep orders for two years.\n");
        let found = read(&text, TextFormat::Markdown).statements;
        let last = found.last().and_then(|it| it.section.as_deref());
        assert_eq!(last, Some("Privacy"), "{line}");
    }
}

#[test]
fn bold_lines_below_a_lead_part_its_items() {
    let text = "# Privacy\n\nWe collect the following data:\n\n**Account information**\n\n- Your name\n\n\
        **In the shop**\n\n- Your email address\n\n**Sharing**\n\n- Your age\n";
    let found = read(text, TextFormat::Markdown).statements;
    let certain = found.iter().filter(|it| it.certainty == Certainty::Certain);
    let certain: Vec<_> = certain.map(|it| it.quote.as_str()).collect();
    assert_eq!(certain, ["Your name", "Your email address"]);
}

#[test]
fn summaries_terms_and_bold_paragraphs_of_a_page_are_headings() {
    let html = "<!DOCTYPE html><html><body><h1>Privacy</h1>
<details><summary>What we collect</summary><ul><li>Your name</li></ul></details>
<dl><dt>How we use it</dt><dd>To send you receipts</dd></dl>
<p class=\"s\"><strong>How <i>long</i></strong></p><p>We keep orders for two years.</p>
<p><b>We care</b> about <b>you</b></p><p>We keep it for a year.</p></body></html>";
    let sections: Vec<String> = page(html)
        .into_iter()
        .map(|(section, ..)| section)
        .collect();
    assert_eq!(
        sections,
        ["What we collect", "How we use it", "How long", "How long"]
    );
}
