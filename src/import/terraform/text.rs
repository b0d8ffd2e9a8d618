//! From the bytes of a file to the JSON in it. Real files come as UTF-16, with a mark before them, and
//! wrapped in the log of the job that wrote them.

use serde_json::value::RawValue;

use crate::input::{Diagnostics, FileId, InputError, InputErrorKind, Node, Span, read_json};

/// The JSON of a file.
#[derive(Debug)]
pub(in crate::import) struct Extracted {
    pub node: Node,
    /// There is other text around it, which was not read.
    pub is_wrapped: bool,
}

/// The text of a file, whatever its encoding.
///
/// # Errors
/// What it is instead of text, in words that fit behind "cannot read `x`: ".
pub(in crate::import) fn decode(bytes: &[u8]) -> Result<String, String> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(
            "it is a plan as Terraform saves it, which only Terraform reads; run `terraform show -json FILE` and pass what that prints"
                .to_owned(),
        );
    }
    let (is_utf16, is_big, rest) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (true, false, rest),
        [0xFE, 0xFF, rest @ ..] => (true, true, rest),
        [0, low, ..] if *low != 0 => (true, true, bytes),
        [low, 0, ..] if *low != 0 => (true, false, bytes),
        _ => (false, false, bytes),
    };
    if !is_utf16 {
        let rest = rest.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(rest);
        return String::from_utf8(rest.to_vec()).map_err(|error| {
            format!(
                "it is neither UTF-8 nor UTF-16 from byte {} on",
                error.utf8_error().valid_up_to()
            )
        });
    }
    if rest.len() % 2 == 1 {
        return Err("it begins as UTF-16 and is cut off within a character".to_owned());
    }
    let units = rest.chunks_exact(2).map(|pair| match (pair, is_big) {
        ([high, low], true) => u16::from_be_bytes([*high, *low]),
        ([low, high], false) => u16::from_le_bytes([*low, *high]),
        _ => 0,
    });
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| "it begins as UTF-16 and does not go on as such".to_owned())
        .map(|text| match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
}

/// Finds the JSON in a text: the whole of it, or what stands in a log.
///
/// # Errors
/// Why there is none, with the place at which it ends to be JSON.
pub(in crate::import) fn extract(file: FileId, text: &str) -> Result<Extracted, InputError> {
    let begin = text.len() - text.trim_start().len();
    if text.trim().is_empty() {
        return Err(InputError::new(
            InputErrorKind::Syntax,
            Span::new(file, 0, 0),
            "this file is empty",
        )
        .help("pass what `terraform show -json` prints"));
    }
    // `[command]` at the head of a log is no list.
    let whole = first_value(text, begin).filter(|_| text.trim_start().starts_with(['{', '[']));
    if whole.is_some() || text.trim_start().starts_with('{') {
        let end = whole.ok_or_else(|| broken(file, text, begin))?;
        let node = read(file, text, begin, end)?;
        let is_wrapped = !text.get(end..).unwrap_or("").trim().is_empty();
        if is_wrapped {
            told_as_it_runs(&node)?;
        }
        return Ok(Extracted { node, is_wrapped });
    }
    // A log: the first line that begins a document is the one; what repeats it is not read.
    let mut at = 0;
    let mut cut_off = None;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if !line.trim_start().starts_with('{') {
            continue;
        }
        match first_value(text, start) {
            Some(end) => {
                let node = read(file, text, start, end)?;
                told_as_it_runs(&node)?;
                if is_ours(&node) {
                    return Ok(Extracted {
                        node,
                        is_wrapped: true,
                    });
                }
            }
            None => cut_off = cut_off.or(Some(start)),
        }
    }
    Err(match cut_off {
        Some(start) => broken(file, text, start),
        None => InputError::new(
            InputErrorKind::Syntax,
            Span::new(file, begin as u32, begin as u32),
            "this is not JSON, and no line of it begins a plan or a state",
        )
        .help("pass what `terraform show -json` prints"),
    })
}

/// Whether an object is what we read.
fn is_ours(node: &Node) -> bool {
    ["format_version", "resource_changes", "planned_values"]
        .iter()
        .any(|key| node.get(key).is_some())
        || (node.get("version").is_some() && node.get("resources").is_some())
}

/// Refuses the lines that `terraform plan -json` prints while it works: they hold no values.
fn told_as_it_runs(node: &Node) -> Result<(), InputError> {
    match node.get("@level").or(node.get("@message")) {
        None => Ok(()),
        Some(_) => Err(InputError::new(
            InputErrorKind::BadValue,
            node.span,
            "these are the messages of `terraform plan -json`, not a plan",
        )
        .help("save the plan with `-out`, and pass what `terraform show -json` prints of it")),
    }
}

/// The end of the JSON value that begins at a byte.
fn first_value(text: &str, begin: usize) -> Option<usize> {
    let rest = text.get(begin..)?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    values.next()?.ok()?;
    Some(begin + values.byte_offset())
}

fn read(file: FileId, text: &str, begin: usize, end: usize) -> Result<Node, InputError> {
    let mut errors = Diagnostics::new();
    let part = text.get(begin..end).unwrap_or("");
    read_json(file, part, begin as u32, &mut errors).ok_or_else(|| first(file, errors))
}

fn broken(file: FileId, text: &str, begin: usize) -> InputError {
    let mut errors = Diagnostics::new();
    let rest = text.get(begin..).unwrap_or("");
    let _ = read_json(file, rest, begin as u32, &mut errors);
    first(file, errors)
}

fn first(file: FileId, errors: Diagnostics) -> InputError {
    errors.into_sorted().into_iter().next().unwrap_or_else(|| {
        InputError::new(
            InputErrorKind::Syntax,
            Span::new(file, 0, 0),
            "this is not JSON",
        )
    })
}
