//! What cells say in words that people choose: lists, periods, legal bases and conditions.

use super::meaning::plain;
use crate::import::declaration::page::collapsed;

/// A criterion of retention has as many characters, at most.
const LONGEST_CRITERION: usize = 60;

/// The items of a cell: its lines, and what semicolons part.
pub(super) fn items(words: &str) -> Vec<String> {
    let parts = words.split(['\n', ';', '•', '·', '|']);
    let items = parts.map(item).filter(|it| !it.is_empty());
    items.collect()
}

/// The parts of an item between commas outside brackets.
pub(super) fn parts(item: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_usize);
    for c in item.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    let parts = parts.iter().map(|it| self::item(it));
    parts.filter(|it| !it.is_empty()).collect()
}

/// The two halves of words with an `and` between them.
pub(super) fn halves(part: &str) -> Option<(String, String)> {
    [" and ", " & ", " et ", " or "].iter().find_map(|joint| {
        let (one, other) = part.split_once(joint)?;
        Some((item(one), item(other)))
    })
}

/// An item without its bullet, its full stop and words that only go on.
fn item(words: &str) -> String {
    let words = collapsed(words);
    let words = words.trim_start_matches(['-', '*', '–', '—', '.', ' ']);
    let words = words
        .strip_prefix("and ")
        .or_else(|| words.strip_prefix("et "))
        .unwrap_or(words);
    let words = words
        .strip_suffix(" etc.")
        .or_else(|| words.strip_suffix(" etc"))
        .unwrap_or(words);
    let is_rest = matches!(
        words.to_lowercase().as_str(),
        "etc" | "etc." | "other" | "others"
    );
    if is_rest {
        return String::new();
    }
    words.trim_end_matches(['.', ':', ' ']).to_owned()
}

/// Whether words say that there is none.
pub(super) fn is_none(words: &str) -> bool {
    let plain = plain(words);
    let none = [
        "none",
        "no",
        "nil",
        "no transfer",
        "no transfers",
        "not transferred",
        "non",
        "aucun",
        "aucune",
        "neant",
        "aucun transfert",
        "pas de transfert",
        "no third country transfers",
        "no international transfers",
        "uk only",
        "not shared",
        "nobody",
    ];
    none.contains(&plain.as_str()) || super::activities::is_blank(words)
}

/// How long data are kept, as a flow writes it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::import::declaration) struct Kept {
    pub written: String,
    /// The words are a period and nothing else.
    pub is_all: bool,
    /// The words name several periods, of which it is the longest.
    pub is_longest: bool,
}

/// The period that words state, or the criterion that they are.
pub(in crate::import::declaration) fn retention(words: &str) -> Option<Kept> {
    let plain = plain(words);
    let kept = |written: &str, is_all: bool| Kept {
        written: written.to_owned(),
        is_all,
        is_longest: false,
    };
    if is_none(words) {
        return None;
    }
    let list: Vec<&str> = plain.split(' ').collect();
    let mut periods: Vec<(u32, String, usize)> = Vec::new();
    for (at, word) in list.iter().enumerate() {
        let Some((days, unit)) = list.get(at + 1).and_then(|it| unit(it)) else {
            if let Some((count, days, unit)) = joined(word) {
                periods.push((count * days, format!("P{count}{unit}"), 1));
            }
            continue;
        };
        // `six (6) years` has the number twice.
        if let Some(count) = number(word) {
            let has_both = at > 0 && list.get(at - 1).and_then(|it| number(it)) == Some(count);
            periods.push((
                count * days,
                format!("P{count}{unit}"),
                2 + usize::from(has_both),
            ));
        }
    }
    let several = periods.len() > 1;
    let longest = periods.into_iter().max_by_key(|(days, ..)| *days);
    if let Some((_, written, words)) = longest {
        return Some(Kept {
            written,
            is_all: words == list.len() && !several,
            is_longest: several,
        });
    }
    let has = |word: &str| list.iter().any(|it| it.starts_with(word));
    if has("indefinit") || has("permanent") || has("forever") || has("illimite") {
        return Some(kept("indefinite", list.len() == 1));
    }
    if plain == "not stored" || plain == "not kept" || plain == "not retained" {
        return Some(kept("not-stored", true));
    }
    let mut criterion = String::new();
    for word in list {
        if !word.is_ascii() || criterion.len() + word.len() >= LONGEST_CRITERION {
            break;
        }
        if criterion.is_empty() && !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        if !criterion.is_empty() {
            criterion.push('-');
        }
        criterion.push_str(word);
    }
    (!criterion.is_empty()).then(|| kept(&criterion, false))
}

/// The days of a unit and its letter.
fn unit(word: &str) -> Option<(u32, char)> {
    Some(match word {
        "day" | "days" | "jour" | "jours" => (1, 'D'),
        "week" | "weeks" | "semaine" | "semaines" => (7, 'W'),
        "month" | "months" | "mois" => (30, 'M'),
        "year" | "years" | "yr" | "yrs" | "an" | "ans" | "annee" | "annees" => (365, 'Y'),
        _ => return None,
    })
}

