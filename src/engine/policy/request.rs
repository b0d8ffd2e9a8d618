//! From facts to Cedar requests and entities, by typed values and never through JSON.

use std::collections::{BTreeMap, HashMap, HashSet};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
    Schema,
};

use super::question::{Action, Asked, Question};
use crate::engine::facts::{FactRecord, FactVisitor, FactWord};
use crate::estate::model::{Estate, PartyIx, StatementIx, SystemIx};
use crate::estate::vocabulary::PartyKind;

/// Why a question cannot be put to Cedar. All of these are faults of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// A word of a type that the schema does not have.
    #[error("no type `{0}`")]
    NoType(&'static str),
    /// A party, system or statement that this estate does not have.
    #[error("an entity of another estate")]
    Stranger,
    /// Cedar refuses an entity, a record or the request.
    #[error("{0}")]
    Refused(String),
}

impl RequestError {
    fn refused(error: impl std::fmt::Display) -> Self {
        Self::Refused(error.to_string())
    }
}

/// Entity ids, parsed once.
#[derive(Debug)]
pub(super) struct Requests {
    parties: Vec<EntityUid>,
    systems: Vec<EntityUid>,
    statements: Vec<EntityUid>,
    notice: EntityUid,
    resource: EntityUid,
    actions: BTreeMap<Action, EntityUid>,
    types: BTreeMap<String, EntityTypeName>,
}

/// The types of entities that requests speak of: those of the schema, so that their names need no
/// reading.
fn types(schema: &Schema) -> BTreeMap<String, EntityTypeName> {
    let of_actions = schema.actions().map(EntityUid::type_name);
    let types = schema.entity_types().chain(of_actions);
    types.map(|name| (name.to_string(), name.clone())).collect()
}

impl Requests {
    pub fn new(estate: &Estate, schema: &Schema) -> Result<Self, RequestError> {
        let types = types(schema);
        let uid = |kind: &'static str, id: &str| uid(&types, kind, id);
        let parties = estate.parties.iter().map(|it| uid("Party", &it.id));
        let systems = estate.systems.iter().map(|it| uid("System", &it.id));
        let statements = estate.all_statements();
        let statements = statements.map(|(_, it)| uid("Statement", &it.id));
        let actions = Action::ALL
            .into_iter()
            .map(|action| Ok((action, uid("Action", action.as_str())?)));
        Ok(Self {
            parties: parties.collect::<Result<_, _>>()?,
            systems: systems.collect::<Result<_, _>>()?,
            statements: statements.collect::<Result<_, _>>()?,
            notice: uid("Notice", "notice")?,
            resource: uid("Resource", "resource")?,
            actions: actions.collect::<Result<_, RequestError>>()?,
            types,
        })
    }

