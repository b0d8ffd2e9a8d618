//! What loading promises, on small estates in memory.

mod broken;
mod bulk;
mod defaults;
mod documents;
mod errors;
mod files;
mod notice_errors;
mod order;
mod overlay;
mod schemas;
mod vendors;
mod versions;
mod whole;

use super::{Loaded, load};
use crate::estate::model::Estate;
use crate::input::MemoryFiles;

/// Loads an estate of one file.
fn one(text: &str) -> Loaded {
    load(
        &MemoryFiles::new().with("fairnotice.yaml", text),
        "fairnotice.yaml",
    )
}

/// The estate, which must be sound.
fn sound(loaded: Loaded) -> (Estate, crate::input::SourceMap) {
    let shown = shown(&loaded);
    match loaded.estate {
        Ok(estate) => (estate, loaded.sources),
        Err(_) => panic!("{}", shown.join("\n")),
    }
}

/// The errors as `path:line:column: message (help) [related line]`; none when the estate is sound.
fn shown(loaded: &Loaded) -> Vec<String> {
    let Err(errors) = &loaded.estate else {
        return Vec::new();
    };
    errors
        .iter()
        .map(|error| {
            let at = match error.span.and_then(|span| loaded.sources.locate(span)) {
                Some((path, at)) => format!("{path}:{}:{}: ", at.line, at.column),
                None => String::new(),
            };
            let help = error
                .help
                .as_ref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            let related = error.related.as_ref().and_then(|(span, label)| {
                let (path, at) = loaded.sources.locate(*span)?;
                Some(format!(" [{label}: {path}:{}]", at.line))
            });
            format!("{at}{}{help}{}", error.message, related.unwrap_or_default())
        })
        .collect()
}
