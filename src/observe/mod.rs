//! Files of other tools that say what was seen: which hosts a page, a service or a pipeline communicated with.
//! Each format has a reader; what comes out is an [`Observation`]: hosts with counts, days and cookies, and
//! nothing else of the file. Of its text only hosts and the names of cookies stay readable.
//!
//! Whom a host belongs to, the estate and the table of vendors say: see [`Directory`].

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
mod node;
mod otlp;
#[cfg(test)]
mod page_tests;
mod table;
#[cfg(test)]
mod tests;
mod times;

use crate::import::{FileKind, ImportSource, NotText, Options, masked};
use crate::input::{InputError, InputErrorKind, SourceMap, Span};

pub use directory::{Directory, Owner};
pub use format::{ObservationFormat, Observed, ObservedSource};
pub use group::{Group, Grouped, Row, Tally, Whom, domain_of, grouped};
pub use host::{Reach, host_of, reach};
pub use model::{Lifetime, Observation, Phase, Seen, SeenCookie, SeenKind};

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
    read.map(|read| {
        let mut observation = read.observation;
        for seen in &mut observation.seen {
            if seen.phase == Phase::NotStated {
                seen.phase = phase;
            }
        }
        observation
    })
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
