//! What is asked of each side of what a small firm does: of its own disclosures, of what it does for others, and of
//! what others do for themselves.

use super::findings;

/// A firm that takes names and e-mail addresses for accounts, by contract, and keeps them for a year. `more` is
/// appended to its statements, `entries` to the other lists of the estate.
fn firm(more: &str, flows: &str, entries: &str) -> Vec<String> {
    let text = format!(
        "
name: Firm
controller: firm
parties:
  - {{id: firm, name: Firm Ltd, country: NL}}
  - {{id: partner, name: Partner NV, country: NL}}
  - {{id: parent, name: Parent Inc, country: US}}
  - {{id: post, name: Post NV, country: NL, kind: carrier}}
{entries}notice:
  text: We take it. We use it. We keep it. We add more. We say more. In the end. Rights.
  statements:
    - {{id: takes, quote: We take it, collects: {{data: [name, email-address], from: data-subjects}}}}
    - {{id: uses, quote: We use it, uses: account-management, relies-on: {{basis: contract, purposes: account-management}}}}
    - {{id: keeps, quote: We keep it, retains: P1Y}}
    - id: rights
      quote: Rights
      informs: [controller-identity, right-of-access, right-to-rectification, right-to-erasure, right-to-restriction,
        right-to-object, right-to-portability, right-to-withdraw-consent, complaint-to-authority,
        requirement-to-provide, legitimate-interests]
{more}flows:
  - {{id: in, from: data-subjects, to: firm, subjects: customer, data: [name, email-address], purpose: account-management, basis: contract, retention: P1Y}}
{flows}"
    );
    let found = findings("2026-07-15", &text).into_iter();
    found.map(|finding| finding.rule).collect()
}

/// The processor of the firm, with a contract.
const ENGAGED: &str = "\
contracts: [{id: k, kind: processor, between: [firm, partner], since: 2024-01-01, sub-processors: general, instructions-only: true}]
systems: [{id: host, operator: partner, hosting: NL}]
";

const NAMED: &str = "    - {id: more, quote: We add more, shares: {with: partner}}\n";

/// A disclosure of names to the partner, with what it is for.
fn to_partner(what: &str) -> String {
    format!("  - {{id: out, from: firm, to: partner, subjects: customer, data: name, {what}}}\n")
}

#[test]
fn a_disclosure_is_asked_for_the_basis_of_its_own_purpose() {
    let interests = "basis: legitimate-interests, interests-assessed: 2026-01-01";
    let account = format!(
        "  - {{id: more-in, from: data-subjects, to: firm, subjects: customer, data: name, purpose: fraud-prevention-and-detection, {interests}, retention: P1Y}}\n"
    );
    let research = to_partner(&format!(
        "role: controller, purpose: commercial-research, compatibility-assessed: 2026-01-01, {interests}"
    ));
    let flows = format!("{account}{research}");
    let said = |relies_on: &str| {
        format!(
            "{NAMED}    - {{id: interests, quote: We say more, uses: fraud-prevention-and-detection, relies-on: \
             {{basis: legitimate-interests, purposes: fraud-prevention-and-detection}}}}\n    \
             - {{id: research, quote: In the end, uses: commercial-research{relies_on}}}\n"
        )
    };
    assert_eq!(
        firm(&said(""), &flows, ""),
        ["disclosure/undisclosed-basis"]
    );
    let consent = ", relies-on: {basis: consent, purposes: commercial-research}";
    assert_eq!(
        firm(&said(consent), &flows, ""),
        ["disclosure/contradicted-basis"]
    );
    let right = ", relies-on: {basis: legitimate-interests, purposes: commercial-research}";
    assert!(firm(&said(right), &flows, "").is_empty());
}

#[test]
fn a_purpose_that_is_denied_for_some_data_is_denied_at_a_disclosure_too() {
    let flows = |data: &str| {
        format!(
            "  - {{id: news, from: data-subjects, to: firm, subjects: customer, data: email-address, purpose: \
             customer-relationship-management, basis: contract, retention: P1Y}}\n  \
             - {{id: out, from: firm, to: partner, role: processor, subjects: customer, data: {data}, purpose: \
             customer-relationship-management, basis: contract}}\n"
        )
    };
    let said = format!(
        "{NAMED}    - {{id: yes, quote: We say more, uses: {{purposes: customer-relationship-management, data: email-address}}, relies-on: contract}}\n    \
         - {{id: no, quote: In the end, uses: {{none: true, purposes: customer-relationship-management, data: name}}}}\n"
    );
    let engaged = ENGAGED;
    assert!(firm(&said, &flows("email-address"), engaged).is_empty());
    // The basis of what is denied is not missing as well.
    assert_eq!(
        firm(&said, &flows("name"), engaged),
        ["disclosure/contradicted-purpose"]
    );
}

