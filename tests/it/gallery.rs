//! The gallery of cases, `docs/cases/`: a page for each topic and an index by authority, written from
//! the cases of `tests/cases` and from what the engine answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use fairnotice::engine::policy::Rules;

use crate::known::KNOWN;
use crate::support::cases::score::{Numbers, Score};
use crate::support::cases::sheet::{Found, Key};
use crate::support::cases::{Judged, OURS};

/// The pages, in the order of the index: the word of `topic:`, the title, and what is on the page.
const TOPICS: [(&str, &str, &str); 10] = [
    (
        "what-is-a-transfer",
        "What is a restricted transfer",
        "Branches, employees abroad, hosts with foreign parents, remote access, data in transit, embedded \
         content, and data that people send themselves.",
    ),
    (
        "adequacy",
        "Adequacy and certified recipients",
        "Decisions with their days and conditions, Safe Harbour, the Privacy Shield, the EU-US Data Privacy \
         Framework and its UK Extension.",
    ),
    (
        "clauses",
        "Clauses and agreements",
        "Which contract is valid under which law, until when, and what ends it.",
    ),
    (
        "measures",
        "Risk assessments and added measures",
        "Whether clauses hold against the law of the recipient's country, and which measures help.",
    ),
    (
        "derogations",
        "Derogations",
        "Art 49: what is occasional, and what is necessary.",
    ),
    (
        "roles",
        "Processors, joint controllers and recipients",
        "Who needs which contract, and whether a recipient is who it seems to be.",
    ),
    (
        "legal-basis",
        "Legal bases",
        "Legitimate interests, public tasks, recognised interests, necessity, and other purposes.",
    ),
    (
        "consent",
        "Children and marketing",
        "From which age a child consents, and when marketing needs a consent.",
    ),
    (
        "sensitive-data",
        "Special categories and data about offences",
        "Biometric data, health, political opinions, inferred data, criminal records.",
    ),
    (
        "notices",
        "Privacy notices",
        "What a notice must say, and how precisely.",
    ),
];

/// Every page of the gallery, by its path.
pub fn pages() -> BTreeMap<String, String> {
    let cases: Vec<Case> = OURS.iter().map(Case::of).collect();
    let known: BTreeSet<&str> = TOPICS.iter().map(|(topic, ..)| *topic).collect();
    for case in &cases {
        let key = case.key;
        let texts = [
            &key.title,
            &key.facts,
            &key.authority,
            &key.why,
            &key.source,
        ];
        assert!(
            texts.iter().all(|text| !text.is_empty()),
            "{}: a text for the gallery is missing",
            key.id
        );
        assert!(
            known.contains(&*key.topic),
            "{}: topic {}",
            key.id,
            key.topic
        );
    }
    let mut pages: BTreeMap<String, String> = TOPICS
        .iter()
        .map(|topic| (path(topic.0), page(*topic, &cases)))
        .collect();
    pages.insert(path("README"), index(&cases));
    pages
}

fn path(name: &str) -> String {
    format!("docs/cases/{name}.md")
}

/// A case as a page shows it.
struct Case {
    key: &'static Key,
    score: &'static Score,
    findings: &'static [Found],
    transfers: &'static BTreeSet<String>,
}

impl Case {
    fn of(judged: &'static Judged) -> Self {
        Self {
            key: &judged.key,
            score: &judged.score,
            findings: &judged.answer.findings,
            transfers: &judged.answer.transfers,
        }
    }

    /// A link to the case, from a page of the gallery.
    fn link(&self) -> String {
        let Key { topic, title, .. } = self.key;
        format!("[{title}]({topic}.md#{})", anchor(title))
    }

    fn question(&self) -> (String, &'static str) {
        let question = self.key.question.as_ref().unwrap();
        let day = question.as_of.strftime("%-d %B %Y").to_string();
        (day, question.regime.label())
    }
}

