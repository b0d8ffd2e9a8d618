//! Whose page was visited, and which hosts are the organisation's own because of it.

use super::answers::{PAGE, estate, found};

/// A request: more of the entry, its address, the status, and more of the response.
fn entry(more: &str, url: &str, status: u16, answer: &str) -> String {
    format!(
        "{{{more}\"startedDateTime\": \"2026-05-01T08:00:00Z\", \"request\": {{\"method\": \"GET\", \"url\": \"{url}\"}}, \"response\": {{\"status\": {status}{answer}}}}}"
    )
}

fn har(entries: &[String]) -> String {
    format!(
        "{{\"log\": {{\"version\": \"1.2\", \"entries\": [{}]}}}}",
        entries.join(", ")
    )
}

const DOCUMENT: &str = "\"_resourceType\": \"document\", \"_initiator\": {\"type\": \"other\"}, ";
const FRAME: &str = "\"_resourceType\": \"document\", \"_initiator\": {\"type\": \"parser\"}, ";
const SCRIPT: &str = "\"_resourceType\": \"script\", \"_initiator\": {\"type\": \"parser\"}, ";

fn names(estate: &str, entries: &[String]) -> Vec<String> {
    let found = found(estate, &har(entries), "--observed").into_iter();
    let name = |(rule, message): (String, String)| {
        let name = message.split(" received").next().unwrap().to_owned();
        format!("{rule} {name}")
    };
    found.map(name).collect()
}

fn school() -> String {
    estate("", "", "", "")
}

/// The same school without hosts that its estate states.
fn unstated() -> String {
    school().replace(", hosts: hillside.sch.uk", "")
}

#[test]
fn a_frame_is_no_page() {
    let entries = [
        entry(FRAME, "https://embed.someplayer.io/x", 200, ""),
        entry(SCRIPT, "https://cdn.someplayer.io/x.js", 200, ""),
        entry(SCRIPT, "https://www.hillside.sch.uk/a.js", 200, ""),
    ];
    assert_eq!(
        names(&school(), &entries),
        ["observed/unknown-recipient someplayer.io"]
    );
}

#[test]
fn the_page_is_the_one_on_a_host_of_the_controller() {
    let entries = [
        entry(DOCUMENT, "https://www.tickets-search.net/?q=x", 200, ""),
        entry(SCRIPT, "https://cdn.tickets-search.net/x.js", 200, ""),
        entry(DOCUMENT, PAGE, 200, ""),
    ];
    assert_eq!(
        names(&school(), &entries),
        ["observed/unknown-recipient tickets-search.net"]
    );
    // Without stated hosts the first page counts.
    assert_eq!(
        names(&unstated(), &entries),
        ["observed/unknown-recipient www.hillside.sch.uk"]
    );
}

#[test]
fn a_visit_elsewhere_is_said_to_be_one() {
    let entries = [
        entry(DOCUMENT, "https://www.elsewhere.net/", 200, ""),
        entry(SCRIPT, "https://cdn.elsewhere.net/x.js", 200, ""),
    ];
    assert_eq!(
        names(&school(), &entries),
        ["observed/unknown-recipient elsewhere.net"]
    );
    let folder = crate::support::run::folder();
    crate::support::run::write(folder.path(), "fairnotice.yaml", school());
    crate::support::run::write(folder.path(), "visit.har", har(&entries));
    let day = crate::support::run::DAY;
    let call = ["check", "--observed", "visit.har", "--as-of", day];
    let ran = crate::support::run::run(folder.path(), &call);
    assert!(
        ran.err
            .contains("the page is on no host that the estate states of the controller")
            || ran
                .out
                .contains("the page is on no host that the estate states"),
        "{} {}",
        ran.out,
        ran.err
    );
}

#[test]
fn a_host_that_redirects_to_the_page_of_the_controller_is_its_own() {
    let entries = [
        entry(
            DOCUMENT,
            "https://hillside.net/",
            301,
            ", \"redirectURL\": \"https://www.hillside.sch.uk/\"",
        ),
        entry(DOCUMENT, PAGE, 200, ""),
    ];
    assert_eq!(names(&school(), &entries), [""; 0]);
    // A link in a newsletter counts clicks on its way.
    let counted = [
        entry(
            DOCUMENT,
            "https://click.pigeonpost.net/",
            301,
            ", \"redirectURL\": \"https://www.hillside.sch.uk/\"",
        ),
        entry(DOCUMENT, PAGE, 200, ""),
    ];
    assert_eq!(
        names(&school(), &counted),
        ["observed/unknown-recipient pigeonpost.net"]
    );
}

#[test]
fn a_site_on_a_host_of_a_vendor_is_its_own() {
    let blog = "https://hillside.wordpress.com/";
    let entries = [
        entry(DOCUMENT, blog, 200, ""),
        entry(SCRIPT, "https://hillside.wordpress.com/a.js", 200, ""),
    ];
    assert_eq!(names(&unstated(), &entries), [""; 0]);
}

#[test]
fn a_host_that_is_a_public_suffix_is_known_by_its_own_name() {
    let entries = [
        entry(DOCUMENT, PAGE, 200, ""),
        entry(SCRIPT, "https://storage.yandexcloud.net/b/x.js", 200, ""),
        entry(SCRIPT, "https://evilhillside.sch.uk/x.js", 200, ""),
        entry(SCRIPT, "https://hillside.sch.uk/x.js", 200, ""),
    ];
    assert_eq!(
        names(&school(), &entries),
        [
            "observed/unknown-recipient storage.yandexcloud.net",
            "observed/unknown-recipient evilhillside.sch.uk",
        ]
    );
    // What is registered below and what is not are one site.
    let own = [entries[0].clone(), entries[3].clone()];
    assert_eq!(names(&unstated(), &own), [""; 0]);
}

#[test]
fn what_was_cached_was_not_sent_and_what_was_answered_was() {
    let script = |more: &str, answer: &str| {
        [
            entry(DOCUMENT, PAGE, 200, ""),
            entry(
                &format!("{SCRIPT}{more}"),
                "https://cdn.nobody-knows.net/x.js",
                if answer.is_empty() { 200 } else { 0 },
                answer,
            ),
        ]
    };
    let cached = script("\"_fromCache\": \"disk\", ", "");
    assert_eq!(names(&school(), &cached), [""; 0]);
    let blocked = script("", ", \"_error\": \"net::ERR_BLOCKED_BY_CLIENT\"");
    assert_eq!(names(&school(), &blocked), [""; 0]);
    for answered in ["BLOCKED_BY_RESPONSE", "BLOCKED_BY_ORB"] {
        let seen = script("", &format!(", \"_error\": \"net::ERR_{answered}\""));
        assert_eq!(
            names(&school(), &seen),
            ["observed/unknown-recipient nobody-knows.net"],
            "{answered}"
        );
    }
}
