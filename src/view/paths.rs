//! Paths as reports show them: from where the command runs, or from the root of a repository.

/// A path that is relative to a folder, as seen from where that folder is seen; `None` where it leads out of
/// there, or is absolute.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path below a root; an empty root changes nothing. What lies outside the root (a scenario) is
/// named without the way there and back.
pub fn under(root: &str, path: &str) -> String {
    let folders = root
        .rsplit_once('/')
        .map_or(("", root), |(above, last)| (above, last));
    if let (Some(rest), (above, last)) = (path.strip_prefix("../"), folders)
        && !matches!(last, "" | "..")
    {
        return under(above, rest);
    }
    match root {
        "" => path.to_owned(),
        root => format!("{root}/{path}"),
    }
}
