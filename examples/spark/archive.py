"""factledger over an archive on Spark: documents in, claims and discrepancies out, the same as one machine gives.

    spark-submit examples/spark/archive.py --out OUT [--decisions FILE] [--most CLAIMS] DOCUMENTS...

DOCUMENTS are JSON lines (also compressed), Parquet with a column `text` (*.parquet) or WARC (*.warc, *.warc.gz); without
any, the claims that OUT has from before are compared anew. The binary and the decisions lie at one path on every worker,
or go along by --files and are named ./factledger. docs/scale.md says how it works and what it needs.
"""

import argparse
import glob
import json
import os
import shlex
import shutil
import subprocess

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

import blocks

KEYS = "type string, block string, document_id string, claim_id string, url string, day string, line string"
WHOLE = "start end value_start value_end n_sources n_origins a_start a_end b_start b_end".split()
REAL = (
    "value low high granularity confidence low_value high_value difference relative_difference ratio a_value b_value "
    "stated_low stated_high expected_low expected_high"
).split()
LONGEST = 16 << 20  # bytes of a line and of a document: `--max-size` of every child
QUARTER = 89  # days that a quarter of a year has at least


def piped(lines, command, version, source="claims", counted=True):
    """What a child makes of the lines of each partition. `rdd.pipe` alone loses lines in silence where a child ends early
    or reading fails in the thread that feeds it, so each child's end record is held against what went in."""
    sent = {"lines": 0, "all": False, "fault": None}  # of one task: the pipe and both functions run in one process

    def going_in(part):
        try:
            for line in part:
                sent["lines"] += 1
                yield line
            sent["all"] = True
        except Exception as fault:  # raised here, it would leave the child waiting for the end of its input
            sent["fault"] = fault

    def coming_out(number, part):
        end, where = None, f"{command}, partition {number}"
        for line in part:
            if line.startswith('{"type":"end"'):
                end = json.loads(line)
            elif line.startswith('{"type":"error"'):
                yield f'{{"type":"error","input":{json.dumps(source)},"partition":{number}{line[15:]}'
            else:
                yield line
        if sent["fault"]:
            raise RuntimeError(f"{where}: its input could not be read") from sent["fault"]
        if end is None:
            raise RuntimeError(f"{where}: it ended without its end record")
        if end["version"] != version:
            raise RuntimeError(f"{where}: version {end['version']} on this worker, {version} on the driver")
        came = end.get("documents", end["claims"] + end.get("repeated", 0)) + end["errors"]
        if counted and (came != sent["lines"] or not sent["all"]):
            raise RuntimeError(f"{where}: {sent['lines']} lines were sent, its end record tells of {came}")
        if end.get("days", 0) >= QUARTER:
            raise RuntimeError(
                f"{where}: it links documents {end['days']} days apart, the parts of a block are too short"
            )

    return lines.mapPartitions(going_in).pipe(command, checkCode=True).mapPartitionsWithIndex(coming_out)


def extracted(spark, paths, command, version):
    """The lines of `extract --context`, beside what the steps below go by."""

    def text(data):  # what cannot go through a pipe goes in as an object without text, to be refused and counted there
        try:
            return bytes(data).decode()
        except UnicodeDecodeError as error:
            return json.dumps({f"bytes that are no UTF-8 from byte {error.start} on": 0})

    def keyed(line):
        record = json.loads(line)
        day = record.get("published") or record.get("modified")
        return (*(record.get(key) for key in ("type", "block", "document_id", "claim_id", "url")), day, line)

    found = []
    for path in paths:
        if path.endswith((".warc", ".warc.gz")):  # a task each; how many documents one holds only its reader knows
            files = sorted(glob.glob(path)) or [path]
            files = spark.sparkContext.parallelize(files, len(files))
            found.append(piped(files, f"/usr/bin/xargs -d '\\n' {command}", version, path, counted=False))
            continue
        if path.rstrip("/").endswith(".parquet"):
            rows = spark.read.parquet(path).select(f.to_json(f.struct("*")).cast("binary"))
        else:
            size = f.octet_length("value")  # extract reads no longer line, and Spark is spared the memory for it
            long = f.concat(f.lit('{"'), size, f.lit(f' bytes, which is more than {LONGEST >> 20} MiB": 0}}'))
            rows = spark.read.text(path, lineSep="\n")
            rows = rows.select(f.when(size > LONGEST, long).otherwise(f.col("value")).cast("binary"))
        found.append(piped(rows.rdd.map(lambda row: text(row[0])).filter(str.strip), command, version, path))
    return spark.createDataFrame(spark.sparkContext.union(found).map(keyed), KEYS)


def compared(rows, command, version):
    """What a child makes of claims (key, group, block, claim_id, line): those of one key side by side in one partition."""
    rows = rows.repartition("key").sortWithinPartitions("key", "block", "claim_id", "line")
    line = lambda row: f'{{"group":{json.dumps(row.key)},{row.line[1:]}' if row.group else row.line
    return piped(rows.rdd.map(line), command, version)


