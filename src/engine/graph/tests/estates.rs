//! What declarations mean to the graph.

use jiff::civil::date;

use super::super::{Edge, Form};
use super::case::{Case, flow};

#[test]
fn measures_decide_in_which_form_data_arrive() {
    let systems = "
systems:
  - {id: vault, operator: lab, keys-held-by: keeper}
  - {id: shelf, operator: lab}
terms: [{id: head-count, under: anonymisation}]
flows:
";
    let collect = flow("in", "data-subjects", "clinic", "name", "service: care");
    let arrives = |to: &str, more: &str| {
        let out = flow("out", "clinic", to, "name", more);
        Case::new(&format!("{systems}{collect}{out}")).received(to)
    };
    assert_eq!(arrives("lab", ""), ["name plain care"]);
    assert_eq!(
        arrives("lab", "measures: data-redaction"),
        ["name redacted care"]
    );
    let both = "measures: [pseudonymisation, data-redaction]";
    assert_eq!(arrives("lab", both), ["name pseudonymised care"]);
    let known = "measures: pseudonymisation, pseudonym-key-held-by: lab";
    assert_eq!(arrives("lab", known), ["name plain care"]);
    assert_eq!(arrives("lab", "measures: anonymisation"), [""; 0]);
    assert_eq!(arrives("lab", "measures: head-count"), [""; 0]);
    // Encryption protects against everyone without the key, and in transit against nobody at either
    // end.
    assert_eq!(
        arrives("vault", "measures: encryption-at-rest"),
        ["name encrypted care"]
    );
    assert_eq!(arrives("vault", ""), ["name plain care"]);
    assert_eq!(
        arrives("shelf", "measures: encryption-in-transfer"),
        ["name plain care"]
    );
    assert_eq!(
        arrives("shelf", "measures: end-to-end-encryption"),
        ["name encrypted care"]
    );
}

#[test]
fn a_holder_of_the_key_gets_the_data_as_they_were() {
    let case = Case::new(&format!(
        "
systems:
  - id: vault
    operator: lab
    keys-held-by: keeper
    access: [{{by: keeper, from: GB}}, {{by: institute, from: GB, clear: false}}]
flows:
{}{}{}",
        flow("in", "data-subjects", "clinic", "name", "service: care"),
        flow(
            "out",
            "clinic",
            "vault",
            "name",
            "measures: encryption-at-rest"
        ),
        flow("on", "vault", "lab", "name", ""),
    ));
    assert_eq!(case.received("vault"), ["name encrypted care"]);
    assert_eq!(case.received("lab"), ["name encrypted care"]);
    assert_eq!(case.received("keeper"), ["name plain care"]);
    assert_eq!(case.received("institute"), ["name encrypted care"]);
}

#[test]
fn access_and_flows_count_on_their_days() {
    let more = format!(
        "
systems:
  - id: files
    operator: [{{party: lab, until: 2020-12-31}}, {{party: institute, from: 2021-01-01}}]
    access: [{{by: keeper, from: US, until: 2022-12-31}}, {{by: institute, from: GB}}]
flows:
{}{}{}",
        flow(
            "in",
            "data-subjects",
            "clinic",
            "name",
            "service: care, until: 2023-12-31"
        ),
        flow("out", "clinic", "files", "name", "until: 2023-12-31"),
        flow("old", "clinic", "files", "birth-date", "status: retired"),
    );
    let recipients = |day| {
        let case = Case::on(day, &more);
        let ids = case
            .graph
            .indirect_recipients()
            .map(|party| case.estate.party(party).id.clone());
        (case.received("keeper"), ids.collect::<Vec<_>>())
    };
    let name = vec!["name plain care".to_owned()];
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    // The institute reads in the laboratory's system before it becomes its own.
    assert_eq!(
        recipients(date(2020, 12, 31)),
        (name.clone(), ids(&["institute", "keeper"]))
    );
    assert_eq!(recipients(date(2021, 1, 1)), (name, ids(&["keeper"])));
    assert_eq!(recipients(date(2023, 1, 1)), (Vec::new(), ids(&[])));
    assert_eq!(
        Case::on(date(2023, 12, 31), &more).received("files"),
        ["name plain care"]
    );
    assert_eq!(Case::on(date(2024, 1, 1), &more).received("files"), [""; 0]);
}

