//! Addresses of Terraform: `module.crm["a.b"].azurerm_storage_account.main[0]`.

/// An address without its indices, whose keys may hold dots, brackets and quotes.
pub(super) fn without_indices(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for ch in address.chars() {
        match ch {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' if depth > 0 => is_quoted = !is_quoted,
            '[' if !is_quoted => depth += 1,
            ']' if !is_quoted && depth > 0 => depth -= 1,
            _ if depth == 0 => plain.push(ch),
            _ => {}
        }
    }
    plain
}

/// The index at the end of an address, with its brackets; empty where it has none.
pub(super) fn last_index(address: &str) -> &str {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    let mut start = None;
    for (at, ch) in address.char_indices() {
        match ch {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' if depth > 0 => is_quoted = !is_quoted,
            '[' if !is_quoted => {
                if depth == 0 {
                    start = Some(at);
                }
                depth += 1;
            }
            ']' if !is_quoted && depth > 0 => depth -= 1,
            _ if depth == 0 => start = None,
            _ => {}
        }
    }
    start.and_then(|at| address.get(at..)).unwrap_or("")
}

/// The names of the modules that an address leads through.
pub(super) fn modules(address: &str) -> Vec<String> {
    let plain = without_indices(address);
    let mut parts = plain.split('.');
    let mut names = Vec::new();
    while let (Some("module"), Some(name)) = (parts.next(), parts.next()) {
        names.push(name.to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{last_index, modules, without_indices};

    #[test]
    fn keys_may_hold_anything() {
        let address = "module.a[\"x.y[0]\\\"\"].module.b[0].aws_s3_bucket.c[\"example.com\"]";
        assert_eq!(
            without_indices(address),
            "module.a.module.b.aws_s3_bucket.c"
        );
        assert_eq!(modules(address), ["a", "b"]);
        assert_eq!(last_index(address), "[\"example.com\"]");
        assert_eq!(last_index("module.a[0].aws_s3_bucket.c"), "");
        assert!(modules("aws_s3_bucket.module").is_empty());
    }
}
