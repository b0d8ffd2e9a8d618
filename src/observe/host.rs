//! Hosts: taken out of addresses, and what can be said of a name without asking anybody.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// What the last part of names is that are inside of a network, whatever its list of suffixes says.
const INSIDE: [&str; 12] = [
    "arpa",
    "cluster",
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "svc",
];

/// How far a host can be reached, by its name alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It is below a public suffix: the domain that somebody registered.
    Domain(String),
    /// It is an address that can be reached from anywhere.
    Address,
    /// It has no public name: a name of a network of its own, or a private address.
    Inside,
}

/// How far a host can be reached. Domains are found by the list of public suffixes.
pub fn reach(host: &str) -> Reach {
    if let Ok(address) = host.parse::<IpAddr>() {
        return if is_private(address) {
            Reach::Inside
        } else {
            Reach::Address
        };
    }
    let last = host.rsplit('.').next().unwrap_or("");
    if INSIDE.contains(&last) || !host.contains('.') {
        return Reach::Inside;
    }
    match psl::domain(host.as_bytes()) {
        Some(domain) if domain.suffix().is_known() => {
            match std::str::from_utf8(domain.as_bytes()) {
                Ok(domain) => Reach::Domain(domain.to_owned()),
                Err(_) => Reach::Inside,
            }
        }
        // Who runs a public suffix can have a host of that name: `storage.example` of a provider.
        None if psl::suffix(host.as_bytes()).is_some_and(|it| it.is_known()) => {
            Reach::Domain(host.to_owned())
        }
        _ => Reach::Inside,
    }
}

/// The public suffix of a host below which everybody has a name of their own, where it is one label longer than a
/// name that is none: `club.sch.uk` of `www.club.sch.uk`, since `sch.uk` is none.
pub(super) fn zone_above(host: &str) -> Option<&str> {
    let suffix = psl::suffix(host.as_bytes())?;
    let suffix = std::str::from_utf8(suffix.as_bytes()).ok()?;
    let (_, above) = suffix.split_once('.')?;
    let suffix = host.get(host.len().checked_sub(suffix.len())?..)?;
    (psl::domain(above.as_bytes()).is_some() && host != suffix).then_some(suffix)
}

/// What is kept of a host: labels that look like keys or like addresses of people are not, nor what is before them,
/// as long as they are below the domain that somebody registered; and how many bytes of it are not shown.
pub(super) fn kept(host: &str) -> (String, usize) {
    let Reach::Domain(domain) = reach(host) else {
        return (host.to_owned(), 0);
    };
    let below = host.len().saturating_sub(domain.len());
    let mut hidden = 0;
    let mut at = 0;
    for label in host.get(..below).unwrap_or("").split_terminator('.') {
        at += label.len() + 1;
        if is_personal(label) {
            hidden = at;
        }
    }
    match host.get(hidden..) {
        Some(rest) if hidden > 0 => (format!("*.{rest}"), hidden),
        _ => (host.to_owned(), 0),
    }
}

/// Whether a label looks like a key, a number of somebody, or the address of one.
fn is_personal(label: &str) -> bool {
    /// A key has so many characters at least, one of hexadecimal digits, one of letters and digits; a number so many.
    const KEYS: [usize; 3] = [16, 20, 10];
    let [hexadecimal, mixed, number] = KEYS;
    let count = |text: &str, is: fn(&char) -> bool| text.chars().filter(is).count();
    let digits = |text: &str| count(text, char::is_ascii_digit);
    let letters = |text: &str| count(text, char::is_ascii_alphabetic);
    // Of a word with a number behind it, as of servers, nobody makes a key.
    let turns = |text: &str| {
        let kinds: Vec<bool> = text.chars().map(|ch| ch.is_ascii_digit()).collect();
        kinds
            .windows(2)
            .filter(|pair| pair.first() != pair.last())
            .count()
    };
    let is_key = |text: &str| {
        let is_hexadecimal = count(text, char::is_ascii_hexdigit) == text.len();
        (text.len() >= hexadecimal && is_hexadecimal && digits(text) > 0 && letters(text) > 0)
            || (text.len() >= mixed && digits(text) > 2 && letters(text) > 2 && turns(text) > 3)
            || (text.len() >= number && digits(text) == text.len())
    };
    let joined: String = label.chars().filter(|ch| *ch != '-').collect();
    let is_uuid = joined.len() == 32 && count(&joined, char::is_ascii_hexdigit) == 32;
    let is_address = ["-at-", "_at_", "--at--"]
        .iter()
        .any(|it| label.contains(it));
    let is_name = label.starts_with("xn--");
    is_uuid || is_address || !is_name && label.split(['-', '_']).any(is_key)
}

