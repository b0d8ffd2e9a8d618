//! The articles that a flow declares: its legal basis, and its condition for special categories.

use super::source::FactSource;
use super::{Article6, Article9};
use crate::estate::model::{Basis, FlowShape};

/// The condition of Art 9(2) that a flow declares.
pub(super) fn condition_of(source: &FactSource<'_>, shape: &FlowShape) -> Article9 {
    let taxonomy = &source.estate.taxonomy;
    Article9::of(
        shape
            .lawfulness
            .condition
            .and_then(|term| taxonomy.article(term)),
    )
}

/// The article of a legal basis.
pub(super) fn article_of(source: &FactSource<'_>, basis: Basis) -> Article6 {
    match basis {
        Basis::Term(term) => Article6::of(source.estate.taxonomy.article(term)),
        Basis::Absent | Basis::None => Article6::NONE,
    }
}
