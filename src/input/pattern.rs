//! Globs: which files they match, and which folders can contain these.

use globset::{GlobBuilder, GlobMatcher};

use super::file_error::FileError;

/// A glob. `*` stays within a folder, `**` matches folders below.
#[derive(Debug)]
pub struct Pattern {
    whole: GlobMatcher,
    /// What the names of the folders on the way must match, from the first one on; what comes behind
    /// them may lie at any depth if `deep`.
    parts: Vec<(GlobMatcher, bool)>,
    deep: bool,
    /// It writes a dot at the start of some name.
    dotted: bool,
}

impl Pattern {
    /// Whether a path is a glob.
    pub fn is_one(path: &str) -> bool {
        path.contains(['*', '?', '[', '{'])
    }

    /// Reads a glob.
    ///
    /// # Errors
    /// One that does not parse.
    pub fn new(pattern: &str) -> Result<Self, FileError> {
        let whole = compiled(pattern)?;
        let mut parts = Vec::new();
        // A choice, a class or an escape may hold a `/`: then nothing is known of single folders.
        let mut deep = pattern.contains(['{', '[', '\\']);
        if !deep {
            for part in pattern.split('/') {
                if part == "**" {
                    deep = true;
                    break;
                }
                parts.push((compiled(part)?, part.starts_with('.')));
            }
        }
        Ok(Self {
            whole,
            parts,
            deep,
            dotted: pattern.starts_with('.') || pattern.contains("/."),
        })
    }

    /// Whether a path is matched.
    pub fn matches(&self, path: &str) -> bool {
        let names = path.split('/').enumerate();
        let mut hidden = names.filter(|(_, name)| name.starts_with('.'));
        hidden.all(|(depth, _)| self.names_hidden(depth)) && self.whole.is_match(path)
    }

    /// Whether a folder may hold files that are matched; its name is `name`, and `depth` folders lie
    /// above it.
    pub fn enters(&self, depth: usize, name: &str) -> bool {
        if name.starts_with('.') && !self.names_hidden(depth) {
            return false;
        }
        match self.parts.get(depth) {
            Some((part, _)) => part.is_match(name) && (self.deep || depth + 1 < self.parts.len()),
            None => self.deep,
        }
    }

    /// Whether a hidden name at a depth may match.
    fn names_hidden(&self, depth: usize) -> bool {
        match self.parts.get(depth) {
            Some((_, hidden)) => *hidden,
            None => self.dotted,
        }
    }
}

fn compiled(pattern: &str) -> Result<GlobMatcher, FileError> {
    GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| FileError::Pattern(error.kind().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looking only into the folders that are entered finds whatever the whole pattern matches.
    #[test]
    fn every_folder_of_a_match_is_entered() {
        let paths = [
            "a.yaml",
            "services/crm/flows.yaml",
            "services/crm/node_modules/x/flows.yaml",
            "services/.hidden/flows.yaml",
            ".github/estate.yaml",
            "a/b/c/d.yaml",
        ];
        let patterns = [
            "*.yaml",
            "services/*/flows.yaml",
            "services/**/flows.yaml",
            "**/*.yaml",
            "{services,a}/**/*.yaml",
            ".github/*.yaml",
            "**/.hidden/*.yaml",
            "a/?/c/**",
            "[as]*/*/*.yaml",
        ];
        let mut matches = 0;
        for pattern in patterns {
            let read = Pattern::new(pattern).unwrap();
            for path in paths.iter().filter(|path| read.matches(path)) {
                matches += 1;
                let names: Vec<&str> = path.split('/').collect();
                for (depth, name) in names[..names.len() - 1].iter().enumerate() {
                    assert!(read.enters(depth, name), "{pattern} does not enter {path}");
                }
            }
        }
        assert_eq!(matches, 15);
    }

    #[test]
    fn folders_without_a_match_are_not_entered() {
        let pattern = Pattern::new("services/*/flows.yaml").unwrap();
        assert!(pattern.enters(0, "services") && pattern.enters(1, "crm"));
        assert!(!pattern.enters(0, "other") && !pattern.enters(2, "node_modules"));
        assert!(!pattern.enters(1, ".git"));
    }
}
