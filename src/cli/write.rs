//! Writing files: all of it or nothing.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::errors::CliError;

/// Writes a file through a temporary one in the same folder, which takes its name only when it is
/// complete: a run that is cut off leaves the old file, never half of a new one.
pub fn write_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    let failed = |error: &dyn std::fmt::Display| {
        CliError::Message(format!("cannot write `{}`: {error}", path.display()))
    };
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".fairnotice-")
        .tempfile_in(folder)
        .map_err(|error| failed(&error))?;
    {
        let mut writer = BufWriter::new(file.as_file_mut());
        fill(&mut writer)
            .and_then(|()| writer.flush())
            .map_err(|error| failed(&error))?;
    }
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    readable_by_others(file.as_file()).map_err(|error| failed(&error))?;
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// A temporary file is readable by its owner alone; a report has the rights of any new file that
/// is not secret.
fn readable_by_others(file: &std::fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
