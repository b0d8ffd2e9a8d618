//! The statement that counts. Its text is the same in process and on a cluster: it uses what DataFusion and Spark SQL
//! have in common, over one table, `logs`, whose columns are those of [`Kind::columns`].

use crate::kinds::Kind;

/// What follows the records of logs: they are counted, and those that are left out by the reason for it.
const COUNT: &str = include_str!("sql/count.sql");

/// The host in a column, with its port: an address of the web has it behind `://`, before its path.
const AUTHORITY: &str = "CASE
      WHEN {} LIKE '%://%' THEN split_part(split_part(split_part({}, '://', 2), '/', 1), '?', 1)
      ELSE {}
    END";

/// The host of `host`, `host:port` or `[address]:port`, in lower-case letters.
const HOST: &str = "CASE
      WHEN {} LIKE '[%' THEN LOWER(split_part(SUBSTR({}, 2), ']', 1))
      WHEN {} LIKE '%:%:%' THEN LOWER({})
      ELSE LOWER(NULLIF(split_part({}, ':', 1), ''))
    END";

/// Whether a text is a name of a host or an address: what people send as a host may be anything.
const IS_HOST: &str = "LENGTH({}) < 254 AND (
      regexp_like({}, '^[a-z0-9_-]{1,63}([.][a-z0-9_-]{1,63})*[.]?$')
      OR regexp_like({}, '^((#:){7}#|(#:){1,7}:|(#:){1,6}:#|(#:){1,5}(:#){1,2}|(#:){1,4}(:#){1,3}|(#:){1,3}(:#){1,4}|(#:){1,2}(:#){1,5}|#:(:#){1,6}|:((:#){1,7}|:))$')
    )";

/// A group of an address of IPv6, `#` in a pattern.
const GROUP: &str = "[0-9a-f]{1,4}";

/// Whole microseconds of nanoseconds. Spark divides whole numbers in floating point: what is divided has no remainder, and
/// seconds and their parts are small enough to be exact there.
const MICROS: &str = "CAST(ROUND(({} - {} % 1000000000) / 1000000000) AS BIGINT) * 1000000
      + CAST(ROUND(({} % 1000000000 - {} % 1000) / 1000) AS BIGINT)";

/// The statement for a kind of logs.
pub fn statement(kind: Kind) -> String {
    let records = expanded(kind.records().trim_end());
    if kind == Kind::Edges {
        return format!("{records}\n");
    }
    let indented: Vec<String> = records.lines().map(|line| format!("  {line}")).collect();
    format!("WITH records AS (\n{}\n)\n{}", indented.join("\n"), COUNT)
}

/// A text of SQL with an expression in place of each `@HOST(column)@`, `@IS_HOST(column)@` and `@MICROS(column)@`.
fn expanded(text: &str) -> String {
    let mut parts = text.split('@');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let named = [("HOST(", HOST), ("IS_HOST(", IS_HOST), ("MICROS(", MICROS)];
        let expression = named.into_iter().find_map(|(name, expression)| {
            let column = part.strip_prefix(name)?.strip_suffix(')')?;
            let column = match name {
                "HOST(" => AUTHORITY.replace("{}", column),
                _ => column.to_owned(),
            };
            Some(expression.replace("{}", &column).replace('#', GROUP))
        });
        out += expression.as_deref().unwrap_or(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_complete_and_need_no_escapes() {
        for kind in Kind::ALL {
            let text = statement(kind);
            assert!(!text.contains("{}"), "{text}");
            assert!(!text.contains(['@', '#', '\\', '"']), "{text}");
            assert!(text.contains("FROM logs"), "{text}");
            assert_eq!(text.matches("ORDER BY").count(), 1, "{text}");
        }
    }
}
