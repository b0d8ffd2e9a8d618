//! What has to be disclosed when data are collected: categories, purposes, storage, basis,
//! decisions, source. A disclosure is judged by what its service did not collect already.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::side::{Side, keys};
use crate::engine::coverage::{self, Datum, Judgement, Verdict};
use crate::engine::facts::source::{FactSource, concern, datums};
use crate::engine::facts::{EvidenceMap, VerdictSet};
use crate::engine::movement::Movement;
use crate::estate::model::{Basis, Endpoint, FlowField, FlowShape, PartyIx, StatementIx};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// What is asked about one flow, and where the answers go.
pub(super) struct Collected<'a, 'e> {
    pub source: &'a FactSource<'e>,
    pub shape: &'a FlowShape,
    /// Who has the data then.
    pub importer: Option<PartyIx>,
    /// The recipient that they are disclosed to and that decides on them itself; a processor shares the basis of its
    /// controller.
    pub receiver: Option<PartyIx>,
    /// The regime.
    pub regime: Regime,
    /// The flow itself brings the data in.
    pub collects: bool,
    pub evidence: &'a mut EvidenceMap,
    pub used: &'a mut BTreeSet<StatementIx>,
}

type Judged<'j> = (Cow<'j, str>, FlowField, Arc<Judgement>);

impl Collected<'_, '_> {
    fn judge<'j>(
        &mut self,
        keys: [&'static str; 5],
        label: &'static str,
        judged: impl Iterator<Item = Judged<'j>>,
    ) -> VerdictSet {
        let mut side = Side::new(keys, label, self.used);
        for (element, field, judgement) in judged {
            let wants = |key: &str| self.source.wants(key);
            side.add(&element, field, &judgement, wants);
        }
        side.finish(self.evidence)
    }

    fn short<'j>(source: &'j FactSource<'_>, term: TermId) -> Cow<'j, str> {
        Cow::Borrowed(source.estate.taxonomy.short(term))
    }

    pub fn data(&mut self) -> VerdictSet {
        let (source, shape, collects) = (self.source, self.shape, self.collects);
        // What was collected before may be so of some of the people only.
        let asked = if collects {
            source.asked(shape).collect()
        } else {
            let new = |datum: &Datum| !source.collected.data.contains(&(concern(shape), *datum));
            datums(shape).filter(new).collect::<Vec<_>>()
        };
        // What another service collected is judged where it was collected: of those who receive it the notice has to
        // state who they are (Art 13(1)(e)), not once more the data. A denial still counts.
        // The same of what arose in a system and another service takes out of there.
        let collected = &source.collected;
        let known = |datum: &Datum| {
            !collects
                && (collected.data_of_any.contains(datum)
                    || collected.arises_elsewhere(source.estate, shape, *datum))
        };
        let open = asked.into_iter();
        let judged = open.filter_map(|datum| {
            let judgement = source
                .judgements
                .data(source.estate, shape.service, datum, source.day);
            let denied = matches!(judgement.verdict, Verdict::Ambiguous | Verdict::Incorrect);
            (denied || !known(&datum)).then(|| {
                (
                    Self::short(source, datum.category),
                    FlowField::Data(datum.category),
                    judgement,
                )
            })
        });
        let set = self.judge(keys!("data"), "data", judged);
        // Which categories there are must be stated of data that do not come from the people alone.
        if collects && shape.route.from != Endpoint::Subjects {
            let law = &source.estate.law;
            let row = law.citation("14(1)(d)", self.regime, source.day, None);
            let row = row.map(|row| row.id.clone());
            for key in keys!("data") {
                if let Some(found) = self.evidence.get_mut(key) {
                    found.law.extend(row.clone());
                }
            }
        }
        set
    }

    pub fn purposes(&mut self) -> VerdictSet {
        let (source, shape, collects) = (self.source, self.shape, self.collects);
        let known = &source.collected;
        let is_known = |purpose: TermId| {
            let is_judged = known.purposes.contains(&(concern(shape), purpose));
            !collects && (is_judged || known.is_exempt(shape, purpose))
        };
        let data: Vec<Datum> = datums(shape).collect();
        let purposes = shape.content.purposes.iter().copied();
        // Other data may be collected for the purpose: a denial still counts.
        let asked = purposes.filter_map(|purpose| {
            let is_known = is_known(purpose);
            (!is_known || source.denies_purposes).then_some((purpose, is_known))
        });
        let judged = asked.filter_map(|(purpose, is_known)| {
            let (estate, day) = (source.estate, source.day);
            let judgement = coverage::purpose(estate, shape.service, purpose, &data, day);
            let denied = matches!(judgement.verdict, Verdict::Ambiguous | Verdict::Incorrect);
            (denied || !is_known).then(|| {
                (
                    Self::short(source, purpose),
                    FlowField::Purpose(purpose),
                    Arc::new(judgement),
                )
            })
        });
        self.judge(keys!("purpose"), "purpose", judged)
    }

    pub fn retention(&mut self) -> VerdictSet {
        let (source, shape) = (self.source, self.shape);
        let importer = self.importer;
        let declared = shape.retention.as_ref();
        let asked = self.collects || declared.is_some();
        let judged = source.asked(shape).filter(|_| asked).map(|datum| {
            let field = match declared {
                Some(_) => FlowField::Retention,
                None => FlowField::Data(datum.category),
            };
            let (estate, day) = (source.estate, source.day);
            let kept = coverage::Kept {
                datum,
                purposes: &shape.content.purposes,
                by: importer,
                on_device: shape.device_storage.is_some(),
            };
            let judgement = source
                .judgements
                .retention(estate, shape.service, kept, declared, day);
            (Self::short(source, datum.category), field, judgement)
        });
        self.judge(keys!("retention"), "retention", judged)
    }

