//! Known clauses: what notices say in words that recur, as patterns in a data file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;
use serde::Deserialize;

use super::pattern::{Pattern, compile};
use super::statement::Kind;

/// The data file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct File {
    macros: Vec<BTreeMap<String, String>>,
    contexts: BTreeMap<String, Vec<String>>,
    leads: BTreeMap<String, Vec<String>>,
    columns: Vec<BTreeMap<String, Vec<String>>>,
    skips: Vec<RawSkip>,
    clauses: Vec<RawClause>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawSkip {
    kinds: Vec<Kind>,
    #[serde(default)]
    under: Vec<String>,
    #[serde(default)]
    r#match: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawClause {
    id: String,
    says: Kind,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    sure: bool,
    #[serde(default)]
    none: bool,
    #[serde(default)]
    plain: bool,
    #[serde(default)]
    under: Vec<String>,
    #[serde(default)]
    lead: Vec<String>,
    #[serde(default)]
    not_under: Vec<String>,
    #[serde(default)]
    not_lead: Vec<String>,
    #[serde(default)]
    block: Option<BlockNeed>,
    #[serde(default)]
    needs: Option<Need>,
    #[serde(default)]
    place: bool,
    #[serde(default)]
    before_vendor: bool,
    #[serde(default)]
    before_name: bool,
    #[serde(default)]
    r#match: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

/// The block that a clause is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum BlockNeed {
    /// An item, or a paragraph that is one below a lead.
    Item,
    /// Not a heading.
    Body,
    /// A heading.
    Heading,
    /// Any.
    Any,
}

/// Words of a list that a clause needs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Need {
    /// The list.
    pub(super) of: Kind,
    /// How many different ones.
    pub(super) count: usize,
    /// Whether words that say little are enough.
    #[serde(default)]
    pub(super) weak: bool,
}

/// A clause with its patterns.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) id: String,
    pub(super) says: Kind,
    pub(super) item: Option<String>,
    pub(super) sure: bool,
    pub(super) none: bool,
    pub(super) plain: bool,
    pub(super) under: Vec<String>,
    pub(super) lead: Vec<String>,
    pub(super) not_under: Vec<String>,
    pub(super) not_lead: Vec<String>,
    pub(super) block: BlockNeed,
    pub(super) needs: Option<Need>,
    /// Whether the sentence must name a country or an area.
    pub(super) place: bool,
    /// Whether the name of a vendor that the caller knows must directly follow the pattern.
    pub(super) before_vendor: bool,
    /// Whether a name, by its capital letter, must do so.
    pub(super) before_name: bool,
    matches: Vec<Pattern>,
    unless: Vec<Pattern>,
}

impl Clause {
    /// Whether its words are in a sentence, at a place that counts, and no words speak against it. What speaks
    /// against a denial is looked for in its own part of the sentence.
    pub(super) fn occurs_in(&self, sentence: &str, counts: impl Fn(&Range<usize>) -> bool) -> bool {
        let speaks_against = |part: &str| self.unless.iter().any(|it| it.is_in(part));
        let is_meant = |place: &Range<usize>| {
            let part = sentence.get(part_around(sentence, place));
            counts(place) && !(self.none && speaks_against(part.unwrap_or(sentence)))
        };
        let is_there = if self.matches.is_empty() {
            is_meant(&(0..sentence.len()))
        } else {
            let mut places = self.matches.iter().flat_map(|it| it.overlapping(sentence));
            places.any(|place| is_meant(&place))
        };
        is_there && (self.none || !speaks_against(sentence))
    }
}

/// Where a part of a sentence ends that says something of its own.
static PARTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"; |, (?:and|but|or) (?:we|i|our|they|you|it|this|the (?:app|company|service))\b").ok()
});

/// The part of a sentence that a place is in: of *we never sell it, and we share it if you agree* the first.
fn part_around(sentence: &str, place: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (0, sentence.len());
    for border in PARTS
        .iter()
        .flat_map(|it| it.find_iter(sentence.as_bytes()))
    {
        if border.start() < place.start {
            start = border.start();
        } else if border.start() >= place.end {
            end = border.start();
            break;
        }
    }
    start..end
}

/// Sentences of which nothing of some kinds is read.
#[derive(Debug)]
struct Skip {
    kinds: Vec<Kind>,
    under: Vec<String>,
    matches: Vec<Pattern>,
    unless: Vec<Pattern>,
}

/// Names of what words say, with the patterns of the words.
type Classes = Vec<(String, Vec<Pattern>)>;

