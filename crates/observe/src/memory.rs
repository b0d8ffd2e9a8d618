//! The memory that a plan may keep. Those who can go to disk share one half of it. The others, who merge what went there, have
//! the other half, each a part of it: where all share one, the former take what the latter give back for a moment, and a
//! merge takes what the next one needs; then the run ends.

use std::fmt;

use datafusion::common::{DataFusionError, Result};
use datafusion::execution::memory_pool::{
    FairSpillPool, GreedyMemoryPool, MemoryConsumer, MemoryLimit, MemoryPool, MemoryReservation,
};

/// A limit in two halves.
#[derive(Debug)]
pub(crate) struct Memory {
    limit: usize,
    spills: FairSpillPool,
    merges: GreedyMemoryPool,
    /// The most that one of those who merge may have.
    of_merge: usize,
}

impl Memory {
    /// A limit in bytes. Each thread merges a part, and one merge puts the parts together.
    pub(crate) fn of(limit: usize, threads: usize) -> Self {
        let merges = limit / 2;
        Self {
            limit,
            spills: FairSpillPool::new(limit - merges),
            merges: GreedyMemoryPool::new(merges),
            of_merge: merges / (threads + 1),
        }
    }

    fn part(&self, consumer: &MemoryConsumer) -> &dyn MemoryPool {
        if consumer.can_spill() {
            &self.spills
        } else {
            &self.merges
        }
    }
}

impl MemoryPool for Memory {
    fn name(&self) -> &str {
        "memory"
    }

    fn register(&self, consumer: &MemoryConsumer) {
        self.part(consumer).register(consumer);
    }

    fn unregister(&self, consumer: &MemoryConsumer) {
        self.part(consumer).unregister(consumer);
    }

    fn grow(&self, reservation: &MemoryReservation, additional: usize) {
        self.part(reservation.consumer())
            .grow(reservation, additional);
    }

    fn shrink(&self, reservation: &MemoryReservation, shrink: usize) {
        self.part(reservation.consumer())
            .shrink(reservation, shrink);
    }

    fn try_grow(&self, reservation: &MemoryReservation, additional: usize) -> Result<()> {
        let consumer = reservation.consumer();
        if !consumer.can_spill() && reservation.size() + additional > self.of_merge {
            return Err(DataFusionError::ResourcesExhausted(format!(
                "`{}` needs {} bytes, and may have {}",
                consumer.name(),
                reservation.size() + additional,
                self.of_merge
            )));
        }
        self.part(consumer).try_grow(reservation, additional)
    }

    fn reserved(&self) -> usize {
        self.spills.reserved() + self.merges.reserved()
    }

    fn memory_limit(&self) -> MemoryLimit {
        MemoryLimit::Finite(self.limit)
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.limit)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn those_who_merge_have_memory_whatever_the_others_take() {
        let pool: Arc<dyn MemoryPool> = Arc::new(Memory::of(600, 2));
        let spills = MemoryConsumer::new("counts")
            .with_can_spill(true)
            .register(&pool);
        spills.try_grow(300).unwrap();
        assert!(spills.try_grow(1).is_err());
        // Nor does one of them take what the next one needs.
        let merges = ["a", "b", "c"].map(|name| MemoryConsumer::new(name).register(&pool));
        for merge in &merges {
            assert!(merge.try_grow(101).is_err());
            merge.try_grow(100).unwrap();
            merge.shrink(50);
            merge.try_grow(50).unwrap();
        }
        assert_eq!(pool.reserved(), 600);
    }
}
