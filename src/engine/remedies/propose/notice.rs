//! Changes of the notice: sentences that disclose what it does not, and statements that it no longer makes.

use std::collections::{BTreeMap, BTreeSet};

use super::bases::{bases, conditions};
use super::decisions::decisions;
use super::sentence::{adding, draft, terms};
use super::{cookies, items};
use crate::engine::movement::RecipientRole;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::{About, denies};
use crate::engine::remedies::candidate::{Candidate, Draft, list, text, word};
use crate::engine::remedies::wording::Wording;
use crate::estate::model::{PartyIx, Retention};
use crate::notice::read::Kind;
use crate::taxonomy::{Place, TermId};

/// What it takes for granted to delete a statement: whether the notice may say less is for people to decide.
pub(in crate::engine::remedies) const NOTHING: &str = "nothing has to be stated in its place";

/// What a change begins with that deletes statements.
pub(in crate::engine::remedies) const DELETE: &str = "delete from the notice: ";

/// What one begins with that makes others in their place.
pub(in crate::engine::remedies) const REPLACE: &str =
    "replace in the notice, by what is the case: ";

/// How a finding on a side is called: what precedes the side in the name of its rule.
const VERDICTS: [&str; 4] = ["undisclosed-", "vague-", "ambiguous-", "contradicted-"];

/// Sentences that disclose what the finding is about.
pub(super) fn disclose(about: About<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let drafts = drafts(about);
    if !drafts.is_empty() {
        found.push(adding(drafts));
    }
    if about.finding.rule.ends_with("-basis") {
        // Where a purpose has several bases, each is stated for its data.
        found.push(adding(bases(about, true)));
    }
    found.extend(decisions(about));
    found.extend(items::stating(about));
    found.retain(|candidate| !candidate.drafts.is_empty());
    found
}

/// Statements withdrawn, with and without sentences in their place.
pub(super) fn correct(about: About<'_>) -> Vec<Candidate> {
    let statements = about.statements();
    let denials = statements.iter().filter(|it| denies(it));
    let denials: BTreeSet<String> = denials.map(|it| it.id.clone()).collect();
    let all: BTreeSet<String> = statements.iter().map(|it| it.id.clone()).collect();
    let mut sets: Vec<BTreeSet<String>> = Vec::new();
    if !denials.is_empty() {
        sets.push(denials);
    }
    if about.finding.rule == "notice/contradiction" {
        sets.extend(all.iter().map(|id| BTreeSet::from([id.clone()])));
    }
    if !all.is_empty() && !sets.contains(&all) {
        sets.push(all);
    }
    let is_cookie = about.finding.rule == cookies::OUTLIVES;
    let mut found = Vec::new();
    for withdrawn in sets {
        let bare = withdrawing(about, withdrawn.clone(), Vec::new()).assuming("", NOTHING, "");
        let mut drafts = in_place_of(about, &withdrawn);
        let decisions = decisions(about).unwrap_or_default();
        drafts.extend(decisions.drafts);
        if !drafts.is_empty() {
            let mut replacing = withdrawing(about, withdrawn.clone(), drafts);
            replacing.assumes = decisions.assumes;
            if is_cookie {
                replacing = replacing.assuming_fact(cookies::NECESSARY);
            }
            found.push(replacing);
        }
        // That a period is stated wrongly is no reason to state none.
        if !is_cookie {
            found.push(bare);
        }
    }
    found
}

/// A candidate that withdraws statements and makes others in their place.
fn withdrawing(about: About<'_>, withdrawn: BTreeSet<String>, drafts: Vec<Draft>) -> Candidate {
    let quotes = about.estate().statements_on(about.day());
    let quotes = quotes.filter(|(_, it)| withdrawn.contains(&it.id));
    let quotes: Vec<String> = quotes
        .map(|(_, it)| format!("\"{}\"", shortened(&it.quote)))
        .collect();
    let words = super::super::wording::joined(&quotes);
    let head = if drafts.is_empty() {
        format!("{DELETE}{words}")
    } else {
        format!("{REPLACE}{words}")
    };
    let mut candidate = Candidate::new(ChangeKind::CorrectNotice, head);
    candidate.drafts = drafts;
    candidate.withdraws = withdrawn;
    candidate
}

fn shortened(quote: &str) -> String {
    const LONGEST: usize = 60;
    let words: Vec<&str> = quote.split_whitespace().collect();
    let quote = words.join(" ");
    match quote.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} ...", quote.get(..at).unwrap_or("").trim_end()),
        None => quote,
    }
}