/// All that is known of wording.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    contexts: Classes,
    leads: Classes,
    columns: Classes,
    skips: Vec<Skip>,
    /// The clauses, in the order of the file.
    pub(super) list: Vec<Clause>,
    /// Why the data file cannot be read, which a test rules out.
    unreadable: Option<String>,
}

impl Clauses {
    /// Reads a data file.
    pub(super) fn parse(text: &str) -> Self {
        let mut all = Self::default();
        let file: File = match serde_json::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                all.unreadable = Some(error.to_string());
                File::default()
            }
        };
        let mut macros: Vec<(String, String)> = Vec::new();
        for (name, words) in file.macros.into_iter().flatten() {
            let words = expand(&words, &macros);
            macros.push((name, words));
        }
        let patterns = |sources: Vec<String>| -> Vec<Pattern> {
            let sources = sources.iter().map(|it| expand(it, &macros));
            sources.map(Pattern::new).collect()
        };
        let classes = |of: BTreeMap<String, Vec<String>>| -> Classes {
            let of = of.into_iter();
            of.map(|(name, sources)| (name, patterns(sources)))
                .collect()
        };
        all.contexts = classes(file.contexts);
        all.leads = classes(file.leads);
        all.columns = file.columns.into_iter().flat_map(classes).collect();
        for raw in file.skips {
            all.skips.push(Skip {
                matches: patterns(raw.r#match),
                unless: patterns(raw.unless),
                kinds: raw.kinds,
                under: raw.under,
            });
        }
        for raw in file.clauses {
            all.list.push(Clause {
                matches: patterns(raw.r#match),
                unless: patterns(raw.unless),
                id: raw.id,
                says: raw.says,
                item: raw.item,
                sure: raw.sure,
                none: raw.none,
                plain: raw.plain,
                under: raw.under,
                lead: raw.lead,
                not_under: raw.not_under,
                not_lead: raw.not_lead,
                block: raw.block.unwrap_or(BlockNeed::Body),
                needs: raw.needs,
                place: raw.place,
                before_vendor: raw.before_vendor,
                before_name: raw.before_name,
            });
        }
        all
    }

    /// What is wrong with the data file, which a test rules out.
    pub(super) fn faults(&self) -> Vec<String> {
        let classes = self.contexts.iter().chain(&self.leads).chain(&self.columns);
        let skips = self.skips.iter().flat_map(|it| [&it.matches, &it.unless]);
        let clauses = self.list.iter().flat_map(|it| [&it.matches, &it.unless]);
        let patterns = classes.map(|(_, it)| it).chain(skips).chain(clauses);
        let faults = patterns.flatten().filter_map(Pattern::fault);
        self.unreadable.clone().into_iter().chain(faults).collect()
    }

    /// The kinds that are not read of a sentence under headings that say this.
    pub(super) fn skipped(&self, sentence: &str, under: &[String]) -> Vec<Kind> {
        let any = |patterns: &[Pattern]| patterns.iter().any(|it| it.is_in(sentence));
        let skips = |it: &&Skip| {
            let here = it.under.is_empty() || it.under.iter().any(|name| under.contains(name));
            here && (it.matches.is_empty() || any(&it.matches)) && !any(&it.unless)
        };
        self.skips
            .iter()
            .filter(skips)
            .flat_map(|it| it.kinds.iter().copied())
            .collect()
    }

    /// What the words of a heading or a label say of what is below it.
    pub(super) fn contexts(&self, words: &str) -> Vec<&str> {
        matching(&self.contexts, words)
    }

    /// What the head of a column says of its cells: the first that fits.
    pub(super) fn column(&self, words: &str) -> Option<&str> {
        matching(&self.columns, words).first().copied()
    }

    /// What a sentence that leads to a list says of its items.
    pub(super) fn leads(&self, words: &str) -> Vec<&str> {
        matching(&self.leads, words)
    }
}

fn matching<'a>(classes: &'a Classes, words: &str) -> Vec<&'a str> {
    let fits = |patterns: &[Pattern]| patterns.iter().any(|it| it.is_in(words));
    let fitting = classes.iter().filter(|(_, patterns)| fits(patterns));
    fitting.map(|(name, _)| name.as_str()).collect()
}

/// Writes out the macros of a pattern: `<we>`.
fn expand(pattern: &str, macros: &[(String, String)]) -> String {
    let mut out = pattern.to_owned();
    for (name, words) in macros {
        out = out.replace(&format!("<{name}>"), words);
    }
    out
}
