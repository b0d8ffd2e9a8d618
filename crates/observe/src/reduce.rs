//! Counting in process, with DataFusion: within a limit of memory, and with what does not fit on disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::{SessionConfig, SessionContext};
use futures_util::StreamExt;

use crate::error::Error;
use crate::inputs::{Input, Inputs};
use crate::kinds::{Column, Kind};
use crate::logs::logs;
use crate::memory::Memory;
use crate::micros::unix_micros;
use crate::output::{EdgeFormat, Output, Totals};
use crate::progress::Progress;
use crate::resume::Parts;
use crate::sql::statement;

/// The part of the limit that the plan may keep, in hundredths. What is read and what is written takes the rest.
const OF_PLAN: usize = 60;

/// What a thread that sorts keeps free to merge what it wrote to disk, where there is enough memory.
const SORT_RESERVE: usize = 10 << 20;

/// How a run uses the machine.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of memory.
    pub memory: usize,
    /// Threads, of which each reads and counts a part.
    pub threads: usize,
    /// Where what does not fit into memory goes; the system's folder for temporary files where it is not stated.
    pub spill: Option<PathBuf>,
}

/// Counts files, and writes their edges.
///
/// # Errors
/// Where they cannot be counted within the limits, or the edges cannot be written.
pub fn reduce(
    inputs: &Inputs,
    out: &Path,
    resume: Option<&Path>,
    limits: &Limits,
    progress: &Progress,
) -> Result<Totals, Error> {
    let format = EdgeFormat::of(out)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(limits.threads)
        .build()
        .map_err(|error| Error::Count(format!("no threads can be had: {error}")))?;
    runtime.block_on(async {
        let run = Run { limits, progress };
        let Inputs {
            kind,
            columns,
            files,
            ..
        } = inputs;
        let Some(folder) = resume else {
            return run.counted(*kind, columns, files, out, format).await;
        };
        let parts = Parts::within(folder, *kind, columns)?;
        let mut all = Vec::new();
        for file in files {
            let part = parts.of(file);
            if !part.exists() {
                let alone = std::slice::from_ref(file);
                run.counted(*kind, columns, alone, &part, EdgeFormat::Parquet)
                    .await?;
            }
            all.push(Parts::input(&part)?);
        }
        run.counted(Kind::Edges, &Kind::Edges.columns(), &all, out, format)
            .await
    })
}

struct Run<'r> {
    limits: &'r Limits,
    progress: &'r Progress,
}

impl Run<'_> {
    /// Counts some files, and writes their edges as they come.
    async fn counted(
        &self,
        kind: Kind,
        columns: &[Column],
        files: &[Input],
        out: &Path,
        format: EdgeFormat,
    ) -> Result<Totals, Error> {
        let session = session(self.limits, kind)?;
        let frame = logs(&session, kind, columns, files).await?;
        session.register_table("logs", frame.into_view())?;
        let plan = session.sql(&statement(kind)).await?;
        let plan = plan.create_physical_plan().await?;
        let mut output = Output::create(out, format)?;
        let watched = self.progress.watch(&plan);
        let mut batches = execute_stream(Arc::clone(&plan), session.task_ctx())?;
        while let Some(batch) = batches.next().await {
            output.write(&batch?)?;
        }
        drop(watched);
        output.finish()
    }
}

/// A session within limits, which has the functions and the dialect that the statement needs.
fn session(limits: &Limits, kind: Kind) -> Result<SessionContext, Error> {
    let spill = limits.spill.as_ref();
    if let Some(folder) = spill.filter(|it| !it.is_dir()) {
        return Err(Error::Usage {
            message: format!("`{}` is no folder", folder.display()),
            help: "name a folder that is there, on a disk with free space".to_owned(),
        });
    }
    let mode = match spill {
        Some(folder) => DiskManagerMode::Directories(vec![folder.clone()]),
        None => DiskManagerMode::OsTmpDirectory,
    };
    // The disk is the limit: it says itself when it is full.
    let disk = DiskManagerBuilder::default()
        .with_mode(mode)
        .with_max_temp_directory_size(u64::MAX);
    let memory = limits.memory / 100 * OF_PLAN;
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(Memory::of(memory, limits.threads)))
        .with_disk_manager_builder(disk)
        .build_arc()?;
    let config = SessionConfig::new()
        .with_target_partitions(limits.threads)
        .with_collect_statistics(false)
        .with_sort_spill_reservation_bytes((memory / limits.threads / 16).min(SORT_RESERVE))
        .set_str("datafusion.sql_parser.dialect", "databricks")
        .set_bool("datafusion.execution.parquet.binary_as_string", true)
        // A field of an item of a list is looked for in the list where it is pushed down.
        .set_bool(
            "datafusion.optimizer.enable_leaf_expression_pushdown",
            kind != Kind::AzureVnet,
        );
    let session = SessionContext::new_with_config_rt(config, runtime);
    session.register_udf(unix_micros());
    Ok(session)
}

/// The rows that a plan has read so far.
pub(crate) fn rows_read(plan: &Arc<dyn ExecutionPlan>) -> usize {
    let below = plan.children();
    if below.is_empty() {
        return plan.metrics().and_then(|it| it.output_rows()).unwrap_or(0);
    }
    below.into_iter().map(rows_read).sum()
}
