//! "Did you mean": the nearest of some known names.

/// The known name nearest to `written`, if one is near enough to be what was meant.
///
/// Nearness is the Jaro-Winkler similarity without regard to case; below 0.8 nothing is offered.
/// Of equals the first in alphabetical order wins, so that the answer never depends on the order
/// of the candidates.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known {
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
