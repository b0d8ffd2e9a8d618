//! A file of what was seen, in the JSON of `check` and of `observe`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::view::ObservedFile;

/// A file of what was seen. Each of its hosts is counted once: `own`, `inside`, `parties`, `vendors` or `unknown`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ObservedFile")]
pub(in crate::report) struct ObservedFileJson<'a> {
    /// Its path, relative to the estate's folder.
    file: &'a str,
    /// What kind of file it is.
    #[schemars(extend("enum" = kinds()))]
    kind: &'static str,
    /// The host of the page that was visited; `null` where it is of no visit.
    site: Option<&'a str>,
    /// The estate states hosts of the controller, and the pages that were visited are elsewhere.
    elsewhere: bool,
    /// How many requests, spans, events or edges it holds.
    entries: u64,
    /// Those that never left.
    unsent: u64,
    /// Those that name no host that could be read.
    nameless: u64,
    /// Distinct hosts.
    hosts: usize,
    /// Those of the organisation itself.
    own: usize,
    /// Those without a public name.
    inside: usize,
    /// Those of parties of the estate.
    parties: usize,
    /// Those of vendors of the table that are no parties.
    vendors: usize,
    /// Those of nobody that is known.
    unknown: usize,
}

fn kinds() -> Vec<&'static str> {
    crate::observe::kinds().iter().map(|kind| kind.id).collect()
}

impl<'a> From<&'a ObservedFile> for ObservedFileJson<'a> {
    fn from(file: &'a ObservedFile) -> Self {
        let tally = file.tally;
        Self {
            file: &file.path,
            kind: file.kind.1,
            site: file.site.as_deref(),
            elsewhere: tally.elsewhere,
            entries: tally.events,
            unsent: tally.unsent,
            nameless: tally.nameless,
            hosts: tally.hosts,
            own: tally.own,
            inside: tally.inside,
            parties: tally.parties,
            vendors: tally.vendors,
            unknown: tally.unknown,
        }
    }
}
