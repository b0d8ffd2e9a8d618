//! The parts of a package (a ZIP archive), within limits.

use super::DocumentFault;

/// The text of the parts of a package.
#[cfg(feature = "documents")]
pub(super) struct Package<'b> {
    archive: zip::ZipArchive<std::io::Cursor<&'b [u8]>>,
    left: u64,
}

#[cfg(feature = "documents")]
impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, DocumentFault> {
        let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > super::MAX_PARTS {
            return Err(DocumentFault::TooLarge(format!(
                "{} parts",
                super::MAX_PARTS
            )));
        }
        Ok(Self {
            archive,
            left: super::MAX_UNPACKED,
        })
    }

    /// Whether there is a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part; `None` where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, DocumentFault> {
        use std::io::Read as _;
        let Some(at) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let part = self.archive.by_index(at).map_err(damaged)?;
        let mut bytes = Vec::new();
        // What the directory says of sizes may be wrong: what comes out is counted.
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        let read = read.map_err(damaged)? as u64;
        self.left = self.left.checked_sub(read).ok_or_else(|| {
            let most = super::MAX_UNPACKED >> 20;
            DocumentFault::TooLarge(format!("{most} MiB when unpacked"))
        })?;
        crate::input::text_of(bytes).map(Some).map_err(damaged)
    }
}

#[cfg(feature = "documents")]
fn damaged(error: impl std::fmt::Display) -> DocumentFault {
    DocumentFault::Damaged(error.to_string())
}

/// What a package is in a program that cannot unpack one.
#[cfg(not(feature = "documents"))]
pub(super) struct Package(std::convert::Infallible);

#[cfg(not(feature = "documents"))]
impl Package {
    pub(super) fn open(_: &[u8]) -> Result<Self, DocumentFault> {
        Err(DocumentFault::NotBuilt)
    }

    pub(super) fn has(&self, _: &str) -> bool {
        match self.0 {}
    }

    pub(super) fn text(&mut self, _: &str) -> Result<Option<String>, DocumentFault> {
        match self.0 {}
    }
}
