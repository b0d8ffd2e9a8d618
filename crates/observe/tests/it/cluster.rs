//! The same on a cluster: a master and two workers of Spark, as processes of this machine. `FAIRNOTICE_SPARK` names a
//! Python that has PySpark; without it these tests have nothing to run on, and say so.

use std::ffi::OsString;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::cases::cases;
use crate::flows::write_flows;
use crate::support::Folder;

/// Two clusters at a time would be slower than one after the other.
static ONE: Mutex<()> = Mutex::new(());

/// As long as this, and something is wrong.
const LONGEST: Duration = Duration::from_secs(1_800);
const STEP: Duration = Duration::from_millis(50);

/// Shards of the logs of which a worker is killed.
const SHARDS: u64 = 16;

/// Runs jobs one after the other, each with arguments of its own. They share one session, which takes most of the time
/// to begin: a job does not end it.
const SEVERAL: &str = "\
import runpy, sys
from pyspark.sql import SparkSession
SparkSession.stop = lambda session: None
for line in open(sys.argv[1]):
    sys.argv = line.rstrip('\\n').split('\\t')
    runpy.run_path(sys.argv[0], run_name='__main__')
";

/// Processes of Spark, which end with it.
struct Cluster {
    python: OsString,
    spark: PathBuf,
    address: String,
    folder: Folder,
    master: Child,
    workers: Vec<Child>,
    _one: MutexGuard<'static, ()>,
}

impl Cluster {
    /// Starts one, or says why it cannot.
    fn start() -> Option<Self> {
        let Some(python) = std::env::var_os("FAIRNOTICE_SPARK") else {
            eprintln!("skipped: FAIRNOTICE_SPARK names no Python with PySpark");
            return None;
        };
        let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let home = Command::new(&python)
            .args([
                "-c",
                "import os, pyspark; print(os.path.dirname(pyspark.__file__))",
            ])
            .output()
            .unwrap();
        assert!(home.status.success(), "{home:?}");
        let spark = PathBuf::from(String::from_utf8(home.stdout).unwrap().trim());
        let folder = Folder::new();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let address = format!("127.0.0.1:{port}");
        let master = process(&spark, &folder, "master.Master")
            .args([
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
                "--webui-port",
                "0",
            ])
            .spawn()
            .unwrap();
        let mut cluster = Self {
            python,
            spark,
            address,
            folder,
            master,
            workers: Vec::new(),
            _one: one,
        };
        until("the master listens", || {
            TcpStream::connect(&cluster.address).is_ok()
        });
        for number in 0..2 {
            let worker = process(&cluster.spark, &cluster.folder, "worker.Worker")
                .args([
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                ])
                .arg("--work-dir")
                .arg(cluster.work(number))
                .arg(format!("spark://{}", cluster.address))
                .spawn();
            cluster.workers.push(worker.unwrap());
        }
        Some(cluster)
    }

    /// Where a worker has the logs of what it executes.
    fn work(&self, number: usize) -> PathBuf {
        self.folder.join(&format!("work-{number}"))
    }

    /// A job that is to run on both workers.
    fn submit(&self) -> Command {
        let mut command = Command::new(self.spark.join("bin/spark-submit"));
        command
            .arg("--master")
            .arg(format!("spark://{}", self.address))
            .env("PYSPARK_PYTHON", &self.python)
            .env("SPARK_LOCAL_IP", "127.0.0.1")
            .current_dir(self.folder.path());
        for setting in [
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.cores.max=2",
            "spark.executor.memory=1g",
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime=120s",
            "spark.sql.shuffle.partitions=8",
            "spark.sql.files.openCostInBytes=134217728",
        ] {
            command.args(["--conf", setting]);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for process in self.workers.iter_mut().chain([&mut self.master]) {
            kill(process);
        }
    }
}

/// A part of a cluster, in a group with what it starts.
fn process(spark: &Path, folder: &Folder, class: &str) -> Command {
    let mut command = Command::new(spark.join("bin/spark-class"));
    command
        .arg(format!("org.apache.spark.deploy.{class}"))
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .env("SPARK_LOCAL_DIRS", folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    command
}

/// Ends a process and all that it started, at once.
fn kill(process: &mut Child) {
    let group = format!("-{}", process.id());
    // One that has ended cannot be killed.
    let _ = Command::new("kill")
        .args(["-KILL", "--", &group])
        .stderr(Stdio::null())
        .status();
    let _ = process.wait();
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < LONGEST, "it takes too long until {what}");
        sleep(STEP);
    }
}

