//! An estate's own terms, added to a taxonomy once they are checked.

use super::build::Draft;
use super::check_terms::{Checked, Target, check};
use super::kind::TermKind;
use super::new_term::{MAX_NEW_TERMS, NewTerm};
use super::store::{Taxonomy, TermId};
use super::term_error::{TermError, TermErrorKind, TermPlace};

/// ## Extending one
impl Taxonomy {
    /// This taxonomy with an estate's terms added. They may name each other in any order.
    ///
    /// # Errors
    /// Everything that is wrong with the new terms at once, by term and place in it.
    pub fn extended(&self, terms: Vec<NewTerm>) -> Result<Self, Vec<TermError>> {
        extended(self, terms)
    }
}

fn extended(taxonomy: &Taxonomy, new: Vec<NewTerm>) -> Result<Taxonomy, Vec<TermError>> {
    if new.len() > MAX_NEW_TERMS {
        return Err(vec![TermError {
            term: MAX_NEW_TERMS,
            place: TermPlace::Id,
            kind: TermErrorKind::TooMany {
                count: new.len(),
                limit: MAX_NEW_TERMS,
            },
        }]);
    }
    let checked = check(taxonomy, &new)?;
    Ok(taxonomy.grown(drafts(taxonomy, new, checked)))
}

/// The checked terms by id, so that their numbers do not depend on the order of the input.
fn drafts(taxonomy: &Taxonomy, new: Vec<NewTerm>, checked: Checked) -> Vec<Draft> {
    let mut by_id: Vec<(String, usize)> = new
        .iter()
        .enumerate()
        .map(|(index, term)| (term.id.clone(), index))
        .collect();
    by_id.sort();
    let mut number = vec![TermId::from_index(0); new.len()];
    for (place, (_, index)) in by_id.iter().enumerate() {
        if let Some(slot) = number.get_mut(*index) {
            *slot = TermId::from_index(taxonomy.len() + place);
        }
    }
    let terms_at = |lists: &[Vec<Option<Target>>], index: usize| -> Vec<TermId> {
        let targets = lists.get(index).into_iter().flatten().flatten();
        let terms = targets.filter_map(|target| match target {
            Target::Old(term) => Some(*term),
            Target::New(index) => number.get(*index).copied(),
        });
        terms.collect()
    };
    let mut drafts: Vec<Draft> = (new.into_iter().zip(checked.articles).enumerate())
        .map(|(index, (term, article))| Draft {
            label: term.label.unwrap_or_else(|| term.id.replace('-', " ")),
            id: term.id,
            // Settled for every term, or there would have been an error.
            kind: checked
                .kinds
                .get(index)
                .copied()
                .flatten()
                .unwrap_or(TermKind::Data),
            parents: terms_at(&checked.parents, index),
            parts: terms_at(&checked.parts, index),
            special: term.special,
            criminal: term.criminal,
            sector: true,
            article,
        })
        .collect();
    drafts.sort_by(|a, b| a.id.cmp(&b.id));
    drafts
}
