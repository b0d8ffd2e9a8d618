//! `reconcile` as JSON: a contract with a version and a schema.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::import::{CopyPlace, Location, Place, Setting};
use crate::input::{SourceMap, Span};
use crate::report::json::{FORMAT_VERSION, FindingJson, SummaryJson, schema_of};
use crate::report::json_text;
use crate::view::{FileView, ReconcileReport, ResourceView, Side};

/// What is deployed, where, and how that is known. Keys may be added in later releases without a
/// change of `version`: readers ignore those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reconcile")]
struct ReconcileJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called; null where the files were held against none.
    estate: Option<&'a str>,
    /// The day, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The last day on which a source of the tables of places was read.
    tables_as_of: &'a str,
    /// The files.
    files: Vec<FileJson<'a>>,
    /// The resources that the files leave in place, by file and address.
    resources: Vec<ResourceJson<'a>>,
    /// The counts; null without an estate.
    summary: Option<SummaryJson>,
    /// What does not agree with the estate; empty without one.
    findings: Vec<FindingJson<'a>>,
}

/// A file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DeploymentFile")]
struct FileJson<'a> {
    /// Its path, relative to the estate's folder or, without an estate, to where the command ran.
    file: &'a str,
    /// What kind of file it is.
    #[schemars(extend("enum" = crate::import::kinds()))]
    kind: &'static str,
    /// How many resources it leaves in place.
    resources: usize,
    /// What is no deployment: how many of which kind.
    left_out: Vec<LeftOutJson>,
    /// What to know of the file as a whole.
    notes: &'a [String],
}

/// What is no deployment.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LeftOut")]
struct LeftOutJson {
    /// How many.
    count: usize,
    /// Of what, in words.
    what: &'static str,
}

/// A resource.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DeployedResource")]
struct ResourceJson<'a> {
    /// Its address.
    address: &'a str,
    /// Its type.
    r#type: &'a str,
    /// Its provider's short name.
    provider: &'a str,
    /// Who is behind the provider, where the tables know.
    operator: Option<&'a str>,
    /// It is part of a firm's service, and not of a cloud on which one runs one's own.
    service: bool,
    /// The module it is in; null for the root.
    module: Option<&'a str>,
    /// What it does with data.
    #[schemars(extend("enum" = [
        "store", "backup", "queue", "analytics", "compute", "identity", "email", "network",
        "third-party", "other", "unknown"
    ]))]
    does: &'static str,
    /// What the file is about to do to it.
    #[schemars(extend("enum" = [
        "create", "update", "replace", "no-op", "exists", "planned", "forget"
    ]))]
    action: &'static str,
    /// Where it is written.
    at: Option<AtJson<'a>>,
    /// Where it is.
    location: LocationJson<'a>,
    /// Where else it sends or keeps data.
    copies: Vec<CopyJson<'a>>,
    /// How long it keeps data; null where nothing says so.
    keeps: Option<KeepsJson<'a>>,
    /// What its attributes say of encryption, keys and access, for the types of which the tables know.
    settings: Vec<SettingJson<'a>>,
    /// What it allows, where it is a policy that allows some regions only.
    guardrail: Option<&'a str>,
    /// The guardrails in the file that guarantee its location, by address.
    guaranteed_by: &'a [String],
    /// The systems of the estate that it is.
    systems: &'a [String],
    /// The resource of which it is part, where it has its systems from that.
    part_of: Option<&'a str>,
    /// Firms that the names of its settings hint at.
    hints: &'a [String],
    /// What else is to be known of it.
    notes: &'a [String],
}

/// A place in a file. Lines and columns count from 1.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "At")]
struct AtJson<'a> {
    /// The file.
    file: &'a str,
    /// The line.
    #[schemars(range(min = 1))]
    line: u32,
    /// The column in characters.
    #[schemars(range(min = 1))]
    column: u32,
}

/// Where something is, and how that is known.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Location")]
struct LocationJson<'a> {
    /// How it is known.
    #[schemars(extend("enum" = [
        "stated", "inferred", "unknown-until-apply", "not-a-place", "not-stated"
    ]))]
    known: &'static str,
    /// From what it was inferred; null where it was not.
    #[schemars(extend("enum" = [
        "provider", "zone", "arn", "resource", "others", "data-source", "service-default", "call", "parameter",
        "global-service", null
    ]))]
    inferred_from: Option<&'static str>,
    /// The places; none where none is known.
    places: Vec<PlaceJson<'a>>,
    /// The text that is no place, where it can be shown.
    text: Option<&'a str>,
    /// All of this in words.
    words: String,
    /// On which side of the border of the UK and the EEA it is.
    #[schemars(extend("enum" = ["outside", "unknown", "inside"]))]
    side: &'static str,
    /// Where it is written.
    at: Option<AtJson<'a>>,
}

/// A place.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Region")]
struct PlaceJson<'a> {
    /// The cloud's word for it.
    region: &'a str,
    /// The country, by its code; of several it is any one; none where no country can be named.
    countries: Vec<&'a str>,
    /// The area, where it is no country.
    area: Option<&'a str>,
    /// It is no single region.
    wide: bool,
    /// It binds the provider; else it is a preference.
    binding: bool,
    /// Whether a source was read for it.
    checked: bool,
}

/// Where else a resource sends or keeps data.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Copy")]
struct CopyJson<'a> {
    /// The attribute that says so.
    attribute: &'a str,
    /// Where to, in words.
    to: String,
    /// The countries, by their codes.
    countries: Vec<String>,
    /// On which side of the border of the UK and the EEA that is.
    #[schemars(extend("enum" = ["outside", "unknown", "inside"]))]
    side: &'static str,
    /// Where it is written.
    at: Option<AtJson<'a>>,
}

