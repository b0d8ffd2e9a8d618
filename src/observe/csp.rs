//! Content-Security-Policy: the header, or the file that a server sends it from (`add_header`, `Header set`, a
//! `<meta>`, a line of its own). It states which hosts pages may communicate with; that they do, it does not state.

use super::gather::{self, Gather};
use super::host::of_authority;
use super::model::SeenKind;
use super::{ObservationFormat, Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::limits::MAX_POLICY_SOURCES;
use crate::input::{InputError, InputErrorKind};

const POLICY: FileKind = FileKind {
    id: "security-policy",
    name: "security policy (CSP)",
};

/// What is listed where a policy allows every host.
pub(super) const ANY_HOST: &str = "any host";

/// The directives that name sources.
const DIRECTIVES: [&str; 19] = [
    "child-src",
    "connect-src",
    "default-src",
    "fenced-frame-src",
    "font-src",
    "form-action",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "prefetch-src",
    "report-uri",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "style-src-elem",
    "worker-src",
];

/// Security policies.
#[derive(Debug)]
pub(super) struct SecurityPolicy;

impl ObservationFormat for SecurityPolicy {
    fn kind(&self) -> FileKind {
        POLICY
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[]
    }

    fn recognises(&self, source: &ObservedSource<'_>) -> bool {
        let begin = source.begin();
        let lower = begin.to_ascii_lowercase();
        lower.contains("content-security-policy")
            || DIRECTIVES.iter().any(|name| {
                lower
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with([' ', ';', '\n']))
            })
    }

    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>> {
        let mut gather = Gather::default();
        let mut sources = 0;
        for words in directives(source.text) {
            gather.events += 1;
            sources += words.len();
            if sources > MAX_POLICY_SOURCES {
                let place = words.last().map(|it| source.place(it));
                let message = format!(
                    "this security policy allows more than {MAX_POLICY_SOURCES} sources, which is the limit"
                );
                let error = InputError::new(InputErrorKind::Limit, place, message);
                return Err(vec![
                    error.help("give each policy that is sent in a file of its own"),
                ]);
            }
            // Browsers that know this word pass over the hosts and schemes next to it.
            let is_strict = words.iter().any(|it| it.contains("'strict-dynamic'"));
            for word in words {
                if !is_strict && allows_any(word) {
                    let place = source.place(word);
                    gather.add(gather::seen(ANY_HOST.to_owned(), SeenKind::Allowed, place));
                    continue;
                }
                let Some(host) = source_host(word) else {
                    continue;
                };
                let Some(at) = word.find(host) else {
                    continue;
                };
                let part = word.get(at..at + host.len()).unwrap_or(word);
                let name = host.to_lowercase();
                gather.add(gather::seen(name, SeenKind::Allowed, source.place(part)));
            }
        }
        // A policy may allow no host by its nature: it was read all the same.
        if gather.events == 0 && names_other_directives(source.text) {
            gather.events = 1;
        }
        Ok(gather.finish(source, POLICY))
    }
}

/// Whether a policy has directives that name no sources to which a page sends.
fn names_other_directives(text: &str) -> bool {
    const OTHERS: [&str; 10] = [
        "base-uri",
        "block-all-mixed-content",
        "frame-ancestors",
        "navigate-to",
        "plugin-types",
        "report-to",
        "report-uri",
        "require-trusted-types-for",
        "sandbox",
        "upgrade-insecure-requests",
    ];
    let is_mark = |ch: char| ch.is_ascii_whitespace() || matches!(ch, ';' | '"' | '\'' | '`');
    let mut words = text.split(is_mark);
    words.any(|word| OTHERS.iter().any(|it| it.eq_ignore_ascii_case(word)))
}

/// The words of each directive that names sources. A policy may go over several lines: a line goes on with the
/// sources of the one before, unless it begins with another directive or header. An empty line and a comment end it.
fn directives(text: &str) -> Vec<Vec<&str>> {
    let is_end = |ch: char| matches!(ch, ';' | '"' | '<' | '>');
    let mut found = Vec::new();
    let mut open: Option<Vec<&str>> = None;
    for line in text.lines() {
        let code = line.split('#').next().unwrap_or("");
        let begins = code.split_ascii_whitespace().next();
        if begins.is_none_or(is_header) {
            found.extend(open.take());
        }
        for (at, part) in code.split(is_end).enumerate() {
            if at > 0 {
                found.extend(open.take());
            }
            for word in part.split_ascii_whitespace() {
                if is_directive(word) {
                    found.extend(open.replace(Vec::new()));
                } else if let Some(sources) = &mut open {
                    sources.push(word);
                }
            }
        }
        if code.len() < line.len() {
            found.extend(open.take());
        }
    }
    found.extend(open);
    found
}

/// Whether a word is the name of a directive, perhaps behind a quotation mark.
fn is_directive(word: &str) -> bool {
    let plain = word.trim_start_matches(['\'', '`', '(']);
    DIRECTIVES.iter().any(|it| it.eq_ignore_ascii_case(plain))
}

/// Whether a word is the name of a header, with its colon, and not a scheme that a policy allows.
fn is_header(word: &str) -> bool {
    const SCHEMES: [&str; 8] = [
        "blob",
        "data",
        "filesystem",
        "http",
        "https",
        "mediastream",
        "ws",
        "wss",
    ];
    word.strip_suffix(':').is_some_and(|name| {
        let is_name = name
            .chars()
            .all(|ch| ch.is_ascii_alphanumeric() || ch == '-');
        is_name && !SCHEMES.iter().any(|it| it.eq_ignore_ascii_case(name))
    })
}

