//! The sections of a notice: what is under which heading.

use std::collections::BTreeMap;

use super::heading::{Heading, without_number};
use super::normalise::fold;
use crate::input::{FileId, ScalarPlaces, Span, nearest};

/// Parts the headings of a path, the highest first.
pub(super) const STEP: &str = " > ";

/// The number of a section in its text, in the order in which sections begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(u32);

/// A heading with everything under it, the sections below it included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its number.
    pub id: SectionId,
    /// The words of the heading as a reader sees them, without a list number in plain text.
    pub heading: String,
    /// From 1, the highest.
    pub level: u8,
    /// From the first byte of the heading's line, or of its tag where other markup precedes it there, to the next
    /// heading of this level or a higher one.
    pub span: Span,
    /// The section that this one is part of.
    pub parent: Option<SectionId>,
}

/// Why a section was not found by its name.
pub(super) enum Missing {
    /// No heading has this name; the nearest that there is.
    Unknown(Option<String>),
    /// Several have it.
    Ambiguous(Vec<SectionId>),
}

/// All sections of a text.
#[derive(Debug, Default)]
pub(super) struct Sections {
    list: Vec<Section>,
    /// The folded heading of each section.
    keys: Vec<String>,
    /// The sections with each of these headings.
    by_key: BTreeMap<String, Vec<SectionId>>,
}

impl Sections {
    /// Builds the tree from headings in the order of the text.
    pub(super) fn of(file: FileId, text: &str, headings: Vec<Heading>) -> Self {
        let mut sections = Self::default();
        let mut open: Vec<SectionId> = Vec::new();
        for heading in headings {
            let start = section_start(text, heading.start) as u32;
            while let Some(last) = open.last().and_then(|id| sections.get_mut(*id)) {
                if last.level < heading.level {
                    break;
                }
                last.span.end = start;
                open.pop();
            }
            let id = SectionId(sections.list.len() as u32);
            let key = fold(&heading.text);
            sections.by_key.entry(key.clone()).or_default().push(id);
            sections.keys.push(key);
            sections.list.push(Section {
                id,
                heading: heading.text,
                level: heading.level,
                span: Span::new(file, start, text.len() as u32),
                parent: open.last().copied(),
            });
            open.push(id);
        }
        sections
    }

    /// The same sections with places in the file in which the text is written as a value.
    pub(super) fn within(mut self, places: &ScalarPlaces) -> Self {
        for section in &mut self.list {
            let span = &mut section.span;
            span.start = places.start_of(span.start as usize) as u32;
            span.end = places.start_of(span.end as usize) as u32;
        }
        self
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Section> {
        self.list.iter()
    }

    pub(super) fn get(&self, id: SectionId) -> Option<&Section> {
        self.list.get(id.0 as usize)
    }

    fn get_mut(&mut self, id: SectionId) -> Option<&mut Section> {
        self.list.get_mut(id.0 as usize)
    }

    /// The innermost section around a byte.
    pub(super) fn at(&self, offset: u32) -> Option<&Section> {
        let after = self
            .list
            .partition_point(|section| section.span.start <= offset);
        let last = self.list.get(after.checked_sub(1)?)?;
        self.upwards(last).find(|section| offset < section.span.end)
    }

    /// The headings from the highest to this one.
    pub(super) fn path(&self, id: SectionId) -> String {
        let mut headings: Vec<&str> = self
            .get(id)
            .map(|section| {
                self.upwards(section)
                    .map(|up| up.heading.as_str())
                    .collect()
            })
            .unwrap_or_default();
        headings.reverse();
        headings.join(STEP)
    }

    /// A section and those it is part of, from the inside out.
    fn upwards<'s>(&'s self, section: &'s Section) -> impl Iterator<Item = &'s Section> {
        std::iter::successors(Some(section), |inner| self.get(inner.parent?))
    }

    /// Finds a section by its heading, or by a path of headings.
    ///
    /// The strictest reading that finds something counts: the heading itself; the heading without
    /// its number; a path that names each step; a path that leaves steps out.
    pub(super) fn lookup(&self, name: &str) -> Result<SectionId, Missing> {
        let wanted = fold(name);
        match self.by_key.get(&wanted).map(Vec::as_slice) {
            Some([one]) => return Ok(*one),
            Some(several) => return Err(Missing::Ambiguous(several.to_vec())),
            None => {}
        }
        let steps: Vec<&str> = wanted.split(STEP).map(str::trim).collect();
        let readings: [&dyn Fn(&Section) -> bool; 3] = [
            &|section| without_number(self.key(section.id)) == wanted,
            &|section| self.has_path(section, &steps, false),
            &|section| self.has_path(section, &steps, true),
        ];
        for fits in readings {
            let found: Vec<SectionId> =
                self.list.iter().filter(|s| fits(s)).map(|s| s.id).collect();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(*one),
                _ => return Err(Missing::Ambiguous(found)),
            }
        }
        let paths: Vec<String> = self
            .list
            .iter()
            .map(|section| self.path(section.id))
            .collect();
        let names = self.list.iter().map(|section| section.heading.as_str());
        let near = nearest(name, names.chain(paths.iter().map(String::as_str)));
        Err(Missing::Unknown(near.map(str::to_owned)))
    }

