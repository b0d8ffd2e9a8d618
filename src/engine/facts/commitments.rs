//! Facts about what the notice promises, and about recipients that are no longer who it names.

use std::collections::BTreeSet;

use super::{CoverageFacts, Evidence, EvidenceMap, Label, LabelRole};
use crate::engine::coverage::{Verdict, covers, names};
use crate::engine::facts::source::{FactSource, datums};
use crate::engine::movement::{Movement, MovementKind};
use crate::estate::model::{FlowField, FlowShape, PartyIx, Promise, Shares, StatementIx, Who};
use crate::estate::vocabulary::PromiseTime;
use crate::input::Span;
use crate::taxonomy::TermId;

/// Whether the party that the notice names for a system no longer operates it, and the one that
/// does is not disclosed; or the recipient goes by the name of a party that it is not.
pub(super) fn replaced(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    coverage: CoverageFacts,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> bool {
    let estate = source.estate;
    let recipient = coverage.recipient;
    let undisclosed = recipient.contains(Verdict::Omitted)
        || recipient.contains(Verdict::Incorrect)
        || coverage.indirect_recipient.contains(Verdict::Omitted)
        || coverage.indirect_recipient.contains(Verdict::Incorrect);
    let (Some(importer), true) = (movement.importer, undisclosed) else {
        return false;
    };
    if by_anothers_name(source, shape, importer, evidence, used) {
        return true;
    }
    let Some(system) = movement.system.or(shape.route.via) else {
        return false;
    };
    let about = estate.system(system);
    if estate.operator(system, source.day) != importer {
        return false;
    }
    let former = about.operators.iter().filter(|tenure| {
        tenure.party != importer && tenure.period.until.is_some_and(|until| until < source.day)
    });
    for tenure in former.rev() {
        let named = disclosing(source, shape, |shares| {
            shares.with.contains(&Who::Party(tenure.party))
        });
        if named.is_empty() {
            continue;
        }
        // They are outdated, not unused: the flow that they speak of is still there.
        used.extend(&named);
        let until = tenure.period.until;
        let old = &estate.party(tenure.party).name;
        let last = until.map_or_else(String::new, |until| format!(" until {until}"));
        let text = format!("{old} operated {}{last}", about.name);
        evidence.insert(
            "recipient.replaced",
            Evidence {
                fields: vec![(
                    FlowField::To,
                    format!(
                        "{} is operated by {} on the day",
                        about.name,
                        estate.party(importer).name
                    ),
                )],
                statements: named,
                day: until,
                name: Some(old.clone()),
                steps: vec![text.clone()],
                ..of_identity(source, shape, tenure.span, &text)
            },
        );
        return true;
    }
    false
}

/// What every finding about who is behind a name cites: the data, and where it is written.
fn of_identity(
    source: &FactSource<'_>,
    shape: &FlowShape,
    span: Option<Span>,
    text: &str,
) -> Evidence {
    let data = shape.content.data.iter();
    let label = |span| Label {
        role: LabelRole::Estate,
        span,
        text: text.to_owned(),
    };
    Evidence {
        elements: data
            .map(|term| source.estate.taxonomy.short(*term).to_owned())
            .collect(),
        labels: span.into_iter().map(label).collect(),
        ..Evidence::default()
    }
}

/// The statements about the service that disclose a sharing with somebody.
fn disclosing(
    source: &FactSource<'_>,
    shape: &FlowShape,
    them: impl Fn(&Shares) -> bool,
) -> Vec<StatementIx> {
    source
        .estate
        .statements_on(source.day)
        .filter(|(_, statement)| statement.scope.covers(shape.service))
        .filter(|(_, statement)| {
            let shares = statement.shares.as_ref();
            shares.is_some_and(|shares| !shares.none && them(shares))
        })
        .map(|(index, _)| index)
        .collect()
}

/// Whether the importer goes by the name of a party that it is not, and the notice discloses that
/// party, by name or class.
fn by_anothers_name(
    source: &FactSource<'_>,
    shape: &FlowShape,
    importer: PartyIx,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> bool {
    let estate = source.estate;
    let party = estate.party(importer);
    let claims = party
        .goes_by_name_of
        .filter(|name| name.since.is_none_or(|since| since <= source.day));
    let Some(name) = claims else {
        return false;
    };
    let named = disclosing(source, shape, |shares| {
        names(estate, &shares.with, name.party, source.day).is_some()
    });
    if named.is_empty() {
        return false;
    }
    used.extend(&named);
    let other = &estate.party(name.party).name;
    let since = name
        .since
        .map_or_else(String::new, |since| format!(" since {since}"));
    let text = format!("goes by the name of {other}{since}");
    evidence.insert(
        "recipient.replaced",
        Evidence {
            fields: vec![(
                FlowField::To,
                format!("{} is not {other}, which the notice names", party.name),
            )],
            statements: named,
            day: name.since,
            name: Some(other.clone()),
            steps: vec![format!("{} {text}", party.name)],
            ..of_identity(source, shape, name.span, &text)
        },
    );
    true
}

/// Whether the one who receives the data has the key to the pseudonyms: to it the data are not pseudonymised (Art 4(5)).
fn is_undone(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    measure: TermId,
) -> bool {
    let held_by = shape.protection.pseudonym_key_held_by;
    held_by.is_some()
        && held_by == movement.importer
        && source.is_within("dpv:Pseudonymisation", measure)
}

/// Whether the notice promises a measure for a movement that the flow does not have.
pub(super) fn measure_missing(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    restricted: bool,
    evidence: &mut EvidenceMap,
) -> bool {
    let estate = source.estate;
    let taxonomy = &estate.taxonomy;
    let mut found = Evidence::default();
    for (index, statement) in estate.statements_on(source.day) {
        let Some(promise) = &statement.promises else {
            continue;
        };
        if !statement.scope.covers(shape.service)
            || !applies(source, movement, shape, promise, restricted)
        {
            continue;
        }
        let missing: Vec<&str> = promise
            .measures
            .iter()
            .filter(|promised| {
                let mut taken = shape.protection.measures.iter();
                !taken.any(|measure| {
                    taxonomy.subsumes(**promised, *measure)
                        && !is_undone(source, movement, shape, *measure)
                })
            })
            .map(|promised| taxonomy.short(*promised))
            .collect();
        if missing.is_empty() {
            continue;
        }
        found.steps.push(format!(
            "`{}` promises {}, which {}",
            statement.id,
            missing.join(", "),
            if shape.protection.measures_recorded {
                "the flow lacks"
            } else {
                "nobody recorded for the flow"
            }
        ));
        found
            .elements
            .extend(missing.into_iter().map(str::to_owned));
        found.statements.push(index);
    }
    if found.elements.is_empty() {
        return false;
    }
    found.elements.sort();
    found.elements.dedup();
    found.fields = match shape.protection.measures.first() {
        Some(measure) => vec![(
            FlowField::Measure(*measure),
            "the measures in place".to_owned(),
        )],
        None => vec![(FlowField::To, "goes there without it".to_owned())],
    };
    let key = if shape.protection.measures_recorded {
        "commitments.measureMissing"
    } else {
        "commitments.measuresNotRecorded"
    };
    evidence.insert(key, found);
    true
}

fn applies(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    promise: &Promise,
    restricted: bool,
) -> bool {
    let in_time = match promise.when {
        // What is promised for the controller's own processing says nothing of what those do to whom it
        // discloses data.
        // But where it names those with whom it keeps the promise.
        PromiseTime::Always => {
            !promise.with.is_empty() || !movement.separate() || movement.role.acts_for_another()
        }
        PromiseTime::Sharing => {
            movement.separate() && movement.importer != Some(source.estate.controller)
        }
        PromiseTime::Transfer => restricted,
        PromiseTime::Collection => movement.kind == MovementKind::Collect,
    };
    let to_them = promise.with.is_empty()
        || movement.importer.is_some_and(|party| {
            covers(source.estate, &promise.with, movement, party, source.day).is_some()
        });
    let these_data = promise.data.is_empty()
        || datums(shape).any(|datum| {
            promise.data.iter().any(|term| {
                source.estate.taxonomy.subsumes(*term, datum.category)
                    || source.estate.taxonomy.subsumes(datum.category, *term)
            })
        });
    in_time && to_them && these_data
}

/// Whether the notice promises that nothing leaves a group, and the importer is outside it.
pub(super) fn outside_group(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> bool {
    let estate = source.estate;
    let Some(importer) = movement
        .importer
        .filter(|party| *party != estate.controller)
    else {
        return false;
    };
    if !movement.separate() {
        return false;
    }
    let party = estate.party(importer);
    let mut found = Evidence::default();
    for (index, statement) in estate.statements_on(source.day) {
        let Some(shares) = &statement.shares else {
            continue;
        };
        let promised =
            shares.none && !shares.outside.is_empty() && statement.scope.covers(shape.service);
        let inside = shares
            .outside
            .iter()
            .any(|group| party.in_group(*group, source.day));
        if promised && !inside {
            found.statements.push(index);
            found.elements.extend(
                shares
                    .outside
                    .iter()
                    .map(|group| estate.group(*group).clone()),
            );
            found.steps.push(format!(
                "`{}` keeps the data within {}; {} is not in it on the day",
                statement.id,
                found.elements.join(", "),
                party.name
            ));
        }
    }
    if found.statements.is_empty() {
        return false;
    }
    found.fields.push((
        FlowField::To,
        format!("{} is outside the group", party.name),
    ));
    found.name = Some(party.name.clone());
    evidence.insert("commitments.outsideGroup", found);
    true
}
