//! What the files say of themselves, and whether they hold as much as is required.

use super::Deployed;
use crate::engine::facts::{Evidence, EvidenceMap, FileFacts, Label, LabelRole};
use crate::import::{Deployment, Note, NoteKind};
use crate::law::Regime;

/// A file with its facts; all of them together where the name is empty.
#[derive(Debug, Clone)]
pub struct FileFound {
    /// The file as it is shown.
    pub name: String,
    /// The facts.
    pub facts: FileFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

impl Deployed {
    /// Requires that the files hold this many resources of systems, at least.
    #[must_use]
    pub fn requiring(mut self, least: Option<usize>) -> Self {
        self.required = least;
        self
    }

    /// The files of which something is to be said under a regime, in their order, and all together where they
    /// hold less than is required.
    pub fn file_facts(&self, regime: Regime) -> Vec<FileFound> {
        let each = self.files.iter().zip(&self.names);
        let mut found: Vec<FileFound> = each
            .map(|(file, name)| of_file(file, name, regime))
            .collect();
        found.extend(self.required.map(|least| self.altogether(least, regime)));
        found.retain(|it| {
            let facts = it.facts;
            facts.incomplete || facts.forgets || facts.wrapped || facts.too_few
        });
        found
    }

    fn altogether(&self, least: usize, regime: Regime) -> FileFound {
        let matched = self
            .resources()
            .filter(|(_, _, matched)| !matched.systems.is_empty())
            .count();
        let words = format!(
            "{} in all files together, and {least} are required",
            of_systems(matched)
        );
        FileFound {
            name: String::new(),
            facts: FileFacts {
                regime,
                incomplete: false,
                forgets: false,
                wrapped: false,
                too_few: matched < least,
            },
            evidence: EvidenceMap::from([(
                "file.tooFew",
                Evidence {
                    elements: vec![words.clone()],
                    labels: self.begin(),
                    steps: vec![words],
                    ..Evidence::default()
                },
            )]),
        }
    }

    /// Where the first file begins.
    fn begin(&self) -> Vec<Label> {
        let first = self.files.first().and_then(|file| {
            let span = file.resources.first()?.span;
            Some(Label {
                role: LabelRole::Deployed,
                span,
                text: "the first resource of the files".to_owned(),
            })
        });
        first.into_iter().collect()
    }
}

fn of_systems(count: usize) -> String {
    match count {
        0 => "no resource is of a system".to_owned(),
        1 => "1 resource is of a system".to_owned(),
        count => format!("{count} resources are of systems"),
    }
}

fn of_file(file: &Deployment, name: &str, regime: Regime) -> FileFound {
    let notes = |kind: NoteKind| -> Vec<&Note> {
        file.notes.iter().filter(|note| note.kind == kind).collect()
    };
    let incomplete = notes(NoteKind::Incomplete);
    let forgets = notes(NoteKind::Forgets);
    let wrapped = notes(NoteKind::Wrapped);
    FileFound {
        name: name.to_owned(),
        facts: FileFacts {
            regime,
            incomplete: !incomplete.is_empty(),
            forgets: !forgets.is_empty(),
            wrapped: !wrapped.is_empty(),
            too_few: false,
        },
        evidence: EvidenceMap::from([
            ("file.incomplete", evidence(name, &incomplete)),
            ("file.forgets", evidence(name, &forgets)),
            ("file.wrapped", evidence(name, &wrapped)),
        ]),
    }
}

fn evidence(name: &str, notes: &[&Note]) -> Evidence {
    let label = |note: &&Note| Label {
        role: LabelRole::Deployed,
        span: note.span,
        text: note.text.clone(),
    };
    let texts: Vec<String> = notes.iter().map(|note| note.text.clone()).collect();
    Evidence {
        name: Some(name.to_owned()),
        elements: texts.clone(),
        labels: notes.iter().map(label).collect(),
        steps: texts,
        ..Evidence::default()
    }
}
