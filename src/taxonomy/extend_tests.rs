//! An estate's own terms.

use super::*;

fn term(id: &str, parents: &[&str]) -> NewTerm {
    NewTerm {
        id: id.to_owned(),
        parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
        ..NewTerm::default()
    }
}

fn composite(id: &str, parents: &[&str], parts: &[&str]) -> NewTerm {
    NewTerm {
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
        ..term(id, parents)
    }
}

fn extended(terms: Vec<NewTerm>) -> Taxonomy {
    Taxonomy::builtin().unwrap().extended(terms).unwrap()
}

/// Each error as "term place: message; help".
fn faults(terms: Vec<NewTerm>) -> Vec<String> {
    let errors = Taxonomy::builtin().unwrap().extended(terms).unwrap_err();
    let reported = errors.iter().map(|error| {
        let help = error
            .help()
            .map(|help| format!("; {help}"))
            .unwrap_or_default();
        format!("{} {:?}: {error}{help}", error.term, error.place)
    });
    reported.collect()
}

/// The words of a school service's notice that DPV lacks.
fn school() -> Vec<NewTerm> {
    vec![
        term("upn", &["official-id"]),
        term("utn", &["dpv-pd:OfficialID"]),
        term("year-group", &["dpv-pd:School"]),
        term("job-title", &["job"]),
        NewTerm {
            label: Some("DfE number".to_owned()),
            ..term("dfe-number", &["non-personal-data"])
        },
        term("service-port", &["device-based"]),
        term("security-group", &["identifying"]),
        composite(
            "directory-entry",
            &["identifying"],
            &["username", "email-address", "security-group"],
        ),
        term("screenshot", &["provided-personal-data"]),
        term("personnel-record", &["professional"]),
        term("one-time-code", &["authenticating"]),
        term("customer-contact", &["customer", "employee"]),
        term("adviser", &["dpv:ThirdParty"]),
        term("account-provisioning", &["dpv:AccountManagement"]),
    ]
}

#[test]
fn a_schools_words_find_their_place() {
    let taxonomy = extended(school());
    let find = |id: &str| taxonomy.find(id).unwrap();
    for (id, kind, broader) in [
        ("upn", TermKind::Data, "dpv-pd:OfficialID"),
        ("dfe-number", TermKind::Data, "dpv:NonPersonalData"),
        ("customer-contact", TermKind::Subject, "dpv:Employee"),
        ("customer-contact", TermKind::Subject, "dpv:HumanSubject"),
        ("adviser", TermKind::Recipient, "dpv:ThirdParty"),
        (
            "account-provisioning",
            TermKind::Purpose,
            "dpv:AccountManagement",
        ),
    ] {
        assert_eq!(taxonomy.kind(find(id)), kind);
        assert_eq!(taxonomy.lookup(kind, id), Ok(find(id)));
        assert!(taxonomy.subsumes(find(broader), find(id)), "{id}");
        assert!(taxonomy.is_estate(find(id)) && taxonomy.short(find(id)) == id);
    }
    assert!(!taxonomy.subsumes(find("dpv:PersonalData"), find("dfe-number")));
    assert_eq!(taxonomy.label(find("dfe-number")), "DfE number");
    assert_eq!(taxonomy.label(find("year-group")), "year group");
    let parts: Vec<&str> = taxonomy
        .parts(find("directory-entry"))
        .iter()
        .map(|part| taxonomy.id(*part))
        .collect();
    assert_eq!(
        parts,
        ["dpv-pd:Username", "dpv-pd:EmailAddress", "security-group"]
    );
    assert!(!taxonomy.subsumes(find("directory-entry"), find("dpv-pd:Username")));
}

#[test]
fn the_order_of_the_terms_does_not_matter() {
    let (forth, mut terms) = (extended(school()), school());
    terms.reverse();
    let back = extended(terms);
    let ids = |taxonomy: &Taxonomy| -> Vec<String> {
        taxonomy
            .terms()
            .map(|term| taxonomy.id(term).to_owned())
            .collect()
    };
    assert_eq!(ids(&forth), ids(&back));
    assert!(
        forth
            .terms()
            .all(|term| forth.parents(term) == back.parents(term))
    );
    let builtin = Taxonomy::builtin().unwrap();
    assert!(
        builtin
            .terms()
            .all(|term| builtin.id(term) == forth.id(term))
    );
}