fn succeeds(output: &Output) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{err}");
}

/// Writes the job for an input.
fn print_job(folder: &Folder, input: &str, name: &str) {
    let job = folder.run(&["reduce", input, "--print-sql", "spark"]);
    job.succeeds();
    folder.write(name, job.out());
}

#[test]
fn edges_of_a_cluster_are_those_of_one_machine() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let folder = Folder::new();
    let inputs = cases(&folder);
    let mut lines = String::new();
    let path = |name: &str| folder.join(name).display().to_string();
    for (at, input) in inputs.iter().enumerate() {
        print_job(&folder, input, &format!("job-{at}.py"));
        let job = [
            path(&format!("job-{at}.py")),
            "--out".to_owned(),
            path(&format!("spark-{at}")),
            path(input),
        ];
        lines += &(job.join("\t") + "\n");
    }
    folder.write("several.py", SEVERAL);
    folder.write("jobs.txt", lines);
    let ran = cluster
        .submit()
        .arg(folder.join("several.py"))
        .arg(folder.join("jobs.txt"))
        .output();
    succeeds(&ran.unwrap());
    for (at, input) in inputs.iter().enumerate() {
        let here = folder.edges(&[input]);
        assert!(here.lines().count() > 1, "{input}");
        let there = folder.edges(&[&format!("spark-{at}"), "--kind", "edges"]);
        assert!(
            here == there,
            "{input}\nhere:\n{here}\non the cluster:\n{there}"
        );
    }
}

#[test]
fn a_worker_that_is_killed_changes_nothing() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let rows = std::env::var_os("FAIRNOTICE_SPARK_ROWS")
        .map_or(200_000, |it| it.to_str().unwrap().parse().unwrap());
    let folder = Folder::new();
    fs::create_dir(folder.join("logs")).unwrap();
    for shard in 0..SHARDS {
        let (from, to) = (shard * rows / SHARDS, (shard + 1) * rows / SHARDS);
        // Nearly each record has a pair of addresses of its own.
        write_flows(
            &folder.join(&format!("logs/{shard}.parquet")),
            from..to,
            u64::MAX,
        )
        .unwrap();
    }
    print_job(&folder, "logs", "job.py");
    let since = Instant::now();
    let mut job = cluster
        .submit()
        .arg(folder.join("job.py"))
        .arg("--out")
        .arg(folder.join("spark"))
        .arg(folder.join("logs"))
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("job.err")).unwrap())
        .spawn()
        .unwrap();
    let work = cluster.work(1);
    until("the second worker has finished a task", || {
        has_finished_a_task(&work)
    });
    assert!(
        job.try_wait().unwrap().is_none(),
        "the job ended before a worker could be killed"
    );
    kill(&mut cluster.workers[1]);
    let killed = since.elapsed();
    let ended = job.wait().unwrap();
    assert!(ended.success(), "{}", folder.read("job.err"));
    let lost = folder.read("job.err");
    assert!(
        lost.contains("Lost executor"),
        "no worker was lost:\n{lost}"
    );
    let there = since.elapsed();
    let since = Instant::now();
    let here = folder.edges(&["logs"]);
    eprintln!(
        "{rows} records: {there:.1?} on the cluster, of which a worker was killed after {killed:.1?}; {:.1?} here",
        since.elapsed()
    );
    assert!(here.lines().count() as u64 > rows / 2);
    assert!(
        folder.edges(&["spark", "--kind", "edges"]) == here,
        "the edges differ"
    );
}

/// Whether a worker has finished a task of reading: more than what finds out about the files.
fn has_finished_a_task(work: &Path) -> bool {
    let applications = fs::read_dir(work).into_iter().flatten().flatten();
    let executors =
        applications.flat_map(|it| fs::read_dir(it.path()).into_iter().flatten().flatten());
    executors
        .filter_map(|it| fs::read_to_string(it.path().join("stderr")).ok())
        .any(|log| log.contains("Finished task"))
}
