//! Flows in bulk, one a line: read in parallel, and each distinct line once.

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::super::problems::Problems;
use super::super::raw::{OneOrMany, RawFlow, Text};
use super::defaults::Inherited;
use super::ids;
use crate::estate::formats;
use crate::estate::model::{FlowRecord, ShapeIx};
use crate::estate::resolve::intern::{FlowList, Shapes};
use crate::estate::resolve::lookup::{Known, Resolver};
use crate::estate::resolve::ndjson::{Rest, take_apart};
use crate::input::{
    Diagnostics, FileId, InputError, InputErrorKind, Span, check_shape, decode, limits, read_json,
};

/// A piece of a file has at least this many bytes, so that what its lines have in common is worth
/// remembering.
const LEAST: usize = 1 << 20;
/// So many wrong lines are looked at to find as many errors as are listed: more are needed only
/// where lines are wrong because of another file.
const LOOKED_AT: usize = limits::MAX_ERRORS_SHOWN * 10;

/// Reads the flows of a file into the list.
pub(super) fn read(
    file: FileId,
    text: &str,
    known: Known<'_>,
    inherited: Inherited<'_>,
    flows: &mut FlowList,
    problems: &mut Problems,
) {
    let pieces: Vec<Piece<'_>> = split(text)
        .into_par_iter()
        .map(|(start, text)| {
            let mut piece = Piece::new(file, known, inherited);
            piece.lines(start, text);
            piece
        })
        .collect();
    let mut wrong: Vec<Span> = Vec::new();
    for piece in pieces {
        let numbers: Vec<ShapeIx> = piece
            .shapes
            .into_iter()
            .map(|shape| flows.shape(shape))
            .collect();
        flows.append(
            piece
                .flows
                .into_iter()
                .filter_map(|flow| {
                    Some(FlowRecord {
                        shape: *numbers.get(flow.shape.index())?,
                        ..flow
                    })
                })
                .collect(),
        );
        wrong.extend(piece.wrong);
    }
    let mut listed = 0;
    for span in wrong.iter().take(LOOKED_AT) {
        if listed == limits::MAX_ERRORS_SHOWN {
            break;
        }
        let line = text.get(span.range()).unwrap_or("");
        let errors = errors_of(line, *span, known, inherited);
        if !errors.is_empty() {
            listed += 1;
        }
        problems.extend(errors);
    }
    if known.broken.is_empty() {
        problems.more_lines(file, wrong.len() - listed);
    }
}

/// The text in pieces of whole lines, each with its first byte: two for each thread, as they learn
/// nothing from each other. The result does not depend on where they end.
fn split(text: &str) -> Vec<(usize, &str)> {
    let size = (text.len() / (rayon::current_num_threads() * 2)).max(LEAST);
    let mut pieces = Vec::new();
    let (mut start, mut rest) = (0, text);
    while !rest.is_empty() {
        let end = rest
            .as_bytes()
            .get(size..)
            .and_then(|after| after.iter().position(|byte| *byte == b'\n'))
            .map_or(rest.len(), |at| size + at + 1);
        // A line's end is a whole character.
        let Some((piece, after)) = rest.split_at_checked(end) else {
            break;
        };
        pieces.push((start, piece));
        start += end;
        rest = after;
    }
    pieces
}

/// What was read for a rest: the shape of its flows, and their name where that is part of it.
type Found = Option<(ShapeIx, Option<Box<str>>)>;

/// A piece of a file, while it is read and after.
struct Piece<'t> {
    file: FileId,
    resolver: Resolver<'t>,
    inherited: Inherited<'t>,
    seen: HashMap<Rest<'t>, Found>,
    shapes: Shapes,
    flows: Vec<FlowRecord>,
    /// Lines that are wrong, in order.
    wrong: Vec<Span>,
}

impl<'t> Piece<'t> {
    fn new(file: FileId, known: Known<'t>, inherited: Inherited<'t>) -> Self {
        Self {
            file,
            resolver: Resolver::quiet(known),
            inherited,
            seen: HashMap::default(),
            shapes: Shapes::default(),
            flows: Vec::new(),
            wrong: Vec::new(),
        }
    }

    fn lines(&mut self, start: usize, text: &'t str) {
        let mut at = start;
        for line in text.split_inclusive('\n') {
            let words = line.trim_ascii_start();
            let first = at + line.len() - words.len();
            let words = words.trim_ascii_end();
            if !words.is_empty() {
                self.line(
                    words,
                    Span::new(self.file, first as u32, (first + words.len()) as u32),
                );
            }
            at += line.len();
        }
        self.seen = HashMap::default();
    }

