//! What an estate sets about its own judgement is listed by every report: a change that switches off its own
//! judge does not pass in silence.

use super::ESTATE;
use crate::support::run::{DAY, folder, run, write};

const OWN: &str = "// What it finds: x.\n//\n// Why we ask: y.\n//\n// What to do: z.\n@id(\"house/fine\")\n@title(\"T\")\n\
    @severity(\"note\")\n@law(\"5(1)(a)\")\n@message(\"m\")\n@remedy(\"r\")\n@covers(\"transfer/no-safeguard\")\n\
    forbid (principal, action == Action::\"transfer\", resource);\n";

const LAW: &str = "adequacy:\n- {id: ours, regimes: [uk-gdpr], title: Ours, countries: [IN], from: 2018-05-25, \
    citation: A, reference: 'https://example.org/'}\n";

#[test]
fn every_report_lists_what_the_estate_sets() {
    let folder = folder();
    let at = folder.path();
    write(at, "own.cedar", OWN);
    write(at, "law.yaml", LAW);
    let keys = "severity: {transfer/no-safeguard: 'off', transfer/safeguard-expired: note}\n\
        policies: own.cedar\nlaw: law.yaml\nnot-recorded: [statements, basis]\n\
        terms: [{id: health, under: name}, {id: health-record, under: health-record}, {id: shoe-size, under: name}]\n";
    write(at, "fairnotice.yaml", format!("{ESTATE}{keys}"));
    // What was open before may be open still.
    let before = format!("{ESTATE}not-recorded: [statements, basis]\n");
    write(at, "before/fairnotice.yaml", before);
    let check = ["check", "--as-of", DAY, "--fail-on", "never", "--format"];
    let diff = [
        "diff",
        "before",
        ".",
        "--as-of",
        DAY,
        "--fail-on",
        "never",
        "--format",
    ];
    let of_check = [
        "terminal", "json", "sarif", "junit", "gitlab", "github", "markdown",
    ];
    let of_diff = ["terminal", "json", "markdown"];
    let calls = of_check.iter().map(|format| (&check[..], format));
    for (call, format) in calls.chain(of_diff.iter().map(|format| (&diff[..], format))) {
        let out = plain(&run(at, &[call, &[*format]].concat()).exits(0).out);
        for expected in [
            "rule transfer/no-safeguard is switched off (fairnotice.yaml:",
            "rule transfer/safeguard-expired counts as note, not as error",
            "rule house/fine of the estate's own replaces transfer/no-safeguard (own.cedar:",
            "row ours is law of the estate's own (law.yaml:2)",
            "term health of the estate's own takes the place of dpv-pd:Health (fairnotice.yaml:",
            "what is absent of basis, statements is asked for and is no error (fairnotice.yaml:",
        ] {
            assert!(out.contains(&plain(expected)), "{call:?} {format}: {out}");
        }
        // A narrower term of the same name, and a name of its own, take the place of nothing.
        for unexpected in ["term health-record", "term shoe-size"] {
            assert!(!out.contains(unexpected), "{call:?} {format}: {out}");
        }
    }
    // An estate that sets nothing, or raises a severity, says nothing.
    for key in ["", "severity: {notice/placeholder: error}\n"] {
        write(at, "fairnotice.yaml", format!("{ESTATE}{key}"));
        let call = ["check", "--as-of", DAY, "--fail-on", "never"];
        assert!(!run(at, &call).exits(0).out.contains("set by the estate"));
    }
}

/// Without ends of lines, and what Markdown and XML put before or in place of a sign.
fn plain(text: &str) -> String {
    let text = text
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace('\\', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
