//! How long a resource keeps data, where an attribute says so.

use super::scalar;
use crate::import::location::Declared;
use crate::import::path::{Hit, is_marked, values};
use crate::import::setting::KeptFor;
use crate::import::tables::{KeepsRow, SettingsRow, Unit};
use crate::import::wildcard;
use crate::input::{Node, NodeKind, Span};

/// What a block says.
struct Block {
    /// In days; `None`: without end.
    days: Option<u32>,
    /// It is about all of the data.
    is_whole: bool,
    span: Span,
}

/// The longest time for which a resource keeps data; `None` where nothing says so.
pub(super) fn kept_for(declared: &Declared<'_>, row: &SettingsRow) -> Option<KeptFor> {
    let of_row = |keeps: &KeepsRow| {
        let path = match &keeps.each {
            Some(each) => format!("{each}.{}", keeps.days),
            None => keeps.days.clone(),
        };
        let block = governing(declared, keeps, &path)?;
        Some(KeptFor {
            days: block.days,
            span: if declared.is_sensitive(&path) {
                declared.span
            } else {
                block.span
            },
            attribute: path,
        })
    };
    let all = row.keeps.iter().filter_map(of_row);
    all.max_by_key(|kept| kept.days.unwrap_or(u32::MAX))
}

/// The block that says for how long the data are kept at most: of those on all of them the shortest, for what
/// any of them deletes is gone; else the longest of those on some.
fn governing(declared: &Declared<'_>, keeps: &KeepsRow, path: &str) -> Option<Block> {
    let root = declared.values?;
    let is_open = is_marked(declared.unknown, path);
    let mut blocks = blocks(root, keeps);
    if blocks.is_empty() && keeps.zero_is_forever && keeps.each.is_none() {
        let said = !values(root, &keeps.days).is_empty();
        return (!said && !is_open).then_some(Block {
            days: None,
            is_whole: true,
            span: declared.span,
        });
    }
    let length = |block: &Block| block.days.unwrap_or(u32::MAX);
    if keeps.each.is_none() || !blocks.iter().any(|block| block.is_whole) {
        return blocks.into_iter().max_by_key(length);
    }
    // What is known later may delete them before.
    blocks.retain(|block| block.is_whole && !is_open);
    blocks.into_iter().min_by_key(length)
}

fn blocks(root: &Node, keeps: &KeepsRow) -> Vec<Block> {
    let holders = match &keeps.each {
        Some(each) => values(root, each),
        None => vec![Hit {
            node: root,
            span: root.span,
        }],
    };
    let counts = |node: &Node| {
        keeps.conditions.iter().all(|(path, wanted)| {
            let hits = values(node, path);
            let mut words = hits.iter().filter_map(|hit| scalar(hit.node));
            words.any(|word| word.eq_ignore_ascii_case(wanted))
        })
    };
    let counting = holders.into_iter().filter(|holder| counts(holder.node));
    counting
        .flat_map(|holder| {
            let is_whole = !keeps.parts.iter().any(|part| limits(holder.node, part));
            let hits = values(holder.node, &keeps.days).into_iter();
            hits.filter_map(move |hit| {
                let days = match days(&scalar(hit.node)?, keeps.unit)? {
                    0 if keeps.zero_is_forever => None,
                    0 => return None,
                    days => Some(days),
                };
                Some(Block {
                    days,
                    is_whole,
                    span: hit.span,
                })
            })
        })
        .collect()
}

/// Whether an attribute limits a block to some of the data.
fn limits(node: &Node, part: &str) -> bool {
    let (path, wanted) = match part.split_once('=') {
        Some((path, wanted)) => (path, Some(wanted)),
        None => (part, None),
    };
    values(node, path)
        .iter()
        .any(|hit| match (&hit.node.kind, wanted) {
            (_, Some(wanted)) => {
                scalar(hit.node).is_some_and(|word| wildcard::matches(wanted, &word))
            }
            (NodeKind::Map(entries), None) => !entries.is_empty(),
            (_, None) => {
                let word = scalar(hit.node).unwrap_or_default();
                !matches!(word.as_str(), "" | "0" | "false")
            }
        })
}

/// A period in days, rounded up.
fn days(word: &str, unit: Unit) -> Option<u32> {
    if unit == Unit::Iso {
        return iso(word);
    }
    // Google writes seconds as `86400s`.
    let number = match unit {
        Unit::Seconds => word.strip_suffix('s').unwrap_or(word),
        _ => word,
    };
    let number: u64 = match number.split_once('.') {
        Some((whole, part)) if part.bytes().all(|byte| byte == b'0') => whole.parse().ok()?,
        _ => number.parse().ok()?,
    };
    let days = match unit {
        Unit::Days | Unit::Iso => number,
        Unit::Hours => number.div_ceil(24),
        Unit::Seconds => number.div_ceil(86_400),
        Unit::Milliseconds => number.div_ceil(86_400_000),
        Unit::Weeks => number.saturating_mul(7),
        Unit::Months => number.saturating_mul(31),
        Unit::Years => number.saturating_mul(366),
    };
    u32::try_from(days).ok()
}

/// A period such as `P31D`, `P1Y` or `PT36H`, in days.
fn iso(word: &str) -> Option<u32> {
    let span: jiff::Span = word.parse().ok()?;
    let whole = i64::from(span.get_years()) * 366
        + i64::from(span.get_months()) * 31
        + i64::from(span.get_weeks()) * 7
        + i64::from(span.get_days());
    let rest = i64::from(span.get_hours()) * 3600 + span.get_minutes() * 60 + span.get_seconds();
    let days = whole + rest.max(0).unsigned_abs().div_ceil(86_400) as i64;
    u32::try_from(days).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_counted_in_days() {
        for (word, unit, expected) in [
            ("28", Unit::Days, Some(28)),
            ("28.0", Unit::Days, Some(28)),
            ("25", Unit::Hours, Some(2)),
            ("345600", Unit::Seconds, Some(4)),
            ("86401s", Unit::Seconds, Some(2)),
            ("2592000000", Unit::Milliseconds, Some(30)),
            ("2", Unit::Weeks, Some(14)),
            ("P31D", Unit::Iso, Some(31)),
            ("P1Y", Unit::Iso, Some(366)),
            ("P1DT1S", Unit::Iso, Some(2)),
            ("P10675199DT2H48M5.4775807S", Unit::Iso, None),
            ("-1", Unit::Seconds, None),
            ("", Unit::Days, None),
        ] {
            assert_eq!(days(word, unit), expected, "{word}");
        }
    }
}
