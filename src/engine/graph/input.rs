//! What the graph needs to know, and no more: an estate on a day, or a small case of a test.

use super::Form;
use crate::estate::model::{Endpoint, PartyIx, ServiceIx, ShapeIx};
use crate::taxonomy::{Taxonomy, TermId};

/// How terms of one kind are related.
pub(super) trait Hierarchy {
    /// All terms above, without the term itself.
    fn above(&self, term: TermId) -> Vec<TermId>;

    /// What a composite consists of.
    fn parts(&self, term: TermId) -> Vec<TermId>;
}

impl Hierarchy for Taxonomy {
    fn above(&self, term: TermId) -> Vec<TermId> {
        self.ancestors(term).collect()
    }

    fn parts(&self, term: TermId) -> Vec<TermId> {
        Taxonomy::parts(self, term).to_vec()
    }
}

/// Parties, systems and flows of a day.
#[derive(Debug, Clone)]
pub(super) struct GraphInput {
    /// The estate's controller.
    pub controller: PartyIx,
    /// How many parties there are.
    pub parties: usize,
    /// The parties that act for nobody, and so have data of which the estate knows nothing. What
    /// the controller has, the estate should show.
    pub independent: Vec<PartyIx>,
    /// The systems, by index.
    pub systems: Vec<SystemInput>,
    /// The flows, in any order, each shape once.
    pub flows: Vec<FlowInput>,
}

/// A system.
#[derive(Debug, Clone)]
pub(super) struct SystemInput {
    /// Who operates it.
    pub operator: PartyIx,
    /// Who can reach the data in it; entries of the operator itself are ignored.
    pub access: Vec<AccessInput>,
}

/// An entry of a system's list of access.
#[derive(Debug, Clone, Copy)]
pub(super) struct AccessInput {
    /// Its position in the list.
    pub index: u32,
    /// The party.
    pub by: PartyIx,
    /// What it makes of the data.
    pub effect: Effect,
}

/// What a flow declares.
#[derive(Debug, Clone)]
pub(super) struct FlowInput {
    /// The shape.
    pub shape: ShapeIx,
    /// Its service.
    pub service: Option<ServiceIx>,
    /// Where the data come from; the branch of a party is the party.
    pub from: Endpoint,
    /// Where they go.
    pub to: Endpoint,
    /// The people, sorted.
    pub subjects: Vec<TermId>,
    /// The categories, sorted.
    pub data: Vec<TermId>,
    /// The purposes.
    pub purposes: Vec<TermId>,
    /// What it makes of the data; `None`: nothing personal arrives.
    pub effect: Option<Effect>,
    /// Nobody sends: the data are taken from where they are open.
    pub open: bool,
    /// It uses what is already there for something else, so it brings nothing new.
    pub internal: bool,
}

/// What an edge makes of the form of the data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Effect {
    /// The form into which it brings them, unless they are in a more protective one.
    pub form: Form,
    /// The recipient holds the key with which the sender's data are encrypted.
    pub opens: bool,
}

impl Effect {
    /// The form in which data arrive. What was under the encryption is not remembered: opened data
    /// count as plain, which is the safe side.
    pub fn apply(self, form: Form) -> Form {
        match form {
            Form::Encrypted if self.opens => self.form,
            form => form.max(self.form),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_more_protective_unless_the_recipient_holds_the_key() {
        for form in Form::ALL {
            for by in Form::ALL {
                let effect = |opens| Effect { form: by, opens };
                assert_eq!(effect(false).apply(form), form.max(by));
                let opened = if form == Form::Encrypted {
                    by
                } else {
                    form.max(by)
                };
                assert_eq!(effect(true).apply(form), opened);
            }
        }
    }
}
