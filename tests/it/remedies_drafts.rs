//! The sentences that remedies propose: what each states, in whose place it goes, and what it takes for granted.

use fairnotice::engine::remedies::{Checked, drafted, verified};
use fairnotice::{MemoryFiles, Project};
use jiff::civil::date;

/// What a remedy proposes.
#[derive(Debug)]
struct Proposed {
    text: String,
    sentences: Vec<String>,
    withdraws: Vec<String>,
    assumes: Vec<String>,
    edits: Vec<String>,
    /// The text of the notice with it.
    draft: String,
}

/// What is proposed for the finding of a rule in an estate: its notice, the statements and the flows.
fn proposed(notice: &str, rest: &str, rule: &str) -> Vec<Proposed> {
    let statements = "  statements:\n    - {id: rights, section: Rights, quote: All your rights are here, services: all, informs: [controller-identity, \
                      right-of-access, right-to-rectification, right-to-erasure, right-to-restriction, right-to-object, right-to-portability, \
                      complaint-to-authority, requirement-to-provide, transfer-safeguards]}\n";
    let estate = format!(
        "name: Elm\ncontroller: elm\nnotice:\n  source: notice.md\n  published: 2026-01-01\n{statements}{rest}"
    );
    let text = format!("# Notice\n\n## Us\n\n{notice}\n\n## Rights\n\nAll your rights are here.\n");
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", estate)
        .with("notice.md", text);
    let project =
        Project::load(&files, "fairnotice.yaml").unwrap_or_else(|wrong| panic!("{wrong}"));
    let day = date(2026, 11, 1);
    let outcome = project.check(day).run().unwrap();
    let mut findings = outcome.findings.iter();
    let Some(finding) = findings.find(|it| it.rule == rule) else {
        let found: Vec<&str> = outcome.findings.iter().map(|it| it.rule.as_str()).collect();
        panic!("{rule} is none of {found:?}");
    };
    let remedies = verified(Checked::declared(project.check(day), &outcome), finding);
    let of = |remedy: fairnotice::engine::finding::Remedy| {
        let change = *remedy.change.unwrap();
        let draft = drafted(&project.estate, &project.sources, day, &change, |_| None);
        Proposed {
            draft: draft.and_then(|it| it.text).unwrap_or_default(),
            text: remedy.text,
            sentences: change.sentences.into_iter().map(|it| it.text).collect(),
            withdraws: change.withdraws,
            assumes: change.assumes.into_iter().map(|it| it.text).collect(),
            edits: change.files.into_iter().map(|it| it.after).collect(),
        }
    };
    remedies.into_iter().map(of).collect()
}

const PARTIES: &str = "parties:\n  - {id: elm, name: Elm Ltd, country: GB}\n";
const NAME: &str = "    - {id: a, section: Us, quote: We collect your name for the service, services: all, collects: {data: name}, uses: service-provision, relies-on: contract}\n";

fn flow(more: &str) -> String {
    format!(
        "flows:\n  - {{id: c, from: data-subjects, to: elm, subjects: customer, data: name, purpose: service-provision, basis: contract, {more}}}\n"
    )
}

#[test]
fn purposes_with_data_of_their_own_have_sentences_of_their_own() {
    let rest = format!(
        "    - {{id: a, section: Us, quote: We collect your name and your email address, services: all, collects: {{data: [name, email-address]}}, retains: P2Y}}\n\
         {PARTIES}flows:\n\
         \x20 - {{id: c1, from: data-subjects, to: elm, subjects: customer, data: name, purpose: service-provision, basis: contract, retention: P2Y}}\n\
         \x20 - {{id: c2, from: data-subjects, to: elm, subjects: customer, data: email-address, purpose: account-management, basis: contract, retention: P2Y}}\n"
    );
    let notice = "We collect your name and your email address.";
    let found = proposed(notice, &rest, "disclosure/undisclosed-purpose");
    let sentences: Vec<&str> = found[0].sentences.iter().map(String::as_str).collect();
    assert!(
        sentences.contains(
            &"We use the following data for account management: email address of customers."
        ),
        "{sentences:?}"
    );
    assert!(
        sentences.contains(&"We use the following data for service provision: name of customers."),
        "{sentences:?}"
    );
    // Purposes with the same data are a list.
    let alike = rest.replace("data: email-address, purpose", "data: name, purpose");
    let found = proposed(notice, &alike, "disclosure/undisclosed-purpose");
    assert_eq!(
        found[0].sentences[0],
        "We use the following data for account management and service provision: name of customers."
    );
}

