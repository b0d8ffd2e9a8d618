//! The encoding of version 2, to the letter: a change of it voids the waivers of every estate.

use super::state::{digest, encoded};
use crate::engine::check::Check;
use crate::engine::policy::Rules;
use crate::input::MemoryFiles;

/// An estate whose transfer declares all that a flow can declare.
const ESTATE: &str = "
name: A shop
controller: shop
services: [{id: sales, name: Sales}]
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: IN, branches: [{id: host-kenya, country: KE}]}
systems:
  - {id: till, name: Till, operator: shop, hosting: GB}
  - {id: line, name: Line, operator: shop, hosting: GB, transit-only: true}
safeguards:
  - {id: idta, kind: uk-idta, between: [shop, host], concluded: 2030-01-01}
notice:
  text: We send your
    name to Host.
  statements: [{id: a, quote: your name to Host, shares: {with: host}, collects: {data: name}}]
flows:
  - id: out
    service: sales
    from: till
    to: host-kenya
    mode: remote-access
    audience: worldwide
    via: line
    subjects: [customer, employee]
    data: [name, health-record]
    purpose: [delivery-of-goods, marketing]
    basis: consent
    condition: 9(2)(a)
    schedule-1: uk-sch1-18
    criminal-authority: uk-sch1-10
    notice-exemption: uk-sch2-2
    on-behalf-of: shop
    role: joint-controller
    initiated-by: host
    instructed: false
    measures: [encryption-in-transfer, data-redaction]
    pseudonym-key-held-by: shop
    importer-needs-clear: false
    safeguards: idta
    retention: P6Y
    frequency: occasional
    necessary-for: a contract
    task: public-task
    interests-assessed: 2024-01-02
    basis-in-law: none
    less-intrusive: ask on paper
    online-service: true
    risk-signs: [matching, barring]
    impact-assessed: 2024-01-03
    consent:
      record: 2024-01-04
      explicit: true
      channels: [sms, email]
      bundled-with: the sale
      by-default: true
      alternative: false
      parental: true
      withdrawal-told: true
      duration-told: false
    marketing: {channel: automated-call, soft-opt-in: true, subscriber: corporate}
    decision: {about: the price, solely-automated: true, significant: true}
    data-class: non-hr
    flagged-sensitive: true
    collected-for: delivery-of-goods
    age: 12
    subjects-in: [GB, FR]
    status: proposed
    since: 2024-01-05
    until: 2031-01-06
";

/// The same transfer with nothing more than a flow must declare.
const SHORT: &str = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: IN}
notice:
  text: We send your name to Host.
  statements: [{id: a, quote: your name to Host, shares: {with: host}, collects: {data: name}}]
flows:
  - {id: out, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods}
";

