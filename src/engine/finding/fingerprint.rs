//! Stable ids of findings.

use sha2::{Digest, Sha256};

/// The id of a finding: twelve hexadecimal digits of the SHA-256 of what identifies it. The parts
/// are separated by a byte that no id contains.
pub fn fingerprint(parts: &[&str]) -> String {
    let mut all = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for part in parts {
        all.push_str(part);
        all.push(SEPARATOR);
    }
    short(Sha256::new().chain_update(all))
}

/// What separates parts: a character that no id contains.
pub(super) const SEPARATOR: char = '\u{1f}';

/// A digest in short: its first twelve hexadecimal digits.
pub(super) fn short(digest: Sha256) -> String {
    let digest = digest.finalize();
    digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
        assert_eq!(fingerprint(&["a"]).len(), 12);
    }
}
