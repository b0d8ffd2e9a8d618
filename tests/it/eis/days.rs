//! What a reviewer must be able to see on each of the four days.

use super::*;

#[test]
fn in_2019_the_transfers_to_microsoft_have_their_safeguard() {
    let day = date(2019, 6, 1);
    let checked = on(day);
    for finding in &checked.outcome.findings {
        let to_microsoft = finding
            .importer
            .as_deref()
            .is_some_and(|importer| importer.starts_with("microsoft"));
        assert!(!to_microsoft, "{}", finding.message);
    }
    for rule in [
        "transfer/no-safeguard",
        "transfer/safeguard-expired",
        "transfer/no-risk-assessment",
    ] {
        assert!(checked.of(rule).is_empty(), "{rule}");
    }
    let estate = &checked.estate;
    let mut transfers = 0;
    for (_, flow) in estate.flow_indices() {
        let shape = estate.shape(flow.shape);
        let Endpoint::Party(to, _) = shape.route.to else {
            continue;
        };
        if estate.party(to).id != "microsoft-corporation" {
            continue;
        }
        transfers += 1;
        let [instrument] = shape.transfer.safeguards[..] else {
            panic!("{} names one instrument", flow.id)
        };
        let instrument = estate.instrument(instrument);
        assert_eq!(
            (instrument.kind.as_str(), instrument.importer),
            ("eu-scc-2010", to)
        );
        let dates = InstrumentDates {
            concluded: instrument.concluded,
            processing_changed: instrument.processing_changed,
            terminated: instrument.until,
        };
        let valid = |regime, day| {
            estate
                .law
                .judge_instrument(&instrument.kind, regime, dates, day)
                .is_valid()
        };
        assert!(valid(Regime::EuGdpr, day), "{}", flow.id);
        assert!(valid(Regime::UkGdpr, date(2024, 3, 21)), "{}", flow.id);
        assert!(!valid(Regime::UkGdpr, date(2024, 3, 22)), "{}", flow.id);
    }
    assert_eq!(
        transfers, 4,
        "two of Kent Learning Zone, one of personnel updates, one of the directory"
    );
}

#[test]
fn in_2021_sims_has_changed_hands_and_nobody_assessed_the_risk() {
    let checked = on(date(2021, 6, 1));
    let [sold] = checked.of("sharing/recipient-changed-hands")[..] else {
        panic!("one cause, one finding")
    };
    assert!(sold.message.contains("Capita"), "{}", sold.message);
    assert!(
        sold.message.contains("Education Software Solutions"),
        "{}",
        sold.message
    );
    assert_eq!(
        flow_ids(&checked, sold),
        ["screenshots-to-sims-support", "sims-support-incidents"]
    );
    assert_eq!(
        sections(&checked, "sharing/recipient-changed-hands"),
        ["Support Call Screenshots", "SIMS and Admin Support"]
    );
    let unassessed = checked.of("transfer/no-risk-assessment");
    let microsoft = unassessed
        .iter()
        .find(|it| it.importer.as_deref() == Some("microsoft-corporation"));
    let microsoft = microsoft.expect("the transfers to Microsoft lack an assessment");
    assert_eq!(
        flow_ids(&checked, microsoft),
        [
            "directory-us",
            "klz-accounts-us",
            "klz-groups-us",
            "personnel-requests-us"
        ]
    );
    // On the eve of the sale and of the regime of its own, neither is there.
    let before = on(date(2020, 6, 1));
    assert!(!before.rules().contains("sharing/recipient-changed-hands"));
    assert!(!before.rules().contains("transfer/no-risk-assessment"));
}

#[test]
fn in_2024_the_old_clauses_are_expired() {
    let checked = on(date(2024, 6, 1));
    let says_the_day = |finding: &Finding| {
        let mut texts = finding
            .labels
            .iter()
            .map(|label| &label.text)
            .chain(&finding.derivation);
        finding.message.contains("2024-03-21") || texts.any(|text| text.contains("2024-03-21"))
    };
    for (rule, importer) in [
        ("transfer/safeguard-expired", "chat-vendor"),
        ("transfer/safeguard-superseded", "microsoft-corporation"),
    ] {
        let [finding] = checked.of(rule)[..] else {
            panic!("{rule}: one cause, one finding")
        };
        assert_eq!(finding.importer.as_deref(), Some(importer), "{rule}");
        assert!(says_the_day(finding), "{rule}: {}", finding.message);
    }
    let outdated = checked.of("notice/outdated-mechanism");
    assert!(
        outdated.iter().any(|finding| says_the_day(finding)),
        "the notice's words on the clauses"
    );
    // To the day: on the last one they still hold.
    let last = on(date(2024, 3, 21));
    assert!(!last.rules().contains("transfer/safeguard-expired"));
    assert!(!last.rules().contains("transfer/safeguard-superseded"));
    assert!(
        on(date(2024, 3, 22))
            .rules()
            .contains("transfer/safeguard-expired")
    );
}

#[test]
fn in_2026_the_notice_lacks_a_right_and_speaks_of_what_is_past() {
    let checked = on(date(2026, 11, 24));
    let [missing] = checked.of("notice/missing-information")[..] else {
        panic!("one item is missing")
    };
    assert!(
        missing.message.contains("complain to the controller"),
        "{}",
        missing.message
    );
    assert!(
        !on(date(2026, 6, 18))
            .rules()
            .contains("notice/missing-information")
    );
    assert!(
        on(date(2026, 6, 19))
            .rules()
            .contains("notice/missing-information")
    );

    let notice = checked.estate.notices.first().unwrap();
    let cited = |rule: &str| -> BTreeSet<&str> {
        checked
            .of(rule)
            .into_iter()
            .flat_map(|finding| finding.statements.iter().map(String::as_str))
            .collect()
    };
    let outdated = cited("notice/outdated-mechanism");
    let eu_approved: Vec<_> = notice
        .statements
        .iter()
        .filter(|it| it.quote.contains("EU-approved mechanism"))
        .collect();
    assert_eq!(eu_approved.len(), 3);
    for statement in eu_approved {
        assert!(outdated.contains(statement.id.as_str()), "{}", statement.id);
    }
    let indefinite: BTreeSet<&str> = notice
        .statements
        .iter()
        .filter(|it| {
            it.retains
                .as_ref()
                .is_some_and(|retains| retains.retention == Retention::Indefinite)
        })
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(indefinite.len(), 13);
    assert_eq!(cited("notice/indefinite-retention"), indefinite);
}

#[test]
fn nobody_gives_way_only_where_the_words_say_so() {
    for day in DAYS {
        let checked = on(day);
        let denied = checked.of("disclosure/contradicted-recipient");
        let police = denied
            .iter()
            .find(|it| flow_ids(&checked, it) == ["broadband-police-request"])
            .unwrap();
        assert!(
            police.derivation.iter().any(|step| {
                step.contains("`general-authorities`") && step.contains("give way")
            })
        );
        let [advice] = checked.of("disclosure/ambiguous-recipient")[..] else {
            panic!("advisers")
        };
        assert_eq!(flow_ids(&checked, advice), ["service-desk-advice"]);
        let says = |id: &str| advice.statements.iter().any(|it| it == id);
        assert!(says("general-advisers-purchasers") && says("service-desk-nobody"));
        // Both sentences are shown.
        let quoted = advice
            .labels
            .iter()
            .filter(|label| label.role == LabelRole::Notice);
        assert_eq!(quoted.count(), 2);
    }
}
