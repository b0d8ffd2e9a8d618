//! On what a transfer may rely: conditions of instruments in the law tables, assessments, and onward
//! transfers by recipients on a list.

use super::{findings, of};
use crate::estate::load;
use crate::input::MemoryFiles;
use crate::law::SafeguardClass;

/// How many transfers to `them` have no mechanism, with an instrument, and keys of the two parties and of the
/// flow.
fn without(day: &str, instrument: &str, [us, them, flow]: [&str; 3]) -> usize {
    let text = format!(
        "
controller: us
parties:
  - {{id: us, name: Us, {us}}}
  - {{id: them, name: Them, {them}}}
contracts: [{{id: c, kind: processor, between: [us, them], instructions-only: true}}]
safeguards:
  - {{id: s, between: [us, them], risk-assessment: {{date: 2018-05-25, conclusion: adequate}}, {instrument}}}
flows:
  - {{id: f, from: us, to: them, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract{flow}}}
"
    );
    let found = findings(day, &text);
    let rules = [
        "no-safeguard",
        "safeguard-expired",
        "safeguard-of-other-regime",
    ];
    let found = rules.map(|rule| of(&found, &format!("transfer/{rule}")).len());
    found.iter().sum()
}

/// Each condition of an appropriate safeguard that the estate can answer: with what it holds, and with what it
/// does not.
fn answers(word: &str) -> Option<[usize; 2]> {
    let bcr = "kind: eu-bcr";
    let bodies = "kind: public-bodies-instrument";
    let scc =
        |module: &str| format!("kind: eu-scc-2021, module: \"{module}\", concluded: 2022-01-01");
    let addendum = |clauses: &str| {
        format!(
            "kind: uk-addendum, concluded: 2023-01-01}}\n  - {{id: t, kind: eu-scc-2021, between: [us, them], concluded: 2023-01-01{clauses}"
        )
    };
    let old = |changed: &str| format!("kind: eu-scc-2010, concluded: 2020-01-01{changed}");
    let (day, today) = ("2022-06-01", "2026-11-25");
    Some(match word {
        "IntraGroup" => ["country: KE, group: g", "country: KE, group: h"]
            .map(|them| without(day, bcr, ["country: FR, group: g", them, ""])),
        "PublicBodiesOnly" => ["public-authority", "company"].map(|kind| {
            let them = format!("country: US, kind: {kind}");
            without(
                day,
                bodies,
                ["country: FR, kind: company", &them, ", role: controller"],
            )
        }),
        "OnePublicBody" => ["public-authority", "company"].map(|kind| {
            let them = format!("country: KE, kind: {kind}");
            without(today, bodies, ["country: GB", &them, ""])
        }),
        "ModuleMatchesRoles" => ["2", "3"].map(|module| {
            let flow = ", role: processor";
            without(day, &scc(module), ["country: FR", "country: KE", flow])
        }),
        "UsedWith" => ["", ", until: 2025-01-01"].map(|clauses| {
            without(
                today,
                &addendum(clauses),
                ["country: GB", "country: KE", ""],
            )
        }),
        "ProcessingUnchanged" => ["", ", processing-changed: 2022-01-01"]
            .map(|changed| without(day, &old(changed), ["country: FR", "country: KE", ""])),
        _ => return None,
    })
}

#[test]
fn every_condition_of_a_safeguard_is_applied_or_left_to_a_person() {
    // There is no key for them, or it speaks of the party and the law of this processing.
    let for_a_person = [
        "AnnexesFilled",
        "ApprovedByAuthority",
        "AuthorisedByAuthority",
        "BindingCommitments",
        "ImporterOutsideRegime",
        "Says",
    ];
    let files = MemoryFiles::new().with(
        "fairnotice.yaml",
        "controller: us\nparties: [{id: us, country: FR}]\n",
    );
    let law = load(&files, "fairnotice.yaml").estate.unwrap().law;
    let mut words = std::collections::BTreeSet::new();
    for kind in law.instrument_kinds() {
        let rows = law.instrument_rows(kind);
        let rows = rows.filter(|row| row.class == SafeguardClass::AppropriateSafeguard);
        for condition in rows.flat_map(|row| &row.conditions) {
            let word = format!("{condition:?}");
            words.insert(word.split('(').next().unwrap().to_owned());
        }
    }
    assert!(words.len() > for_a_person.len());
    for word in words {
        match answers(&word) {
            Some([holds, does_not]) => assert_eq!((holds, does_not), (0, 1), "{word}"),
            None => assert!(
                for_a_person.contains(&word.as_str()),
                "nothing applies {word}"
            ),
        }
    }
}

