//! The terms of a statement: what the words of a sentence name.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::bases;
use super::clause::BlockNeed;
use super::here::RECIPIENTS;
use super::kept::{is_all, is_of_part, period, subject};
use super::known::{Known, Mention};
use super::lexicon::Lexicon;
use super::line::{Line, VALUE, folded};
use super::negation::{is_not_taken, may_deny, set_against};
use super::pattern::compile;
use super::people;
use super::periods::has_period;
use super::places;
use super::statement::{Kind, NamedVendor, Says};
use super::walk::Found;

/// What a clause says of a sentence.
pub(super) fn says(found: &Found<'_>, line: &Line, lexicon: &Lexicon, known: &Known) -> Says {
    let (clause, sentence) = (found.clause, found.sentence.clone());
    let words = line.low().get(sentence.clone()).unwrap_or("");
    let words = found.said.as_deref().unwrap_or(words);
    let kind = clause.says;
    let precise = outside_void(known.terms_in(kind, words), &lexicon.void(kind, words));
    let mut without = not_taken(found, words, lexicon);
    if !found.none && matches!(kind, Kind::Collects | Kind::Uses) {
        without.extend(set_against(words));
    }
    let mut says = Says {
        kind,
        none: found.none,
        terms: lexicon.terms_outside(kind, words, &precise, &without),
        places: Vec::new(),
        safeguards: Vec::new(),
        names: Vec::new(),
        vendors: Vec::new(),
        data: Vec::new(),
        subjects: subjects(found, words),
        purposes: Vec::new(),
    };
    if says.none && matches!(kind, Kind::Shares | Kind::Uses) && !is_all(words) {
        says.data = lexicon.terms(Kind::Collects, denied(words));
    }
    match kind {
        Kind::Uses if clause.item.is_some() => says.terms = clause.item.iter().cloned().collect(),
        Kind::Collects if says.none && is_all(words) => says.terms.clear(),
        Kind::Shares => {
            recipients(&mut says, found, line, (lexicon, known));
        }
        Kind::Transfers => {
            says.places = places::named(&written_of(line, sentence, words, says.none));
            says.safeguards = std::mem::take(&mut says.terms);
            if is_framework(&says.safeguards) {
                // It is for the United States alone, whatever regions its full name has.
                says.places = vec!["US".to_owned()];
            } else if says.places.is_empty() {
                let outside = outside(words).or_else(|| outside(&found.above));
                says.places
                    .push(outside.unwrap_or("third-countries").to_owned());
            }
        }
        Kind::Retains => {
            says.terms = vec![period(words)];
            says.data = kept(&says, words, lexicon, known);
        }
        Kind::Informs => says.terms = clause.item.iter().cloned().collect(),
        Kind::ReliesOn => {
            says.terms = bases(words, says.terms, lexicon);
            if let Some(part) = purposes(found, words) {
                let precise = known.terms_in(Kind::Uses, part);
                says.purposes = lexicon.precise_terms(Kind::Uses, part, &precise);
                drop_broadest(&mut says.purposes);
                // Of two bases it is not known which is for which.
                if !lexicon.terms(Kind::ReliesOn, part).is_empty() {
                    says.purposes.clear();
                }
            }
        }
        Kind::Uses | Kind::Collects
            if says.terms.is_empty() && !says.none && without.is_empty() =>
        {
            let broadest = match kind {
                Kind::Uses => "purpose",
                _ => "personal-data",
            };
            says.terms = ids(&precise, broadest);
        }
        _ => {}
    }
    drop_broadest(&mut says.terms);
    let of_row = matches!(
        kind,
        Kind::Uses | Kind::Shares | Kind::Retains | Kind::ReliesOn
    );
    if let (true, Some(row)) = (of_row, &found.row) {
        says.data =
            lexicon.precise_terms(Kind::Collects, row, &known.terms_in(Kind::Collects, row));
    }
    says
}

/// The words of a sentence as they are written, without what is set against what it says.
fn written_of(line: &Line, sentence: Range<usize>, words: &str, none: bool) -> String {
    let against = if none { Vec::new() } else { set_against(words) };
    let mut parts = Vec::new();
    let mut start = sentence.start;
    for place in against {
        parts.push(line.written(start..sentence.start + place.start));
        start = sentence.start + place.end;
    }
    parts.push(line.written(start..sentence.end));
    parts.join(" ")
}