/// What the digest of the finding of a rule is made of, and the digest.
fn of(text: &str, rule: &str) -> (String, String) {
    let files = MemoryFiles::new().with("fairnotice.yaml", text);
    let loaded = crate::estate::load(&files, "fairnotice.yaml");
    let estate = match loaded.estate {
        Ok(estate) => estate,
        Err(errors) => panic!("{errors:#?}"),
    };
    let rules = Rules::load(&estate, &loaded.sources).unwrap();
    let day = "2026-06-01".parse().unwrap();
    let outcome = Check::new(&estate, &loaded.sources, &rules, day)
        .run()
        .unwrap();
    let mut findings = outcome.findings.iter();
    let finding = findings.find(|it| it.rule == rule);
    let finding = finding.unwrap_or_else(|| panic!("{:#?}", outcome.findings));
    let lines = encoded(&estate, &loaded.sources, finding);
    let lines = lines.trim_end_matches('\u{1f}').replace('\u{1f}', "\n");
    (lines, digest(&estate, &loaded.sources, finding))
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "the encoding of a flow that declares all there is, line by line"
)]
fn a_flow_that_declares_everything() {
    let rule = "sharing/joint-controllers-without-arrangement";
    let (lines, digest) = of(ESTATE, rule);
    let expected = "\
rule=sharing/joint-controllers-without-arrangement
severity=error
regime=uk-gdpr
row=out
row.regime=uk-gdpr
exporter=shop
importer=host
places=Kenya
party=host
instrument=idta
kind=uk-idta
between=shop
concluded=2030-01-01
flow=out
service=sales
from=till
to=host-kenya
mode=remote-access
audience=worldwide
via=line
data=dpv-pd:HealthRecord dpv-pd:Name
subjects=dpv:Customer dpv:Employee
purpose=dpv:DeliveryOfGoods dpv:Marketing
basis=eu-gdpr:A6-1-a
condition=eu-gdpr:A9-2-a
schedule-1=uk-sch1-18
criminal-authority=uk-sch1-10
notice-exemption=uk-sch2-2
on-behalf-of=shop
role=joint-controller
initiated-by=host
instructed=false
measures=dpv:DataRedaction dpv:EncryptionInTransfer
measures.recorded=true
pseudonym-key-held-by=shop
importer-needs-clear=false
safeguards=idta
retention=P6Y
frequency=occasional
necessary-for=true
task=public-task
interests-assessed=2024-01-02
without-law=true
less-intrusive=true
online-service=true
risk-signs=barring matching
impact-assessed=2024-01-03
consent=stated
consent.record=true
consent.record-day=2024-01-04
consent.explicit=true
consent.channels=email sms
consent.bundled-with=true
consent.by-default=true
consent.alternative=false
consent.parental=true
consent.withdrawal-told=true
consent.duration-told=false
marketing=stated
marketing.channel=automated-call
marketing.soft-opt-in=true
marketing.subscriber=corporate
decision=stated
decision.about=the price
decision.solely-automated=true
decision.significant=true
data-class=non-hr
flagged-sensitive=true
collected-for=dpv:DeliveryOfGoods
age=12
subjects-in=FR GB
status=proposed
since=2024-01-05
until=2031-01-06
law=art-26
from=2018-05-25";
    assert_eq!(lines, expected);
    assert_eq!(digest, "v2:0ac466210923");
}

#[test]
fn a_flow_that_declares_little() {
    let (lines, digest) = of(SHORT, "transfer/no-safeguard");
    let expected = "\
rule=transfer/no-safeguard
severity=error
regime=uk-gdpr
row=out
row.regime=uk-gdpr
exporter=shop
importer=host
places=India
elements=India
party=host
flow=out
from=shop
to=host
data=dpv-pd:Name
subjects=dpv:Customer
purpose=dpv:DeliveryOfGoods
on-behalf-of=shop
law=44a-uk
from=2026-02-05
law=art-46-uk
from=2021-01-01
value=IN";
    assert_eq!(lines, expected);
    assert_eq!(digest, "v2:1734115dcaba");
}

#[test]
fn keys_that_came_later_add_lines_of_their_own() {
    let rule = "sharing/joint-controllers-without-arrangement";
    let later = "
    core-activity: true
    device-storage: {used-for: [statistics, other], consent: after, opt-out: false}
";
    let with = ESTATE.replace(
        "    data-class: non-hr\n",
        &format!("    data-class: non-hr{later}"),
    );
    let (before, _) = of(ESTATE, rule);
    let (after, _) = of(&with, rule);
    let added: Vec<&str> = after
        .lines()
        .filter(|line| !before.contains(line))
        .collect();
    assert_eq!(
        added,
        [
            "core-activity=true",
            "device-storage=stated",
            "device-storage.used-for=other statistics",
            "device-storage.consent=after",
            "device-storage.opt-out=false",
        ]
    );
}

#[test]
fn flows_that_declare_the_same_are_written_as_often_as_there_are() {
    let rule = "transfer/no-safeguard";
    let flow = SHORT.lines().last().unwrap();
    let more: String = (0..9)
        .map(|at| flow.replace("id: out", &format!("id: out-{at}")) + "\n")
        .collect();
    let (lines, _) = of(&format!("{SHORT}{more}"), rule);
    let declares = "from=shop\nto=host\ndata=dpv-pd:Name\nsubjects=dpv:Customer\n\
                    purpose=dpv:DeliveryOfGoods\non-behalf-of=shop\n";
    assert_eq!(lines.matches(declares).count(), 10, "{lines}");
    assert!(
        lines.contains(&format!("flow=out\n{declares}flow=out-0\n{declares}")),
        "{lines}"
    );
}
