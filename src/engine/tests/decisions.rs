//! How many questions are put to Cedar: one for each set of facts that differ for the policies.

use crate::input::MemoryFiles;
use crate::project::Project;

const ESTATE: &str = "
name: A shop
controller: shop
policies: own.cedar
parties:
  - {id: shop, name: Shop, country: DE}
  - {id: post, name: Post, country: DE}
  - {id: bank, name: Bank, country: DE}
flows:
  - {id: f, from: shop, to: post, role: controller, subjects: customer, data: name, purpose: service-provision, basis: contract}
  - {id: g, from: shop, to: bank, role: controller, subjects: customer, data: name, purpose: service-provision, basis: contract}
";

/// How many decisions a check with a rule of the estate's own makes, and the flows that the rule finds.
fn check(resource: &str, when: &str) -> (usize, Vec<String>) {
    let rule = format!(
        r#"// What it finds: what its author asks for.
@id("own/rule")
@title("Own")
@severity("error")
@law("5(1)(a)")
@message("{{flow}}")
@evidence("basis.article")
@remedy("do otherwise")
@cause("flow")
forbid (principal, action == Action::"disclose", {resource}) when {{ {when} }};
"#
    );
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", ESTATE)
        .with("own.cedar", rule);
    let project = Project::load(&files, "fairnotice.yaml").unwrap_or_else(|it| panic!("{it:#?}"));
    let outcome = project.check("2026-11-25".parse().unwrap()).run().unwrap();
    let own = outcome.findings.iter().filter(|it| it.rule == "own/rule");
    let flows = own.flat_map(|it| &it.flows);
    let ids = flows.map(|flow| project.estate.flow(*flow).id.to_string());
    (outcome.decisions, ids.collect())
}

#[test]
fn parties_that_the_policies_do_not_name_are_one_question() {
    let (decisions, found) = check("resource", "context.recipient.separate");
    assert_eq!(found, ["f", "g"]);
    let named = [
        check("resource == Party::\"bank\"", "true"),
        check("resource", "resource == Party::\"bank\""),
    ];
    for (more, found) in named {
        assert_eq!(found, ["g"]);
        assert_eq!(more, decisions + 1);
    }
}

#[test]
fn a_score_that_is_given_is_a_decision_of_the_one_who_gives_it() {
    let found = |by: &str| {
        let text = format!(
            "
name: Agency
controller: agency
parties: [{{id: agency, name: Agency, country: DE}}, {{id: bank, name: Bank, country: DE}}]
flows:
  - {{id: f, from: agency, to: bank, role: controller, data: credit-score, subjects: consumer, purpose: credit-checking, basis: legitimate-interests, interests-assessed: 2024-01-01, decision: {{about: loan, solely-automated: true, significant: true{by}}}}}
"
        );
        let about = [
            "basis/automated-decision-without-ground",
            "accountability/no-dpia",
        ];
        let found = super::findings("2024-06-01", &text).into_iter();
        let rules = found.map(|it| it.rule);
        rules.filter(|it| about.contains(&it.as_str())).count()
    };
    assert_eq!(found(""), 2);
    assert_eq!(found(", by: agency"), 2);
    // The bank decides: that is for its own estate.
    assert_eq!(found(", by: bank"), 0);
    // A processor decides for its controller.
    let engaged = "}}\ncontracts: [{id: c, kind: processor, between: [agency, bank], since: 2020-01-01, instructions-only: true}]\n#";
    assert_eq!(found(&format!(", by: bank{engaged}")), 2);
}
