//! What a check answers of those who were seen: that the notice names them, denies them, or says nothing that is
//! surely about them; and that a declared recipient which it never names is reported by somebody.

use crate::support::run::{DAY, folder, run, write};

use super::verbs::visit;

/// A school that is in order, and names its caterer alone. `{text}` is a sentence of the notice; what else is added
/// is YAML.
pub fn estate(text: &str, parties: &str, statements: &str, flows: &str) -> String {
    ESTATE
        .replace("{text}", text)
        .replace("{parties}\n", parties)
        .replace("{statements}\n", statements)
        .replace("{flows}\n", flows)
}

const ESTATE: &str = r#"name: Hillside School
controller: hillside
parties:
  - {id: hillside, name: Hillside School, country: GB, kind: public-authority, hosts: hillside.sch.uk}
  - {id: goodplate, name: Goodplate Catering Ltd, country: GB}
{parties}
notice:
  title: Privacy notice for pupils
  published: 2025-09-04
  text: |
    # Privacy notice for pupils

    We keep each pupil's name and date of birth to run the school. That is our
    task under the Education Acts. We keep them until the pupil is 25.
    Goodplate Catering Ltd gets the names for school meals.
    {text}

    ## Your rights

    Hillside School, Hill Road, Leeds, is the controller. You may ask us for access,
    correction, erasure, restriction or a copy to take elsewhere, you may object,
    and you may complain to the Information Commissioner. You need not give us your
    data, but without them we cannot serve you.
  statements:
    - id: pupil-data
      quote: "each pupil's name and date of birth"
      collects: {data: [name, birth-date], subjects: pupil}
    - {id: school-life, quote: "to run the school", uses: service-provision}
    - {id: task, quote: "our task under the Education Acts", relies-on: public-task}
    - {id: until-25, quote: "until the pupil is 25", retains: age-25}
    - {id: caterer, quote: "Goodplate Catering Ltd gets the names", shares: {with: goodplate}}
    - id: rights
      section: Your rights
      quote: "access, correction, erasure, restriction or a copy"
      informs:
        [controller-identity, right-of-access, right-to-rectification, right-to-erasure,
         right-to-restriction, right-to-object, right-to-portability, complaint-to-authority,
         requirement-to-provide]
{statements}
flows:
  - id: enrolment
    from: data-subjects
    to: hillside
    subjects: pupil
    data: [name, birth-date]
    purpose: service-provision
    basis: public-task
    retention: age-25
  - {id: meals, from: hillside, to: goodplate, subjects: pupil, data: name, purpose: service-provision, basis: public-task}
{flows}
"#;

pub const PAGE: &str = "https://www.hillside.sch.uk/";

/// The rules that find something in what was seen, each with its message.
pub fn found(estate: &str, file: &str, option: &str) -> Vec<(String, String)> {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate);
    write(folder.path(), "seen", file);
    let call = [
        "check",
        option,
        "seen",
        "--as-of",
        DAY,
        "--format",
        "json",
        "--fail-on",
        "never",
    ];
    let json = run(folder.path(), &call).exits(0).json();
    let findings = json["findings"].as_array().unwrap().iter();
    let all = findings.map(|it| {
        let of = |key: &str| it[key].as_str().unwrap().to_owned();
        (of("rule"), of("message"))
    });
    let all = all.filter(|(rule, _)| rule.starts_with("observed/") || rule.contains("-recipient"));
    all.collect()
}

/// The rules alone.
pub fn rules(estate: &str, urls: &[&str]) -> Vec<String> {
    let found = found(estate, &visit(urls), "--observed").into_iter();
    found.map(|(rule, _)| rule).collect()
}

const UNDECLARED: &str = "observed/undeclared-recipient";
const UNDISCLOSED: &str = "observed/undisclosed-recipient";

fn flow(to: &str, from: &str) -> String {
    format!(
        "  - {{id: stats, from: {from}, to: {to}, subjects: pupil, data: ip-address, purpose: web-analytics, basis: consent, consent: {{record: per-person, alternative: true}}}}\n"
    )
}

#[test]
fn a_declared_recipient_that_the_notice_never_names_is_reported() {
    let matomo = "  - {id: matomo, vendor: matomo}\n";
    let urls = [PAGE, "https://hillside.matomo.cloud/matomo.js"];
    let straight = estate("", matomo, "", &flow("matomo", "data-subjects"));
    assert_eq!(rules(&straight, &urls), [UNDISCLOSED]);
    // Of a flow from the organisation the finding on the flow says it, once.
    let handed = estate("", matomo, "", &flow("matomo", "hillside"));
    assert_eq!(rules(&handed, &urls), ["disclosure/undisclosed-recipient"]);
    let named = estate(
        "Matomo Cloud counts visits.",
        matomo,
        "",
        &flow("matomo", "data-subjects"),
    );
    assert_eq!(rules(&named, &urls), [""; 0]);
}

