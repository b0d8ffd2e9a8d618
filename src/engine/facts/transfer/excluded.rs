//! Uses of data that a decision on adequacy leaves out: for the most part by purpose and data, whatever the
//! importer does; of academic study, where a body of academic study receives.

use super::MovementCase;
use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole};
use crate::estate::model::{FlowField, Party};
use crate::law::{Activity, AdequacyCondition, AdequacyRow};
use crate::taxonomy::{TermId, TermKind};

/// The classes of recipients that are bodies of academic study.
const ACADEMIC: [&str; 2] = [
    "dpv:AcademicScientificOrganisation",
    "fairnotice:University",
];

impl MovementCase<'_> {
    /// Whether a transfer is for an activity that a decision leaves out. Japan's exclusion of academic study is
    /// for universities and other bodies of academic study that receive for it; whether an importer is one must
    /// be recorded.
    pub(super) fn is_excluded(&self, importer: &Party, activity: Activity) -> bool {
        let by_body = activity == Activity::AcademicStudy;
        self.is_for(activity) && (!by_body || self.is_academic(importer) == Some(true))
    }

    /// Whether the transfer is for an activity, by its purposes or its data: an exclusion concerns what is
    /// done with which data, not the importer's trade. A term of the estate with the activity's own id counts
    /// like those of the vocabulary.
    fn is_for(&self, activity: Activity) -> bool {
        let taxonomy = &self.estate.taxonomy;
        let is = |kind: TermKind, terms: &[TermId]| {
            let written = activity.terms().iter().copied().chain([activity.id()]);
            let mut tops = written.filter_map(|id| taxonomy.lookup_known(kind, id));
            tops.any(|top| terms.iter().any(|term| taxonomy.subsumes(top, *term)))
        };
        is(TermKind::Purpose, &self.shape.content.purposes)
            || is(TermKind::Data, &self.shape.content.data)
    }

    /// Whether a party is a body of academic study; `None` where the estate does not record what it is. A class
    /// that is broader than such bodies records nothing of that.
    fn is_academic(&self, party: &Party) -> Option<bool> {
        let taxonomy = &self.estate.taxonomy;
        let bodies: Vec<TermId> = ACADEMIC.iter().filter_map(|id| taxonomy.find(id)).collect();
        let of = |class: &TermId| {
            let mut all = bodies.iter();
            all.any(|body| taxonomy.subsumes(*body, *class))
        };
        let may_be = |class: &TermId| {
            let mut all = bodies.iter();
            all.any(|body| taxonomy.subsumes(*class, *body))
        };
        let sector = party.sector.as_deref();
        if sector == Some(Activity::AcademicStudy.id()) || party.classes.iter().any(of) {
            return Some(true);
        }
        let is_another = sector.is_some() || party.classes.iter().any(|class| !may_be(class));
        is_another.then_some(false)
    }

    /// Whether adequacy holds unless the importer is a body of academic study, which receives for such study,
    /// and the estate does not record whether it is one.
    pub(super) fn is_body_unstated(&self, evidence: &mut EvidenceMap) -> bool {
        let Some(importer) = self.movement.importer else {
            return false;
        };
        let importer = self.estate.party(importer);
        let academic = Activity::AcademicStudy;
        if !self.is_for(academic) || self.is_academic(importer).is_some() {
            return false;
        }
        let leaves_out = |row: &&AdequacyRow| {
            let mut conditions = row.conditions.iter();
            conditions
                .any(|it| matches!(it, AdequacyCondition::NotFor(list) if list.contains(&academic)))
        };
        let law = &self.estate.law;
        let relied_on = self
            .destinations
            .iter()
            .filter_map(|it| it.at)
            .flat_map(|at| {
                let states = law.states(at, self.day).into_iter();
                states.filter_map(|state| {
                    let rows = law.adequacy(self.regime, state.as_str(), self.day);
                    let mut met = rows
                        .into_iter()
                        .filter(|row| row.conditions.iter().all(|it| self.is_met(importer, it)));
                    // Another row that covers it leaves nothing open.
                    let first = met.next()?;
                    (leaves_out(&first) && met.all(|row| leaves_out(&row))).then_some(first)
                })
            });
        let rows: Vec<String> = relied_on.map(|row| row.row.id.clone()).collect();
        if rows.is_empty() {
            return false;
        }
        let step = format!(
            "`{}` leaves out academic study by universities and other bodies of academic study; whether {} is one \
             is not recorded",
            rows.join("`, `"),
            importer.name
        );
        let found = Evidence {
            elements: vec!["academic study".to_owned()],
            name: Some(importer.name.clone()),
            fields: vec![(FlowField::To, "is it a body of academic study?".to_owned())],
            labels: vec![Label {
                role: LabelRole::Estate,
                span: importer.span,
                text: "what it is, is not recorded".to_owned(),
            }],
            law: rows,
            steps: vec![step],
            ..Evidence::default()
        };
        evidence.insert("transfer.bodyNotRecorded", found);
        true
    }
}
