//! The arguments that repeat a call: what follows `fairnotice explain ID` so that it works when it
//! is pasted.

use std::borrow::Cow;

use jiff::civil::Date;

use super::finding::Report;

impl Report<'_> {
    /// Remembers the scenarios that a call laid over the estate: `explain` needs them as well.
    pub fn assuming(mut self, scenarios: impl Iterator<Item = String>) -> Self {
        self.call
            .extend(scenarios.map(|path| format!("--assume {}", shell_word(&path))));
        self
    }

    /// Remembers the proposals that a call laid over the estate: `explain` needs them as well.
    pub fn with(mut self, proposals: impl Iterator<Item = String>) -> Self {
        self.call
            .extend(proposals.map(|path| format!("--with {}", shell_word(&path))));
        self
    }

    /// Remembers the files of what is deployed that a call named, and the regions: `explain` needs them as
    /// well.
    pub fn with_deployed<'p>(
        mut self,
        files: impl Iterator<Item = Cow<'p, str>>,
        regions: &[String],
    ) -> Self {
        self.call
            .extend(files.map(|path| format!("--deployed {}", shell_word(&path))));
        let regions = regions.iter();
        self.call
            .extend(regions.map(|region| format!("--region {}", shell_word(region))));
        self
    }

    /// Remembers the files of what was seen that a call named, those of before consent behind the others: `explain`
    /// needs them as well.
    pub fn with_observed<'p>(
        mut self,
        files: impl Iterator<Item = (&'static str, Cow<'p, str>)>,
    ) -> Self {
        self.call
            .extend(files.map(|(option, path)| format!("{option} {}", shell_word(&path))));
        self
    }

    /// Remembers how many resources of systems a call required: `explain` needs the number as well.
    pub fn requiring(mut self, least: Option<usize>) -> Self {
        self.call
            .extend(least.map(|least| format!("--require {least}")));
        self
    }

    /// Remembers the estate that a call named, and the day, where it named one: `explain` needs the
    /// same two.
    pub fn called_with(mut self, estate: Option<&str>, as_of: Option<Date>) -> Self {
        self.call = estate
            .map(|estate| shell_word(estate).into_owned())
            .into_iter()
            .chain(as_of.map(|day| format!("--as-of {day}")))
            .collect();
        self
    }

    /// A further call on the same estate that judges the same: the verb, its arguments, and those of the call.
    pub fn rerun(&self, verb: &str, arguments: &[&str]) -> String {
        let call = self.call.iter().map(String::as_str);
        // `fix` asks of no number of resources.
        let call = call.filter(|it| verb != "fix" || !it.starts_with("--require "));
        let words = ["fairnotice", verb].into_iter();
        let words: Vec<&str> = words.chain(arguments.iter().copied()).chain(call).collect();
        words.join(" ")
    }

    /// Whether `fix` judges what the call did: it takes no scenario.
    pub fn is_fixable(&self) -> bool {
        !self.call.iter().any(|it| it.starts_with("--assume "))
    }
}

/// A word as a shell takes it for one: quoted where it must be.
pub fn shell_word(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '/' | '.' | '_' | '-' | '+' | '@' | ',' | ':' | '=' | '%')
    };
    // A path that begins like an option is none behind a `./`.
    let word = if word.starts_with('-') {
        Cow::Owned(format!("./{word}"))
    } else {
        Cow::Borrowed(word)
    };
    if !word.is_empty() && word.chars().all(is_plain) {
        return word;
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_shell_would_read_otherwise_is_quoted() {
        for (word, expected) in [
            ("flows/eis", "flows/eis"),
            ("../Écoles", "../Écoles"),
            ("our school", "'our school'"),
            ("it's", r"'it'\''s'"),
            ("$HOME", "'$HOME'"),
            ("~a", "'~a'"),
            ("", "''"),
            ("-x", "./-x"),
        ] {
            assert_eq!(shell_word(word), expected);
        }
    }
}
