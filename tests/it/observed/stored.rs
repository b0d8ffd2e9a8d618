//! Cookies of the organisation itself, files of which nothing can be read, and what holds before the first notice.

use crate::support::run::{DAY, folder, run, write};

use super::answers::{estate, found, rules};

/// A visit that sets cookies under the host of the page, each with its days.
fn setting(cookies: &[(&str, u32)]) -> String {
    let header = |(name, days): &(&str, u32)| {
        format!(
            "{{\"name\": \"Set-Cookie\", \"value\": \"{name}=1; Max-Age={}\"}}",
            days * 86_400
        )
    };
    let headers: Vec<String> = cookies.iter().map(header).collect();
    format!(
        "{{\"log\": {{\"version\": \"1.2\", \"entries\": [{{\"_resourceType\": \"document\", \"request\": {{\"method\": \"GET\", \"url\": \"https://www.hillside.sch.uk/\"}}, \"response\": {{\"status\": 200, \"headers\": [{}]}}}}]}}}}",
        headers.join(", ")
    )
}

const STATS: &str = "  - {id: stats, from: data-subjects, to: hillside, subjects: pupil, data: ip-address, purpose: web-analytics, basis: consent, retention: P1Y, consent: {record: per-person, alternative: true}, device-storage: [other]}\n";
const LOGIN: &str = "  - {id: login, from: data-subjects, to: hillside, subjects: pupil, data: name, purpose: service-provision, basis: public-task, retention: P1Y, device-storage: [requested-service]}\n";

