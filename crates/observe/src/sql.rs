//! The statement that counts. Its text is the same in process and on a cluster: it uses what DataFusion and Spark SQL
//! have in common, over one table, `logs`, whose columns are those of [`Kind::columns`].

use crate::kinds::Kind;

/// What follows the records of logs: they are counted, and those that are left out by the reason for it.
const COUNT: &str = include_str!("sql/count.sql");

/// The host of `host`, `host:port` or `[address]:port`, in lower-case letters.
const HOST: &str = "CASE
      WHEN {} LIKE '[%' THEN LOWER(split_part(SUBSTR({}, 2), ']', 1))
      WHEN {} LIKE '%:%:%' THEN LOWER({})
      ELSE LOWER(NULLIF(split_part({}, ':', 1), ''))
    END";

/// Whether a text is a name of a host or an address: what people send as a host may be anything.
const IS_HOST: &str = "LENGTH({}) < 254 AND (
      regexp_like({}, '^[a-z0-9_-]{1,63}([.][a-z0-9_-]{1,63})*[.]?$')
      OR regexp_like({}, '^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$')
      OR regexp_like({}, '^([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,2})?::([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,3})?$')
    )";

/// The statement for a kind of logs.
pub fn statement(kind: Kind) -> String {
    let records = expanded(kind.records().trim_end());
    if kind == Kind::Edges {
        return format!("{records}\n");
    }
    let indented: Vec<String> = records.lines().map(|line| format!("  {line}")).collect();
    format!("WITH records AS (\n{}\n)\n{}", indented.join("\n"), COUNT)
}

/// A text of SQL with the expressions that several kinds share in place of `@HOST(column)@` and `@IS_HOST(column)@`.
fn expanded(text: &str) -> String {
    let mut parts = text.split('@');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let of = |name: &str| part.strip_prefix(name)?.strip_suffix(')');
        match (of("HOST("), of("IS_HOST(")) {
            (Some(column), _) => out += &HOST.replace("{}", column),
            (None, Some(column)) => out += &IS_HOST.replace("{}", column),
            (None, None) => out += part,
        }
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
            assert!(!text.contains(['@', '\\', '"']), "{text}");
            assert!(text.contains("FROM logs"), "{text}");
            assert_eq!(text.matches("ORDER BY").count(), 1, "{text}");
        }
    }
}