def write(spark, rows, columns, path):
    """Records (line) as Parquet, with numbers as numbers, and as CSV, with the cells that `factledger --format csv` has."""

    def cell(value):
        if isinstance(value, bool):
            return str(int(value))
        return (
            json.dumps(value, separators=(",", ":"), ensure_ascii=False) if isinstance(value, (list, dict)) else value
        )

    def cells(row):
        record = json.loads(row.line, parse_float=str, parse_int=str)  # every digit as it is
        return [cell(record.get(name)) for name in columns]

    kind = lambda name: (
        "bigint" if name in WHOLE else "double" if name in REAL else "boolean" if name == "previous" else "string"
    )
    # Text from articles may be a formula to a spreadsheet: an apostrophe goes before what looks like one.
    guarded = lambda name: f.when(f.col(name).rlike(r"^[=+\-@\t\r]"), f.concat(f.lit("'"), name)).otherwise(f.col(name))
    table = spark.createDataFrame(rows.rdd.map(cells), ", ".join(f"`{name}` string" for name in columns)).persist()
    table.select(*(f.col(name).cast(kind(name)) for name in columns)).write.parquet(f"{path}.parquet", "overwrite")
    table.select(*(guarded(name).alias(name) if kind(name) == "string" else name for name in columns)).write.csv(
        f"{path}.csv",
        "overwrite",
        header=True,
        escape='"',
        emptyValue="",
        ignoreLeadingWhiteSpace=False,
        ignoreTrailingWhiteSpace=False,
    )
    table.unpersist()


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*")
    parser.add_argument("--out", required=True, help="a folder that every worker can write")
    parser.add_argument("--factledger", default="factledger", help="the binary")
    parser.add_argument("--decisions", help="what the desk decided, as `measure list --format jsonl` writes it")
    parser.add_argument("--include", default="", help="also rows of these relations: equal,scope")
    parser.add_argument(
        "--text", action="store_true", help="keeps the texts, and writes the documents in dispute for a ledger"
    )
    parser.add_argument("--most", type=int, default=200_000, help="a block of more claims is split")
    options = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("factledger").getOrCreate()
    spark.sparkContext.addPyFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "blocks.py"))
    spark.sparkContext.setCheckpointDir(f"{options.out}/work")
    binary = shutil.which(options.factledger) or options.factledger

    def asked(*question):  # of the binary on the driver
        return subprocess.run([binary, *question], check=True, capture_output=True, text=True).stdout.strip()

    def columns(*question):
        return asked("--db", ":memory:", "--format", "csv", *question).split("\n")[0].split(",")

    version = asked("--version").split()[-1]
    if options.documents:
        command = f"{shlex.quote(binary)} extract --context --threads 1 --quiet --max-size {LONGEST}"
        command += " --text" if options.text else ""
        extracted(spark, options.documents, command, version).write.parquet(f"{options.out}/lines.parquet")
    found = spark.read.parquet(f"{options.out}/lines.parquet")
    records = lambda kind: found.where(f.col("type") == kind)
    documents = (
        "document_id doc source title author url published modified retrieved language licence meta_basis digest"
    )
    write(spark, records("document"), documents.split(), f"{options.out}/documents")
    write(spark, records("claim"), columns("claims"), f"{options.out}/claims")
    write(spark, records("check"), columns("query", "SELECT * FROM checks"), f"{options.out}/checks")

    tied, about = blocks.decided(options.decisions)
    claims = records("claim").withColumn("unit", f.col("block"))
    claims = claims.replace(tied, subset=["unit"]) if tied else claims
    whole = 0 if options.text else options.most  # in groups one sees which documents a row hangs on
    large = [row.unit for row in claims.groupBy("unit").count().where(f"count > {whole}").collect()]
    command = f"{shlex.quote(binary)} compare --quiet"
    command += f" --decisions {shlex.quote(options.decisions)}" if options.decisions else ""
    command += f" --include {options.include}" if options.include else ""
    keyed = lambda rows, key, group: rows.select(
        f.col(key).alias("key"), f.lit(group).alias("group"), "block", "document_id", "claim_id", "line"
    )
    rows = keyed(claims.where(~f.col("unit").isin(large)), "unit", False)
    if large:
        desk = spark.createDataFrame(about, "claim_id string, decision string")
        linked = lambda rows: compared(rows, f"{command} --links", version)
        split_up = blocks.split(spark, claims.where(f.col("unit").isin(large)), options.most, desk, linked)
        rows = rows.union(keyed(split_up, "key", True)).persist()
    answers = compared(rows, command, version)
    spark.createDataFrame(answers.map(lambda line: (line,)), "line string").write.mode("overwrite").text(
        f"{options.out}/discrepancies.jsonl"
    )
    lines = spark.read.text(f"{options.out}/discrepancies.jsonl").withColumnRenamed("value", "line")
    write(spark, lines.where('line LIKE \'{"type":"discrepancy"%\''), columns("report"), f"{options.out}/discrepancies")
    records("error").select("line").union(lines.where('line LIKE \'{"type":"error"%\'')).write.mode("overwrite").text(
        f"{options.out}/errors.jsonl"
    )
    if options.text:
        disputed = blocks.dispute(rows, lines, records("document")).select("line").persist()
        disputed.write.mode("overwrite").text(f"{options.out}/disputed.jsonl")
        # In the same order: of two texts at one address the one that is added later is the later version.
        told = disputed.select(f.from_json("line", blocks.DOCUMENT).alias("told")).select("told.*")
        told.write.mode("overwrite").parquet(f"{options.out}/disputed.parquet")
    sizes = rows.groupBy("key").count().agg(f.count("*"), f.max("count")).first()
    counts = {row.type: row["count"] for row in found.groupBy("type").count().collect()}
    print(
        json.dumps(
            {
                "documents": counts.get("document", 0),
                "claims": counts.get("claim", 0),
                "errors": counts.get("error", 0),
                "discrepancies": lines.count(),
                "blocks_split": large,
                "groups": sizes[0],
                "largest_group": sizes[1],
            }
        )
    )


if __name__ == "__main__":
    main()
