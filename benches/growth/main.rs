//! How what a call costs grows with its input: kinds of inputs that were slow once, or might be, each doubled.
//!
//! `cargo bench --bench growth` runs the program on each and prints the CPU time of each size, the exponent
//! between the last two (2: twice the input takes four times as long), and at the end what misses the aim of 1.2.
//! Names behind `--` run these alone: `cargo bench --bench growth -- parties clique`. `FAIRNOTICE_GROWTH=0.1` makes
//! all sizes a tenth.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::allow_attributes,
    missing_docs,
    reason = "a bench is no library"
)]

mod estates;
mod folder;
mod notices;
mod others;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use folder::Folder;

/// A kind of input.
pub struct Growing {
    /// What it is called.
    name: &'static str,
    /// Its size, which is halved twice; a call with it takes some seconds at most.
    largest: usize,
    /// What is called in its folder.
    call: &'static [&'static str],
    /// Writes it, of a size.
    write: fn(&Folder, usize),
}

/// The size, CPU time and exit code of a call.
type Taken = (usize, Duration, Option<i32>);

const CHECK: &[&str] = &["check", ".", "--as-of", "2026-11-24"];
const TIMELINE: &[&str] = &["timeline", ".", "--to", "2026-11-24"];
const TRACE: &[&str] = &["trace", ".", "--data", "name", "--as-of", "2026-11-24"];
const PLAN: &[&str] = &[
    "check",
    ".",
    "--deployed",
    "plan.json",
    "--as-of",
    "2026-11-24",
];
const RECONCILE: &[&str] = &[
    "reconcile",
    "plan.json",
    "--estate",
    ".",
    "--as-of",
    "2026-11-24",
];
const LOG: &[&str] = &["reconcile", "log.txt"];

/// The most that a call may take, and the exponent that none may have.
const LONGEST: Duration = Duration::from_secs(100);
const AIM: f64 = 1.2;
/// What a call takes beyond its start before an exponent says something.
const LEAST: Duration = Duration::from_millis(150);

fn main() {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|name| !name.starts_with('-'))
        .collect();
    let scale = std::env::var("FAIRNOTICE_GROWTH").ok();
    let scale: f64 = scale.and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let start = start();
    println!(
        "a call with next to nothing: {:.3} s of CPU",
        start.as_secs_f64()
    );
    let all = estates::KINDS
        .iter()
        .chain(notices::KINDS)
        .chain(others::KINDS);
    let mut missed = Vec::new();
    let mut measured = 0;
    for kind in all.filter(|kind| asked.is_empty() || asked.iter().any(|name| name == kind.name)) {
        let exponent = grown(kind, scale, start);
        measured += 1;
        if exponent.is_some_and(|exponent| exponent >= AIM) {
            missed.push(kind.name);
        }
    }
    println!(
        "{measured} kinds; {AIM} or more: {}",
        if missed.is_empty() {
            "none".to_owned()
        } else {
            missed.join(", ")
        }
    );
}

/// What a call takes that reads next to nothing.
fn start() -> Duration {
    let folder = Folder::new();
    folder.estate("");
    let times = (0..5).map(|_| called(CHECK, &folder).0);
    times.min().unwrap_or_default()
}

/// Runs a kind at three sizes; the exponent between the last two, where the calls take long enough to have one.
fn grown(kind: &Growing, scale: f64, start: Duration) -> Option<f64> {
    let largest = ((kind.largest as f64 * scale) as usize).max(4);
    let mut taken: Vec<Taken> = Vec::new();
    for size in [largest / 4, largest / 2, largest] {
        let folder = Folder::new();
        (kind.write)(&folder, size);
        let (time, code) = called(kind.call, &folder);
        taken.push((size, time, code));
    }
    let words: Vec<String> = taken
        .iter()
        .map(|(size, time, code)| {
            let code = code.map_or_else(|| "stopped".to_owned(), |code| format!("exit {code}"));
            format!("{size}: {:.2} s ({code})", time.as_secs_f64())
        })
        .collect();
    let exponent = match taken.as_slice() {
        [.., (less, before, _), (more, after, _)] => exponent(
            (*less, before.saturating_sub(start)),
            (*more, after.saturating_sub(start)),
        ),
        _ => None,
    };
    let said = exponent.map_or_else(
        || "too quick for an exponent".to_owned(),
        |it| format!("exponent {it:.2}"),
    );
    println!("{:18} {}; {said}", kind.name, words.join(", "));
    exponent
}

fn exponent((less, before): (usize, Duration), (more, after): (usize, Duration)) -> Option<f64> {
    if after < LEAST || before.is_zero() {
        return None;
    }
    let times = after.as_secs_f64() / before.as_secs_f64();
    Some(times.ln() / (more as f64 / less as f64).ln())
}

/// Calls the program in a folder: its CPU time (where the system does not state it: the time), and its exit code
/// unless it was stopped.
fn called(arguments: &[&str], folder: &Folder) -> (Duration, Option<i32>) {
    let (before, began) = (of_children(), Instant::now());
    let mut child = Command::new(env!("CARGO_BIN_EXE_fairnotice"))
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let status = loop {
        if let Some(status) = child.try_wait().expect("it is ours") {
            break Some(status);
        }
        if began.elapsed() > LONGEST {
            child.kill().expect("it is ours");
            child.wait().expect("it is ours");
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = match (before, of_children()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => began.elapsed(),
    };
    (time, status.and_then(|status| status.code()))
}

/// The CPU time of the calls so far, which Linux states in hundredths of a second.
fn of_children() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    // Behind the name come the state and 12 more fields before the two that count.
    let mut fields = fields.split_whitespace().skip(13);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}