#[test]
fn a_longer_period_takes_the_place_of_the_one_that_is_stated_and_is_listed_once() {
    let rest = format!(
        "{NAME}    - {{id: k, section: Us, quote: We keep your name for one year, services: all, retains: P1Y}}\n{PARTIES}{}",
        flow("retention: P2Y")
    );
    let notice = "We collect your name for the service. We keep your name for one year.";
    let found = proposed(notice, &rest, "disclosure/contradicted-retention");
    let replacing: Vec<&Proposed> = found.iter().filter(|it| it.withdraws == ["k"]).collect();
    assert_eq!(replacing.len(), 1, "{found:?}");
    assert!(
        replacing[0].text.starts_with("replace in the notice"),
        "{found:?}"
    );
    assert_eq!(
        replacing[0].sentences,
        ["We keep the following data for 2 years: name of customers."]
    );
    assert!(replacing[0].assumes.is_empty(), "{found:?}");
}

#[test]
fn a_mechanism_that_has_expired_is_replaced_with_its_sentence() {
    let rest = format!(
        "{NAME}    - {{id: k, section: Us, quote: We keep your name for two years, services: all, retains: P2Y}}\n\
         \x20   - {{id: s, section: Us, quote: Mail Inc in the United States processes it for us under the Privacy Shield, services: all, \
         shares: {{with: mail}}, transfers: {{to: US, with: mail, safeguards: privacy-shield}}}}\n\
         parties:\n  - {{id: elm, name: Elm DAC, country: IE}}\n  - {{id: mail, name: Mail Inc, country: US}}\n\
         contracts: [{{id: m, kind: processor, between: [elm, mail], since: 2020-01-01}}]\n\
         safeguards: [{{id: sc, kind: eu-scc-2021, between: [elm, mail], concluded: 2022-01-01, risk-assessment: {{date: 2025-01-01}}}}]\n\
         {}  - {{id: f, from: elm, to: mail, subjects: customer, data: name, purpose: service-provision, basis: contract, role: processor}}\n",
        flow("retention: P2Y")
    );
    let notice = "We collect your name for the service. We keep your name for two years. \
                  Mail Inc in the United States processes it for us under the Privacy Shield.";
    for rule in [
        "disclosure/contradicted-safeguard",
        "notice/outdated-mechanism",
    ] {
        let found = proposed(notice, &rest, rule);
        let first = found
            .first()
            .unwrap_or_else(|| panic!("nothing for {rule}"));
        assert_eq!(first.withdraws, ["s"], "{found:?}");
        assert_eq!(first.sentences.len(), 2, "{found:?}");
        let sentences = first.sentences.concat();
        assert!(
            sentences.contains("standard contractual clauses"),
            "{found:?}"
        );
        assert!(
            sentences.contains("Mail Inc processes the following data"),
            "{found:?}"
        );
        assert!(
            !found
                .iter()
                .any(|it| it.sentences.concat().contains("Shield")),
            "{found:?}"
        );
    }
}

#[test]
fn english_sentences_for_a_notice_in_another_language_are_to_be_translated() {
    let rest = format!(
        "    - {{id: a, section: Us, quote: Wir erheben Ihren Namen, services: all, collects: {{data: name}}, retains: P2Y}}\n{PARTIES}{}",
        flow("retention: P2Y")
    );
    let notice = "Wir erheben Ihren Namen. Das ist von Ihrem Vertrag und der Satzung mit uns gedeckt. Wir geben die Daten nicht weiter.";
    let found = proposed(notice, &rest, "disclosure/undisclosed-purpose");
    assert_eq!(
        found[0].assumes,
        ["the sentences are translated into German, as the notice is"]
    );
}

#[test]
fn an_automated_decision_is_stated_with_blanks_for_its_logic_and_its_consequences() {
    let decision = "impact-assessed: 2025-01-01, decision: {about: credit-limit, solely-automated: true, significant: true}, retention: P2Y";
    let rest = format!(
        "{NAME}    - {{id: k, section: Us, quote: We keep your name for two years, services: all, retains: P2Y}}\n{PARTIES}{}",
        flow(decision)
    );
    let notice = "We collect your name for the service. We keep your name for two years.";
    let found = proposed(notice, &rest, "disclosure/undisclosed-automated-decision");
    assert_eq!(
        found[0].sentences,
        [
            "We take decisions about the following by automated means alone: credit limit. The logic involved is: [logic-credit-limit]. \
          What it means for you is: [consequences-credit-limit]."
        ]
    );
    assert_eq!(found[0].assumes.len(), 2, "{found:?}");
    assert!(found[0].edits.is_empty());
    // One that is stated without its logic gets a sentence that has it.
    let stated = rest.replace(
        "    - {id: k,",
        "    - {id: d, section: Us, quote: A program sets your credit limit, services: all, decides: {about: credit-limit, logic: false, consequences: true}}\n    - {id: k,",
    );
    let notice = format!("{notice} A program sets your credit limit.");
    let found = proposed(&notice, &stated, "disclosure/undisclosed-decision-logic");
    assert!(
        found[0].sentences[0].contains("[logic-credit-limit]"),
        "{found:?}"
    );
}

