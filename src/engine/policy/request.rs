//! From facts to Cedar requests and entities, by typed values and never through JSON.

use std::collections::{BTreeMap, HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
    Schema,
};

use super::decide::{Action, Asked, Question, parse};
use super::records::{field, flag, record};
use super::words::{adequacy, certainty, importer_law, instrument, paper, party_kind, task};
use crate::engine::facts::{MechanismSet, MovementFacts, TransferFacts, VerdictSet};
use crate::estate::model::{Estate, PartyIx};
use crate::law::Regime;

/// Entity ids, parsed once.
#[derive(Debug)]
pub(super) struct Requests {
    parties: Vec<EntityUid>,
    systems: Vec<EntityUid>,
    statements: Vec<EntityUid>,
    notice: EntityUid,
    resource: EntityUid,
    actions: BTreeMap<Action, EntityUid>,
    types: BTreeMap<&'static str, EntityTypeName>,
}

pub(super) type Fields = Vec<(String, RestrictedExpression)>;

impl Requests {
    pub fn new(estate: &Estate) -> Result<Self, String> {
        let mut types = BTreeMap::new();
        for name in [
            "Party",
            "System",
            "Notice",
            "Statement",
            "Action",
            "Regime",
            "Verdict",
            "Role",
            "PartyKind",
            "Article6",
            "Article9",
            "Task",
            "Certainty",
            "Adequacy",
            "Instrument",
            "Mechanism",
            "Paper",
            "ImporterLaw",
            "Choice",
            "Resource",
            "Whereabouts",
        ] {
            types.insert(name, parse::<EntityTypeName>(name)?);
        }
        let uid = |kind: &str, id: &str| -> Result<EntityUid, String> {
            let kind = types.get(kind).ok_or_else(|| format!("no type `{kind}`"))?;
            Ok(EntityUid::from_type_name_and_id(
                kind.clone(),
                EntityId::new(id),
            ))
        };
        let all =
            |kind: &str, ids: &mut dyn Iterator<Item = &str>| -> Result<Vec<EntityUid>, String> {
                ids.map(|id| uid(kind, id)).collect()
            };
        let mut actions = BTreeMap::new();
        for action in Action::ALL {
            actions.insert(action, uid("Action", action.as_str())?);
        }
        Ok(Self {
            parties: all(
                "Party",
                &mut estate.parties.iter().map(|party| party.id.as_str()),
            )?,
            systems: all(
                "System",
                &mut estate.systems.iter().map(|system| system.id.as_str()),
            )?,
            statements: all(
                "Statement",
                &mut estate
                    .all_statements()
                    .map(|(_, statement)| statement.id.as_str()),
            )?,
            notice: uid("Notice", "notice")?,
            resource: uid("Resource", "resource")?,
            actions,
            types,
        })
    }

    /// The store: an entity that is not in it would make a policy err, and so pass.
    pub fn entities(&self, estate: &Estate, schema: &Schema) -> Result<Entities, String> {
        let mut entities = Vec::new();
        for (party, uid) in estate.parties.iter().zip(&self.parties) {
            let kind = self.word("PartyKind", party_kind(party.kind))?;
            let attributes = HashMap::from([("kind".to_owned(), kind)]);
            entities.push(
                Entity::new(uid.clone(), attributes, HashSet::new())
                    .map_err(|error| error.to_string())?,
            );
        }
        let plain = self
            .systems
            .iter()
            .chain(&self.statements)
            .chain([&self.notice, &self.resource]);
        for uid in plain {
            entities.push(Entity::new_no_attrs(uid.clone(), HashSet::new()));
        }
        Entities::from_entities(entities, Some(schema)).map_err(|error| error.to_string())
    }

