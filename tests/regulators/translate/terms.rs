//! The terms that the words of a case mean.

use fairnotice::taxonomy::TermKind;
use serde_json::json;

use super::Case;
use super::words::{self, ANY, Entry, hits, repeats, slug};

impl Case<'_> {
    pub fn terms_of_all(
        &self,
        kind: TermKind,
        table: &[Entry],
        words: &[String],
        must: bool,
    ) -> Vec<String> {
        // What a case leaves out, something must still stand for.
        let unsaid = ["something".to_owned()];
        let words = if words.is_empty() && must {
            &unsaid
        } else {
            words
        };
        let all = words
            .iter()
            .flat_map(|text| self.terms_of(kind, table, text, true));
        let mut all: Vec<String> = all.collect();
        all.sort();
        all.dedup();
        all
    }

    /// The terms that a text means: the vocabulary's own word, else what the table knows, else, where
    /// something must stand, a term of its own.
    pub fn terms_of(&self, kind: TermKind, table: &[Entry], text: &str, must: bool) -> Vec<String> {
        if kind != TermKind::Recipient && self.taxonomy.lookup(kind, text).is_ok() {
            return vec![text.to_owned()];
        }
        let known = hits(table, text);
        let known = known.into_iter().filter(|term| *term != ANY);
        let known: Vec<String> = known.map(|term| self.term(kind, term)).collect();
        if known.is_empty() && must {
            let id = self.own_term(kind, &slug(text));
            let own = (kind, text.to_owned(), id.clone());
            self.own.borrow_mut().insert(own);
            vec![id]
        } else {
            known
        }
    }

    /// The terms of the case's own that a text repeats, word by word.
    pub fn repeated(&self, kind: TermKind, text: &str) -> Vec<String> {
        let own = self.own.borrow();
        own.iter()
            .filter(|(of, words, _)| *of == kind && repeats(text, words))
            .map(|(_, _, id)| id.clone())
            .collect()
    }

    /// A term as the tables write it: of the vocabulary, or the estate's own.
    pub fn term(&self, kind: TermKind, word: &str) -> String {
        if word == ANY {
            let top = self.taxonomy.top(kind).expect("each kind has a top");
            return self.taxonomy.id(top).to_owned();
        }
        if word.contains(':') {
            word.to_owned()
        } else {
            self.own_term(kind, word)
        }
    }

    pub fn own_term(&self, kind: TermKind, id: &str) -> String {
        let under = match kind {
            TermKind::Data => "dpv:PersonalData",
            TermKind::Subject => "dpv:DataSubject",
            TermKind::Purpose => "dpv:Purpose",
            _ => "dpv:Organisation",
        };
        let id = format!("{id}-{}", words::kind_word(kind));
        let term = json!({"id": id, "under": under});
        self.terms.borrow_mut().insert(id.clone(), term);
        id
    }
}