#[test]
fn new_terms_may_name_each_other_in_any_order() {
    let taxonomy = extended(vec![
        term("a", &["b"]),
        term("b", &["c"]),
        term("c", &["email-address"]),
    ]);
    let find = |id: &str| taxonomy.find(id).unwrap();
    assert!(taxonomy.subsumes(find("c"), find("a")));
    assert!(taxonomy.subsumes(find("dpv-pd:Contact"), find("a")));
    let way: Vec<&str> = taxonomy
        .path(find("a"), find("dpv-pd:EmailAddress"))
        .unwrap()
        .iter()
        .map(|t| taxonomy.id(*t))
        .collect();
    assert_eq!(way, ["a", "b", "c", "dpv-pd:EmailAddress"]);
    let again = taxonomy.extended(vec![term("d", &["a"])]).unwrap();
    assert!(again.subsumes(find("c"), again.find("d").unwrap()));
}

#[test]
fn special_and_criminal_come_down_from_parents_and_up_from_parts() {
    let taxonomy = extended(vec![
        composite("file", &["personal-data"], &["name", "sick-note"]),
        composite("archive", &["personal-data"], &["file"]),
        term("sick-note", &["allergy"]),
        term("allergy", &["health"]),
        NewTerm {
            special: true,
            ..term("union-post", &["email-content"])
        },
        term("union-letter", &["union-post"]),
        term("caution", &["criminal-offence"]),
        term("plain", &["name"]),
    ]);
    for (id, special, criminal) in [
        ("sick-note", true, false),
        ("file", true, false),
        ("archive", true, false),
        ("union-letter", true, false),
        ("caution", false, true),
        ("plain", false, false),
    ] {
        let term = taxonomy.find(id).unwrap();
        assert_eq!(
            (taxonomy.is_special(term), taxonomy.is_criminal(term)),
            (special, criminal),
            "{id}"
        );
    }
}

#[test]
fn an_estates_term_goes_before_a_built_in_one_of_that_name() {
    let taxonomy = extended(vec![
        term("email-address", &["email-address"]),
        term("mail", &["email-address"]),
    ]);
    let own = taxonomy.find("email-address").unwrap();
    let dpv = taxonomy.find("dpv-pd:EmailAddress").unwrap();
    assert_eq!(taxonomy.lookup(TermKind::Data, "email-address"), Ok(own));
    assert_eq!(taxonomy.lookup(TermKind::Data, "EmailAddress"), Ok(dpv));
    assert_eq!(
        taxonomy.parents(own),
        [dpv],
        "its own name as a parent means the built-in term"
    );
    assert_eq!(taxonomy.parents(taxonomy.find("mail").unwrap()), [own]);
    assert_eq!(taxonomy.short(dpv), "EmailAddress");
    assert_eq!(
        taxonomy.lookup(TermKind::Data, taxonomy.short(dpv)),
        Ok(dpv)
    );
}

#[test]
fn legal_terms_take_the_article_of_their_parents() {
    let taxonomy = extended(vec![
        term("newsletter-interest", &["legitimate-interests"]),
        term("both", &["SCCByCommission", "uk-addendum"]),
        term("own-tool", &["data-transfer-tool"]),
        term("transparency-report", &["supplementary-measure"]),
    ]);
    let find = |id: &str| taxonomy.find(id).unwrap();
    assert_eq!(
        taxonomy.article(find("newsletter-interest")),
        Some("6(1)(f)")
    );
    assert!(taxonomy.is_art6_basis(find("newsletter-interest")));
    assert_eq!(taxonomy.article(find("both")), None);
    assert!(taxonomy.is_transfer_tool(find("both")) && taxonomy.is_transfer_tool(find("own-tool")));
    assert!(!taxonomy.is_transfer_tool(find("transparency-report")));
    // A tool that an estate adds does not change what an article means.
    let more = extended(vec![term("own-clauses", &["eu-scc"])]);
    assert_eq!(
        more.lookup(TermKind::TransferTool, "46(2)(c)").ok(),
        more.find("eu-gdpr:SCCByCommission")
    );
}

