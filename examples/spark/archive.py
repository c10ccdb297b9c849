"""factledger over an archive on Spark: documents in, claims and discrepancies out, the same as one machine gives.

    spark-submit examples/spark/archive.py --out OUT [--decisions FILE] [--most CLAIMS] DOCUMENTS...

DOCUMENTS are JSON lines (also compressed), Parquet with a column `text` (*.parquet) or WARC (*.warc, *.warc.gz); without
any, the claims that OUT has from before are compared anew. The binary and the decisions lie at one path on every worker,
or go along by --files and are named ./factledger. docs/scale.md says how it works and what it needs.
"""

import argparse
import glob
import json
import shlex
import shutil
import subprocess
import zlib

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

KEYS = "type string, block string, document_id string, claim_id string, url string, day string, line string"
WHOLE = "start end value_start value_end n_sources n_origins a_start a_end b_start b_end".split()
REAL = (
    "value low high granularity confidence low_value high_value difference relative_difference ratio a_value b_value "
    "stated_low stated_high expected_low expected_high"
).split()
LONGEST = 64 << 20  # bytes of a line
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
            long = f.concat(f.lit('{"'), size, f.lit(' bytes, which is more than 64 MiB": 0}'))
            rows = spark.read.text(path, lineSep="\n")
            rows = rows.select(f.when(size > LONGEST, long).otherwise(f.col("value")).cast("binary"))
        found.append(piped(rows.rdd.map(lambda row: text(row[0])).filter(str.strip), command, version, path))
    return spark.createDataFrame(spark.sparkContext.union(found).map(keyed), KEYS)


def compared(rows, command, version):
    """What a child makes of claims (key, group, block, claim_id, line): those of one key side by side in one partition."""
    rows = rows.repartition("key").sortWithinPartitions("key", "block", "claim_id", "line")
    line = lambda row: f'{{"group":{json.dumps(row.key)},{row.line[1:]}' if row.group else row.line
    return piped(rows.rdd.map(line), command, version)


