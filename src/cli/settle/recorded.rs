//! Answers on what the estate has of a kind, on single entries, and answers that no edit can write.

use super::{Answer, Asked, Refused, Texts, without};
use crate::engine::remedies::{Checked, Words, stated};
use crate::input::{ReadFiles, edit};
use crate::view::{INFORMS, ITEM, NOT_RECORDED, QuestionPart, SHARES, is_day};

/// Words with which people say that there is none, or that something is so, where a day is asked for.
const NO_DAY: [&str; 7] = ["no", "none", "ok", "yes", "true", "false", "unknown"];

impl Answer<'_> {
    /// The answer to whether all of a kind is recorded: `ok` settles the whole question, a line of the notice one part.
    pub(super) fn all_recorded(&self, all: &str, asked: &Asked<'_>) -> Result<Vec<Texts>, Refused> {
        let advice = |words: String| Err(Refused::Advice(words));
        let by_line = |part: &QuestionPart| {
            if part.rule == ITEM {
                "for this part give the line of the notice that states it, such as ID=12, or its words, ID=\"words\""
                    .to_owned()
            } else {
                format!(
                    "for this part add to `{}` what is missing: {}",
                    list_of_statements(asked),
                    part.question
                )
            }
        };
        match (self.value, self.whole, self.parts) {
            ("ok", Some(whole), [part, ..]) => advice(format!(
                "`ok` states that all {all} are recorded and answers question {whole}; {}",
                by_line(part)
            )),
            ("ok", ..) => Ok(without(all, &asked.project.sources, asked.first)),
            (_, _, [part]) if part.rule == ITEM => Ok(vec![self.stated(asked)?]),
            (_, Some(whole), [part, ..]) => advice(format!(
                "`{}` is no answer to this part; {}. `ok` answers question {whole}: all {all} are recorded",
                self.value,
                by_line(part)
            )),
            _ => advice(format!(
                "`ok` states that all {all} are recorded; answer a part by its own id to say where the notice states it"
            )),
        }
    }

    /// The files with a statement that quotes the line, or the words, of the notice that state an item.
    pub(super) fn stated(&self, asked: &Asked<'_>) -> Result<Texts, Refused> {
        let Some(part) = self.parts.first().filter(|_| self.parts.len() == 1) else {
            return Err(Refused::Advice(
                "a line of the notice answers one part: answer each by its own id".to_owned(),
            ));
        };
        let words = self.words().ok_or_else(|| {
            Refused::Advice(format!(
                "`{}` is no line of the notice: write its number, ID=12, the document and the number, ID=notice.md:12, or \
                 words of it in quotes, ID=\"words\"",
                self.value
            ))
        })?;
        let mut findings = asked.outcome.findings.iter();
        let finding = findings
            .find(|it| it.id == part.id)
            .ok_or_else(|| Refused::Fault("it is not asked any more".to_owned()))?;
        let check = asked.project.check(asked.day);
        let texts = stated(Checked::declared(check, asked.outcome), finding, words);
        texts.map_err(|why| Refused::Advice(why.to_string()))
    }

    /// The place of the notice that the value names.
    fn words(&self) -> Option<Words<'_>> {
        let quoted = |mark| {
            let inner = self.value.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inner.is_empty()).then_some(Words::Quote(inner))
        };
        if let Some(words) = quoted('"').or_else(|| quoted('\'')) {
            return Some(words);
        }
        let line = |words: &str| words.parse().ok().filter(|line| *line > 0);
        if let Some(line) = line(self.value) {
            return Some(Words::Line(None, line));
        }
        let (document, number) = self.value.rsplit_once(':')?;
        Some(Words::Line(Some(document), line(number.trim())?))
    }

    /// The key in the entries that take it, which are no flows: those of the parties, instruments or systems.
    pub(super) fn in_entries(&self, asked: &Asked<'_>) -> Vec<Texts> {
        let files = ReadFiles::new(&asked.project.sources);
        let mut texts = Texts::new();
        for part in self.parts {
            // A part of which the entries are not known would stay open.
            let span = part.others.first();
            let path = span.and_then(|span| asked.project.sources.locate(*span));
            let Some((path, _)) = path else {
                return Vec::new();
            };
            for (list, id) in &part.entries {
                let value = match (*list, part.key.as_str()) {
                    ("systems", "produces") => self.with_produced(id, asked),
                    _ => self.value.to_owned(),
                };
                let paths: Vec<&str> = std::iter::once(path)
                    .chain(asked.project.sources.iter().map(|(_, it)| it.path()))
                    .collect();
                let edited = paths.into_iter().find_map(|path| {
                    let now = texts
                        .get(path)
                        .map(String::as_str)
                        .or_else(|| files.text(path))?;
                    let with = edit::key_set(now, (list, id), &part.key, &value)?;
                    Some((path.to_owned(), with))
                });
                let Some((path, with)) = edited else {
                    return Vec::new();
                };
                texts.insert(path, with);
            }
        }
        vec![texts]
    }

    /// The data that arise in a system, with those of the value.
    fn with_produced(&self, id: &str, asked: &Asked<'_>) -> String {
        let estate = &asked.project.estate;
        let known = estate.systems.iter().filter(|it| it.id == id);
        let known = known.flat_map(|it| &it.produces);
        let mut all: Vec<&str> = known.map(|it| estate.taxonomy.short(*it)).collect();
        let more = self
            .value
            .trim_matches(['[', ']'])
            .split(',')
            .map(str::trim);
        for word in more.filter(|it| !it.is_empty()) {
            if !all.contains(&word) {
                all.push(word);
            }
        }
        format!("[{}]", all.join(", "))
    }

    /// What to do instead, where no edit writes the answer.
    pub(super) fn advice(&self, asked: &Asked<'_>) -> Option<String> {
        let part = self.parts.first()?;
        let list = list_of_statements(asked);
        let (file, line) = (&part.file, part.line);
        match (part.key.as_str(), self.value) {
            ("statements", _) => Some(format!(
                "add to `{list}` a statement that quotes the words and says what they disclose; where they mean something \
                 else, disclose it in the notice ({})",
                part.question
            )),
            (INFORMS | SHARES, "no" | "none") => Some(format!(
                "the format has no way to record that words mean something else: state it in the notice, and add the \
                 sentence to `{list}`"
            )),
            (SHARES, value) if !matches!(value, "ok" | "yes") => Some(format!(
                "`ok` adds a statement to `{list}` that quotes the words of the notice"
            )),
            ("measures", "ok") => Some(
                "`yes` adds the measures that the notice states, `no` states that there are none"
                    .to_owned(),
            ),
            ("produces", _) if part.entries.is_empty() => Some(format!(
                "the sender of the flow at line {line} of `{file}` is a party, and `produces` is a key of systems. Add to \
                 `flows` a flow that brings these data to the party, or take them out of `data` of this one"
            )),
            (key, _) if key.starts_with("decides") => Some(format!(
                "write `logic` and `consequences` (`true` or `false`) into `decides` of the statement on the decision, in \
                 `{list}`"
            )),
            (key, value) if is_day(key) && NO_DAY.contains(&value) => Some(no_day(part, asked)),
            _ => None,
        }
    }
}