#[test]
fn a_sentence_goes_as_a_whole_and_one_that_others_need_is_marked() {
    let rest = format!(
        "{NAME}    - {{id: k, section: Us, quote: Your name goes, services: all, retains: P1Y}}\n{PARTIES}{}",
        flow("retention: P2Y")
    );
    let rule = "disclosure/contradicted-retention";
    let of = |notice: &str, rest: &str| {
        let found = proposed(notice, rest, rule);
        let replacing = found.into_iter().find(|it| it.withdraws == ["k"]);
        let draft = replacing.expect("it is replaced").draft;
        draft.lines().nth(4).unwrap().to_owned()
    };
    let notice = "We collect your name for the service. Your name goes after a year.";
    assert_eq!(
        of(notice, &rest),
        "We collect your name for the service. <!-- withdrawn in this draft: Your name goes after a year. --> \
         We keep the following data for 2 years: name of customers. <!-- draft for approval -->"
    );
    // Another statement quotes the rest of the sentence.
    let shared = rest.replace(
        "    - {id: k,",
        "    - {id: o, section: Us, quote: after a year, services: all, informs: retention}\n    - {id: k,",
    );
    assert_eq!(
        of(notice, &shared),
        "We collect your name for the service. Your name goes after a year. \
         <!-- to be rewritten, since this is withdrawn in this draft: Your name goes --> \
         We keep the following data for 2 years: name of customers. <!-- draft for approval -->"
    );
}

