//! Running a program of the user's choice: text in, text out, within a time and a size.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::cli::errors::CliError;

/// What a program may write, in bytes.
pub const MAX_ANSWER_BYTES: u64 = 16 * 1024 * 1024;

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
    let (sender, receiver) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.take(MAX_ANSWER_BYTES + 1).read_to_end(&mut bytes);
            drop(sender.send(read.map(|_| bytes)));
        });
    }
    let bytes = receiver.recv_timeout(Duration::from_secs(seconds));
    let is_whole = matches!(&bytes, Ok(Ok(bytes)) if bytes.len() as u64 <= MAX_ANSWER_BYTES);
    if !is_whole {
        drop(child.kill());
    }
    let status = child.wait();
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
        Ok(status) if status.success() => Ok(bytes),
        Ok(status) => Err(failed(format!("failed with {status}"))),
        Err(error) => Err(failed(format!("failed: {error}"))),
    }
}
