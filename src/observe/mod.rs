//! Files of other tools that say what was seen: which hosts a page, a service or a pipeline communicated with.
//! Each format has a reader; what comes out is an [`Observation`]: hosts with counts, days and cookies, and
//! nothing else of the file. Of its text only hosts and the names of cookies stay readable.
//!
//! Whom a host belongs to, the estate and the table of vendors say: see [`Directory`].

mod company;
mod csp;
mod directory;
mod edges;
mod evidence;
mod foreign;
mod format;
mod gather;
mod group;
mod har;
mod header;
mod host;
mod lineage;
mod model;
mod names;
mod node;
mod otlp;
mod page;
#[cfg(test)]
mod page_tests;
mod table;
#[cfg(test)]
mod tests;
mod times;

use crate::import::{FileKind, ImportSource, NotText, Options, masked};
use crate::input::{InputError, InputErrorKind, SourceMap, Span};

pub use company::measures;
pub use directory::{Directory, Owner};
pub use format::{ObservationFormat, Observed, ObservedSource};
pub use group::{Group, Grouped, Row, Tally, Whom, domain_of, grouped};
pub use host::{Reach, host_of, reach};
pub use model::{Lifetime, Observation, OtherPage, Phase, Seen, SeenCookie, SeenKind};

/// A file of what was seen may have this many bytes.
pub const MAX_OBSERVED_BYTES: u64 = 1024 * 1024 * 1024;

/// Every format, in the order in which they are asked whether a file is theirs.
pub const FORMATS: &[&dyn ObservationFormat] = &[
    &har::Har,
    &evidence::EvidenceCollector,
    &otlp::Traces,
    &lineage::Lineage,
    &edges::JsonEdges,
    &edges::CsvEdges,
    &csp::SecurityPolicy,
];

/// Reads a file by the format that recognises it. `path` is the file's path as it is shown; its text is added to
/// `sources` with everything but hosts and the names of cookies made unreadable. `phase` is what the call states
/// of the whole file; what the file states itself takes precedence.
///
/// # Errors
/// What the file is instead, or everything that is wrong with it. Nothing of its values is in the words.
pub fn read(
    path: &str,
    bytes: &[u8],
    phase: Phase,
    sources: &mut SourceMap,
) -> Result<Observation, Vec<InputError>> {
    if bytes.starts_with(b"PAR1") {
        let start = Span::new(sources.upcoming_given(), 0, 0);
        sources.add_given(path, String::new());
        let message = "this is a table in Parquet, which is not read";
        let error = InputError::new(InputErrorKind::Encoding, start, message);
        let help = "reduce it to CSV or NDJSON with `fairnotice-observe`";
        return Err(vec![error.help(help)]);
    }
    let options = Options::default();
    let source = ImportSource::new(sources.upcoming_given(), path, bytes, &options);
    let text = source.text_or_empty();
    let (read, frame) = match &source.text {
        Err(what) => (
            Err(vec![not_text(*what, Span::new(source.file, 0, 0))]),
            &[][..],
        ),
        Ok(_) => {
            let observed = ObservedSource {
                file: source.file,
                text,
            };
            let format = FORMATS.iter().find(|format| format.recognises(&observed));
            match format {
                Some(format) => (format.read(&observed), format.frame_keys()),
                None => (Err(vec![foreign::unrecognised(&observed)]), &[][..]),
            }
        }
    };
    let shown: &[Span] = read.as_ref().map_or(&[], |read| &read.shown);
    let text = masked(text, shown, frame);
    sources.add_given(path, text);
    let mut observation = read?.observation;
    is_read(&observation)?;
    is_of_phase(&observation, phase)?;
    for seen in &mut observation.seen {
        if seen.phase == Phase::NotStated {
            seen.phase = phase;
        }
    }
    let others = observation.others.iter_mut();
    let others = others.flat_map(|it| std::iter::once(&mut it.host).chain(&mut it.way));
    let pages = observation.site.iter_mut().chain(&mut observation.way);
    for host in pages.chain(others) {
        *host = host::kept(host).0;
    }
    Ok(observation)
}

/// That something of a file could be read. A table of edges may have none.
fn is_read(observation: &Observation) -> Result<(), Vec<InputError>> {
    let may_be_empty = [
        &edges::CsvEdges as &dyn ObservationFormat,
        &edges::JsonEdges,
    ];
    let is_table = may_be_empty
        .iter()
        .any(|it| it.kind().id == observation.kind.id);
    if observation.events > 0 || is_table {
        return Ok(());
    }
    let start = Span::new(observation.file, 0, 0);
    let message = format!(
        "this looks like {}, and nothing in it could be read",
        with_article(observation.kind.name)
    );
    let error = InputError::new(InputErrorKind::MissingKey, start, message);
    Err(vec![error.help(
        "save it again with what was seen; of a policy, save the header as the server sends it",
    )])
}

/// The name of a kind of file, with an article where it is one thing.
fn with_article(name: &str) -> String {
    let begins = |words: [&str; 2]| words.iter().any(|it| name.starts_with(it));
    if begins(["traces", "events"]) {
        return name.to_owned();
    }
    let article = if begins(["inspection", "edges"]) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

/// That a file does not state the contrary of what the call states of it.
fn is_of_phase(observation: &Observation, phase: Phase) -> Result<(), Vec<InputError>> {
    let contrary = |it: &&Seen| it.phase == Phase::AfterConsent;
    let mut seen = observation.seen.iter();
    let Some(seen) = seen.find(|it| phase == Phase::BeforeConsent && contrary(it)) else {
        return Ok(());
    };
    let message = "the file says that this was after consent, and the call says that it was before";
    let error = InputError::new(InputErrorKind::BadValue, seen.span, message);
    Err(vec![error.help(
        "pass it with `--observed`, or correct what the file says (`comment` of `log`, or the column `phase`)",
    )])
}

/// The kinds of file that can be read, in the order of the formats.
pub fn kinds() -> Vec<FileKind> {
    FORMATS.iter().map(|format| format.kind()).collect()
}

/// The error for a file that is no text.
fn not_text(what: NotText, at: Span) -> InputError {
    let help = match what {
        NotText::Archive | NotText::Compressed(_) => "unpack it, and pass the file in it",
        NotText::Binary(_) => foreign::EXPECTED,
        NotText::NeitherFrom(_) | NotText::CutOff | NotText::Mistaken | NotText::BrokenUtf16 => {
            "write it as UTF-8"
        }
    };
    InputError::new(InputErrorKind::Encoding, at, what.to_string()).help(help)
}
