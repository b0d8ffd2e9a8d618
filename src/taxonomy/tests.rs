//! The built-in vocabulary, and terms that are easily confused.

use super::*;

fn builtin() -> Taxonomy {
    Taxonomy::builtin().unwrap()
}

fn id(taxonomy: &Taxonomy, full: &str) -> TermId {
    taxonomy.find(full).unwrap_or_else(|| panic!("no {full}"))
}

fn covers(taxonomy: &Taxonomy, broader: &str, narrower: &str) -> bool {
    taxonomy.subsumes(id(taxonomy, broader), id(taxonomy, narrower))
}

#[test]
fn the_vocabulary_is_whole() {
    let taxonomy = builtin();
    assert_eq!(taxonomy.len(), 1255 + 3 + 643);
    let of = |kind| taxonomy.terms_of(kind).count();
    assert_eq!(of(TermKind::Purpose), 461 + 135);
    assert_eq!(of(TermKind::Data), 269 + 229);
    assert_eq!(of(TermKind::LegalBasis), 64 + 1);
    assert_eq!(of(TermKind::TransferTool), 9 + 2);
    // 36 as DPV has them, Ethnicity, and the everyday terms below them.
    assert_eq!(
        taxonomy
            .terms()
            .filter(|term| taxonomy.is_special(*term))
            .count(),
        37 + 21
    );
    assert_eq!(
        taxonomy
            .terms()
            .filter(|term| taxonomy.is_criminal(*term))
            .count(),
        5 + 1
    );
    let ids: Vec<&str> = taxonomy.terms().map(|term| taxonomy.id(term)).collect();
    assert!(ids.is_sorted());
}

#[test]
fn every_kind_has_one_top_and_its_few_other_roots_are_known() {
    let taxonomy = builtin();
    let mut others = Vec::new();
    for term in taxonomy.terms() {
        let top = taxonomy.top(taxonomy.kind(term)).unwrap();
        assert_eq!(taxonomy.kind(top), taxonomy.kind(term));
        if !taxonomy.subsumes(top, term) && taxonomy.parents(term).is_empty() {
            others.push(taxonomy.id(term));
        }
    }
    assert_eq!(
        others,
        [
            "dpv:Location",
            "dpv:PublicRegisterOfEntities",
            "dpv:Technology"
        ]
    );
}

#[test]
fn a_taxonomy_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&builtin());
}

#[test]
fn links_across_kinds_are_cut() {
    let taxonomy = builtin();
    for term in taxonomy.terms() {
        for above in taxonomy.ancestors(term) {
            assert_eq!(
                taxonomy.kind(above),
                taxonomy.kind(term),
                "{}",
                taxonomy.id(term)
            );
        }
    }
    assert!(!covers(&taxonomy, "dpv:LegalEntity", "dpv:HumanSubject"));
    assert!(!covers(&taxonomy, "dpv:LegalEntity", "dpv:Student"));
    assert!(!covers(
        &taxonomy,
        "dpv:Contract",
        "eu-gdpr:StandardContractualClauses"
    ));
    assert!(!covers(
        &taxonomy,
        "dpv:OrganisationalMeasure",
        "eu-gdpr:DataTransferTool"
    ));
    assert!(!covers(
        &taxonomy,
        "dpv:LegalObligation",
        "dpv:RightsFulfilment"
    ));
    // What lost its only link is still in the hierarchy of its kind.
    assert!(covers(&taxonomy, "dpv:Purpose", "dpv:RightsFulfilment"));
    assert!(covers(
        &taxonomy,
        "dpv:TechnicalOrganisationalMeasure",
        "dpv:DataQualityManagement"
    ));
}

#[test]
fn people_hang_under_human_subject_and_not_under_each_other() {
    let taxonomy = builtin();
    for subject in [
        "dpv:Student",
        "dpv:Employee",
        "dpv:Customer",
        "dpv:Child",
        "dpv:DataSubject",
    ] {
        assert!(covers(&taxonomy, "dpv:HumanSubject", subject), "{subject}");
    }
    assert!(!covers(&taxonomy, "dpv:DataSubject", "dpv:Student"));
    assert!(!covers(&taxonomy, "dpv:Child", "dpv:Student"));
}

