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
    assert!(matches!(shape.route.from, Endpoint::Party(party, None) if party == estate.controller));
    assert!(
        matches!(shape.lawfulness.basis, Basis::Term(term) if estate.taxonomy.article(term) == Some("6(1)(f)"))
    );
    let place = estate
        .flow_places(&sources, flow_ix)
        .of(FlowField::Data(shape.content.data[0]));
    let at = sources.text(place);
    assert!(at == "name" || at == "email-address", "{at}");

    let notice = estate.notices.first().unwrap();
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

/// However an inline notice is written, its places are those of its words in the estate's file.
#[test]
fn places_of_an_inline_notice_are_those_in_its_file() {
    let texts = [
        "|\n    # Top\n\n    ## Kept\n    We keep your\n    name for *ever*.\n",
        ">\n    # Top\n\n\n    ## Kept\n\n\n    We keep your\n    name for *ever*.\n",
        "\"# Top\\n\\n## Kept\\nWe keep your\\n\\\n    name for \\u002aever*.\"\n",
        "'# Top\n\n\n    ## Kept\n\n\n    We keep your\n    name for *ever*.'\n",
    ];
    for text in texts {
        let whole = format!(
            "name: Crème\ncontroller: a\nparties: [{{id: a, country: GB}}]\nnotice:\n  text: {text}  statements:\n    - {{id: k, section: Kept, quote: your name for ever, retains: {{for: indefinite}}}}\n    - {{id: x, quote: your nam for, retains: {{for: indefinite}}}}\n"
        );
        let (estate, sources) = sound(one(&whole));
        let notice = estate.notices.first().unwrap();
        let AnchorState::Found { span, heading } = &notice.statements[0].anchor else {
            panic!("{text}: {:?}", notice.statements[0].anchor);
        };
        assert_eq!(heading.as_deref(), Some("Kept"), "{text}");
        let (path, at) = sources.locate(*span).unwrap();
        assert_eq!(path, "fairnotice.yaml");
        assert!(sources.text(*span).starts_with("your"), "{text}");
        assert!(sources.text(*span).ends_with("ever"), "{text}");
        let line = whole
            .lines()
            .position(|line| line.contains("keep your"))
            .unwrap();
        assert_eq!(at.line as usize, line + 1, "{text}");
        let AnchorState::NotFound {
            nearest: Some((near, words)),
            ..
        } = &notice.statements[1].anchor
        else {
            panic!("{text}: {:?}", notice.statements[1].anchor);
        };
        assert_eq!(near.start, span.start, "{text}");
        assert!(words.starts_with("your name"), "{words}");
    }
}
