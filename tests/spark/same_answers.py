"""examples/spark/archive.py on a cluster of several processes gives what one process gives, and is never short in silence.

    python tests/spark/same_answers.py BINARY CORPUS FOLDER

CORPUS are made articles as JSON lines; FOLDER takes what comes. Prints a line `ok: …` or `failed: …` for each thing that
must hold. UPDATE_SESSIONS=1 writes the tables of docs/scale.md anew.
"""

import csv
import datetime
import glob
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import traceback

BINARY, CORPUS, FOLDER = (os.path.abspath(path) for path in sys.argv[1:4])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLE = os.path.join(ROOT, "examples", "spark")
# Workers find the program as a module; they run the Python that runs this.
os.environ.update(
    PYSPARK_PYTHON=sys.executable,
    PYTHONPATH=EXAMPLE,
    SPARK_LOCAL_HOSTNAME="localhost",
    SPARK_WORKER_DIR=os.path.join(FOLDER, "workers"),
    SPARK_LOCAL_DIRS=os.path.join(FOLDER, "scratch"),
)
sys.path.insert(0, EXAMPLE)

import archive  # noqa: E402
import duckdb  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

failed = []


def path(*names):
    return os.path.join(FOLDER, *names)


def check(name):
    """Runs a function at once, as a test of this name."""

    def run(function):
        if not re.search(os.environ.get("ONLY", ""), name):
            return
        try:
            function()
            print(f"ok: {name}", flush=True)
        except Exception:
            traceback.print_exc()
            failed.append(name)
            print(f"failed: {name}", flush=True)

    return run


def same(came, must, what):
    came, must = sorted(came), sorted(must)
    if came != must:
        odd = [line[:300] for line in sorted(set(came) ^ set(must))[:4]]
        raise AssertionError(f"{what}: {len(came)} lines, {len(must)} in one process; the first that differ: {odd}")


def one_process(*command, lines):
    """What the binary makes of lines, without its end record."""
    run = subprocess.run(
        [BINARY, "--quiet", *command], input="\n".join(lines) + "\n", text=True, capture_output=True, check=True
    )
    *records, end = run.stdout.splitlines()
    assert end.startswith('{"type":"end"'), end
    return [record for record in records if not record.startswith('{"type":"error"')]


def parts(*names):
    """The lines of a folder of text files."""
    found = []
    for name in sorted(glob.glob(path(*names, "part-*"))):
        with open(name, encoding="utf-8", newline="\n") as part:
            found += part.read().splitlines()
    return found


def rows(out, name):
    """The rows of a folder of CSV files, each with its header."""
    found = []
    for file in sorted(glob.glob(path(out, f"{name}.csv", "part-*"))):
        with open(file, encoding="utf-8", newline="") as part:
            header, *body = csv.reader(part)
            found += body
    return header, found


def job(out, *arguments, binary=BINARY):
    archive.main(["--out", path(out), "--factledger", binary, *arguments])


def extracted(out):
    """What extract wrote on the cluster."""
    lines = duckdb.sql(f"SELECT line FROM '{path(out, 'lines.parquet', '*.parquet')}' WHERE type <> 'error'")
    return [line for (line,) in lines.fetchall()]


def wrapper(name, script):
    """A program in place of factledger, for the workers; the real one is $REAL."""
    with open(path(name), "w", encoding="utf-8") as file:
        file.write(f"#!/bin/bash\nREAL={BINARY}\n{script}\n")
    os.chmod(path(name), 0o755)
    return path(name)


def sample():
    """The sample's articles as JSON lines."""
    documents = []
    for name in sorted(glob.glob(os.path.join(ROOT, "data", "sample", "[0-9]*.md"))):
        with open(name, encoding="utf-8") as file:
            _, head, text = file.read().split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        fields = {key: value.strip("\"'") for key, value in fields.items()}
        documents.append({"id": os.path.basename(name), **fields, "text": text})
    return documents


