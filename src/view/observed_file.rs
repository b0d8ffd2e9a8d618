//! What a check read of what was seen: every file, and whose its hosts are.

use jiff::civil::Date;

use crate::engine::observed::Observations;
use crate::estate::model::Estate;
use crate::input::counted;
use crate::observe::{Directory, Grouped, Tally, grouped};

/// A file of what was seen, and what came of it.
#[derive(Debug, Clone)]
pub struct ObservedFile {
    /// Its path.
    pub path: String,
    /// What kind of file it is, for people and for machines.
    pub kind: (&'static str, &'static str),
    /// The host of the page that was visited, where it is of a visit.
    pub site: Option<String>,
    /// How many hosts belong to whom.
    pub tally: Tally,
}

impl ObservedFile {
    /// The files of a check, in their order. Without an estate the table of vendors alone says whose hosts are.
    pub fn of(observed: &Observations, estate: Option<(&Estate, Date)>) -> Vec<Self> {
        let directory = match estate {
            Some((estate, day)) => observed.directory(estate, day),
            None => Directory::of_vendors(&observed.vendors),
        };
        files(observed, &grouped(&directory, &observed.files))
    }

    /// It in words, behind its path.
    pub fn words(&self) -> String {
        let Tally {
            events,
            unsent,
            nameless,
            hosts,
            own,
            inside,
            parties,
            vendors,
            unknown,
            elsewhere,
        } = self.tally;
        let site = self
            .site
            .as_ref()
            .map_or(String::new(), |site| format!(" of {site}"));
        let mut words = format!(
            "{}{site}, {}, {}",
            self.kind.0,
            counted(events, "entry"),
            counted(hosts, "host")
        );
        let parts: Vec<String> = [
            (own, "of the organisation"),
            (inside, "without a public name"),
            (parties, "of parties"),
            (vendors, "of vendors that are no parties"),
            (unknown, "of nobody that is known"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
        if !parts.is_empty() {
            words.push_str(&format!(": {}", parts.join(", ")));
        }
        if elsewhere {
            words.push_str("; the page is on no host that the estate states of the controller");
        }
        if unsent > 0 {
            words.push_str(&format!("; {unsent} never sent"));
        }
        if nameless > 0 {
            words.push_str(&format!("; {nameless} without a host that could be read"));
        }
        words
    }
}

/// The files, with what each came to.
pub(super) fn files(observed: &Observations, grouped: &Grouped<'_>) -> Vec<ObservedFile> {
    let files = observed
        .files
        .iter()
        .zip(&observed.names)
        .zip(&grouped.tallies)
        .zip(&grouped.sites);
    files
        .map(|(((file, name), tally), site)| ObservedFile {
            path: name.clone(),
            kind: (file.kind.name, file.kind.id),
            site: site.clone(),
            tally: *tally,
        })
        .collect()
}
