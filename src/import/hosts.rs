//! Hosts in the values of settings. A value may be secret: only a host is taken from it.

/// What the names of settings hold whose values are hosts without a scheme.
const NAMES: [&str; 9] = [
    "host", "url", "uri", "endpoint", "server", "addr", "dsn", "broker", "domain",
];
/// What the names of settings hold that say where the thing itself is reached, or who may call it.
const OWN: [&str; 10] = [
    "allowed",
    "app_url",
    "callback",
    "cors",
    "external_url",
    "origin",
    "public_url",
    "redirect",
    "root_url",
    "site_url",
];
/// What the names of hosts end in that are within the cluster, or nowhere.
const INSIDE: [&str; 9] = [
    ".svc",
    ".local",
    ".internal",
    ".localhost",
    ".test",
    ".example",
    ".invalid",
    ".lan",
    ".default",
];

/// The hosts outside of the cluster that the value of a setting names.
pub(super) fn of_setting(name: &str, value: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let name = name.to_lowercase();
    if OWN.iter().any(|word| name.contains(word)) {
        return found;
    }
    for (_, rest) in value
        .match_indices("://")
        .filter_map(|(at, _)| Some((at, value.get(at + 3..)?)))
    {
        let authority = rest
            .split(|ch: char| "/?#,; \"'".contains(ch))
            .next()
            .unwrap_or("");
        found.extend(host(authority.rsplit('@').next().unwrap_or("")));
    }
    if found.is_empty() && NAMES.iter().any(|word| name.contains(word)) {
        found.extend(value.split(',').filter_map(|word| host(word.trim())));
    }
    found
}

/// A host, with or without a port, that is outside of the cluster.
pub(super) fn host(word: &str) -> Option<String> {
    let (host, port) = word.split_once(':').unwrap_or((word, "0"));
    let host = host.trim_end_matches('.').to_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label
                .chars()
                .all(|ch| ch.is_ascii_alphanumeric() || ch == '-')
    };
    let last = host.rsplit('.').next().unwrap_or("");
    let is_domain =
        (2..=12).contains(&last.len()) && last.chars().all(|ch| ch.is_ascii_alphabetic());
    let is_host = host.contains('.')
        && host.split('.').all(is_label)
        && is_domain
        && port.chars().all(|ch| ch.is_ascii_digit());
    // A token has capitals, and dots, too.
    let is_plain = !word.chars().any(|ch| ch.is_ascii_uppercase());
    (is_host && is_plain && !INSIDE.iter().any(|end| host.ends_with(end))).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_taken_and_nothing_else() {
        for (name, value, expected) in [
            (
                "DATABASE_URL",
                "postgres://u:p@db.example.com:5432/x?y=z",
                "db.example.com",
            ),
            (
                "X",
                "https://a.example.com/b, https://c.example.org",
                "a.example.com c.example.org",
            ),
            ("DB_HOST", "db.example.com:5432", "db.example.com"),
            ("DB_HOST", "db", ""),
            ("ALLOWED_ORIGINS", "https://www.example.com", ""),
            ("OAUTH_REDIRECT_URL", "https://www.example.com/done", ""),
            ("DB_HOST", "db.crm.svc.cluster.local", ""),
            ("DB_HOST", "10.0.0.1", ""),
            ("TOKEN", "abc.def.ghi", ""),
            ("HOST_TOKEN", "eyJhbGciOi.eyJzdWIi.SflKxw", ""),
            (
                "BROKERS",
                "k1.example.com:9092,k2.example.com:9092",
                "k1.example.com k2.example.com",
            ),
        ] {
            assert_eq!(
                of_setting(name, value).join(" "),
                expected,
                "{name} {value}"
            );
        }
    }
}