/// The more precise terms that words name outside of those that mean none.
fn outside_void<'k>(mut precise: Vec<Mention<'k>>, void: &[Range<usize>]) -> Vec<Mention<'k>> {
    precise.retain(|it| {
        void.iter()
            .all(|void| it.place.end <= void.start || void.end <= it.place.start)
    });
    precise
}

/// The data of which a sentence says how long they are kept, or that they are not stored; none where it speaks of all.
fn kept(says: &Says, words: &str, lexicon: &Lexicon, known: &Known) -> Vec<String> {
    if !is_not_stored(says) {
        subject(words, lexicon, known)
    } else if is_all(words) {
        Vec::new()
    } else {
        lexicon.terms(Kind::Collects, denied(words))
    }
}

/// Whether a period is that something is never stored.
fn is_not_stored(says: &Says) -> bool {
    says.kind == Kind::Retains && says.terms.iter().any(|it| it == "not-stored")
}

/// Where what is collected is named as something that is not: *payments (we do not store your card number)*.
fn not_taken(found: &Found<'_>, words: &str, lexicon: &Lexicon) -> Vec<Range<usize>> {
    if found.clause.says != Kind::Collects || found.none {
        return Vec::new();
    }
    let named = lexicon.named(Kind::Collects, words).into_iter();
    named
        .map(|it| it.place)
        .filter(|it| is_not_taken(words, it))
        .collect()
}

/// The words on the purposes for which a basis is stated: those of its row, of the items below it, or of its sentence.
fn purposes<'w>(found: &'w Found<'_>, words: &'w str) -> Option<&'w str> {
    let around = found.purposes.as_deref();
    around.or_else(|| bases::purposes(words))
}

/// Whether the statement that a sure clause makes is certain. A basis for purposes that have no term is not, since it would
/// be one for all; nor is a period for data that have none, one that a template fills in, one of which only the shortest is
/// named, and a criterion for which there is no term.
pub(super) fn is_sure(found: &Found<'_>, says: &Says, words: &str) -> bool {
    let is_open = match says.kind {
        Kind::ReliesOn => says.purposes.is_empty() && purposes(found, words).is_some(),
        Kind::Retains => {
            let has_criterion = has_period(words) || words.contains(" until ");
            let is_vague = says.terms.iter().any(|it| it == "indefinite");
            is_vague && (words.contains(VALUE) || has_criterion)
                || says.data.is_empty() && (found.row.is_some() || is_of_part(words))
                || says.data.is_empty() && is_not_stored(says) && !is_all(words)
        }
        _ => false,
    };
    // A negation in a sentence that is read as a yes may be about it in words that nobody foresaw.
    let is_yes = !says.none && matches!(says.kind, Kind::Shares | Kind::Transfers);
    let is_open = is_open || is_yes && may_deny(words);
    found.clause.sure && !is_open
}

/// Whose data a sentence speaks of: whom it names, or else whom its lead or its heading names.
fn subjects(found: &Found<'_>, words: &str) -> Vec<String> {
    let has_people = matches!(
        found.clause.says,
        Kind::Collects | Kind::Uses | Kind::Shares | Kind::Retains | Kind::ReliesOn
    );
    match people::named(words) {
        _ if !has_people => Vec::new(),
        none if none.is_empty() => found.people.to_vec(),
        named => named,
    }
}

/// The bases that a sentence names: those of its label, where that names some (*Consent: when you agree to our
/// terms*), else all.
fn bases(words: &str, named: Vec<String>, lexicon: &Lexicon) -> Vec<String> {
    let label = words.split_once(':').map(|(label, _)| label);
    let label = label.filter(|it| it.split(' ').count() <= 8);
    let of_label = label.map(|it| lexicon.terms(Kind::ReliesOn, it));
    match of_label.filter(|it| !it.is_empty()) {
        Some(of_label) => of_label,
        None if named.is_empty() => vec!["legal-basis".to_owned()],
        None => named,
    }
}

