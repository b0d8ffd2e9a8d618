//! The fonts of a page: which letters the codes of a text are, and how wide it is.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Encoding, Object};

use super::super::{DocumentFault, MAX_UNPACKED};
use super::fault;

/// The width of a letter whose font does not state it, in thousandths of the size.
const USUAL: f32 = 500.0;

/// A font.
#[derive(Debug)]
pub(super) struct Font<'d> {
    encoding: Option<Encoding<'d>>,
    /// Whether a code has two bytes.
    is_wide: bool,
    widths: BTreeMap<u32, f32>,
    usual: f32,
    /// Whether it is bold, by its name.
    pub(super) is_bold: bool,
}

impl<'d> Font<'d> {
    /// A font by its dictionary; letters by what the font says of Unicode, or else by its encoding.
    pub(super) fn of(font: &'d Dictionary, pdf: &'d Pdf) -> Result<Self, DocumentFault> {
        let limit = MAX_UNPACKED as usize;
        let is_wide = matches!(font.get(b"Subtype").and_then(Object::as_name), Ok(b"Type0"));
        let encoding = font.get_font_encoding_with_limit(pdf, limit);
        let encoding = match encoding {
            Ok(encoding) => Some(encoding),
            Err(lopdf::Error::Decompress(error)) => return Err(fault(error.into())),
            Err(_) => None,
        };
        let name = font.get_deref(b"BaseFont", pdf).and_then(Object::as_name);
        let name = String::from_utf8_lossy(name.unwrap_or(b"")).to_lowercase();
        let is_bold = ["bold", "black", "heavy", "semibd"]
            .iter()
            .any(|it| name.contains(it));
        let (widths, usual) = if is_wide {
            wide(font, pdf)
        } else {
            (simple(font, pdf), USUAL)
        };
        Ok(Self {
            encoding,
            is_wide,
            widths,
            usual,
            is_bold,
        })
    }

    /// The letters of some codes.
    pub(super) fn letters(&self, codes: &[u8]) -> String {
        let letters = self.encoding.as_ref().map(|it| it.bytes_to_string(codes));
        match letters {
            Some(Ok(letters)) => letters,
            _ => codes.iter().map(|_| char::REPLACEMENT_CHARACTER).collect(),
        }
    }

    /// The width of some codes in thousandths of the size, and how many there are, with the spaces among them.
    pub(super) fn width(&self, codes: &[u8]) -> (f32, usize, usize) {
        let step = if self.is_wide { 2 } else { 1 };
        let (mut width, mut count, mut spaces) = (0.0, 0, 0);
        for code in codes.chunks(step) {
            let number = code.iter().fold(0, |all, byte| all << 8 | u32::from(*byte));
            width += self.widths.get(&number).copied().unwrap_or(self.usual);
            count += 1;
            spaces += usize::from(code == [b' ']);
        }
        (width, count, spaces)
    }
}

fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|it| it.is_finite())
}

/// The widths of a font with codes of a byte.
fn simple(font: &Dictionary, pdf: &Pdf) -> BTreeMap<u32, f32> {
    let first = font.get_deref(b"FirstChar", pdf).and_then(Object::as_i64);
    let first = u32::try_from(first.unwrap_or(0)).unwrap_or(0);
    let widths = font.get_deref(b"Widths", pdf).and_then(Object::as_array);
    let Ok(widths) = widths else {
        return BTreeMap::new();
    };
    let widths = widths.iter().take(256).enumerate();
    widths
        .filter_map(|(at, width)| {
            let (_, width) = pdf.dereference(width).ok()?;
            Some((first.saturating_add(at as u32), number(width)?))
        })
        .collect()
}

/// The widths of a font whose letters another font describes, and the usual one.
fn wide(font: &Dictionary, pdf: &Pdf) -> (BTreeMap<u32, f32>, f32) {
    let mut widths = BTreeMap::new();
    let below = font
        .get_deref(b"DescendantFonts", pdf)
        .and_then(Object::as_array);
    let below = below
        .ok()
        .and_then(|all| pdf.dereference(all.first()?).ok());
    let Some(Ok(below)) = below.map(|(_, it)| it.as_dict()) else {
        return (widths, 1000.0);
    };
    let usual = below.get_deref(b"DW", pdf).ok().and_then(number);
    if let Ok(all) = below.get_deref(b"W", pdf).and_then(Object::as_array) {
        let mut all = all
            .iter()
            .filter_map(|it| Some(pdf.dereference(it).ok()?.1));
        // `c [w w ...]`, or `first last w`.
        while let (Some(first), Some(next)) = (all.next(), all.next()) {
            let Some(first) = first.as_i64().ok().and_then(|it| u32::try_from(it).ok()) else {
                break;
            };
            if let Ok(list) = next.as_array() {
                for (at, width) in list.iter().enumerate().take(65_536) {
                    widths.extend(number(width).map(|it| (first.saturating_add(at as u32), it)));
                }
            } else if let (Ok(last), Some(width)) = (next.as_i64(), all.next().and_then(number)) {
                let last = u32::try_from(last.clamp(0, 65_535)).unwrap_or(0);
                widths.extend((first..=last).map(|code| (code, width)));
            }
        }
    }
    (widths, usual.unwrap_or(1000.0))
}
