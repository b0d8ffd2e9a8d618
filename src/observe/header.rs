//! The header `Set-Cookie`: the name of a cookie, its host and for how long it stays (RFC 6265).

use jiff::Timestamp;

use super::host;
use super::model::Lifetime;
use super::times;

/// A cookie of a header.
pub(super) struct SetCookie<'t> {
    /// Its name, as a part of the text.
    pub name: &'t str,
    /// The host that it is for, where it states one.
    pub domain: Option<String>,
    /// For how long.
    pub lifetime: Lifetime,
}

/// Reads the value of a header, received at a time. `None` where it names no cookie or deletes one.
pub(super) fn set_cookie(value: &str, at: Option<Timestamp>) -> Option<SetCookie<'_>> {
    let mut parts = value.split(';');
    let (name, _) = parts.next()?.split_once('=')?;
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let (mut domain, mut until, mut age) = (None, None, None);
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "domain" => domain = host::plain(value.trim_start_matches('.')),
            "expires" => until = times::of_text(value),
            "max-age" => age = value.parse::<i64>().ok(),
            _ => {}
        }
    }
    // The age takes precedence.
    let lifetime = match (age, until) {
        (Some(age), _) => Lifetime::Seconds(age),
        (None, Some(until)) => between(at, until),
        (None, None) => Lifetime::Session,
    };
    keeps(lifetime).then_some(SetCookie {
        name,
        domain,
        lifetime,
    })
}

/// The time from one moment to another.
pub(super) fn between(from: Option<Timestamp>, until: Timestamp) -> Lifetime {
    match from {
        Some(from) => Lifetime::Seconds(until.as_second().saturating_sub(from.as_second())),
        None => Lifetime::NotStated,
    }
}

/// Whether a cookie is stored, and not deleted.
pub(super) fn keeps(lifetime: Lifetime) -> bool {
    !matches!(lifetime, Lifetime::Seconds(seconds) if seconds <= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_has_its_name_its_host_and_its_time() {
        let at = times::of_text("2026-10-20T07:28:00Z");
        let read = |value| {
            set_cookie(value, at).map(|it| (it.name.to_owned(), it.domain, it.lifetime.days()))
        };
        assert_eq!(
            read("_ga=GA1.2.3; Domain=.example.org; Max-Age=63072000; Secure"),
            Some(("_ga".to_owned(), Some("example.org".to_owned()), Some(730)))
        );
        assert_eq!(
            read("id=x; expires=Wed, 21 Oct 2026 07:28:00 GMT"),
            Some(("id".to_owned(), None, Some(1)))
        );
        assert_eq!(read("s=1; Path=/"), Some(("s".to_owned(), None, Some(0))));
        assert_eq!(read("s=; Max-Age=0"), None);
        assert_eq!(read("s=; expires=Thu, 01 Jan 1970 00:00:00 GMT"), None);
        assert_eq!(read("nothing"), None);
    }
}
