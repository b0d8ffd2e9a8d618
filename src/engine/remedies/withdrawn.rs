//! What a statement that is withdrawn leaves unsaid: the legal bases and the conditions that no other sentence states
//! then, which no finding asks for where the notice says something on others; and all else that comes back nowhere.

use std::collections::BTreeSet;

use super::about::About;
use super::candidate::{Candidate, Draft};
use super::propose::{bases, conditions, numbered};
use super::trial::Tried;
use crate::engine::finding::Finding;
use crate::estate::model::{Basis, Estate, FlowShape, ReliesOn, Scope, ShapeIx, Statement};
use crate::taxonomy::TermId;

/// What a change takes for granted that makes fewer statements than it withdraws.
pub(super) const NOTHING_ELSE: &str = "nothing else of what is withdrawn has to be stated";

/// Sentences on the legal bases and the conditions of what withdrawn statements were about, where no statement says
/// them any more.
pub(super) fn restated(about: About<'_>, candidate: &Candidate, tried: &Tried) -> Vec<Draft> {
    let (mut no_basis, mut no_condition) = (BTreeSet::new(), BTreeSet::new());
    for (statement, stated) in withdrawn(about, candidate) {
        for index in about.estate().running_on(about.day()) {
            let shape = about.estate().shape(index);
            if is_about(about.estate(), (statement, &stated.bases), shape)
                && !stated.bases.is_empty()
                && !states_basis(about, tried, shape)
            {
                no_basis.insert(index);
            }
            if is_about(about.estate(), (statement, &stated.conditions), shape)
                && !stated.conditions.is_empty()
                && !states_condition(about, tried, shape)
            {
                no_condition.insert(index);
            }
        }
    }
    let mut drafts = Vec::new();
    if !no_basis.is_empty() {
        let finding = &of_shapes(about, &no_basis);
        drafts.extend(bases(About { finding, ..about }, false));
    }
    if !no_condition.is_empty() {
        let finding = &of_shapes(about, &no_condition);
        drafts.extend(conditions(About { finding, ..about }));
    }
    drafts.retain(|draft| candidate.drafts.iter().all(|it| it.quote != draft.quote));
    let taken = candidate.drafts.iter().map(|it| it.id.clone());
    numbered(drafts, taken.collect())
}

/// Whether a change states no more of something that it withdraws. Items that the law requires are judged one by one,
/// so that they need not come back.
pub(super) fn says_less(about: About<'_>, candidate: &Candidate) -> bool {
    let says = |keys: &[&str]| {
        let mut drafts = candidate.drafts.iter().flat_map(|it| &it.says);
        drafts.any(|(key, _)| keys.contains(key))
    };
    let gone = about.estate().statements_on(about.day());
    let mut gone = gone.filter(|(_, it)| candidate.withdraws.contains(&it.id));
    gone.any(|(_, it)| {
        let kept: [(bool, &[&str]); 8] = [
            (
                it.collects.as_ref().is_some_and(|it| !it.none),
                &["collects"],
            ),
            (it.shares.as_ref().is_some_and(|it| !it.none), &["shares"]),
            (
                it.transfers.as_ref().is_some_and(|it| !it.none),
                &["transfers"],
            ),
            (
                it.uses.as_ref().is_some_and(|it| !it.none),
                &["uses", "relies-on"],
            ),
            (it.decides.as_ref().is_some_and(|it| !it.none), &["decides"]),
            (it.retains.is_some(), &["retains"]),
            (it.relies_on.is_some(), &["relies-on"]),
            (it.promises.is_some(), &["promises"]),
        ];
        kept.iter().any(|(said, keys)| *said && !says(keys))
    })
}

/// The statements on bases and conditions that a change withdraws.
fn withdrawn<'c>(about: About<'c>, candidate: &Candidate) -> Vec<(&'c Statement, &'c ReliesOn)> {
    let all = about.estate().statements_on(about.day());
    all.filter(|(_, it)| candidate.withdraws.contains(&it.id))
        .filter_map(|(_, it)| Some((it, it.relies_on.as_ref()?)))
        .collect()
}

/// The finding as one on flows with these declarations, one of each.
fn of_shapes(about: About<'_>, shapes: &BTreeSet<ShapeIx>) -> Finding {
    let mut seen = BTreeSet::new();
    let flows = about.estate().flow_indices();
    let flows = flows.filter(|(_, it)| shapes.contains(&it.shape) && seen.insert(it.shape));
    Finding {
        flows: flows.map(|(index, _)| index).collect(),
        rows: Vec::new(),
        statements: Vec::new(),
        ..about.finding.clone()
    }
}

