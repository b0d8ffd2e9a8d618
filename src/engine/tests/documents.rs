//! What the kind of a document of the notice does to a check.

use super::{findings, of};

const PARTIES: &str = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: FR}
  - {id: mailer, name: Brievenbus Mail B.V., country: NL}
";

#[test]
fn a_list_of_sub_processors_discloses_the_processors_that_it_names() {
    let found = |kind: &str, listed: &str, role: &str| {
        let text = format!(
            "{PARTIES}
notice:
  documents:
    - {{id: policy, text: We send letters.}}
    - {{id: list, kind: {kind}, text: \"{listed} sends our post.\"}}
  statements:
    - {{id: a, quote: letters, collects: {{data: name}}}}
flows:
  - {{id: out, from: shop, to: mailer, role: {role}, data: name, subjects: customer, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2024-06-01", &text);
        ["undisclosed-recipient", "recipient-not-transcribed"]
            .map(|rule| of(&found, &format!("disclosure/{rule}")).len())
    };
    assert_eq!(
        found("sub-processor-list", "Brievenbus Mail", "processor"),
        [0, 0]
    );
    // Another name, and one that goes on.
    assert_eq!(found("sub-processor-list", "Postbode", "processor"), [1, 0]);
    assert_eq!(
        found("sub-processor-list", "Brievenbus Mailing", "processor"),
        [1, 0]
    );
    // One that decides itself is no sub-processor, and another document is no list: a person has to look.
    assert_eq!(
        found("sub-processor-list", "Brievenbus Mail", "controller"),
        [0, 1]
    );
    assert_eq!(found("policy", "Brievenbus Mail", "processor"), [0, 1]);
}

#[test]
fn a_table_of_cookies_governs_what_is_stored_on_devices_and_nothing_else() {
    let wrong = |kind: &str, table: &str, flow: &str| {
        let text = format!(
            "{PARTIES}
notice:
  documents:
    - {{id: policy, text: Kept for two years.}}
    - {{id: table, kind: {kind}, text: Stored for a month.}}
  statements:
    - {{id: a, quote: two years, retains: P2Y}}
    - {{id: b, quote: a month, retains: {table}}}
flows:
  - {{id: in, from: data-subjects, to: shop, data: ip-address, subjects: customer, purpose: delivery-of-goods, basis: contract, {flow}}}
"
        );
        let found = findings("2024-06-01", &text);
        let rules = ["undisclosed", "vague", "ambiguous", "contradicted"];
        let of_rule = |it: &&str| !of(&found, &format!("disclosure/{it}-retention")).is_empty();
        rules.into_iter().filter(of_rule).collect::<Vec<_>>()
    };
    let device = "device-storage: requested-service, retention";
    let month = "cookie-table";
    assert_eq!(wrong(month, "P1M", &format!("{device}: P1M")), [""; 0]);
    assert_eq!(
        wrong(month, "P1M", &format!("{device}: P2Y")),
        ["contradicted"]
    );
    assert_eq!(wrong(month, "P1M", "retention: P2Y"), [""; 0]);
    assert_eq!(wrong(month, "P1M", "retention: P3Y"), ["contradicted"]);
    // Two documents of one kind say different things of the same.
    assert_eq!(wrong("policy", "P1M", "retention: P2Y"), ["ambiguous"]);
    // What is more specific governs whatever document it is in.
    let of_data = "{for: P1M, data: ip-address}";
    assert_eq!(wrong(month, of_data, "retention: P2Y"), ["contradicted"]);
}

#[test]
fn a_page_that_is_written_as_the_text_of_a_notice_is_read_as_one() {
    let text = |text: &str| {
        format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: GB}}]
services: [{{id: orders, name: Orders, sections: Orders}}]
notice:
  text: |
{text}
  statements:
    - {{id: a, section: Orders, quote: your name & address, collects: {{data: name}}}}
flows: []
"
        )
    };
    let page = "
    <h1>Privacy</h1>
    <div>
        <h2>Orders</h2>

            <p>We collect your <b>name</b> &amp; address.</p>
    </div>";
    let found = findings("2024-06-01", &text(page));
    assert!(
        of(&found, "notice/quote-not-found").is_empty(),
        "{found:#?}"
    );
    let prose = "
    # Privacy

    ## Orders

    We collect your <b>name</b> &amp; address.";
    let found = findings("2024-06-01", &text(prose));
    assert!(
        of(&found, "notice/quote-not-found").is_empty(),
        "{found:#?}"
    );
}