    fn key(&self, id: SectionId) -> &str {
        self.keys.get(id.0 as usize).map_or("", String::as_str)
    }

    /// Whether the section's path ends with `steps`, or holds them in this order with gaps.
    fn has_path(&self, section: &Section, steps: &[&str], gaps: bool) -> bool {
        let mut steps = steps.iter().rev().peekable();
        for (depth, up) in self.upwards(section).enumerate() {
            let Some(step) = steps.peek() else {
                return true;
            };
            let key = self.key(up.id);
            if key == **step || without_number(key) == **step {
                steps.next();
            } else if !gaps || depth == 0 {
                return false;
            }
        }
        steps.peek().is_none()
    }
}

/// Where the section of the heading at the byte `at` begins: with its line, or with its tag where the line has more
/// before it. The marks of Markdown before a heading (`>`, `-`) are part of its line.
fn section_start(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let before = text.get(start..at).unwrap_or("");
    let is_tag = text.get(at..).is_some_and(|rest| rest.starts_with('<'));
    if is_tag && !before.trim().is_empty() {
        at
    } else {
        start
    }
}

/// The first byte of the line that holds the byte `at`.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind(['\n', '\r']))
        .map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::plain_headings::plain_headings;

    fn plain(text: &str, known: &[&str]) -> Sections {
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        Sections::of(FileId(0), text, plain_headings(text, &known))
    }

    fn markdown(text: &str) -> Sections {
        Sections::of(FileId(0), text, super::super::markdown::read(text).1)
    }

    fn texts<'t>(text: &'t str, sections: &Sections) -> Vec<&'t str> {
        sections
            .iter()
            .map(|section| &text[section.span.range()])
            .collect()
    }

    #[test]
    fn plain_sections_end_where_the_next_known_heading_starts() {
        let text = "Intro\r\n  1. Service Desk\r\na\r\nUnknown\r\n\r\nSchools\u{A0}Broadband \r\nb";
        let sections = plain(text, &["Schools Broadband", "Service Desk"]);
        assert_eq!(
            texts(text, &sections),
            [
                "  1. Service Desk\r\na\r\nUnknown\r\n\r\n",
                "Schools\u{A0}Broadband \r\nb"
            ]
        );
        assert_eq!(sections.path(SectionId(0)), "Service Desk");
    }

    #[test]
    fn a_name_within_a_line_is_no_heading() {
        assert_eq!(
            plain("See Retention below.\n• Retention\n", &["Retention"])
                .iter()
                .count(),
            0
        );
    }

    #[test]
    fn a_plain_path_puts_one_heading_under_another() {
        let text = "A\nKept\n1\nB\nKept\n2\n";
        let sections = plain(text, &["A > Kept", "B > Kept"]);
        assert_eq!(
            texts(text, &sections),
            ["A\nKept\n1\n", "Kept\n1\n", "B\nKept\n2\n", "Kept\n2\n"]
        );
        assert_eq!(sections.lookup("B > Kept").ok(), Some(SectionId(3)));
        assert!(matches!(sections.lookup("Kept"), Err(Missing::Ambiguous(all)) if all.len() == 2));
    }

    #[test]
    fn a_table_of_contents_is_no_heading() {
        let text = "Contents\nA\nB\nC\n\nWelcome.\nA\n1\nB\n2\nC\n3";
        assert_eq!(
            texts(text, &plain(text, &["A", "B", "C"])),
            ["A\n1\n", "B\n2\n", "C\n3"]
        );
    }

    #[test]
    fn markdown_sections_hold_their_subsections() {
        let text = "# N\n\n## A\n\na\n\n### A1\n\nb\n\n## B\n\nc\n";
        let sections = markdown(text);
        assert_eq!(texts(text, &sections)[1], "## A\n\na\n\n### A1\n\nb\n\n");
        assert_eq!(sections.path(SectionId(2)), "N > A > A1");
        let at = text.find('b').unwrap() as u32;
        assert_eq!(sections.at(at).map(|s| s.id), Some(SectionId(2)));
        assert_eq!(
            sections.at(text.find('c').unwrap() as u32).map(|s| s.id),
            Some(SectionId(3))
        );
    }

    #[test]
    fn a_section_is_found_by_words_number_or_path() {
        let sections = markdown("# N\n## 1\\. Who’s **who**\n### Kept\n## 2\\. What\n### Kept\n");
        for (name, id) in [
            ("Who's who", 1),
            ("1. Who’s who", 1),
            ("What", 3),
            ("2. What > Kept", 4),
            ("N > Who's who > Kept", 2),
        ] {
            assert_eq!(sections.lookup(name).ok(), Some(SectionId(id)), "{name}");
        }
        let sections = markdown("# N\n## A\n### B\n#### Kept\n## C\n### Kept\n");
        assert_eq!(sections.lookup("A > Kept").ok(), Some(SectionId(3)));
    }

    #[test]
    fn an_unknown_section_names_the_nearest() {
        let sections = markdown("# Schools Broadband\n# SIMS\n");
        let Err(Missing::Unknown(near)) = sections.lookup("School Broadband") else {
            panic!("found");
        };
        assert_eq!(near.as_deref(), Some("Schools Broadband"));
    }

    #[test]
    fn a_byte_before_the_first_heading_is_in_no_section() {
        assert!(markdown("a\n\n# N\n").at(0).is_none());
    }
}
