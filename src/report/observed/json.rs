//! The JSON of what was seen: of `observe`, and of the files that a check looked at.

use std::collections::BTreeMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::file::ObservedFileJson;
use crate::input::SourceMap;
use crate::report::json::{FindingJson, schema_of};
use crate::report::json_text;
use crate::view::{CookieView, HostView, ObserveReport, SeenView, UnseenView};

/// The version of the format.
const FORMAT_VERSION: u32 = 1;

/// What was seen, whose it is, and what differs from the estate. Keys may be added in later releases without a
/// change of `version`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Observe")]
struct ObserveJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called; `null` where there is none.
    estate: Option<&'a str>,
    /// The day on which it was judged, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The files.
    files: Vec<ObservedFileJson<'a>>,
    /// Who was seen, or is allowed by a security policy.
    seen: Vec<SeenJson<'a>>,
    /// Hosts of the organisation itself, and those without a public name.
    own: Vec<HostJson<'a>>,
    /// Who is declared or disclosed, could have been seen, and was not. That proves no absence.
    not_seen: Vec<UnseenJson<'a>>,
    /// The findings; empty where there is no estate.
    findings: Vec<FindingJson<'a>>,
}

/// Somebody who was seen.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Seen")]
struct SeenJson<'a> {
    /// The name; of nobody that is known, the domain that somebody registered.
    name: &'a str,
    /// How it is known: `party` of the estate, `vendor` of the table, `unknown`.
    #[schemars(extend("enum" = ["party", "vendor", "unknown"]))]
    known_as: &'static str,
    /// The ids of its parties.
    parties: &'a [String],
    /// The id of the vendor.
    vendor: Option<&'a str>,
    /// Whether a flow leads to it; `null` without an estate.
    declared: Option<bool>,
    /// Whether the notice discloses it: `yes`, `no`, `not-recorded`; `null` without an estate, and for nobody that is
    /// known.
    disclosed: Option<&'static str>,
    /// Its hosts.
    hosts: Vec<HostJson<'a>>,
    /// Its cookies.
    cookies: Vec<CookieJson<'a>>,
}

/// A host.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Host")]
struct HostJson<'a> {
    /// The host.
    host: &'a str,
    /// The domain that somebody registered; `null` where it has none.
    domain: Option<&'a str>,
    /// How often what was seen of it: `request`, `cookie`, `storage`, `span`, `dataset`, `edge`, `allowed`.
    counts: &'a BTreeMap<&'static str, u64>,
    /// The methods of requests.
    methods: &'a [&'static str],
    /// Bytes sent and received, as far as they are stated.
    bytes: u64,
    /// The first time, in RFC 3339.
    first: Option<&'a str>,
    /// The last time.
    last: Option<&'a str>,
    /// The phases that are stated: `before-consent`, `after-consent`.
    phases: &'a [&'static str],
    /// The countries that are stated (ISO 3166-1, two letters).
    countries: &'a [String],
    /// Words by which datasets or their columns are marked.
    tags: &'a [String],
    /// The file in which it was seen first.
    file: &'a str,
    /// The line there.
    line: u32,
    /// The column, in characters.
    column: u32,
}

/// A cookie.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Cookie")]
struct CookieJson<'a> {
    /// Its name.
    name: &'a str,
    /// The host under which it is stored.
    host: &'a str,
    /// For how many days; 0 for the session, `null` where it is not stated.
    days: Option<i64>,
}

/// Somebody who was not seen.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NotSeen")]
struct UnseenJson<'a> {
    /// The id of the party.
    party: &'a str,
    /// Its name.
    name: &'a str,
    /// Whether a flow leads to it.
    declared: bool,
    /// The ids of the statements that name it.
    statements: &'a [String],
}

impl<'a> HostJson<'a> {
    fn of(view: &'a HostView, sources: &'a SourceMap) -> Self {
        let (file, at) = sources
            .locate(view.span)
            .map_or(("", (1, 1)), |(path, at)| (path, (at.line, at.column)));
        Self {
            host: &view.host,
            domain: view.domain.as_deref(),
            counts: &view.counts,
            methods: &view.methods,
            bytes: view.bytes,
            first: view.times.as_ref().map(|(first, _)| first.as_str()),
            last: view.times.as_ref().map(|(_, last)| last.as_str()),
            phases: &view.phases,
            countries: &view.countries,
            tags: &view.tags,
            file,
            line: at.0,
            column: at.1,
        }
    }
}

impl<'a> SeenJson<'a> {
    fn of(view: &'a SeenView, sources: &'a SourceMap) -> Self {
        let cookie = |it: &'a CookieView| CookieJson {
            name: &it.name,
            host: &it.host,
            days: it.days,
        };
        Self {
            name: &view.name,
            known_as: view.known_as,
            parties: &view.parties,
            vendor: view.vendor.as_deref(),
            declared: view.declared,
            disclosed: view.disclosed,
            hosts: view
                .hosts
                .iter()
                .map(|it| HostJson::of(it, sources))
                .collect(),
            cookies: view.cookies.iter().map(cookie).collect(),
        }
    }
}

impl<'a> From<&'a UnseenView> for UnseenJson<'a> {
    fn from(view: &'a UnseenView) -> Self {
        Self {
            party: &view.party,
            name: &view.name,
            declared: view.declared,
            statements: &view.statements,
        }
    }
}

/// Writes what was seen as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn observe_json(report: &ObserveReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sources = report.sources;
    let found = report.report.as_ref();
    let findings = found.map_or_else(Vec::new, |found| found.arranged());
    let json = ObserveJson {
        version: FORMAT_VERSION,
        estate: found.map(|found| found.estate.as_str()),
        as_of: report.day.to_string(),
        files: report.files.iter().map(ObservedFileJson::from).collect(),
        seen: report
            .seen
            .iter()
            .map(|it| SeenJson::of(it, sources))
            .collect(),
        own: report
            .own
            .iter()
            .map(|it| HostJson::of(it, sources))
            .collect(),
        not_seen: report.unseen.iter().map(UnseenJson::from).collect(),
        findings: findings
            .into_iter()
            .map(|it| FindingJson::new(it, sources))
            .collect(),
    };
    json_text::write(&json, out)
}

/// The JSON Schema (draft 2020-12) of what [`observe_json`] writes.
pub fn observe_schema() -> serde_json::Value {
    schema_of::<ObserveJson<'_>>()
}
