//! From scenarios to changes with days, each compared with what the estate has.

use jiff::civil::Date;

use super::Assumption;
use super::change::{Change, Ending, What};
use crate::estate::model::{Estate, Party, Period};
use crate::estate::overlay::describe;
use crate::estate::problems::Problems;
use crate::estate::raw::{RawEnding, RawPartyChange, RawStatement, RawSystemChange, Text};
use crate::estate::read::{DocumentPart, ScenarioDocument};
use crate::estate::resolve::parse_date;
use crate::input::{FileId, InputError, InputErrorKind, Span, nearest};

/// All that scenarios say.
pub(super) struct Gathered {
    /// The changes, in the order of the scenarios.
    pub(super) changes: Vec<Change>,
    /// What they add.
    pub(super) parts: Vec<DocumentPart>,
    /// The sentences that they add to the notice.
    pub(super) statements: Vec<RawStatement>,
    /// The statements that they withdraw, by their ids.
    pub(super) withdrawn: Vec<String>,
    /// All of it in words.
    pub(super) assumptions: Vec<Assumption>,
}

/// Gathers what scenarios say. Ids of what ends or changes are those of the estate as it is.
pub(super) fn gather(
    scenarios: Vec<ScenarioDocument>,
    actual: &Estate,
    problems: &mut Problems,
) -> Gathered {
    let mut gathered = Gathered {
        changes: Vec::new(),
        parts: Vec::new(),
        statements: Vec::new(),
        withdrawn: Vec::new(),
        assumptions: Vec::new(),
    };
    for mut scenario in scenarios {
        let mut statements = std::mem::take(&mut scenario.statements);
        let withdraws = std::mem::take(&mut scenario.withdraws);
        let mut gatherer = Gatherer {
            actual,
            problems,
            from: None,
            has_from: scenario.raw.from.is_some(),
            changes: Vec::new(),
        };
        let (named, mut found) = gatherer.scenario(scenario, &mut gathered.parts);
        found.extend(statements.iter().filter_map(describe::sentence));
        for id in withdraws.iter().filter(|id| !id.is_stand_in()) {
            if let Some(withdrawn) = gatherer.withdrawn(id) {
                found.push(withdrawn);
                gathered.withdrawn.push(id.value.clone());
            }
        }
        gathered.statements.append(&mut statements);
        let mut assumptions: Vec<Assumption> = gatherer
            .changes
            .iter()
            .map(|change| Assumption {
                scenario: named.clone(),
                span: change.span,
                from: Some(change.day),
                words: describe::of(&change.what, actual),
            })
            .collect();
        assumptions.extend(found.into_iter().map(|it| Assumption {
            scenario: named.clone(),
            ..it
        }));
        assumptions.sort_by_key(|it| it.span);
        gathered.changes.append(&mut gatherer.changes);
        gathered.assumptions.append(&mut assumptions);
    }
    gathered
}

struct Gatherer<'a> {
    actual: &'a Estate,
    problems: &'a mut Problems,
    from: Option<(Date, Option<Span>)>,
    /// A day is given, even if it is not valid.
    has_from: bool,
    changes: Vec<Change>,
}

