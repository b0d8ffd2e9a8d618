//! Sentences of an earlier draft that a later one makes more precise: it takes their place.

use crate::engine::finding::Change;
use crate::input::{Node, NodeKind, edit};

/// A sentence of an earlier draft in whose place another one goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outdated {
    /// The id of its statement.
    pub id: String,
    /// Its words.
    pub quote: String,
    /// Which of the sentences of the change says all that it says, and more.
    pub by: usize,
}

/// What the ids of statements of drafts begin with.
const DRAFT: &str = "draft-";

/// The sentences of an earlier draft, by its proposal, which sentences of a change make more precise. One that people have
/// written again in the text, as `is_there` says, is left.
pub(super) fn outdated(
    proposal: &str,
    change: &Change,
    is_there: impl Fn(&str) -> bool,
) -> Vec<Outdated> {
    let Some(root) = edit::tree(proposal) else {
        return Vec::new();
    };
    let new: Vec<Option<Node>> = (change.sentences.iter())
        .map(|it| {
            let keys = it.entry.iter();
            let text: String = keys
                .map(|(key, value)| format!("{key}: {value}\n"))
                .collect();
            edit::tree(&text)
        })
        .collect();
    let statements = root.get("statements");
    let statements = statements.map_or(&[][..], |it| it.items());
    let one = |statement: &Node| {
        let id = word(statement.get("id")?)?;
        let quote = word(statement.get("quote")?)?;
        let mut more = new.iter();
        let by = more.position(|it| it.as_ref().is_some_and(|it| says_all(statement, it)))?;
        (id.starts_with(DRAFT) && is_there(quote)).then(|| Outdated {
            id: id.to_owned(),
            quote: quote.to_owned(),
            by,
        })
    };
    statements.iter().filter_map(one).collect()
}

fn word(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::String(word) | NodeKind::Number(word) => Some(word),
        _ => None,
    }
}

/// Whether a statement says what an earlier one says: each of its keys but its id, its words and its place.
fn says_all(earlier: &Node, later: &Node) -> bool {
    const OWN: [&str; 4] = ["id", "quote", "section", "document"];
    let NodeKind::Map(keys) = &earlier.kind else {
        return false;
    };
    let mut said = keys
        .iter()
        .filter(|(key, _)| !OWN.contains(&key.name.as_str()));
    said.all(|(key, value)| {
        let value_of = |it: &Node| it.get(key.name.as_str()).cloned();
        value_of(later).is_some_and(|it| holds(value, &it))
    })
}

/// Whether a value has what an earlier one has. A word alone is a list of one.
fn holds(earlier: &Node, later: &Node) -> bool {
    match (&earlier.kind, &later.kind) {
        (NodeKind::Map(keys), NodeKind::Map(_)) => keys.iter().all(|(key, value)| {
            let of = later.get(key.name.as_str());
            of.is_some_and(|it| holds(value, it))
        }),
        (NodeKind::Seq(items), NodeKind::Seq(all)) => items
            .iter()
            .all(|item| all.iter().any(|it| it.kind == item.kind)),
        (one, NodeKind::Seq(all)) => all.iter().any(|it| it.kind == *one),
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::finding::Sentence;

    /// The ids of the statements of a draft that a sentence with these keys makes more precise.
    fn of(entry: &[(&'static str, &str)]) -> Vec<String> {
        let proposal = "\
statements:
  - id: draft-transfers-mailo
    quote: \"Data go to Mailo.\"
    services: all
    transfers: {to: US, with: mailo}
  - id: own
    quote: \"Data go to Mailo.\"
    transfers: {to: US, with: mailo}
";
        let sentence = Sentence {
            id: "new".to_owned(),
            document: None,
            section: None,
            text: "More.".to_owned(),
            behind: None,
            entry: (entry.iter())
                .map(|(key, value)| (*key, (*value).to_owned()))
                .collect(),
        };
        let change = Change {
            sentences: vec![sentence],
            ..Change::default()
        };
        let found = outdated(proposal, &change, |quote| quote == "Data go to Mailo.");
        found.into_iter().map(|it| it.id).collect()
    }

    #[test]
    fn a_sentence_that_says_more_on_the_same_takes_the_place_of_a_draft() {
        let (services, informs) = (("services", "all"), ("informs", "transfer-safeguards"));
        let more = "{to: [US, IN], with: mailo, safeguards: uk-idta}";
        assert_eq!(
            of(&[services, ("transfers", more), informs]),
            ["draft-transfers-mailo"]
        );
        for other in ["{to: US, with: texto}", "{to: IN, with: mailo}", "{to: US}"] {
            assert!(of(&[services, ("transfers", other)]).is_empty(), "{other}");
        }
        assert!(of(&[("services", "mail"), ("transfers", more)]).is_empty());
        assert!(of(&[services, informs]).is_empty());
    }
}
