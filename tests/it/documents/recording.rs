//! The recording of a terminal with which README opens: calls and what they print, as a picture. `FAIRNOTICE_UPDATE=1`
//! writes it; otherwise it is compared.

use std::cell::RefCell;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use anstyle_svg::Term;
use clap::Parser;
use fairnotice::cli::{Arguments, Env, run};

use super::blocks::{read, root, update, write};
use crate::support::run::{DAY, copy, folder};

/// Where the picture is.
const PICTURE: &str = "docs/start.svg";

/// The calls, in a folder with the documents of `flows/larkfield`.
const CALLS: [&str; 3] = [
    "init my-estate --notice notice.md --subprocessors subprocessors.md --deployed plan.json",
    "questions my-estate --first 2",
    "check my-estate --statistics",
];

/// Columns of the terminal.
const WIDTH: usize = 96;

/// A stream that can still be read when the call is over.
#[derive(Clone, Default)]
struct Stream(Rc<RefCell<Vec<u8>>>);

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a call prints in a terminal with colours.
fn printed(call: &str, folder: &Path) -> String {
    let stream = Stream::default();
    let mut env = Env {
        out: Box::new(stream.clone()),
        err: Box::new(stream.clone()),
        pager: None,
        width: WIDTH,
        color: true,
        error_color: true,
        today: DAY.parse().unwrap(),
        folder: folder.to_owned(),
        ..Env::of_process()
    };
    let words = call.split_whitespace();
    let arguments = Arguments::try_parse_from(["fairnotice"].into_iter().chain(words));
    run(&arguments.unwrap(), &mut env);
    drop(env);
    String::from_utf8(stream.0.take()).unwrap()
}

/// The whole session, with the colours of a terminal.
fn session() -> String {
    let folder = folder();
    copy(&root().join("flows/larkfield/sources"), folder.path());
    let mut session = String::new();
    for call in CALLS {
        let shown = printed(call, folder.path());
        assert!(shown.lines().count() > 5, "{call}: {shown}");
        if !session.is_empty() {
            session.push('\n');
        }
        session.push_str(&format!(
            "\u{1b}[32m$\u{1b}[0m \u{1b}[1mfairnotice {call}\u{1b}[0m\n{shown}"
        ));
    }
    session
}

#[test]
fn readme_opens_with_what_a_terminal_shows() {
    let session = session();
    let picture = Term::new().render_svg(&session);
    if update() {
        write(PICTURE, &picture);
    }
    let held = read(PICTURE);
    assert!(
        held == picture,
        "{PICTURE} shows something else; `FAIRNOTICE_UPDATE=1 cargo test recording` writes it"
    );
    let readme = read("README.md");
    assert!(readme.contains(&format!("]({PICTURE})")), "README shows it");
    for call in CALLS {
        let verb = call.split_whitespace().next().unwrap();
        assert!(
            readme.contains(&format!("fairnotice {verb} my-estate")),
            "{call}"
        );
    }
    // No address of a machine, and no folder of a test.
    assert!(!session.contains("/tmp"), "{session}");
}
