//! One link at a time, and many at once.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use fairnotice::citations::{LinkAnswer, Settings, look_up};

use super::server::Server;
use super::settings;

/// What comes of one path.
fn answer(server: &Server, path: &str) -> LinkAnswer {
    answer_with(&settings(&[server]), &server.url(path))
}

fn answer_with(settings: &Settings, url: &str) -> LinkAnswer {
    let mut results = look_up(&[url.to_owned()], settings, &mut |_| {}).unwrap();
    assert_eq!(results.len(), 1);
    results.remove(0).answer
}

fn unreachable(words: &str) -> LinkAnswer {
    LinkAnswer::Unreachable(words.to_owned())
}

fn not_looked(words: &str) -> LinkAnswer {
    LinkAnswer::NotLooked(words.to_owned())
}

#[test]
fn a_text_that_is_there_has_a_digest() {
    let server = Server::start();
    let LinkAnswer::There {
        status,
        digest,
        moved,
    } = answer(&server, "/there")
    else {
        panic!("it is there");
    };
    assert_eq!((status, moved), (200, None));
    // The SHA-256 of `a text`.
    let expected = "734194ede5b063e654d63cb95a682ca1551b45e3cc86e88f1a85c1286eedd4ac";
    assert_eq!(digest, expected);
}

#[test]
fn a_page_has_one_digest_whatever_codes_it_contains() {
    let server = Server::start();
    let first = answer(&server, "/page");
    assert_eq!(first, answer(&server, "/page"));
    assert_ne!(first, answer(&server, "/there"));
}

#[test]
fn redirects_are_followed_and_lasting_ones_reported() {
    let server = Server::start();
    for (path, expected) in [("/moved", Some(server.url("/there"))), ("/for-now", None)] {
        let LinkAnswer::There { moved, .. } = answer(&server, path) else {
            panic!("{path} leads on");
        };
        assert_eq!(moved, expected, "{path}");
    }
    let circle = answer(&server, "/circle");
    assert_eq!(circle, unreachable("it leads on more than 10 times"));
    assert_eq!(server.times("/circle"), 11);
}

#[test]
fn what_is_not_there_is_gone_and_what_is_not_for_all_is_not_looked_at() {
    let server = Server::start();
    assert_eq!(
        answer(&server, "/nothing"),
        LinkAnswer::Gone("it answers 404 Not Found".to_owned())
    );
    assert_eq!(
        answer(&server, "/secret"),
        not_looked("it answers 403 Forbidden: not for everybody to see")
    );
}

#[test]
fn a_busy_host_is_asked_again_and_not_for_ever() {
    let server = Server::start();
    assert!(matches!(answer(&server, "/busy"), LinkAnswer::There { .. }));
    assert_eq!(server.times("/busy"), 3);
    assert_eq!(
        answer(&server, "/broken"),
        unreachable("it answers 500 Internal Server Error")
    );
    assert_eq!(server.times("/broken"), 3);
}

#[test]
fn a_host_that_asks_for_an_hour_gets_as_long_as_patience_lasts() {
    let server = Server::start();
    assert!(matches!(answer(&server, "/wait"), LinkAnswer::There { .. }));
}

#[test]
fn nothing_is_waited_for_without_end() {
    let server = Server::start();
    let hasty = Settings {
        retries: 0,
        timeout: Duration::from_millis(700),
        ..settings(&[&server])
    };
    for path in ["/silent", "/drip"] {
        let answer = answer_with(&hasty, &server.url(path));
        assert_eq!(answer, unreachable("it does not answer in time"), "{path}");
    }
}

/// However many links lead to it: the first is tried again, the second is not, and no other is asked for.
#[test]
fn a_host_that_does_not_answer_is_left_alone() {
    let server = Server::start();
    let hasty = Settings {
        timeout: Duration::from_millis(300),
        ..settings(&[&server])
    };
    let urls: Vec<String> = (0..5)
        .map(|number| server.url(&format!("/silent#{number}")))
        .collect();
    let results = look_up(&urls, &hasty, &mut |_| {}).unwrap();
    assert_eq!(results.len(), urls.len());
    for result in results {
        assert_eq!(result.answer, unreachable("it does not answer in time"));
    }
    assert_eq!(server.times("/silent"), 3 + 1);
}

#[test]
fn lengths_that_lie_are_seen_through() {
    let server = Server::start();
    assert_eq!(
        answer(&server, "/less"),
        unreachable("its answer breaks off")
    );
    assert_eq!(answer(&server, "/more"), answer(&server, "/there"));
    let large = not_looked("its text has more than 65536 bytes");
    assert_eq!(answer(&server, "/says-huge"), large);
    assert_eq!(answer(&server, "/endless"), large);
    assert!(matches!(
        answer(&server, "/nonsense"),
        LinkAnswer::Unreachable(_)
    ));
}

