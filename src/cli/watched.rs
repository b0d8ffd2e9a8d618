//! A program that is waited for in vain is ended: a repository may name pipes in place of files, from which nothing
//! ever comes.

use std::io::{self, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// How long a program that has closed its output is left to itself before it is looked at again.
const MOMENT: Duration = Duration::from_millis(2);
/// What is read of an answer, and of why there is none.
const MAX_ANSWER_BYTES: u64 = 1024 * 1024;

/// What the thread that watches is sent.
enum Signal {
    /// An answer is awaited from now on.
    Asked,
    /// Nothing is awaited.
    Answered,
}

/// A program that is ended when it says nothing for too long while an answer is awaited, and with this value.
#[derive(Debug)]
pub(super) struct Watched {
    child: Arc<Mutex<Child>>,
    signals: Sender<Signal>,
    is_late: Arc<AtomicBool>,
    patience: Duration,
}

impl Watched {
    /// Starts a program, of which an answer is awaited.
    pub fn start(command: &mut Command, patience: Duration) -> io::Result<Self> {
        let child = Arc::new(Mutex::new(command.spawn()?));
        let (signals, received) = channel();
        let is_late = Arc::new(AtomicBool::new(false));
        let watched = Self {
            child: Arc::clone(&child),
            signals,
            is_late: Arc::clone(&is_late),
            patience,
        };
        std::thread::spawn(move || {
            let mut signal = Ok(Signal::Asked);
            loop {
                signal = match signal {
                    Ok(Signal::Asked) => received.recv_timeout(patience),
                    Ok(Signal::Answered) => {
                        let next = received.recv();
                        next.map_err(|_| RecvTimeoutError::Disconnected)
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        is_late.store(true, Ordering::SeqCst);
                        // One that has ended already is what is wanted.
                        let _ = held(&child).map(|mut child| child.kill());
                        return;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                };
            }
        });
        Ok(watched)
    }

    /// An answer is awaited from now on, as long as the patience lasts.
    pub fn asked(&self) {
        // Without the thread the program has been ended, which reading from it shows.
        let _ = self.signals.send(Signal::Asked);
    }

    /// The answer is here.
    pub fn answered(&self) {
        let _ = self.signals.send(Signal::Answered);
    }

    /// That the program was ended, if it was.
    pub fn late(&self) -> io::Result<()> {
        if self.is_late.load(Ordering::SeqCst) {
            let words = format!("it said nothing for {} seconds", self.patience.as_secs());
            return Err(io::Error::new(io::ErrorKind::TimedOut, words));
        }
        Ok(())
    }

    /// The streams of the program, once.
    pub fn streams(
        &self,
    ) -> io::Result<(Option<ChildStdin>, Option<ChildStdout>, Option<ChildStderr>)> {
        let mut child = held(&self.child)?;
        Ok((child.stdin.take(), child.stdout.take(), child.stderr.take()))
    }

    /// All that the program says, with how it ended.
    pub fn output(&self) -> io::Result<(ExitStatus, Vec<u8>, Vec<u8>)> {
        let (_, out, err) = self.streams()?;
        let (mut said, mut why) = (Vec::new(), Vec::new());
        if let Some(out) = out {
            out.take(MAX_ANSWER_BYTES).read_to_end(&mut said)?;
        }
        if let Some(err) = err {
            err.take(MAX_ANSWER_BYTES).read_to_end(&mut why)?;
        }
        Ok((self.ended()?, said, why))
    }

    /// How the program ended, once it has.
    pub fn ended(&self) -> io::Result<ExitStatus> {
        loop {
            // It is not held while it is waited for, so that it can be ended.
            if let Some(status) = held(&self.child)?.try_wait()? {
                self.answered();
                self.late()?;
                return Ok(status);
            }
            std::thread::sleep(MOMENT);
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Ok(mut child) = held(&self.child) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn held(child: &Mutex<Child>) -> io::Result<MutexGuard<'_, Child>> {
    child
        .lock()
        .map_err(|_| io::Error::other("the program is lost"))
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Stdio;
    use std::time::Instant;

    use super::*;

    fn sh(script: &str, patience: Duration) -> Watched {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Watched::start(&mut command, patience).unwrap()
    }

    #[test]
    fn one_that_says_nothing_is_ended() {
        let started = Instant::now();
        let silent = sh("exec sleep 600", Duration::from_millis(200));
        let error = silent.output().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(started.elapsed() < Duration::from_secs(60));
    }

    #[test]
    fn one_that_answers_is_heard() {
        let quick = sh("echo yes; echo no >&2; exit 3", Duration::from_secs(60));
        let (status, said, why) = quick.output().unwrap();
        assert_eq!(
            (status.code(), said, why),
            (Some(3), b"yes\n".to_vec(), b"no\n".to_vec())
        );
    }

    #[test]
    fn one_of_which_nothing_is_awaited_is_left_alone() {
        let idle = sh("read word; echo there", Duration::from_millis(50));
        idle.answered();
        std::thread::sleep(Duration::from_millis(300));
        assert!(idle.late().is_ok());
    }
}
