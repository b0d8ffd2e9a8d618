//! Arguments that several verbs share.

use std::borrow::Cow;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

/// Which estate, and on which day.
#[derive(Debug, Clone, Default, Args)]
pub struct EstateArguments {
    /// The estate: a folder with a `fairnotice.yaml`, or that file; by default the nearest one upwards
    pub estate: Option<PathBuf>,
    /// The day to check, as YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

impl EstateArguments {
    /// The estate as the call named it.
    pub fn named(&self) -> Option<Cow<'_, str>> {
        self.estate.as_ref().map(|path| path.to_string_lossy())
    }
}