/// Sentences for everything on which statements that are withdrawn were wrong.
fn in_place_of(about: About<'_>, withdrawn: &BTreeSet<String>) -> Vec<Draft> {
    let mut all = drafts(about);
    let others = about.checked.outcome.findings.iter();
    let related = others.filter(|other| {
        other.id != about.finding.id
            && other.rule.starts_with("disclosure/contradicted-")
            && other.statements.iter().any(|id| withdrawn.contains(id))
    });
    for finding in related {
        all.extend(drafts(About { finding, ..about }));
    }
    let mut quotes: BTreeSet<String> = BTreeSet::new();
    all.retain(|draft| quotes.insert(draft.quote.clone()));
    numbered(all, BTreeSet::new())
}

/// Sentences of which no two have the same id, and none has one of those that are taken.
pub(in crate::engine::remedies) fn numbered(
    mut drafts: Vec<Draft>,
    mut ids: BTreeSet<String>,
) -> Vec<Draft> {
    for draft in &mut drafts {
        let base = draft.id.clone();
        let mut number = 2;
        while !ids.insert(draft.id.clone()) {
            draft.id = format!("{base}-{number}");
            number += 1;
        }
    }
    drafts
}

/// Sentences that disclose what a finding on one side is about; none for other findings.
pub(in crate::engine::remedies) fn drafts(about: About<'_>) -> Vec<Draft> {
    let rule = about.finding.rule.as_str();
    let name = rule.split_once('/').map_or("", |(_, name)| name);
    let side = VERDICTS.iter().find_map(|it| name.strip_prefix(it));
    match (side, rule) {
        (Some("recipient" | "indirect-recipient"), _)
        | (_, "sharing/recipient-changed-hands" | "disclosure/recipient-not-transcribed") => {
            recipients(about)
        }
        (Some("data"), _) | (_, "minimisation/more-than-collected") => data(about),
        (Some("purpose"), _) => purposes(about),
        (Some("retention"), _) | (_, "notice/indefinite-retention") => retention(about),
        (Some("basis"), _) => bases(about, false),
        (Some("condition"), _) => conditions(about),
        (Some("source"), _) => sources(about),
        (Some("transfer" | "safeguard"), _) => transfers(about),
        (_, cookies::OUTLIVES) => cookies::lifetime(about),
        _ => Vec::new(),
    }
}

/// The data and the people that a finding is about.
fn content(about: About<'_>) -> (Vec<TermId>, Vec<TermId>) {
    let declared = || about.declared();
    let data = about.concerned(declared().flat_map(|shape| shape.content.data.iter().copied()));
    let with_these = declared().filter(|shape| {
        let mut own = shape.content.data.iter();
        own.any(|it| data.contains(it))
    });
    let subjects: BTreeSet<TermId> = with_these
        .flat_map(|shape| shape.content.subjects.iter().copied())
        .collect();
    (data, subjects.into_iter().collect())
}

fn recipients(about: About<'_>) -> Vec<Draft> {
    let estate = about.estate();
    let words = Wording(estate);
    let (data, subjects) = content(about);
    let one = |importer: PartyIx| {
        let movements = about.movements_to(importer);
        let roles: Vec<RecipientRole> = movements.iter().map(|it| it.role).collect();
        let quote = words.recipient(importer, &roles, &data, &subjects, &BTreeSet::new());
        let id = &estate.party(importer).id;
        let says = format!(
            "{{with: {}, data: {}, subjects: {}}}",
            word(id),
            terms(about, &data),
            terms(about, &subjects)
        );
        draft(about, Kind::Shares, id, quote, vec![("shares", says)])
    };
    about.importers().into_iter().map(one).collect()
}

fn data(about: About<'_>) -> Vec<Draft> {
    let (data, subjects) = content(about);
    if data.is_empty() {
        return Vec::new();
    }
    let quote = Wording(about.estate()).collected(&data, &subjects);
    let says = format!(
        "{{data: {}, subjects: {}}}",
        terms(about, &data),
        terms(about, &subjects)
    );
    vec![draft(
        about,
        Kind::Collects,
        "",
        quote,
        vec![("collects", says)],
    )]
}

fn sources(about: About<'_>) -> Vec<Draft> {
    let estate = about.estate();
    let (data, subjects) = content(about);
    let rows = about.finding.rows.iter();
    let from: BTreeSet<PartyIx> = rows.filter_map(|row| row.exporter).collect();
    let one = |party: PartyIx| {
        let id = &estate.party(party).id;
        let quote = Wording(estate).source(party, &data, &subjects);
        let says = format!(
            "{{from: {}, data: {}, subjects: {}}}",
            word(id),
            terms(about, &data),
            terms(about, &subjects)
        );
        draft(about, Kind::Collects, id, quote, vec![("collects", says)])
    };
    from.into_iter().map(one).collect()
}

