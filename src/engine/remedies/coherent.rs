//! Whether the sentences of a change state what is the case once all of it is made: where it also ends flows, or leaves
//! data out of them, a sentence that was made for the estate as it is may be about what no longer happens.

use super::about::About;
use super::candidate::{Candidate, EditKind};
use super::trial::Tried;
use crate::engine::movement::Movements;
use crate::estate::model::{FlowShape, Statement, Who};
use crate::taxonomy::TermId;

/// Whether all sentences of a change are about flows that run with it.
pub(super) fn is_coherent(about: About<'_>, candidate: &Candidate, tried: &Tried) -> bool {
    if !ends_something(candidate) {
        return true;
    }
    let (estate, day) = (&tried.estate, about.day());
    let movements = Movements::new(estate, day);
    let running: Vec<_> = estate.running_on(day);
    let some = |wanted: &dyn Fn(&FlowShape) -> bool| {
        let mut shapes = running.iter();
        shapes.any(|it| wanted(estate.shape(*it)))
    };
    let has = |shape: &FlowShape, datum: TermId| {
        let mut own = shape.content.data.iter();
        own.any(|it| estate.taxonomy.subsumes(datum, *it))
    };
    let goes_to = |who: &Who, datum: TermId| match who {
        Who::Party(party) => running.iter().any(|index| {
            let mut all = movements.of(*index).into_iter();
            has(estate.shape(*index), datum) && all.any(|it| it.importer == Some(*party))
        }),
        _ => true,
    };
    let holds = |statement: &Statement| {
        let shares = statement.shares.iter().filter(|it| !it.none);
        let uses = statement.uses.iter().filter(|it| !it.none);
        let collects = statement.collects.iter().filter(|it| !it.none);
        shares
            .flat_map(|it| it.with.iter().map(move |who| (who, &it.data)))
            .all(|(who, data)| data.iter().all(|datum| goes_to(who, *datum)))
            && uses
                .flat_map(|it| it.data.iter().map(move |datum| (it, *datum)))
                .all(|(it, datum)| {
                    let used = |shape: &FlowShape| {
                        let mut own = shape.content.purposes.iter();
                        has(shape, datum) && own.any(|purpose| it.purposes.contains(purpose))
                    };
                    some(&used)
                })
            && collects
                .flat_map(|it| &it.data)
                .all(|datum| some(&|it| has(it, *datum)))
    };
    let mut new = estate.statements_on(day);
    new.all(|(_, it)| !candidate.drafts.iter().any(|draft| draft.id == it.id) || holds(it))
}

/// Whether a change ends flows, or leaves data out of them.
fn ends_something(candidate: &Candidate) -> bool {
    candidate.edits.iter().any(|edit| match &edit.what {
        EditKind::Without(..) | EditKind::Remove(..) => true,
        EditKind::Set("flows", _, "status", value) => value == "retired",
        _ => false,
    })
}
