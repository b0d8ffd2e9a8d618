//! A PDF: pages draw letters at places, and know neither paragraphs nor headings. `content` and `font` find which
//! letters are where, `layout` makes lines and blocks of them; `operands` bounds what is kept while a page is read.

mod content;
mod font;
mod layout;
mod operands;
#[cfg(test)]
mod tests;

use lopdf::{Document as Pdf, LoadOptions};

use super::{Document, DocumentFault, MAX_PAGES, MAX_UNPACKED, READER_THREAD};

/// How many letters that no font explains a text may have: one in so many.
const UNKNOWN: usize = 5;

/// The stack of the thread that reads: structures may be nested.
const STACK: usize = 32 * 1024 * 1024;

/// Reads a PDF. The reader is a library for files of any sort: it works in a thread of its own, so that a fault in it
/// is an error and no end of the program.
pub(super) fn read(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let broken = || DocumentFault::Damaged("its structure is broken".to_owned());
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name(READER_THREAD.to_owned());
        let builder = builder.stack_size(STACK);
        let thread = builder.spawn_scoped(scope, || pages(bytes));
        let thread = thread.map_err(|error| DocumentFault::Damaged(error.to_string()))?;
        thread.join().unwrap_or_else(|_| Err(broken()))
    })
}

fn pages(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let options = LoadOptions::with_max_decompressed_size(MAX_UNPACKED as usize);
    let pdf = Pdf::load_mem_with_options(bytes, options).map_err(fault)?;
    if pdf.is_encrypted() {
        return Err(DocumentFault::Password);
    }
    let mut reader = content::Reader::new(&pdf);
    let mut pages = Vec::new();
    for page in pdf.page_iter() {
        if pages.len() >= MAX_PAGES {
            return Err(DocumentFault::TooLarge(format!("{MAX_PAGES} pages")));
        }
        pages.push(reader.page(page)?);
    }
    let words = pages.iter().flatten().map(|run| run.text.as_str());
    let letters = words.flat_map(str::chars).filter(|c| !c.is_whitespace());
    let (mut all, mut unknown) = (0_usize, 0_usize);
    for letter in letters {
        all += 1;
        unknown += usize::from(letter == char::REPLACEMENT_CHARACTER);
    }
    if all == 0 {
        return Err(DocumentFault::Scan);
    }
    if unknown > all / UNKNOWN {
        return Err(DocumentFault::NoLetters);
    }
    let is_blank = |runs: &[content::Run]| runs.iter().all(|run| run.text.trim().is_empty());
    let blank = (1..).zip(&pages).filter(|(_, runs)| is_blank(runs));
    let without_text = blank.map(|(page, _)| page).collect();
    Ok(Document {
        without_text,
        ..layout::document(&pages)?
    })
}

/// The fault of a library's error.
fn fault(error: lopdf::Error) -> DocumentFault {
    match error {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => DocumentFault::Password,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            DocumentFault::TooLarge(format!("{} MiB when unpacked", MAX_UNPACKED >> 20))
        }
        other => DocumentFault::Damaged(other.to_string()),
    }
}