#[test]
fn own_cookies_before_consent_count_where_their_names_are_known() {
    let early = |estate: &str, cookies: &[(&str, u32)]| -> Vec<String> {
        let found = found(estate, &setting(cookies), "--before-consent").into_iter();
        let found = found.filter(|(rule, _)| rule == "observed/before-consent");
        found.map(|(_, message)| message).collect()
    };
    let plain = estate("", "", "", STATS);
    let found = early(&plain, &[("_pk_id.1.abc", 390), ("sid", 30)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("Hillside School received data or stored something before consent")
            && found[0].contains("`_pk_id.1.abc`")
            && !found[0].contains("`sid`"),
        "{found:?}"
    );
    // What nobody ties to such a purpose may be necessary.
    assert_eq!(early(&plain, &[("stat", 30), ("sid", 30)]), [""; 0]);
    let says = "    - {id: stat, quote: \"The cookie stat counts visits\", uses: web-analytics}\n";
    let named = estate("The cookie stat counts visits.", "", says, STATS);
    assert_eq!(early(&named, &[("stat", 30)]).len(), 1);
    // No flow stores what needs consent.
    let none = estate("", "", "", LOGIN);
    assert_eq!(early(&none, &[("_pk_id.1.abc", 390)]), [""; 0]);
}

#[test]
fn a_cookie_outlives_a_session_and_a_name_with_an_open_end() {
    let outlives = |text: &str, retention: &str, cookie: (&str, u32)| {
        let says = format!(
            "    - {{id: c, quote: \"{text}\", retains: {{for: {retention}, data: identifier}}}}\n"
        );
        let found = found(
            &estate(text, "", &says, ""),
            &setting(&[cookie]),
            "--observed",
        );
        found
            .iter()
            .any(|(rule, _)| rule == "observed/cookie-outlives-statement")
    };
    let session = "The cookie hv is deleted when you close your browser.";
    assert!(outlives(session, "session", ("hv", 365)));
    assert!(!outlives(session, "end-of-contract", ("hv", 365)));
    let open = "The cookie _ga_* stays for 6 months.";
    assert!(outlives(open, "P6M", ("_ga_ABC123", 730)));
    assert!(!outlives(open, "P6M", ("_ga_ABC123", 180)));
    assert!(!outlives(open, "P6M", ("_other", 730)));
}

fn refused(file: &str, option: &str) -> String {
    let folder = folder();
    write(folder.path(), "seen", file);
    let ran = run(folder.path(), &["observe", option, "seen", "--as-of", DAY]).exits(2);
    ran.err
}

#[test]
fn what_says_the_contrary_of_the_call_is_refused() {
    let late = setting(&[]).replace(
        "{\"version\"",
        "{\"comment\": \"after consent\", \"version\"",
    );
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate("", "", "", ""));
    write(folder.path(), "visit.har", &late);
    let call = ["check", "--before-consent", "visit.har", "--as-of", DAY];
    let ran = run(folder.path(), &call).exits(2);
    assert!(
        ran.err
            .contains("the file says that this was after consent"),
        "{}",
        ran.err
    );
    let rows = "source,destination,kind,n,bytes,first,last,phase\n,a.example.net,request,1,1,,,after-consent\n";
    assert!(refused(rows, "--before-consent").contains("after consent"));
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_refused() {
    let folder = folder();
    for (file, what) in [
        (
            "{\"uri_ins\": \"https://a.example\", \"uri_dest\": \"https://a.example/\", \"hosts\": {\"requests\": {\"first_party\": [], \"third_party\": [\"x.example\"]}}}",
            "has no `firstParty`",
        ),
        (
            "CSP_SCRIPT_SRC = (\"'self'\", \"https://plausible.io\")\n# Content-Security-Policy\n",
            "nothing in it could be read",
        ),
        (
            "{\"log\": {\"version\": \"1.2\", \"entries\": []}}",
            "nothing in it could be read",
        ),
        ("{\"log\": {\"ver", "breaks off"),
        (
            "{\"startedDateTime\": \"2026-05-01T08:00:00Z\", \"request\": {}, \"response\": {\"text\": \"<html\"}}",
            "an entry of a visit (HAR)",
        ),
        ("PAR1\u{1}\u{2}", "a table in Parquet"),
    ] {
        write(folder.path(), "seen", file);
        let ran = run(folder.path(), &["observe", "seen", "--as-of", DAY]).exits(2);
        assert!(ran.err.contains(what), "{what}: {}", ran.err);
        if what.contains("Parquet") {
            assert!(
                ran.err
                    .contains("reduce it to CSV or NDJSON with `fairnotice-observe`"),
                "{}",
                ran.err
            );
        }
    }
}

fn hosts(file: &str) -> String {
    let folder = folder();
    write(folder.path(), "seen", file);
    let call = ["observe", "seen", "--as-of", DAY, "--format", "json"];
    let json = run(folder.path(), &call).exits(0).json();
    let seen = json["seen"].as_array().unwrap().iter();
    let names = seen.map(|it| it["name"].as_str().unwrap().to_owned());
    names.collect::<Vec<_>>().join(", ")
}

#[test]
fn traces_of_a_store_and_open_connections_are_read() {
    let trace = r#"{"trace": {"resourceSpans": [{"scopeSpans": [{"spans": [{"kind": "SPAN_KIND_CLIENT", "attributes": [{"key": "server.address", "value": {"stringValue": "api.nobody-knows.net"}}]}]}]}]}}"#;
    assert_eq!(hosts(trace), "nobody-knows.net");
    let inspection = "uri_ins: 'https://www.club.example.org/'\nuri_dest: 'https://www.club.example.org/'\nhosts:\n  requests:\n    firstParty: [www.club.example.org]\n    thirdParty: []\nwebsockets:\n  'wss://live.nobody-knows.net/x': {timestamp: 1}\n";
    assert_eq!(hosts(inspection), "nobody-knows.net");
    assert_eq!(hosts("Content-Security-Policy: default-src *"), "any host");
}

#[test]
fn a_cookie_of_two_vendors_is_of_the_one_that_is_declared() {
    let cookies = setting(&[("_pk_id.1.abc", 390)]);
    assert_eq!(hosts(&cookies), "");
    let matomo = "  - {id: matomo, vendor: matomo}\n";
    let consent = STATS
        .replace("to: hillside", "to: matomo")
        .replace(", retention: P1Y", "");
    let estate = estate("Matomo Cloud counts visits.", matomo, "", &consent);
    let found = found(&estate, &cookies, "--before-consent");
    let rules: Vec<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["observed/before-consent"], "{found:?}");
}