#[test]
fn binding_rules_count_where_no_group_is_recorded() {
    let (us, them) = ("country: FR", "country: KE");
    assert_eq!(without("2022-06-01", "kind: eu-bcr", [us, them, ""]), 0);
    let left = "country: KE, group: {group: g, until: 2022-01-01}";
    let ours = "country: FR, group: g";
    assert_eq!(without("2022-06-01", "kind: eu-bcr", [ours, left, ""]), 1);
    assert_eq!(without("2022-06-01", "kind: eu-bcr", [ours, them, ""]), 1);
}

#[test]
fn an_instrument_between_public_bodies_takes_one_of_them_in_the_uk_since_the_reform() {
    let instrument = "kind: public-bodies-instrument, concluded: 2023-01-01";
    let ends = ["country: GB", "country: KE, kind: public-authority", ""];
    let council = "country: GB, kind: public-authority, dpo: {name: D}";
    let to_company = [council, "country: KE", ""];
    assert_eq!(without("2026-02-04", instrument, to_company), 1);
    assert_eq!(without("2026-02-05", instrument, to_company), 0);
    assert_eq!(without("2026-02-05", instrument, ends), 0);
}

#[test]
fn no_risk_is_assessed_for_a_place_that_is_adequate() {
    let found = |hosting: &str| {
        let text = format!(
            "
controller: pay
parties:
  - {{id: pay, name: Pay, country: IE, scope: {{uk-gdpr: art3-2}}, representative: {{name: R, country: GB}}}}
  - {{id: pune, name: Pune, country: IN}}
systems: [{{id: desk, operator: pune, hosting: [{hosting}]}}]
contracts: [{{id: c, kind: processor, between: [pay, pune], instructions-only: true}}]
safeguards:
  - {{id: scc, kind: eu-scc-2021+uk-addendum, module: \"2\", between: [pay, pune], concluded: 2024-01-01, risk-assessment: {{date: 2026-01-15, conclusion: adequate, countries: IN}}}}
flows:
  - {{id: in, from: data-subjects, to: desk, data: name, subjects: customer, purpose: customer-care, basis: contract}}
"
        );
        of(
            &findings("2026-11-25", &text),
            "transfer/no-risk-assessment",
        )
        .len()
    };
    assert_eq!(found("IE"), 0);
    assert_eq!(found("IE, KE"), 1);
}

/// The findings on an onward transfer from a help desk to another, with the entry of the first in lists, and
/// contracts.
fn onward(day: &str, entry: &str, contracts: &str) -> Vec<String> {
    let text = format!(
        "
controller: me
parties:
  - {{id: me, name: Me, country: FR}}
  - {{id: us, name: Desk, country: US{entry}}}
  - {{id: ind, name: Night, country: IN}}
systems: [{{id: db, operator: me, hosting: FR}}]
contracts:
  - {{id: c1, kind: processor, between: [me, us], instructions-only: true, sub-processors: general}}
{contracts}
safeguards: [{{id: s, kind: eu-scc-2021, module: \"2\", between: [me, us], concluded: 2023-01-01, risk-assessment: {{date: 2026-01-01, conclusion: adequate}}}}]
flows:
  - {{id: in, from: data-subjects, to: db, data: name, subjects: customer, purpose: customer-care, basis: contract}}
  - {{id: out, from: db, to: us, role: processor, data: name, subjects: customer, purpose: customer-care, basis: contract}}
  - {{id: on, from: us, to: ind, role: sub-processor, data: name, subjects: customer, purpose: customer-care, basis: contract}}
"
    );
    of(&findings(day, &text), "transfer/onward-without-safeguard")
}

#[test]
fn a_recipient_on_a_list_passes_data_on_under_a_contract() {
    let entry = ", certifications: {scheme: eu-dpf, from: 2023-08-01, covers: non-hr}";
    let contract = |kind: &str, between: &str, until: &str| {
        format!(
            "  - {{id: c2, kind: {kind}, between: [{between}], instructions-only: true{until}}}"
        )
    };
    let ours = contract("sub-processor", "us, ind", "");
    let today = "2026-11-25";
    assert_eq!(onward(today, entry, &ours), Vec::<String>::new());
    assert_eq!(onward(today, entry, "").len(), 1);
    let ended = contract("sub-processor", "us, ind", ", until: 2026-01-01");
    assert_eq!(onward(today, entry, &ended).len(), 1);
    // A contract by which the other engages it binds it to nothing.
    let reverse = contract("processor", "ind, us", "");
    assert_eq!(onward(today, entry, &reverse).len(), 1);
    // Where no list covers it, the contract alone does not do.
    assert_eq!(onward(today, "", &ours).len(), 1);
    let left = ", certifications: {scheme: eu-dpf, from: 2023-08-01, until: 2026-01-01}";
    assert_eq!(onward(today, left, &ours).len(), 1);
    let staff = ", certifications: {scheme: eu-dpf, from: 2023-08-01, covers: hr}";
    assert_eq!(onward(today, staff, &ours).len(), 1);
    assert_eq!(onward("2023-07-09", entry, &ours).len(), 1);
}

/// The findings on a transfer to a party with some keys.
fn to_party(keys: &str, flow: &str) -> Vec<crate::engine::finding::Finding> {
    let text = format!(
        "
controller: me
parties:
  - {{id: me, name: Me, country: FR}}
  - {{id: there, name: There, {keys}}}
flows:
  - {{id: f, from: me, to: there, subjects: customer, data: name, purpose: service-provision, basis: contract{flow}}}
"
    );
    findings("2026-11-25", &text)
}

#[test]
fn the_european_patent_organisation_is_adequate_wherever_its_office() {
    let count = |keys: &str| of(&to_party(keys, ""), "transfer/no-safeguard").len();
    for country in ["DE", "NL", "AT"] {
        let office = format!("country: {country}, kind: international-organisation");
        assert_eq!(count(&office), 1, "{country}");
        assert_eq!(count(&format!("{office}, sector: epo")), 0, "{country}");
    }
}

#[test]
fn what_is_excluded_is_judged_by_the_purpose_and_not_by_the_trade() {
    let count = |keys: &str, purpose: &str| {
        let text = format!(
            "
controller: me
parties:
  - {{id: me, name: Me, country: FR}}
  - {{id: there, name: There, {keys}}}
flows:
  - {{id: f, from: me, to: there, subjects: customer, data: name, purpose: {purpose}, basis: contract}}
"
        );
        let found = findings("2026-11-25", &text);
        of(&found, "transfer/adequacy-condition-unmet").len()
    };
    let trades = [
        ("KR", "credit-information"),
        ("BR", "law-enforcement"),
        ("KR", "missionary-activity"),
    ];
    for (country, trade) in trades {
        let keys = format!("country: {country}, sector: {trade}");
        assert_eq!(count(&keys, "service-provision"), 0, "{trade}");
    }
    assert_eq!(count("country: BR", "law-enforcement"), 1);
}

#[test]
fn what_adequacy_lacks_is_one_sentence_and_points_at_the_entry() {
    let found = to_party(
        "country: US, certifications: {scheme: eu-dpf, from: 2023-09-11, until: 2026-09-30, covers: hr}",
        ", data-class: non-hr",
    );
    let found: Vec<_> = found
        .iter()
        .filter(|it| it.rule == "transfer/adequacy-condition-unmet")
        .collect();
    let [finding] = found.as_slice() else {
        panic!("{found:#?}");
    };
    assert_eq!(
        finding.message,
        "Me transfers name of customers to There, but adequacy for the United States applies only if the \
         recipient is on the EU-US Data Privacy Framework list"
    );
    let mut labels = finding.labels.iter();
    assert!(
        labels.any(|it| it.text == "this entry ended on 2026-09-30"),
        "{finding:#?}"
    );
    let lab = of(
        &to_party("country: CA, kind: public-authority", ""),
        "transfer/adequacy-condition-unmet",
    );
    assert!(
        lab[0].ends_with(
            "(PIPEDA) and the recipient gets the data in the course of commercial activity"
        ),
        "{lab:?}"
    );
}

#[test]
fn a_stale_assessment_states_what_came_after_it() {
    let text = "
controller: me
parties:
  - {id: me, name: Me, country: FR}
  - {id: there, name: There, country: KE}
safeguards:
  - {id: s, kind: eu-scc-2021, module: \"1\", between: [me, there], concluded: 2022-01-01, risk-assessment: {date: 2021-02-01, conclusion: adequate}}
flows:
  - {id: f, from: me, to: there, subjects: customer, data: name, purpose: service-provision, basis: contract}
";
    assert_eq!(
        of(
            &findings("2026-11-25", text),
            "transfer/stale-risk-assessment"
        ),
        [
            "the risk of s, on which transfers to There (Kenya) rely, was assessed on 2021-02-01, before \
          `eu-scc-2021` could be concluded (2021-06-04)"
        ]
    );
}