#[test]
fn what_is_exempt_or_done_for_another_hides_no_purpose() {
    let own = to_partner(
        "role: controller, purpose: commercial-research, basis: contract, compatibility-assessed: 2026-01-01",
    );
    let exempt = "  - {id: exempt, from: parent, to: firm, subjects: customer, data: income, purpose: \
                  commercial-research, basis: contract, notice-exemption: eu-14-5, retention: P1Y}\n";
    let client = "  - {id: client, from: partner, to: firm, on-behalf-of: partner, subjects: employee, data: name, \
                  purpose: commercial-research}\n";
    for hiding in ["", exempt, client] {
        let found = firm(NAMED, &format!("{hiding}{own}"), "");
        let undisclosed = found
            .iter()
            .filter(|it| *it == "disclosure/undisclosed-purpose");
        assert_eq!(undisclosed.count(), 1, "{hiding}: {found:?}");
    }
}

#[test]
fn a_processor_that_uses_data_for_itself_needs_an_instruction() {
    let held = "  - {id: hosted, from: data-subjects, to: host, subjects: customer, data: name, purpose: \
                account-management, basis: contract, retention: P1Y}\n";
    let own = |more: &str| {
        format!(
            "{held}  - {{id: own, from: host, to: host, mode: internal, subjects: customer, data: name, purpose: \
             commercial-research, on-behalf-of: partner{more}}}\n"
        )
    };
    let outside = ["sharing/processor-outside-instructions"];
    assert_eq!(firm(NAMED, &own(""), ENGAGED), outside);
    assert!(firm(NAMED, &own(", instructed: true"), ENGAGED).is_empty());
    // What it collects for itself as well is its own.
    let collected = "  - {id: direct, from: data-subjects, to: partner, on-behalf-of: partner, subjects: customer, \
                     data: name, purpose: commercial-research}\n";
    let both = format!("{}{collected}", own(""));
    assert!(
        firm(NAMED, &both, ENGAGED)
            .iter()
            .all(|it| *it != outside[0])
    );
}

#[test]
fn a_list_of_sub_processors_describes_no_data() {
    let entries = |section: &str| {
        format!(
            "{ENGAGED}services: [{{id: product, name: Product, on-behalf-of: parent}}]\n{section}"
        )
    };
    let flows = "  - {id: client, service: product, from: parent, to: firm, subjects: employee, data: age, purpose: \
                 personnel-management}\n  - {id: sub, service: product, from: firm, to: host, role: sub-processor, \
                 subjects: employee, data: age, purpose: personnel-management}\n";
    let about_notice = |more: &str| -> Vec<String> {
        let found = firm(more, flows, &entries("")).into_iter();
        found.filter(|it| it.starts_with("disclosure/")).collect()
    };
    let processor = "    - {id: role, quote: We say more, services: product, acts-as: processor}\n";
    let listed = format!(
        "{processor}    - {{id: subs, quote: In the end, services: product, shares: {{with: partner}}}}\n"
    );
    assert!(about_notice(processor).is_empty());
    assert!(about_notice(&listed).is_empty());
    // One that is missing in the list is undisclosed.
    let other = listed.replace("with: partner", "with: parent");
    assert_eq!(about_notice(&other), ["disclosure/undisclosed-recipient"]);
    // Data that are listed are compared.
    let data = format!(
        "{listed}    - {{id: data, quote: We add more, services: product, collects: {{data: income}}}}\n"
    );
    assert_eq!(
        about_notice(&data),
        [
            "disclosure/undisclosed-data",
            "disclosure/undisclosed-purpose"
        ]
    );
}

#[test]
fn what_another_controller_does_for_itself_is_its_own_affair() {
    let own = "role: controller, purpose: account-management, basis: contract";
    let system = |hosting: &str, access: &str| {
        format!("systems: [{{id: pay, operator: partner, hosting: {hosting}{access}}}]\n")
    };
    let into =
        format!("  - {{id: out, from: firm, to: pay, subjects: customer, data: name, {own}}}\n");
    // Its machines, its readers, and whom it passes data on to.
    assert!(firm(NAMED, &into, &system("US", "")).is_empty());
    let read = ", access: {by: parent, from: US, clear: true}";
    assert!(firm(NAMED, &into, &system("NL", read)).is_empty());
    let onward = format!(
        "{}  - {{id: onward, from: partner, to: parent, on-behalf-of: partner, subjects: customer, data: name, \
         purpose: account-management}}\n",
        to_partner(own)
    );
    assert!(firm(NAMED, &onward, "").is_empty());
    // A processor's readers are those of the firm.
    let processor = into.replace("role: controller", "role: processor");
    let engaged = format!("{}{}", ENGAGED.lines().next().unwrap_or(""), "\n");
    let found = firm(
        NAMED,
        &processor,
        &format!("{engaged}{}", system("NL", read)),
    );
    assert!(
        found.contains(&"transfer/no-safeguard".to_owned()),
        "{found:?}"
    );
}

