//! Where in a notice a sentence goes: behind what it states on the same thing for the same service.

use std::collections::BTreeSet;

use crate::engine::remedies::about::About;
use crate::estate::model::{AnchorState, Scope, ServiceIx, Statement};
use crate::estate::vocabulary::DocumentKind;
use crate::input::Span;
use crate::notice::read::Kind;

/// The kinds of statements next to which one goes where the notice has none of its own, the nearest first.
fn related_kinds(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Collects => &[Kind::Uses, Kind::Shares],
        Kind::Uses => &[Kind::Collects, Kind::ReliesOn],
        Kind::Shares => &[Kind::Transfers, Kind::Collects],
        Kind::Transfers => &[Kind::Shares, Kind::Collects],
        Kind::Retains => &[Kind::Collects, Kind::Uses],
        Kind::ReliesOn => &[Kind::Uses, Kind::Collects],
        Kind::Informs | Kind::Decides | Kind::Promises | Kind::Cites => &[],
    }
}

fn is_of(kind: Kind, statement: &Statement) -> bool {
    match kind {
        Kind::Collects => statement.collects.is_some(),
        Kind::Uses => statement.uses.is_some(),
        Kind::Shares => statement.shares.is_some(),
        Kind::Transfers => statement.transfers.is_some(),
        Kind::Retains => statement.retains.is_some(),
        Kind::ReliesOn => statement.relies_on.is_some(),
        Kind::Informs => !statement.informs.is_empty(),
        Kind::Decides => statement.decides.is_some(),
        Kind::Promises => statement.promises.is_some(),
        Kind::Cites => !statement.cites.is_empty(),
    }
}

/// A place in the notice.
#[derive(Debug, Clone, Default)]
pub(super) struct NoticePlace {
    pub document: Option<String>,
    pub section: Option<String>,
    /// The services of the sentence, by id; empty where its section says so.
    pub services: Vec<String>,
    /// The statement behind which it goes.
    pub behind: Option<String>,
}

/// The place for a sentence on one side of what a finding is about.
pub(super) fn place(about: About<'_>, side: Kind) -> NoticePlace {
    let estate = about.estate();
    let services = about.services();
    let ids = |all: &[ServiceIx]| -> Vec<String> {
        all.iter()
            .map(|it| estate.service(*it).id.clone())
            .collect()
    };
    let statements = published(about);
    let relied_on = &about.finding.statements;
    // A list of sub-processors has recipients, and a table of cookies periods; all else belongs in the policy.
    let notice = estate.notice_on(about.day());
    let is_in_policy = |statement: &Statement| match notice.map(|it| it.kind_of(statement)) {
        Some(DocumentKind::SubProcessorList) => side == Kind::Shares,
        Some(DocumentKind::CookieTable) => matches!(side, Kind::Collects | Kind::Retains),
        _ => true,
    };
    let own = |statement: &&&Statement| match (&statement.scope, services.as_slice()) {
        (Scope::All, []) => true,
        (Scope::All, _) => false,
        (Scope::Services(of), wanted) => {
            !wanted.is_empty() && wanted.iter().all(|it| of.contains(it))
        }
    };
    let on = |side: Kind| {
        // Behind what it makes precise or replaces, else in the section that is about these services alone.
        let mut found: Vec<&&Statement> = statements.iter().filter(own).collect();
        found.retain(|it| is_of(side, it) && is_in_policy(it));
        let rank = |statement: &&&Statement| {
            let of = match &statement.scope {
                Scope::Services(of) => of.len(),
                Scope::All => usize::MAX,
            };
            (relied_on.contains(&statement.id), std::cmp::Reverse(of))
        };
        found.into_iter().max_by_key(rank)
    };
    let related = || related_kinds(side).iter().find_map(|side| on(*side));
    let general = || {
        let all = statements.iter().rev();
        let mut all = all.filter(|it| is_of(side, it) && is_in_policy(it));
        all.find(|it| it.scope == Scope::All)
    };
    let section_of_service = match services.as_slice() {
        [one] => estate.service(*one).sections.first().cloned(),
        _ => None,
    };
    let named = match ids(&services) {
        none if none.is_empty() => vec!["all".to_owned()],
        some => some,
    };
    let at = |statement: &&Statement| NoticePlace {
        document: statement.document.clone(),
        section: statement.section.clone(),
        services: named.clone(),
        behind: Some(statement.id.clone()),
    };
    if let Some(statement) = on(side) {
        return at(statement);
    }
    if section_of_service.is_some() {
        return NoticePlace {
            document: None,
            section: section_of_service,
            services: named,
            behind: None,
        };
    }
    match general().or_else(related) {
        Some(statement) => at(statement),
        None => NoticePlace {
            services: named,
            ..NoticePlace::default()
        },
    }
}

/// The place behind a statement on an item of the same kind: rights next to rights.
pub(super) fn next_to(about: About<'_>, key: &str) -> Option<NoticePlace> {
    let (kind, _) = key.split_once('-')?;
    let of_kind = |it: &&&Statement| it.informs.iter().any(|own| own.starts_with(kind));
    let statements = published(about);
    let statement = statements.iter().rev().find(of_kind)?;
    Some(NoticePlace {
        document: statement.document.clone(),
        section: statement.section.clone(),
        services: Vec::new(),
        behind: Some(statement.id.clone()),
    })
}

/// The statements whose words are in the published text, in its order: those of a proposal are nowhere in it.
fn published<'c>(about: About<'c>) -> Vec<&'c Statement> {
    let (estate, day) = (about.estate(), about.day());
    let documents = estate.notice_on(day).into_iter();
    let files: BTreeSet<_> = documents
        .flat_map(|notice| &notice.documents)
        .map(|document| document.text.file())
        .collect();
    let mut found: Vec<(Span, &Statement)> = estate
        .statements_on(day)
        .filter_map(|(_, statement)| match statement.anchor {
            AnchorState::Found { span, .. } => Some((span, statement)),
            AnchorState::NotFound { .. } => None,
        })
        .filter(|(span, _)| files.contains(&span.file))
        .collect();
    found.sort_by_key(|(span, _)| *span);
    found.into_iter().map(|(_, statement)| statement).collect()
}

/// An id that no statement of the notice has yet.
pub(super) fn fresh_statement(about: About<'_>, base: &str) -> String {
    let base: String = base
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let all = about.estate().all_statements();
    let known: BTreeSet<&str> = all.map(|(_, it)| it.id.as_str()).collect();
    let numbered = (2..).map(|at| format!("{base}-{at}"));
    let mut ids = std::iter::once(base.clone()).chain(numbered);
    ids.find(|id| !known.contains(id.as_str())).unwrap_or(base)
}
