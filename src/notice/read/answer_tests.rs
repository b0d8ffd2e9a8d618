//! Questions, headings and labels whose answer denies. All wording is ours.

use super::*;

/// The denials of a text: line, kind, terms and places.
fn denials(text: &str) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let denials = found.filter(|it| it.says.none);
    let shown = denials.map(|it| {
        let what = [it.says.terms, it.says.data, it.says.places]
            .concat()
            .join(" ");
        format!("{} {what}", it.says.kind.key())
            .trim_end()
            .to_owned()
    });
    shown.collect()
}

/// The statements of a text that deny nothing.
fn said(text: &str) -> Vec<String> {
    let found = read(text, TextFormat::Markdown).statements.into_iter();
    let said = found.filter(|it| !it.says.none);
    said.map(|it| it.says.kind.key().to_owned()).collect()
}

#[test]
fn a_question_with_no_for_an_answer_is_a_denial() {
    for (text, denial) in [
        ("## Do we share your data?\n\nNo.\n", "shares"),
        (
            "## Do you sell my data?\n\nNo, never.\n",
            "uses sell-data-to-third-parties",
        ),
        (
            "## Will you give my details to others?\n\nNever.\n",
            "shares third-party",
        ),
        (
            "## Is my data used for marketing?\n\nNo.\n",
            "uses direct-marketing",
        ),
        (
            "## Do you collect data about my health?\n\nNo.\n",
            "collects health",
        ),
        (
            "## Do you transfer my data outside the UK?\n\nNo. All of it is kept at home.\n",
            "transfers outside-uk",
        ),
        (
            "**Do we share your data with third parties?** No, we do not.\n",
            "shares third-party",
        ),
        (
            "Q: Do you share my data with advertisers?\n\nA: No.\n",
            "shares advertiser",
        ),
        (
            "| Question | Answer |\n| --- | --- |\n| Do we sell your data? | No |\n",
            "uses sell-data-to-third-parties",
        ),
    ] {
        assert_eq!(denials(text), [denial], "{text}");
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_heading_or_a_label_that_is_denied_is_a_denial() {
    for (text, denial) in [
        ("Automated decisions: We do not make any.\n", "decides"),
        ("- Automated decision making: no\n", "decides"),
        (
            "## Automated decision-making\n\nWe do not carry out any.\n",
            "decides",
        ),
        (
            "- International transfers: None.\n",
            "transfers third-countries",
        ),
        ("- Sharing with third parties: no.\n", "shares third-party"),
        (
            "| Item | Answer |\n| --- | --- |\n| Transfers outside the UK | No |\n",
            "transfers outside-uk",
        ),
    ] {
        assert_eq!(denials(text), [denial], "{text}");
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn an_answer_that_takes_its_denial_back_denies_nothing() {
    for text in [
        "## Do we share your data?\n\nNo, unless you ask us to.\n",
        "## Do we share your data?\n\nNo. However, our couriers see your address.\n",
        "## Do we share your data?\n\nNo.\n\nBut our couriers see your address.\n",
        "## Do you have to give us your data?\n\nNo.\n",
        "## Can you access your data?\n\nNo.\n",
        // One party is not all.
        "## Do you share my data with Google?\n\nNo.\n",
        "## Do you share my data with the Reed Club?\n\nNo.\n",
    ] {
        assert_eq!(denials(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn special_categories_that_are_not_processed_are_denied() {
    let text = "**Do we process sensitive information?** We do not process sensitive personal information.\n";
    assert_eq!(denials(text), ["collects sensitive-personal-data"]);
    let if_any = "We do not process sensitive personal information unless you give it to us.\n";
    assert_eq!(denials(if_any), Vec::<String>::new());
}

#[test]
fn the_quote_of_a_question_within_a_sentence_has_its_answer() {
    let text = "Do we sell your data? No, we do not. Write to us.\n";
    let found = read(text, TextFormat::Markdown).statements;
    assert_eq!(found[0].quote, "Do we sell your data? No, we do not.");
}
