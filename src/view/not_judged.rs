//! What a check of an estate on a day does not look at, and why.

use jiff::civil::Date;

use crate::engine::as_of::Regimes;
use crate::engine::coverage::compares;
use crate::engine::movement::is_anonymised;
use crate::estate::model::{Endpoint, Estate, FlowShape};
use crate::estate::vocabulary::{ArticleScope, FlowStatus};
use crate::law::Regime;
use crate::taxonomy::Place;

/// What is not judged of an estate on a day, each a phrase with its reason.
pub(super) fn not_judged(estate: &Estate, day: Date) -> Vec<String> {
    let mut found = Vec::new();
    let name = &estate.party(estate.controller).name;
    if Regimes::none_by_scope(estate, day) {
        return vec![format!(
            "anything, for by its `scope` {name} is subject to neither the EU GDPR nor the UK GDPR"
        )];
    }
    let has_notice = estate.notice_on(day).is_some();
    if !has_notice {
        found.push("disclosure, for the estate has no notice in force on that day".to_owned());
    }
    let first = estate.notices.iter().map(|it| it.published).min().flatten();
    if let Some(first) = first.filter(|first| day < *first) {
        found.push(format!(
            "whether a notice was published on that day: the first version is of {first}, and its words were compared"
        ));
    }
    found.extend(later(estate, day));
    let vendors = estate.parties.iter().filter(|party| party.vendor.is_some());
    let vendors: Vec<&str> = vendors.map(|party| party.name.as_str()).collect();
    if !vendors.is_empty() {
        found.push(format!(
            "whether the table of vendors is right about {}: compare the contract",
            vendors.join("; ")
        ));
    }
    let anonymised = |shape: &FlowShape| is_anonymised(estate, &shape.content.data);
    found
        .extend(flows(estate, day, anonymised).map(|flows| {
            format!("{flows}, for anonymised data are no personal data (recital 26)")
        }));
    let without_period = |shape: &FlowShape| {
        has_notice
            && shape.retention.is_none()
            && shape.controller == estate.controller
            && shape.route.from == Endpoint::Subjects
            && !anonymised(shape)
    };
    found.extend(flows(estate, day, without_period).map(|flows| {
        format!("the retention period of {flows} from data subjects, for none is recorded")
    }));
    let for_another = |shape: &FlowShape| shape.controller != estate.controller;
    found.extend(flows(estate, day, for_another).map(|flows| {
        format!(
            "legal basis, retention and source of {flows}, for which {name} is not the controller"
        )
    }));
    let undescribed =
        |shape: &FlowShape| has_notice && for_another(shape) && !compares(estate, shape, day);
    found.extend(flows(estate, day, undescribed).map(|flows| {
        format!(
            "disclosure of {flows}, for which {name} is not the controller and which its notice does not \
             describe"
        )
    }));
    for (regime, territory) in scopes_by_people(estate) {
        let elsewhere = |shape: &FlowShape| {
            let people = &shape.content.subjects_in;
            let inside = |place: &Place| estate.law.reaches(regime, *place, day);
            !people.is_empty() && !people.iter().any(inside)
        };
        found.extend(flows(estate, day, elsewhere).map(|flows| {
            let regime = regime.label();
            format!(
                "{flows} under the {regime}, for the data subjects concerned are not in {territory}"
            )
        }));
    }
    found
}

/// Proposed flows that begin after the day: nothing is known of them yet.
fn later(estate: &Estate, day: Date) -> Option<String> {
    let shapes = estate.flows.iter().map(|flow| estate.shape(flow.shape));
    let proposed = shapes.filter(|it| it.lifecycle.status == FlowStatus::Proposed);
    let begins = proposed.filter_map(|it| it.lifecycle.period.from);
    let begins: Vec<Date> = begins.filter(|from| *from > day).collect();
    let first = begins.iter().min()?;
    let flows = match begins.len() {
        1 => "1 proposed flow that begins".to_owned(),
        count => format!("{count} proposed flows that begin"),
    };
    Some(format!("{flows} later: check with `--as-of {first}`"))
}

/// How many flows run on a day of those that are wanted, in words; nothing where there are none.
fn flows(estate: &Estate, day: Date, wanted: impl Fn(&FlowShape) -> bool) -> Option<String> {
    let shapes = estate.flows.iter().map(|flow| estate.shape(flow.shape));
    match shapes.filter(|it| it.runs(day) && wanted(it)).count() {
        0 => None,
        1 => Some("1 flow".to_owned()),
        count => Some(format!("{count} flows")),
    }
}

/// The regimes that the controller is under only as to people in their territories (Art 3(2)), with the
/// names of these.
fn scopes_by_people(estate: &Estate) -> impl Iterator<Item = (Regime, &'static str)> {
    let controller = estate.party(estate.controller);
    let scopes = [
        (Regime::EuGdpr, controller.scope_eu),
        (Regime::UkGdpr, controller.scope_uk),
    ];
    let by_people =
        |(_, scope): &(Regime, Option<ArticleScope>)| *scope == Some(ArticleScope::Article3_2);
    let regimes = scopes.into_iter().filter(by_people);
    regimes.map(|(regime, _)| (regime, regime.territory()))
}
