//! The digest of a text.

use sha2::{Digest, Sha256};

/// Wider than any line, so that lines break where the page breaks them.
const WIDTH: usize = 100_000;

/// The SHA-256 of what people read of a page, white space aside, since pages carry codes that change with
/// every request; of the bytes where it is no page.
pub fn digest(kind: &str, bytes: &[u8]) -> String {
    let kind = kind
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase();
    let is_page = kind == "text/html" || kind == "application/xhtml+xml";
    let words = is_page
        .then(|| html2text::from_read(bytes, WIDTH).ok())
        .flatten();
    let text = match &words {
        Some(words) => words.split_whitespace().collect::<Vec<_>>().join(" "),
        None => return hexadecimal(bytes),
    };
    hexadecimal(text.as_bytes())
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
        assert_eq!(digest("text/html", deep.as_bytes()).len(), 64);
        assert_eq!(digest("text/html", b"\xff\xfe<p").len(), 64);
    }
}
