//! A project: an estate with its texts, its law and its rules, ready to be checked. This is the entry
//! point of the library.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::engine::check::Check;
use crate::engine::deployment::{Deployed, lay};
use crate::engine::observed::Observations;
use crate::engine::policy::Rules;
use crate::estate::{Loaded, load, model::Estate};
use crate::import::{Deployment, MAX_PLAN_BYTES, Tables, deployments};
use crate::input::{DiskFiles, Files, InputError, InputErrorKind, SourceMap, read_given};
use crate::observe::{MAX_OBSERVED_BYTES, Observation, Phase};
use crate::vendors::Vendors;

/// The names that the first file of an estate may have, in the order in which they are looked for.
pub const ROOT_FILES: [&str; 3] = ["fairnotice.yaml", "fairnotice.yml", "fairnotice.json"];

/// An estate, ready to be checked.
#[derive(Debug)]
pub struct Project {
    /// The estate.
    pub estate: Estate,
    /// Its texts, and those of the plans that were imported: findings point into them.
    pub sources: SourceMap,
    /// The rules, with the estate's own.
    pub rules: Rules,
    /// The folder that reports show before the paths of files; empty for none.
    pub root: String,
    /// What is deployed, once plans or states were imported.
    pub deployed: Option<Deployed>,
    /// What was seen, once files of that were read.
    pub observed: Option<Observations>,
}

/// Everything that is wrong with the files of an estate or of what is deployed.
///
/// It displays one line for each error: file, line and column, what is wrong, and what to do.
#[derive(Debug)]
pub struct LoadErrors {
    /// The errors, by file and place.
    pub errors: Vec<InputError>,
    /// The texts that they point into.
    pub sources: SourceMap,
}

