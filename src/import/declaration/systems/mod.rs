//! `import systems`: descriptions of systems that other tools keep, as a part of an estate to review. The formats are
//! read by `import/systems`; here what they say becomes parties, systems, services and flows.

mod ends;
mod places;
mod propose;

use super::around::{Around, Asked, Known};
use super::names::VendorNames;
use super::part::{Part, quoted};
use super::record::terms::Terms;
use super::subprocessors::ids;
use super::terms::Vocabulary;
use crate::import::systems::Declaration;
use crate::input::{SourceMap, counted};

use self::places::Places;
use self::propose::Proposer;

/// What descriptions were turned into.
#[derive(Debug)]
pub struct SystemsProposal {
    /// The part, as YAML.
    pub yaml: String,
    /// How many systems the files describe.
    pub systems: usize,
    /// How many parties are proposed.
    pub parties: usize,
    /// How many flows are proposed.
    pub flows: usize,
    /// How many flows are comments, since the files do not say all that a flow needs.
    pub stubs: usize,
    /// How many terms of the estate's own are proposed, for a person to confirm.
    pub terms: usize,
    /// How much was not read.
    pub unread: usize,
}

impl SystemsProposal {
    /// What was read, in a line: `3 systems, 1 party, 4 flows, 2 flows to complete, 1 part not read`.
    pub fn summary(&self) -> String {
        let mut words = vec![
            counted(self.systems, "system"),
            counted(self.parties, "party"),
            counted(self.flows, "flow"),
        ];
        if self.stubs > 0 {
            let stubs = counted(self.stubs, "flow");
            words.push(format!("{stubs} to complete"));
        }
        if self.terms > 0 {
            let terms = counted(self.terms, "term");
            words.push(format!("{terms} to confirm"));
        }
        let unread = counted(self.unread, "part");
        format!("{}, {unread} not read", words.join(", "))
    }
}

/// Turns descriptions into a part; what files say of each other is matched. `sources` has their texts. `asked` names the
/// party whose systems they are.
pub fn systems(
    declarations: &[Declaration],
    sources: &SourceMap,
    asked: &Asked,
    known: &Known<'_>,
) -> SystemsProposal {
    let places = Places::of(declarations, sources);
    let vendors = VendorNames::new(known.vendors);
    let mut around = Around::new(&places, asked, known, &vendors);
    around.what = "the description";
    let terms = Terms::new(
        Vocabulary::new(known.taxonomy, known.glossary),
        known.taxonomy,
    );
    let mut proposer = Proposer::new(&around, &places, terms, ids(known.estate));
    for declaration in declarations {
        proposer.services(declaration);
        proposer.systems(declaration);
    }
    for declaration in declarations {
        proposer.flows(declaration);
    }
    let described = declarations.iter().map(|it| it.systems.len()).sum();
    let Proposer {
        mut entries,
        terms,
        unread,
        stubs,
        ..
    } = proposer;
    entries.terms = terms.entries;
    let mut proposal = SystemsProposal {
        yaml: String::new(),
        systems: described,
        parties: entries.parties.len(),
        flows: entries.flows.len() - stubs,
        stubs,
        terms: entries.terms.len(),
        unread: unread.len(),
    };
    let mut tail = std::mem::take(&mut entries.remarks);
    if !unread.is_empty() {
        tail.push("Not read:".to_owned());
    }
    for (said, why) in &unread {
        tail.push(format!(
            "{}: {}: {why}",
            places.shown(said),
            quoted(&said.words)
        ));
    }
    let paths: Vec<&str> = declarations
        .iter()
        .filter_map(|it| sources.file(it.file))
        .map(|it| it.path())
        .collect();
    let head = vec![
        format!("From {}: {}.", paths.join(", "), proposal.summary()),
        "Review it, then add the file to `include` of `fairnotice.yaml`. Above each value: `certain` where the file says"
            .to_owned(),
        "so, `look` where it is a guess; then the line and the words. Contracts are comments, since nobody has seen one; so"
            .to_owned(),
        "are flows of which the files do not say all: replace the words in capitals, and uncomment them.".to_owned(),
    ];
    proposal.yaml = Part {
        head,
        lists: entries.lists(),
        tail,
        ..Part::default()
    }
    .to_yaml();
    proposal
}
