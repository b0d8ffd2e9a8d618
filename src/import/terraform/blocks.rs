//! The resources of a file by the blocks of the configuration that they are instances of. A block may have as
//! many instances as there are resources, and there may be as many blocks: what is kept of each is its position
//! in three orders.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::address::last_index;
use super::document::Instance;

/// Resources by block.
#[derive(Debug)]
pub(super) struct Blocks<'a, 'n> {
    instances: &'a [Instance<'n>],
    /// The modules without keys, by their names.
    numbers: BTreeMap<String, u32>,
    /// The module of each resource, by its number.
    modules: Vec<u32>,
    /// By block.
    by_block: Vec<u32>,
    /// By block and by the instance of the module.
    by_place: Vec<u32>,
    /// Those with a key, by block and key.
    by_key: Vec<u32>,
}

/// A block: its module, its type and its name.
type Block<'b> = (u32, &'b str, &'b str);

impl<'a, 'n> Blocks<'a, 'n> {
    pub fn new(instances: &'a [Instance<'n>]) -> Self {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut modules = Vec::with_capacity(instances.len());
        for instance in instances {
            let next = numbers.len() as u32;
            let number = numbers.entry(instance.modules().join(".")).or_insert(next);
            modules.push(*number);
        }
        let all = 0..instances.len() as u32;
        let mut this = Self {
            instances,
            numbers,
            modules,
            by_block: all.clone().collect(),
            by_place: all.clone().collect(),
            by_key: Vec::new(),
        };
        this.by_key = all.filter(|at| !this.key(*at).is_empty()).collect();
        // The sort is a stable one: what is equal stays in the order of positions.
        let mut order = std::mem::take(&mut this.by_block);
        order.sort_by_key(|at| this.block(*at));
        this.by_block = order;
        let mut order = std::mem::take(&mut this.by_place);
        order.sort_by_key(|at| (this.block(*at), this.place(*at)));
        this.by_place = order;
        let mut order = std::mem::take(&mut this.by_key);
        order.sort_by_key(|at| (this.block(*at), this.key(*at)));
        this.by_key = order;
        this
    }

    /// The first resource of a block.
    pub fn first(&self, module: &[String], block: &str) -> Option<usize> {
        let wanted = self.wanted(module, block)?;
        let found = range(&self.by_block, |at| self.block(at).cmp(&wanted));
        found.first().map(|at| *at as usize)
    }

    /// The first resource of a block within an instance of its module.
    pub fn within(&self, module: &[String], block: &str, place: Option<&str>) -> Option<usize> {
        let wanted = (self.wanted(module, block)?, place);
        let found = range(&self.by_place, |at| {
            (self.block(at), self.place(at)).cmp(&wanted)
        });
        found.first().map(|at| *at as usize)
    }

    /// The resources of a block that have a key, in the order of their positions.
    pub fn with_key(&self, module: &[String], block: &str, key: &str) -> &[u32] {
        let Some(wanted) = self.wanted(module, block) else {
            return &[];
        };
        range(&self.by_key, |at| {
            (self.block(at), self.key(at)).cmp(&(wanted, key))
        })
    }

    fn wanted<'b>(&self, module: &[String], block: &'b str) -> Option<Block<'b>> {
        let (type_name, name) = block.split_once('.')?;
        Some((*self.numbers.get(&module.join("."))?, type_name, name))
    }

    fn block(&self, at: u32) -> Block<'n> {
        let at = at as usize;
        let module = self.modules.get(at).copied().unwrap_or(u32::MAX);
        self.instances.get(at).map_or((module, "", ""), |it| {
            (module, it.declared.type_name, it.name)
        })
    }

    /// The instance of the module that a resource is in.
    fn place(&self, at: u32) -> Option<&str> {
        self.instances.get(at as usize)?.module
    }

    fn key(&self, at: u32) -> &str {
        let instance = self.instances.get(at as usize);
        instance.map_or("", |it| last_index(&it.declared.address))
    }
}

/// The part of an order in which a comparison says equal.
fn range(order: &[u32], compare: impl Fn(u32) -> Ordering) -> &[u32] {
    let first = order.partition_point(|at| compare(*at) == Ordering::Less);
    let last = order.partition_point(|at| compare(*at) != Ordering::Greater);
    order.get(first..last).unwrap_or(&[])
}
