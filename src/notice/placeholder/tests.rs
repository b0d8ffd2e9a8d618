//! What is a placeholder, and what only looks like one.

use proptest::prelude::*;

use super::*;
use crate::notice::TextFormat;

fn placeholders(text: &str, format: TextFormat) -> Vec<Range<usize>> {
    match format {
        TextFormat::Markdown => in_markdown(text),
        TextFormat::Html => unreachable!("no case is HTML"),
        TextFormat::Plain => in_plain(text),
    }
}

fn found(text: &str, format: TextFormat) -> Vec<&str> {
    let ranges = placeholders(text, format).into_iter();
    ranges.map(|range| &text[range]).collect()
}

const OPEN: [&str; 38] = [
    "[Company name]",
    "[COMPANY NAME]",
    "[**Company Name**]",
    "\\[Company name\\]",
    "[company]",
    "[Date]",
    "[DATE]",
    "[EMAIL]",
    "[your name]",
    "[Your Company]",
    "[your email address]",
    "[name of the company]",
    "[insert date]",
    "[INSERT RETENTION PERIOD]",
    "[insert details]",
    "[specify the purposes]",
    "[add whatever else you collect here, e.g. users name, address, location, pictures]",
    "[enter company name]",
    "[delete as appropriate]",
    "[TBC]",
    "[to be confirmed]",
    "[●]",
    "[____]",
    "[XXX]",
    "[I/We]",
    "[my/our]",
    "[Developer/Company name]",
    "[open source/free/freemium/ad-supported/commercial]",
    "{{company_name}}",
    "{{ site.email }}",
    "{company_name}",
    "{Company Name}",
    "<INSERT DATE>",
    "<insert company name>",
    "<Company Name>",
    "«Company name»",
    "Lorem ipsum",
    "XXXX",
];

#[test]
fn placeholders_are_found_in_both_formats() {
    for open in OPEN {
        let text = format!("We are {open}, and we use your data.\n");
        let shown = open.trim_start_matches('\\');
        let markdown = found(&text, TextFormat::Markdown);
        assert_eq!(markdown, [shown], "{open} in Markdown");
        if !open.contains('\\') {
            assert_eq!(
                found(&text, TextFormat::Plain),
                [open],
                "{open} in plain text"
            );
        }
    }
}

#[test]
fn they_are_found_in_headings_lists_tables_links_and_html() {
    let text = "# [Company name]\n\n- {{date}}\n\n| a | b |\n|---|---|\n| [email address] | x |\n\n\
                Write to [[Your company]](https://a.example).\n\n<p>Since [insert date]</p>\n";
    let all = [
        "[Company name]",
        "{{date}}",
        "[email address]",
        "[Your company]",
        "[insert date]",
    ];
    assert_eq!(found(text, TextFormat::Markdown), all);
}

const ORDINARY: [&str; 46] = [
    "[our website](https://a.example)",
    "[Company name](https://a.example)",
    "[contact us][1]",
    "[website]",
    "[email protected]",
    "[2019] EWCA Civ 1599",
    "[2019] UKSC 50 at [26]",
    "[1]",
    "[^1]",
    "[a]",
    "[x]",
    "[X]",
    "[sic]",
    "[...]",
    "[…]",
    "[emphasis added]",
    "[t]he controller",
    "[the Company]",
    "[UID]",
    "[EU/UK] GDPR",
    "[and/or]",
    "[n/a]",
    "[Update June 2023]",
    "[Back to top]",
    "[Your rights]",
    "[your privacy choices]",
    "[Add to basket]",
    "[Delete my account]",
    "[hello@firm.example]",
    "[Weather and Tides App]",
    "`[Company name]`",
    "`{{name}}`",
    "![Company name](a.png)",
    "<b>bold</b>",
    "<a href=\"mailto:x@y.example\">mail</a>",
    "<address>1 High Street</address>",
    "<https://a.example>",
    "<privacy@firm.example>",
    "_hjSession_{hash}",
    "cookie_{date}",
    "{hash}",
    "XXX",
    "card XXXX XXXX XXXX 1234",
    "XXXX-XXXX-XXXX-1234",
    "192.168.xxxx.xxxx",
    "MMXXXXVII",
];

#[test]
fn what_only_looks_like_one_is_left_alone() {
    for ordinary in ORDINARY {
        let text = format!("See {ordinary} for more.\n");
        assert_eq!(found(&text, TextFormat::Markdown), [""; 0], "{ordinary}");
    }
    for hidden in [
        "---\ntitle: \"[Company name]\"\n---\n",
        "```\n[Company name]\n```\n",
        "    {{date}}\n",
        "<!-- [insert date] -->\n",
        "<!--\nAsk for [Company name]\n-->\n",
        "[Company name]: https://a.example\n",
        "Text[^n].\n\n[^n]: A note.\n",
        "- [ ] a task\n- [x] another\n",
    ] {
        assert_eq!(found(hidden, TextFormat::Markdown), [""; 0], "{hidden}");
    }
}

proptest! {
    #[test]
    fn a_placeholder_is_found_in_its_place(
        before in "[a-z ,.]{0,40}",
        open in prop::sample::select(vec!["[Company name]", "{{date}}", "[I/We]", "[insert date]"]),
        after in "[a-z ,.]{0,40}",
    ) {
        let text = format!("Dear {before} {open} {after}.\n");
        for format in [TextFormat::Plain, TextFormat::Markdown] {
            let at = placeholders(&text, format);
            prop_assert_eq!(at, vec![text.find(open).unwrap()..text.find(open).unwrap() + open.len()]);
        }
    }

    #[test]
    fn any_text_is_read_and_ranges_begin_and_end_at_characters(text in "\\PC{0,120}|[\\[\\]{}<>XxI/Wenam ●«»\\n]{0,80}") {
        for format in [TextFormat::Plain, TextFormat::Markdown] {
            for range in placeholders(&text, format) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