/// Whether all that safeguards a transfer is one of the frameworks, which are of the United States.
fn is_framework(safeguards: &[String]) -> bool {
    let is_it = |it: &String| matches!(it.as_str(), "data-privacy-framework" | "privacy-shield");
    !safeguards.is_empty() && safeguards.iter().all(is_it)
}

static NEGATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"(\b(?:is|are|was|were|be|been) )?(?:\b(?:not|never|nor|neither)\b|n't\b)( be| been)?")
        .ok()
});

/// *No card number is stored*, *DBS checks: not retained*.
static NOTHING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:no|none of) ([a-z ,'-]{1,80}?) (?:is|are|will be)\b|^([^:]{1,80}): not (?:retained|kept|stored|held)\b").ok()
});

/// The words of a denial that may name its data: those behind the verb, or with a passive those before it.
fn denied(words: &str) -> &str {
    let nothing = NOTHING.as_ref();
    if let Some(of) = nothing.and_then(|it| {
        let found = it.captures(words.as_bytes())?;
        found.get(1).or(found.get(2))
    }) {
        return words.get(of.start()..of.end()).unwrap_or(words);
    }
    let found = NEGATION.as_ref();
    let Some(found) = found.and_then(|it| it.captures(words.as_bytes())) else {
        return words;
    };
    let is_passive = found.get(1).or(found.get(2)).is_some();
    let whole = found.get(0).map_or(0..0, |it| it.range());
    let part = if is_passive {
        words.get(..whole.start)
    } else {
        words.get(whole.end..)
    };
    part.unwrap_or(words)
}

/// Whether a denial says of what: of all, or of something that has a term. Of something else it is not put out,
/// as it would deny all.
pub(super) fn is_definite(says: &Says, words: &str) -> bool {
    match says.kind {
        Kind::Retains => {
            !is_not_stored(says) || !says.data.is_empty() || is_all(words) || has_pronoun(words)
        }
        _ if !says.terms.is_empty() => true,
        Kind::Collects => says.none && is_all(words),
        Kind::Uses => false,
        _ if !says.none => true,
        _ => true,
    }
}

/// Leaves out the broadest purpose next to others: words for it say no more than theirs.
fn drop_broadest(purposes: &mut Vec<String>) {
    if purposes.len() > 1 {
        purposes.retain(|it| it != "purpose");
    }
}

/// Whether words name something by a pronoun, which another sentence has the noun of.
fn has_pronoun(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|it| matches!(it, "it" | "them" | "they" | "this" | "these" | "those"))
}

/// The ids of what words name, each once; the broadest where they name nothing.
fn ids(mentions: &[Mention<'_>], broadest: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for it in mentions {
        if !ids.iter().any(|known| known == it.id) {
            ids.push(it.id.to_owned());
        }
    }
    if ids.is_empty() {
        ids.push(broadest.to_owned());
    }
    ids
}

