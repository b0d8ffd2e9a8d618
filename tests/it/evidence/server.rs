//! A server on this machine that behaves well and badly, by the path that it is asked for.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What several servers count together.
#[derive(Default)]
pub struct Count {
    now: AtomicUsize,
    /// The most requests that were open at once.
    pub most: AtomicUsize,
}

/// A server; it ends with the process.
pub struct Server {
    /// `127.0.0.1:PORT`.
    pub host: String,
    asked: Arc<Mutex<Vec<String>>>,
    /// What a path answers with instead of what it does by itself.
    pub texts: Arc<Mutex<BTreeMap<String, String>>>,
    /// How much was open at this server at once.
    pub count: Arc<Count>,
}

impl Server {
    pub fn start() -> Self {
        Self::counting(&Arc::default())
    }

    /// One that counts what is open together with others.
    pub fn counting(all: &Arc<Count>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            host: listener.local_addr().unwrap().to_string(),
            asked: Arc::default(),
            texts: Arc::default(),
            count: Arc::default(),
        };
        let (asked, texts) = (Arc::clone(&server.asked), Arc::clone(&server.texts));
        let counts = [Arc::clone(&server.count), Arc::clone(all)];
        let host = server.host.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (asked, texts, host) = (Arc::clone(&asked), Arc::clone(&texts), host.clone());
                let counts = counts.clone();
                std::thread::spawn(move || {
                    serve(stream, &host, &asked, &texts, &counts);
                });
            }
        });
        server
    }

    /// A link to a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// The requests so far: path, and what the client calls itself.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// How often a path was asked for.
    pub fn times(&self, path: &str) -> usize {
        let start = format!("{path} ");
        self.asked()
            .iter()
            .filter(|it| it.starts_with(&start))
            .count()
    }

    pub fn put(&self, path: &str, text: &str) {
        let mut texts = self.texts.lock().unwrap();
        texts.insert(path.to_owned(), text.to_owned());
    }
}

fn serve(
    mut stream: TcpStream,
    host: &str,
    asked: &Mutex<Vec<String>>,
    texts: &Mutex<BTreeMap<String, String>>,
    counts: &[Arc<Count>; 2],
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    let mut agent = String::new();
    let _ = reader.read_line(&mut first);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        if let Some(name) = line.to_ascii_lowercase().strip_prefix("user-agent:") {
            agent = name.trim().to_owned();
        }
    }
    let path = first.split(' ').nth(1).unwrap_or("").to_owned();
    asked.lock().unwrap().push(format!("{path} {agent}"));
    let before = {
        let asked = asked.lock().unwrap();
        asked
            .iter()
            .filter(|it| it.starts_with(&format!("{path} ")))
            .count()
    };
    for count in counts {
        let now = count.now.fetch_add(1, Ordering::SeqCst) + 1;
        count.most.fetch_max(now, Ordering::SeqCst);
    }
    let put = texts.lock().unwrap().get(&path).cloned();
    let answer = match put {
        Some(text) if text == "!503" => plain(503, "text/plain", "busy"),
        Some(text) => plain(200, "text/html", &text),
        None => answer(&path, host, before, &mut stream),
    };
    // Before the client has its answer, or its next request might be counted together with this
    // one.
    for count in counts {
        count.now.fetch_sub(1, Ordering::SeqCst);
    }
    let _ = stream.write_all(answer.as_bytes());
}

fn plain(status: u16, kind: &str, text: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    )
}

fn leads(status: u16, to: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
}

fn answer(path: &str, host: &str, times: usize, stream: &mut TcpStream) -> String {
    match path {
        "/robots.txt" => plain(
            200,
            "text/plain",
            "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private\n",
        ),
        "/there" => plain(200, "text/plain", "a text"),
        // A page that says the same with another code in it each time.
        "/page" => plain(
            200,
            "text/html; charset=utf-8",
            &format!("<html><script>var code={times}</script><p>We share data.</p></html>"),
        ),
        "/moved" => leads(301, "/there"),
        "/for-now" => leads(302, "/there"),
        "/circle" => leads(302, "/circle"),
        "/away" => leads(302, "http://169.254.169.254/latest/meta-data"),
        "/home" => leads(302, "http://127.0.0.1:9/"),
        "/by-name" => leads(302, &format!("http://localhost:{}/there", port(host))),
        "/by-v6" => leads(302, &format!("http://[::ffff:127.0.0.1]:{}/there", port(host))),
        "/to-file" => leads(302, "file:///etc/passwd"),
        "/secret" => plain(403, "text/plain", "no"),
        "/busy" if times < 3 => plain(503, "text/plain", "busy"),
        "/busy" => plain(200, "text/plain", "at last"),
        "/broken" => plain(500, "text/plain", "always"),
        "/wait" if times < 2 => {
            "HTTP/1.1 429 X\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .to_owned()
        }
        "/wait" => plain(200, "text/plain", "after a while"),
        "/silent" => {
            std::thread::sleep(Duration::from_secs(5));
            String::new()
        }
        // A byte now and then: each arrives in time, the whole never does.
        "/drip" => {
            let _ = stream.write_all(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n");
            for _ in 0..50 {
                if stream.write_all(b"x").is_err() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            String::new()
        }
        "/less" => "HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\nonly this".to_owned(),
        "/more" => "HTTP/1.1 200 X\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\na text and more than it said".to_owned(),
        "/says-huge" => "HTTP/1.1 200 X\r\nContent-Length: 99999999999\r\n\r\n".to_owned(),
        // Says nothing of its length and never ends.
        "/endless" => {
            let _ = stream.write_all(b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n");
            let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
            while stream.write_all(chunk.as_bytes()).is_ok() {}
            String::new()
        }
        "/nonsense" => "what is this\r\n\r\n".to_owned(),
        "/slow" => {
            std::thread::sleep(Duration::from_millis(60));
            plain(200, "text/plain", "slow")
        }
        _ => plain(404, "text/plain", "nothing"),
    }
}

fn port(host: &str) -> &str {
    host.rsplit(':').next().unwrap()
}
