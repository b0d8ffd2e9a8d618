//! What is done for another controller is held to what the notice describes of it.

use jiff::civil::Date;

use super::applying;
use crate::estate::model::{Estate, FlowShape, ServiceIx, Statement};

/// What the notice describes of what is done in a service: everything, where it states data or purposes, else the
/// sides on which it states something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Described {
    /// Data that are collected.
    pub data: bool,
    /// Purposes.
    pub purposes: bool,
    /// Recipients.
    pub recipients: bool,
    /// Countries.
    pub transfers: bool,
}

impl Described {
    /// What the notice of a day describes. Where a service has statements of its own, those count alone. General
    /// ones are about what the publisher does for itself, where it does anything for itself in that service.
    pub fn of(estate: &Estate, service: Option<ServiceIx>, day: Date) -> Self {
        let own = applying(estate, service, day).any(|(_, it)| it.scope.is_specific());
        let mut found = Self::default();
        if !own && estate.own_services.contains(&service) {
            return found;
        }
        let counting = applying(estate, service, day).map(|(_, it)| it);
        for statement in counting.filter(|it| it.scope.is_specific() == own) {
            found.add(statement);
        }
        // What states data or purposes describes the processing; a list of recipients does not.
        if found.data || found.purposes {
            return Self {
                data: true,
                purposes: true,
                recipients: true,
                transfers: true,
            };
        }
        found
    }

    fn add(&mut self, statement: &Statement) {
        let shares = statement.shares.as_ref().filter(|it| !it.none);
        let transfers = statement.transfers.as_ref();
        self.data |= statement.collects.as_ref().is_some_and(|it| !it.none);
        self.purposes |= statement.uses.as_ref().is_some_and(|it| !it.none);
        self.recipients |= shares.is_some();
        self.transfers |= transfers.is_some_and(|it| !it.none);
        self.transfers |= shares.is_some_and(|it| !it.to.is_empty());
    }

    /// Whether it describes anything.
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

/// Whether what the notice of a day discloses is compared with a declaration: one of the estate's controller,
/// or one for another that the notice describes.
pub fn compares(estate: &Estate, shape: &FlowShape, day: Date) -> bool {
    let is_described = || Described::of(estate, shape.service, day).any();
    estate.notice_on(day).is_some() && (shape.controller == estate.controller || is_described())
}
