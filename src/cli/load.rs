//! Finding and loading the estate that a call is about.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::env::Env;
use super::errors::CliError;
use crate::engine::as_of::CheckError;
use crate::estate::{Loaded, load};
use crate::input::{DiskFiles, FileError, Files, InputError, InputErrorKind, SourceMap};
use crate::project::{Project, ROOT_FILES, first_file};
use crate::report::{TerminalOptions, input_errors};

/// Loads the estate that a call names, or the nearest one upwards, with its rules. What is wrong
/// with it has been reported when this fails.
pub fn ready(named: Option<&Path>, env: &mut Env) -> Result<Project, CliError> {
    let (folder, file) = find(named, env)?;
    let root = display_path(&folder, &env.folder);
    let files = files_in(&folder)?;
    ready_in(&files, &file, root, env)
}

/// As [`ready`], but files of waivers that are wrong are reported and left out: what a waiver needs is
/// what `explain` prints.
pub fn ready_without_broken_waivers(
    named: Option<&Path>,
    env: &mut Env,
) -> Result<Project, CliError> {
    let (folder, file) = find(named, env)?;
    let root = display_path(&folder, &env.folder);
    let files = files_in(&folder)?;
    let loaded = load(&files, &file);
    let Err(errors) = &loaded.estate else {
        return from_loaded(loaded, root, env);
    };
    let without = WithoutWaivers::new(&files, &loaded.sources, errors);
    let again = load(&without, &file);
    if again.estate.is_err() {
        return from_loaded(loaded, root, env);
    }
    let consequence = "explained without the waivers of these files";
    report(errors, &loaded.sources, &root, consequence, env)?;
    from_loaded(again, root, env)
}

/// Files in which some hold no waivers. A file of another kind is at fault in this form, so that only
/// files of waivers can be left out.
struct WithoutWaivers<'a> {
    files: &'a dyn Files,
    /// The paths of the files with errors.
    without: BTreeSet<&'a str>,
}

impl<'a> WithoutWaivers<'a> {
    fn new(files: &'a dyn Files, sources: &'a SourceMap, errors: &[InputError]) -> Self {
        let spans = errors.iter().filter_map(|error| error.span);
        let without = spans.filter_map(|span| sources.locate(span));
        Self {
            files,
            without: without.map(|(path, _)| path).collect(),
        }
    }
}

impl Files for WithoutWaivers<'_> {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        if self.without.contains(path) {
            return Ok("{\"waivers\": []}".to_owned());
        }
        self.files.read(path, limit)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        self.files.matching(pattern)
    }

    fn is_dir(&self, path: &str) -> bool {
        self.files.is_dir(path)
    }
}

/// The files of an estate's folder.
pub fn files_in(folder: &Path) -> Result<DiskFiles, CliError> {
    DiskFiles::new(folder).map_err(|error| {
        CliError::Message(format!(
            "cannot read the folder `{}`: {error}",
            folder.display()
        ))
    })
}

/// Loads an estate from some files; `root` is the folder that is shown before their paths.
pub fn ready_in(
    files: &dyn Files,
    file: &str,
    root: String,
    env: &mut Env,
) -> Result<Project, CliError> {
    from_loaded(load(files, file), root, env)
}

/// The project of an estate that was loaded; `root` as above.
pub fn from_loaded(loaded: Loaded, root: String, env: &mut Env) -> Result<Project, CliError> {
    let folder = env.folder.join(&root);
    let own = loaded.sources.iter().filter(|(_, it)| !it.is_builtin());
    env.inputs
        .extend(own.map(|(_, file)| folder.join(file.path())));
    match Project::from_loaded(loaded) {
        Ok(project) => Ok(Project { root, ..project }),
        Err(wrong) => Err(report_errors(&wrong.errors, &wrong.sources, &root, env)),
    }
}

