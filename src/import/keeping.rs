//! How long a resource keeps data, where an attribute says so.

use super::location::Declared;
use super::model::KeptFor;
use super::path::{is_marked, values};
use super::tables::TypeRow;
use crate::input::NodeKind;

/// The longest time for which a resource keeps data; `None` where nothing says so.
pub(super) fn kept_for(declared: &Declared<'_>, row: &TypeRow) -> Option<KeptFor> {
    let of_path = |keeps: &super::tables::KeepsRow| {
        let hits = declared
            .values
            .map_or_else(Vec::new, |node| values(node, &keeps.path));
        let longest = hits
            .iter()
            .filter_map(|hit| match &hit.node.kind {
                NodeKind::Number(number) => Some((number.parse::<u32>().ok()?, hit.span)),
                _ => None,
            })
            .max_by_key(|(days, _)| {
                if *days == 0 && keeps.zero_is_forever {
                    u32::MAX
                } else {
                    *days
                }
            });
        let kept = |days: Option<u32>, span| KeptFor {
            days,
            attribute: keeps.path.clone(),
            span,
        };
        match longest {
            Some((0, span)) if keeps.zero_is_forever => Some(kept(None, span)),
            Some((0, _)) => None,
            Some((days, span)) => Some(kept(Some(days), span)),
            None if keeps.zero_is_forever && !is_marked(declared.unknown, &keeps.path) => {
                declared.values.map(|_| kept(None, declared.span))
            }
            None => None,
        }
    };
    let all = row.keeps.iter().filter_map(of_path);
    all.max_by_key(|kept| kept.days.unwrap_or(u32::MAX))
}
