//! How people spell terms: kebab-case for names, several ways for an article.

/// `EmailAddress` as `email-address`, `PINCode` as `pin-code`; kebab-case stays as it is.
pub(super) fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let mut before: Option<char> = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_ascii_uppercase() {
            let starts_word = match before {
                Some(b) if b.is_ascii_lowercase() || b.is_ascii_digit() => true,
                Some(b) if b.is_ascii_uppercase() => {
                    rest.peek().is_some_and(char::is_ascii_lowercase)
                }
                _ => false,
            };
            if starts_word {
                out.push('-');
            }
        }
        out.push(c.to_ascii_lowercase());
        before = Some(c);
    }
    out
}

/// Whether an id is one an estate may give: lower-case letters, digits and single hyphens within.
pub(super) fn is_estate_id(id: &str) -> bool {
    id.split('-').all(|word| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    })
}

/// An id that [`is_estate_id`] takes, made of what was written; `None` when nothing is left of it.
pub(super) fn estate_id_like(written: &str) -> Option<String> {
    let spaced: String = kebab(written)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let id = spaced.split_whitespace().collect::<Vec<_>>().join("-");
    is_estate_id(&id).then_some(id)
}

/// The part of a full id after its prefix: `EmailAddress` of `dpv-pd:EmailAddress`.
pub(super) fn local(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, local)| local)
}

/// An article as the GDPR cites it, `6(1)(f)`, read from `6(1)(f)`, `art-6-1-f`, `Art. 6(1)(f)`,
/// `Article 6(1)(f)`, `A6-1-f` or `6.1.f`. `None` when what is written is no article.
pub(super) fn article(written: &str) -> Option<String> {
    let lower = written.to_ascii_lowercase();
    let rest = ["article", "art", "a"]
        .iter()
        .find_map(|prefix| lower.strip_prefix(prefix))
        .unwrap_or(&lower);
    let is_separator = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')');
    if !rest
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || is_separator(c))
    {
        return None;
    }
    let mut pieces = rest.split(is_separator).filter(|piece| !piece.is_empty());
    let (number, paragraph, point) = (pieces.next()?, pieces.next()?, pieces.next());
    let digits = |s: &str| s.len() <= 3 && s.chars().all(|c| c.is_ascii_digit());
    if !digits(number) || !digits(paragraph) || pieces.next().is_some() {
        return None;
    }
    match point {
        None => Some(format!("{number}({paragraph})")),
        Some(p) if p.len() <= 2 && p.chars().all(|c| c.is_ascii_lowercase()) => {
            Some(format!("{number}({paragraph})({p})"))
        }
        Some(_) => None,
    }
}

/// The kebab-case spelling of an article: `art-6-1-f` for `6(1)(f)`.
pub(super) fn article_word(article: &str) -> String {
    let spaced: String = article
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let pieces: Vec<&str> = spaced.split_whitespace().collect();
    format!("art-{}", pieces.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_splits_words_and_keeps_abbreviations() {
        for (name, expected) in [
            ("EmailAddress", "email-address"),
            ("IPAddress", "ip-address"),
            ("ConsultationWithDPO", "consultation-with-dpo"),
            ("Authentication-PABC", "authentication-pabc"),
            ("UID", "uid"),
            ("A6-1-f", "a6-1-f"),
            ("year-group", "year-group"),
            ("", ""),
        ] {
            assert_eq!(kebab(name), expected);
            assert_eq!(kebab(expected), expected, "kebab-case stays as it is");
        }
    }

    #[test]
    fn articles_are_read_in_every_usual_spelling() {
        for written in [
            "6(1)(f)",
            "art-6-1-f",
            "Art. 6(1)(f)",
            "Article 6(1)(f)",
            "A6-1-f",
            "6.1.f",
            "ART 6 1 F",
        ] {
            assert_eq!(article(written).as_deref(), Some("6(1)(f)"), "{written}");
        }
        assert_eq!(article("art-45-3").as_deref(), Some("45(3)"));
        for written in [
            "",
            "a",
            "age",
            "6",
            "6(1)(f)(x)",
            "6(1)(first)",
            "A6-1-a-explicit-consent",
            "6/1/f",
            "é(1)",
        ] {
            assert_eq!(article(written), None, "{written}");
        }
        assert_eq!(article_word("6(1)(ea)"), "art-6-1-ea");
        assert_eq!(
            article(&article_word("46(2)(d)")).as_deref(),
            Some("46(2)(d)")
        );
    }

    #[test]
    fn an_estates_ids_are_kebab_case() {
        for id in ["upn", "year-group", "area-51"] {
            assert!(is_estate_id(id));
        }
        for (id, like) in [
            ("", None),
            ("YearGroup", Some("year-group")),
            ("year_group", Some("year-group")),
            ("acme:Year Group", Some("acme-year-group")),
            ("-x-", Some("x")),
            ("a--b", Some("a-b")),
            ("Jahr\u{fc}", Some("jahr")),
            ("?!", None),
        ] {
            assert!(!is_estate_id(id), "{id}");
            assert_eq!(estate_id_like(id).as_deref(), like, "{id}");
        }
    }
}