#[test]
fn a_gap_is_listed_once_and_hides_nobody() {
    let case = Case::new(&format!(
        "systems: [{{id: archive, operator: lab}}]\nflows:\n{}{}{}{}",
        flow("in", "data-subjects", "clinic", "name", "service: care"),
        flow(
            "out",
            "clinic",
            "archive",
            "name, birth-date",
            "service: shop"
        ),
        flow("on", "lab", "institute", "name, birth-date", ""),
        flow("back", "institute", "keeper", "name", "service: shop"),
    ));
    assert_eq!(case.without_source("out"), ["birth-date"]);
    assert_eq!(case.without_source("on"), [""; 0]);
    // The name came in with care; nobody ever sent the birth date, so shop must answer for it.
    assert_eq!(
        case.received("institute"),
        ["birth-date plain shop", "name plain care"]
    );
    assert_eq!(
        case.terms(case.graph.more_than_collected(case.shape("out"))),
        ["name"]
    );
    assert_eq!(
        case.terms(case.graph.more_than_collected(case.shape("back"))),
        [""; 0]
    );

    let institute = case.party("institute");
    let datum = case.graph.indirect(institute).last().unwrap();
    let path = case.graph.witness(institute, &datum).unwrap();
    assert_eq!(
        path.words(&case.estate),
        "data-subjects → clinic → archive (lab) → institute"
    );
    assert!(case.graph.onward(Edge::Flow(case.shape("on"))));
    assert!(!case.graph.onward(Edge::Flow(case.shape("out"))));
    assert_eq!(case.graph.indirect(case.party("lab")).count(), 0);
}

const ENGAGED: &str = "contracts: [{id: c, kind: processor, between: [clinic, lab]}]\n";

#[test]
fn a_circle_that_nothing_enters_has_no_source() {
    let circle = format!(
        "systems: [{{id: crm, operator: clinic}}]\nflows:\n{}{}{}",
        flow("out", "crm", "lab", "name", ""),
        flow("back", "lab", "crm", "name", ""),
        flow("on", "lab", "institute", "name", ""),
    );
    // The laboratory acts for nobody, so it knows the people from elsewhere.
    let case = Case::new(&circle);
    assert_eq!(case.without_source("out"), [""; 0]);
    assert_eq!(case.without_source("back"), [""; 0]);
    let circle = format!("{ENGAGED}{circle}");
    let case = Case::new(&circle);
    assert_eq!(case.without_source("out"), ["name"]);
    assert_eq!(case.without_source("back"), ["name"]);
    assert_eq!(case.received("institute"), ["name plain -"]);
    let entered = Case::new(&format!(
        "{circle}{}",
        flow("in", "data-subjects", "clinic", "name", "")
    ));
    assert_eq!(entered.without_source("out"), [""; 0]);
    assert_eq!(entered.without_source("back"), [""; 0]);
}

#[test]
fn broader_terms_and_composites_match_others() {
    let case = Case::new(&format!(
        "{ENGAGED}
terms: [{{id: card, under: identifying, parts: [name, birth-date]}}]
flows:
{}{}{}{}{}",
        flow(
            "in",
            "data-subjects",
            "clinic",
            "contact, birth-date, name",
            "service: care"
        ),
        flow("narrower", "clinic", "lab", "email-address", ""),
        flow("whole", "clinic", "institute", "card", ""),
        flow("part", "institute", "keeper", "name", ""),
        flow("broader", "lab", "keeper", "contact", ""),
    ));
    assert_eq!(case.without_source("narrower"), [""; 0]);
    assert_eq!(case.without_source("whole"), [""; 0]);
    assert_eq!(case.without_source("part"), [""; 0]);
    // Who has one address does not have all that there is about contact.
    assert_eq!(case.without_source("broader"), ["contact"]);
    assert_eq!(case.received("institute"), ["card plain care"]);
}

