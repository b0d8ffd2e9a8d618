//! The digest of a text.

use sha2::{Digest, Sha256};

use super::markup::{cost, words};

/// Wider than any line, so that lines break where the page breaks them.
const WIDTH: usize = 100_000;

/// A page with more elements than this is not read as a browser reads it. Real ones have some thousand,
/// and each costs 2 kB.
const MAX_ELEMENTS: usize = 100_000;
/// Nor is one whose elements are nested deeper than this.
const MAX_DEPTH: usize = 256;

/// The SHA-256 of what people read of a page, white space aside, since pages have codes that change with
/// every request; of the bytes where it is no page. Of a page that would take long to read, the words
/// count in the order in which they are written.
pub fn digest(kind: &str, bytes: &[u8]) -> String {
    let kind = kind
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase();
    let is_page = kind == "text/html" || kind == "application/xhtml+xml";
    if !is_page {
        return hexadecimal(bytes);
    }
    let page = String::from_utf8_lossy(bytes);
    let cost = cost(&page);
    if cost.elements > MAX_ELEMENTS || cost.depth > MAX_DEPTH {
        return hexadecimal(words(&page).as_bytes());
    }
    match html2text::from_read(bytes, WIDTH) {
        Ok(words) => {
            let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
            hexadecimal(text.as_bytes())
        }
        Err(_) => hexadecimal(bytes),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_page_the_words_count() {
        let page = |code: &str, words: &str| {
            let html = format!(
                "<!doctype html><title>t</title><script>var c='{code}'</script><style>.{code}{{}}</style>\
                 <p data-c=\"{code}\">{words}</p><!-- {code} -->"
            );
            digest("text/html; charset=utf-8", html.as_bytes())
        };
        assert_eq!(page("a", "We share  data."), page("b", "We share\ndata."));
        assert_ne!(page("a", "We share data."), page("a", "We sell data."));
    }

    #[test]
    fn of_anything_else_the_bytes_count() {
        assert_ne!(digest("text/plain", b"a  b"), digest("text/plain", b"a b"));
        assert_eq!(
            digest("application/pdf", b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn a_page_that_is_deep_or_broken_has_a_digest_as_well() {
        let deep = "<div>".repeat(20_000) + "x";
        let other = "<div>".repeat(20_000) + "y";
        assert_ne!(
            digest("text/html", deep.as_bytes()),
            digest("text/html", other.as_bytes())
        );
        assert_eq!(digest("text/html", deep.as_bytes()).len(), 64);
        assert_eq!(digest("text/html", b"\xff\xfe<p").len(), 64);
    }

    /// Of some kilobytes a browser builds gigabytes: of such pages the words alone are read.
    #[test]
    fn a_page_that_is_made_to_be_slow_is_read_for_its_words() {
        let is_costly = |page: &str| {
            let cost = cost(page);
            cost.elements > MAX_ELEMENTS || cost.depth > MAX_DEPTH
        };
        for page in [
            "<dl><dt><dd>".repeat(20_000),
            "<div>".repeat(80_000),
            "<b>".repeat(400_000),
            "<p><b><i><u>".repeat(200_000),
            format!("<table>{}", "<tr><td>x".repeat(300_000)),
            format!("<table><tr>{}", "<td>x".repeat(300_000)),
        ] {
            assert!(is_costly(&page), "{}", &page[..20]);
            assert_eq!(digest("text/html", page.as_bytes()).len(), 64);
        }
        // What opens no element costs nothing.
        for page in ["<a b='", "<!--", "<script>", "</"] {
            let page = page.repeat(30_000);
            assert!(!is_costly(&page), "{}", &page[..20]);
            assert_eq!(digest("text/html", page.as_bytes()).len(), 64);
        }
    }
}