#[test]
fn in_a_page_a_sentence_is_an_item_or_a_paragraph_and_its_names_are_escaped() {
    let page = "<html><body>\n<h2>Us</h2>\n<p>We collect your name for the service.</p>\n<h2>Who</h2>\n<ul>\n  <li>Host Ltd keeps \
                it.</li>\n</ul>\n</body></html>\n";
    let estate = "\
name: Elm
controller: elm
notice:
  source: notice.html
  published: 2026-01-01
  statements:
    - {id: a, quote: We collect your name for the service, collects: {data: name}}
    - {id: h, quote: Host Ltd keeps it, shares: {with: host}}
parties:
  - {id: elm, name: Elm Ltd, country: GB}
  - {id: host, name: Host Ltd, country: GB}
  - {id: bins, name: \"Bins & Fast <b>Ltd\", country: GB}
contracts:
  - {id: c1, kind: processor, between: [elm, bins], since: 2024-01-01}
flows:
  - {id: c, from: data-subjects, to: elm, subjects: customer, data: name, purpose: service-provision, basis: contract}
  - {id: d, from: elm, to: bins, role: processor, subjects: customer, data: name, purpose: service-provision, basis: contract}
";
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", estate)
        .with("notice.html", page);
    let project =
        Project::load(&files, "fairnotice.yaml").unwrap_or_else(|wrong| panic!("{wrong}"));
    let day = date(2026, 11, 1);
    let outcome = project.check(day).run().unwrap();
    let draft = |rule: &str| {
        let mut findings = outcome.findings.iter();
        let finding = findings.find(|it| it.rule == rule).unwrap();
        let remedies = verified(Checked::declared(project.check(day), &outcome), finding);
        let change = remedies[0].change.clone().unwrap();
        let draft = drafted(&project.estate, &project.sources, day, &change, |_| None);
        draft.unwrap().text.unwrap()
    };
    let recipient = draft("disclosure/undisclosed-recipient");
    assert!(
        recipient.contains("it.</li>\n  <li>Bins &amp; Fast &lt;b&gt;Ltd processes"),
        "{recipient}"
    );
    let purpose = draft("disclosure/undisclosed-purpose");
    assert!(
        purpose.contains("service.</p>\n<p>") && purpose.contains("\n<p>We use the following data"),
        "{purpose}"
    );
}

/// The text of a draft for the first finding of a rule, of a notice of one file.
fn draft_of(notice: &str, estate: &str, rule: &str) -> String {
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", estate)
        .with("notice.md", notice);
    let project =
        Project::load(&files, "fairnotice.yaml").unwrap_or_else(|wrong| panic!("{wrong}"));
    let day = date(2026, 11, 1);
    let outcome = project.check(day).run().unwrap();
    let mut findings = outcome.findings.iter();
    let finding = findings.find(|it| it.rule == rule).unwrap_or_else(|| {
        let found: Vec<&str> = outcome.findings.iter().map(|it| it.rule.as_str()).collect();
        panic!("{rule} is none of {found:?}")
    });
    let remedies = verified(Checked::declared(project.check(day), &outcome), finding);
    let change = remedies[0].change.clone().unwrap();
    let draft = drafted(&project.estate, &project.sources, day, &change, |_| None);
    draft.unwrap().text.unwrap()
}

/// A club with a mailer, whose notice has questions and answers.
const CLUB: &str = "\
name: Elm
controller: elm
services:
  - {id: cards, name: Cards, sections: Cards}
  - {id: news, name: News, sections: News}
parties:
  - {id: elm, name: Elm Ltd, country: GB}
  - {id: mail, name: Mail Ltd, country: GB}
contracts:
  - {id: c1, kind: processor, between: [elm, mail], since: 2024-01-01}
flows:
  - {id: c, service: cards, from: data-subjects, to: elm, subjects: customer, data: name, purpose: service-provision, basis: contract, retention: P1Y}
  - {id: n, service: news, from: data-subjects, to: elm, subjects: customer, data: name, purpose: service-provision, basis: contract, retention: P1Y}
  - {id: m, service: cards, from: elm, to: mail, role: processor, subjects: customer, data: name, purpose: service-provision, basis: contract}
notice:
  source: notice.md
  published: 2026-01-01
  statements:
";

#[test]
fn a_sentence_goes_behind_the_paragraph_and_under_the_question_that_it_answers() {
    let rule = "disclosure/undisclosed-recipient";
    let sentence = "Mail Ltd processes the following data on our behalf: name of customers. <!-- draft for approval -->";
    // The second sentence refers to the first one, and the lines are those of one paragraph.
    let printed = "    - {id: p, section: Cards, quote: A printer in\n        Leeds gets your name, services: cards, shares: {with: elm}}\n";
    let prose = "# Notice\n\n## Cards\n\nA printer in\nLeeds gets your name.\nIt deletes it at once.\n\nWrite to us.\n\n## News\n\nNews.\n";
    let printed = printed.replace("\n        ", " ");
    let draft = draft_of(prose, &format!("{CLUB}{printed}"), rule);
    assert!(
        draft.contains(&format!(
            "It deletes it at once.\n{sentence}\n\nWrite to us."
        )),
        "{draft}"
    );
    // The section answers another question last, and another section has the one that is due.
    let kept = "    - {id: k, section: Cards, quote: a year, services: cards, retains: P1Y}\n    - {id: s, section: News, quote: With the town, services: news, shares: {with: elm}}\n";
    let asked = "# Notice\n\n## Cards\n\n**How long do we keep it?** For a year.\nThen it goes.\n\n## News\n\n**Who gets it?** With the town.\n";
    let draft = draft_of(asked, &format!("{CLUB}{kept}"), rule);
    assert!(
        draft.contains(&format!(
            "Then it goes.\n\n**Who gets it?** {sentence}\n\n## News"
        )),
        "{draft}"
    );
}

#[test]
fn an_answer_that_is_withdrawn_takes_its_question_and_its_full_stop_away() {
    let nobody = "    - {id: x, section: Cards, quote: Nobody, services: cards, shares: none}\n";
    let notice =
        "# Notice\n\n## Cards\n\n**Who gets it?** Nobody.\n\nWrite to us.\n\n## News\n\nNews.\n";
    let draft = draft_of(
        notice,
        &format!("{CLUB}{nobody}"),
        "disclosure/contradicted-recipient",
    );
    // A sentence in its place keeps the question.
    assert!(
        draft.contains(
            "**Who gets it?** <!-- withdrawn in this draft: Nobody. --> Mail Ltd processes the following data on our behalf: \
             name of customers. <!-- draft for approval -->\n\nWrite to us."
        ),
        "{draft}"
    );
    let other = "    - {id: o, section: Cards, quote: Mail Ltd gets your name, services: cards, shares: {with: mail, data: name}}\n";
    let notice = notice.replace("Write to us.", "Mail Ltd gets your name.");
    let draft = draft_of(
        &notice,
        &format!("{CLUB}{nobody}{other}"),
        "disclosure/ambiguous-recipient",
    );
    assert!(
        draft.contains(
            "## Cards\n\n<!-- withdrawn in this draft: **Who gets it?** Nobody. -->\n\nMail Ltd"
        ),
        "{draft}"
    );
}
