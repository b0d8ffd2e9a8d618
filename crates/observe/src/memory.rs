//! The memory that a plan may keep. Those who can go to disk share a half of it; the others, who merge what went there, have the
//! other: where all share one, the former take what the latter give back for a moment, and the run ends.

use std::fmt;

use datafusion::common::Result;
use datafusion::execution::memory_pool::{
    FairSpillPool, GreedyMemoryPool, MemoryConsumer, MemoryLimit, MemoryPool, MemoryReservation,
};

/// The part of those who cannot go to disk, one in so many: merging takes the keys of all that is merged.
const OF_MERGES: usize = 2;

/// A limit in two parts.
#[derive(Debug)]
pub(crate) struct Memory {
    limit: usize,
    spills: FairSpillPool,
    stays: GreedyMemoryPool,
}

impl Memory {
    /// A limit in bytes.
    pub(crate) fn of(limit: usize) -> Self {
        let stays = limit / OF_MERGES;
        Self {
            limit,
            spills: FairSpillPool::new(limit - stays),
            stays: GreedyMemoryPool::new(stays),
        }
    }

    fn part(&self, consumer: &MemoryConsumer) -> &dyn MemoryPool {
        if consumer.can_spill() {
            &self.spills
        } else {
            &self.stays
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
        self.part(reservation.consumer())
            .try_grow(reservation, additional)
    }

    fn reserved(&self) -> usize {
        self.spills.reserved() + self.stays.reserved()
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
        let pool: Arc<dyn MemoryPool> = Arc::new(Memory::of(400));
        let spills = MemoryConsumer::new("counts")
            .with_can_spill(true)
            .register(&pool);
        let merges = MemoryConsumer::new("merges").register(&pool);
        spills.try_grow(200).unwrap();
        assert!(spills.try_grow(1).is_err());
        merges.try_grow(200).unwrap();
        assert!(merges.try_grow(1).is_err());
        assert_eq!(pool.reserved(), 400);
    }
}
