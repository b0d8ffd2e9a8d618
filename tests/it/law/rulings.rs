//! Judgments that a finding cites, from the day on which they were given, under the EU GDPR alone.

use super::on;

/// The law that a finding of a rule cites about a shop in a country on a day.
fn cited(country: &str, day: &str, rule: &str) -> Vec<String> {
    let estate = format!(
        "name: Shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: {country}}}
flows:
  - id: ads
    from: data-subjects
    to: shop
    subjects: customer
    data: name
    purpose: marketing
    basis: legitimate-interests
"
    );
    let found = on(day, &estate);
    let finding = found.of(rule);
    let rows = finding.iter().flat_map(|it| &it.law);
    rows.map(|row| row.id.clone()).collect()
}

#[test]
fn a_judgment_is_cited_from_its_day_under_the_eu_gdpr() {
    let rule = "basis/legitimate-interests-without-assessment";
    let ruling = "c-621-22".to_owned();
    assert!(cited("FR", "2024-10-04", rule).contains(&ruling));
    for (country, day) in [("FR", "2024-10-03"), ("GB", "2024-10-04")] {
        let rows = cited(country, day, rule);
        assert!(
            !rows.is_empty() && !rows.contains(&ruling),
            "{country} {day} {rows:?}"
        );
    }
}