#[test]
fn nothing_within_this_machine_or_its_network_is_asked() {
    let server = Server::start();
    let closed = Settings {
        own: Default::default(),
        ..settings(&[&server])
    };
    let port = server.host.rsplit(':').next().unwrap();
    let here = "it leads to this machine, which is not looked up";
    for (url, why) in [
        (server.url("/there"), here),
        (format!("http://localhost:{port}/there"), here),
        (format!("http://[::1]:{port}/there"), here),
        (format!("http://[::ffff:127.0.0.1]:{port}/there"), here),
        (format!("http://2130706433:{port}/there"), here),
        (format!("http://0x7f.1:{port}/there"), here),
        (format!("http://0:{port}/there"), here),
        (
            "http://169.254.169.254/latest".to_owned(),
            "it leads to the local link, which is not looked up",
        ),
        (
            "https://192.168.0.1/".to_owned(),
            "it leads to a private network, which is not looked up",
        ),
        (
            format!("http://user:word@{}/there", server.host),
            "it holds a password",
        ),
    ] {
        assert_eq!(answer_with(&closed, &url), not_looked(why), "{url}");
    }
    assert_eq!(server.asked(), Vec::<String>::new(), "nobody was asked");
}

#[test]
fn a_redirect_does_not_lead_within() {
    let server = Server::start();
    let here = "it leads to this machine, which is not looked up";
    let link = "it leads to the local link, which is not looked up";
    for (path, why) in [
        ("/away", link),
        // Only the very host that is named is this test's own.
        ("/home", here),
        ("/by-name", here),
        ("/by-v6", here),
        ("/to-file", "`file:` is no address of the web"),
    ] {
        assert_eq!(answer(&server, path), not_looked(why), "{path}");
    }
    assert_eq!(server.times("/there"), 0);
}

#[test]
fn robots_are_obeyed_and_asked_for_once() {
    let server = Server::start();
    let urls = ["/private/a", "/there", "/private/b", "/page"].map(|path| server.url(path));
    let results = look_up(&urls, &settings(&[&server]), &mut |_| {}).unwrap();
    let kept_out = format!(
        "its robots.txt asks fairnotice/{} to stay away",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(results[0].answer, not_looked(&kept_out));
    assert!(matches!(results[1].answer, LinkAnswer::There { .. }));
    assert_eq!(results[2].answer, not_looked(&kept_out));
    assert_eq!(server.times("/robots.txt"), 1);
    assert_eq!(server.times("/private/a"), 0);
    let agent = format!("fairnotice/{}", env!("CARGO_PKG_VERSION"));
    assert!(server.asked().iter().all(|it| it.ends_with(&agent)));
}

#[test]
fn a_host_whose_robots_cannot_be_had_is_left_alone() {
    let server = Server::start();
    server.put("/robots.txt", "User-agent: fairnotice\nDisallow: /there\n");
    assert!(matches!(
        answer(&server, "/there"),
        LinkAnswer::NotLooked(_)
    ));
    assert!(matches!(answer(&server, "/page"), LinkAnswer::There { .. }));
    server.put("/robots.txt", "!503");
    assert!(matches!(answer(&server, "/page"), LinkAnswer::NotLooked(_)));
}

#[test]
fn hosts_are_asked_side_by_side_and_each_one_request_at_a_time() {
    let all = Arc::default();
    let servers: Vec<Server> = (0..6).map(|_| Server::counting(&all)).collect();
    let every: Vec<&Server> = servers.iter().collect();
    let settings = Settings {
        parallel: 3,
        ..settings(&every)
    };
    let urls: Vec<String> = (0..4)
        .flat_map(|at| servers.iter().map(move |it| it.url(&format!("/slow?{at}"))))
        .map(|url| url.replace('?', "#"))
        .collect();
    let mut heard = 0;
    let results = look_up(&urls, &settings, &mut |_| heard += 1).unwrap();
    assert_eq!(heard, urls.len());
    let order: Vec<&String> = results.iter().map(|result| &result.url).collect();
    assert_eq!(
        order,
        urls.iter().collect::<Vec<_>>(),
        "in the order of the links"
    );
    for server in &servers {
        assert_eq!(server.count.most.load(Ordering::SeqCst), 1, "one at a time");
    }
    let most = all.most.load(Ordering::SeqCst);
    assert!((2..=3).contains(&most), "{most} at once");
}
