//! Whether a statement calls a party by a name that it no longer has.

use jiff::civil::Date;

use super::{Evidence, EvidenceMap, Label, LabelRole};
use crate::estate::model::{Estate, FormerName, Party, Statement, Who};

/// Whether the words of a statement call a party that it names by a name of before the day, and not by the
/// one of the day. Who is meant is what the estate says of the statement, so that words which happen to be
/// a name say nothing.
pub(super) fn former_name(
    estate: &Estate,
    statement: &Statement,
    day: Date,
    evidence: &mut EvidenceMap,
) -> bool {
    let quote = words(&statement.quote);
    let called = named(statement).find_map(|who| match who {
        Who::Party(party) => outdated(estate.party(*party), &quote, day),
        Who::Subjects | Who::Group(_) | Who::Class(_) => None,
    });
    let Some((party, former)) = called else {
        return false;
    };
    let name = party.name_on(day);
    let label = former.span.map(|span| Label {
        role: LabelRole::Estate,
        span,
        text: format!("its name until {}", former.until),
    });
    evidence.insert(
        "statement.formerName",
        Evidence {
            elements: vec![former.name.clone()],
            name: Some(name.to_owned()),
            day: Some(former.until),
            labels: label.into_iter().collect(),
            steps: vec![format!(
                "{name} was called {} until {}",
                former.name, former.until
            )],
            ..Evidence::default()
        },
    );
    true
}

/// Everybody whom a statement names.
fn named(statement: &Statement) -> impl Iterator<Item = &Who> {
    let shares = statement.shares.iter().flat_map(|it| &it.with);
    let transfers = statement.transfers.iter().flat_map(|it| &it.with);
    let promises = statement.promises.iter().flat_map(|it| &it.with);
    let sources = statement.collects.iter().flat_map(|it| &it.from);
    shares.chain(transfers).chain(promises).chain(sources)
}

/// The former name by which a quote calls a party, unless it calls it by its name of the day as well.
fn outdated<'e>(party: &'e Party, quote: &str, day: Date) -> Option<(&'e Party, &'e FormerName)> {
    let says = |name: &str| {
        let name = words(name);
        !name.trim().is_empty() && quote.contains(&name)
    };
    let mut past = party.former_names.iter().filter(|it| it.until < day);
    let former = past.find(|it| says(&it.name))?;
    (!says(party.name_on(day))).then_some((party, former))
}

/// The words of a text in small letters, each between spaces.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut words = String::from(" ");
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            words.push_str(word);
            words.push(' ');
        }
    }
    words
}