#[test]
fn people_may_be_named_more_broadly_but_not_otherwise() {
    let case = Case::new(&format!(
        "flows:\n{}{}",
        flow("in", "data-subjects", "clinic", "name", ""),
        "  - {id: out, from: clinic, to: lab, data: name, subjects: [client, student, customer], \
         purpose: service-provision}\n",
    ));
    assert_eq!(case.without_source("out"), ["name of student"]);
}

#[test]
fn purposes_are_those_of_the_flows_that_brought_the_data() {
    let flow = |id: &str, from: &str, to: &str, data: &str, purpose: &str| {
        format!(
            "  - {{id: {id}, from: {from}, to: {to}, data: {data}, subjects: client, purpose: {purpose}}}\n"
        )
    };
    let case = Case::new(&format!(
        "systems: [{{id: crm, operator: clinic}}]\nflows:\n{}{}{}{}  - {{id: reuse, from: clinic, to: crm, \
         data: name, subjects: client, purpose: advertising, mode: internal}}\n",
        flow("in", "data-subjects", "clinic", "name", "service-provision"),
        flow(
            "form",
            "data-subjects",
            "crm",
            "email-address",
            "direct-marketing"
        ),
        flow("out", "clinic", "lab", "name", "research-and-development"),
        flow("on", "lab", "institute", "name", "advertising"),
    ));
    let purposes = |id: &str| case.terms(case.graph.purposes_received(case.shape(id)));
    assert_eq!(purposes("in"), [""; 0]);
    // Not what the system got by another form; but what the clinic uses in it now.
    assert_eq!(purposes("out"), ["advertising", "service-provision"]);
    assert_eq!(purposes("on"), ["research-and-development"]);
    // A flow is not its own excuse.
    assert_eq!(purposes("reuse"), ["service-provision"]);
}

#[test]
fn others_bring_their_own_data_and_nobody_sends_open_ones() {
    let case = Case::new(&format!(
        "systems: [{{id: crm, operator: clinic}}]\nflows:\n{}{}{}{}",
        flow("referral", "lab", "clinic", "name", "service: care"),
        flow("notes", "clinic", "crm", "birth-date", "service: care"),
        flow(
            "search",
            "keeper",
            "clinic",
            "language",
            "mode: scraped, service: shop"
        ),
        flow("post", "clinic", "keeper", "birth-date", "service: care"),
    ));
    for id in ["referral", "notes", "search", "post"] {
        assert_eq!(case.without_source(id), [""; 0], "{id}");
    }
    assert_eq!(
        case.received("clinic"),
        ["language plain shop", "name plain care"]
    );
}

#[test]
fn what_is_not_personal_goes_nowhere() {
    let case = Case::new(&format!(
        "flows:\n{}{}",
        flow("in", "data-subjects", "clinic", "name", ""),
        flow("out", "clinic", "lab", "anonymised-data", ""),
    ));
    assert_eq!(case.received("lab"), [""; 0]);
    assert_eq!(case.without_source("out"), [""; 0]);
}

#[test]
fn a_reader_reaches_what_one_flow_brings() {
    let case = Case::new(&format!(
        "
systems: [{{id: files, operator: lab, access: [{{by: keeper, from: US, clear: false}}]}}]
flows:
{}{}{}",
        flow(
            "in",
            "data-subjects",
            "clinic",
            "name, language",
            "service: care"
        ),
        flow("names", "clinic", "files", "name", ""),
        flow("words", "clinic", "files", "language", ""),
    ));
    let reached: Vec<_> = case.graph.reached(case.shape("names"), 0).collect();
    assert_eq!(reached.len(), 1);
    assert_eq!(reached[0].form, Form::Encrypted);
    let path = case.graph.path_by_access(case.shape("words"), 0).unwrap();
    assert_eq!(
        path.words(&case.estate),
        "data-subjects → clinic → files → keeper"
    );
    assert_eq!(case.graph.reached(case.shape("in"), 0).count(), 0);
    assert_eq!(case.graph.reached(case.shape("names"), 1).count(), 0);
}