impl fmt::Display for LoadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.errors.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            if let Some((path, place)) = error.span.and_then(|span| self.sources.locate(span)) {
                write!(f, "{path}:{}:{}: ", place.line, place.column)?;
            }
            write!(f, "{}", error.message)?;
            if let Some(help) = &error.help {
                write!(f, "; help: {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for LoadErrors {}

impl LoadErrors {
    fn without_place(message: String) -> Self {
        Self {
            errors: vec![InputError::new(InputErrorKind::File, None, message)],
            sources: SourceMap::new(),
        }
    }
}

impl Project {
    /// Opens the estate in a folder, or the one whose first file is named, with its rules.
    ///
    /// # Errors
    /// Everything that is wrong with the estate's files and with its own policies.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LoadErrors> {
        let path = path.as_ref();
        let missing = || {
            LoadErrors::without_place(format!(
                "`{}` is neither the first file of an estate nor a folder that has one",
                path.display()
            ))
        };
        let (folder, file) = root_file(path).ok_or_else(missing)?;
        let files = DiskFiles::new(&folder).map_err(|error| {
            LoadErrors::without_place(format!(
                "cannot read the folder `{}`: {error}",
                folder.display()
            ))
        })?;
        let mut project = Self::load(&files, &file)?;
        project.root = folder.display().to_string();
        Ok(project)
    }

    /// Loads the estate whose first file is `file` within some files, with its rules.
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn load(files: &dyn Files, file: &str) -> Result<Self, LoadErrors> {
        Self::from_loaded(load(files, file))
    }

    /// The project of an estate that was loaded.
    ///
    /// # Errors
    /// Everything that is wrong with the estate, or else with its own policies.
    pub fn from_loaded(loaded: Loaded) -> Result<Self, LoadErrors> {
        let Loaded { sources, estate } = loaded;
        let ready =
            estate.and_then(|estate| Rules::load(&estate, &sources).map(|rules| (estate, rules)));
        match ready {
            Ok((estate, rules)) => Ok(Self {
                estate,
                sources,
                rules,
                root: String::new(),
                deployed: None,
                observed: None,
            }),
            Err(errors) => Err(LoadErrors { errors, sources }),
        }
    }

    /// Reads a plan or a state, and has every check judge what it deploys. Several add up.
    ///
    /// # Errors
    /// A file that cannot be read, or that is neither a plan nor a state.
    pub fn import(self, path: impl AsRef<Path>) -> Result<Self, LoadErrors> {
        let path = path.as_ref();
        let bytes = read_given(path, MAX_PLAN_BYTES).map_err(|error| {
            LoadErrors::without_place(format!("cannot read `{}`: {error}", path.display()))
        })?;
        self.import_bytes(&path.to_string_lossy(), &bytes)
    }

    /// The same for the bytes of a file; `path` is how reports name it.
    ///
    /// # Errors
    /// Bytes that are neither a plan nor a state.
    pub fn import_bytes(mut self, path: &str, bytes: &[u8]) -> Result<Self, LoadErrors> {
        let found = Tables::builtin().and_then(|tables| {
            deployments(path, bytes, tables, &mut self.sources).map_err(|error| vec![error.into()])
        });
        match found {
            Ok(found) => {
                self.deploy(found);
                Ok(self)
            }
            Err(errors) => Err(LoadErrors {
                errors,
                sources: self.sources,
            }),
        }
    }

    /// Has every check judge what some files deploy: their places are laid over the estate's systems.
    pub fn deploy(&mut self, files: Vec<Deployment>) {
        let earlier = self.deployed.take();
        let earlier = earlier.iter().flat_map(|it| it.files.iter().cloned());
        let files: Vec<Deployment> = earlier.chain(files).collect();
        let deployed = Deployed::new(&self.estate, &self.sources, files);
        lay(&mut self.estate, &deployed);
        self.deployed = Some(deployed);
    }

    /// Reads a file of what was seen, such as a visit that a browser saved (HAR), and has every check compare it
    /// with what is declared and disclosed. Several add up. `phase` is what is known of the whole file.
    ///
    /// # Errors
    /// A file that cannot be read, or that is of no format that is known.
    pub fn observe(self, path: impl AsRef<Path>, phase: Phase) -> Result<Self, LoadErrors> {
        let path = path.as_ref();
        let bytes = read_given(path, MAX_OBSERVED_BYTES).map_err(|error| {
            LoadErrors::without_place(format!("cannot read `{}`: {error}", path.display()))
        })?;
        self.observe_bytes(&path.to_string_lossy(), &bytes, phase)
    }

    /// The same for the bytes of a file; `path` is how reports name it.
    ///
    /// # Errors
    /// Bytes of no format that is known.
    pub fn observe_bytes(
        mut self,
        path: &str,
        bytes: &[u8],
        phase: Phase,
    ) -> Result<Self, LoadErrors> {
        let read = crate::observe::read(path, bytes, phase, &mut self.sources);
        let watched = read.and_then(|seen| self.watch(vec![seen]));
        match watched {
            Ok(()) => Ok(self),
            Err(errors) => Err(LoadErrors {
                errors,
                sources: self.sources,
            }),
        }
    }

    /// Has every check compare some observations with what is declared and disclosed.
    ///
    /// # Errors
    /// When the built-in table of vendors is broken, which the tests of this crate rule out.
    pub fn watch(&mut self, files: Vec<Observation>) -> Result<(), Vec<InputError>> {
        let earlier = self.observed.take().map_or_else(Vec::new, |it| it.files);
        let files = earlier.into_iter().chain(files).collect();
        let vendors = Vendors::builtin()?;
        self.observed = Some(Observations::new(&self.sources, files, vendors));
        Ok(())
    }

    /// A check of the estate, and of what was imported or seen, on a day.
    pub fn check(&self, day: Date) -> Check<'_> {
        Check::new(&self.estate, &self.sources, &self.rules, day)
            .deployed(self.deployed.as_ref())
            .observed(self.observed.as_ref())
    }
}

/// The folder and the first file of the estate at a path: of the folder that it is, or the file itself.
pub fn root_file(path: &Path) -> Option<(PathBuf, String)> {
    if path.is_dir() {
        return Some((path.to_owned(), first_file(path)?));
    }
    let name = path.file_name()?.to_string_lossy().into_owned();
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    path.is_file().then(|| (folder.to_owned(), name))
}

/// The name of the first file of the estate in a folder.
pub fn first_file(folder: &Path) -> Option<String> {
    let mut names = ROOT_FILES.iter();
    let found = names.find(|name| folder.join(name).is_file())?;
    Some((*found).to_owned())
}
