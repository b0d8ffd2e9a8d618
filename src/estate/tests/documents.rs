//! A notice of several documents: each has its text, its day and its versions.

use super::{load, one, shown, sound};
use crate::estate::model::{AnchorState, Estate};
use crate::input::{MemoryFiles, SourceMap};

const POLICY: &str = "# Privacy\n\nWe keep your name. Who works for us is on a page of its own.\n";
const LIST: &str = "# Sub-processors\n\n- Mailer GmbH: sending of e-mails\n- We keep no secrets.\n";

fn files(documents: &str, statements: &str) -> MemoryFiles {
    let root = format!(
        "controller: shop
parties: [{{id: shop, country: FR}}, {{id: mail, country: DE}}]
services: [{{id: mailing, sections: Sub-processors}}]
notice:
  documents:
{documents}
  statements:
{statements}
"
    );
    MemoryFiles::new()
        .with("fairnotice.yaml", root)
        .with("privacy.md", POLICY)
        .with("subs.md", LIST)
}

const BOTH: &str = "    - {id: policy, source: privacy.md, published: 2026-01-01, url: 'https://shop.example/privacy'}
    - {id: subs, source: subs.md, kind: sub-processor-list, published: 2026-05-10}";

const NAME: &str = "    - {id: n, quote: keep your name, collects: {data: name}}";
const MAIL: &str = "    - {id: m, quote: Mailer GmbH, shares: {with: mail}}";

/// The statements of a day, each with the file and the words it is at.
fn on(estate: &Estate, sources: &SourceMap, day: &str) -> Vec<String> {
    estate
        .statements_on(day.parse().unwrap())
        .map(|(index, statement)| {
            assert_eq!(estate.statement(index).unwrap().id, statement.id);
            match &statement.anchor {
                AnchorState::Found { span, .. } => {
                    let (path, _) = sources.locate(*span).unwrap();
                    format!("{} {path}: {}", statement.id, sources.text(*span))
                }
                AnchorState::NotFound { reason, nearest } => {
                    let near = nearest.as_ref().map_or("", |(_, words)| words.as_str());
                    format!("{} {reason} [{near}]", statement.id)
                }
            }
        })
        .collect()
}

#[test]
fn words_are_found_in_whichever_document_has_them() {
    let files = files(BOTH, &format!("{NAME}\n{MAIL}"));
    let (estate, sources) = sound(load(&files, "fairnotice.yaml"));
    // On a day before the list was published nobody could read it.
    assert_eq!(
        on(&estate, &sources, "2026-02-01"),
        ["n privacy.md: keep your name"]
    );
    let both = ["m subs.md: Mailer GmbH", "n privacy.md: keep your name"];
    assert_eq!(on(&estate, &sources, "2026-05-10"), both);

    let notice = estate.notice_on("2026-06-01".parse().unwrap()).unwrap();
    assert_eq!(notice.title, "Privacy");
    assert_eq!(notice.published.unwrap().to_string(), "2026-05-10");
    let ids: Vec<_> = notice.documents.iter().map(|it| it.id.as_deref()).collect();
    assert_eq!(ids, [Some("policy"), Some("subs")]);
    let of: Vec<_> = notice
        .statements
        .iter()
        .map(|it| it.document.as_deref())
        .collect();
    assert_eq!(of, [Some("subs"), Some("policy")]);
    // A section of any document may be about a service.
    assert!(notice.statements[0].scope.is_specific());
    assert!(!notice.statements[1].scope.is_specific());
}

#[test]
fn words_that_are_in_two_documents_need_the_document() {
    let keep = |document: &str| {
        format!("    - {{id: k, quote: We keep{document}, collects: {{data: name}}}}")
    };
    let reported = shown(&load(&files(BOTH, &keep("")), "fairnotice.yaml"));
    assert_eq!(
        reported,
        [
            "fairnotice.yaml:9:22: the quote occurs in the documents `policy` and `subs` (add `document: policy`, or the other) [here, for one: privacy.md:3]"
        ]
    );
    for (document, path) in [("policy", "privacy.md"), ("subs", "subs.md")] {
        let files = files(BOTH, &keep(&format!(", document: {document}")));
        let (estate, sources) = sound(load(&files, "fairnotice.yaml"));
        let found = on(&estate, &sources, "2026-06-01");
        assert_eq!(found, [format!("k {path}: We keep")]);
    }
}

#[test]
fn words_that_are_missing_are_reported_with_the_nearest_of_all_documents() {
    let statements = "    - {id: a, quote: 'Mailer Ltd: sending of e-mails', shares: {with: mail}}
    - {id: b, quote: Mailer GmbH, document: policy, shares: {with: mail}}
    - {id: c, quote: Nobody at all has these words, collects: {data: name}}";
    let (estate, sources) = sound(load(&files(BOTH, statements), "fairnotice.yaml"));
    let found = on(&estate, &sources, "2026-06-01");
    assert_eq!(
        found[0],
        "a the quote is not in the notice [Mailer GmbH: sending of e-mails]"
    );
    assert!(
        found[1].starts_with("b the quote is not in the notice, but in the document `subs` ["),
        "{found:?}"
    );
    assert!(
        found[2].starts_with("c the quote is not in the notice ["),
        "{found:?}"
    );
}

