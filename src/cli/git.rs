//! Asking the `git` command for objects of a repository, and for nothing else.
//!
//! A repository may be hostile, and its configuration names programs: for transports, hooks,
//! monitors, filters. So git is only asked for what needs none of them (a commit, the entries of a
//! tree, the bytes of a blob), and all of them are switched off as well, the network first: an object
//! that is missing in a partial clone is an error, not a fetch. The repository is the one that
//! contains the folder, whatever variables a hook or a shell has set.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};

use super::errors::CliError;
use super::watched::Watched;
use crate::input::{FileError, limits};

/// Settings that override those of the repository, on the command line of git.
const SETTINGS: [&str; 10] = [
    // A bare repository within the files of another is nobody's own.
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.askPass=false",
    "credential.helper=",
    "gc.auto=0",
    "maintenance.auto=false",
    "fetch.writeCommitGraph=false",
];

/// Variables that override what a repository is or does.
const ENVIRONMENT: [(&str, &str); 7] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    // This one overrides `protocol.NAME.allow` of a repository too. No protocol has that name.
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_PAGER", "cat"),
    ("LC_ALL", "C"),
];

/// What is kept of the variables of git: where its programs are, how far it looks for a repository, and
/// the user's own configuration, which may call a folder safe.
const KEPT: [&str; 4] = [
    "GIT_EXEC_PATH",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_CONFIG",
];

/// A call of git in a folder.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).arg("--no-pager");
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.args(arguments);
    for (name, _) in std::env::vars_os() {
        let shown = name.to_string_lossy();
        if shown.starts_with("GIT_") && !KEPT.iter().any(|kept| shown.starts_with(kept)) {
            command.env_remove(&name);
        }
    }
    command
        .envs(ENVIRONMENT)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn cannot(error: &std::io::Error) -> CliError {
    CliError::Message(format!("cannot run `git`: {error}"))
}

/// What git writes, or where it says no the first line of why.
fn answer(folder: &Path, arguments: &[&str]) -> Result<Result<String, String>, CliError> {
    let git = Watched::start(&mut command(folder, arguments), limits::GIT_PATIENCE)
        .map_err(|error| cannot(&error))?;
    let (status, said, why) = git.output().map_err(|error| cannot(&error))?;
    let message = String::from_utf8_lossy(&why);
    let mut lines = message.lines().map(str::trim);
    let first = lines.next().unwrap_or("").to_owned();
    // What a colon announces is in the next line.
    let rest = lines.next().filter(|_| first.ends_with(':'));
    let message = rest.map_or(first.clone(), |rest| format!("{first} {rest}"));
    Ok(if status.success() {
        let text = String::from_utf8_lossy(&said);
        Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
    } else {
        let message = message.strip_prefix("fatal: ").unwrap_or(&message);
        Err(message.to_owned())
    })
}

/// The path of a folder in its repository: with `/`, and without one at the end.
pub(super) fn prefix(folder: &Path, revision: &str) -> Result<String, CliError> {
    let refused = |why: String| {
        CliError::Message(if why.starts_with("not a git repository") {
            format!(
                "there is no folder `{revision}`, and no repository of git to have such a revision"
            )
        } else {
            format!(
                "there is no folder `{revision}`, and git does not read the repository at hand: {why}"
            )
        })
    };
    let prefix = answer(folder, &["rev-parse", "--show-prefix"])?.map_err(refused)?;
    let top = answer(folder, &["rev-parse", "--show-toplevel"])?.map_err(refused)?;
    // The configuration of a repository may call any folder its working tree, one above its own among them.
    let claimed = PathBuf::from(&top).join(&prefix).canonicalize().ok();
    if claimed.is_none() || claimed != folder.canonicalize().ok() || !is_own(folder, &top)? {
        return Err(refused(format!(
            "its configuration (`core.worktree`) has the files in `{top}`"
        )));
    }
    Ok(prefix.trim_end_matches('/').to_owned())
}

/// Whether the repository of a folder is the one whose `.git` lies in `top`.
fn is_own(folder: &Path, top: &str) -> Result<bool, CliError> {
    let place = Path::new(top).join(".git");
    let place = place.to_string_lossy();
    let of_top = answer(folder, &["rev-parse", "--resolve-git-dir", &place])?;
    let own = answer(folder, &["rev-parse", "--absolute-git-dir"])?;
    let (Ok(of_top), Ok(own)) = (of_top, own) else {
        return Ok(false);
    };
    let whole = |path: String| folder.join(path).canonicalize().ok();
    let own = whole(own);
    Ok(own.is_some() && own == whole(of_top))
}

/// The commit that a word names, if any does.
pub(super) fn commit(folder: &Path, revision: &str) -> Result<Option<String>, CliError> {
    let wanted = format!("{revision}^{{commit}}");
    let asked = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &wanted,
    ];
    Ok(answer(folder, &asked)?.ok())
}

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TreeEntryKind {
    /// A file.
    File,
    /// A symbolic link, whose target is its content.
    Link,
    /// Another repository, whose files this one does not have.
    Submodule,
}

/// An entry of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TreeEntry {
    /// What it is.
    pub kind: TreeEntryKind,
    /// The name of its object.
    pub object: String,
    /// Whether its path is UTF-8, so that an estate can name it.
    pub is_named: bool,
    /// Whether another entry has the same path.
    pub is_twice: bool,
}