/// The domain that somebody registered, or the host itself where there is none.
pub(super) fn site_of(host: &str) -> String {
    match reach(host) {
        Reach::Domain(domain) => domain,
        Reach::Address | Reach::Inside => host.to_owned(),
    }
}

/// The domain that somebody registered below a suffix that a registry of names runs. Unlike [`reach`], providers that
/// give names to their customers are one domain: `example.github.io` is `github.io`.
pub(super) fn registered(host: &str) -> Option<String> {
    let domain = psl::domain(host.as_bytes())?;
    let name = match domain.suffix().typ() {
        Some(psl::Type::Private) => domain.suffix().as_bytes(),
        _ => domain.as_bytes(),
    };
    std::str::from_utf8(name).ok().map(str::to_owned)
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_private_v4(it),
        IpAddr::V6(it) => match it.to_ipv4_mapped() {
            Some(it) => is_private_v4(it),
            None => is_private_v6(it),
        },
    }
}

fn is_private_v4(it: Ipv4Addr) -> bool {
    let [first, second, ..] = it.octets();
    it.is_private()
        || it.is_loopback()
        || it.is_link_local()
        || it.is_unspecified()
        || it.is_broadcast()
        || it.is_multicast()
        // Shared by the customers of a provider (RFC 6598).
        || (first == 100 && (64..128).contains(&second))
}

fn is_private_v6(it: Ipv6Addr) -> bool {
    let first = it.segments().first().copied().unwrap_or(0);
    it.is_loopback()
        || it.is_unspecified()
        || it.is_multicast()
        || first & 0xfe00 == 0xfc00
        || first & 0xffc0 == 0xfe80
}

/// The host of an address such as `https://name@host:443/path`, in lower-case letters, and where it is in it.
/// `None` where the address has none, or one that is no host.
pub fn host_of(address: &str) -> Option<(String, Range<usize>)> {
    let after = address.find("://")? + 3;
    let scheme = address.get(..after - 3)?;
    if scheme.is_empty()
        || !scheme
            .chars()
            .all(|ch| ch.is_ascii_alphanumeric() || "+-.".contains(ch))
    {
        return None;
    }
    let rest = address.get(after..)?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = rest.get(..end)?;
    let start = authority.rfind('@').map_or(0, |at| at + 1);
    let (host, range) = of_authority(authority.get(start..)?)?;
    let base = after + start;
    Some((host, base + range.start..base + range.end))
}

/// The host of `host`, `host:port` or `[address]:port`, and where it is in it.
pub(super) fn of_authority(authority: &str) -> Option<(String, Range<usize>)> {
    if let Some(inner) = authority.strip_prefix('[') {
        let end = inner.find(']')?;
        let address = inner.get(..end)?;
        let parsed: Ipv6Addr = address.parse().ok()?;
        return Some((parsed.to_string(), 1..1 + end));
    }
    if let Ok(address) = authority.parse::<Ipv6Addr>() {
        return Some((address.to_string(), 0..authority.len()));
    }
    let end = authority.find(':').unwrap_or(authority.len());
    let written = authority.get(..end)?;
    let port = authority.get(end..)?.trim_start_matches(':');
    if !port.chars().all(|ch| ch.is_ascii_digit()) {
        return None;
    }
    let host = plain(written)?;
    Some((host, 0..written.len()))
}

