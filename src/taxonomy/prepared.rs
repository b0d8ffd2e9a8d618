//! The terms of the W3C and those for everyday words, as `build.rs` prepared them: reading them takes a
//! fraction of the time that their JSON would.

use std::borrow::Cow;

use super::kind::TermKind;
use super::raw_term::RawTerm;
use crate::input::PreparedBytes;

static TERMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/terms.bin"));

/// All of them, those of the W3C first. `None` for bytes that `build.rs` did not write.
pub(super) fn terms() -> Option<Vec<RawTerm>> {
    let mut bytes = PreparedBytes::new(TERMS);
    let mut terms = Vec::new();
    while !bytes.is_empty() {
        terms.push(term(&mut bytes)?);
    }
    Some(terms)
}

fn term(bytes: &mut PreparedBytes<'static>) -> Option<RawTerm> {
    let id = bytes.text()?;
    let kind = bytes.text()?;
    let (label, article) = (bytes.text()?, bytes.text()?);
    let parents = (0..bytes.number()?).map(|_| bytes.text().map(Cow::Borrowed));
    let parents = parents.collect::<Option<_>>()?;
    let marks = bytes.byte()?;
    Some(RawTerm {
        id: id.into(),
        label: label.into(),
        kind: TermKind::ALL.into_iter().find(|it| it.as_str() == kind)?,
        parents,
        special: marks & 1 != 0,
        criminal: marks & 2 != 0,
        sector: marks & 4 != 0,
        article: Some(article)
            .filter(|article| !article.is_empty())
            .map(Cow::Borrowed),
    })
}

#[cfg(test)]
mod tests {
    use super::super::raw_term::EVERYDAY;
    use super::*;

    #[derive(serde::Deserialize)]
    struct Everyday {
        terms: Vec<RawTerm>,
    }

    #[test]
    fn what_was_prepared_is_what_the_files_hold() {
        let mut written: Vec<RawTerm> = serde_json::from_str(include_str!("terms.json")).unwrap();
        let everyday: Everyday = serde_json::from_str(EVERYDAY).unwrap();
        written.extend(everyday.terms);
        assert!(written.len() > 1_800, "{}", written.len());
        assert_eq!(terms().unwrap(), written);
    }
}