/// Reports why an estate cannot be checked on a day.
pub fn cannot_check(error: CheckError, project: &Project, env: &mut Env) -> CliError {
    let message = error.to_string();
    let error = match error {
        CheckError::BeforeLaw { .. } => InputError::new(InputErrorKind::Date, None, message)
            .help("ask for a later day with `--as-of`"),
        CheckError::EmptySpan { .. } => InputError::new(InputErrorKind::Date, None, message),
        CheckError::NoRegime { span, .. } => {
            InputError::new(InputErrorKind::BadValue, span, message)
                .help("state its `scope` if Art 3(2) brings it under one, or check another day")
        }
        CheckError::Internal(_) => InputError::new(InputErrorKind::Policy, None, message),
    };
    report_errors(&[error], &project.sources, &project.root, env)
}

/// That a file which a call names cannot be read.
pub fn cannot_read(path: &Path, error: &FileError) -> CliError {
    CliError::Message(format!("cannot read `{}`: {error}", path.display()))
}

/// Writes input errors to the error stream.
pub fn report_errors(
    errors: &[InputError],
    sources: &SourceMap,
    root: &str,
    env: &mut Env,
) -> CliError {
    match report(errors, sources, root, "nothing was checked", env) {
        Ok(()) => CliError::Reported,
        Err(error) => error.into(),
    }
}

/// Writes the errors of an input, and what the command does about them.
fn report(
    errors: &[InputError],
    sources: &SourceMap,
    root: &str,
    consequence: &str,
    env: &mut Env,
) -> io::Result<()> {
    let options = TerminalOptions {
        width: env.width,
        color: env.error_color,
        hyperlinks: false,
    };
    input_errors(errors, sources, root, consequence, options, &mut env.err)
}

/// Whether a call that names no estate has one.
pub fn is_within_an_estate(env: &Env) -> bool {
    find(None, env).is_ok()
}

/// The folder and the first file of the estate.
pub fn find(named: Option<&Path>, env: &Env) -> Result<(PathBuf, String), CliError> {
    let Some(named) = named else {
        return env
            .folder
            .ancestors()
            .find_map(|folder| Some((folder.to_owned(), first_file(folder)?)))
            .ok_or_else(|| {
                CliError::Message(
                    "there is no `fairnotice.yaml` here or in any folder above; name an estate, or start one with `fairnotice init`"
                        .to_owned(),
                )
            });
    };
    let path = env.folder.join(named);
    if path.is_dir() {
        // What has the name and is no file is read none the less: the error says why it cannot be.
        let by_name = || ROOT_FILES.iter().find(|name| is_there(&path.join(name)));
        return match first_file(&path).or_else(|| by_name().map(|name| (*name).to_owned())) {
            Some(file) => Ok((path, file)),
            None => Err(CliError::Message(format!(
                "the folder `{}` has no `fairnotice.yaml`",
                named.display()
            ))),
        };
    }
    if !is_there(&path) {
        return Err(CliError::Message(format!(
            "there is no `{}`",
            named.display()
        )));
    }
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    match (path.parent(), name) {
        (Some(folder), Some(name)) => Ok((folder.to_owned(), name)),
        _ => Err(CliError::Message(format!(
            "`{}` is no estate",
            named.display()
        ))),
    }
}

/// Whether there is something of this name, even a link to nothing.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// A folder as seen from another, with `/` between its parts and empty for the same: reports hold
/// relative paths wherever the estate lies.
pub fn display_path(folder: &Path, from: &Path) -> String {
    let (folder, from) = (normalise(folder), normalise(from));
    let common = folder.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(common).map(|_| "..".to_owned());
    let down = folder.iter().skip(common).cloned();
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The parts of a path, without its `.` and with its `..` worked out.
fn normalise(path: &Path) -> Vec<String> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Prefix(_) | Component::Normal(_) => {
                parts.push(part.as_os_str().to_string_lossy().into_owned());
            }
            Component::ParentDir => drop(parts.pop()),
            Component::RootDir | Component::CurDir => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_shown_relative_to_the_current_one() {
        for (folder, from, expected) in [
            ("/place/estate", "/place", "estate"),
            ("/place", "/place/", ""),
            ("/place/./a/../b", "/place", "b"),
            ("/place", "/place/deep/er", "../.."),
            ("/other/estate", "/place", "../other/estate"),
            ("/place/x/../../other", "/place", "../other"),
        ] {
            assert_eq!(
                display_path(Path::new(folder), Path::new(from)),
                expected,
                "{folder} from {from}"
            );
        }
    }
}