/// A name of a host in lower-case letters, without the dot at its end; `None` where it is none.
pub(super) fn plain(name: &str) -> Option<String> {
    let host = name.trim_end_matches('.').to_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().count() < 64
            && label
                .chars()
                .all(|ch| ch.is_alphanumeric() || ch == '-' || ch == '_')
    };
    let is_host = host.len() < 254 && host.split('.').all(is_label);
    is_host.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_taken_from_an_address_and_nothing_else() {
        for (address, expected) in [
            ("https://www.example.org/a?b=c#d", Some("www.example.org")),
            (
                "https://u:secret@API.Example.org:8443/x",
                Some("api.example.org"),
            ),
            ("wss://live.example.org", Some("live.example.org")),
            ("http://[2001:db8::1]:80/", Some("2001:db8::1")),
            ("postgres://db.example.org:5432", Some("db.example.org")),
            ("https://example.org.?token=x", Some("example.org")),
            ("data:text/plain;base64,AAAA", None),
            ("about:blank", None),
            ("https://", None),
            ("https://a b/", None),
            ("https://ann@/x", None),
        ] {
            let found = host_of(address);
            assert_eq!(
                found.as_ref().map(|it| it.0.as_str()),
                expected,
                "{address}"
            );
            if let (Some((host, range)), false) = (found, address.contains('[')) {
                assert_eq!(address[range].trim_end_matches('.').to_lowercase(), host);
            }
        }
    }

    #[test]
    fn what_was_registered_is_found_by_the_list_of_suffixes() {
        let domain = |it: &str| Reach::Domain(it.to_owned());
        for (host, expected) in [
            ("a.b.example.co.uk", domain("example.co.uk")),
            (
                "region1.google-analytics.com",
                domain("google-analytics.com"),
            ),
            ("d111.cloudfront.net", domain("d111.cloudfront.net")),
            ("club.github.io", domain("club.github.io")),
            ("co.uk", domain("co.uk")),
            ("r2.dev", domain("r2.dev")),
            ("storage.yandexcloud.net", domain("storage.yandexcloud.net")),
            ("payments", Reach::Inside),
            ("db.crm.svc.cluster.local", Reach::Inside),
            ("localhost", Reach::Inside),
            ("10.0.0.4", Reach::Inside),
            ("100.64.1.1", Reach::Inside),
            ("fd00::1", Reach::Inside),
            ("203.0.113.9", Reach::Address),
            ("2a00:1450:4001::5", Reach::Address),
            ("host.no-such-suffix-at-all", Reach::Inside),
        ] {
            assert_eq!(reach(host), expected, "{host}");
        }
    }

    #[test]
    fn labels_that_may_be_of_people_are_not_kept() {
        for (host, expected) in [
            (
                "t0ken9f8e7d6c5b4a39281706f5e4d3c2b1a0.live.example.net",
                "*.live.example.net",
            ),
            ("ann.smith-at-club.users.example.net", "*.users.example.net"),
            (
                "550e8400-e29b-41d4-a716-446655440000.example.net",
                "*.example.net",
            ),
            ("447700900123.example.net", "*.example.net"),
            ("5977010.fls.doubleclick.net", "5977010.fls.doubleclick.net"),
            (
                "abcdef1234.execute-api.eu-west-1.amazonaws.com",
                "abcdef1234.execute-api.eu-west-1.amazonaws.com",
            ),
            (
                "d111111abcdef8.cloudfront.net",
                "d111111abcdef8.cloudfront.net",
            ),
            (
                "region1.google-analytics.com",
                "region1.google-analytics.com",
            ),
            ("0123456789abcdef0", "0123456789abcdef0"),
            (
                "hillsideschoolprod001.database.windows.net",
                "hillsideschoolprod001.database.windows.net",
            ),
            (
                "xn--80aaaaaabhgcvcckbg1ah0a0a2a0a.example.net",
                "xn--80aaaaaabhgcvcckbg1ah0a0a2a0a.example.net",
            ),
        ] {
            let (shown, hidden) = kept(host);
            assert_eq!(shown, expected);
            assert!(shown.ends_with(&host[hidden..]), "{host}");
        }
    }
}
