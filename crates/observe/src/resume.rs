//! What was counted already: the edges of each file, kept in a folder.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::inputs::{Format, Input};
use crate::kinds::{Column, Kind};
use crate::sql::statement;

/// A folder with a file of edges for each file of logs.
pub(crate) struct Parts {
    folder: PathBuf,
    /// What of a run changes the edges of a file: the statement and the columns.
    way: String,
}

impl Parts {
    pub(crate) fn within(folder: &Path, kind: Kind, columns: &[Column]) -> Result<Self, Error> {
        let wrong = |error| Error::Output {
            path: folder.to_owned(),
            error,
        };
        std::fs::create_dir_all(folder).map_err(wrong)?;
        let folder = folder.canonicalize().map_err(wrong)?;
        let way = format!("{kind}\n{}\n{columns:?}", statement(kind));
        Ok(Self { folder, way })
    }

    /// Where the edges of a file are, or will be. A file that was written again is another one.
    pub(crate) fn of(&self, file: &Input) -> PathBuf {
        let since = file
            .modified
            .and_then(|it| it.duration_since(UNIX_EPOCH).ok());
        let mut sum = Sha256::new();
        sum.update(&self.way);
        sum.update(file.path.as_os_str().as_encoded_bytes());
        sum.update(format!("\n{}\n{since:?}", file.size));
        let name: String = sum
            .finalize()
            .iter()
            .map(|it| format!("{it:02x}"))
            .collect();
        self.folder.join(name).with_extension("parquet")
    }

    /// The edges of a file as a file to be added up.
    pub(crate) fn input(part: &Path) -> Result<Input, Error> {
        let about = std::fs::metadata(part);
        let about = about.map_err(|error| Error::Output {
            path: part.to_owned(),
            error,
        })?;
        Ok(Input {
            path: part.to_owned(),
            format: Format::Parquet,
            compression: FileCompressionType::UNCOMPRESSED,
            size: about.len(),
            modified: None,
        })
    }
}
