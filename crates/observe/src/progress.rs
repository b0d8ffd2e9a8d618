//! How far a run is, for the one who waits: a line on a terminal, and nothing elsewhere.

use std::io::{IsTerminal, Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use datafusion::physical_plan::ExecutionPlan;

use crate::reduce::rows_read;

/// How often the line changes.
const STEP: Duration = Duration::from_millis(200);

/// Shows progress, or not.
#[derive(Debug, Clone)]
pub struct Progress {
    is_shown: bool,
    since: Instant,
}

impl Progress {
    /// Shows it where the error stream is a terminal.
    pub fn on_terminal() -> Self {
        Self {
            is_shown: stderr().is_terminal(),
            since: Instant::now(),
        }
    }

    /// Watches a plan until the result is dropped.
    pub(crate) fn watch(&self, plan: &Arc<dyn ExecutionPlan>) -> Watch {
        let is_over = Arc::new(AtomicBool::new(false));
        let thread = self.is_shown.then(|| {
            let (plan, is_over, since) = (Arc::clone(plan), Arc::clone(&is_over), self.since);
            spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    sleep(STEP);
                    let rows = grouped(rows_read(&plan) as u64);
                    // A terminal that is gone is no reason to end.
                    let _ = write!(
                        stderr(),
                        "\r{rows} records read, {} s ",
                        since.elapsed().as_secs()
                    );
                }
                let _ = write!(stderr(), "\r\x1b[K");
            })
        });
        Watch { is_over, thread }
    }
}

/// A plan that is watched.
pub(crate) struct Watch {
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // It only prints.
            let _ = thread.join();
        }
    }
}

/// A number with a comma for each thousand.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345_678, "12,345,678"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