    pub fn basis(&mut self) -> VerdictSet {
        let (source, shape, regime) = (self.source, self.shape, self.regime);
        let receiver = self.receiver;
        let known = &source.collected;
        let basis = shape.lawfulness.basis;
        let collects = self.collects;
        let term = match basis {
            Basis::Term(term) => Some(term),
            Basis::Absent | Basis::None => None,
        };
        // A notice may state the basis for each purpose in a sentence of its own. It cannot state the
        // basis of a purpose that it does not disclose or denies: the purpose is what is wrong. Where it is so of
        // all purposes, the missing basis is part of what is wrong (Art 13(1)(c) asks for both).
        let data: Vec<Datum> = datums(shape).collect();
        let (estate, day) = (source.estate, source.day);
        let asked = shape.content.purposes.iter().copied().filter(|purpose| {
            let is_judged = known.bases.contains(&(concern(shape), *purpose, basis));
            collects || !(is_judged || known.is_exempt(shape, *purpose))
        });
        let with_disclosed = asked.map(|purpose| {
            let verdict = coverage::purpose(estate, shape.service, purpose, &data, day).verdict;
            let is_disclosed = !matches!(verdict, Verdict::Omitted | Verdict::Incorrect);
            // What is reported where it was collected is not reported here.
            let is_new = collects || !known.purposes.contains(&(concern(shape), purpose));
            let is_asked = is_disclosed || is_new || verdict == Verdict::Incorrect;
            is_asked.then_some((purpose, is_disclosed))
        });
        let with_disclosed = with_disclosed.flatten().filter(|_| term.is_some());
        let purposes: Vec<(TermId, bool)> = with_disclosed.collect();
        let none_disclosed = !purposes.iter().any(|(_, is_disclosed)| *is_disclosed);
        let each = term.into_iter().flat_map(|term| {
            let purposes = purposes.iter();
            purposes.map(move |(purpose, is_disclosed)| (term, *purpose, *is_disclosed))
        });
        let judged = each.filter_map(|(term, purpose, is_disclosed)| {
            let flow = (shape, receiver);
            let judgement = (is_disclosed || none_disclosed)
                .then(|| coverage::basis(estate, flow, (purpose, term), regime, day))?;
            (is_disclosed || judgement.verdict == Verdict::Omitted).then(|| {
                (
                    Self::short(source, purpose),
                    FlowField::Basis,
                    Arc::new(judgement),
                )
            })
        });
        self.judge(keys!("basis"), "legal basis", judged)
    }

    /// The condition that is declared for special categories.
    pub fn condition(&mut self) -> VerdictSet {
        let (source, shape, regime) = (self.source, self.shape, self.regime);
        let receiver = self.receiver;
        let taxonomy = &source.estate.taxonomy;
        let categories = shape.content.data.iter().copied();
        let special: Vec<TermId> = categories.filter(|it| taxonomy.is_special(*it)).collect();
        let declared = shape.lawfulness.condition.filter(|_| !special.is_empty());
        let judged = declared.into_iter().map(|term| {
            let (estate, day) = (source.estate, source.day);
            let judgement =
                coverage::condition(estate, (shape, receiver), &special, (term, regime), day);
            let article = taxonomy.article(term).unwrap_or("9(2)");
            let element = Cow::Owned(format!("Art {article}"));
            (element, FlowField::Condition, Arc::new(judgement))
        });
        self.judge(keys!("condition"), "condition of Art 9", judged)
    }

    pub fn automated(&mut self) -> VerdictSet {
        let (source, shape) = (self.source, self.shape);
        let judged = shape
            .weighty_decision(source.estate)
            .into_iter()
            .map(|decision| {
                let (estate, about) = (source.estate, &decision.about);
                let judgement =
                    coverage::automated_decision(estate, shape.service, about, source.day);
                let element = Cow::Borrowed(about.as_str());
                (element, FlowField::Decision, Arc::new(judgement))
            });
        self.judge(keys!("automatedDecision"), "automated decision", judged)
    }

    pub fn sources(&mut self, movement: &Movement) -> VerdictSet {
        let Some(from) = movement.exporter else {
            return VerdictSet::default();
        };
        let (source, shape) = (self.source, self.shape);
        let estate = source.estate;
        // What comes back from a joint controller originates where it was first collected (Art 14(2)(f)).
        let given = |datum: &Datum| {
            let mut purposes = shape.content.purposes.iter();
            purposes.any(|it| source.collected.given.contains(&(from, *datum, *it)))
        };
        let judged: Vec<(Datum, coverage::Judgement)> = source
            .asked(shape)
            .map(|datum| {
                let said = coverage::source(estate, shape.service, from, datum, source.day);
                (datum, said)
            })
            .collect();
        // The name with which a stated source gives something else only says whose that is.
        let is_name = |datum: &Datum| source.is_within("dpv-pd:Name", datum.category);
        let gives_others = judged
            .iter()
            .any(|(datum, said)| said.verdict == coverage::Verdict::Clear && !is_name(datum));
        let is_only_named = |datum: &Datum, said: &coverage::Judgement| {
            gives_others && said.verdict == coverage::Verdict::Omitted && is_name(datum)
        };
        let judged = judged
            .into_iter()
            .filter(|(datum, said)| !given(datum) && !is_only_named(datum, said))
            .map(|(datum, said)| {
                let name = Self::short(source, datum.category);
                (name, FlowField::From, Arc::new(said))
            });
        let set = self.judge(keys!("source"), "source", judged);
        for key in keys!("source") {
            if let Some(found) = self.evidence.get_mut(key) {
                found.name = Some(estate.party(from).name.clone());
            }
        }
        set
    }
}
