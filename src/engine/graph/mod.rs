//! stub
use crate::engine::movement::MovementKind; use crate::estate::model::*; use crate::taxonomy::TermId; use jiff::civil::Date;
/// s
#[derive(Debug)] pub struct DataGraph;
impl DataGraph {
 /// s
 pub fn build(_: &Estate, _: Date) -> Self { Self }
 /// s
 pub fn purposes_received(&self, _: ShapeIx) -> Vec<TermId> { vec![] }
 /// s
 pub fn without_source(&self, _: ShapeIx) -> Vec<TermId> { vec![] }
 /// s
 pub fn more_than_collected(&self, _: ShapeIx) -> Vec<TermId> { vec![] }
 /// s
 pub fn arriving(&self, _: ShapeIx, _: MovementKind) -> Vec<(Option<ServiceIx>, TermId, TermId)> { vec![] }
 /// s
 pub fn witness(&self, _: ShapeIx, _: MovementKind, _: &Estate) -> Option<String> { None }
}
