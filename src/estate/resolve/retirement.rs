//! Flows that end though their documents do not say so.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::problems::Problems;
use crate::estate::model::{Estate, FlowShape};
use crate::estate::resolve::intern::FlowList;

/// Ends flows, each on the last day given with its id; those that end before stay as they are.
/// Shapes that no flow has any longer are removed.
pub(in crate::estate) fn retire(estate: &mut Estate, last: &BTreeMap<String, Date>) {
    if last.is_empty() {
        return;
    }
    let mut list = FlowList::default();
    let mut flows = std::mem::take(&mut estate.flows);
    let shapes = std::mem::take(&mut estate.shapes);
    // All of them again, in their order, so that each keeps its number until the list is finished.
    for shape in &shapes {
        list.shape(Arc::clone(shape));
    }
    for flow in &mut flows {
        let Some(last) = last.get(&*flow.id) else {
            continue;
        };
        if let Some(shape) = shapes.get(flow.shape.index()) {
            let mut shape = FlowShape::clone(shape);
            shape.lifecycle.period.until = Some(
                shape
                    .lifecycle
                    .period
                    .until
                    .map_or(*last, |day| day.min(*last)),
            );
            flow.shape = list.shape(Arc::new(shape));
        }
    }
    list.append(flows);
    // Nothing can be wrong here that was not before.
    (estate.shapes, estate.flows) = list.finish(&mut Problems::default());
}
