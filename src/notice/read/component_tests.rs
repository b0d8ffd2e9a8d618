//! What is read of components (TSX, JSX, MDX). All wording is ours.

use super::*;

/// The headings (`#`), and the other words of a component, as a reader sees them.
fn seen(path: &str, text: &str) -> Vec<String> {
    let (shown, format) = prepared(path, text);
    assert_eq!(shown.len(), text.len(), "{shown}");
    let outside = OutsideText::new(&shown, format);
    let blocks = outside.blocks().into_iter();
    blocks
        .map(|it| match it.kind {
            "heading" => format!("# {}", it.text),
            "item" => format!("- {}", it.text),
            _ => it.text,
        })
        .collect()
}

#[test]
fn texts_of_lists_and_props_are_read() {
    let text = "import x from 'y';\n\nexport const metadata = { title: 'About us', description: 'We collect hats of all kinds.' };\n\n\
        const sections = [\n  {\n    title: 'What we collect',\n    items: [\n      'Your name and email address',\n      'Your IP address',\n    ],\n  },\n];\n\n\
        export default function Page() {\n  return (\n    <main className=\"p-4 text-gray-700 of the page\">\n      <h1>Privacy</h1>\n      {sections.map((s) => (\n        <section key={s.title}>\n          <h2>{s.title}</h2>\n        </section>\n      ))}\n      <Card title=\"Retention\" text=\"We keep your data for two years.\" />\n      <p>We use{' '}<strong>your email address</strong> to send you <Link href=\"/a\">our news</Link>.</p>\n      {shown && <p>We never sell your data.</p>}\n    </main>\n  );\n}\n";
    assert_eq!(
        seen("a.tsx", text),
        [
            "# What we collect",
            "- Your name and email address",
            "- Your IP address",
            "# Privacy",
            "# Retention",
            "We keep your data for two years.",
            "We use your email address to send you our news.",
            "We never sell your data.",
        ]
    );
}

#[test]
fn quotes_of_texts_in_code_are_verbatim() {
    let text = "const a = [{ q: 'Do you sell my data?', a: 'We don\\'t sell your data.' }, { text: `We keep logs for ${days} days.` }];\n\
        export default () => <p>Hello you</p>;\n";
    let (shown, format) = prepared("a.jsx", text);
    let found = read(&shown, format).statements;
    let quotes: Vec<&str> = found.iter().map(|it| it.quote.as_str()).collect();
    assert_eq!(
        quotes,
        [
            "We don\\'t sell your data.",
            "We keep logs for ${days} days."
        ]
    );
    assert!(quotes.iter().all(|it| text.contains(it)));
    assert!(found[0].says.none);
}

#[test]
fn a_value_within_a_sentence_is_part_of_its_quote() {
    let text = "export default () => <main><h2>{t.title}</h2><p>We, {company}, never sell your data.</p></main>;\n";
    for (path, text) in [
        ("a.tsx", text),
        ("a.mdx", "We, {company}, never sell your data.\n"),
    ] {
        let (shown, format) = prepared(path, text);
        let found = read(&shown, format).statements;
        assert_eq!(
            found[0].quote, "We, {company}, never sell your data.",
            "{path}"
        );
        assert_eq!(found[0].section, None, "{path}");
    }
}

#[test]
fn texts_of_a_page_of_markdown_are_read() {
    let text = "import X from 'x'\n\nexport const items = [\n  { what: 'Your name and address', why: 'To send you news' },\n]\n\n# Privacy\n\n\
        We collect your name.\n\n<Card title=\"Sharing\" text=\"We share your data with banks.\" />\n\nBye.\n";
    let found = seen("a.mdx", text);
    assert!(
        found.contains(&"We share your data with banks.".to_owned()),
        "{found:?}"
    );
    assert!(
        found.contains(&"Your name and address".to_owned()),
        "{found:?}"
    );
    assert!(found.contains(&"# Privacy".to_owned()), "{found:?}");
    assert!(
        !found
            .iter()
            .any(|it| it.contains("import") || it.contains("export")),
        "{found:?}"
    );
}

#[test]
fn any_text_is_as_long_as_before() {
    for text in [
        "",
        "<",
        "<a",
        "{",
        "'",
        "`${",
        "a < b",
        "return (<p>it's {a ? 'b' : \"c\"}</p>",
        "<A b={[1, {",
        "\\'",
        "é'é\\",
        "<><p></></>",
        "/*",
        "//",
        "</p>",
        "x = <T,>(y) => <p>ü</p>",
    ] {
        for path in ["a.tsx", "a.mdx"] {
            let (shown, _) = prepared(path, text);
            assert_eq!(shown.len(), text.len(), "{path} {text}");
        }
    }
    let deep = "<p>".repeat(20_000);
    assert_eq!(prepared("a.tsx", &deep).0.len(), deep.len());
    let deep = "meta={".repeat(20_000);
    assert_eq!(prepared("a.tsx", &deep).0.len(), deep.len());
    let deep = "<p a={".repeat(20_000);
    assert_eq!(prepared("a.tsx", &deep).0.len(), deep.len());
}
