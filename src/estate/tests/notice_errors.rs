//! Errors in a notice are reported with their place and what to write instead.

use super::errors::{errors, of_statement};
use super::{one, shown};

#[test]
fn the_text_of_a_notice() {
    assert_eq!(
        errors("notice: {title: t}"),
        ["8:1: the notice has no text (name its file as `source`, or write it as `text`)"]
    );
    assert_eq!(
        errors("notice: {source: x.md, text: t}"),
        [
            "8:30: the notice has both `source` and `text` (keep the one that holds the published text)"
        ]
    );
    assert_eq!(
        errors("notice: {source: x.md, published: 2019-02-29}"),
        [
            "8:18: cannot read `x.md`: there is no such file",
            "8:35: `2019-02-29` does not exist: February 2019 has 28 days",
        ]
    );
}

#[test]
fn statements() {
    assert_eq!(
        of_statement("precedence: yields"),
        [
            "11:10: the statement `n` has no content (set what its words say: `collects`, `uses`, `shares`, `transfers`, `retains`, `relies-on`, `decides`, `promises`, `acts-as`, `informs` or `cites`)"
        ]
    );
    assert_eq!(
        of_statement(
            "shares: {with: [nobodi, email-address, s], to: USA, safeguards: eu-sc, through: a, outside: h}"
        ),
        [
            "11:10: `outside` says that nothing leaves a group, without `none` (add `none: true`)",
            "12:22: there is no party, group or class of recipients `nobodi` (record it under `parties`; or where it is a class of recipients, declare it in the estate under `terms`: `{id: nobodi, under: BROADER-TERM}`)",
            "12:30: `email-address` is a data category, not a party, group or class of recipients",
            "12:45: there is no party, group or class of recipients `s` (`s` is a system)",
            "12:53: `USA` is neither a country code nor an area (did you mean `US` (United States)?)",
            "12:70: the law tables do not know `eu-sc` (did you mean `eu-scc`?)",
            "12:86: there is no system `a` (`a` is a party)",
            "12:98: there is no group `h` (the estate has `g`)",
        ]
    );
    assert_eq!(
        of_statement("uses: {data: name}, transfers: {}, relies-on: {}, collects: {}, shares: {}"),
        [
            "11:10: `collects` names no data (write `data`, or `none`)",
            "11:10: `relies-on` names no legal basis (write `basis`, or `condition` for a condition of Art 9)",
            "11:10: `shares` names no recipient (write `with`, or `none`)",
            "11:10: `transfers` names no places (write `to`, with `third-countries` where the notice names none, or `none`)",
            "11:10: `uses` names no purposes (write `purposes`)",
        ]
    );
    assert_eq!(
        of_statement(
            "regime: uk-gdpr, uses: marketing, decides: {logic: true}, relies-on: {basis: contract, data: name}"
        ),
        [
            "11:10: `decides` states the logic or the consequences of no decision (write what is decided as `about`)",
            "11:10: `regime` limits `transfers`, `relies-on`, `informs` and `cites` only (write what else the words say in a statement of its own, without `regime`)",
        ]
    );
    assert_eq!(
        of_statement("informs: right-of-acess, cites: gdprr, services: [all, v]"),
        [
            "12:15: `right-of-acess` is no item that a notice must state (did you mean `right-of-access`?)",
            "12:38: the law tables do not know `gdprr` (did you mean `gdpr`?)",
            "12:56: `all` is combined with single services (write `all` alone, or the services alone)",
        ]
    );
    assert_eq!(
        of_statement("shares: nobody"),
        ["12:14: `nobody` is not a value that `shares` takes (it takes `none`, or a map)"]
    );
}

#[test]
fn data_subjects_are_no_recipient() {
    assert_eq!(
        of_statement("collects: {from: data-subjects}"),
        Vec::<String>::new()
    );
    assert_eq!(
        of_statement("shares: {with: data-subjects}"),
        [
            "12:21: there is no party, group or class of recipients `data-subjects` (`data-subjects` is a word for the `from` and `to` of a flow and the `from` of `collects`)"
        ]
    );
}

#[test]
fn quotes_and_sections() {
    let notice = "notice:
  text: |
    # One
    us and us
    ## Kept
    # Two
    ## Kept
  statements:
";
    let of = |statement: &str| {
        errors(&format!(
            "{notice}  - {{id: n, collects: {{from: a}}, {statement}}}\n"
        ))
    };
    assert_eq!(
        of("quote: us"),
        [
            "16:41: the quote occurs 2 times (add `prefix` or `suffix`: the words directly before or after it; or `occurrence`: which of them, from 1) [here, for one: 11]"
        ]
    );
    assert_eq!(of("quote: us, suffix: and"), Vec::<String>::new());
    assert_eq!(of("quote: us, occurrence: 2"), Vec::<String>::new());
    assert_eq!(
        of("quote: and, section: Kept"),
        [
            "16:55: the notice has 2 sections `Kept` (give its path: `One > Kept` or `Two > Kept`) [here, for one: 12]"
        ]
    );
    let service = one(
        "controller: a\nparties: [{id: a, country: GB}]\nservices: [{id: v, sections: Lesson}]\nnotice:\n  text: |\n    # Lessons\n",
    );
    assert_eq!(
        shown(&service),
        ["fairnotice.yaml:3:30: the notice has no section `Lesson` (did you mean `Lessons`?)"]
    );
}

#[test]
fn a_list_of_sources_names_the_key_for_several_documents() {
    assert_eq!(
        errors("notice: {source: [a.md, b.md]}"),
        [
            "8:18: `source` takes a text, not a list (write one value; where there are several, list them under `documents`: `- {id: policy, source: privacy.md}`)"
        ]
    );
}