#[test]
fn who_only_delivers_makes_no_recipients_due() {
    let out = |to: &str| {
        format!(
            "  - {{id: out, from: firm, to: {to}, subjects: customer, data: name, purpose: account-management, basis: contract}}\n"
        )
    };
    assert!(firm("", &out("post"), "").is_empty());
    let found = firm("", &out("partner"), "");
    assert!(
        found.contains(&"disclosure/undisclosed-recipient".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_copy_of_the_safeguards_is_offered_in_words_of_its_own() {
    let entries = "\
contracts: [{id: k, kind: processor, between: [firm, parent], since: 2024-01-01, sub-processors: general, instructions-only: true}]
safeguards: [{id: scc, kind: eu-scc-2021, between: [firm, parent], module: c2p, concluded: 2024-01-01, risk-assessment: {date: 2026-01-01}}]
";
    let flow = "  - {id: out, from: firm, to: parent, subjects: customer, data: name, purpose: account-management, \
                basis: contract, safeguards: scc}\n";
    let missing = |informs: &str| -> usize {
        let more = format!(
            "    - {{id: more, quote: We add more, shares: {{with: parent, to: US, safeguards: eu-scc-2021}}{informs}}}\n"
        );
        let found = firm(&more, flow, entries);
        found
            .iter()
            .filter(|it| *it == "notice/missing-information")
            .count()
    };
    assert_eq!(missing(""), 1);
    assert_eq!(missing(", informs: transfer-safeguards"), 0);
}

#[test]
fn a_period_for_a_recipient_by_name_governs_what_it_keeps() {
    let more = "    - {id: more, quote: We add more, shares: {with: partner}, retains: P30D}\n";
    let flow = |period: &str| {
        format!(
            "  - {{id: out, from: firm, to: host, subjects: customer, data: name, purpose: account-management, basis: \
             contract, retention: {period}}}\n"
        )
    };
    assert!(firm(more, &flow("P30D"), ENGAGED).is_empty());
    assert_eq!(
        firm(more, &flow("P1Y"), ENGAGED),
        ["disclosure/contradicted-retention"]
    );
}

#[test]
fn a_basis_may_be_stated_for_some_people() {
    let flow = "  - {id: club, from: data-subjects, to: firm, subjects: child, data: name, purpose: \
                customer-relationship-management, basis: legitimate-interests, interests-assessed: 2026-01-01, \
                retention: P1Y}\n";
    let said = |adults: &str, children: &str| {
        format!(
            "    - {{id: club, quote: We add more, uses: customer-relationship-management}}\n    - {{id: one, quote: \
             We say more, relies-on: {{basis: contract, purposes: customer-relationship-management{adults}}}}}\n    \
             - {{id: two, quote: In the end, relies-on: {{basis: legitimate-interests, purposes: \
             customer-relationship-management{children}}}}}\n"
        )
    };
    let found = firm(&said(", subjects: customer", ", subjects: child"), flow, "");
    assert!(!found.iter().any(|it| it.ends_with("-basis")), "{found:?}");
    let found = firm(&said("", ""), flow, "");
    assert!(
        found.contains(&"disclosure/ambiguous-basis".to_owned()),
        "{found:?}"
    );
    let found = firm(&said(", subjects: child", ", subjects: customer"), flow, "");
    assert!(
        found.contains(&"disclosure/contradicted-basis".to_owned()),
        "{found:?}"
    );
}

#[test]
fn the_soft_opt_in_is_for_mail_of_those_that_collected_the_details() {
    let marketing = |to: &str, channel: &str| {
        let flow = format!(
            "  - {{id: news, from: firm, to: {to}, subjects: customer, data: email-address, purpose: direct-marketing, \
             basis: legitimate-interests, interests-assessed: 2026-01-01, compatibility-assessed: 2026-01-01, \
             marketing: {{channel: {channel}, soft-opt-in: true, details-from: sale, opt-out-at-collection: true}}}}\n"
        );
        let found = firm(NAMED, &flow, "");
        found.contains(&"basis/marketing-without-consent".to_owned())
    };
    assert!(!marketing("data-subjects", "email"));
    assert!(marketing("data-subjects", "automated-call"));
    assert!(marketing("partner, role: controller", "email"));
    assert!(!marketing("partner, role: processor", "email"));
}

#[test]
fn members_data_do_not_leave_a_body_without_consent() {
    let flow = |to: &str| {
        let flow = format!(
            "  - {{id: members, from: firm, to: {to}, subjects: member, data: religion, purpose: account-management, \
             basis: legitimate-interests, interests-assessed: 2026-01-01, condition: 9(2)(d)}}\n"
        );
        let found = firm(NAMED, &flow, ENGAGED);
        found.contains(&"basis/special-category-without-condition".to_owned())
    };
    assert!(!flow("partner, role: processor"));
    assert!(flow("partner, role: controller"));
}
