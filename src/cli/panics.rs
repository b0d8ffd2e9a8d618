//! Panics of the program: their words are for those who repair it, and a file that makes a library panic is no fault of
//! the program.

use std::panic::{set_hook, take_hook};

use crate::notice::document::READER_THREAD;

/// Keeps panics in the thread that reads a document from standard error, where the error that they become is said in
/// words. Panics of all other threads are reported as before.
pub fn keep_those_of_readers_quiet() {
    let report = take_hook();
    set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(READER_THREAD) {
            report(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::thread::Builder;

    use super::*;

    #[test]
    fn only_the_reader_of_a_document_panics_in_silence() {
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let (report, reported) = (take_hook(), seen.clone());
        set_hook(Box::new(move |panic| {
            let name = std::thread::current().name().unwrap_or("").to_owned();
            match name.as_str() {
                READER_THREAD | "another" => reported.lock().unwrap().push(name),
                _ => report(panic),
            }
        }));
        keep_those_of_readers_quiet();
        for name in [READER_THREAD, "another"] {
            let thread = Builder::new().name(name.to_owned());
            let thread = thread.spawn(|| panic!("a fault")).unwrap();
            assert!(thread.join().is_err());
        }
        assert_eq!(*seen.lock().unwrap(), ["another"]);
    }
}