/// Whether terms that are stated hold some of those that are declared; without any they are about all.
pub(super) fn meets(estate: &Estate, stated: &[TermId], declared: &[TermId]) -> bool {
    let holds = |it: &TermId| {
        stated.iter().any(|stated| {
            estate.taxonomy.subsumes(*stated, *it) || estate.taxonomy.subsumes(*it, *stated)
        })
    };
    stated.is_empty() || declared.iter().any(holds)
}

/// The purposes for which a statement states what it relies on.
pub(super) fn purposes_of<'s>(statement: &'s Statement, stated: &'s ReliesOn) -> &'s [TermId] {
    match (&statement.uses, stated.purposes.as_slice()) {
        (Some(uses), []) => &uses.purposes,
        (_, named) => named,
    }
}

/// Whether what a statement relies on is about a flow: by its purposes and its data, or, where it names none of them, by
/// what it relies on.
fn is_about(
    estate: &Estate,
    (statement, relied_on): (&Statement, &[TermId]),
    shape: &FlowShape,
) -> bool {
    let Some(stated) = &statement.relies_on else {
        return false;
    };
    let purposes = purposes_of(statement, stated);
    let data = match (&statement.collects, stated.data.as_slice()) {
        (Some(collects), []) if purposes.is_empty() => &collects.data,
        (_, named) => named,
    };
    let lawfulness = &shape.lawfulness;
    let own = [basis_of(shape), lawfulness.condition];
    let named = || own.into_iter().flatten().any(|it| relied_on.contains(&it));
    is_in_scope(&statement.scope, shape)
        && meets(estate, purposes, &shape.content.purposes)
        && meets(estate, data, &shape.content.data)
        && meets(estate, &stated.subjects, &shape.content.subjects)
        && (!purposes.is_empty() || !data.is_empty() || named())
}

fn is_in_scope(scope: &Scope, shape: &FlowShape) -> bool {
    match scope {
        Scope::All => true,
        Scope::Services(of) => shape.service.is_none_or(|it| of.contains(&it)),
    }
}

fn basis_of(shape: &FlowShape) -> Option<TermId> {
    match shape.lawfulness.basis {
        Basis::Term(term) => Some(term),
        _ => None,
    }
}

/// Whether the notice that was tried states the basis of a flow for each of its purposes.
fn states_basis(about: About<'_>, tried: &Tried, shape: &FlowShape) -> bool {
    let estate = &tried.estate;
    let Some(basis) = basis_of(shape) else {
        return true;
    };
    let states = |purpose: TermId| {
        let mut all = estate.statements_on(about.day());
        all.any(|(_, it)| {
            let stated = it.relies_on.as_ref();
            stated.is_some_and(|stated| {
                let purposes = purposes_of(it, stated);
                // Of giving data to others alone it says what is received there, and nothing of other flows.
                let is_general = !purposes.is_empty() || it.shares.is_none();
                is_general
                    && is_said(estate, &stated.bases, basis)
                    && is_in_scope(&it.scope, shape)
                    && meets(estate, purposes, &[purpose])
                    && meets(estate, &stated.data, &shape.content.data)
                    && meets(estate, &stated.subjects, &shape.content.subjects)
            })
        })
    };
    shape.content.purposes.iter().all(|it| states(*it))
}

/// Whether it states the condition of a flow for its special categories.
fn states_condition(about: About<'_>, tried: &Tried, shape: &FlowShape) -> bool {
    let estate = &tried.estate;
    let Some(condition) = shape.lawfulness.condition else {
        return true;
    };
    let mut all = estate.statements_on(about.day());
    all.any(|(_, it)| {
        it.relies_on.as_ref().is_some_and(|stated| {
            is_said(estate, &stated.conditions, condition)
                && is_in_scope(&it.scope, shape)
                && meets(estate, &stated.purposes, &shape.content.purposes)
                && meets(estate, &stated.data, &shape.content.data)
                && meets(estate, &stated.subjects, &shape.content.subjects)
        })
    })
}

/// Whether a term is among those that are stated, by a word for it or a broader one.
fn is_said(estate: &Estate, stated: &[TermId], term: TermId) -> bool {
    let taxonomy = &estate.taxonomy;
    let article = taxonomy.article(term);
    stated.iter().any(|it| {
        taxonomy.subsumes(*it, term) || article.is_some() && taxonomy.article(*it) == article
    })
}
