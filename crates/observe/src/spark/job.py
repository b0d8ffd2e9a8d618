"""Counts logs of the kind `@KIND@` by source, destination and kind, on Spark 3.4 or later.

Printed by `fairnotice-observe reduce --print-sql spark`. The statement is the one that counts in process, so that
the edges are the same. Run it as

    spark-submit job.py --out EDGES INPUT...

and add the edges up to a file that fairnotice reads:

    fairnotice-observe reduce EDGES --out edges.csv
"""

import argparse

from pyspark.sql import SparkSession, functions as F
from pyspark.sql.types import StringType, StructType, TimestampNTZType, TimestampType

KIND = @KIND_TEXT@

STATEMENT = """
@STATEMENT@"""

# The columns of the table `logs`: the name of each, and the places where it may be found.
COLUMNS = @COLUMNS@

# What is read of NDJSON.
SCHEMA = @SCHEMA@

# Lists that are nested in each other, from the outside: the tuples of flow logs of Azure.
LISTS = @LISTS@

# Content that is larger than this is not compared: Spark takes no more into one value.
LARGEST = 2**31 - 1


def plain(name):
    """How names are compared: `log-status` of a text is `log_status` of Parquet."""
    return name.strip().lower().replace("-", "_")


def found(schema, place):
    """The column or field at a place and its type, or None."""
    path = []
    for name in place:
        if not isinstance(schema, StructType):
            return None
        field = next((it for it in schema.fields if plain(it.name) == plain(name)), None)
        if field is None:
            return None
        path.append(f"`{field.name}`")
        schema = field.dataType
    return F.col(".".join(path)), schema


def value(name, column, of):
    """A value as the statement expects it."""
    if KIND != "edges":
        return column
    if name in ("source", "destination", "kind"):
        return F.when(column != "", column)
    if name in ("first", "last") and isinstance(of, (TimestampType, TimestampNTZType)):
        return F.unix_micros(column.cast("timestamp"))
    if name in ("first", "last") and isinstance(of, StringType):
        return F.unix_micros(F.to_timestamp(column))
    return column.cast("bigint")


def logs(frame):
    """The table `logs`."""
    if LISTS:
        for depth, path in enumerate(LISTS):
            path = path if depth == 0 else ["item", *path]
            frame = frame.select(F.explode(F.col(".".join(path))).alias("item"))
        return frame.select(F.col("item").alias("tuple"))
    columns = []
    for name, places in COLUMNS:
        there = [it for it in (found(frame.schema, place) for place in places) if it]
        there = [value(name, *it) for it in there]
        column = F.coalesce(*there) if there else F.lit(None).cast("string")
        columns.append(column.alias(name))
    return frame.select(columns)


def each_once(spark, inputs):
    """The files below some paths, of which those with the content of another are left out."""
    binary = spark.read.format("binaryFile").option("recursiveFileLookup", True)
    about = binary.load(inputs).select("path", "length").collect()
    sizes = {}
    for file in about:
        sizes.setdefault(file.length, []).append(file.path)
    alike = [it for size, paths in sizes.items() if len(paths) > 1 and size <= LARGEST for it in paths]
    files = {file.path for file in about} - set(alike)
    if alike:
        contents = binary.load(alike).select("path", F.sha2("content", 256).alias("content"))
        files |= {row.path for row in contents.groupBy("content").agg(F.min("path").alias("path")).collect()}
    print(f"{len(files)} files, {len(about) - len(files)} with the content of another")
    return sorted(files)


def read(spark, arguments):
    """The files as they are. A file that is broken ends the job: nothing is left out in silence."""
    files = each_once(spark, arguments.inputs)
    if arguments.format == "parquet":
        return spark.read.option("mergeSchema", True).parquet(*files)
    if arguments.format == "ndjson":
        return spark.read.schema(SCHEMA).json(files, mode="FAILFAST", multiLine=bool(LISTS))
    return spark.read.csv(
        files,
        header=True,
        sep=arguments.delimiter,
        escape='"',
        enforceSchema=False,
        mode="FAILFAST",
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--out", required=True, help="a folder that is not there yet")
    parser.add_argument("--format", choices=["parquet", "csv", "ndjson"], default=@FORMAT@)
    parser.add_argument("--delimiter", default=@DELIMITER@, help="what separates the cells of CSV")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("fairnotice-observe").getOrCreate()
    # Texts without a zone are in UTC, and a sum that is too large ends the job.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.conf.set("spark.sql.ansi.enabled", True)
    logs(read(spark, arguments)).createOrReplaceTempView("logs")
    spark.sql(STATEMENT).write.parquet(arguments.out)
    spark.stop()


main()
