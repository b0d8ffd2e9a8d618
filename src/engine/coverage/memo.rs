//! What was judged before: movements of many flows ask the same of the notice, each datum once.

use std::hash::Hash;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use foldhash::HashMap;
use jiff::civil::Date;

use super::{Datum, Judgement, Kept, applying, data, names, recipient, retention};
use crate::engine::movement::{Movement, RecipientRole};
use crate::estate::model::{Estate, PartyIx, Retention, ServiceIx, StatementIx, SystemIx, Who};
use crate::taxonomy::TermId;

/// The judgements of one estate on one day, each made once.
#[derive(Debug, Default)]
pub struct Judgements {
    data: Memo<(Option<ServiceIx>, Datum)>,
    recipients: Memo<Reached>,
    /// Those of flows that state no retention.
    retention: Memo<Stored>,
    /// The statements for a service that name a party.
    naming: Memo<(PartyIx, Option<ServiceIx>), Vec<StatementIx>>,
    /// Whether the notice distinguishes recipients by the systems through which they receive.
    distinguished: OnceLock<bool>,
}

/// A datum that is stored, as [`Kept`] has it.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Stored {
    service: Option<ServiceIx>,
    datum: Datum,
    purposes: Vec<TermId>,
    by: Option<PartyIx>,
    on_device: bool,
}

/// A datum that reaches a recipient.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Reached {
    service: Option<ServiceIx>,
    datum: Datum,
    importer: Option<PartyIx>,
    role: RecipientRole,
    /// The systems through which it comes about, where the notice distinguishes them.
    through: [Option<SystemIx>; 2],
}

impl Judgements {
    /// See [`data`].
    pub fn data(
        &self,
        estate: &Estate,
        service: Option<ServiceIx>,
        datum: Datum,
        day: Date,
    ) -> Arc<Judgement> {
        let judge = || data(estate, service, datum, day);
        self.data.get((service, datum), judge)
    }

    /// See [`recipient`].
    pub fn recipient(
        &self,
        estate: &Estate,
        movement: &Movement,
        service: Option<ServiceIx>,
        datum: Datum,
        day: Date,
    ) -> Arc<Judgement> {
        let distinguished = *self.distinguished.get_or_init(|| {
            estate.statements_on(day).any(|(_, statement)| {
                let shares = statement.shares.as_ref();
                shares.is_some_and(|shares| !shares.through.is_empty())
            })
        });
        let through = [movement.system, estate.shape(movement.shape).route.via];
        let key = Reached {
            service,
            datum,
            importer: movement.importer,
            role: movement.role,
            through: through.map(|system| system.filter(|_| distinguished)),
        };
        let judge = || recipient(estate, movement, service, datum, day);
        self.recipients.get(key, judge)
    }

    /// The statements for a service that name a party as one that data are shared with or transferred to.
    pub fn naming(
        &self,
        estate: &Estate,
        party: PartyIx,
        service: Option<ServiceIx>,
        day: Date,
    ) -> Arc<Vec<StatementIx>> {
        let is_named = |with: &[Who]| names(estate, with, party, day).is_some();
        let seek = || {
            let all = applying(estate, service, day).filter(|(_, statement)| {
                let shares = statement.shares.as_ref().filter(|it| !it.none);
                let transfers = statement.transfers.as_ref().filter(|it| !it.none);
                shares.is_some_and(|it| is_named(&it.with))
                    || transfers.is_some_and(|it| is_named(&it.with))
            });
            all.map(|(index, _)| index).collect()
        };
        self.naming.get((party, service), seek)
    }

    /// See [`retention`].
    pub fn retention(
        &self,
        estate: &Estate,
        service: Option<ServiceIx>,
        kept: Kept<'_>,
        declared: Option<&Retention>,
        day: Date,
    ) -> Arc<Judgement> {
        let judge = || retention(estate, service, kept, declared, day);
        if declared.is_some() {
            return Arc::new(judge());
        }
        let Kept {
            datum,
            purposes,
            by,
            on_device,
        } = kept;
        let key = Stored {
            service,
            datum,
            purposes: purposes.to_vec(),
            by,
            on_device,
        };
        self.retention.get(key, judge)
    }
}

/// Judgements, or other answers, by what they depend on.
#[derive(Debug)]
struct Memo<K, V = Judgement>(RwLock<HashMap<K, Arc<V>>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Hash + Eq, V> Memo<K, V> {
    /// What was judged before, or is judged now: the same, whichever thread is first.
    fn get(&self, key: K, judge: impl FnOnce() -> V) -> Arc<V> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&key) {
            return Arc::clone(known);
        }
        drop(known);
        let judged = Arc::new(judge());
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(key).or_insert(judged))
    }
}