/// One sentence for the purposes that have the same data of the same people: a sentence on all would state that each
/// of the data is used for each of the purposes.
fn purposes(about: About<'_>) -> Vec<Draft> {
    let declared = || about.declared();
    let all = declared().flat_map(|shape| shape.content.purposes.iter().copied());
    let mut alike: BTreeMap<(Vec<TermId>, Vec<TermId>), Vec<TermId>> = BTreeMap::new();
    for purpose in about.concerned(all) {
        let of_it = || declared().filter(|shape| shape.content.purposes.contains(&purpose));
        let data: BTreeSet<TermId> = of_it()
            .flat_map(|it| it.content.data.iter().copied())
            .collect();
        let people: BTreeSet<TermId> = of_it()
            .flat_map(|it| it.content.subjects.iter().copied())
            .collect();
        let content = (data.into_iter().collect(), people.into_iter().collect());
        alike.entry(content).or_default().push(purpose);
    }
    let is_one = alike.len() == 1;
    let one = |((data, people), purposes): (&(Vec<TermId>, Vec<TermId>), &Vec<TermId>)| {
        let quote = Wording(about.estate()).purposes(purposes, data, people);
        let says = format!(
            "{{purposes: {}, data: {}, subjects: {}}}",
            terms(about, purposes),
            terms(about, data),
            terms(about, people)
        );
        let taxonomy = &about.estate().taxonomy;
        let subject = purposes.first().filter(|_| !is_one);
        let subject = subject.map_or("", |it| taxonomy.short(*it));
        draft(about, Kind::Uses, subject, quote, vec![("uses", says)])
    };
    alike.iter().map(one).collect()
}

/// One sentence for each period that the flows declare.
fn retention(about: About<'_>) -> Vec<Draft> {
    let words = Wording(about.estate());
    let (data, _) = content(about);
    let kept: BTreeSet<&Retention> = about
        .declared()
        .filter_map(|shape| shape.retention.as_ref())
        .collect();
    let one = |kept: &Retention| {
        let of_it = || {
            about
                .declared()
                .filter(|shape| shape.retention.as_ref() == Some(kept))
        };
        let own: BTreeSet<TermId> = of_it()
            .flat_map(|shape| shape.content.data.iter().copied())
            .filter(|it| data.contains(it))
            .collect();
        let people: BTreeSet<TermId> = of_it()
            .flat_map(|shape| shape.content.subjects.iter().copied())
            .collect();
        let own: Vec<TermId> = own.into_iter().collect();
        let people: Vec<TermId> = people.into_iter().collect();
        let quote = words.retention(kept, &own, &people)?;
        let (period, subject) = match kept {
            Retention::NotStored => ("not-stored".to_owned(), "none".to_owned()),
            Retention::Period(period, _) => (period.clone(), period.to_lowercase()),
            Retention::Criterion(criterion) => (text(criterion), "criterion".to_owned()),
            Retention::Indefinite => return None,
        };
        let says = format!(
            "{{for: {period}, data: {}, subjects: {}}}",
            terms(about, &own),
            terms(about, &people)
        );
        Some(draft(
            about,
            Kind::Retains,
            &subject,
            quote,
            vec![("retains", says)],
        ))
    };
    kept.into_iter().filter_map(one).collect()
}

/// One sentence for each recipient abroad: where, and by which mechanism.
fn transfers(about: About<'_>) -> Vec<Draft> {
    let estate = about.estate();
    let law = &estate.law;
    let is_safeguard = about.finding.rule.ends_with("-safeguard");
    let one = |importer: PartyIx| {
        let rows = about.finding.rows.iter();
        let rows = rows.filter(|row| row.importer == Some(importer));
        let kinds: BTreeSet<String> = rows
            .flat_map(|row| row.elements.iter().map(|it| (**it).to_owned()))
            .filter(|kind| is_safeguard && law.known_mechanism(kind))
            .collect();
        let kinds: Vec<String> = kinds.into_iter().collect();
        let places: BTreeSet<Place> = about.places_abroad(importer);
        if places.is_empty() || is_safeguard && kinds.is_empty() {
            return None;
        }
        let id = &estate.party(importer).id;
        let codes: Vec<&str> = places.iter().map(|place| place.as_str()).collect();
        let quote = Wording(estate).transfer(importer, &places, &kinds);
        let safeguards = if kinds.is_empty() {
            String::new()
        } else {
            format!(", safeguards: {}", list(&kinds))
        };
        let says = format!("{{to: {}, with: {}{safeguards}}}", list(&codes), word(id));
        let mut says = vec![("transfers", says)];
        // The sentence offers a copy of them.
        if kinds.iter().any(|it| Wording(estate).is_appropriate(it)) {
            says.push(("informs", word("transfer-safeguards")));
        }
        Some(draft(about, Kind::Transfers, id, quote, says))
    };
    about.importers().into_iter().filter_map(one).collect()
}
