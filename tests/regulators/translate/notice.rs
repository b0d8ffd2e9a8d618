//! From the paraphrased statements of a case to a notice: its text, and what its words mean, by the
//! same tables that read the flows. Words that no table knows say something of their own, so that
//! they cover nothing else; words that leave everything open cover everything, vaguely.

use fairnotice::taxonomy::{Country, TermKind};
use serde_json::{Value, json};

use super::case::{Notice, Statement};
use super::lexicon::{
    ABROAD, BASES, COUNTRIES, DATA, INDEFINITE, INFORMS, MECHANISMS, NO_TRANSFER, NOBODY, PURPOSES,
    RECIPIENTS, TOPICS,
};
use super::words::{hits, meaning, says, slug};
use super::{Case, object};

pub fn notice(case: &Case<'_>, notice: &Notice) -> Result<Value, String> {
    let mut text = "# Privacy notice\n".to_owned();
    for (at, statement) in notice.statements.iter().enumerate() {
        text.push_str(&format!(
            "\n## Statement {}\n\n{}\n",
            at + 1,
            statement.says
        ));
    }
    let unread: Vec<_> = notice.statements.iter().map(|it| &it.unread).collect();
    case.remarks(&[&notice.unread]);
    case.remarks(&unread);
    let mut statements = Vec::new();
    for (at, statement) in notice.statements.iter().enumerate() {
        let Some((key, what)) = told(case, notice, statement) else {
            continue;
        };
        statements.push(object(&[
            ("id", json!(format!("statement-{}", at + 1))),
            ("section", json!(format!("Statement {}", at + 1))),
            ("quote", json!(statement.says)),
            (key, what),
        ]));
    }
    Ok(object(&[
        ("published", json!(notice.version)),
        ("text", json!(text)),
        ("statements", json!(statements)),
    ]))
}

/// The key of a statement, and what stands under it; `None` for a topic that the tables do not know.
fn told(case: &Case<'_>, notice: &Notice, statement: &Statement) -> Option<(&'static str, Value)> {
    let text = statement.says.as_str();
    let topic = statement.topic.as_str();
    if let Ok(item) = meaning(INFORMS, "", topic) {
        return Some(("informs", json!(item)));
    }
    Some(match case.known(TOPICS, "topic", Some(topic))? {
        "data" => (
            "collects",
            json!({"data": meant(case, TermKind::Data, text)}),
        ),
        "purpose" => (
            "uses",
            json!({"purposes": meant(case, TermKind::Purpose, text)}),
        ),
        "recipient" if says(NOBODY, text) => ("shares", json!("none")),
        "recipient" => ("shares", json!({"with": recipients(case, text)})),
        "source" => ("collects", json!({"from": recipients(case, text)})),
        "transfer" if says(NO_TRANSFER, text) => ("transfers", json!("none")),
        "transfer" => ("transfers", json!({"to": countries(text)})),
        "safeguard" => ("transfers", safeguards(notice, text)),
        "retention" => ("retains", json!({"for": retention(text)})),
        "basis" => {
            let bases = hits(BASES, text);
            let bases = if bases.is_empty() {
                vec!["legal-basis"]
            } else {
                bases
            };
            ("relies-on", json!({"basis": bases}))
        }
        _ => ("decides", json!({"about": text})),
    })
}

fn meant(case: &Case<'_>, kind: TermKind, text: &str) -> Vec<String> {
    let table = if kind == TermKind::Data {
        DATA
    } else {
        PURPOSES
    };
    let known = hits(table, text);
    let mut meant = case.repeated(kind, text);
    if known.is_empty() && meant.is_empty() {
        return case.terms_of(kind, table, text, true);
    } else {
        meant.extend(known.into_iter().map(|word| case.term(kind, word)))
    }
    meant.sort();
    meant.dedup();
    meant
}

/// Parties that the text names by their ids, and classes.
fn recipients(case: &Case<'_>, text: &str) -> Vec<String> {
    let known = hits(RECIPIENTS, text);
    let mut who: Vec<String> = if known.is_empty() {
        case.terms_of(TermKind::Recipient, RECIPIENTS, text, true)
    } else {
        known
            .into_iter()
            .map(|word| case.term(TermKind::Recipient, word))
            .collect()
    };
    let parties = case
        .facts
        .parties
        .iter()
        .filter(|party| party.role != "data-subject");
    let named =
        parties.filter(|party| party.id.len() > 4 && says(&party.id.replace('-', " "), text));
    who.extend(named.filter_map(|party| case.entity(&party.id).ok().map(|it| it.id.clone())));
    who
}

/// The countries that a text names; where it names none, any outside.
fn countries(text: &str) -> Vec<String> {
    let mut found: Vec<String> = hits(COUNTRIES, text)
        .into_iter()
        .map(str::to_owned)
        .collect();
    for country in Country::all() {
        if says(&country.name().to_lowercase(), text) {
            found.push(country.as_str().to_owned());
        }
    }
    if found.is_empty() || says(ABROAD, text) {
        found.push("third-countries".to_owned());
    }
    found.sort();
    found.dedup();
    found
}

/// Safeguards, for the countries of which the notice speaks.
fn safeguards(notice: &Notice, text: &str) -> Value {
    let transfers = notice
        .statements
        .iter()
        .filter(|it| it.topic.starts_with("transfer"));
    let mut to: Vec<String> = transfers.flat_map(|it| countries(&it.says)).collect();
    if to.is_empty() {
        to = countries(text);
    }
    to.sort();
    to.dedup();
    let found = hits(MECHANISMS, text);
    let found = if found.is_empty() {
        vec!["appropriate-safeguards"]
    } else {
        found
    };
    json!({"to": to, "safeguards": found})
}

/// A time of storage, as estates write it.
pub fn retention(text: &str) -> String {
    let lower = text.to_lowercase();
    let tokens: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let numbers = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("ten", 10),
        ("twelve", 12),
        ("thirty", 30),
    ];
    for pair in tokens.windows(2) {
        let [count, unit] = pair else { continue };
        let named = numbers
            .iter()
            .find(|(word, _)| word == count)
            .map(|(_, number)| *number);
        let unit = ["year", "month", "week", "day"]
            .iter()
            .find(|word| unit.starts_with(**word));
        if let (Some(number), Some(unit)) = (count.parse::<u32>().ok().or(named), unit) {
            return format!("P{number}{}", unit[..1].to_uppercase());
        }
    }
    if says(INDEFINITE, text) {
        "indefinite".to_owned()
    } else {
        slug(text)
    }
}
