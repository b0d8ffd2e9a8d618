//! The digest of a text.

use sha2::{Digest, Sha256};

use super::markup::{Cost, cost, words};

/// Wider than any line, so that lines break where the page breaks them.
const WIDTH: usize = 100_000;

/// A page with more elements than this is not read as a browser reads it. Real ones have some thousand,
/// and each costs 2 kB.
const MAX_ELEMENTS: usize = 100_000;
/// Nor is one whose elements are nested deeper than this.
const MAX_DEPTH: usize = 256;

/// Nor is one with a tag of more attributes than this: each is compared with those before it.
const MAX_TAG_ATTRIBUTES: usize = 256;
/// Nor is one with more attributes altogether. Real ones have some thousand.
const MAX_ATTRIBUTES: usize = 300_000;

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
    if is_costly(cost(&page)) {
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

/// Whether a page is one that is not read as a browser reads it.
fn is_costly(cost: Cost) -> bool {
    cost.elements > MAX_ELEMENTS
        || cost.depth > MAX_DEPTH
        || cost.tag_attributes > MAX_TAG_ATTRIBUTES
        || cost.attributes > MAX_ATTRIBUTES
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
        for page in [
            "<dl><dt><dd>".repeat(20_000),
            "<div>".repeat(80_000),
            "<b>".repeat(400_000),
            "<p><b><i><u>".repeat(200_000),
            format!("<table>{}", "<tr><td>x".repeat(300_000)),
            format!("<table><tr>{}", "<td>x".repeat(300_000)),
        ] {
            assert!(is_costly(cost(&page)), "{}", &page[..20]);
            assert_eq!(digest("text/html", page.as_bytes()).len(), 64);
        }
        // What opens no element costs nothing.
        for page in ["<!--", "<script>", "</"] {
            let page = page.repeat(30_000);
            assert!(!is_costly(cost(&page)), "{}", &page[..20]);
            assert_eq!(digest("text/html", page.as_bytes()).len(), 64);
        }
    }

    /// Each attribute of a tag is compared with all before it, in a browser and in what is used in its place.
    #[test]
    fn a_page_with_many_attributes_is_read_for_its_words() {
        let many = |lead: &str, between: &str| {
            let mut page = format!("<p>x</p>{lead}");
            for number in 0..150_000 {
                page.push_str(&format!("{between}a{number}"));
            }
            page + ">y"
        };
        for page in [
            many("<p", " "),
            many("<p", "/"),
            many("<p x", "=''"),
            many("</p", "\n"),
            many("<p x", "=y "),
            "<i a b c d e f g h i j k l m n o p></i>".repeat(20_000),
        ] {
            assert!(is_costly(cost(&page)), "{}", &page[..30]);
            assert_eq!(digest("text/html", page.as_bytes()).len(), 64);
        }
        let page = "<p class=a id='b' data-c=\"d e f\" hidden>x</p>".repeat(1_000);
        assert_eq!(cost(&page).tag_attributes, 4);
        assert!(!is_costly(cost(&page)));
    }

    /// What a browser builds is counted wherever it begins: in no quotes, comments or titles that it does not see.
    #[test]
    fn a_page_cannot_hide_what_it_costs() {
        let bomb = "<p><b><i><u>".repeat(2_000);
        for page in [
            format!("<p x'>{bomb}"),
            format!("<p x=a\">{bomb}"),
            format!("<!-->{bomb}"),
            format!("<!--->{bomb}"),
            format!("<!-- a --!>{bomb}"),
            format!("<template>{bomb}"),
            format!("<svg><title>{bomb}"),
            format!("<svg><desc><p></desc></svg></p></desc><script>{bomb}"),
            format!("<svg></math><script>{bomb}"),
            format!("<select><style>{bomb}"),
            format!("<math><style>{bomb}"),
        ] {
            assert!(is_costly(cost(&page)), "{}", &page[..20]);
        }
        // Code is not built.
        for name in ["script", "style", "title", "textarea", "xmp"] {
            let page = format!("<{name}>{bomb}</{name}>");
            assert!(!is_costly(cost(&page)), "{name}");
        }
        let page = format!("<svg><title>x</title><path/></svg><script>{bomb}</script>");
        assert!(!is_costly(cost(&page)));
    }
}
