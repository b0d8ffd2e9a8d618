//! What a page draws: its texts with their places, in the order in which they are drawn.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, content::Content};

use super::super::{DocumentFault, MAX_OPERANDS, MAX_OPERATIONS, MAX_TEXT_BYTES, MAX_UNPACKED};
use super::fault;
use super::font::Font;
use super::operands;

/// A text that is drawn at once.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Where it begins and ends, from the left.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its height above the bottom of the page.
    pub(super) base: f32,
    /// The size of its letters.
    pub(super) size: f32,
    /// Whether its letters are bold.
    pub(super) is_bold: bool,
    /// Its letters.
    pub(super) text: String,
}

/// A matrix: `[a b c d e f]`.
type Matrix = [f32; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What is done first, then what comes after.
fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// How deep forms may contain forms.
const MAX_FORMS: usize = 8;

/// The state of what draws text.
#[derive(Debug, Clone)]
struct State<'n> {
    page: Matrix,
    font: Option<&'n [u8]>,
    size: f32,
    leading: f32,
    /// What is added after each letter, and after each space.
    spacing: (f32, f32),
    /// How wide letters are drawn, 1 by default.
    scale: f32,
    /// Whether letters are drawn at all.
    is_hidden: bool,
}

/// Reads pages, within limits that hold for all of them together.
#[derive(Debug)]
pub(super) struct Reader<'d> {
    pdf: &'d Pdf,
    operations: usize,
    bytes: usize,
    unpacked: usize,
}

impl<'d> Reader<'d> {
    pub(super) fn new(pdf: &'d Pdf) -> Self {
        Self {
            pdf,
            operations: 0,
            bytes: 0,
            unpacked: MAX_UNPACKED as usize,
        }
    }

    /// The texts of a page.
    pub(super) fn page(&mut self, page: ObjectId) -> Result<Vec<Run>, DocumentFault> {
        let content = self.pdf.get_page_content_with_limit(page, self.unpacked);
        let content = content.map_err(fault)?;
        self.unpacked = self.unpacked.saturating_sub(content.len());
        let fonts = self.pdf.get_page_fonts(page).map_err(fault)?;
        let (own, inherited) = self.pdf.get_page_resources(page).map_err(fault)?;
        let inherited = inherited
            .iter()
            .filter_map(|id| self.pdf.get_dictionary(*id).ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
        let mut runs = Vec::new();
        self.draw((&content, &fonts, &resources), UNIT, 0, &mut runs)?;
        Ok(runs)
    }

    fn draw(
        &mut self,
        (content, fonts, resources): (&[u8], &BTreeMap<Vec<u8>, &Dictionary>, &[&Dictionary]),
        page: Matrix,
        depth: usize,
        runs: &mut Vec<Run>,
    ) -> Result<(), DocumentFault> {
        if operands::most(content) > MAX_OPERANDS {
            let most = format!("{MAX_OPERANDS} operands of one thing drawn");
            return Err(DocumentFault::TooLarge(most));
        }
        let mut known = BTreeMap::new();
        for (name, font) in fonts {
            // What a font says of Unicode comes before its encoding, which names shapes.
            known.insert(name.clone(), self.explained(font));
        }
        let mut fonts = BTreeMap::new();
        for (name, font) in &known {
            fonts.insert(name.as_slice(), Font::of(font, self.pdf)?);
        }
        let mut pen = Pen::new(page);
        // An operation takes many times its bytes: each is let go of before the next is read.
        for operation in Content::decode_iter(content) {
            let operation = operation.map_err(fault)?;
            self.operations += 1;
            if self.operations > MAX_OPERATIONS {
                let most = format!("{MAX_OPERATIONS} things drawn");
                return Err(DocumentFault::TooLarge(most));
            }
            let operands = operation.operands.as_slice();
            if operation.operator == "Do" {
                self.form(operands, resources, (pen.state.page, depth), runs)?;
                continue;
            }
            for text in pen.operation(&operation.operator, operands, &fonts) {
                self.bytes += text.text.len();
                if self.bytes > MAX_TEXT_BYTES {
                    let most = MAX_TEXT_BYTES >> 10;
                    return Err(DocumentFault::TooLarge(format!("{most} KiB of text")));
                }
                runs.push(text);
            }
        }
        Ok(())
    }

    /// A font without the encoding that says less than its table of Unicode.
    fn explained(&self, font: &Dictionary) -> Dictionary {
        let mut font = font.clone();
        let has_table = font
            .get_deref(b"ToUnicode", self.pdf)
            .and_then(Object::as_stream);
        let is_simple = !matches!(font.get(b"Subtype").and_then(Object::as_name), Ok(b"Type0"));
        if has_table.is_ok() && is_simple {
            font.remove(b"Encoding");
        }
        font
    }

    /// Draws what a page has as a form.
    fn form(
        &mut self,
        operands: &[Object],
        resources: &[&Dictionary],
        (page, depth): (Matrix, usize),
        runs: &mut Vec<Run>,
    ) -> Result<(), DocumentFault> {
        let pdf = self.pdf;
        let Some(name) = operands.first().and_then(|it| it.as_name().ok()) else {
            return Ok(());
        };
        let found = resources.iter().find_map(|resources| {
            let all = pdf.get_dict_in_dict(resources, b"XObject").ok()?;
            all.get_deref(name, pdf).ok()?.as_stream().ok()
        });
        let Some(form) = found.filter(|_| depth < MAX_FORMS) else {
            return Ok(());
        };
        if !matches!(
            form.dict.get(b"Subtype").and_then(Object::as_name),
            Ok(b"Form")
        ) {
            return Ok(());
        }
        let content = form
            .get_plain_content_with_limit(self.unpacked)
            .map_err(fault)?;
        self.unpacked = self.unpacked.saturating_sub(content.len());
        let own = pdf.get_dict_in_dict(&form.dict, b"Resources");
        let resources: Vec<&Dictionary> =
            own.into_iter().chain(resources.iter().copied()).collect();
        let mut fonts = BTreeMap::new();
        for resources in resources.iter().rev() {
            let Ok(all) = pdf.get_dict_in_dict(resources, b"Font") else {
                continue;
            };
            for (name, _) in all.iter() {
                if let Ok(font) = all.get_deref(name, pdf).and_then(Object::as_dict) {
                    fonts.insert(name.clone(), font);
                }
            }
        }
        let own = form
            .dict
            .get_deref(b"Matrix", pdf)
            .and_then(Object::as_array);
        let own = own.ok().and_then(|all| matrix(all)).unwrap_or(UNIT);
        self.draw(
            (&content, &fonts, &resources),
            then(own, page),
            depth + 1,
            runs,
        )
    }
}

/// The numbers of an operation.
fn numbers(operands: &[Object]) -> Vec<f32> {
    let numbers = operands.iter().map(|it| it.as_float().unwrap_or(0.0));
    numbers
        .map(|it| if it.is_finite() { it } else { 0.0 })
        .collect()
}

fn matrix(operands: &[Object]) -> Option<Matrix> {
    numbers(operands).get(..6)?.try_into().ok()
}

/// What draws.
struct Pen<'n> {
    state: State<'n>,
    saved: Vec<State<'n>>,
    line: Matrix,
    text: Matrix,
}

