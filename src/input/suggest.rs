//! "Did you mean": the nearest of some known names.

use super::limits::MAX_SUGGESTED_CHARS;

/// The known name nearest to `written`, if one is near enough to be what was meant.
///
/// Nearness is the Jaro-Winkler similarity without regard to case; below 0.8 nothing is offered. Nor is
/// a name with more than a quarter of its letters changed, unless one of the two begins with the whole other.
/// Nothing longer than [`MAX_SUGGESTED_CHARS`] is compared: the time for that grows with both lengths.
/// Of equals the first in alphabetical order wins, so that the answer never depends on the order
/// of the candidates.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let is_short = |text: &str| text.chars().nth(MAX_SUGGESTED_CHARS).is_none();
    if !is_short(written) {
        return None;
    }
    let known = known.into_iter().filter(|name| is_short(name));
    let written = written.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known.filter(|name| is_close(&written, name)) {
        let score = strsim::jaro_winkler(&written, &name.to_lowercase());
        let better = match best {
            None => score >= 0.8,
            Some((top, held)) => score > top || (score == top && name < held),
        };
        if better {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Whether one text can be a slip for the other: few letters differ, or one is cut short.
fn is_close(written: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    if name.starts_with(written) || written.starts_with(&name) {
        return true;
    }
    let longest = written.chars().count().max(name.chars().count());
    strsim::osa_distance(written, &name) <= (longest / 4).max(1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised() {
        for (written, known) in [
            ("nmae", "name"),
            ("controler", "controller"),
            ("email", "email-address"),
            ("transfer/no-safegard", "transfer/no-safeguard"),
        ] {
            assert_eq!(nearest(written, [known]), Some(known), "{written}");
        }
    }

    #[test]
    fn what_is_longer_than_names_are_is_not_compared() {
        let long = "a".repeat(1 << 20);
        assert_eq!(nearest(&long, ["a", long.as_str()]), None);
        assert_eq!(nearest("name", [long.as_str(), "names"]), Some("names"));
    }

    #[test]
    fn an_unrelated_name_is_not_offered() {
        for (written, known) in [
            ("loyalty-points", "loyalty-programme-of-others"),
            ("marketing-score", "marketing-research"),
            ("pony", "person"),
        ] {
            assert_eq!(nearest(written, [known]), None, "{written}");
        }
    }
}
