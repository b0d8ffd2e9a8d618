//! Hosts of parties and systems.

use super::super::model::HostName;
use super::super::raw::Text;
use super::Resolver;

impl Resolver<'_> {
    /// A host as people write one: `*.` before it and a dot behind it change nothing.
    pub(super) fn host(&mut self, text: &Text) -> Option<HostName> {
        let written = text.value.trim();
        let name = written.strip_prefix("*.").unwrap_or(written);
        let name = name.trim_end_matches('.').to_lowercase();
        let is_label = |label: &str| {
            let is_letter = |ch: char| ch.is_alphanumeric() || ch == '-' || ch == '_';
            !label.is_empty() && label.chars().all(is_letter)
        };
        let is_address = name.parse::<std::net::IpAddr>().is_ok();
        if !is_address && !name.split('.').all(is_label) {
            self.bad_value(
                text,
                || format!("`{}` is no host", text.value),
                "write the host alone, such as `example.org`, without `https://`, path or port",
            );
            return None;
        }
        Some(HostName {
            name,
            span: text.span,
        })
    }
}
