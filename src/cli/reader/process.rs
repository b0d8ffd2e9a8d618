//! Running a program of the user's choice: text in, text out, within a time and a size.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::cli::errors::CliError;

/// What a program may write, in bytes.
pub const MAX_ANSWER_BYTES: u64 = 16 * 1024 * 1024;

/// How often is looked whether a program has ended that has closed its output.
const LOOKS: Duration = Duration::from_millis(20);

/// What a program writes that reads `input`. No shell takes part: the words of the call are parted by spaces.
///
/// # Errors
/// Where it cannot be run, fails, writes too much, or takes longer than it may.
pub fn answer(
    call: &str,
    folder: &Path,
    input: Vec<u8>,
    seconds: u64,
) -> Result<Vec<u8>, CliError> {
    let failed = |why: String| CliError::Message(format!("the reader `{call}` {why}"));
    let mut words = call.split_whitespace();
    let Some(program) = words.next() else {
        let why = "`--with-reader` names no program".to_owned();
        return Err(CliError::Message(why));
    };
    let mut child = Command::new(program)
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that does not read all of it may still answer.
        std::thread::spawn(move || drop(stdin.write_all(&input)));
    }
    let started = Instant::now();
    let patience = Duration::from_secs(seconds);
    let (sender, receiver) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.take(MAX_ANSWER_BYTES + 1).read_to_end(&mut bytes);
            drop(sender.send(read.map(|_| bytes)));
        });
    }
    let bytes = receiver.recv_timeout(patience);
    let is_whole = matches!(&bytes, Ok(Ok(bytes)) if bytes.len() as u64 <= MAX_ANSWER_BYTES);
    if !is_whole {
        drop(child.kill());
    }
    // One that has closed its output may still go on.
    let status = ended(
        &mut child,
        patience.saturating_sub(started.elapsed()).max(LOOKS),
    );
    let bytes = match bytes {
        Ok(Ok(bytes)) if is_whole => bytes,
        Ok(Ok(_)) => {
            return Err(failed(format!("writes more than {MAX_ANSWER_BYTES} bytes")));
        }
        Ok(Err(error)) => return Err(failed(format!("cannot be heard: {error}"))),
        Err(_) => {
            return Err(failed(format!(
                "gave no answer within {seconds} seconds; allow more with `--reader-seconds`"
            )));
        }
    };
    match status {
        Ok(Some(status)) if status.success() => Ok(bytes),
        Ok(Some(status)) => Err(failed(format!("failed with {status}"))),
        Ok(None) => Err(failed(format!(
            "closed its output and did not end within {seconds} seconds; allow more with `--reader-seconds`"
        ))),
        Err(error) => Err(failed(format!("failed: {error}"))),
    }
}

/// How a program has ended; `None` where it had to be ended after a time.
fn ended(child: &mut Child, patience: Duration) -> std::io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() >= patience {
            drop(child.kill());
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(LOOKS.min(patience));
    }
}
