//! From files to the validated estate: the only entry point.

use super::model::{Estate, FlowIx};
use super::problems::Problems;
use super::read;
use crate::estate::resolve;
use crate::estate::resolve::FlowPlaces;
use crate::input::{Files, InputError, SourceMap};

/// The result of loading an estate.
#[derive(Debug)]
pub struct Loaded {
    /// Every file that was read, also when the estate is at fault: errors point into it.
    pub sources: SourceMap,
    /// The estate, or all that is wrong with its files, by file and place.
    pub estate: Result<Estate, Vec<InputError>>,
}

/// Loads the estate whose first file is `root` (as a rule `fairnotice.yaml`) within the folder of
/// `files`. Nothing outside that folder is read, and nothing depends on the order of files, keys or
/// lists.
///
/// All errors that can be found are reported together. What is defined in a part that cannot be
/// read is not reported as missing elsewhere.
pub fn load(files: &dyn Files, root: &str) -> Loaded {
    let mut sources = SourceMap::new();
    let mut problems = Problems::default();
    let estate = read::documents(files, root, None, &mut sources, &mut problems)
        .and_then(|documents| resolve::estate(documents, None, &mut sources, &mut problems));
    let estate = match estate {
        Some(estate) if problems.is_empty() => Ok(estate),
        _ => Err(problems.into_list()),
    };
    Loaded { sources, estate }
}

impl Estate {
    /// Where the values of a flow are written. The line of a bulk flow is read again for this, so
    /// ask for what is shown, not for everything.
    pub fn flow_places(&self, sources: &SourceMap, flow: FlowIx) -> FlowPlaces<'_> {
        resolve::flow_places(self, sources, flow)
    }
}