impl TreeEntry {
    /// That a path can name it, and nothing else.
    ///
    /// # Errors
    /// When the path is not UTF-8, or is that of another entry.
    pub fn named(&self) -> Result<(), FileError> {
        match (self.is_named, self.is_twice) {
            (false, _) => Err(FileError::NameNotUtf8),
            (true, true) => Err(FileError::NamedTwice),
            (true, false) => Ok(()),
        }
    }
}

/// Whether an object that is not given is there, and damaged. Git has several words for that.
pub(super) fn is_damaged(folder: &Path, object: &str) -> bool {
    const WORDS: [&str; 7] = [
        "corrupt",
        "unpack",
        "inflate",
        "mismatch",
        "garbage",
        "is empty",
        "unable to stream",
    ];
    let mut call = command(folder, &["cat-file", "blob", object]);
    let git = Watched::start(call.stdout(Stdio::null()), limits::GIT_PATIENCE);
    let Ok((status, _, why)) = git.and_then(|git| git.output()) else {
        return false;
    };
    let why = String::from_utf8_lossy(&why);
    !status.success() && WORDS.iter().any(|word| why.contains(word))
}

/// The entries below a tree with their paths; `None` where there is no such tree.
pub(super) fn entries(
    folder: &Path,
    tree: &str,
) -> Result<Option<Vec<(String, TreeEntry)>>, CliError> {
    let mut call = command(folder, &["ls-tree", "-r", "-z", "--full-tree", tree]);
    let git = Watched::start(call.stderr(Stdio::null()), limits::GIT_PATIENCE)
        .map_err(|error| cannot(&error))?;
    let (_, Some(stdout), _) = git.streams().map_err(|error| cannot(&error))? else {
        return Ok(None);
    };
    let mut found = Vec::new();
    // A few small trees can name each other a million times: what comes is counted while it comes.
    let mut lines = BufReader::new(stdout.take(limits::MAX_LISTING_BYTES)).split(b'\0');
    let mut bytes = 0;
    while let Some(line) = lines.next().transpose().map_err(|error| cannot(&error))? {
        git.asked();
        bytes += line.len() as u64 + 1;
        found.extend(entry(&line));
        if found.len() > limits::MAX_ENTRIES || bytes >= limits::MAX_LISTING_BYTES {
            return Err(CliError::Message(format!(
                "the revision has more than {} files below the estate's folder, or their names have more than {} bytes",
                limits::MAX_ENTRIES,
                limits::MAX_LISTING_BYTES
            )));
        }
    }
    let done = git.ended().map_err(|error| cannot(&error))?;
    Ok(done.success().then_some(found))
}

/// An entry as `ls-tree` writes it: `MODE TYPE OBJECT<tab>PATH`.
fn entry(line: &[u8]) -> Option<(String, TreeEntry)> {
    let is_named = std::str::from_utf8(line).is_ok();
    let line = String::from_utf8_lossy(line);
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split(' ');
    let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
    let kind = match mode {
        "120000" => TreeEntryKind::Link,
        "160000" => TreeEntryKind::Submodule,
        _ => TreeEntryKind::File,
    };
    let object = object.to_owned();
    let entry = TreeEntry {
        kind,
        object,
        is_named,
        is_twice: false,
    };
    Some((path.to_owned(), entry))
}

/// A git that gives objects, as long as it is asked.
#[derive(Debug)]
pub(super) struct Objects {
    git: Watched,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// The result of asking for an object.
pub(super) enum ObjectRead {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It has so many bytes, more than were asked for.
    TooLarge(u64),
    /// The repository does not have it.
    Lacking,
}

impl Objects {
    /// Starts one.
    pub fn of(folder: &Path) -> std::io::Result<Self> {
        let mut call = command(folder, &["cat-file", "--batch"]);
        let call = call.stdin(Stdio::piped()).stderr(Stdio::null());
        let git = Watched::start(call, limits::GIT_PATIENCE)?;
        git.answered();
        match git.streams()? {
            (Some(asks), Some(answers), _) => Ok(Self {
                git,
                asks,
                answers: BufReader::new(answers),
            }),
            _ => Err(std::io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// An object of at most `limit` bytes. After one that is larger, this one is of no more use.
    pub fn get(&mut self, object: &str, limit: u64) -> std::io::Result<ObjectRead> {
        self.git.asked();
        let read = self.read(object, limit);
        self.git.answered();
        self.git.late()?;
        read
    }

    fn read(&mut self, object: &str, limit: u64) -> std::io::Result<ObjectRead> {
        writeln!(self.asks, "{object}")?;
        self.asks.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        // `OBJECT TYPE SIZE`, or `OBJECT missing`.
        let size = head.trim_end().rsplit(' ').next();
        let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
            return Ok(ObjectRead::Lacking);
        };
        if size > limit {
            return Ok(ObjectRead::TooLarge(size));
        }
        let mut bytes = vec![0; size as usize];
        self.answers.read_exact(&mut bytes)?;
        // An end of line follows it.
        self.answers.read_exact(&mut [0])?;
        Ok(ObjectRead::Bytes(bytes))
    }
}
