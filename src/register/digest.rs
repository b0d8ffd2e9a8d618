//! Digests by which two auditors can confirm that they have the same input.

use sha2::{Digest, Sha256};

/// A file and its digest.
pub(super) fn of_text(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// The digest of files by their paths and digests: of the lines that `sha256sum` prints of them, in
/// the order of their paths. Where the folder lies makes no difference.
pub(super) fn of_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> String {
    let mut all = Sha256::new();
    for (path, digest) in files {
        all.update(format!("{digest}  {path}\n"));
    }
    hex(&all.finalize())
}

/// Base 64 of a digest, as content policies write it.
pub fn base64_sha256(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * at) & 63) as usize);
            match digit {
                Some(digit) if at <= group.len() => text.push(char::from(*digit)),
                _ => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_ordinary_tools() {
        let digest = of_text("abc");
        assert_eq!(
            digest,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        // printf 'abc' > a; sha256sum a | sha256sum
        assert_eq!(
            of_files([("a", &*digest)]),
            of_text(&format!("{digest}  a\n"))
        );
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