#[test]
fn contact_data_do_not_cover_a_name() {
    let taxonomy = builtin();
    assert!(covers(&taxonomy, "dpv-pd:Contact", "dpv-pd:EmailAddress"));
    assert!(!covers(&taxonomy, "dpv-pd:Contact", "dpv-pd:Name"));
    assert!(covers(&taxonomy, "dpv-pd:Identifying", "dpv-pd:Name"));
}

#[test]
fn no_ground_of_another_article_counts_as_a_basis_of_art_6() {
    let taxonomy = builtin();
    for term in taxonomy.terms() {
        let full = taxonomy.id(term);
        let is_named = |article: &str| full.contains(&format!(":A{article}-"));
        let (six, nine) = (
            taxonomy.is_art6_basis(term),
            taxonomy.is_art9_condition(term),
        );
        let (tool, derogation) = (
            taxonomy.is_transfer_tool(term),
            taxonomy.is_derogation(term),
        );
        assert!(
            [six, nine, tool, derogation]
                .into_iter()
                .filter(|is| *is)
                .count()
                <= 1,
            "{full}"
        );
        assert_eq!(nine, is_named("9"), "{full}");
        assert_eq!(derogation, is_named("49"), "{full}");
        assert!(six || !is_named("6"), "{full}");
        if taxonomy.kind(term) == TermKind::TransferTool {
            assert!(
                !six && tool == (full != "eu-gdpr:SupplementaryMeasure"),
                "{full}"
            );
        }
        // Nothing of another ground lies under a basis of Art 6, not even by name.
        for above in taxonomy
            .ancestors(term)
            .filter(|above| taxonomy.is_art6_basis(*above))
        {
            assert!(
                six || taxonomy.article(term).is_none(),
                "{full} under {}",
                taxonomy.id(above)
            );
        }
    }
    for (basis, other) in [
        ("dpv:Contract", "eu-gdpr:A49-1-b"),
        ("dpv:Contract", "eu-gdpr:A49-1-c"),
        ("dpv:LegitimateInterest", "eu-gdpr:A9-2-d"),
        ("dpv:LegitimateInterest", "eu-gdpr:A49-2"),
        ("dpv:PublicInterest", "eu-gdpr:A9-2-g"),
        ("dpv:Consent", "eu-gdpr:A9-2-a"),
        ("dpv:LegitimateInterest", "fairnotice:A6-1-ea"),
    ] {
        assert!(!covers(&taxonomy, basis, other), "{basis} {other}");
        assert!(covers(&taxonomy, "dpv:LegalBasis", other), "{other}");
    }
    assert!(covers(
        &taxonomy,
        "dpv:DataTransferLegalBasis",
        "eu-gdpr:A49-1-b"
    ));
}

#[test]
fn plain_terms_mean_an_article() {
    let taxonomy = builtin();
    let article = |full| taxonomy.article(id(&taxonomy, full));
    for (full, expected) in [
        ("dpv:Consent", Some("6(1)(a)")),
        ("eu-gdpr:Consent", Some("6(1)(a)")),
        ("dpv:Contract", Some("6(1)(b)")),
        ("dpv:LegalObligation", Some("6(1)(c)")),
        ("dpv:VitalInterestOfDataSubject", Some("6(1)(d)")),
        ("dpv:PublicInterest", Some("6(1)(e)")),
        ("dpv:OfficialAuthorityOfController", Some("6(1)(e)")),
        ("dpv:LegitimateInterest", Some("6(1)(f)")),
        ("fairnotice:A6-1-ea", Some("6(1)(ea)")),
        ("eu-gdpr:A9-2-h", Some("9(2)(h)")),
        ("eu-gdpr:SCCByCommission", Some("46(2)(c)")),
        ("fairnotice:UkIdta", Some("46(2)(d)")),
        ("eu-gdpr:A49-2", Some("49(1), second subparagraph")),
        // Art 6(1)(f) knows the interests of the controller and of third parties only.
        ("dpv:LegitimateInterestOfDataSubject", None),
        ("dpv:LegalBasis", None),
        ("dpv-pd:Name", None),
    ] {
        assert_eq!(article(full), expected, "{full}");
    }
}

