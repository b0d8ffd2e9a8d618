//! Whole estates from end to end.

use super::{one, sound};
use crate::estate::model::{AnchorState, Basis, Endpoint, FlowField, Scope, Who};

pub(super) const SMALL: &str = r#"
name: Small school
controller: school
notice:
  title: Privacy notice
  published: 2019-03-01
  text: |
    # Privacy notice

    ## Lessons

    We share your e-mail address with Acme in the United States.

    ## Everything else

    Nobody receives your data.
  statements:
    - id: acme
      section: Lessons
      quote: We share your e-mail address with Acme
      shares: {with: acme, data: email-address, to: US, safeguards: eu-scc}
    - id: nobody
      quote: Nobody receives your data
      shares: none
parties:
  - {id: school, name: The School, country: GB, kind: public-authority}
  - {id: acme, country: US, group: acme-group, branches: [{id: acme-uk, country: UK}]}
systems:
  - {id: classroom, operator: acme, hosting: {country: US, certainty: hinted}}
services:
  - {id: lessons, sections: Lessons}
safeguards:
  - {id: scc, kind: eu-scc-2010, between: [school, acme], concluded: 2019-01-01}
flows:
  - id: accounts
    service: lessons
    from: school
    to: classroom
    data: [name, email-address]
    subjects: student
    purpose: account-management
    basis: legitimate-interests
    safeguards: scc
    retention: P1Y
    since: 2019-04-01
"#;

#[test]
fn a_small_estate_in_one_file_is_loaded() {
    let (estate, sources) = sound(one(SMALL));
    assert_eq!(estate.name, "Small school");
    assert_eq!(estate.party(estate.controller).name, "The School");
    assert_eq!(estate.parties.len(), 2);
    let (flow_ix, flow) = estate.flow_indices().next().unwrap();
    let shape = estate.shape(flow.shape);
    assert_eq!(shape.controller, estate.controller);
    assert!(matches!(shape.from, Endpoint::Party(party, None) if party == estate.controller));
    assert!(
        matches!(shape.basis, Basis::Term(term) if estate.taxonomy.article(term) == Some("6(1)(f)"))
    );
    let place = estate.flow_places(&sources, flow_ix).of(FlowField::Data(shape.data[0]));
    let at = sources.text(place);
    assert!(at == "name" || at == "email-address", "{at}");

    let notice = estate.notice.as_ref().unwrap();
    let statements = &notice.statements;
    let AnchorState::Found { span, heading } = &statements[0].anchor else {
        panic!("{:?}", statements[0].anchor);
    };
    assert_eq!(
        sources.text(*span),
        "We share your e-mail address with Acme"
    );
    assert_eq!(heading.as_deref(), Some("Lessons"));
    assert!(matches!(&statements[0].scope, Scope::Services(list) if list.len() == 1));
    assert_eq!(statements[1].scope, Scope::All);
    let shares = statements[0].shares.as_ref().unwrap();
    assert!(matches!(shares.with[0], Who::Party(party) if estate.party(party).id == "acme"));
    assert!(statements[1].shares.as_ref().unwrap().none);
}
