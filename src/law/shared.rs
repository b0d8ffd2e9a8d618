//! The built-in law, read once for all estates of a process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Law;
use crate::input::{FileId, InputError, SourceMap};

/// So many readings are kept. They differ in the ids of their files alone, which depend on how many files an estate
/// has.
const MOST: usize = 32;

/// What was read, by the id of its first file.
static READ: Mutex<BTreeMap<FileId, Arc<Law>>> = Mutex::new(BTreeMap::new());

impl Law {
    /// The built-in law, as [`builtin`](Self::builtin) reads it, shared with those who asked for it before. Its texts are
    /// added to `sources`.
    ///
    /// # Errors
    /// Those of [`builtin`](Self::builtin).
    pub fn shared(sources: &mut SourceMap) -> Result<Arc<Self>, Vec<InputError>> {
        let first = sources.upcoming();
        let known = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let law = known.get(&first).map(Arc::clone);
        drop(known);
        if let Some(law) = law {
            Self::add_texts(sources);
            return Ok(law);
        }
        let law = Arc::new(Self::builtin(sources)?);
        let mut known = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST {
            known.insert(first, Arc::clone(&law));
        }
        drop(known);
        Ok(law)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_law_points_into_the_files_of_each_list() {
        let read = |before: usize| {
            let mut sources = SourceMap::new();
            for at in 0..before {
                sources.add(format!("{at}.yaml"), "name: X\n");
            }
            let law = Law::shared(&mut sources).expect("the built-in law");
            (law, sources)
        };
        let (first, _) = read(1);
        let (again, sources) = read(1);
        assert!(Arc::ptr_eq(&first, &again));
        let (other, others) = read(2);
        assert!(!Arc::ptr_eq(&first, &other));
        for (law, sources) in [(&again, &sources), (&other, &others)] {
            let row = law.row("art-5-1-a").expect("a row");
            let file = sources.file(row.span.file).expect("its file");
            let words = file
                .text()
                .get(row.span.start as usize..row.span.end as usize);
            assert!(
                words.is_some_and(|it| it.contains("art-5-1-a")),
                "{words:?}"
            );
        }
        let mut fresh = SourceMap::new();
        fresh.add("0.yaml", "name: X\n");
        assert_eq!(*first, Law::builtin(&mut fresh).expect("the built-in law"));
    }
}