/// The recipients: classes as terms, parties by the names that are written, vendors by their ids as well.
fn recipients(
    says: &mut Says,
    found: &Found<'_>,
    line: &Line,
    (lexicon, known): (&Lexicon, &Known),
) {
    let sentence = found.sentence.clone();
    let words = line.low().get(sentence.clone()).unwrap_or("");
    let words = found.said.as_deref().unwrap_or(words);
    let written = line.written(sentence.clone());
    let mut names: Vec<(Range<usize>, String)> = Vec::new();
    let of_list = found.clause.lead.iter().any(|it| it == RECIPIENTS);
    let is_listed = of_list && found.clause.block == BlockNeed::Item;
    let mentions = known.vendors_in(line, is_listed).into_iter();
    let here = |place: &Range<usize>| sentence.start <= place.start && place.end <= sentence.end;
    for mention in mentions.filter(|it| here(&it.place)) {
        let name = line.written(mention.place.clone());
        if says.vendors.iter().all(|it| it.name != name) {
            says.vendors.push(NamedVendor {
                name: name.clone(),
                id: mention.id.to_owned(),
            });
        }
        names.push((mention.place, name));
    }
    for named in lexicon.named(Kind::Shares, words) {
        let place = sentence.start + named.place.start..sentence.start + named.place.end;
        let apart =
            |(held, _): &(Range<usize>, String)| held.end <= place.start || place.end <= held.start;
        if named.term == "@" && names.iter().all(apart) {
            let name = places::proper(&line.written(place.clone()));
            names.extend(name.map(|name| (place, name)));
        }
    }
    names.sort_by_key(|(place, _)| place.start);
    for (_, name) in names {
        if !says.names.contains(&name) {
            says.names.push(name);
        }
    }
    for name in places::parties(&written) {
        let is_known = |it: &String| it.contains(&name) || name.contains(it.as_str());
        match says.names.iter_mut().find(|it| is_known(it)) {
            // The name of the company says more than that of the product, and means the same vendor.
            Some(held) if places::is_company(&name) && name.contains(held.as_str()) => {
                for vendor in says.vendors.iter_mut().filter(|it| it.name == *held) {
                    vendor.name.clone_from(&name);
                }
                *held = name;
            }
            Some(_) => {}
            None => says.names.push(name),
        }
    }
    let precise = known.terms_in(Kind::Shares, words);
    // In *the names of our employees* these are no recipients.
    let mut held = [held_by(&says.names, words), people::places(words)].concat();
    if !says.none {
        held.extend(set_against(words));
    }
    says.terms = lexicon.terms_outside(Kind::Shares, words, &precise, &held);
    says.terms.retain(|term| term != "@");
    if !says.none {
        says.places = places::named(&written);
        let of_row = found.place.iter().flat_map(|it| places::named(it));
        for place in of_row {
            if !says.places.contains(&place) {
                says.places.push(place);
            }
        }
        if says.terms.is_empty() {
            says.terms = ids(&precise, "recipient");
        }
    } else if words
        .split(' ')
        .any(|it| matches!(it.trim_matches('.'), "nobody" | "anyone" | "noone"))
    {
        // To deny everybody is to name nobody.
        says.terms.clear();
    }
}

/// Where words name parties, with the brackets behind a name: *web services* within a name is no class of
/// recipients, and *(hosting, Ireland)* behind it says what that party is.
fn held_by(names: &[String], words: &str) -> Vec<Range<usize>> {
    let mut held = Vec::new();
    for name in names
        .iter()
        .map(|it| folded(it))
        .filter(|it| !it.is_empty())
    {
        for (start, _) in words.match_indices(&name) {
            let mut end = start + name.len();
            let rest = words.get(end..).unwrap_or("");
            let behind = rest.trim_start_matches(['.', ',', ' ']);
            if behind.starts_with('(') {
                let bracket = behind.find(')').map_or(behind.len(), |it| it + 1);
                end += rest.len() - behind.len() + bracket;
            }
            held.push(start..end);
        }
    }
    held
}

/// Words for the territory of both regimes, behind *outside*.
static OUTSIDE_BOTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const UK: &str = r"(?:uk|u\.k\.|united kingdom)(?: \(uk\))?";
    const EEA: &str = r"(?:eea|eu|european (?:economic area|union))(?: \((?:eea|eu)\))?";
    const AND: &str = r"(?:,| ?/| and/or| and| or)(?: outside(?: of)?)? ?(?:the )?";
    let words = format!(r"\b(?:outside|beyond)(?: of)? (?:the )?(?:{UK}{AND}{EEA}|{EEA}{AND}{UK})");
    Regex::new(&words).ok()
});

/// Outside of what the words say that data go.
fn outside(words: &str) -> Option<&'static str> {
    let has = |names: &[&str]| {
        names.iter().any(|name| {
            [
                "outside ",
                "outside of ",
                "outside the ",
                "outside of the ",
                "non-",
            ]
            .iter()
            .any(|before| words.contains(&format!("{before}{name}")))
        })
    };
    // "Outside the UK and the EEA", "outside of the EEA or the UK".
    if OUTSIDE_BOTH
        .as_ref()
        .is_some_and(|it| it.is_match(words.as_bytes()))
    {
        Some("outside-uk+eea")
    } else if has(&["eea", "eu ", "eu.", "eu,", "eu/", "european"]) {
        Some("outside-eea")
    } else if has(&["uk", "united kingdom"]) {
        Some("outside-uk")
    } else {
        None
    }
}