#[test]
fn special_categories_are_as_dpv_marks_them_but_for_ethnicity() {
    let taxonomy = builtin();
    let special = |full| taxonomy.is_special(id(&taxonomy, full));
    assert!(
        special("dpv-pd:Ethnicity") && special("dpv-pd:Race") && special("dpv-pd:EthnicOrigin")
    );
    assert!(special("dpv-pd:FacialExpression"));
    assert!(!special("dpv:SensitivePersonalData") && !special("dpv-pd:External"));
    assert!(taxonomy.is_criminal(id(&taxonomy, "dpv-pd:CriminalConviction")));
    assert!(!special("dpv-pd:CriminalConviction"));
}

#[test]
fn a_path_is_a_shortest_chain_of_parents() {
    let taxonomy = builtin();
    let path = |narrower, broader| {
        let way = taxonomy.path(id(&taxonomy, narrower), id(&taxonomy, broader))?;
        Some(
            way.iter()
                .map(|term| taxonomy.id(*term).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        path("dpv-pd:EmailAddressWork", "dpv-pd:Contact").unwrap(),
        [
            "dpv-pd:EmailAddressWork",
            "dpv-pd:EmailAddress",
            "dpv-pd:Contact"
        ]
    );
    assert_eq!(path("dpv-pd:Name", "dpv-pd:Name").unwrap(), ["dpv-pd:Name"]);
    assert_eq!(path("dpv-pd:Name", "dpv-pd:Contact"), None);
}

#[test]
fn a_number_from_elsewhere_names_nothing() {
    let taxonomy = builtin();
    let stranger = TermId(u32::MAX);
    let name = id(&taxonomy, "dpv-pd:Name");
    assert_eq!(
        (
            taxonomy.id(stranger),
            taxonomy.short(stranger),
            taxonomy.label(stranger)
        ),
        ("", "", "")
    );
    assert!(!taxonomy.subsumes(stranger, stranger) && !taxonomy.subsumes(stranger, name));
    assert!(!taxonomy.subsumes(name, stranger));
    assert_eq!(taxonomy.path(name, stranger), None);
    assert!(taxonomy.parents(stranger).is_empty() && taxonomy.article(stranger).is_none());
}

#[test]
fn terms_that_mean_the_same_cover_each_other_and_what_is_under_either() {
    let taxonomy = builtin();
    let (one, other) = ("eu-gdpr:Processor", "dpv:DataProcessor");
    assert!(covers(&taxonomy, one, other) && covers(&taxonomy, other, one));
    assert!(covers(&taxonomy, one, "dpv:DataSubProcessor"));
    assert!(!covers(&taxonomy, "dpv:DataSubProcessor", one));
    assert!(covers(&taxonomy, "eu-gdpr:HealthData", "dpv-pd:Health"));
    let way = taxonomy.path(id(&taxonomy, "dpv:DataSubProcessor"), id(&taxonomy, one));
    assert_eq!(way.unwrap().len(), 3);
    // A term of the GDPR that has its name from another, right above it, is paired with it. Bases are compared by
    // their articles.
    let terms = taxonomy.terms();
    for term in terms.filter(|it| taxonomy.kind(*it) != TermKind::LegalBasis) {
        let local = |term| taxonomy.id(term).split_once(':').map(|(_, local)| local);
        let Some(name) = local(term).filter(|_| taxonomy.id(term).starts_with("eu-gdpr:")) else {
            continue;
        };
        for parent in taxonomy.parents(term) {
            let is_twin =
                local(*parent).is_some_and(|it| it == name || it == format!("Data{name}"));
            assert!(!is_twin || taxonomy.same(term, *parent), "{name}");
        }
    }
}
