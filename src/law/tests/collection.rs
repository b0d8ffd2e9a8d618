//! Nothing of the collected facts was lost: each row of the collection is a row here, or its
//! absence is explained.

use super::*;

const README: &str = include_str!("../../../policies/law/README.md");

/// Rows whose days or regimes differ from the collection, because the official text does.
const CORRECTED: [&str; 4] = ["art21-4", "eu-scc-2001", "uk-46-2-a", "uk-child-consent"];

#[expect(
    clippy::disallowed_methods,
    reason = "a test that compares with a file next to the crate"
)]
fn collection() -> Option<serde_json::Value> {
    let sibling = format!("{}/../shared", env!("CARGO_MANIFEST_DIR"));
    let folders = [std::env::var("FAIRNOTICE_SHARED").ok(), Some(sibling)];
    let text = folders
        .into_iter()
        .flatten()
        .find_map(|folder| std::fs::read_to_string(format!("{folder}/law/law.json")).ok());
    if text.is_none() {
        let required = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!required, "law/law.json is required where CI=true");
    }
    text.map(|text| serde_json::from_str(&text).expect("json"))
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn every_collected_row_is_here() {
    let Some(collection) = collection() else {
        eprintln!("skipped: no ../shared/law/law.json next to the crate");
        return;
    };
    let law = law();
    let tables = collection.as_object().expect("tables");
    let rows = tables
        .values()
        .filter_map(|table| table.as_array())
        .flatten();
    let mut count = 0;
    for collected in rows {
        count += 1;
        let text = |key: &str| collected[key].as_str().map(str::to_owned);
        let id = text("id").expect("an id");
        let Some(row) = law.row(&id) else {
            assert!(README.contains(&format!("`{id}`")), "`{id}` is nowhere");
            continue;
        };
        if CORRECTED.contains(&id.as_str()) {
            continue;
        }
        let written = |on: Option<Date>| on.map(|on| on.to_string());
        assert_eq!(written(row.from), text("valid_from"), "`{id}` from");
        assert_eq!(written(row.until), text("valid_to"), "`{id}` until");
        let existing = text("existing_valid_to").and_then(|last| last.get(..10).map(str::to_owned));
        assert_eq!(
            written(row.existing_until),
            existing,
            "`{id}` existing-until"
        );
        let regimes: &[Regime] = match text("regime").as_deref() {
            Some("EU") => &[EU],
            Some("UK") => &[UK],
            _ => &[EU, UK],
        };
        assert_eq!(row.regimes, regimes, "`{id}`");
    }
    assert!(count > 200, "only {count} rows were compared");
}
