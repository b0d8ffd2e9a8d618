//! Words searched in the text of a notice: what it may say although no statement covers it.

use super::lower::small;
use super::text::PublishedText;
use crate::input::Span;

impl PublishedText {
    /// Where words occur first, whatever their case and white space, and outside the places to skip. They
    /// begin where a word begins; with `whole` they end where one ends. Only in `sections`, where any are
    /// given.
    pub fn search(
        &self,
        words: &str,
        whole: bool,
        sections: &[Span],
        skip: &[Span],
    ) -> Option<Span> {
        let mut first = None;
        self.visit(words, whole, |place| {
            first = is_wanted(place, sections, skip).then_some(place);
            first.is_none()
        });
        first
    }

    /// Every place where words occur, in the same way.
    pub fn search_all(
        &self,
        words: &str,
        whole: bool,
        sections: &[Span],
        skip: &[Span],
    ) -> Vec<Span> {
        let mut all = Vec::new();
        self.visit(words, whole, |place| {
            all.extend(is_wanted(place, sections, skip).then_some(place));
            true
        });
        all
    }

    /// Hands on the places of words, as long as more are asked for.
    fn visit(&self, words: &str, whole: bool, mut more: impl FnMut(Span) -> bool) {
        let wanted = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted: Vec<char> = small(&wanted.chars().collect::<Vec<_>>());
        let length = wanted.len();
        let wanted: String = wanted.into_iter().collect();
        if wanted.is_empty() {
            return;
        }
        let lower = self.lower();
        let text = lower.chars();
        let is_letter = |at: usize| text.get(at).is_some_and(|c| c.is_alphanumeric());
        let is_apart = |at: &usize| {
            let begins = at.checked_sub(1).is_none_or(|before| !is_letter(before));
            begins && (!whole || !is_letter(at + length))
        };
        let hits = lower.places(&wanted).filter(is_apart);
        let mut places = hits.filter_map(|at| self.span(at..at + length));
        // The last is the one behind which no more are asked for.
        let _ = places.find(|place| !more(*place));
    }
}

/// Whether a place is within one of some sections, where any are given, and outside of what is to be skipped.
fn is_wanted(place: Span, sections: &[Span], skip: &[Span]) -> bool {
    let lies_in = |other: &Span| other.start <= place.start && place.end <= other.end;
    (sections.is_empty() || sections.iter().any(lies_in)) && !skip.iter().any(lies_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;
    use crate::notice::TextFormat;

    const TEXT: &str = "# Rights\n\nYou have a right to data\n  **Portability** of what you gave us.\n\n# Partners\n\nWe work with Sentry, not with Sentryville.\n";

    fn found(words: &str, whole: bool, skip: &[Span]) -> Option<String> {
        let text = PublishedText::new(FileId(0), TEXT, TextFormat::Markdown, &[]);
        let span = text.search(words, whole, &[], skip)?;
        Some(TEXT[span.start as usize..span.end as usize].to_owned())
    }

    #[test]
    fn words_are_found_whatever_their_case_and_layout() {
        assert_eq!(
            found("data portab", false, &[]).unwrap(),
            "data\n  **Portab"
        );
        assert_eq!(found("PORTABILITY", true, &[]).unwrap(), "Portability");
        assert_eq!(found("ability", false, &[]), None);
        assert_eq!(found("", false, &[]), None);
    }

    #[test]
    fn whole_words_end_where_a_word_ends() {
        let text = PublishedText::new(FileId(0), TEXT, TextFormat::Markdown, &[]);
        let first = text.search("sentry", true, &[], &[]).unwrap();
        assert_eq!(found("sentry", true, &[first]), None);
        assert_eq!(found("sentry", false, &[first]).unwrap(), "Sentry");
    }
}