/// The index: the numbers, the topics, and all cases by authority.
fn index(cases: &[Case]) -> String {
    let scores: Vec<&Score> = cases.iter().map(|case| case.score).collect();
    let n = Numbers::of(&scores);
    let mut page = format!(
        "{NOTE}# Cases of regulators and courts\n\n\
         {} decisions, worked examples and days on which the law changed. The facts of each are an estate in \
         [`tests/cases/`](../../tests/cases), in our words; `fairnotice` judges it as it would judge yours, and the \
         outcome is compared with that of the authority. None of this is legal advice, and the summaries do not \
         replace the sources.\n\n\
         fairnotice agrees in **{} of {}** cases. It classifies {} of {} flows as the authority does (transfer or \
         no transfer), reports {} of {} findings that it must report, and {} of those that it must not. {}.\n\n\
         ## By topic\n\n| topic | cases | agrees in | |\n| --- | ---: | ---: | --- |\n",
        n.cases,
        n.right,
        n.cases,
        n.flows_right,
        n.flows,
        n.found,
        n.required,
        match n.forbidden {
            0 => "none".to_owned(),
            some => some.to_string(),
        },
        match n.inexpressible {
            0 => "The facts of every case can be written down".to_owned(),
            some => format!("The facts of {some} cases cannot be written down in full"),
        },
    );
    for (topic, title, about) in TOPICS {
        let own = cases.iter().filter(|case| case.key.topic == topic);
        let (all, right): (Vec<_>, Vec<_>) = (
            own.clone().collect(),
            own.filter(|case| case.score.is_right()).collect(),
        );
        let (all, right) = (all.len(), right.len());
        assert!(all > 0, "no case of topic {topic}");
        let _ = writeln!(
            page,
            "| [{title}]({topic}.md) | {all} | {right} | {about} |"
        );
    }
    page.push_str("\n## By authority\n");
    let authorities: BTreeSet<&str> = cases.iter().map(|case| &*case.key.authority).collect();
    for authority in authorities {
        let _ = write!(
            page,
            "\n### {authority}\n\n| case | source | judged on | under | agrees |\n| --- | --- | --- | --- | --- |\n"
        );
        for case in cases.iter().filter(|case| case.key.authority == authority) {
            let (day, regime) = case.question();
            let agrees = if case.score.is_right() {
                "yes"
            } else {
                "**no**"
            };
            let (link, source) = (case.link(), &case.key.source);
            let _ = writeln!(page, "| {link} | {source} | {day} | {regime} | {agrees} |");
        }
    }
    page
}

const NOTE: &str = "<!-- Written from `tests/cases/`; see CONTRIBUTING.md. -->\n\n";

/// The page of one topic.
fn page((topic, title, about): (&str, &str, &str), cases: &[Case]) -> String {
    let mut page = format!("{NOTE}# {title}\n\n{about} [All cases](README.md)\n");
    let titles: BTreeMap<String, String> = Rules::builtin()
        .unwrap()
        .iter()
        .map(|rule| (rule.id.clone(), rule.title.clone()))
        .collect();
    let own: Vec<&Case> = cases
        .iter()
        .filter(|case| case.key.topic == topic)
        .collect();
    let anchors: BTreeSet<String> = own.iter().map(|case| anchor(&case.key.title)).collect();
    assert_eq!(anchors.len(), own.len(), "{topic}: two cases of one title");
    for case in own {
        let key = case.key;
        let (day, regime) = case.question();
        let source = match &*key.link {
            "" => key.source.clone(),
            link => format!("[{}]({link})", key.source),
        };
        let id = &key.id;
        let _ = write!(
            page,
            "\n## {}\n\n{source} · judged on {day} under the {regime} · \
             [estate](../../tests/cases/{id}/fairnotice.yaml), [outcome](../../tests/cases/{id}/expect.yaml)\n\n\
             {}\n\n**The outcome.** {}\n",
            key.title,
            key.facts.trim(),
            sentence(&key.why),
        );
        if !key.doubt.is_empty() {
            let _ = write!(page, "\n**A doubt.** {}\n", sentence(&key.doubt));
        }
        if !key.note.is_empty() {
            let _ = write!(page, "\n**In the estate.** {}\n", sentence(&key.note));
        }
        if let Some(pair) = cases.iter().find(|other| other.key.id == key.pair) {
            let _ = write!(page, "\n**Compare** {}.\n", pair.link());
        }
        page.push_str("\n**What fairnotice finds.**\n\n");
        page.push_str(&answer(case));
        let _ = write!(page, "\n{}\n", verdict(case, &titles));
    }
    page
}

