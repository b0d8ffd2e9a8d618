//! Periods of time as people write them.

/// A period of ISO 8601 in words: `P6Y` is `6 years`, `P1Y6M` is `1 year and 6 months`. What is no such
/// period is given back as it is.
///
/// Source: ISO 8601-1:2019, 5.5.2 (durations, of calendar units).
pub fn period_words(written: &str) -> String {
    let Some(mut rest) = written.strip_prefix('P') else {
        return written.to_owned();
    };
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let Some(at) = rest.find(|c: char| !c.is_ascii_digit()) else {
            return written.to_owned();
        };
        let (count, unit) = rest.split_at(at);
        let word = match unit.chars().next() {
            Some('Y') => "year",
            Some('M') => "month",
            Some('W') => "week",
            Some('D') => "day",
            _ => return written.to_owned(),
        };
        let count = count.trim_start_matches('0');
        match count {
            "" => {}
            "1" => parts.push(format!("1 {word}")),
            count => parts.push(format!("{count} {word}s")),
        }
        rest = unit.get(1..).unwrap_or("");
    }
    match parts.as_slice() {
        [] => written.to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::period_words;

    #[test]
    fn periods_are_written_in_words() {
        for (written, words) in [
            ("P6Y", "6 years"),
            ("P1M", "1 month"),
            ("P1Y6M", "1 year and 6 months"),
            ("P1Y0M3D", "1 year and 3 days"),
            ("P90D", "90 days"),
            ("P2W", "2 weeks"),
        ] {
            assert_eq!(period_words(written), words);
        }
    }

    #[test]
    fn what_is_no_period_stays_as_it_is() {
        for text in ["", "P", "PT1H", "P1", "contract-term", "P0D"] {
            assert_eq!(period_words(text), text);
        }
    }
}
