//! A file as it is given to the importers. Real files come as UTF-16 and with a byte order mark.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::begin::Begin;
use crate::input::FileId;

/// What a call says in addition to the files that it names.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Regions in which templates are deployed that do not say where themselves, one for each cloud.
    pub regions: Vec<String>,
}

/// A file to import: its bytes, and the text in them.
#[derive(Debug)]
pub struct ImportSource<'b> {
    /// The id under which its text is shown.
    pub file: FileId,
    /// Its path as it is shown.
    pub path: &'b str,
    /// Its text, whatever its encoding, or what it is instead.
    pub text: Result<Cow<'b, str>, NotText>,
    /// What the call says in addition to it.
    pub options: &'b Options,
    begin: OnceLock<Begin>,
}

/// What a file is instead of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// A plan as Terraform saves it, which is a ZIP archive.
    #[error("it is a ZIP archive")]
    Archive,
    /// A file that was compressed.
    #[error("it is compressed ({0})")]
    Compressed(&'static str),
    /// A file for machines: a picture, a program, an archive.
    #[error("it is {0}")]
    Binary(&'static str),
    /// UTF-8 up to a byte.
    #[error("it is neither UTF-8 nor UTF-16 from byte {0} on")]
    NeitherFrom(usize),
    /// An odd number of bytes of UTF-16.
    #[error("it begins as UTF-16 and is cut off within a character")]
    CutOff,
    /// UTF-16 that was taken for another encoding on its way, as by a redirect of PowerShell.
    #[error("it is text in UTF-16 that was taken for another encoding on its way")]
    Mistaken,
    /// Half of a surrogate pair.
    #[error("it begins as UTF-16 and does not go on as such")]
    BrokenUtf16,
}

impl NotText {
    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Archive => "run `terraform show -json FILE` and pass what that prints",
            Self::Compressed(_) => "unpack it, and pass the file in it",
            Self::Binary(_) => {
                "pass what is deployed: a plan as `terraform show -json` prints it, a template, manifests, or an inventory of the cloud"
            }
            Self::NeitherFrom(_) | Self::CutOff | Self::Mistaken | Self::BrokenUtf16 => {
                "write it as UTF-8; in PowerShell: `terraform show -json plan.out | Out-File -Encoding utf8 plan.json`"
            }
        }
    }
}

impl<'b> ImportSource<'b> {
    /// A file of which `bytes` are the content.
    pub fn new(file: FileId, path: &'b str, bytes: &'b [u8], options: &'b Options) -> Self {
        Self {
            file,
            path,
            text: decode(bytes),
            options,
            begin: OnceLock::new(),
        }
    }

    /// How its text begins.
    pub(super) fn begin(&self) -> &Begin {
        self.begin.get_or_init(|| Begin::of(self.text_or_empty()))
    }

    /// The text; empty where there is none.
    pub fn text_or_empty(&self) -> &str {
        self.text.as_deref().unwrap_or("")
    }
}

/// What begins a file that is no text, and what it is.
const BEGINNINGS: [(&[u8], NotText); 16] = [
    (b"\x1f\x8b", NotText::Compressed("gzip")),
    (b"BZh", NotText::Compressed("bzip2")),
    (b"\xfd7zXZ\0", NotText::Compressed("xz")),
    (b"\x28\xb5\x2f\xfd", NotText::Compressed("zstd")),
    (b"7z\xbc\xaf", NotText::Compressed("7-Zip")),
    (b"PK\x03\x04", NotText::Compressed("ZIP")),
    (b"\x89PNG", NotText::Binary("a picture (PNG)")),
    (b"\xff\xd8\xff", NotText::Binary("a picture (JPEG)")),
    (b"GIF8", NotText::Binary("a picture (GIF)")),
    (b"%PDF-", NotText::Binary("a document (PDF)")),
    (b"\x7fELF", NotText::Binary("a program")),
    (b"MZ\x90\0", NotText::Binary("a program")),
    (b"\0asm", NotText::Binary("a program")),
    (b"\xca\xfe\xba\xbe", NotText::Binary("a program")),
    (
        b"\0GITCRYPT\0",
        NotText::Binary("encrypted (git-crypt): unlock the repository first"),
    ),
    (b"SQLite format 3\0", NotText::Binary("a database (SQLite)")),
];
/// Where an archive of `tar` says that it is one.
const TAR: std::ops::Range<usize> = 257..262;
/// Where the name of the first file of a ZIP archive begins, behind its length; and that name in a plan as
/// Terraform saves it.
const FIRST_NAME: usize = 30;
const SAVED_PLAN: &[u8] = b"tfplan";

/// What a file for machines is.
fn machine_file(bytes: &[u8]) -> Option<NotText> {
    let known = BEGINNINGS
        .iter()
        .find(|(begin, _)| bytes.starts_with(begin));
    // One that breaks off before it has a name may be a plan.
    let is_plan = || {
        let name = bytes.get(FIRST_NAME..).unwrap_or(&[]);
        let length = bytes
            .get(FIRST_NAME - 4)
            .map_or(0, |length| usize::from(*length));
        let name = name.get(..length).unwrap_or(name);
        name.is_empty() || name == SAVED_PLAN
    };
    match known {
        Some((b"PK\x03\x04", _)) if is_plan() => Some(NotText::Archive),
        Some((_, what)) => Some(*what),
        None if bytes.get(TAR) == Some(b"ustar") => Some(NotText::Binary("an archive of `tar`")),
        None => None,
    }
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    if let Some(what) = machine_file(bytes) {
        return Err(what);
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
        let text =
            std::str::from_utf8(rest).map_err(|error| NotText::NeitherFrom(error.valid_up_to()))?;
        // Of UTF-16 nearly every second byte is zero, and of a text none.
        let nuls = text.bytes().filter(|byte| *byte == 0).count();
        if let Some(at) = text.find('\0').filter(|_| nuls < text.len() / 4) {
            return Err(NotText::NeitherFrom(at));
        }
        // The mark of UTF-16, read as Windows-1252 or not at all, or every second byte of it.
        if text.contains('\0')
            || ["ÿþ", "þÿ", "\u{fffd}\u{fffd}"]
                .iter()
                .any(|mark| text.starts_with(mark))
        {
            return Err(NotText::Mistaken);
        }
        return Ok(Cow::Borrowed(text));
    }
    if rest.len() % 2 == 1 {
        return Err(NotText::CutOff);
    }
    let units = rest.chunks_exact(2).map(|pair| match (pair, is_big) {
        ([high, low], true) => u16::from_be_bytes([*high, *low]),
        ([low, high], false) => u16::from_le_bytes([*low, *high]),
        _ => 0,
    });
    let text = char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| NotText::BrokenUtf16)?;
    Ok(Cow::Owned(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }))
}
