//! Who can have data: the people, parties and systems, numbered; and who operates what.

use super::table::Groups;
use crate::estate::model::{Endpoint, PartyIx, SystemIx};

/// The people they are about, a party, or a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Node(u32);

impl Node {
    /// The people.
    pub const SUBJECTS: Self = Self(0);

    pub fn number(self) -> u32 {
        self.0
    }
}

/// The nodes: first the people, then the parties, then the systems.
#[derive(Debug)]
pub(super) struct Nodes {
    parties: u32,
    operators: Vec<PartyIx>,
    operated: Groups,
}

impl Nodes {
    pub fn new(parties: usize, operators: Vec<PartyIx>) -> Self {
        let by_party = operators
            .iter()
            .enumerate()
            .map(|(system, party)| (party.0, system as u32));
        Self {
            parties: parties as u32,
            operated: Groups::new(parties, by_party),
            operators,
        }
    }

    pub fn count(&self) -> usize {
        1 + self.parties as usize + self.operators.len()
    }

    pub fn of(&self, endpoint: Endpoint) -> Node {
        match endpoint {
            Endpoint::Subjects => Node::SUBJECTS,
            Endpoint::Party(party, _) => self.party(party),
            Endpoint::System(system) => self.system(system),
        }
    }

    pub fn party(&self, party: PartyIx) -> Node {
        Node(1 + party.0)
    }

    pub fn system(&self, system: SystemIx) -> Node {
        Node(1 + self.parties + system.0)
    }

    pub fn is_system(&self, node: Node) -> bool {
        node.0 > self.parties
    }

    /// The party that a node is or belongs to; `None` for the people.
    pub fn owner(&self, node: Node) -> Option<PartyIx> {
        match node.0.checked_sub(1)? {
            party if party < self.parties => Some(PartyIx(party)),
            other => self.operators.get((other - self.parties) as usize).copied(),
        }
    }

    /// The node of a party and those of the systems that it operates.
    pub fn entity(&self, party: PartyIx) -> impl Iterator<Item = Node> + use<'_> {
        let systems = self.operated.of(party.0).iter();
        std::iter::once(self.party(party))
            .chain(systems.map(|system| self.system(SystemIx(*system))))
    }
}