    /// The request of a question. It is right by construction; only debug builds have Cedar check
    /// it against the schema, which costs twenty times the request itself.
    /// `mechanisms` are what a transfer rests on, where the question is about one.
    pub fn request(
        &self,
        question: &Question,
        mechanisms: MechanismSet,
        schema: &Schema,
    ) -> Result<Request, String> {
        let none = || "an entity of another estate".to_owned();
        let party = |index: PartyIx| self.parties.get(index.index()).cloned().ok_or_else(none);
        let receiver = |asked: &Asked| match asked {
            Asked::Party(index) => party(*index),
            Asked::System(index) => self.systems.get(index.index()).cloned().ok_or_else(none),
            Asked::Notice | Asked::Statement(_) => Ok(self.notice.clone()),
        };
        let (principal, resource, fields) = match question {
            Question::Movement(_, exporter, asked, facts) => (
                party(*exporter)?,
                receiver(asked)?,
                self.movement(facts, mechanisms)?,
            ),
            Question::Rely(exporter, asked, regime, facts) => (
                party(*exporter)?,
                receiver(asked)?,
                vec![
                    field("regime", self.regime(*regime)?),
                    field("transfer", self.transfer(facts)?),
                ],
            ),
            Question::Item(controller, facts) => {
                (party(*controller)?, self.notice.clone(), self.item(*facts)?)
            }
            Question::Statement(controller, index, facts) => (
                party(*controller)?,
                self.statements
                    .get(index.index())
                    .cloned()
                    .ok_or_else(none)?,
                self.statement(*facts)?,
            ),
            Question::Deployed(_, controller, facts) => (
                party(*controller)?,
                self.resource.clone(),
                self.deployed(*facts)?,
            ),
            Question::Operated(controller, system, facts) => (
                party(*controller)?,
                self.systems.get(system.index()).cloned().ok_or_else(none)?,
                self.operated(*facts)?,
            ),
            Question::Waiver(controller, facts) => (
                party(*controller)?,
                self.notice.clone(),
                self.waiver(*facts)?,
            ),
            Question::Citation(controller, facts) => (
                party(*controller)?,
                self.notice.clone(),
                self.citation(*facts)?,
            ),
        };
        let action = self
            .actions
            .get(&question.action())
            .cloned()
            .ok_or_else(none)?;
        let context = Context::from_pairs(fields).map_err(|error| error.to_string())?;
        let checked = cfg!(debug_assertions).then_some(schema);
        Request::new(principal, action, resource, context, checked)
            .map_err(|error| error.to_string())
    }

