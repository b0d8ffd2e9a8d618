//! How terms of the built-in vocabulary are found, and what is said when they are not.

use super::*;

fn builtin() -> Taxonomy {
    Taxonomy::builtin().unwrap()
}

/// The full id of what a word leads to, or the error's message and help.
fn meant(taxonomy: &Taxonomy, kind: TermKind, written: &str) -> String {
    match taxonomy.lookup(kind, written) {
        Ok(term) => taxonomy.id(term).to_owned(),
        Err(error) => format!("{error}; {}", error.help().unwrap_or_default()),
    }
}

#[test]
fn terms_are_found_as_people_write_them() {
    let taxonomy = builtin();
    for (kind, written, full) in [
        (TermKind::Data, "dpv-pd:EmailAddress", "dpv-pd:EmailAddress"),
        (TermKind::Data, "pd:EmailAddress", "dpv-pd:EmailAddress"),
        (TermKind::Data, "EmailAddress", "dpv-pd:EmailAddress"),
        (TermKind::Data, "email-address", "dpv-pd:EmailAddress"),
        (TermKind::Data, "Email-Address", "dpv-pd:EmailAddress"),
        (TermKind::Data, "ip-address", "dpv-pd:IPAddress"),
        (TermKind::Data, "location", "dpv-pd:Location"),
        (TermKind::Context, "location", "dpv:Location"),
        (TermKind::Subject, "staff", "dpv:Employee"),
        (TermKind::Subject, "pupil", "dpv:Student"),
        (TermKind::Subject, "parent", "dpv:ParentOfDataSubject"),
        (TermKind::Data, "parent", "dpv-pd:Parent"),
        (TermKind::Purpose, "direct-marketing", "dpv:DirectMarketing"),
        // DPV's own before a sector's, and before its GDPR extension's.
        (
            TermKind::Purpose,
            "service-provision",
            "dpv:ServiceProvision",
        ),
        (TermKind::Recipient, "third-party", "dpv:ThirdParty"),
        (
            TermKind::TransferTool,
            "uk-addendum",
            "fairnotice:UkAddendum",
        ),
        (TermKind::TransferTool, "eu-scc", "eu-gdpr:SCCByCommission"),
        (
            TermKind::TransferTool,
            "46(2)(c)",
            "eu-gdpr:SCCByCommission",
        ),
    ] {
        assert_eq!(meant(&taxonomy, kind, written), full, "{written}");
    }
}

#[test]
fn an_article_that_there_is_not_leads_to_those_of_its_paragraph() {
    let taxonomy = Taxonomy::builtin().unwrap();
    let help = |written: &str| {
        let error = taxonomy.lookup(TermKind::LegalBasis, written).unwrap_err();
        error.help().unwrap()
    };
    let of_art6 = help("6(1)(z)");
    assert!(
        of_art6.starts_with("did you mean `6(1)(a)`, `6(1)(b)`, ") && !of_art6.contains("9(2)"),
        "{of_art6}"
    );
    assert_eq!(help("Art. 6.1.z"), of_art6);
    assert!(help("9(1)").starts_with("did you mean `9(2)(a)`, "));
    assert_eq!(help("7(1)"), "did you mean `6(1)(a)` or `9(2)(a)`?");
}

#[test]
fn bases_are_found_by_article_and_by_plain_words() {
    let taxonomy = builtin();
    for (written, full) in [
        ("6(1)(f)", "eu-gdpr:A6-1-f"),
        ("art-6-1-f", "eu-gdpr:A6-1-f"),
        ("Art. 6(1)(ea)", "fairnotice:A6-1-ea"),
        ("9(2)(h)", "eu-gdpr:A9-2-h"),
        ("art-9-2-h", "eu-gdpr:A9-2-h"),
        ("49(1)(a)", "eu-gdpr:A49-1-a"),
        ("45(3)", "eu-gdpr:A45-3"),
        ("consent", "eu-gdpr:A6-1-a"),
        ("contract", "eu-gdpr:A6-1-b"),
        ("legal-obligation", "eu-gdpr:A6-1-c"),
        ("vital-interests", "eu-gdpr:A6-1-d"),
        ("public-task", "eu-gdpr:A6-1-e"),
        ("legitimate-interests", "eu-gdpr:A6-1-f"),
        ("legitimate-interest", "eu-gdpr:A6-1-f"),
        ("LegitimateInterest", "eu-gdpr:A6-1-f"),
        ("recognised-legitimate-interest", "fairnotice:A6-1-ea"),
        ("substantial-public-interest", "eu-gdpr:A9-2-g"),
        ("dpv:LegitimateInterest", "dpv:LegitimateInterest"),
    ] {
        assert_eq!(
            meant(&taxonomy, TermKind::LegalBasis, written),
            full,
            "{written}"
        );
    }
}

