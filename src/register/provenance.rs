//! What a register relies on: the version, the files and their digest, the day, the notice, the law.

use jiff::civil::Date;

use super::digest;
use super::kind::RegisterKind;
use crate::engine::movement::regimes_reaching;
use crate::estate::model::Notice;
use crate::law::{BUILTIN, Regime};
use crate::register::context::RegisterContext;
use crate::view::LawView;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceView {
    /// Its path, relative to the estate's folder.
    pub path: String,
    /// The SHA-256 of its text (UTF-8, without a byte order mark), in hexadecimal digits.
    pub sha256: String,
}

/// What a register relies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What the estate is called.
    pub estate: String,
    /// The controller's name.
    pub controller: String,
    /// The day.
    pub day: Date,
    /// The version of fairnotice.
    pub version: &'static str,
    /// The SHA-256 over the files of the estate: of the lines that `sha256sum` prints of them, in
    /// the order of their paths.
    pub inputs: String,
    /// The same over the law and the policies that fairnotice itself brings.
    pub law: String,
    /// The files of the estate, by path.
    pub files: Vec<SourceView>,
    /// What the notice is called; `None`: the estate has none.
    pub notice: Option<String>,
    /// The day on which the version that is in force was published.
    pub notice_published: Option<Date>,
    /// The documents of which the notice consists, with the day of each, where there are several.
    pub notice_documents: Vec<(String, Option<Date>)>,
    /// Its statements, and those whose words are not in the published text.
    pub statements: (usize, usize),
    /// What it covers, in words.
    pub scope: Vec<String>,
    /// The rows of law that it relies on, by id.
    pub rows: Vec<LawView>,
}

impl About {
    pub(super) fn new(draft: &RegisterContext<'_>, kind: RegisterKind) -> Self {
        let estate = draft.estate;
        let day = draft.outcome.day;
        let mut files: Vec<SourceView> = draft
            .sources
            .iter()
            .filter(|(_, file)| !file.is_builtin())
            .map(|(_, file)| SourceView {
                path: file.path().to_owned(),
                sha256: digest::of_text(file.text()),
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup();
        let inputs = digest::of_files(files.iter().map(|file| (&*file.path, &*file.sha256)));
        let notice = estate.notice_on(day);
        let missing = notice.map_or(0, |notice| {
            let statements = notice.statements.iter();
            statements
                .filter(|statement| !crate::register::context::is_in_text(statement))
                .count()
        });
        Self {
            estate: estate.name.clone(),
            controller: estate.party(estate.controller).name.clone(),
            day,
            version: env!("CARGO_PKG_VERSION"),
            inputs,
            law: own_law(draft),
            files,
            notice: notice.map(|notice| notice.title.clone()),
            notice_published: notice.and_then(|notice| notice.published),
            notice_documents: notice.map_or_else(Vec::new, documents),
            statements: (notice.map_or(0, |notice| notice.statements.len()), missing),
            scope: scope(draft, kind),
            rows: draft.rows(),
        }
    }

    /// The rows of law that nobody has compared with the official text.
    pub fn unread(&self) -> impl Iterator<Item = &LawView> {
        self.rows.iter().filter(|row| row.read.is_none())
    }

    /// The facts in the order in which every format states them: key, label, value. What is not known
    /// says so.
    pub fn lines(&self) -> Vec<(&'static str, &'static str, String)> {
        let unread = self.unread().count();
        let (statements, missing) = self.statements;
        let version = match (&self.notice, self.notice_published) {
            (None, _) => "there is none".to_owned(),
            (Some(_), _) if !self.notice_documents.is_empty() => {
                let documents = self.notice_documents.iter();
                let each = documents.map(|(title, day)| format!("{title}: {}", published(*day)));
                each.collect::<Vec<_>>().join("; ")
            }
            (Some(_), day) => published(day),
        };
        vec![
            ("estate", "Estate", self.estate.clone()),
            ("controller", "Controller", self.controller.clone()),
            ("as_of", "As of", self.day.to_string()),
            (
                "notice",
                "Notice",
                self.notice
                    .clone()
                    .unwrap_or_else(|| "the estate has none".to_owned()),
            ),
            (
                "notice_version",
                "Version of the notice, published",
                version,
            ),
            (
                "statements",
                "Statements of the notice",
                format!("{statements}, of which {missing} were not found in its text"),
            ),
            ("scope", "Scope", self.scope.join("; ")),
            (
                "law_rows",
                "Rows of law relied on",
                format!(
                    "{}, of which {unread} were not compared with the official text",
                    self.rows.len()
                ),
            ),
            ("fairnotice", "fairnotice", self.version.to_owned()),
            (
                "inputs",
                "SHA-256 of the estate's files",
                self.inputs.clone(),
            ),
            ("law", "SHA-256 of built-in law and rules", self.law.clone()),
        ]
    }
}

fn own_law(draft: &RegisterContext<'_>) -> String {
    let mut files: Vec<(String, String)> = BUILTIN
        .iter()
        .map(|(path, text)| ((*path).to_owned(), digest::of_text(text)))
        .collect();
    // A rule without a place is the program's own.
    let rules = draft.rules.iter().filter(|rule| rule.span.is_none());
    files.extend(rules.map(|rule| (rule.path.clone(), digest::of_text(&rule.source))));
    files.sort();
    files.dedup();
    digest::of_files(files.iter().map(|(path, digest)| (&**path, &**digest)))
}

fn scope(draft: &RegisterContext<'_>, kind: RegisterKind) -> Vec<String> {
    let estate = draft.estate;
    let day = draft.outcome.day;
    let regimes = regimes_reaching(estate, estate.controller, day);
    let regimes: Vec<&str> = regimes.into_iter().map(Regime::label).collect();
    let mut scope = vec![
        format!("law: {}", regimes.join(" and ")),
        format!("services: all {}", estate.services.len()),
        format!(
            "flows: {} that run on the day, of {}",
            draft.outcome.flows_judged,
            estate.flows.len()
        ),
    ];
    if kind == RegisterKind::Ropa {
        let left_out = draft.of_others();
        if left_out > 0 {
            scope.push(format!(
                "left out: {left_out} flows of other controllers in which the controller has no part"
            ));
        }
    }
    scope
}

/// The documents of a notice of several, each by its title with its day.
fn documents(notice: &Notice) -> Vec<(String, Option<Date>)> {
    let documents = notice.documents.iter();
    match notice.documents.len() {
        1 => Vec::new(),
        _ => documents
            .map(|it| (it.title.clone(), it.published))
            .collect(),
    }
}

fn published(day: Option<Date>) -> String {
    day.map_or_else(
        || super::table::NOT_STATED.to_owned(),
        |day| day.to_string(),
    )
}