    pub(super) fn word(&self, kind: &str, id: &str) -> Result<RestrictedExpression, String> {
        let kind = self
            .types
            .get(kind)
            .ok_or_else(|| format!("no type `{kind}`"))?;
        Ok(RestrictedExpression::new_entity_uid(
            EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id)),
        ))
    }

    fn verdicts(&self, set: VerdictSet) -> Result<RestrictedExpression, String> {
        let words: Result<Vec<_>, String> = set
            .iter()
            .map(|verdict| self.word("Verdict", verdict.as_str()))
            .collect();
        Ok(RestrictedExpression::new_set(words?))
    }

    fn mechanisms(&self, set: MechanismSet) -> Result<RestrictedExpression, String> {
        let words: Result<Vec<_>, String> = set
            .iter()
            .map(|kind| self.word("Mechanism", kind.article()))
            .collect();
        Ok(RestrictedExpression::new_set(words?))
    }

    fn movement(&self, facts: &MovementFacts, mechanisms: MechanismSet) -> Result<Fields, String> {
        let coverage = &facts.coverage;
        Ok(vec![
            field("regime", self.word("Regime", facts.regime.id())?),
            field(
                "controller",
                record(vec![
                    flag("actsAsProcessor", facts.controller.acts_as_processor),
                    flag("publicAuthority", facts.controller.public_authority),
                ])?,
            ),
            field(
                "recipient",
                record(vec![
                    field("role", self.word("Role", facts.recipient.role.as_str())?),
                    flag("separate", facts.recipient.separate),
                    flag("publicAuthority", facts.recipient.public_authority),
                ])?,
            ),
            field(
                "basis",
                record(vec![
                    field("article", self.word("Article6", facts.basis.article)?),
                    flag("inForce", facts.basis.in_force),
                    field("task", self.word("Task", task(facts.basis.task))?),
                    flag("interestsAssessed", facts.basis.interests_assessed),
                    flag("withoutLaw", facts.basis.without_law),
                    flag("lessIntrusive", facts.basis.less_intrusive),
                ])?,
            ),
            field("consent", self.consent(&facts.consent)?),
            field("data", self.data(&facts.data)?),
            field(
                "purpose",
                record(vec![
                    flag("compatible", facts.purpose_compatible),
                    flag("research", facts.purpose_research),
                ])?,
            ),
            field(
                "marketing",
                record(vec![
                    flag("electronic", facts.marketing.electronic),
                    flag("corporate", facts.marketing.corporate),
                    flag("softOptIn", facts.marketing.soft_opt_in),
                    flag(
                        "consentCoversChannel",
                        facts.marketing.consent_covers_channel,
                    ),
                ])?,
            ),
            field(
                "coverage",
                record(vec![
                    field("recipient", self.verdicts(coverage.recipient)?),
                    field(
                        "indirectRecipient",
                        self.verdicts(coverage.indirect_recipient)?,
                    ),
                    field("data", self.verdicts(coverage.data)?),
                    field("purpose", self.verdicts(coverage.purpose)?),
                    field("destination", self.verdicts(coverage.destination)?),
                    field("safeguard", self.verdicts(coverage.safeguard)?),
                    field("retention", self.verdicts(coverage.retention)?),
                    field("source", self.verdicts(coverage.source)?),
                    field("basis", self.verdicts(coverage.basis)?),
                    field(
                        "automatedDecision",
                        self.verdicts(coverage.automated_decision)?,
                    ),
                ])?,
            ),
            field("transfer", self.transfer(&facts.transfer)?),
            field("mechanisms", self.mechanisms(mechanisms)?),
            field(
                "papers",
                record(vec![
                    field(
                        "processorContract",
                        self.word("Paper", paper(facts.papers.processor_contract))?,
                    ),
                    field(
                        "subProcessorAuthorisation",
                        self.word("Paper", paper(facts.papers.sub_processor_authorisation))?,
                    ),
                    field(
                        "jointArrangement",
                        self.word("Paper", paper(facts.papers.joint_arrangement))?,
                    ),
                    flag("outsideInstructions", facts.papers.outside_instructions),
                    field(
                        "impactAssessment",
                        self.word("Paper", paper(facts.papers.impact_assessment))?,
                    ),
                ])?,
            ),
            field(
                "identity",
                record(vec![flag("changedHands", facts.changed_hands)])?,
            ),
            field(
                "promises",
                record(vec![
                    flag("measureMissing", facts.measure_missing),
                    flag("outsideGroup", facts.outside_group),
                ])?,
            ),
            field(
                "minimisation",
                record(vec![
                    flag("withoutSource", facts.without_source),
                    flag("moreThanCollected", facts.more_than_collected),
                ])?,
            ),
        ])
    }

    fn transfer(&self, transfer: &TransferFacts) -> Result<RestrictedExpression, String> {
        record(vec![
            flag("restricted", transfer.restricted),
            field("place", self.word("Certainty", certainty(transfer.place))?),
            field(
                "adequacy",
                self.word("Adequacy", adequacy(transfer.adequacy))?,
            ),
            field(
                "instrument",
                self.word("Instrument", instrument(transfer.instrument))?,
            ),
            flag("derogation", !transfer.derogations.is_empty()),
            field("derogations", self.mechanisms(transfer.derogations)?),
            flag("systematic", transfer.systematic),
            flag("necessary", transfer.necessary),
            flag("agreed", transfer.agreed),
            flag("reliesOnLapsed", transfer.relies_on_lapsed),
            field(
                "riskAssessment",
                self.word("Paper", paper(transfer.risk_assessment))?,
            ),
            flag("assessmentStale", transfer.effect.assessment_stale),
            field(
                "importerLaw",
                self.word("ImporterLaw", importer_law(transfer.effect.importer_law))?,
            ),
            flag("importerReads", transfer.effect.importer_reads),
            flag("measureWorks", transfer.effect.measure_works),
        ])
    }

    pub(super) fn regime(&self, regime: Regime) -> Result<RestrictedExpression, String> {
        self.word("Regime", regime.id())
    }
}