def again(documents):
    """The articles once more by others: weeks later, of a year or of no known day, with other last digits, as a later
    version at one address, twice with the same words, and with what a spreadsheet takes for a formula."""
    for number, document in enumerate(documents):
        for copy in range(6):
            text = document["text"].replace("7 ", f"{copy + 1} ").replace("50", "5" + str(copy))
            made = {
                "id": f"{copy}-{document['id']}",
                "source": f"=Outlet {number % 5}-{copy}",
                "text": text,
                "title": document["title"],
            }
            if copy < 4:
                day = datetime.date(2016, 1, 20) + datetime.timedelta(days=55 * copy + number)
                made["published"] = day.isoformat()
            if copy == 4:
                made["published"] = "2016"
            if number % 3 == 0 and copy in (1, 3):
                made["url"] = f"https://outlet.example/{number}"
            yield made
            if copy == 2:
                yield {**made, "title": made["title"] + " again"}


def killing(command):
    """A factledger whose second child of this command kills the executor that started it, once."""
    return wrapper(
        f"killing-{command}",
        f"""
if [ "$1" = {command} ] && ! mkdir {path(f"first-{command}")} 2>/dev/null && mkdir {path(f"killed-{command}")} 2>/dev/null; then
  process=$PPID
  until [ "$process" -le 1 ] || tr '\\0' ' ' < /proc/$process/cmdline | grep -q CoarseGrainedExecutorBackend; do
    process=$(awk '/^PPid:/ {{ print $2 }}' /proc/$process/status)
  done
  [ "$process" -gt 1 ] && kill -KILL "$process" && touch {path(f"killed-{command}", "it")}
  exit 9
fi
exec "$REAL" "$@" """,
    )


def refused(function, *words):
    """The function fails and says these words."""
    try:
        function()
    except Exception as error:
        said = f"{error} {error.__cause__ or ''}"
        assert all(word in said for word in words), f"{words} are not in: {said[:2000]}"
        return
    raise AssertionError("it did not fail")


def table(query):
    """What DuckDB answers, in columns."""
    answer = duckdb.sql(query)
    cells = [["" if cell is None else str(cell) for cell in row] for row in [answer.columns, *answer.fetchall()]]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)


def shown(document):
    """A document with the tables below its queries as they come now."""
    answer = lambda found: f"```sql\n{found[1]}```\n\n```text\n{table(found[1])}\n```"
    return re.sub(r"```sql\n(.*?)```\n\n```text\n.*?```", answer, document, flags=re.S)


settings = {
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "4",
    # A machine with other work must not look like a broken one.
    "spark.network.timeout": "800s",
    "spark.executor.heartbeatInterval": "100s",
    "spark.deploy.maxExecutorRetries": "-1",
    "spark.ui.showConsoleProgress": "false",
}
builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("factledger tests")
for key, value in settings.items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
spark.sparkContext.addPyFile(os.path.join(EXAMPLE, "archive.py"))
VERSION = subprocess.run([BINARY, "--version"], text=True, capture_output=True, check=True).stdout.split()[-1]
EXTRACT = [BINARY, "extract", "--context", "--threads", "1", "--quiet"]

SAMPLE = [json.dumps(document) for document in sample()]
with open(CORPUS, encoding="utf-8") as file:
    LINES = SAMPLE + [json.dumps(document) for document in again(sample())] + file.read().splitlines()[:300]
with open(path("sample.jsonl"), "w", encoding="utf-8") as file:
    file.write("\n".join(SAMPLE) + "\n")