impl Answer<'_> {
    /// What to do where a guess names somebody and the answer is that there is nobody: no edit takes an entry away.
    pub(super) fn no_name(&self) -> Option<String> {
        let part = self.parts.first()?;
        let is_refusal = part.key == "name" && matches!(self.value, "none" | "no" | "drop");
        let ids: Vec<String> = part
            .entries
            .iter()
            .map(|(_, id)| format!("`{id}`"))
            .collect();
        is_refusal.then(|| {
            format!(
                "`{}` is no name. Delete {} from `{}`, and the systems, contracts and flows that name it, where it is nobody; \
                 confirm the name by `ok`, or write the right one",
                self.value,
                ids.join(", "),
                part.file
            )
        })
    }
}

/// What to do where a day is asked for and there is none.
fn no_day(part: &QuestionPart, asked: &Asked<'_>) -> String {
    let key = part.key.split(':').next().unwrap_or_default();
    let open = match part.rule.as_str() {
        "basis/consent-not-recorded" => Some("basis"),
        "transfer/risk-assessment-not-recorded" => Some("safeguards"),
        _ => None,
    };
    let instead = match open {
        Some(word) => format!(
            ", or remove `{word}` from `{}` in `{}`: what is absent is then reported as absent",
            NOT_RECORDED.trim_end_matches([':', ' ']),
            asked.first
        ),
        None => String::new(),
    };
    format!(
        "`{key}` takes a day, such as 2026-01-31, and the format cannot record that there is none. Leave the question \
         open: it is reported until there is a day{instead}"
    )
}

/// The file with the statements of the notice.
fn list_of_statements(asked: &Asked<'_>) -> String {
    let (estate, sources) = (&asked.project.estate, &asked.project.sources);
    let notice = estate.notice_on(asked.day);
    let file = notice.and_then(|notice| sources.file(notice.statements_span().file));
    file.map_or(asked.first, |it| it.path()).to_owned()
}
