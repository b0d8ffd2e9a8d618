//! An estate whose words try to be commands, markup or tags of the formats.

use crate::support::run::{DAY, folder, run, write};

const WORDS: [&str; 10] = [
    "x\n::error file=a,line=1::planted",
    "::set-output name=a::b",
    "a%0A::warning::b,c:d",
    "</failure><testcase name=\"x\"/>",
    "]]> & \" ' <b>",
    "\u{1b}[31m\u{202e}\u{0}x",
    "@everyone [a](https://example.org) ![b](c) `d`",
    "| a | b |\n| --- | --- |",
    "<img src=x onerror=alert(1)> <details>",
    "</summary></details><h1>x</h1>",
];

fn written(words: &str, format: &str) -> String {
    let words: String = words
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    let folder = folder();
    let text = format!(
        "
name: \"{words}\"
controller: shop
notice:
  text: Nothing.
  statements: [{{id: a, quote: \"{words}\", collects: {{data: name}}}}]
parties:
  - {{id: shop, name: \"Shop {words}\", country: GB}}
  - {{id: host, name: \"Host {words}\", country: IN}}
services: [{{id: s, name: \"{words}\"}}]
flows:
  - {{id: out, service: s, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
    );
    write(folder.path(), "fairnotice.yaml", text);
    let call = ["check", "--as-of", DAY, "--format", format];
    run(folder.path(), &call).exits(1).out
}

#[test]
fn nothing_becomes_a_command_of_a_log() {
    for words in WORDS {
        let out = written(words, "github");
        for line in out.lines() {
            let ours = ["::error ", "::warning ", "::notice ", "fairnotice: "];
            assert!(
                ours.iter().any(|start| line.starts_with(start)),
                "{words}: {line}"
            );
            assert!(
                !line.contains('\u{1b}') && !line.contains('\u{202e}'),
                "{line:?}"
            );
            // Between the commas of the properties nothing of theirs can be.
            if let Some(rest) = line.strip_prefix("::") {
                let properties = rest.split("::").next().unwrap();
                assert!(!properties.contains("planted"), "{line}");
            }
        }
        assert_eq!(out, out.replace("\n::error file=a", ""), "{out}");
    }
}

#[test]
fn xml_stays_well_formed_and_has_the_same_elements() {
    let tags = |xml: &str| xml.matches("<testcase ").count() + xml.matches("<failure ").count();
    let tame = tags(&written("plain", "junit"));
    for words in WORDS {
        let xml = written(words, "junit");
        oxml::parse(&xml).unwrap_or_else(|error| panic!("{words}: {error}\n{xml}"));
        assert_eq!(tags(&xml), tame, "{words}");
    }
}

#[test]
fn a_comment_keeps_its_shape_and_calls_nobody() {
    let tags = |text: &str| {
        ["<details>", "</details>", "<summary>", "</summary>"].map(|tag| text.matches(tag).count())
    };
    let plain = written("plain", "markdown");
    for words in WORDS {
        let text = written(words, "markdown");
        assert_eq!(tags(&text), tags(&plain), "{words}\n{text}");
        assert!(!text.contains("<img") && !text.contains("<h1"), "{text}");
        assert!(!text.contains("@everyone"), "{text}");
        // In the HTML of a summary Markdown is not read.
        let markdown = text.lines().filter(|line| !line.starts_with("<summary>"));
        for line in markdown {
            assert!(!line.replace("\\]", "").contains("](http"), "{line}");
        }
        assert_eq!(
            text.lines().count(),
            plain.lines().count(),
            "{words}\n{text}"
        );
    }
}

#[test]
fn gitlabs_list_reads_back_what_was_written() {
    for words in WORDS {
        let out = written(words, "gitlab");
        let issues: serde_json::Value = serde_json::from_str(&out).unwrap();
        let named = |issue: &serde_json::Value| {
            let said = issue["description"].as_str().unwrap();
            said.contains(words.split(['\n', '\u{0}']).next().unwrap())
        };
        assert!(
            issues.as_array().unwrap().iter().any(named),
            "{words}: {out}"
        );
    }
}