    fn line(&mut self, line: &'t str, span: Span) {
        if line.len() > limits::MAX_LINE_BYTES {
            self.wrong.push(span);
            return;
        }
        let Some(parts) = take_apart(line) else {
            match self.parse(line) {
                Some((shape, raw)) => {
                    let name = raw.name.map(|name| name.value.into_boxed_str());
                    self.found(raw.id.value.into(), name, shape, span);
                }
                None => self.wrong.push(span),
            }
            return;
        };
        let own_name = |in_rest: Option<Box<str>>| parts.name.map(Box::from).or(in_rest);
        match self.seen.get(&parts.rest) {
            Some(Some((shape, name))) => {
                let (shape, name) = (*shape, name.clone());
                self.found(parts.id.into(), own_name(name), shape, span);
            }
            Some(None) => self.wrong.push(span),
            None => {
                let found = self.parse(line).map(|(shape, raw)| {
                    let in_rest = raw.name.filter(|_| parts.name.is_none());
                    (shape, in_rest.map(|name| name.value.into_boxed_str()))
                });
                match &found {
                    Some((shape, name)) => {
                        self.found(parts.id.into(), own_name(name.clone()), *shape, span)
                    }
                    None => self.wrong.push(span),
                }
                self.seen.insert(parts.rest, found);
            }
        }
    }

    fn found(&mut self, id: Arc<str>, name: Option<Box<str>>, shape: ShapeIx, span: Span) {
        self.flows.push(FlowRecord {
            id,
            name,
            shape,
            span,
            places: None,
        });
    }

    /// What a line declares; `None` when anything in it is wrong.
    fn parse(&mut self, line: &str) -> Option<(ShapeIx, RawFlow)> {
        let raw = match serde_json::from_str::<RawFlow>(line) {
            Ok(raw) if is_in_shape(line, &raw) => raw,
            _ => {
                let mut errors = Diagnostics::new();
                in_full(self.file, line, 0, &mut errors).filter(|_| errors.is_empty())?
            }
        };
        let is_id = ids::is_id(&raw.id.value);
        let flow = self.resolver.flow(&raw, None, self.inherited);
        let (shape, _) = flow.filter(|_| is_id)?;
        Some((
            ShapeIx(self.shapes.insert_full(Arc::new(shape)).0 as u32),
            raw,
        ))
    }
}

/// Whether what was read at once is in shape beyond doubt. The quick reader would also take lists
/// for maps and maps for words, which the count of opening brackets shows, and blank texts.
fn is_in_shape(line: &str, raw: &RawFlow) -> bool {
    let maps = 1
        + usize::from(raw.consent.is_some())
        + usize::from(raw.marketing.is_some())
        + usize::from(raw.device_storage.is_some())
        + usize::from(raw.decision.is_some());
    let is_text = |text: &Text| !text.value.trim().is_empty();
    let are_texts = |list: &OneOrMany<Text>| list.iter().all(is_text);
    line.matches('{').count() == maps
        && line.starts_with('{')
        && raw.name.as_ref().is_none_or(is_text)
        && [&raw.necessary_for, &raw.basis_in_law, &raw.less_intrusive]
            .into_iter()
            .all(|text| text.as_ref().is_none_or(is_text))
        && raw
            .decision
            .as_ref()
            .is_none_or(|decision| is_text(&decision.about))
        && raw
            .consent
            .as_ref()
            .is_none_or(|consent| are_texts(&consent.bundled_with))
        && are_texts(&raw.evidence)
}

/// Reads a line the long way: as a tree that is checked against the rules, with stand-ins for what
/// is wrong.
fn in_full(file: FileId, line: &str, start: u32, errors: &mut Diagnostics) -> Option<RawFlow> {
    let mut node = read_json(file, line, start, errors)?;
    check_shape(&mut node, &formats::FLOW, errors);
    match decode(&node) {
        Ok(raw) => Some(raw),
        Err(error) => {
            if errors.is_empty() {
                errors.push(error);
            }
            None
        }
    }
}

/// What is wrong with a line.
fn errors_of(
    line: &str,
    span: Span,
    known: Known<'_>,
    inherited: Inherited<'_>,
) -> Vec<InputError> {
    if line.len() > limits::MAX_LINE_BYTES {
        let error = InputError::new(
            InputErrorKind::Limit,
            Span::new(span.file, span.start, span.start),
            format!(
                "this line has {} bytes; a line may have {}",
                line.len(),
                limits::MAX_LINE_BYTES
            ),
        );
        return vec![error];
    }
    let mut errors = Diagnostics::new();
    let mut resolver = Resolver::new(known);
    if let Some(raw) = in_full(span.file, line, span.start, &mut errors) {
        resolver.extend(ids::fault(&raw.id));
        resolver.flow(&raw, None, inherited);
    }
    errors.extend(resolver.into_errors());
    errors.into_sorted()
}