/// How many states may be kept aside.
const MAX_SAVED: usize = 256;

impl<'n> Pen<'n> {
    fn new(page: Matrix) -> Self {
        Self {
            state: State {
                page,
                font: None,
                size: 0.0,
                leading: 0.0,
                spacing: (0.0, 0.0),
                scale: 1.0,
                is_hidden: false,
            },
            saved: Vec::new(),
            line: UNIT,
            text: UNIT,
        }
    }

    fn operation(
        &mut self,
        operator: &str,
        operands: &[Object],
        fonts: &BTreeMap<&'n [u8], Font<'_>>,
    ) -> Vec<Run> {
        let numbers = numbers(operands);
        let number = |at: usize| numbers.get(at).copied().unwrap_or(0.0);
        match operator {
            "q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.page = then(matrix, self.state.page);
                }
            }
            "BT" => (self.line, self.text) = (UNIT, UNIT),
            "Tf" => {
                let name = operands.first().and_then(|it| it.as_name().ok());
                let known = name.and_then(|name| fonts.get_key_value(name));
                self.state.font = known.map(|(name, _)| *name);
                self.state.size = number(1);
            }
            "TL" => self.state.leading = number(0),
            "Tc" => self.state.spacing.0 = number(0),
            "Tw" => self.state.spacing.1 = number(0),
            "Tz" => self.state.scale = number(0) / 100.0,
            "Tr" => self.state.is_hidden = number(0) == 7.0,
            "Tm" => self.to(matrix(operands).unwrap_or(UNIT)),
            "Td" => self.next(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next(number(0), number(1));
            }
            "T*" => self.next(0.0, -self.state.leading),
            "Tj" => return self.show(operands, fonts),
            "'" | "\"" => {
                if operator == "\"" {
                    self.state.spacing = (number(1), number(0));
                }
                self.next(0.0, -self.state.leading);
                return self.show(operands.last().map_or(&[], std::slice::from_ref), fonts);
            }
            "TJ" => {
                let parts = operands.first().and_then(|it| it.as_array().ok());
                return self.show(parts.map_or(&[][..], Vec::as_slice), fonts);
            }
            _ => {}
        }
        Vec::new()
    }

    fn to(&mut self, matrix: Matrix) {
        (self.line, self.text) = (matrix, matrix);
    }

    fn next(&mut self, x: f32, y: f32) {
        self.to(then([1.0, 0.0, 0.0, 1.0, x, y], self.line));
    }

    /// Texts, and numbers by which the next is moved.
    fn show(&mut self, parts: &[Object], fonts: &BTreeMap<&[u8], Font<'_>>) -> Vec<Run> {
        let mut runs = Vec::new();
        let Some(font) = self.state.font.and_then(|name| fonts.get(name)) else {
            return runs;
        };
        for part in parts {
            if let Ok(codes) = part.as_str() {
                let from = then(self.text, self.state.page);
                let (width, count, spaces) = font.width(codes);
                let State { spacing, size, .. } = self.state;
                let width =
                    width / 1000.0 * size + spacing.0 * count as f32 + spacing.1 * spaces as f32;
                self.advance(width);
                let to = then(self.text, self.state.page);
                // Text that runs upwards is on the edge of a page.
                let is_level = from[0].abs() >= from[1].abs();
                if is_level && !self.state.is_hidden {
                    runs.push(Run {
                        left: from[4],
                        right: to[4],
                        base: from[5],
                        size: (size * from[3]).abs().max(0.1),
                        is_bold: font.is_bold,
                        text: font.letters(codes),
                    });
                }
            } else if let Ok(back) = part.as_float() {
                self.advance(-back / 1000.0 * self.state.size);
            }
        }
        runs
    }

    fn advance(&mut self, width: f32) {
        let x = width * self.state.scale;
        self.text = then([1.0, 0.0, 0.0, 1.0, x, 0.0], self.text);
    }
}
