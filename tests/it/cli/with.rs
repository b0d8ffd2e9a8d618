//! `check --with`: what a proposal brings, what it clears, what stays; proposals that clash.

use serde_json::Value;

use super::*;

const ESTATE: &str = "\
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: GB}
systems:
  - {id: store, name: Store, operator: host, hosting: GB}
contracts:
  - {id: terms, kind: processor, between: [shop, host]}
notice:
  title: The shop
  text: |
    # Orders

    We use your name for delivery.
  statements: [{id: name, quote: your name, collects: {data: name}}]
flows:
  - {id: in, from: data-subjects, to: shop, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
  - {id: keep, from: shop, to: store, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";

const PROPOSAL: &str = "\
name: Letters by a firm abroad
parties: [{id: printer, name: Printer, country: IN}]
flows:
  - {id: letters, from: shop, to: printer, role: controller, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";

fn shop(proposals: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    for (name, text) in proposals {
        write(folder.path(), name, text);
    }
    folder
}

fn with(folder: &tempfile::TempDir, files: &[&str], more: &[&str]) -> Ran {
    let mut call = vec!["check", "--as-of", "2026-06-01"];
    for file in files {
        call.extend(["--with", file]);
    }
    run(folder.path(), &[&call, more].concat())
}

fn rules<'v>(found: &'v Value, list: &str) -> Vec<&'v str> {
    let list = found[list].as_array().unwrap().iter();
    list.map(|it| it["rule"].as_str().unwrap()).collect()
}

#[test]
fn the_proposals_of_eis_bring_what_their_page_says() {
    let page = std::fs::read_to_string(root().join("flows/eis/proposals/README.md")).unwrap();
    for (name, code) in [
        ("desk-assistant", 1),
        ("message-carrier", 0),
        ("website-analytics", 1),
        ("backup-region", 1),
    ] {
        let path = format!("flows/eis/proposals/{name}.yaml");
        let call = [
            "check",
            "flows/eis",
            "--as-of",
            "2027-04-01",
            "--with",
            &path,
        ];
        let ran = run(&root(), &call).exits(code);
        // What stays is the estate's own, and is in its page.
        let shown = ran
            .out
            .split("\nUnchanged findings\n")
            .next()
            .unwrap()
            .to_owned();
        snapshots(|| insta::assert_snapshot!(format!("with-{name}"), shown));
        let json = run(&root(), &[&call[..], &["--format", "json"]].concat())
            .exits(code)
            .json();
        let line = page
            .lines()
            .find(|line| line.contains(&format!("({name}.yaml)")))
            .unwrap_or_else(|| panic!("{name} is not on the page"));
        for rule in rules(&json, "new")
            .into_iter()
            .chain(rules(&json, "resolved"))
        {
            assert!(
                line.contains(rule),
                "{name}: the page does not speak of {rule}"
            );
        }
    }
}

#[test]
fn what_it_brings_decides_the_exit_code_and_is_named_by_its_own_place() {
    let shop = shop(&[("p.yaml", PROPOSAL)]);
    let found = with(&shop, &["p.yaml"], &["--format", "json"])
        .exits(1)
        .json();
    assert!(
        rules(&found, "new").contains(&"transfer/no-safeguard"),
        "{found:#}"
    );
    assert_eq!(found["new"][0]["labels"][0]["file"], "p.yaml");
    with(&shop, &["p.yaml"], &["--fail-on", "never"]).exits(0);
    with(&shop, &["p.yaml"], &["--flow", "keep"]).exits(0);
    // `explain` finds it by the call that the report prints.
    let id = found["new"][0]["id"].as_str().unwrap();
    let call = ["explain", id, "--as-of", "2026-06-01"];
    run(shop.path(), &call).refused();
    run(shop.path(), &[&call[..], &["--with", "p.yaml"]].concat()).exits(0);
    let shown = with(&shop, &["p.yaml"], &[]).exits(1).out;
    assert!(shown.contains("--with p.yaml"), "{shown}");
}

#[test]
fn a_sentence_that_is_proposed_discloses_what_it_names() {
    let sentence = "statements:
  - {id: printer, section: Orders, quote: Printer in India prints our letters, shares: {with: printer, to: IN, data: name}}
";
    let text = PROPOSAL.to_owned() + sentence;
    let shop = shop(&[("p.yaml", &text), ("q.yaml", PROPOSAL)]);
    let of = |file: &str| {
        let found = with(&shop, &[file], &["--format", "json"]).exits(1).json();
        rules(&found, "new").contains(&"disclosure/undisclosed-recipient")
    };
    assert!(of("q.yaml"));
    assert!(!of("p.yaml"));
    // It has no words in the published text, and none are looked for.
    let found = with(&shop, &["p.yaml"], &["--format", "json"])
        .exits(1)
        .json();
    assert!(
        !rules(&found, "new").contains(&"notice/quote-not-found"),
        "{found:#}"
    );
    let wrong = text.replace("section: Orders", "section: Order");
    write(shop.path(), "w.yaml", wrong);
    let err = with(&shop, &["w.yaml"], &[]).refused().err;
    assert!(err.contains("w.yaml:") && err.contains("Orders"), "{err}");
}

#[test]
fn one_proposal_may_build_on_another() {
    let second = "name: Its paper
safeguards: [{id: idta, kind: uk-idta, between: [shop, printer], concluded: 2026-05-01, risk-assessment: {date: 2026-05-01}}]
";
    let shop = shop(&[("p.yaml", PROPOSAL), ("s.yaml", second)]);
    let found = with(&shop, &["p.yaml", "s.yaml"], &["--format", "json"])
        .exits(1)
        .json();
    assert!(
        !rules(&found, "new").contains(&"transfer/no-safeguard"),
        "{found:#}"
    );
    let err = with(&shop, &["s.yaml"], &[]).refused().err;
    assert!(err.contains("printer"), "{err}");
}

#[test]
fn what_has_an_id_already_is_an_error_that_names_both_places() {
    let again = PROPOSAL
        .replace("id: letters", "id: keep")
        .replace("id: printer", "id: host");
    let shop = shop(&[
        ("p.yaml", &again),
        ("q.yaml", PROPOSAL),
        ("r.yaml", PROPOSAL),
    ]);
    let err = with(&shop, &["p.yaml"], &[]).refused().err;
    for place in [
        "p.yaml:2:",
        "p.yaml:4:",
        "fairnotice.yaml:5:",
        "fairnotice.yaml:19:",
    ] {
        assert!(err.contains(place), "{place}\n{err}");
    }
    let err = with(&shop, &["q.yaml", "r.yaml"], &[]).refused().err;
    assert!(err.contains("q.yaml:") && err.contains("r.yaml:"), "{err}");
    // The same file twice is one proposal.
    with(&shop, &["q.yaml", "q.yaml"], &[]).exits(1);
    let same = "name: Again\nstatements: [{id: name, quote: x, collects: {data: name}}]\n";
    write(shop.path(), "n.yaml", same);
    let err = with(&shop, &["n.yaml"], &[]).refused().err;
    assert!(
        err.contains("n.yaml:2:") && err.contains("fairnotice.yaml:"),
        "{err}"
    );
}

#[test]
fn what_is_wrong_with_a_proposal_is_reported_with_its_place() {
    let shop = shop(&[]);
    let refused = |text: &str| {
        write(shop.path(), "p.yaml", text);
        with(&shop, &["p.yaml"], &[]).refused().err
    };
    for (text, expected) in [
        ("name: nothing\n", "the proposal proposes nothing"),
        ("parties: []\n", "missing required key `name`"),
        ("name: a\nflow: []\n", "did you mean `flows`"),
        ("name: a\nends: {}\n", "`ends`"),
        (
            "name: a\nretires: keeps\nfrom: 2026-01-01\n",
            "did you mean `keep`",
        ),
        ("name: a\nretires: keep\n", "day"),
        (
            "name: a\nflows: [{id: x, from: shop, to: nobody}]\n",
            "`nobody`",
        ),
        ("name: [\n", "p.yaml:"),
    ] {
        let err = refused(text);
        assert!(err.contains(expected), "{expected}\n{err}");
    }
    let err = with(&shop, &["p.txt"], &[]).refused().err;
    assert!(err.contains("`p.txt` is no proposal"), "{err}");
    let err = with(&shop, &["none.yaml"], &[]).refused().err;
    assert!(err.contains("cannot read `none.yaml`"), "{err}");
}

#[test]
fn scenarios_and_proposals_go_together() {
    let end = "name: Host goes\nfrom: 2026-01-01\nends: {contracts: terms}\n";
    let shop = shop(&[("p.yaml", PROPOSAL), ("s.yaml", end)]);
    let more = ["--assume", "s.yaml", "--format", "json"];
    let found = with(&shop, &["p.yaml"], &more).exits(1).json();
    let new = rules(&found, "new");
    for rule in [
        "transfer/no-safeguard",
        "sharing/processor-without-contract",
    ] {
        assert!(new.contains(&rule), "{found:#}");
    }
    let shown = with(&shop, &["p.yaml"], &["--assume", "s.yaml"])
        .exits(1)
        .out;
    assert!(shown.starts_with("Assumed and proposed\n"), "{shown}");
}

#[test]
fn formats_for_ci_list_what_it_brings_and_count_what_stays() {
    let folder = shop(&[("proposal.yaml", PROPOSAL)]);
    let files = ["proposal.yaml"];
    let json = with(&folder, &files, &["--format", "json"]).exits(1).json();
    let brought = rules(&json, "new");
    let stays = rules(&json, "unchanged");
    assert!(!brought.is_empty() && !stays.is_empty(), "{json}");
    let shown = |format| with(&folder, &files, &["--format", format]).exits(1).out;
    for format in ["junit", "gitlab", "github", "markdown"] {
        let text = shown(format);
        for rule in &brought {
            assert!(
                text.contains(rule),
                "{format} does not tell of {rule}: {text}"
            );
        }
    }
    let gitlab: Value = serde_json::from_str(&shown("gitlab")).unwrap();
    assert_eq!(gitlab.as_array().unwrap().len(), brought.len());
    snapshots(|| insta::assert_snapshot!("with-markdown", shown("markdown")));
}

#[test]
fn markdown_keeps_the_changes_the_transfers_and_what_is_unchanged() {
    let proposal = "flows/eis/proposals/desk-assistant.yaml";
    let call = [
        "check",
        "flows/eis",
        "--as-of",
        "2027-04-01",
        "--with",
        proposal,
    ];
    let markdown = run(&root(), &[&call[..], &["--format", "markdown"]].concat()).exits(1);
    for title in [
        "**Changes**",
        "**Transfers**",
        "**New findings**",
        "Unchanged findings (",
    ] {
        assert!(markdown.out.contains(title), "{title}\n{}", markdown.out);
    }
}

#[test]
fn a_sentence_that_is_withdrawn_is_no_longer_stated() {
    let longer = "name: Names for a year
withdraws: [year]
statements: [{id: years, quote: We keep your name for two years, section: Orders, retains: {for: P2Y, data: name}}]
";
    let estate = ESTATE
        .replace("We use your name for delivery.", "We use your name for delivery. We keep it for a year.")
        .replace(
            "collects: {data: name}}]",
            "collects: {data: name}}, {id: year, quote: We keep it for a year, retains: {for: P1Y, data: name}}]",
        )
        .replace("to: shop, subjects", "to: shop, retention: P1Y, subjects");
    let folder = shop(&[
        ("with.yaml", longer),
        ("wrong.yaml", &longer.replace("[year]", "[yaer]")),
    ]);
    write(folder.path(), "fairnotice.yaml", &estate);
    // Both periods are listed where nothing is withdrawn.
    write(
        folder.path(),
        "kept.yaml",
        longer.replace("withdraws: [year]\n", ""),
    );
    let kept = with(
        &folder,
        &["kept.yaml"],
        &["--format", "json", "--fail-on", "never"],
    )
    .json();
    let replaced = with(
        &folder,
        &["with.yaml"],
        &["--format", "json", "--fail-on", "never"],
    )
    .json();
    assert_eq!(rules(&replaced, "new"), [""; 0], "{replaced:#}");
    assert!(!rules(&kept, "unchanged").is_empty() || !rules(&kept, "new").is_empty());
    let text = with(&folder, &["with.yaml"], &["--fail-on", "never"]).out;
    assert!(text.contains("the notice no longer states “"), "{text}");
    let wrong = with(&folder, &["wrong.yaml"], &[]).exits(2);
    assert!(
        wrong.err.contains("there is no statement `yaer`"),
        "{}",
        wrong.err
    );
    assert!(wrong.err.contains("did you mean `year`?"), "{}", wrong.err);
}

#[test]
fn a_proposal_that_begins_later_is_not_judged_and_says_so() {
    let folder = folder();
    let estate = "name: Clinic\ncontroller: clinic\nparties: [{id: clinic, name: Clinic, country: GB}]\nflows:\n  \
                  - {id: in, from: data-subjects, to: clinic, subjects: patient, data: name, purpose: \
                  service-provision, basis: contract}\n";
    write(folder.path(), "fairnotice.yaml", estate);
    let proposal = "name: Dictation\nfrom: 2027-02-01\nparties: [{id: scribe, name: Scribe Inc, country: US}]\nflows:\n  \
                    - {id: out, from: clinic, to: scribe, role: processor, subjects: patient, data: name, purpose: \
                    service-provision, basis: contract}\n";
    write(folder.path(), "proposal.yaml", proposal);
    let with = |day: &str| {
        run(
            folder.path(),
            &["check", "--as-of", day, "--with", "proposal.yaml"],
        )
    };
    let before = with("2026-11-30").exits(0).out;
    let before = before.split_whitespace().collect::<Vec<_>>().join(" ");
    let said =
        "not judged: 2 planned changes from 2027-02-01 or later: check with `--as-of 2027-02-01`";
    assert!(before.contains(said), "{before}");
    let begun = with("2027-02-01").exits(1).out;
    assert!(!begun.contains("not judged:"), "{begun}");
}