#[test]
fn what_is_not_found_says_what_may_be_meant() {
    let taxonomy = builtin();
    for (kind, written, expected) in [
        (
            TermKind::Data,
            "emial-address",
            "unknown data category `emial-address`; did you mean `email-address`?",
        ),
        (
            TermKind::Data,
            "emailaddress",
            "unknown data category `emailaddress`; did you mean `email-address`?",
        ),
        (
            TermKind::Data,
            "dpv-pd:Emailaddress",
            "unknown data category `dpv-pd:Emailaddress`; did you mean `dpv-pd:EmailAddress`?",
        ),
        (
            TermKind::Data,
            "qqqq",
            "unknown data category `qqqq`; declare it in the estate under `terms`: `{id: qqqq, under: BROADER-TERM}`",
        ),
        (
            TermKind::Data,
            "",
            "unknown data category ``; declare it in the estate under `terms`: `{id: , under: BROADER-TERM}`",
        ),
        (
            TermKind::Recipient,
            "dpv:Student",
            "`dpv:Student` is a data subject (`dpv:Student`), not a class of recipients; ",
        ),
        // One letter off is another ground: nothing is suggested.
        (
            TermKind::LegalBasis,
            "6(1)(g)",
            "unknown legal basis `6(1)(g)`; did you mean `6(1)(a)`, `6(1)(b)`, `6(1)(c)`, `6(1)(d)`, `6(1)(e)`, `6(1)(ea)` or `6(1)(f)`?",
        ),
        (
            TermKind::LegalBasis,
            "explicit-consent",
            "`explicit-consent` may mean `eu-gdpr:A49-1-a`, `eu-gdpr:A6-1-a-explicit-consent` or `eu-gdpr:A9-2-a`; \
             write the full id of the one that is meant",
        ),
        (
            TermKind::Purpose,
            "access-management",
            "`access-management` may mean `sector-education:AccessManagement` or `sector-health:AccessManagement`; \
             write the full id of the one that is meant",
        ),
        (
            TermKind::TransferTool,
            "46(2)(d)",
            "`46(2)(d)` may mean `eu-gdpr:SCCBySupervisoryAuthority`, `fairnotice:UkAddendum` or `fairnotice:UkIdta`; \
             write the full id of the one that is meant",
        ),
    ] {
        assert_eq!(meant(&taxonomy, kind, written), expected);
    }
}

#[test]
fn short_spellings_are_readable_and_lead_back() {
    let taxonomy = builtin();
    for (full, short) in [
        ("dpv-pd:EmailAddress", "email-address"),
        ("eu-gdpr:A6-1-f", "legitimate-interests"),
        ("eu-gdpr:A49-1-a", "art-49-1-a"),
        ("dpv:LegitimateInterest", "dpv:LegitimateInterest"),
        ("dpv:Employee", "employee"),
        ("eu-gdpr:ThirdParty", "eu-gdpr:ThirdParty"),
        (
            "sector-health:AccessManagement",
            "sector-health:AccessManagement",
        ),
        ("fairnotice:UkIdta", "uk-idta"),
    ] {
        assert_eq!(taxonomy.short(taxonomy.find(full).unwrap()), short);
    }
    for term in taxonomy.terms() {
        assert_eq!(
            taxonomy.lookup(taxonomy.kind(term), taxonomy.short(term)),
            Ok(term)
        );
        assert_eq!(
            taxonomy.lookup(taxonomy.kind(term), taxonomy.id(term)),
            Ok(term)
        );
    }
}
