//! The memory that a plan may keep. As long as it does, those who can go to disk take what they need of it. Once one of them
//! is refused something, they share one half. The others, who merge what went to disk, have the other half, each a part
//! of it: where all share one, the former take what the latter give back for a moment, and a merge takes what the next
//! one needs; then the run ends.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use datafusion::common::{DataFusionError, Result};
use datafusion::execution::memory_pool::{
    GreedyMemoryPool, MemoryConsumer, MemoryLimit, MemoryPool, MemoryReservation,
};

/// A limit, and what is kept of it.
#[derive(Debug)]
pub(crate) struct Memory {
    limit: usize,
    /// What those have who can go to disk, and how many they are.
    kept: AtomicUsize,
    keepers: AtomicUsize,
    /// One of them was refused something, so that from then on they share a half.
    is_short: AtomicBool,
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
            kept: AtomicUsize::new(0),
            keepers: AtomicUsize::new(0),
            is_short: AtomicBool::new(false),
            merges: GreedyMemoryPool::new(merges),
            of_merge: merges / (threads + 1),
        }
    }

    /// Adds to what is kept, where that stays within a limit.
    fn keep(&self, additional: usize, within: usize) -> bool {
        let more = |kept: usize| kept.checked_add(additional).filter(|it| *it <= within);
        self.kept
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more)
            .is_ok()
    }

    /// What one of those who can go to disk may have once memory is short.
    fn share(&self) -> usize {
        (self.limit - self.limit / 2) / self.keepers.load(Ordering::Relaxed).max(1)
    }
}

fn refused(reservation: &MemoryReservation, additional: usize, most: usize) -> DataFusionError {
    DataFusionError::ResourcesExhausted(format!(
        "`{}` needs {} bytes, and may have {most}",
        reservation.consumer().name(),
        reservation.size() + additional,
    ))
}

impl MemoryPool for Memory {
    fn name(&self) -> &str {
        "memory"
    }

    fn register(&self, consumer: &MemoryConsumer) {
        if consumer.can_spill() {
            self.keepers.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn unregister(&self, consumer: &MemoryConsumer) {
        if consumer.can_spill() {
            self.keepers.fetch_sub(1, Ordering::Relaxed);
        }
    }

    fn grow(&self, reservation: &MemoryReservation, additional: usize) {
        if reservation.consumer().can_spill() {
            self.kept.fetch_add(additional, Ordering::Relaxed);
        } else {
            self.merges.grow(reservation, additional);
        }
    }

    fn shrink(&self, reservation: &MemoryReservation, shrink: usize) {
        if reservation.consumer().can_spill() {
            self.kept.fetch_sub(shrink, Ordering::Relaxed);
        } else {
            self.merges.shrink(reservation, shrink);
        }
    }

    fn try_grow(&self, reservation: &MemoryReservation, additional: usize) -> Result<()> {
        let wanted = reservation.size().saturating_add(additional);
        if !reservation.consumer().can_spill() {
            if wanted > self.of_merge {
                return Err(refused(reservation, additional, self.of_merge));
            }
            return self.merges.try_grow(reservation, additional);
        }
        if !self.is_short.load(Ordering::Relaxed) {
            if self.keep(additional, self.limit) {
                return Ok(());
            }
            self.is_short.store(true, Ordering::Relaxed);
        }
        let share = self.share();
        if wanted > share {
            return Err(refused(reservation, additional, share));
        }
        self.kept.fetch_add(additional, Ordering::Relaxed);
        Ok(())
    }

    fn reserved(&self) -> usize {
        self.kept.load(Ordering::Relaxed) + self.merges.reserved()
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

    fn keeper(name: &str, pool: &Arc<dyn MemoryPool>) -> MemoryReservation {
        MemoryConsumer::new(name)
            .with_can_spill(true)
            .register(pool)
    }

    #[test]
    fn those_who_merge_have_memory_whatever_the_others_take() {
        let pool: Arc<dyn MemoryPool> = Arc::new(Memory::of(600, 2));
        let spills = keeper("counts", &pool);
        spills.try_grow(600).unwrap();
        assert!(spills.try_grow(1).is_err());
        spills.free();
        assert!(spills.try_grow(301).is_err());
        spills.try_grow(300).unwrap();
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

    #[test]
    fn one_takes_what_others_leave_until_memory_is_short() {
        let pool: Arc<dyn MemoryPool> = Arc::new(Memory::of(600, 2));
        let (large, small) = (keeper("large", &pool), keeper("small", &pool));
        large.try_grow(500).unwrap();
        assert!(small.try_grow(151).is_err(), "from here on it is short");
        small.try_grow(100).unwrap();
        assert!(large.try_grow(1).is_err(), "it has more than its share");
        large.free();
        large.try_grow(150).unwrap();
        assert!(large.try_grow(1).is_err());
        small.try_grow(50).unwrap();
        assert_eq!(pool.reserved(), 300);
    }
}