/// How long a resource keeps data.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Keeps")]
struct KeepsJson<'a> {
    /// For how many days; null: without end.
    days: Option<u32>,
    /// The attribute that says so.
    attribute: &'a str,
    /// Where it is written.
    at: Option<AtJson<'a>>,
}

/// What an attribute says.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Setting")]
struct SettingJson<'a> {
    /// What it is about: the keys are others than the provider's own (`own-keys`), anyone can read data
    /// (`anyone-reads`), any network can reach it (`any-network`).
    #[schemars(extend("enum" = [
        "encryption-at-rest", "encryption-in-transfer", "own-keys", "anyone-reads", "any-network"
    ]))]
    what: &'static str,
    /// Whether it is so.
    #[schemars(extend("enum" = ["yes", "no", "not-recorded"]))]
    answer: &'static str,
    /// What is set; empty where nothing answers.
    words: &'a str,
    /// The page by which it is so where nothing is set.
    source: Option<&'a str>,
    /// Where it is written.
    at: Option<AtJson<'a>>,
}

/// Writes the report as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn reconcile_json(report: &ReconcileReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let found = report.report.as_ref();
    let json = ReconcileJson {
        version: FORMAT_VERSION,
        estate: found.map(|found| found.estate.as_str()),
        as_of: report.day.to_string(),
        tables_as_of: &report.tables_as_of.1,
        files: report.files.iter().map(file).collect(),
        resources: report
            .resources
            .iter()
            .map(|view| resource(view, report.sources))
            .collect(),
        summary: found.map(|found| found.summary.into()),
        findings: found.map_or_else(Vec::new, |found| {
            let findings = found.arranged().into_iter();
            findings
                .map(|view| FindingJson::new(view, found.sources))
                .collect()
        }),
    };
    json_text::write(&json, out)
}

/// The JSON Schema (draft 2020-12) of what [`reconcile_json`] writes.
pub fn reconcile_schema() -> serde_json::Value {
    schema_of::<ReconcileJson<'_>>()
}

fn file(view: &FileView) -> FileJson<'_> {
    FileJson {
        file: &view.path,
        kind: view.form.1,
        resources: view.resources,
        left_out: view
            .left_out
            .iter()
            .map(|(count, what)| LeftOutJson {
                count: *count,
                what,
            })
            .collect(),
        notes: &view.notes,
    }
}

fn resource<'a>(view: &'a ResourceView, sources: &'a SourceMap) -> ResourceJson<'a> {
    ResourceJson {
        address: &view.address,
        r#type: &view.type_name,
        provider: &view.provider,
        operator: view.operator.as_deref(),
        service: view.is_service,
        module: view.module.as_deref(),
        does: view.does.as_str(),
        action: view.action,
        at: at(view.span, sources),
        location: location(&view.location, view.side, sources),
        copies: view
            .copies
            .iter()
            .map(|(place, side)| copy(place, *side, sources))
            .collect(),
        keeps: view.kept.as_ref().map(|kept| KeepsJson {
            days: kept.days,
            attribute: &kept.attribute,
            at: at(kept.span, sources),
        }),
        settings: view
            .settings
            .iter()
            .map(|setting| said(setting, sources))
            .collect(),
        guardrail: view.guardrail.as_deref(),
        guaranteed_by: &view.guaranteed_by,
        systems: &view.systems,
        part_of: view.through.as_deref(),
        hints: &view.hints,
        notes: &view.notes,
    }
}

fn said<'a>(setting: &'a Setting, sources: &'a SourceMap) -> SettingJson<'a> {
    SettingJson {
        what: setting.kind.id(),
        answer: match setting.answer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not-recorded",
        },
        words: &setting.words,
        source: setting.source.as_deref(),
        at: at(setting.span, sources),
    }
}

fn at(span: Span, sources: &SourceMap) -> Option<AtJson<'_>> {
    let (file, at) = sources.locate(span)?;
    Some(AtJson {
        file,
        line: at.line,
        column: at.column,
    })
}

fn location<'a>(location: &'a Location, side: Side, sources: &'a SourceMap) -> LocationJson<'a> {
    LocationJson {
        known: location.how(),
        inferred_from: match location {
            Location::Inferred(_, clue) => Some(clue.id()),
            _ => None,
        },
        places: location.places().iter().map(place).collect(),
        text: match location {
            Location::NotAPlace(word, _) => word.as_deref(),
            _ => None,
        },
        words: super::where_words(location),
        side: side.as_str(),
        at: location.span().and_then(|span| at(span, sources)),
    }
}

fn place(place: &Place) -> PlaceJson<'_> {
    PlaceJson {
        region: &place.region,
        countries: place
            .countries
            .iter()
            .map(|country| country.as_str())
            .collect(),
        area: place.area.as_deref(),
        wide: place.is_wide,
        binding: place.binds,
        checked: place.checked,
    }
}

fn copy<'a>(copy: &'a CopyPlace, side: Side, sources: &'a SourceMap) -> CopyJson<'a> {
    CopyJson {
        attribute: &copy.attribute,
        to: copy.to.words(),
        countries: copy
            .to
            .countries()
            .iter()
            .map(|country| country.as_str().to_owned())
            .collect(),
        side: side.as_str(),
        at: at(copy.span, sources),
    }
}