#[test]
fn all_faults_come_at_once_and_say_where() {
    let reported = faults(vec![
        term("Bad Id", &["name"]),
        term("twice", &["name", "emial-address"]),
        term("twice", &[]),
        composite("mixed", &["name", "student"], &["marketing", "jobb-title"]),
        NewTerm {
            kind: Some(TermKind::Purpose),
            special: true,
            ..term("aim", &["marketing", "twice"])
        },
        term("lost", &["no-such-thing-at-all"]),
        term("below-lost", &["lost"]),
        term("upn", &["tracking"]),
        term("basis", &["consent", "9(2)(h)"]),
        term("job-title", &["job"]),
    ]);
    let expected = [
        "0 Id: `Bad Id` is no id for a term: only a to z, 0 to 9 and single hyphens within; write `bad-id`",
        "1 Parent(1): unknown data category `emial-address`; did you mean `email-address`?",
        "2 Id: the term `twice` is given twice",
        "2 Parents: the term `twice` has no parent; name the term that it is a case of",
        "3 Parent(1): `student` is a data subject (`dpv:Student`), not a data category",
        "3 Part(0): `marketing` is a purpose (`dpv:Marketing`), not a data category",
        "3 Part(1): unknown data category `jobb-title`; did you mean `job-title`?",
        "4 Parent(1): `twice` is a data category (`twice`), not a purpose",
        "4 Special: `special` is for data categories, and this is a purpose",
        "5 Parent(0): unknown term `no-such-thing-at-all`; declare it in the estate under `terms`: `{id: no-such-thing-at-all, under: BROADER-TERM}`",
        "7 Parent(0): `tracking` may mean `dpv-pd:Tracking` or `dpv:Tracking`; write the full id of the one that is meant",
        "8 Parents: a legal basis belongs to one article, and these parents belong to `6(1)(a)` and `9(2)(h)`; \
         make a term for each, under one of them",
    ];
    assert_eq!(reported, expected);
}

#[test]
fn cycles_are_reported_once_with_their_path() {
    let reported = faults(vec![
        term("d", &["name", "a"]),
        term("a", &["name", "b"]),
        term("b", &["c"]),
        term("c", &["a"]),
        term("self", &["self"]),
        composite("box", &["personal-data"], &["name", "crate"]),
        composite("crate", &["personal-data"], &["box"]),
    ]);
    assert_eq!(
        reported,
        [
            "1 Parent(1): the term `a` (by way of `b`, then `c`) is under itself",
            "4 Parent(0): the term `self` is under itself",
            "5 Part(1): the term `box` (by way of `crate`) is a part of itself",
        ]
    );
}

#[test]
fn an_id_may_not_come_back_in_a_second_extension() {
    let first = extended(vec![term("upn", &["official-id"])]);
    let errors = first
        .extended(vec![term("upn", &["official-id"])])
        .unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].kind,
        TermErrorKind::DuplicateId {
            id: "upn".to_owned(),
            first: None
        }
    );
}

#[test]
fn there_is_a_limit() {
    let terms = (0..=MAX_NEW_TERMS)
        .map(|n| term(&format!("t{n}"), &["name"]))
        .collect();
    assert_eq!(
        faults(terms),
        ["10000 Id: 10001 terms of one's own are too many: at most 10000"]
    );
}

#[test]
fn a_long_chain_neither_overflows_nor_takes_long() {
    let mut terms: Vec<NewTerm> = (1..2_000)
        .map(|n| term(&format!("t{n}"), &[&format!("t{}", n - 1)]))
        .collect();
    terms.push(term("t0", &["name"]));
    let taxonomy = extended(terms.clone());
    let find = |id: &str| taxonomy.find(id).unwrap();
    assert_eq!(
        taxonomy
            .path(find("t1999"), find("dpv-pd:Name"))
            .unwrap()
            .len(),
        2_001
    );
    terms.pop();
    terms.push(term("t0", &["t1999"]));
    assert_eq!(faults(terms).len(), 1);
}