FILES = [path(f"documents-{number}.jsonl") for number in range(4)]
for number, name in enumerate(FILES):
    with open(name, "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in LINES[number::4]))
CLAIMS = one_process("extract", "--context", lines=LINES)


@check("the sample: every line, table and query as of one process")
def _():
    job("sample", path("sample.jsonl"))
    claims = one_process("extract", "--context", lines=SAMPLE)
    same(extracted("sample"), claims, "extract")
    same(parts("sample", "discrepancies.jsonl"), one_process("compare", "--sort", lines=claims), "compare")
    ledger = [BINARY, "--quiet", "--db", path("sample.db"), "--format", "csv"]
    subprocess.run([*ledger, "scan", path("sample.jsonl")], check=True, stdout=subprocess.DEVNULL)
    for name, command in ("discrepancies", "report"), ("claims", "claims"):
        table = subprocess.run([*ledger, command], check=True, text=True, capture_output=True).stdout
        header, *body = csv.reader(table.splitlines(keepends=True))
        came_header, came = rows("sample", name)
        assert came_header == header, came_header
        if name == "claims":  # the ledger shows the newest revision only
            current = {row[0] for row in body}
            came = [row for row in came if row[0] in current]
            place = header.index("restrictors")  # JSON, whose members stand in another order
            for row in came + body:
                row[place] = json.dumps(json.loads(row[place]), sort_keys=True)
        same(map("\x1f".join, came), map("\x1f".join, body), f"{name}.csv")
    os.chdir(FOLDER)
    if os.path.lexists("out"):
        os.remove("out")
    os.symlink("sample", "out")
    with open(os.path.join(ROOT, "docs", "scale.md"), encoding="utf-8") as file:
        document = file.read()
    fresh = shown(document)
    if os.environ.get("UPDATE_SESSIONS"):
        with open(os.path.join(ROOT, "docs", "scale.md"), "w", encoding="utf-8") as file:
            file.write(fresh)
    # What the sample says changes with the rules; that each query runs and finds something does not.
    tables = re.findall(r"```sql\n.*?```text\n(.*?)```", fresh, flags=re.S)
    assert len(tables) >= 3, "docs/scale.md shows three queries"
    assert all(len(table.splitlines()) > 1 for table in tables), tables


@check("a corpus, with a worker killed while it extracts")
def _():
    job("corpus", "--text", *FILES, binary=killing("extract"))
    assert os.path.exists(path("killed-extract", "it")), "no worker was killed"
    same(extracted("corpus"), one_process("extract", "--context", "--text", lines=LINES), "extract")
    must = one_process("compare", "--sort", lines=CLAIMS)
    assert len(must) > 50, len(must)
    same(parts("corpus", "discrepancies.jsonl"), must, "compare")
    guarded = [row for row in rows("corpus", "discrepancies")[1] if any(cell.startswith("=") for cell in row)]
    assert not guarded, guarded[:1]


@check("the documents in dispute make a ledger with every discrepancy of the cluster")
def _():
    ledger = [BINARY, "--quiet", "--db", path("dispute.db"), "--format", "csv"]
    lines = parts("corpus", "disputed.jsonl")
    assert 0 < len(lines) < len(LINES), f"{len(lines)} of {len(LINES)} documents"
    with open(path("disputed.jsonl"), "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))
    subprocess.run([*ledger, "add", path("disputed.jsonl")], check=True)
    table = subprocess.run([*ledger, "report"], check=True, text=True, capture_output=True).stdout
    ids = {row[0] for row in csv.reader(table.splitlines(keepends=True))}
    lost = [row for row in rows("corpus", "discrepancies")[1] if row[0] not in ids and row[2] != "revision"]
    assert not lost, lost
    subprocess.run([*ledger, "verify"], check=True, stdout=subprocess.DEVNULL)
    told = duckdb.sql(f"SELECT * FROM '{path('corpus', 'disputed.parquet', '*.parquet')}'")
    names = told.columns
    same(
        [json.dumps({name: value for name, value in zip(names, row) if value is not None}, sort_keys=True) for row in told.fetchall()],
        [json.dumps(json.loads(line), sort_keys=True) for line in lines],
        "disputed.parquet",
    )
    # For tests/parquet.py: what comes later writes over these.
    for table in "claims", "discrepancies", "documents", "disputed":
        shutil.copytree(path("corpus", f"{table}.parquet"), path("dispute", f"{table}.parquet"))


@check("the same with blocks split, and a worker killed while it compares")
def _():
    job("corpus", "--most", "150", "--include", "equal,scope", binary=killing("compare"))
    assert os.path.exists(path("killed-compare", "it")), "no worker was killed"
    must = one_process("compare", "--sort", "--include", "equal,scope", lines=CLAIMS)
    same(parts("corpus", "discrepancies.jsonl"), must, "compare")


@check("the same with the desk's decisions, with and without blocks split")
def _():
    claims = [json.loads(line) for line in CLAIMS if line.startswith('{"type":"claim"')]
    by_block = {}
    for claim in claims:
        by_block.setdefault(claim["block"], []).append(claim)
    largest = sorted(by_block, key=lambda block: -len(by_block[block]))[:3]
    first = [by_block[block][0] for block in largest]
    far = by_block[largest[0]][-1]
    rows_now = [json.loads(line) for line in one_process("compare", "--sort", lines=CLAIMS)]
    parted = rows_now[0]
    ruling = {"subject": "", "decided_by": "Ida", "at": "2026-11-22T09:00:00Z", "reason": "so it is"}
    decisions = [
        {
            **ruling,
            "decision_id": 1,
            "kind": "merge",
            "claim_ids": [first[0]["claim_id"]],
            "other_claim_ids": [first[1]["claim_id"]],
            "blocks": largest[:2],
        },
        {
            **ruling,
            "decision_id": 2,
            "kind": "merge",
            "claim_ids": [first[0]["claim_id"]],
            "other_claim_ids": [far["claim_id"]],
            "blocks": largest[:1],
        },
        {
            **ruling,
            "decision_id": 3,
            "kind": "split",
            "claim_ids": [parted["a_claim_id"]],
            "other_claim_ids": [parted["b_claim_id"]],
        },
    ]
    with open(path("decisions.jsonl"), "w", encoding="utf-8") as file:
        file.write("".join(json.dumps(decision) + "\n" for decision in decisions))
    must = one_process("compare", "--sort", "--decisions", path("decisions.jsonl"), lines=CLAIMS)
    before = one_process("compare", "--sort", lines=CLAIMS)
    assert sorted(must) != sorted(before), "the decisions change nothing"
    for most in "200000", "150":
        job("corpus", "--most", most, "--decisions", path("decisions.jsonl"))
        same(parts("corpus", "discrepancies.jsonl"), must, f"compare, --most {most}")


@check("broken lines, bytes that are no UTF-8 and a line of 100 MB are counted, each with its reason")
def _():
    with open(path("broken.jsonl"), "wb") as file:
        file.write(b'{"id": "cut\n[]\n\n{"id": "no text"}\n{"id": "odd", "text": "caf\xe9 12 people"}\n')
    with open(path("long.jsonl"), "w", encoding="utf-8") as file:
        file.write(
            SAMPLE[0] + "\n" + json.dumps({"id": "long", "text": "A dull line of 12 words. " * 4_000_000}) + "\n"
        )
    job("odd", path("broken.jsonl"), path("long.jsonl"))
    errors = [json.loads(line) for line in parts("odd", "errors.jsonl")]
    places = [(os.path.basename(error["input"]), error["doc"]) for error in errors]
    assert sorted(places) == [("broken.jsonl", f"-:{line}") for line in range(1, 5)] + [("long.jsonl", "-:2")], errors
    assert sum("more than 16 MiB" in error["reason"] for error in errors) == 1, errors
    assert sum("no UTF-8 from byte" in error["reason"] for error in errors) == 1, errors
    same(extracted("odd"), one_process("extract", "--context", lines=SAMPLE[:1]), "extract")


@check("Parquet in gives what JSON lines give")
def _():
    duckdb.sql(
        f"COPY (SELECT id, source, title, published::VARCHAR AS published, url, text FROM "
        f"read_json('{path('sample.jsonl')}')) TO '{path('sample.parquet')}' (FORMAT parquet)"
    )
    lines = archive.extracted(spark, [path("sample.parquet")], archive.shlex.join(EXTRACT), VERSION)
    ids = {row.document_id for row in lines.where("type = 'document'").collect()}
    must = [json.loads(line) for line in one_process("extract", lines=SAMPLE)]
    assert ids == {record["document_id"] for record in must if record["type"] == "document"}, ids


@check("web archives in give what one process gives, each file a task")
def _():
    def record(number, document):
        page = f"<html><head><title>{document['title']}</title></head><body><article><p>{document['text']}</p></article></body></html>"
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://archive.example/{number}\r\n"
            f"WARC-Date: 2016-04-18T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:0000-{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        return head.encode() + answer + b"\r\n\r\n"

    records = [record(number, document) for number, document in enumerate(sample())]
    for name, part in ("a.warc", records[:5]), ("b.warc.gz", records[5:]):
        with open(path(name), "wb") as file:
            file.write(b"".join(gzip.compress(one) for one in part) if name.endswith(".gz") else b"".join(part))
    with open(path("c.warc"), "wb") as file:
        file.write(b"WARC/1.0\r\nno archive at all")
    job("warc", path("[abc].warc"), path("[abc].warc.gz"))
    came = one_process("extract", "--context", path("a.warc"), path("b.warc.gz"), lines=[])
    assert sum(line.startswith('{"type":"document"') for line in came) == len(records), came[:2]
    same(extracted("warc"), came, "extract")
    same(parts("warc", "discrepancies.jsonl"), one_process("compare", "--sort", lines=came), "compare")
    errors = [json.loads(line) for line in parts("warc", "errors.jsonl")]
    assert len(errors) == 1 and "c.warc" in errors[0]["doc"], errors


@check("an empty partition gives an end record and nothing else")
def _():
    lines = spark.sparkContext.parallelize(SAMPLE[:2], 5)
    came = archive.piped(lines, archive.shlex.join(EXTRACT), VERSION).collect()
    same(came, one_process("extract", "--context", lines=SAMPLE[:2]), "extract")


def run_piped(command):
    archive.piped(spark.sparkContext.parallelize(SAMPLE, 2), command, VERSION).collect()


@check("a missing binary, another version, and a child that is short, fails or is cut off fail the job and say so")
def _():
    refused(lambda: run_piped("/nowhere/factledger extract --context"), "/nowhere/factledger")
    other = wrapper("other-version", """"$REAL" "$@" | sed '/^{"type":"end"/s/"version":"[^"]*"/"version":"0.0.9"/'""")
    refused(lambda: run_piped(f"{other} extract --context"), "version 0.0.9 on this worker", VERSION)
    short = wrapper("short", """head -n 2 | "$REAL" "$@" """)
    refused(lambda: run_piped(f"{short} extract --context"), "lines were sent, its end record tells of 2")
    failing = wrapper("failing", """"$REAL" "$@"; exit 3""")
    refused(lambda: run_piped(f"{failing} extract --context"), "3")
    cut_off = wrapper("cut-off", """"$REAL" "$@" | head -n 5; exit 0""")
    refused(lambda: run_piped(f"{cut_off} extract --context"), "without its end record")


@check("input that cannot be read to its end fails the job and leaves no child waiting")
def _():
    def broken(part):
        yield from part
        raise OSError("the disk went away")

    lines = spark.sparkContext.parallelize(SAMPLE, 2).mapPartitions(broken)
    refused(lambda: archive.piped(lines, archive.shlex.join(EXTRACT), VERSION).collect(), "its input could not be read")


spark.stop()
shutil.rmtree(path("scratch"), ignore_errors=True)
sys.exit(1 if failed else 0)
