"""Counts one file of flow logs with fairnotice-observe, DuckDB and Polars, one after the other, and prints the time and
the peak of memory of each as a process of its own. All three write the same edges, sorted, as Parquet.

    python3 benches/beside.py PROGRAM FILE [RUNS]

needs `duckdb`, `polars` and `pyarrow`. DuckDB runs the statement of `--print-sql statement`.
"""

import os
import subprocess
import sys
import tempfile
import time

DUCKDB = """
import duckdb, subprocess, sys
program, file, out = sys.argv[1:]
printed = subprocess.run([program, "reduce", "--kind", "aws-vpc", "--print-sql", "statement"],
                         capture_output=True, text=True, check=True)
session = duckdb.connect()
session.execute("SET memory_limit = '1GiB'")
session.execute("CREATE VIEW logs AS SELECT *, NULL AS pkt_srcaddr, NULL AS pkt_dstaddr, NULL AS flow_direction "
                f"FROM read_parquet('{file}')")
statement = printed.stdout.replace("`", '"')
session.execute(f"COPY ({statement}) TO '{out}' (FORMAT parquet)")
"""

POLARS = """
import polars as pl, sys
program, file, out = sys.argv[1:]
address = lambda name: pl.when(pl.col(name) != "-").then(pl.col(name))
seconds = lambda name: pl.when(pl.col(name).is_between(0, 9223372036)).then(pl.col(name) * 1000000)
left_out = (
    pl.when(pl.col("destination").is_null()).then(pl.lit("no-destination"))
    .when(pl.col("action") == "REJECT").then(pl.lit("rejected"))
    .when(pl.col("dstport") > pl.col("srcport")).then(pl.lit("answer"))
)
kept = lambda name: pl.when(pl.col("left_out").is_null()).then(pl.col(name)).alias(name)
(
    pl.scan_parquet(file)
    .select(address("srcaddr").alias("source"), address("dstaddr").alias("destination"), "srcport", "dstport", "action",
            pl.when(pl.col("bytes").is_between(0, 10**15)).then(pl.col("bytes")).alias("bytes"),
            seconds("start").alias("first"), seconds("end").alias("last"))
    .with_columns(left_out.alias("left_out"))
    .select(kept("source"), kept("destination"), pl.col("left_out").fill_null("flow").alias("kind"),
            "bytes", "first", "last")
    .group_by("source", "destination", "kind")
    .agg(pl.len().alias("n"), pl.col("bytes").sum(), pl.col("first").min(), pl.col("last").max())
    .sort("source", "destination", "kind")
    .sink_parquet(out, compression="snappy")
)
"""


def measured(command):
    """Seconds, and bytes at the peak, of a process and those that it starts."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return time.monotonic() - begin, usage.ru_maxrss * 1024


def main():
    program, file = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    with tempfile.TemporaryDirectory() as folder:
        out = lambda name: os.path.join(folder, f"{name}.parquet")
        commands = {
            "fairnotice-observe": [program, "reduce", file, "--out", out("ours")],
            "DuckDB": [sys.executable, "-c", DUCKDB, program, file, out("duckdb")],
            "Polars": [sys.executable, "-c", POLARS, program, file, out("polars")],
        }
        # One after the other within a run, so that what else the machine does meets all of them.
        figures = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                figures[name].append(measured(command))
        for name, all_runs in figures.items():
            times = sorted(seconds for seconds, _ in all_runs)
            peak = max(size for _, size in all_runs)
            shown = ", ".join(f"{it:.2f}" for it in times)
            print(f"{name:20} {shown} s, at most {peak / 2**20:.0f} MiB")

        import pyarrow.parquet as parquet

        rows = {name: parquet.read_metadata(out(name)).num_rows for name in ("ours", "duckdb", "polars")}
        print("rows", rows)
        tables = [os.path.join(folder, f"{name}.csv") for name in ("ours", "duckdb")]
        for table in tables:
            edges = table.replace(".csv", ".parquet")
            subprocess.run([program, "reduce", edges, "--kind", "edges", "--out", table], check=True)
        same = subprocess.run(["cmp", *tables])
        print("the same edges as DuckDB" if same.returncode == 0 else "other edges than DuckDB")


main()