#[test]
fn a_denial_discloses_nobody() {
    let urls = [PAGE, "https://region1.google-analytics.com/c"];
    let denial = "We do not use Google Analytics, and never share data with it.";
    let silent = estate(denial, "", "", "");
    let found = found(&silent, &visit(&urls), "--observed");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, UNDISCLOSED);
    let party = "  - {id: ga, name: Google LLC, country: US, vendor: google-analytics}\n";
    let says =
        format!("    - {{id: denial, quote: \"{denial}\", shares: {{none: true, with: ga}}}}\n");
    assert_eq!(
        rules(&estate(denial, party, &says, ""), &urls),
        [UNDISCLOSED]
    );
    let declared = estate(denial, party, &says, &flow("ga", "data-subjects"));
    assert!(
        rules(&declared, &urls).contains(&UNDISCLOSED.to_owned()),
        "{:?}",
        rules(&declared, &urls)
    );
    // Elsewhere it may be named.
    let both = format!("{denial} On our shop we use Google Analytics.");
    assert_eq!(rules(&estate(&both, "", "", ""), &urls), [UNDECLARED]);
    let limited = "We do not use Google Analytics unless you agree.";
    assert_eq!(rules(&estate(limited, "", "", ""), &urls), [UNDECLARED]);
    // What a narrow denial leaves is not recorded.
    let narrow = "We never sell names to Google Analytics.";
    assert_eq!(rules(&estate(narrow, "", "", ""), &urls), [UNDECLARED]);
}

#[test]
fn the_denial_is_pointed_at() {
    let folder = folder();
    let denial = "We have never used YouTube.";
    write(folder.path(), "fairnotice.yaml", estate(denial, "", "", ""));
    let urls = [PAGE, "https://www.youtube.com/embed/x"];
    write(folder.path(), "visit.har", visit(&urls));
    let call = ["check", "--observed", "visit.har", "--as-of", DAY];
    let ran = run(folder.path(), &call).exits(1);
    assert!(
        ran.out.contains("the notice denies it: YouTube"),
        "{}",
        ran.out
    );
}

#[test]
fn everyday_words_disclose_nobody() {
    for (text, url) in [
        (
            "We look at each segment of pupils.",
            "https://api.segment.io/v1/t",
        ),
        ("A stripe marks the door.", "https://js.stripe.com/v3/"),
        (
            "A sentry guards the gate.",
            "https://o1.ingest.sentry.io/api",
        ),
        (
            "Meta data of pictures are kept.",
            "https://connect.facebook.net/x.js",
        ),
        ("Heap of work.", "https://cdn.heapanalytics.com/js/heap.js"),
    ] {
        assert_eq!(
            rules(&estate(text, "", "", ""), &[PAGE, url]),
            [UNDISCLOSED],
            "{text}"
        );
    }
    let named = "Payments go through Stripe.";
    let urls = [PAGE, "https://js.stripe.com/v3/"];
    assert_eq!(rules(&estate(named, "", "", ""), &urls), [UNDECLARED]);
}

#[test]
fn the_company_and_its_usual_name_disclose_its_services() {
    let fonts = "https://fonts.googleapis.com/css";
    let cloud = "https://d111.cloudfront.net/x";
    for (text, url) in [
        ("Fonts come from Google Ireland Limited.", fonts),
        ("Fonts come from Google LLC.", fonts),
        ("Fonts come from Google.", fonts),
        ("Our pages are hosted on AWS.", cloud),
        ("Our pages are hosted by Amazon.", cloud),
        (
            "We embed posts of X, a social network.",
            "https://platform.twitter.com/widgets.js",
        ),
        (
            "We use Google reCAPTCHA.",
            "https://www.google.com/recaptcha/api.js",
        ),
        (
            "We use reCAPTCHA.",
            "https://www.google.com/recaptcha/api.js",
        ),
    ] {
        assert_eq!(
            rules(&estate(text, "", "", ""), &[PAGE, url]),
            [UNDECLARED],
            "{text}"
        );
    }
    // Another service of the company says nothing of this one.
    let other = "Staff use Google Workspace for mail.";
    assert_eq!(
        rules(&estate(other, "", "", ""), &[PAGE, fonts]),
        [UNDISCLOSED]
    );
}

#[test]
fn a_party_that_states_its_service_is_no_other_of_the_company() {
    let workspace =
        "  - {id: gw, name: Google Ireland Limited, country: IE, vendor: google-workspace}\n";
    let urls = [
        PAGE,
        "https://ad.doubleclick.net/x",
        "https://docs.google.com/x",
    ];
    let stated = estate("", workspace, "", &flow("gw", "hillside"));
    let found = found(&stated, &visit(&urls), "--observed");
    assert!(
        found
            .iter()
            .any(|(_, it)| it.starts_with("Google Ads received data")),
        "{found:?}"
    );
    assert!(!found.iter().any(|(_, it)| it.contains("docs.google.com")));
    // A company without its service may be any of them.
    let company = workspace.replace(", vendor: google-workspace", "");
    let company = estate("", &company, "", &flow("gw", "hillside"));
    assert_eq!(
        rules(&company, &urls[..2]),
        ["disclosure/undisclosed-recipient"]
    );
}

#[test]
fn what_is_proposed_does_not_run() {
    let matomo = "  - {id: matomo, vendor: matomo}\n";
    let proposed =
        flow("matomo", "data-subjects").replace("{id: stats", "{id: stats, status: proposed");
    let estate = estate("Matomo Cloud counts visits.", matomo, "", &proposed);
    let urls = [PAGE, "https://hillside.matomo.cloud/matomo.js"];
    assert_eq!(rules(&estate, &urls), [UNDECLARED]);
}