def pairs_of_quarters(day):
    """The quarters of a year in which 2016-04-17, 2016-04 or 2016 may lie, each as the first and as the second of two."""
    first = 12 * int(day[:4])
    months = range(first, first + 12) if len(day) < 7 else [first + int(day[5:7]) - 1]
    return {at for month in months for at in (month // 3 - 1, month // 3)}


def shares(claims, most):
    """Into how many shares the documents of a part go, so that any two have at most `most` of its claims; 1 is no share."""
    count = -(-2 * claims // most)
    return count if count > 2 else 1


def split(spark, claims, most, desk, command, version):
    """The claims of large blocks with the group in which each is compared; claims that are linked to none are left out.

    Only documents that are linked come into one fact, and a link is decided from two documents alone. So a block is cut
    into parts in which every two documents that may be linked meet: those of two quarters of a year that follow one
    another, and where these are too many, every two of some shares of them. `compare --links` decides part by part.
    Documents that hang together by links, by one address or by a decision of the desk are a group, and a fact lies in one
    group: what comes of all groups is what comes of the block.
    """

    def spans(row):
        return pairs_of_quarters(row.day) if row.day else always

    def parts(row):
        for span in spans(row):
            count = shares(sizes[row.unit, span], most)
            mine = zlib.crc32(row.document_id.encode()) % count
            for other in range(count):
                if other != mine or count == 1:
                    yield json.dumps([row.unit, span, *sorted((mine, other))]), True, row.block, row.claim_id, row.line

    days = [row.day for row in claims.select("day").distinct().collect() if row.day]
    always = {at for day in days for at in pairs_of_quarters(day)} or {0}
    sizes = claims.rdd.flatMap(lambda row: [(row.unit, span) for span in spans(row)]).countByValue()
    rows = spark.createDataFrame(
        claims.rdd.flatMap(parts), "key string, group boolean, block string, claim_id string, line string"
    )
    node = lambda unit, name: f.concat_ws(" ", unit, name)
    links = spark.read.json(compared(rows, command, version), "type string, block string, a string, b string")
    links = links.where("type = 'link'").join(claims.select("block", "unit").distinct(), "block")
    pages = claims.where("url IS NOT NULL").select("unit", "document_id", f.concat(f.lit("page "), "url").alias("url"))
    ruled = claims.join(f.broadcast(desk), "claim_id")
    edges = links.select(node("unit", "a").alias("a"), node("unit", "b").alias("b"))
    edges = edges.union(pages.select(node("unit", "document_id"), node("unit", "url")))
    edges = edges.union(ruled.select(node("unit", "document_id"), node("unit", "decision")))
    groups = components(edges)
    return claims.join(groups, node("unit", "document_id") == groups.node).withColumn("key", f.col("label"))


def components(edges):
    """The lowest node that each node hangs together with (node, label). In each round a node takes the lowest label around
    it and then that label's own, so that the rounds grow with the logarithm of the longest way."""
    edges = edges.union(edges.select("b", "a")).distinct().checkpoint()
    labels = edges.groupBy(f.col("a").alias("node")).agg(f.least(f.min("b"), f.first("a")).alias("label"))
    while True:
        around = edges.join(labels, edges.b == labels.node).groupBy("a").agg(f.min("label").alias("low"))
        lower = labels.join(around, labels.node == around.a).select("node", f.least("label", "low").alias("label"))
        own = lower.select(f.col("node").alias("of"), f.col("label").alias("own"))
        lower = (
            lower.join(own, lower.label == own.of).select("node", f.least("label", "own").alias("label")).checkpoint()
        )
        if lower.exceptAll(labels).isEmpty():
            return lower
        labels = lower


def dispute(rows, lines, documents):
    """The documents of every group that has a discrepancy, as `factledger add` reads them: a ledger of these has each of
    the discrepancies, with its id, since nothing that bears on it is left out."""

    def document(row):
        record = json.loads(row.line)
        of_its_line = record["doc"].startswith("-:")  # has no id of its own: by its text, as extract took it
        kept = "text title url source author published modified retrieved language licence".split()
        kept = {name: record[name] for name in kept if record.get(name) is not None}
        made = json.dumps({"id": record["digest" if of_its_line else "doc"], **kept}, ensure_ascii=False)
        # A document that came twice is told once, as `compare` takes it, and of two versions the later one later.
        names = record["doc"], record.get("source") or "", record.get("title") or ""
        return row.document_id, (names, record.get("modified") or record.get("published") or "", made)

    told = lines.select(f.get_json_object("line", "$.a_claim_id").alias("claim_id")).where("claim_id IS NOT NULL")
    keys = rows.join(told, "claim_id", "left_semi").select("key").distinct()
    wanted = rows.join(keys, "key", "left_semi").select("document_id").distinct()
    once = documents.join(wanted, "document_id", "left_semi").rdd.map(document).reduceByKey(min)
    return once.map(lambda kept: (kept[1][1], kept[0], kept[1][2])).sortBy(lambda row: row[:2]).toDF(
        "day string, document_id string, line string"
    )


def decided(path):
    """The blocks that the desk's decisions tie together, by the name of all, and the claims that each decision is about.
    Decisions that were undone are among them: to tie too much changes no answer."""
    tied, about = {}, []
    for ruling in (json.loads(line) for line in (open(path, encoding="utf-8") if path else ()) if line.strip()):
        blocks = {other for block in ruling.get("blocks") or () for other in tied.get(block, (block,))}
        tied.update(dict.fromkeys(blocks, blocks))
        claims = (ruling.get("claim_ids") or []) + (ruling.get("other_claim_ids") or [])
        about += [(claim, f"decision {ruling['decision_id']}") for claim in claims]
    return {block: min(blocks) for block, blocks in tied.items()}, about


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
    spark.sparkContext.setCheckpointDir(f"{options.out}/work")
    binary = shutil.which(options.factledger) or options.factledger

    def asked(*question):  # of the binary on the driver
        return subprocess.run([binary, *question], check=True, capture_output=True, text=True).stdout.strip()

    def columns(*question):
        return asked("--db", ":memory:", "--format", "csv", *question).split("\n")[0].split(",")

    version = asked("--version").split()[-1]
    if options.documents:
        command = f"{shlex.quote(binary)} extract --context --threads 1 --quiet"
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

    tied, about = decided(options.decisions)
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
        split_up = split(
            spark, claims.where(f.col("unit").isin(large)), options.most, desk, f"{command} --links", version
        )
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
        dispute(rows, lines, records("document")).select("line").write.mode("overwrite").text(f"{options.out}/disputed.jsonl")
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