    /// The store: an entity that is not in it would make a policy err, and so pass.
    pub fn entities(&self, estate: &Estate, schema: &Schema) -> Result<Entities, RequestError> {
        let mut entities = Vec::new();
        for (party, uid) in estate.parties.iter().zip(&self.parties) {
            let kind = self.word(PartyKind::ENTITY, party.kind.word())?;
            let attributes = HashMap::from([("kind".to_owned(), kind)]);
            entities.push(
                Entity::new(uid.clone(), attributes, HashSet::new())
                    .map_err(RequestError::refused)?,
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
        Entities::from_entities(entities, Some(schema)).map_err(RequestError::refused)
    }

    /// The request of a question. It is right by construction; only debug builds have Cedar check
    /// it against the schema, which costs twenty times the request itself.
    pub fn request(&self, question: &Question, schema: &Schema) -> Result<Request, RequestError> {
        let principal = self.party(question.principal)?;
        let resource = self.asked(question.resource)?;
        let action = self.actions.get(&question.action()).cloned();
        let fields = self.gather(|fields| question.facts.each(fields));
        let context = Context::from_pairs(fields?).map_err(RequestError::refused)?;
        let checked = cfg!(debug_assertions).then_some(schema);
        Request::new(
            principal,
            action.ok_or(RequestError::Stranger)?,
            resource,
            context,
            checked,
        )
        .map_err(RequestError::refused)
    }

    fn asked(&self, asked: Asked) -> Result<EntityUid, RequestError> {
        match asked {
            Asked::Party(index) => self.party(index),
            Asked::System(index) => self.system(index),
            Asked::Statement(index) => self.statement(index),
            Asked::Notice => Ok(self.notice.clone()),
            Asked::Resource => Ok(self.resource.clone()),
        }
    }

    fn party(&self, index: PartyIx) -> Result<EntityUid, RequestError> {
        let uid = self.parties.get(index.index());
        uid.cloned().ok_or(RequestError::Stranger)
    }

    fn system(&self, index: SystemIx) -> Result<EntityUid, RequestError> {
        let uid = self.systems.get(index.index());
        uid.cloned().ok_or(RequestError::Stranger)
    }

    fn statement(&self, index: StatementIx) -> Result<EntityUid, RequestError> {
        let uid = self.statements.get(index.index());
        uid.cloned().ok_or(RequestError::Stranger)
    }

    fn word(&self, entity: &'static str, id: &str) -> Result<RestrictedExpression, RequestError> {
        uid(&self.types, entity, id).map(RestrictedExpression::new_entity_uid)
    }

    /// The fields of a record of facts.
    fn fields<R: FactRecord>(&self, record: R) -> Result<Pairs, RequestError> {
        self.gather(|fields| record.each(fields))
    }

    /// The fields of what a walk over facts visits.
    fn gather(&self, walk: impl FnOnce(&mut Fields<'_>)) -> Result<Pairs, RequestError> {
        let mut fields = Fields {
            requests: self,
            pairs: Vec::new(),
            fault: None,
        };
        walk(&mut fields);
        match fields.fault {
            Some(fault) => Err(fault),
            None => Ok(fields.pairs),
        }
    }
}

fn uid(
    types: &BTreeMap<String, EntityTypeName>,
    kind: &'static str,
    id: &str,
) -> Result<EntityUid, RequestError> {
    let kind = types.get(kind).ok_or(RequestError::NoType(kind))?;
    Ok(EntityUid::from_type_name_and_id(
        kind.clone(),
        EntityId::new(id),
    ))
}

type Pairs = Vec<(String, RestrictedExpression)>;

/// Gathers facts as the fields of a record of Cedar.
struct Fields<'r> {
    requests: &'r Requests,
    pairs: Pairs,
    /// The first fault; what follows it does not matter.
    fault: Option<RequestError>,
}

impl Fields<'_> {
    fn add(&mut self, name: &str, value: Result<RestrictedExpression, RequestError>) {
        match value {
            Ok(value) => self.pairs.push((name.to_owned(), value)),
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
    }
}

impl FactVisitor for Fields<'_> {
    fn flag(&mut self, name: &'static str, value: bool) {
        self.add(name, Ok(RestrictedExpression::new_bool(value)));
    }

    fn number(&mut self, name: &'static str, value: i64) {
        self.add(name, Ok(RestrictedExpression::new_long(value)));
    }

    fn word(&mut self, name: &'static str, entity: &'static str, word: &'static str) {
        self.add(name, self.requests.word(entity, word));
    }

    fn words(&mut self, name: &'static str, entity: &'static str, words: Vec<&'static str>) {
        let words: Result<Vec<_>, _> = words
            .into_iter()
            .map(|word| self.requests.word(entity, word))
            .collect();
        self.add(name, words.map(RestrictedExpression::new_set));
    }

    fn record<R: FactRecord>(&mut self, name: &'static str, record: R) {
        if name.is_empty() {
            record.each(self);
            return;
        }
        let fields = self.requests.fields(record);
        let record = fields.and_then(|fields| {
            RestrictedExpression::new_record(fields).map_err(RequestError::refused)
        });
        self.add(name, record);
    }
}