/// What the engine answers: transfers, then findings of which the case speaks, then the others by title.
fn answer(case: &Case) -> String {
    if !case.score.refused.is_empty() {
        return format!("- It refuses the estate: {}.\n", case.score.refused.trim());
    }
    let mut lines = vec![transfers(case)];
    let (named, others): (Vec<&Found>, Vec<&Found>) = case
        .findings
        .iter()
        .partition(|found| case.key.names(&found.rules));
    for found in &named {
        let Found {
            severity,
            title,
            message,
            ..
        } = found;
        let line = format!("- {severity}: [{title}]({}): {message}.", rule(&found.rule));
        // The same may be found of two recipients that are called alike.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    match (named.is_empty(), case.score.required) {
        (false, _) => {}
        (true, 0) => lines.push("- No finding that the case rules out.".to_owned()),
        (true, _) => lines.push("- No finding that the case requires.".to_owned()),
    }
    let titles: BTreeSet<String> = others
        .iter()
        .map(|found| format!("[{}]({})", found.title, rule(&found.rule)))
        .collect();
    if !titles.is_empty() {
        let titles = titles.into_iter().collect::<Vec<_>>().join(", ");
        lines.push(format!(
            "- Also reported, on what the case does not decide: {titles}."
        ));
    }
    lines.join("\n") + "\n"
}

/// Which of the flows that the case speaks of are restricted transfers.
fn transfers(case: &Case) -> String {
    let (are, are_not): (Vec<&String>, Vec<&String>) = case
        .key
        .transfers
        .keys()
        .partition(|flow| case.transfers.contains(*flow));
    let list = |flows: &[&String]| {
        let flows: Vec<String> = flows.iter().map(|flow| format!("`{flow}`")).collect();
        flows.join(", ")
    };
    match (are.is_empty(), are_not.is_empty()) {
        (true, _) => "- No restricted transfer.".to_owned(),
        (false, true) => format!("- Restricted transfer: {}.", list(&are)),
        (false, false) => format!(
            "- Restricted transfer: {}; not {}.",
            list(&are),
            list(&are_not)
        ),
    }
}

/// Whether it agrees, and if not, in what it does not and why.
fn verdict(case: &Case, titles: &BTreeMap<String, String>) -> String {
    let Score {
        missing,
        forbidden,
        transfers,
        inexpressible,
        ..
    } = case.score;
    if case.score.is_right() {
        return "**fairnotice agrees.**".to_owned();
    }
    let named = |wanted: &String| {
        let one = |id: &str| {
            let (id, at) = id
                .split_once(" at ")
                .map_or((id, ""), |(id, flow)| (id, flow));
            let at = if at.is_empty() {
                String::new()
            } else {
                format!(" on `{at}`")
            };
            format!("[{}]({}){at}", titles[id], rule(id))
        };
        wanted
            .split(" | ")
            .map(one)
            .collect::<Vec<_>>()
            .join(" or ")
    };
    let mut wrong = Vec::new();
    wrong.extend(
        missing
            .iter()
            .map(|it| format!("It should find {}.", named(it))),
    );
    wrong.extend(
        forbidden
            .iter()
            .map(|it| format!("It should not find {}.", named(it))),
    );
    if case.score.refused.is_empty() {
        wrong.extend(
            transfers
                .iter()
                .map(|it| format!("{}.", sentence(it).trim_end_matches('.'))),
        );
    }
    let reason = KNOWN.iter().find(|(id, _)| *id == case.key.id);
    if !inexpressible.is_empty() {
        wrong.push(format!("An estate cannot say: {inexpressible}."));
    } else if let Some((_, reason)) = reason {
        wrong.push(format!("The reason: {reason}."));
    }
    format!("**fairnotice does not agree.** {}", wrong.join(" "))
}

/// The page of a rule, as seen from the gallery.
fn rule(id: &str) -> String {
    let family = id.split('/').next().unwrap();
    format!("../rules/{family}.md#{}", id.replace('/', ""))
}

/// The anchor that a heading has in a rendered page.
fn anchor(title: &str) -> String {
    title
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

/// A text that begins and ends as a sentence does.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let text: String = first.chain(letters).collect();
    if text.ends_with(['.', '?', '!']) {
        text
    } else {
        format!("{text}.")
    }
}