/// Whether a source allows every host, by any or by one scheme.
fn allows_any(word: &str) -> bool {
    const ALL: [&str; 9] = [
        "*",
        "http:",
        "https:",
        "ws:",
        "wss:",
        "http://*",
        "https://*",
        "ws://*",
        "wss://*",
    ];
    let word = word.trim_end_matches([',', '\'', '`', ')']);
    let word = word
        .strip_suffix(":*")
        .filter(|it| it.ends_with('*'))
        .unwrap_or(word);
    ALL.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// The host that a source allows, without the `*.` for all below it; `None` for keywords, schemes and hashes.
fn source_host(word: &str) -> Option<&str> {
    let word = word.trim_end_matches([',', '\'', '`', ')']);
    if word.starts_with('\'') {
        return None;
    }
    let part = host_or_all(word)?;
    let host = part.strip_prefix("*.").unwrap_or(part);
    let (_, range) = of_authority(host)?;
    let host = host.get(range)?;
    let is_name = host.contains('.') && !host.ends_with('.');
    is_name.then_some(host)
}

/// What of a source is its host, with a port.
fn host_or_all(word: &str) -> Option<&str> {
    let rest = match word.find("://") {
        Some(at) => word.get(at + 3..)?,
        None => word,
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let host = rest.get(..end)?;
    // `https:` and `data:` allow a scheme.
    let host = host.strip_suffix(":*").unwrap_or(host);
    (!host.is_empty() && !host.ends_with(':') && host != "*").then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;

    fn hosts(text: &str) -> String {
        let source = ObservedSource {
            file: FileId(0),
            text,
        };
        assert!(SecurityPolicy.recognises(&source), "{text}");
        let read = SecurityPolicy.read(&source).unwrap();
        for seen in &read.observation.seen {
            let at = seen.span.start as usize..seen.span.end as usize;
            assert_eq!(text[at].to_lowercase(), seen.host);
        }
        let hosts = read.observation.seen.iter().map(|it| it.host.as_str());
        hosts.collect::<Vec<_>>().join(" ")
    }

    /// What servers send is some kilobytes long; no header of any of them has as many sources.
    #[test]
    fn a_policy_of_too_many_sources_is_refused() {
        let policy = |count: usize| {
            let all: Vec<String> = (0..count).map(|at| format!("h{at}.example.net")).collect();
            format!("img-src {}; script-src a.example.net", all.join(" "))
        };
        let read = |text: &str| {
            SecurityPolicy.read(&ObservedSource {
                file: FileId(0),
                text,
            })
        };
        let most = read(&policy(MAX_POLICY_SOURCES - 1)).unwrap();
        assert_eq!(most.observation.seen.len(), MAX_POLICY_SOURCES);
        let errors = read(&policy(MAX_POLICY_SOURCES)).unwrap_err();
        assert_eq!(errors[0].kind, InputErrorKind::Limit);
        assert!(errors[0].message.contains("20000 sources"), "{errors:?}");
    }

    #[test]
    fn hosts_are_read_wherever_a_policy_is_written() {
        for text in [
            "Content-Security-Policy: default-src 'self'; script-src https://CDN.example.net:443/js/ *.example.com data: 'nonce-abc'; report-uri https://cdn.example.net/x",
            "add_header Content-Security-Policy \"default-src 'self'; img-src *.example.com https://cdn.example.net\" always;",
            "default-src 'none'; connect-src wss://cdn.example.net *.example.com:*",
            "add_header Content-Security-Policy \"\n  default-src 'self';\n  img-src\n    https://cdn.example.net\n    *.example.com\n\";",
            "Content-Security-Policy: img-src https://cdn.example.net\n example.com\nLocation: https://elsewhere.example.org/",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' https://cdn.example.net; style-src example.com\">",
        ] {
            assert_eq!(hosts(text), "cdn.example.net example.com", "{text}");
        }
    }

    #[test]
    fn comments_and_what_follows_a_policy_are_no_sources() {
        for text in [
            "/*\n  Content-Security-Policy: img-src cdn.example.net example.com\n\n# Ask anna.smith; see default-src db.example.org\n/fonts/*\n  X-Report: https://other.example.org/x\n",
            "Content-Security-Policy: img-src cdn.example.net example.com # and key abcd.efgh\nwords. of.prose here.\n",
        ] {
            assert_eq!(hosts(text), "cdn.example.net example.com", "{text}");
        }
        assert_eq!(
            hosts("img-src 'self' files.; font-src a.example.net"),
            "a.example.net"
        );
    }

    #[test]
    fn a_policy_may_allow_every_host() {
        let any = |text: &str| {
            let source = ObservedSource {
                file: FileId(0),
                text,
            };
            let read = SecurityPolicy.read(&source).unwrap();
            let hosts = read.observation.seen.iter().map(|it| it.host.clone());
            hosts.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(any("default-src *"), "any host");
        assert_eq!(
            any("img-src 'self' https:; font-src a.example.net"),
            "a.example.net, any host"
        );
        assert_eq!(any("img-src https://*:* data: blob:"), "any host");
        assert_eq!(
            any("script-src 'nonce-a' 'strict-dynamic' https: 'unsafe-inline'"),
            ""
        );
        assert_eq!(any("default-src 'none'; img-src data:"), "");
    }
}