#[test]
fn names_of_everybody_are_no_vendors() {
    let names = [
        ("TS01abc", 1),
        ("FedAuth", 1),
        ("_sid", 1),
        (".ASPXAUTH", 1),
        ("ASPSESSIONIDABC", 1),
        ("test_cookie", 1),
        ("SAML_X", 1),
        ("cookieconsent_status", 1),
        ("queryString", 1),
    ];
    assert_eq!(hosts(&setting(&names)), "");
    let urls = [
        super::answers::PAGE,
        "https://graph.microsoft.com/v1.0",
        "https://az416426.vo.msecnd.net/scripts/a.js",
    ];
    let visit = super::verbs::visit(&urls);
    assert_eq!(hosts(&visit), "Microsoft Azure, Microsoft 365");
    let party = "  - {id: m365, vendor: microsoft-365}\n";
    let school = estate("Microsoft 365 has our mail.", party, "", "");
    let found = rules(&school, &urls);
    assert!(
        !found.contains(&"observed/undisclosed-recipient".to_owned()),
        "{found:?}"
    );
}

const PIGEONS: &str = "\
name: Pigeon Club
controller: me
parties:
  - {id: me, name: Pigeon Club, country: GB, hosts: pigeonclub.org.uk}
  - {id: pp, name: Pigeon Post Ltd, country: GB, hosts: pigeon-post.co.uk}
notice:
  published: 2026-05-01
  text: Pigeon Post Ltd delivers.
  statements:
    - {id: a, quote: Pigeon Post Ltd delivers, shares: {with: pp}}
flows:
  - {id: d, from: me, to: pp, subjects: customer, data: name, purpose: service-provision, basis: contract, since: 2026-03-01}
";

const EDGES: &str = "\
source,destination,kind,n,bytes,first,last
,api.pigeon-post.co.uk,request,3,10,2026-01-10T08:00:00Z,2026-06-30T08:00:00Z
,a.nobody-knows.net,request,3,10,2026-02-10T08:00:00Z,2026-02-11T08:00:00Z
";

#[test]
fn before_the_first_notice_nothing_is_disclosed() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", PIGEONS);
    write(folder.path(), "edges.csv", EDGES);
    let call = ["timeline", "--observed", "edges.csv", "--to", "2026-12-01"];
    let ran = run(folder.path(), &call).exits(0);
    for line in [
        "it ran undisclosed for 111 days: from 2026-01-10 to 2026-04-30",
        "the estate has no notice that was published before 2026-05-01",
        "disclosed from 2026-05-01 on",
    ] {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
}

/// The lines of the register of recipients of an estate that begin with a word, with what `EDGES` show.
fn register(estate: &str, begin: &str) -> Vec<String> {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate);
    write(folder.path(), "edges.csv", EDGES);
    let call = "report recipients --observed edges.csv --format csv --as-of";
    let call: Vec<&str> = call.split(' ').chain([DAY]).collect();
    let ran = run(folder.path(), &call).exits(0);
    let lines = ran.out.lines().filter(|it| it.starts_with(begin));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_register_has_those_who_were_seen_alone() {
    let rows = register(PIGEONS, "seen/");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(
        rows[0].starts_with("seen/nobody-knows.net,nobody-knows.net,seen alone")
            && rows[0].contains(",yes,2026-02-10,2026-02-11,"),
        "{}",
        rows[0]
    );
}

#[test]
fn who_receives_from_people_directly_is_not_seen_alone() {
    let directly = PIGEONS.replace("from: me, to: pp", "from: data-subjects, to: pp");
    let rows = register(&directly, "seen/party-pp");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(
        rows[0].starts_with("seen/party-pp,Pigeon Post Ltd,receives from data subjects")
            && rows[0].contains(",yes,2026-01-10,2026-06-30,")
            && rows[0].contains(",d,"),
        "{}",
        rows[0]
    );
    assert_eq!(register(PIGEONS, "seen/party-pp"), [""; 0]);
}