/// `6y`, `12m`, `p6y`: a number and a unit in one word.
fn joined(word: &str) -> Option<(u32, u32, char)> {
    let word = word.strip_prefix('p').unwrap_or(word);
    let at = word.find(|c: char| !c.is_ascii_digit())?;
    let (count, rest) = word.split_at(at);
    let (days, unit) = match rest {
        "y" | "yrs" | "yr" | "years" => (365, 'Y'),
        "m" | "months" => (30, 'M'),
        "d" | "days" => (1, 'D'),
        "w" | "weeks" => (7, 'W'),
        _ => return None,
    };
    let count = number(count)?;
    Some((count, days, unit))
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let found = word.parse().ok().or_else(|| {
        let at = WORDS.iter().position(|it| *it == word)?;
        u32::try_from(at).ok()
    });
    found.filter(|count| (1..=999).contains(count))
}

/// The legal bases of Art 6 that words name, in their order, each once.
pub(in crate::import::declaration) fn bases(words: &str) -> Vec<&'static str> {
    const BASES: [(&str, &str, &[&str]); 6] = [
        ("a", "consent", &["consent"]),
        ("b", "contract", &["contract", "contrat", "precontract"]),
        (
            "c",
            "legal-obligation",
            &[
                "legal obligation",
                "legal duty",
                "obligation legale",
                "statutory obligation",
                "statutory duty",
            ],
        ),
        (
            "d",
            "vital-interests",
            &["vital interest", "interets vitaux"],
        ),
        (
            "e",
            "public-task",
            &[
                "public task",
                "public interest",
                "official authority",
                "mission d interet public",
            ],
        ),
        (
            "f",
            "legitimate-interests",
            &[
                "legitimate interest",
                "interet legitime",
                "interets legitimes",
            ],
        ),
    ];
    let plain = plain(words);
    let article = |letter: &str| {
        let asked = format!("6 1 {letter}");
        let padded = format!(" {plain} ");
        padded.find(&format!(" {asked} "))
    };
    let mut found: Vec<(usize, &'static str)> = BASES
        .iter()
        .filter_map(|(letter, basis, _)| Some((article(letter)?, *basis)))
        .collect();
    if found.is_empty() {
        let places = BASES.iter().filter_map(|(_, basis, phrases)| {
            let at = phrases
                .iter()
                .filter_map(|phrase| plain.find(phrase))
                .min()?;
            Some((at, *basis))
        });
        found = places.collect();
    }
    found.sort_unstable();
    found.into_iter().map(|(_, basis)| basis).collect()
}

/// The condition of Art 9 that words name.
pub(in crate::import::declaration) fn condition(words: &str) -> Option<String> {
    const CONDITIONS: [(&str, &[&str]); 10] = [
        ("a", &["explicit consent", "consentement explicite"]),
        ("b", &["employment", "social security", "social protection"]),
        ("c", &["vital interest"]),
        ("d", &["not for profit", "non profit"]),
        ("e", &["made public"]),
        ("f", &["legal claim", "judicial"]),
        ("g", &["substantial public interest"]),
        (
            "h",
            &[
                "health or social care",
                "preventive or occupational medicine",
                "health and social care",
                "medical diagnosis",
            ],
        ),
        ("i", &["public health"]),
        ("j", &["archiving", "research", "statistic"]),
    ];
    let plain = format!(" {} ", plain(words));
    let by_letter = CONDITIONS
        .iter()
        .find(|(letter, _)| plain.contains(&format!(" 9 2 {letter} ")));
    let by_words = || {
        let mut named = CONDITIONS.iter();
        named.find(|(_, phrases)| phrases.iter().any(|it| plain.contains(it)))
    };
    let (letter, _) = by_letter.or_else(by_words)?;
    Some(format!("9(2)({letter})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_taken_apart() {
        assert_eq!(
            items("- Staff\n- Volunteers; Trustees."),
            ["Staff", "Volunteers", "Trustees"]
        );
        assert_eq!(
            parts("Name, address (home, work), and bank details, etc."),
            ["Name", "address (home, work)", "bank details"]
        );
        assert_eq!(
            halves("name and address"),
            Some(("name".to_owned(), "address".to_owned()))
        );
        assert!(is_none("N/A") && is_none("None.") && !is_none("Norway"));
    }

    #[test]
    fn periods_and_criteria_are_read() {
        for (words, written, is_all) in [
            ("6 years", "P6Y", true),
            ("six (6) years", "P6Y", true),
            ("Current year + 6 years", "P6Y", false),
            ("18 months after the last contact", "P18M", false),
            ("5 ans", "P5Y", true),
            ("P30D", "P30D", true),
            ("Permanently", "indefinite", true),
            ("End of employment", "end-of-employment", false),
            ("Not stored", "not-stored", true),
        ] {
            let kept = retention(words).unwrap();
            assert_eq!(
                (kept.written.as_str(), kept.is_all),
                (written, is_all),
                "{words}"
            );
        }
        let several = retention("Payroll: 6 years; sickness: 3 years").unwrap();
        assert!(several.is_longest && several.written == "P6Y");
        assert_eq!(retention("N/A"), None);
    }

    #[test]
    fn bases_and_conditions_are_read() {
        assert_eq!(bases("Article 6(1)(b) - contract"), ["contract"]);
        assert_eq!(
            bases("Legal obligation; legitimate interests"),
            ["legal-obligation", "legitimate-interests"]
        );
        assert_eq!(bases("Intérêt légitime"), ["legitimate-interests"]);
        assert!(bases("because").is_empty());
        assert_eq!(condition("Art. 9(2)(h)").as_deref(), Some("9(2)(h)"));
        assert_eq!(
            condition("Employment and social security law").as_deref(),
            Some("9(2)(b)")
        );
        assert_eq!(condition("N/A"), None);
    }
}