#[test]
fn each_document_has_versions_of_its_own() {
    let files = files(BOTH, &format!("{NAME}\n{MAIL}"));
    let root = |text: &str| text.replace("notice:\n", "earlier-notices: [old.yaml]\nnotice:\n");
    let text = crate::input::Files::read(&files, "fairnotice.yaml", 1 << 20).unwrap();
    let files = files
        .with("fairnotice.yaml", root(&text))
        .with("old-subs.md", "# Sub-processors\n\n- Poster SA: sending of letters\n")
        .with(
            "old.yaml",
            "documents: [{id: subs, source: old-subs.md, published: 2026-01-15}]\nstatements: [{id: m, quote: Poster SA, shares: {with: mail}}]\n",
        );
    let (estate, sources) = sound(load(&files, "fairnotice.yaml"));
    let name = "n privacy.md: keep your name";
    assert_eq!(on(&estate, &sources, "2026-01-14"), [name]);
    assert_eq!(
        on(&estate, &sources, "2026-01-15"),
        ["m old-subs.md: Poster SA", name]
    );
    assert_eq!(
        on(&estate, &sources, "2026-05-09"),
        ["m old-subs.md: Poster SA", name]
    );
    assert_eq!(
        on(&estate, &sources, "2026-05-10"),
        ["m subs.md: Mailer GmbH", name]
    );
    // The notice was another one on each of three days.
    let days: Vec<String> = estate
        .notices
        .iter()
        .map(|it| it.published.unwrap().to_string())
        .collect();
    assert_eq!(days, ["2026-01-01", "2026-01-15", "2026-05-10"]);
}

#[test]
fn a_notice_that_was_one_document_is_a_version_of_the_first() {
    let files = files(BOTH, &format!("{NAME}\n{MAIL}"));
    let text = crate::input::Files::read(&files, "fairnotice.yaml", 1 << 20).unwrap();
    let files = files
        .with("fairnotice.yaml", text.replace("notice:\n", "earlier-notices: [old.yaml]\nnotice:\n"))
        .with(
            "old.yaml",
            "text: We keep your age.\npublished: 2020-01-01\nstatements: [{id: n, quote: your age, collects: {data: name}}]\n",
        );
    let (estate, sources) = sound(load(&files, "fairnotice.yaml"));
    assert_eq!(
        on(&estate, &sources, "2025-01-01"),
        ["n old.yaml: your age"]
    );
    assert_eq!(
        on(&estate, &sources, "2026-01-01"),
        ["n privacy.md: keep your name"]
    );
}

#[test]
fn a_document_without_a_day_counts_at_all_times() {
    let documents = BOTH.replace(", published: 2026-05-10", "");
    let files = files(&documents, &format!("{NAME}\n{MAIL}"));
    let (estate, sources) = sound(load(&files, "fairnotice.yaml"));
    let both = ["m subs.md: Mailer GmbH", "n privacy.md: keep your name"];
    assert_eq!(on(&estate, &sources, "2025-01-01"), both[..1]);
    assert_eq!(on(&estate, &sources, "2026-06-01"), both);
}

#[test]
fn a_translation_is_looked_into_last() {
    let documents = format!(
        "{BOTH}\n    - {{id: policy-fr, text: 'We keep your name. Nous gardons votre nom.', translation-of: policy}}"
    );
    let statements = format!("{NAME}\n    - {{id: o, quote: votre nom, collects: {{data: name}}}}");
    let (estate, sources) = sound(load(&files(&documents, &statements), "fairnotice.yaml"));
    assert_eq!(
        on(&estate, &sources, "2026-06-01"),
        [
            "n privacy.md: keep your name",
            "o fairnotice.yaml: votre nom"
        ]
    );
}

#[test]
fn documents_that_cannot_be_are_refused() {
    let reported = |documents: &str, statements: &str| {
        shown(&load(&files(documents, statements), "fairnotice.yaml"))
    };
    let twice = format!(
        "{BOTH}\n    - {{id: subs, source: subs.md, published: 2026-06-01, translation-of: polici}}"
    );
    let found = reported(&twice, NAME).join("\n");
    assert!(found.contains("the id `subs` is given twice"), "{found}");
    assert!(
        found.contains("the notice has no document `polici` (did you mean `policy`?)"),
        "{found}"
    );
    let found = reported(
        BOTH,
        "    - {id: n, quote: keep your name, document: polcy, collects: {data: name}}",
    )
    .join("\n");
    assert_eq!(
        found,
        "fairnotice.yaml:9:48: the notice has no document `polcy` (did you mean `policy`?)"
    );
    let found = reported("    - {id: policy, published: 2026-01-01}", "    []").join("\n");
    assert!(
        found.contains(
            "the document `policy` has no text (name its file as `source`, or write it as `text`)"
        ),
        "{found}"
    );
    let both = one(
        "controller: a\nparties: [{id: a, country: GB}]\nnotice:\n  url: 'https://a.example'\n  documents: [{id: p, text: We}]\n  statements: []",
    );
    assert_eq!(
        shown(&both),
        [
            "fairnotice.yaml:4:8: the notice has `documents` and `url` (write it in the document that it belongs to)"
        ]
    );
    let short = one(
        "controller: a\nparties: [{id: a, country: GB}]\nnotice:\n  text: We keep\n  statements: [{id: s, quote: We keep, document: p, informs: right-of-access}]",
    );
    assert_eq!(
        shown(&short),
        [
            "fairnotice.yaml:5:50: the notice has no document `p` (list the documents of the notice under `documents`)"
        ]
    );
}
