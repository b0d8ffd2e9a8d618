//! An estate's own words in what a terminal, a build log, a spreadsheet or a viewer of reports is given.

use std::path::Path;

use crate::support::run::{DAY, folder, run, write};

/// An estate every word of which is a command of build logs.
const COMMANDS: &str = r#"{
  "name": "::stop-commands::x", "controller": "::error::p", "service": "::error::s",
  "services": [{"id": "::error::s", "name": "::error::service"}],
  "parties": [{"id": "::error::p", "name": "::error::party", "country": "GB"},
              {"id": "::error::q", "name": "::error::other", "country": "US"}],
  "systems": [{"id": "::error::y", "name": "::error::system", "operator": "::error::q", "hosting": "US"}],
  "flows": [{"id": "::error::f", "name": "::error::flow", "from": "::error::p", "to": "::error::y",
             "data": "name", "subjects": "customer", "purpose": "customer-care", "basis": "contract"}]
}"#;

/// Whether a build log obeys a line: it looks for the command behind white space.
pub(super) fn is_obeyed(line: &str) -> bool {
    let is_ours = ["::error ", "::warning ", "::notice ", "::debug::"];
    let line = line.trim_start();
    line.starts_with("::") && !is_ours.iter().any(|ours| line.starts_with(ours))
}

#[test]
fn no_line_of_a_report_is_a_command_of_a_build_log() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.json", COMMANDS);
    write(at, "::error::boo/fairnotice.json", COMMANDS);
    let check = ["check", "--as-of", DAY, "--fail-on", "never"];
    let of_folder = [&check[..], &["::error::boo"]].concat();
    let diff = ["diff", ".", "./::error::boo", "--as-of", DAY];
    let named = ["diff", ".", "::error::boo", "--as-of", DAY];
    let ropa = ["report", "ropa", "--as-of", DAY];
    let recipients = ["report", "recipients", "--as-of", DAY];
    let timeline = ["timeline", "--from", DAY, "--to", DAY];
    let calls: [(&[&str], &[&str]); 7] = [
        (
            &check,
            &[
                "terminal", "json", "sarif", "junit", "gitlab", "github", "markdown", "concise",
            ],
        ),
        (&of_folder, &["concise", "terminal", "agent"]),
        (&diff, &["terminal", "json", "markdown", "concise"]),
        (&named, &["terminal", "json", "markdown", "concise"]),
        (&ropa, &["csv", "markdown", "json"]),
        (&recipients, &["csv", "markdown"]),
        (&timeline, &["csv", "terminal", "json"]),
    ];
    for (call, formats) in calls {
        for format in formats {
            let ran = run(at, &[call, &["--format", format]].concat()).exits(0);
            let obeyed: Vec<&str> = ran.out.lines().filter(|line| is_obeyed(line)).collect();
            assert_eq!(obeyed, [""; 0], "{call:?} {format}");
        }
    }
}

/// Commands of other build logs count wherever they are in a line.
#[test]
fn the_yaml_that_a_notice_is_read_into_has_no_command() {
    let folder = folder();
    let at = folder.path();
    let text = "# ##[error]x\n\nWe share your name with ##vso[task.complete result=Failed]y partners.\n\n\
        ## ##teamcity[x]\n\nWe keep your name for ##TeamCity[y] one year.\n";
    write(at, "n.md", text);
    let out = run(at, &["notice", "read", "n.md"]).exits(0).out;
    for command in ["##[", "##vso[", "##teamcity["] {
        assert!(!out.to_lowercase().contains(command), "{out}");
    }
    // The quotes are the words of the text none the less.
    assert!(out.contains("#\\x23vso[task.complete"), "{out}");
}