impl Gatherer<'_> {
    fn error(&mut self, kind: InputErrorKind, at: &Text, message: String, help: Option<String>) {
        if at.is_stand_in() {
            return;
        }
        let error = InputError::new(kind, at.span, message);
        self.problems.push(match help {
            Some(help) => error.help(help),
            None => error,
        });
    }

    /// Gathers one scenario; gives its name, and what it adds in words.
    fn scenario(
        &mut self,
        document: ScenarioDocument,
        parts: &mut Vec<DocumentPart>,
    ) -> (String, Vec<Assumption>) {
        let ScenarioDocument {
            raw,
            part,
            is_sound,
            ..
        } = document;
        self.from = raw.from.as_ref().and_then(|from| self.date(from));
        let is_empty = is_sound
            && raw.ends.law.is_empty()
            && raw.ends.contracts.is_empty()
            && raw.ends.safeguards.is_empty()
            && raw.ends.flows.is_empty()
            && raw.parties.is_empty()
            && raw.systems.is_empty();
        if let (true, None, Some(name)) = (is_empty, &part, &raw.name) {
            let help = "say what `ends`, which `parties` or `systems` change, or what to `add`";
            self.error(
                InputErrorKind::Empty,
                name,
                "the scenario assumes nothing".to_owned(),
                Some(help.to_owned()),
            );
        }
        for ending in &raw.ends.law {
            self.law(ending);
        }
        for ending in &raw.ends.contracts {
            let contracts = self.actual.contracts.iter();
            let known: Vec<_> = contracts.map(|it| (&*it.id, it.period)).collect();
            self.ends(Ending::Contract, "contract", ending, &known);
        }
        for ending in &raw.ends.safeguards {
            let safeguards = self.actual.instruments.iter();
            let period = |first, last| Period {
                from: first,
                until: last,
            };
            let known: Vec<_> = safeguards
                .map(|it| (&*it.id, period(it.concluded, it.until)))
                .collect();
            self.ends(Ending::Safeguard, "safeguard", ending, &known);
        }
        let flows: Vec<(&str, Period)> = if raw.ends.flows.is_empty() {
            Vec::new()
        } else {
            self.actual
                .flows
                .iter()
                .map(|flow| (&*flow.id, self.actual.shape(flow.shape).lifecycle.period))
                .collect()
        };
        for ending in &raw.ends.flows {
            self.ends(Ending::Flow, "flow", ending, &flows);
        }
        for change in &raw.parties {
            self.party(change);
        }
        for change in &raw.systems {
            self.system(change);
        }
        let mut added = Vec::new();
        if let Some(mut part) = part {
            let from = self.from;
            self.begin(&mut part);
            added = describe::added(&part, self.actual, from.map(|(day, _)| day));
            parts.push(part);
        }
        let name = raw.name.map(|name| name.value).unwrap_or_default();
        (name, added)
    }

    /// New flows begin with the scenario, unless they say when.
    fn begin(&self, part: &mut DocumentPart) {
        let Some((day, span)) = self.from else {
            return;
        };
        for flow in &mut part.raw.flows {
            flow.since.get_or_insert_with(|| Text {
                value: day.to_string(),
                span,
            });
        }
    }

    fn date(&mut self, written: &Text) -> Option<(Date, Option<Span>)> {
        match parse_date(&written.value) {
            Ok(day) => Some((day, written.span)),
            Err((message, help)) => {
                self.error(
                    InputErrorKind::Date,
                    written,
                    message,
                    help.map(str::to_owned),
                );
                None
            }
        }
    }

    /// The day of a change: its own, or the scenario's.
    fn day(&mut self, on: Option<&Text>, of: &Text) -> Option<(Date, Option<Span>)> {
        if let Some(on) = on {
            return self.date(on);
        }
        if self.from.is_none() && !self.has_from {
            self.error(
                InputErrorKind::MissingKey,
                of,
                format!("from which day on `{of}` is to change is not said"),
                Some("write the day as `on` here, or as `from` for the whole scenario".to_owned()),
            );
        }
        self.from
    }

    fn push(&mut self, what: What, day: (Date, Option<Span>), at: &Text) {
        self.changes.push(Change {
            what,
            day: day.0,
            day_span: day.1,
            span: at.span.unwrap_or(Span::new(FileId(0), 0, 0)),
        });
    }

    fn unknown<'k>(&mut self, what: &str, id: &Text, known: impl Iterator<Item = &'k str>) {
        let near = nearest(&id.value, known).map(|near| format!("did you mean `{near}`?"));
        self.error(
            InputErrorKind::UnknownReference,
            id,
            format!("there is no {what} `{id}`"),
            near,
        );
    }

    /// A statement that is withdrawn, in words, where the notice of today makes it.
    fn withdrawn(&mut self, id: &Text) -> Option<Assumption> {
        let latest = self.actual.notices.last();
        let statements = latest.map_or(&[][..], |notice| notice.statements.as_slice());
        match statements.iter().find(|it| it.id == id.value) {
            Some(statement) => describe::withdrawn(id, &statement.quote),
            None => {
                self.unknown("statement", id, statements.iter().map(|it| &*it.id));
                None
            }
        }
    }

    fn law(&mut self, ending: &RawEnding) {
        let id = &ending.id;
        let law = &self.actual.law;
        let day = self.day(ending.on.as_ref(), id);
        let Some(row) = law.row(&id.value) else {
            return self.unknown("row of law", id, law.rows().map(|row| &*row.id));
        };
        let Some(day) = day else { return };
        if row.never {
            let message = format!("`{id}` never applies: it cannot end");
            return self.error(InputErrorKind::BadValue, id, message, None);
        }
        let period = Period {
            from: row.from,
            until: row.last_day(),
        };
        if self.can_end(id, period, day.0) {
            self.push(What::Ends(Ending::Law, id.value.clone()), day, id);
        }
    }

    fn ends(&mut self, kind: Ending, what: &str, ending: &RawEnding, known: &[(&str, Period)]) {
        let id = &ending.id;
        let day = self.day(ending.on.as_ref(), id);
        let Some((_, period)) = known.iter().find(|(other, _)| *other == id.value) else {
            return self.unknown(what, id, known.iter().map(|(id, _)| *id));
        };
        let Some(day) = day else { return };
        if self.can_end(id, *period, day.0) {
            self.push(What::Ends(kind, id.value.clone()), day, id);
        }
    }

    /// Whether something that holds for a period can end on a day.
    fn can_end(&mut self, id: &Text, period: Period, day: Date) -> bool {
        let message = match (period.from, period.until) {
            (_, Some(last)) if last < day => format!("`{id}` ends on {last} anyway, before {day}"),
            (Some(first), _) if first >= day => {
                format!("`{id}` begins only on {first} and cannot end on {day}")
            }
            _ => return true,
        };
        let help = "assume another day, or leave it out".to_owned();
        self.error(InputErrorKind::Date, id, message, Some(help));
        false
    }

    fn party(&mut self, change: &RawPartyChange) {
        let id = &change.id;
        let day = self.day(change.on.as_ref(), id);
        let actual = self.actual;
        let Some(party) = actual.parties.iter().find(|party| party.id == id.value) else {
            return self.unknown("party", id, actual.parties.iter().map(|it| &*it.id));
        };
        if change.loses.is_empty() && change.group.is_none() {
            let help = "write the list that it `loses`, or its new `group`".to_owned();
            let message = format!("no change is stated for `{id}`");
            return self.error(InputErrorKind::MissingKey, id, message, Some(help));
        }
        let Some(day) = day else { return };
        for scheme in change.loses.iter().filter(|it| !it.is_stand_in()) {
            if !self.is_listed(party, scheme, day.0) {
                continue;
            }
            let what = What::Loses {
                party: id.value.clone(),
                scheme: scheme.clone(),
            };
            self.push(what, day, scheme);
        }
        if let Some(group) = change.group.as_ref().filter(|it| !it.is_stand_in()) {
            let what = What::Group {
                party: id.value.clone(),
                group: group.clone(),
            };
            self.push(what, day, group);
        }
    }

    /// Whether a party is on a list on the day before, so that it can be removed.
    fn is_listed(&mut self, party: &Party, scheme: &Text, day: Date) -> bool {
        let Ok(eve) = day.yesterday() else {
            return false;
        };
        let mut lists: Vec<&str> = party
            .certifications
            .iter()
            .filter(|entry| entry.period.contains(eve))
            .map(|entry| &*entry.scheme)
            .collect();
        if lists.contains(&&*scheme.value) {
            return true;
        }
        lists.dedup();
        let message = format!("`{}` is not on the list `{scheme}` on {eve}", party.id);
        let help = match nearest(&scheme.value, lists.iter().copied()) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if lists.is_empty() => Some("it is on no list on that day".to_owned()),
            None => Some(format!("it is on `{}` on that day", lists.join("`, `"))),
        };
        self.error(InputErrorKind::BadValue, scheme, message, help);
        false
    }

    fn system(&mut self, change: &RawSystemChange) {
        let id = &change.id;
        let day = self.day(change.on.as_ref(), id);
        let actual = self.actual;
        if !actual.systems.iter().any(|system| system.id == id.value) {
            return self.unknown("system", id, actual.systems.iter().map(|it| &*it.id));
        }
        if change.operator.is_none() && change.hosting.is_empty() && change.access.is_empty() {
            let help = "write its new `operator`, its new `hosting`, or who gets `access`";
            let message = format!("no change is stated for `{id}`");
            return self.error(
                InputErrorKind::MissingKey,
                id,
                message,
                Some(help.to_owned()),
            );
        }
        let Some(day) = day else { return };
        let system = id.value.clone();
        if let Some(party) = change.operator.as_ref().filter(|it| !it.is_stand_in()) {
            let what = What::Operator {
                system: system.clone(),
                party: party.clone(),
            };
            self.push(what, day, party);
        }
        if let Some(first) = change.hosting.first().filter(|it| !it.is_stand_in()) {
            let what = What::Hosting {
                system: system.clone(),
                places: change.hosting.0.clone(),
            };
            self.push(what, day, first);
        }
        for access in change.access.iter().filter(|it| !it.by.is_stand_in()) {
            let what = What::Access {
                system: system.clone(),
                access: Box::new(access.clone()),
            };
            self.push(what, day, &access.by);
        }
    }
}
