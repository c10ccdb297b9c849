"""Which claims examples/spark/archive.py compares with one another, where a block is too large for one task: parts of it in
which links are found, and groups of documents that hang together by links. docs/scale.md says why nothing is lost by it."""

import json
import zlib

from pyspark.sql import functions as f

FIELDS = "text title url source author published modified retrieved language licence".split()
DOCUMENT = ", ".join(f"{name} string" for name in ["id", *FIELDS])

def pairs_of_quarters(day):
    """The quarters of a year in which 2016-04-17, 2016-04 or 2016 may lie, each as the first and as the second of two."""
    first = 12 * int(day[:4])
    months = range(first, first + 12) if len(day) < 7 else [first + int(day[5:7]) - 1]
    return {at for month in months for at in (month // 3 - 1, month // 3)}


def shares(claims, most):
    """Into how many shares the documents of a part go, so that any two have at most `most` of its claims; 1 is no share."""
    count = -(-2 * claims // most)
    return count if count > 2 else 1


def split(spark, claims, most, desk, linked):
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
    links = spark.read.json(linked(rows), "type string, block string, a string, b string")
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


def dispute(rows, lines, documents):
    """The documents of every group that has a discrepancy, as `factledger add` reads them: a ledger of these has each of
    the discrepancies, with its id, since nothing that bears on it is left out."""

    def document(row):
        record = json.loads(row.line)
        of_its_line = record["doc"].startswith("-:")  # has no id of its own: by its text, as extract took it
        kept = {name: record[name] for name in FIELDS if record.get(name) is not None}
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