/// A program that parts cells at `;`, as spreadsheets in half of Europe do, finds no formula either.
#[test]
fn no_cell_is_a_formula_whatever_parts_cells() {
    let folder = folder();
    let service = r#"{id: s, name: "a;=1+1;;@x; +2"}"#;
    write(
        folder.path(),
        "fairnotice.yaml",
        format!(
            "name: X\ncontroller: x\nparties: [{{id: x, name: X, country: GB}}]\nservices: [{service}]\n\
             flows: [{{id: f, service: s, from: data-subjects, to: x, data: name, subjects: customer, \
             purpose: service-provision, basis: contract}}]\n"
        ),
    );
    let call = ["report", "ropa", "--as-of", DAY, "--format", "csv"];
    let csv = run(folder.path(), &call).exits(0).out;
    assert!(csv.contains("1+1"), "{csv}");
    let cells = csv.split([';', '\n', ',']).map(str::trim);
    for cell in cells {
        assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
    }
}

/// What an estate's own rules say of themselves goes into SARIF, whose viewers render Markdown.
#[test]
fn an_estates_own_rules_bring_no_html_along() {
    let folder = folder();
    let at = folder.path();
    write(
        at,
        "fairnotice.yaml",
        format!("{}policies: own.cedar\n", super::ESTATE),
    );
    write(
        at,
        "own.cedar",
        "// What it finds: <img src=x onerror=alert(1)> and ![p](https://example.org/p.png).\n//\n\
         // Why we ask: because.\n//\n// What to do: nothing.\n\
         @id(\"house/x\")\n@title(\"T\")\n@severity(\"note\")\n@law(\"5(1)(a)\")\n@message(\"m\")\n@remedy(\"r\")\n\
         forbid (principal, action == Action::\"transfer\", resource);\n",
    );
    let call = ["check", "--as-of", DAY, "--format", "sarif"];
    let sarif = run(at, &call).exits(1).json();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    let own = rules.iter().find(|rule| rule["id"] == "house/x").unwrap();
    let markdown = own["help"]["markdown"].as_str().unwrap();
    assert!(markdown.contains("&lt;img"), "{markdown}");
    assert!(
        !markdown.contains('<') && !markdown.contains("!["),
        "{markdown}"
    );
}

/// JUnit is XML, which a character that is none would end.
#[test]
fn no_character_that_is_none_gets_into_xml() {
    let folder = folder();
    let id = "\u{fffe}out\u{ffff}";
    write(
        folder.path(),
        "fairnotice.yaml",
        super::ESTATE.replace("id: out", &format!("id: \"{id}\"")),
    );
    let call = ["check", "--as-of", DAY, "--format", "junit"];
    let ran = run(folder.path(), &call);
    assert!(ran.code == 1 || ran.code == 2, "{ran:?}");
    let text = ran.out + &ran.err;
    assert!(!text.contains(['\u{fffe}', '\u{ffff}']), "{text}");
}

/// The bar that shows how far `evidence check` is, on a terminal.
#[cfg(target_os = "linux")]
#[test]
fn the_progress_of_looking_links_up_is_harmless() {
    let folder = folder();
    let link = "http://127.0.0.1:9/\u{1b}]0;OWNED\u{7}\u{202e}";
    let yaml = super::ESTATE.replace(
        "name: Host",
        &format!("name: Host, evidence: {}", serde_json::Value::from(link)),
    );
    write(folder.path(), "fairnotice.yaml", yaml);
    let Some(shown) = in_terminal(folder.path(), "evidence check") else {
        eprintln!("skipped: no `script` to give a run a terminal");
        return;
    };
    assert!(shown.contains("127.0.0.1:9"), "{shown:?}");
    assert!(!shown.contains("\u{1b}]0;"), "{shown:?}");
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
}

/// What a terminal is sent. `None` where there is no tool that gives a run one.
#[cfg(target_os = "linux")]
fn in_terminal(folder: &Path, verb: &str) -> Option<String> {
    let line = format!("{} {verb}", env!("CARGO_BIN_EXE_fairnotice"));
    let mut script = std::process::Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm-256color")
        .stdin(std::process::Stdio::null());
    let output = script.output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
