//! The list of flows: in the order of their ids, each id once, what they declare shared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use rayon::slice::ParallelSliceMut;

use super::super::problems::Problems;
use super::super::raw::Text;
use super::ids;
use crate::estate::model::{FlowRecord, FlowShape, ShapeIx};
use crate::input::{FileId, Span, limits};

/// Shapes by the order in which they were met. They are large, and move from list to list.
pub(super) type Shapes = IndexSet<Arc<FlowShape>, RandomState>;

/// Flows as they come.
#[derive(Default)]
pub(super) struct FlowList {
    shapes: Shapes,
    flows: Vec<FlowRecord>,
    /// Ids of flows that could not be built, with their places: given twice is given twice.
    unbuilt: Vec<(Box<str>, Span)>,
}

impl FlowList {
    /// The number of a shape, for now.
    pub(super) fn shape(&mut self, shape: Arc<FlowShape>) -> ShapeIx {
        ShapeIx(self.shapes.insert_full(shape).0 as u32)
    }

    pub(super) fn push(&mut self, flow: FlowRecord) {
        self.flows.push(flow);
    }

    pub(super) fn append(&mut self, mut flows: Vec<FlowRecord>) {
        self.flows.append(&mut flows);
    }

    pub(super) fn unbuilt(&mut self, id: &Text) {
        if let Some(span) = id.span.filter(|_| !id.is_stand_in()) {
            self.unbuilt.push((id.value.as_str().into(), span));
        }
    }

    /// The shapes and flows in their final order, in which nothing of the order of the input is
    /// left: flows by id, shapes by the first flow that has them.
    pub(super) fn finish(
        mut self,
        problems: &mut Problems,
    ) -> (Vec<Arc<FlowShape>>, Vec<FlowRecord>) {
        self.flows
            .par_sort_by(|a, b| (&a.id, a.span).cmp(&(&b.id, b.span)));
        self.report_repeated(problems);
        let mut numbers: Vec<Option<u32>> = vec![None; self.shapes.len()];
        let mut order = Vec::with_capacity(self.shapes.len());
        for flow in &mut self.flows {
            if let Some(number) = numbers.get_mut(flow.shape.index()) {
                let number = number.get_or_insert_with(|| {
                    order.push(flow.shape.index());
                    order.len() as u32 - 1
                });
                flow.shape = ShapeIx(*number);
            }
        }
        let mut shapes: Vec<Option<Arc<FlowShape>>> = self.shapes.into_iter().map(Some).collect();
        let shapes = order
            .into_iter()
            .filter_map(|at| shapes.get_mut(at).and_then(Option::take))
            .collect();
        self.flows.shrink_to_fit();
        (shapes, self.flows)
    }

    /// Reports ids that were given before, for each file as many as are listed.
    fn report_repeated(&self, problems: &mut Problems) {
        let mut repeated: Vec<(Span, Span, &str)> = Vec::new();
        let unbuilt: BTreeSet<&str> = self.unbuilt.iter().map(|(id, _)| &**id).collect();
        let mut of_unbuilt: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for (id, span) in &self.unbuilt {
            of_unbuilt.entry(id).or_default().push(*span);
        }
        let mut first: Option<&FlowRecord> = None;
        for flow in &self.flows {
            if !unbuilt.is_empty() && unbuilt.contains(&*flow.id) {
                of_unbuilt.entry(&flow.id).or_default().push(flow.span);
                continue;
            }
            match first {
                Some(held) if held.id == flow.id => repeated.push((flow.span, held.span, &flow.id)),
                _ => first = Some(flow),
            }
        }
        for (id, mut spans) in of_unbuilt {
            spans.sort();
            let first = spans.first().copied();
            repeated.extend(
                spans
                    .into_iter()
                    .skip(1)
                    .filter_map(|span| Some((span, first?, id))),
            );
        }
        repeated.sort();
        let mut listed: BTreeMap<FileId, usize> = BTreeMap::new();
        for (span, first, id) in repeated {
            let count = listed.entry(span.file).or_default();
            *count += 1;
            if *count <= limits::MAX_ERRORS_SHOWN {
                problems.push(ids::twice(id, Some(span), Some(first)));
            } else {
                problems.more_lines(span.file, 1);
            }
        }
    }
}
